// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct LtReader {
  LtMedia         media;
  const LtUnpack *unpack;
  LtScratch      *scratch;
  LtScratch       own; ///< If no scratch was given
  uint32_t        first, n_channels;
  int64_t         at;      ///< Next frame to deliver
  int64_t         decoder; ///< Next frame of the library's decoder, or -1
  int64_t         piece;   ///< That it was started for, or -1
  bool            is_pieced;
};

bool
lt_scratch_init (LtScratch *scratch)
{
  scratch->bytes = aligned_alloc (64, LT_SCRATCH_BYTES + LT_RAW_SLACK);
  return scratch->bytes != NULL;
}

void
lt_scratch_clear (LtScratch *scratch)
{
  free (scratch->bytes);
  scratch->bytes = NULL;
}

LtStatus
lt_reader_open_with (const char *path,
                     uint32_t    first_channel,
                     uint32_t    n_channels,
                     LtScratch  *scratch,
                     LtReader  **out,
                     LtError    *error)
{
  LtReader *reader = calloc (1, sizeof *reader);
  if (!reader)
    return lt_fail (error, LT_NO_MEM, _ ("%s: out of memory."), path);
  LtStatus       status = lt_media_open (path, &reader->media, error);
  const uint32_t n      = reader->media.info.n_channels;
  if (status == LT_OK &&
      (n_channels < 1 || first_channel >= n || n - first_channel < n_channels))
    status = lt_fail (error,
                      LT_RANGE,
                      _ ("%s has %u channels; channel %u is not there."),
                      path,
                      n,
                      first_channel + n_channels);
  reader->scratch = scratch ? scratch : &reader->own;
  if (status == LT_OK && !scratch && !lt_scratch_init (&reader->own))
    status = lt_fail (error, LT_NO_MEM, _ ("%s: out of memory."), path);
  if (status != LT_OK) {
    lt_reader_free (reader);
    return status;
  }
  posix_fadvise (reader->media.fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  reader->unpack     = lt_unpack_best ();
  reader->first      = first_channel;
  reader->n_channels = n_channels;
  reader->is_pieced =
    reader->media.kind == LT_SNIFF_LOSSY && reader->media.info.can_seek;
  *out = reader;
  return LT_OK;
}

LtStatus
lt_reader_open (const char *path,
                uint32_t    first_channel,
                uint32_t    n_channels,
                LtReader  **reader,
                LtError    *error)
{
  return lt_reader_open_with (
    path, first_channel, n_channels, NULL, reader, error);
}

void
lt_reader_free (LtReader *reader)
{
  if (!reader)
    return;
  lt_media_close (&reader->media);
  lt_scratch_clear (&reader->own);
  free (reader);
}

int64_t
lt_reader_frames (const LtReader *reader)
{
  return reader->media.info.frames;
}

uint32_t
lt_reader_rate (const LtReader *reader)
{
  return reader->media.info.rate;
}

LtStatus
lt_reader_seek (LtReader *reader, int64_t frame)
{
  if (frame < 0 || frame > reader->media.info.frames)
    return LT_RANGE;
  reader->at = frame;
  return LT_OK;
}

/// As many bytes as there are, up to n; -1: the disk failed.
static int64_t
read_raw (int fd, uint8_t *bytes, size_t n, int64_t at)
{
  size_t done = 0;
  while (done < n) {
    ssize_t got = pread (fd, bytes + done, n - done, at + (int64_t)done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0)
      break;
    done += (size_t)got;
  }
  return (int64_t)done;
}

static int64_t
read_plain (LtReader *reader, float *const *out, uint32_t n)
{
  const LtPlain *plain = &reader->media.plain;
  const uint32_t frame = lt_raw_bytes (plain->raw) * plain->n_channels;
  uint32_t       done  = 0;
  while (done < n) {
    uint32_t block = LT_SCRATCH_BYTES / frame;
    block          = n - done < block ? n - done : block;
    int64_t got    = read_raw (reader->media.fd,
                            reader->scratch->bytes,
                            (size_t)block * frame,
                            plain->offset + reader->at * frame);
    if (got < 0)
      return -1;
    got /= frame;
    float *to[LT_MAX_FILE_CHANNELS];
    for (uint32_t c = 0; c < reader->n_channels; c++)
      to[c] = out[c] + done;
    reader->unpack->unpack[plain->raw](reader->scratch->bytes,
                                       plain->n_channels,
                                       reader->first,
                                       reader->n_channels,
                                       to,
                                       (uint32_t)got);
    done += (uint32_t)got;
    reader->at += got;
    if (got < block)
      break;
  }
  return done;
}

/// The next frames of the decoder into the scratch: how many came.
static int64_t
decode (LtReader *reader, int64_t n)
{
  const int64_t frame = reader->media.info.n_channels * (int64_t)sizeof (float);
  const int64_t block = LT_SCRATCH_BYTES / frame;
  const int64_t got   = sf_readf_float (reader->media.file,
                                      (float *)(void *)reader->scratch->bytes,
                                      n < block ? n : block);
  if (got > 0)
    reader->decoder += got;
  return got;
}

static bool
skip_to (LtReader *reader, int64_t frame)
{
  while (reader->decoder < frame)
    if (decode (reader, frame - reader->decoder) <= 0)
      return false;
  return true;
}

/// Bring a fresh decoder to the beginning of a piece.
static bool
begin_piece (LtReader *reader, int64_t piece)
{
  const int64_t frame = piece * LT_PIECE_FRAMES;
  reader->piece       = -1;
  if (!lt_media_reopen (&reader->media))
    return false;
  reader->decoder = frame > LT_PIECE_PREROLL ? frame - LT_PIECE_PREROLL : 0;
  if (reader->decoder > 0 &&
      sf_seek (reader->media.file, reader->decoder, SEEK_SET) !=
        reader->decoder)
    return false;
  reader->piece = piece;
  return skip_to (reader, frame);
}

/// Put the decoder at `at`; @return frames that it may deliver in a row.
static int64_t
place_decoder (LtReader *reader)
{
  const int64_t left = reader->media.info.frames - reader->at;
  if (!reader->is_pieced) {
    if (reader->decoder != reader->at &&
        sf_seek (reader->media.file, reader->at, SEEK_SET) != reader->at) {
      reader->decoder = -1;
      return -1;
    }
    reader->decoder = reader->at;
    return left;
  }
  const int64_t piece = reader->at / LT_PIECE_FRAMES;
  if ((piece != reader->piece || reader->decoder > reader->at) &&
      !begin_piece (reader, piece))
    return -1;
  if (!skip_to (reader, reader->at))
    return -1;
  const int64_t in_piece = (piece + 1) * LT_PIECE_FRAMES - reader->at;
  return left < in_piece ? left : in_piece;
}

static int64_t
read_decoded (LtReader *reader, float *const *out, uint32_t n)
{
  uint32_t done = 0;
  while (done < n) {
    int64_t may = place_decoder (reader);
    if (may < 0)
      return -1;
    if (may == 0)
      break;
    int64_t got = decode (reader, may < n - done ? may : n - done);
    if (got <= 0)
      break;
    float *to[LT_MAX_FILE_CHANNELS];
    for (uint32_t c = 0; c < reader->n_channels; c++)
      to[c] = out[c] + done;
    reader->unpack->unpack[LT_RAW_F32](reader->scratch->bytes,
                                       reader->media.info.n_channels,
                                       reader->first,
                                       reader->n_channels,
                                       to,
                                       (uint32_t)got);
    done += (uint32_t)got;
    reader->at += got;
  }
  return done;
}

int64_t
lt_reader_read (LtReader *reader, float *const *out, uint32_t n)
{
  const int64_t left = reader->media.info.frames - reader->at;
  n                  = left < n ? (uint32_t)left : n;
  return reader->media.info.is_plain ? read_plain (reader, out, n)
                                     : read_decoded (reader, out, n);
}
