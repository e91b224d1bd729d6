// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Offline render: the song from one frame to another, as fast as it goes.

#include "cli/lt-cli.h"

#include "base/lt-pool.h"
#include "desk/lt-player.h"

#include <stdlib.h>
#include <string.h>

/// A timed move of the script.
typedef struct {
  int64_t   frame; ///< Of the song; taken at the next quantum
  LtAddress address;
  double    value;
} Move;

typedef struct {
  LtSession *session;
  LtPlayer  *player;
  LtWriter  *writer;
  GArray    *moves; ///< Move, by frame
  int64_t    from, to;
  uint32_t   block;
  float      out[2][LT_MAX_BLOCK];
  float      interleaved[2 * LT_MAX_BLOCK];
} Render;

typedef struct {
  const char *from, *to, *block, *isa, *subtype, *script, *threads;
  long        n_threads;
  bool        no_dither, json;
} Options;

static LtStatus
read_move (Render *r, char *line, int number, const char *path, LtError *error)
{
  Move  move;
  char *rest = g_strstrip (line);
  if (!*rest || *rest == '#')
    return LT_OK;
  g_auto (GStrv) words = NULL;
  if (!g_shell_parse_argv (rest, NULL, &words, NULL) ||
      g_strv_length (words) != 4 || strcmp (words[1], "set") != 0)
    return lt_fail (error,
                    LT_FORMAT,
                    _ ("%s, line %d: write \"TIME set ADDRESS VALUE\"."),
                    path,
                    number);
  const LtNames  names  = lt_session_names (r->session);
  const uint32_t rate   = lt_session_rate (r->session);
  LtError        detail = {.status = LT_OK};
  LtStatus       status = lt_parse_time (words[0], rate, &move.frame, &detail);
  if (status == LT_OK)
    status = lt_address_parse (words[2], &names, &move.address, &detail);
  if (status == LT_OK)
    status =
      lt_cli_parse_value (move.address, words[3], rate, &move.value, &detail);
  if (status != LT_OK)
    return lt_fail (
      error, status, _ ("%s, line %d: %s"), path, number, detail.text);
  g_array_append_val (r->moves, move);
  return LT_OK;
}

static int
by_frame (gconstpointer a, gconstpointer b)
{
  const Move *x = a, *y = b;
  return (x->frame > y->frame) - (x->frame < y->frame);
}

static LtStatus
read_script (Render *r, const char *path, LtError *error)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return lt_fail (
      error, LT_NOT_FOUND, _ ("The script %s cannot be read."), path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i]; i++) {
    LtStatus status = read_move (r, lines[i], i + 1, path, error);
    if (status != LT_OK)
      return status;
  }
  g_array_sort (r->moves, by_frame); // stable: moves of one time stay in order
  return LT_OK;
}

static void
on_value (void *data, LtAddress address, double value)
{
  lt_player_value (((Render *)data)->player, address, value, 0);
}

/// Moves that are due at this frame. The next one cuts the block.
static LtStatus
make_moves (Render *r, int64_t song, guint *next, LtError *error)
{
  const LtActor actor = {.origin = LT_ORIGIN_SCRIPT};
  bool          any   = false;
  while (*next < r->moves->len) {
    const Move *move = &g_array_index (r->moves, Move, *next);
    if (move->frame > song)
      break;
    LtStatus status =
      lt_session_set (r->session, &actor, move->address, move->value, error);
    if (status != LT_OK)
      return status;
    ++*next;
    any = true;
  }
  if (any)
    lt_engine_commit (lt_player_engine (r->player));
  return LT_OK;
}

static int64_t
next_quantum (int64_t frame)
{
  return (frame + LT_QUANTUM - 1) / LT_QUANTUM * LT_QUANTUM;
}

/// Frames to run now: up to the block, the next move's quantum, the end, and
/// a place where replies are taken in, whatever the block.
static uint32_t
frames_now (const Render *r, int64_t song, int64_t end, guint next)
{
  enum { POLL = 8192 };
  int64_t n = r->block;
  n         = MIN (n, end - song);
  n         = MIN (n, POLL - song % POLL);
  if (next < r->moves->len) {
    int64_t at = next_quantum (g_array_index (r->moves, Move, next).frame);
    if (at > song)
      n = MIN (n, at - song);
  }
  return (uint32_t)n;
}

