// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Blocks of dsp/ against reference numbers.

#include "lt-test.h"

#include "dsp/lt-kernels.h"
#include "dsp/lt-math.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
test_math (void)
{
  double worst = 0;
  for (double x = -1000; x < 1000; x += 0.37) {
    double exact = (double)exp2l ((long double)x);
    worst        = MAX (worst, fabs (lt_exp2 (x) / exact - 1));
  }
  g_test_message ("exp2: relative error %.1e", worst);
  g_assert_cmpfloat (worst, <, 1e-14);
  g_assert_true (lt_db_to_gain (0) == 1.0);
  g_assert_true (lt_db_to_gain (-INFINITY) == 0.0);
  g_assert_cmpfloat_with_epsilon (lt_db_to_gain (-6.0), 0.501187233627, 1e-12);
  g_assert_cmpfloat_with_epsilon (lt_db_to_gain (10.0), 3.162277660168, 1e-11);
  worst = 0;
  for (int i = 0; i <= 10000; i++) {
    double p = i / 10000.0;
    worst    = MAX (worst, fabs (lt_sin_quarter (p) - sin (M_PI_2 * p)));
  }
  g_test_message ("sine: error %.1e", worst);
  g_assert_cmpfloat (worst, <, 1e-15);
}

static void
test_pan (void)
{
  // Equal power: L^2 + R^2 = 1 to 1e-6, centre -3.01 dB, hard left R exactly 0.
  // Source: sin/cos law; figures: acceptance tests of the field.
  double left, right;
  for (int pan = -100; pan <= 100; pan++) {
    lt_pan_mono (pan, &left, &right);
    g_assert_cmpfloat_with_epsilon (left * left + right * right, 1.0, 1e-6);
    lt_pan_stereo (pan, &left, &right);
    g_assert_cmpfloat (MAX (left, right), ==, 1.0);
  }
  lt_pan_mono (0, &left, &right);
  g_assert_cmpfloat_with_epsilon (20 * log10 (left), -3.0103, 1e-4);
  g_assert_true (left == right);
  lt_pan_mono (-100, &left, &right);
  g_assert_true (left == 1.0 && right == 0.0);
  lt_pan_mono (100, &left, &right);
  g_assert_true (left == 0.0 && right == 1.0);
  lt_pan_stereo (0, &left, &right);
  g_assert_true (left == 1.0 && right == 1.0);
  lt_pan_stereo (50, &left, &right);
  g_assert_cmpfloat_with_epsilon (left, 0.5, 1e-12);
}

static void
test_smooth_form (void)
{
  // The closed form is the recursion: s1 += a (t - s1), s2 += a (s1 - s2).
  LtSmooth40   table;
  const double a  = 1 - exp (-2 * M_PI * 40 / 48000);
  double       s1 = 1, s2 = 1;
  LtRamp       ramp;
  lt_smooth_init (&table, 48000);
  lt_ramp_snap (&ramp, 1.0f);
  lt_ramp_aim (&ramp, 0.1f);
  int at_99 = 0;
  for (int n = 0; n < 4800; n += LT_QUANTUM) {
    for (int k = 1; k <= LT_QUANTUM; k++) {
      s1 += a * ((double)0.1f - s1);
      s2 += a * (s1 - s2);
      double gain =
        (double)(ramp.target + (ramp.d2 * table.p[k] + ramp.d1 * table.q[k]));
      g_assert_cmpfloat_with_epsilon (gain, s2, 2e-6);
      if (!at_99 && fabs (s2 - 0.1) < 0.009)
        at_99 = n + k;
    }
    lt_ramp_advance (&ramp, &table, LT_QUANTUM);
  }
  g_assert_false (lt_ramp_is_moving (&ramp));
  g_test_message ("99 %% after %.1f ms", at_99 / 48.0);
  g_assert_cmpfloat_with_epsilon (at_99 / 48.0, 26.4, 1.0);
}

