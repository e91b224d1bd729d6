// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What surfaces ask for: one handler a command, reached by a table.

#include "desk/lt-desk-private.h"
#include "desk/lt-desk-why.h"

#include "base/lt-i18n.h"

#include <inttypes.h>
#include <string.h>

/// The handler's answer; `number` is the reply's.
typedef struct {
  LtDesk        *desk;
  LtDeskSurface *surface;
  int64_t        number;
  bool           is_answered; ///< The reply comes later
  GString       *text;        ///< Of the reply, if all went well; or NULL
  LtError        error;
} Errand;

static LtStatus
set (Errand *e, const LtCommand *command)
{
  const LtCommandSet *c     = (const LtCommandSet *)command;
  double              value = lt_param_clamp (c->address.param, c->value);
  return lt_session_set (
    e->desk->session, &e->desk->actor, c->address, value, &e->error);
}

static LtStatus
set_text (Errand *e, const LtCommand *command)
{
  const LtCommandSet *c = (const LtCommandSet *)command;
  return lt_session_set_text (e->desk->session,
                              &e->desk->actor,
                              c->address,
                              lt_command_text (command),
                              &e->error);
}

static LtStatus
strip_add (Errand *e, const LtCommand *command)
{
  const LtCommandStrip *c  = (const LtCommandStrip *)command;
  uint32_t              id = lt_session_add_strip (e->desk->session,
                                      &e->desk->actor,
                                      c->kind,
                                      c->channels,
                                      lt_command_text (command),
                                      NULL,
                                      c->position,
                                      &e->error);
  e->number                = id;
  return id ? LT_OK : e->error.status;
}

static LtStatus
strip_remove (Errand *e, const LtCommand *command)
{
  const LtCommandStrip *c = (const LtCommandStrip *)command;
  return lt_session_remove_strip (
    e->desk->session, &e->desk->actor, c->strip, &e->error);
}

static LtStatus
strip_move (Errand *e, const LtCommand *command)
{
  const LtCommandStrip *c = (const LtCommandStrip *)command;
  return lt_session_move_strip (
    e->desk->session, &e->desk->actor, c->strip, c->position, &e->error);
}

static LtStatus
import (Errand *e, const LtCommand *command)
{
  e->is_answered = true;
  lt_desk_import (e->desk,
                  e->surface,
                  (const LtCommandStrip *)command,
                  lt_command_text (command));
  return LT_OK;
}

static LtStatus
cancel (Errand *e, const LtCommand *command)
{
  return lt_desk_cancel (e->desk, ((const LtCommandNumber *)command)->number);
}

static LtStatus
play (Errand *e, const LtCommand *command)
{
  lt_engine_play (lt_player_engine (e->desk->player));
  return LT_OK;
}

static LtStatus
stop (Errand *e, const LtCommand *command)
{
  lt_engine_stop (lt_player_engine (e->desk->player));
  return LT_OK;
}

static LtStatus
locate (Errand *e, const LtCommand *command)
{
  int64_t frame = ((const LtCommandNumber *)command)->number;
  if (frame < 0 || frame > (int64_t)1e12)
    return lt_fail (&e->error, LT_RANGE, _ ("There is no such place."));
  lt_engine_locate (lt_player_engine (e->desk->player), frame);
  return LT_OK;
}

static LtStatus
undo (Errand *e, const LtCommand *command)
{
  e->desk->actor.origin = LT_ORIGIN_UNDO;
  if (!lt_session_undo (e->desk->session))
    return lt_fail (&e->error, LT_NOT_FOUND, _ ("There is nothing to undo."));
  return LT_OK;
}

static LtStatus
redo (Errand *e, const LtCommand *command)
{
  e->desk->actor.origin = LT_ORIGIN_UNDO;
  if (!lt_session_redo (e->desk->session))
    return lt_fail (&e->error, LT_NOT_FOUND, _ ("There is nothing to redo."));
  return LT_OK;
}

static LtStatus
save (Errand *e, const LtCommand *command)
{
  e->is_answered             = true;
  e->desk->save_reply_to     = e->surface->number;
  e->desk->save_reply_serial = command->serial;
  lt_keeper_save (e->desk->keeper);
  return LT_OK;
}

static LtStatus
quit (Errand *e, const LtCommand *command)
{
  e->desk->quit_asked = true;
  return LT_OK;
}

static LtStatus
clear_flags (Errand *e, const LtCommand *command)
{
  // Lamps latch in the surfaces; put out in one, they go out in all.
  lt_desk_clear_lamps (e->desk,
                       (uint32_t)((const LtCommandNumber *)command)->number);
  return LT_OK;
}

