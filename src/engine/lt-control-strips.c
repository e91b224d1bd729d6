// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Strips and what hangs on them: values, sources, inserts, ports.

#include "engine/lt-control.h"

#include <stdlib.h>
#include <string.h>

static void
free_lanes (LtEngine *engine, const LtStripState *state)
{
  for (size_t i = 0; i < LT_MAX_BANKS; i++)
    if (engine->banks[i] == state->bank)
      engine->used[i] &= ~(((1U << state->n_channels) - 1) << state->lane);
}

void
lt_control_free_strip (LtEngine *engine, LtControlStrip *strip)
{
  free_lanes (engine, strip->state);
  for (int c = 0; c < 2; c++) {
    for (int tap = 0; tap < LT_N_TAPS; tap++)
      free (strip->history[tap][c]);
    free (strip->in_history[c]);
    for (int key = 0; key < LT_N_KEYS; key++)
      free (strip->key[key][c]);
  }
  for (uint32_t i = 0; i < strip->n_outs; i++) {
    free (strip->outs[i]->state);
    free (strip->outs[i]);
  }
  for (uint32_t i = 0; i < strip->n_routes; i++)
    free (strip->routes[i]);
  free (strip->outs);
  free (strip->routes);
  free (strip->state);
  free (strip);
}

LtControlStrip *
lt_control_find (const LtEngine *engine, uint32_t id)
{
  uint32_t low = 0, high = engine->n_strips;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (engine->strips[middle]->state->id < id)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < engine->n_strips && engine->strips[low]->state->id == id; low++)
    if (!engine->strips[low]->is_dying)
      return engine->strips[low];
  return NULL;
}

static void
lend_buffers (LtBuffers *buffers, LtStripState *state)
{
  for (uint32_t c = 0; c < state->n_channels; c++) {
    const uint32_t lane = state->lane + c;
    state->in[c]        = buffers->in[lane];
    memset (state->in[c], 0, sizeof buffers->in[lane]);
    for (int tap = 0; tap < LT_N_TAPS; tap++) {
      state->tap[tap][c] = buffers->tap[tap][lane];
      memset (state->tap[tap][c], 0, sizeof buffers->tap[tap][lane]);
    }
  }
}

/// A lane of its own for life; a stereo strip takes an even pair. Buses have
/// banks of their own, since they run later than the inputs.
static bool
take_lanes (LtEngine *engine, LtStripState *state)
{
  const bool     is_bus = (state->kind & (LT_KIND_BUS | LT_KIND_MONITOR)) != 0;
  const uint32_t want   = (1U << state->n_channels) - 1;
  for (size_t i = 0; i < LT_MAX_BANKS; i++) {
    if (!engine->banks[i]) {
      LtBank    *bank    = lt_control_new (sizeof *bank);
      LtChannel *channel = lt_control_new (sizeof *channel);
      LtBuffers *buffers = lt_control_new (sizeof *buffers);
      if (!bank || !channel || !buffers) {
        free (bank);
        free (channel);
        free (buffers);
        return false;
      }
      engine->buffers[i] = buffers;
      lt_channel_init (channel);
      for (uint32_t lane = 0; lane < LT_LANES; lane++)
        bank->width.target[lane] = 1.0f;
      engine->banks[i]       = bank;
      engine->channels[i]    = channel;
      engine->is_bus_bank[i] = is_bus;
    }
    if (engine->is_bus_bank[i] != is_bus)
      continue;
    for (uint32_t lane = 0; lane < LT_LANES; lane += state->n_channels)
      if (!(engine->used[i] & want << lane)) {
        engine->used[i] |= want << lane;
        state->bank    = engine->banks[i];
        state->channel = engine->channels[i];
        state->lane    = lane;
        lend_buffers (engine->buffers[i], state);
        return true;
      }
  }
  return false;
}

static LtStripState *
new_state (uint32_t id, LtKind kind, uint32_t n_channels)
{
  LtStripState *state = lt_control_new (sizeof *state);
  if (state)
    *state = (LtStripState){.id = id, .kind = kind, .n_channels = n_channels};
  return state;
}

