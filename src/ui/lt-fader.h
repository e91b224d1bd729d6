// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-control.h"

/** The long fader: groove, scale and handle. See LtControl. */
#define LT_TYPE_FADER (lt_fader_get_type ())
G_DECLARE_FINAL_TYPE (LtFader, lt_fader, LT, FADER, LtControl)

GtkWidget *lt_fader_new (LtParam param);
/** Colour of its handle; NULL: the usual one. */
void lt_fader_set_tint (LtFader *fader, const GdkRGBA *tint);

/** Pixels above and below the travel: half the handle. */
int lt_fader_margin (GtkWidget *widget);
