// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-eq-curve.h"

#include <math.h>

LtParam
lt_eq_frequency_of (int node)
{
  return node == LT_EQ_HIGH_PASS  ? LT_PARAM_HIGH_PASS_FREQUENCY
         : node == LT_EQ_LOW_PASS ? LT_PARAM_LOW_PASS_FREQUENCY
                                  : (LtParam)(LT_PARAM_EQ_FREQUENCY_1 + node);
}

LtParam
lt_eq_switch_of (int node)
{
  return node == LT_EQ_HIGH_PASS  ? LT_PARAM_HIGH_PASS_ON
         : node == LT_EQ_LOW_PASS ? LT_PARAM_LOW_PASS_ON
                                  : (LtParam)(LT_PARAM_EQ_BAND_1 + node);
}

gboolean
lt_eq_has_gain (LtEqGet get, gpointer data, int node)
{
  return node < LT_N_BANDS &&
         get (data, (LtParam)(LT_PARAM_EQ_SHAPE_1 + node)) < 2.5; // no notch
}

gboolean
lt_eq_is_on (LtEqGet get, gpointer data, int node)
{
  return get (data, lt_eq_switch_of (node)) > 0.5 &&
         (node >= LT_N_BANDS || get (data, LT_PARAM_EQ_ON) > 0.5);
}

double
lt_eq_hz (double share)
{
  return LT_EQ_LOWEST_HZ * pow (LT_EQ_HIGHEST_HZ / LT_EQ_LOWEST_HZ, share);
}

double
lt_eq_share (double hz)
{
  return log (hz / LT_EQ_LOWEST_HZ) / log (LT_EQ_HIGHEST_HZ / LT_EQ_LOWEST_HZ);
}

static LtFilterAim
band_aim (LtEqGet get, gpointer data, int band)
{
  static const LtShape shapes[] = {
    LT_SHAPE_BELL, LT_SHAPE_LOW_SHELF, LT_SHAPE_HIGH_SHELF, LT_SHAPE_NOTCH};
  return (LtFilterAim){
    .shape = shapes[(int)get (data, (LtParam)(LT_PARAM_EQ_SHAPE_1 + band)) & 3],
    .is_on = lt_eq_is_on (get, data, band),
    .octave = log2 (get (data, lt_eq_frequency_of (band))),
    .gain   = get (data, (LtParam)(LT_PARAM_EQ_GAIN_1 + band)),
    .log2_q = log2 (get (data, (LtParam)(LT_PARAM_EQ_Q_1 + band))),
  };
}

void
lt_eq_curve_read (LtEqCurve *curve, LtEqGet get, gpointer data, double rate)
{
  LtFilterAim aims[LT_EQ_FILTERS];
  for (int i = 0; i < LT_N_BANDS; i++)
    aims[i] = band_aim (get, data, i);
  lt_filter_high_pass (&aims[LT_EQ_HIGH_PASS],
                       2 + (int)get (data, LT_PARAM_HIGH_PASS_SLOPE),
                       lt_eq_is_on (get, data, LT_EQ_HIGH_PASS),
                       log2 (get (data, LT_PARAM_HIGH_PASS_FREQUENCY)));
  aims[LT_EQ_FILTERS - 1] =
    lt_filter_pass (LT_SHAPE_LOW_PASS,
                    lt_eq_is_on (get, data, LT_EQ_LOW_PASS),
                    log2 (get (data, LT_PARAM_LOW_PASS_FREQUENCY)));
  curve->is_flat = TRUE;
  for (int i = 0; i < LT_EQ_FILTERS; i++) {
    curve->is_on[i] = aims[i].is_on;
    if (aims[i].is_on && !(i < LT_N_BANDS && aims[i].shape != LT_SHAPE_NOTCH &&
                           aims[i].gain == 0))
      curve->is_flat = FALSE;
    lt_response_design (&curve->filters[i], &aims[i], rate > 0 ? rate : 48000);
  }
  for (int i = 0; i < LT_EQ_NODES; i++)
    curve->hz[i] = get (data, lt_eq_frequency_of (i));
}

double
lt_eq_curve_at (const LtEqCurve *curve, double hz)
{
  double gain = 0;
  for (int i = 0; i < LT_EQ_FILTERS; i++)
    if (curve->is_on[i])
      gain += lt_response_at (&curve->filters[i], hz);
  return gain;
}
