// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The process thread's side: see lt-media-stream-private.h.

#include "media/lt-media-stream-private.h"

#include <string.h>

#define LOAD(x)       atomic_load_explicit (&(x), memory_order_relaxed)
#define ACQUIRE(x)    atomic_load_explicit (&(x), memory_order_acquire)
#define STORE(x, v)   atomic_store_explicit (&(x), v, memory_order_relaxed)
#define RELEASE(x, v) atomic_store_explicit (&(x), v, memory_order_release)
#define MARK(s, i)    ((s)->marks[(i) & (LT_STREAM_MARKS - 1)])
#define MIN(a, b)     ((a) < (b) ? (a) : (b))

/// A call of read on its way.
typedef struct {
  float *const *out;
  uint32_t      n, done; ///< Frames asked for and filled
  uint32_t      n_real;
  int64_t       song;     ///< Of the next frame to fill
  bool          is_there; ///< The ring is of this place
} Call;

static void
publish (LtStream *s)
{
  RELEASE (s->marks_read, s->rt.mark);
  RELEASE (s->read, s->rt.read);
}

/// Go to where the disk thread began for this generation, once it has.
static bool
adopt (LtStream *s)
{
  if (s->rt.is_adopted)
    return true;
  if (ACQUIRE (s->started) != s->rt.generation)
    return false;
  s->rt.read       = LOAD (s->started_index);
  s->rt.song       = LOAD (s->started_song);
  s->rt.mark       = LOAD (s->started_mark);
  s->rt.cut        = LOAD (s->started_cut);
  s->rt.is_cut     = false;
  s->rt.is_adopted = true;
  publish (s);
  return true;
}

/// Answer a cut; `need`: frames of the ring that are used before the next call.
static void
answer_cut (LtStream *s, uint64_t need)
{
  const uint32_t cut = ACQUIRE (s->cut);
  if (cut == s->rt.cut)
    return;
  s->rt.cut        = cut;
  s->rt.limit      = LOAD (s->cut_index);
  s->rt.limit_mark = LOAD (s->cut_mark);
  s->rt.is_cut     = s->rt.read + need <= s->rt.limit &&
                 (int32_t)(s->rt.limit_mark - s->rt.mark) >= 0;
  RELEASE (s->cut_answer, cut * 2 + s->rt.is_cut);
}

/// Look how much is there; false: the ring is of another place.
static bool
look (LtStream *s, uint64_t need)
{
  s->rt.filled   = 0;
  s->rt.is_whole = false;
  if (!adopt (s))
    return false;
  answer_cut (s, need);
  if (s->rt.is_cut && ACQUIRE (s->cut_done) == s->rt.cut)
    s->rt.is_cut = false;
  if (s->rt.is_cut) {
    s->rt.filled   = s->rt.limit - s->rt.read;
    s->rt.end_mark = s->rt.limit_mark;
    return true;
  }
  // In this order: what is_done speaks of is then in `written`.
  s->rt.is_whole = ACQUIRE (s->is_done);
  s->rt.filled   = ACQUIRE (s->written) - s->rt.read;
  s->rt.end_mark = ACQUIRE (s->n_marks);
  return true;
}

static bool
is_material (const LtStream *s, int64_t song)
{
  return song >= s->first && song < s->end;
}

// --- where the ring stands ---

/// Frames from ring index `at` to mark number `mark`, or to the end.
static uint64_t
segment (const LtStream *s, uint64_t at, uint32_t mark)
{
  const uint64_t n = s->rt.read + s->rt.filled - at;
  if (mark == s->rt.end_mark)
    return n;
  const uint64_t m = LOAD (MARK (s, mark).index) - at;
  return MIN (m, n);
}

/// The mark right at the place, or NULL.
static const LtStreamMark *
mark_here (const LtStream *s)
{
  if (s->rt.mark == s->rt.end_mark)
    return NULL;
  const LtStreamMark *mark = &MARK (s, s->rt.mark);
  return LOAD (mark->index) == s->rt.read ? mark : NULL;
}

static void
pass_mark (LtStream *s, const LtStreamMark *mark)
{
  s->rt.song = LOAD (mark->song);
  s->rt.mark++;
}

static void
take (LtStream *s, uint64_t n)
{
  s->rt.read += n;
  s->rt.filled -= n;
  s->rt.song += (int64_t)n;
}

