// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-board.h"
#include "ui/lt-channel-tools.h"

/**
   The processing of the strip that is selected, in signal order: filters,
   gate, equalizer, compressor, with a control for each parameter and pictures
   of what they do. Bubbles up `close` (). Thread: the surface's.
*/
#define LT_TYPE_CHANNEL_PANEL (lt_channel_panel_get_type ())
G_DECLARE_FINAL_TYPE (LtChannelPanel,
                      lt_channel_panel,
                      LT,
                      CHANNEL_PANEL,
                      GtkWidget)

GtkWidget *lt_channel_panel_new (void);
/** NULL: no desk. */
void lt_channel_panel_set_console (LtChannelPanel *panel, LtConsole *console);
/** Which strip; 0: none. */
void lt_channel_panel_set_strip (LtChannelPanel *panel, uint32_t strip);
void lt_channel_panel_value (LtChannelPanel *panel,
                             LtAddress       address,
                             double          value,
                             uint32_t        gesture);
/** A name or colour, or all that is known, has come. */
void lt_channel_panel_update (LtChannelPanel *panel);
/** Meters of a frame. */
void lt_channel_panel_feed (LtChannelPanel *panel,
                            const LtMeter  *meters,
                            uint32_t        n_meters);

LtChannelTools *lt_channel_panel_get_tools (LtChannelPanel *panel);
/** The widget of a parameter (of a choice, its row), or NULL; and the graphs;
    for tests. */
GtkWidget *lt_channel_panel_get (LtChannelPanel *panel, LtParam param);
GtkWidget *lt_channel_panel_get_graph (LtChannelPanel *panel,
                                       LtSection       section);
