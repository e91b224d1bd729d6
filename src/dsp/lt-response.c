// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-response.h"

#include <math.h>
#include <stddef.h>

void
lt_response_design (LtResponse *response, const LtFilterAim *aim, double rate)
{
  const LtKernels *kernels = NULL;
  LtFilter         filter;
  LtSmooth40       smooth;
  LtError          error;
  lt_filter_init (&filter);
  lt_smooth_init (&smooth, rate);
  lt_filter_aim (&filter, 0, aim, true);
  lt_kernels_find (NULL, &kernels, &error);
  if (aim->is_on)
    lt_filters_of (kernels)->begin (&filter, &smooth, rate, 1, LT_QUANTUM);
  for (int i = 0; i < LT_N_COEFFICIENTS; i++)
    response->c[i] = filter.end[i][0];
  response->rate = rate;
}

double
lt_response_at (const LtResponse *response, double hz)
{
  // |b0 + b1 z + b2 z^2|^2 by phi = sin^2 (w / 2): exact near 0 Hz.
  const double *c   = response->c;
  const double  s   = sin (M_PI * hz / response->rate);
  const double  phi = s * s;
  const double  nb  = c[LT_B0] + c[LT_B1] + c[LT_B2];
  const double  na  = 1 + c[LT_A1] + c[LT_A2];
  const double  b =
    nb * nb -
    4 * (c[LT_B0] * c[LT_B1] + 4 * c[LT_B0] * c[LT_B2] + c[LT_B1] * c[LT_B2]) *
      phi +
    16 * c[LT_B0] * c[LT_B2] * phi * phi;
  const double a = na * na -
                   4 * (c[LT_A1] + 4 * c[LT_A2] + c[LT_A1] * c[LT_A2]) * phi +
                   16 * c[LT_A2] * phi * phi;
  return 10 * log10 (fmax (b, 1e-20) / fmax (a, 1e-20));
}

double
lt_response_compressor (const LtCompressorAim *aim, double level)
{
  const double slope = isinf (aim->ratio) ? -1 : 1 / aim->ratio - 1;
  const double over = level - aim->threshold, half = aim->knee / 2;
  double       gain = 0;
  if (over >= half)
    gain = slope * over;
  else if (over > -half)
    gain = slope * (over + half) * (over + half) / (2 * aim->knee);
  const double makeup =
    aim->makeup + (aim->auto_makeup ? slope * aim->threshold / 2 : 0);
  const double wet = pow (10, (gain + makeup) / 20);
  return level + 20 * log10 (1 + (wet - 1) * aim->mix);
}

double
lt_response_gate (const LtGateAim *aim, double level)
{
  const double over = level - aim->threshold;
  switch (aim->mode) {
    case LT_EXPANDER:
      return over >= 0 ? level
                       : level + fmax (over * (aim->ratio - 1), aim->range);
    case LT_DUCKER:
      return over > 0 ? level + aim->range : level;
    case LT_GATE:
    default:
      return over > 0 ? level : level + aim->range;
  }
}
