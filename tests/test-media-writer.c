// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "media-rig.h"

enum { RATE = 48000 };

static char *dir;

static guint
n_files (void)
{
  GDir *folder = g_dir_open (dir, 0, NULL);
  guint n      = 0;
  while (g_dir_read_name (folder))
    n++;
  g_dir_close (folder);
  return n;
}

/// Write in uneven blocks; signal NULL: silence with an offset.
static void
write_file (const char *path,
            LtSubtype   subtype,
            bool        dither,
            uint32_t    n_channels,
            int64_t     frames,
            RigSignal  *signal,
            float       offset)
{
  LtWriter *writer;
  LtError   error;
  float    *block = g_new (float, 5000 * n_channels);
  rig_assert_ok (
    lt_writer_open (path, RATE, n_channels, subtype, dither, &writer, &error),
    error);
  for (int64_t at = 0, n; at < frames; at += n) {
    n = MIN (frames - at, 1 + (at * 7 + 4999) % 5000);
    for (int64_t i = 0; i < n; i++)
      for (uint32_t c = 0; c < n_channels; c++)
        block[i * n_channels + c] =
          offset + (signal ? signal (at + i, c) : 0.0f);
    rig_assert_ok (lt_writer_write (writer, block, (uint32_t)n, &error), error);
  }
  rig_assert_ok (lt_writer_finish (writer, &error), error);
  g_free (block);
}

static void
test_round_trip (void)
{
  static const struct {
    const char *name;
    LtSubtype   subtype;
    double      tolerance;
    const char *text;
  } cases[] = {
    {"a.wav", LT_SUBTYPE_FLOAT, 0, "WAV, 32-bit float"},
    {"b.wav", LT_SUBTYPE_PCM24, 0, "WAV, 24-bit PCM"},
    {"c.wav", LT_SUBTYPE_PCM16, 0, "WAV, 16-bit PCM"},
    {"d.rf64", LT_SUBTYPE_FLOAT, 0, "RF64, 32-bit float"},
    {"e.w64", LT_SUBTYPE_PCM24, 0, "W64, 24-bit PCM"},
    {"f.flac", LT_SUBTYPE_PCM24, 0, "FLAC, 24-bit PCM"},
    {"g.flac", LT_SUBTYPE_PCM16, 0, "FLAC, 16-bit PCM"},
    {"h.AIFF", LT_SUBTYPE_PCM24, 0, "AIFF, 24-bit PCM"},
    {"i.aif", LT_SUBTYPE_FLOAT, 0, "AIFF, 32-bit float"},
    {"j.ogg", LT_SUBTYPE_FLOAT, 2.0, "Ogg Vorbis"},
    {"k.opus", LT_SUBTYPE_PCM24, 2.0, "Ogg Opus"},
    {"l.mp3", LT_SUBTYPE_PCM16, 2.0, "MP3"},
  };
  enum { N = 30001 };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    const bool is_lossy = cases[i].tolerance > 0;
    RigSignal *signal   = is_lossy ? rig_tone : rig_float;
    char      *path     = g_build_filename (dir, cases[i].name, NULL);
    write_file (path, cases[i].subtype, false, 2, N, signal, 0.0f);
    SF_INFO     info;
    LtMediaInfo look;
    LtError     error;
    float      *all = rig_read (path, &info);
    g_assert_cmpint (info.frames, ==, N);
    g_assert_cmpint (info.samplerate, ==, RATE);
    for (int64_t f = 0; f < N; f++)
      for (uint32_t c = 0; c < 2; c++)
        g_assert_cmpfloat (
          fabs ((double)all[2 * f + c] - (double)signal (f, c)),
          <=,
          cases[i].tolerance);
    rig_assert_ok (lt_media_look (path, &look, &error), error);
    g_assert_cmpstr (look.text, ==, cases[i].text);
    g_free (all);
    g_free (path);
  }
}

static float
edges (int64_t frame, uint32_t channel)
{
  static const float x[] = {1.0f,
                            -1.0f,
                            2.0f,
                            -2.0f,
                            INFINITY,
                            -INFINITY,
                            NAN,
                            0.0f,
                            -0.0f,
                            0.5f / 32768,
                            1.5f / 32768,
                            -0.5f / 32768,
                            0.9999f,
                            1e30f};
  return x[frame % (int64_t)G_N_ELEMENTS (x)];
}

