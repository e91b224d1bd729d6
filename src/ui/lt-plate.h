// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/**
   The name plate under a fader, in the strip's colour.

   Signals: `select`; `rename` (double click, F2, Enter); `menu` (secondary
   button, Menu key); `drag` (int phase, double x): 0 moving, 1 dropped,
   -1 given up, x in the plate's pixels. Thread: the surface's.
*/
#define LT_TYPE_PLATE (lt_plate_get_type ())
G_DECLARE_FINAL_TYPE (LtPlate, lt_plate, LT, PLATE, GtkWidget)

GtkWidget *lt_plate_new (void);
void       lt_plate_set (LtPlate    *plate,
                         const char *name,
                         const char *detail,
                         guint       rgb,
                         gboolean    is_trouble);
