// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/lt-session-private.h"

/** Files of a session's folder; thread: keeper, or whoever opens it. */

enum { LT_KEPT_SAVES = 10 };

/** Write by a temporary file, fsync and rename. */
LtStatus lt_write_whole (const char *path, const char *text, LtError *error);
/** A save: as lt_write_whole, with the saves before it kept, folder synced. */
LtStatus lt_write_session (const char *folder,
                           const char *text,
                           LtError    *error);
LtStatus lt_sync_folder (const char *path, LtError *error);
/** Numbers N of journal/edits-N.jsonl, ascending. */
GArray *lt_journal_numbers (const char *folder);
char   *lt_journal_path (const char *folder, guint64 number);
