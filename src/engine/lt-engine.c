// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-control.h"

#include "base/lt-i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *
new_aligned (size_t bytes)
{
  bytes   = (bytes + 63) & ~(size_t)63;
  void *p = aligned_alloc (64, bytes);
  if (p)
    memset (p, 0, bytes);
  return p;
}

LtEngine *
lt_engine_new (const LtEngineOptions *options)
{
  LtEngine  *engine  = calloc (1, sizeof *engine);
  LtProcess *process = new_aligned (sizeof *process);
  if (!engine || !process) {
    free (engine);
    free (process);
    return NULL;
  }
  engine->options      = *options;
  engine->process      = process;
  engine->message_ring = lt_ring_new (LT_RT_RING);
  engine->reply_ring   = lt_ring_new (LT_RT_RING);
  engine->silence      = new_aligned (LT_BUFFER_FLOATS * sizeof (float));
  engine->waste        = new_aligned (LT_BUFFER_FLOATS * sizeof (float));
  process->slots = new_aligned (LT_TELEMETRY_SLOTS * sizeof (LtTelemetrySlot));
  if (!engine->message_ring || !engine->reply_ring || !engine->silence ||
      !engine->waste || !process->slots) {
    lt_engine_free (engine);
    return NULL;
  }
  lt_process_init (process, options->rate, options->kernels);
  process->wait = options->wait;
  process->data = options->data;
  lt_ring_writer (&engine->messages, engine->message_ring, LT_RT_RING);
  lt_ring_reader (&process->messages, engine->message_ring, LT_RT_RING);
  lt_ring_writer (&process->replies, engine->reply_ring, LT_RT_RING);
  lt_ring_reader (&engine->replies, engine->reply_ring, LT_RT_RING);
  return engine;
}

static void
free_strip_state (LtStripState *state)
{
  for (int c = 0; c < 2; c++) {
    free (state->in[c]);
    for (int tap = 0; tap < LT_N_TAPS; tap++)
      free (state->tap[tap][c]);
  }
  free (state);
}

static void
free_lanes (LtEngine *engine, const LtStripState *state)
{
  for (size_t i = 0; i < sizeof engine->banks / sizeof *engine->banks; i++)
    if (engine->banks[i] == state->bank)
      engine->used[i] &= ~(((1U << state->n_channels) - 1) << state->lane);
}

static void
free_control_strip (LtEngine *engine, LtControlStrip *strip)
{
  free_lanes (engine, strip->state);
  for (int tap = 0; tap < LT_N_TAPS; tap++)
    for (int c = 0; c < 2; c++)
      free (strip->history[tap][c]);
  free_strip_state (strip->state);
  free (strip);
}

void
lt_control_empty (LtEngine *engine, LtGarbage *garbage)
{
  const LtEngineOptions *options = &engine->options;
  while (garbage) {
    LtGarbage *next = garbage->next;
    void      *p    = garbage->pointer;
    switch (garbage->type) {
      case LT_GARBAGE_STRIP:
        free_control_strip (engine, p);
        break;
      case LT_GARBAGE_SOURCE:
        if (options->source_released)
          options->source_released (options->data, p);
        break;
      case LT_GARBAGE_INSERT:
        if (options->insert_released)
          options->insert_released (options->data, p);
        break;
      case LT_GARBAGE_EDGE:
      case LT_GARBAGE_MEMORY:
        free (p);
        break;
    }
    free (garbage);
    garbage = next;
  }
}

/// Free it when no patch has it any more: when the newest one comes back.
void
lt_control_discard (LtEngine *engine, int type, void *pointer)
{
  LtGarbage *garbage = calloc (1, sizeof *garbage);
  if (!garbage || !pointer) {
    free (garbage);
    return; // leaks rather than pulls it from under the process thread
  }
  garbage->type    = type;
  garbage->pointer = pointer;
  if (!engine->newest) {
    lt_control_empty (engine, garbage);
    return;
  }
  garbage->next   = engine->garbage;
  engine->garbage = garbage;
}

