// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-control.h"

#include "dsp/lt-math.h"

#include <stdlib.h>
#include <string.h>

static LtControlEdge *
find_edge (const LtEngine       *engine,
           const LtControlStrip *from,
           const LtControlStrip *to,
           bool                  is_send,
           LtTap                 tap)
{
  for (uint32_t i = 0; i < engine->n_edges; i++) {
    LtControlEdge *edge = engine->edges[i];
    if (edge->from == from && edge->to == to && edge->is_send == is_send &&
        edge->state->tap == tap && !edge->is_gone)
      return edge;
  }
  return NULL;
}

static void *
grow (void *array, uint32_t n, uint32_t *max)
{
  if (n < *max)
    return array;
  uint32_t wanted = *max ? 2 * *max : 64;
  void    *grown  = realloc (array, wanted * sizeof (void *));
  if (grown)
    *max = wanted;
  return grown;
}

/// Whether signal gets from `from` to `to` over wanted edges.
static bool
reaches (const LtEngine       *engine,
         const LtControlStrip *from,
         const LtControlStrip *to)
{
  if (from == to)
    return true;
  for (uint32_t i = 0; i < engine->n_edges; i++)
    if (engine->edges[i]->from == from && engine->edges[i]->is_wanted &&
        reaches (engine, engine->edges[i]->to, to))
      return true;
  return false;
}

static LtControlEdge *
add_edge (LtEngine       *engine,
          LtControlStrip *from,
          LtControlStrip *to,
          bool            is_send,
          LtTap           tap)
{
  void *grown = grow (engine->edges, engine->n_edges, &engine->max_edges);
  if (!grown)
    return NULL;
  engine->edges        = grown;
  LtControlEdge *edge  = calloc (1, sizeof *edge);
  LtEdgeState   *state = calloc (1, sizeof *state);
  if (!edge || !state) {
    free (edge);
    free (state);
    return NULL;
  }
  *state = (LtEdgeState){.source = from->state, .tap = tap};
  *edge =
    (LtControlEdge){.state = state, .from = from, .to = to, .is_send = is_send};
  engine->edges[engine->n_edges++] = edge;
  engine->structure_changed        = true;
  return edge;
}

static void
send_level (LtEngine *engine, LtControlEdge *edge, double level, uint32_t tag)
{
  if (!edge->is_sent) {
    edge->state->rt.level = level;
    return;
  }
  LtRtMessage message = {
    .type    = LT_RT_SET_EDGE,
    .tag     = tag,
    .value   = level,
    .pointer = edge->state,
  };
  lt_control_post (engine, &message);
}

/// Bring the edge to a linear level: it comes with the first that is not 0
/// and goes, faded, with 0.
static LtStatus
set_level (LtEngine       *engine,
           LtControlStrip *from,
           LtControlStrip *to,
           bool            is_send,
           LtTap           tap,
           double          level,
           uint32_t        tag)
{
  LtControlEdge *edge = find_edge (engine, from, to, is_send, tap);
  if (level == 0.0 && (!edge || !edge->is_wanted))
    return LT_OK;
  if (level != 0.0 && (!edge || !edge->is_wanted)) {
    if (reaches (engine, to, from))
      return LT_LOOP;
    if (!edge && engine->n_edges >= LT_MAX_EDGES)
      return LT_RANGE;
    if (!edge)
      edge = add_edge (engine, from, to, is_send, tap);
    if (!edge)
      return LT_NO_MEM;
    engine->structure_changed |= !edge->is_sent;
  }
  engine->solo_changed |= edge->is_wanted != (level != 0.0);
  edge->is_wanted = level != 0.0;
  send_level (engine, edge, level, tag);
  if (edge->is_wanted)
    return LT_OK;
  if (edge->is_sent) {
    LtRtMessage report = {.type = LT_RT_REPORT, .pointer = edge->state};
    lt_control_post (engine, &report);
  } else {
    edge->is_gone             = true;
    engine->structure_changed = true;
  }
  return LT_OK;
}

static LtControlSend *
find_send (LtEngine *engine, LtControlStrip *from, LtControlStrip *to)
{
  for (uint32_t i = 0; i < engine->n_sends; i++)
    if (engine->sends[i]->from == from && engine->sends[i]->to == to)
      return engine->sends[i];
  void *grown = grow (engine->sends, engine->n_sends, &engine->max_sends);
  LtControlSend *send = calloc (1, sizeof *send);
  if (grown)
    engine->sends = grown;
  if (!grown || !send) {
    free (send);
    return NULL;
  }
  *send = (LtControlSend){
    .from  = from,
    .to    = to,
    .level = lt_param_info[LT_PARAM_SEND_LEVEL].def,
    .is_on = lt_param_info[LT_PARAM_SEND_ON].def != 0,
    .tap   = LT_TAP_POST,
  };
  engine->sends[engine->n_sends++] = send;
  return send;
}

