// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-insert.h"
#include "core/lt-limits.h"
#include "core/lt-meter.h"
#include "core/lt-param.h"
#include "core/lt-source.h"
#include "dsp/lt-kernels.h"

/**
   What the two halves of the engine share: the state of strips and edges,
   made by the control half and then touched by the process half alone (`rt`),
   and the patch, immutable once it is sent. Inside the engine only.
*/

enum {
  LT_HEADS_FADE = 512, ///< Frames in which a delay goes over to another length
};

/** The past of one channel at one pick-off, for compensation delays. */
typedef struct {
  uint32_t size;   ///< Frames, a power of two
  uint64_t filled; ///< Frames ever written
  float    ring[];
} LtHistory;

/** Where an edge takes the strip's signal. */
typedef enum { LT_TAP_PRE, LT_TAP_POST, LT_N_TAPS } LtTap;

/** One strip's sound: buffers, lane, gains on their way. */
typedef struct LtStripState {
  uint32_t id;
  LtKind   kind;
  uint32_t n_channels;
  LtBank  *bank;
  uint32_t lane; ///< First lane; a stereo strip's second one follows
  float   *in[2], *tap[LT_N_TAPS][2]; ///< Planar, LT_BUFFER_FLOATS each
  struct {
    double    values[LT_N_STRIP_PARAMS]; ///< Running values, plain unit
    bool      is_silenced;               ///< By another strip's solo
    bool      is_known;                  ///< A patch has had it
    LtSource *file;                 ///< Of the last patch, to notice a change
    LtRamp    from_file, from_live; ///< Gains of the two sources
    bool      must_fade_in;         ///< The file began in its middle
    uint32_t  bad_hold[LT_N_TAPS];  ///< Quanta that the trim or the fader
                                    ///< stays shut after a bad sample
    uint32_t   flags;               ///< LtMeter flags since the last telemetry
    float      rms[4]; ///< Mean squares: pre 0, pre 1, post 0, post 1
    LtHistory *history[LT_N_TAPS][2]; ///< Of the last patch, or NULL
  } rt;
} LtStripState;

/** One connection's sound: a gain to each side of the bus, a delay. */
typedef struct LtEdgeState {
  LtStripState *source; ///< The strip that it begins at
  LtTap         tap;
  struct {
    double   level;    ///< Linear, before pan and mute
    LtRamp   gain[2];  ///< To left and right
    bool     is_known; ///< A patch has had it
    bool     report;   ///< Say when it is at rest at 0
    uint32_t delay;    ///< Frames, of the head that is heard
    uint32_t next_delay;
    uint32_t heads_at; ///< Frames into the cross-fade; 0: none
  } rt;
} LtEdgeState;

typedef struct {
  LtEdgeState *state;
  uint32_t     from; ///< Index in strips
  uint32_t     to;
  uint32_t     delay;
} LtPatchEdge;

typedef struct {
  LtStripState *state;
  LtSource     *file;                  ///< or NULL
  LtInsert     *insert;                ///< or NULL
  int           live[2], out[2];       ///< Port handles, -1: none
  uint32_t      first_in, n_in;        ///< Edges that end here, by source id
  uint32_t      first_out, n_out;      ///< In `outs`: edges that begin here
  LtHistory    *history[LT_N_TAPS][2]; ///< or NULL: not wanted
} LtPatchStrip;

typedef enum {
  LT_NODE_SOURCE, ///< Fill an input strip's buffers
  LT_NODE_SUM,    ///< Fill a bus's buffers from its edges
  LT_NODE_STRIPS, ///< Bank: input to post-fader
  LT_NODE_PRE,    ///< Bank: input to pre-fader
  LT_NODE_INSERT,
  LT_NODE_POST,   ///< Bank: pre-fader to post-fader
  LT_NODE_KEEP,   ///< Write a strip's histories
  LT_NODE_OUTPUT, ///< Copy a strip's signal to its ports
} LtNodeType;

typedef struct {
  LtNodeType type;
  uint32_t   index; ///< Strip, or bank (LtPatchBank)
} LtNode;

/** A bank as one level of the graph runs it: strange lanes see silence. */
typedef struct {
  LtBank      *bank;
  uint32_t     mask;            ///< Lanes of this level
  uint32_t     strip[LT_LANES]; ///< Index of the lane's strip
  const float *in[LT_LANES];
  float       *pre[LT_LANES];
  float       *post[LT_LANES];
} LtPatchBank;

typedef struct LtPatch {
  uint32_t      n_strips, n_edges, n_nodes, n_banks;
  LtPatchStrip *strips; ///< By id
  LtPatchEdge  *edges;  ///< By destination, then source id
  uint32_t     *outs;   ///< Edge indices by source
  LtNode       *nodes;  ///< In order of running
  LtPatchBank  *banks;
  uint32_t      latency;
  float        *silence, *waste; ///< Buffers for strange lanes; the engine's
  void         *garbage;         ///< Control half: to be freed with the patch
} LtPatch;

void lt_patch_free (LtPatch *patch);
