// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

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
    if (patch->strips[middle].state->id < state->id)
      low = middle + 1;
    else
      high = middle;
  }
  // A removed strip may linger beside its successor of the same id.
  for (; patch && low < patch->n_strips &&
         patch->strips[low].state->id == state->id;
       low++)
    if (patch->strips[low].state == state)
      return &patch->strips[low];
  return NULL;
}

static void
edge_targets (const LtStripState *from,
              const LtEdgeState  *edge,
              float               target[2])
{
  double left, right, level = edge->rt.level;
  if (edge->tap == LT_TAP_PRE && from->rt.values[LT_PARAM_MUTE] != 0)
    level = 0;
  if (from->n_channels == 1)
    lt_pan_mono (from->rt.values[LT_PARAM_PAN], &left, &right);
  else
    lt_pan_stereo (from->rt.values[LT_PARAM_PAN], &left, &right);
  target[0] = (float)(level * left);
  target[1] = (float)(level * right);
}

static void
aim_edge (const LtStripState *from, LtEdgeState *edge)
{
  float target[2];
  edge_targets (from, edge, target);
  lt_ramp_aim (&edge->rt.gain[0], target[0]);
  lt_ramp_aim (&edge->rt.gain[1], target[1]);
}

static void
aim_source (LtRamp *ramp, float target, bool snap)
{
  if (snap)
    lt_ramp_snap (ramp, target);
  else
    lt_ramp_aim (ramp, target);
}

void
lt_gains_aim_strip (LtProcess *process, const LtPatchStrip *strip, bool snap)
{
  LtStripState *s      = strip->state;
  const double *values = s->rt.values;
  double        trim   = lt_db_to_gain (values[LT_PARAM_TRIM]);
  double        fader  = lt_db_to_gain (values[LT_PARAM_FADER]);
  if (values[LT_PARAM_POLARITY] != 0)
    trim = -trim;
  if (s->rt.bad_hold[LT_TAP_PRE])
    trim = 0;
  if (s->rt.bad_hold[LT_TAP_POST] || values[LT_PARAM_MUTE] != 0 ||
      s->rt.is_silenced)
    fader = 0;
  for (uint32_t c = 0; c < s->n_channels; c++) {
    LtBank *bank = s->bank;
    lt_bank_aim (
      &bank->trim, &bank->trim_moving, s->lane + c, (float)trim, snap);
    lt_bank_aim (
      &bank->fader, &bank->fader_moving, s->lane + c, (float)fader, snap);
  }
  const bool is_live = values[LT_PARAM_SOURCE] != 0;
  aim_source (&s->rt.from_file, is_live ? 0.0f : 1.0f, snap);
  aim_source (&s->rt.from_live, is_live ? 1.0f : 0.0f, snap);
  const LtPatch *patch = process->patch;
  for (uint32_t i = 0; i < strip->n_out; i++)
    aim_edge (s, patch->edges[patch->outs[strip->first_out + i]].state);
}

void
lt_gains_message (LtProcess *process, const LtRtMessage *message)
{
  LtStripState       *state = message->pointer;
  LtEdgeState        *edge  = message->pointer;
  const LtPatchStrip *strip = NULL;
  switch (message->type) {
    case LT_RT_SET_STRIP:
    case LT_RT_SILENCE:
      if (message->type == LT_RT_SILENCE)
        state->rt.is_silenced = message->value != 0;
      else
        state->rt.values[message->param] = message->value;
      strip = lt_gains_find (process, state);
      if (strip)
        lt_gains_aim_strip (process, strip, false);
      break;
    case LT_RT_SET_EDGE:
      edge->rt.level  = message->value;
      edge->rt.report = false;
      if (edge->rt.is_known)
        aim_edge (edge->source, edge);
      break;
    case LT_RT_REPORT:
      edge->rt.report = true;
      break;
    default:
      break;
  }
}

