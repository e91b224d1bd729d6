// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two drivers without a server: paced by a timer, and offline. Their ports
// are plain buffers that stay allocated, so that removing one is only a flag.

#include "base/lt-ring.h"
#include "io/lt-backends.h"
#include "io/lt-capture.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CAPTURE_RING = 1 << 23 }; ///< Bytes: over 20 s of stereo at 48 kHz

typedef struct {
  LtBackend        base;
  LtBackendClient  client;
  bool             is_paced;
  LtPacedOptions   options;
  uint64_t         n_frames; ///< To run; 0: for ever
  char            *capture_path;
  LtCapture       *capture;
  LtRing          *ring; ///< Paced: process thread to capture thread
  LtRingEnd        writer, reader;
  pthread_t        thread, capture_thread;
  bool             has_thread, has_capture_thread;
  _Atomic bool     must_stop, is_over;
  _Atomic uint32_t n_late;
  float *_Atomic   buffers[2][LT_MAX_PORTS];
  _Atomic bool     is_used[2][LT_MAX_PORTS];
  _Atomic uint32_t n_used[2]; ///< Handles below these were used
  float           *now[2][LT_MAX_PORTS];
  float            interleaved[2 * LT_MAX_BLOCK];
} Timed;

// --- ports ---

static int
add_port (LtBackend *backend, LtPortDirection direction, const char *name)
{
  Timed *t = (Timed *)backend;
  for (int i = 0; i < LT_MAX_PORTS; i++) {
    if (atomic_load (&t->is_used[direction][i]))
      continue;
    if (!atomic_load (&t->buffers[direction][i])) {
      float *buffer = calloc (LT_MAX_BLOCK, sizeof (float));
      if (!buffer)
        return -1;
      atomic_store (&t->buffers[direction][i], buffer);
    }
    atomic_store (&t->is_used[direction][i], true);
    if ((uint32_t)i >= atomic_load (&t->n_used[direction]))
      atomic_store (&t->n_used[direction], (uint32_t)i + 1);
    return i;
  }
  return -1;
}

static void
rename_port (LtBackend      *backend,
             LtPortDirection direction,
             int             handle,
             const char     *name)
{
}

static void
remove_port (LtBackend *backend, LtPortDirection direction, int handle)
{
  atomic_store (&((Timed *)backend)->is_used[direction][handle], false);
}

static void
connect_port (LtBackend *backend, const char *port, const char *peer, bool wish)
{
}

static bool
next_connection_change (LtBackend *backend, LtConnectionChange *change)
{
  return false;
}

static void
set_latency (LtBackend *backend, uint32_t frames)
{
}

// --- cycles ---

static uint32_t
look_at_ports (Timed *t, LtPortDirection direction)
{
  const uint32_t n = atomic_load (&t->n_used[direction]);
  for (uint32_t i = 0; i < n; i++)
    t->now[direction][i] = atomic_load (&t->is_used[direction][i])
                             ? atomic_load (&t->buffers[direction][i])
                             : NULL;
  return n;
}

/// Left and right are the first two outputs that are there.
static void
interleave (Timed *t, uint32_t n_out, uint32_t n)
{
  const float *side[2] = {NULL, NULL};
  for (uint32_t i = 0, k = 0; i < n_out && k < 2; i++)
    if (t->now[LT_PORT_OUTPUT][i])
      side[k++] = t->now[LT_PORT_OUTPUT][i];
  for (uint32_t i = 0; i < n; i++)
    for (int c = 0; c < 2; c++)
      t->interleaved[2 * i + (uint32_t)c] = side[c] ? side[c][i] : 0.0f;
}

static void
run_cycle (Timed *t, uint32_t n)
{
  const uint32_t n_in  = look_at_ports (t, LT_PORT_INPUT);
  const uint32_t n_out = look_at_ports (t, LT_PORT_OUTPUT);
  const LtCycle  cycle = {
     .in       = (const float *const *)t->now[LT_PORT_INPUT],
     .out      = t->now[LT_PORT_OUTPUT],
     .n_in     = n_in,
     .n_out    = n_out,
     .n_frames = n,
     .n_xruns  = atomic_load (&t->n_late),
     .epoch    = t->is_paced ? 1 : 0,
     .may_wait = !t->is_paced,
  };
  t->client.process (t->client.data, &cycle);
  if (!t->capture)
    return;
  interleave (t, n_out, n);
  if (!t->is_paced)
    lt_capture_write (t->capture, t->interleaved, n);
  else
    lt_ring_write (
      &t->writer, t->interleaved, n * 2 * (uint32_t)sizeof (float));
}

static void
add_ns (struct timespec *time, int64_t ns)
{
  ns += time->tv_nsec;
  time->tv_sec += ns / 1000000000;
  time->tv_nsec = ns % 1000000000;
}

static int64_t
ns_since (const struct timespec *time)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (now.tv_sec - time->tv_sec) * 1000000000 +
         (now.tv_nsec - time->tv_nsec);
}

static void *
run (void *data)
{
  Timed          *t      = data;
  uint64_t        done   = 0;
  uint32_t        random = 1;
  struct timespec due;
  clock_gettime (CLOCK_MONOTONIC, &due);
  while (!atomic_load (&t->must_stop) && (!t->n_frames || done < t->n_frames)) {
    uint32_t n = t->options.block;
    if (t->options.vary_block) {
      random = random * 1664525u + 1013904223u;
      n      = 1 + (random >> 16) % n;
    }
    if (t->n_frames && t->n_frames - done < n)
      n = (uint32_t)(t->n_frames - done);
    if (t->is_paced && t->options.speed > 0) {
      const int64_t period =
        (int64_t)(1e9 * n / ((double)t->options.rate * t->options.speed));
      add_ns (&due, period);
      // Late cycles are caught up with: no frame is lost.
      if (ns_since (&due) > period)
        atomic_fetch_add (&t->n_late, 1);
      else
        clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    }
    run_cycle (t, n);
    done += n;
  }
  atomic_store (&t->is_over, true);
  if (t->client.notify)
    t->client.notify (t->client.data);
  return NULL;
}

