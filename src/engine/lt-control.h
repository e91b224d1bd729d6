// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/lt-engine.h"
#include "engine/lt-process.h"

/**
   The control half's own picture of the desk. Inside the engine only; thread
   desk.
*/

typedef struct LtControlStrip {
  LtStripState *state;
  double        values[LT_N_STRIP_PARAMS]; ///< As last set
  LtSource     *file;
  LtInsert     *insert;
  int           live[2], out[2];
  LtHistory    *history[LT_N_TAPS][2];
  bool          is_sent;  ///< A patch with it is on its way: rt is not ours
  bool          is_dying; ///< Goes as soon as its edges are gone
  bool          is_silenced;
  // While compiling
  uint32_t index, level, arrival, n_waiting;
} LtControlStrip;

typedef struct {
  LtEdgeState    *state;
  LtControlStrip *from, *to;
  bool            is_send;
  bool            is_wanted; ///< Else it is on its way to 0
  bool            is_sent;
  bool            is_gone; ///< At rest at 0 and not wanted
  uint32_t        delay;   ///< Of the last patch
} LtControlEdge;

/** The settings of one send; its edges follow from them. */
typedef struct {
  LtControlStrip *from, *to;
  double          level; ///< dB
  bool            is_on;
  LtTap           tap;
} LtControlSend;

/** What may be freed when a patch has come back. */
typedef struct LtGarbage {
  struct LtGarbage *next;
  enum {
    LT_GARBAGE_STRIP,
    LT_GARBAGE_EDGE,
    LT_GARBAGE_SOURCE,
    LT_GARBAGE_INSERT,
    LT_GARBAGE_MEMORY
  } type;
  void *pointer;
} LtGarbage;

struct LtEngine {
  LtEngineOptions options;
  LtProcess      *process;
  LtRing         *message_ring, *reply_ring;
  LtRingEnd       messages, replies;

  LtControlStrip **strips; ///< By id; a dying one before its successor
  uint32_t         n_strips;
  LtControlEdge  **edges;
  uint32_t         n_edges, max_edges;
  LtControlSend  **sends;
  uint32_t         n_sends, max_sends;

  LtBank  *banks[2 * LT_MAX_STRIPS / LT_LANES + 2]; ///< On first need
  uint32_t used[2 * LT_MAX_STRIPS / LT_LANES + 2];  ///< Lanes taken
  bool     is_bus_bank[2 * LT_MAX_STRIPS / LT_LANES + 2];
  float   *silence, *waste;

  LtPatch   *newest;  ///< Last patch sent
  LtGarbage *garbage; ///< To be hung on `newest` when the next one is sent
  bool       structure_changed;
  bool       solo_changed;
  uint32_t   n_patches_out; ///< Sent and not come back, the newest included
  uint32_t   latency;
  uint32_t   n_telemetry; ///< Frames read
  LtMeter    scratch[LT_MAX_STRIPS];

  LtRtMessage *pending; ///< Not yet in the ring
  uint32_t     n_pending, max_pending;
};

LtControlStrip *lt_control_find (const LtEngine *engine, uint32_t id);
void            lt_control_post (LtEngine *engine, const LtRtMessage *message);
void            lt_control_discard (LtEngine *engine, int type, void *pointer);
void            lt_control_empty (LtEngine *engine, LtGarbage *garbage);

// lt-control-edges.c
LtStatus lt_control_set_edge (LtEngine       *engine,
                              LtControlStrip *from,
                              LtAddress       address,
                              double          value,
                              uint32_t        tag);
/** Drop all edges from and to a strip that goes. */
void lt_control_drop_edges (LtEngine *engine, LtControlStrip *strip);
bool lt_control_has_edges (const LtEngine *engine, const LtControlStrip *strip);
void lt_control_update_solo (LtEngine *engine);
void lt_control_edge_at_rest (LtEngine *engine, LtEdgeState *state);
void lt_control_sweep_edges (LtEngine *engine);

// lt-compile.c
/** Compile and send a patch. False: an edge that fades would close a loop
    with the new ones; try again when it is gone. */
bool lt_compile (LtEngine *engine);
