// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>

#include "media-rig.h"

static char *dir, *from, *to;

static double frequency, rate_in;

static float
sine (int64_t frame, uint32_t channel)
{
  return (float)(0.5 * sin (2.0 * M_PI * frequency * (double)frame / rate_in +
                            0.3 + channel));
}

static float
impulse (int64_t frame, uint32_t channel)
{
  return frame == 20000 ? 0.5f : 0.0f;
}

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

static float *
convert (RigSignal *signal,
         uint32_t   in,
         uint32_t   out,
         uint32_t   n_channels,
         int64_t    frames,
         SF_INFO   *info)
{
  LtError error;
  rate_in = in;
  g_assert_true (rig_write_as (
    from, SF_FORMAT_WAV | SF_FORMAT_FLOAT, in, n_channels, frames, signal));
  rig_assert_ok (lt_media_convert (from, to, out, NULL, NULL, &error), error);
  return rig_read (to, info);
}

/// THD+N in dB and phase at sample 0 of a sine of known frequency, by least
/// squares over the middle: what is left over against what is found.
static void
measure (const float *x,
         int64_t      n,
         uint32_t     n_channels,
         double       omega,
         double      *residue_db,
         double      *gain,
         double      *phase)
{
  const int64_t skip = 8000;
  double        ss = 0, sc = 0, cc = 0, xs = 0, xc = 0, rest = 0;
  for (int64_t i = skip; i < n - skip; i++) {
    const double s = sin (omega * (double)i), c = cos (omega * (double)i);
    const double v = (double)x[i * n_channels];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    xs += v * s;
    xc += v * c;
  }
  const double det = ss * cc - sc * sc;
  const double a = (xs * cc - xc * sc) / det, b = (xc * ss - xs * sc) / det;
  for (int64_t i = skip; i < n - skip; i++) {
    const double e = (double)x[i * n_channels] - a * sin (omega * (double)i) -
                     b * cos (omega * (double)i);
    rest += e * e;
  }
  rest /= (double)(n - 2 * skip);
  *residue_db = 10.0 * log10 (rest / ((a * a + b * b) / 2.0));
  *gain       = sqrt (a * a + b * b) / 0.5;
  *phase      = atan2 (b, a);
}

