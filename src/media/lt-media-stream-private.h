// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "media/lt-media-private.h"

#include <pthread.h>
#include <stdatomic.h>

/**
   What the two threads of a stream share, and who may touch what.

   The ring holds frames in play order. Two free-running indices count frames
   ever written and read. A mark at an index says with which song frame the
   ring goes on there, and which song frame was reached before: a wrap of the
   loop, or a jump over song frames in which the material is silent (those are
   not in the ring at all).

   Seek: the process thread stores a song frame, then a new `wanted`
   generation, and from then on does not look into the ring. The disk thread
   takes all in the ring for gone, fills on from its own index, and publishes
   where (the `started_*` words, then `started` = the generation); then the
   process thread goes there. Either needs no answer to do its part, so that
   the ring fills although nothing plays.

   Cut: when the loop changes, what lies in the ring from some index on is
   wrong. The disk thread stops writing, stores that index and a new `cut`
   number; the process thread answers in `cut_answer` (number * 2 + 1: will not
   go there; number * 2: too late). After a yes the disk thread steps back to
   the index, stores `cut_done` and writes anew; what lies before plays on.
*/

enum {
  LT_STREAM_MARKS = 256, ///< A power of two
  LT_STREAM_EDGE  = 64,  ///< Frames of the fade before and after a gap
  LT_STREAM_CROSS = 128, ///< Frames of the cross-fade after a wrap
};

typedef struct {
  _Atomic uint64_t index; ///< In the ring
  _Atomic int64_t  from;  ///< Song frame at which it applies
  _Atomic int64_t  song;  ///< Song frame that follows; a jump: equal to `from`
} LtStreamMark;

typedef struct {
  bool    on;
  int64_t start, end;
} LtLoop;

struct LtStream {
  LtSource   source; ///< First: a stream is a source
  LtStreams *streams;
  LtStream  *next;       ///< In the list of all, under its lock
  int64_t    first, end; ///< Song frames [first, end) are the material's
  uint32_t   size;       ///< Frames in the ring, a power of two
  float     *data[LT_MAX_CHANNELS];

  /// Written by the disk thread
  _Alignas(64) _Atomic uint64_t written;
  _Atomic uint32_t n_marks; ///< Ever written
  _Atomic uint32_t started; ///< Generation; the next four belong to it
  _Atomic uint64_t started_index;
  _Atomic int64_t  started_song;
  _Atomic uint32_t started_mark;
  _Atomic uint32_t started_cut;
  _Atomic uint32_t cut, cut_done;
  _Atomic uint64_t cut_index;
  _Atomic uint32_t cut_mark;   ///< First mark that the cut takes away
  _Atomic uint32_t loop_seen;  ///< Version of the loop that the ring is of
  _Atomic bool     is_done;    ///< Nothing more to write for now
  _Atomic bool     has_failed; ///< And never again
  LtStreamMark     marks[LT_STREAM_MARKS];

  /// Written by the process thread
  _Alignas(64) _Atomic uint64_t read;
  _Atomic uint32_t marks_read;
  _Atomic uint32_t wanted; ///< Generation
  _Atomic int64_t  wanted_song;
  _Atomic uint32_t cut_answer;
  _Atomic uint32_t n_underruns;

  /// Process thread alone
  struct {
    uint32_t generation;
    bool     is_adopted; ///< The ring is of this generation
    uint64_t read;
    uint64_t filled;         ///< Frames that may be read in this call
    bool     is_whole;       ///< No more will come: nothing to keep in reserve
    uint32_t mark, end_mark; ///< Next to pass, and behind the last
    int64_t  song;           ///< Of the frame at `read`
    uint32_t cut;            ///< Answered
    bool     is_cut;         ///< Not to go beyond the next two
    uint64_t limit;
    uint32_t limit_mark;
    uint32_t gain; ///< 0..LT_STREAM_EDGE, of the fade
    bool     is_falling;
    bool     is_gap;
    bool     is_own_gap; ///< The disk is not to blame
  } rt;

  /// Disk thread alone
  struct {
    LtReader *reader;
    uint32_t  generation;
    uint64_t  write;
    uint64_t  base; ///< Where the generation began
    int64_t   base_song;
    uint32_t  mark, base_mark;
    int64_t   song; ///< To be written next
    LtLoop    loop;
    uint32_t  loop_version;
    uint32_t  cut;
    bool      is_cutting; ///< No answer yet
    uint64_t  cut_index;
    uint32_t  cut_mark;
    int64_t   cut_song; ///< Song frame at the cut
    uint32_t  cross;    ///< Frames of the cross-fade left
    float     tail[LT_MAX_CHANNELS][LT_STREAM_CROSS];
    bool      is_blocked; ///< No room for marks
    int       n_fails;
    int64_t   retry; ///< Not before this time, ns
  } disk;
};

struct LtStreams {
  uint32_t  rate, ring_frames, block;
  float     edge[LT_STREAM_EDGE];   ///< Raised cosine, rising
  float     cross[LT_STREAM_CROSS]; ///< Raised cosine, rising
  pthread_t thread;

  pthread_mutex_t  lock; ///< For all below
  pthread_cond_t   work, progress;
  LtStream        *list, *closed;
  LtLoop           loop;
  uint32_t         loop_version;
  uint64_t         demand; ///< Frames that a waiter needs in each ring, or 0
  bool             must_end, is_stalled, is_asleep;
  _Atomic uint32_t n_underruns;

  LtScratch scratch; ///< Of the disk thread
};

// --- process side (lt-media-stream-rt.c) ---

extern const LtSourceOps lt_stream_ops;
/** Whether the next `n` frames can be read, or all that will ever come is
    there. Answers the disk thread's cuts. */
LT_RT bool lt_stream_has (LtStream *stream, uint32_t n);

// --- disk side (lt-media-stream-fill.c) ---

/** Take in a seek, a changed loop, a cut's answer. No disk access. */
void lt_stream_update (LtStream     *stream,
                       const LtLoop *loop,
                       uint32_t      loop_version);
/** Frames in the ring, and room for more (0: nothing may be written). */
uint32_t lt_stream_filled (const LtStream *stream);
uint32_t lt_stream_room (const LtStream *stream);
/** Read up to `n` frames from disk into the ring. */
void lt_stream_fill (LtStream *stream, uint32_t n);
