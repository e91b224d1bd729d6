// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-stream-private.h"

#include <math.h>
#include <unistd.h>

#include "media-rig.h"
#include "rt-guard.h"

enum { RATE = 48000, RING = 16384, MAX = 4096 };

static char *dir, *mono, *stereo, *tone;

enum { N_MONO = 200000, N_STEREO = 90000, N_TONE = 2000000 };

// --- a model of what is to be heard ---

typedef struct {
  LtStreams *streams;
  LtStream  *stream;
  LtSource  *source;
  int64_t    start, frames; ///< Of the material in the song
  int64_t    song;
  LtLoop     loop;
  int64_t    since_wrap, wrapped_at; ///< Frames; song frame of the last wrap
} Player;

static float
material (const Player *p, int64_t song, uint32_t channel)
{
  const int64_t frame = song - p->start;
  return frame >= 0 && frame < p->frames ? rig_float (frame, channel) : 0.0f;
}

static float
model (const Player *p, uint32_t channel)
{
  const float x = material (p, p->song, channel);
  if (p->since_wrap >= 128)
    return x;
  const float w =
    (float)(0.5 - 0.5 * cos (M_PI * ((double)p->since_wrap + 0.5) / 128.0));
  return x * w +
         material (p, p->wrapped_at + p->since_wrap, channel) * (1.0f - w);
}

static void
model_advance (Player *p)
{
  p->song++;
  p->since_wrap++;
  if (p->loop.on && p->song == p->loop.end) {
    p->song       = p->loop.start;
    p->wrapped_at = p->loop.end;
    p->since_wrap = 0;
  }
}

static void
set_loop (Player *p, bool on, int64_t start, int64_t end)
{
  p->loop = (LtLoop){on, start, end};
  lt_streams_set_loop (p->streams, on, start, end);
}

static void
open_player (Player     *p,
             LtStreams  *streams,
             const char *path,
             uint32_t    n_channels,
             int64_t     frames,
             int64_t     start)
{
  LtError error;
  *p = (Player){
    .streams = streams, .start = start, .frames = frames, .since_wrap = 1000};
  rig_assert_ok (
    lt_stream_open (streams, path, 0, n_channels, start, 0, &p->stream, &error),
    error);
  p->source = lt_stream_source (p->stream);
  g_assert_true (lt_stream_of_source (p->source) == p->stream);
  g_assert_cmpuint (p->source->n_channels, ==, n_channels);
}

static void
seek (Player *p, int64_t song)
{
  p->source->ops->seek (p->source, song);
  p->song       = song;
  p->since_wrap = 1000;
}

/// Play n frames as an engine does offline, and compare each.
static void
play (Player *p, uint32_t n, bool cut_at_loop)
{
  static float a[MAX], b[MAX];
  float *const out[2] = {a, b};
  while (n > 0) {
    uint32_t block = MIN (n, MAX);
    if (cut_at_loop && p->loop.on && p->song < p->loop.end)
      block = (uint32_t)MIN (block, p->loop.end - p->song);
    g_assert_true (lt_streams_wait (p->streams, block));
    g_assert_cmpuint (
      p->source->ops->read (p->source, out, block, p->song), ==, block);
    for (uint32_t i = 0; i < block; i++) {
      for (uint32_t c = 0; c < p->source->n_channels; c++) {
        const float want = model (p, c);
        if (out[c][i] != want)
          g_error (
            "song frame %ld, channel %u (frame %u of %u): %.9g, not %.9g",
            (long)p->song,
            c,
            i,
            block,
            (double)out[c][i],
            (double)want);
      }
      model_advance (p);
    }
    n -= block;
  }
}

static void
end_player (Player *p, uint32_t n_underruns)
{
  g_assert_cmpuint (lt_stream_n_underruns (p->stream), ==, n_underruns);
  g_assert_false (lt_stream_has_failed (p->stream));
  lt_stream_close (p->stream);
}

