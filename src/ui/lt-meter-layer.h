// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-strip-row.h"

/**
   Draws the meters of all strips in sight, and the bars of their miniatures,
   over the mixer, so that a frame in which only these moved leaves the strips'
   own pictures as they are. It takes no input. Thread: the surface's.
*/
#define LT_TYPE_METER_LAYER (lt_meter_layer_get_type ())
G_DECLARE_FINAL_TYPE (LtMeterLayer, lt_meter_layer, LT, METER_LAYER, GtkWidget)

/** `row` is beside or below it in the same window, and outlives it. */
GtkWidget *lt_meter_layer_new (LtStripRow *row);
/** The master's strip, NULL: none. */
void lt_meter_layer_set_master (LtMeterLayer *layer, LtStripView *master);
