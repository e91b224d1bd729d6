// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"
#include "ui/lt-control.h"
#include "ui/lt-knob.h"
#include "ui/lt-lamp.h"

/**
   Controls of parameters of one owner: the desk itself (monitor/..,
   talkback/..) or a strip. Each is made for one parameter, named and explained
   by the table, shows what the desk sent, and asks for what a hand does. What
   the show lock holds is not to be moved. The widgets are their parents'; the
   board must outlive them. Thread: the surface's.
*/
typedef struct LtBoard LtBoard;

LtBoard *lt_board_new (void);
void     lt_board_free (LtBoard *board);
/** NULL: no desk. */
void       lt_board_set_console (LtBoard *board, LtConsole *console);
LtConsole *lt_board_get_console (LtBoard *board);
/** Whose parameters they are: a strip's id; 0, as at first: the desk's own. A
    drag that goes on is let go. */
void     lt_board_set_strip (LtBoard *board, uint32_t strip);
uint32_t lt_board_get_strip (LtBoard *board);

/** A switch. */
GtkWidget *lt_board_lamp (LtBoard    *board,
                          LtParam     param,
                          LtLampLook  look,
                          const char *text);
/** A row of lamps, one lit: a choice. `words`: as many as there are choices. */
GtkWidget *lt_board_choice (LtBoard           *board,
                            LtParam            param,
                            const char *const *words);
GtkWidget *lt_board_knob (LtBoard    *board,
                          LtParam     param,
                          LtKnobShape shape,
                          const char *caption);
GtkWidget *lt_board_fader (LtBoard *board, LtParam param);
/** The value as a text that can be typed. */
GtkWidget *lt_board_number (LtBoard *board, LtParam param);
/** Any other widget that the lock is to hold as it does `param`. */
void lt_board_guard (LtBoard *board, LtParam param, GtkWidget *widget);

/** A value that the desk sent. */
void lt_board_value (LtBoard  *board,
                     LtAddress address,
                     double    value,
                     uint32_t  gesture);
/** Show all values as the mirror has them. */
void lt_board_sync (LtBoard *board);

/** Value of a parameter that is not per bus; its default without a desk. */
double lt_board_get (LtBoard *board, LtParam param);
/** Ask for a value, as a move of its own. */
void lt_board_ask (LtBoard *board, LtParam param, double value);
/** Let `param` be typed, over a widget. */
void lt_board_edit (LtBoard    *board,
                    LtParam     param,
                    GtkWidget  *over,
                    const char *first);
