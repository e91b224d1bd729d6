// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   All sends of a strip, in the order of the buses: a row each with name, level,
   on, pan and pick-off, and a search over them when they are many. The rows are
   made when it opens. It shows what the desk sent; a move asks.
   Thread: the surface's.
*/
#define LT_TYPE_SENDS (lt_sends_get_type ())
G_DECLARE_FINAL_TYPE (LtSends, lt_sends, LT, SENDS, GtkPopover)

/** Open it with lt_popover_open; console and strip outlive it. */
GtkWidget *lt_sends_new (LtConsole *console, const LtMirrorStrip *strip);
/** A value of the strip, or of another, came. */
void lt_sends_value (LtSends  *sends,
                     LtAddress address,
                     double    value,
                     uint32_t  gesture);
/** Buses or connections changed. */
void lt_sends_update (LtSends *sends);
/** Show the rows whose names have `text` in them; for tests too. @return how
    many are left. */
int lt_sends_search (LtSends *sends, const char *text);
int lt_sends_get_n (LtSends *sends);
/** The control of a send: LtKnob, LtLamp or LtTap; NULL: no such row. */
GtkWidget *lt_sends_get (LtSends *sends, uint32_t bus, LtParam param);
GtkWidget *lt_sends_get_search (LtSends *sends);

/** More buses than this, and a list of them has a search. */
enum { LT_SENDS_MANY = 8 };
