// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The control half's picture as a patch: order, delays, nodes.

#include "engine/lt-control.h"

#include <stdlib.h>
#include <string.h>

/// What one patch is made from.
typedef struct {
  LtEngine        *engine;
  LtPatch         *patch;
  LtControlStrip **strips; ///< Those that take part, by id
  uint32_t         n_strips, n_levels;
} Maker;

uint32_t
lt_control_latency (const LtControlStrip *strip)
{
  const bool is_saturated = strip->values[LT_PARAM_SATURATION_FITTED] != 0;
  return (strip->insert ? strip->insert->latency : 0) +
         (is_saturated ? lt_saturation_latency () : 0);
}

/// Frames from an input to where the edge takes the signal.
static uint32_t
leaves (const LtControlEdge *edge)
{
  const bool is_early =
    edge->state->tap == LT_TAP_PRE_EQ || edge->state->is_round;
  return edge->from->arrival + (is_early ? 0 : lt_control_latency (edge->from));
}

/// Whether the edge's end waits for its slowest.
static bool
is_aligned (const LtControlEdge *edge)
{
  return edge->to->values[LT_PARAM_LEAN] == 0 &&
         edge->state->kind != LT_EDGE_TALK;
}

static bool
is_sound (const LtControlEdge *edge)
{
  return edge->state->kind != LT_EDGE_DIRECT;
}

/// What the engine has for itself costs nothing until it is used.
static bool
is_idle (const LtEngine *engine, const LtControlStrip *strip)
{
  if (strip->state->id < LT_ID_SYSTEM || strip->n_ins || strip->n_outs)
    return false;
  bool has_output = strip->out[0] >= 0 || strip->out[1] >= 0;
  for (int set = 0; strip->state->id == LT_ID_MONITOR && set < LT_N_SPEAKERS;
       set++)
    has_output |= engine->speaker[set][0] >= 0 || engine->speaker[set][1] >= 0;
  return !has_output;
}

static void
collect (Maker *m)
{
  for (uint32_t i = 0; i < m->engine->n_strips; i++) {
    LtControlStrip *strip = m->engine->strips[i];
    if (is_idle (m->engine, strip))
      continue;
    strip->index = m->n_strips;
    strip->level = strip->arrival = strip->n_waiting = 0;
    m->strips[m->n_strips++]                         = strip;
  }
}

/// Longest way from an input, in edges and in frames. False: a loop.
static bool
sort_levels (Maker *m)
{
  LtControlStrip **queue    = calloc (m->n_strips + 1, sizeof *queue);
  uint32_t         n_queued = 0;
  if (!queue)
    return false;
  for (uint32_t i = 0; i < m->n_strips; i++)
    for (uint32_t k = 0; k < m->strips[i]->n_outs; k++)
      m->strips[i]->outs[k]->to->n_waiting += is_sound (m->strips[i]->outs[k]);
  for (uint32_t i = 0; i < m->n_strips; i++)
    if (m->strips[i]->n_waiting == 0)
      queue[n_queued++] = m->strips[i];
  for (uint32_t at = 0; at < n_queued; at++) {
    LtControlStrip *from = queue[at];
    if (from->level + 1 > m->n_levels)
      m->n_levels = from->level + 1;
    for (uint32_t i = 0; i < from->n_outs; i++) {
      const LtControlEdge *edge = from->outs[i];
      LtControlStrip      *to   = edge->to;
      if (!is_sound (edge))
        continue;
      if (to->level <= from->level)
        to->level = from->level + 1;
      if (edge->state->kind != LT_EDGE_TALK && to->arrival < leaves (edge))
        to->arrival = leaves (edge);
      if (--to->n_waiting == 0)
        queue[n_queued++] = to;
    }
  }
  free (queue);
  return n_queued == m->n_strips;
}

// --- delays ---

/// A history of at least `delay` frames; a longer one takes over the content
/// of the old one when the process half takes the patch.
static bool
want_history (LtEngine *engine, LtHistory **history, uint32_t delay)
{
  LtHistory *old  = *history;
  uint32_t   size = old ? old->size : 8192;
  while (size < delay + 2 * LT_CHUNK)
    size *= 2;
  if (old && old->size == size)
    return true;
  LtHistory *made = calloc (1, sizeof *made + size * sizeof (float));
  if (!made)
    return false;
  made->size = size;
  *history   = made;
  if (old)
    lt_control_discard (engine, LT_GARBAGE_MEMORY, old);
  return true;
}

