// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-board.h"
#include "ui/lt-talkback.h"

/**
   The monitor section at the right of the desk: speakers, solo, headphones,
   talkback, oscillator. It shows what the desk sent. Thread: the surface's.
*/
#define LT_TYPE_MONITOR_PANEL (lt_monitor_panel_get_type ())
G_DECLARE_FINAL_TYPE (LtMonitorPanel,
                      lt_monitor_panel,
                      LT,
                      MONITOR_PANEL,
                      GtkWidget)

/** `talkback` must outlive it. */
GtkWidget *lt_monitor_panel_new (LtTalkback *talkback);
void lt_monitor_panel_set_console (LtMonitorPanel *panel, LtConsole *console);
/** A value of the desk itself (strip 0). */
void lt_monitor_panel_value (LtMonitorPanel *panel,
                             LtAddress       address,
                             double          value,
                             uint32_t        gesture);
/** All that is known has come, or strips have changed: show it. */
void lt_monitor_panel_update (LtMonitorPanel *panel, gboolean all);

/** The widget of a parameter (of a choice, its row), the one that opens the
    list of `source` or of `feeds`, or NULL; for tests. */
GtkWidget *lt_monitor_panel_get (LtMonitorPanel *panel, LtParam param);
/** The open list of buses, or NULL; for tests. */
GtkWidget *lt_monitor_panel_get_picker (LtMonitorPanel *panel);