void
lt_patch_free (LtPatch *patch)
{
  if (!patch)
    return;
  free (patch->strips);
  free (patch->edges);
  free (patch->outs);
  free (patch->nodes);
  free (patch->banks);
  free (patch);
}

static void
free_patch (LtEngine *engine, LtPatch *patch)
{
  LtGarbage *garbage = patch->garbage;
  lt_patch_free (patch);
  engine->n_patches_out--;
  lt_control_empty (engine, garbage);
}

/// After the backend has stopped: patches that were sent and never taken.
static void
drain_messages (LtEngine *engine)
{
  LtRtMessage message;
  while (lt_ring_read (&engine->process->messages, &message, sizeof message))
    if (message.type == LT_RT_PATCH)
      free_patch (engine, message.pointer);
  for (uint32_t i = 0; i < engine->n_pending; i++)
    if (engine->pending[i].type == LT_RT_PATCH)
      free_patch (engine, engine->pending[i].pointer);
  engine->n_pending = 0;
}

void
lt_engine_free (LtEngine *engine)
{
  if (!engine)
    return;
  if (engine->reply_ring && engine->message_ring && engine->process->rate) {
    lt_engine_poll (engine);
    drain_messages (engine);
    if (engine->process->patch)
      free_patch (engine, engine->process->patch);
    engine->newest = NULL;
    lt_control_empty (engine, engine->garbage);
    engine->garbage = NULL;
  }
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    lt_control_discard (engine, LT_GARBAGE_SOURCE, strip->file);
    lt_control_discard (engine, LT_GARBAGE_INSERT, strip->insert);
    free_control_strip (engine, strip);
  }
  for (uint32_t i = 0; i < engine->n_edges; i++) {
    free (engine->edges[i]->state);
    free (engine->edges[i]);
  }
  for (uint32_t i = 0; i < engine->n_sends; i++)
    free (engine->sends[i]);
  for (size_t i = 0; i < sizeof engine->banks / sizeof *engine->banks; i++)
    free (engine->banks[i]);
  free (engine->strips);
  free (engine->edges);
  free (engine->sends);
  free (engine->pending);
  free (engine->silence);
  free (engine->waste);
  free (engine->message_ring);
  free (engine->reply_ring);
  free (engine->process->slots);
  free (engine->process);
  free (engine);
}

void
lt_engine_process (void *engine, const LtCycle *cycle)
{
  lt_process_cycle (((LtEngine *)engine)->process, cycle);
}

// --- strips ---

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

/// A lane of its own for life; a stereo strip takes an even pair. Buses have
/// banks of their own, since they run later than the inputs.
static bool
take_lanes (LtEngine *engine, LtStripState *state)
{
  const bool     is_bus = (state->kind & LT_KIND_BUS) != 0;
  const uint32_t want   = (1U << state->n_channels) - 1;
  for (size_t i = 0; i < sizeof engine->banks / sizeof *engine->banks; i++) {
    if (!engine->banks[i]) {
      engine->banks[i] = new_aligned (sizeof (LtBank));
      if (!engine->banks[i])
        return false;
      engine->is_bus_bank[i] = is_bus;
    }
    if (engine->is_bus_bank[i] != is_bus)
      continue;
    for (uint32_t lane = 0; lane < LT_LANES; lane += state->n_channels)
      if (!(engine->used[i] & want << lane)) {
        engine->used[i] |= want << lane;
        state->bank = engine->banks[i];
        state->lane = lane;
        return true;
      }
  }
  return false;
}