// --- offline ---

static void
test_blocks (void)
{
  static const uint32_t sizes[] = {1, 16, 31, 64, 256, 1000, 4096};
  LtStreams            *streams = lt_streams_new (RATE, RING);
  Player                one, two;
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++) {
    open_player (&one, streams, mono, 1, N_MONO, 1000);
    open_player (&two, streams, stereo, 2, N_STEREO, 0);
    const int64_t n = sizes[i] == 1 ? 30000 : N_MONO + 5000;
    while (one.song < n) {
      play (&one, sizes[i], true);
      play (&two, sizes[i], true);
    }
    end_player (&one, 0);
    end_player (&two, 0);
  }
  g_assert_cmpuint (lt_streams_n_underruns (streams), ==, 0);
  lt_streams_free (streams);
}

static void
test_seek (void)
{
  LtTestRandom random  = lt_test_random (11);
  LtStreams   *streams = lt_streams_new (RATE, RING);
  Player       p;
  open_player (&p, streams, stereo, 2, N_STEREO, 5000);
  for (int i = 0; i < 300; i++) {
    // Several at once now and then: the last one counts.
    for (uint32_t k = lt_test_below (&random, 3) + 1; k > 0; k--)
      seek (&p, lt_test_below (&random, 100000));
    g_assert_true (lt_streams_wait (streams, 256));
    play (&p, 1 + lt_test_below (&random, 20000), true);
    g_assert_true (p.source->ops->is_inside (p.source, 5001));
  }
  g_assert_false (p.source->ops->is_inside (p.source, 5000));
  g_assert_false (p.source->ops->is_inside (p.source, 0));
  g_assert_true (p.source->ops->is_inside (p.source, 5000 + N_STEREO - 1));
  g_assert_false (p.source->ops->is_inside (p.source, 5000 + N_STEREO));
  end_player (&p, 0);
  lt_streams_free (streams);
}

/// Live: nothing waits but for `ready`, which must come true by itself.
static void
wait_ready (Player *p)
{
  for (int i = 0; i < 10000 && !p->source->ops->ready (p->source); i++)
    g_usleep (1000);
  g_assert_true (p->source->ops->ready (p->source));
}

static void
test_ready (void)
{
  LtStreams *streams = lt_streams_new (RATE, 131072);
  Player     p;
  open_player (&p, streams, mono, 1, N_MONO, 0);
  static const int64_t places[] = {0, 100000, N_MONO - 100, N_MONO, 999999, 7};
  for (size_t i = 0; i < G_N_ELEMENTS (places); i++) {
    seek (&p, places[i]);
    g_assert_false (p.source->ops->ready (p.source));
    wait_ready (&p);
    static float a[8192];
    float *const out[1] = {a};
    g_assert_cmpuint (
      p.source->ops->read (p.source, out, 8192, p.song), ==, 8192);
    for (int k = 0; k < 8192; k++)
      g_assert_cmpfloat (a[k], ==, material (&p, places[i] + k, 0));
  }
  end_player (&p, 0);
  lt_streams_free (streams);
}

static void
test_loop (void)
{
  static const struct {
    int64_t  start, frames, from, to; ///< Of the material, of the loop
    uint32_t block;
  } cases[] = {
    {0, N_MONO, 10000, 60000, 256},
    {0, N_MONO, 0, 4800, 64},
    {3000, N_MONO, 1000, 9000, 1000}, // begins before the material
    {0, N_MONO, 190000, 210000, 256}, // ends after it
    {0, N_MONO, 199990, 205000, 256}, // a crumb of it
    {5000, N_MONO, 100, 5000, 256},   // none, but what follows cross-fades
    {5100, N_MONO, 100, 5000, 256},
    {9000, N_MONO, 100, 5000, 333},
    {0, N_MONO, 100000, 104801, 4096},
    {0, N_MONO, 210000, 220000, 256},
  };
  LtStreams *streams = lt_streams_new (RATE, RING);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int cut = 0; cut < 2; cut++) {
      Player p;
      open_player (&p, streams, mono, 1, cases[i].frames, cases[i].start);
      set_loop (&p, true, cases[i].from, cases[i].to);
      seek (&p, MAX (0, cases[i].from - 3000));
      for (int k = 0; k < 150000; k += (int)cases[i].block)
        play (&p, cases[i].block, cut);
      set_loop (&p, false, 0, 0);
      play (&p, 30000, cut);
      end_player (&p, 0);
    }
  lt_streams_free (streams);
}

