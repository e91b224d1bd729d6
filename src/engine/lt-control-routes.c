// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Routing to edges. An edge is one signal to one place: when a pick-off
// changes, another edge rises while the old one falls.

#include "engine/lt-control.h"

#include "dsp/lt-math.h"

#include <stdlib.h>
#include <string.h>

enum { POST_PAN = 3 };

static LtTap
tap_of (int pick_off)
{
  return pick_off >= 2 ? LT_TAP_POST : (LtTap)pick_off;
}

/// Whether signal gets from `from` to `to` over wanted edges.
static bool
reaches (const LtEngine *engine, LtControlStrip *from, const LtControlStrip *to)
{
  if (from == to)
    return true;
  if (from->stamp == engine->stamp)
    return false;
  from->stamp = engine->stamp;
  for (uint32_t i = 0; i < from->n_outs; i++) {
    const LtControlEdge *edge = from->outs[i];
    if (edge->is_wanted && edge->state->kind != LT_EDGE_DIRECT &&
        reaches (engine, edge->to, to))
      return true;
  }
  return false;
}

static int
compare (const LtEdgeState *a, const LtEdgeState *b)
{
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->tap != b->tap)
    return a->tap < b->tap ? -1 : 1;
  return (int)a->is_round - (int)b->is_round;
}

static LtControlEdge *
add_edge (LtEngine          *engine,
          LtControlStrip    *from,
          LtControlStrip    *to,
          const LtEdgeState *model)
{
  void *grown = lt_control_grow (from->outs, from->n_outs, &from->max_outs);
  if (!grown)
    return NULL;
  from->outs           = grown;
  LtControlEdge *edge  = calloc (1, sizeof *edge);
  LtEdgeState   *state = lt_control_new (sizeof *state);
  if (!edge || !state) {
    free (edge);
    free (state);
    return NULL;
  }
  *state       = *model;
  state->owner = edge;
  *edge        = (LtControlEdge){
           .state = state, .from = from, .to = to, .index = LT_NO_EDGE};
  uint32_t at = from->n_outs++;
  for (; at > 0 && compare (from->outs[at - 1]->state, model) > 0; at--)
    from->outs[at] = from->outs[at - 1];
  from->outs[at] = edge;
  to->n_ins++;
  engine->n_edges++;
  engine->structure_changed = true;
  return edge;
}

static void
post_edge (LtEngine      *engine,
           LtControlEdge *edge,
           double         level,
           double         pan,
           bool           is_panned,
           uint32_t       tag)
{
  if (!edge->is_sent) {
    edge->state->rt.level     = level;
    edge->state->rt.pan       = pan;
    edge->state->rt.is_panned = is_panned;
    return;
  }
  // The process half's own copy is as last sent, or on its way there.
  LtRtMessage message = {
    .type    = LT_RT_PAN_EDGE,
    .param   = is_panned,
    .value   = pan,
    .pointer = edge->state,
  };
  if (level != 0.0)
    lt_control_post (engine, &message);
  message = (LtRtMessage){
    .type = LT_RT_SET_EDGE, .tag = tag, .value = level, .pointer = edge->state};
  lt_control_post (engine, &message);
}

/// It falls to 0; when it is there it goes.
static void
let_go (LtEngine *engine, LtControlEdge *edge, uint32_t tag)
{
  edge->is_wanted = false;
  post_edge (engine, edge, 0, 0, false, tag);
  if (edge->is_sent) {
    // Numbered, so that an answer to an earlier fall is not taken for this one.
    if (++engine->n_reports == 0)
      engine->n_reports = 1;
    edge->report       = engine->n_reports;
    LtRtMessage report = {
      .type = LT_RT_REPORT, .param = edge->report, .pointer = edge->state};
    lt_control_post (engine, &report);
    engine->n_fading++;
  } else {
    edge->is_gone             = true;
    engine->structure_changed = true;
  }
}

/// Whether solo may depend on it.
static bool
is_graph (LtEdgeKind kind)
{
  return kind == LT_EDGE_MAIN || kind == LT_EDGE_SEND;
}

