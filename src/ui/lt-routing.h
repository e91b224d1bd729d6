// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   Where a strip goes, in a popover: the groups and the master that it feeds
   (with a search when they are many), its direct output, lean for a bus, solo
   safe, and its latency; each strip has the parts that its kind has. It shows
   what the desk sent; a press asks. Thread: the surface's.
*/
#define LT_TYPE_ROUTING (lt_routing_get_type ())
G_DECLARE_FINAL_TYPE (LtRouting, lt_routing, LT, ROUTING, GtkPopover)

/** Open it with lt_popover_open; console and strip outlive it. */
GtkWidget *lt_routing_new (LtConsole *console, const LtMirrorStrip *strip);
void       lt_routing_value (LtRouting *routing,
                             LtAddress  address,
                             double     value,
                             uint32_t   gesture);
/** Buses, connections or the strip changed. */
void lt_routing_update (LtRouting *routing);
/** Show the buses whose names have `text` in them; for tests too. @return how
    many are left. */
int lt_routing_search (LtRouting *routing, const char *text);
/** The check button of a bus; NULL: not listed. */
GtkWidget *lt_routing_get_bus (LtRouting *routing, uint32_t bus);
/** GtkCheckButton, LtKnob or LtTap of a parameter; NULL: the strip has none. */
GtkWidget  *lt_routing_get (LtRouting *routing, LtParam param);
const char *lt_routing_get_latency (LtRouting *routing);