/// The loop changes under way, also where the ring is past it already: what
/// is heard is the model, to the sample.
static void
test_loop_changes (void)
{
  LtTestRandom random  = lt_test_random (5);
  LtStreams   *streams = lt_streams_new (RATE, RING);
  Player       one, two;
  open_player (&one, streams, mono, 1, N_MONO, 2000);
  open_player (&two, streams, stereo, 2, N_STEREO, 40000);
  seek (&one, 0);
  seek (&two, 0);
  for (int i = 0; i < 400; i++) {
    const int64_t  song = one.song;
    const uint32_t what = lt_test_below (&random, 4);
    // An end nearer than a block and the fade's reserve comes too late.
    const int64_t end    = song + 2200 + lt_test_below (&random, 20000);
    const int64_t start  = end - 4800 - lt_test_below (&random, 30000);
    const bool    is_far = !one.loop.on || one.loop.end - song > 2200;
    if (is_far && one.since_wrap > 128) {
      set_loop (&one, what != 0, MAX (start, 0), MAX (end, 4800));
      two.loop = one.loop;
    }
    for (uint32_t n = lt_test_below (&random, 30) + 1; n > 0; n--) {
      play (&one, 1000, true);
      play (&two, 1000, true);
    }
  }
  end_player (&one, 0);
  end_player (&two, 0);
  lt_streams_free (streams);
}

// --- faults ---

/// Read blocks of a tone until `quiet` (or sound) for a block; @return frames
/// read. Steps from sample to sample stay small.
static int64_t
read_until (Player *p, bool quiet, float *last)
{
  enum { N = 256 };
  float        block[N];
  float *const out[1] = {block};
  for (int64_t n = 0; n < 5000 * N; n += N) {
    const uint32_t real     = p->source->ops->read (p->source, out, N, p->song);
    bool           is_quiet = true, is_exact = true;
    for (int i = 0; i < N; i++) {
      const float x = rig_tone (p->song + i, 0);
      is_quiet &= block[i] == 0.0f;
      is_exact &= fabsf (block[i] - x) < 1e-5f;
      // The tone's own steps are below 0.05; a fade adds 0.5 * pi / 128.
      g_assert_cmpfloat (fabsf (block[i] - *last), <, 0.065f);
      g_assert_cmpfloat (fabsf (block[i]), <=, fabsf (x) + 1e-5f);
      *last = block[i];
    }
    g_assert_true (!is_exact || real == N);
    p->song += N;
    if (quiet ? is_quiet : is_exact)
      return n + N;
    if (!quiet)
      g_usleep (1000);
  }
  g_assert_not_reached ();
}

static void
test_stall (void)
{
  LtStreams *streams = lt_streams_new (RATE, RING);
  Player     p;
  float      last = 0.0f;
  open_player (&p, streams, tone, 1, N_TONE, 0);
  for (uint32_t i = 1; i <= 3; i++) {
    if (i != 2) { // the second time it goes on without a seek
      seek (&p, 48000 * i);
      last = rig_tone (p.song - 1, 0);
      wait_ready (&p);
    }
    read_until (&p, false, &last);
    lt_streams_stall (streams, true);
    const int64_t heard = read_until (&p, true, &last);
    g_assert_cmpint (heard, >, 4096);
    g_assert_cmpuint (lt_stream_n_underruns (p.stream), ==, i);
    for (int k = 0; k < 100 * (int)i; k++)
      read_until (&p, true, &last);
    g_assert_cmpuint (lt_stream_n_underruns (p.stream), ==, i);
    lt_streams_stall (streams, false);
    read_until (&p, false, &last);
    g_assert_cmpuint (lt_stream_n_underruns (p.stream), ==, i);
  }
  g_assert_cmpuint (lt_streams_n_underruns (streams), ==, 3);
  end_player (&p, 3);
  lt_streams_free (streams);
}

