// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-process.h"

#include <string.h>
#include <time.h>

static uint64_t
now_ns (void)
{
  struct timespec t; // vDSO: no system call
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void
lt_process_reply (LtProcess *process, const LtRtMessage *reply)
{
  if (!lt_ring_write (&process->replies, reply, sizeof *reply))
    process->n_replies_dropped++;
}

/// Take in what the desk sent; everything of it holds from this frame on.
static void
take_messages (LtProcess *process)
{
  LtRtMessage message;
  for (int i = 0; i < LT_RT_AT_ONCE &&
                  lt_ring_read (&process->messages, &message, sizeof message);
       i++) {
    if (message.type == LT_RT_PATCH)
      lt_nodes_take_patch (process, message.pointer);
    else if (message.type < LT_RT_PATCH)
      lt_gains_message (process, &message);
    else
      lt_transport_message (process, &message);
    if (message.tag) {
      LtRtMessage reply = {
        .type  = LT_RT_APPLIED,
        .tag   = message.tag,
        .frame = process->transport.song,
      };
      lt_process_reply (process, &reply);
    }
  }
  lt_gains_settle (process);
}

/// Cut the next chunk into segments: until a message or the song's clock
/// wants to be heard, telemetry is due, or LT_CHUNK.
static void
plan (LtProcess *process, uint32_t n)
{
  uint32_t limit = LT_CHUNK - (uint32_t)(process->frame % LT_CHUNK);
  if (limit > n)
    limit = n;
  const bool has_mail = lt_ring_filled (&process->messages) > 0;
  uint32_t   at       = 0;
  process->n_segments = 0;
  for (;;) {
    uint32_t left        = process->quantum - process->quantum_at;
    uint32_t take        = left < limit - at ? left : limit - at;
    uint32_t i           = process->n_segments++;
    process->lengths[i]  = process->quantum;
    process->segments[i] = (LtSegment){
      .offset = at,
      .n      = take,
      .k      = process->quantum_at,
      .ends   = take == left,
    };
    at += take;
    process->quantum_at += take;
    if (at == limit || has_mail || lt_transport_is_due (process, at))
      break;
    process->quantum    = lt_transport_quantum (process, at);
    process->quantum_at = 0;
  }
  process->chunk = at;
}

static void
silence_outputs (const LtCycle *cycle)
{
  for (uint32_t i = 0; i < cycle->n_out; i++)
    if (cycle->out[i])
      memset (cycle->out[i], 0, cycle->n_frames * sizeof (float));
}

static void
measure_load (LtProcess *process, const LtCycle *cycle, uint64_t start)
{
  float load = (float)(now_ns () - start) * 1e-9f * (float)process->rate /
               (float)cycle->n_frames;
  if (load > process->load)
    process->load = load;
  if (load > 1.0f && !cycle->may_wait)
    process->n_overruns++;
}

void
lt_process_cycle (LtProcess *process, const LtCycle *cycle)
{
  const uint64_t start = now_ns ();
  lt_rt_float_mode ();
  process->n_xruns = cycle->n_xruns;
  if (process->out_epoch != cycle->epoch) {
    process->out_epoch = cycle->epoch;
    process->out_fade  = 0;
  }
  silence_outputs (cycle);
  if (cycle->may_wait && process->wait &&
      lt_transport_moves (&process->transport))
    process->wait (process->data, cycle->n_frames);
  for (uint32_t done = 0; done < cycle->n_frames;) {
    if (process->quantum_at == process->quantum) {
      take_messages (process);
      lt_transport_begin (process, cycle->may_wait);
      process->quantum    = lt_transport_quantum (process, 0);
      process->quantum_at = 0;
    }
    plan (process, cycle->n_frames - done);
    lt_nodes_run (process, cycle, done);
    lt_transport_advance (process, process->chunk);
    process->frame += process->chunk;
    done += process->chunk;
    if (process->frame % LT_CHUNK == 0)
      lt_telemetry_write (process);
  }
  measure_load (process, cycle, start);
}
