// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/lt-session.h"

/**
   The keeper: the thread that writes the journal and saves, so that the desk
   thread never touches a disk. It gets immutable texts through a queue.

   Every edit of a kept session is in the journal file within 100 ms of the
   call and on disk (fdatasync) within 500 ms; fast moves of one control in
   one gesture are written at most 20 times a second.
   A save: new file, fsync, rename, fsync of the folder; the previous ten are
   kept as session.json.1 .. .10; the journal then starts anew.
*/
typedef struct LtKeeper LtKeeper;

/** Begin to keep an opened session. `notify` (any thread) tells that
    lt_keeper_poll has something. */
LtStatus lt_keeper_new (LtSession *session,
                        void (*notify) (void *),
                        void      *data,
                        LtKeeper **keeper,
                        LtError   *error);
/** Ask for a save of the session as it is now; the answer comes by poll. */
void lt_keeper_save (LtKeeper *keeper);
/** Call from the desk thread at least every 50 ms while there are edits:
    hands new journal lines over. */
void lt_keeper_flush (LtKeeper *keeper);
/** Next outcome: a save that is done (LT_OK) or a failure (disk full ...).
    @return false: none. */
bool lt_keeper_poll (LtKeeper *keeper, LtStatus *status, LtError *error);
/** Write out what is queued, end the thread. `save`: save first if dirty.
    @return status of the last write. */
LtStatus lt_keeper_free (LtKeeper *keeper, bool save, LtError *error);
