// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// longthrow-engine: the desk itself, without a window.

#include "base/lt-i18n.h"
#include "desk/lt-desk.h"
#include "desk/lt-player.h"
#include "io/lt-backends.h"

#include <glib-unix.h>
#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

typedef struct {
  char    *backend, *capture, *isa;
  int      block;
  double   seconds, speed;
  gboolean play, create, version;
  char   **session;
} Options;

static GMainLoop *main_loop;

static void
quit (void *data)
{
  g_main_loop_quit (main_loop);
}

static gboolean
on_signal (gpointer data)
{
  quit (NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_time (gpointer data)
{
  quit (NULL);
  return G_SOURCE_REMOVE;
}

/// The offline driver has run all its frames.
static gboolean
check_done (gpointer data)
{
  LtBackend     *backend = data;
  LtBackendState state;
  backend->ops->state (backend, &state);
  if (!state.is_running)
    quit (NULL);
  return G_SOURCE_CONTINUE;
}

static LtStatus
make_backend (const Options *o,
              uint32_t       rate,
              LtBackend    **backend,
              LtError       *error)
{
  const char *name = o->backend ? o->backend : "jack";
  if (strcmp (name, "jack") == 0) {
    *backend = lt_jack_new ("longthrow", error);
    return *backend ? LT_OK : error->status;
  }
  if (strcmp (name, "paced") == 0) {
    const LtPacedOptions paced = {
      .rate               = rate,
      .block              = (uint32_t)o->block,
      .capture_path       = o->capture,
      .n_capture_channels = 2,
      .speed              = o->speed,
    };
    *backend = lt_paced_new (&paced);
    return *backend ? LT_OK : lt_fail (error, LT_NO_MEM, _ ("Out of memory"));
  }
  if (strcmp (name, "offline") == 0) {
    const LtOfflineOptions offline = {
      .rate               = rate,
      .block              = (uint32_t)o->block,
      .capture_path       = o->capture,
      .n_capture_channels = 2,
      .n_frames           = (uint64_t)(o->seconds * rate),
    };
    *backend = lt_offline_new (&offline);
    return *backend ? LT_OK : lt_fail (error, LT_NO_MEM, _ ("Out of memory"));
  }
  return lt_fail (error,
                  LT_NOT_FOUND,
                  _ ("There is no backend \"%s\"; use jack, paced or offline."),
                  name);
}

/// A new session has the rate of the server that it will play on.
static LtStatus
create (const Options *o, LtError *error)
{
  LtJackServer server;
  uint32_t     rate = 48000;
  if (lt_jack_probe (&server, NULL) == LT_OK) {
    rate = server.rate;
    lt_jack_server_clear (&server);
  }
  LtSession *session = lt_session_new (rate);
  LtStatus   status  = lt_session_create (session, o->session[0], error);
  lt_session_free (session);
  return status;
}

/// Pages that are touched in a cycle must be there: locked if we may.
static void
lock_memory (void)
{
  if (mlockall (MCL_CURRENT | MCL_FUTURE) != 0)
    fprintf (stderr,
             "longthrow-engine: %s\n",
             _ ("Memory cannot be locked; raise the memlock limit for "
                "audio without drop-outs."));
  const struct rlimit no_core = {0, 0};
  setrlimit (RLIMIT_CORE, &no_core);
}

static LtStatus
run (const Options *o, LtError *error)
{
  LtDeskOptions options = {.is_served = true, .quit = quit};
  LtSession    *session;
  LtStatus      status = lt_kernels_find (o->isa, &options.kernels, error);
  if (status == LT_OK && o->create)
    status = create (o, error);
  if (status == LT_OK)
    status = lt_session_open (o->session[0], true, &session, error);
  if (status != LT_OK)
    return status;
  const uint32_t rate = lt_session_rate (session);
  lt_session_free (session);
  status = make_backend (o, rate, &options.backend, error);
  if (status != LT_OK)
    return status;
  LtDesk *desk;
  status = lt_desk_new (o->session[0], &options, &desk, error);
  if (status != LT_OK)
    return status;
  if (o->play) {
    lt_engine_play (lt_player_engine (lt_desk_player (desk)));
    lt_engine_commit (lt_player_engine (lt_desk_player (desk)));
  }
  lock_memory ();
  status = lt_desk_start (desk, error);
  if (status == LT_OK) {
    main_loop = g_main_loop_new (NULL, FALSE);
    g_unix_signal_add (SIGINT, on_signal, NULL);
    g_unix_signal_add (SIGTERM, on_signal, NULL);
    g_unix_signal_add (SIGHUP, on_signal, NULL);
    const bool is_offline = g_strcmp0 (o->backend, "offline") == 0;
    if (o->seconds > 0 && !is_offline)
      g_timeout_add ((guint)(o->seconds * 1000), on_time, NULL);
    if (is_offline)
      g_timeout_add (20, check_done, options.backend);
    g_main_loop_run (main_loop);
    g_main_loop_unref (main_loop);
  }
  LtStatus end = lt_desk_free (desk, status == LT_OK ? error : NULL);
  return status == LT_OK ? end : status;
}

int
main (int argc, char **argv)
{
  Options      o         = {.block = 256, .speed = 1.0};
  GOptionEntry entries[] = {
    {"backend",
     0,
     0,
     G_OPTION_ARG_STRING,
     &o.backend,
     N_ ("Audio driver: jack (default), paced, offline"),
     "NAME"},
    {"block",
     0,
     0,
     G_OPTION_ARG_INT,
     &o.block,
     N_ ("Frames in a cycle, paced and offline"),
     "N"},
    {"capture",
     0,
     0,
     G_OPTION_ARG_FILENAME,
     &o.capture,
     N_ ("Write the output to a WAV file, paced and offline"),
     "FILE"},
    {"seconds",
     0,
     0,
     G_OPTION_ARG_DOUBLE,
     &o.seconds,
     N_ ("End after so long"),
     "S"},
    {"speed",
     0,
     0,
     G_OPTION_ARG_DOUBLE,
     &o.speed,
     N_ ("Pace of the paced driver; 0: as fast as it goes"),
     "X"},
    {"isa",
     0,
     0,
     G_OPTION_ARG_STRING,
     &o.isa,
     N_ ("Instruction set: sse2, avx2, avx512, auto"),
     "NAME"},
    {"play", 0, 0, G_OPTION_ARG_NONE, &o.play, N_ ("Roll at the start"), NULL},
    {"create",
     0,
     0,
     G_OPTION_ARG_NONE,
     &o.create,
     N_ ("Make the session, which must not be there yet"),
     NULL},
    {"version",
     0,
     0,
     G_OPTION_ARG_NONE,
     &o.version,
     N_ ("Print the version"),
     NULL},
    {G_OPTION_REMAINING,
     0,
     0,
     G_OPTION_ARG_FILENAME_ARRAY,
     &o.session,
     NULL,
     N_ ("SESSION")},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  setlocale (LC_ALL, "");
  bindtextdomain ("longthrow", LOCALEDIR);
  bind_textdomain_codeset ("longthrow", "UTF-8");
  textdomain ("longthrow");
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) wrong           = NULL;
  g_option_context_set_translation_domain (context, "longthrow");
  g_option_context_add_main_entries (context, entries, "longthrow");
  if (!g_option_context_parse (context, &argc, &argv, &wrong)) {
    fprintf (stderr, "longthrow-engine: %s\n", wrong->message);
    return 2;
  }
  if (o.version) {
    puts ("longthrow-engine " LT_VERSION);
    return 0;
  }
  if (!o.session || o.session[1] || o.block < 1 || o.block > LT_MAX_BLOCK ||
      o.seconds < 0 || o.speed < 0) {
    g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
    fputs (help, stderr);
    return 2;
  }
  LtError  error  = {.status = LT_OK};
  LtStatus status = run (&o, &error);
  if (status != LT_OK)
    fprintf (stderr, "longthrow-engine: %s\n", error.text);
  g_free (o.backend);
  g_free (o.capture);
  g_free (o.isa);
  g_strfreev (o.session);
  return status == LT_OK ? 0 : 1;
}
