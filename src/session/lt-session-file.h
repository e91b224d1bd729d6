// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/lt-session-private.h"

/** Files of a session's folder; thread: keeper, or whoever opens it. */

enum { LT_KEPT_SAVES = 10 };

/** A plain file of at most `max` bytes, with a NUL behind them; what is no
    plain file is not opened for good (a pipe would wait, a device never end).
    NULL: errno says why, EFBIG for one that is bigger. */
char *lt_read_plain (const char *path, gsize max, gsize *length);
/** Write by a temporary file, fsync and rename. */
LtStatus lt_write_whole (const char *path, const char *text, LtError *error);
/** A save: as lt_write_whole, with the saves before it kept, folder synced. */
LtStatus lt_write_session (const char *folder,
                           const char *text,
                           LtError    *error);
LtStatus lt_sync_folder (const char *path, LtError *error);
/** Those that are not there (cache/ may be deleted, git keeps no empty ones).
 */
void lt_session_make_folders (const char *folder);
/** Path and name of a session by its absolute folder. */
void lt_session_take_path (LtSession *session, const char *folder);
/** Take the lock, or LT_BUSY. */
LtStatus lt_session_hold (LtSession *session, LtError *error);
/** Numbers N of journal/edits-N.jsonl, ascending. */
GArray *lt_journal_numbers (const char *folder);
char   *lt_journal_path (const char *folder, guint64 number);
