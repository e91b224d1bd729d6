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

enum {
  LT_MAX_SESSION_BYTES = 64 << 20,
  LT_MAX_PEER          = 2 * LT_MAX_NAME, ///< Bytes of a server's port name
  LT_MAX_CONNECTIONS   = 4096,
  LT_MAX_ID            = 1 << 30,
};

#define LT_MAX_FRAMES INT64_C (1000000000000)

typedef enum {
  LT_EDIT_VALUE,
  LT_EDIT_TEXT,
  LT_EDIT_ADD,    ///< `strip` goes in at `place`
  LT_EDIT_REMOVE, ///< `id` comes out
  LT_EDIT_MOVE,   ///< `id` goes to `place`
  LT_EDIT_FILE,   ///< `id` gets `file`
  LT_EDIT_OTHER,  ///< `id` gets `other`
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
  double     *other; ///< As LtStrip.other
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
  uint32_t   n_files; ///< Files that came with them
  gsize      bytes;   ///< What it takes in memory
} LtStep;

typedef struct {
  char *port, *peer;
} LtConnection;

/** A journal line that is not yet with the keeper. */
typedef struct {
  GString  *text;
  bool      is_move;  ///< One value in a gesture: a later one may replace it
  bool      is_first; ///< Of this run
  LtAddress address;
  LtActor   actor;
} LtJournalLine;

struct LtSession {
  uint32_t          rate;
  char             *path, *name;
  GPtrArray        *strips; ///< LtStrip, desk order, the master last
  uint32_t          next_id;
  LtStrip           desk;                ///< Strip 0: buses of desk parameters
  double            values[LT_N_PARAMS]; ///< Desk parameters
  char             *texts[LT_N_PARAMS];  ///< Likewise; NULL is ""
  GPtrArray        *connections;         ///< LtConnection
  LtSessionObserver observer;
  GPtrArray        *undo, *redo;   ///< LtStep
  GPtrArray        *lines;         ///< LtJournalLine
  uint64_t          sequence;      ///< Of the last line
  uint64_t          saved;         ///< Sequence of the last save
  gsize             history_bytes; ///< Of all steps
  bool              is_new_run;    ///< The next line is the first of this run
  uint32_t          n_recovered;
  char             *trouble; ///< What the opening could not take over, or NULL
  JsonObject       *extra;   ///< Members of the file that are not known
  GHashTable       *strip_extra; ///< id -> JsonObject, likewise
  int               lock;        ///< File descriptor, -1: not held
};

// lt-session.c
void     lt_strip_free (LtStrip *strip);
LtStrip *lt_session_find (const LtSession *session, uint32_t id);
double  *lt_strip_bus_value (LtStrip *strip, uint32_t bus, uint16_t param);
/** A value that is `def` is not kept. */
void lt_strip_set_bus_value (LtStrip *strip,
                             uint32_t bus,
                             uint16_t param,
                             double   value,
                             double   def);
/** A strip by id, or what stands for the desk: 0. */
LtStrip *lt_session_owner (const LtSession *session, uint32_t id);
/** Default of a parameter towards that bus. */
double lt_session_default (const LtSession *session,
                           uint32_t         bus,
                           uint16_t         param);
/** Drop what was read at its default. */
void     lt_strip_tidy (const LtSession *session, LtStrip *strip);
bool     lt_strip_file_equal (const LtStripFile *a, const LtStripFile *b);
void     lt_strip_file_copy (LtStripFile *to, const LtStripFile *from);
LtStrip *lt_strip_new (uint32_t    id,
                       LtKind      kind,
                       uint32_t    n_channels,
                       const char *name);

// lt-session-edit.c
void lt_edit_free (gpointer edit);
/** A new edit at the end of `edits`. */
LtEdit *lt_edit_add (GPtrArray *edits, LtEditType type);
void    lt_edit_add_value (GPtrArray *edits, LtAddress address, double value);
GPtrArray *lt_edits_new (void);
void       lt_edit_apply (LtSession *session, LtEdit *edit);

bool lt_session_is_connected (const LtSession *session,
                              const char      *port,
                              const char      *peer);
void lt_session_add_connection (LtSession *session, LtConnection *connection);

// lt-session-settings.c
/** Whether both sides are set the same; NULL is like itself alone. */
bool lt_side_equal (const double *a, const double *b);

// lt-session-check.c: the same for commands, files and the journal
/** 1 to LT_MAX_NAME - 1 bytes of UTF-8 without control characters. */
bool lt_is_good_name (const char *name);
/** A text as that parameter can have it. */
bool lt_is_good_text (LtParam param, const char *text);
/** At most `n` bytes of it as a good name, or ""; newly allocated. */
char *lt_shorten (const char *text, size_t n);
/** Path inside the session (or absolute), numbers in their ranges. */
LtStatus lt_check_file (const LtStripFile *file, LtError *error);
LtStatus lt_check_connection (const char *port,
                              const char *peer,
                              LtError    *error);

// lt-session-history.c
/** Whether edits of both are one undo step. One that begins to move a gang's
    member alone, or ends it, begins anew: the distances are others now. */
