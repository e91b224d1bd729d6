// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"
#include "core/lt-address.h"
#include "core/lt-limits.h"
#include "core/lt-message.h"

/**
   The document: the desk as it is stored. It knows no audio and reads no
   sound; the desk thread owns it, and whoever shows or plays it is told of
   each change by an observer. GLib may be used inside (an allocation that
   fails ends the program).
   Thread: desk.
*/
typedef struct LtSession LtSession;

/** A per-bus parameter of a strip that is not at its default. */
typedef struct {
  uint32_t bus;
  uint16_t param;
  double   value;
} LtBusValue;

/** The file a strip plays. */
typedef struct {
  char *path;       ///< Relative to the session's folder ("audio/Kick.wav"), or
                    ///< absolute (linked); NULL: none
  uint32_t channel; ///< First channel in the file, from 0
  uint32_t rate;    ///< Hz, of the file
  int64_t  frames;  ///< Length at the file's own rate
  int64_t  start;   ///< Song frame of its first frame
} LtStripFile;

typedef struct {
  uint32_t    id;
  LtKind      kind;
  uint32_t    n_channels; ///< 1 or 2; buses 2
  char       *name;
  double      values[LT_N_STRIP_PARAMS]; ///< Those without a bus
  LtBusValue *bus_values;                ///< By bus, then param
  uint32_t    n_bus_values;
  LtStripFile file;
  double     *other; ///< What its processing is set to on the other side, by
                     ///< LtParam; NULL: as on this one
} LtStrip;

/** Told of every change, also of undo, redo and journal replay. */
typedef struct {
  void (*value) (void *data, LtAddress address, double value);
  void (*text) (void *data, LtAddress address, const char *text);
  void (*strip_added) (void *data, const LtStrip *strip);
  void (*strip_removed) (void *data, uint32_t strip); ///< Already gone
  void (*order) (void *data);
  void (*file) (void *data, const LtStrip *strip);
  void (*connection) (void       *data,
                      const char *port,
                      const char *peer,
                      bool        made);
  void (*history) (void *data); ///< Undo or redo stack or dirty flag changed
  void *data;
} LtSessionObserver;

/** Who does it, for history, journal and "who moved this". */
typedef struct {
  LtOrigin origin;
  uint32_t surface; ///< Number of the surface, 0: none
  uint32_t gesture; ///< Edits with the same one (not 0), surface, origin and
                    ///< is_alone are one undo step
  bool is_alone;    ///< A member of a gang moves, the others stay
} LtActor;

// --- life ---

/** A session in memory with nothing but a master. */
LtSession *lt_session_new (uint32_t rate);
/** In a new session: the next `n` strips shall have the ids 1..n, the master
    the one behind them. */
void lt_session_reserve (LtSession *session, uint32_t n);
void lt_session_free (LtSession *session);
void lt_session_observe (LtSession *session, const LtSessionObserver *observer);

// --- look ---

uint32_t    lt_session_rate (const LtSession *session);
const char *lt_session_path (
  const LtSession *session); ///< Absolute folder, or NULL
const char *lt_session_name (
  const LtSession *session); ///< Folder's name without .longthrow
uint32_t       lt_session_n_strips (const LtSession *session);
const LtStrip *lt_session_strip_at (
  const LtSession *session,
  uint32_t         place); ///< Desk order, master last
const LtStrip *lt_session_strip (const LtSession *session, uint32_t id);
int32_t  lt_session_place (const LtSession *session, uint32_t id); ///< -1: none
uint32_t lt_session_master (const LtSession *session); ///< Id; 0: none yet
/** Parameters of strip 0, the desk's own, with their buses. */
const LtStrip *lt_session_desk (const LtSession *session);
int64_t        lt_session_length (
         const LtSession *session); ///< Frames at the session's rate
LtStatus    lt_session_get (const LtSession *session,
                            LtAddress        address,
                            double          *value,
                            LtError         *error);
const char *lt_session_get_text (const LtSession *session, LtAddress address);
LtNames     lt_session_names (LtSession *session); ///< For lt_address_parse
bool        lt_session_is_dirty (const LtSession *session);
/** Wished connections: calls `each` for all. */
void lt_session_each_connection (const LtSession *session,
                                 void (*each) (void       *data,
                                               const char *port,
                                               const char *peer),
                                 void *data);
/** Absolute path of a strip's file, newly allocated; NULL: none. */
char *lt_session_file_path (const LtSession *session, const LtStrip *strip);

// --- edit: each is one command with its inverse ---

/**
   With what goes with it in the same step: the others of its gang, the solos
   that an exclusive one ends. A transient parameter (talkback) is set but is
   no step and not saved; the show lock is saved but no step, or undo would end
   at it.
   Failure: LT_NOT_FOUND (strip, bus, a parameter that this kind has not),
   LT_LOOP (the message names the loop: "Drums -> Verb -> Drums").
*/
LtStatus lt_session_set (LtSession     *session,
                         const LtActor *actor,
                         LtAddress      address,
                         double         value,
                         LtError       *error);
