// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-backend.h"
#include "dsp/lt-kernels.h"
#include "link/lt-link.h"
#include "session/lt-session.h"

/**
   The desk: holds the session, the engine and the audio driver, obeys the
   surfaces and tells them what came of it. It lives in one thread with a GLib
   main context and never touches a disk there: the keeper, the disk thread
   and the workers do.
*/
typedef struct LtDesk LtDesk;

typedef struct {
  LtBackend       *backend; ///< Not started; the desk's from now on
  const LtKernels *kernels;
  uint32_t         ring_frames; ///< Read ahead of the disk streams; 0: 131072
  bool             is_served;   ///< Listen for surfaces of other processes
  void (*quit) (void *data);    ///< A surface asked for the end
  void *data;
} LtDeskOptions;

/**
   Open the session for good (lock, journal) and make all ready. Sources are
   attached to the thread's default main context.
   Failure: those of lt_session_open and lt_link_server_new. The backend is
   freed in any case.
*/
LtStatus lt_desk_new (const char          *session_path,
                      const LtDeskOptions *options,
                      LtDesk             **desk,
                      LtError             *error);
/** Start the audio. Failure: the backend's. */
LtStatus lt_desk_start (LtDesk *desk, LtError *error);
/** Stop, save if there are edits, free. @return the last write's status. */
LtStatus lt_desk_free (LtDesk *desk, LtError *error);

/** A surface in this process; the other end is the caller's. */
LtStatus lt_desk_attach (LtDesk *desk, LtLinkSurface **surface);

LtSession       *lt_desk_session (LtDesk *desk);
struct LtPlayer *lt_desk_player (LtDesk *desk);
/** What the desk does 100 times a second; for tests without a main loop. */
void lt_desk_tick (LtDesk *desk);