/// Clipped, not wrapped; halves to the even neighbour; no NaN.
static void
test_edges (void)
{
  static const int want[] = {32767,
                             -32768,
                             32767,
                             -32768,
                             32767,
                             -32768,
                             0,
                             0,
                             0,
                             0,
                             2,
                             0,
                             32765,
                             32767};
  char            *path   = g_build_filename (dir, "edges.wav", NULL);
  write_file (
    path, LT_SUBTYPE_PCM16, false, 1, G_N_ELEMENTS (want), edges, 0.0f);
  SF_INFO info;
  float  *all = rig_read (path, &info);
  for (size_t i = 0; i < G_N_ELEMENTS (want); i++)
    g_assert_cmpfloat (all[i] * 32768.0f, ==, (float)want[i]);
  g_free (all);
  write_file (
    path, LT_SUBTYPE_PCM24, true, 1, G_N_ELEMENTS (want), edges, 0.0f);
  all = rig_read (path, &info);
  g_assert_cmpfloat (all[2], ==, 8388607.0f / 8388608.0f);
  g_assert_cmpfloat (all[3], ==, -1.0f);
  g_free (all);
  g_free (path);
}

/// Total error of 2^19 frames in dB, AES17: a full-scale sine is 0.
static double
error_power (const float *all, int64_t n, uint32_t channel, double offset)
{
  double sum = 0.0;
  for (int64_t i = 0; i < n; i++) {
    const double e = (double)all[2 * i + channel] - offset;
    sum += e * e;
  }
  return 10.0 * log10 (2.0 * sum / (double)n);
}

/// dsp.md: -93.3 dBFS at 16 bits, whatever lies under it; channels apart.
static void
test_dither (void)
{
  enum { N = 1 << 19 };
  static const float lsb[] = {0.0f, 0.25f, 0.5f, 0.77f};
  char              *path  = g_build_filename (dir, "dither.wav", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (lsb); i++) {
    const float offset = lsb[i] / 32768.0f;
    SF_INFO     info;
    write_file (path, LT_SUBTYPE_PCM16, true, 2, N, NULL, offset);
    float *all  = rig_read (path, &info);
    double both = 0.0, left = 0.0, right = 0.0, mean = 0.0;
    for (uint32_t c = 0; c < 2; c++)
      g_assert_cmpfloat (
        fabs (error_power (all, N, c, (double)offset) + 93.3), <, 0.1);
    for (int64_t f = 0; f < N; f++) {
      const double l = (double)all[2 * f] - (double)offset;
      const double r = (double)all[2 * f + 1] - (double)offset;
      both += l * r;
      left += l * l;
      right += r * r;
      mean += l / N;
    }
    g_assert_cmpfloat (fabs (both / sqrt (left * right)), <, 0.01);
    g_assert_cmpfloat (fabs (mean * 32768.0), <, 0.01);
    g_free (all);
  }
  // Without dither a quarter of a step is simply lost.
  SF_INFO info;
  write_file (path, LT_SUBTYPE_PCM16, false, 2, 4096, NULL, 0.25f / 32768.0f);
  float *all = rig_read (path, &info);
  for (int i = 0; i < 8192; i++)
    g_assert_cmpfloat (all[i], ==, 0.0f);
  g_free (all);
  g_free (path);
}

static void
test_same_bytes (void)
{
  static const char *const names[] = {
    "s.wav", "s.rf64", "s.flac", "s.w64", "s.aiff", "s.ogg", "s.opus", "s.mp3"};
  char *first[G_N_ELEMENTS (names)];
  gsize n[G_N_ELEMENTS (names)];
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
      char     *path = g_build_filename (dir, names[i], NULL);
      char     *bytes;
      gsize     size;
      LtSubtype subtype = i & 1 ? LT_SUBTYPE_FLOAT : LT_SUBTYPE_PCM16;
      if (strcmp (names[i], "s.flac") == 0)
        subtype = LT_SUBTYPE_PCM24;
      write_file (path, subtype, true, 2, 20000, rig_tone, 0.0f);
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      if (pass == 0) {
        first[i] = bytes;
        n[i]     = size;
      } else {
        if (size != n[i] || memcmp (bytes, first[i], size) != 0)
          g_error ("%s differs", names[i]);
        g_free (first[i]);
        g_free (bytes);
      }
      g_free (path);
    }
    if (pass == 0)
      g_usleep (1100000); // another second: no time of day in the file
  }
}

