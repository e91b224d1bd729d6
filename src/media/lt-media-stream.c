// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-stream-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_BLOCK = 16384, POLL_MS = 5, WAIT_MS = 10000 };

static struct timespec
after_ms (int64_t ms)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  const int64_t ns = t.tv_nsec + ms * 1000000;
  return (struct timespec){.tv_sec  = t.tv_sec + (time_t)(ns / 1000000000),
                           .tv_nsec = (long)(ns % 1000000000)};
}

// --- the disk thread ---

static void
free_stream (LtStream *stream)
{
  lt_reader_free (stream->disk.reader);
  free (stream->data[0]);
  free (stream);
}

static void
free_list (LtStream *stream)
{
  while (stream) {
    LtStream *next = stream->next;
    free_stream (stream);
    stream = next;
  }
}

/// The emptiest stream that wants a block, and how much of it; under the lock.
static LtStream *
choose (LtStreams *streams, uint32_t *n)
{
  LtStream *best  = NULL;
  uint32_t  least = UINT32_MAX, n_short = 0;
  for (LtStream *s = streams->list; s; s = s->next) {
    lt_stream_update (s, &streams->loop, streams->loop_version);
    const uint32_t room   = lt_stream_room (s);
    const uint32_t filled = lt_stream_filled (s);
    // A stream that waits for an answer to a cut waits for the waiter.
    const bool is_short =
      filled < streams->demand && !s->disk.is_cutting &&
      !atomic_load_explicit (&s->is_done, memory_order_relaxed);
    n_short += is_short;
    if ((room >= streams->block || (is_short && room > 0)) && filled < least) {
      best  = s;
      least = filled;
      *n    = room < streams->block ? room : streams->block;
    }
  }
  if (streams->demand > 0 && n_short == 0)
    pthread_cond_broadcast (&streams->progress);
  return best;
}

static void *
run (void *data)
{
  LtStreams *streams = data;
  lt_rt_float_mode (); // decoders run here: see lt_media_convert
  pthread_mutex_lock (&streams->lock);
  while (!streams->must_end) {
    LtStream *closed = streams->closed;
    streams->closed  = NULL;
    uint32_t  n      = 0;
    LtStream *stream = streams->is_stalled ? NULL : choose (streams, &n);
    if (!stream && !closed) {
      const struct timespec until = after_ms (POLL_MS);
      streams->is_asleep          = true;
      pthread_cond_timedwait (&streams->work, &streams->lock, &until);
      streams->is_asleep = false;
      continue;
    }
    // Only this thread frees streams: one that is closed now stays till then.
    pthread_mutex_unlock (&streams->lock);
    free_list (closed);
    if (stream)
      lt_stream_fill (stream, n);
    pthread_mutex_lock (&streams->lock);
  }
  pthread_mutex_unlock (&streams->lock);
  return NULL;
}

static bool
start (LtStreams *streams)
{
  sigset_t all, before;
  sigfillset (&all);
  pthread_sigmask (SIG_SETMASK, &all, &before);
  const int code = pthread_create (&streams->thread, NULL, run, streams);
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return code == 0;
}

static void
make_curves (LtStreams *streams)
{
  for (int i = 0; i < LT_STREAM_EDGE; i++)
    streams->edge[i] =
      (float)(0.5 - 0.5 * cos (M_PI * (i + 0.5) / LT_STREAM_EDGE));
  for (int i = 0; i < LT_STREAM_CROSS; i++)
    streams->cross[i] =
      (float)(0.5 - 0.5 * cos (M_PI * (i + 0.5) / LT_STREAM_CROSS));
}

LtStreams *
lt_streams_new (uint32_t rate, uint32_t ring_frames)
{
  LtStreams *streams = calloc (1, sizeof *streams);
  if (!streams)
    return NULL;
  streams->rate        = rate;
  streams->ring_frames = ring_frames;
  streams->block = ring_frames / 2 < MAX_BLOCK ? ring_frames / 2 : MAX_BLOCK;
  make_curves (streams);
  pthread_condattr_t monotonic;
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_mutex_init (&streams->lock, NULL);
  pthread_cond_init (&streams->work, &monotonic);
  pthread_cond_init (&streams->progress, &monotonic);
  pthread_condattr_destroy (&monotonic);
  if (!lt_scratch_init (&streams->scratch) || !start (streams)) {
    lt_scratch_clear (&streams->scratch);
    free (streams);
    return NULL;
  }
  return streams;
}

void
lt_streams_free (LtStreams *streams)
{
  if (!streams)
    return;
  pthread_mutex_lock (&streams->lock);
  streams->must_end = true;
  pthread_cond_signal (&streams->work);
  pthread_mutex_unlock (&streams->lock);
  pthread_join (streams->thread, NULL);
  free_list (streams->closed);
  free_list (streams->list);
  pthread_cond_destroy (&streams->work);
  pthread_cond_destroy (&streams->progress);
  pthread_mutex_destroy (&streams->lock);
  lt_scratch_clear (&streams->scratch);
  free (streams);
}

void
lt_streams_set_loop (LtStreams *streams, bool on, int64_t start_, int64_t end)
{
  LtLoop loop = {on && end - start_ >= streams->rate / 10, start_, end};
  if (!loop.on)
    loop.start = loop.end = 0;
  pthread_mutex_lock (&streams->lock);
  if (loop.on != streams->loop.on || loop.start != streams->loop.start ||
      loop.end != streams->loop.end) {
    streams->loop = loop;
    streams->loop_version++;
    pthread_cond_signal (&streams->work);
  }
  pthread_mutex_unlock (&streams->lock);
}

