// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-link.h"

/**
   A surface's mirror of the desk: what the desk sent, and nothing else. The
   window and the command line both look at the desk through it. A control
   shows the mirror's value and asks for changes by the functions below; the
   value changes when the desk's answer is there.
   Thread: the surface's.
*/
typedef struct LtMirror LtMirror;

/** One strip as last told. Parameters through lt_mirror_value. */
typedef struct {
  uint32_t    id;
  LtKind      kind;
  uint32_t    n_channels;
  int32_t     position;
  LtFileState file_state;
  bool        is_silenced;
  int64_t     file_length;
  uint32_t    latency; ///< Frames from an input to behind its inserts
  const char *file;    ///< Path or ""
  const char *name;
  void       *data; ///< The watcher's own, NULL at first
} LtMirrorStrip;

typedef struct {
  uint32_t    rate, master, engine_pid;
  int64_t     length;
  bool        is_dirty, is_synced;
  uint32_t    n_undo, n_redo;
  const char *undo_label, *redo_label; ///< "" where there is none
  const char *path;                    ///< Session folder
  bool        is_running, is_freewheeling;
  uint32_t    block;
  const char *backend; ///< "jack\nJACK 1.9.21, dummy"
} LtMirrorDesk;

/** Called while events are read in; each may be NULL. */
typedef struct {
  void (*strip_added) (void *data, LtMirrorStrip *strip);
  void (*strip_changed) (void          *data,
                         LtMirrorStrip *strip); ///< Position, file state ..
  void (*strip_gone) (void *data, LtMirrorStrip *strip);
  void (*value) (void     *data,
                 LtAddress address,
                 double    value,
                 LtOrigin  origin,
                 uint32_t  gesture);
  void (*text) (void *data, LtAddress address, const char *text);
  void (*desk) (void *data); ///< Anything of LtMirrorDesk changed
  void (*job) (void       *data,
               uint32_t    job,
               LtJobState  state,
               float       progress,
               const char *label);
  void (*reply) (void       *data,
                 uint32_t    serial,
                 LtStatus    status,
                 int64_t     number,
                 const char *text);
  void (*notice) (void *data, LtSeverity severity, const char *text);
  void (*cleared) (void *data, uint32_t strip); ///< Its lamps go out; 0: all
  void (*synced) (void *data);
  void *data;
} LtMirrorWatcher;

/** Takes the surface over. */
LtMirror *lt_mirror_new (LtLinkSurface *surface);
void      lt_mirror_free (LtMirror *mirror);
void      lt_mirror_watch (LtMirror *mirror, const LtMirrorWatcher *watcher);
LtLinkSurface *lt_mirror_surface (LtMirror *mirror);

/** Read all events that are there. LT_IO: the desk has gone. */
LtStatus lt_mirror_pump (LtMirror *mirror);
/** Text of the reply that lt_mirror_wait_reply last waited for, error or not.
 */
const char *lt_mirror_answer (const LtMirror *mirror);
/** Block until `synced`, a reply to `serial` (0: any event) or the time is
    over (LT_BUSY); for the command line and for tests. */
LtStatus lt_mirror_wait_synced (LtMirror *mirror, int timeout_ms);
LtStatus lt_mirror_wait_reply (LtMirror *mirror,
                               uint32_t  serial,
                               int       timeout_ms,
                               int64_t  *number,
                               LtError  *error);

const LtMirrorDesk *lt_mirror_desk (const LtMirror *mirror);
/** Strips by place on the desk; the master is last. */
uint32_t       lt_mirror_n_strips (const LtMirror *mirror);
LtMirrorStrip *lt_mirror_strip_at (const LtMirror *mirror, uint32_t place);
LtMirrorStrip *lt_mirror_strip (const LtMirror *mirror, uint32_t id);
/** Value last told, else the parameter's default. */
double lt_mirror_value (const LtMirror *mirror, LtAddress address);
/** A name or another text; "" where none was told. NULL: no such text. */
const char *lt_mirror_text (const LtMirror *mirror, LtAddress address);
/** For lt_address_parse. */
LtNames lt_mirror_names (LtMirror *mirror);

