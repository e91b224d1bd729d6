// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-board.h"

/**
   What is done with a strip's processing as a whole: its two sides A and B,
   presets, copy and paste, of all or of a block. Thread: the surface's.
*/
#define LT_TYPE_CHANNEL_TOOLS (lt_channel_tools_get_type ())
G_DECLARE_FINAL_TYPE (LtChannelTools,
                      lt_channel_tools,
                      LT,
                      CHANNEL_TOOLS,
                      GtkWidget)

/** `board` must outlive it. */
GtkWidget *lt_channel_tools_new (LtBoard *board);
/** The strip, or the desk, is another. */
void lt_channel_tools_update (LtChannelTools *tools);
/** A reply; FALSE: not to what these asked. */
gboolean lt_channel_tools_reply (LtChannelTools *tools,
                                 uint32_t        serial,
                                 LtStatus        status,
                                 int64_t         number,
                                 const char     *text);

/** Remember the strip; give its settings, as they are then, to the strip that
    is shown. `sections`: a mask, 0: all. FALSE: there is nothing to paste. */
void     lt_channel_tools_copy (LtChannelTools *tools);
gboolean lt_channel_tools_paste (LtChannelTools *tools, uint32_t sections);

/** The open list of presets, or NULL; its rows' names, and what its buttons do;
    for tests. */
GtkWidget *lt_channel_tools_open_presets (LtChannelTools *tools);
int  lt_channel_tools_find_preset (LtChannelTools *tools, const char *name);
void lt_channel_tools_apply_preset (LtChannelTools *tools, int row);
void lt_channel_tools_save_preset (LtChannelTools *tools, const char *name);
void lt_channel_tools_remove_preset (LtChannelTools *tools, int row);
