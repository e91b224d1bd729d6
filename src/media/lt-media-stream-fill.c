// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The disk thread's side: see lt-media-stream-private.h.

#include "media/lt-media-stream-private.h"

#include <string.h>
#include <time.h>

#define LOAD(x)       atomic_load_explicit (&(x), memory_order_relaxed)
#define ACQUIRE(x)    atomic_load_explicit (&(x), memory_order_acquire)
#define STORE(x, v)   atomic_store_explicit (&(x), v, memory_order_relaxed)
#define RELEASE(x, v) atomic_store_explicit (&(x), v, memory_order_release)
#define MARK(s, i)    ((s)->marks[(i) & (LT_STREAM_MARKS - 1)])
#define MIN(a, b)     ((a) < (b) ? (a) : (b))
#define MAX(a, b)     ((a) > (b) ? (a) : (b))

enum { MAX_FAILS = 3, RETRY_MS = 50 };

static int64_t
now_ns (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/// Where the process thread is, as far as this generation is concerned.
static uint64_t
read_index (const LtStream *s)
{
  const uint64_t read = ACQUIRE (s->read);
  return MAX (read, s->disk.base);
}

uint32_t
lt_stream_filled (const LtStream *s)
{
  return (uint32_t)(s->disk.write - read_index (s));
}

uint32_t
lt_stream_room (const LtStream *s)
{
  if (s->disk.is_cutting || LOAD (s->is_done) || LOAD (s->has_failed) ||
      (s->disk.n_fails > 0 && now_ns () < s->disk.retry))
    return 0;
  return s->size - lt_stream_filled (s);
}

// --- marks ---

/// The first mark whose words are still there: the last one passed, or the
/// generation's first.
static uint32_t
oldest_mark (const LtStream *s)
{
  const uint32_t passed = ACQUIRE (s->marks_read);
  const int32_t  n      = (int32_t)(passed - s->disk.base_mark);
  return n > 0 ? passed - 1 : s->disk.base_mark;
}

static bool
has_mark_room (const LtStream *s)
{
  return s->disk.mark - oldest_mark (s) < LT_STREAM_MARKS - 2;
}

static void
put_mark (LtStream *s, int64_t from, int64_t song)
{
  LtStreamMark *mark = &MARK (s, s->disk.mark);
  STORE (mark->index, s->disk.write);
  STORE (mark->from, from);
  STORE (mark->song, song);
  s->disk.song = song;
  RELEASE (s->n_marks, ++s->disk.mark);
}

// --- what comes next ---

/// Material frames from `song` on are zeros where there are none.
static int64_t
read_padded (LtStream *s, float *const *out, int64_t song, uint32_t n)
{
  const int64_t from = MIN (MAX (song, s->first), song + n);
  const int64_t to   = MAX (MIN (song + n, s->end), from);
  for (uint32_t c = 0; c < s->source.n_channels; c++) {
    memset (out[c], 0, (size_t)(from - song) * sizeof (float));
    memset (out[c] + (to - song), 0, (size_t)(song + n - to) * sizeof (float));
  }
  if (from == to)
    return n;
  float *at[LT_MAX_CHANNELS] = {out[0] + (from - song)};
  if (s->source.n_channels == 2)
    at[1] = out[1] + (from - song);
  const uint32_t want = (uint32_t)(to - from);
  if (lt_reader_seek (s->disk.reader, from - s->first) != LT_OK ||
      lt_reader_read (s->disk.reader, at, want) != want)
    return -1;
  return n;
}

static bool
touches (const LtStream *s, int64_t song, int64_t n)
{
  return song < s->end && song + n > s->first;
}

static bool
go_round (LtStream *s)
{
  const LtLoop *loop                  = &s->disk.loop;
  float *const  tail[LT_MAX_CHANNELS] = {s->disk.tail[0], s->disk.tail[1]};
  if (read_padded (s, tail, loop->end, LT_STREAM_CROSS) < 0)
    return false;
  put_mark (s, loop->end, loop->start);
  s->disk.cross = touches (s, loop->end, LT_STREAM_CROSS) ||
                      touches (s, loop->start, LT_STREAM_CROSS)
                    ? LT_STREAM_CROSS
                    : 0;
  return true;
}

/// Whether anything sounds from here on.
static bool
will_sound (const LtStream *s)
{
  const LtLoop *loop = &s->disk.loop;
  if (s->disk.cross > 0)
    return true;
  if (!loop->on || s->disk.song >= loop->end)
    return s->disk.song < s->end;
  return touches (s, loop->start, loop->end - loop->start) ||
         touches (s, loop->end, LT_STREAM_CROSS) ||
         touches (s, s->disk.song, loop->end - s->disk.song);
}

/// Pass marks until a frame is to be written; false: the disk failed. Sets
/// is_done if there is none (yet).
static bool
find_next (LtStream *s)
{
  const LtLoop *loop = &s->disk.loop;
  while (s->disk.cross == 0) {
    const int64_t song = s->disk.song;
    s->disk.is_blocked = !has_mark_room (s);
    if (s->disk.is_blocked || !will_sound (s)) {
      RELEASE (s->is_done, true);
      return true;
    }
    const bool goes_round = loop->on && song < loop->end;
    const bool is_before  = song < s->first;
    if (is_before && (!goes_round || s->first < loop->end))
      put_mark (s, s->first, s->first);
    else if (!is_before && song < s->end && !(loop->on && song == loop->end))
      return true;
    else if (!go_round (s)) // also when it is silent up to the loop's end
      return false;
  }
  return true;
}

// --- the loop has changed ---

/// The first place in the ring that is wrong for the loop as it is now.
static bool
deviates (LtStream *s)
{
  const LtLoop  *loop = &s->disk.loop;
  const uint64_t read = read_index (s); // before the marks passed
  uint32_t       mark = oldest_mark (s);
  uint64_t       at   = s->disk.base;
  int64_t        song = s->disk.base_song;
  if ((int32_t)(ACQUIRE (s->marks_read) - s->disk.base_mark) > 0) {
    at   = LOAD (MARK (s, mark).index);
    song = LOAD (MARK (s, mark).song);
    mark++;
  }
  for (;; mark++) {
    const bool     is_last = mark == s->disk.mark;
    const uint64_t end = is_last ? s->disk.write : LOAD (MARK (s, mark).index);
    if (read > at) {
      const uint64_t past = MIN (read, end) - at;
      at += past;
      song += (int64_t)past;
    }
    const int64_t length = (int64_t)(end - at);
    s->disk.cut_mark     = mark;
    if (loop->on && song < loop->end && song + length > loop->end) {
      s->disk.cut_index = at + (uint64_t)(loop->end - song);
      s->disk.cut_song  = loop->end;
      return true;
    }
    if (is_last)
      return false;
    song += length;
    const int64_t from = LOAD (MARK (s, mark).from);
    const int64_t next = LOAD (MARK (s, mark).song);
    const bool    is_right =
      from == next
           ? !(loop->on && song < loop->end && next >= loop->end)
           : loop->on && from == loop->end && next == loop->start && song <= from;
    if (!is_right) {
      s->disk.cut_index = end;
      s->disk.cut_song  = song;
      return true;
    }
    at   = end;
    song = next;
  }
}

static void
allow_more (LtStream *s)
{
  RELEASE (s->is_done, LOAD (s->has_failed));
}

static void
plan_cut (LtStream *s, const LtLoop *loop, uint32_t loop_version)
{
  s->disk.loop         = *loop;
  s->disk.loop_version = loop_version;
  if (deviates (s)) {
    STORE (s->cut_index, s->disk.cut_index);
    STORE (s->cut_mark, s->disk.cut_mark);
    RELEASE (s->cut, ++s->disk.cut);
    s->disk.is_cutting = true;
  }
  allow_more (s);
}

static void
make_cut (LtStream *s)
{
  s->disk.write = s->disk.cut_index;
  s->disk.mark  = s->disk.cut_mark;
  s->disk.song  = s->disk.cut_song;
  s->disk.cross = 0;
  RELEASE (s->written, s->disk.write);
  RELEASE (s->n_marks, s->disk.mark);
  allow_more (s);
  RELEASE (s->cut_done, s->disk.cut);
}

static void
restart (LtStream *s, uint32_t generation)
{
  s->disk.generation = generation;
  s->disk.song       = LOAD (s->wanted_song);
  s->disk.base       = s->disk.write;
  s->disk.base_song  = s->disk.song;
  s->disk.base_mark  = s->disk.mark;
  s->disk.cross      = 0;
  s->disk.is_cutting = false;
  allow_more (s);
  STORE (s->started_index, s->disk.write);
  STORE (s->started_song, s->disk.song);
  STORE (s->started_mark, s->disk.mark);
  STORE (s->started_cut, s->disk.cut);
  RELEASE (s->started, generation);
}

void
lt_stream_update (LtStream *s, const LtLoop *loop, uint32_t loop_version)
{
  const uint32_t wanted = ACQUIRE (s->wanted);
  if (wanted != s->disk.generation) {
    restart (s, wanted);
    s->disk.loop         = *loop;
    s->disk.loop_version = loop_version;
    RELEASE (s->loop_seen, loop_version);
    return;
  }
  if (s->disk.is_cutting) {
    const uint32_t answer = ACQUIRE (s->cut_answer);
    if (answer / 2 != s->disk.cut)
      return;
    s->disk.is_cutting = false;
    if (answer & 1)
      make_cut (s);
    // Else it is too late: the process thread finds itself out of step there.
  }
  if (s->disk.loop_version != loop_version)
    plan_cut (s, loop, loop_version);
  else if (s->disk.is_blocked && has_mark_room (s)) {
    s->disk.is_blocked = false;
    allow_more (s);
  }
  if (!s->disk.is_cutting)
    RELEASE (s->loop_seen, s->disk.loop_version);
}

// --- filling ---

static void
fail (LtStream *s)
{
  s->disk.retry = now_ns () + RETRY_MS * INT64_C (1000000);
  if (++s->disk.n_fails < MAX_FAILS)
    return;
  RELEASE (s->has_failed, true);
  RELEASE (s->is_done, true);
}

static void
mix_tail (LtStream *s, float *const *out, uint32_t n)
{
  const uint32_t at = LT_STREAM_CROSS - s->disk.cross;
  for (uint32_t c = 0; c < s->source.n_channels; c++)
    for (uint32_t i = 0; i < n; i++) {
      const float w = s->streams->cross[at + i];
      out[c][i]     = out[c][i] * w + s->disk.tail[c][at + i] * (1.0f - w);
    }
  s->disk.cross -= n;
}

void
lt_stream_fill (LtStream *s, uint32_t n)
{
  const LtLoop *loop = &s->disk.loop;
  if (!find_next (s)) {
    fail (s);
    return;
  }
  if (LOAD (s->is_done))
    return;
  const int64_t  song = s->disk.song;
  const uint32_t at   = (uint32_t)(s->disk.write & (s->size - 1));
  const uint32_t room = lt_stream_room (s);
  int64_t        end  = s->disk.cross ? song + s->disk.cross : s->end;
  if (loop->on && song < loop->end)
    end = MIN (end, loop->end);
  n                                 = MIN (n, MIN (room, s->size - at));
  n                                 = (uint32_t)MIN (n, end - song);
  float *const out[LT_MAX_CHANNELS] = {
    s->data[0] + at, s->source.n_channels == 2 ? s->data[1] + at : NULL};
  if (read_padded (s, out, song, n) < 0) {
    fail (s);
    return;
  }
  if (s->disk.cross)
    mix_tail (s, out, n);
  s->disk.n_fails = 0;
  s->disk.song += n;
  s->disk.write += n;
  RELEASE (s->written, s->disk.write);
  if (!find_next (s)) // an end is known at once
    fail (s);
}
