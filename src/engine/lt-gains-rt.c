// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-engine.h"
#include "engine/lt-process.h"

#include "dsp/lt-math.h"

#include <stddef.h>

const LtPatchStrip *
lt_gains_find (const LtProcess *process, const LtStripState *state)
{
  const LtPatch *patch = process->patch;
  uint32_t       low = 0, high = patch ? patch->n_strips : 0;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (patch->strips[middle].id < state->id)
      low = middle + 1;
    else
      high = middle;
  }
  // A removed strip may linger beside its successor of the same id.
  for (; patch && low < patch->n_strips && patch->strips[low].id == state->id;
       low++)
    if (patch->strips[low].state == state)
      return &patch->strips[low];
  return NULL;
}

// --- values to levels ---

/// DCAs with those they are members of; the control half lets no loop in, and
/// the count ends one all the same.
static void
compose_desk (LtProcess *process)
{
  for (int i = 0; i < LT_N_DCAS; i++) {
    double gain = 1;
    bool   mute = false;
    for (int at = i, steps = 0; at >= 0 && steps < LT_N_DCAS; steps++) {
      gain *= lt_db_to_gain (lt_gains_desk (process, LT_PARAM_DCA_FADER + at));
      mute |= lt_gains_desk (process, LT_PARAM_DCA_MUTE + at) != 0;
      at = (int)lt_gains_desk (process, LT_PARAM_DCA_TO + at) - 1;
    }
    process->dca_gain[i] = gain;
    process->dca_mute[i] = mute;
  }
  for (int i = 0; i < LT_N_MUTE_GROUPS; i++)
    process->mute_group[i] =
      lt_gains_desk (process, LT_PARAM_MUTE_GROUP_ON + i) != 0
        ? lt_db_to_gain (lt_gains_desk (process, LT_PARAM_MUTE_GROUP_DIM + i))
        : 1;
}

/// Level of what is no strip of the session.
static double
system_level (const LtProcess *process, uint32_t id)
{
  const bool is_talking = lt_gains_desk (process, LT_PARAM_TALKBACK_ON) != 0;
  double     level      = 1;
  switch (id) {
    case LT_ID_MONITOR:
      level = lt_db_to_gain (lt_gains_desk (process, LT_PARAM_MONITOR_LEVEL));
      if (lt_gains_desk (process, LT_PARAM_MONITOR_DIM) != 0)
        level *=
          lt_db_to_gain (lt_gains_desk (process, LT_PARAM_MONITOR_DIM_LEVEL));
      if (is_talking)
        level *= lt_db_to_gain (lt_gains_desk (process, LT_PARAM_TALKBACK_DIM));
      if (lt_gains_desk (process, LT_PARAM_MONITOR_MUTE) != 0)
        level = 0;
      break;
    case LT_ID_PHONES:
      level = lt_db_to_gain (lt_gains_desk (process, LT_PARAM_PHONES_LEVEL));
      break;
    case LT_ID_OSCILLATOR:
      level =
        lt_gains_desk (process, LT_PARAM_OSCILLATOR_ON) != 0
          ? lt_db_to_gain (lt_gains_desk (process, LT_PARAM_OSCILLATOR_LEVEL))
          : 0;
      break;
    case LT_ID_TALKBACK:
      level =
        is_talking
          ? lt_db_to_gain (lt_gains_desk (process, LT_PARAM_TALKBACK_LEVEL))
          : 0;
      break;
    default:
      break;
  }
  return level;
}

static void
compose_strip (const LtProcess *process, LtStripState *s)
{
  const double *values = s->rt.values;
  if (!(s->kind & LT_KIND_ALL)) {
    s->rt.mute_gain = 1;
    s->rt.level     = system_level (process, s->id);
    return;
  }
  double mute  = values[LT_PARAM_MUTE] != 0 ? 0 : 1;
  double level = lt_db_to_gain (values[LT_PARAM_FADER]);
  for (int i = 0; i < LT_N_DCAS; i++)
    if (values[LT_PARAM_DCA + i] != 0) {
      level *= process->dca_gain[i];
      mute *= process->dca_mute[i] ? 0 : 1;
    }
  for (int i = 0; i < LT_N_MUTE_GROUPS; i++)
    if (values[LT_PARAM_MUTE_GROUP + i] != 0)
      mute *= process->mute_group[i];
  s->rt.mute_gain = mute;
  s->rt.level     = level * mute;
}

