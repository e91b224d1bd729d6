// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What surfaces are told. Each has sets of what it does not know yet; they are
// sent as room permits, always the latest value, and nobody waits.

#include "desk/lt-desk-private.h"

#include "base/lt-i18n.h"

#include <glib-unix.h>
#include <string.h>

/// A reply or a notice: told once, in order.
typedef struct {
  union {
    LtRecord      record;
    LtEventReply  reply;
    LtEventNotice notice;
    LtEventStrip  strip;
  };
  size_t size;
  char  *text;
} Letter;

static void
free_letter (gpointer data)
{
  Letter *letter = data;
  g_free (letter->text);
  g_free (letter);
}

static guint
hash_address (gconstpointer key)
{
  const LtAddress *a = key;
  return a->strip * 2654435761u ^ a->bus * 40503u ^ (guint)a->param << 16;
}

static gboolean
same_address (gconstpointer a, gconstpointer b)
{
  return lt_address_equal (*(const LtAddress *)a, *(const LtAddress *)b);
}

static void
mark (LtDeskSurface *surface, LtAddress address)
{
  g_hash_table_add (surface->values, g_memdup2 (&address, sizeof address));
}

static void
mark_buses (LtDeskSurface *surface, const LtStrip *strip)
{
  for (uint32_t i = 0; i < strip->n_bus_values; i++)
    mark (surface,
          (LtAddress){.strip = strip->id,
                      .bus   = strip->bus_values[i].bus,
                      .param = strip->bus_values[i].param});
}

static void
mark_all (LtDeskSurface *surface)
{
  LtDesk *desk     = surface->desk;
  surface->session = surface->history = surface->backend = surface->sync = true;
  for (uint32_t i = 0; i < lt_session_n_strips (desk->session); i++) {
    const LtStrip *strip = lt_session_strip_at (desk->session, i);
    g_hash_table_add (surface->strips, GUINT_TO_POINTER (strip->id));
    for (int p = 0; p < LT_N_STRIP_PARAMS; p++)
      if (lt_param_info[p].kinds & strip->kind &&
          !(lt_param_info[p].flags & LT_PARAM_PER_BUS))
        mark (surface, (LtAddress){.strip = strip->id, .param = (uint16_t)p});
    mark_buses (surface, strip);
  }
  for (int p = LT_N_STRIP_PARAMS; p < LT_N_PARAMS; p++)
    if (!(lt_param_info[p].flags & LT_PARAM_PER_BUS))
      mark (surface, (LtAddress){.param = (uint16_t)p});
  mark_buses (surface, lt_session_desk (desk->session));
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    g_hash_table_add (surface->jobs, GUINT_TO_POINTER (job->id));
  }
}

