// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui-desk.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { RATE = 48000, MAX_STRIPS = 128, MAX_UNDO = 256, SPAN = 480 };

typedef struct {
  uint32_t    id;
  LtKind      kind;
  uint32_t    channels;
  LtFileState state;
  bool        is_silenced;
  char        name[LT_MAX_NAME];
  char        file[256];
  double      value[LT_N_PARAMS];
  double      send_level[MAX_STRIPS], send_on[MAX_STRIPS], send_tap[MAX_STRIPS],
    to[MAX_STRIPS]; ///< By bus id
} Strip;

typedef struct {
  LtAddress address;
  double    before, after;
  uint32_t  gesture;
} Edit;

struct UiDesk {
  LtLinkPeer   *peer;
  Strip        *strips[MAX_STRIPS]; ///< In order, the master last
  uint32_t      n_strips, next_id, notice;
  char          path[1024];
  double        loop, loop_start, loop_end;
  Edit          edits[MAX_UNDO];
  int           n_edits, n_undone;
  bool          is_dirty, is_rolling, is_moving, has_quit;
  int64_t       song;
  uint64_t      engine;
  uint32_t      job, last_job;
  double        job_progress;
  char         *job_paths;
  LtCommandSet  last_set;
  int           n_sets;
  LtCommandType last_type;
};

static Strip *
find (UiDesk *desk, uint32_t id)
{
  for (uint32_t i = 0; i < desk->n_strips; i++)
    if (desk->strips[i]->id == id)
      return desk->strips[i];
  return NULL;
}

static double *
slot (UiDesk *desk, LtAddress a)
{
  Strip *strip = find (desk, a.strip);
  if (!a.strip)
    return a.param == LT_PARAM_LOOP         ? &desk->loop
           : a.param == LT_PARAM_LOOP_START ? &desk->loop_start
           : a.param == LT_PARAM_LOOP_END   ? &desk->loop_end
                                            : NULL;
  if (!strip || a.bus >= MAX_STRIPS || a.param >= LT_N_PARAMS)
    return NULL;
  switch (a.param) {
    case LT_PARAM_SEND_LEVEL:
      return &strip->send_level[a.bus];
    case LT_PARAM_SEND_ON:
      return &strip->send_on[a.bus];
    case LT_PARAM_SEND_TAP:
      return &strip->send_tap[a.bus];
    case LT_PARAM_TO:
      return &strip->to[a.bus];
    default:
      return &strip->value[a.param];
  }
}

// --- events ---

static void
send_value (UiDesk   *desk,
            LtAddress a,
            double    value,
            LtOrigin  origin,
            uint32_t  gesture)
{
  LtEventValue event = {.record.type = LT_EVENT_VALUE,
                        .address     = a,
                        .origin      = (uint16_t)origin,
                        .gesture     = gesture,
                        .value       = value,
                        .song_frame  = desk->song};
  if (desk->peer)
    lt_link_peer_send (desk->peer, &event.record, sizeof event, NULL);
}

static void
send_name (UiDesk *desk, Strip *strip)
{
  LtEventValue event = {.record.type   = LT_EVENT_TEXT,
                        .address.strip = strip->id,
                        .address.param = LT_PARAM_NAME};
  if (desk->peer)
    lt_link_peer_send (desk->peer, &event.record, sizeof event, strip->name);
}

static int32_t
place_of (UiDesk *desk, Strip *strip)
{
  for (uint32_t i = 0; i < desk->n_strips; i++)
    if (desk->strips[i] == strip)
      return (int32_t)i;
  return -1;
}

static void
send_strip (UiDesk *desk, Strip *strip)
{
  LtEventStrip event = {.record.type = LT_EVENT_STRIP,
                        .strip       = strip->id,
                        .kind        = strip->kind,
                        .channels    = strip->channels,
                        .position    = place_of (desk, strip),
                        .file_state  = strip->state,
                        .is_silenced = strip->is_silenced,
                        .file_length = RATE * 180};
  if (desk->peer)
    lt_link_peer_send (desk->peer, &event.record, sizeof event, strip->file);
}

static void
send_places (UiDesk *desk)
{
  for (uint32_t i = 0; i < desk->n_strips; i++)
    send_strip (desk, desk->strips[i]);
}

