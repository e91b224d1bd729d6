// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"
#include "desk/lt-import.h"

#include <string.h>

static char *
join_paths (int n, char **paths)
{
  GString *all = g_string_new (NULL);
  for (int i = 0; i < n; i++) {
    g_autofree char *path = lt_cli_absolute (paths[i]);
    g_string_append_printf (all, "%s\n", path);
  }
  return g_string_free (all, FALSE);
}

static LtStatus
look_at_rate (const char *paths, uint32_t *rate, LtError *error)
{
  // The first file says it; copying comes when the folder is there.
  LtImport *first;
  LtStatus status = lt_import_read ("", paths, true, NULL, NULL, &first, error);
  if (status == LT_OK)
    *rate = lt_import_rate (first);
  if (status == LT_OK)
    lt_import_free (first, false);
  return status;
}

static LtStatus
make (const char *path,
      uint32_t    rate,
      const char *paths,
      bool        link,
      LtError    *error)
{
  LtSession *session = lt_session_new (rate);
  LtStatus   status  = lt_session_create (session, path, error);
  LtImport  *import  = NULL;
  if (status == LT_OK && *paths)
    status = lt_import_read (lt_session_path (session),
                             paths,
                             link,
                             lt_cli_progress,
                             (void *)_ ("Importing"),
                             &import,
                             error);
  const LtActor actor = {.origin = LT_ORIGIN_CLI, .gesture = 1};
  if (status == LT_OK && import) {
    lt_session_reserve (session, lt_import_n_strips (import));
    status = lt_import_apply (import, session, &actor, -1, error);
  }
  if (status == LT_OK)
    status = lt_cli_save (session, error);
  lt_import_free (import, status != LT_OK);
  lt_session_free (session);
  return status;
}

static int
run (int argc, char **argv)
{
  const char       *rate_text = NULL;
  bool              link      = false;
  const LtCliOption options[] = {
    {"--rate", NULL, &rate_text}, {"--link", &link, NULL}, {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_new, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc < 2)
    return lt_cli_usage (&lt_cmd_new);
  LtError          error = {.status = LT_OK};
  g_autofree char *path  = lt_cli_absolute (argv[1]);
  g_autofree char *paths = join_paths (argc - 2, argv + 2);
  uint32_t         rate  = 48000;
  long             given;
  if (rate_text) {
    if (!lt_cli_number ("--rate", rate_text, LT_MIN_RATE, LT_MAX_RATE, &given))
      return LT_EXIT_USAGE;
    rate = (uint32_t)given;
  }
  if (*paths) {
    uint32_t first = rate;
    if (look_at_rate (paths, &first, &error) != LT_OK)
      return lt_cli_fail (&error);
    if (!rate_text)
      rate = first;
  }
  if (make (path, rate, paths, link, &error) != LT_OK)
    return lt_cli_fail (&error);
  return LT_EXIT_DONE;
}

const LtCliCommand lt_cmd_new = {
  .name  = "new",
  .usage = "SESSION [--rate HZ] [--link] FILE...",
  .doc   = N_ ("Make a session: one input strip a file, named after it."),
  .run   = run,
};

// --- import ---

static int
import_here (const char *session_path, const char *paths, bool link)
{
  LtError    error = {.status = LT_OK};
  LtSession *session;
  if (lt_session_open (session_path, false, &session, &error) != LT_OK)
    return lt_cli_fail (&error);
  LtImport     *import = NULL;
  LtStatus      status = lt_import_read (lt_session_path (session),
                                    paths,
                                    link,
                                    lt_cli_progress,
                                    (void *)_ ("Importing"),
                                    &import,
                                    &error);
  const LtActor actor  = {.origin = LT_ORIGIN_CLI, .gesture = 1};
  if (status == LT_OK)
    status = lt_import_apply (import, session, &actor, -1, &error);
  if (status == LT_OK)
    status = lt_cli_save (session, &error);
  lt_import_free (import, status != LT_OK);
  lt_session_free (session);
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&error);
}

static int
import_on_desk (LtMirror *mirror, const char *paths, bool link)
{
  LtError  error  = {.status = LT_OK};
  uint32_t serial = lt_mirror_import (mirror, paths, link);
  LtStatus status = LT_BUSY;
  if (serial)
    status = lt_mirror_wait_reply (mirror, serial, 3600 * 1000, NULL, &error);
  lt_mirror_free (mirror);
  error.status = status;
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&error);
}

static int
run_import (int argc, char **argv)
{
  bool              link      = false;
  const LtCliOption options[] = {{"--link", &link, NULL}, {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_import, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc < 3)
    return lt_cli_usage (&lt_cmd_import);
  g_autofree char *paths  = join_paths (argc - 2, argv + 2);
  LtMirror        *mirror = lt_cli_find_desk (argv[1]);
  return mirror ? import_on_desk (mirror, paths, link)
                : import_here (argv[1], paths, link);
}

const LtCliCommand lt_cmd_import = {
  .name  = "import",
  .usage = "SESSION [--link] FILE...",
  .doc   = N_ ("Add an input strip for each file."),
  .run   = run_import,
};
