// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

typedef enum {
  LT_HEADER_LAMP_LOCK, ///< Only while the desk is locked; opens the choice
  LT_HEADER_LAMP_SOLO, ///< Blinks while something is soloed; clears all
  LT_HEADER_LAMP_TALK, ///< Talkback is open; closes it
  LT_HEADER_LAMP_OSCILLATOR, ///< The oscillator sounds; silences it
  LT_HEADER_LAMP_PANIC,
  LT_N_HEADER_LAMPS
} LtHeaderLamp;

/** What must be seen from across the room, and pressed at once. */
#define LT_TYPE_HEADER_LAMPS (lt_header_lamps_get_type ())
G_DECLARE_FINAL_TYPE (LtHeaderLamps, lt_header_lamps, LT, HEADER_LAMPS, GtkBox)

GtkWidget *lt_header_lamps_new (void);
/** Show what the mirror has; NULL: no desk. */
void lt_header_lamps_update (LtHeaderLamps *lamps, LtConsole *console);
/** The button of a lamp; for tests. */
GtkWidget *lt_header_lamps_get (LtHeaderLamps *lamps, LtHeaderLamp lamp);

/** The choices of the show lock, for a menu. */
GMenuModel *lt_header_lock_menu (void);