static LtStatus
run_block (Render *r, uint32_t n, uint32_t skip, LtError *error)
{
  float *const  out[2] = {r->out[0], r->out[1]};
  const LtCycle cycle  = {
     .out = out, .n_out = 2, .n_frames = n, .may_wait = true};
  lt_engine_process (lt_player_engine (r->player), &cycle);
  for (uint32_t i = skip; i < n; i++) {
    r->interleaved[2 * (i - skip)]     = r->out[0][i];
    r->interleaved[2 * (i - skip) + 1] = r->out[1][i];
  }
  return skip < n ? lt_writer_write (r->writer, r->interleaved, n - skip, error)
                  : LT_OK;
}

static LtStatus
run_song (Render *r, LtError *error)
{
  LtEngine     *engine  = lt_player_engine (r->player);
  const int     ports[] = {0, 1};
  const int64_t latency =
    lt_engine_latency (engine, lt_session_master (r->session));
  const int64_t end    = r->to + latency;
  guint         next   = 0;
  int64_t       song   = r->from;
  LtStatus      status = LT_OK;
  lt_engine_set_outputs (engine, lt_session_master (r->session), ports);
  lt_engine_set_loop (engine, false, 0, 0);
  lt_streams_set_loop (lt_player_streams (r->player), false, 0, 0);
  lt_engine_locate (engine, r->from);
  lt_engine_play (engine);
  lt_engine_commit (engine);
  while (song < end && status == LT_OK) {
    status = make_moves (r, song, &next, error);
    if (status != LT_OK)
      break;
    uint32_t n    = frames_now (r, song, end, next);
    int64_t  skip = r->from + latency - song;
    status        = run_block (r, n, (uint32_t)CLAMP (skip, 0, n), error);
    song += n;
    if (song % 8192 == 0) {
      lt_engine_poll (engine);
      lt_cli_progress ((void *)_ ("Rendering"),
                       (double)(song - r->from) / (double)(end - r->from));
    }
  }
  lt_cli_progress ((void *)_ ("Rendering"), 1.0);
  return status;
}

static LtStatus
warn_of_files (const Render *r)
{
  for (uint32_t i = 0; i < lt_session_n_strips (r->session); i++) {
    const LtStrip    *strip = lt_session_strip_at (r->session, i);
    const LtFileState state = lt_player_file_state (r->player, strip->id);
    if (state == LT_FILE_MISSING || state == LT_FILE_DAMAGED)
      fprintf (stderr,
               _ ("longthrow-cli: %s is silent: %s\n"),
               strip->name,
               lt_player_file_error (r->player, strip->id));
  }
  return LT_OK;
}

static LtStatus
parse_range (Render *r, const Options *o, LtError *error)
{
  const uint32_t rate   = lt_session_rate (r->session);
  LtStatus       status = LT_OK;
  r->to                 = lt_session_length (r->session);
  if (o->from)
    status = lt_parse_time (o->from, rate, &r->from, error);
  if (status == LT_OK && o->to)
    status = lt_parse_time (o->to, rate, &r->to, error);
  if (status == LT_OK && (r->from < 0 || r->to <= r->from))
    status = lt_fail (error,
                      LT_RANGE,
                      _ ("There is nothing to render: the end is not behind "
                         "the beginning."));
  return status;
}

static LtStatus
open_writer (Render *r, const char *path, const Options *o, LtError *error)
{
  LtSubtype subtype = LT_SUBTYPE_FLOAT;
  if (!o->subtype)
    subtype =
      g_str_has_suffix (path, ".flac") ? LT_SUBTYPE_PCM24 : LT_SUBTYPE_FLOAT;
  else if (strcmp (o->subtype, "pcm24") == 0)
    subtype = LT_SUBTYPE_PCM24;
  else if (strcmp (o->subtype, "pcm16") == 0)
    subtype = LT_SUBTYPE_PCM16;
  else if (strcmp (o->subtype, "float") != 0)
    return lt_fail (error,
                    LT_NOT_FOUND,
                    _ ("--subtype is float, pcm24 or pcm16, not \"%s\"."),
                    o->subtype);
  return lt_writer_open (path,
                         lt_session_rate (r->session),
                         2,
                         subtype,
                         !o->no_dither,
                         &r->writer,
                         error);
}

