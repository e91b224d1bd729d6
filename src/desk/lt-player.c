// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "desk/lt-player.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  uint32_t    id;
  LtFileState state;
  char       *error;
  LtStream   *stream; ///< Now playing, or NULL
} PlayedStrip;

struct LtPlayer {
  LtSession      *session;
  LtPlayerOptions options;
  LtEngine       *engine;
  LtStreams      *streams;
  GHashTable     *strips; ///< id -> PlayedStrip
};

static void
free_played (gpointer data)
{
  PlayedStrip *played = data;
  g_free (played->error);
  g_free (played);
}

static PlayedStrip *
find (const LtPlayer *player, uint32_t id)
{
  return g_hash_table_lookup (player->strips, GUINT_TO_POINTER (id));
}

static void
source_released (void *data, LtSource *source)
{
  lt_stream_close (lt_stream_of_source (source));
}

static void
wait_for_disk (void *data, uint32_t n)
{
  lt_streams_wait (((LtPlayer *)data)->streams, n);
}

static void
applied (void *data, uint32_t tag, int64_t song_frame)
{
  LtPlayer *player = data;
  if (player->options.applied)
    player->options.applied (player->options.data, tag, song_frame);
}

static void
set_state (LtPlayer    *player,
           PlayedStrip *played,
           LtFileState  state,
           const char  *error)
{
  g_free (played->error);
  played->state = state;
  played->error = g_strdup (error ? error : "");
  if (player->options.file_state)
    player->options.file_state (player->options.data, played->id);
}

/// cache/NAME-HASH-RATE.wav: the hash covers what makes the file this one.
static char *
cache_path (const LtPlayer *player, const char *path)
{
  struct stat info;
  if (stat (path, &info) != 0)
    return NULL;
  g_autofree char *what = g_strdup_printf ("%s\n%lld\n%lld.%09ld",
                                           path,
                                           (long long)info.st_size,
                                           (long long)info.st_mtim.tv_sec,
                                           info.st_mtim.tv_nsec);
  g_autofree char *hash =
    g_compute_checksum_for_string (G_CHECKSUM_SHA256, what, -1);
  g_autofree char *file =
    g_strdup_printf ("%.16s-%u.wav", hash, lt_session_rate (player->session));
  const char *folder = lt_session_path (player->session);
  return g_build_filename (
    folder ? folder : g_get_tmp_dir (), "cache", file, NULL);
}

static void
open_stream (LtPlayer      *player,
             PlayedStrip   *played,
             const LtStrip *strip,
             const char    *path)
{
  LtError   error = {.status = LT_OK};
  LtStream *stream;
  LtStatus  status = lt_stream_open (player->streams,
                                    path,
                                    strip->file.channel,
                                    strip->n_channels,
                                    strip->file.start,
                                    0,
                                    &stream,
                                    &error);
  if (status != LT_OK) {
    set_state (player,
               played,
               status == LT_NOT_FOUND ? LT_FILE_MISSING : LT_FILE_DAMAGED,
               error.text);
    return;
  }
  played->stream = stream;
  lt_engine_set_file (player->engine, played->id, lt_stream_source (stream));
  set_state (player, played, LT_FILE_READY, NULL);
}

static void
convert (LtPlayer    *player,
         PlayedStrip *played,
         const char  *from,
         const char  *to)
{
  const uint32_t rate = lt_session_rate (player->session);
  set_state (player, played, LT_FILE_CONVERTING, NULL);
  g_autofree char *folder = g_path_get_dirname (to);
  g_mkdir_with_parents (folder, 0777);
  if (player->options.convert) {
    player->options.convert (player->options.data, from, to, rate);
    return;
  }
  LtError  error  = {.status = LT_OK};
  LtStatus status = lt_media_convert (from, to, rate, NULL, NULL, &error);
  lt_player_converted (player, to, status);
}

