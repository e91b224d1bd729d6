// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-mirror.h"

#include <gtk/gtk.h>

enum { LT_OVERLOAD_S = 4 }; ///< How long an overload stands

/**
   The desk's load and what was lost. When a period took too long or the audio
   server lost one, OVERLOAD stands there for some seconds; how many is counted
   on, since the engine's start or the last press. Thread: the surface's.
*/
#define LT_TYPE_HEADER_LOAD (lt_header_load_get_type ())
G_DECLARE_FINAL_TYPE (LtHeaderLoad, lt_header_load, LT, HEADER_LOAD, GtkButton)

GtkWidget *lt_header_load_new (void);
/** Another desk, or none: nothing is known. */
void lt_header_load_clear (LtHeaderLoad *load);
/** @param now_us  Monotonic time */
void lt_header_load_feed (LtHeaderLoad      *load,
                          const LtTelemetry *telemetry,
                          gint64             now_us);
/** Whether OVERLOAD stands there, and the counts shown; for tests. */
gboolean lt_header_load_is_over (LtHeaderLoad *load);
guint    lt_header_load_get_overruns (LtHeaderLoad *load);
guint    lt_header_load_get_xruns (LtHeaderLoad *load);