static uint32_t
count_strips (const LtEngine *engine)
{
  uint32_t n = engine->n_strips;
  while (n > 0 && engine->strips[n - 1]->state->id >= LT_ID_SYSTEM)
    n--;
  return n;
}

static LtStatus
add_strip (LtEngine *engine, uint32_t id, LtKind kind, uint32_t n_channels)
{
  LtControlStrip **strips =
    realloc (engine->strips, (engine->n_strips + 1) * sizeof *engine->strips);
  if (!strips)
    return LT_NO_MEM;
  engine->strips        = strips;
  LtControlStrip *strip = calloc (1, sizeof *strip);
  LtStripState   *state = new_state (id, kind, n_channels);
  if (!strip || !state || !take_lanes (engine, state)) {
    if (state)
      free (state);
    free (strip);
    return LT_NO_MEM;
  }
  strip->state = state;
  for (int c = 0; c < 2; c++)
    strip->live[c] = strip->out[c] = strip->direct[c] = -1;
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    strip->values[i] = state->rt.values[i] = lt_param_info[i].def;
  strip->heard = state->rt.heard = LT_HEARD_ALL;
  strip->rest_dim                = 1;
  state->rt.rest_dim             = 1.0f;
  uint32_t at                    = engine->n_strips++;
  for (; at > 0 && strips[at - 1]->state->id > id; at--)
    strips[at] = strips[at - 1];
  strips[at]                = strip;
  engine->structure_changed = engine->monitor_changed = true;
  return LT_OK;
}

LtStatus
lt_engine_add_strip (LtEngine *engine,
                     uint32_t  id,
                     LtKind    kind,
                     uint32_t  n_channels)
{
  if (lt_control_find (engine, id))
    return LT_EXISTS;
  if (count_strips (engine) >= LT_MAX_STRIPS || n_channels < 1 ||
      n_channels > 2 || id >= LT_ID_SYSTEM)
    return LT_RANGE;
  if (kind & LT_KIND_BUS && n_channels != 2)
    return LT_RANGE; // sums have two sides
  return add_strip (engine, id, kind, n_channels);
}

LtControlStrip *
lt_control_system (LtEngine *engine, uint32_t id)
{
  static const struct {
    LtKind   kind;
    uint32_t n_channels;
  } table[] = {
    [LT_ID_OSCILLATOR - LT_ID_SYSTEM] = {LT_KIND_OSCILLATOR, 1},
    [LT_ID_TALKBACK - LT_ID_SYSTEM]   = {LT_KIND_TALKBACK, 1},
    [LT_ID_EXTERNAL - LT_ID_SYSTEM]   = {LT_KIND_TALKBACK, 2},
    [LT_ID_SOLO - LT_ID_SYSTEM]       = {LT_KIND_MONITOR, 2},
    [LT_ID_MONITOR - LT_ID_SYSTEM]    = {LT_KIND_MONITOR, 2},
    [LT_ID_PHONES - LT_ID_SYSTEM]     = {LT_KIND_MONITOR, 2},
  };
  const uint32_t  at    = id - LT_ID_SYSTEM;
  LtControlStrip *strip = lt_control_find (engine, id);
  if (strip || at >= sizeof table / sizeof *table ||
      add_strip (engine, id, table[at].kind, table[at].n_channels) != LT_OK)
    return strip;
  strip = lt_control_find (engine, id);
  // Live inputs, all of them.
  strip->values[LT_PARAM_SOURCE] = strip->state->rt.values[LT_PARAM_SOURCE] = 1;
  return strip;
}

void
lt_engine_remove_strip (LtEngine *engine, uint32_t id)
{
  LtControlStrip *strip = lt_control_find (engine, id);
  if (!strip)
    return;
  strip->is_dying           = true;
  engine->structure_changed = engine->monitor_changed = true;
  lt_control_drop_edges (engine, strip);
}

