// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-link.h"

#include <gio/gio.h>

/** Either `surface`, which is the callee's, or `error`. */
typedef void (*LtLaunchDone) (gpointer       data,
                              LtLinkSurface *surface,
                              const LtError *error);

enum { LT_LAUNCH_WAIT_MS = 5000 };

/**
   Attach to the desk that holds a session; when none does, start
   longthrow-engine for it (LT_ENGINE; beside this program; in PATH), in a
   session of its own so that it outlives the window, and attach as soon as it
   answers. `done` is called once from the main loop, never before lt_launch
   returned; not at all after `cancel` was cancelled.
   Thread: the surface's.
*/
void lt_launch (const char   *session_path,
                GCancellable *cancel,
                LtLaunchDone  done,
                gpointer      data);

/** Attach to the desk that holds a session, if one runs; NULL: none does. */
LtLinkSurface *lt_launch_find (const char *session_path);

/** Absolute and without links, as desks name their session; free it. */
char *lt_launch_path (const char *path);
