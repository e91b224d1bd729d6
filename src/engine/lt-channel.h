// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-param.h"
#include "dsp/lt-dynamics.h"
#include "dsp/lt-filters.h"
#include "dsp/lt-saturation.h"

/**
   What the strips of a bank do between trim and fader, and what they remember
   of it: filters, gate, equalizer and compressor in either order, saturation.
   Made by the control half, then touched by the process half alone.
*/
typedef struct {
  LtFilter     filters[3]; ///< High-pass in two sections, low-pass
  LtFilter     gate_key[2];
  LtGate       gate;
  LtFilter     eq[LT_N_BANDS];
  LtFilter     compressor_key;
  LtCompressor compressor;
  LtSaturation saturation;
  LtLaneRamp   fit; ///< 0..1 of what is late by the saturation's latency
  uint32_t     fitted, fit_moving; ///< Lanes that have it, or are about to
  uint32_t     waiting;            ///< Those whose late signal is not there yet
  int32_t      wait[LT_LANES];     ///< Frames until it is
  LtLaneRamp   listen; ///< 0..1: the gate's key instead of its signal
  uint32_t     listening, listen_moving; ///< Lanes
  uint32_t     eq_last; ///< Lanes whose equalizer is behind the compressor
  uint32_t    turning; ///< Those that fade it out, to have it on the other side
  LtFilterAim eq_aims[LT_N_BANDS][LT_LANES];  ///< Where it goes then
  uint32_t    active;                         ///< Lanes where anything works
  _Alignas(64) float waste[LT_BUFFER_FLOATS]; ///< What strange lanes give out
} LtChannel;

/** What the work needs besides. */
typedef struct {
  const LtFilterKernels     *filters;
  const LtDynamicsKernels   *dynamics;
  const LtSaturationKernels *saturation;
  const LtSmooth40          *smooth;
  double                     rate; ///< Hz
} LtChannelTools;

/** What gate and compressor hear instead of their own signal: planar buffers
    of the chunk, in the lanes of a mask. */
typedef struct {
  const float *const *in[2];
  uint32_t            lanes[2];
} LtChannelKeys;

/** All lanes off. Thread: any but process. */
void lt_channel_init (LtChannel *channel);
/** One lane off at once: another strip's from here on. */
LT_RT void lt_channel_clear (LtChannel *channel, uint32_t lane);
/** A lane's parameters, by LtParam in their plain unit, at the first frame of a
    quantum; `is_pair`: one of a stereo strip's; `snap`: be there at once. */
LT_RT void lt_channel_aim (LtChannel            *channel,
                           const LtChannelTools *tools,
                           uint32_t              lane,
                           const double         *values,
                           bool                  is_pair,
                           bool                  snap);
/** Whether the parameter is one of those. */
LT_RT bool lt_channel_has (uint32_t param);
/** What gate and compressor did to a lane since the last call, in dB: the
    gate's lowest gain, the compressor's (without make-up). */
LT_RT void lt_channel_measure (LtChannel *channel,
                               uint32_t   lane,
                               float     *gate,
                               float     *compressor);
/** Part of a quantum of `length` frames over the lanes of `mask`, in place, up
    to the compressor; the rows of others are silence. */
LT_RT void lt_channel_run (LtChannel            *channel,
                           const LtChannelTools *tools,
                           const LtSegment      *segment,
                           uint32_t              mask,
                           uint32_t              length,
                           const LtChannelKeys  *keys,
                           float (*rows)[LT_LANES]);
/** Likewise through the saturation, behind which the rest follows. */
LT_RT void lt_channel_saturate (LtChannel            *channel,
                                const LtChannelTools *tools,
                                const LtSegment      *segment,
                                uint32_t              mask,
                                uint32_t              length,
                                float (*rows)[LT_LANES]);
