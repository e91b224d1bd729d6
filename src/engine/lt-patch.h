// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-insert.h"
#include "core/lt-limits.h"
#include "core/lt-meter.h"
#include "core/lt-param.h"
#include "core/lt-source.h"
#include "dsp/lt-kernels.h"
#include "engine/lt-channel.h"

/**
   What the two halves of the engine share: the state of strips and edges,
   made by the control half and then touched by the process half alone (`rt`),
   and the patch, immutable once it is sent but for `hot` and `moving`, which
   are the process half's. Inside the engine only.
*/

enum {
  LT_HEADS_FADE = 512, ///< Frames in which a delay goes over to another length
};

/** The past of one channel at one place, for delays. */
typedef struct {
  uint32_t size;   ///< Frames, a power of two
  uint64_t filled; ///< Frames ever written
  float    ring[];
} LtHistory;

/** Where a delay reads its history, and where it is going to. */
typedef struct {
  uint32_t delay; ///< Frames, of the head that is heard
  uint32_t next;
  uint32_t at;   ///< Frames into the cross-fade to `next`; 0: none
  uint32_t want; ///< Where it goes when that is over
} LtHeads;

/** Where an edge takes the strip's signal. Pan is the edge's own business. */
typedef enum {
  LT_TAP_PRE_EQ, ///< Behind trim, before all else
  LT_TAP_PRE,    ///< Behind inserts, before the fader
  LT_TAP_POST,   ///< Behind fader and mute
  LT_TAP_ROUND,  ///< Before all that has latency, for what goes round it
  LT_N_TAPS
} LtTap;

/** What an edge is; what shapes its gain follows from it (lt-gains-rt.c). */
typedef enum {
  LT_EDGE_MAIN,   ///< A strip feeds a group or the master
  LT_EDGE_SEND,   ///< A send to an aux, cue or matrix
  LT_EDGE_PFL,    ///< A soloed strip to the solo bus, before its fader
  LT_EDGE_AFL,    ///< Likewise behind fader and pan
  LT_EDGE_LISTEN, ///< What the monitor or the headphones listen to
  LT_EDGE_TALK,   ///< Oscillator or talkback to a bus
  LT_EDGE_KEY,    ///< To the key of the strip's insert
  LT_EDGE_GATE_KEY,
  LT_EDGE_COMPRESSOR_KEY,
  LT_EDGE_DIRECT, ///< To the strip's own output; in no strip's sum
} LtEdgeKind;

/** Keys of a strip: of its insert, its gate, its compressor. */
enum { LT_KEY_INSERT, LT_KEY_GATE, LT_KEY_COMPRESSOR, LT_N_KEYS };

/** The key that an edge of this kind leads to; -1: none. */
static inline int
lt_edge_key (LtEdgeKind kind)
{
  return kind >= LT_EDGE_KEY && kind <= LT_EDGE_COMPRESSOR_KEY
           ? (int)(kind - LT_EDGE_KEY)
           : -1;
}

/** Which way solo in place lets a strip's signal go. An edge is heard if its
    source carries soloed signal, if it leads up to a soloed bus, or if its end
    is open to all. Without solo all three are set. */
enum {
  LT_HEARD_DOWN = 1 << 0, ///< Soloed, safe or behind such a strip
  LT_HEARD_UP   = 1 << 1, ///< Soloed, or feeds a soloed bus
  LT_HEARD_OPEN = 1 << 2, ///< A cue, or must not be touched for its sake
  LT_HEARD_ALL  = LT_HEARD_DOWN | LT_HEARD_UP | LT_HEARD_OPEN,
};

/** One strip's sound: buffers, lane, gains on their way. */
typedef struct LtStripState {
  // What a source needs every chunk: one line of the cache
  uint32_t id;
  LtKind   kind; ///< Also LT_KIND_MONITOR, _OSCILLATOR, _TALKBACK
  uint32_t n_channels;
  uint32_t lane;  ///< First lane; a stereo strip's second one follows
  float   *in[2]; ///< Planar, LT_BUFFER_FLOATS each
  struct {
    LtRamp               from_file, from_live; ///< Gains of the two sources
    bool                 must_fade_in;         ///< The file began in its middle
    bool                 is_known;             ///< A patch has had it
    bool                 is_dirty; ///< Its channel has to be aimed anew
    struct LtStripState *next_dirty;
    uint32_t             flags;  ///< LtMeter flags since the last telemetry
    float                rms[4]; ///< Mean squares: pre 0, 1, post 0, 1
    uint32_t             heard;  ///< LT_HEARD_..
    float     rest_dim;    ///< Of all but talkback while it talks into this bus
    double    mute_gain;   ///< Mute, DCA mutes, mute groups
    double    level;       ///< Fader and DCAs, linear, with mute_gain
    LtSource *file;        ///< Of the last patch, to notice a change
    uint32_t  bad_hold[2]; ///< Quanta that the trim or the fader stays shut
                           ///< after a bad sample
    LtHistory *history[LT_N_TAPS][2]; ///< Of the last patch, or NULL
    LtHistory *in_history[2];         ///< Likewise
    uint32_t   in_delay;              ///< Of the last patch, besides its own
    LtHeads    in_heads;
    double     values[LT_N_STRIP_PARAMS]; ///< Running values, plain unit
  } rt;
  LtBank    *bank;
  LtChannel *channel; ///< Of the same lanes
  float     *tap[LT_N_TAPS][2];
} LtStripState;

