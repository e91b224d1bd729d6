// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

#include <stdbool.h>
#include <stdint.h>

/**
   What feeds a strip, as the engine knows it: a disk stream, a port of the
   audio driver, a generator. The engine calls `read` from the process thread
   alone; whoever made the source frees it after the engine has given it back
   (see engine/lt-engine.h, lt_engine_set_source).

   Transport: the engine calls `seek` when the song is going to be played from
   another place and then `ready` each cycle until it is true (or a time is
   over); between them it does not read. Fades at start, stop and locate are
   the engine's, except that `read` itself smooths the edges of an underrun.
*/
typedef struct LtSource LtSource;

typedef struct {
  /**
     Fill out[0..n_channels-1][0..n-1] with the song's frames from
     `song_frame` on. Called with contiguous positions between two seeks (a
     loop's wrap is the source's own business: it was told the loop).
     @return frames that were really there; the rest was set to 0.
  */
  LT_RT uint32_t (*read) (LtSource     *source,
                          float *const *out,
                          uint32_t      n,
                          int64_t       song_frame);
  /** The next read will be at `song_frame`. */
  LT_RT void (*seek) (LtSource *source, int64_t song_frame);
  /** Enough is there to play on. */
  LT_RT bool (*ready) (LtSource *source);
  /** Whether the song's start fade is needed at this frame: false where the
      material itself begins there (or has not begun), true in its middle. */
  LT_RT bool (*is_inside) (LtSource *source, int64_t song_frame);
} LtSourceOps;

struct LtSource {
  const LtSourceOps *ops;
  uint32_t           n_channels; ///< 1 or 2
  bool               is_live;    ///< Plays while the song is stopped, no fades
};
