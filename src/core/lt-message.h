// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-address.h"
#include "core/lt-limits.h"
#include "core/lt-meter.h"

/**
   Messages between a surface and the desk. Plain structs behind a header, no
   pointers; text follows its record, with its final NUL, and counts in `size`,
   which is a multiple of 8. The reader copies a record out, then checks it.
*/
typedef struct {
  uint32_t size;      ///< Bytes with this header and the text, a multiple of 8
  uint16_t type;      ///< LtCommandType or LtEventType
  uint16_t text_size; ///< Bytes of text after the struct, with its NUL; or 0
} LtRecord;

enum { LT_MAX_RECORD = 256 + LT_MAX_TEXT };

/** Who asked for a change; "who moved this" rests on it. */
typedef enum {
  LT_ORIGIN_HAND, ///< A surface's mouse, keyboard or screen reader
  LT_ORIGIN_CLI,
  LT_ORIGIN_SCRIPT, ///< Timed moves of the renderer
  LT_ORIGIN_UNDO,
  LT_ORIGIN_BACKEND, ///< The audio server: a connection made elsewhere
  LT_ORIGIN_DESK,    ///< The desk itself (set-up, repair)
  LT_N_ORIGINS
} LtOrigin;

// --- commands: surface to desk ---

typedef enum {
  LT_COMMAND_SET = 1,
  LT_COMMAND_SET_TEXT,
  LT_COMMAND_STRIP_ADD,
  LT_COMMAND_STRIP_REMOVE,
  LT_COMMAND_STRIP_MOVE,
  LT_COMMAND_IMPORT,
  LT_COMMAND_CANCEL, ///< LtCommandNumber: job
  LT_COMMAND_PLAY,
  LT_COMMAND_STOP,
  LT_COMMAND_LOCATE, ///< LtCommandNumber: song frame
  LT_COMMAND_UNDO,
  LT_COMMAND_REDO,
  LT_COMMAND_SAVE,
  LT_COMMAND_QUIT,
  LT_COMMAND_CLEAR_FLAGS, ///< LtCommandNumber: strip id, 0 = all; clip lamps
                          ///< off
  LT_COMMAND_RELINK,     ///< LtCommandStrip + path: find the strip's file there
  LT_COMMAND_SOLO_CLEAR, ///< All solos off
  LT_COMMAND_WHY,  ///< LtCommandNumber: strip; the reply's text says, a line
                   ///< each, what keeps it from being heard
  LT_COMMAND_COPY, ///< LtCommandSettings + strips: from `strip` to those
  LT_COMMAND_PRESET_LIST,   ///< LtCommandSettings + a name or nothing: the
                            ///< reply's text has those behind it, a line each
                            ///< (session/lt-preset.h), its number how many more
                            ///< there are
  LT_COMMAND_PRESET_APPLY,  ///< LtCommandSettings + "name\nstrips"
  LT_COMMAND_PRESET_SAVE,   ///< LtCommandSettings + "name\nwhat it is for"
  LT_COMMAND_PRESET_REMOVE, ///< LtCommandSettings + name
  LT_COMMAND_SWAP_SIDES,    ///< LtCommandSettings + strips: to the other of A
                            ///< and B
  LT_COMMAND_COPY_SIDE,     ///< LtCommandSettings + strips: the other becomes
                            ///< as this one
  LT_N_COMMANDS
} LtCommandType;

enum {
  LT_TOUCH_BEGIN = 1 << 0, ///< First command of a gesture
  LT_TOUCH_END   = 1 << 1, ///< Last command of a gesture
  LT_IMPORT_LINK = 1 << 2, ///< Refer to the file where it lies, do not copy
  LT_SET_ALONE   = 1 << 3, ///< A member of a gang moves, the others stay
  LT_REPLACE     = 1 << 4, ///< Save over what there is of that name
};

/** Start of every command; the plain ones (play, undo ...) are just this. */
typedef struct {
  LtRecord record;
  uint32_t serial;  ///< The surface's own count; a reply names it; 0: no reply
  uint32_t gesture; ///< Same for all commands of one move; 0: one by itself
  uint16_t origin;  ///< LtOrigin
  uint16_t flags;   ///< LT_TOUCH_.., LT_IMPORT_.. and so on
  uint32_t unused;
} LtCommand;

typedef struct {
  LtCommand command;
  LtAddress address;
  uint32_t  unused;
  double    value;
} LtCommandSet; ///< LT_COMMAND_SET; LT_COMMAND_SET_TEXT: the text follows

