// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/**
   "Why can't I hear this?": the desk's answer, a reason a line, in a popover
   of `parent` that points at `over`. No line: nothing keeps it from being
   heard. @return the popover, which removes itself when it closes.
*/
GtkWidget *lt_why_open (GtkWidget  *parent,
                        GtkWidget  *over,
                        const char *name,
                        const char *text);