static void
send_session (UiDesk *desk)
{
  LtEventSession session   = {.record.type = LT_EVENT_SESSION,
                              .rate        = RATE,
                              .master      = desk->strips[desk->n_strips - 1]->id,
                              .length      = RATE * 180,
                              .is_dirty    = desk->is_dirty};
  LtEventHistory history   = {.record.type = LT_EVENT_HISTORY,
                              .n_undo      = (uint32_t)desk->n_edits,
                              .n_redo      = (uint32_t)desk->n_undone};
  char           undo[300] = "", labels[700];
  if (desk->n_edits) {
    Edit  *edit  = &desk->edits[desk->n_edits - 1];
    Strip *strip = find (desk, edit->address.strip);
    g_snprintf (undo,
                sizeof undo,
                "%s %s",
                lt_param_info[edit->address.param].key,
                strip ? strip->name : "session");
  }
  g_snprintf (
    labels, sizeof labels, "%s\n%s", undo, desk->n_undone ? "move" : "");
  if (!desk->peer)
    return;
  lt_link_peer_send (desk->peer, &session.record, sizeof session, desk->path);
  lt_link_peer_send (desk->peer, &history.record, sizeof history, labels);
}

static void
send_strip_values (UiDesk *desk, Strip *strip)
{
  send_strip (desk, strip);
  send_name (desk, strip);
  for (int p = 0; p < LT_N_PARAMS; p++) {
    const LtParamInfo *info = &lt_param_info[p];
    if (!(info->kinds & strip->kind) || info->type == LT_TYPE_TEXT)
      continue;
    if (!(info->flags & LT_PARAM_PER_BUS)) {
      send_value (desk,
                  (LtAddress){.strip = strip->id, .param = (uint16_t)p},
                  strip->value[p],
                  LT_ORIGIN_DESK,
                  0);
      continue;
    }
    for (uint32_t i = 0; i < desk->n_strips; i++) {
      LtAddress a = {
        .strip = strip->id, .bus = desk->strips[i]->id, .param = (uint16_t)p};
      double v = *slot (desk, a);
      if (v != info->def)
        send_value (desk, a, v, LT_ORIGIN_DESK, 0);
    }
  }
}

static void
send_backend (UiDesk *desk)
{
  LtEventBackend event = {.record.type = LT_EVENT_BACKEND,
                          .is_running  = 1,
                          .rate        = RATE,
                          .block       = 64};
  lt_link_peer_send (
    desk->peer, &event.record, sizeof event, "JACK\nJACK 1.9.21, dummy");
}

void
ui_desk_attach (UiDesk *desk, LtLinkPeer *peer)
{
  LtRecord sync = {.type = LT_EVENT_SYNC};
  lt_link_peer_free (desk->peer);
  desk->peer     = peer;
  desk->has_quit = false;
  send_session (desk);
  send_backend (desk);
  for (uint32_t i = 0; i < desk->n_strips; i++)
    send_strip_values (desk, desk->strips[i]);
  lt_link_peer_send (peer, &sync, sizeof sync, NULL);
  lt_link_peer_flush (peer);
}

void
ui_desk_notice (UiDesk *desk, LtSeverity severity, const char *text)
{
  LtEventNotice event = {.record.type = LT_EVENT_NOTICE,
                         .severity    = severity,
                         .serial      = ++desk->notice};
  lt_link_peer_send (desk->peer, &event.record, sizeof event, text);
  lt_link_peer_flush (desk->peer);
}

static void
reply (UiDesk          *desk,
       const LtCommand *command,
       LtStatus         status,
       int64_t          number,
       const char      *text)
{
  LtEventReply event = {.record.type = LT_EVENT_REPLY,
                        .serial      = command->serial,
                        .status      = status,
                        .number      = number};
  if (command->serial)
    lt_link_peer_send (desk->peer, &event.record, sizeof event, text);
}

// --- the document ---