/// A song that starts although the disk has nothing yet: counted once, then
/// in step.
static void
test_late_start (void)
{
  LtStreams *streams = lt_streams_new (RATE, RING);
  Player     p;
  float      last = 0.0f;
  open_player (&p, streams, tone, 1, N_TONE, 0);
  lt_streams_stall (streams, true);
  g_usleep (20000);
  seek (&p, 100000);
  read_until (&p, true, &last);
  read_until (&p, true, &last);
  lt_streams_stall (streams, false);
  read_until (&p, false, &last);
  end_player (&p, 1);
  lt_streams_free (streams);
}

/// A jump that no seek told of is not the disk's fault.
static void
test_jump (void)
{
  LtStreams *streams = lt_streams_new (RATE, RING);
  Player     p;
  open_player (&p, streams, mono, 1, N_MONO, 0);
  seek (&p, 50000);
  play (&p, 5000, true);
  p.song = 20000;
  float        block[256];
  float *const out[1] = {block};
  for (int i = 0; i < 100; i++) {
    lt_streams_wait (streams, 256);
    p.source->ops->read (p.source, out, 256, p.song);
    p.song += 256;
  }
  play (&p, 5000, true);
  end_player (&p, 0);
  lt_streams_free (streams);
}

static void
test_failure (void)
{
  char *path = g_build_filename (dir, "shrinks.wav", NULL);
  rig_write (path, 1, N_MONO);
  LtStreams *streams = lt_streams_new (RATE, RING);
  Player     p;
  open_player (&p, streams, path, 1, N_MONO, 0);
  play (&p, 2000, true);
  g_assert_cmpint (truncate (path, 44 + 3 * 40000), ==, 0);
  seek (&p, 30000);
  play (&p, 4000, true);
  float        block[256];
  float *const out[1] = {block};
  while (p.song < 60000) {
    g_assert_true (lt_streams_wait (streams, 256)); // and does not hang
    p.source->ops->read (p.source, out, 256, p.song);
    p.song += 256;
  }
  g_assert_true (lt_stream_has_failed (p.stream));
  g_assert_cmpuint (lt_stream_n_underruns (p.stream), ==, 1);
  for (int i = 0; i < 256; i++)
    g_assert_cmpfloat (block[i], ==, 0.0f);
  lt_stream_close (p.stream);
  lt_streams_free (streams);
  g_free (path);
}

static void
test_refusals (void)
{
  LtStreams *streams = lt_streams_new (44100, RING);
  LtStream  *stream;
  LtError    error;
  g_assert_cmpint (
    lt_stream_open (streams, mono, 0, 1, 0, 0, &stream, &error), ==, LT_FORMAT);
  g_assert_nonnull (strstr (error.text, "44100"));
  g_assert_cmpint (
    lt_stream_open (streams, dir, 0, 1, 0, 0, &stream, &error), ==, LT_FORMAT);
  char *none = g_build_filename (dir, "none.wav", NULL);
  g_assert_cmpint (lt_stream_open (streams, none, 0, 1, 0, 0, &stream, &error),
                   ==,
                   LT_NOT_FOUND);
  g_assert_cmpint (
    lt_stream_open (streams, stereo, 1, 2, 0, 0, &stream, &error),
    ==,
    LT_RANGE);
  g_free (none);
  lt_streams_free (streams);
}

// --- threads ---