static LtTap
signal_tap (const LtEdgeState *edge)
{
  return edge->is_round ? LT_TAP_ROUND : edge->tap;
}

static uint32_t
delay_of (const LtControlEdge *edge)
{
  return is_sound (edge) && is_aligned (edge)
           ? edge->to->arrival - leaves (edge)
           : 0;
}

static bool
is_source (const LtControlStrip *strip)
{
  return !(strip->state->kind & (LT_KIND_BUS | LT_KIND_MONITOR));
}

/// Frames of the longest delay of its own that a strip can have.
static uint32_t
longest_delay (const LtEngine *engine)
{
  return (uint32_t)(lt_param_info[LT_PARAM_DELAY].max * engine->options.rate /
                    1000) +
         1;
}

static bool
want_histories (Maker *m)
{
  LtEngine *engine = m->engine;
  bool      is_ok  = true;
  for (uint32_t i = 0; i < m->n_strips; i++) {
    LtControlStrip *from = m->strips[i];
    for (uint32_t k = 0; k < from->n_outs; k++)
      for (uint32_t c = 0; c < from->state->n_channels; c++)
        if (delay_of (from->outs[k]) > 0)
          is_ok &=
            want_history (engine,
                          &from->history[signal_tap (from->outs[k]->state)][c],
                          delay_of (from->outs[k]));
    const uint32_t wait = is_source (from) ? from->arrival : 0;
    const uint32_t own =
      from->values[LT_PARAM_DELAY] > 0 ? longest_delay (engine) : 0;
    for (uint32_t c = 0; c < from->state->n_channels && wait + own; c++)
      is_ok &= want_history (engine, &from->in_history[c], wait + own);
  }
  for (int set = 0; set < LT_N_SPEAKERS; set++) {
    const double ms = engine->values[LT_PARAM_SPEAKER_DELAY + set];
    for (int c = 0; ms > 0 && c < 2; c++)
      is_ok &= want_history (engine,
                             &engine->speaker_history[c],
                             (uint32_t)(ms * engine->options.rate / 1000) + 1);
  }
  return is_ok;
}

// --- strips and edges ---

/// Whether the process half has to look at it anew.
static bool
note_sent (LtControlStrip *strip, uint32_t in_delay)
{
  bool is_changed =
    !strip->is_sent || strip->sent_file != strip->file ||
    strip->sent_in_delay != in_delay ||
    memcmp (strip->sent_history, strip->history, sizeof strip->history) != 0 ||
    memcmp (
      strip->sent_in_history, strip->in_history, sizeof strip->in_history) != 0;
  strip->sent_file     = strip->file;
  strip->sent_in_delay = in_delay;
  memcpy (strip->sent_history, strip->history, sizeof strip->history);
  memcpy (strip->sent_in_history, strip->in_history, sizeof strip->in_history);
  strip->is_sent = true;
  return is_changed;
}

static void
put_strips (Maker *m)
{
  uint32_t n_out = 0;
  for (uint32_t i = 0; i < m->n_strips; i++) {
    LtControlStrip *strip = m->strips[i];
    LtStripState   *s     = strip->state;
    const bool      waits = strip->in_history[0] && is_source (strip);
    LtPatchStrip   *to    = &m->patch->strips[i];
    *to                   = (LtPatchStrip){
                        .id          = s->id,
                        .state       = s,
                        .file        = strip->file,
                        .insert      = strip->insert,
                        .first_out   = n_out,
                        .direct_edge = LT_NO_EDGE,
                        .in_delay    = waits ? strip->arrival : 0,
                        .is_changed  = note_sent (strip, waits ? strip->arrival : 0),
    };
    n_out += strip->n_outs;
    for (int c = 0; c < 2; c++) {
      const uint32_t from       = (uint32_t)c < s->n_channels ? (uint32_t)c : 0;
      to->live[c]               = strip->live[c];
      to->out[c]                = strip->out[c];
      to->direct[c]             = strip->direct[c];
      to->in_history[c]         = strip->in_history[c];
      to->tap[LT_TAP_ROUND][c]  = s->tap[LT_TAP_ROUND][from];
      to->tap[LT_TAP_PRE_EQ][c] = s->tap[LT_TAP_PRE_EQ][from];
      to->tap[LT_TAP_PRE][c]    = s->tap[LT_TAP_PRE][from];
      to->tap[LT_TAP_POST][c]   = s->tap[LT_TAP_POST][from];
    }
    memcpy (to->history, strip->history, sizeof to->history);
    memcpy (to->key, strip->key, sizeof to->key);
    strip->latency = strip->arrival + lt_control_latency (strip);
  }
}