static void
play_file (LtPlayer *player, PlayedStrip *played, const LtStrip *strip)
{
  g_autofree char *path = lt_session_file_path (player->session, strip);
  if (!path) {
    set_state (player, played, LT_FILE_NONE, NULL);
    return;
  }
  LtMediaInfo info;
  LtError     error  = {.status = LT_OK};
  LtStatus    status = lt_media_look (path, &info, &error);
  if (status == LT_OK &&
      strip->file.channel + strip->n_channels > info.n_channels)
    status = lt_fail (&error,
                      LT_FORMAT,
                      _ ("%s has %u channels; the strip wants channel %u."),
                      path,
                      info.n_channels,
                      strip->file.channel + strip->n_channels);
  if (status != LT_OK) {
    set_state (player,
               played,
               status == LT_NOT_FOUND ? LT_FILE_MISSING : LT_FILE_DAMAGED,
               error.text);
    return;
  }
  if (info.rate == lt_session_rate (player->session) &&
      !lt_media_needs_decode (&info)) {
    open_stream (player, played, strip, path);
    return;
  }
  g_autofree char *converted = cache_path (player, path);
  if (converted && g_file_test (converted, G_FILE_TEST_EXISTS))
    open_stream (player, played, strip, converted);
  else if (converted)
    convert (player, played, path, converted);
}

void
lt_player_file (LtPlayer *player, const LtStrip *strip)
{
  PlayedStrip *played = find (player, strip->id);
  if (!played)
    return;
  played->stream = NULL;
  lt_engine_set_file (player->engine, strip->id, NULL);
  play_file (player, played, strip);
}

/// One file may feed several strips: one conversion serves them all.
void
lt_player_converted (LtPlayer *player, const char *to, LtStatus status)
{
  for (uint32_t i = 0; i < lt_session_n_strips (player->session); i++) {
    const LtStrip *strip  = lt_session_strip_at (player->session, i);
    PlayedStrip   *played = find (player, strip->id);
    if (!played || played->state != LT_FILE_CONVERTING)
      continue;
    g_autofree char *path      = lt_session_file_path (player->session, strip);
    g_autofree char *converted = path ? cache_path (player, path) : NULL;
    if (g_strcmp0 (converted, to) != 0)
      continue;
    if (status == LT_OK)
      open_stream (player, played, strip, converted);
    else
      set_state (player, played, LT_FILE_DAMAGED, lt_strerror (status));
  }
}

void
lt_player_value (LtPlayer *player,
                 LtAddress address,
                 double    value,
                 uint32_t  tag)
{
  if (lt_param_info[address.param].type == LT_TYPE_FRAMES ||
      address.param == LT_PARAM_LOOP) {
    double loop[3];
    for (int i = 0; i < 3; i++) {
      LtAddress one = {.param = (uint16_t)(LT_PARAM_LOOP + i)};
      lt_session_get (player->session, one, &loop[i], NULL);
    }
    lt_streams_set_loop (
      player->streams, loop[0] != 0, (int64_t)loop[1], (int64_t)loop[2]);
    // Shorter than the streams would go round: the engine does not either.
    const bool is_long =
      loop[2] - loop[1] >= lt_session_rate (player->session) / 10.0;
    lt_engine_set_loop (player->engine,
                        loop[0] != 0 && is_long,
                        (int64_t)loop[1],
                        (int64_t)loop[2]);
    return;
  }
  lt_engine_set (player->engine, address, value, tag);
}

static void
set_own_values (LtPlayer *player, const LtStrip *strip)
{
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    const LtParamInfo *info = &lt_param_info[i];
    if (!(info->kinds & strip->kind) || lt_param_is_text ((LtParam)i) ||
        (info->flags & LT_PARAM_PER_BUS))
      continue;
    LtAddress address = {.strip = strip->id, .param = (uint16_t)i};
    lt_engine_set (player->engine, address, strip->values[i], 0);
  }
}

static void
set_bus_values (LtPlayer *player, const LtStrip *strip)
{
  // Levels last: a send that is off or pre-fader must not sound before.
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t i = 0; i < strip->n_bus_values; i++) {
      const LtBusValue *v = &strip->bus_values[i];
      if ((v->param == LT_PARAM_SEND_LEVEL) != (pass == 1))
        continue;
      LtAddress address = {
        .strip = strip->id, .bus = v->bus, .param = v->param};
      lt_engine_set (player->engine, address, v->value, 0);
    }
}

