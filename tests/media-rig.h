// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "media/lt-media.h"

#include "lt-test.h"

#include <sndfile.h>

/** Sound files for the tests of the media layer: every sample is known. */

/** libsndfile forgets what libvorbis allocated when an Ogg header is damaged
    or cannot be written: not for the leak sanitizer to hold against us. */
const char *__lsan_default_suppressions (void);
const char *
__lsan_default_suppressions (void)
{
  return "leak:libvorbis\nleak:libogg\n";
}

/** Sample of a frame and channel: noise of 16 bits, any place at no cost. */
static inline int16_t
rig_sample (int64_t frame, uint32_t channel)
{
  uint64_t x = (uint64_t)frame * 64 + channel + 1;
  x ^= x >> 31;
  x *= 0x9E3779B97F4A7C15ULL;
  x ^= x >> 29;
  x *= 0xBF58476D1CE4E5B9ULL;
  return (int16_t)(x >> 40);
}

static inline float
rig_float (int64_t frame, uint32_t channel)
{
  return (float)rig_sample (frame, channel) / 32768.0f;
}

/** A smooth signal, for codecs. */
static inline float
rig_tone (int64_t frame, uint32_t channel)
{
  const double t = (double)frame * 0.0572 * (1.0 + channel * 0.37);
  return (float)(0.3 * sin (t) + 0.2 * sin (t * 0.131) +
                 0.01 * rig_float (frame, channel));
}

typedef float RigSignal (int64_t frame, uint32_t channel);

/** Write a file by libsndfile alone. @return whether it takes the format. */
static inline bool
rig_write_as (const char *path,
              int         format,
              uint32_t    rate,
              uint32_t    n_channels,
              int64_t     frames,
              RigSignal  *signal)
{
  SF_INFO info = {
    .samplerate = (int)rate, .channels = (int)n_channels, .format = format};
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  if (!file)
    return false;
  enum { BLOCK = 1024 };
  float *block = g_new (float, BLOCK *n_channels);
  for (int64_t at = 0; at < frames; at += BLOCK) {
    const int64_t n = MIN (BLOCK, frames - at);
    for (int64_t f = 0; f < n; f++)
      for (uint32_t c = 0; c < n_channels; c++)
        block[f * n_channels + c] = signal (at + f, c);
    g_assert_cmpint (sf_writef_float (file, block, n), ==, n);
  }
  g_free (block);
  g_assert_cmpint (sf_close (file), ==, 0);
  return true;
}

/** The usual one: 24-bit WAV at 48 kHz, the noise exactly. */
static inline void
rig_write (const char *path, uint32_t n_channels, int64_t frames)
{
  SF_INFO  info  = {.samplerate = 48000,
                    .channels   = (int)n_channels,
                    .format     = SF_FORMAT_WAV | SF_FORMAT_PCM_24};
  SNDFILE *file  = sf_open (path, SFM_WRITE, &info);
  int16_t *block = g_new (int16_t, (gsize)frames * n_channels + 1);
  g_assert_nonnull (file);
  for (int64_t f = 0; f < frames; f++)
    for (uint32_t c = 0; c < n_channels; c++)
      block[f * n_channels + c] = rig_sample (f, c);
  g_assert_cmpint (sf_writef_short (file, block, frames), ==, frames);
  g_assert_cmpint (sf_close (file), ==, 0);
  g_free (block);
}

/** A whole file by libsndfile, interleaved; g_free. */
static inline float *
rig_read (const char *path, SF_INFO *info)
{
  *info         = (SF_INFO){.format = 0};
  SNDFILE *file = sf_open (path, SFM_READ, info);
  g_assert_nonnull (file);
  float     *all = g_new0 (float, (gsize)(info->frames * info->channels + 1));
  sf_count_t at  = 0, n;
  while ((n = sf_readf_float (file,
                              all + at * info->channels,
                              MIN (4096, info->frames - at))) > 0)
    at += n;
  g_assert_cmpint (at, ==, info->frames);
  sf_close (file);
  return all;
}

#define rig_assert_ok(status, error)                                           \
  G_STMT_START                                                                 \
  {                                                                            \
    if ((status) != LT_OK)                                                     \
      g_error ("%s", (error).text);                                            \
  }                                                                            \
  G_STMT_END
