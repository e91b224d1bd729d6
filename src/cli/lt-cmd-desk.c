// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A running desk, from a terminal.

#include "cli/lt-cli.h"
#include "core/lt-limits.h"

#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  LtMirror     *mirror;
  bool          json, watch, alone;
  LtCliSettings settings;
} Desk;

static int
wait_for (LtMirror *mirror, uint32_t serial)
{
  LtError  error  = {.status = LT_OK};
  LtStatus status = LT_BUSY;
  if (serial)
    status = lt_mirror_wait_reply (mirror, serial, 20000, NULL, &error);
  error.status = status;
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&error);
}

static const char *
transport_name (uint32_t state)
{
  static const char *const names[] = {
    [LT_TRANSPORT_STOPPED]  = "stopped",
    [LT_TRANSPORT_ROLLING]  = "rolling",
    [LT_TRANSPORT_STOPPING] = "stopping",
    [LT_TRANSPORT_LOCATING] = "locating",
  };
  return state < G_N_ELEMENTS (names) ? names[state] : "?";
}

static LtMeter meters[LT_MAX_STRIPS];

/// Newest telemetry, waiting up to half a second for it.
static bool
wait_telemetry (Desk *desk, LtTelemetry *telemetry)
{
  for (int i = 0; i < 50; i++) {
    if (lt_mirror_pump (desk->mirror) != LT_OK)
      return false;
    if (lt_mirror_telemetry (desk->mirror, telemetry, meters))
      return true;
    g_usleep (10000);
  }
  return false;
}

static void
status_json (const LtMirrorDesk *d, const LtTelemetry *t)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  g_auto (GStrv) backend    = g_strsplit (d->backend, "\n", 2);
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "session");
  json_builder_add_string_value (b, d->path);
  json_builder_set_member_name (b, "pid");
  json_builder_add_int_value (b, d->engine_pid);
  json_builder_set_member_name (b, "transport");
  json_builder_add_string_value (b, transport_name (t->transport));
  json_builder_set_member_name (b, "song_frame");
  json_builder_add_int_value (b, t->song_frame);
  json_builder_set_member_name (b, "engine_frame");
  json_builder_add_int_value (b, (gint64)t->engine_frame);
  json_builder_set_member_name (b, "length_frames");
  json_builder_add_int_value (b, d->length);
  json_builder_set_member_name (b, "backend");
  json_builder_add_string_value (b, backend[0] ? backend[0] : "");
  json_builder_set_member_name (b, "running");
  json_builder_add_boolean_value (b, d->is_running);
  json_builder_set_member_name (b, "rate");
  json_builder_add_int_value (b, d->rate);
  json_builder_set_member_name (b, "block");
  json_builder_add_int_value (b, d->block);
  json_builder_set_member_name (b, "load");
  json_builder_add_double_value (b, t->load);
  json_builder_set_member_name (b, "overruns");
  json_builder_add_int_value (b, t->n_overruns);
  json_builder_set_member_name (b, "xruns");
  json_builder_add_int_value (b, t->n_xruns);
  json_builder_set_member_name (b, "underruns");
  json_builder_add_int_value (b, t->n_underruns);
  json_builder_set_member_name (b, "dirty");
  json_builder_add_boolean_value (b, d->is_dirty);
  json_builder_set_member_name (b, "undo");
  json_builder_add_string_value (b, d->undo_label);
  json_builder_set_member_name (b, "redo");
  json_builder_add_string_value (b, d->redo_label);
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