static LtStatus
render (Render        *r,
        const char    *session,
        const char    *out,
        const Options *o,
        LtError       *error)
{
  LtPlayerOptions player = {.ring_frames = 16384,
                            .n_threads   = (uint32_t)o->n_threads};
  LtStatus        status = lt_kernels_find (o->isa, &player.kernels, error);
  if (status == LT_OK)
    status = lt_session_open (session, true, &r->session, error);
  if (status == LT_OK)
    status = parse_range (r, o, error);
  if (status == LT_OK && o->script)
    status = read_script (r, o->script, error);
  if (status == LT_OK)
    status = lt_player_new (r->session, &player, &r->player, error);
  if (status == LT_OK)
    status = warn_of_files (r);
  if (status == LT_OK)
    status = open_writer (r, out, o, error);
  if (status != LT_OK)
    return status;
  const LtSessionObserver observer = {.value = on_value, .data = r};
  lt_session_observe (r->session, &observer);
  status = run_song (r, error);
  lt_session_observe (r->session, NULL);
  if (status == LT_OK)
    return lt_writer_finish (r->writer, error);
  lt_writer_abandon (r->writer);
  return status;
}

static void
print_json (const Render *r, const char *out)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "file");
  json_builder_add_string_value (b, out);
  json_builder_set_member_name (b, "rate");
  json_builder_add_int_value (b, lt_session_rate (r->session));
  json_builder_set_member_name (b, "channels");
  json_builder_add_int_value (b, 2);
  json_builder_set_member_name (b, "frames");
  json_builder_add_int_value (b, r->to - r->from);
  json_builder_set_member_name (b, "underruns");
  json_builder_add_int_value (
    b, lt_streams_n_underruns (lt_player_streams (r->player)));
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

static int
run (int argc, char **argv)
{
  Options           o         = {0};
  const LtCliOption options[] = {
    {"--from", NULL, &o.from},
    {"--to", NULL, &o.to},
    {"--block", NULL, &o.block},
    {"--isa", NULL, &o.isa},
    {"--subtype", NULL, &o.subtype},
    {"--script", NULL, &o.script},
    {"--threads", NULL, &o.threads},
    {"--no-dither", &o.no_dither, NULL},
    {"--json", &o.json, NULL},
    {NULL, NULL, NULL},
  };
  long block = 1024;
  argc       = lt_cli_options (&lt_cmd_render, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 3)
    return lt_cli_usage (&lt_cmd_render);
  if (o.block && !lt_cli_number ("--block", o.block, 1, LT_MAX_BLOCK, &block))
    return LT_EXIT_USAGE;
  if (o.threads &&
      !lt_cli_number ("--threads", o.threads, 1, LT_POOL_MAX, &o.n_threads))
    return LT_EXIT_USAGE;
  LtError error   = {.status = LT_OK};
  Render *r       = g_new0 (Render, 1);
  r->moves        = g_array_new (FALSE, TRUE, sizeof (Move));
  r->block        = (uint32_t)block;
  LtStatus status = render (r, argv[1], argv[2], &o, &error);
  if (status == LT_OK && o.json)
    print_json (r, argv[2]);
  lt_player_free (r->player);
  lt_session_free (r->session);
  g_array_unref (r->moves);
  g_free (r);
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&error);
}

const LtCliCommand lt_cmd_render = {
  .name  = "render",
  .usage = "SESSION OUT [--from T] [--to T] [--block N] "
           "[--isa sse2|avx2|avx512|auto] [--subtype float|pcm24|pcm16] "
           "[--no-dither] [--script FILE] [--threads N] [--json]",
  .doc   = N_ ("Render the mix to a file; the format by its ending."),
  .run   = run,
};
