// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/lt-desk.h"
#include "desk/lt-import.h"
#include "desk/lt-player.h"
#include "session/lt-keeper.h"

#include <glib.h>
#include <stdatomic.h>
#include <unistd.h>

/**
   The desk's own picture, shared by its files: lt-desk.c (life and tick),
   lt-desk-commands.c (what surfaces ask), lt-desk-follow.c (what follows from
   an edit), lt-desk-publish.c (what surfaces are told), lt-desk-jobs.c
   (workers), lt-desk-presets.c (their files), lt-desk-ports.c (ports and
   connections).
*/

enum {
  LT_DESK_TAGS = 4096, ///< Values on their way to the process thread
};

/** One surface. */
typedef struct {
  LtDesk     *desk;
  LtLinkPeer *link;
  uint32_t    number; ///< From 1
  guint       command_source, hangup_source;
  GHashTable *values; ///< Dirty addresses
  GHashTable *strips; ///< Dirty strips: id
  GHashTable *gone;   ///< Strips that went: id
  GHashTable *jobs;   ///< Dirty jobs: id
  bool        session, history, backend, sync;
  GQueue      letters; ///< Replies and notices, in order
} LtDeskSurface;

/** Who moved an address last, and where in the song. */
typedef struct {
  LtAddress address;
  uint16_t  origin;
  uint32_t  surface, gesture;
  int64_t   song_frame;
} LtLastMove;

typedef struct {
  uint32_t         id;
  LtDesk          *desk;
  LtJobState       state;
  char            *label;
  GThread         *thread;
  _Atomic uint32_t progress; ///< 1/65536
  uint32_t         shown;    ///< Progress last told
  _Atomic bool     is_cancelled;
  _Atomic bool     is_over; ///< The thread has nothing more to do
  LtStatus         status;
  LtError          error;
  void (*run) (void *job);    ///< Worker thread
  void (*finish) (void *job); ///< Desk thread
  // Import
  char     *paths;
  bool      link;
  int32_t   place;
  LtActor   actor;
  uint32_t  reply_to, reply_serial; ///< Surface and its command
  LtImport *import;
  // Convert
  char    *from, *to;
  uint32_t rate;
  gint64   over_at; ///< Monotonic time, to forget it later
} LtDeskJob;

typedef struct LtPresets LtPresets; ///< lt-desk-presets.c

/** A port of a strip, as the backend and the session know it. */
typedef struct {
  uint32_t        strip; ///< 0: the desk's own
  uint32_t        channel;
  LtPortDirection direction;
  int             handle;
  char           *name; ///< The backend's: "7 Vox lead L"
  char           *key;  ///< The session's: "strip/7/in/1"
} LtDeskPort;

struct LtDesk {
  LtDeskOptions  options;
  LtBackend     *backend;
  LtSession     *session;
  LtPlayer      *player;
  LtKeeper      *keeper;
  LtLinkServer  *server;
  guint          server_source, tick_source;
  GPtrArray     *surfaces; ///< LtDeskSurface
  uint32_t       n_surfaces;
  LtActor        actor; ///< Of the edit that is being made
  GHashTable    *moves; ///< LtLastMove by address
  LtAddress      tags[LT_DESK_TAGS];
  uint32_t       n_tags;
  GPtrArray     *jobs;
  uint32_t       n_jobs;
  GPtrArray     *ports;
  LtBackendState state; ///< As last told
  bool           is_started;
  bool           wrong_rate;
  _Atomic bool   is_silenced; ///< The server's rate is not the session's
  GPtrArray     *unheard;     ///< Notices that no surface was there for
  uint32_t       n_notices;
  uint32_t       ticks;
  uint32_t       save_reply_to, save_reply_serial;
  bool           quit_asked;
  LtTelemetry    telemetry;
  LtMeter        meters[LT_MAX_STRIPS];
  LtPresets     *presets;   ///< NULL until they are asked for
  GHashTable    *underruns; ///< Last seen, by strip
  GHashTable    *troubles;  ///< Tick of the last LT_METER_.., by strip and flag
};

// lt-desk-commands.c
void lt_desk_obey (LtDeskSurface *surface, const LtCommand *command);

// lt-desk-follow.c
void lt_desk_follow (LtDesk *desk); ///< Observe the session

// lt-desk-publish.c
LtDeskSurface *lt_desk_add_surface (LtDesk *desk, LtLinkPeer *link);
void           lt_desk_remove_surface (LtDeskSurface *surface);
void           lt_desk_mark_value (LtDesk *desk, LtAddress address);
void           lt_desk_mark_strip (LtDesk *desk, uint32_t strip);
void           lt_desk_mark_all_strips (LtDesk *desk);
void           lt_desk_mark_gone (LtDesk *desk, uint32_t strip);
void           lt_desk_mark_session (LtDesk *desk);
void           lt_desk_mark_history (LtDesk *desk);
void           lt_desk_mark_backend (LtDesk *desk);
void           lt_desk_mark_job (LtDesk *desk, uint32_t job);
void           lt_desk_reply (LtDesk     *desk,
                              uint32_t    surface,
                              uint32_t    serial,
                              LtStatus    status,
                              int64_t     number,
                              const char *text);
void lt_desk_notice (LtDesk *desk, LtSeverity severity, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
void        lt_desk_free_letter (gpointer letter);
void        lt_desk_clear_lamps (LtDesk *desk, uint32_t strip);
void        lt_desk_publish (LtDesk *desk);
LtLastMove *lt_desk_last_move (LtDesk *desk, LtAddress address);

// lt-desk-jobs.c
uint32_t lt_desk_import (LtDesk               *desk,
                         const LtDeskSurface  *surface,
                         const LtCommandStrip *command,
                         const char           *paths);
void     lt_desk_convert (LtDesk     *desk,
                          const char *from,
                          const char *to,
                          uint32_t    rate);
LtStatus lt_desk_cancel (LtDesk *desk, int64_t job);
void     lt_desk_poll_jobs (LtDesk *desk);
void     lt_desk_end_jobs (LtDesk *desk);
void     lt_desk_free_job (gpointer job);

// lt-desk-presets.c
/** Read or write presets beside the desk, in the order asked for, and reply
    then. Failure: what can be told at once; then no reply comes. */
LtStatus lt_desk_preset (LtDesk                  *desk,
                         const LtDeskSurface     *surface,
                         const LtCommandSettings *command,
                         const char              *text,
                         LtError                 *error);
/** The strips that a command's text names, at most LT_MAX_STRIPS. */
LtStatus lt_desk_read_ids (const char *text,
                           uint32_t   *ids,
                           uint32_t   *n,
                           LtError    *error);
void     lt_desk_poll_presets (LtDesk *desk);
void     lt_desk_end_presets (LtDesk *desk);

// lt-desk-ports.c
void lt_desk_add_ports (LtDesk *desk, const LtStrip *strip);
/** Speakers, headphones, talkback, external. */
void lt_desk_add_own_ports (LtDesk *desk);
/** Its direct output was switched, or has another number of channels. */
void lt_desk_renew_direct (LtDesk *desk, uint32_t strip);
void lt_desk_remove_ports (LtDesk *desk, uint32_t strip);
void lt_desk_rename_ports (LtDesk *desk, uint32_t strip);
void lt_desk_wish (LtDesk *desk, const char *key, const char *peer, bool wish);
void lt_desk_wish_all (LtDesk *desk);
void lt_desk_poll_connections (LtDesk *desk);
void lt_desk_free_port (gpointer port);