static gboolean
on_commands (gint fd, GIOCondition condition, gpointer data)
{
  LtDeskSurface *surface = data;
  LtDesk        *desk    = surface->desk;
  union {
    LtCommand command;
    char      bytes[LT_MAX_RECORD];
  } buffer;
  lt_link_peer_clear (surface->link);
  for (;;) {
    LtStatus status =
      lt_link_peer_next_command (surface->link, &buffer.command);
    if (status == LT_OK)
      lt_desk_obey (surface, &buffer.command);
    if (status == LT_NOT_FOUND)
      break;
    if (status == LT_IO) {
      surface->command_source = 0;
      lt_desk_remove_surface (surface);
      return G_SOURCE_REMOVE;
    }
  }
  lt_desk_publish (desk);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_hangup (gint fd, GIOCondition condition, gpointer data)
{
  LtDeskSurface *surface = data;
  surface->hangup_source = 0;
  lt_desk_remove_surface (surface);
  return G_SOURCE_REMOVE;
}

LtDeskSurface *
lt_desk_add_surface (LtDesk *desk, LtLinkPeer *link)
{
  LtDeskSurface *surface = g_new0 (LtDeskSurface, 1);
  surface->desk          = desk;
  surface->link          = link;
  surface->number        = ++desk->n_surfaces;
  surface->values =
    g_hash_table_new_full (hash_address, same_address, g_free, NULL);
  surface->strips = g_hash_table_new (NULL, NULL);
  surface->gone   = g_hash_table_new (NULL, NULL);
  surface->jobs   = g_hash_table_new (NULL, NULL);
  g_queue_init (&surface->letters);
  if (lt_link_peer_hangup_fd (link) >= 0) {
    surface->command_source =
      g_unix_fd_add (lt_link_peer_fd (link), G_IO_IN, on_commands, surface);
    surface->hangup_source = g_unix_fd_add (lt_link_peer_hangup_fd (link),
                                            G_IO_HUP | G_IO_ERR | G_IO_IN,
                                            on_hangup,
                                            surface);
  }
  g_ptr_array_add (desk->surfaces, surface);
  mark_all (surface);
  for (guint i = 0; i < desk->unheard->len; i++)
    g_queue_push_tail (&surface->letters, g_ptr_array_index (desk->unheard, i));
  g_ptr_array_set_free_func (desk->unheard, NULL);
  g_ptr_array_set_size (desk->unheard, 0);
  g_ptr_array_set_free_func (desk->unheard, free_letter);
  lt_desk_publish (desk);
  return surface;
}

/// A surface that goes while its button is held would leave the microphone
/// open.
static void
let_talkback_go (LtDeskSurface *surface)
{
  LtDesk         *desk  = surface->desk;
  const LtAddress on    = {.param = LT_PARAM_TALKBACK_ON};
  const LtAddress mode  = {.param = LT_PARAM_TALKBACK_MODE};
  double          is_on = 0, latches = 0;
  lt_session_get (desk->session, on, &is_on, NULL);
  lt_session_get (desk->session, mode, &latches, NULL);
  const LtLastMove *move = lt_desk_last_move (desk, on);
  if (is_on == 0 || latches != 0 || move->origin != LT_ORIGIN_HAND ||
      move->surface != surface->number)
    return;
  lt_session_set (desk->session, &desk->actor, on, 0, NULL);
  lt_engine_commit (lt_player_engine (desk->player));
}

void
lt_desk_remove_surface (LtDeskSurface *surface)
{
  let_talkback_go (surface);
  g_ptr_array_remove (surface->desk->surfaces, surface);
  if (surface->command_source)
    g_source_remove (surface->command_source);
  if (surface->hangup_source)
    g_source_remove (surface->hangup_source);
  g_hash_table_unref (surface->values);
  g_hash_table_unref (surface->strips);
  g_hash_table_unref (surface->gone);
  g_hash_table_unref (surface->jobs);
  g_queue_clear_full (&surface->letters, free_letter);
  lt_link_peer_free (surface->link);
  g_free (surface);
}

// --- marking ---

#define EACH_SURFACE(desk, surface)                                            \
  for (guint i_ = 0; i_ < (desk)->surfaces->len; i_++)                         \
    for (LtDeskSurface *surface = g_ptr_array_index ((desk)->surfaces, i_);    \
         surface;                                                              \
         surface = NULL)

void
lt_desk_mark_value (LtDesk *desk, LtAddress address)
{
  EACH_SURFACE (desk, surface)
  g_hash_table_add (surface->values, g_memdup2 (&address, sizeof address));
}

void
lt_desk_mark_strip (LtDesk *desk, uint32_t strip)
{
  EACH_SURFACE (desk, surface)
  g_hash_table_add (surface->strips, GUINT_TO_POINTER (strip));
}

void
lt_desk_mark_all_strips (LtDesk *desk)
{
  for (uint32_t i = 0; i < lt_session_n_strips (desk->session); i++)
    lt_desk_mark_strip (desk, lt_session_strip_at (desk->session, i)->id);
}

void
lt_desk_mark_gone (LtDesk *desk, uint32_t strip)
{
  EACH_SURFACE (desk, surface)
  g_hash_table_add (surface->gone, GUINT_TO_POINTER (strip));
}

void
lt_desk_mark_session (LtDesk *desk)
{
  EACH_SURFACE (desk, surface)
  surface->session = true;
}

void
lt_desk_mark_history (LtDesk *desk)
{
  EACH_SURFACE (desk, surface)
  surface->history = true;
}

void
lt_desk_mark_backend (LtDesk *desk)
{
  EACH_SURFACE (desk, surface)
  surface->backend = true;
}

void
lt_desk_mark_job (LtDesk *desk, uint32_t job)
{
  EACH_SURFACE (desk, surface)
  g_hash_table_add (surface->jobs, GUINT_TO_POINTER (job));
}

void
lt_desk_reply (LtDesk     *desk,
               uint32_t    number,
               uint32_t    serial,
               LtStatus    status,
               int64_t     result,
               const char *text)
{
  EACH_SURFACE (desk, surface)
  if (surface->number == number) {
    Letter *letter = g_new0 (Letter, 1);
    letter->reply  = (LtEventReply){
       .record.type = LT_EVENT_REPLY,
       .serial      = serial,
       .status      = status,
       .number      = result,
    };
    letter->size = sizeof letter->reply;
    letter->text = g_strdup (text);
    g_queue_push_tail (&surface->letters, letter);
  }
}

static Letter *
new_notice (const LtDesk *desk, LtSeverity severity, const char *text)
{
  Letter *letter = g_new0 (Letter, 1);
  letter->notice = (LtEventNotice){
    .record.type = LT_EVENT_NOTICE,
    .severity    = severity,
    .serial      = desk->n_notices,
  };
  letter->size = sizeof letter->notice;
  letter->text = g_strdup (text);
  return letter;
}

void
lt_desk_free_letter (gpointer letter)
{
  free_letter (letter);
}

void
lt_desk_notice (LtDesk *desk, LtSeverity severity, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  desk->n_notices++;
  EACH_SURFACE (desk, surface)
  g_queue_push_tail (&surface->letters, new_notice (desk, severity, text));
  if (desk->surfaces->len == 0 && desk->unheard->len < 100)
    g_ptr_array_add (desk->unheard, new_notice (desk, severity, text));
}

void
lt_desk_clear_lamps (LtDesk *desk, uint32_t strip)
{
  EACH_SURFACE (desk, surface)
  {
    Letter *letter = g_new0 (Letter, 1);
    letter->strip  = (LtEventStrip){
       .record.type = LT_EVENT_CLEAR,
       .strip       = strip,
       .kind        = LT_KIND_INPUT,
       .channels    = 1,
    };
    letter->size = sizeof letter->strip;
    g_queue_push_tail (&surface->letters, letter);
  }
}

// --- sending; each says false when there is no room ---

static bool
send_session (LtDeskSurface *surface)
{
  LtSession     *session = surface->desk->session;
  LtEventSession event   = {
      .record.type = LT_EVENT_SESSION,
      .rate        = lt_session_rate (session),
      .master      = lt_session_master (session),
      .length      = lt_session_length (session),
      .is_dirty    = lt_session_is_dirty (session),
      .engine_pid  = (uint32_t)getpid (),
  };
  return lt_link_peer_send (
    surface->link, &event.record, sizeof event, lt_session_path (session));
}

static bool
send_strip (LtDeskSurface *surface, uint32_t id)
{
  LtDesk        *desk  = surface->desk;
  const LtStrip *strip = lt_session_strip (desk->session, id);
  if (!strip)
    return true;
  const double rate  = lt_session_rate (desk->session);
  LtEventStrip event = {
    .record.type = LT_EVENT_STRIP,
    .strip       = id,
    .kind        = strip->kind,
    .channels    = strip->n_channels,
    .position    = lt_session_place (desk->session, id),
    .file_state  = lt_player_file_state (desk->player, id),
    .is_silenced = lt_engine_is_silenced (lt_player_engine (desk->player), id),
    .file_length =
      strip->file.rate
        ? (int64_t)((double)strip->file.frames * rate / strip->file.rate + 0.5)
        : 0,
    .latency = lt_engine_latency (lt_player_engine (desk->player), id),
  };
  return lt_link_peer_send (surface->link,
                            &event.record,
                            sizeof event,
                            strip->file.path ? strip->file.path : "");
}

static bool
send_gone (LtDeskSurface *surface, uint32_t id)
{
  LtEventStrip event = {.record.type = LT_EVENT_STRIP_GONE,
                        .strip       = id,
                        .kind        = LT_KIND_INPUT,
                        .channels    = 1};
  return lt_link_peer_send (surface->link, &event.record, sizeof event, NULL);
}

static bool
send_value (LtDeskSurface *surface, LtAddress address)
{
  LtDesk *desk = surface->desk;
  if (address.strip && !lt_session_strip (desk->session, address.strip))
    return true;
  const LtLastMove *move  = lt_desk_last_move (desk, address);
  LtEventValue      event = {
         .record.type = LT_EVENT_VALUE,
         .address     = address,
         .origin      = move->origin,
         .gesture     = move->gesture,
         .surface     = move->surface,
         .song_frame  = move->song_frame,
  };
  const char *text = NULL;
  if (lt_param_is_text ((LtParam)address.param)) {
    event.record.type = LT_EVENT_TEXT;
    text              = lt_session_get_text (desk->session, address);
    if (!text)
      text = "";
  } else if (lt_session_get (desk->session, address, &event.value, NULL) !=
             LT_OK) {
    return true; // its bus has gone
  }
  return lt_link_peer_send (surface->link, &event.record, sizeof event, text);
}

static bool
send_history (LtDeskSurface *surface)
{
  LtSession     *session = surface->desk->session;
  LtEventHistory event   = {
      .record.type = LT_EVENT_HISTORY,
      .n_undo      = lt_session_n_undo (session),
      .n_redo      = lt_session_n_redo (session),
  };
  g_autofree char *text = g_strdup_printf (
    "%s\n%s", lt_session_undo_label (session), lt_session_redo_label (session));
  return lt_link_peer_send (surface->link, &event.record, sizeof event, text);
}

static bool
send_backend (LtDeskSurface *surface)
{
  LtDesk               *desk  = surface->desk;
  const LtBackendState *state = &desk->state;
  LtEventBackend        event = {
           .record.type     = LT_EVENT_BACKEND,
           .is_running      = state->is_running,
           .rate            = state->rate,
           .block           = state->block,
           .is_freewheeling = state->is_freewheeling,
  };
  g_autofree char *text =
    g_strdup_printf ("%s\n%s", desk->backend->ops->name, state->text);
  return lt_link_peer_send (surface->link, &event.record, sizeof event, text);
}

static bool
send_job (LtDeskSurface *surface, uint32_t id)
{
  LtDesk *desk = surface->desk;
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (job->id != id)
      continue;
    LtEventJob event = {
      .record.type = LT_EVENT_JOB,
      .job         = id,
      .state       = job->state,
      .progress    = (float)job->shown / 65536.0f,
    };
    return lt_link_peer_send (surface->link,
                              &event.record,
                              sizeof event,
                              job->state == LT_JOB_FAILED ? job->error.text
                                                          : job->label);
  }
  return true;
}

