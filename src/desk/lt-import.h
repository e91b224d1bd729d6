// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "media/lt-media.h"
#include "session/lt-session.h"

/**
   Files to strips: look at each, bring it into the session's folder (or refer
   to it), split more than two channels into mono strips. The slow half runs in
   a worker, the edits in the desk thread.
*/
typedef struct LtImport LtImport;

/**
   Look and copy. Folders stand for the sound files in them, sorted by name.
   All or nothing: after a failure or a cancel no copy is left.
   @param folder  The session's folder; files go to its audio/
   @param paths   One a line, absolute
   @param link    Refer to the files where they lie
   Thread: worker.
*/
LtStatus lt_import_read (const char *folder,
                         const char *paths,
                         bool        link,
                         LtProgress  progress,
                         void       *data,
                         LtImport  **import,
                         LtError    *error);
/** Strips that it would make. */
uint32_t lt_import_n_strips (const LtImport *import);
/** Rate of the first file. */
uint32_t lt_import_rate (const LtImport *import);
/** Add the strips, from `place` on (-1: behind the inputs), as edits of one
    actor. Thread: desk. */
LtStatus lt_import_apply (const LtImport *import,
                          LtSession      *session,
                          const LtActor  *actor,
                          int32_t         place,
                          LtError        *error);
/** `undo`: remove the copies as well. */
void lt_import_free (LtImport *import, bool undo);