static LtStatus
relink (Errand *e, const LtCommand *command)
{
  const LtCommandStrip *c     = (const LtCommandStrip *)command;
  const LtStrip        *strip = lt_session_strip (e->desk->session, c->strip);
  const char           *path  = lt_command_text (command);
  if (!strip)
    return lt_fail (
      &e->error, LT_NOT_FOUND, _ ("There is no strip %u."), c->strip);
  LtMediaInfo info;
  LtStatus    status = lt_media_look (path, &info, &e->error);
  if (status != LT_OK)
    return status;
  if (strip->file.channel + strip->n_channels > info.n_channels)
    return lt_fail (&e->error,
                    LT_RANGE,
                    _ ("%s has too few channels for %s."),
                    path,
                    strip->name);
  LtStripFile file = {
    .path    = (char *)path,
    .channel = strip->file.channel,
    .rate    = info.rate,
    .frames  = info.frames,
    .start   = strip->file.start,
  };
  return lt_session_set_file (
    e->desk->session, &e->desk->actor, c->strip, &file, &e->error);
}

static LtStatus
solo_clear (Errand *e, const LtCommand *command)
{
  return lt_session_clear_solo (e->desk->session, &e->desk->actor);
}

// --- settings of strips ---

static LtStatus
copy (Errand *e, const LtCommand *command)
{
  const LtCommandSettings *c = (const LtCommandSettings *)command;
  uint32_t                 ids[LT_MAX_STRIPS], n = 0;
  LtStatus                 status =
    lt_desk_read_ids (lt_command_text (command), ids, &n, &e->error);
  return status == LT_OK ? lt_session_copy (e->desk->session,
                                            &e->desk->actor,
                                            c->strip,
                                            c->sections,
                                            ids,
                                            n,
                                            &e->error)
                         : status;
}

static LtStatus
turn_sides (Errand *e, const LtCommand *command)
{
  uint32_t ids[LT_MAX_STRIPS], n = 0;
  LtStatus status =
    lt_desk_read_ids (lt_command_text (command), ids, &n, &e->error);
  if (status != LT_OK)
    return status;
  return (command->record.type == LT_COMMAND_SWAP_SIDES
            ? lt_session_swap_sides
            : lt_session_copy_side) (
    e->desk->session, &e->desk->actor, ids, n, &e->error);
}

static LtStatus
preset (Errand *e, const LtCommand *command)
{
  const LtCommandSettings *c      = (const LtCommandSettings *)command;
  LtStatus                 status = lt_desk_preset (
    e->desk, e->surface, c, lt_command_text (command), &e->error);
  e->is_answered = status == LT_OK; // it will be
  return status;
}

// --- why ---

static LtFileState
file_state (void *data, uint32_t strip)
{
  return lt_player_file_state (((LtDesk *)data)->player, strip);
}

static const char *
file_error (void *data, uint32_t strip)
{
  return lt_player_file_error (((LtDesk *)data)->player, strip);
}

static bool
is_silenced (void *data, uint32_t strip)
{
  return lt_engine_is_silenced (lt_player_engine (((LtDesk *)data)->player),
                                strip);
}

typedef struct {
  const char *port;
  bool        is_there;
} Sought;

static void
seek_port (void *data, const char *port, const char *peer)
{
  Sought *sought = data;
  sought->is_there |= strcmp (port, sought->port) == 0;
}

/// Without a sound server the outputs are captured and nothing comes in.
static bool
is_connected (void *data, const char *port)
{
  LtDesk *desk   = data;
  Sought  sought = {.port = port};
  if (strcmp (desk->backend->ops->name, "jack") != 0)
    return g_str_has_prefix (port, "strip/") && strstr (port, "/out/");
  lt_session_each_connection (desk->session, seek_port, &sought);
  return sought.is_there;
}

/// The newest meters with the flags of the last five seconds; g_free.
static LtMeter *
recent_meters (const LtDesk *desk)
{
  static const uint32_t flags[] = {LT_METER_BAD, LT_METER_UNDERRUN};
  const uint32_t        n       = desk->telemetry.n_strips;
  LtMeter *meters = g_memdup2 (desk->meters, MAX (n, 1) * sizeof *meters);
  for (uint32_t i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (flags); k++) {
      gpointer tick;
      if (g_hash_table_lookup_extended (
            desk->troubles,
            GUINT_TO_POINTER (meters[i].strip * 2 + k),
            NULL,
            &tick) &&
          desk->ticks - GPOINTER_TO_UINT (tick) < 500)
        meters[i].flags |= flags[k];
    }
  return meters;
}

static LtStatus
why (Errand *e, const LtCommand *command)
{
  LtDesk       *desk = e->desk;
  const int64_t id   = ((const LtCommandNumber *)command)->number;
  if (id < 1 || id > UINT32_MAX ||
      !lt_session_strip (desk->session, (uint32_t)id))
    return lt_fail (
      &e->error, LT_NOT_FOUND, _ ("There is no strip %" PRId64 "."), id);
  g_autofree LtMeter *meters = recent_meters (desk);
  const LtWhyFacts    facts  = {
        .session       = desk->session,
        .transport     = desk->telemetry.transport,
        .song_frame    = desk->telemetry.song_frame,
        .meters        = meters,
        .n_meters      = desk->telemetry.n_strips,
        .is_running    = desk->state.is_running,
        .is_wrong_rate = desk->wrong_rate,
        .file_state    = file_state,
        .file_error    = file_error,
        .is_silenced   = is_silenced,
        .is_connected  = is_connected,
        .data          = desk,
  };
  e->text = g_string_new (NULL);
  lt_why (&facts, (uint32_t)id, e->text);
  return LT_OK;
}