static void
add (LtPlayer *player, const LtStrip *strip)
{
  PlayedStrip *played = g_new0 (PlayedStrip, 1);
  played->id          = strip->id;
  played->error       = g_strdup ("");
  g_hash_table_insert (player->strips, GUINT_TO_POINTER (strip->id), played);
  lt_engine_add_strip (
    player->engine, strip->id, strip->kind, strip->n_channels);
  set_own_values (player, strip);
  if (strip->kind == LT_KIND_INPUT)
    play_file (player, played, strip);
}

void
lt_player_strip_added (LtPlayer *player, const LtStrip *strip)
{
  add (player, strip);
  set_bus_values (player, strip);
}

void
lt_player_strip_removed (LtPlayer *player, uint32_t strip)
{
  lt_engine_remove_strip (player->engine, strip);
  g_hash_table_remove (player->strips, GUINT_TO_POINTER (strip));
}

LtStatus
lt_player_new (LtSession             *session,
               const LtPlayerOptions *options,
               LtPlayer             **out,
               LtError               *error)
{
  LtPlayer *player = g_new0 (LtPlayer, 1);
  player->session  = session;
  player->options  = *options;
  player->strips   = g_hash_table_new_full (NULL, NULL, NULL, free_played);
  player->streams =
    lt_streams_new (lt_session_rate (session), options->ring_frames);
  LtEngineOptions engine = {
    .rate            = lt_session_rate (session),
    .kernels         = options->kernels,
    .n_threads       = options->n_threads,
    .wait            = wait_for_disk,
    .source_released = source_released,
    .applied         = applied,
    .data            = player,
  };
  player->engine = lt_engine_new (&engine);
  if (!player->engine || !player->streams) {
    lt_player_free (player);
    return lt_fail (error, LT_NO_MEM, _ ("Not enough memory for the desk."));
  }
  const uint32_t n = lt_session_n_strips (session);
  for (uint32_t i = 0; i < n; i++)
    add (player, lt_session_strip_at (session, i));
  for (uint32_t i = 0; i < n; i++)
    set_bus_values (player, lt_session_strip_at (session, i));
  set_bus_values (player, lt_session_desk (session));
  for (int i = LT_N_STRIP_PARAMS; i < LT_N_PARAMS; i++) {
    double          value;
    const LtAddress address = {.param = (uint16_t)i};
    if (lt_session_get (session, address, &value, NULL) == LT_OK &&
        value != lt_param_info[i].def)
      lt_player_value (player, address, value, 0);
  }
  lt_engine_commit (player->engine);
  *out = player;
  return LT_OK;
}

void
lt_player_free (LtPlayer *player)
{
  if (!player)
    return;
  lt_engine_free (player->engine);
  lt_streams_free (player->streams);
  g_hash_table_unref (player->strips);
  g_free (player);
}

LtEngine *
lt_player_engine (LtPlayer *player)
{
  return player->engine;
}

LtStreams *
lt_player_streams (LtPlayer *player)
{
  return player->streams;
}

LtFileState
lt_player_file_state (const LtPlayer *player, uint32_t strip)
{
  const PlayedStrip *played = find (player, strip);
  return played ? played->state : LT_FILE_NONE;
}

const char *
lt_player_file_error (const LtPlayer *player, uint32_t strip)
{
  const PlayedStrip *played = find (player, strip);
  return played ? played->error : "";
}

uint32_t
lt_player_n_underruns (const LtPlayer *player, uint32_t strip)
{
  const PlayedStrip *played = find (player, strip);
  return played && played->stream ? lt_stream_n_underruns (played->stream) : 0;
}

void
lt_player_check (LtPlayer *player)
{
  GHashTableIter iter;
  gpointer       value;
  g_hash_table_iter_init (&iter, player->strips);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    PlayedStrip *played = value;
    if (played->state == LT_FILE_READY && played->stream &&
        lt_stream_has_failed (played->stream))
      set_state (
        player, played, LT_FILE_DAMAGED, _ ("The disk could not be read."));
  }
}