typedef struct {
  Player       players[3];
  _Atomic bool must_end;
  int64_t      n_exact;
} Busy;

/// No sample but the right one, at most faded.
static void *
busy_process (void *data)
{
  Busy        *busy   = data;
  LtTestRandom random = lt_test_random (9);
  float        a[512], b[512];
  float *const out[2] = {a, b};
  while (!atomic_load (&busy->must_end)) {
    for (int i = 0; i < 3; i++) {
      Player *p = &busy->players[i];
      if (lt_test_below (&random, 200) == 0)
        seek (p, lt_test_below (&random, 120000));
      if (lt_test_below (&random, 3) == 0)
        p->source->ops->ready (p->source);
      const uint32_t n    = 1 + lt_test_below (&random, 512);
      const uint32_t real = p->source->ops->read (p->source, out, n, p->song);
      busy->n_exact += real;
      for (uint32_t c = 0; c < p->source->n_channels; c++)
        for (uint32_t k = 0; k < n; k++) {
          const float x = material (p, p->song + k, c);
          g_assert_cmpfloat (fabsf (out[c][k]), <=, fabsf (x));
          g_assert_cmpfloat (out[c][k] * x, >=, 0.0f);
        }
      p->song += n;
    }
    g_usleep (500);
  }
  return NULL;
}

static void
test_threads (void)
{
  LtTestRandom random  = lt_test_random (2);
  LtStreams   *streams = lt_streams_new (RATE, RING);
  Busy         busy    = {.n_exact = 0};
  open_player (&busy.players[0], streams, mono, 1, N_MONO, 1000);
  open_player (&busy.players[1], streams, stereo, 2, N_STEREO, 0);
  open_player (&busy.players[2], streams, mono, 1, N_MONO, 50000);
  GThread *thread = g_thread_new ("process", busy_process, &busy);
  for (int i = 0; i < 300; i++) {
    Player other;
    open_player (&other, streams, stereo, 2, N_STEREO, 0);
    lt_streams_stall (streams, lt_test_below (&random, 4) == 0);
    // Far away: it must not change what is heard.
    lt_streams_set_loop (streams, i & 1, 5000000, 5000000 + 10000 * i);
    g_usleep (lt_test_below (&random, 4000));
    lt_stream_n_underruns (busy.players[0].stream);
    lt_stream_close (other.stream);
  }
  lt_streams_stall (streams, false);
  g_usleep (50000);
  atomic_store (&busy.must_end, true);
  g_thread_join (thread);
  g_assert_cmpint (busy.n_exact, >, 10000);
  for (int i = 0; i < 3; i++)
    lt_stream_close (busy.players[i].stream);
  lt_streams_free (streams);
}

/// The loop is turned and moved by another thread while a process thread
/// plays round it: nothing but the file's samples may be heard, in play order.
static void *
looping_process (void *data)
{
  Busy        *busy = data;
  Player      *p    = &busy->players[0];
  float        a[256];
  float *const out[1] = {a};
  while (!atomic_load (&busy->must_end)) {
    p->source->ops->read (p->source, out, 256, p->song);
    for (int k = 0; k < 256; k++)
      g_assert_cmpfloat (fabsf (a[k]), <=, 1.0f);
    p->song += 256;
    if (p->song > 90000)
      p->song -= 60000; // a wrap of its own, or a jump
    g_usleep (200);
  }
  return NULL;
}

static void
test_loop_threads (void)
{
  LtTestRandom random  = lt_test_random (4);
  LtStreams   *streams = lt_streams_new (RATE, RING);
  Busy         busy    = {.n_exact = 0};
  open_player (&busy.players[0], streams, mono, 1, N_MONO, 1000);
  GThread *thread = g_thread_new ("process", looping_process, &busy);
  for (int i = 0; i < 400; i++) {
    const int64_t start = lt_test_below (&random, 80000);
    lt_streams_set_loop (streams,
                         lt_test_below (&random, 3) > 0,
                         start,
                         start + 4800 + lt_test_below (&random, 30000));
    g_usleep (lt_test_below (&random, 3000));
  }
  atomic_store (&busy.must_end, true);
  g_thread_join (thread);
  // And after all that it plays as ever.
  Player *p = &busy.players[0];
  set_loop (p, false, 0, 0);
  seek (p, 3000);
  play (p, 20000, true);
  lt_stream_close (p->stream);
  lt_streams_free (streams);
}

