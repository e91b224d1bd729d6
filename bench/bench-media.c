// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What reading costs, ns a sample of CPU time (user and system): medians of
// nine runs over files in the page cache. bench-media [FILE...] reads these
// besides.

#include "media/lt-media-private.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { RATE = 48000, N_RUNS = 9, N_TRACKS = 64, RING = 16384 };

static float block[2][65536];

static double
cpu_ns (void)
{
  struct timespec t;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double
median (double *x)
{
  qsort (x, N_RUNS, sizeof *x, compare);
  return x[N_RUNS / 2];
}

static void
must (bool is_right, const char *what)
{
  if (is_right)
    return;
  fprintf (stderr, "bench-media: %s\n", what);
  exit (1);
}

static void
write_file (const char *path, int format, int n_channels, int seconds)
{
  SF_INFO info = {.samplerate = RATE, .channels = n_channels, .format = format};
  SNDFILE *file = sf_open (path, SFM_WRITE, &info);
  must (file, path);
  static float noise[2 * RATE];
  uint32_t     x = 1;
  for (int s = 0; s < seconds; s++) {
    for (int i = 0; i < n_channels * RATE; i++) {
      x        = x * 1664525 + 1013904223;
      noise[i] = (float)(int32_t)x * 0x1p-33f;
    }
    sf_writef_float (file, noise, RATE);
  }
  sf_close (file);
}

static void
bench_unpack (void)
{
  static const char *const names[] = {"s16", "s24", "s32", "f32"};
  enum { N = 16384, ROUNDS = 400 };
  uint8_t *bytes = calloc (1, N * 8 + LT_RAW_SLACK);
  for (int u = 0; lt_unpack_all[u]; u++)
    for (int raw = 0; raw < LT_N_RAW; raw++)
      for (uint32_t c = 1; c <= 2 && lt_unpack_can_run (lt_unpack_all[u]);
           c++) {
        double       ns[N_RUNS];
        float *const out[2] = {block[0], block[1]};
        for (int i = 0; i < N_RUNS; i++) {
          ns[i] = cpu_ns ();
          for (int k = 0; k < ROUNDS; k++)
            lt_unpack_all[u]->unpack[raw](bytes, c, 0, c, out, N);
          ns[i] = (cpu_ns () - ns[i]) / ((double)N * c * ROUNDS);
        }
        printf ("unpack\t%s\t%s\t%uch\t%.3f\n",
                lt_unpack_all[u]->name,
                names[raw],
                c,
                median (ns));
      }
  free (bytes);
}

static void
bench_reader (const char *path)
{
  LtMediaInfo info;
  LtError     error;
  double      ns[N_RUNS];
  must (lt_media_look (path, &info, &error) == LT_OK, error.text);
  const uint32_t n_channels = info.n_channels < 2 ? 1 : 2;
  float *const   out[2]     = {block[0], block[1]};
  for (int i = 0; i < N_RUNS; i++) {
    LtReader *reader;
    must (lt_reader_open (path, 0, n_channels, &reader, &error) == LT_OK,
          error.text);
    ns[i] = cpu_ns ();
    int64_t n, all = 0;
    while ((n = lt_reader_read (reader, out, 8192)) > 0)
      all += n;
    ns[i] = (cpu_ns () - ns[i]) / (double)(all * n_channels);
    lt_reader_free (reader);
  }
  printf ("reader\t%s\t%uch\t%.3f\n", info.text, n_channels, median (ns));
}

static void
bench_library (const char *path, int n_channels)
{
  double ns[N_RUNS];
  for (int i = 0; i < N_RUNS; i++) {
    SF_INFO    info = {.format = 0};
    SNDFILE   *file = sf_open (path, SFM_READ, &info);
    sf_count_t n, all = 0;
    ns[i] = cpu_ns ();
    while ((n = sf_readf_float (file, block[0], 8192)) > 0)
      all += n;
    ns[i] = (cpu_ns () - ns[i]) / (double)(all * n_channels);
    sf_close (file);
  }
  printf (
    "libsndfile alone\tWAV, 24-bit PCM\t%dch\t%.3f\n", n_channels, median (ns));
}

/// How long a place in the middle takes, ms.
static void
bench_seek (const char *path)
{
  LtMediaInfo info;
  LtError     error;
  LtReader   *reader;
  double      ns[N_RUNS];
  must (lt_media_look (path, &info, &error) == LT_OK, error.text);
  must (lt_reader_open (path, 0, 1, &reader, &error) == LT_OK, error.text);
  float *const out[1] = {block[0]};
  for (int i = 0; i < N_RUNS; i++) {
    ns[i] = cpu_ns ();
    lt_reader_seek (reader, info.frames * ((i * 5) % N_RUNS) / N_RUNS + 1);
    lt_reader_read (reader, out, 8192);
    ns[i] = (cpu_ns () - ns[i]) * 1e-6;
  }
  printf ("locate\t%s\t\t%.3f ms\n", info.text, median (ns));
  lt_reader_free (reader);
}

/// 64 mono tracks of 24 bits as the offline renderer reads them.
static void
bench_streams (const char *path, int seconds)
{
  double         ns[N_RUNS], bytes = 0.0;
  const uint32_t sizes[] = {256, 4096};
  for (int s = 0; s < 2; s++) {
    for (int i = 0; i < N_RUNS; i++) {
      LtError          error;
      LtStream        *tracks[N_TRACKS];
      struct mallinfo2 before  = mallinfo2 ();
      const double     begin   = cpu_ns ();
      LtStreams       *streams = lt_streams_new (RATE, RING);
      for (int t = 0; t < N_TRACKS; t++)
        must (lt_stream_open (streams, path, 0, 1, 0, 0, &tracks[t], &error) ==
                LT_OK,
              error.text);
      struct mallinfo2 after = mallinfo2 ();
      bytes                  = (double)(after.uordblks + after.hblkhd) -
              (double)(before.uordblks + before.hblkhd);
      const int64_t end    = (int64_t)seconds * RATE;
      float *const  out[1] = {block[0]};
      for (int64_t at = 0; at < end; at += sizes[s]) {
        must (lt_streams_wait (streams, sizes[s]), "the disk is too slow");
        for (int t = 0; t < N_TRACKS; t++) {
          LtSource *source = lt_stream_source (tracks[t]);
          source->ops->read (source, out, sizes[s], at);
        }
      }
      must (lt_streams_n_underruns (streams) == 0, "underruns");
      for (int t = 0; t < N_TRACKS; t++)
        lt_stream_close (tracks[t]);
      lt_streams_free (streams);
      ns[i] = (cpu_ns () - begin) / ((double)end * N_TRACKS);
    }
    const double each = median (ns);
    printf ("streams\t%d x %d s, blocks of %u\t\t%.3f\t%.3f s CPU\t%.1f MB\n",
            N_TRACKS,
            seconds,
            sizes[s],
            each,
            each * 1e-9 * seconds * RATE * N_TRACKS,
            bytes / 1048576.0);
  }
}

int
main (int argc, char **argv)
{
  char dir[] = "/tmp/bench-media-XXXXXX";
  must (mkdtemp (dir), "no folder in /tmp");
  static const struct {
    const char *name;
    int         format, n_channels;
  } files[] = {
    {"1-24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1},
    {"2-24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2},
    {"1-16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1},
    {"1-f.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1},
    {"1.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 1},
    {"1.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 1},
    {"1.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 1},
    {"1.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 1},
  };
  enum { N_FILES = sizeof files / sizeof *files };
  char path[N_FILES][64];
  bench_unpack ();
  for (int i = 0; i < N_FILES; i++) {
    snprintf (path[i], sizeof path[i], "%s/%s", dir, files[i].name);
    write_file (path[i], files[i].format, files[i].n_channels, i < 4 ? 60 : 20);
    bench_reader (path[i]);
    bench_seek (path[i]);
  }
  bench_library (path[0], 1);
  bench_library (path[1], 2);
  for (int i = 1; i < argc; i++) {
    bench_reader (argv[i]);
    bench_seek (argv[i]);
  }
  bench_streams (path[0], 60);
  for (int i = 0; i < N_FILES; i++)
    unlink (path[i]);
  rmdir (dir);
  return 0;
}
