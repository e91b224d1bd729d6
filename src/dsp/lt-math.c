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
lt_log2 (double x)
{
  // x = 2^i m, m = (1 + s) / (1 - s): log m = 2 (s + s^3 / 3 + ...), |s| <
  // 0.18.
  static const double root_half = 0.70710678118654752440;
  if (!(x >= 0x1p-1022))
    return -1022.0;
  int64_t bits;
  memcpy (&bits, &x, sizeof bits);
  int64_t i = (bits >> 52) - 1022;
  bits      = (bits & 0xFFFFFFFFFFFFF) | (INT64_C (1022) << 52);
  double m;
  memcpy (&m, &bits, sizeof m); // 1/2 .. 1
  if (m < root_half) {
    m += m;
    i--;
  }
  const double s = (m - 1.0) / (m + 1.0), s2 = s * s;
  double       sum = 0.0;
  for (int n = 21; n >= 1; n -= 2)
    sum = sum * s2 + 1.0 / n;
  return (double)i + 2.88539008177792681472 * (s * sum);
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
