// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"
#include "core/lt-message.h"

/**
   The link between the desk and one surface.

   A shared-memory segment (a memfd sealed against resizing) with three rings:
   commands (surface to desk), events and telemetry (desk to surface), and an
   eventfd each way. The segment and the eventfds pass over a Unix socket in
   $XDG_RUNTIME_DIR/longthrow/ (mode 0700; without that variable
   /tmp/longthrow-UID), which then only tells when the other side has gone.
   A surface in the desk's own process uses the same segment on the heap.

   Nobody waits for the other side: a ring that is full refuses, and the sender
   keeps what it has (the desk: dirty sets and folded meters).
   Thread: each end belongs to one thread. The process thread has no part.
*/

enum {
  LT_LINK_VERSION         = 1,
  LT_LINK_COMMAND_BYTES   = 1 << 18,
  LT_LINK_EVENT_BYTES     = 1 << 20,
  LT_LINK_TELEMETRY_BYTES = 1 << 20,
};

typedef struct LtLinkServer  LtLinkServer;  ///< The desk's listening socket
typedef struct LtLinkPeer    LtLinkPeer;    ///< The desk's end of one surface
typedef struct LtLinkSurface LtLinkSurface; ///< The surface's end

/** The text behind a record that was checked; "" where there is none. */
const char *lt_command_text (const LtCommand *command);
const char *lt_event_text (const LtRecord *event);

// --- desk ---

/**
   Listen for surfaces of the session at `session_path` (absolute). A socket
   file of a desk that has died is replaced; one that answers: LT_BUSY.
   Beside the socket lies NAME.json with pid and session path, for lt_link_find.
*/
LtStatus lt_link_server_new (const char    *session_path,
                             LtLinkServer **server,
                             LtError       *error);
void     lt_link_server_free (LtLinkServer *server);
/** Readable when a surface knocks. */
int lt_link_server_fd (const LtLinkServer *server);
/** Take a surface in; NULL: none there, or it was turned away (other version,
    other user). Never waits: a handshake that is not finished is taken up at
    the next call. */
LtLinkPeer *lt_link_server_accept (LtLinkServer *server);

/** A surface in this process, for tests: both ends of one segment. */
LtStatus lt_link_pair (LtLinkPeer **peer, LtLinkSurface **surface);

void lt_link_peer_free (LtLinkPeer *peer);
/** Readable when commands came, and (`hangup_fd`) when the surface has gone. */
int lt_link_peer_fd (const LtLinkPeer *peer);
int lt_link_peer_hangup_fd (const LtLinkPeer *peer); ///< -1 in one process
/** Clear the eventfd, before reading commands until there are none. */
void lt_link_peer_clear (LtLinkPeer *peer);
/**
   Copy the next command out and check it: known type, its struct's size,
   text with a NUL at its end and valid UTF-8, finite or -inf numbers, valid
   address, origin below LT_N_ORIGINS.
   @param buffer  LT_MAX_RECORD bytes, 8-byte aligned
   @return LT_OK; LT_NOT_FOUND: none there; LT_FORMAT: a bad one was dropped
           (ask again); LT_IO: the ring is broken, free the peer.
*/
LtStatus lt_link_peer_next_command (LtLinkPeer *peer, LtCommand *buffer);
/** Queue an event; `text` (or NULL) follows the struct of `struct_size`
    bytes. Sets the record's sizes. False: no room, nothing sent. */
bool lt_link_peer_send (LtLinkPeer *peer,
                        LtRecord   *event,
                        size_t      struct_size,
                        const char *text);
/** Queue telemetry, or fold it into what could not be sent yet, so that no
    peak is lost. */
void lt_link_peer_send_telemetry (LtLinkPeer        *peer,
                                  const LtTelemetry *telemetry,
                                  const LtMeter     *meters);
/** Wake the surface for what was sent. */
void lt_link_peer_flush (LtLinkPeer *peer);
/** Bytes free in the event ring. */
uint32_t lt_link_peer_room (LtLinkPeer *peer);

/** Fold `add` into `into` (same strips in the same order or matched by id):
    maxima of peaks, latest RMS, flags or-ed. @return strips now in `into`. */
uint32_t lt_meter_fold (LtMeter       *into,
                        uint32_t       n_into,
                        uint32_t       max,
                        const LtMeter *add,
                        uint32_t       n_add);

// --- surface ---

/** A running desk. */
typedef struct {
  uint32_t pid;
  char     socket[108];
  char     session[4096];
} LtLinkDesk;

/** Running desks; with `session_path`, only that one's. @return count, at
    most `max`. Leftovers of dead desks are passed over. */
int lt_link_find (const char *session_path, LtLinkDesk *desks, int max);

/** Attach. Failure: LT_NOT_FOUND (none runs), LT_NEWER (other version). */
LtStatus lt_link_connect (const char     *socket_path,
                          LtLinkSurface **surface,
                          LtError        *error);
void     lt_link_surface_free (LtLinkSurface *surface);
int      lt_link_surface_fd (const LtLinkSurface *surface);
int      lt_link_surface_hangup_fd (
       const LtLinkSurface *surface); ///< -1 in one process
void lt_link_surface_clear (LtLinkSurface *surface);
/** Send a command with optional text behind it; fills sizes. False: full. */
bool lt_link_surface_send (LtLinkSurface *surface,
                           LtCommand     *command,
                           size_t         struct_size,
                           const char    *text);
/** As lt_link_peer_next_command, for events. */
LtStatus lt_link_surface_next_event (LtLinkSurface *surface, LtRecord *buffer);
/** Next telemetry frame; meters: LT_MAX_STRIPS. LT_NOT_FOUND: none. */
LtStatus lt_link_surface_next_telemetry (LtLinkSurface *surface,
                                         LtTelemetry   *telemetry,
                                         LtMeter       *meters);
