// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "session/lt-session.h"

#include <glib.h>

/**
   Presets: what some sections of a strip's processing are set to, under a name.
   One is a file, NAME.json, in the user's folder or among those that come with
   Longthrow; the format stands at the top of lt-preset.c. The user's own hides
   a shipped one of the same name.
*/

enum {
  LT_MAX_PRESET_NAME  = 128, ///< Bytes with the final NUL
  LT_MAX_PRESET_USE   = 512, ///< Likewise
  LT_MAX_PRESET_BYTES = 256 << 10,
};

typedef struct {
  char    *name;
  char    *use;                       ///< What it is for, one sentence; or ""
  uint32_t sections;                  ///< A mask (core/lt-section.h)
  double   values[LT_N_STRIP_PARAMS]; ///< Of these sections
} LtPreset;

/** Whether it can be a preset's name, and so a file's: text without "/", no dot
    at its start, no space at its ends. */
bool lt_preset_is_name (const char *name);

/**
   What a strip is set to. `use` may be NULL; it is cut to what fits.
   @param sections  0: the whole processing
   Failure: LT_RANGE (the name).
   Thread: the session's.
*/
LtStatus lt_preset_from_strip (const LtStrip *strip,
                               uint32_t       sections,
                               const char    *name,
                               const char    *use,
                               LtPreset     **preset,
                               LtError       *error);
void     lt_preset_free (LtPreset *preset);

/**
   Set strips to it, in one step ("Preset \"Lead vocal\" on \"Vox\""); like
   lt_session_copy to the named strips alone. Values are clamped.
   @param sections  Of those that it has; 0: all
   Failure: LT_NOT_FOUND (a strip; none of these sections).
   Thread: the session's.
*/
LtStatus lt_session_apply_preset (LtSession      *session,
                                  const LtActor  *actor,
                                  const LtPreset *preset,
                                  uint32_t        sections,
                                  const uint32_t *to,
                                  uint32_t        n,
                                  LtError        *error);

/**
   Both ways between a preset and its file's text, which is checked whole.
   `where` is named in errors.
   Failure: LT_FORMAT, LT_NEWER, LT_RANGE, LT_NOT_FOUND (no section of it is
   known here).
   Thread: any.
*/
LtStatus lt_preset_from_text (const char *text,
                              gsize       length,
                              const char *where,
                              LtPreset  **preset,
                              LtError    *error);
char    *lt_preset_to_text (const LtPreset *preset);

// --- files (lt-preset-file.c); thread: any that may wait for a disk ---

typedef struct {
  char *own;     ///< $XDG_DATA_HOME/longthrow/presets; made when needed
  char *shipped; ///< $LT_PRESETS if set; data/presets beside the program that
                 ///< was built and not installed; else PKGDATADIR/presets
} LtPresetFolders;

void lt_preset_find_folders (LtPresetFolders *folders);
void lt_preset_clear_folders (LtPresetFolders *folders);

/** Failure: LT_NOT_FOUND, LT_RANGE (the name, or too big), LT_IO, and those of
    lt_preset_from_text. */
LtStatus lt_preset_read (const LtPresetFolders *folders,
                         const char            *name,
                         LtPreset             **preset,
                         LtError               *error);
/** To the user's folder, whole or not at all. Failure: LT_EXISTS (there is one
    of that name, own or shipped, and it is not to be replaced), LT_IO. */
LtStatus lt_preset_write (const LtPresetFolders *folders,
                          const LtPreset        *preset,
                          bool                   replace,
                          LtError               *error);
/** Own ones only. Failure: LT_NOT_FOUND, LT_RANGE (a shipped one), LT_IO. */
LtStatus lt_preset_remove (const LtPresetFolders *folders,
                           const char            *name,
                           LtError               *error);
/**
   All that there are, by name, a line each:

       name TAB sections ("filters,eq") TAB own|shipped TAB use

   One that cannot be read has no sections, and instead of its use why not. The
   use of shipped ones is translated.
   @param behind  Begin behind this name; "": at the first
   @param size    Room for the text with its NUL; whole lines, LT_MAX_TEXT has
                  room for at least one
   @param n_left  How many did not fit
   @return newly allocated, without a final newline
*/
char *lt_preset_list (const LtPresetFolders *folders,
                      const char            *behind,
                      gsize                  size,
                      uint32_t              *n_left);