static Strip *
add_strip (UiDesk     *desk,
           LtKind      kind,
           uint32_t    channels,
           int32_t     place,
           const char *name)
{
  Strip *strip    = g_new0 (Strip, 1);
  strip->id       = ++desk->next_id;
  strip->kind     = kind;
  strip->channels = channels;
  g_strlcpy (strip->name, name, sizeof strip->name);
  for (int p = 0; p < LT_N_PARAMS; p++)
    strip->value[p] = lt_param_info[p].def;
  for (int i = 0; i < MAX_STRIPS; i++) {
    strip->send_level[i] = -INFINITY;
    strip->send_on[i]    = 1;
    strip->send_tap[i]   = 2;
  }
  uint32_t end = desk->n_strips - (desk->n_strips > 0); /* before the master */
  uint32_t at  = place < 0 || (uint32_t)place > end ? end : (uint32_t)place;
  memmove (&desk->strips[at + 1],
           &desk->strips[at],
           (desk->n_strips - at) * sizeof desk->strips[0]);
  desk->strips[at] = strip;
  desk->n_strips++;
  return strip;
}

static void
store_edit (UiDesk   *desk,
            LtAddress a,
            double    before,
            double    after,
            uint32_t  gesture)
{
  Edit *last     = desk->n_edits ? &desk->edits[desk->n_edits - 1] : NULL;
  desk->is_dirty = true;
  desk->n_undone = 0;
  if (last && gesture && last->gesture == gesture &&
      lt_address_equal (last->address, a)) {
    last->after = after;
    return;
  }
  if (desk->n_edits == MAX_UNDO)
    memmove (desk->edits, desk->edits + 1, sizeof (Edit) * --desk->n_edits);
  desk->edits[desk->n_edits++] = (Edit){a, before, after, gesture};
}

void
ui_desk_set (UiDesk *desk, LtAddress address, double value, uint32_t gesture)
{
  double *where = slot (desk, address);
  g_assert_nonnull (where);
  *where = value;
  send_value (desk, address, value, LT_ORIGIN_CLI, gesture);
  lt_link_peer_flush (desk->peer);
}

double
ui_desk_get (UiDesk *desk, LtAddress address)
{
  double *where = slot (desk, address);
  return where ? *where : NAN;
}

static void
obey_set (UiDesk *desk, const LtCommandSet *set)
{
  LtParam param  = (LtParam)set->address.param;
  double *where  = slot (desk, set->address);
  desk->last_set = *set;
  desk->n_sets++;
  if (!where) {
    reply (desk, &set->command, LT_NOT_FOUND, 0, "No such strip.");
    return;
  }
  double value = lt_param_clamp (param, set->value);
  store_edit (desk, set->address, *where, value, set->command.gesture);
  *where = value;
  send_value (
    desk, set->address, value, set->command.origin, set->command.gesture);
  send_session (desk);
}

static void
undo (UiDesk *desk, bool is_redo)
{
  if (is_redo ? !desk->n_undone : !desk->n_edits)
    return;
  Edit *edit = &desk->edits[is_redo ? desk->n_edits : desk->n_edits - 1];
  desk->n_edits += is_redo ? 1 : -1;
  desk->n_undone += is_redo ? -1 : 1;
  double *where = slot (desk, edit->address);
  if (where) {
    *where = is_redo ? edit->after : edit->before;
    send_value (desk, edit->address, *where, LT_ORIGIN_UNDO, 0);
  }
  send_session (desk);
}

static void
remove_strip (UiDesk *desk, const LtCommandStrip *command)
{
  Strip *strip = find (desk, command->strip);
  if (!strip || strip->kind == LT_KIND_MASTER) {
    reply (
      desk, &command->command, LT_NOT_FOUND, 0, "No such strip to remove.");
    return;
  }
  LtEventStrip gone = {.record.type = LT_EVENT_STRIP_GONE, .strip = strip->id};
  uint32_t     at   = (uint32_t)place_of (desk, strip);
  memmove (&desk->strips[at],
           &desk->strips[at + 1],
           (--desk->n_strips - at) * sizeof desk->strips[0]);
  lt_link_peer_send (desk->peer, &gone.record, sizeof gone, NULL);
  g_free (strip);
  send_places (desk);
}

static void
move_strip (UiDesk *desk, const LtCommandStrip *command)
{
  Strip *strip = find (desk, command->strip);
  int    from  = strip ? place_of (desk, strip) : -1;
  int    to    = CLAMP (command->position, 0, (int)desk->n_strips - 2);
  if (from < 0)
    return;
  for (; from < to; from++)
    desk->strips[from] = desk->strips[from + 1];
  for (; from > to; from--)
    desk->strips[from] = desk->strips[from - 1];
  desk->strips[to] = strip;
  send_places (desk);
}

