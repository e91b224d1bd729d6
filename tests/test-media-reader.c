// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include <math.h>

#include "media-rig.h"

static char *dir;

static const struct {
  const char *name;
  int         format;
  bool        is_plain;
  bool        is_lossy;
} kinds[] = {
  {"16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, true, false},
  {"24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, true, false},
  {"32.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_32, true, false},
  {"float.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, true, false},
  {"double.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, false, false},
  {"8.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, false, false},
  {"24x.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, true, false},
  {"24.rf64", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, true, false},
  {"float.w64", SF_FORMAT_W64 | SF_FORMAT_FLOAT, true, false},
  {"24.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_24, true, false},
  {"big.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24 | SF_ENDIAN_BIG, false, false},
  {"24.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, false, false},
  {"16.au", SF_FORMAT_AU | SF_FORMAT_PCM_16, false, false},
  {"24.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_24, false, false},
  {"24.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, false, false},
  {"v.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, false, true},
  {"o.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, false, true},
  {"m.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, false, true},
};

/// Read by blocks of the sizes in turn.
static float *
read_from (LtReader *reader, int64_t from, int64_t n, uint32_t n_channels)
{
  static const uint32_t blocks[] = {1, 4096, 17, 30000, 256};
  float                *all      = g_new0 (float, (gsize)(n * n_channels + 1));
  float               **out      = g_new (float *, n_channels);
  int64_t               at       = 0;
  for (int i = 0; at < n; i++) {
    const uint32_t block =
      (uint32_t)MIN (blocks[i % (int)G_N_ELEMENTS (blocks)], n - at);
    for (uint32_t c = 0; c < n_channels; c++)
      out[c] = all + c * n + at;
    g_assert_cmpint (lt_reader_read (reader, out, block), ==, block);
    at += block;
  }
  g_free (out);
  return all;
}

/// Worst difference of the planar `got` from `from` on to the interleaved
/// file; exactly 0 where it is to be equal.
static double
difference (const float *got,
            const float *all,
            int64_t      from,
            int64_t      n,
            uint32_t     n_channels)
{
  double worst = 0.0;
  for (uint32_t c = 0; c < n_channels; c++)
    for (int64_t i = 0; i < n; i++) {
      double d = fabs ((double)got[c * n + i] -
                       (double)all[(from + i) * n_channels + c]);
      worst    = MAX (worst, d);
    }
  return worst;
}

static void
check_kind (const char *path, bool is_plain, bool is_lossy, uint32_t channels)
{
  LtError     error;
  SF_INFO     sf;
  LtReader   *reader;
  LtMediaInfo info;
  float      *all = rig_read (path, &sf);
  rig_assert_ok (lt_media_look (path, &info, &error), error);
  g_assert_cmpint (info.is_plain, ==, is_plain);
  g_assert_cmpint (info.frames, ==, sf.frames);
  g_assert_cmpint (info.rate, ==, sf.samplerate);
  g_assert_cmpint (info.n_channels, ==, sf.channels);
  g_assert_false (lt_media_needs_decode (&info));
  g_test_message ("%s: %s", path, info.text);
  rig_assert_ok (lt_reader_open (path, 0, channels, &reader, &error), error);
  g_assert_cmpint (lt_reader_frames (reader), ==, sf.frames);
  float *linear = read_from (reader, 0, sf.frames, channels);
  // A lossy file is decoded in pieces: see LT_PIECE_FRAMES.
  g_assert_cmpfloat (difference (linear, all, 0, sf.frames, channels),
                     <=,
                     is_lossy ? 1e-6 : 0.0);
  // And from any place it must be the very same.
  LtTestRandom random = lt_test_random (3);
  for (int i = 0; i < 12; i++) {
    const int64_t n    = 1 + lt_test_below (&random, 40000);
    const int64_t from = lt_test_below (&random, (uint32_t)(sf.frames - n + 1));
    g_assert_cmpint (lt_reader_seek (reader, from), ==, LT_OK);
    float *part = read_from (reader, from, n, channels);
    for (uint32_t c = 0; c < channels; c++)
      g_assert_cmpmem (part + c * n,
                       (gsize)n * sizeof (float),
                       linear + c * sf.frames + from,
                       (gsize)n * sizeof (float));
    g_free (part);
  }
  float *end[64];
  for (uint32_t c = 0; c < channels; c++)
    end[c] = linear;
  g_assert_cmpint (lt_reader_seek (reader, sf.frames), ==, LT_OK);
  g_assert_cmpint (lt_reader_read (reader, end, 100), ==, 0);
  g_assert_cmpint (lt_reader_seek (reader, sf.frames + 1), ==, LT_RANGE);
  g_assert_cmpint (lt_reader_seek (reader, -1), ==, LT_RANGE);
  lt_reader_free (reader);
  g_free (linear);
  g_free (all);
}

static void
test_kinds (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++) {
    char *path = g_build_filename (dir, kinds[i].name, NULL);
    for (uint32_t channels = 1; channels <= 2; channels++) {
      // Several pieces of the lossy ones.
      const int64_t frames = kinds[i].is_lossy ? 300000 : 60001;
      g_assert_true (rig_write_as (
        path, kinds[i].format, 48000, channels, frames, rig_tone));
      check_kind (path, kinds[i].is_plain, kinds[i].is_lossy, channels);
    }
    g_free (path);
  }
}

/// A real file, if it is here: see tests/README of the multitrack folder.
static void
test_stem (void)
{
  char *path =
    lt_test_source_path ("../shared/multitrack/lithium/vox_lead.opus");
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("no multitrack song beside the project");
    g_free (path);
    return;
  }
  LtError   error;
  LtReader *reader;
  enum { N = 20000 };
  rig_assert_ok (lt_reader_open (path, 0, 2, &reader, &error), error);
  const int64_t base = 60 * 48000, n = 6 * 48000;
  g_assert_cmpint (lt_reader_seek (reader, base - 48000), ==, LT_OK);
  float *before = read_from (reader, base - 48000, 48000, 2);
  float *linear = read_from (reader, base, n, 2);
  for (int i = 0; i < 8; i++) {
    const int64_t from = 31013 * i;
    g_assert_cmpint (lt_reader_seek (reader, base + from), ==, LT_OK);
    float *part = read_from (reader, base + from, N, 2);
    for (uint32_t c = 0; c < 2; c++)
      g_assert_cmpmem (part + c * N,
                       N * sizeof (float),
                       linear + c * n + from,
                       N * sizeof (float));
    g_free (part);
  }
  g_free (before);
  g_free (linear);
  g_free (path);
  lt_reader_free (reader);
}

static void
test_channels (void)
{
  char *path = g_build_filename (dir, "six.wav", NULL);
  enum { N = 5000 };
  rig_write (path, 6, N);
  LtError   error;
  LtReader *reader;
  for (uint32_t first = 0; first < 6; first++)
    for (uint32_t count = 1; first + count <= 6; count++) {
      rig_assert_ok (lt_reader_open (path, first, count, &reader, &error),
                     error);
      float *got = read_from (reader, 0, N, count);
      for (uint32_t c = 0; c < count; c++)
        for (int64_t i = 0; i < N; i++)
          g_assert_cmpfloat (got[c * N + i], ==, rig_float (i, first + c));
      g_free (got);
      lt_reader_free (reader);
    }
  g_assert_cmpint (lt_reader_open (path, 5, 2, &reader, &error), ==, LT_RANGE);
  g_assert_nonnull (strstr (error.text, "six.wav"));
  g_assert_cmpint (
    lt_reader_open (path, 0xffffffffu, 2, &reader, &error), ==, LT_RANGE);
  g_assert_cmpint (lt_reader_open (path, 0, 0, &reader, &error), ==, LT_RANGE);
  g_free (path);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  dir = lt_test_make_dir ();
  g_test_add_func ("/media/reader/kinds", test_kinds);
  g_test_add_func ("/media/reader/stem", test_stem);
  g_test_add_func ("/media/reader/channels", test_channels);
  const int result = g_test_run ();
  lt_test_remove_dir (dir);
  return result;
}
