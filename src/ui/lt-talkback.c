// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-talkback.h"

struct LtTalkback {
  LtConsole *console;
  gboolean   is_pressed;
  gboolean   is_holding; ///< Opened by this press, to be closed with it
};

LtTalkback *
lt_talkback_new (void)
{
  return g_new0 (LtTalkback, 1);
}

void
lt_talkback_free (LtTalkback *self)
{
  g_free (self);
}

void
lt_talkback_set_console (LtTalkback *self, LtConsole *console)
{
  lt_talkback_release (self);
  self->console = console;
}

void
lt_talkback_press (LtTalkback *self)
{
  const LtAddress on   = lt_console_address (0, LT_PARAM_TALKBACK_ON, 0);
  const LtAddress mode = lt_console_address (0, LT_PARAM_TALKBACK_MODE, 0);
  if (!self->console || self->is_pressed)
    return;
  LtMirror *mirror = lt_console_get_mirror (self->console);
  self->is_pressed = TRUE;
  self->is_holding = lt_mirror_value (mirror, mode) < 0.5;
  lt_console_switch (
    self->console, on, self->is_holding || lt_mirror_value (mirror, on) < 0.5);
}

void
lt_talkback_release (LtTalkback *self)
{
  if (self->is_holding && self->console)
    lt_console_switch (
      self->console, lt_console_address (0, LT_PARAM_TALKBACK_ON, 0), false);
  self->is_pressed = self->is_holding = FALSE;
}

// --- a button ---

static void
on_pressed (GtkGestureClick *click, int n, double x, double y, LtTalkback *self)
{
  /* The button's own click would follow. */
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  lt_talkback_press (self);
}

static void
on_end (GtkGesture *gesture, GdkEventSequence *sequence, LtTalkback *self)
{
  lt_talkback_release (self);
}

void
lt_talkback_attach (LtTalkback *self, GtkWidget *button)
{
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click),
                                 GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click),
                                              GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "end", G_CALLBACK (on_end), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));
}