// --- imports ---

static void
send_job (UiDesk *desk, uint32_t job, LtJobState state, const char *label)
{
  LtEventJob event = {.record.type = LT_EVENT_JOB,
                      .job         = job,
                      .state       = state,
                      .progress    = (float)desk->job_progress};
  if (desk->peer)
    lt_link_peer_send (desk->peer, &event.record, sizeof event, label);
}

static void
end_job (UiDesk *desk, bool is_done)
{
  g_auto (GStrv) paths = g_strsplit (desk->job_paths, "\n", -1);
  uint32_t job         = desk->job;
  desk->job            = 0;
  for (int i = 0; is_done && paths[i]; i++) {
    g_autofree char *name  = g_path_get_basename (paths[i]);
    Strip           *strip = add_strip (desk, LT_KIND_INPUT, 1, -1, name);
    strip->state           = LT_FILE_READY;
    g_strlcpy (strip->file, paths[i], sizeof strip->file);
    send_strip_values (desk, strip);
  }
  send_job (desk, job, is_done ? LT_JOB_DONE : LT_JOB_CANCELLED, "Import");
  if (is_done)
    send_places (desk);
}

static void
pass_job (UiDesk *desk, double seconds)
{
  if (!desk->job)
    return;
  desk->job_progress += seconds / 3;
  if (desk->job_progress >= 1)
    end_job (desk, true);
  else
    send_job (desk, desk->job, LT_JOB_RUNNING, "Import");
}

// --- commands ---

static void
obey_strip (UiDesk *desk, LtCommandStrip *command, const char *text)
{
  Strip *strip = find (desk, command->strip);
  switch (command->command.record.type) {
    case LT_COMMAND_STRIP_ADD:
      strip = add_strip (desk,
                         (LtKind)command->kind,
                         CLAMP (command->channels, 1, 2),
                         command->position,
                         text);
      send_strip_values (desk, strip);
      send_places (desk);
      reply (desk, &command->command, LT_OK, strip->id, NULL);
      break;
    case LT_COMMAND_STRIP_REMOVE:
      remove_strip (desk, command);
      break;
    case LT_COMMAND_STRIP_MOVE:
      move_strip (desk, command);
      break;
    case LT_COMMAND_IMPORT:
      g_free (desk->job_paths);
      desk->job_paths    = g_strdup (text);
      desk->job          = ++desk->last_job;
      desk->job_progress = 0;
      send_job (desk, desk->job, LT_JOB_RUNNING, "Import");
      reply (desk, &command->command, LT_OK, desk->job, NULL);
      break;
    default: /* RELINK */
      if (!strip)
        break;
      strip->state = LT_FILE_READY;
      g_strlcpy (strip->file, text, sizeof strip->file);
      send_strip (desk, strip);
  }
}

static void
obey_text (UiDesk *desk, const LtCommandSet *set, const char *text)
{
  Strip *strip = find (desk, set->address.strip);
  if (!strip)
    return;
  g_strlcpy (strip->name, text, sizeof strip->name);
  send_name (desk, strip);
}

static void
obey_number (UiDesk *desk, const LtCommandNumber *command)
{
  if (command->command.record.type == LT_COMMAND_LOCATE)
    desk->song = command->number;
  else if (command->command.record.type == LT_COMMAND_CANCEL && desk->job &&
           desk->job == command->number)
    end_job (desk, false);
}