/// Bring the ring to `song`, over what lies before it; @return frames in a row
/// there. 0: it is not there, nothing has moved, and `last` is the song frame
/// that the ring ends with.
static uint64_t
find (LtStream *s, int64_t song, int64_t *last)
{
  uint64_t at    = s->rt.read;
  int64_t  place = s->rt.song;
  uint32_t mark  = s->rt.mark;
  for (;;) {
    const uint64_t n = segment (s, at, mark);
    if (song >= place && song - place < (int64_t)n) {
      at += (uint64_t)(song - place);
      take (s, at - s->rt.read);
      s->rt.mark = mark;
      s->rt.song = song;
      return segment (s, at, mark);
    }
    at += n;
    *last = *last == INT64_MAX / 2 ? *last : place + (int64_t)n;
    if (mark == s->rt.end_mark || LOAD (MARK (s, mark).index) != at)
      return 0;
    // What is not found beyond a wrap is not just late.
    const int64_t next = LOAD (MARK (s, mark).song);
    *last              = next < place ? INT64_MAX / 2 : *last;
    place              = next;
    mark++;
  }
}

/// The same outside the material, where the ring has but the cross-fade after
/// a wrap: only right here, or behind a mark right here.
static uint64_t
find_outside (LtStream *s, int64_t song)
{
  const LtStreamMark *mark = mark_here (s);
  if (mark && LOAD (mark->song) == song && s->rt.song != song)
    pass_mark (s, mark);
  const uint64_t n = segment (s, s->rt.read, s->rt.mark);
  if (song < s->rt.song || song - s->rt.song >= (int64_t)n)
    return 0;
  take (s, (uint64_t)(song - s->rt.song));
  return segment (s, s->rt.read, s->rt.mark);
}

/// Make room: nothing in the ring will be played any more.
static void
drop (LtStream *s, int64_t last)
{
  take (s, s->rt.filled);
  s->rt.mark = s->rt.end_mark;
  s->rt.song = last;
}

// --- filling a call ---

static void
advance (Call *call, uint64_t n)
{
  call->done += (uint32_t)n;
  call->song += (int64_t)n;
}

static void
silence (const LtStream *s, Call *call, uint64_t n)
{
  for (uint32_t c = 0; c < s->source.n_channels; c++)
    memset (call->out[c] + call->done, 0, n * sizeof (float));
  advance (call, n);
}

static void
copy (LtStream *s, Call *call, uint64_t n)
{
  const uint64_t at    = s->rt.read & (s->size - 1);
  const uint64_t first = MIN (n, s->size - at);
  for (uint32_t c = 0; c < s->source.n_channels; c++) {
    float *out = call->out[c] + call->done;
    memcpy (out, s->data[c] + at, first * sizeof (float));
    memcpy (out + first, s->data[c], (n - first) * sizeof (float));
  }
}

static void
play (LtStream *s, Call *call, uint64_t n)
{
  const float *edge = s->streams->edge;
  copy (s, call, n);
  for (uint32_t c = 0; s->rt.gain < LT_STREAM_EDGE && c < s->source.n_channels;
       c++)
    for (uint32_t i = 0; i < n && s->rt.gain + i < LT_STREAM_EDGE; i++)
      call->out[c][call->done + i] *= edge[s->rt.gain + i];
  s->rt.gain   = (uint32_t)MIN (s->rt.gain + n, LT_STREAM_EDGE);
  s->rt.is_gap = s->rt.is_own_gap = false;
  call->n_real += (uint32_t)n;
  take (s, n);
  advance (call, n);
}

/// Fade out with what the ring goes on with.
static void
fall (LtStream *s, Call *call)
{
  const float        *edge = s->streams->edge;
  uint64_t            n    = segment (s, s->rt.read, s->rt.mark);
  const LtStreamMark *mark = n == 0 ? mark_here (s) : NULL;
  if (mark) {
    pass_mark (s, mark);
    return;
  }
  n = MIN (n, MIN (s->rt.gain, call->n - call->done));
  if (n == 0)
    s->rt.gain = 0;
  copy (s, call, n);
  for (uint32_t c = 0; c < s->source.n_channels; c++)
    for (uint32_t i = 0; i < n; i++)
      call->out[c][call->done + i] *= edge[s->rt.gain - 1 - i];
  s->rt.gain -= (uint32_t)n;
  s->rt.is_falling = s->rt.gain > 0;
  take (s, n);
  advance (call, n);
}

static void
begin_gap (LtStream *s, bool is_own)
{
  if (!s->rt.is_gap && !is_own && !s->rt.is_own_gap) {
    atomic_fetch_add_explicit (&s->n_underruns, 1, memory_order_relaxed);
    atomic_fetch_add_explicit (
      &s->streams->n_underruns, 1, memory_order_relaxed);
  }
  s->rt.is_gap = true;
  s->rt.is_own_gap |= is_own;
}