bool lt_is_same_gesture (const LtActor *a, const LtActor *b);
void lt_step_free (gpointer step);
/** Make the edits (of which the array is taken over) one command. */
void lt_session_commit (LtSession     *session,
                        const LtActor *actor,
                        GPtrArray     *edits);
/** The same under a name of its own, for what its edits do not tell. */
void lt_session_commit_as (LtSession     *session,
                           const LtActor *actor,
                           GPtrArray     *edits,
                           const char    *label);
/** The same for what is no step of the history: LT_PARAM_NO_STEP. */
void lt_session_put (LtSession     *session,
                     const LtActor *actor,
                     GPtrArray     *edits);
/** Take up the inverses (array taken over) of edits that were just made;
    `label`: what the step is called, or NULL: what they tell. */
void lt_history_add (LtSession     *session,
                     const LtActor *actor,
                     GPtrArray     *inverses,
                     const char    *label);
/** The journal's undo or redo, by its own edits: `inverses` of what was just
    made go to the other stack, and the step that they are leaves its own. */
void lt_history_turn (LtSession     *session,
                      const LtActor *actor,
                      bool           is_undo,
                      GPtrArray     *inverses,
                      const char    *label);
/** The value that an address had before the gesture, if the last step is of
    that gesture; else what it has. */
double lt_history_before (const LtSession *session,
                          const LtActor   *actor,
                          LtAddress        address);
/** No later edit joins a step from before: gestures of another run may have
    the same number. */
void lt_history_close (LtSession *session);

// lt-session-route.c
/** Whether that parameter can have that bus. */
LtStatus lt_session_check_bus (const LtSession *session,
                               uint32_t         bus,
                               uint16_t         param,
                               LtError         *error);
/** As above, and whether the value would close a loop. */
LtStatus lt_session_check_route (const LtSession *session,
                                 LtAddress        address,
                                 double           value,
                                 LtError         *error);
/** Whether the session may have `n` connections more, and one. */
bool lt_session_has_room (const LtSession *session, uint32_t n);
/** The whole document, for one that was read. */
LtStatus lt_session_check_loops (const LtSession *session, LtError *error);

/** Whether no DCA is a member of itself; the error names the way round. */
LtStatus lt_session_check_dcas (const LtSession *session, LtError *error);

// lt-session-write.c
void lt_json_string (GString *out, const char *text);
void lt_json_value (GString *out, LtParam param, double value);
/** `"eq/1/gain": -3` behind `between`; the key as files have it. */
void lt_json_param (GString    *out,
                    const char *between,
                    LtAddress   address,
                    double      value);
void lt_json_strip (GString         *out,
                    const LtSession *session,
                    const LtStrip   *strip,
                    const char      *indent);
void lt_json_file (GString *out, const LtStripFile *file);
/** What of a side is not at its default, as an object. `extra`: members more,
    or NULL. */
void lt_json_side (GString      *out,
                   LtKind        kind,
                   const double *values,
                   JsonObject   *extra,
                   const char   *indent);
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
/** A side of a strip of that kind; what is not known goes to a new `*extra`,
    else it stays NULL. */
LtStatus lt_side_from_json (JsonObject  *object,
                            LtKind       kind,
                            const char  *where,
                            double     **values,
                            JsonObject **extra,
                            LtError     *error);
LtStatus lt_file_from_json (JsonObject  *object,
                            const char  *where,
                            LtStripFile *file,
                            LtError     *error);

// lt-json.c
/** Parse, refusing what is no JSON to the letter, too deep or too big; errors
    name `where` and the line. NULL: an error. */
JsonNode *lt_json_parse (const char *text,
                         gsize       length,
                         const char *where,
                         LtError    *error);
/** A whole number from `min` to `max`. */
LtStatus lt_json_int (JsonObject *object,
                      const char *key,
                      const char *where,
                      gint64      min,
                      gint64      max,
                      gint64     *value,
                      LtError    *error);
/** A text of less than `max` bytes, or NULL. */
const char *lt_json_text (JsonObject *object, const char *key, gsize max);
/** Say that it is missing or not what it should be. @return LT_FORMAT */
LtStatus lt_json_wrong (LtError *error, const char *where, const char *key);

// lt-journal.c
void lt_journal_free_line (gpointer line);
/** Note a command before it is made: its forward edits. `label` for undo, redo
    and what has a name of its own, else NULL. */
void lt_journal_note (LtSession       *session,
                      const LtActor   *actor,
                      const char      *kind,
                      const GPtrArray *edits,
                      const char      *label);
/** Lines since the last call, or NULL; g_free it. */
char *lt_journal_take (LtSession *session);
/**
   Replay the lines of a text behind `session->sequence`, up to the one numbered
   `until`. It stops at the first that is torn or does not fit, and none of that
   line is made.
   @return  bytes up to there; all of them if the text is sound
*/
gsize lt_journal_replay (LtSession  *session,
                         const char *text,
                         gsize       length,
                         uint64_t    until);
