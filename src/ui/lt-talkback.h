// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"

#include <gtk/gtk.h>

/**
   The talk button, wherever it is pressed: in hold mode the microphone is open
   while it is held, in latch mode from one press to the next. Who presses
   twice without letting go (a key that repeats) pressed once. Thread: the
   surface's.
*/
typedef struct LtTalkback LtTalkback;

LtTalkback *lt_talkback_new (void);
void        lt_talkback_free (LtTalkback *talkback);
/** Another desk, or NULL: what is held is let go first. */
void lt_talkback_set_console (LtTalkback *talkback, LtConsole *console);
void lt_talkback_press (LtTalkback *talkback);
/** Also when the window loses the keyboard: nobody holds it then. */
void lt_talkback_release (LtTalkback *talkback);
/** Let a button's pointer press and let go; what else clicks it (a key, a
    screen reader) cannot hold it, and stays with the button. */
void lt_talkback_attach (LtTalkback *talkback, GtkWidget *button);
