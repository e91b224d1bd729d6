// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/** The page without a session: recent ones, new, open, demo. Signal
    `open-path` (const char *path). Thread: the surface's. */
#define LT_TYPE_START (lt_start_get_type ())
G_DECLARE_FINAL_TYPE (LtStart, lt_start, LT, START, GtkWidget)

GtkWidget *lt_start_new (void);
/** Fill the list of recent sessions again. */
void lt_start_update (LtStart *start);
/** Say what went wrong, NULL: nothing. */
void lt_start_set_error (LtStart *start, const char *text);
/** Wait for a desk: "Opening Name …", NULL: choose. */
void lt_start_set_waiting (LtStart *start, const char *text);

/** Remember a session as used. */
void lt_start_remember (const char *path);
/** Folder with the stems of the demo, NULL: not installed. Free it. */
char *lt_start_demo_folder (void);