static void *
run_capture (void *data)
{
  Timed *t = data;
  float  block[2 * 4096];
  for (;;) {
    const bool     is_over = atomic_load (&t->is_over);
    uint32_t       n       = lt_ring_filled (&t->reader);
    const uint32_t most    = (uint32_t)sizeof block;
    n                      = n < most ? n : most;
    n -= n % 8;
    if (n > 0 && lt_ring_read (&t->reader, block, n)) {
      lt_capture_write (t->capture, block, n / 8);
    } else if (is_over) {
      return NULL;
    } else {
      nanosleep (&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
  }
}

// --- life ---

static LtStatus
start (LtBackend *backend, const LtBackendClient *client, LtError *error)
{
  Timed *t  = (Timed *)backend;
  t->client = *client;
  if (t->capture_path) {
    t->capture = lt_capture_new (t->capture_path, t->options.rate, 2);
    if (!t->capture)
      return lt_fail (
        error, LT_IO, "%s: %s", t->capture_path, lt_strerror (LT_IO));
  }
  if (t->capture && t->is_paced) {
    t->ring = lt_ring_new (CAPTURE_RING);
    if (!t->ring)
      return lt_fail (error, LT_NO_MEM, "%s", lt_strerror (LT_NO_MEM));
    lt_ring_writer (&t->writer, t->ring, CAPTURE_RING);
    lt_ring_reader (&t->reader, t->ring, CAPTURE_RING);
    t->has_capture_thread =
      pthread_create (&t->capture_thread, NULL, run_capture, t) == 0;
  }
  pthread_attr_t     attributes;
  struct sched_param priority = {.sched_priority = 60};
  pthread_attr_init (&attributes);
  pthread_attr_setinheritsched (&attributes, PTHREAD_EXPLICIT_SCHED);
  pthread_attr_setschedpolicy (&attributes, SCHED_FIFO);
  pthread_attr_setschedparam (&attributes, &priority);
  const bool wants_fifo = t->is_paced && t->options.speed > 0;
  if (!wants_fifo || pthread_create (&t->thread, &attributes, run, t) != 0)
    t->has_thread = pthread_create (&t->thread, NULL, run, t) == 0;
  else
    t->has_thread = true;
  pthread_attr_destroy (&attributes);
  return t->has_thread
           ? LT_OK
           : lt_fail (error, LT_NO_MEM, "%s", lt_strerror (LT_NO_MEM));
}

static void
stop (LtBackend *backend)
{
  Timed *t = (Timed *)backend;
  atomic_store (&t->must_stop, true);
  if (t->has_thread)
    pthread_join (t->thread, NULL);
  atomic_store (&t->is_over, true);
  if (t->has_capture_thread)
    pthread_join (t->capture_thread, NULL);
  t->has_thread = t->has_capture_thread = false;
  lt_capture_free (t->capture);
  t->capture = NULL;
}

static void
free_timed (LtBackend *backend)
{
  Timed *t = (Timed *)backend;
  for (int d = 0; d < 2; d++)
    for (int i = 0; i < LT_MAX_PORTS; i++)
      free (atomic_load (&t->buffers[d][i]));
  free (t->ring);
  free (t->capture_path);
  free (t);
}

static void
state (LtBackend *backend, LtBackendState *out)
{
  Timed *t = (Timed *)backend;
  *out     = (LtBackendState){
        .is_running      = t->has_thread && !atomic_load (&t->is_over),
        .is_freewheeling = !t->is_paced,
        .rate            = t->options.rate,
        .block           = t->options.block,
  };
  strcpy (out->text, t->is_paced ? "Timer" : "Offline");
}

static const LtBackendOps paced_ops = {
  .name                   = "paced",
  .start                  = start,
  .stop                   = stop,
  .free                   = free_timed,
  .state                  = state,
  .add_port               = add_port,
  .rename_port            = rename_port,
  .remove_port            = remove_port,
  .connect                = connect_port,
  .next_connection_change = next_connection_change,
  .set_latency            = set_latency,
};

static const LtBackendOps offline_ops = {
  .name                   = "offline",
  .start                  = start,
  .stop                   = stop,
  .free                   = free_timed,
  .state                  = state,
  .add_port               = add_port,
  .rename_port            = rename_port,
  .remove_port            = remove_port,
  .connect                = connect_port,
  .next_connection_change = next_connection_change,
  .set_latency            = set_latency,
};

static Timed *
new_timed (const LtBackendOps *ops, const LtPacedOptions *options)
{
  Timed *t = calloc (1, sizeof *t);
  if (!t)
    return NULL;
  t->base.ops = ops;
  t->options  = *options;
  if (options->capture_path && options->n_capture_channels)
    t->capture_path = strdup (options->capture_path);
  return t;
}

LtBackend *
lt_paced_new (const LtPacedOptions *options)
{
  Timed *t = new_timed (&paced_ops, options);
  if (t)
    t->is_paced = true;
  return t ? &t->base : NULL;
}

LtBackend *
lt_offline_new (const LtOfflineOptions *options)
{
  const LtPacedOptions like = {
    .rate               = options->rate,
    .block              = options->block,
    .capture_path       = options->capture_path,
    .n_capture_channels = options->n_capture_channels,
  };
  Timed *t = new_timed (&offline_ops, &like);
  if (t)
    t->n_frames = options->n_frames;
  return t ? &t->base : NULL;
}
