// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-mixer.h"

/**
   The bar at the bottom: new strip, whose sends are shown, what the desk has
   to say, the last step with undo and redo. Thread: the surface's.
*/
#define LT_TYPE_FOOTER (lt_footer_get_type ())
G_DECLARE_FINAL_TYPE (LtFooter, lt_footer, LT, FOOTER, GtkWidget)

/** `mixer` outlives it. */
GtkWidget *lt_footer_new (LtMixer *mixer);
void       lt_footer_set_console (LtFooter *footer, LtConsole *console);
/** Strips, buses or history changed. */
void lt_footer_update (LtFooter *footer);
/** Say something; an error stays until it is put away, others 6 s. */
void lt_footer_notice (LtFooter *footer, LtSeverity severity, const char *text);
const char *lt_footer_get_notice (LtFooter *footer);
/** Open the menu of new strips. */
void lt_footer_new_strip (LtFooter *footer);
