// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-pool.h"
#include "base/lt-ring.h"
#include "core/lt-backend.h"
#include "dsp/lt-oscillator.h"
#include "dsp/lt-translate.h"
#include "engine/lt-patch.h"

/**
   The process half: what runs in the process thread. lt-process-rt.c cuts
   cycles into chunks and quanta, lt-transport-rt.c keeps the song's clock,
   lt-nodes-rt.c runs the patch, lt-mix-rt.c its edges, lt-gains-rt.c makes
   gains of values, lt-monitor-rt.c is the monitor section, lt-telemetry-rt.c
   tells what was measured.
*/

typedef enum {
  LT_RT_SET_STRIP, ///< pointer: LtStripState; param, value
  LT_RT_HEARD,     ///< pointer: LtStripState; param: LT_HEARD_..
  LT_RT_REST_DIM,  ///< pointer: LtStripState; value: linear
  LT_RT_SET_DESK,  ///< param, value
  LT_RT_SET_EDGE,  ///< pointer: LtEdgeState; value: linear level
  LT_RT_PAN_EDGE,  ///< pointer: LtEdgeState; value: pan; param: is_panned
  LT_RT_REPORT,    ///< pointer: LtEdgeState; param: number; say when at rest
  LT_RT_PATCH,     ///< pointer: LtPatch
  LT_RT_PLAY,
  LT_RT_STOP,
  LT_RT_LOCATE, ///< frame
  LT_RT_LOOP_OFF,
  LT_RT_LOOP_START, ///< frame
  LT_RT_LOOP_END,   ///< frame; the loop is on from here
} LtRtMessageType;

typedef struct {
  uint32_t type;
  uint32_t tag; ///< Comes back in LT_RT_APPLIED unless 0
  uint32_t param;
  uint32_t unused;
  union {
    double  value;
    int64_t frame;
  };
  void *pointer;
} LtRtMessage;

typedef enum {
  LT_RT_OLD_PATCH, ///< pointer: free it
  LT_RT_AT_REST,   ///< pointer: LtEdgeState; param: number
  LT_RT_APPLIED,   ///< tag, frame
} LtRtReplyType;

/** Which part of a bank ran: 1 << trim, 1 << fader. */
typedef enum {
  LT_STAGE_PRE  = 1 << 0,
  LT_STAGE_POST = 1 << 1,
  LT_STAGE_BOTH = LT_STAGE_PRE | LT_STAGE_POST,
} LtStage;

_Static_assert(sizeof (LtRtMessage) == 32, "two to a cache line");

enum {
  LT_RT_RING    = 1 << 19, ///< Bytes: 16384 messages
  LT_RT_AT_ONCE = 8192,    ///< Messages taken in at one quantum at most
  LT_FADE       = 256,     ///< Frames of start and stop fades
  LT_BAD_HOLD   = 150,     ///< Quanta (0.1 s) a lane is shut after a bad sample
  LT_TELEMETRY_SLOTS = 32,
};

/** One slot of the overwriting ring of telemetry: a sequence lock of relaxed
    words, so that a reader that was overtaken knows it. */
typedef struct {
  _Atomic uint32_t sequence; ///< Odd: being written
  _Atomic uint32_t
    words[(sizeof (LtTelemetry) + LT_MAX_STRIPS * sizeof (LtMeter)) / 4];
} LtTelemetrySlot;

typedef struct {
  LtTransportState state;
  int64_t          song;      ///< Next song frame
  bool             must_roll; ///< After LOCATING
  bool             must_locate;
  int64_t          target;   ///< Of a locate
  uint32_t         fade_in;  ///< Frames into the start fade; LT_FADE: over
  uint32_t         fade_out; ///< Frames into the stop fade
  uint32_t         waited;   ///< Frames in LOCATING
  bool             loop_on;
  int64_t          loop_start, loop_end;
} LtTransport;

/** The monitor section behind its strip. */
typedef struct {
  LtTranslation      places[LT_N_PLACES];
  LtTranslationState filters[2]; ///< Of the place that is left, that comes
  LtPlace            from, place;
  uint32_t           fade;         ///< Frames into the change; 0: none
  LtRamp             matrix[2][2]; ///< Speaker from side
  LtRamp             sets[LT_N_SPEAKERS];
  LtHeads            heads[LT_N_SPEAKERS];
  float              out[2][LT_BUFFER_FLOATS], left[2][LT_BUFFER_FLOATS];
} LtMonitorRt;

typedef struct {
  const LtKernels *kernels;
  LtSmooth40       smooth;
  LtChannelTools   tools;
  uint32_t         rate;
  void (*wait) (void *data, uint32_t n);
  void   *data;
  LtPool *pool; ///< For cycles that may wait, or NULL

  // The desk's own values, and what follows from them
  double        desk[LT_N_PARAMS - LT_N_STRIP_PARAMS];
  bool          desk_changed;        ///< Strips have to be aimed anew
  LtStripState *dirty;               ///< Those whose channels do, in a row
  double        dca_gain[LT_N_DCAS]; ///< With those it is a member of
  bool          dca_mute[LT_N_DCAS]; ///< Likewise
  double        mute_group[LT_N_MUTE_GROUPS];
  LtOscillator  oscillator;
  LtMonitorRt   monitor;

  LtPatch    *patch;
  LtRingEnd   messages, replies;
  uint32_t    n_replies_dropped;
  LtTransport transport;
  uint64_t    frame;      ///< Engine frame: never stops
  uint32_t    quantum;    ///< Length of the one that runs
  uint32_t    quantum_at; ///< Frames of it that are done
  uint32_t    out_fade;   ///< Frames into the fade of the outputs
  uint32_t    out_epoch;

  // One chunk
  uint32_t  chunk;
  uint32_t  n_segments;
  LtSegment segments[LT_CHUNK];
  uint32_t  lengths[LT_CHUNK]; ///< Of the quanta of the segments
  double    sum[2][LT_BUFFER_FLOATS];
  float     delayed[LT_BUFFER_FLOATS], scratch[LT_BUFFER_FLOATS];
  float     mixed[2][LT_BUFFER_FLOATS];
  float     fade[LT_FADE + 1];             ///< Raised cosine, 0..1
  float     heads_fade[LT_HEADS_FADE + 1]; ///< Likewise

  // Telemetry
  float            load; ///< Worst since the last telemetry
  uint32_t         n_overruns, n_xruns;
  uint32_t         n_underruns;
  float            rms_keep; ///< One-pole of 300 ms at 256 frames
  LtTelemetrySlot *slots;
  _Atomic uint32_t n_telemetry; ///< Frames ever written
} LtProcess;

