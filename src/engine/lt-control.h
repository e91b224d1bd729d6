// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/lt-engine.h"
#include "engine/lt-process.h"

/**
   The control half's own picture of the desk: lt-engine.c (life, messages),
   lt-control-strips.c (strips and what hangs on them), lt-control-routes.c
   (edges from routing), lt-control-monitor.c (solo, monitor, talkback),
   lt-compile.c (patches). Inside the engine only; thread desk.
*/

typedef struct LtControlStrip LtControlStrip;

typedef struct {
  LtEdgeState    *state;
  LtControlStrip *from, *to;
  bool            is_wanted; ///< Else it is on its way to 0
  bool            is_sent;
  bool            is_gone; ///< At rest at 0 and not wanted
  uint32_t        index;   ///< In the last patch, or LT_NO_EDGE
  uint32_t        report;  ///< Number of the last LT_RT_REPORT
} LtControlEdge;

/** All that leads from one strip to one bus; the edges follow from it. */
typedef struct {
  LtControlStrip *to;
  bool            is_main; ///< to/<bus>
  double          level;   ///< Of the send, dB
  double          pan;
  bool            is_on;
  int             pick_off; ///< As in send/<bus>/tap
} LtControlRoute;

struct LtControlStrip {
  LtStripState    *state;
  double           values[LT_N_STRIP_PARAMS]; ///< As last set
  LtSource        *file;
  LtInsert        *insert;
  int              live[2], out[2], direct[2];
  LtControlEdge  **outs; ///< By kind, then pick-off
  uint32_t         n_outs, max_outs, n_ins;
  LtControlRoute **routes;
  uint32_t         n_routes, max_routes;
  LtHistory       *history[LT_N_TAPS][2], *in_history[2];
  float           *key[LT_N_KEYS][2];
  bool             is_sent;  ///< A patch with it is on its way: rt is not ours
  bool             is_dying; ///< Goes as soon as its edges are gone
  bool             is_silenced;
  uint32_t         heard;    ///< LT_HEARD_.. as last sent
  double           rest_dim; ///< Likewise
  uint32_t         latency;  ///< Of the last patch, with its insert
  // As last sent
  LtSource  *sent_file;
  LtHistory *sent_history[LT_N_TAPS][2], *sent_in_history[2];
  uint32_t   sent_in_delay;
  // While compiling and while looking at the graph
  uint32_t index, level, arrival, n_waiting, stamp, marks;
};

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

/** The signals of a bank's lanes, side by side: one by one from the heap they
    fall on the same lines of the cache again and again. */
typedef struct {
  _Alignas(64) float in[LT_LANES][LT_BUFFER_FLOATS];
  float tap[LT_N_TAPS][LT_LANES][LT_BUFFER_FLOATS];
} LtBuffers;

enum { LT_MAX_BANKS = 2 * LT_MAX_STRIPS / LT_LANES + 4 };

struct LtEngine {
  LtEngineOptions options;
  LtProcess      *process;
  LtRing         *message_ring, *reply_ring;
  LtRingEnd       messages, replies;

  LtControlStrip **strips; ///< By id; a dying one before its successor
  uint32_t         n_strips;
  uint32_t         n_edges;
  uint32_t         n_reports;           ///< Numbers given to LT_RT_REPORT
  uint32_t         n_fading;            ///< Sent, not wanted and not gone
  double           values[LT_N_PARAMS]; ///< The desk's own, as last set
  int              speaker[LT_N_SPEAKERS][2];
  LtHistory       *speaker_history[2];
  uint32_t         stamp; ///< Of the last walk through the graph

  LtBank    *banks[LT_MAX_BANKS]; ///< On first need
  LtChannel *channels[LT_MAX_BANKS];
  LtBuffers *buffers[LT_MAX_BANKS];
  uint32_t   used[LT_MAX_BANKS]; ///< Lanes taken
  bool       is_bus_bank[LT_MAX_BANKS];
  float     *silence;

  LtPatch   *newest;  ///< Last patch sent
  LtGarbage *garbage; ///< To be hung on `newest` when the next one is sent
  bool       structure_changed;
  bool       monitor_changed; ///< Solo, monitor, talkback: edges to derive
  uint32_t   n_patches_out;   ///< Sent and not come back, the newest included
  uint32_t   n_telemetry;     ///< Frames read
  LtMeter    scratch[LT_MAX_STRIPS];

  LtRtMessage *pending; ///< Not yet in the ring
  uint32_t     n_pending, max_pending;
};

// lt-engine.c
void lt_control_post (LtEngine *engine, const LtRtMessage *message);
void lt_control_discard (LtEngine *engine, int type, void *pointer);
void lt_control_empty (LtEngine *engine, LtGarbage *garbage);
/** Aligned to 64 bytes, 0; NULL: no memory. */
void *lt_control_new (size_t bytes);
/** A larger array of pointers if `n` fill it; NULL: no memory. */
void *lt_control_grow (void *array, uint32_t n, uint32_t *max);

// lt-control-strips.c
LtControlStrip *lt_control_find (const LtEngine *engine, uint32_t id);
/** One of LT_ID_.., made if there is none yet; NULL: no memory. */
LtControlStrip *lt_control_system (LtEngine *engine, uint32_t id);
/** Room for a key's signal. */
bool lt_control_want_key (LtControlStrip *strip, int key);
void lt_control_free_strip (LtEngine *engine, LtControlStrip *strip);
/** Strips that were taken away and are connected to nothing any more. */
void lt_control_bury_strips (LtEngine *engine);

// lt-control-routes.c
/** A kind of edge between two strips at one pick-off (with others of that kind
    between them unwanted), at a linear level; 0: none. `pick_off` as in
    send/<bus>/tap. Failure: LT_LOOP, LT_RANGE, LT_NO_MEM. */
LtStatus lt_control_want (LtEngine       *engine,
                          LtControlStrip *from,
                          LtControlStrip *to,
                          LtEdgeKind      kind,
                          int             pick_off,
                          double          level,
                          double          pan,
                          uint32_t        tag);
LtStatus lt_control_set_route (LtEngine       *engine,
                               LtControlStrip *from,
                               LtAddress       address,
                               double          value,
                               uint32_t        tag);
/** Its edges depend on what has changed at the strip. */
void lt_control_route_from (LtEngine *engine, LtControlStrip *strip);
void lt_control_route_to (LtEngine *engine, LtControlStrip *strip);
void lt_control_route_direct (LtEngine       *engine,
                              LtControlStrip *strip,
                              uint32_t        tag);
/** Drop all edges from and to a strip that goes. */
void lt_control_drop_edges (LtEngine *engine, LtControlStrip *strip);
void lt_control_edge_at_rest (LtEngine    *engine,
                              LtEdgeState *state,
                              uint32_t     report);
void lt_control_sweep_edges (LtEngine *engine);

// lt-control-monitor.c
/** A value of the desk itself. */
void lt_control_set_desk (LtEngine *engine,
                          uint16_t  param,
                          double    value,
                          uint32_t  tag);
/** Who is heard, and the edges of monitor and headphones. */
void lt_control_update_monitor (LtEngine *engine);

// lt-compile.c
/** Frames from the strip's input to its fader, as its values are now. */
uint32_t lt_control_latency (const LtControlStrip *strip);
/** Compile and send a patch. False: an edge that fades would close a loop
    with the new ones; try again when it is gone. */
bool lt_compile (LtEngine *engine);
