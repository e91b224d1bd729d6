// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who is heard: solo in place, the solo bus, what monitor and headphones
// listen to, and what talkback holds down. doc/design/solo.md has the table.

#include "engine/lt-control.h"

#include "dsp/lt-math.h"

enum { IN_PLACE, PFL, AFL, AUTO }; // monitor/solo-mode

enum { SOLOED = 1 << 4, SPARED = 1 << 5 }; // beside LT_HEARD_.. in marks

void
lt_control_set_desk (LtEngine *engine,
                     uint16_t  param,
                     double    value,
                     uint32_t  tag)
{
  engine->values[param] = value;
  switch (lt_param_info[param].first) {
    case LT_PARAM_SPEAKER_DELAY:
      engine->structure_changed = true; // it wants a history
      break;
    case LT_PARAM_DCA_TO:
    case LT_PARAM_DCA_SOLO:
    case LT_PARAM_SOLO_MODE:
    case LT_PARAM_SOLO_LEVEL:
    case LT_PARAM_SOLO_DIM:
    case LT_PARAM_MONITOR_SOURCE:
    case LT_PARAM_MONITOR_BUS:
    case LT_PARAM_PHONES_SOURCE:
    case LT_PARAM_PHONES_BUS:
    case LT_PARAM_TALKBACK_ON:
    case LT_PARAM_TALKBACK_DIM:
      engine->monitor_changed = true;
      break;
    default:
      break;
  }
  LtRtMessage message = {
    .type = LT_RT_SET_DESK, .tag = tag, .param = param, .value = value};
  lt_control_post (engine, &message);
}

static bool
is_strip (const LtControlStrip *strip)
{
  return !strip->is_dying && strip->state->id < LT_ID_SYSTEM;
}

static bool
is_soloed (const LtEngine *engine, const LtControlStrip *strip)
{
  if (strip->values[LT_PARAM_SOLO] != 0)
    return true;
  for (int i = 0; i < LT_N_DCAS; i++) {
    if (strip->values[LT_PARAM_DCA + i] == 0)
      continue;
    for (int at = i, steps = 0; at >= 0 && steps < LT_N_DCAS; steps++) {
      if (engine->values[LT_PARAM_DCA_SOLO + at] != 0)
        return true;
      at = (int)engine->values[LT_PARAM_DCA_TO + at] - 1;
    }
  }
  return false;
}

// --- marks that go through the graph ---

static bool
is_graph (const LtControlEdge *edge)
{
  return edge->is_wanted && (edge->state->kind == LT_EDGE_MAIN ||
                             edge->state->kind == LT_EDGE_SEND);
}

static void
mark_down (LtControlStrip *strip)
{
  for (uint32_t i = 0; i < strip->n_outs; i++) {
    const LtControlEdge *edge = strip->outs[i];
    if (!is_graph (edge) || edge->to->marks & LT_HEARD_DOWN)
      continue;
    edge->to->marks |= LT_HEARD_DOWN;
    mark_down (edge->to);
  }
}

/// Give a mark to all that feeds a strip that has it.
static void
mark_up (const LtEngine *engine, uint32_t mark)
{
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (uint32_t i = 0; i < engine->n_strips; i++) {
      LtControlStrip *strip = engine->strips[i];
      for (uint32_t k = 0; k < strip->n_outs && !(strip->marks & mark); k++)
        if (is_graph (strip->outs[k]) && strip->outs[k]->to->marks & mark) {
          strip->marks |= mark;
          is_new = true;
        }
    }
  }
}

static void
post_heard (LtEngine *engine, LtControlStrip *strip, uint32_t heard)
{
  if (strip->heard == heard)
    return;
  strip->heard = heard;
  if (!strip->is_sent) {
    strip->state->rt.heard = heard;
    return;
  }
  LtRtMessage message = {
    .type = LT_RT_HEARD, .param = heard, .pointer = strip->state};
  lt_control_post (engine, &message);
}

/// Solo in place; `is_on`: somebody is soloed and this is the mode.
static void
update_heard (LtEngine *engine, bool is_on)
{
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    strip->marks &= SOLOED;
    if (strip->marks & SOLOED)
      strip->marks |= LT_HEARD_UP;
    if (strip->state->kind == LT_KIND_CUE ||
        (strip->state->kind & LT_KIND_BUS &&
         strip->values[LT_PARAM_DIRECT_ON] != 0))
      strip->marks |= SPARED;
  }
  // A cue and what feeds one or goes out directly keeps all that it is fed.
  mark_up (engine, LT_HEARD_UP);
  mark_up (engine, SPARED);
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    if (strip->marks & SOLOED || strip->values[LT_PARAM_SOLO_SAFE] != 0) {
      strip->marks |= LT_HEARD_DOWN;
      mark_down (strip);
    }
  }
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    uint32_t        heard = strip->marks & (LT_HEARD_UP | LT_HEARD_DOWN);
    if (strip->marks & SPARED)
      heard |= LT_HEARD_OPEN;
    post_heard (engine, strip, is_on ? heard : LT_HEARD_ALL);
    strip->is_silenced =
      is_on && is_strip (strip) && !(heard & (LT_HEARD_UP | LT_HEARD_DOWN)) &&
      !(strip->state->kind & (LT_KIND_MASTER | LT_KIND_CUE | LT_KIND_MATRIX));
  }
}

