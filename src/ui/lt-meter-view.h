// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-meter.h"

#include <gtk/gtk.h>

/**
   A strip's level meter: post-fader peak, one bar a channel, the highest of
   the last 2 s as a line, a thin bar of the level before the fader, and a lamp
   on top that stays lit from the first clipped sample until it is cleared.

   Scale: -70..+6 dBFS, deflection as Ardour's log_meter (0 dB at 0.87).
   Fall: 13.3 dB/s (IEC 60268-18's digital meters).
   Signal `clear`: it was clicked. Thread: the surface's.
*/
#define LT_TYPE_METER_VIEW (lt_meter_view_get_type ())
G_DECLARE_FINAL_TYPE (LtMeterView, lt_meter_view, LT, METER_VIEW, GtkWidget)

#define LT_METER_FALL_DB_S 13.3
#define LT_METER_HOLD_S    2.0
#define LT_METER_FLOOR_DB  -70.0

/** `is_wide`: with a scale of its own beside it, for the master. */
GtkWidget *lt_meter_view_new (int n_channels, gboolean is_wide);
void       lt_meter_view_set_channels (LtMeterView *view, int n_channels);

/**
   Take a measurement in, or NULL for none since the last, and let `seconds`
   pass. Queues a redraw only when a drawn height changed and `may_draw`.
   @return whether the highest level or the lamp changed.
*/
gboolean lt_meter_view_feed (LtMeterView   *view,
                             const LtMeter *meter,
                             double         seconds,
                             gboolean       may_draw);
/** Highest level after the fader since lt_meter_view_clear, dBFS or -inf. */
double   lt_meter_view_get_max_db (LtMeterView *view);
double   lt_meter_view_get_level_db (LtMeterView *view);
gboolean lt_meter_view_is_clipped (LtMeterView *view);
void     lt_meter_view_clear (LtMeterView *view);
/** Tell assistive technologies the level now; not more than twice a second. */
void lt_meter_view_tell (LtMeterView *view);
void lt_meter_view_set_name (LtMeterView *view, const char *name);

/** Let another widget draw it with lt_meter_view_paint, in this one's pixels:
    a meter that moves then leaves the strip round it alone. NULL: itself.
    `painter` must outlive the view. */
void lt_meter_view_set_painter (LtMeterView *view, GtkWidget *painter);
void lt_meter_view_paint (LtMeterView *view, GtkSnapshot *snapshot);

/** The part that it covers in full, in its own pixels. */
void lt_meter_view_get_track (LtMeterView *view, graphene_rect_t *track);

/** Deflection 0..1 of a level. */
double lt_meter_deflection (double db);
