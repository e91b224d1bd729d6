// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

typedef enum {
  LT_LAMP_SWITCH, ///< Lit in the accent colour
  LT_LAMP_MUTE,
  LT_LAMP_SOLO,
  LT_LAMP_CHOICE, ///< As a switch: one of several, of which one is lit
  LT_LAMP_PRE,    ///< As a choice, in the colour of pre-fader
  LT_LAMP_POST,   ///< As a choice, in the colour of post-fader
  LT_LAMP_SMALL,  ///< A quiet switch, underlined when on
  LT_LAMP_VALUE,  ///< Flat text, left: a value that can be typed
  LT_LAMP_PEAK,   ///< Flat text, right; lit: clipped
  LT_LAMP_TEXT,   ///< Flat text, left, quiet: opens something
} LtLampLook;

/**
   A small button drawn by itself: a switch that shows what the desk sent, or a
   line of text that can be pressed. A lit one is filled, an implied one
   outlined. Pressed: GtkButton's `clicked`. Thread: the surface's.
*/
#define LT_TYPE_LAMP (lt_lamp_get_type ())
G_DECLARE_FINAL_TYPE (LtLamp, lt_lamp, LT, LAMP, GtkButton)

GtkWidget *lt_lamp_new (LtLampLook look, const char *text);
/** As wide as this, in em; 2 unless told. */
void        lt_lamp_set_width (LtLamp *lamp, double em);
void        lt_lamp_set_text (LtLamp *lamp, const char *text);
void        lt_lamp_set_on (LtLamp *lamp, gboolean is_on);
gboolean    lt_lamp_get_on (LtLamp *lamp);
const char *lt_lamp_get_text (LtLamp *lamp);
gboolean    lt_lamp_get_implied (LtLamp *lamp);
/** In effect by something else: drawn as an outline. */
void lt_lamp_set_implied (LtLamp *lamp, gboolean is_implied);
/** Why it is so, for the pointer and screen readers; NULL: no more to say. */
void lt_lamp_set_reason (LtLamp *lamp, const char *reason);
/** What a screen reader says; `value` may be NULL. */
void lt_lamp_set_name (LtLamp *lamp, const char *name, const char *value);
/** Modifier keys held now, for a press with Ctrl. */
GdkModifierType lt_lamp_modifiers (LtLamp *lamp);