LtStatus
lt_control_want (LtEngine       *engine,
                 LtControlStrip *from,
                 LtControlStrip *to,
                 LtEdgeKind      kind,
                 int             pick_off,
                 double          level,
                 double          pan,
                 uint32_t        tag)
{
  const LtTap tap   = tap_of (pick_off);
  LtEdgeState model = {
    .source   = from->state,
    .dest     = to->state,
    .kind     = kind,
    .tap      = tap,
    .is_round = to->values[LT_PARAM_LEAN] != 0 && tap != LT_TAP_PRE_EQ &&
                kind != LT_EDGE_DIRECT && lt_control_latency (from) > 0,
  };
  LtControlEdge *edge = NULL;
  for (uint32_t i = 0; i < from->n_outs && !edge; i++)
    if (from->outs[i]->to == to && !from->outs[i]->is_gone &&
        compare (from->outs[i]->state, &model) == 0)
      edge = from->outs[i];
  if (level != 0.0 && (!edge || !edge->is_wanted)) {
    engine->stamp++;
    if (kind != LT_EDGE_DIRECT && reaches (engine, to, from))
      return LT_LOOP;
    if (!edge && engine->n_edges >= LT_MAX_EDGES)
      return LT_RANGE;
    if (!edge)
      edge = add_edge (engine, from, to, &model);
    if (!edge)
      return LT_NO_MEM;
    if (edge->is_sent)
      engine->n_fading--;
    edge->is_wanted = true;
    engine->structure_changed |= !edge->is_sent;
    engine->monitor_changed |= is_graph (kind);
  }
  if (level != 0.0)
    post_edge (engine, edge, level, pan, pick_off == POST_PAN, tag);
  // The others of this kind between the two, and this one at 0, fall.
  for (uint32_t i = 0; i < from->n_outs; i++) {
    LtControlEdge *other = from->outs[i];
    if (other->to != to || other->state->kind != kind || !other->is_wanted ||
        (other == edge && level != 0.0))
      continue;
    let_go (engine, other, other == edge ? tag : 0);
    engine->monitor_changed |= is_graph (kind);
  }
  return LT_OK;
}

// --- routes ---

static LtControlRoute *
find_route (LtControlStrip *from, LtControlStrip *to)
{
  for (uint32_t i = 0; i < from->n_routes; i++)
    if (from->routes[i]->to == to)
      return from->routes[i];
  void *grown =
    lt_control_grow (from->routes, from->n_routes, &from->max_routes);
  LtControlRoute *route = calloc (1, sizeof *route);
  if (grown)
    from->routes = grown;
  if (!grown || !route) {
    free (route);
    return NULL;
  }
  const uint32_t kind = to->state->kind;
  *route              = (LtControlRoute){
                 .to       = to,
                 .level    = lt_param_default (LT_PARAM_SEND_LEVEL, kind),
                 .is_on    = lt_param_default (LT_PARAM_SEND_ON, kind) != 0,
                 .pick_off = (int)lt_param_default (LT_PARAM_SEND_TAP, kind),
  };
  from->routes[from->n_routes++] = route;
  return route;
}

static LtStatus
apply_send (LtEngine             *engine,
            LtControlStrip       *from,
            const LtControlRoute *route,
            uint32_t              tag)
{
  return lt_control_want (engine,
                          from,
                          route->to,
                          LT_EDGE_SEND,
                          route->pick_off,
                          route->is_on ? lt_db_to_gain (route->level) : 0.0,
                          route->pan,
                          tag);
}

static LtStatus
apply_main (LtEngine             *engine,
            LtControlStrip       *from,
            const LtControlRoute *route,
            uint32_t              tag)
{
  return lt_control_want (engine,
                          from,
                          route->to,
                          LT_EDGE_MAIN,
                          POST_PAN,
                          route->is_main ? 1.0 : 0.0,
                          0,
                          tag);
}

static LtStatus
set_key (LtEngine       *engine,
         LtControlStrip *from,
         LtControlStrip *to,
         uint16_t        param,
         bool            is_on,
         uint32_t        tag)
{
  const int key = param == LT_PARAM_GATE_KEY ? LT_KEY_GATE : LT_KEY_COMPRESSOR;
  if (!lt_control_want_key (to, key))
    return LT_NO_MEM;
  return lt_control_want (engine,
                          from,
                          to,
                          (LtEdgeKind)(LT_EDGE_KEY + key),
                          LT_TAP_PRE,
                          is_on ? 1.0 : 0.0,
                          0,
                          tag);
}

