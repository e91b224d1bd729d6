// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-response.h"

#include "lt-test.h"

#include <math.h>

static double
at (LtShape shape, double hz, double gain, double q, double where)
{
  const LtFilterAim aim = {.shape  = shape,
                           .is_on  = true,
                           .octave = log2 (hz),
                           .gain   = gain,
                           .log2_q = log2 (q)};
  LtResponse        r;
  lt_response_design (&r, &aim, 48000);
  return lt_response_at (&r, where);
}

static void
test_filters (void)
{
  // The analog prototype, far below Nyquist: R. Bristow-Johnson's cookbook.
  const struct {
    LtShape shape;
    double  hz, gain, q, where, want;
  } table[] = {
    {LT_SHAPE_BELL, 1000, 12, 1, 1000, 12},
    {LT_SHAPE_BELL, 1000, -12, 1, 1000, -12},
    {LT_SHAPE_BELL, 1000, 12, 1, 20, 0.003},
    {LT_SHAPE_LOW_SHELF, 100, 6, 0.70710678, 100, 3},
    {LT_SHAPE_LOW_SHELF, 1000, 6, 0.70710678, 20, 6},
    {LT_SHAPE_HIGH_SHELF, 1000, -6, 0.70710678, 1000, -3},
    {LT_SHAPE_HIGH_PASS, 80, 0, 0.70710678, 80, -3.0103},
    {LT_SHAPE_HIGH_PASS, 80, 0, 0.70710678, 40, -12.3045},
    {LT_SHAPE_HIGH_PASS1, 80, 0, 1, 80, -3.0103},
    {LT_SHAPE_LOW_PASS, 1000, 0, 0.70710678, 1000, -3.0103},
    {LT_SHAPE_NOTCH, 1000, 0, 1, 500, -1.5977},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpfloat_with_epsilon (
      at (
        table[i].shape, table[i].hz, table[i].gain, table[i].q, table[i].where),
      table[i].want,
      0.03);
  g_assert_cmpfloat (at (LT_SHAPE_NOTCH, 1000, 0, 1, 1000), <, -100);
}

static void
test_off (void)
{
  const LtFilterAim aim = {
    .shape = LT_SHAPE_BELL, .octave = 10, .gain = 12, .log2_q = 0};
  LtResponse r;
  lt_response_design (&r, &aim, 48000);
  g_assert_cmpfloat_with_epsilon (lt_response_at (&r, 1024), 0, 1e-12);
}

static void
test_dynamics (void)
{
  LtCompressorAim c = {.threshold = -20, .ratio = 4, .mix = 1};
  g_assert_cmpfloat_with_epsilon (lt_response_compressor (&c, -30), -30, 1e-9);
  g_assert_cmpfloat_with_epsilon (lt_response_compressor (&c, 0), -15, 1e-9);
  c.knee = 10; // at the threshold: slope knee / 8
  g_assert_cmpfloat_with_epsilon (
    lt_response_compressor (&c, -20), -20 - 0.75 * 10 / 8, 1e-9);
  c.ratio = INFINITY;
  g_assert_cmpfloat_with_epsilon (lt_response_compressor (&c, 0), -20, 1e-9);
  c.auto_makeup = true;
  g_assert_cmpfloat_with_epsilon (lt_response_compressor (&c, 0), -10, 1e-9);
  c.mix = 0;
  g_assert_cmpfloat_with_epsilon (lt_response_compressor (&c, 0), 0, 1e-9);

  LtGateAim g = {.threshold = -40, .range = -30, .ratio = 2};
  g_assert_cmpfloat (lt_response_gate (&g, -39), ==, -39);
  g_assert_cmpfloat (lt_response_gate (&g, -41), ==, -71);
  g.mode = LT_EXPANDER;
  g_assert_cmpfloat (lt_response_gate (&g, -50), ==, -60);
  g_assert_cmpfloat (lt_response_gate (&g, -79), ==, -109);
  g.mode = LT_DUCKER;
  g_assert_cmpfloat (lt_response_gate (&g, -39), ==, -69);
  g_assert_cmpfloat (lt_response_gate (&g, -41), ==, -41);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/response/filters", test_filters);
  g_test_add_func ("/response/off", test_off);
  g_test_add_func ("/response/dynamics", test_dynamics);
  return g_test_run ();
}
