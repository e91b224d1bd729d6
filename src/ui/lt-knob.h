// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-control.h"

typedef enum {
  LT_KNOB_DIAL, ///< A round knob with name and value beside it
  LT_KNOB_BAR,  ///< Name and value over a bar: a send
  LT_KNOB_PAN,  ///< A thumb on a bar between L and R
} LtKnobShape;

/** A small control: trim, send, pan. See LtControl. */
#define LT_TYPE_KNOB (lt_knob_get_type ())
G_DECLARE_FINAL_TYPE (LtKnob, lt_knob, LT, KNOB, LtControl)

GtkWidget *lt_knob_new (LtParam param, LtKnobShape shape);

/** The word drawn beside or inside it. */
void lt_knob_set_caption (LtKnob *knob, const char *caption);
/** A send's bar: in the colour of post-fader or pre; faint when off. */
void lt_knob_set_look (LtKnob *knob, gboolean is_post, gboolean is_on);
