// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-board.h"
#include "ui/lt-eq-curve.h"

/**
   The curve of a strip's filters and equalizer, up to 20 kHz and as the engine
   runs them, with a node for each band (1-4), the high-pass (H) and the
   low-pass (L). A node is dragged for frequency and gain, the wheel on it turns
   Q; a double click takes the gain back to 0, or switches a pass. The same can
   be done with the controls beside it, so it is a picture to a screen reader.
   Thread: the surface's.
*/
#define LT_TYPE_EQ_GRAPH (lt_eq_graph_get_type ())
G_DECLARE_FINAL_TYPE (LtEqGraph, lt_eq_graph, LT, EQ_GRAPH, GtkWidget)

/** `board` must outlive it. */
GtkWidget *lt_eq_graph_new (LtBoard *board);
/** A value of the strip, or the strip, has changed. */
void lt_eq_graph_update (LtEqGraph *graph);

// What the pointer does, also for tests; node: bands, high-pass, low-pass.
gboolean lt_eq_graph_place (LtEqGraph *graph, int node, double *x, double *y);
void     lt_eq_graph_press (LtEqGraph *graph, double x, double y, int n_press);
void     lt_eq_graph_drag (LtEqGraph *graph, double x, double y);
void     lt_eq_graph_release (LtEqGraph *graph);
gboolean lt_eq_graph_wheel (LtEqGraph *graph, double x, double y, double dy);
/** Gain of the whole curve at a frequency, dB. */
double lt_eq_graph_at (LtEqGraph *graph, double hz);