LtStatus lt_session_set_text (LtSession     *session,
                              const LtActor *actor,
                              LtAddress      address,
                              const char    *text,
                              LtError       *error);
/** All solos off, in one step; nothing to do is LT_OK too. */
LtStatus lt_session_clear_solo (LtSession *session, const LtActor *actor);
/** `place` -1: last of its kind (in the order of LtKind). New inputs, groups
    and auxes feed the master. A kind's usual colour. The name is
    made unique by a number. `file` may be NULL. @return id, 0: error. */
uint32_t lt_session_add_strip (LtSession         *session,
                               const LtActor     *actor,
                               LtKind             kind,
                               uint32_t           n_channels,
                               const char        *name,
                               const LtStripFile *file,
                               int32_t            place,
                               LtError           *error);
/** With all that others send to it, in one step. The master cannot go. */
LtStatus lt_session_remove_strip (LtSession     *session,
                                  const LtActor *actor,
                                  uint32_t       strip,
                                  LtError       *error);
LtStatus lt_session_move_strip (LtSession     *session,
                                const LtActor *actor,
                                uint32_t       strip,
                                int32_t        place,
                                LtError       *error);
LtStatus lt_session_set_file (LtSession         *session,
                              const LtActor     *actor,
                              uint32_t           strip,
                              const LtStripFile *file,
                              LtError           *error);
LtStatus lt_session_connect (LtSession     *session,
                             const LtActor *actor,
                             const char    *port,
                             const char    *peer,
                             bool           made,
                             LtError       *error);

// --- edit what a strip's processing is set to (lt-session-settings.c) ---

/**
   Give other strips what one is set to, in one step ("Copy EQ of \"Kick\" to
   \"Snare\""); what is at that already is no step. It goes to the named strips
   alone, not to others of their gangs: who copies to one of a pair means that
   one.
   @param sections  A mask (core/lt-section.h); 0: the whole processing
   @param to        `n` strips; `from` itself is left out
   Failure: LT_NOT_FOUND (a strip; then nothing is copied).
*/
LtStatus lt_session_copy (LtSession      *session,
                          const LtActor  *actor,
                          uint32_t        from,
                          uint32_t        sections,
                          const uint32_t *to,
                          uint32_t        n,
                          LtError        *error);

/**
   Each strip has two sides, A and B, of what its processing is set to;
   LT_PARAM_SIDE says which one it has now. Change over: the other side's values
   become its values, and these stay with the side that is left ("Side B of
   \"Vox\""). At first both are the same. Setting LT_PARAM_SIDE does this, too.
   For the named strips alone, not for others of their gangs.
   Failure: LT_NOT_FOUND (a strip; then nothing is done).
*/
LtStatus lt_session_swap_sides (LtSession      *session,
                                const LtActor  *actor,
                                const uint32_t *strips,
                                uint32_t        n,
                                LtError        *error);
/** Make the other side what this one is ("Copy side A to B of \"Vox\""). */
LtStatus lt_session_copy_side (LtSession      *session,
                               const LtActor  *actor,
                               const uint32_t *strips,
                               uint32_t        n,
                               LtError        *error);

// --- history ---

bool lt_session_undo (LtSession *session); ///< False: nothing to undo
bool lt_session_redo (LtSession *session);
/** Whether undo (redo) would move nothing but LT_PARAM_LIVE parameters. */
bool     lt_session_undo_is_live (const LtSession *session, bool redo);
uint32_t lt_session_n_undo (const LtSession *session);
uint32_t lt_session_n_redo (const LtSession *session);
/** What the next undo would take back: "Fader \"Vox lead\" -6.0 dB"; "" none.
 */
const char *lt_session_undo_label (const LtSession *session);
const char *lt_session_redo_label (const LtSession *session);

// --- files (lt-session-file.c; the format stands there) ---

/** Make the folder with its subfolders and the first session.json.
    LT_EXISTS: there is something at that path; nothing is touched. */
LtStatus lt_session_create (LtSession  *session,
                            const char *path,
                            LtError    *error);

/**
   Read the session, replay what its journal has beyond the last save, and
   hold it (lock file). A damaged, hostile or newer file is refused and
   nothing on disk is touched.
   @param read_only  Do not lock, do not repair (info, check, render)
   Failure: LT_NOT_FOUND, LT_FORMAT, LT_NEWER, LT_RANGE, LT_BUSY (another
   program holds it; the message names its pid).
*/
LtStatus lt_session_open (const char *path,
                          bool        read_only,
                          LtSession **session,
                          LtError    *error);
/** How many journalled steps the opening took over; 0 after a clean end. */
uint32_t lt_session_n_recovered (const LtSession *session);
/** What of the journal could not be taken over and where it was put aside, one
    sentence; NULL: nothing of that kind. */
const char *lt_session_trouble (const LtSession *session);