static void
ask (LtStream *s, int64_t song)
{
  STORE (s->wanted_song, song);
  RELEASE (s->wanted, ++s->rt.generation);
  s->rt.is_adopted = false;
}

/// In the material, and the ring has nothing of it. `last`: where it ends.
static void
miss (LtStream *s, Call *call, int64_t last)
{
  const int64_t behind = call->song - last;
  const bool is_late = behind >= 0 && behind <= s->size / 4 && !s->rt.is_whole;
  const bool is_lost = call->is_there && !is_late && !LOAD (s->has_failed);
  begin_gap (s, is_lost && behind < 0);
  if (s->rt.gain > 0 && s->rt.filled > 0) {
    s->rt.is_falling = true;
    return;
  }
  s->rt.gain        = 0;
  const int64_t end = call->song + (call->n - call->done);
  if (is_lost) {
    ask (s, end);
    call->is_there = false;
  } else if (!call->is_there) {
    STORE (s->wanted_song, end); // the disk thread begins where it is needed
  } else {
    drop (s, last);
  }
  silence (s, call, (uint64_t)(MIN (end, s->end) - call->song));
}

static void
step (LtStream *s, Call *call)
{
  const uint64_t left   = call->n - call->done;
  const bool     inside = is_material (s, call->song);
  int64_t        last   = call->song;
  uint64_t       n      = 0;
  if (call->is_there)
    n = inside ? find (s, call->song, &last) : find_outside (s, call->song);
  n = MIN (n, left);
  if (n > 0) {
    const uint64_t reserve = s->rt.is_whole ? 0 : LT_STREAM_EDGE;
    if (s->rt.filled > reserve) {
      play (s, call, MIN (n, s->rt.filled - reserve));
      return;
    }
    begin_gap (s, false);
    s->rt.is_falling = s->rt.gain > 0;
    if (!s->rt.is_falling)
      silence (s, call, n);
    return;
  }
  if (inside) {
    miss (s, call, last);
    return;
  }
  n                        = left;
  const LtStreamMark *mark = call->is_there ? mark_here (s) : NULL;
  const int64_t       from = mark ? LOAD (mark->from) : INT64_MAX;
  if (call->song < s->first)
    n = MIN (n, (uint64_t)(s->first - call->song));
  if (from > call->song)
    n = MIN (n, (uint64_t)(from - call->song));
  s->rt.gain   = LT_STREAM_EDGE;
  s->rt.is_gap = false;
  call->n_real += (uint32_t)n;
  silence (s, call, n);
}

/// The song goes round within a call where the ring says so.
static void
wrap (LtStream *s, Call *call)
{
  const LtStreamMark *mark = call->is_there ? mark_here (s) : NULL;
  if (mark && call->done > 0 && LOAD (mark->from) == call->song) {
    pass_mark (s, mark);
    call->song = s->rt.song;
  }
}

static uint32_t
stream_read (LtSource *source, float *const *out, uint32_t n, int64_t song)
{
  LtStream  *s       = (LtStream *)source;
  Call       call    = {.out = out, .n = n, .song = song};
  const bool is_used = song + n > s->first && song < s->end;
  call.is_there      = look (s, is_used ? (uint64_t)n + LT_STREAM_EDGE : 0);
  while (call.done < n) {
    if (s->rt.is_falling) {
      fall (s, &call);
      continue;
    }
    wrap (s, &call);
    step (s, &call);
  }
  if (s->rt.is_adopted)
    publish (s);
  return call.n_real;
}

static void
stream_seek (LtSource *source, int64_t song)
{
  LtStream *s      = (LtStream *)source;
  s->rt.gain       = LT_STREAM_EDGE;
  s->rt.is_falling = s->rt.is_gap = s->rt.is_own_gap = false;
  ask (s, song);
}

static bool
stream_ready (LtSource *source)
{
  LtStream      *s      = (LtStream *)source;
  const uint64_t enough = MIN (s->size / 4, 8192) + LT_STREAM_EDGE;
  return look (s, 0) && !s->rt.is_cut &&
         (s->rt.filled >= enough || s->rt.is_whole);
}

static bool
stream_is_inside (LtSource *source, int64_t song)
{
  const LtStream *s = (const LtStream *)source;
  return song > s->first && song < s->end;
}

bool
lt_stream_has (LtStream *s, uint32_t n)
{
  const uint64_t need = (uint64_t)n + LT_STREAM_EDGE;
  return look (s, 0) && !s->rt.is_cut &&
         (s->rt.filled >= need || s->rt.is_whole);
}

const LtSourceOps lt_stream_ops = {
  .read      = stream_read,
  .seek      = stream_seek,
  .ready     = stream_ready,
  .is_inside = stream_is_inside,
};
