// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-board.h"

typedef enum { LT_GRAPH_GATE, LT_GRAPH_COMPRESSOR } LtGraphKind;

/**
   What goes in against what comes out, with a dot for the level now, and the
   gain of the last seconds. Thread: the surface's.
*/
#define LT_TYPE_DYNAMICS_GRAPH (lt_dynamics_graph_get_type ())
G_DECLARE_FINAL_TYPE (LtDynamicsGraph,
                      lt_dynamics_graph,
                      LT,
                      DYNAMICS_GRAPH,
                      GtkWidget)

/** `board` must outlive it. */
GtkWidget *lt_dynamics_graph_new (LtBoard *board, LtGraphKind kind);
/** A value of the strip, or the strip, has changed. */
void lt_dynamics_graph_update (LtDynamicsGraph *graph);
/** Another strip: its past is not known. */
void lt_dynamics_graph_clear (LtDynamicsGraph *graph);
/** The strip's meter of this frame, NULL: none came. */
void lt_dynamics_graph_feed (LtDynamicsGraph *graph, const LtMeter *meter);
/** Gain in dB that is shown now. */
double lt_dynamics_graph_get_gain (LtDynamicsGraph *graph);