/// dsp.md 10: THD+N at most -140 dB, 0.01 dB up to 20 kHz; and no delay.
static void
test_quality (void)
{
  static const struct {
    uint32_t in, out;
    double   frequency;
  } cases[] = {
    {44100, 48000, 997.0},
    {44100, 48000, 19001.0},
    {48000, 44100, 997.0},
    {96000, 48000, 6007.0},
    {48000, 96000, 12007.0},
    {44100, 88200, 997.0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    double  residue, gain, phase;
    SF_INFO info;
    frequency      = cases[i].frequency;
    int64_t frames = cases[i].in;
    float  *out = convert (sine, cases[i].in, cases[i].out, 1, frames, &info);
    measure (out,
             info.frames,
             1,
             2.0 * M_PI * frequency / cases[i].out,
             &residue,
             &gain,
             &phase);
    g_test_message ("%u to %u, %.0f Hz: THD+N %.1f dB, %.4f dB, phase %+.1e",
                    cases[i].in,
                    cases[i].out,
                    frequency,
                    residue,
                    20 * log10 (gain),
                    phase - 0.3);
    // Float input and output have a floor of their own.
    g_assert_cmpfloat (residue, <, -140.0);
    g_assert_cmpfloat (fabs (20 * log10 (gain)), <, 0.01);
    g_assert_cmpfloat (fabs (phase - 0.3), <, 1e-5);
    g_free (out);
  }
}

static void
test_length (void)
{
  static const struct {
    uint32_t in, out;
    int64_t  frames;
  } cases[] = {
    {44100, 48000, 44100},
    {44100, 48000, 1},
    {44100, 48000, 12345},
    {48000, 44100, 99999},
    {96000, 48000, 7},
    {8000, 48000, 10001},
    {48000, 48000, 5000},
    {192000, 44100, 200001},
    {44100, 48000, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    SF_INFO info;
    frequency = 500;
    float *out =
      convert (sine, cases[i].in, cases[i].out, 2, cases[i].frames, &info);
    g_assert_cmpint (info.samplerate, ==, cases[i].out);
    g_assert_cmpint (info.channels, ==, 2);
    g_assert_cmpint (info.format & SF_FORMAT_SUBMASK, ==, SF_FORMAT_FLOAT);
    g_assert_cmpint (
      info.frames,
      ==,
      llround ((double)cases[i].frames * cases[i].out / cases[i].in));
    if (cases[i].in == cases[i].out)
      for (int64_t f = 0; f < info.frames; f++)
        g_assert_cmpfloat (out[2 * f + 1], ==, sine (f, 1));
    g_free (out);
  }
}

static void
test_alignment (void)
{
  SF_INFO info;
  float  *out  = convert (impulse, 44100, 88200, 1, 44100, &info);
  int64_t peak = 0;
  for (int64_t i = 0; i < info.frames; i++)
    if (fabsf (out[i]) > fabsf (out[peak]))
      peak = i;
  g_assert_cmpint (peak, ==, 40000);
  for (int64_t k = 1; k < 100; k++) // linear phase: the same on both sides
    g_assert_cmpfloat (fabsf (out[peak + k] - out[peak - k]), <, 1e-6f);
  g_free (out);
}

typedef struct {
  int    n, cancel_at;
  double last;
} Progress;

static bool
progress (void *data, double x)
{
  Progress *p = data;
  g_assert_cmpfloat (x, >=, p->last);
  g_assert_cmpfloat (x, <=, 1.0);
  p->last = x;
  return ++p->n != p->cancel_at;
}

static void
test_cancel (void)
{
  LtError  error;
  Progress p = {.cancel_at = 0};
  frequency = 500, rate_in = 44100;
  rig_write_as (from, SF_FORMAT_WAV | SF_FORMAT_PCM_24, 44100, 2, 200000, sine);
  g_remove (to);
  const guint n = n_files ();
  rig_assert_ok (lt_media_convert (from, to, 48000, progress, &p, &error),
                 error);
  g_assert_cmpint (p.n, >, 10);
  g_assert_cmpfloat (p.last, ==, 1.0);
  g_assert_cmpuint (n_files (), ==, n + 1);
  g_remove (to);
  p = (Progress){.cancel_at = 5};
  g_assert_cmpint (
    lt_media_convert (from, to, 48000, progress, &p, &error), ==, LT_CANCELLED);
  g_assert_cmpuint (n_files (), ==, n);
}

static void
test_failures (void)
{
  LtError     error;
  const guint n    = n_files ();
  char       *none = g_build_filename (dir, "none.wav", NULL);
  char       *far  = g_build_filename (dir, "no/folder/x.wav", NULL);
  g_assert_cmpint (
    lt_media_convert (none, to, 48000, NULL, NULL, &error), ==, LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, none));
  g_assert_cmpint (
    lt_media_convert (from, far, 48000, NULL, NULL, &error), ==, LT_IO);
  g_assert_nonnull (strstr (error.text, far));
  g_assert_cmpint (
    lt_media_convert (from, to, 100, NULL, NULL, &error), ==, LT_RANGE);
  signal (SIGXFSZ, SIG_IGN);
  struct rlimit before, small;
  getrlimit (RLIMIT_FSIZE, &before);
  small          = before;
  small.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_cmpint (
    lt_media_convert (from, to, 48000, NULL, NULL, &error), ==, LT_IO);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (strstr (error.text, "full"));
  g_assert_cmpuint (n_files (), ==, n);
  g_free (none);
  g_free (far);
}

// --- copying ---

static void
test_copy (void)
{
  static const char *const want[] = {"from.wav", "from 2.wav", "from 3.wav"};
  char                    *folder = g_build_filename (dir, "audio", NULL);
  char                     path[LT_MAX_TEXT];
  char                    *bytes, *copied;
  gsize                    n, n_copied;
  LtError                  error;
  Progress                 p = {.cancel_at = 0};
  g_assert_true (g_file_get_contents (from, &bytes, &n, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (want); i++) {
    p.last = 0.0;
    rig_assert_ok (
      lt_media_copy (from, folder, path, sizeof path, progress, &p, &error),
      error);
    char *name = g_path_get_basename (path);
    g_assert_cmpstr (name, ==, want[i]);
    g_assert_true (g_file_get_contents (path, &copied, &n_copied, NULL));
    g_assert_cmpmem (bytes, n, copied, n_copied);
    g_free (copied);
    g_free (name);
  }
  p = (Progress){.cancel_at = 2};
  g_assert_cmpint (
    lt_media_copy (from, folder, path, sizeof path, progress, &p, &error),
    ==,
    LT_CANCELLED);
  g_assert_cmpint (
    lt_media_copy (to, folder, path, sizeof path, NULL, NULL, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    lt_media_copy (from, folder, path, 8, NULL, NULL, &error), ==, LT_IO);
  GDir *open = g_dir_open (folder, 0, NULL);
  guint left = 0;
  while (g_dir_read_name (open))
    left++;
  g_dir_close (open);
  g_assert_cmpuint (left, ==, G_N_ELEMENTS (want));
  g_free (bytes);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  dir  = lt_test_make_dir ();
  from = g_build_filename (dir, "from.wav", NULL);
  to   = g_build_filename (dir, "to.wav", NULL);
  g_test_add_func ("/media/convert/quality", test_quality);
  g_test_add_func ("/media/convert/length", test_length);
  g_test_add_func ("/media/convert/alignment", test_alignment);
  g_test_add_func ("/media/convert/cancel", test_cancel);
  g_test_add_func ("/media/convert/failures", test_failures);
  g_test_add_func ("/media/convert/copy", test_copy);
  const int result = g_test_run ();
  g_free (from);
  g_free (to);
  lt_test_remove_dir (dir);
  return result;
}