typedef bool (*SendId) (LtDeskSurface *, uint32_t);

static bool
send_ids (LtDeskSurface *surface, GHashTable *ids, SendId send)
{
  GHashTableIter iter;
  gpointer       id;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!send (surface, GPOINTER_TO_UINT (id)))
      return false;
    g_hash_table_iter_remove (&iter);
  }
  return true;
}

/// In desk order, so that a surface can put each at its place as it comes.
static bool
send_strips (LtDeskSurface *surface)
{
  LtSession *session = surface->desk->session;
  if (g_hash_table_size (surface->strips) == 0)
    return true;
  for (uint32_t i = 0; i < lt_session_n_strips (session); i++) {
    const uint32_t id = lt_session_strip_at (session, i)->id;
    if (!g_hash_table_contains (surface->strips, GUINT_TO_POINTER (id)))
      continue;
    if (!send_strip (surface, id))
      return false;
    g_hash_table_remove (surface->strips, GUINT_TO_POINTER (id));
  }
  g_hash_table_remove_all (surface->strips); // the rest has gone meanwhile
  return true;
}

static bool
send_values (LtDeskSurface *surface)
{
  GHashTableIter iter;
  gpointer       address;
  g_hash_table_iter_init (&iter, surface->values);
  while (g_hash_table_iter_next (&iter, &address, NULL)) {
    if (!send_value (surface, *(LtAddress *)address))
      return false;
    g_hash_table_iter_remove (&iter);
  }
  return true;
}