// --- what is listened to ---

static bool
has_output (const LtEngine *engine, const LtControlStrip *strip)
{
  bool has = strip->out[0] >= 0 || strip->out[1] >= 0;
  for (int set = 0; strip->state->id == LT_ID_MONITOR && set < LT_N_SPEAKERS;
       set++)
    has |= engine->speaker[set][0] >= 0 || engine->speaker[set][1] >= 0;
  return has;
}

/// The strip that a source parameter names; NULL: none (any more).
static LtControlStrip *
source_of (LtEngine *engine, uint32_t id)
{
  enum { MASTER, BUS, EXTERNAL };
  int             which = (int)engine->values[LT_PARAM_MONITOR_SOURCE];
  uint32_t        bus   = (uint32_t)engine->values[LT_PARAM_MONITOR_BUS];
  LtControlStrip *named;
  if (id == LT_ID_PHONES && engine->values[LT_PARAM_PHONES_SOURCE] != 0) {
    which = engine->values[LT_PARAM_PHONES_SOURCE] == 1 ? MASTER : BUS;
    bus   = (uint32_t)engine->values[LT_PARAM_PHONES_BUS];
  }
  if (which == EXTERNAL)
    return lt_control_find (engine, LT_ID_EXTERNAL);
  if (which == BUS && bus < LT_ID_SYSTEM &&
      (named = lt_control_find (engine, bus)))
    return named;
  for (uint32_t i = engine->n_strips; i-- > 0;)
    if (is_strip (engine->strips[i]) &&
        engine->strips[i]->state->kind == LT_KIND_MASTER)
      return engine->strips[i];
  return NULL;
}

/// Monitor or headphones: their source, in front of it what is soloed.
static void
update_listener (LtEngine *engine, uint32_t id, bool is_soloing)
{
  LtControlStrip *listener = lt_control_find (engine, id);
  if (!listener)
    return;
  const bool            plays  = has_output (engine, listener);
  const LtControlStrip *source = source_of (engine, id);
  const double front = lt_db_to_gain (engine->values[LT_PARAM_SOLO_LEVEL]);
  const double behind =
    is_soloing ? lt_db_to_gain (engine->values[LT_PARAM_SOLO_DIM]) : 1.0;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    double          level = 0;
    if (strip == source)
      level = behind;
    else if (strip->state->id == LT_ID_SOLO && is_soloing)
      level = front;
    if (!strip->is_dying)
      lt_control_want (
        engine, strip, listener, LT_EDGE_LISTEN, 2, plays ? level : 0, 0, 0);
  }
}

static void
update_solo_bus (LtEngine *engine, bool is_soloing, int mode)
{
  LtControlStrip *solo = is_soloing ? lt_control_system (engine, LT_ID_SOLO)
                                    : lt_control_find (engine, LT_ID_SOLO);
  for (uint32_t i = 0; solo && i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    const bool      wants = is_soloing && strip->marks & SOLOED;
    if (!is_strip (strip))
      continue;
    lt_control_want (engine,
                     strip,
                     solo,
                     LT_EDGE_PFL,
                     1,
                     wants && mode == PFL ? 1.0 : 0.0,
                     0,
                     0);
    lt_control_want (engine,
                     strip,
                     solo,
                     LT_EDGE_AFL,
                     2,
                     wants && mode == AFL ? 1.0 : 0.0,
                     0,
                     0);
  }
}

// --- talkback ---

static void
update_talkback (LtEngine *engine)
{
  const LtControlStrip *talkback = lt_control_find (engine, LT_ID_TALKBACK);
  const bool            is_on    = engine->values[LT_PARAM_TALKBACK_ON] != 0;
  const double dim = lt_db_to_gain (engine->values[LT_PARAM_TALKBACK_DIM]);
  for (uint32_t i = 0; talkback && i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    bool            hears = false;
    for (uint32_t k = 0; k < talkback->n_outs; k++)
      hears |= talkback->outs[k]->is_wanted && talkback->outs[k]->to == strip;
    const double rest = is_on && hears ? dim : 1;
    if (rest == strip->rest_dim)
      continue;
    strip->rest_dim = rest;
    if (!strip->is_sent) {
      strip->state->rt.rest_dim = (float)rest;
      continue;
    }
    LtRtMessage message = {
      .type = LT_RT_REST_DIM, .value = rest, .pointer = strip->state};
    lt_control_post (engine, &message);
  }
}

void
lt_control_update_monitor (LtEngine *engine)
{
  int      mode     = (int)engine->values[LT_PARAM_SOLO_MODE];
  uint32_t n_soloed = 0;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    strip->marks = is_strip (strip) && is_soloed (engine, strip) ? SOLOED : 0;
    n_soloed += strip->marks != 0;
  }
  if (mode == AUTO)
    mode = n_soloed > 1 ? AFL : PFL;
  const bool is_listening = n_soloed > 0 && mode != IN_PLACE &&
                            (lt_control_find (engine, LT_ID_MONITOR) ||
                             lt_control_find (engine, LT_ID_PHONES));
  update_heard (engine, n_soloed > 0 && mode == IN_PLACE);
  update_solo_bus (engine, is_listening, mode);
  update_listener (engine, LT_ID_MONITOR, is_listening);
  update_listener (engine, LT_ID_PHONES, is_listening);
  update_talkback (engine);
}