/// Where the edges of each sum begin: buses' inputs, then keys, then direct
/// outputs, which are in no sum.
static uint32_t
count_edges (Maker *m)
{
  LtPatchStrip *strips = m->patch->strips;
  for (uint32_t i = 0; i < m->n_strips; i++)
    for (uint32_t k = 0; k < m->strips[i]->n_outs; k++) {
      const LtControlEdge *edge = m->strips[i]->outs[k];
      LtPatchStrip        *to   = &strips[edge->to->index];
      const int            key  = lt_edge_key (edge->state->kind);
      if (key >= 0)
        to->n_key[key]++;
      else
        to->n_in += is_sound (edge);
    }
  uint32_t at = 0;
  for (uint32_t i = 0; i < m->n_strips; i++) {
    strips[i].first_in = at;
    at += strips[i].n_in;
    strips[i].n_in = 0;
    for (int key = 0; key < LT_N_KEYS; key++) {
      strips[i].first_key[key] = at;
      at += strips[i].n_key[key];
      strips[i].n_key[key] = 0;
    }
  }
  return at;
}

static void
put_edge (Maker *m, LtControlEdge *edge, uint32_t index)
{
  LtPatch            *patch = m->patch;
  const LtTap         tap   = signal_tap (edge->state);
  const LtPatchStrip *from  = &patch->strips[edge->from->index];
  const uint32_t      right = edge->from->state->n_channels - 1;
  patch->edges[index]       = (LtPatchEdge){
          .state   = edge->state,
          .history = {from->history[tap][0], from->history[tap][right]},
          .from    = edge->from->index,
          .to      = edge->to->index,
          .delay   = delay_of (edge),
          .before  = edge->index,
  };
  patch->hot[index].signal[0] = from->tap[tap][0];
  patch->hot[index].signal[1] = from->tap[tap][1];
  edge->index                 = index;
  edge->is_sent               = true;
}

static void
put_edges (Maker *m)
{
  LtPatch *patch  = m->patch;
  uint32_t direct = count_edges (m);
  for (uint32_t i = 0; i < m->n_strips; i++)
    for (uint32_t k = 0; k < m->strips[i]->n_outs; k++) {
      LtControlEdge *edge = m->strips[i]->outs[k];
      LtPatchStrip  *from = &patch->strips[i];
      LtPatchStrip  *to   = &patch->strips[edge->to->index];
      uint32_t       index;
      const int      key = lt_edge_key (edge->state->kind);
      if (key >= 0)
        index = to->first_key[key] + to->n_key[key]++;
      else if (is_sound (edge))
        index = to->first_in + to->n_in++;
      else
        index = direct++;
      if (!is_sound (edge) && from->direct_edge == LT_NO_EDGE)
        from->direct_edge = index;
      from->n_direct += !is_sound (edge);
      put_edge (m, edge, index);
      patch->outs[from->first_out + from->n_out++] = index;
    }
}

// --- nodes ---

/// Whether anybody takes the strip's signal there.
static bool
is_tapped (const LtPatch *patch, const LtPatchStrip *strip, LtTap tap)
{
  bool is_wanted = strip->history[tap][0] != NULL;
  for (uint32_t i = 0; i < strip->n_out; i++)
    is_wanted |=
      signal_tap (patch->edges[patch->outs[strip->first_out + i]].state) == tap;
  return is_wanted;
}

