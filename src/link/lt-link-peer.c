// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "link/lt-link-private.h"

#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static void
wake (int fd)
{
  const uint64_t one = 1;
  if (fd >= 0 && write (fd, &one, sizeof one) < 0)
    return; // its counter is full: it is awake enough
}

static void
clear (int fd)
{
  uint64_t count;
  if (fd >= 0 && read (fd, &count, sizeof count) < 0)
    return; // nothing to clear
}

void
lt_link_peer_open (LtLinkPeer *peer)
{
  uint32_t size;
  LtRing  *ring = lt_segment_ring (&peer->segment, LT_RING_COMMANDS, &size);
  lt_ring_reader (&peer->commands, ring, size);
  ring = lt_segment_ring (&peer->segment, LT_RING_EVENTS, &size);
  lt_ring_writer (&peer->events, ring, size);
  ring = lt_segment_ring (&peer->segment, LT_RING_TELEMETRY, &size);
  lt_ring_writer (&peer->telemetry, ring, size);
}

void
lt_link_surface_open (LtLinkSurface *surface)
{
  uint32_t size;
  LtRing  *ring = lt_segment_ring (&surface->segment, LT_RING_COMMANDS, &size);
  lt_ring_writer (&surface->commands, ring, size);
  ring = lt_segment_ring (&surface->segment, LT_RING_EVENTS, &size);
  lt_ring_reader (&surface->events, ring, size);
  ring = lt_segment_ring (&surface->segment, LT_RING_TELEMETRY, &size);
  lt_ring_reader (&surface->telemetry, ring, size);
}

/// Both ends of a heap segment hold it; the last one frees it.
typedef struct {
  LtSegment   segment;
  int         wake_desk, wake_surface;
  _Atomic int users;
} Shared;

static Shared *
shared_of (const LtSegment *segment)
{
  // The first page has room behind the head.
  Shared *shared;
  memcpy (&shared, (char *)segment->memory + 1024, sizeof shared);
  return shared;
}

LtStatus
lt_link_pair (LtLinkPeer **peer_out, LtLinkSurface **surface_out)
{
  LtLinkPeer    *peer    = calloc (1, sizeof *peer);
  LtLinkSurface *surface = calloc (1, sizeof *surface);
  Shared        *shared  = calloc (1, sizeof *shared);
  if (!peer || !surface || !shared ||
      lt_segment_new (&shared->segment, true) != LT_OK) {
    free (peer);
    free (surface);
    free (shared);
    return LT_NO_MEM;
  }
  memcpy ((char *)shared->segment.memory + 1024, &shared, sizeof shared);
  shared->wake_desk    = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  shared->wake_surface = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  shared->users        = 2;
  peer->segment = surface->segment = shared->segment;
  peer->wake_me = surface->wake_desk = shared->wake_desk;
  peer->wake_surface = surface->wake_me = shared->wake_surface;
  peer->socket = surface->socket = -1;
  surface->is_shared             = true;
  lt_link_peer_open (peer);
  lt_link_surface_open (surface);
  *peer_out    = peer;
  *surface_out = surface;
  return LT_OK;
}

static void
release (Shared *shared)
{
  if (atomic_fetch_sub (&shared->users, 1) > 1)
    return;
  close (shared->wake_desk);
  close (shared->wake_surface);
  lt_segment_free (&shared->segment);
  free (shared);
}

void
lt_link_peer_free (LtLinkPeer *peer)
{
  if (!peer)
    return;
  if (peer->socket < 0) {
    release (shared_of (&peer->segment));
  } else {
    close (peer->socket);
    close (peer->wake_me);
    close (peer->wake_surface);
    lt_segment_free (&peer->segment);
  }
  free (peer);
}

void
lt_link_surface_free (LtLinkSurface *surface)
{
  if (!surface)
    return;
  if (surface->is_shared) {
    release (shared_of (&surface->segment));
  } else {
    close (surface->socket);
    close (surface->wake_me);
    close (surface->wake_desk);
    lt_segment_free (&surface->segment);
  }
  free (surface);
}

// --- the desk's end ---

int
lt_link_peer_fd (const LtLinkPeer *peer)
{
  return peer->wake_me;
}

int
lt_link_peer_hangup_fd (const LtLinkPeer *peer)
{
  return peer->socket;
}

void
lt_link_peer_clear (LtLinkPeer *peer)
{
  clear (peer->wake_me);
}

LtStatus
lt_link_peer_next_command (LtLinkPeer *peer, LtCommand *buffer)
{
  return lt_link_read_command (&peer->commands, buffer);
}