static int
status (Desk *desk, int argc, char **argv)
{
  LtTelemetry         t = {0};
  const LtMirrorDesk *d = lt_mirror_desk (desk->mirror);
  wait_telemetry (desk, &t);
  if (desk->json) {
    status_json (d, &t);
    return LT_EXIT_DONE;
  }
  char at[32], length[32];
  lt_format_time (t.song_frame, d->rate, at, sizeof at);
  lt_format_time (d->length, d->rate, length, sizeof length);
  g_auto (GStrv) backend = g_strsplit (d->backend, "\n", 2);
  printf ("%s\n", d->path);
  printf (_ ("%s at %s of %s\n"), transport_name (t.transport), at, length);
  printf (_ ("%s: %s, %u Hz, %u frames, load %.0f %%, %u xruns, %u disk "
             "underruns\n"),
          backend[0] && backend[1] ? backend[1] : d->backend,
          d->is_running ? _ ("running") : _ ("not there"),
          d->rate,
          d->block,
          100.0 * (double)t.load,
          t.n_xruns,
          t.n_underruns);
  printf (_ ("Undo: %s\n"), *d->undo_label ? d->undo_label : "-");
  return LT_EXIT_DONE;
}

static int
simple (Desk *desk, int argc, char **argv)
{
  static const struct {
    const char   *name;
    LtCommandType type;
  } verbs[] = {
    {"quit", LT_COMMAND_QUIT},
    {"save", LT_COMMAND_SAVE},
    {"play", LT_COMMAND_PLAY},
    {"stop", LT_COMMAND_STOP},
    {"undo", LT_COMMAND_UNDO},
    {"redo", LT_COMMAND_REDO},
    {"solo-clear", LT_COMMAND_SOLO_CLEAR},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[0], verbs[i].name) == 0)
      return wait_for (desk->mirror,
                       lt_mirror_simple (desk->mirror, verbs[i].type));
  return LT_EXIT_USAGE;
}

static int
locate (Desk *desk, int argc, char **argv)
{
  LtError error = {.status = LT_OK};
  int64_t frame;
  if (lt_parse_time (
        argv[1], lt_mirror_desk (desk->mirror)->rate, &frame, &error) != LT_OK)
    return lt_cli_fail (&error);
  return wait_for (desk->mirror, lt_mirror_locate (desk->mirror, frame));
}

static int
loop (Desk *desk, int argc, char **argv)
{
  char *off[] = {"session/loop", "off"};
  if (argc == 2)
    return strcmp (argv[1], "off") == 0
             ? lt_cli_set_on_desk (desk->mirror, 2, off, 0)
             : LT_EXIT_USAGE;
  char *pairs[] = {"session/loop-start",
                   argv[1],
                   "session/loop-end",
                   argv[2],
                   "session/loop",
                   "on"};
  return lt_cli_set_on_desk (desk->mirror, 6, pairs, 0);
}

static int
get (Desk *desk, int argc, char **argv)
{
  return lt_cli_get_on_desk (desk->mirror, argc - 1, argv + 1, desk->json);
}

static int
set (Desk *desk, int argc, char **argv)
{
  if (argc % 2 == 0)
    return LT_EXIT_USAGE;
  return lt_cli_set_on_desk (
    desk->mirror, argc - 1, argv + 1, desk->alone ? LT_SET_ALONE : 0);
}

static int
settings (Desk *desk, int argc, char **argv)
{
  const LtCliTarget target = {.mirror = desk->mirror};
  desk->settings.json      = desk->json;
  return lt_cli_settings (&target, &desk->settings, argc, argv);
}

static int
why (Desk *desk, int argc, char **argv)
{
  const LtNames names = lt_mirror_names (desk->mirror);
  LtError       error = {.status = LT_OK};
  uint32_t      strip;
  if (lt_cli_find_strip (&names, argv[1], &strip, &error) != LT_OK)
    return lt_cli_fail (&error);
  const int result =
    wait_for (desk->mirror, lt_mirror_why (desk->mirror, strip));
  const char *text = lt_mirror_answer (desk->mirror);
  if (result != LT_EXIT_DONE)
    return result;
  if (!desk->json) {
    puts (text);
    return result;
  }
  g_autoptr (JsonBuilder) b = json_builder_new ();
  g_auto (GStrv) lines      = g_strsplit (text, "\n", -1);
  json_builder_begin_array (b);
  for (int i = 0; lines[i]; i++)
    json_builder_add_string_value (b, lines[i]);
  json_builder_end_array (b);
  lt_cli_print_json (json_builder_get_root (b));
  return result;
}