// --- edges ---

static bool
is_heard (const LtStripState *from, const LtStripState *to)
{
  return from->rt.heard & LT_HEARD_DOWN || to->rt.heard & LT_HEARD_OPEN ||
         (from->rt.heard & LT_HEARD_UP && to->rt.heard & LT_HEARD_UP);
}

/// What the strip's mute, fader and solo do to an edge that does not have them
/// in its signal already.
static double
edge_level (const LtEdgeState *edge)
{
  const LtStripState *from = edge->source, *to = edge->dest;
  double              level = edge->rt.level;
  if (edge->kind == LT_EDGE_MAIN || edge->kind == LT_EDGE_SEND) {
    if (edge->is_round && edge->tap == LT_TAP_POST)
      level *= from->rt.level;
    else if (edge->tap != LT_TAP_POST)
      level *= from->rt.mute_gain;
    if (!is_heard (from, to))
      level = 0;
    level *= (double)to->rt.rest_dim;
  } else if (edge->is_round && edge->kind == LT_EDGE_AFL) {
    level *= from->rt.level;
  }
  return level;
}

static bool
follows_pan (const LtEdgeState *edge)
{
  return edge->kind == LT_EDGE_MAIN || edge->kind == LT_EDGE_AFL ||
         edge->kind == LT_EDGE_LISTEN || edge->rt.is_panned;
}

static void
edge_targets (const LtEdgeState *edge, float target[2])
{
  const LtStripState *from  = edge->source;
  const double        level = edge_level (edge);
  double              left, right;
  void (*law) (double, double *, double *) =
    from->n_channels == 1 ? lt_pan_mono : lt_pan_stereo;
  const bool is_straight =
    edge->kind == LT_EDGE_GATE_KEY || edge->kind == LT_EDGE_COMPRESSOR_KEY ||
    (edge->kind == LT_EDGE_DIRECT && !edge->rt.is_panned);
  if (is_straight) {
    left = right = 1; // each channel to its own side, one to both
  } else if (follows_pan (edge)) {
    law (from->rt.values[LT_PARAM_PAN], &left, &right);
    double l, r;
    lt_pan_stereo (edge->rt.pan, &l, &r);
    left *= l;
    right *= r;
  } else {
    law (edge->rt.pan, &left, &right);
  }
  target[0] = (float)(level * left);
  target[1] = (float)(level * right);
}

static void
aim_edge (LtPatch *patch, uint32_t index)
{
  LtEdgeState *edge = patch->edges[index].state;
  float        target[2];
  edge_targets (edge, target);
  for (int c = 0; c < 2; c++) {
    lt_ramp_aim (&edge->rt.gain[c], target[c]);
    if (lt_ramp_is_moving (&edge->rt.gain[c]))
      lt_mix_wake (patch, index);
    else
      patch->hot[index].gain[c] = (double)target[c];
  }
}

static uint32_t
find_edge (const LtProcess *process, const LtEdgeState *edge)
{
  const LtPatchStrip *to = lt_gains_find (process, edge->dest);
  if (!to)
    return LT_NO_EDGE;
  const LtPatchEdge *edges = process->patch->edges;
  for (uint32_t i = to->direct_edge; i < to->direct_edge + to->n_direct; i++)
    if (edges[i].state == edge)
      return i;
  for (uint32_t i = to->first_in; i < to->first_in + to->n_in; i++)
    if (edges[i].state == edge)
      return i;
  for (int key = 0; key < LT_N_KEYS; key++)
    for (uint32_t i = to->first_key[key];
         i < to->first_key[key] + to->n_key[key];
         i++)
      if (edges[i].state == edge)
        return i;
  return LT_NO_EDGE;
}

static void
aim_ins (LtProcess *process, const LtPatchStrip *strip)
{
  for (uint32_t i = 0; i < strip->n_in; i++)
    aim_edge (process->patch, strip->first_in + i);
}

