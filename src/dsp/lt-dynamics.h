// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dsp/lt-kernels.h"

/**
   Compressor and gate over the lanes of a bank: feed-forward, in dB.

   Compressor: D. Giannoulis, M. Massberg, J. Reiss, "Digital Dynamic Range
   Compressor Design", JAES 60(6) 2012: level, gain computer with a soft knee,
   smooth decoupled ballistics. Attack and release are the times in which the
   gain reduction in dB goes 63.2 % of a step. RMS levels are scaled so that a
   sine reads its peak, as in peak mode.

   Gate: opens above the threshold, closes `hysteresis` below it when `hold` is
   over; an expander follows a slope below the threshold; a ducker is a gate
   the other way round.

   Gains are in straight dB; thresholds, slopes, make-up and mix move through
   the smoother of levels. Off is a mix of 0, and exactly nothing.
*/

typedef struct {
  bool   is_on, is_rms, auto_release, auto_makeup;
  double threshold;       ///< dB
  double ratio;           ///< 1 .. INFINITY
  double knee;            ///< dB, its whole width
  double attack, release; ///< ms
  double makeup;          ///< dB
  double mix;             ///< 0..1 of the compressed signal
  double link;            ///< 0..1 towards the louder of a pair of lanes
} LtCompressorAim;

/** Of a bank. Process thread only. */
typedef struct {
  LtLaneRamp threshold, slope, knee, makeup, mix;
  _Alignas(64) float attack[LT_LANES]; ///< One-pole coefficients
  _Alignas(64) float release[LT_LANES];
  _Alignas(64) float slow[LT_LANES];   ///< Of auto release, else 0
  _Alignas(64) float window[LT_LANES]; ///< Of the RMS, else 1
  _Alignas(64) float offset[LT_LANES]; ///< log2 of 2 for RMS: a sine reads its
                                       ///< peak; else 0
  _Alignas(64) float link[LT_LANES];
  _Alignas(64) float power[LT_LANES]; ///< State
  _Alignas(64) float seen[LT_LANES]; ///< Largest since the gain computer looked
  _Alignas(64) float want[LT_LANES]; ///< dB, of the gain computer
  _Alignas(64) float fast[LT_LANES];
  _Alignas(64) float lazy[LT_LANES];
  _Alignas(64) float reduction[LT_LANES]; ///< dB, now
  _Alignas(64) float most[LT_LANES];      ///< dB, since the last telemetry
  uint32_t active, moving;
} LtCompressor;

typedef enum { LT_GATE, LT_EXPANDER, LT_DUCKER } LtGateMode;

typedef struct {
  bool       is_on;
  LtGateMode mode;
  double     threshold, hysteresis; ///< dB
  double     range;                 ///< dB, what it leaves: -80 .. 0
  double     ratio;                 ///< Of the expander
  double     attack, hold, release; ///< ms
  bool       is_pair;               ///< Opens for the louder of a pair of lanes
} LtGateAim;

typedef struct {
  LtLaneRamp threshold, range, slope, mix;
  _Alignas(64) float hysteresis[LT_LANES];
  _Alignas(64) float attack[LT_LANES];
  _Alignas(64) float release[LT_LANES];
  _Alignas(64) int32_t hold[LT_LANES]; ///< Frames
  _Alignas(64) int32_t mode[LT_LANES]; ///< LtGateMode
  _Alignas(64) int32_t pair[LT_LANES]; ///< -1: goes by the louder of a pair
  _Alignas(64) int32_t left[LT_LANES]; ///< Frames until it may close
  _Alignas(64) float gain[LT_LANES];   ///< dB, now
  _Alignas(64) float least[LT_LANES];  ///< dB, since the last telemetry
  uint32_t active, moving;
} LtGate;

void lt_compressor_init (LtCompressor *compressor);
void lt_gate_init (LtGate *gate);
/** One lane off at once. */
LT_RT void lt_compressor_clear (LtCompressor *compressor, uint32_t lane);
LT_RT void lt_gate_clear (LtGate *gate, uint32_t lane);
/** At the first frame of a quantum; `snap`: be there at once. */
LT_RT void lt_compressor_aim (LtCompressor          *compressor,
                              uint32_t               lane,
                              const LtCompressorAim *aim,
                              double                 rate,
                              bool                   snap);
LT_RT void lt_gate_aim (LtGate          *gate,
                        uint32_t         lane,
                        const LtGateAim *aim,
                        double           rate,
                        bool             snap);
/** Compiled once for each instruction set. */
typedef struct {
  const char *name;
  /** `n` frames, `k` frames into the quantum, in place; the level is taken
      from `key` (may be the same rows). What is behind lanes outside of `mask`
      stays as it is, their rows are lost. */
  LT_RT void (*compress) (LtCompressor     *compressor,
                          const LtSmooth40 *smooth,
                          float (*rows)[LT_LANES],
                          float (*key)[LT_LANES],
                          uint32_t mask,
                          uint32_t k,
                          uint32_t n);
  LT_RT void (*gate) (LtGate           *gate,
                      const LtSmooth40 *smooth,
                      float (*rows)[LT_LANES],
                      float (*key)[LT_LANES],
                      uint32_t mask,
                      uint32_t k,
                      uint32_t n);
  /** A quantum of `length` frames is over for the lanes of `mask`: ramps; what
      rests at off leaves. */
  LT_RT void (*compressor_end) (LtCompressor     *compressor,
                                const LtSmooth40 *smooth,
                                uint32_t          mask,
                                uint32_t          length);
  LT_RT void (*gate_end) (LtGate           *gate,
                          const LtSmooth40 *smooth,
                          uint32_t          mask,
                          uint32_t          length);
} LtDynamicsKernels;

/** The variant that goes with the kernels of that name. Thread: any. */
const LtDynamicsKernels *lt_dynamics_of (const LtKernels *kernels);
