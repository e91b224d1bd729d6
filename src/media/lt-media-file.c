// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/// Frames that a byte of a compressed file can stand for: FLAC's 65535 frames
/// of silence in about 12 bytes are the most.
static const int64_t max_frames_per_byte = 8192;

static const struct {
  int         format;
  const char *name;
} containers[] = {
  {SF_FORMAT_WAV, "WAV"},
  {SF_FORMAT_WAVEX, "WAV"},
  {SF_FORMAT_RF64, "RF64"},
  {SF_FORMAT_W64, "W64"},
  {SF_FORMAT_AIFF, "AIFF"},
  {SF_FORMAT_AU, "AU"},
  {SF_FORMAT_CAF, "CAF"},
  {SF_FORMAT_FLAC, "FLAC"},
  {SF_FORMAT_OGG, "Ogg"},
  {SF_FORMAT_MPEG, "MPEG"},
};

static const struct {
  int         format;
  int         bits; ///< 0: compressed
  const char *name; ///< For the person, after the container's
} codings[] = {
  {SF_FORMAT_PCM_S8, 8, N_ ("8-bit PCM")},
  {SF_FORMAT_PCM_U8, 8, N_ ("8-bit PCM")},
  {SF_FORMAT_PCM_16, 16, N_ ("16-bit PCM")},
  {SF_FORMAT_PCM_24, 24, N_ ("24-bit PCM")},
  {SF_FORMAT_PCM_32, 32, N_ ("32-bit PCM")},
  {SF_FORMAT_FLOAT, 32, N_ ("32-bit float")},
  {SF_FORMAT_DOUBLE, 64, N_ ("64-bit float")},
  {SF_FORMAT_VORBIS, 0, "Vorbis"},
  {SF_FORMAT_OPUS, 0, "Opus"},
  {SF_FORMAT_MPEG_LAYER_III, 0, "MP3"},
};

/// Fill in the text and say whether the pair of container and coding is let in.
static bool
describe (LtMedia *media, int format)
{
  const char *container = NULL, *coding = NULL;
  int         bits = 0;
  for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
    if (containers[i].format == (format & SF_FORMAT_TYPEMASK))
      container = containers[i].name;
  for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
    if (codings[i].format == (format & SF_FORMAT_SUBMASK)) {
      coding = _ (codings[i].name);
      bits   = codings[i].bits;
    }
  if (!container || !coding)
    return false;
  const bool is_lossy = media->kind == LT_SNIFF_LOSSY;
  if ((bits == 0) != is_lossy)
    return false;
  char *text = media->info.text;
  if (is_lossy && (format & SF_FORMAT_TYPEMASK) == SF_FORMAT_MPEG)
    snprintf (text, sizeof media->info.text, "%s", coding);
  else
    snprintf (text,
              sizeof media->info.text,
              is_lossy ? "%s %s" : "%s, %s",
              container,
              coding);
  return true;
}

static int
plain_format (int fd, const LtPlain *plain)
{
  static const int coding[] = {
    SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT};
  char magic[4] = "";
  if (!lt_media_pread (fd, magic, sizeof magic, 0))
    return coding[plain->raw] | SF_FORMAT_WAV;
  return coding[plain->raw] | (memcmp (magic, "RF64", 4) == 0 ? SF_FORMAT_RF64
                               : magic[0] == 'r'              ? SF_FORMAT_W64
                                                              : SF_FORMAT_WAV);
}

static bool
is_plausible (const LtMedia *media, const SF_INFO *info, int64_t size)
{
  if (info->channels < 1 || info->channels > LT_MAX_FILE_CHANNELS ||
      info->samplerate < LT_MIN_RATE || info->samplerate > LT_MAX_RATE ||
      info->frames < 0)
    return false;
  return media->kind == LT_SNIFF_LIBRARY
           ? info->frames <= size / info->channels
           : info->frames / max_frames_per_byte <= size;
}

static LtStatus
refuse (const char *path, LtError *error)
{
  return lt_fail (error,
                  LT_FORMAT,
                  _ ("%s is not in a sound format that is opened here; convert "
                     "it to WAV or FLAC first."),
                  path);
}

