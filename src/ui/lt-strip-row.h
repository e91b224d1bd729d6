// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-strip-view.h"

/**
   The strips side by side, scrolled in a GtkScrolledWindow. Only what is in
   sight is drawn. The wheel scrolls it, unless a focused control takes it.
   Thread: the surface's.
*/
#define LT_TYPE_STRIP_ROW (lt_strip_row_get_type ())
G_DECLARE_FINAL_TYPE (LtStripRow, lt_strip_row, LT, STRIP_ROW, GtkWidget)

GtkWidget *lt_strip_row_new (void);
/** Insert at `place`; takes the floating view over. */
void lt_strip_row_insert (LtStripRow *row, LtStripView *view, int place);
void lt_strip_row_remove (LtStripRow *row, LtStripView *view);
void lt_strip_row_move (LtStripRow *row, LtStripView *view, int place);
int  lt_strip_row_get_n (LtStripRow *row);
LtStripView *lt_strip_row_get (LtStripRow *row, int place);
int          lt_strip_row_find (LtStripRow *row, LtStripView *view);
/** Places of the first and last strip in sight, last < first: none. */
void lt_strip_row_get_sight (LtStripRow *row, int *first, int *last);
/** Let the bars of the miniatures in sight move, `n` of them at most, taking
    turns. */
void lt_strip_row_move_bars (LtStripRow *row, int n);
/** Bring a strip into sight. */
void lt_strip_row_reveal (LtStripRow *row, LtStripView *view);
/** Show where a dragged strip would go, -1: none. @return the place for a
    pointer at `x` pixels from the left edge of what is in sight. */
int  lt_strip_row_mark (LtStripRow *row, double x);
void lt_strip_row_unmark (LtStripRow *row);