// --- show lock ---

/// What may be done whatever is locked: shutting microphones and test signals.
static bool
makes_safe (const LtCommandSet *set)
{
  const uint16_t param = set->address.param;
  return ((param == LT_PARAM_TALKBACK_ON || param == LT_PARAM_OSCILLATOR_ON) &&
          set->value == 0) ||
         (param == LT_PARAM_PANIC && set->value != 0);
}

/// Whether the show lock lets a command through.
static bool
is_free (const LtDesk *desk, const LtCommand *command)
{
  const LtCommandSet *set  = (const LtCommandSet *)command;
  const LtAddress     lock = {.param = LT_PARAM_LOCK};
  const uint16_t      type = command->record.type;
  double              mode = 0;
  lt_session_get (desk->session, lock, &mode, NULL);
  if (mode == 0 || type == LT_COMMAND_SAVE || type == LT_COMMAND_WHY ||
      type == LT_COMMAND_CLEAR_FLAGS || type == LT_COMMAND_PRESET_LIST ||
      (type == LT_COMMAND_SET &&
       (set->address.param == LT_PARAM_LOCK || makes_safe (set))))
    return true;
  if (mode == 2)
    return false;
  switch (type) {
    case LT_COMMAND_SET:
      return (lt_param_info[set->address.param].flags & LT_PARAM_LIVE) != 0;
    case LT_COMMAND_UNDO:
    case LT_COMMAND_REDO:
      return lt_session_undo_is_live (desk->session, type == LT_COMMAND_REDO);
    case LT_COMMAND_PLAY:
    case LT_COMMAND_STOP:
    case LT_COMMAND_LOCATE:
    case LT_COMMAND_CANCEL:
    case LT_COMMAND_SOLO_CLEAR:
      return true;
    default:
      return false;
  }
}

static LtStatus (*const handlers[LT_N_COMMANDS]) (Errand *,
                                                  const LtCommand *) = {
  [LT_COMMAND_SET]           = set,
  [LT_COMMAND_SET_TEXT]      = set_text,
  [LT_COMMAND_STRIP_ADD]     = strip_add,
  [LT_COMMAND_STRIP_REMOVE]  = strip_remove,
  [LT_COMMAND_STRIP_MOVE]    = strip_move,
  [LT_COMMAND_IMPORT]        = import,
  [LT_COMMAND_CANCEL]        = cancel,
  [LT_COMMAND_PLAY]          = play,
  [LT_COMMAND_STOP]          = stop,
  [LT_COMMAND_LOCATE]        = locate,
  [LT_COMMAND_UNDO]          = undo,
  [LT_COMMAND_REDO]          = redo,
  [LT_COMMAND_SAVE]          = save,
  [LT_COMMAND_QUIT]          = quit,
  [LT_COMMAND_CLEAR_FLAGS]   = clear_flags,
  [LT_COMMAND_RELINK]        = relink,
  [LT_COMMAND_SOLO_CLEAR]    = solo_clear,
  [LT_COMMAND_WHY]           = why,
  [LT_COMMAND_COPY]          = copy,
  [LT_COMMAND_PRESET_LIST]   = preset,
  [LT_COMMAND_PRESET_APPLY]  = preset,
  [LT_COMMAND_PRESET_SAVE]   = preset,
  [LT_COMMAND_PRESET_REMOVE] = preset,
  [LT_COMMAND_SWAP_SIDES]    = turn_sides,
  [LT_COMMAND_COPY_SIDE]     = turn_sides,
};

void
lt_desk_obey (LtDeskSurface *surface, const LtCommand *command)
{
  LtDesk *desk = surface->desk;
  Errand  e    = {.desk = desk, .surface = surface};
  desk->actor  = (LtActor){
     .origin   = command->origin,
     .surface  = surface->number,
     .gesture  = command->gesture,
     .is_alone = (command->flags & LT_SET_ALONE) != 0,
  };
  if (command->record.type >= LT_N_COMMANDS || !handlers[command->record.type])
    return;
  LtStatus status =
    is_free (desk, command)
      ? handlers[command->record.type](&e, command)
      : lt_fail (&e.error,
                 LT_BUSY,
                 _ ("The desk is locked: set the show lock to off first."));
  desk->actor = (LtActor){.origin = LT_ORIGIN_DESK};
  lt_engine_commit (lt_player_engine (desk->player));
  const char *text = status == LT_OK   ? e.text ? e.text->str : NULL
                     : e.error.text[0] ? e.error.text
                                       : lt_strerror (status);
  if (!e.is_answered && command->serial != 0)
    lt_desk_reply (
      desk, surface->number, command->serial, status, e.number, text);
  if (e.text)
    g_string_free (e.text, TRUE);
}
