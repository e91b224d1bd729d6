// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"
#include "ui/lt-shown.h"

#include <gtk/gtk.h>

/**
   The bar over the strips: what is shown (all, inputs, buses, layers, a DCA's
   spill), mute groups, hidden strips, and what mode the faders are in.

     show-strips (guint kind, int number)   asked for: LtShown
     leave ()                        the banner's button

   Thread: the surface's.
*/
#define LT_TYPE_DESK_BAR (lt_desk_bar_get_type ())
G_DECLARE_FINAL_TYPE (LtDeskBar, lt_desk_bar, LT, DESK_BAR, GtkWidget)

GtkWidget *lt_desk_bar_new (void);
/** NULL: no desk. */
void lt_desk_bar_set_console (LtDeskBar *bar, LtConsole *console);
/** What is shown now, which strip is selected (0: none), and the banner's text
    and colour (NULL: none). */
void lt_desk_bar_update (LtDeskBar     *bar,
                         LtShown        shown,
                         uint32_t       selected,
                         const char    *banner,
                         const GdkRGBA *colour);
