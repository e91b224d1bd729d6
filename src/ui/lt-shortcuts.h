// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/** The window of all keys, a new one. Thread: the surface's. */
GtkShortcutsWindow *lt_shortcuts_new (void);