static void
post_value (LtEngine       *engine,
            LtControlStrip *strip,
            uint16_t        param,
            double          value,
            uint32_t        tag)
{
  if (!strip->is_sent) {
    strip->state->rt.values[param] = value;
    return;
  }
  LtRtMessage message = {
    .type    = LT_RT_SET_STRIP,
    .tag     = tag,
    .param   = param,
    .value   = value,
    .pointer = strip->state,
  };
  lt_control_post (engine, &message);
}

static LtStatus
set_value (LtEngine       *engine,
           LtControlStrip *strip,
           uint16_t        param,
           double          value,
           uint32_t        tag)
{
  const uint16_t first = lt_param_info[param].first;
  strip->values[param] = value;
  switch (first) {
    case LT_PARAM_SOLO:
    case LT_PARAM_SOLO_SAFE:
      engine->monitor_changed = true;
      break;
    case LT_PARAM_LEAN:
      lt_control_route_to (engine, strip);
      engine->structure_changed = true; // delays
      break;
    case LT_PARAM_DIRECT_ON:
      engine->monitor_changed = true; // solo spares what goes out directly
      lt_control_route_direct (engine, strip, tag);
      break;
    case LT_PARAM_DIRECT_TAP:
    case LT_PARAM_DIRECT_LEVEL:
      lt_control_route_direct (engine, strip, tag);
      break;
    case LT_PARAM_SATURATION_FITTED:
      engine->structure_changed = true; // delays
      lt_control_route_from (engine, strip);
      post_value (engine, strip, param, value, tag);
      break;
    case LT_PARAM_DELAY: // the first one wants a history
      engine->structure_changed |= value > 0 && !strip->in_history[0];
      post_value (engine, strip, param, value, tag);
      break;
    case LT_PARAM_DCA:
      engine->monitor_changed = true; // a DCA solos its members
      post_value (engine, strip, param, value, tag);
      break;
    default:
      post_value (engine, strip, param, value, tag);
      break;
  }
  return LT_OK;
}

LtStatus
lt_engine_set (LtEngine *engine, LtAddress address, double value, uint32_t tag)
{
  const LtParamInfo *info  = &lt_param_info[address.param];
  LtControlStrip    *strip = NULL;
  if (info->smooth == LT_SMOOTH_NONE)
    return LT_OK;
  if (address.strip)
    strip = lt_control_find (engine, address.strip);
  else if (info->flags & LT_PARAM_PER_BUS)
    strip = lt_control_system (
      engine,
      info->kinds & LT_KIND_OSCILLATOR ? LT_ID_OSCILLATOR : LT_ID_TALKBACK);
  else {
    lt_control_set_desk (engine, address.param, value, tag);
    return LT_OK;
  }
  if (!strip)
    return LT_NOT_FOUND;
  if (info->flags & LT_PARAM_PER_BUS) {
    engine->monitor_changed |= !address.strip; // who is dimmed by talkback
    return lt_control_set_route (engine, strip, address, value, tag);
  }
  return set_value (engine, strip, address.param, value, tag);
}

LtStatus
lt_engine_set_file (LtEngine *engine, uint32_t id, LtSource *file)
{
  LtControlStrip *strip = lt_control_find (engine, id);
  if (!strip)
    return LT_NOT_FOUND;
  if (strip->file == file)
    return LT_OK;
  LtSource *old             = strip->file;
  strip->file               = file;
  engine->structure_changed = true;
  lt_control_discard (engine, LT_GARBAGE_SOURCE, old);
  return LT_OK;
}

/// A strip, or one of the engine's own.
static LtControlStrip *
find_or_make (LtEngine *engine, uint32_t id)
{
  return id >= LT_ID_SYSTEM ? lt_control_system (engine, id)
                            : lt_control_find (engine, id);
}

static LtStatus
set_handles (LtEngine *engine, int to[2], const int handles[2])
{
  if (to[0] == handles[0] && to[1] == handles[1])
    return LT_OK;
  to[0]                     = handles[0];
  to[1]                     = handles[1];
  engine->structure_changed = engine->monitor_changed = true;
  return LT_OK;
}