static void
test_guard (void)
{
  lt_rt_guard_init ();
  if (!lt_rt_guard_available ()) {
    g_test_skip ("the guard does not work in this build");
    return;
  }
  lt_rt_guard_set_flags (LT_RT_GUARD_FTZ_INSIDE | LT_RT_GUARD_BACKTRACE);
  LtStreams *streams = lt_streams_new (RATE, RING);
  Player     p;
  open_player (&p, streams, mono, 1, N_MONO, 1000);
  float        block[256];
  float *const out[1] = {block};
  for (int i = 0; i < 3000; i++) {
    if (i == 50)
      lt_rt_guard_reset ();
    if (i % 500 == 250)
      lt_streams_stall (streams, i % 1000 == 250);
    if (i % 300 == 0)
      set_loop (&p, i % 600 == 0, 50000, 60000 + i);
    lt_rt_guard_enter ();
    lt_rt_float_mode ();
    if (i % 200 == 0)
      p.source->ops->seek (p.source, p.song = i * 50);
    p.source->ops->ready (p.source);
    p.source->ops->read (p.source, out, 256, p.song);
    lt_rt_guard_leave ();
    p.song += 256;
    if (i % 4 == 0)
      g_usleep (300);
  }
  LtRtGuardCounts counts;
  lt_rt_guard_counts (&counts);
  lt_rt_guard_print (stdout, &counts);
  g_assert_cmpuint (lt_rt_guard_faults (&counts), ==, 0);
  lt_rt_guard_ignore (~0u);
  lt_rt_guard_enter (); // it does see what is wrong
  lt_streams_n_underruns (streams);
  lt_streams_wait (streams, 1);
  lt_rt_guard_leave ();
  lt_rt_guard_counts (&counts);
  g_assert_cmpuint (counts.locks, >, 0);
  lt_stream_close (p.stream);
  lt_streams_free (streams);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  dir    = lt_test_make_dir ();
  mono   = g_build_filename (dir, "mono.wav", NULL);
  stereo = g_build_filename (dir, "stereo.wav", NULL);
  tone   = g_build_filename (dir, "tone.wav", NULL);
  rig_write (mono, 1, N_MONO);
  rig_write (stereo, 2, N_STEREO);
  rig_write_as (
    tone, SF_FORMAT_WAV | SF_FORMAT_FLOAT, RATE, 1, N_TONE, rig_tone);
  g_test_add_func ("/media/stream/blocks", test_blocks);
  g_test_add_func ("/media/stream/seek", test_seek);
  g_test_add_func ("/media/stream/ready", test_ready);
  g_test_add_func ("/media/stream/loop", test_loop);
  g_test_add_func ("/media/stream/loop-changes", test_loop_changes);
  g_test_add_func ("/media/stream/stall", test_stall);
  g_test_add_func ("/media/stream/late-start", test_late_start);
  g_test_add_func ("/media/stream/jump", test_jump);
  g_test_add_func ("/media/stream/failure", test_failure);
  g_test_add_func ("/media/stream/refusals", test_refusals);
  g_test_add_func ("/media/stream/threads", test_threads);
  g_test_add_func ("/media/stream/loop-threads", test_loop_threads);
  g_test_add_func ("/media/stream/guard", test_guard);
  const int result = g_test_run ();
  g_free (mono);
  g_free (stereo);
  g_free (tone);
  lt_test_remove_dir (dir);
  return result;
}