/** Fill what does not change. The rings are set by the caller. */
void lt_process_init (LtProcess       *process,
                      uint32_t         rate,
                      const LtKernels *kernels);

LT_RT void lt_process_cycle (LtProcess *process, const LtCycle *cycle);

// lt-transport-rt.c
LT_RT void lt_transport_message (LtProcess         *process,
                                 const LtRtMessage *message);
/** At the first frame of a quantum: changes of state that are due. */
LT_RT void lt_transport_begin (LtProcess *process, bool may_wait);
/** Whether the song moves. */
LT_RT bool lt_transport_moves (const LtTransport *transport);
/** Length of the quantum that begins `ahead` frames from now. */
LT_RT uint32_t lt_transport_quantum (const LtProcess *process, uint32_t ahead);
/** Whether a change of state is due `ahead` frames from now. */
LT_RT bool lt_transport_is_due (const LtProcess *process, uint32_t ahead);
/** `n` frames have been played. */
LT_RT void lt_transport_advance (LtProcess *process, uint32_t n);

// lt-nodes-rt.c
LT_RT void lt_nodes_take_patch (LtProcess *process, LtPatch *patch);
/** Run the chunk, `offset` frames into the cycle. */
LT_RT void lt_nodes_run (LtProcess     *process,
                         const LtCycle *cycle,
                         uint32_t       offset);

/** What goes out at a port, with the fade after a server's return. */
LT_RT void lt_nodes_write_port (const LtProcess *process,
                                const LtCycle   *cycle,
                                uint32_t         offset,
                                int              handle,
                                const float     *x);
/** Add a chunk to a history. */
LT_RT void lt_nodes_keep (LtHistory *history, const float *x, uint32_t n);
/** The chunk of a history at a delay, or between two; `scratch` like `out`. */
LT_RT void lt_nodes_delay (const LtProcess *process,
                           const LtHeads   *heads,
                           const LtHistory *history,
                           float           *out,
                           float           *scratch);
/** The chunk is over for these heads. */
LT_RT void lt_nodes_advance_heads (LtHeads         *heads,
                                   const LtHistory *history,
                                   uint32_t         n);
/** Go to another delay from the next chunk on. */
LT_RT void lt_nodes_aim_heads (LtHeads *heads, uint32_t delay);
/** The strip's delay was set. */
LT_RT void lt_nodes_aim_own_delay (const LtProcess *process,
                                   LtStripState    *state);

// lt-mix-rt.c
/** Sum `n` edges from `first` into two buffers. */
LT_RT void lt_mix_run (LtProcess   *process,
                       uint32_t     first,
                       uint32_t     n,
                       float *const out[2]);
/** Gain or delay of an edge of the patch is no constant any more. */
static inline void
lt_mix_wake (LtPatch *patch, uint32_t edge)
{
  patch->moving[edge / 64] |= UINT64_C (1) << edge % 64;
}

// lt-gains-rt.c
/** The desk's own value. */
static inline double
lt_gains_desk (const LtProcess *process, LtParam param)
{
  return process->desk[param - LT_N_STRIP_PARAMS];
}
/** The strip in the current patch, or NULL. */
LT_RT const LtPatchStrip *lt_gains_find (const LtProcess    *process,
                                         const LtStripState *state);
/** Aim the strip's own gains at its running values; not those of its edges. */
LT_RT void lt_gains_aim_strip (LtProcess    *process,
                               LtStripState *state,
                               bool          snap);
LT_RT void lt_gains_message (LtProcess *process, const LtRtMessage *message);
/** All messages of this quantum are in. */
LT_RT void lt_gains_settle (LtProcess *process);
/** Gains of what a new patch has that `old` (may be NULL) had not. */
LT_RT void lt_gains_take_patch (LtProcess *process, const LtPatch *old);
/** A quantum of a bank has ended: ramps, and lanes with bad samples. */
LT_RT void lt_gains_end_quantum (LtProcess         *process,
                                 const LtPatchBank *bank,
                                 LtStage            stage,
                                 uint32_t           length);

// lt-monitor-rt.c
/** The desk's monitor values have changed; `snap`: at once. */
LT_RT void lt_monitor_aim (LtProcess *process, bool snap);
/** The strip's signal to the speakers. */
LT_RT void lt_monitor_run (LtProcess          *process,
                           const LtPatchStrip *strip,
                           const LtCycle      *cycle,
                           uint32_t            offset);

// lt-telemetry-rt.c
LT_RT void lt_telemetry_write (LtProcess *process);

LT_RT void lt_process_reply (LtProcess *process, const LtRtMessage *reply);