bool
lt_link_peer_send (LtLinkPeer *peer,
                   LtRecord   *event,
                   size_t      struct_size,
                   const char *text)
{
  if (!lt_link_write (&peer->events, event, struct_size, text))
    return false;
  peer->must_wake = true;
  return true;
}

void
lt_link_peer_flush (LtLinkPeer *peer)
{
  if (peer->must_wake)
    wake (peer->wake_surface);
  peer->must_wake = false;
}

uint32_t
lt_link_peer_room (LtLinkPeer *peer)
{
  return lt_ring_room (&peer->events);
}

static void
fold_one (LtMeter *into, const LtMeter *add)
{
  for (int c = 0; c < 2; c++) {
    if (add->pre_peak[c] > into->pre_peak[c])
      into->pre_peak[c] = add->pre_peak[c];
    if (add->post_peak[c] > into->post_peak[c])
      into->post_peak[c] = add->post_peak[c];
    into->pre_rms[c]  = add->pre_rms[c];
    into->post_rms[c] = add->post_rms[c];
  }
  if (add->gate < into->gate)
    into->gate = add->gate;
  if (add->compressor < into->compressor)
    into->compressor = add->compressor;
  into->flags |= add->flags;
}

uint32_t
lt_meter_fold (LtMeter       *into,
               uint32_t       n_into,
               uint32_t       max,
               const LtMeter *add,
               uint32_t       n_add)
{
  for (uint32_t i = 0; i < n_add; i++) {
    uint32_t at = i;
    // Same strips in the same order, nearly always.
    if (at >= n_into || into[at].strip != add[i].strip)
      for (at = 0; at < n_into && into[at].strip != add[i].strip; at++)
        ;
    if (at < n_into)
      fold_one (&into[at], &add[i]);
    else if (n_into < max)
      into[n_into++] = add[i];
  }
  return n_into;
}

static bool
write_telemetry (LtLinkPeer *peer)
{
  const uint32_t bytes = peer->n_folded * (uint32_t)sizeof (LtMeter);
  if (lt_ring_room (&peer->telemetry) < sizeof peer->folded + bytes)
    return false;
  peer->folded.n_strips = peer->n_folded;
  lt_ring_stage (&peer->telemetry, &peer->folded, sizeof peer->folded);
  lt_ring_stage (&peer->telemetry, peer->meters, bytes);
  lt_ring_commit (&peer->telemetry);
  peer->must_wake  = true;
  peer->has_folded = false;
  peer->n_folded   = 0;
  return true;
}

void
lt_link_peer_send_telemetry (LtLinkPeer        *peer,
                             const LtTelemetry *telemetry,
                             const LtMeter     *meters)
{
  const float    load = peer->has_folded ? peer->folded.load : 0.0f;
  const uint32_t n =
    telemetry->n_strips < LT_MAX_STRIPS ? telemetry->n_strips : LT_MAX_STRIPS;
  peer->folded = *telemetry;
  if (load > peer->folded.load)
    peer->folded.load = load;
  peer->n_folded =
    lt_meter_fold (peer->meters, peer->n_folded, LT_MAX_STRIPS, meters, n);
  peer->has_folded = true;
  write_telemetry (peer);
}

// --- the surface's end ---

int
lt_link_surface_fd (const LtLinkSurface *surface)
{
  return surface->wake_me;
}

int
lt_link_surface_hangup_fd (const LtLinkSurface *surface)
{
  return surface->socket;
}

void
lt_link_surface_clear (LtLinkSurface *surface)
{
  clear (surface->wake_me);
}

bool
lt_link_surface_send (LtLinkSurface *surface,
                      LtCommand     *command,
                      size_t         struct_size,
                      const char    *text)
{
  if (!lt_link_write (&surface->commands, &command->record, struct_size, text))
    return false;
  wake (surface->wake_desk);
  return true;
}

LtStatus
lt_link_surface_next_event (LtLinkSurface *surface, LtRecord *buffer)
{
  return lt_link_read_event (&surface->events, buffer);
}

LtStatus
lt_link_surface_next_telemetry (LtLinkSurface *surface,
                                LtTelemetry   *telemetry,
                                LtMeter       *meters)
{
  LtRingEnd *end = &surface->telemetry;
  if (lt_ring_filled (end) == 0)
    return end->broken ? LT_IO : LT_NOT_FOUND;
  if (!lt_ring_read (end, telemetry, sizeof *telemetry) ||
      telemetry->n_strips > LT_MAX_STRIPS ||
      !lt_ring_read (
        end, meters, telemetry->n_strips * (uint32_t)sizeof *meters)) {
    end->broken = true;
    return LT_IO;
  }
  return LT_OK;
}
