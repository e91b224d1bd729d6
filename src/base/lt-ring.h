// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
   A ring of bytes with one writer and one reader, on the heap or in shared
   memory.

   The shared block holds two free-running indices on cache lines of their own
   and the data; each end keeps its own LtRingEnd with its index and a copy of
   the other's, so that an end never depends on what the other end scribbles
   into the block: a peer's impossible index makes the ring `broken`, and it
   reads and writes nothing from then on.

   All is published by a release store of one's own index and seen by an
   acquire load of the other's; no fences (the thread sanitizer cannot see
   those).
*/
typedef struct {
  _Alignas(64) _Atomic uint32_t written; ///< Bytes ever written, wraps
  _Alignas(64) _Atomic uint32_t read;    ///< Bytes ever read, wraps
  _Alignas(64) uint8_t data[];
} LtRing;

/** One end of a ring; only its own thread touches it. */
typedef struct {
  LtRing  *ring;
  uint32_t size;      ///< Bytes of data, a power of two
  uint32_t mine;      ///< Own index, ahead of `published` while staging
  uint32_t published; ///< Own index as the other end may see it
  uint32_t theirs;    ///< Last index seen of the other end
  bool     broken;    ///< The other end wrote an impossible index
} LtRingEnd;

/** Bytes that a ring of `size` data bytes (a power of two) takes. */
size_t lt_ring_bytes (uint32_t size);

/** A ring on the heap, 64-byte aligned, or NULL. Free with free(). */
LtRing *lt_ring_new (uint32_t size);

/** Make a zeroed block a ring. */
void lt_ring_init (LtRing *ring);

/** Take one end of a ring whose two indices may already have moved; it is
    `broken` from the start where they cannot be. */
void lt_ring_writer (LtRingEnd *end, LtRing *ring, uint32_t size);
void lt_ring_reader (LtRingEnd *end, LtRing *ring, uint32_t size);

/** Functions that only the writing end may call. */

/** Bytes that can be staged now. */
LT_RT uint32_t lt_ring_room (LtRingEnd *end);
/** Copy `n` bytes in without publishing; false (nothing copied): no room. */
LT_RT bool lt_ring_stage (LtRingEnd *end, const void *bytes, uint32_t n);
/** Publish all that was staged, at once. */
LT_RT void lt_ring_commit (LtRingEnd *end);
/** Forget what was staged since the last commit. */
LT_RT void lt_ring_rollback (LtRingEnd *end);
/** Stage and commit. */
LT_RT bool lt_ring_write (LtRingEnd *end, const void *bytes, uint32_t n);

/** Functions that only the reading end may call. */

/** Bytes that can be read now. */
LT_RT uint32_t lt_ring_filled (LtRingEnd *end);
/** Copy `n` bytes out, `offset` bytes ahead, without taking them. */
LT_RT bool lt_ring_peek (LtRingEnd *end,
                         uint32_t   offset,
                         void      *bytes,
                         uint32_t   n);
/** Take `n` bytes unread; `n` at most lt_ring_filled(). */
LT_RT void lt_ring_skip (LtRingEnd *end, uint32_t n);
/** Peek and skip; false: fewer than `n` bytes there, nothing taken. */
LT_RT bool lt_ring_read (LtRingEnd *end, void *bytes, uint32_t n);