/// Energy above 5 kHz relative to the whole, of a 1 kHz tone whose gain goes
/// from 1 to 0.1 at frame 4096 of 16384: window, direct transform of bands.
static double
splatter_db (const float *x, int n)
{
  double high = 0, all = 0;
  for (int bin = 0; bin <= n / 2; bin += 1) {
    // Goertzel would do; a plain sum over a coarse set of bins is enough.
    const double hz = bin * 48000.0 / n;
    if (hz > 1500 && hz < 5000)
      continue;
    if (hz >= 5000 && bin % 8)
      continue;
    double       re = 0, im = 0, c = 1, s = 0;
    const double w = 2 * M_PI * bin / n, cw = cos (w), sw = sin (w);
    for (int i = 0; i < n; i++) {
      const double t = (double)i / n;
      // Blackman-Harris: side lobes below -92 dB, falling
      const double window = 0.35875 - 0.48829 * cos (2 * M_PI * t) +
                            0.14128 * cos (4 * M_PI * t) -
                            0.01168 * cos (6 * M_PI * t);
      re += (double)x[i] * window * c;
      im -= (double)x[i] * window * s;
      const double next = c * cw - s * sw;
      s                 = s * cw + c * sw;
      c                 = next;
    }
    const double power = re * re + im * im;
    if (hz >= 5000)
      high += 8 * power;
    all += power;
  }
  return 10 * log10 (high / all);
}

static void
test_zipper (void)
{
  enum { N = 4096, STEP = 1024 };
  static float x[N];
  LtSmooth40   table;
  LtRamp       ramp;
  lt_smooth_init (&table, 48000);
  lt_ramp_snap (&ramp, 1.0f);
  for (int n = 0; n < N; n += LT_QUANTUM) {
    if (n == STEP)
      lt_ramp_aim (&ramp, 0.1f);
    for (int k = 1; k <= LT_QUANTUM; k++)
      x[n + k - 1] =
        (float)sin (2 * M_PI * 1000 * (n + k - 1) / 48000) *
        (ramp.target + (ramp.d2 * table.p[k] + ramp.d1 * table.q[k]));
    lt_ramp_advance (&ramp, &table, LT_QUANTUM);
  }
  const double smooth = splatter_db (x, N);
  for (int n = 0; n < N; n++)
    x[n] =
      (float)(sin (2 * M_PI * 1000 * n / 48000) * (n < STEP + 7 ? 1 : 0.1));
  const double hard = splatter_db (x, N);
  g_test_message ("above 5 kHz: %.1f dB; a hard step: %.1f dB", smooth, hard);
  g_assert_cmpfloat (smooth, <, -100.0); // accepted: -100, wished: -110
  g_assert_cmpfloat (hard, >, -70.0);    // positive control
}

static void
fill (float *x, int n, guint32 seed)
{
  GRand *rand = g_rand_new_with_seed (seed);
  for (int i = 0; i < n; i++)
    x[i] = (float)g_rand_double_range (rand, -1, 1);
  g_rand_free (rand);
}