LtStatus
lt_control_set_route (LtEngine       *engine,
                      LtControlStrip *from,
                      LtAddress       address,
                      double          value,
                      uint32_t        tag)
{
  LtControlStrip *to = lt_control_find (engine, address.bus);
  if (to && (address.param == LT_PARAM_GATE_KEY ||
             address.param == LT_PARAM_COMPRESSOR_KEY))
    return set_key (engine, from, to, address.param, value != 0, tag);
  if (!to || !(to->state->kind & LT_KIND_BUS))
    return LT_NOT_FOUND;
  if (lt_param_info[address.param].kinds & LT_KIND_DESK)
    return lt_control_want (engine,
                            from,
                            to,
                            LT_EDGE_TALK,
                            LT_TAP_POST,
                            value != 0 ? 1.0 : 0.0,
                            0,
                            tag);
  LtControlRoute *route = find_route (from, to);
  if (!route)
    return LT_NO_MEM;
  const LtControlRoute old = *route;
  switch (address.param) {
    case LT_PARAM_TO:
      route->is_main = value != 0;
      break;
    case LT_PARAM_SEND_LEVEL:
      route->level = value;
      break;
    case LT_PARAM_SEND_PAN:
      route->pan = value;
      break;
    case LT_PARAM_SEND_ON:
      route->is_on = value != 0;
      break;
    case LT_PARAM_SEND_TAP:
      route->pick_off = (int)value;
      break;
    default:
      return LT_NOT_FOUND;
  }
  const LtStatus status = address.param == LT_PARAM_TO
                            ? apply_main (engine, from, route, tag)
                            : apply_send (engine, from, route, tag);
  if (status != LT_OK)
    *route = old;
  return status;
}

void
lt_control_route_from (LtEngine *engine, LtControlStrip *strip)
{
  for (uint32_t i = 0; i < strip->n_routes; i++) {
    apply_main (engine, strip, strip->routes[i], 0);
    apply_send (engine, strip, strip->routes[i], 0);
  }
}

void
lt_control_route_to (LtEngine *engine, LtControlStrip *strip)
{
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *from = engine->strips[i];
    for (uint32_t k = 0; !from->is_dying && k < from->n_routes; k++)
      if (from->routes[k]->to == strip) {
        apply_main (engine, from, from->routes[k], 0);
        apply_send (engine, from, from->routes[k], 0);
      }
  }
}

void
lt_control_route_direct (LtEngine *engine, LtControlStrip *strip, uint32_t tag)
{
  const double *values = strip->values;
  const bool    is_on  = values[LT_PARAM_DIRECT_ON] != 0;
  lt_control_want (engine,
                   strip,
                   strip,
                   LT_EDGE_DIRECT,
                   (int)values[LT_PARAM_DIRECT_TAP],
                   is_on ? lt_db_to_gain (values[LT_PARAM_DIRECT_LEVEL]) : 0.0,
                   0,
                   tag);
}

// --- going ---

void
lt_control_drop_edges (LtEngine *engine, LtControlStrip *strip)
{
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *from = engine->strips[i];
    for (uint32_t k = 0; k < from->n_outs; k++) {
      LtControlEdge *edge = from->outs[k];
      if (edge->is_wanted && (from == strip || edge->to == strip))
        let_go (engine, edge, 0);
    }
    uint32_t kept = 0;
    for (uint32_t k = 0; k < from->n_routes; k++)
      if (from == strip || from->routes[k]->to == strip)
        free (from->routes[k]);
      else
        from->routes[kept++] = from->routes[k];
    from->n_routes = kept;
  }
}

void
lt_control_edge_at_rest (LtEngine *engine, LtEdgeState *state, uint32_t report)
{
  LtControlEdge *edge = state->owner;
  if (!edge || edge->is_wanted || edge->is_gone || edge->report != report)
    return;
  edge->is_gone             = true;
  engine->structure_changed = true;
  engine->n_fading--;
}

void
lt_control_sweep_edges (LtEngine *engine)
{
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *from = engine->strips[i];
    uint32_t        kept = 0;
    for (uint32_t k = 0; k < from->n_outs; k++) {
      LtControlEdge *edge = from->outs[k];
      if (!edge->is_gone) {
        from->outs[kept++] = edge;
        continue;
      }
      edge->to->n_ins--;
      edge->state->owner = NULL; // an answer may still be on its way
      engine->n_edges--;
      lt_control_discard (engine, LT_GARBAGE_EDGE, edge->state);
      free (edge);
    }
    from->n_outs = kept;
  }
}
