// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-param.h"

#include <gtk/gtk.h>

/**
   A fader or a knob: one number of the parameter table, moved by hand.

   It shows what lt_control_show told it, and nothing else. A hand's move
   (pointer, wheel, key, typed value, screen reader) becomes the signal

     guint ask (LtControl *control, double value, guint gesture, guint flags)

   `flags` are LT_TOUCH_BEGIN and LT_TOUCH_END; `gesture` is 0 for the first
   of a move, and the handler returns the id that the rest of it carries. While
   a pointer holds the control it asks at most once a frame, and echoes of
   other gestures are kept back until it is let go; Escape meanwhile asks for
   the value from before as the last of the gesture.

     void edit (LtControl *control, const char *first)

   asks for the value to be typed; `first` is what was typed already.

   It is a GtkRange in the plain unit (-inf is the minimum), so that assistive
   technologies can read and set it. Thread: the surface's.
*/
#define LT_TYPE_CONTROL (lt_control_get_type ())
G_DECLARE_DERIVABLE_TYPE (LtControl, lt_control, LT, CONTROL, GtkRange)

struct _LtControlClass {
  GtkRangeClass parent_class;

  /** Pixels of the whole travel. */
  double (*travel) (LtControl *control);
  /** Position 0..1 under a point of the widget. */
  double (*position_at) (LtControl *control, double x, double y);
  /** What is drawn for the value changed. */
  void (*shown) (LtControl *control);
};

enum { LT_CONTROL_BURST_MS = 600 }; ///< Keys within it are one gesture

void    lt_control_set_param (LtControl *control, LtParam param);
LtParam lt_control_get_param (LtControl *control);
/** What a screen reader says, "Vox lead fader". */
void lt_control_set_name (LtControl *control, const char *name);
/** Drag across instead of up and down. */
void lt_control_set_across (LtControl *control, gboolean across);

/** End what a hand began: called before the control comes to stand for another
    address. */
void lt_control_let_go (LtControl *control);

/** What the desk sent. */
void   lt_control_show (LtControl *control, double value, uint32_t gesture);
double lt_control_get_value (LtControl *control);
double lt_control_get_position (LtControl *control);
/** "-6.0 dB" with a true minus sign. */
const char *lt_control_get_text (LtControl *control);
gboolean    lt_control_is_held (LtControl *control);

/** Ask for a value, as one move of its own. */
void lt_control_ask (LtControl *control, double value);
/** `n` steps up or down, joined with others shortly before. */
void lt_control_step (LtControl *control, double n);
/** The value `n` steps from `value`. */
double lt_control_step_value (LtParam param, double value, double n);

// What the pointer does, also for tests.
void lt_control_press (LtControl *control, gboolean jump, double x, double y);
void lt_control_drag (LtControl *control, double delta, gboolean fine);
/** Send what the pointer asked for since the last frame. */
void lt_control_frame (LtControl *control);
void lt_control_release (LtControl *control);
/** A key on the focused control; TRUE: it was for it. */
gboolean lt_control_key (LtControl *control, guint key, GdkModifierType state);
/** The wheel; FALSE: not focused, not for it. */
gboolean lt_control_wheel (LtControl *control, double dy, gboolean fine);
