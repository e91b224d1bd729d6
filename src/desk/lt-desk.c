// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "desk/lt-desk-private.h"

#include "base/lt-i18n.h"

#include <glib-unix.h>
#include <string.h>

/// The process thread comes through here: a desk at another rate than the
/// server is silent rather than out of tune.
static void
process (void *data, const LtCycle *cycle)
{
  LtDesk *desk = data;
  if (!atomic_load_explicit (&desk->is_silenced, memory_order_relaxed)) {
    lt_engine_process (lt_player_engine (desk->player), cycle);
    return;
  }
  for (uint32_t i = 0; i < cycle->n_out; i++)
    if (cycle->out[i])
      memset (cycle->out[i], 0, cycle->n_frames * sizeof (float));
}

static void
backend_notify (void *data)
{
  // Looked at in the next tick, at most 10 ms from now.
}

static gboolean
tick (gpointer data)
{
  lt_desk_tick (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
knock (gint fd, GIOCondition condition, gpointer data)
{
  LtDesk     *desk = data;
  LtLinkPeer *link;
  while ((link = lt_link_server_accept (desk->server)))
    lt_desk_add_surface (desk, link);
  return G_SOURCE_CONTINUE;
}

static void
applied (void *data, uint32_t tag, int64_t song_frame)
{
  LtDesk     *desk    = data;
  LtAddress   address = desk->tags[tag % LT_DESK_TAGS];
  LtLastMove *move    = lt_desk_last_move (desk, address);
  move->song_frame    = song_frame;
  lt_desk_mark_value (desk, address);
}

static void
file_state (void *data, uint32_t strip)
{
  LtDesk *desk = data;
  lt_desk_mark_strip (desk, strip);
  if (!desk->player)
    return;
  const LtStrip    *s     = lt_session_strip (desk->session, strip);
  const LtFileState state = lt_player_file_state (desk->player, strip);
  if (s && (state == LT_FILE_MISSING || state == LT_FILE_DAMAGED))
    lt_desk_notice (desk,
                    LT_NOTICE_WARNING,
                    "%s: %s",
                    s->name,
                    lt_player_file_error (desk->player, strip));
}

static void
convert (void *data, const char *from, const char *to, uint32_t rate)
{
  lt_desk_convert (data, from, to, rate);
}

static guint
address_hash (gconstpointer key)
{
  const LtAddress *a = key;
  return a->strip * 2654435761u ^ a->bus * 40503u ^ (guint)a->param << 16;
}

static gboolean
address_equal (gconstpointer a, gconstpointer b)
{
  return lt_address_equal (*(const LtAddress *)a, *(const LtAddress *)b);
}

LtLastMove *
lt_desk_last_move (LtDesk *desk, LtAddress address)
{
  LtLastMove *move = g_hash_table_lookup (desk->moves, &address);
  if (move)
    return move;
  move             = g_new0 (LtLastMove, 1);
  move->address    = address;
  move->origin     = LT_ORIGIN_DESK;
  move->song_frame = -1;
  g_hash_table_add (desk->moves, move);
  return move;
}

static LtStatus
open_all (LtDesk *desk, const char *path, LtError *error)
{
  LtStatus status = lt_session_open (path, false, &desk->session, error);
  if (status != LT_OK)
    return status;
  status = lt_keeper_new (desk->session, NULL, NULL, &desk->keeper, error);
  if (status != LT_OK)
    return status;
  LtPlayerOptions player = {
    .kernels = desk->options.kernels,
    .ring_frames =
      desk->options.ring_frames ? desk->options.ring_frames : 131072,
    .applied    = applied,
    .file_state = file_state,
    .convert    = convert,
    .data       = desk,
  };
  status = lt_player_new (desk->session, &player, &desk->player, error);
  if (status != LT_OK)
    return status;
  if (desk->options.is_served)
    status = lt_link_server_new (
      lt_session_path (desk->session), &desk->server, error);
  return status;
}

LtStatus
lt_desk_new (const char          *session_path,
             const LtDeskOptions *options,
             LtDesk             **out,
             LtError             *error)
{
  LtDesk *desk    = g_new0 (LtDesk, 1);
  desk->options   = *options;
  desk->backend   = options->backend;
  desk->surfaces  = g_ptr_array_new ();
  desk->jobs      = g_ptr_array_new_with_free_func (lt_desk_free_job);
  desk->ports     = g_ptr_array_new_with_free_func (lt_desk_free_port);
  desk->underruns = g_hash_table_new (NULL, NULL);
  desk->troubles  = g_hash_table_new (NULL, NULL);
  desk->unheard   = g_ptr_array_new_with_free_func (lt_desk_free_letter);
  desk->moves =
    g_hash_table_new_full (address_hash, address_equal, g_free, NULL);
  LtStatus status = open_all (desk, session_path, error);
  if (status != LT_OK) {
    lt_desk_free (desk, NULL);
    return status;
  }
  for (uint32_t i = 0; i < lt_session_n_strips (desk->session); i++)
    lt_desk_add_ports (desk, lt_session_strip_at (desk->session, i));
  lt_desk_add_own_ports (desk);
  lt_engine_commit (lt_player_engine (desk->player));
  lt_desk_wish_all (desk);
  lt_desk_follow (desk);
  if (desk->server)
    desk->server_source =
      g_unix_fd_add (lt_link_server_fd (desk->server), G_IO_IN, knock, desk);
  desk->tick_source = g_timeout_add (10, tick, desk);
  uint32_t n        = lt_session_n_recovered (desk->session);
  if (n > 0)
    lt_desk_notice (desk,
                    LT_NOTICE_INFO,
                    ngettext ("%u edit since the last save was recovered.",
                              "%u edits since the last save were recovered.",
                              n),
                    n);
  if (lt_session_trouble (desk->session))
    lt_desk_notice (
      desk, LT_NOTICE_WARNING, "%s", lt_session_trouble (desk->session));
  *out = desk;
  return LT_OK;
}

LtStatus
lt_desk_start (LtDesk *desk, LtError *error)
{
  LtBackendClient client = {
    .process = process, .notify = backend_notify, .data = desk};
  LtStatus status  = desk->backend->ops->start (desk->backend, &client, error);
  desk->is_started = status == LT_OK;
  return status;
}

LtStatus
lt_desk_free (LtDesk *desk, LtError *error)
{
  LtStatus status = LT_OK;
  if (!desk)
    return status;
  if (desk->tick_source)
    g_source_remove (desk->tick_source);
  if (desk->server_source)
    g_source_remove (desk->server_source);
  lt_desk_end_jobs (desk);
  lt_desk_end_presets (desk);
  if (desk->is_started)
    desk->backend->ops->stop (desk->backend);
  if (desk->session)
    lt_session_observe (desk->session, NULL);
  if (desk->keeper)
    status = lt_keeper_free (desk->keeper, true, error);
  while (desk->surfaces->len)
    lt_desk_remove_surface (g_ptr_array_index (desk->surfaces, 0));
  if (desk->server)
    lt_link_server_free (desk->server);
  lt_player_free (desk->player);
  lt_session_free (desk->session);
  g_ptr_array_unref (desk->ports);
  if (desk->backend)
    desk->backend->ops->free (desk->backend);
  g_ptr_array_unref (desk->jobs);
  g_ptr_array_unref (desk->surfaces);
  g_hash_table_unref (desk->moves);
  g_hash_table_unref (desk->underruns);
  g_hash_table_unref (desk->troubles);
  g_ptr_array_unref (desk->unheard);
  g_free (desk);
  return status;
}

LtStatus
lt_desk_attach (LtDesk *desk, LtLinkSurface **surface)
{
  LtLinkPeer *link;
  LtStatus    status = lt_link_pair (&link, surface);
  if (status == LT_OK)
    lt_desk_add_surface (desk, link);
  return status;
}

LtSession *
lt_desk_session (LtDesk *desk)
{
  return desk->session;
}

LtPlayer *
lt_desk_player (LtDesk *desk)
{
  return desk->player;
}

// --- 100 times a second ---

static void
tell_backend (LtDesk *desk, const LtBackendState *now)
{
  const LtBackendState *was = &desk->state;
  if (was->is_running && !now->is_running)
    lt_desk_notice (desk,
                    LT_NOTICE_ERROR,
                    _ ("The audio server does not answer. The desk goes on "
                       "by itself as soon as it is back."));
  else if (!was->is_running && now->is_running && now->n_restarts > 0)
    lt_desk_notice (desk, LT_NOTICE_INFO, _ ("The audio server is back."));
  const uint32_t rate  = lt_session_rate (desk->session);
  const bool     wrong = now->is_running && now->rate != 0 && now->rate != rate;
  if (wrong && (!desk->wrong_rate || now->rate != was->rate))
    lt_desk_notice (desk,
                    LT_NOTICE_ERROR,
                    _ ("The audio server runs at %u Hz and the session at %u "
                       "Hz: the desk is silent. Restart the server at %u Hz."),
                    now->rate,
                    rate,
                    rate);
  desk->wrong_rate = wrong;
  atomic_store_explicit (&desk->is_silenced, wrong, memory_order_relaxed);
  desk->state = *now;
  lt_desk_mark_backend (desk);
}

static void
poll_backend (LtDesk *desk)
{
  LtBackendState now = {0};
  if (!desk->is_started)
    return;
  desk->backend->ops->state (desk->backend, &now);
  const LtBackendState *was = &desk->state;
  if (now.is_running != was->is_running || now.rate != was->rate ||
      now.block != was->block || now.n_restarts != was->n_restarts ||
      now.is_freewheeling != was->is_freewheeling ||
      strcmp (now.text, was->text) != 0)
    tell_backend (desk, &now);
  lt_desk_poll_connections (desk);
}

static void
flag_underruns (LtDesk *desk)
{
  for (uint32_t i = 0; i < desk->telemetry.n_strips; i++) {
    LtMeter       *meter = &desk->meters[i];
    const gpointer key   = GUINT_TO_POINTER (meter->strip);
    const uint32_t n     = lt_player_n_underruns (desk->player, meter->strip);
    if (n != GPOINTER_TO_UINT (g_hash_table_lookup (desk->underruns, key))) {
      meter->flags |= LT_METER_UNDERRUN;
      g_hash_table_insert (desk->underruns, key, GUINT_TO_POINTER (n));
    }
  }
}

/// For who asks later: flags are in one telemetry only.
static void
keep_troubles (LtDesk *desk)
{
  static const uint32_t flags[] = {LT_METER_BAD, LT_METER_UNDERRUN};
  for (uint32_t i = 0; i < desk->telemetry.n_strips; i++)
    for (guint k = 0; k < G_N_ELEMENTS (flags); k++)
      if (desk->meters[i].flags & flags[k])
        g_hash_table_insert (desk->troubles,
                             GUINT_TO_POINTER (desk->meters[i].strip * 2 + k),
                             GUINT_TO_POINTER (desk->ticks));
}

static void
pass_telemetry (LtDesk *desk)
{
  if (!lt_engine_telemetry (
        lt_player_engine (desk->player), &desk->telemetry, desk->meters))
    return;
  desk->telemetry.n_underruns =
    lt_streams_n_underruns (lt_player_streams (desk->player));
  flag_underruns (desk);
  keep_troubles (desk);
  for (guint i = 0; i < desk->surfaces->len; i++) {
    LtDeskSurface *surface = g_ptr_array_index (desk->surfaces, i);
    lt_link_peer_send_telemetry (surface->link, &desk->telemetry, desk->meters);
  }
}

static void
poll_keeper (LtDesk *desk)
{
  LtStatus status;
  LtError  error = {.status = LT_OK};
  lt_keeper_flush (desk->keeper);
  while (lt_keeper_poll (desk->keeper, &status, &error)) {
    if (desk->save_reply_serial)
      lt_desk_reply (desk,
                     desk->save_reply_to,
                     desk->save_reply_serial,
                     status,
                     0,
                     status == LT_OK ? NULL : error.text);
    else if (status != LT_OK)
      lt_desk_notice (desk, LT_NOTICE_ERROR, "%s", error.text);
    desk->save_reply_serial = 0;
    lt_desk_mark_session (desk);
  }
}

void
lt_desk_tick (LtDesk *desk)
{
  // A surface in this process has no event source of its own.
  for (guint i = 0; i < desk->surfaces->len; i++) {
    LtDeskSurface *surface = g_ptr_array_index (desk->surfaces, i);
    union {
      LtCommand command;
      char      bytes[LT_MAX_RECORD];
    } buffer;
    LtStatus status = LT_NOT_FOUND;
    if (surface->command_source == 0)
      while ((status = lt_link_peer_next_command (surface->link,
                                                  &buffer.command)) == LT_OK ||
             status == LT_FORMAT)
        if (status == LT_OK)
          lt_desk_obey (surface, &buffer.command);
  }
  lt_engine_poll (lt_player_engine (desk->player));
  lt_desk_poll_jobs (desk);
  lt_desk_poll_presets (desk);
  if (desk->ticks++ % 5 == 0) {
    poll_backend (desk);
    poll_keeper (desk);
  }
  if (desk->ticks % 100 == 0)
    lt_player_check (desk->player);
  pass_telemetry (desk);
  lt_desk_publish (desk);
  if (desk->quit_asked && desk->options.quit) {
    desk->quit_asked = false;
    desk->options.quit (desk->options.data);
  }
}