/** Newest telemetry, peaks folded since the last call; false: nothing new. */
bool lt_mirror_telemetry (LtMirror    *mirror,
                          LtTelemetry *telemetry,
                          LtMeter     *meters);
/** The strip's meter in the array that lt_mirror_telemetry filled, or NULL. */
const LtMeter *lt_mirror_meter (const LtMeter *meters,
                                uint32_t       n,
                                uint32_t       strip);

// Ask for changes. Each returns the serial of its command, 0: the link is full.
uint32_t lt_mirror_new_gesture (LtMirror *mirror);
uint32_t lt_mirror_set (LtMirror *mirror,
                        LtAddress address,
                        double    value,
                        uint32_t  gesture,
                        uint16_t  flags);
uint32_t lt_mirror_set_text (LtMirror   *mirror,
                             LtAddress   address,
                             const char *text);
uint32_t lt_mirror_add_strip (LtMirror   *mirror,
                              LtKind      kind,
                              uint32_t    channels,
                              int32_t     position,
                              const char *name);
uint32_t lt_mirror_remove_strip (LtMirror *mirror, uint32_t strip);
uint32_t lt_mirror_move_strip (LtMirror *mirror,
                               uint32_t  strip,
                               int32_t   position);
/** `paths`: absolute, one a line. More than LT_MAX_TEXT: in several commands
    of one gesture, cut at line ends. */
uint32_t lt_mirror_import (LtMirror *mirror, const char *paths, bool link);
uint32_t lt_mirror_relink (LtMirror *mirror, uint32_t strip, const char *path);
uint32_t lt_mirror_cancel (LtMirror *mirror, uint32_t job);
uint32_t lt_mirror_locate (LtMirror *mirror, int64_t song_frame);
uint32_t lt_mirror_clear_flags (LtMirror *mirror, uint32_t strip);
/** Ask what keeps a strip from being heard; the reply's text has a line for
    each reason. */
uint32_t lt_mirror_why (LtMirror *mirror, uint32_t strip);
/** Give strips what the processing of another is set to. `sections`: a mask
    (core/lt-section.h), 0: all of it; `gesture` 0: a step by itself. 0 also
    for a list that is too long for a command. */
uint32_t lt_mirror_copy (LtMirror       *mirror,
                         uint32_t        from,
                         uint32_t        sections,
                         const uint32_t *to,
                         uint32_t        n,
                         uint32_t        gesture);
/** Change strips over to their other side, or make that what this one is;
    LT_PARAM_SIDE tells which one they have. */
uint32_t lt_mirror_swap_sides (LtMirror       *mirror,
                               const uint32_t *strips,
                               uint32_t        n,
                               uint32_t        gesture);
uint32_t lt_mirror_copy_side (LtMirror       *mirror,
                              const uint32_t *strips,
                              uint32_t        n,
                              uint32_t        gesture);
/**
   Presets; replies come when the files are read or written. The list begins
   behind the name `behind` ("": at the first): a line each, "name TAB sections
   TAB own|shipped TAB use" (session/lt-preset.h); the reply's number says how
   many are left for the next question. `use` may be NULL.
*/
uint32_t lt_mirror_list_presets (LtMirror *mirror, const char *behind);
uint32_t lt_mirror_apply_preset (LtMirror       *mirror,
                                 const char     *name,
                                 uint32_t        sections,
                                 const uint32_t *to,
                                 uint32_t        n,
                                 uint32_t        gesture);
uint32_t lt_mirror_save_preset (LtMirror   *mirror,
                                const char *name,
                                const char *use,
                                uint32_t    strip,
                                uint32_t    sections,
                                bool        replace);
uint32_t lt_mirror_remove_preset (LtMirror *mirror, const char *name);
/** LT_COMMAND_PLAY, STOP, UNDO, REDO, SAVE, QUIT, SOLO_CLEAR. */
uint32_t lt_mirror_simple (LtMirror *mirror, LtCommandType type);
/** Origin that later commands carry; LT_ORIGIN_HAND at first. */
void lt_mirror_set_origin (LtMirror *mirror, LtOrigin origin);
