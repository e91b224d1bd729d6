// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-control.h"

#include "base/lt-i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void *
lt_control_new (size_t bytes)
{
  bytes   = (bytes + 63) & ~(size_t)63;
  void *p = aligned_alloc (64, bytes);
  if (p)
    memset (p, 0, bytes);
  return p;
}

void *
lt_control_grow (void *array, uint32_t n, uint32_t *max)
{
  if (n < *max)
    return array;
  uint32_t wanted = *max ? 2 * *max : 8;
  void    *grown  = realloc (array, wanted * sizeof (void *));
  if (grown)
    *max = wanted;
  return grown;
}

LtEngine *
lt_engine_new (const LtEngineOptions *options)
{
  LtEngine  *engine  = calloc (1, sizeof *engine);
  LtProcess *process = lt_control_new (sizeof *process);
  if (!engine || !process) {
    free (engine);
    free (process);
    return NULL;
  }
  engine->options      = *options;
  engine->process      = process;
  engine->message_ring = lt_ring_new (LT_RT_RING);
  engine->reply_ring   = lt_ring_new (LT_RT_RING);
  engine->silence      = lt_control_new (LT_BUFFER_FLOATS * sizeof (float));
  process->slots =
    lt_control_new (LT_TELEMETRY_SLOTS * sizeof (LtTelemetrySlot));
  if (!engine->message_ring || !engine->reply_ring || !engine->silence ||
      !process->slots) {
    lt_engine_free (engine);
    return NULL;
  }
  for (int i = 0; i < LT_N_PARAMS; i++)
    engine->values[i] = lt_param_info[i].def;
  for (int set = 0; set < LT_N_SPEAKERS; set++)
    engine->speaker[set][0] = engine->speaker[set][1] = -1;
  lt_process_init (process, options->rate, options->kernels);
  process->wait = options->wait;
  process->data = options->data;
  if (options->n_threads > 1)
    process->pool = lt_pool_new (options->n_threads);
  lt_ring_writer (&engine->messages, engine->message_ring, LT_RT_RING);
  lt_ring_reader (&process->messages, engine->message_ring, LT_RT_RING);
  lt_ring_writer (&process->replies, engine->reply_ring, LT_RT_RING);
  lt_ring_reader (&engine->replies, engine->reply_ring, LT_RT_RING);
  return engine;
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
        lt_control_free_strip (engine, p);
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
  free (patch->hot);
  free (patch->moving);
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
    lt_control_free_strip (engine, strip);
  }
  for (size_t i = 0; i < LT_MAX_BANKS; i++) {
    free (engine->banks[i]);
    free (engine->channels[i]);
    free (engine->buffers[i]);
  }
  free (engine->strips);
  free (engine->pending);
  free (engine->speaker_history[0]);
  free (engine->speaker_history[1]);
  free (engine->silence);
  free (engine->message_ring);
  free (engine->reply_ring);
  lt_pool_free (engine->process->pool);
  free (engine->process->slots);
  free (engine->process);
  free (engine);
}

void
lt_engine_process (void *engine, const LtCycle *cycle)
{
  lt_process_cycle (((LtEngine *)engine)->process, cycle);
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

void
lt_engine_commit (LtEngine *engine)
{
  if (engine->monitor_changed) {
    engine->monitor_changed = false;
    lt_control_update_monitor (engine);
  }
  if (engine->structure_changed) {
    lt_control_sweep_edges (engine);
    lt_control_bury_strips (engine);
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
        lt_control_edge_at_rest (engine, reply.pointer, reply.param);
        break;
      case LT_RT_APPLIED:
        if (engine->options.applied)
          engine->options.applied (
            engine->options.data, reply.tag, reply.frame);
        break;
    }
  if (engine->structure_changed || engine->n_pending)
    lt_engine_commit (engine);
  return engine->n_patches_out > 1 || engine->n_pending || engine->n_fading;
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
