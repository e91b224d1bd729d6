// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-control.h"

#include <stdlib.h>
#include <string.h>

/// Longest way from an input, in edges. False: a loop.
static bool
sort_levels (LtEngine *engine, uint32_t *n_levels)
{
  LtControlStrip **queue    = calloc (engine->n_strips + 1, sizeof *queue);
  uint32_t         n_queued = 0;
  if (!queue)
    return false;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    strip->index          = i;
    strip->level = strip->arrival = strip->n_waiting = 0;
  }
  for (uint32_t i = 0; i < engine->n_edges; i++)
    engine->edges[i]->to->n_waiting++;
  for (uint32_t i = 0; i < engine->n_strips; i++)
    if (engine->strips[i]->n_waiting == 0)
      queue[n_queued++] = engine->strips[i];
  *n_levels = 1;
  for (uint32_t at = 0; at < n_queued; at++) {
    LtControlStrip *from   = queue[at];
    uint32_t        leaves = from->arrival;
    if (from->insert)
      leaves += from->insert->latency;
    if (from->level + 1 > *n_levels)
      *n_levels = from->level + 1;
    for (uint32_t i = 0; i < engine->n_edges; i++) {
      LtControlEdge *edge = engine->edges[i];
      if (edge->from != from)
        continue;
      if (edge->to->level <= from->level)
        edge->to->level = from->level + 1;
      if (edge->to->arrival < leaves)
        edge->to->arrival = leaves;
      if (--edge->to->n_waiting == 0)
        queue[n_queued++] = edge->to;
    }
  }
  free (queue);
  return n_queued == engine->n_strips;
}

/// A history of at least `delay` frames; a longer one takes over the content
/// of the old one when the process half takes the patch.
static bool
want_history (LtEngine *engine, LtControlStrip *from, LtTap tap, uint32_t delay)
{
  for (uint32_t c = 0; c < from->state->n_channels; c++) {
    LtHistory *old  = from->history[tap][c];
    uint32_t   size = old ? old->size : 8192;
    while (size < delay + 2 * LT_CHUNK)
      size *= 2;
    if (old && old->size == size)
      continue;
    LtHistory *history = calloc (1, sizeof *history + size * sizeof (float));
    if (!history)
      return false;
    history->size         = size;
    from->history[tap][c] = history;
    if (old)
      lt_control_discard (engine, LT_GARBAGE_MEMORY, old);
  }
  return true;
}

static int
by_destination (const void *a, const void *b)
{
  const LtControlEdge *x         = *(LtControlEdge *const *)a;
  const LtControlEdge *y         = *(LtControlEdge *const *)b;
  const uint32_t       key[2][4] = {
          {x->to->index, x->from->index, x->is_send, x->state->tap},
          {y->to->index, y->from->index, y->is_send, y->state->tap},
  };
  for (int i = 0; i < 4; i++)
    if (key[0][i] != key[1][i])
      return key[0][i] < key[1][i] ? -1 : 1;
  return 0;
}

static bool
put_edges (LtEngine *engine, LtPatch *patch)
{
  if (engine->n_edges)
    qsort (
      engine->edges, engine->n_edges, sizeof *engine->edges, by_destination);
  for (uint32_t i = 0; i < engine->n_edges; i++) {
    LtControlEdge  *edge   = engine->edges[i];
    LtControlStrip *from   = edge->from;
    uint32_t        leaves = from->arrival;
    if (from->insert)
      leaves += from->insert->latency;
    edge->delay = edge->to->arrival - leaves;
    if (edge->delay > 0 &&
        !want_history (engine, from, edge->state->tap, edge->delay))
      return false;
    patch->edges[i] = (LtPatchEdge){
      .state = edge->state,
      .from  = from->index,
      .to    = edge->to->index,
      .delay = edge->delay,
    };
    patch->strips[edge->to->index].n_in++;
    patch->strips[from->index].n_out++;
  }
  return true;
}

static void
put_strips (LtEngine *engine, LtPatch *patch)
{
  uint32_t n_in = 0, n_out = 0;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    LtPatchStrip   *to    = &patch->strips[i];
    to->state             = strip->state;
    to->file              = strip->file;
    to->insert            = strip->insert;
    to->first_in          = n_in;
    to->first_out         = n_out;
    n_in += to->n_in;
    n_out += to->n_out;
    to->n_out = 0;
    memcpy (to->history, strip->history, sizeof to->history);
    memcpy (to->live, strip->live, sizeof to->live);
    memcpy (to->out, strip->out, sizeof to->out);
  }
  for (uint32_t i = 0; i < patch->n_edges; i++) {
    LtPatchStrip *from = &patch->strips[patch->edges[i].from];
    patch->outs[from->first_out + from->n_out++] = i;
  }
}

/// Whether anybody takes the strip's signal between trim and fader.
static bool
is_split (const LtPatch *patch, const LtPatchStrip *strip)
{
  bool is_tapped = strip->insert || strip->history[LT_TAP_PRE][0];
  for (uint32_t i = 0; i < strip->n_out; i++)
    is_tapped |=
      patch->edges[patch->outs[strip->first_out + i]].state->tap == LT_TAP_PRE;
  return is_tapped;
}