/** One connection's sound: a gain to each side of the bus, a delay. */
typedef struct LtEdgeState {
  LtStripState *source, *dest; ///< dest of LT_EDGE_DIRECT: the source
  LtEdgeKind    kind;
  LtTap         tap;
  bool          is_round; ///< Goes round what has latency: from LT_TAP_ROUND,
                          ///< with the fader in its gain
  void *owner;            ///< Control half's
  struct {
    double   level;     ///< Linear, before pan, mute and solo
    double   pan;       ///< Of a send
    bool     is_panned; ///< By the strip's pan first
    bool     is_known;  ///< A patch has had it
    uint32_t report;    ///< Say with this number when it is at rest at 0; 0: no
    LtRamp   gain[2];   ///< To left and right
    LtHeads  heads;
  } rt;
} LtEdgeState;

enum { LT_NO_EDGE = UINT32_MAX };

typedef struct {
  LtEdgeState *state;
  LtHistory   *history[2]; ///< Of its tap; NULL: it has no delay
  uint32_t     from, to;   ///< Indices in strips
  uint32_t     delay;
  uint32_t     before; ///< Its index in the last patch, or LT_NO_EDGE
} LtPatchEdge;

typedef struct {
  uint32_t      id;
  bool          is_changed; ///< New, or its file or a delay of its own is
  LtStripState *state;
  LtSource     *file;          ///< or NULL
  int           live[2];       ///< Port handles, -1: none
  LtHistory    *in_history[2]; ///< or NULL: in_delay is 0
  LtInsert     *insert;        ///< or NULL. To here a source needs it: a line
  int           out[2];        ///< Port handles, -1: none
  int           direct[2];     ///< Likewise, of the direct output
  uint32_t      direct_edge, n_direct; ///< Its edges: one, more while the
                                       ///< pick-off changes
  uint32_t   first_in, n_in;           ///< Edges that end here, by source id
  uint32_t   first_key[LT_N_KEYS], n_key[LT_N_KEYS]; ///< Those that end there
  uint32_t   first_out, n_out;      ///< In `outs`: edges that begin here
  float     *tap[LT_N_TAPS][2];     ///< Where each pick-off lies
  LtHistory *history[LT_N_TAPS][2]; ///< or NULL: not wanted
  float     *key[LT_N_KEYS][2];     ///< or NULL
  uint32_t   in_delay; ///< Of a source that waits for its insert's key
} LtPatchStrip;

typedef enum {
  LT_NODE_SOURCE,  ///< Fill an input strip's buffers
  LT_NODE_SUM,     ///< Fill a bus's buffers from its edges
  LT_NODE_BANKS,   ///< `count` banks, whose nodes follow: they are strangers to
                   ///< each other
  LT_NODE_STRIPS,  ///< Bank: input to post-fader
  LT_NODE_TAPPED,  ///< Bank: the same, and keep what is before the fader
  LT_NODE_PRE,     ///< Bank: input to the insert, through all blocks
  LT_NODE_KEY,     ///< Fill a strip's key buffers
  LT_NODE_INSERT,  ///< Through the insert, to before the fader
  LT_NODE_POST,    ///< Bank: before the fader to post-fader
  LT_NODE_KEEP,    ///< Write a strip's histories
  LT_NODE_OUTPUT,  ///< Copy a strip's signal to its ports
  LT_NODE_DIRECT,  ///< A strip's direct output
  LT_NODE_MONITOR, ///< From the monitor strip to the speakers
} LtNodeType;

typedef struct {
  LtNodeType type;
  uint32_t   index; ///< Strip, or bank (LtPatchBank)
  uint32_t   count; ///< Of LT_NODE_BANKS
} LtNode;

/** A bank as one level of the graph runs it: strange lanes see silence. */
typedef struct {
  LtBank      *bank;
  LtChannel   *channel;
  bool         wants_early; ///< Anybody takes LT_TAP_PRE_EQ
  bool         wants_round; ///< Anybody takes LT_TAP_ROUND
  uint32_t     first_node, n_nodes;
  uint32_t     mask;            ///< Lanes of this level
  uint32_t     inserts;         ///< Those with an insert
  uint32_t     strip[LT_LANES]; ///< Index of the lane's strip
  const float *in[LT_LANES];
  float       *early[LT_LANES];  ///< LT_TAP_PRE_EQ
  const float *key[2][LT_LANES]; ///< Of gate and compressor where `keyed`
  uint32_t     keyed[2];         ///< Lanes that do not hear themselves
  float       *round[LT_LANES];  ///< LT_TAP_ROUND
  float       *pre[LT_LANES];    ///< LT_TAP_PRE, or what the insert gets
  const float *before[LT_LANES]; ///< What the second stage takes
  float       *post[LT_LANES];
} LtPatchBank;

typedef struct LtPatch {
  uint32_t      n_strips, n_edges, n_nodes, n_banks;
  LtPatchStrip *strips; ///< By id
  LtPatchEdge  *edges;  ///< By destination (keys last), then source id
  uint32_t     *outs;   ///< Edge indices by source
  LtNode       *nodes;  ///< In order of running
  LtPatchBank  *banks;
  LtHistory    *speakers[2];               ///< Past of what the speakers play
  int           speaker[LT_N_SPEAKERS][2]; ///< Port handles, -1: none
  float        *silence;                   ///< For strange lanes; the engine's
  void         *garbage; ///< Control half: to be freed with the patch

  // Process half
  LtMixIn  *hot;    ///< By edge: signals, and gains while at rest
  uint64_t *moving; ///< A bit for each edge whose gain or delay is no constant
} LtPatch;

void lt_patch_free (LtPatch *patch);
