// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/lt-session.h"

#include <glib.h>
#include <json-glib/json-glib.h>

/**
   The document inside: every change is an LtEdit, and lt_edit_apply turns the
   edit it has made into its inverse. Do, undo, redo and the journal's replay
   all come through it.
*/

typedef enum {
  LT_EDIT_VALUE,
  LT_EDIT_TEXT,
  LT_EDIT_ADD,    ///< `strip` goes in at `place`
  LT_EDIT_REMOVE, ///< `id` comes out
  LT_EDIT_MOVE,   ///< `id` goes to `place`
  LT_EDIT_FILE,   ///< `id` gets `file`
  LT_EDIT_CONNECTION,
} LtEditType;

typedef struct {
  LtEditType  type;
  LtAddress   address;
  double      value;
  char       *text;
  LtStrip    *strip;
  uint32_t    id;
  int32_t     place;
  LtStripFile file;
  char       *port, *peer;
  bool        made;
} LtEdit;

/** One undo step: edits that take it back (or make it again), in the order in
    which they were made. */
typedef struct {
  GPtrArray *edits; ///< LtEdit
  LtActor    actor;
  char      *label;
  uint32_t   n_added; ///< Strips that it added
} LtStep;

typedef struct {
  char *port, *peer;
} LtConnection;

/** A journal line that is not yet with the keeper. */
typedef struct {
  GString  *text;
  bool      is_move; ///< One value in a gesture: a later one may replace it
  LtAddress address;
  LtActor   actor;
} LtJournalLine;

struct LtSession {
  uint32_t          rate;
  char             *path, *name;
  GPtrArray        *strips; ///< LtStrip, desk order, the master last
  uint32_t          next_id;
  double            values[LT_N_PARAMS]; ///< session/..
  GPtrArray        *connections;         ///< LtConnection
  LtSessionObserver observer;
  GPtrArray        *undo, *redo; ///< LtStep
  GPtrArray        *lines;       ///< LtJournalLine
  uint64_t          sequence;    ///< Of the last line
  uint64_t          saved;       ///< Sequence of the last save
  bool              is_replaying;
  uint32_t          n_recovered;
  JsonObject       *extra;       ///< Members of the file that are not known
  GHashTable       *strip_extra; ///< id -> JsonObject, likewise
  int               lock;        ///< File descriptor, -1: not held
};

// lt-session.c
void     lt_strip_free (LtStrip *strip);
LtStrip *lt_session_find (const LtSession *session, uint32_t id);
double  *lt_strip_bus_value (LtStrip *strip, uint32_t bus, uint16_t param);
void     lt_strip_set_bus_value (LtStrip *strip,
                                 uint32_t bus,
                                 uint16_t param,
                                 double   value);
void     lt_strip_file_copy (LtStripFile *to, const LtStripFile *from);
LtStrip *lt_strip_new (uint32_t    id,
                       LtKind      kind,
                       uint32_t    n_channels,
                       const char *name);

// lt-session-edit.c
void lt_edit_free (gpointer edit);
void lt_edit_apply (LtSession *session, LtEdit *edit);

void lt_session_add_connection (LtSession *session, LtConnection *connection);

// lt-session-history.c
void lt_step_free (gpointer step);
/** Make the edits (of which the array is taken over) one command. */
void lt_session_commit (LtSession     *session,
                        const LtActor *actor,
                        GPtrArray     *edits);

// lt-session-route.c
LtStatus lt_session_check_route (const LtSession *session,
                                 LtAddress        address,
                                 double           value,
                                 LtError         *error);

// lt-session-write.c
void lt_json_string (GString *out, const char *text);
void lt_json_value (GString *out, LtParam param, double value);
void lt_json_strip (GString         *out,
                    const LtSession *session,
                    const LtStrip   *strip,
                    const char      *indent);
void lt_json_file (GString *out, const LtStripFile *file);
/** The whole session.json. */
char *lt_session_to_text (const LtSession *session);

// lt-session-read.c
LtStatus lt_session_from_text (const char *text,
                               gsize       length,
                               const char *where,
                               LtSession **session,
                               LtError    *error);
LtStrip *lt_strip_from_json (JsonObject  *object,
                             const char  *where,
                             JsonObject **extra,
                             LtError     *error);
LtStatus lt_value_from_json (JsonNode   *node,
                             LtParam     param,
                             const char *where,
                             double     *value,
                             LtError    *error);
LtStatus lt_file_from_json (JsonObject  *object,
                            const char  *where,
                            LtStripFile *file,
                            LtError     *error);
/** Parse, refusing what is too deep or too big. NULL: an error. */
JsonNode *lt_json_parse (const char *text,
                         gsize       length,
                         const char *where,
                         LtError    *error);

// lt-journal.c
void lt_journal_free_line (gpointer line);
/** Note a command before it is made: its forward edits. */
void lt_journal_note (LtSession       *session,
                      const LtActor   *actor,
                      const char      *kind,
                      const GPtrArray *edits);
/** Lines since the last call, or NULL; g_free it. */
char *lt_journal_take (LtSession *session);
/** Replay the lines of a text behind `session->sequence`; stops at the first
    that is torn or does not fit. False: it did not come to the end. */
bool lt_journal_replay (LtSession *session, const char *text);
