// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"

#include <string.h>

static const LtActor actor = {.origin = LT_ORIGIN_CLI};

static LtStatus
add (LtCliTarget *t, int argc, char **argv, const char *name, LtError *error)
{
  static const struct {
    LtKind      kind;
    const char *name;
  } kinds[] = {
    {LT_KIND_INPUT, N_ ("Input")},
    {LT_KIND_GROUP, N_ ("Group")},
    {LT_KIND_AUX, N_ ("Aux")},
    {LT_KIND_CUE, N_ ("Cue")},
    {LT_KIND_MATRIX, N_ ("Matrix")},
  };
  const LtKind kind   = lt_kind_from_name (argv[0]);
  int64_t      id     = 0;
  LtStatus     status = LT_OK;
  size_t       at     = 0;
  while (at < G_N_ELEMENTS (kinds) && kinds[at].kind != kind)
    at++;
  if (at == G_N_ELEMENTS (kinds))
    return lt_fail (error,
                    LT_NOT_FOUND,
                    _ ("\"%s\" is no kind of strip; use input, group, aux, "
                       "cue or matrix."),
                    argv[0]);
  const uint32_t n_channels = kind == LT_KIND_INPUT ? 1 : 2;
  if (!name)
    name = _ (kinds[at].name);
  if (t->mirror) {
    status =
      lt_cli_wait (t,
                   lt_mirror_add_strip (t->mirror, kind, n_channels, -1, name),
                   &id,
                   error);
  } else {
    id = lt_session_add_strip (
      t->session, &actor, kind, n_channels, name, NULL, -1, error);
    status = id ? LT_OK : error->status;
  }
  if (status == LT_OK)
    printf ("%u\n", (uint32_t)id);
  return status;
}

static LtStatus
remove_strip (LtCliTarget *t,
              int          argc,
              char       **argv,
              const char  *name,
              LtError     *error)
{
  const LtNames names = lt_cli_names (t);
  uint32_t      id;
  LtStatus      status = lt_cli_find_strip (&names, argv[0], &id, error);
  if (status != LT_OK)
    return status;
  if (t->mirror)
    return lt_cli_wait (t, lt_mirror_remove_strip (t->mirror, id), NULL, error);
  return lt_session_remove_strip (t->session, &actor, id, error);
}

static LtStatus
move (LtCliTarget *t, int argc, char **argv, const char *name, LtError *error)
{
  const LtNames names = lt_cli_names (t);
  uint32_t      id;
  LtStatus      status = lt_cli_find_strip (&names, argv[0], &id, error);
  char         *end;
  long          place = strtol (argv[1], &end, 10);
  if (status != LT_OK)
    return status;
  if (*end || end == argv[1] || place < 1 || place > LT_MAX_STRIPS)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("\"%s\" is no place on the desk; count from 1."),
                    argv[1]);
  if (t->mirror)
    return lt_cli_wait (
      t, lt_mirror_move_strip (t->mirror, id, (int32_t)place - 1), NULL, error);
  return lt_session_move_strip (
    t->session, &actor, id, (int32_t)place - 1, error);
}

static LtStatus
rename_strip (LtCliTarget *t,
              int          argc,
              char       **argv,
              const char  *name,
              LtError     *error)
{
  const LtNames names = lt_cli_names (t);
  uint32_t      id;
  LtStatus      status = lt_cli_find_strip (&names, argv[0], &id, error);
  if (status != LT_OK)
    return status;
  LtAddress address = {.strip = id, .param = LT_PARAM_NAME};
  if (t->mirror)
    return lt_cli_wait (
      t, lt_mirror_set_text (t->mirror, address, argv[1]), NULL, error);
  return lt_session_set_text (t->session, &actor, address, argv[1], error);
}

static const struct {
  const char *name;
  int         n_args; ///< After the session
  LtStatus (*run) (LtCliTarget *, int, char **, const char *, LtError *);
} verbs[] = {
  {"add", 1, add},
  {"remove", 1, remove_strip},
  {"move", 2, move},
  {"rename", 2, rename_strip},
};

static int
run (int argc, char **argv)
{
  const char       *name      = NULL;
  const LtCliOption options[] = {{"--name", NULL, &name}, {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_strip, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  for (size_t i = 0; argc >= 3 && i < G_N_ELEMENTS (verbs); i++) {
    if (strcmp (argv[1], verbs[i].name) != 0 || argc != 3 + verbs[i].n_args)
      continue;
    LtError     error  = {.status = LT_OK};
    LtCliTarget target = {0};
    LtStatus    status = lt_cli_open (argv[2], false, &target, &error);
    if (status == LT_OK)
      status = verbs[i].run (&target, argc - 3, argv + 3, name, &error);
    status = lt_cli_close (&target, status, &error);
    return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&error);
  }
  return lt_cli_usage (&lt_cmd_strip);
}

const LtCliCommand lt_cmd_strip = {
  .name  = "strip",
  .usage = "add SESSION input|group|aux|cue|matrix [--name NAME] | remove "
           "SESSION STRIP | "
           "move SESSION STRIP PLACE | rename SESSION STRIP NAME",
  .doc   = N_ ("Add, remove, move or rename strips."),
  .run   = run,
};