static void
test_variants (void)
{
  // Every variant, every length, every place in the quantum: the same bits.
  static _Alignas(64) float  in[LT_LANES][LT_BUFFER_FLOATS];
  static _Alignas(64) float  out[2][LT_LANES][LT_BUFFER_FLOATS];
  static _Alignas(64) LtBank bank[2];
  LtSmooth40                 table;
  lt_smooth_init (&table, 44100);
  for (int lane = 0; lane < LT_LANES; lane++)
    fill (in[lane], LT_BUFFER_FLOATS, (guint32)lane);
  in[3][5]  = NAN;
  in[9][9]  = 2000.0f;
  in[7][12] = -INFINITY;
  const float *ins[LT_LANES];
  float       *outs[2][LT_LANES];
  for (int lane = 0; lane < LT_LANES; lane++) {
    ins[lane]     = in[lane];
    outs[0][lane] = out[0][lane];
    outs[1][lane] = out[1][lane];
  }
  const LtKernels *reference = NULL;
  for (int v = 0; lt_kernels_all[v]; v++) {
    const LtKernels *kernels = lt_kernels_all[v];
    if (!lt_kernels_can_run (kernels)) {
      g_test_message ("%s cannot run here", kernels->name);
      continue;
    }
    if (!reference)
      reference = kernels;
    for (uint32_t n = 1; n <= LT_QUANTUM; n++)
      for (uint32_t k = 0; k + n <= LT_QUANTUM; k += 5) {
        for (int which = 0; which < 2; which++) {
          LtBank *b = &bank[which];
          memset (b, 0, sizeof *b);
          for (uint32_t lane = 0; lane < LT_LANES; lane++) {
            lt_bank_aim (&b->trim, &b->trim_moving, lane, 0.5f + lane, true);
            lt_bank_aim (&b->fader, &b->fader_moving, lane, 0.3f, true);
            if (lane % 3 == 0)
              lt_bank_aim (&b->fader, &b->fader_moving, lane, 0.0f, false);
          }
          const LtSegment segment = {.offset = 3, .n = n, .k = k};
          (which ? kernels : reference)
            ->strip (b, &table, &segment, ins, outs[which]);
        }
        g_assert_true (memcmp (&bank[0], &bank[1], sizeof bank[0]) == 0);
        for (int lane = 0; lane < LT_LANES; lane++)
          g_assert_true (memcmp (&out[0][lane][3],
                                 &out[1][lane][3],
                                 n * sizeof (float)) == 0);
      }
    g_assert_cmpint (bank[1].bad[0][3], ==, -1);
    g_assert_cmpint (bank[1].bad[0][7], ==, -1);
    g_assert_cmpint (bank[1].bad[0][9], ==, -1);
    g_assert_cmpint (bank[1].bad[0][0], ==, 0);
    g_assert_true (isfinite (bank[1].post_peak[3]));
  }
}

static void
test_mix (void)
{
  static _Alignas(64) float  x[LT_BUFFER_FLOATS];
  static _Alignas(64) float  y[2][LT_BUFFER_FLOATS];
  static _Alignas(64) double sum[2][LT_BUFFER_FLOATS];
  LtSmooth40                 table;
  LtRamp                     ramp;
  lt_smooth_init (&table, 48000);
  lt_ramp_snap (&ramp, 0.25f);
  lt_ramp_aim (&ramp, 0.75f);
  fill (x, LT_BUFFER_FLOATS, 99);
  const LtKernels *reference = NULL;
  for (int v = 0; lt_kernels_all[v]; v++) {
    const LtKernels *kernels = lt_kernels_all[v];
    if (!lt_kernels_can_run (kernels))
      continue;
    if (!reference)
      reference = kernels;
    for (uint32_t n = 1; n <= LT_CHUNK; n += n < 40 ? 1 : 37) {
      memset (sum, 0, sizeof sum);
      reference->mix (sum[0], x, 0.7f, n);
      kernels->mix (sum[1], x, 0.7f, n);
      if (n <= LT_QUANTUM) {
        reference->mix_ramp (sum[0], x, &ramp, &table, 0, n);
        kernels->mix_ramp (sum[1], x, &ramp, &table, 0, n);
      }
      reference->round (y[0], sum[0], n);
      kernels->round (y[1], sum[1], n);
      g_assert_true (memcmp (sum[0], sum[1], n * sizeof (double)) == 0);
      g_assert_true (memcmp (y[0], y[1], n * sizeof (float)) == 0);
      if (n > LT_QUANTUM)
        for (uint32_t i = 0; i < n; i++)
          g_assert_true (sum[1][i] == (double)x[i] * (double)0.7f);
    }
  }
}

static void
test_names (void)
{
  const LtKernels *kernels;
  LtError          error;
  g_assert_cmpint (lt_kernels_find (NULL, &kernels, &error), ==, LT_OK);
  g_assert_cmpint (lt_kernels_find ("auto", &kernels, &error), ==, LT_OK);
  g_assert_cmpint (lt_kernels_find ("mmx", &kernels, &error), ==, LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, "mmx"));
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/dsp/math", test_math);
  g_test_add_func ("/dsp/pan", test_pan);
  g_test_add_func ("/dsp/smooth-form", test_smooth_form);
  g_test_add_func ("/dsp/zipper", test_zipper);
  g_test_add_func ("/dsp/variants", test_variants);
  g_test_add_func ("/dsp/mix", test_mix);
  g_test_add_func ("/dsp/names", test_names);
  return g_test_run ();
}