static LtPatchBank *
bank_of (Maker *m, uint32_t first, LtBank *bank, LtChannel *channel)
{
  LtPatch *patch = m->patch;
  for (uint32_t i = first; i < patch->n_banks; i++)
    if (patch->banks[i].bank == bank)
      return &patch->banks[i];
  LtPatchBank *made = &patch->banks[patch->n_banks++];
  made->bank        = bank;
  made->channel     = channel;
  for (int lane = 0; lane < LT_LANES; lane++) {
    made->in[lane] = made->before[lane] = m->engine->silence;
    made->early[lane] = made->round[lane] = channel->waste;
    made->pre[lane] = made->post[lane] = channel->waste;
  }
  return made;
}

static void
put_node (LtPatch *patch, LtNodeType type, uint32_t index)
{
  patch->nodes[patch->n_nodes++] = (LtNode){.type = type, .index = index};
}

static void
put_bank_nodes (LtPatch *patch, uint32_t index)
{
  LtPatchBank *bank       = &patch->banks[index];
  bool         has_insert = false, has_tap = false;
  for (uint32_t lanes = bank->mask; lanes; lanes &= lanes - 1) {
    const LtPatchStrip *strip =
      &patch->strips[bank->strip[__builtin_ctz (lanes)]];
    has_insert |= strip->insert != NULL;
    const bool is_early = is_tapped (patch, strip, LT_TAP_PRE_EQ);
    const bool is_round = is_tapped (patch, strip, LT_TAP_ROUND);
    has_tap |= is_early || is_round || is_tapped (patch, strip, LT_TAP_PRE);
    bank->wants_early |= is_early;
    bank->wants_round |= is_round;
  }
  if (!has_insert) {
    put_node (patch, has_tap ? LT_NODE_TAPPED : LT_NODE_STRIPS, index);
    return;
  }
  put_node (patch, LT_NODE_PRE, index);
  for (uint32_t lanes = bank->mask; lanes; lanes &= lanes - 1) {
    uint32_t            lane  = (uint32_t)__builtin_ctz (lanes);
    const LtPatchStrip *strip = &patch->strips[bank->strip[lane]];
    if (strip->insert && strip->state->lane == lane)
      put_node (patch, LT_NODE_INSERT, bank->strip[lane]);
  }
  put_node (patch, LT_NODE_POST, index);
}

static bool
has_key (const LtPatchStrip *strip)
{
  uint32_t n = 0;
  for (int key = 0; key < LT_N_KEYS; key++)
    n += strip->n_key[key];
  return n > 0;
}

static void
put_strip_in_bank (Maker *m, uint32_t index, uint32_t first_bank)
{
  const LtPatchStrip *strip = &m->patch->strips[index];
  LtStripState       *s     = strip->state;
  LtPatchBank        *bank  = bank_of (m, first_bank, s->bank, s->channel);
  for (uint32_t c = 0; c < s->n_channels; c++) {
    const uint32_t lane = s->lane + c;
    bank->mask |= 1U << lane;
    bank->inserts |= strip->insert ? 1U << lane : 0;
    bank->strip[lane] = index;
    bank->in[lane]    = s->in[c];
    bank->early[lane] = strip->tap[LT_TAP_PRE_EQ][c];
    for (int key = LT_KEY_GATE; key < LT_N_KEYS; key++)
      if (strip->n_key[key]) {
        bank->key[key - LT_KEY_GATE][lane] = strip->key[key][c];
        bank->keyed[key - LT_KEY_GATE] |= 1U << lane;
      }
    bank->round[lane]  = strip->tap[LT_TAP_ROUND][c];
    bank->pre[lane]    = strip->tap[LT_TAP_PRE][c];
    bank->before[lane] = strip->tap[LT_TAP_PRE][c];
    bank->post[lane]   = strip->tap[LT_TAP_POST][c];
  }
}

