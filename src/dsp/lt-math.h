// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

/**
   Functions of the audio path that must give the same bits on every
   processor. libm may not be used there: glibc picks variants with and
   without fused multiply-add at run time. Built with -ffp-contract=off.
   Thread: any.
*/

/** 2 to the power x, relative error below 1e-14; 0 below -1020. */
LT_RT double lt_exp2 (double x);

/** log2 x for normal x > 0, absolute error below 1e-14; -1022 below them. */
LT_RT double lt_log2 (double x);

/** Linear gain of a level in dB; exactly 1 at 0 dB, 0 at -INFINITY. */
LT_RT double lt_db_to_gain (double db);

/** sin (pi/2 p) for p in 0..1, absolute error below 1e-15; exactly 0 and 1 at
    the ends, and lt_sin_quarter (.5) is the same from both sides. */
LT_RT double lt_sin_quarter (double p);

/**
   Gains of a mono strip at pan -100..100: equal power, -3.01 dB at the centre.
   Source: L = cos (p pi/2), R = sin (p pi/2), p = 0..1.
*/
LT_RT void lt_pan_mono (double pan, double *left, double *right);

/** Gains of a stereo strip: balance, 0 dB at the centre, the far side is cut.
 */
LT_RT void lt_pan_stereo (double pan, double *left, double *right);