static LtStatus
set_send (LtEngine      *engine,
          LtControlSend *send,
          LtAddress      address,
          double         value,
          uint32_t       tag)
{
  LtControlSend wanted = *send;
  if (address.param == LT_PARAM_SEND_LEVEL)
    wanted.level = value;
  else if (address.param == LT_PARAM_SEND_ON)
    wanted.is_on = value != 0;
  else
    wanted.tap = value >= 2 ? LT_TAP_POST : LT_TAP_PRE;
  const double level = wanted.is_on ? lt_db_to_gain (wanted.level) : 0.0;
  LtStatus     status =
    set_level (engine, send->from, send->to, true, wanted.tap, level, tag);
  if (status != LT_OK)
    return status;
  *send = wanted;
  return set_level (engine,
                    send->from,
                    send->to,
                    true,
                    wanted.tap == LT_TAP_PRE ? LT_TAP_POST : LT_TAP_PRE,
                    0.0,
                    0);
}

LtStatus
lt_control_set_edge (LtEngine       *engine,
                     LtControlStrip *from,
                     LtAddress       address,
                     double          value,
                     uint32_t        tag)
{
  LtControlStrip *to = lt_control_find (engine, address.bus);
  if (!to || !(to->state->kind & LT_KIND_BUS))
    return LT_NOT_FOUND;
  if (address.param == LT_PARAM_TO)
    return set_level (
      engine, from, to, false, LT_TAP_POST, value != 0 ? 1.0 : 0.0, tag);
  LtControlSend *send = find_send (engine, from, to);
  if (!send)
    return LT_NO_MEM;
  return set_send (engine, send, address, value, tag);
}

void
lt_control_drop_edges (LtEngine *engine, LtControlStrip *strip)
{
  for (uint32_t i = 0; i < engine->n_edges; i++) {
    LtControlEdge *edge = engine->edges[i];
    if (edge->is_wanted && (edge->from == strip || edge->to == strip))
      set_level (
        engine, edge->from, edge->to, edge->is_send, edge->state->tap, 0.0, 0);
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < engine->n_sends; i++) {
    LtControlSend *send = engine->sends[i];
    if (send->from == strip || send->to == strip)
      free (send);
    else
      engine->sends[kept++] = send;
  }
  engine->n_sends = kept;
}

bool
lt_control_has_edges (const LtEngine *engine, const LtControlStrip *strip)
{
  for (uint32_t i = 0; i < engine->n_edges; i++)
    if (engine->edges[i]->from == strip || engine->edges[i]->to == strip)
      return true;
  return false;
}

void
lt_control_edge_at_rest (LtEngine *engine, LtEdgeState *state)
{
  for (uint32_t i = 0; i < engine->n_edges; i++)
    if (engine->edges[i]->state == state && !engine->edges[i]->is_wanted) {
      engine->edges[i]->is_gone = true;
      engine->structure_changed = true;
    }
}

void
lt_control_sweep_edges (LtEngine *engine)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < engine->n_edges; i++) {
    LtControlEdge *edge = engine->edges[i];
    if (!edge->is_gone) {
      engine->edges[kept++] = edge;
      continue;
    }
    lt_control_discard (engine, LT_GARBAGE_EDGE, edge->state);
    free (edge);
  }
  engine->n_edges = kept;
}

// --- solo in place ---

/// Mark what hears (`down`) or feeds (`up`) a strip.
static void
mark (const LtEngine       *engine,
      const LtControlStrip *strip,
      bool                  down,
      bool                 *audible)
{
  for (uint32_t i = 0; i < engine->n_edges; i++) {
    const LtControlEdge  *edge = engine->edges[i];
    const LtControlStrip *near = down ? edge->from : edge->to;
    const LtControlStrip *far  = down ? edge->to : edge->from;
    if (!edge->is_wanted || near != strip || audible[far->index])
      continue;
    audible[far->index] = true;
    mark (engine, far, down, audible);
  }
}

static void
set_silenced (LtEngine *engine, LtControlStrip *strip, bool is_silenced)
{
  if (strip->is_silenced == is_silenced)
    return;
  strip->is_silenced = is_silenced;
  if (!strip->is_sent) {
    strip->state->rt.is_silenced = is_silenced;
    return;
  }
  LtRtMessage message = {
    .type    = LT_RT_SILENCE,
    .value   = is_silenced,
    .pointer = strip->state,
  };
  lt_control_post (engine, &message);
}

/// Soloed strips are heard, the buses behind them, and what feeds a soloed
/// bus; the master always.
void
lt_control_update_solo (LtEngine *engine)
{
  bool up[LT_MAX_STRIPS] = {false}, down[LT_MAX_STRIPS] = {false};
  bool any = false;
  for (uint32_t i = 0; i < engine->n_strips; i++)
    engine->strips[i]->index = i;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    if (strip->is_dying || strip->values[LT_PARAM_SOLO] == 0)
      continue;
    any = up[i] = down[i] = true;
    mark (engine, strip, true, down);
    mark (engine, strip, false, up);
  }
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    if (!strip->is_dying)
      set_silenced (engine,
                    strip,
                    any && !up[i] && !down[i] &&
                      strip->state->kind != LT_KIND_MASTER);
  }
}
