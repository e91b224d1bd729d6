// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   A list of buses by name with a search over it, in a popover: one of them to
   listen to (after the choices that are no bus), or any of them to be fed. It
   shows what the desk sent; a press asks. Thread: the surface's.
*/
#define LT_TYPE_MONITOR_PICKER (lt_monitor_picker_get_type ())
G_DECLARE_FINAL_TYPE (LtMonitorPicker,
                      lt_monitor_picker,
                      LT,
                      MONITOR_PICKER,
                      GtkPopover)

/** What the list sets. */
typedef struct {
  const char *title;
  LtParam     feeds;  ///< Per bus: any number are chosen; or LT_N_PARAMS, and
  LtParam     source; ///< the choice that says what is listened to
  LtParam     bus;    ///< the number of the bus
  int         bus_choice;   ///< The choice of `source` that means "bus"
  const char *const *words; ///< Of all choices of `source`, in order
} LtMonitorPick;

/** Open it over `over`, a child of `parent`; it removes itself when closed.
    `pick` is static. */
GtkWidget *lt_monitor_picker_open (GtkWidget           *parent,
                                   GtkWidget           *over,
                                   LtConsole           *console,
                                   const LtMonitorPick *pick);
/** Show what the mirror has; strips may have come or gone. */
void lt_monitor_picker_update (LtMonitorPicker *picker);
/** The desk has gone: close, and touch it no more. */
void lt_monitor_picker_drop (LtMonitorPicker *picker);
/** Show the rows whose words have `text` in them; for tests too.
    @return how many are left. */
int lt_monitor_picker_search (LtMonitorPicker *picker, const char *text);
/** The row of a bus (or, `bus` 0, of a choice), a GtkCheckButton; for tests. */
GtkWidget *lt_monitor_picker_get_row (LtMonitorPicker *picker,
                                      uint32_t         bus,
                                      int              choice);

/** "Master", "Verb", "nothing", "3 buses": what is chosen, in a word. */
char *lt_monitor_pick_word (const LtMonitorPick *pick, LtConsole *console);
