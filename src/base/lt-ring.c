// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-ring.h"

#include <stdlib.h>
#include <string.h>

size_t
lt_ring_bytes (uint32_t size)
{
  return sizeof (LtRing) + size;
}

LtRing *
lt_ring_new (uint32_t size)
{
  size_t  bytes = (lt_ring_bytes (size) + 63) & ~(size_t)63;
  LtRing *ring  = aligned_alloc (64, bytes);
  if (ring) {
    memset (ring, 0, bytes);
    lt_ring_init (ring);
  }
  return ring;
}

void
lt_ring_init (LtRing *ring)
{
  atomic_store_explicit (&ring->written, 0, memory_order_relaxed);
  atomic_store_explicit (&ring->read, 0, memory_order_relaxed);
}

void
lt_ring_writer (LtRingEnd *end, LtRing *ring, uint32_t size)
{
  *end = (LtRingEnd){
    .ring   = ring,
    .size   = size,
    .mine   = atomic_load_explicit (&ring->written, memory_order_relaxed),
    .theirs = atomic_load_explicit (&ring->read, memory_order_acquire),
  };
  end->published = end->mine;
  end->broken    = end->mine - end->theirs > size;
}

void
lt_ring_reader (LtRingEnd *end, LtRing *ring, uint32_t size)
{
  *end = (LtRingEnd){
    .ring   = ring,
    .size   = size,
    .mine   = atomic_load_explicit (&ring->read, memory_order_relaxed),
    .theirs = atomic_load_explicit (&ring->written, memory_order_acquire),
  };
  end->broken = end->theirs - end->mine > size;
}

uint32_t
lt_ring_room (LtRingEnd *end)
{
  end->theirs   = atomic_load_explicit (&end->ring->read, memory_order_acquire);
  uint32_t used = end->mine - end->theirs;
  // What is staged is not there to be read either.
  if (used > end->size || end->published - end->theirs > end->size)
    end->broken = true;
  return end->broken ? 0 : end->size - used;
}

bool
lt_ring_stage (LtRingEnd *end, const void *bytes, uint32_t n)
{
  if (end->broken ||
      (end->size - (end->mine - end->theirs) < n && lt_ring_room (end) < n))
    return false;
  uint32_t at    = end->mine & (end->size - 1);
  uint32_t first = end->size - at < n ? end->size - at : n;
  memcpy (end->ring->data + at, bytes, first);
  memcpy (end->ring->data, (const uint8_t *)bytes + first, n - first);
  end->mine += n;
  return true;
}

void
lt_ring_commit (LtRingEnd *end)
{
  end->published = end->mine;
  atomic_store_explicit (&end->ring->written, end->mine, memory_order_release);
}

void
lt_ring_rollback (LtRingEnd *end)
{
  end->mine = end->published;
}

bool
lt_ring_write (LtRingEnd *end, const void *bytes, uint32_t n)
{
  if (!lt_ring_stage (end, bytes, n))
    return false;
  lt_ring_commit (end);
  return true;
}

uint32_t
lt_ring_filled (LtRingEnd *end)
{
  end->theirs =
    atomic_load_explicit (&end->ring->written, memory_order_acquire);
  uint32_t filled = end->theirs - end->mine;
  if (filled > end->size)
    end->broken = true;
  return end->broken ? 0 : filled;
}

bool
lt_ring_peek (LtRingEnd *end, uint32_t offset, void *bytes, uint32_t n)
{
  uint64_t need = (uint64_t)offset + n;
  if (end->broken ||
      (end->theirs - end->mine < need && lt_ring_filled (end) < need))
    return false;
  uint32_t at    = (end->mine + offset) & (end->size - 1);
  uint32_t first = end->size - at < n ? end->size - at : n;
  memcpy (bytes, end->ring->data + at, first);
  memcpy ((uint8_t *)bytes + first, end->ring->data, n - first);
  return true;
}

void
lt_ring_skip (LtRingEnd *end, uint32_t n)
{
  end->mine += n;
  atomic_store_explicit (&end->ring->read, end->mine, memory_order_release);
}

bool
lt_ring_read (LtRingEnd *end, void *bytes, uint32_t n)
{
  if (!lt_ring_peek (end, 0, bytes, n))
    return false;
  lt_ring_skip (end, n);
  return true;
}