typedef struct {
  LtCommand command;
  uint32_t  strip;    ///< Which; LT_COMMAND_STRIP_ADD: unused, 0
  uint32_t  kind;     ///< LtKind, for LT_COMMAND_STRIP_ADD
  uint32_t  channels; ///< 1 or 2, for LT_COMMAND_STRIP_ADD of an input
  int32_t   position; ///< Place on the desk from 0; -1: at the end of its kind
} LtCommandStrip;     ///< ADD: the name follows; REMOVE, MOVE, IMPORT, RELINK:
                      ///< the path(s) follow, one a line

typedef struct {
  LtCommand command;
  int64_t   number;
} LtCommandNumber;

/** What strips' processing is set to. Strips in the text are a list as in
    core/lt-ids.h: "3 7 12-20". */
typedef struct {
  LtCommand command;
  uint32_t  strip;    ///< Where settings are taken from, else 0
  uint32_t  sections; ///< A mask (core/lt-section.h); 0: the whole processing
} LtCommandSettings;

// --- events: desk to surface ---

typedef enum {
  LT_EVENT_SESSION = 1, ///< LtEventSession + path of the session folder
  LT_EVENT_STRIP,       ///< LtEventStrip + file path (empty: none)
  LT_EVENT_STRIP_GONE,  ///< LtEventStrip: only `strip` counts
  LT_EVENT_VALUE,       ///< LtEventValue
  LT_EVENT_TEXT,        ///< LtEventValue + text
  LT_EVENT_HISTORY,     ///< LtEventHistory + "undo label\nredo label"
  LT_EVENT_JOB,         ///< LtEventJob + label
  LT_EVENT_REPLY,       ///< LtEventReply + error text
  LT_EVENT_NOTICE,      ///< LtEventNotice + text
  LT_EVENT_BACKEND,     ///< LtEventBackend + name and server text
  LT_EVENT_SYNC,        ///< Just LtRecord: all that was known is sent
  LT_EVENT_CLEAR,       ///< LtEventStrip: lamps of `strip` (0: all) go out
  LT_N_EVENTS
} LtEventType;

typedef struct {
  LtRecord record;
  uint32_t rate;     ///< Hz
  uint32_t master;   ///< Strip id of the master
  int64_t  length;   ///< Frames of the longest material
  uint32_t is_dirty; ///< Edits since the last save
  uint32_t engine_pid;
} LtEventSession;

typedef enum {
  LT_FILE_NONE, ///< The strip has no file
  LT_FILE_READY,
  LT_FILE_MISSING,
  LT_FILE_DAMAGED,
  LT_FILE_CONVERTING, ///< Being converted to the session's rate
} LtFileState;

typedef struct {
  LtRecord record;
  uint32_t strip;
  uint32_t kind;
  uint32_t channels;
  int32_t  position;    ///< Place on the desk from 0
  uint32_t file_state;  ///< LtFileState
  uint32_t is_silenced; ///< Another strip's solo keeps it from being heard
  int64_t  file_length; ///< Frames at the session's rate
  uint32_t latency;     ///< Frames from an input to behind its inserts
  uint32_t unused;
} LtEventStrip;

typedef struct {
  LtRecord  record;
  LtAddress address;
  uint16_t  origin; ///< LtOrigin of the last change
  uint16_t  unused;
  uint32_t  gesture;
  uint32_t  surface;    ///< Number of the surface that moved it, 0: none
  double    value;      ///< The stored value; for a text unused
  int64_t   song_frame; ///< Where it took effect; -1: not yet known
} LtEventValue;

typedef struct {
  LtRecord record;
  uint32_t n_undo, n_redo;
} LtEventHistory;

typedef enum {
  LT_JOB_RUNNING,
  LT_JOB_DONE,
  LT_JOB_FAILED, ///< The label says why
  LT_JOB_CANCELLED,
} LtJobState;

typedef struct {
  LtRecord record;
  uint32_t job;
  uint32_t state;    ///< LtJobState
  float    progress; ///< 0..1
  uint32_t unused;
} LtEventJob;

typedef struct {
  LtRecord record;
  uint32_t serial; ///< Of the command
  uint32_t status; ///< LtStatus
  int64_t  number; ///< New strip id, job number ...
} LtEventReply;

typedef enum { LT_NOTICE_INFO, LT_NOTICE_WARNING, LT_NOTICE_ERROR } LtSeverity;

typedef struct {
  LtRecord record;
  uint32_t severity; ///< LtSeverity
  uint32_t serial;   ///< Counts up, so that each is shown once
} LtEventNotice;

typedef struct {
  LtRecord record;
  uint32_t is_running; ///< 0: the server is gone, the desk is trying
  uint32_t rate;
  uint32_t block;
  uint32_t is_freewheeling;
} LtEventBackend;

/** Size of a record of type `Type` with `text` bytes behind it. */
#define LT_RECORD_SIZE(Type, text_size)                                        \
  ((uint32_t)((sizeof (Type) + (size_t)(text_size) + 7) & ~(size_t)7))
