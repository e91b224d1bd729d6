// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-fader.h"

/**
   The column beside the monitor's fader with the reference mark: a triangle at
   its height. A press on it emits `pressed`. For the eye and the pointer; what
   it does is also on a button. Thread: the surface's.
*/
#define LT_TYPE_MONITOR_MARK (lt_monitor_mark_get_type ())
G_DECLARE_FINAL_TYPE (LtMonitorMark,
                      lt_monitor_mark,
                      LT,
                      MONITOR_MARK,
                      GtkWidget)

/** As high as `fader`, which stands beside it. */
GtkWidget *lt_monitor_mark_new (GtkWidget *fader);
/** Where the mark is, dB. */
void lt_monitor_mark_set (LtMonitorMark *mark, double db);
/** What a press at `y` does; FALSE: it missed the mark. For tests too. */
gboolean lt_monitor_mark_press (LtMonitorMark *mark, double y);
/** Pixels from the top to the mark. */
double lt_monitor_mark_get_y (LtMonitorMark *mark);
