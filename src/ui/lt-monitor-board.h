// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"
#include "ui/lt-control.h"
#include "ui/lt-knob.h"
#include "ui/lt-lamp.h"

/**
   Controls of the desk's own parameters (monitor/.., talkback/..). Each is
   made for one parameter, named and explained by the table, shows what the
   desk sent, and asks for what a hand does. What the show lock holds is not to
   be moved. The widgets are their parents'; the board must outlive them.
   Thread: the surface's.
*/
typedef struct LtMonitorBoard LtMonitorBoard;

LtMonitorBoard *lt_monitor_board_new (void);
void            lt_monitor_board_free (LtMonitorBoard *board);
/** NULL: no desk. */
void lt_monitor_board_set_console (LtMonitorBoard *board, LtConsole *console);
LtConsole *lt_monitor_board_get_console (LtMonitorBoard *board);

/** A switch. */
GtkWidget *lt_monitor_board_lamp (LtMonitorBoard *board,
                                  LtParam         param,
                                  LtLampLook      look,
                                  const char     *text);
/** A row of lamps, one lit: a choice. `words`: as many as there are choices. */
GtkWidget *lt_monitor_board_choice (LtMonitorBoard    *board,
                                    LtParam            param,
                                    const char *const *words);
GtkWidget *lt_monitor_board_knob (LtMonitorBoard *board,
                                  LtParam         param,
                                  LtKnobShape     shape,
                                  const char     *caption);
GtkWidget *lt_monitor_board_fader (LtMonitorBoard *board, LtParam param);
/** The value as a text that can be typed. */
GtkWidget *lt_monitor_board_number (LtMonitorBoard *board, LtParam param);
/** Any other widget that the lock is to hold as it does `param`. */
void lt_monitor_board_guard (LtMonitorBoard *board,
                             LtParam         param,
                             GtkWidget      *widget);

/** A value that the desk sent (strip 0). */
void lt_monitor_board_value (LtMonitorBoard *board,
                             LtAddress       address,
                             double          value,
                             uint32_t        gesture);
/** Show all values as the mirror has them. */
void lt_monitor_board_sync (LtMonitorBoard *board);

/** Value of a parameter that is not per bus; its default without a desk. */
double lt_monitor_board_get (LtMonitorBoard *board, LtParam param);
/** Ask for a value, as a move of its own. */
void lt_monitor_board_ask (LtMonitorBoard *board, LtParam param, double value);
/** Let `param` be typed, over a widget. */
void lt_monitor_board_edit (LtMonitorBoard *board,
                            LtParam         param,
                            GtkWidget      *over,
                            const char     *first);
