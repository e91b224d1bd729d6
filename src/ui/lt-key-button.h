// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-board.h"

/**
   What the gate or the compressor of a board's strip hears: its own signal, or
   other strips that are ticked in a list. Shows what the desk sent. Thread:
   the surface's.
*/
#define LT_TYPE_KEY_BUTTON (lt_key_button_get_type ())
G_DECLARE_FINAL_TYPE (LtKeyButton, lt_key_button, LT, KEY_BUTTON, GtkWidget)

/** `param`: LT_PARAM_GATE_KEY or LT_PARAM_COMPRESSOR_KEY; `board` must outlive
    it. */
GtkWidget *lt_key_button_new (LtBoard *board, LtParam param);
/** Strips, names or a key have changed. */
void lt_key_button_update (LtKeyButton *button);

/** "own signal", "Kick", "3 strips"; and what a tick asks for; for tests. */
const char *lt_key_button_get_text (LtKeyButton *button);
void lt_key_button_ask (LtKeyButton *button, uint32_t source, gboolean is_on);
GtkWidget *lt_key_button_open (LtKeyButton *button);