/// What is done with a strip's signal when it is there.
static void
put_ends (LtPatch *patch, uint32_t index)
{
  const LtPatchStrip *strip    = &patch->strips[index];
  bool                has_past = false;
  for (int tap = 0; tap < LT_N_TAPS; tap++)
    has_past |= strip->history[tap][0] != NULL;
  if (has_past)
    put_node (patch, LT_NODE_KEEP, index);
  if (strip->id == LT_ID_MONITOR)
    put_node (patch, LT_NODE_MONITOR, index);
  else if (strip->out[0] >= 0 || strip->out[1] >= 0)
    put_node (patch, LT_NODE_OUTPUT, index);
  if (strip->n_direct)
    put_node (patch, LT_NODE_DIRECT, index);
}

static void
put_level (Maker *m, uint32_t level)
{
  LtPatch       *patch      = m->patch;
  const uint32_t first_bank = patch->n_banks;
  for (uint32_t i = 0; i < m->n_strips; i++) {
    const uint32_t kind = m->strips[i]->state->kind;
    if (m->strips[i]->level != level)
      continue;
    put_node (patch,
              kind & (LT_KIND_BUS | LT_KIND_MONITOR) ? LT_NODE_SUM
                                                     : LT_NODE_SOURCE,
              i);
    if (has_key (&patch->strips[i]))
      put_node (patch, LT_NODE_KEY, i);
    put_strip_in_bank (m, i, first_bank);
  }
  put_node (patch, LT_NODE_BANKS, first_bank);
  patch->nodes[patch->n_nodes - 1].count = patch->n_banks - first_bank;
  for (uint32_t i = first_bank; i < patch->n_banks; i++) {
    patch->banks[i].first_node = patch->n_nodes;
    put_bank_nodes (patch, i);
    patch->banks[i].n_nodes = patch->n_nodes - patch->banks[i].first_node;
  }
  for (uint32_t i = 0; i < m->n_strips; i++)
    if (m->strips[i]->level == level)
      put_ends (patch, i);
}

// --- the whole ---

static LtPatch *
new_patch (const Maker *m)
{
  const uint32_t n = m->n_strips, n_edges = m->engine->n_edges;
  LtPatch       *patch = calloc (1, sizeof *patch);
  if (!patch)
    return NULL;
  patch->n_strips = n;
  patch->n_edges  = n_edges;
  patch->silence  = m->engine->silence;
  patch->strips   = calloc (n + 1, sizeof *patch->strips);
  patch->edges    = calloc (n_edges + 1, sizeof *patch->edges);
  patch->outs     = calloc (n_edges + 1, sizeof *patch->outs);
  patch->nodes    = calloc (10 * n + 1, sizeof *patch->nodes);
  patch->banks    = calloc (2 * n + 1, sizeof *patch->banks);
  patch->hot      = lt_control_new ((n_edges + 1) * sizeof *patch->hot);
  patch->moving   = calloc (n_edges / 64 + 1, sizeof *patch->moving);
  for (int c = 0; c < 2; c++)
    patch->speakers[c] = m->engine->speaker_history[c];
  memcpy (patch->speaker, m->engine->speaker, sizeof patch->speaker);
  if (patch->strips && patch->edges && patch->outs && patch->nodes &&
      patch->banks && patch->hot && patch->moving)
    return patch;
  lt_patch_free (patch);
  return NULL;
}

static void
send_patch (LtEngine *engine, LtPatch *patch)
{
  if (engine->newest)
    engine->newest->garbage = engine->garbage;
  else
    lt_control_empty (engine, engine->garbage);
  engine->garbage = NULL;
  engine->newest  = patch;
  engine->n_patches_out++;
  LtRtMessage message = {.type = LT_RT_PATCH, .pointer = patch};
  lt_control_post (engine, &message);
}

bool
lt_compile (LtEngine *engine)
{
  Maker m  = {.engine = engine};
  m.strips = calloc (engine->n_strips + 1, sizeof *m.strips);
  if (!m.strips)
    return false;
  collect (&m);
  bool is_made = sort_levels (&m) && want_histories (&m);
  if (is_made)
    m.patch = new_patch (&m);
  is_made = m.patch != NULL;
  if (is_made) {
    put_strips (&m);
    put_edges (&m);
    for (uint32_t level = 0; level < m.n_levels; level++)
      put_level (&m, level);
    send_patch (engine, m.patch);
  }
  free (m.strips);
  return is_made;
}