static LtStripState *
new_state (uint32_t id, LtKind kind, uint32_t n_channels)
{
  LtStripState *state = calloc (1, sizeof *state);
  if (!state)
    return NULL;
  *state = (LtStripState){.id = id, .kind = kind, .n_channels = n_channels};
  bool is_whole = true;
  for (uint32_t c = 0; c < n_channels; c++) {
    const size_t bytes = LT_BUFFER_FLOATS * sizeof (float);
    is_whole &= (state->in[c] = new_aligned (bytes)) != NULL;
    for (int tap = 0; tap < LT_N_TAPS; tap++)
      is_whole &= (state->tap[tap][c] = new_aligned (bytes)) != NULL;
  }
  if (is_whole)
    return state;
  free_strip_state (state);
  return NULL;
}

LtStatus
lt_engine_add_strip (LtEngine *engine,
                     uint32_t  id,
                     LtKind    kind,
                     uint32_t  n_channels)
{
  if (lt_control_find (engine, id))
    return LT_EXISTS;
  if (engine->n_strips >= LT_MAX_STRIPS || n_channels < 1 || n_channels > 2)
    return LT_RANGE;
  LtControlStrip **strips =
    realloc (engine->strips, (engine->n_strips + 1) * sizeof *engine->strips);
  if (!strips)
    return LT_NO_MEM;
  engine->strips        = strips;
  LtControlStrip *strip = calloc (1, sizeof *strip);
  LtStripState   *state = new_state (id, kind, n_channels);
  if (!strip || !state || !take_lanes (engine, state)) {
    if (state)
      free_strip_state (state);
    free (strip);
    return LT_NO_MEM;
  }
  strip->state = state;
  for (int c = 0; c < 2; c++)
    strip->live[c] = strip->out[c] = -1;
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    strip->values[i] = state->rt.values[i] = lt_param_info[i].def;
  uint32_t at = engine->n_strips++;
  for (; at > 0 && strips[at - 1]->state->id > id; at--)
    strips[at] = strips[at - 1];
  strips[at]                = strip;
  engine->structure_changed = engine->solo_changed = true;
  return LT_OK;
}

void
lt_engine_remove_strip (LtEngine *engine, uint32_t id)
{
  LtControlStrip *strip = lt_control_find (engine, id);
  if (!strip)
    return;
  strip->is_dying           = true;
  engine->structure_changed = engine->solo_changed = true;
  lt_control_drop_edges (engine, strip);
}

