// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   The DCAs that are in use, as narrow strips: mute, solo, value, fader, plate;
   and a button for the next one. Nobody in sight while there is none.

     spill (int dca)   the plate was pressed: from 0

   Thread: the surface's.
*/
#define LT_TYPE_DCA_BANK (lt_dca_bank_get_type ())
G_DECLARE_FINAL_TYPE (LtDcaBank, lt_dca_bank, LT, DCA_BANK, GtkWidget)

GtkWidget *lt_dca_bank_new (void);
/** NULL: no desk. */
void lt_dca_bank_set_console (LtDcaBank *bank, LtConsole *console);
/** A value of the desk itself. */
void lt_dca_bank_value (LtDcaBank *bank,
                        LtAddress  address,
                        double     value,
                        uint32_t   gesture);
/** Names or members may have changed; `spilled`: the DCA that is shown, -1. */
void lt_dca_bank_update (LtDcaBank *bank, int spilled);
/** The control of a DCA's (from 0) parameter; NULL: none; for tests. */
GtkWidget *lt_dca_bank_get_control (LtDcaBank *bank, int dca, LtParam first);