LtStatus
lt_engine_set_inputs (LtEngine *engine, uint32_t id, const int handles[2])
{
  LtControlStrip *strip = find_or_make (engine, id);
  return strip ? set_handles (engine, strip->live, handles) : LT_NOT_FOUND;
}

LtStatus
lt_engine_set_outputs (LtEngine *engine, uint32_t id, const int handles[2])
{
  LtControlStrip *strip = find_or_make (engine, id);
  return strip ? set_handles (engine, strip->out, handles) : LT_NOT_FOUND;
}

LtStatus
lt_engine_set_direct (LtEngine *engine, uint32_t id, const int handles[2])
{
  LtControlStrip *strip = lt_control_find (engine, id);
  return strip ? set_handles (engine, strip->direct, handles) : LT_NOT_FOUND;
}

void
lt_engine_set_speakers (LtEngine *engine, int set, const int handles[2])
{
  if (lt_control_system (engine, LT_ID_MONITOR))
    set_handles (engine, engine->speaker[set], handles);
}

bool
lt_control_want_key (LtControlStrip *strip, int key)
{
  for (int c = 0; c < 2; c++) {
    float **buffer = &strip->key[key][c];
    if (!*buffer)
      *buffer = lt_control_new (LT_BUFFER_FLOATS * sizeof (float));
    if (!*buffer)
      return false;
  }
  return true;
}

LtStatus
lt_engine_set_key (LtEngine *engine, uint32_t id, uint32_t source, int pick_off)
{
  LtControlStrip *strip = lt_control_find (engine, id);
  LtControlStrip *key   = source ? lt_control_find (engine, source) : NULL;
  if (!strip || (source && !key))
    return LT_NOT_FOUND;
  if (!lt_control_want_key (strip, LT_KEY_INSERT))
    return LT_NO_MEM;
  if (key) {
    LtStatus status =
      lt_control_want (engine, key, strip, LT_EDGE_KEY, pick_off, 1.0, 0, 0);
    if (status != LT_OK)
      return status;
  }
  for (uint32_t i = 0; i < engine->n_strips; i++)
    if (engine->strips[i] != key)
      lt_control_want (
        engine, engine->strips[i], strip, LT_EDGE_KEY, pick_off, 0, 0, 0);
  return LT_OK;
}

LtStatus
lt_engine_set_insert (LtEngine *engine, uint32_t id, LtInsert *insert)
{
  LtControlStrip *strip = lt_control_find (engine, id);
  if (!strip)
    return LT_NOT_FOUND;
  if (strip->insert == insert)
    return LT_OK;
  LtInsert *old             = strip->insert;
  strip->insert             = insert;
  engine->structure_changed = true;
  lt_control_discard (engine, LT_GARBAGE_INSERT, old);
  lt_control_route_from (engine, strip); // to lean buses, round it
  return LT_OK;
}

bool
lt_engine_is_silenced (const LtEngine *engine, uint32_t id)
{
  const LtControlStrip *strip = lt_control_find (engine, id);
  return strip && strip->is_silenced;
}

uint32_t
lt_engine_latency (const LtEngine *engine, uint32_t id)
{
  const LtControlStrip *strip = lt_control_find (engine, id);
  return strip ? strip->latency : 0;
}

void
lt_control_bury_strips (LtEngine *engine)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    if (!strip->is_dying || strip->n_ins || strip->n_outs) {
      engine->strips[kept++] = strip;
      continue;
    }
    lt_control_discard (engine, LT_GARBAGE_SOURCE, strip->file);
    lt_control_discard (engine, LT_GARBAGE_INSERT, strip->insert);
    strip->file   = NULL;
    strip->insert = NULL;
    lt_control_discard (engine, LT_GARBAGE_STRIP, strip);
    engine->structure_changed = true;
  }
  engine->n_strips = kept;
}