// --- meters ---

static double
in_db (float x)
{
  return x > 0 ? 20 * log10 ((double)x) : -INFINITY;
}

static void
add_db (JsonBuilder *b, const char *name, float x)
{
  json_builder_set_member_name (b, name);
  if (x > 0)
    json_builder_add_double_value (b, in_db (x));
  else
    json_builder_add_string_value (b, "-inf");
}

static void
meters_json (Desk *desk, const LtTelemetry *t)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "song_frame");
  json_builder_add_int_value (b, t->song_frame);
  json_builder_set_member_name (b, "transport");
  json_builder_add_string_value (b, transport_name (t->transport));
  json_builder_set_member_name (b, "strips");
  json_builder_begin_array (b);
  for (uint32_t i = 0; i < t->n_strips; i++) {
    const LtMirrorStrip *strip =
      lt_mirror_strip (desk->mirror, meters[i].strip);
    json_builder_begin_object (b);
    json_builder_set_member_name (b, "id");
    json_builder_add_int_value (b, meters[i].strip);
    json_builder_set_member_name (b, "name");
    json_builder_add_string_value (b, strip ? strip->name : "");
    add_db (
      b, "pre_peak_dbfs", MAX (meters[i].pre_peak[0], meters[i].pre_peak[1]));
    add_db (
      b, "pre_rms_dbfs", MAX (meters[i].pre_rms[0], meters[i].pre_rms[1]));
    add_db (b,
            "post_peak_dbfs",
            MAX (meters[i].post_peak[0], meters[i].post_peak[1]));
    add_db (
      b, "post_rms_dbfs", MAX (meters[i].post_rms[0], meters[i].post_rms[1]));
    json_builder_set_member_name (b, "clip");
    json_builder_add_boolean_value (
      b, (meters[i].flags & (LT_METER_CLIP_PRE | LT_METER_CLIP_POST)) != 0);
    json_builder_end_object (b);
  }
  json_builder_end_array (b);
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

/// On a terminal that is drawn over: what was there before goes.
static const char *to_line_end = "";

static void
print_bar (const LtMirrorStrip *strip, const LtMeter *meter)
{
  enum { WIDTH = 40 };
  const double db  = in_db (MAX (meter->post_peak[0], meter->post_peak[1]));
  const int    bar = (int)CLAMP ((db + 60) / 66 * WIDTH, 0, WIDTH);
  char         line[WIDTH + 1], level[16];
  memset (line, ' ', WIDTH);
  memset (line, '#', (size_t)bar);
  line[WIDTH] = '\0';
  if (db > -120)
    g_snprintf (level, sizeof level, "%.1f", db);
  else
    g_strlcpy (level, "-inf", sizeof level);
  printf ("%4u %-20.20s |%s| %6s%s%s\n",
          strip->id,
          strip->name,
          line,
          level,
          meter->flags & (LT_METER_CLIP_POST | LT_METER_CLIP_PRE) ? _ (" CLIP")
                                                                  : "",
          to_line_end);
}

static void
print_bridge (Desk *desk, const LtTelemetry *t)
{
  const LtMirrorDesk *d = lt_mirror_desk (desk->mirror);
  char                at[32];
  lt_format_time (t->song_frame, d->rate, at, sizeof at);
  printf (_ ("%s  %s  load %.0f %%%s\n"),
          at,
          transport_name (t->transport),
          100.0 * (double)t->load,
          to_line_end);
  for (uint32_t i = 0; i < lt_mirror_n_strips (desk->mirror); i++) {
    const LtMirrorStrip *strip = lt_mirror_strip_at (desk->mirror, i);
    const LtMeter *meter = lt_mirror_meter (meters, t->n_strips, strip->id);
    if (meter)
      print_bar (strip, meter);
  }
}

static volatile sig_atomic_t is_over;

static void
on_signal (int number)
{
  is_over = 1;
}