static bool
send_flag (LtDeskSurface *surface, bool *flag, bool (*send) (LtDeskSurface *))
{
  if (*flag && !send (surface))
    return false;
  *flag = false;
  return true;
}

static bool
send_letters (LtDeskSurface *surface)
{
  Letter *letter;
  while ((letter = g_queue_peek_head (&surface->letters))) {
    if (!lt_link_peer_send (
          surface->link, &letter->record, letter->size, letter->text))
      return false;
    free_letter (g_queue_pop_head (&surface->letters));
  }
  return true;
}

static bool
send_sync (LtDeskSurface *surface)
{
  LtRecord event = {.type = LT_EVENT_SYNC};
  return lt_link_peer_send (surface->link, &event, sizeof event, NULL);
}

/// State first, then what was said about it: a reply comes behind the values
/// that the command changed.
static void
publish_to (LtDeskSurface *surface)
{
  (void)(send_flag (surface, &surface->session, send_session) &&
         send_ids (surface, surface->gone, send_gone) &&
         send_strips (surface) && send_values (surface) &&
         send_flag (surface, &surface->history, send_history) &&
         send_flag (surface, &surface->backend, send_backend) &&
         send_ids (surface, surface->jobs, send_job) &&
         send_flag (surface, &surface->sync, send_sync) &&
         send_letters (surface));
  lt_link_peer_flush (surface->link);
}

void
lt_desk_publish (LtDesk *desk)
{
  EACH_SURFACE (desk, surface)
  publish_to (surface);
}