static LtPatchBank *
bank_of (LtEngine *engine, LtPatch *patch, uint32_t first, LtBank *bank)
{
  for (uint32_t i = first; i < patch->n_banks; i++)
    if (patch->banks[i].bank == bank)
      return &patch->banks[i];
  LtPatchBank *made = &patch->banks[patch->n_banks++];
  made->bank        = bank;
  for (int lane = 0; lane < LT_LANES; lane++) {
    made->in[lane]  = engine->silence;
    made->pre[lane] = made->post[lane] = engine->waste;
  }
  return made;
}

static void
put_node (LtPatch *patch, LtNodeType type, uint32_t index)
{
  patch->nodes[patch->n_nodes++] = (LtNode){.type = type, .index = index};
}

static void
put_bank_nodes (const LtPatch *patch, LtPatch *to, uint32_t index)
{
  const LtPatchBank *bank     = &patch->banks[index];
  bool               is_apart = false;
  for (uint32_t lanes = bank->mask; lanes; lanes &= lanes - 1)
    is_apart |=
      is_split (patch, &patch->strips[bank->strip[__builtin_ctz (lanes)]]);
  if (!is_apart) {
    put_node (to, LT_NODE_STRIPS, index);
    return;
  }
  put_node (to, LT_NODE_PRE, index);
  for (uint32_t lanes = bank->mask; lanes; lanes &= lanes - 1) {
    uint32_t            lane  = (uint32_t)__builtin_ctz (lanes);
    const LtPatchStrip *strip = &patch->strips[bank->strip[lane]];
    if (strip->insert && strip->state->lane == lane)
      put_node (to, LT_NODE_INSERT, bank->strip[lane]);
  }
  put_node (to, LT_NODE_POST, index);
}

static void
put_level (LtEngine *engine, LtPatch *patch, uint32_t level)
{
  const uint32_t first_bank = patch->n_banks;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    if (engine->strips[i]->level != level)
      continue;
    LtStripState *s = engine->strips[i]->state;
    put_node (
      patch, s->kind == LT_KIND_INPUT ? LT_NODE_SOURCE : LT_NODE_SUM, i);
    LtPatchBank *bank = bank_of (engine, patch, first_bank, s->bank);
    for (uint32_t c = 0; c < s->n_channels; c++) {
      const uint32_t lane = s->lane + c;
      bank->mask |= 1U << lane;
      bank->strip[lane] = i;
      bank->in[lane]    = s->in[c];
      bank->pre[lane]   = s->tap[LT_TAP_PRE][c];
      bank->post[lane]  = s->tap[LT_TAP_POST][c];
    }
  }
  for (uint32_t i = first_bank; i < patch->n_banks; i++)
    put_bank_nodes (patch, patch, i);
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    const LtPatchStrip *strip = &patch->strips[i];
    if (engine->strips[i]->level == level &&
        (strip->history[LT_TAP_PRE][0] || strip->history[LT_TAP_POST][0]))
      put_node (patch, LT_NODE_KEEP, i);
    if (engine->strips[i]->level == level &&
        (engine->strips[i]->out[0] >= 0 || engine->strips[i]->out[1] >= 0))
      put_node (patch, LT_NODE_OUTPUT, i);
  }
}

static LtPatch *
new_patch (const LtEngine *engine)
{
  const uint32_t n = engine->n_strips, n_edges = engine->n_edges;
  LtPatch       *patch = calloc (1, sizeof *patch);
  if (!patch)
    return NULL;
  patch->n_strips = n;
  patch->n_edges  = n_edges;
  patch->strips   = calloc (n + 1, sizeof *patch->strips);
  patch->edges    = calloc (n_edges + 1, sizeof *patch->edges);
  patch->outs     = calloc (n_edges + 1, sizeof *patch->outs);
  patch->nodes    = calloc (7 * n + 1, sizeof *patch->nodes);
  patch->banks    = calloc (n + 1, sizeof *patch->banks);
  if (patch->strips && patch->edges && patch->outs && patch->nodes &&
      patch->banks)
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
  for (uint32_t i = 0; i < engine->n_strips; i++)
    engine->strips[i]->is_sent = true;
  for (uint32_t i = 0; i < engine->n_edges; i++)
    engine->edges[i]->is_sent = true;
  LtRtMessage message = {.type = LT_RT_PATCH, .pointer = patch};
  lt_control_post (engine, &message);
}

bool
lt_compile (LtEngine *engine)
{
  uint32_t n_levels;
  if (!sort_levels (engine, &n_levels))
    return false;
  LtPatch *patch = new_patch (engine);
  if (!patch || !put_edges (engine, patch)) {
    lt_patch_free (patch);
    return false;
  }
  put_strips (engine, patch);
  for (uint32_t level = 0; level < n_levels; level++)
    put_level (engine, patch, level);
  engine->latency = 0;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    const LtControlStrip *strip = engine->strips[i];
    if (strip->state->kind != LT_KIND_MASTER)
      continue;
    engine->latency = strip->arrival;
    if (strip->insert)
      engine->latency += strip->insert->latency;
  }
  patch->latency = engine->latency;
  send_patch (engine, patch);
  return true;
}
