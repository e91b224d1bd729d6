// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lt-jack-private.h"

static uint32_t
fetch (LtJack *jack, LtPortDirection direction, jack_nframes_t n, float **to)
{
  const uint32_t used =
    atomic_load_explicit (&jack->n_ports[direction], memory_order_acquire);
  for (uint32_t i = 0; i < used; i++) {
    jack_port_t *port = atomic_load_explicit (&jack->ports[direction][i].port,
                                              memory_order_acquire);
    to[i]             = port ? jack_port_get_buffer (port, n) : NULL;
  }
  return used;
}

static void
step (float **buffers, uint32_t n_buffers, uint32_t n_frames)
{
  for (uint32_t i = 0; i < n_buffers; i++)
    if (buffers[i])
      buffers[i] += n_frames;
}

int
lt_jack_process (jack_nframes_t n_frames, void *data)
{
  LtJack *jack = data;
  lt_rt_float_mode ();
  const uint32_t n_in  = fetch (jack, LT_PORT_INPUT, n_frames, jack->in);
  const uint32_t n_out = fetch (jack, LT_PORT_OUTPUT, n_frames, jack->out);
  // A server may announce one size and ask for another: what counts is this.
  for (uint32_t left = n_frames; left > 0;) {
    const uint32_t now   = left < LT_MAX_BLOCK ? left : LT_MAX_BLOCK;
    const LtCycle  cycle = {
       .in       = (const float *const *)jack->in,
       .out      = jack->out,
       .n_in     = n_in,
       .n_out    = n_out,
       .n_frames = now,
       .n_xruns  = atomic_load_explicit (&jack->n_xruns, memory_order_relaxed),
       .epoch    = atomic_load_explicit (&jack->epoch, memory_order_relaxed),
       .may_wait =
         atomic_load_explicit (&jack->is_freewheeling, memory_order_relaxed),
    };
    jack->desk.process (jack->desk.data, &cycle);
    left -= now;
    if (left > 0) {
      step (jack->in, n_in, now);
      step (jack->out, n_out, now);
    }
  }
  atomic_fetch_add_explicit (&jack->n_cycles, 1, memory_order_release);
  return 0;
}
