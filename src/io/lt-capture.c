// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lt-capture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct LtCapture {
  FILE    *file;
  uint32_t rate, n_channels;
  uint64_t n_frames, n_told;
};

static void
put32 (uint8_t *to, uint64_t x)
{
  for (int i = 0; i < 4; i++)
    to[i] = (uint8_t)((x > UINT32_MAX ? UINT32_MAX : x) >> 8 * i);
}

static bool
write_header (LtCapture *c)
{
  const uint32_t frame    = c->n_channels * 4;
  uint8_t        head[44] = "RIFF....WAVEfmt \x10\0\0\0\x03";
  memcpy (head + 36, "data", 4);
  put32 (head + 4, 36 + c->n_frames * frame);
  head[22] = (uint8_t)c->n_channels;
  put32 (head + 24, c->rate);
  put32 (head + 28, (uint64_t)c->rate * frame);
  head[32] = (uint8_t)frame;
  head[34] = 32;
  put32 (head + 40, c->n_frames * frame);
  c->n_told = c->n_frames;
  return fseek (c->file, 0, SEEK_SET) == 0 &&
         fwrite (head, 1, sizeof head, c->file) == sizeof head &&
         fseek (c->file, 0, SEEK_END) == 0 && fflush (c->file) == 0;
}

LtCapture *
lt_capture_new (const char *path, uint32_t rate, uint32_t n_channels)
{
  LtCapture *c = calloc (1, sizeof *c);
  if (!c)
    return NULL;
  c->file       = fopen (path, "wb");
  c->rate       = rate;
  c->n_channels = n_channels;
  if (c->file && write_header (c))
    return c;
  if (c->file)
    fclose (c->file);
  free (c);
  return NULL;
}

bool
lt_capture_write (LtCapture *c, const float *x, uint32_t n_frames)
{
  const size_t n = (size_t)n_frames * c->n_channels;
  if (fwrite (x, sizeof (float), n, c->file) != n)
    return false;
  c->n_frames += n_frames;
  return c->n_frames - c->n_told < c->rate || write_header (c);
}

void
lt_capture_free (LtCapture *c)
{
  if (!c)
    return;
  write_header (c);
  fclose (c->file);
  free (c);
}