/// `fader`: nothing but the level behind the fader has changed.
static void
aim_outs (LtProcess *process, const LtPatchStrip *strip, bool fader)
{
  LtPatch *patch = process->patch;
  for (uint32_t i = 0; i < strip->n_out; i++) {
    const uint32_t index = patch->outs[strip->first_out + i];
    if (!fader || patch->edges[index].state->is_round)
      aim_edge (patch, index);
  }
}

// --- strips ---

static void
aim_ramp (LtRamp *ramp, float target, bool snap)
{
  if (snap)
    lt_ramp_snap (ramp, target);
  else
    lt_ramp_aim (ramp, target);
}

static void
aim_width (LtStripState *s, double width, bool snap)
{
  LtBank        *bank = s->bank;
  const uint32_t pair = 3U << s->lane;
  for (uint32_t c = 0; c < 2; c++)
    lt_bank_aim (
      &bank->width, &bank->width_moving, s->lane + c, (float)width, snap);
  bank->widened = (bank->widened & ~pair) | (width != 1 ? pair : 0);
}

void
lt_gains_aim_strip (LtProcess *process, LtStripState *s, bool snap)
{
  const double *values = s->rt.values;
  double        trim   = lt_db_to_gain (values[LT_PARAM_TRIM]);
  compose_strip (process, s);
  double level = s->rt.level;
  if (values[LT_PARAM_POLARITY] != 0)
    trim = -trim;
  if (s->rt.bad_hold[0])
    trim = 0;
  if (s->rt.bad_hold[1])
    level = 0;
  for (uint32_t c = 0; c < s->n_channels; c++) {
    LtBank *bank = s->bank;
    lt_bank_aim (
      &bank->trim, &bank->trim_moving, s->lane + c, (float)trim, snap);
    lt_bank_aim (
      &bank->fader, &bank->fader_moving, s->lane + c, (float)level, snap);
  }
  if (s->n_channels == 2)
    aim_width (s, values[LT_PARAM_WIDTH] / 100, snap);
  if (s->kind & LT_KIND_ALL)
    lt_nodes_aim_own_delay (process, s);
  const bool is_live = values[LT_PARAM_SOURCE] != 0;
  const bool is_shut =
    lt_gains_desk (process, LT_PARAM_PANIC) != 0 && s->id != LT_ID_EXTERNAL;
  aim_ramp (&s->rt.from_file, is_live ? 0.0f : 1.0f, snap);
  aim_ramp (&s->rt.from_live, is_live && !is_shut ? 1.0f : 0.0f, snap);
}

static void
aim_channel (LtProcess *process, LtStripState *s, bool snap)
{
  for (uint32_t c = 0; c < s->n_channels; c++)
    lt_channel_aim (s->channel,
                    &process->tools,
                    s->lane + c,
                    s->rt.values,
                    s->n_channels == 2,
                    snap);
}

static void
set_strip (LtProcess *process, const LtRtMessage *message)
{
  LtStripState       *state = message->pointer;
  const LtPatchStrip *strip = lt_gains_find (process, state);
  if (message->type == LT_RT_HEARD)
    state->rt.heard = message->param;
  else if (message->type == LT_RT_REST_DIM)
    state->rt.rest_dim = (float)message->value;
  else
    state->rt.values[message->param] = message->value;
  if (!strip)
    return;
  if (message->type == LT_RT_SET_STRIP && lt_channel_has (message->param)) {
    if (!state->rt.is_dirty) {
      state->rt.is_dirty   = true;
      state->rt.next_dirty = process->dirty;
      process->dirty       = state;
    }
    return;
  }
  if (message->type == LT_RT_SET_STRIP) {
    lt_gains_aim_strip (process, state, false);
    aim_outs (process, strip, message->param == LT_PARAM_FADER);
    return;
  }
  if (message->type == LT_RT_HEARD)
    aim_outs (process, strip, false);
  aim_ins (process, strip);
}

