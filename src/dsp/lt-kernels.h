// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"
#include "dsp/lt-smooth.h"

/**
   The work on samples, over the lanes of a bank. One source
   (lt-kernels-isa.c), compiled once for each instruction set; every variant
   gives the same bits, because each lane and each frame sees the same IEEE
   operations in the same order.

   Planar buffers hold LT_CHUNK frames and LT_PAD more that a kernel may read
   and overwrite with anything; they are 64-byte aligned.
*/
enum {
  LT_PAD           = 16,
  LT_BUFFER_FLOATS = LT_CHUNK + LT_PAD,
};

/** One gain for each lane, smoothed. */
typedef struct {
  _Alignas(64) float target[LT_LANES];
  _Alignas(64) float d1[LT_LANES];
  _Alignas(64) float d2[LT_LANES];
} LtLaneRamp;

/** What a bank remembers. Process thread only. */
typedef struct {
  LtLaneRamp trim;                        ///< Trim, polarity, bad-sample gate
  LtLaneRamp fader;                       ///< Fader, mute, solo
  LtLaneRamp width;                       ///< 1: as it is; of pairs of lanes
  _Alignas(64) float pre_peak[LT_LANES];  ///< Since the last telemetry
  _Alignas(64) float pre_power[LT_LANES]; ///< Sum of squares, likewise
  _Alignas(64) float post_peak[LT_LANES];
  _Alignas(64) float post_power[LT_LANES];
  _Alignas(64) int32_t bad[2][LT_LANES]; ///< -1: a bad sample was silenced,
                                         ///< before the trim, before the fader
  uint32_t doubted;     ///< Lanes where it is looked for before the fader too
  uint32_t trim_moving; ///< A bit for each lane
  uint32_t fader_moving;
  uint32_t width_moving, widened; ///< On their way; at rest elsewhere than 1
  uint32_t holding[2]; ///< Lanes whose trim, whose fader is shut after a bad
                       ///< sample
} LtBank;

/** What a bus takes in at rest: a signal for each side, a gain for each. */
typedef struct {
  const float *signal[2]; ///< Planar buffers; a mono strip gives its one twice
  double       gain[2];
} LtMixIn;

/** A part of a chunk that lies in one quantum. */
typedef struct {
  uint32_t offset; ///< First frame, in the chunk
  uint32_t n;      ///< Frames, 1..LT_QUANTUM
  uint32_t k;      ///< Frames of the quantum before it
  bool     ends;   ///< The quantum ends with it
} LtSegment;

typedef struct {
  const char *name; ///< "sse2", "avx2", "avx512" ("generic" elsewhere)

  /**
     Input to fader: silence bad samples (NaN, Inf, above +60 dBFS), trim,
     meter before the fader. in and out: one planar buffer a lane, not NULL.
  */
  LT_RT void (*strip_pre) (LtBank             *bank,
                           const LtSmooth40   *smooth,
                           const LtSegment    *segment,
                           const float *const *in,
                           float *const       *out);
  /** Fader, meter after it; bad samples (of an insert) are silenced first in
      the lanes that are `doubted`: what becomes of the others does not depend
      on who is beside them. */
  LT_RT void (*strip_post) (LtBank             *bank,
                            const LtSmooth40   *smooth,
                            const LtSegment    *segment,
                            const float *const *in,
                            float *const       *out);
  /** Both in one pass, for banks where nobody wants what lies between. */
  LT_RT void (*strip) (LtBank             *bank,
                       const LtSmooth40   *smooth,
                       const LtSegment    *segment,
                       const float *const *in,
                       float *const       *out);

  /** Both stages in one pass that also leaves what lies between in `between`,
      for banks where somebody takes it but no insert changes it. */
  LT_RT void (*strip_tapped) (LtBank             *bank,
                              const LtSmooth40   *smooth,
                              const LtSegment    *segment,
                              const float *const *in,
                              float *const       *between,
                              float *const       *out);

  /** The same in parts, for banks whose blocks work in between: input to
      `rows` (frame t of the segment is rows[t]); what lies in `rows`; from
      there through the fader. */
  LT_RT void (*rows_in) (LtBank             *bank,
                         const LtSmooth40   *smooth,
                         const LtSegment    *segment,
                         const float *const *in,
                         float (*rows)[LT_LANES]);
  /** Silence bad samples of the blocks, in the lanes of `mask`; they count as
      if they had come in. */
  LT_RT void (*rows_check) (LtBank          *bank,
                            const LtSegment *segment,
                            uint32_t         mask,
                            float (*rows)[LT_LANES]);
  LT_RT void (*rows_load) (const LtSegment    *segment,
                           const float *const *in,
                           float (*rows)[LT_LANES]);
  /** Pairs of lanes to left and right: (l + r) / 2 + width (l - r) / 2, and
      less for the other side. */
  LT_RT void (*rows_widen) (LtBank           *bank,
                            const LtSmooth40 *smooth,
                            const LtSegment  *segment,
                            float (*rows)[LT_LANES]);
  LT_RT void (*rows_keep) (const LtSegment *segment,
                           float (*rows)[LT_LANES],
                           float *const *out);
  LT_RT void (*rows_out) (LtBank           *bank,
                          const LtSmooth40 *smooth,
                          const LtSegment  *segment,
                          float (*rows)[LT_LANES],
                          float *const *out);

  /** sum[i] += in[i] gain, in double. */
  LT_RT void (*mix) (double *sum, const float *in, float gain, uint32_t n);
  /** All of `ins` onto both sides of a bus, one after the other in double:
      the bits are those of `mix` called for each. */
  LT_RT void (*mix_many) (double *const  sum[2],
                          const LtMixIn *ins,
                          uint32_t       n_ins,
                          uint32_t       n);
  /** The same under a moving gain, `k` frames into its quantum. */
  LT_RT void (*mix_ramp) (double           *sum,
                          const float      *in,
                          const LtRamp     *ramp,
                          const LtSmooth40 *smooth,
                          uint32_t          k,
                          uint32_t          n);
  /** out[i] = sum[i] rounded. */
  LT_RT void (*round) (float *out, const double *sum, uint32_t n);
} LtKernels;

/**
   The kernels of that name, or the best for this processor (NULL, "auto").
   Failure: LT_NOT_FOUND (no such name), LT_UNSUPPORTED (the processor lacks
   it). Thread: any but process.
*/
LtStatus lt_kernels_find (const char       *name,
                          const LtKernels **kernels,
                          LtError          *error);

/** All variants that were built, NULL at the end. */
extern const LtKernels *const lt_kernels_all[];
/** Whether this processor can run them. */
bool lt_kernels_can_run (const LtKernels *kernels);

/** Lanes of `mask` have reached the end of a quantum of `length` frames. */
LT_RT void lt_bank_advance (LtLaneRamp       *ramp,
                            uint32_t         *moving,
                            const LtSmooth40 *smooth,
                            uint32_t          mask,
                            uint32_t          length);
/** Send one lane's gain to a target; `snap`: at once. */
LT_RT void lt_bank_aim (LtLaneRamp *ramp,
                        uint32_t   *moving,
                        uint32_t    lane,
                        float       target,
                        bool        snap);
