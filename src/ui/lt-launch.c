// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-launch.h"

#include "base/lt-i18n.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { POLL_MS = 25 };

typedef struct {
  char         *session, *log;
  GCancellable *cancel;
  LtLaunchDone  done;
  gpointer      data;
  gint64        until_us;
  GPid          pid;
  guint         watch_id;
  int           exit_status;
  gboolean      is_started, has_exited;
} Launch;

char *
lt_launch_path (const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  char            *real = realpath (full, NULL);
  if (!real)
    return g_steal_pointer (&full);
  char *copy = g_strdup (real);
  free (real);
  return copy;
}

static void
launch_free (Launch *launch)
{
  g_clear_handle_id (&launch->watch_id, g_source_remove);
  g_clear_object (&launch->cancel);
  g_free (launch->session);
  g_free (launch->log);
  g_free (launch);
}

static char *
find_engine (void)
{
  const char *given = g_getenv ("LT_ENGINE");
  if (given && *given)
    return g_strdup (given);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  if (self) {
    g_autofree char *folder = g_path_get_dirname (self);
    g_autofree char *beside =
      g_build_filename (folder, "longthrow-engine", NULL);
    if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&beside);
  }
  return g_find_program_in_path ("longthrow-engine");
}

/* Its own session, so that neither the terminal nor the window ends it. */
static void
prepare_child (gpointer data)
{
  setsid ();
}

static void
on_engine_exit (GPid pid, int status, gpointer data)
{
  Launch *launch      = data;
  launch->watch_id    = 0;
  launch->has_exited  = TRUE;
  launch->exit_status = status;
  g_spawn_close_pid (pid);
}

/* What it says goes to a file: a pipe would end it with the window. */
static int
open_log (Launch *launch)
{
  g_autofree char *folder =
    g_build_filename (g_get_user_cache_dir (), "longthrow", NULL);
  g_mkdir_with_parents (folder, 0700);
  launch->log = g_build_filename (folder, "engine.log", NULL);
  return open (
    launch->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, 0600);
}

static LtStatus
start_engine (Launch *launch, LtError *error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *engine    = find_engine ();
  // A folder that is not there yet is made, as "New" asks for.
  const bool is_new = g_str_has_suffix (launch->session, ".longthrow") &&
                      !g_file_test (launch->session, G_FILE_TEST_EXISTS);
  char *argv[] = {
    engine, launch->session, is_new ? (char *)"--create" : NULL, NULL};
  if (!engine)
    return lt_fail (
      error,
      LT_NOT_FOUND,
      _ ("longthrow-engine: not found beside longthrow or in PATH; install "
         "it, or name it in LT_ENGINE."));
  int      log     = open_log (launch);
  int      nothing = open ("/dev/null", O_RDWR | O_CLOEXEC);
  gboolean is_ok   = g_spawn_async_with_fds (NULL,
                                           argv,
                                           NULL,
                                           G_SPAWN_DO_NOT_REAP_CHILD,
                                           prepare_child,
                                           NULL,
                                           &launch->pid,
                                           nothing,
                                           nothing,
                                           log >= 0 ? log : nothing,
                                           &failure);
  if (log >= 0)
    close (log);
  close (nothing);
  if (!is_ok)
    return lt_fail (error, LT_IO, "%s: %s", engine, failure->message);
  launch->is_started = TRUE;
  launch->watch_id   = g_child_watch_add (launch->pid, on_engine_exit, launch);
  return LT_OK;
}

static gboolean
connect_once (const char *session, LtLinkSurface **surface, LtError *error)
{
  LtLinkDesk *desk     = g_new0 (LtLinkDesk, 1);
  gboolean    is_found = lt_link_find (session, desk, 1) > 0 &&
                      lt_link_connect (desk->socket, surface, error) == LT_OK;
  g_free (desk);
  return is_found;
}

LtLinkSurface *
lt_launch_find (const char *session_path)
{
  LtLinkSurface *surface = NULL;
  LtError        error   = {0};
  return connect_once (session_path, &surface, &error) ? surface : NULL;
}

static void
explain_exit (Launch *launch, LtError *error)
{
  g_autofree char *said = NULL;
  if (g_file_get_contents (launch->log, &said, NULL, NULL)) {
    g_strchomp (said);
    char *line = strrchr (said, '\n');
    line       = line ? line + 1 : said;
    if (*line) {
      lt_fail (error, LT_IO, "%s", line);
      return;
    }
  }
  lt_fail (error,
           LT_IO,
           _ ("%s: the desk ended before it answered; see %s."),
           launch->session,
           launch->log);
}

static void
finish (Launch *launch, LtLinkSurface *surface, const LtError *error)
{
  if (!g_cancellable_is_cancelled (launch->cancel))
    launch->done (launch->data, surface, error);
  else
    lt_link_surface_free (surface);
  launch_free (launch);
}

static gboolean
on_poll (gpointer data)
{
  Launch        *launch  = data;
  LtLinkSurface *surface = NULL;
  LtError        error   = {0};
  if (g_cancellable_is_cancelled (launch->cancel) ||
      connect_once (launch->session, &surface, &error)) {
    finish (launch, surface, NULL);
    return G_SOURCE_REMOVE;
  }
  if (error.status == LT_NEWER) {
    finish (launch, NULL, &error);
    return G_SOURCE_REMOVE;
  }
  if (!launch->is_started && start_engine (launch, &error) != LT_OK) {
    finish (launch, NULL, &error);
    return G_SOURCE_REMOVE;
  }
  if (launch->has_exited) {
    explain_exit (launch, &error);
    finish (launch, NULL, &error);
    return G_SOURCE_REMOVE;
  }
  if (g_get_monotonic_time () > launch->until_us) {
    lt_fail (&error,
             LT_BUSY,
             _ ("%s: the desk did not answer within %d s; try again."),
             launch->session,
             LT_LAUNCH_WAIT_MS / 1000);
    finish (launch, NULL, &error);
    return G_SOURCE_REMOVE;
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_first (gpointer data)
{
  if (on_poll (data))
    g_timeout_add (POLL_MS, on_poll, data);
  return G_SOURCE_REMOVE;
}

void
lt_launch (const char   *session_path,
           GCancellable *cancel,
           LtLaunchDone  done,
           gpointer      data)
{
  Launch *launch   = g_new0 (Launch, 1);
  launch->session  = lt_launch_path (session_path);
  launch->cancel   = g_object_ref (cancel);
  launch->done     = done;
  launch->data     = data;
  launch->until_us = g_get_monotonic_time () + LT_LAUNCH_WAIT_MS * 1000;
  g_idle_add_full (G_PRIORITY_HIGH, on_first, launch, NULL);
}
