// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-translate.h"

#include <math.h>

// Bilinear second-order sections. Source: R. Bristow-Johnson, "Cookbook
// formulae for audio equalizer biquad filter coefficients" (W3C note 2021).

typedef struct {
  double cos_w, alpha;
} Corner;

static Corner
corner (double hz, double q, double rate)
{
  const double w = 2 * M_PI * (hz < 0.45 * rate ? hz : 0.45 * rate) / rate;
  return (Corner){cos (w), sin (w) / (2 * q)};
}

static LtBiquad
divided (double b0, double b1, double b2, double a0, double a1, double a2)
{
  return (LtBiquad){b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
}

static LtBiquad
high_pass (double hz, double q, double rate)
{
  const Corner c = corner (hz, q, rate);
  return divided ((1 + c.cos_w) / 2,
                  -(1 + c.cos_w),
                  (1 + c.cos_w) / 2,
                  1 + c.alpha,
                  -2 * c.cos_w,
                  1 - c.alpha);
}

static LtBiquad
low_pass (double hz, double q, double rate)
{
  const Corner c = corner (hz, q, rate);
  return divided ((1 - c.cos_w) / 2,
                  1 - c.cos_w,
                  (1 - c.cos_w) / 2,
                  1 + c.alpha,
                  -2 * c.cos_w,
                  1 - c.alpha);
}

/// A shelf of `db`; below the corner, or (`is_high`) above it.
static LtBiquad
shelf (double hz, double db, bool is_high, double rate)
{
  const Corner c    = corner (hz, M_SQRT1_2, rate);
  const double a    = pow (10, db / 40);
  const double root = 2 * sqrt (a) * c.alpha;
  const double s    = is_high ? -1 : 1;
  return divided (a * ((a + 1) - s * (a - 1) * c.cos_w + root),
                  s * 2 * a * ((a - 1) - s * (a + 1) * c.cos_w),
                  a * ((a + 1) - s * (a - 1) * c.cos_w - root),
                  (a + 1) + s * (a - 1) * c.cos_w + root,
                  -s * 2 * ((a - 1) + s * (a + 1) * c.cos_w),
                  (a + 1) + s * (a - 1) * c.cos_w - root);
}

void
lt_translate_design (LtTranslation places[LT_N_PLACES], double rate)
{
  // Two sections of a fourth-order Butterworth
  const double q1 = 0.54119610, q2 = 1.30656296;
  places[LT_PLACE_OFF]   = (LtTranslation){.n_filters = 0};
  places[LT_PLACE_SMALL] = (LtTranslation){
    .n_filters = 3,
    .is_mono   = true,
    .filters   = {high_pass (200, q1, rate),
                  high_pass (200, q2, rate),
                  low_pass (8000, M_SQRT1_2, rate)},
  };
  places[LT_PLACE_PHONE] = (LtTranslation){
    .n_filters = 4,
    .is_mono   = true,
    .filters   = {high_pass (300, q1, rate),
                  high_pass (300, q2, rate),
                  low_pass (3400, q1, rate),
                  low_pass (3400, q2, rate)},
  };
  places[LT_PLACE_MONO] = (LtTranslation){
    .n_filters = 1,
    .is_mono   = true,
    .filters   = {high_pass (80, M_SQRT1_2, rate)},
  };
  places[LT_PLACE_CAR] = (LtTranslation){
    .n_filters = 2,
    .filters   = {shelf (90, 8, false, rate), shelf (7000, -4, true, rate)},
  };
}

void
lt_translate_run (const LtTranslation *translation,
                  LtTranslationState  *state,
                  float *const         sides[2],
                  uint32_t             n)
{
  if (translation->is_mono)
    for (uint32_t i = 0; i < n; i++)
      sides[0][i] = sides[1][i] = 0.5f * (sides[0][i] + sides[1][i]);
  for (int c = 0; c < 2; c++)
    for (uint32_t f = 0; f < translation->n_filters; f++) {
      const LtBiquad b  = translation->filters[f];
      double         s1 = state->s[c][f][0], s2 = state->s[c][f][1];
      for (uint32_t i = 0; i < n; i++) {
        const double x = (double)sides[c][i];
        const double y = b.b0 * x + s1;
        s1             = b.b1 * x - b.a1 * y + s2;
        s2             = b.b2 * x - b.a2 * y;
        sides[c][i]    = (float)y;
      }
      state->s[c][f][0] = s1;
      state->s[c][f][1] = s2;
    }
}
