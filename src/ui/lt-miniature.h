// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-meter.h"
#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   What a strip's processing does, small: the curve of its filters and
   equalizer (20 Hz to 20 kHz, +-18 dB), and at its right the gain of its gate
   and of its compressor as bars from the top down (24 dB: all of it). The
   curve is faint while nothing that is on does anything. A button: pressed,
   GtkButton's `clicked`. Thread: the surface's.
*/
#define LT_TYPE_MINIATURE (lt_miniature_get_type ())
G_DECLARE_FINAL_TYPE (LtMiniature, lt_miniature, LT, MINIATURE, GtkButton)

enum { LT_MINIATURE_GATE, LT_MINIATURE_COMPRESSOR, LT_MINIATURE_BARS };

#define LT_MINIATURE_SPAN_DB 18.0
#define LT_MINIATURE_BAR_DB  24.0

/** `console` must outlive it; `strip`: an id. */
GtkWidget *lt_miniature_new (LtConsole *console, uint32_t strip);
/** What a screen reader says. */
void lt_miniature_set_name (LtMiniature *miniature, const char *name);

/** A value of the strip came. The curve is computed when it is drawn next, if
    the value is of the filters or the EQ. */
void lt_miniature_value (LtMiniature *miniature, LtParam param);

/** Take a measurement in; NULL: none came, and the bars stay. */
void lt_miniature_feed (LtMiniature *miniature, const LtMeter *meter);
/** Let the bars go to what was measured last. @return whether one moved, which
    queued a redraw of them. */
gboolean lt_miniature_move (LtMiniature *miniature);

/** Let another widget draw the bars with lt_miniature_paint, in the pixels of
    this one, as a meter's (lt_meter_view_set_painter). NULL: itself. */
void lt_miniature_set_painter (LtMiniature *miniature, GtkWidget *painter);
void lt_miniature_paint (LtMiniature *miniature, GtkSnapshot *snapshot);
/** The part that the bars cover in full, in its own pixels. */
void lt_miniature_get_bars (LtMiniature *miniature, graphene_rect_t *bars);

// For tests.
/** Gain of the drawn curve at a frequency, dB; computes it if need be. */
double   lt_miniature_at (LtMiniature *miniature, double hz);
gboolean lt_miniature_is_flat (LtMiniature *miniature);
/** Height of a bar, pixels, and how often the curve was computed. */
int   lt_miniature_get_bar (LtMiniature *miniature, int bar);
guint lt_miniature_get_n_computed (LtMiniature *miniature);
