// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// make-waves DIR N SECONDS        N mono float WAVs of noise and tones
// make-waves --sine FILE HZ LEVEL SECONDS
// make-waves --compare RAW WAV    0: RAW's floats are WAV's from its first
//                                 sample that is not zero
// make-waves --smooth WAV BOUND   prints the largest second difference after
//                                 the first second; 0: below BOUND

#include <math.h>
#include <sndfile.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
write_wave (const char *path, const float *x, sf_count_t n)
{
  SF_INFO  info = {.samplerate = 48000,
                   .channels   = 1,
                   .format     = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  if (!file || sf_write_float (file, x, n) != n)
    return 1;
  return sf_close (file);
}

static int
make (const char *dir, int n, int seconds)
{
  const sf_count_t frames = (sf_count_t)seconds * 48000;
  float           *x      = malloc ((size_t)frames * sizeof *x);
  uint32_t         random = 1;
  for (int k = 0; x && k < n; k++) {
    char path[4096];
    for (sf_count_t i = 0; i < frames; i++) {
      random = random * 1664525u + 1013904223u;
      x[i]   = k % 2 ? (float)((int32_t)random >> 8) / 8388608.0f * 0.2f
                     : 0.3f * (float)sin (0.01 * (k + 2) * (double)i + 0.3);
    }
    snprintf (path, sizeof path, "%s/wave-%d.wav", dir, k + 1);
    if (write_wave (path, x, frames) != 0)
      return 1;
  }
  free (x);
  return 0;
}

static float *
read_wave (const char *path, sf_count_t *n, int *channels)
{
  SF_INFO  info = {0};
  SNDFILE *file = sf_open (path, SFM_READ, &info);
  if (!file)
    return NULL;
  float *x  = malloc ((size_t)(info.frames * info.channels) * sizeof *x);
  *n        = x ? sf_readf_float (file, x, info.frames) : 0;
  *channels = info.channels;
  sf_close (file);
  return x;
}

static int
compare (const char *raw, const char *wave)
{
  sf_count_t n;
  int        channels;
  float     *x    = read_wave (wave, &n, &channels);
  FILE      *file = fopen (raw, "rb");
  if (!x || !file || channels != 2) {
    printf ("# %s or %s cannot be read\n", raw, wave);
    return 1;
  }
  sf_count_t first = 0;
  while (first < n && x[2 * first] == 0.0f && x[2 * first + 1] == 0.0f)
    first++;
  float      y[2];
  sf_count_t i = 0;
  while (fread (y, sizeof y, 1, file) == 1 && first + i < n) {
    if (memcmp (y, &x[2 * (first + i)], sizeof y) != 0) {
      printf ("# frame %ld: %.9g %.9g is not %.9g %.9g\n",
              (long)i,
              (double)y[0],
              (double)y[1],
              (double)x[2 * (first + i)],
              (double)x[2 * (first + i) + 1]);
      return 1;
    }
    i++;
  }
  printf ("# %ld frames are the same\n", (long)i);
  fclose (file);
  free (x);
  return i < 48000;
}

static int
smooth (const char *path, double bound)
{
  sf_count_t n;
  int        channels;
  float     *x     = read_wave (path, &n, &channels);
  float      worst = 0, peak = 0;
  if (!x)
    return 1;
  for (sf_count_t i = 48000; i < n; i++)
    for (int c = 0; c < channels; c++) {
      const float *at = x + i * channels + c;
      float        d  = fabsf (at[0] - 2 * at[-channels] + at[-2 * channels]);
      worst           = d > worst ? d : worst;
      peak            = fabsf (at[0]) > peak ? fabsf (at[0]) : peak;
    }
  printf ("# %.1f s, peak %.3f, largest second difference %.6f\n",
          (double)n / 48000,
          (double)peak,
          (double)worst);
  free (x);
  return !(peak > 0.05f && worst < bound);
}

static int
sine (char **argv)
{
  const sf_count_t frames = (sf_count_t)(atof (argv[5]) * 48000);
  float           *x      = malloc ((size_t)frames * sizeof *x);
  for (sf_count_t i = 0; x && i < frames; i++)
    x[i] = (float)(atof (argv[4]) *
                   sin (2 * M_PI * atof (argv[3]) * (double)i / 48000));
  const int result = x ? write_wave (argv[2], x, frames) : 1;
  free (x);
  return result;
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--sine") == 0)
    return sine (argv);
  if (argc == 4 && strcmp (argv[1], "--compare") == 0)
    return compare (argv[2], argv[3]);
  if (argc == 4 && strcmp (argv[1], "--smooth") == 0)
    return smooth (argv[2], atof (argv[3]));
  if (argc == 4)
    return make (argv[1], atoi (argv[2]), atoi (argv[3]));
  return 2;
}