// --- one stream ---

static LtStream *
new_stream (LtStreams *streams,
            LtReader  *reader,
            uint32_t   n_channels,
            int64_t    start_,
            int64_t    at)
{
  const size_t bytes  = (sizeof (LtStream) + 63) & ~(size_t)63;
  const size_t ring   = streams->ring_frames * sizeof (float);
  LtStream    *stream = aligned_alloc (64, bytes);
  float       *data   = aligned_alloc (64, ring * n_channels);
  if (!stream || !data) {
    free (stream);
    free (data);
    return NULL;
  }
  *stream = (LtStream){
    .source  = {.ops = &lt_stream_ops, .n_channels = n_channels},
    .streams = streams,
    .first   = start_,
    .end     = start_ + lt_reader_frames (reader),
    .size    = streams->ring_frames,
    .data    = {data, n_channels == 2 ? data + streams->ring_frames : NULL},
    .rt      = {.generation = 1, .gain = LT_STREAM_EDGE, .is_own_gap = true},
    .disk    = {.reader = reader},
  };
  atomic_init (&stream->wanted, 1);
  atomic_init (&stream->wanted_song, at);
  return stream;
}

LtStatus
lt_stream_open (LtStreams  *streams,
                const char *path,
                uint32_t    first_channel,
                uint32_t    n_channels,
                int64_t     start_,
                int64_t     at,
                LtStream  **out,
                LtError    *error)
{
  LtReader *reader;
  LtStatus  status = lt_reader_open_with (
    path, first_channel, n_channels, &streams->scratch, &reader, error);
  if (status != LT_OK)
    return status;
  if (n_channels > LT_MAX_CHANNELS)
    status = lt_fail (
      error, LT_RANGE, _ ("%s: a strip has one channel or two."), path);
  else if (lt_reader_rate (reader) != streams->rate)
    status = lt_fail (error,
                      LT_FORMAT,
                      _ ("%s is at %u Hz and the session at %u Hz; it must be "
                         "converted first."),
                      path,
                      lt_reader_rate (reader),
                      streams->rate);
  LtStream *stream = NULL;
  if (status == LT_OK) {
    stream = new_stream (streams, reader, n_channels, start_, at);
    if (!stream)
      status = lt_fail (error, LT_NO_MEM, _ ("%s: out of memory."), path);
  }
  if (status != LT_OK) {
    lt_reader_free (reader);
    return status;
  }
  pthread_mutex_lock (&streams->lock);
  stream->next  = streams->list;
  streams->list = stream;
  pthread_cond_signal (&streams->work);
  pthread_mutex_unlock (&streams->lock);
  *out = stream;
  return LT_OK;
}

void
lt_stream_close (LtStream *stream)
{
  if (!stream)
    return;
  LtStreams *streams = stream->streams;
  pthread_mutex_lock (&streams->lock);
  LtStream **link = &streams->list;
  while (*link != stream)
    link = &(*link)->next;
  *link           = stream->next;
  stream->next    = streams->closed;
  streams->closed = stream;
  pthread_cond_signal (&streams->work);
  pthread_mutex_unlock (&streams->lock);
}

LtSource *
lt_stream_source (LtStream *stream)
{
  return &stream->source;
}

LtStream *
lt_stream_of_source (LtSource *source)
{
  return (LtStream *)source;
}

uint32_t
lt_stream_n_underruns (const LtStream *stream)
{
  return atomic_load_explicit (&stream->n_underruns, memory_order_relaxed);
}

uint32_t
lt_streams_n_underruns (const LtStreams *streams)
{
  return atomic_load_explicit (&streams->n_underruns, memory_order_relaxed);
}

bool
lt_stream_has_failed (const LtStream *stream)
{
  return atomic_load_explicit (&stream->has_failed, memory_order_relaxed);
}

// --- waiting ---

/// Under the lock. `is_hungry`: the disk thread has something to do.
static bool
all_have (LtStreams *streams, uint32_t n, bool *is_hungry)
{
  bool           have_all = true;
  const uint64_t enough   = streams->ring_frames - streams->block;
  for (LtStream *s = streams->list; s; s = s->next) {
    const uint32_t seen =
      atomic_load_explicit (&s->loop_seen, memory_order_acquire);
    have_all &= lt_stream_has (s, n) && seen == streams->loop_version;
    *is_hungry |= s->rt.filled <= enough && !s->rt.is_whole;
  }
  return have_all;
}

bool
lt_streams_wait (LtStreams *streams, uint32_t n)
{
  bool is_hungry = false;
  n              = n < streams->ring_frames / 2 ? n : streams->ring_frames / 2;
  pthread_mutex_lock (&streams->lock);
  bool have_all = all_have (streams, n, &is_hungry);
  if (is_hungry && streams->is_asleep)
    pthread_cond_signal (&streams->work);
  if (!have_all) {
    const struct timespec until = after_ms (WAIT_MS);
    streams->demand             = (uint64_t)n + LT_STREAM_EDGE;
    int code                    = 0;
    while (!have_all && code != ETIMEDOUT) {
      pthread_cond_signal (&streams->work);
      code =
        pthread_cond_timedwait (&streams->progress, &streams->lock, &until);
      have_all = all_have (streams, n, &is_hungry);
    }
    streams->demand = 0;
  }
  pthread_mutex_unlock (&streams->lock);
  return have_all;
}

void
lt_streams_stall (LtStreams *streams, bool stalled)
{
  pthread_mutex_lock (&streams->lock);
  streams->is_stalled = stalled;
  pthread_cond_signal (&streams->work);
  pthread_mutex_unlock (&streams->lock);
}
