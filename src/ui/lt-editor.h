// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"

#include <gtk/gtk.h>

/** Use the text; on failure fill `error`, which is shown under the entry. */
typedef gboolean (*LtEditorApply) (gpointer    data,
                                   const char *text,
                                   LtError    *error);

/**
   A small entry over a widget: Enter applies, Escape leaves. Its parent must
   call gtk_popover_present for it when it is allocated (or have a layout
   manager). It removes itself when it closes; `data` must live as long as
   `parent`. @return the popover. Thread: the surface's.
*/
GtkWidget *lt_editor_open (GtkWidget    *parent,
                           GtkWidget    *over,
                           const char   *label,
                           const char   *text,
                           gboolean      is_started,
                           LtEditorApply apply,
                           gpointer      data);

/** Show a popover of `parent` over a widget in it, and drop it when closed. */
void lt_popover_open (GtkWidget *popover, GtkWidget *parent, GtkWidget *over);
/** For the size_allocate of a widget that opens popovers. */
void lt_popover_present_all (GtkWidget *parent);
/** For its dispose. */
void lt_popover_drop_all (GtkWidget *parent);
