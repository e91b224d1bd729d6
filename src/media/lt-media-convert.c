// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "base/lt-i18n.h"
#include "base/lt-rt.h"

#include <fenv.h>
#include <soxr.h>
#include <stdlib.h>

enum { BLOCK = 8192 };

typedef struct {
  const char *from, *to;
  uint32_t    n_channels;
  LtReader   *reader;
  LtWriter   *writer;
  soxr_t      soxr;              ///< NULL: at this rate already
  float      *planar, *in, *out; ///< Of BLOCK frames
  int64_t     n_in, n_out;       ///< Frames in all
  int64_t     written;
  LtProgress  progress;
  void       *data;
  LtError    *error;
} Conversion;

static LtStatus
no_memory (const Conversion *c)
{
  return lt_fail (c->error, LT_NO_MEM, _ ("%s: out of memory."), c->from);
}

/// Not one frame more than the file is to have.
static LtStatus
write_frames (Conversion *c, const float *frames, size_t n)
{
  const int64_t left = c->n_out - c->written;
  if ((int64_t)n > left)
    n = (size_t)left;
  c->written += (int64_t)n;
  return n > 0 ? lt_writer_write (c->writer, frames, (uint32_t)n, c->error)
               : LT_OK;
}

/// Push `n` frames through; n 0: the rest that is still inside.
static LtStatus
push (Conversion *c, size_t n)
{
  if (!c->soxr)
    return write_frames (c, c->in, n);
  size_t done = 0, made;
  do {
    size_t       used = 0;
    const float *from = c->in + done * c->n_channels;
    made              = 0;
    if (soxr_process (
          c->soxr, n ? from : NULL, n - done, &used, c->out, BLOCK, &made))
      return no_memory (c);
    done += used;
    LtStatus status = write_frames (c, c->out, made);
    if (status != LT_OK)
      return status;
  } while (done < n || made == BLOCK || (n == 0 && made > 0));
  return LT_OK;
}

static LtStatus
read_block (Conversion *c, int64_t *n)
{
  float *channels[LT_MAX_FILE_CHANNELS];
  for (uint32_t i = 0; i < c->n_channels; i++)
    channels[i] = c->planar + (size_t)i * BLOCK;
  *n = lt_reader_read (c->reader, channels, BLOCK);
  if (*n < 0)
    return lt_fail (
      c->error, LT_IO, _ ("%s cannot be read: the disk failed."), c->from);
  for (uint32_t i = 0; i < c->n_channels; i++)
    for (int64_t f = 0; f < *n; f++)
      c->in[(size_t)f * c->n_channels + i] = channels[i][f];
  return LT_OK;
}

static LtStatus
convert (Conversion *c)
{
  for (int64_t at = 0, n = 0; at < c->n_in; at += n) {
    if (c->progress && !c->progress (c->data, (double)at / (double)c->n_in))
      return lt_fail (
        c->error, LT_CANCELLED, _ ("%s was not converted."), c->from);
    LtStatus status = read_block (c, &n);
    if (status == LT_OK && n == 0)
      status = lt_fail (c->error,
                        LT_FORMAT,
                        _ ("%s is damaged: it ends before its end. Take "
                           "another copy of it."),
                        c->from);
    if (status == LT_OK)
      status = push (c, (size_t)n);
    if (status != LT_OK)
      return status;
  }
  LtStatus status = c->soxr ? push (c, 0) : LT_OK;
  for (uint32_t i = 0; i < BLOCK * c->n_channels; i++)
    c->in[i] = 0.0f;
  while (status == LT_OK && c->written < c->n_out)
    status = write_frames (c, c->in, BLOCK);
  return status;
}

static LtStatus
prepare (Conversion *c, uint32_t rate)
{
  LtMediaInfo info;
  LtStatus    status = lt_media_look (c->from, &info, c->error);
  if (status != LT_OK)
    return status;
  if (rate < LT_MIN_RATE || rate > LT_MAX_RATE)
    return lt_fail (
      c->error, LT_RANGE, _ ("%s: no rate of %u Hz."), c->from, rate);
  c->n_channels     = info.n_channels;
  c->n_in           = info.frames;
  c->n_out          = (info.frames * rate + info.rate / 2) / info.rate;
  const size_t size = (size_t)BLOCK * info.n_channels * sizeof (float);
  c->planar         = malloc (size);
  c->in             = malloc (size);
  c->out            = malloc (size);
  if (!c->planar || !c->in || !c->out)
    return no_memory (c);
  if (info.rate != rate) {
    const soxr_quality_spec_t quality = soxr_quality_spec (SOXR_VHQ, 0);
    c->soxr                           = soxr_create (
      info.rate, rate, info.n_channels, NULL, NULL, &quality, NULL);
    if (!c->soxr)
      return no_memory (c);
  }
  status = lt_reader_open (c->from, 0, info.n_channels, &c->reader, c->error);
  if (status != LT_OK)
    return status;
  return lt_writer_open (c->to,
                         rate,
                         info.n_channels,
                         LT_SUBTYPE_FLOAT,
                         false,
                         &c->writer,
                         c->error);
}

LtStatus
lt_media_convert (const char *from,
                  const char *to,
                  uint32_t    rate,
                  LtProgress  progress,
                  void       *data,
                  LtError    *error)
{
  Conversion c = {
    .from     = from,
    .to       = to,
    .progress = progress,
    .data     = data,
    .error    = error,
  };
  // Decoders under the same mode as in the disk thread: the same samples.
  fenv_t before;
  fegetenv (&before);
  lt_rt_float_mode ();
  LtStatus status = prepare (&c, rate);
  if (status == LT_OK)
    status = convert (&c);
  if (status == LT_OK)
    status = lt_writer_finish (c.writer, error);
  else
    lt_writer_abandon (c.writer);
  fesetenv (&before);
  lt_reader_free (c.reader);
  soxr_delete (c.soxr);
  free (c.planar);
  free (c.in);
  free (c.out);
  if (status == LT_OK && progress)
    progress (data, 1.0);
  return status;
}
