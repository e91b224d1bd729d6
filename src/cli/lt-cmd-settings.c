// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What strips' processing is set to, taken as a whole.

#include "cli/lt-cli.h"
#include "core/lt-limits.h"
#include "core/lt-section.h"

#include <string.h>

static const LtActor actor = {.origin = LT_ORIGIN_CLI};

typedef struct {
  const LtCliTarget   *target;
  const LtCliSettings *options;
  uint32_t             sections;
  uint32_t             strips[LT_MAX_STRIPS]; ///< By the words
  uint32_t             n_strips;
  LtError              error;
} Work;

static LtStatus
read_strips (Work *w, int n, char **words)
{
  const LtNames names = lt_cli_names (w->target);
  if (n > LT_MAX_STRIPS)
    return lt_fail (&w->error,
                    LT_RANGE,
                    _ ("At most %d strips can be named at once."),
                    LT_MAX_STRIPS);
  for (int i = 0; i < n; i++) {
    LtStatus status =
      lt_cli_find_strip (&names, words[i], &w->strips[i], &w->error);
    if (status != LT_OK)
      return status;
  }
  w->n_strips = (uint32_t)n;
  return LT_OK;
}

static LtStatus
copy (Work *w, int argc, char **argv)
{
  LtStatus        status = read_strips (w, argc, argv);
  const uint32_t *to     = w->strips + 1;
  if (status != LT_OK)
    return status;
  return w->target->mirror ? lt_cli_wait (w->target,
                                          lt_mirror_copy (w->target->mirror,
                                                          w->strips[0],
                                                          w->sections,
                                                          to,
                                                          w->n_strips - 1,
                                                          0),
                                          NULL,
                                          &w->error)
                           : lt_session_copy (w->target->session,
                                              &actor,
                                              w->strips[0],
                                              w->sections,
                                              to,
                                              w->n_strips - 1,
                                              &w->error);
}

typedef struct {
  const char *name;
  int         min, max; ///< Words behind it
  LtStatus (*run) (Work *, int, char **);
} Verb;

static const Verb *
find_verb (const char *name, int n_words)
{
  static const Verb verbs[] = {
    {"copy", 2, 1000, copy},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (name, verbs[i].name) == 0 && n_words >= verbs[i].min &&
        n_words <= verbs[i].max)
      return &verbs[i];
  return NULL;
}

int
lt_cli_settings (const LtCliTarget   *target,
                 const LtCliSettings *options,
                 int                  argc,
                 char               **argv)
{
  static Work w;
  const Verb *verb   = find_verb (argv[0], argc - 1);
  LtStatus    status = LT_OK;
  if (!verb)
    return LT_EXIT_USAGE;
  w = (Work){.target = target, .options = options};
  if (options->only)
    status = lt_sections_parse (options->only, &w.sections, &w.error);
  if (status == LT_OK)
    status = verb->run (&w, argc - 1, argv + 1);
  w.error.status = status;
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&w.error);
}

// --- on a session ---

/// `VERB SESSION ...`, through the desk that holds it if there is one.
static int
on_session (const LtCliCommand  *command,
            const LtCliSettings *options,
            int                  argc,
            char               **argv)
{
  LtError     error  = {.status = LT_OK};
  LtCliTarget target = {0};
  if (argc < 2 || !find_verb (argv[0], argc - 2))
    return lt_cli_usage (command);
  if (lt_cli_open (argv[1], &target, &error) != LT_OK)
    return lt_cli_fail (&error);
  argv[1]            = argv[0];
  const int  result  = lt_cli_settings (&target, options, argc - 1, argv + 1);
  const bool is_done = result == LT_EXIT_DONE;
  const LtStatus status =
    lt_cli_close (&target, is_done ? LT_OK : LT_CANCELLED, &error);
  return is_done && status != LT_OK ? lt_cli_fail (&error) : result;
}

static int
run_copy (int argc, char **argv)
{
  LtCliSettings     options = {0};
  const LtCliOption table[] = {{"--only", NULL, &options.only},
                               {NULL, NULL, NULL}};
  argc                      = lt_cli_options (&lt_cmd_copy, argc, argv, table);
  return argc < 0 ? LT_EXIT_USAGE
                  : on_session (&lt_cmd_copy, &options, argc, argv);
}

const LtCliCommand lt_cmd_copy = {
  .name  = "copy",
  .usage = "SESSION FROM TO... [--only SECTION,...]",
  .doc   = N_ ("Give strips the filters, gate, EQ and compressor of another."),
  .run   = run_copy,
};
