// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-ring.h"
#include "link/lt-link.h"

/** Inside the link: the segment, and the checking of records. */

enum { LT_LINK_MAGIC = 0x4C54484Bu };

/** Start of the segment; the rings follow, each on a page of its own. */
typedef struct {
  uint32_t magic, version;
  uint32_t command_bytes, event_bytes, telemetry_bytes;
} LtSegmentHead;

typedef struct {
  void  *memory;
  size_t size;
  int    fd; ///< memfd, or -1: on the heap
} LtSegment;

typedef enum { LT_RING_COMMANDS, LT_RING_EVENTS, LT_RING_TELEMETRY } LtRingName;

/** A new segment: a sealed memfd, or (`is_local`) on the heap. */
LtStatus lt_segment_new (LtSegment *segment, bool is_local);
/** Map a received one and check it: seals, size, magic, version. */
LtStatus lt_segment_take (LtSegment *segment, int fd);
void     lt_segment_free (LtSegment *segment);
LtRing  *lt_segment_ring (const LtSegment *segment,
                          LtRingName       name,
                          uint32_t        *size);

/** Read one record of the ring whole and check it by its table. */
LtStatus lt_link_read_command (LtRingEnd *end, LtCommand *buffer);
LtStatus lt_link_read_event (LtRingEnd *end, LtRecord *buffer);
/** Write one with its text; false: no room. */
bool lt_link_write (LtRingEnd  *end,
                    LtRecord   *record,
                    size_t      struct_size,
                    const char *text);

struct LtLinkSurface {
  LtSegment segment;
  bool      is_shared; ///< The segment is the peer's (one process)
  int       wake_desk, wake_me, socket;
  LtRingEnd commands, events, telemetry;
};

struct LtLinkPeer {
  LtSegment      segment;
  int            wake_me, wake_surface, socket;
  bool           must_wake;
  LtRingEnd      commands, events, telemetry;
  bool           has_folded; ///< Telemetry that found no room
  LtTelemetry    folded;
  uint32_t       n_folded;
  LtMeter        meters[LT_MAX_STRIPS];
  int            users; ///< One process: both ends hold the segment
  LtLinkSurface *twin;
};

void lt_link_surface_open (LtLinkSurface *surface);
void lt_link_peer_open (LtLinkPeer *peer);
/** $XDG_RUNTIME_DIR/longthrow, made 0700. */
LtStatus lt_link_folder (char *path, size_t size, LtError *error);
