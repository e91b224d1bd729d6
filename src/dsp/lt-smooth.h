// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

#include <stdbool.h>
#include <stdint.h>

/**
   How a gain gets to a new value without zipper noise: two one-poles at 40 Hz
   in a row (99 % after 26 ms). Splatter above 5 kHz of a 1 kHz tone under a
   20 dB step: -129 dB by the per-sample recursion
   (tests/test-smooth.c).

   Run in closed form, so that a sample costs two multiplications and no
   recursion, over lanes as well as over time. With the distances
   d1 = s1 - target and d2 = s2 - target at the start of a quantum and
   r = 1 - a, the recursion s1 += a (target - s1), s2 += a (s1 - s2) gives

       d1[k] = r^k d1,   d2[k] = r^k d2 + k a r^k d1,   gain[k] = target + d2[k]

   The table holds p[k] = r^k and q[k] = k a r^k for k = 0..32 of a quantum.
*/
enum {
  LT_QUANTUM = 32,  ///< Frames between two looks at the targets, at most
  LT_CHUNK   = 256, ///< Frames that run node by node, at most
  LT_LANES   = 16,  ///< Strips (channels) side by side in a bank
};

typedef struct {
  float p[LT_QUANTUM + 1];
  float q[LT_QUANTUM + 1];
} LtSmooth40;

/** Fill the table for a sample rate in Hz. Thread: any. */
void lt_smooth_init (LtSmooth40 *table, double rate);

/** One gain on its way. At rest both distances are exactly 0. */
typedef struct {
  float target;
  float d1, d2;
} LtRamp;

/** Go there at once. */
LT_RT void lt_ramp_snap (LtRamp *ramp, float target);
/** Go there from where it is; at the first frame of a quantum. */
LT_RT void lt_ramp_aim (LtRamp *ramp, float target);
/** Come from 0. */
LT_RT void lt_ramp_from_zero (LtRamp *ramp, float target);
/** A quantum of `length` frames is over; within 1e-7 of the target it is there.
 */
LT_RT void lt_ramp_advance (LtRamp           *ramp,
                            const LtSmooth40 *table,
                            uint32_t          length);

static inline bool
lt_ramp_is_moving (const LtRamp *ramp)
{
  return ramp->d1 != 0.0f || ramp->d2 != 0.0f;
}
