// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dsp/lt-kernels.h"

/**
   Second-order filters over the lanes of a bank. Coefficients are matched to
   the analog prototype up to Nyquist (M. Vicanek, "Matched Second Order Digital
   Filters", 2016), prototypes as in R. Bristow-Johnson's cookbook; coefficients
   and state in double (a 20 Hz band at Q 10 leaves float at -50 dB).

   Frequency, gain and Q go to their targets through the smoother of levels, in
   log2 (Hz), dB and log2; coefficients are designed at the end of each quantum
   and run there in straight lines. A section is switched by its mix, which
   goes between its numerator and its denominator: off is exactly nothing.
   Another shape morphs in from the coefficients that were there.
*/
typedef enum {
  LT_SHAPE_BELL,
  LT_SHAPE_LOW_SHELF,
  LT_SHAPE_HIGH_SHELF,
  LT_SHAPE_NOTCH,
  LT_SHAPE_LOW_PASS,   ///< 12 dB an octave
  LT_SHAPE_HIGH_PASS,  ///< 12 dB an octave
  LT_SHAPE_HIGH_PASS1, ///< 6 dB an octave; Q unused
  LT_N_SHAPES
} LtShape;

/** y = b0 x + s1, s1 = b1 x - a1 y + s2, s2 = b2 x - a2 y, lane by lane. */
enum { LT_B0, LT_B1, LT_B2, LT_A1, LT_A2, LT_N_COEFFICIENTS };

/** One section of a bank. Process thread only. */
typedef struct {
  _Alignas(64) double c[LT_N_COEFFICIENTS][LT_LANES]; ///< Of the last frame
  _Alignas(64) double s[2][LT_LANES];
  uint32_t active; ///< Lanes that are on, or on their way
  uint32_t moving; ///< Lanes whose coefficients move
  // While something moves
  _Alignas(64) double step[LT_N_COEFFICIENTS][LT_LANES]; ///< A frame
  _Alignas(64) double end[LT_N_COEFFICIENTS][LT_LANES];  ///< Of the quantum
  _Alignas(64) double from[LT_N_COEFFICIENTS][LT_LANES]; ///< Morphs from there
  LtLaneRamp octave;                                     ///< log2 of Hz
  LtLaneRamp gain;                                       ///< dB
  LtLaneRamp log2_q;
  LtLaneRamp mix;   ///< 0..1
  LtLaneRamp morph; ///< 0..1
  int32_t    shape[LT_LANES];
} LtFilter;

/** Where a lane of a section shall go. */
typedef struct {
  LtShape shape;
  bool    is_on;
  double  octave, gain, log2_q;
} LtFilterAim;

/** Two filters that make a Butterworth high-pass of `order` 2, 3 or 4 (12, 18
    or 24 dB an octave); the second is off at order 2. */
LT_RT void lt_filter_high_pass (LtFilterAim aims[2],
                                int         order,
                                bool        is_on,
                                double      octave);
/** Likewise a low-pass or high-pass of order 2. */
LT_RT LtFilterAim lt_filter_pass (LtShape shape, bool is_on, double octave);

/** All lanes off. */
void lt_filter_init (LtFilter *section);
/** One lane off, and nothing left of its past. */
LT_RT void lt_filter_clear (LtFilter *section, uint32_t lane);
/** At the first frame of a quantum; `snap`: be there at once. */
LT_RT void lt_filter_aim (LtFilter          *section,
                          uint32_t           lane,
                          const LtFilterAim *aim,
                          bool               snap);

/** Compiled once for each instruction set. */
typedef struct {
  const char *name;
  /** At the first frame of a quantum of `length` frames, if anything moves:
      ramps and coefficients for its end. `rate` in Hz. */
  LT_RT void (*begin) (LtFilter         *section,
                       const LtSmooth40 *smooth,
                       double            rate,
                       uint32_t          mask,
                       uint32_t          length);
  /** `n` frames of 16 lanes through sections one after the other, in place;
      `ends`: the quantum ends with them. What is behind lanes outside of
      `mask` stays as it is, here and in `begin`; their rows are lost. */
  LT_RT void (*run) (LtFilter *const *sections,
                     uint32_t         n_sections,
                     uint32_t         mask,
                     float (*rows)[LT_LANES],
                     uint32_t n,
                     bool     ends);
} LtFilterKernels;

/** The variant that goes with the kernels of that name. Thread: any. */
const LtFilterKernels *lt_filters_of (const LtKernels *kernels);
