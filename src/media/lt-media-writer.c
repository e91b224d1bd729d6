// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BLOCK = 2048 };

struct LtWriter {
  LtTemporary temporary;
  SNDFILE    *file;
  uint32_t    n_channels;
  int         bits; ///< Of the integers written; 0: floats
  bool        dither;
  uint64_t    random[LT_MAX_FILE_CHANNELS]; ///< State of each channel's dither
  int64_t     frames;
  int32_t    *block; ///< BLOCK frames
};

static const struct {
  const char *ending;
  int         format;
  bool        has_subtype; ///< Or a codec of its own
} endings[] = {
  {"wav", SF_FORMAT_RF64, true}, // becomes WAV again below 4 GiB
  {"rf64", SF_FORMAT_RF64, true},
  {"w64", SF_FORMAT_W64, true},
  {"aiff", SF_FORMAT_AIFF, true},
  {"aif", SF_FORMAT_AIFF, true},
  {"flac", SF_FORMAT_FLAC, true},
  {"ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, false},
  {"opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, false},
  {"mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, false},
};

static const char *
ending_of (const char *path)
{
  const char *dot = strrchr (path, '.');
  return dot && !strchr (dot, '/') ? dot + 1 : "";
}

static LtStatus
choose_format (const char *path, LtSubtype subtype, int *format, LtError *error)
{
  static const int codings[] = {[LT_SUBTYPE_FLOAT] = SF_FORMAT_FLOAT,
                                [LT_SUBTYPE_PCM24] = SF_FORMAT_PCM_24,
                                [LT_SUBTYPE_PCM16] = SF_FORMAT_PCM_16};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    if (strcasecmp (ending_of (path), endings[i].ending) != 0)
      continue;
    *format = endings[i].format;
    if (endings[i].has_subtype)
      *format |= codings[subtype];
    if (*format == (SF_FORMAT_FLAC | SF_FORMAT_FLOAT))
      return lt_fail (error,
                      LT_UNSUPPORTED,
                      _ ("%s: FLAC holds no float samples; choose 24-bit PCM."),
                      path);
    return LT_OK;
  }
  return lt_fail (
    error,
    LT_UNSUPPORTED,
    _ ("%s: a sound file ends in .wav, .rf64, .w64, .flac, .aiff, "
       ".ogg, .opus or .mp3."),
    path);
}

static LtStatus
open_file (LtWriter   *writer,
           const char *path,
           uint32_t    rate,
           int         format,
           LtError    *error)
{
  SF_INFO info = {
    .samplerate = (int)rate,
    .channels   = (int)writer->n_channels,
    .format     = format,
  };
  if (rate > LT_MAX_RATE || !sf_format_check (&info))
    return lt_fail (error,
                    LT_UNSUPPORTED,
                    _ ("%s: this format takes no %u channels at %u Hz."),
                    path,
                    writer->n_channels,
                    rate);
  writer->file = sf_open_fd (writer->temporary.fd, SFM_WRITE, &info, SF_FALSE);
  if (!writer->file)
    return lt_fail (
      error, LT_IO, _ ("%s cannot be written: %s"), path, sf_strerror (NULL));
  // A peak chunk would carry the time of day: not the same bytes again. (RF64
  // keeps it: see make_same.)
  sf_command (writer->file, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE);
  if (strcasecmp (ending_of (path), "wav") == 0)
    sf_command (writer->file, SFC_RF64_AUTO_DOWNGRADE, NULL, SF_TRUE);
  return LT_OK;
}

/// splitmix64 (Steele, Lea, Flood 2014).
static uint64_t
scramble (uint64_t z)
{
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// Uniform in [0, 1), the upper 53 bits.
static double
uniform (uint64_t *state)
{
  *state += 0x9E3779B97F4A7C15ULL;
  return (double)(scramble (*state) >> 11) * 0x1p-53;
}

LtStatus
lt_writer_open (const char *path,
                uint32_t    rate,
                uint32_t    n_channels,
                LtSubtype   subtype,
                bool        dither,
                LtWriter  **out,
                LtError    *error)
{
  int      format = 0;
  LtStatus status = choose_format (path, subtype, &format, error);
  if (status == LT_OK && (n_channels < 1 || n_channels > LT_MAX_FILE_CHANNELS))
    status = lt_fail (
      error, LT_RANGE, _ ("%s: no file of %u channels."), path, n_channels);
  if (status != LT_OK)
    return status;
  LtWriter *writer = calloc (1, sizeof *writer);
  int32_t  *block  = malloc (sizeof *block * BLOCK * n_channels);
  if (!writer || !block) {
    free (writer);
    free (block);
    return lt_fail (error, LT_NO_MEM, _ ("%s: out of memory."), path);
  }
  const int coding   = format & SF_FORMAT_SUBMASK;
  writer->n_channels = n_channels;
  writer->block      = block;
  writer->bits       = coding == SF_FORMAT_PCM_24   ? 24
                       : coding == SF_FORMAT_PCM_16 ? 16
                                                    : 0;
  writer->dither     = dither;
  for (uint32_t c = 0; c < n_channels; c++)
    writer->random[c] = scramble (c + 1); // far apart on the same cycle
  status = lt_temporary_open (&writer->temporary, path, error);
  if (status == LT_OK)
    status = open_file (writer, path, rate, format, error);
  if (status != LT_OK) {
    lt_writer_abandon (writer);
    return status;
  }
  *out = writer;
  return LT_OK;
}

/// The largest whole number up to y, for what fits into 32 bits: a call of the
/// library costs more than all else here.
static inline double
floor_small (double y)
{
  const double whole = (double)(int32_t)y;
  return whole > y ? whole - 1.0 : whole;
}

/// To integers in the upper bits, as the library wants them.
static void
quantize (LtWriter *writer, const float *in, uint32_t n_frames)
{
  const double full = (double)(1U << (writer->bits - 1));
  const double unit = (double)(1U << (32 - writer->bits));
  int32_t     *out  = writer->block;
  for (uint32_t f = 0; f < n_frames; f++)
    for (uint32_t c = 0; c < writer->n_channels; c++, in++, out++) {
      double y = (double)*in * full;
      y        = y == y ? y : 0.0; // NaN
      y        = y < -full - 2 ? -full - 2 : y > full + 2 ? full + 2 : y;
      if (writer->dither) {
        const double u1 = uniform (&writer->random[c]);
        y = floor_small (y + (u1 - uniform (&writer->random[c])) + 0.5);
      } else {
        y = rint (y);
      }
      y    = y < -full ? -full : y > full - 1.0 ? full - 1.0 : y;
      *out = (int32_t)(y * unit);
    }
}

LtStatus
lt_writer_write (LtWriter    *writer,
                 const float *interleaved,
                 uint32_t     n_frames,
                 LtError     *error)
{
  while (n_frames > 0) {
    const uint32_t n = n_frames < BLOCK ? n_frames : BLOCK;
    sf_count_t     done;
    errno = 0;
    if (writer->bits) {
      quantize (writer, interleaved, n);
      done = sf_writef_int (writer->file, writer->block, n);
    } else {
      done = sf_writef_float (writer->file, interleaved, n);
    }
    if (done != n)
      return lt_temporary_fail (writer->temporary.path, errno, error);
    writer->frames += n;
    interleaved += (size_t)n * writer->n_channels;
    n_frames -= n;
  }
  return LT_OK;
}

static void
free_writer (LtWriter *writer)
{
  if (writer->file)
    sf_close (writer->file);
  lt_temporary_abandon (&writer->temporary);
  free (writer->block);
  free (writer);
}

/// Whether what lies on the disk is what was written: the library does not
/// tell of everything that fails when it closes a file.
static bool
is_whole (const LtWriter *writer)
{
  LtMediaInfo info;
  return lt_media_look (writer->temporary.temporary, &info, NULL) == LT_OK &&
         info.frames == writer->frames && info.n_channels == writer->n_channels;
}

/// libsndfile keeps a peak chunk in RF64 whatever it is told, with the time of
/// day in it, and draws the serial number of Ogg by lot; the same mix shall be
/// the same bytes.
static bool
make_same (int fd)
{
  static const uint8_t zero[4] = {0};
  uint8_t              head[512];
  ssize_t              n = pread (fd, head, sizeof head, 0);
  if (n >= 4 && memcmp (head, "OggS", 4) == 0)
    return lt_ogg_set_serial (fd, 1);
  for (ssize_t i = 12; i + 16 <= n; i++)
    if (memcmp (head + i, "PEAK", 4) == 0)
      return pwrite (fd, zero, sizeof zero, i + 12) == (ssize_t)sizeof zero;
  return true;
}

LtStatus
lt_writer_finish (LtWriter *writer, LtError *error)
{
  errno           = 0;
  const int code  = sf_close (writer->file);
  writer->file    = NULL;
  LtStatus status = LT_OK;
  if (code != 0 || !make_same (writer->temporary.fd) || !is_whole (writer))
    status = lt_temporary_fail (writer->temporary.path, errno, error);
  else
    status = lt_temporary_finish (&writer->temporary, true, error);
  free_writer (writer);
  return status;
}

void
lt_writer_abandon (LtWriter *writer)
{
  if (writer)
    free_writer (writer);
}