static void
obey (UiDesk *desk, LtCommand *command)
{
  const char *text;
  desk->last_type = (LtCommandType)command->record.type;
  switch (command->record.type) {
    case LT_COMMAND_SET:
      obey_set (desk, (LtCommandSet *)command);
      break;
    case LT_COMMAND_SET_TEXT:
      text = (const char *)((LtCommandSet *)command + 1);
      obey_text (desk, (LtCommandSet *)command, text);
      break;
    case LT_COMMAND_STRIP_ADD:
    case LT_COMMAND_STRIP_REMOVE:
    case LT_COMMAND_STRIP_MOVE:
    case LT_COMMAND_IMPORT:
    case LT_COMMAND_RELINK:
      text = (const char *)((LtCommandStrip *)command + 1);
      obey_strip (desk, (LtCommandStrip *)command, text);
      break;
    case LT_COMMAND_PLAY:
      desk->is_rolling = true;
      break;
    case LT_COMMAND_STOP:
      desk->is_rolling = false;
      break;
    case LT_COMMAND_UNDO:
    case LT_COMMAND_REDO:
      undo (desk, command->record.type == LT_COMMAND_REDO);
      break;
    case LT_COMMAND_SAVE:
      desk->is_dirty = false;
      send_session (desk);
      break;
    case LT_COMMAND_QUIT:
      desk->has_quit = true;
      break;
    case LT_COMMAND_WHY:
      reply (desk,
             command,
             LT_OK,
             0,
             "Its file has no sound here: the song stands before it.\n"
             "It is muted by mute group 3, Band.\n"
             "DCA 1, Drums, is at -inf.\n"
             "Snare is soloed, and this strip is not solo safe.");
      break;
    default:
      obey_number (desk, (LtCommandNumber *)command);
  }
}

bool
ui_desk_serve (UiDesk *desk)
{
  static _Alignas(8) char buffer[LT_MAX_RECORD];
  LtStatus                status;
  if (!desk->peer)
    return true;
  lt_link_peer_clear (desk->peer);
  while ((status = lt_link_peer_next_command (
            desk->peer, (LtCommand *)buffer)) != LT_NOT_FOUND) {
    g_assert_cmpint (status, !=, LT_FORMAT); /* the window sends none */
    if (status != LT_OK)
      break;
    obey (desk, (LtCommand *)buffer);
  }
  lt_link_peer_flush (desk->peer);
  return !desk->has_quit;
}

// --- time ---

static void
make_meter (UiDesk *desk, Strip *strip, LtMeter *meter)
{
  double t = (double)desk->engine / RATE;
  double fader =
    isinf (strip->value[LT_PARAM_FADER]) || strip->value[LT_PARAM_MUTE] > 0.5
      ? 0
      : pow (10, strip->value[LT_PARAM_FADER] / 20);
  bool is_live = desk->is_rolling || desk->is_moving;
  memset (meter, 0, sizeof *meter);
  meter->strip = strip->id;
  for (int c = 0; is_live && c < 2; c++) {
    double phase = t * (2.1 + strip->id % 7 * 0.37) + strip->id + c * 0.2;
    double db =
      -8 - 26 * pow (0.5 + 0.5 * sin (phase), 3) - 4 * sin (t * 31 + strip->id);
    meter->pre_peak[c]  = (float)pow (10, db / 20);
    meter->post_peak[c] = (float)(meter->pre_peak[c] * fader);
    meter->pre_rms[c]   = meter->pre_peak[c] * 0.3f;
    meter->post_rms[c]  = meter->post_peak[c] * 0.3f;
    if (meter->post_peak[c] >= 1)
      meter->flags |= LT_METER_CLIP_POST;
  }
  if (is_live) { /* every third strip's gate, every strip's compressor */
    double phase = t * (1.3 + strip->id % 5 * 0.41) + strip->id;
    meter->gate  = strip->id % 3 ? 0 : (float)(-10 + 10 * sin (phase * 1.7));
    meter->compressor = (float)(-4 + 4 * sin (phase * 3));
  }
  if (strip->channels == 1) {
    meter->pre_peak[1]  = meter->pre_peak[0];
    meter->post_peak[1] = meter->post_peak[0];
  }
}

void
ui_desk_pass (UiDesk *desk, int n_frames)
{
  LtTelemetry telemetry = {0};
  LtMeter     meters[MAX_STRIPS];
  desk->engine += (uint64_t)n_frames;
  if (desk->is_rolling)
    desk->song += n_frames;
  if (desk->is_rolling && desk->loop > 0.5 &&
      desk->song >= (int64_t)desk->loop_end)
    desk->song = (int64_t)desk->loop_start;
  pass_job (desk, (double)n_frames / RATE);
  if (!desk->peer)
    return;
  for (uint32_t i = 0; i < desk->n_strips; i++)
    make_meter (desk, desk->strips[i], &meters[i]);
  telemetry.engine_frame = desk->engine;
  telemetry.song_frame   = desk->song;
  telemetry.transport =
    desk->is_rolling ? LT_TRANSPORT_ROLLING : LT_TRANSPORT_STOPPED;
  telemetry.n_strips = desk->n_strips;
  telemetry.load     = 0.03f;
  lt_link_peer_send_telemetry (desk->peer, &telemetry, meters);
  lt_link_peer_flush (desk->peer);
}