/// A disk that fills up, by a limit on the size of files.
static void
test_full (void)
{
  static const char *const names[] = {
    "full.wav", "full.flac", "full.w64", "full.ogg"};
  struct rlimit before, small;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  float *block = g_new (float, 2 * 48000);
  for (int i = 0; i < 2 * 48000; i++)
    block[i] = rig_float (i / 2, (uint32_t)i % 2);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    for (rlim_t limit = 0; limit < 60000; limit += 19999) {
      char       *path = g_build_filename (dir, names[i], NULL);
      const guint n    = n_files ();
      LtWriter   *writer;
      LtError     error = {.text = ""};
      small             = before;
      small.rlim_cur    = limit;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
      LtStatus status =
        lt_writer_open (path, RATE, 2, LT_SUBTYPE_PCM24, true, &writer, &error);
      if (status == LT_OK) {
        for (int k = 0; k < 6 && status == LT_OK; k++)
          status = lt_writer_write (writer, block, 48000, &error);
        if (status == LT_OK)
          status = lt_writer_finish (writer, &error);
        else
          lt_writer_abandon (writer);
      }
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      g_assert_cmpint (status, ==, LT_IO);
      g_assert_nonnull (strstr (error.text, names[i]));
      if (limit > 0)
        g_assert_nonnull (strstr (error.text, "full"));
      g_assert_cmpuint (n_files (), ==, n);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_free (path);
    }
  g_free (block);
}

static void
test_names (void)
{
  LtWriter *writer;
  LtError   error;
  char     *path = g_build_filename (dir, "kept.wav", NULL);
  // An old file stays until the new one is whole.
  write_file (path, LT_SUBTYPE_PCM16, false, 1, 100, rig_float, 0.0f);
  rig_assert_ok (
    lt_writer_open (path, RATE, 1, LT_SUBTYPE_PCM16, false, &writer, &error),
    error);
  float x[10] = {0};
  rig_assert_ok (lt_writer_write (writer, x, 10, &error), error);
  const guint n = n_files ();
  lt_writer_abandon (writer);
  g_assert_cmpuint (n_files (), ==, n - 1);
  SF_INFO info;
  g_free (rig_read (path, &info));
  g_assert_cmpint (info.frames, ==, 100);
  write_file (path, LT_SUBTYPE_PCM16, false, 1, 70, rig_float, 0.0f);
  g_free (rig_read (path, &info));
  g_assert_cmpint (info.frames, ==, 70);
  lt_writer_abandon (NULL);

  static const struct {
    const char *name;
    uint32_t    rate, n_channels;
    LtSubtype   subtype;
    LtStatus    status;
  } wrong[] = {
    {"a.xyz", 48000, 2, LT_SUBTYPE_FLOAT, LT_UNSUPPORTED},
    {"noending", 48000, 2, LT_SUBTYPE_FLOAT, LT_UNSUPPORTED},
    {"a.flac", 48000, 2, LT_SUBTYPE_FLOAT, LT_UNSUPPORTED},
    {"a.wav", 48000, 0, LT_SUBTYPE_FLOAT, LT_RANGE},
    {"a.wav", 48000, 65, LT_SUBTYPE_FLOAT, LT_RANGE},
    {"a.mp3", 48000, 6, LT_SUBTYPE_FLOAT, LT_UNSUPPORTED},
    {"no/such/folder/a.wav", 48000, 2, LT_SUBTYPE_FLOAT, LT_IO},
  };
  const guint before = n_files ();
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++) {
    char *bad = g_build_filename (dir, wrong[i].name, NULL);
    g_assert_cmpint (lt_writer_open (bad,
                                     wrong[i].rate,
                                     wrong[i].n_channels,
                                     wrong[i].subtype,
                                     false,
                                     &writer,
                                     &error),
                     ==,
                     wrong[i].status);
    g_assert_nonnull (strstr (error.text, wrong[i].name));
    g_free (bad);
  }
  g_assert_cmpuint (n_files (), ==, before);
  g_free (path);
}

static void
test_many_channels (void)
{
  char *path = g_build_filename (dir, "many.wav", NULL);
  write_file (path, LT_SUBTYPE_PCM24, true, 64, 3000, rig_float, 0.0f);
  SF_INFO info;
  float  *all = rig_read (path, &info);
  g_assert_cmpint (info.channels, ==, 64);
  for (int i = 0; i < 3000 * 64; i++)
    g_assert_cmpfloat (
      fabsf (all[i] - rig_float (i / 64, (uint32_t)i % 64)), <, 2.1f / 8388608);
  g_free (all);
  g_free (path);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  dir = lt_test_make_dir ();
  g_test_add_func ("/media/writer/round-trip", test_round_trip);
  g_test_add_func ("/media/writer/edges", test_edges);
  g_test_add_func ("/media/writer/dither", test_dither);
  g_test_add_func ("/media/writer/same-bytes", test_same_bytes);
  g_test_add_func ("/media/writer/full", test_full);
  g_test_add_func ("/media/writer/names", test_names);
  g_test_add_func ("/media/writer/many-channels", test_many_channels);
  const int result = g_test_run ();
  lt_test_remove_dir (dir);
  return result;
}
