// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-smooth.h"

#include "dsp/lt-math.h"

void
lt_smooth_init (LtSmooth40 *table, double rate)
{
  // a = 1 - e^(-2 pi 40 / rate), through lt_exp2 for the same bits everywhere
  double r     = lt_exp2 (-251.32741228718345 / rate * 1.44269504088896341);
  double power = 1.0;
  for (int k = 0; k <= LT_QUANTUM; k++) {
    table->p[k] = (float)power;
    table->q[k] = (float)(k * (1.0 - r) * power);
    power *= r;
  }
}

void
lt_ramp_snap (LtRamp *ramp, float target)
{
  *ramp = (LtRamp){.target = target};
}

void
lt_ramp_aim (LtRamp *ramp, float target)
{
  ramp->d1 += ramp->target - target;
  ramp->d2 += ramp->target - target;
  ramp->target = target;
}

void
lt_ramp_from_zero (LtRamp *ramp, float target)
{
  *ramp = (LtRamp){.target = target, .d1 = -target, .d2 = -target};
}

void
lt_ramp_advance (LtRamp *ramp, const LtSmooth40 *table, uint32_t length)
{
  ramp->d2 = ramp->d2 * table->p[length] + ramp->d1 * table->q[length];
  ramp->d1 = ramp->d1 * table->p[length];
  if (ramp->d1 < 1e-7f && ramp->d1 > -1e-7f && ramp->d2 < 1e-7f &&
      ramp->d2 > -1e-7f)
    ramp->d1 = ramp->d2 = 0.0f;
}