LtStatus
lt_engine_set (LtEngine *engine, LtAddress address, double value, uint32_t tag)
{
  if (address.strip == 0)
    return LT_OK;
  LtControlStrip *strip = lt_control_find (engine, address.strip);
  if (!strip)
    return LT_NOT_FOUND;
  const LtParamInfo *info = &lt_param_info[address.param];
  if (info->flags & LT_PARAM_PER_BUS)
    return lt_control_set_edge (engine, strip, address, value, tag);
  if (info->smooth == LT_SMOOTH_NONE)
    return LT_OK;
  strip->values[address.param] = value;
  if (address.param == LT_PARAM_SOLO) {
    engine->solo_changed = true;
  } else if (!strip->is_sent) {
    strip->state->rt.values[address.param] = value;
  } else {
    LtRtMessage message = {
      .type    = LT_RT_SET_STRIP,
      .tag     = tag,
      .param   = address.param,
      .value   = value,
      .pointer = strip->state,
    };
    lt_control_post (engine, &message);
  }
  return LT_OK;
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

static LtStatus
set_handles (LtEngine *engine, int to[2], const int handles[2])
{
  if (to[0] == handles[0] && to[1] == handles[1])
    return LT_OK;
  to[0]                     = handles[0];
  to[1]                     = handles[1];
  engine->structure_changed = true;
  return LT_OK;
}

LtStatus
lt_engine_set_inputs (LtEngine *engine, uint32_t id, const int handles[2])
{
  LtControlStrip *strip = lt_control_find (engine, id);
  return strip ? set_handles (engine, strip->live, handles) : LT_NOT_FOUND;
}

LtStatus
lt_engine_set_outputs (LtEngine *engine, uint32_t id, const int handles[2])
{
  LtControlStrip *strip = lt_control_find (engine, id);
  return strip ? set_handles (engine, strip->out, handles) : LT_NOT_FOUND;
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
  return LT_OK;
}

bool
lt_engine_is_silenced (const LtEngine *engine, uint32_t id)
{
  const LtControlStrip *strip = lt_control_find (engine, id);
  return strip && strip->is_silenced;
}

uint32_t
lt_engine_latency (const LtEngine *engine)
{
  return engine->latency;
}

// --- messages ---

void
lt_control_post (LtEngine *engine, const LtRtMessage *message)
{
  if (engine->n_pending == engine->max_pending) {
    uint32_t     max = engine->max_pending ? 2 * engine->max_pending : 256;
    LtRtMessage *grown =
      realloc (engine->pending, max * sizeof *engine->pending);
    if (!grown)
      abort (); // a desk that forgets a message would lie about its state
    engine->pending     = grown;
    engine->max_pending = max;
  }
  engine->pending[engine->n_pending++] = *message;
}

/// As many as fit, published at once; the rest at the next call.
static void
send_pending (LtEngine *engine)
{
  uint32_t n = 0;
  while (n < engine->n_pending && lt_ring_stage (&engine->messages,
                                                 &engine->pending[n],
                                                 sizeof *engine->pending))
    n++;
  lt_ring_commit (&engine->messages);
  engine->n_pending -= n;
  memmove (engine->pending,
           engine->pending + n,
           engine->n_pending * sizeof *engine->pending);
}

/// Strips that were taken away and are connected to nothing any more.
static void
bury_strips (LtEngine *engine)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < engine->n_strips; i++) {
    LtControlStrip *strip = engine->strips[i];
    if (!strip->is_dying || lt_control_has_edges (engine, strip)) {
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

void
lt_engine_commit (LtEngine *engine)
{
  if (engine->solo_changed) {
    lt_control_update_solo (engine);
    engine->solo_changed = false;
  }
  if (engine->structure_changed) {
    lt_control_sweep_edges (engine);
    bury_strips (engine);
    engine->structure_changed = !lt_compile (engine);
  }
  send_pending (engine);
}

bool
lt_engine_poll (LtEngine *engine)
{
  LtRtMessage reply;
  while (lt_ring_read (&engine->replies, &reply, sizeof reply))
    switch (reply.type) {
      case LT_RT_OLD_PATCH:
        free_patch (engine, reply.pointer);
        break;
      case LT_RT_AT_REST:
        lt_control_edge_at_rest (engine, reply.pointer);
        break;
      case LT_RT_APPLIED:
        if (engine->options.applied)
          engine->options.applied (
            engine->options.data, reply.tag, reply.frame);
        break;
    }
  if (engine->structure_changed || engine->n_pending)
    lt_engine_commit (engine);
  bool is_busy = engine->n_patches_out > 1 || engine->n_pending;
  for (uint32_t i = 0; i < engine->n_edges; i++)
    is_busy |= !engine->edges[i]->is_wanted;
  return is_busy;
}

// --- transport ---

static void
post_transport (LtEngine *engine, LtRtMessageType type, int64_t frame)
{
  LtRtMessage message = {.type = type, .frame = frame};
  lt_control_post (engine, &message);
}

void
lt_engine_play (LtEngine *engine)
{
  post_transport (engine, LT_RT_PLAY, 0);
}

void
lt_engine_stop (LtEngine *engine)
{
  post_transport (engine, LT_RT_STOP, 0);
}

void
lt_engine_locate (LtEngine *engine, int64_t song_frame)
{
  post_transport (engine, LT_RT_LOCATE, song_frame < 0 ? 0 : song_frame);
}

void
lt_engine_set_loop (LtEngine *engine, bool on, int64_t start, int64_t end)
{
  post_transport (engine, LT_RT_LOOP_OFF, 0);
  if (!on)
    return;
  post_transport (engine, LT_RT_LOOP_START, start);
  post_transport (engine, LT_RT_LOOP_END, end);
}