// --- life ---

UiDesk *
ui_desk_new (int n_inputs, const char *session_path)
{
  static const char *const names[]   = {"Kick",
                                        "Snare",
                                        "Hats",
                                        "Toms",
                                        "Crash",
                                        "Room",
                                        "Bass",
                                        "Piano",
                                        "Pad",
                                        "Pluck",
                                        "Gtr L",
                                        "Gtr R",
                                        "Vox lead",
                                        "Vox dbl",
                                        "BV 1",
                                        "BV 2"};
  static const uint32_t    colours[] = {0xd98c5f,
                                        0xd98c5f,
                                        0xd98c5f,
                                        0xd98c5f,
                                        0xd98c5f,
                                        0xd98c5f,
                                        0xb98bd0,
                                        0x7fb2e5,
                                        0x7fb2e5,
                                        0x7fb2e5,
                                        0x8fc46f,
                                        0x8fc46f,
                                        0xe9c46a,
                                        0xe9c46a,
                                        0xe9c46a,
                                        0xe9c46a};
  UiDesk                  *desk      = g_new0 (UiDesk, 1);
  g_strlcpy (desk->path, session_path, sizeof desk->path);
  Strip *master = add_strip (desk, LT_KIND_MASTER, 2, 0, "Master");
  Strip *group  = add_strip (desk, LT_KIND_GROUP, 2, -1, "Drums");
  Strip *aux    = add_strip (desk, LT_KIND_AUX, 2, -1, "Verb");
  master->value[LT_PARAM_COLOUR] = 0xcfd5db;
  aux->value[LT_PARAM_COLOUR]    = 0x63c5c0;
  group->to[master->id] = aux->to[master->id] = 1;
  for (int i = 0; i < n_inputs; i++) {
    const char *name = names[i % 16];
    Strip *strip = add_strip (desk, LT_KIND_INPUT, i % 5 == 1 ? 2 : 1, i, name);
    if (i >= 16)
      g_snprintf (strip->name, sizeof strip->name, "%s %d", name, i / 16 + 1);
    g_snprintf (
      strip->file, sizeof strip->file, "/x/audio/%s.wav", strip->name);
    strip->state                  = LT_FILE_READY;
    strip->value[LT_PARAM_COLOUR] = colours[i % 16];
    strip->value[LT_PARAM_FADER]  = -(i * 7 % 25) / 2.0;
    strip->value[LT_PARAM_TRIM]   = (i % 5 - 2) * 1.5;
    strip->value[LT_PARAM_PAN]    = (i * 37 % 150) - 75;
    strip->send_level[aux->id]    = i % 3 ? -(i * 11 % 40) : -INFINITY;
    strip->to[i < 6 ? group->id : master->id] = 1;
  }
  return desk;
}

void
ui_desk_free (UiDesk *desk)
{
  if (!desk)
    return;
  lt_link_peer_free (desk->peer);
  for (uint32_t i = 0; i < desk->n_strips; i++)
    g_free (desk->strips[i]);
  g_free (desk->job_paths);
  g_free (desk);
}

void
ui_desk_set_moving (UiDesk *desk, bool is_moving)
{
  desk->is_moving = is_moving;
}

void
ui_desk_set_file_state (UiDesk *desk, uint32_t id, LtFileState state)
{
  find (desk, id)->state = state;
  send_strip (desk, find (desk, id));
  lt_link_peer_flush (desk->peer);
}

void
ui_desk_set_silenced (UiDesk *desk, uint32_t id, bool is)
{
  find (desk, id)->is_silenced = is;
  send_strip (desk, find (desk, id));
  lt_link_peer_flush (desk->peer);
}

uint32_t
ui_desk_get_n_strips (UiDesk *desk)
{
  return desk->n_strips;
}

const LtCommandSet *
ui_desk_last_set (UiDesk *desk)
{
  return &desk->last_set;
}

int
ui_desk_n_sets (UiDesk *desk)
{
  return desk->n_sets;
}

LtCommandType
ui_desk_last_type (UiDesk *desk)
{
  return desk->last_type;
}