static LtStatus
damaged (const char *path, LtError *error)
{
  return lt_fail (error,
                  LT_FORMAT,
                  _ ("%s is damaged: its header makes no sense. Take another "
                     "copy of it."),
                  path);
}

static LtStatus
fail_errno (const char *path, int code, LtError *error)
{
  if (code == ENOENT || code == ENOTDIR)
    return lt_fail (error,
                    LT_NOT_FOUND,
                    _ ("%s is not there; put it back or choose another file."),
                    path);
  return lt_fail (
    error, LT_IO, _ ("%s cannot be read: %s."), path, strerror (code));
}

bool
lt_media_reopen (LtMedia *media)
{
  SF_INFO info = {.format = 0};
  if (media->file)
    sf_close (media->file);
  media->file = NULL;
  if (lseek (media->fd, 0, SEEK_SET) == 0)
    media->file = sf_open_fd (media->fd, SFM_READ, &info, SF_FALSE);
  return media->file && (uint32_t)info.channels == media->info.n_channels;
}

static LtStatus
open_library (const char *path, LtMedia *media, int64_t size, LtError *error)
{
  SF_INFO info = {.format = 0};
  lseek (media->fd, 0, SEEK_SET);
  media->file = sf_open_fd (media->fd, SFM_READ, &info, SF_FALSE);
  if (!media->file || !is_plausible (media, &info, size))
    return damaged (path, error);
  if (!describe (media, info.format))
    return refuse (path, error);
  media->info.rate       = (uint32_t)info.samplerate;
  media->info.n_channels = (uint32_t)info.channels;
  media->info.frames     = info.frames;
  media->info.can_seek   = info.seekable;
  return LT_OK;
}

static LtStatus
open_sniffed (const char *path, LtMedia *media, LtError *error)
{
  struct stat info;
  if (fstat (media->fd, &info) != 0)
    return fail_errno (path, errno, error);
  if (!S_ISREG (info.st_mode))
    return lt_fail (error, LT_FORMAT, _ ("%s is not a file."), path);
  media->kind = lt_media_sniff (media->fd, info.st_size, &media->plain);
  switch (media->kind) {
    case LT_SNIFF_UNKNOWN:
    case LT_SNIFF_REFUSED:
      return refuse (path, error);
    case LT_SNIFF_DAMAGED:
      return damaged (path, error);
    case LT_SNIFF_PLAIN:
      media->info.rate       = media->plain.rate;
      media->info.n_channels = media->plain.n_channels;
      media->info.frames     = media->plain.frames;
      media->info.is_plain   = true;
      media->info.can_seek   = true;
      describe (media, plain_format (media->fd, &media->plain));
      return LT_OK;
    default:
      return open_library (path, media, info.st_size, error);
  }
}

LtStatus
lt_media_open (const char *path, LtMedia *media, LtError *error)
{
  *media = (LtMedia){.fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (media->fd < 0)
    return fail_errno (path, errno, error);
  LtStatus status = open_sniffed (path, media, error);
  if (status != LT_OK)
    lt_media_close (media);
  return status;
}

void
lt_media_close (LtMedia *media)
{
  if (media->file)
    sf_close (media->file);
  if (media->fd >= 0)
    close (media->fd);
  *media = (LtMedia){.fd = -1};
}

LtStatus
lt_media_look (const char *path, LtMediaInfo *info, LtError *error)
{
  LtMedia  media;
  LtStatus status = lt_media_open (path, &media, error);
  if (status != LT_OK)
    return status;
  *info = media.info;
  lt_media_close (&media);
  return LT_OK;
}

bool
lt_media_needs_decode (const LtMediaInfo *info)
{
  return !info->can_seek;
}

bool
lt_media_is_sound_name (const char *path)
{
  static const char *const endings[] = {"wav",
                                        "wave",
                                        "rf64",
                                        "w64",
                                        "aif",
                                        "aiff",
                                        "aifc",
                                        "au",
                                        "snd",
                                        "caf",
                                        "flac",
                                        "ogg",
                                        "oga",
                                        "opus",
                                        "mp3"};
  const char              *dot       = strrchr (path, '.');
  for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
    if (strcasecmp (dot + 1, endings[i]) == 0)
      return true;
  return false;
}
