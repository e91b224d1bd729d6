// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/**
   Where a send or a direct output takes the signal: four lamps in signal order
   of which one is lit, in the colour of "pre" or "post". It shows what it was
   told; a press is the signal `choose` (int tap). Thread: the surface's.
*/
#define LT_TYPE_TAP (lt_tap_get_type ())
G_DECLARE_FINAL_TYPE (LtTap, lt_tap, LT, TAP, GtkBox)

enum { LT_N_TAPS = 4 };

GtkWidget *lt_tap_new (void);
/** What a screen reader says: "Vox lead send to Verb pick-off". */
void       lt_tap_set_name (LtTap *tap, const char *name);
void       lt_tap_show (LtTap *tap, int which);
int        lt_tap_get (LtTap *tap);
GtkWidget *lt_tap_get_lamp (LtTap *tap, int which);

/** "pre EQ", "pre", "post", "post pan". */
const char *lt_tap_word (int which);
/** Whether it is behind the fader. */
gboolean lt_tap_is_post (int which);