static void
take_strip (LtProcess *process, const LtPatchStrip *strip)
{
  LtStripState *s = strip->state;
  if (!s->rt.is_known) {
    s->rt.is_known = true;
    for (uint32_t lane = s->lane; lane < s->lane + s->n_channels; lane++) {
      s->bank->pre_peak[lane] = s->bank->pre_power[lane] = 0.0f;
      s->bank->post_peak[lane] = s->bank->post_power[lane] = 0.0f;
      s->bank->bad[lane]                                   = 0;
    }
    lt_gains_aim_strip (process, strip, true);
  } else if (s->rt.file != strip->file && strip->file) {
    lt_ramp_from_zero (&s->rt.from_file, s->rt.from_file.target);
    s->rt.must_fade_in = false;
  }
  s->rt.file = strip->file;
}

static void
take_edge (const LtPatchEdge *edge, const LtStripState *from, bool is_first)
{
  LtEdgeState *e = edge->state;
  if (e->rt.is_known) {
    if (e->rt.next_delay != edge->delay) {
      e->rt.next_delay = edge->delay;
      e->rt.heads_at   = e->rt.delay == edge->delay ? 0 : 1;
    }
    return;
  }
  e->rt.is_known = true;
  e->rt.delay = e->rt.next_delay = edge->delay;
  float target[2];
  edge_targets (from, e, target);
  for (int c = 0; c < 2; c++)
    if (is_first)
      lt_ramp_snap (&e->rt.gain[c], target[c]);
    else
      lt_ramp_from_zero (&e->rt.gain[c], target[c]);
}

void
lt_gains_take_patch (LtProcess *process, bool is_first)
{
  const LtPatch *patch = process->patch;
  for (uint32_t i = 0; i < patch->n_edges; i++)
    take_edge (
      &patch->edges[i], patch->strips[patch->edges[i].from].state, is_first);
  for (uint32_t i = 0; i < patch->n_strips; i++)
    take_strip (process, &patch->strips[i]);
}

/// A bad sample was silenced by the kernel; what follows it is shut for a
/// while, from the next quantum on, whatever the block size.
static void
shut_or_open (LtProcess         *process,
              const LtPatchBank *bank,
              LtTap              tap,
              uint32_t           lane)
{
  const LtPatchStrip *strip    = &process->patch->strips[bank->strip[lane]];
  LtStripState       *s        = strip->state;
  uint32_t           *hold     = &s->rt.bad_hold[tap];
  uint32_t           *holding  = &bank->bank->holding[tap];
  const bool          is_bad   = bank->bank->bad[lane] != 0;
  const bool          was_shut = *hold > 0;
  if (is_bad) {
    bank->bank->bad[lane] = 0;
    s->rt.flags |= LT_METER_BAD;
    *holding |= 1U << lane;
    *hold = LT_BAD_HOLD;
  } else if (was_shut) {
    --*hold;
  }
  if (*hold == 0)
    *holding &= ~(1U << lane);
  if (was_shut != (*hold > 0))
    lt_gains_aim_strip (process, strip, false);
}

void
lt_gains_end_quantum (LtProcess         *process,
                      const LtPatchBank *bank,
                      LtStage            stage,
                      uint32_t           length)
{
  LtBank *b = bank->bank;
  if (stage & LT_STAGE_PRE)
    lt_bank_advance (
      &b->trim, &b->trim_moving, &process->smooth, bank->mask, length);
  if (stage & LT_STAGE_POST)
    lt_bank_advance (
      &b->fader, &b->fader_moving, &process->smooth, bank->mask, length);
  const LtTap tap      = stage & LT_STAGE_PRE ? LT_TAP_PRE : LT_TAP_POST;
  uint32_t    troubled = b->holding[tap];
  for (uint32_t lane = 0; lane < LT_LANES; lane++)
    troubled |= (uint32_t)(b->bad[lane] & 1) << lane;
  for (troubled &= bank->mask; troubled; troubled &= troubled - 1)
    shut_or_open (process, bank, tap, (uint32_t)__builtin_ctz (troubled));
}
