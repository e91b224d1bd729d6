// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/** A strip's name in its colour, as on its plate. Thread: the surface's. */
#define LT_TYPE_TAG (lt_tag_get_type ())
G_DECLARE_FINAL_TYPE (LtTag, lt_tag, LT, TAG, GtkWidget)

/** `em`: how wide. */
GtkWidget  *lt_tag_new (double em);
void        lt_tag_set (LtTag *tag, const char *text, guint rgb);
const char *lt_tag_get_text (LtTag *tag);
