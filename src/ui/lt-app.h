// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/** The application: one window a session, theme, keys. Thread: the
    surface's. */
#define LT_TYPE_APP (lt_app_get_type ())
G_DECLARE_FINAL_TYPE (LtApp, lt_app, LT, APP, GtkApplication)

LtApp *lt_app_new (void);

/** Load the theme for a display; once. For tests, which have no LtApp. */
void lt_app_load_theme (GdkDisplay *display);