static int
show_meters (Desk *desk, int argc, char **argv)
{
  LtTelemetry t;
  signal (SIGINT, on_signal);
  signal (SIGTERM, on_signal);
  const bool is_terminal = isatty (STDOUT_FILENO) && !desk->json;
  if (desk->watch && is_terminal)
    to_line_end = "\033[K";
  do {
    if (!wait_telemetry (desk, &t)) {
      fprintf (stderr, "longthrow-cli: %s\n", _ ("The desk has gone."));
      return LT_EXIT_FAILED;
    }
    if (desk->watch && is_terminal)
      printf ("\033[H");
    if (desk->json)
      meters_json (desk, &t);
    else
      print_bridge (desk, &t);
    if (desk->watch && is_terminal)
      printf ("\033[J");
    fflush (stdout);
    if (desk->watch)
      g_usleep (is_terminal ? 50000 : 500000);
  } while (desk->watch && !is_over);
  return LT_EXIT_DONE;
}

static const struct {
  const char *name;
  int         min, max; ///< Words with the verb
  int (*run) (Desk *, int, char **);
} verbs[] = {
  {"status", 1, 1, status},
  {"quit", 1, 1, simple},
  {"save", 1, 1, simple},
  {"play", 1, 1, simple},
  {"stop", 1, 1, simple},
  {"locate", 2, 2, locate},
  {"loop", 2, 3, loop},
  {"get", 2, 1000, get},
  {"set", 3, 1001, set},
  {"meters", 1, 1, show_meters},
  {"undo", 1, 1, simple},
  {"redo", 1, 1, simple},
  {"solo-clear", 1, 1, simple},
  {"why", 2, 2, why},
  {"copy", 3, LT_MAX_STRIPS + 1, settings},
  {"ab", 2, LT_MAX_STRIPS + 1, settings},
  {"preset", 2, LT_MAX_STRIPS + 3, settings},
};

static LtMirror *
attach (const char *session)
{
  LtMirror *mirror = lt_cli_find_desk (session);
  if (!mirror && session)
    fprintf (stderr,
             _ ("longthrow-cli: no desk runs on %s; start "
                "longthrow-engine.\n"),
             session);
  else if (!mirror)
    fprintf (stderr,
             _ ("longthrow-cli: no desk is running; start "
                "longthrow-engine SESSION.\n"));
  return mirror;
}

static int
run (int argc, char **argv)
{
  Desk              desk      = {0};
  const char       *session   = NULL;
  const LtCliOption options[] = {
    {"--session", NULL, &session},
    {"--json", &desk.json, NULL},
    {"--watch", &desk.watch, NULL},
    {"--alone", &desk.alone, NULL},
    {"--only", NULL, &desk.settings.only},
    {"--copy", &desk.settings.copy, NULL},
    {"--for", NULL, &desk.settings.use},
    {"--replace", &desk.settings.replace, NULL},
    {NULL, NULL, NULL},
  };
  argc = lt_cli_options (&lt_cmd_desk, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  for (size_t i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++) {
    if (strcmp (argv[1], verbs[i].name) != 0 || argc - 1 < verbs[i].min ||
        argc - 1 > verbs[i].max)
      continue;
    desk.mirror = attach (session);
    if (!desk.mirror)
      return LT_EXIT_FAILED;
    int result = verbs[i].run (&desk, argc - 1, argv + 1);
    lt_mirror_free (desk.mirror);
    return result == LT_EXIT_USAGE ? lt_cli_usage (&lt_cmd_desk) : result;
  }
  return lt_cli_usage (&lt_cmd_desk);
}

const LtCliCommand lt_cmd_desk = {
  .name  = "desk",
  .usage = "[--session SESSION] status|quit|save | play|stop|locate T|"
           "loop T T|loop off | get ADDRESS...|set ADDRESS VALUE... "
           "[--alone] | meters [--json] [--watch] | undo|redo | solo-clear | "
           "why STRIP [--json] | copy FROM TO... [--only SECTION,...] | "
           "ab STRIP... [--copy] | preset list|apply NAME STRIP...|save NAME "
           "STRIP|remove NAME",
  .doc   = N_ ("Talk to a running desk."),
  .run   = run,
};
