// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dsp/lt-kernels.h"

/**
   Saturation over the lanes of a bank: a shaper close to tanh at four times the
   rate, with second-order antiderivative antialiasing (S. Bilbao, F. Esqueda,
   J. Parker, V. Valimaki, IEEE SPL 24(7) 2017) in a closed form without
   differences of near numbers. doc/design/saturation.md has the formulas.

   Drive is the level into the shaper, 0 to +36 dB; what comes out is set back
   so that -18 dBFS stays where it is. Colour, below 0: highs are raised before
   the shaper and lowered behind it (6 dB above 3 kHz), and it bends one way
   more than the other: dark, even harmonics; above 0 lowered before and raised
   behind it: bright, odd harmonics alone. What the shaper adds has no DC.

   A lane that is fitted is late by lt_saturation_latency, on or off; off, at
   drive 0 or mix 0 it is nothing but late, bit for bit. Turned on, a lane runs
   unheard until its filters are full, then fades in; drive, colour and the
   amount go through the smoother of levels.
*/
enum {
  LT_SATURATION_STEEP  = 19, ///< Pairs of taps, 1 to 2 and 2 to 1
  LT_SATURATION_GENTLE = 5,  ///< 2 to 4 and 4 to 2
  LT_SATURATION_EVEN   = 3,  ///< Behind them, against what the shaper takes
  LT_SATURATION_FRAMES = 41 + LT_SATURATION_EVEN, ///< Latency
};

/** Filters of linear phase. The half-band ones are 1 in the middle, 0 at every
    other tap, and these, outermost first, twice: gain 2. */
typedef struct {
  float steep[LT_SATURATION_STEEP];
  float gentle[LT_SATURATION_GENTLE];
  float even[LT_SATURATION_EVEN + 1]; ///< The middle, then outwards
} LtSaturationTaps;

extern const LtSaturationTaps lt_saturation_taps;

typedef struct {
  bool   is_fitted; ///< From silence when it was not
  bool   is_on;
  double drive;  ///< 0 .. 100 %
  double colour; ///< -100 .. 100
  double mix;    ///< 0 .. 1 of the saturated signal
} LtSaturationAim;

/** Of a bank. Process thread only. */
typedef struct {
  LtLaneRamp drive;                     ///< log2 of the gain
  LtLaneRamp colour;                    ///< -1 .. 1
  LtLaneRamp amount;                    ///< 0 .. 1 of the saturated signal
  _Alignas(64) float wanted[LT_LANES];  ///< Amount, when it is full
  _Alignas(64) int32_t empty[LT_LANES]; ///< Frames until then
  _Alignas(64) float late[LT_SATURATION_FRAMES][LT_LANES];
  // The past of each filter, at once to four times the rate and back
  _Alignas(64) float once[2 * LT_SATURATION_STEEP - 1][LT_LANES];
  _Alignas(64) float twice[2 * LT_SATURATION_GENTLE - 1][LT_LANES];
  _Alignas(64) float four[4 * LT_SATURATION_GENTLE - 3][LT_LANES];
  _Alignas(64) float half[4 * LT_SATURATION_STEEP - 3][LT_LANES];
  _Alignas(64) float back[2 * LT_SATURATION_EVEN][LT_LANES];
  _Alignas(64) float shelf[2][LT_LANES]; ///< Before, behind
  // Into the shaper: last, before that, h (see lt-saturation-isa.c); and of the
  // bias alone
  _Alignas(64) float way[3][LT_LANES];
  _Alignas(64) float zero[3][LT_LANES];
  _Alignas(64) float from[3][LT_LANES]; ///< Gain, level, bias a frame ago
  _Alignas(64) double dc[LT_LANES];     ///< Of what it adds
  double   dc_pole;
  float    corner;  ///< tan (pi 3000 / rate)
  uint32_t active;  ///< Lanes that are fitted
  uint32_t working; ///< Those that go through the shaper
  uint32_t filling; ///< Those that are not full yet
  uint32_t moving;
  uint32_t arrived; ///< Those whose ramps rest, but did not a quantum ago
} LtSaturation;

/** Latency of a fitted lane, in frames, at any rate. Thread: any. */
LT_RT uint32_t lt_saturation_latency (void);

void lt_saturation_init (LtSaturation *saturation);
/** One lane not fitted, and nothing left of its past. */
LT_RT void lt_saturation_clear (LtSaturation *saturation, uint32_t lane);
/** At the first frame of a quantum; `snap`: be there at once. `rate` in Hz. */
LT_RT void lt_saturation_aim (LtSaturation          *saturation,
                              uint32_t               lane,
                              const LtSaturationAim *aim,
                              double                 rate,
                              bool                   snap);
/** Compiled once for each instruction set. */
typedef struct {
  const char *name;
  /** `n` frames, `k` frames into the quantum, in place. Rows of lanes that are
      not fitted or not in `mask` stay, and what is behind the latter too. */
  LT_RT void (*saturate) (LtSaturation     *saturation,
                          const LtSmooth40 *smooth,
                          float (*rows)[LT_LANES],
                          uint32_t mask,
                          uint32_t k,
                          uint32_t n);
  /** A quantum of `length` frames is over for the lanes of `mask`: ramps; what
      rests at off stops working. */
  LT_RT void (*end) (LtSaturation     *saturation,
                     const LtSmooth40 *smooth,
                     uint32_t          mask,
                     uint32_t          length);
} LtSaturationKernels;

/** The variant that goes with the kernels of that name. Thread: any. */
const LtSaturationKernels *lt_saturation_of (const LtKernels *kernels);