static void
set_edge (LtProcess *process, const LtRtMessage *message)
{
  LtEdgeState   *edge = message->pointer;
  const uint32_t at =
    edge->rt.is_known ? find_edge (process, edge) : LT_NO_EDGE;
  if (message->type == LT_RT_SET_EDGE) {
    edge->rt.level  = message->value;
    edge->rt.report = 0;
  } else if (message->type == LT_RT_PAN_EDGE) {
    edge->rt.pan       = message->value;
    edge->rt.is_panned = message->param != 0;
  } else {
    edge->rt.report = message->param;
  }
  if (at == LT_NO_EDGE)
    return;
  aim_edge (process->patch, at);
  if (message->type == LT_RT_REPORT)
    lt_mix_wake (process->patch, at); // it may be at rest already
}

void
lt_gains_message (LtProcess *process, const LtRtMessage *message)
{
  switch (message->type) {
    case LT_RT_SET_STRIP:
    case LT_RT_HEARD:
    case LT_RT_REST_DIM:
      set_strip (process, message);
      break;
    case LT_RT_SET_DESK:
      process->desk[message->param - LT_N_STRIP_PARAMS] = message->value;
      process->desk_changed                             = true;
      break;
    case LT_RT_SET_EDGE:
    case LT_RT_PAN_EDGE:
    case LT_RT_REPORT:
      set_edge (process, message);
      break;
    default:
      break;
  }
}

/// All that was set of a channel at this quantum at once.
static void
aim_dirty (LtProcess *process)
{
  for (LtStripState *s = process->dirty; s; s = s->rt.next_dirty) {
    s->rt.is_dirty = false;
    aim_channel (process, s, false);
  }
  process->dirty = NULL;
}

void
lt_gains_settle (LtProcess *process)
{
  const LtPatch *patch = process->patch;
  aim_dirty (process);
  if (!process->desk_changed)
    return;
  process->desk_changed = false;
  compose_desk (process);
  lt_monitor_aim (process, !patch);
  for (uint32_t i = 0; patch && i < patch->n_strips; i++) {
    const LtPatchStrip *strip = &patch->strips[i];
    LtStripState       *s     = strip->state;
    const double        mute = s->rt.mute_gain, level = s->rt.level;
    lt_gains_aim_strip (process, s, false);
    if (mute != s->rt.mute_gain)
      aim_outs (process, strip, false);
    else if (level != s->rt.level)
      aim_outs (process, strip, true);
  }
}

// --- a new patch ---

static void
take_strip (LtProcess *process, const LtPatchStrip *strip)
{
  LtStripState *s = strip->state;
  if (!s->rt.is_known) {
    s->rt.is_known = true;
    for (uint32_t lane = s->lane; lane < s->lane + s->n_channels; lane++) {
      s->bank->pre_peak[lane] = s->bank->pre_power[lane] = 0.0f;
      s->bank->post_peak[lane] = s->bank->post_power[lane] = 0.0f;
      s->bank->bad[0][lane] = s->bank->bad[1][lane] = 0;
      lt_channel_clear (s->channel, lane);
      lt_bank_aim (&s->bank->width, &s->bank->width_moving, lane, 1.0f, true);
      s->bank->widened &= ~(1U << lane);
    }
    lt_gains_aim_strip (process, s, true);
    aim_channel (process, s, true);
  } else if (s->rt.file != strip->file && strip->file) {
    lt_ramp_from_zero (&s->rt.from_file, s->rt.from_file.target);
    s->rt.must_fade_in = false;
  }
  s->rt.file = strip->file;
}

/// An edge that was in the patch before keeps its gain; another comes from 0,
/// or is there at once if it is there from the first frame on.
static void
take_edge (LtPatch *patch, uint32_t index, const LtPatch *old, bool is_first)
{
  const LtPatchEdge *edge = &patch->edges[index];
  LtEdgeState       *e    = edge->state;
  if (old && edge->before != LT_NO_EDGE) {
    const uint32_t at = edge->before;
    for (int c = 0; c < 2; c++)
      patch->hot[index].gain[c] = old->hot[at].gain[c];
    if (old->moving[at / 64] >> at % 64 & 1)
      lt_mix_wake (patch, index);
    if (old->edges[at].delay != edge->delay) {
      lt_nodes_aim_heads (&e->rt.heads, edge->delay);
      lt_mix_wake (patch, index);
    }
    return;
  }
  e->rt.is_known    = true;
  e->rt.heads.delay = e->rt.heads.next = e->rt.heads.want = edge->delay;
  float target[2];
  edge_targets (e, target);
  for (int c = 0; c < 2; c++) {
    if (is_first)
      lt_ramp_snap (&e->rt.gain[c], target[c]);
    else
      lt_ramp_from_zero (&e->rt.gain[c], target[c]);
    patch->hot[index].gain[c] = (double)target[c];
    if (lt_ramp_is_moving (&e->rt.gain[c]) || edge->delay || e->rt.report)
      lt_mix_wake (patch, index);
  }
}

