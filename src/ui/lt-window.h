// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-channel-panel.h"
#include "ui/lt-mixer.h"
#include "ui/lt-monitor-panel.h"

#include <gtk/gtk.h>

/**
   The window: start page, or the mixer of one desk. The only place that
   listens to the mirror. Thread: the surface's.
*/
#define LT_TYPE_WINDOW (lt_window_get_type ())
G_DECLARE_FINAL_TYPE (LtWindow, lt_window, LT, WINDOW, GtkApplicationWindow)

GtkWidget *lt_window_new (GtkApplication *application);
/** Attach to the session's desk, starting one if none runs. */
void lt_window_open (LtWindow *window, const char *path);
/** Attach to a desk that is there; takes `surface` over. */
void lt_window_attach (LtWindow *window, LtLinkSurface *surface);

LtMixer   *lt_window_get_mixer (LtWindow *window);
LtConsole *lt_window_get_console (LtWindow *window);
/** Show or hide the monitor section; hidden at first. */
void            lt_window_show_monitor (LtWindow *window, gboolean is_shown);
LtMonitorPanel *lt_window_get_monitor (LtWindow *window);
/** Show or hide the channel view; hidden at first. */
void            lt_window_show_channel (LtWindow *window, gboolean is_shown);
LtChannelPanel *lt_window_get_channel (LtWindow *window);
/** What the bar at the bottom says, or NULL; for tests. */
const char *lt_window_get_notice (LtWindow *window);
/** Jobs that are shown; for tests. */
int lt_window_get_n_jobs (LtWindow *window);
/** One frame, as the frame clock makes it; for tests. */
void lt_window_frame (LtWindow *window, double seconds);
/** A key before the focused widget sees it; TRUE: used up. */
gboolean lt_window_key (LtWindow *window, guint key, GdkModifierType state);
/** A key let go. */
void lt_window_key_up (LtWindow *window, guint key);
