// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   The bar on top: session, transport, position, backend, load, and the main
   menu. Its buttons are the window's actions. Thread: the surface's.
*/
#define LT_TYPE_HEADER (lt_header_get_type ())
G_DECLARE_FINAL_TYPE (LtHeader, lt_header, LT, HEADER, GtkWidget)

GtkWidget *lt_header_new (void);
/** NULL: no desk; only the menu is left. */
void lt_header_set_console (LtHeader *header, LtConsole *console);
/** What the mirror says of session, loop and backend changed. */
void lt_header_update (LtHeader *header);
void lt_header_telemetry (LtHeader *header, const LtTelemetry *telemetry);
/** The LtHeaderLamps, the LtHeaderLoad. */
GtkWidget *lt_header_get_lamps (LtHeader *header);
GtkWidget *lt_header_get_load (LtHeader *header);
/** Type a position. */
void lt_header_edit_position (LtHeader *header);