/// Strips that have gone may be freed as soon as the old patch is back.
static void
forget_dirty (LtProcess *process)
{
  LtStripState **at = &process->dirty;
  while (*at) {
    LtStripState *s = *at;
    if (lt_gains_find (process, s)) {
      at = &s->rt.next_dirty;
      continue;
    }
    s->rt.is_dirty = false;
    *at            = s->rt.next_dirty;
  }
}

void
lt_gains_take_patch (LtProcess *process, const LtPatch *old)
{
  LtPatch   *patch    = process->patch;
  const bool is_first = !old && process->frame == 0;
  forget_dirty (process);
  if (process->desk_changed) {
    compose_desk (process);
    lt_monitor_aim (process, !old);
  }
  for (uint32_t i = 0; i < patch->n_strips; i++)
    if (patch->strips[i].is_changed)
      take_strip (process, &patch->strips[i]);
  for (uint32_t i = 0; i < patch->n_edges; i++)
    take_edge (patch, i, old, is_first);
}

/// A bad sample was silenced by the kernel; what follows it is shut for a
/// while, from the next quantum on, whatever the block size.
static void
shut_or_open (LtProcess         *process,
              const LtPatchBank *bank,
              int                stage,
              uint32_t           lane)
{
  LtStripState *s        = process->patch->strips[bank->strip[lane]].state;
  uint32_t     *hold     = &s->rt.bad_hold[stage];
  uint32_t     *holding  = &bank->bank->holding[stage];
  const bool    is_bad   = bank->bank->bad[stage][lane] != 0;
  const bool    was_shut = *hold > 0;
  if (is_bad) {
    bank->bank->bad[stage][lane] = 0;
    s->rt.flags |= LT_METER_BAD;
    *holding |= 1U << lane;
    *hold = LT_BAD_HOLD;
  } else if (was_shut) {
    --*hold;
  }
  if (*hold == 0)
    *holding &= ~(1U << lane);
  if (was_shut != (*hold > 0))
    lt_gains_aim_strip (process, s, false);
}

void
lt_gains_end_quantum (LtProcess         *process,
                      const LtPatchBank *bank,
                      LtStage            stage,
                      uint32_t           length)
{
  LtBank           *b = bank->bank;
  const LtSmooth40 *m = &process->smooth;
  if (stage & LT_STAGE_PRE && b->trim_moving)
    lt_bank_advance (&b->trim, &b->trim_moving, m, bank->mask, length);
  if (stage & LT_STAGE_POST && b->fader_moving)
    lt_bank_advance (&b->fader, &b->fader_moving, m, bank->mask, length);
  if (stage & LT_STAGE_POST && b->width_moving)
    lt_bank_advance (&b->width, &b->width_moving, m, bank->mask, length);
  // Both, where both ran: the strip may have lost the insert that was bad.
  for (int which = 0; which < 2; which++) {
    uint32_t troubled = b->holding[which];
    int32_t  any      = 0;
    for (uint32_t lane = 0; lane < LT_LANES; lane++)
      any |= b->bad[which][lane];
    if (!(stage & 1 << which) || !(any | (int32_t)troubled))
      continue;
    for (uint32_t lane = 0; lane < LT_LANES; lane++)
      troubled |= (uint32_t)(b->bad[which][lane] & 1) << lane;
    for (troubled &= bank->mask; troubled; troubled &= troubled - 1)
      shut_or_open (process, bank, which, (uint32_t)__builtin_ctz (troubled));
  }
}
