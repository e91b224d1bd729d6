// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-math.h"

#include <stdbool.h>
#include <string.h>

double
lt_exp2 (double x)
{
  if (!(x > -1020.0))
    return 0.0;
  if (x > 1020.0)
    x = 1020.0;
  // 2^x = 2^i e^(f ln 2), |f| <= 1/2: the series to f^13 is below 1e-16.
  double shifted = x + 6755399441055744.0; // 1.5 * 2^52 rounds to integer
  double i       = shifted - 6755399441055744.0;
  double y       = (x - i) * 0.69314718055994530942;
  double sum     = 1.0;
  for (int n = 13; n >= 1; n--)
    sum = 1.0 + y * sum / n;
  int64_t bits = ((int64_t)i + 1023) << 52;
  double  scale;
  memcpy (&scale, &bits, sizeof scale);
  return sum * scale;
}

double
lt_db_to_gain (double db)
{
  return lt_exp2 (db * 0.16609640474436811739); // log2 (10) / 20
}

double
lt_sin_quarter (double p)
{
  // Taylor series on 0..pi/4; the upper half through the cosine.
  static const double half_pi = 1.57079632679489661923;
  if (p <= 0.0)
    return 0.0;
  if (p >= 1.0)
    return 1.0;
  bool   is_low = p <= 0.5;
  double x      = half_pi * (is_low ? p : 1.0 - p);
  double x2     = x * x;
  double sum    = 1.0;
  for (int n = 16; n >= 2; n -= 2)
    sum = 1.0 - x2 * sum / (is_low ? n * (n + 1) : n * (n - 1));
  return is_low ? x * sum : sum;
}

void
lt_pan_mono (double pan, double *left, double *right)
{
  double p = (pan + 100.0) / 200.0;
  *left    = lt_sin_quarter (1.0 - p);
  *right   = lt_sin_quarter (p);
}

void
lt_pan_stereo (double pan, double *left, double *right)
{
  double p = (pan + 100.0) / 200.0;
  *left    = p <= 0.5 ? 1.0 : 2.0 * (1.0 - p);
  *right   = p >= 0.5 ? 1.0 : 2.0 * p;
}
