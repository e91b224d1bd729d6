// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gio/gio.h>

/**
   Paths of the sound files among `files` (GFile), one a line, a folder
   standing for the sound files right in it, in the order that people count
   ("take 9" before "take 10"). NULL: none. Free it. Thread: the surface's.
*/
char *lt_files_expand (GSList *files);

/** Whether the name ends like that of a sound file. */
gboolean lt_files_is_sound (const char *name);
