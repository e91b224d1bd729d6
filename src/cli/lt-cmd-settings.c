// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What strips' processing is set to, taken as a whole: copied, on two sides, as
// presets.

#include "cli/lt-cli.h"
#include "core/lt-limits.h"
#include "core/lt-section.h"
#include "session/lt-preset.h"

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

/// Change over, or make the other side what this one is.
static LtStatus
turn_sides (Work *w, int argc, char **argv)
{
  LtStatus  status = read_strips (w, argc, argv);
  LtMirror *mirror = w->target->mirror;
  if (status != LT_OK)
    return status;
  if (mirror)
    return lt_cli_wait (
      w->target,
      (w->options->copy ? lt_mirror_copy_side : lt_mirror_swap_sides) (
        mirror, w->strips, w->n_strips, 0),
      NULL,
      &w->error);
  return (w->options->copy ? lt_session_copy_side : lt_session_swap_sides) (
    w->target->session, &actor, w->strips, w->n_strips, &w->error);
}

// --- presets ---

static LtStatus
apply_preset (Work *w, int argc, char **argv)
{
  LtStatus        status = read_strips (w, argc - 1, argv + 1);
  LtPresetFolders folders;
  LtPreset       *preset = NULL;
  if (status != LT_OK)
    return status;
  if (w->target->mirror)
    return lt_cli_wait (
      w->target,
      lt_mirror_apply_preset (
        w->target->mirror, argv[0], w->sections, w->strips, w->n_strips, 0),
      NULL,
      &w->error);
  lt_preset_find_folders (&folders);
  status = lt_preset_read (&folders, argv[0], &preset, &w->error);
  if (status == LT_OK)
    status = lt_session_apply_preset (w->target->session,
                                      &actor,
                                      preset,
                                      w->sections,
                                      w->strips,
                                      w->n_strips,
                                      &w->error);
  lt_preset_free (preset);
  lt_preset_clear_folders (&folders);
  return status;
}

static LtStatus
save_preset (Work *w, int argc, char **argv)
{
  LtStatus        status = read_strips (w, 1, argv + 1);
  LtPresetFolders folders;
  LtPreset       *preset = NULL;
  if (status != LT_OK)
    return status;
  if (w->target->mirror)
    return lt_cli_wait (w->target,
                        lt_mirror_save_preset (w->target->mirror,
                                               argv[0],
                                               w->options->use,
                                               w->strips[0],
                                               w->sections,
                                               w->options->replace),
                        NULL,
                        &w->error);
  lt_preset_find_folders (&folders);
  status =
    lt_preset_from_strip (lt_session_strip (w->target->session, w->strips[0]),
                          w->sections,
                          argv[0],
                          w->options->use,
                          &preset,
                          &w->error);
  if (status == LT_OK)
    status = lt_preset_write (&folders, preset, w->options->replace, &w->error);
  lt_preset_free (preset);
  lt_preset_clear_folders (&folders);
  return status;
}

static LtStatus
remove_preset (Work *w, int argc, char **argv)
{
  LtPresetFolders folders;
  if (w->target->mirror)
    return lt_cli_wait (w->target,
                        lt_mirror_remove_preset (w->target->mirror, argv[0]),
                        NULL,
                        &w->error);
  lt_preset_find_folders (&folders);
  LtStatus status = lt_preset_remove (&folders, argv[0], &w->error);
  lt_preset_clear_folders (&folders);
  return status;
}

/// Of the desk, or of this user here; from behind a name on.
static LtStatus
list_some (Work *w, const char *behind, char **text, int64_t *n_left)
{
  LtPresetFolders folders;
  uint32_t        left;
  LtStatus        status = LT_OK;
  if (w->target->mirror) {
    status = lt_cli_wait (w->target,
                          lt_mirror_list_presets (w->target->mirror, behind),
                          n_left,
                          &w->error);
    *text  = g_strdup (lt_mirror_answer (w->target->mirror));
    return status;
  }
  lt_preset_find_folders (&folders);
  *text   = lt_preset_list (&folders, behind, LT_MAX_TEXT, &left);
  *n_left = left;
  lt_preset_clear_folders (&folders);
  return status;
}

/// A line of the list in its four parts.
static void
print_preset (JsonBuilder *b, bool json, char **parts)
{
  const bool is_readable = *parts[1] != '\0';
  if (!json) {
    printf ("%-22s %-27s %-8s %s\n",
            parts[0],
            is_readable ? parts[1] : _ ("cannot be read"),
            parts[2],
            parts[3]);
    return;
  }
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "name");
  json_builder_add_string_value (b, parts[0]);
  json_builder_set_member_name (b, "sections");
  json_builder_begin_array (b);
  g_auto (GStrv) sections = g_strsplit (parts[1], ",", -1);
  for (int i = 0; sections[i]; i++)
    json_builder_add_string_value (b, sections[i]);
  json_builder_end_array (b);
  json_builder_set_member_name (b, "origin");
  json_builder_add_string_value (b, parts[2]);
  json_builder_set_member_name (b, is_readable ? "use" : "error");
  json_builder_add_string_value (b, parts[3]);
  json_builder_end_object (b);
}

static LtStatus
list_presets (Work *w, int argc, char **argv)
{
  const bool       json     = w->options->json;
  g_autofree char *behind   = g_strdup ("");
  g_autoptr (JsonBuilder) b = json_builder_new ();
  LtStatus status           = LT_OK;
  int64_t  n_left           = 1;
  json_builder_begin_array (b);
  while (n_left > 0 && status == LT_OK) {
    g_autofree char *text = NULL;
    status                = list_some (w, behind, &text, &n_left);
    if (status != LT_OK || !*text)
      break;
    g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
    for (int i = 0; lines[i]; i++) {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", 4);
      if (g_strv_length (parts) != 4)
        continue;
      print_preset (b, json, parts);
      g_free (behind);
      behind = g_strdup (parts[0]);
    }
  }
  json_builder_end_array (b);
  if (json && status == LT_OK)
    lt_cli_print_json (json_builder_get_root (b));
  return status;
}

enum { NO_SESSION, READS, EDITS };

typedef struct {
  const char *name, *second; ///< First word; the second, if it is of the verb
  int         min, max;      ///< Words behind them
  LtStatus (*run) (Work *, int, char **);
  int use; ///< What it does with a session
} Verb;

static const Verb *
find_verb (int argc, char **argv)
{
  static const Verb verbs[] = {
    {"copy", NULL, 2, LT_MAX_STRIPS, copy, EDITS},
    {"ab", NULL, 1, LT_MAX_STRIPS, turn_sides, EDITS},
    {"preset", "list", 0, 0, list_presets, NO_SESSION},
    {"preset", "apply", 2, LT_MAX_STRIPS + 1, apply_preset, EDITS},
    {"preset", "save", 2, 2, save_preset, READS},
    {"preset", "remove", 1, 1, remove_preset, NO_SESSION},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[0], verbs[i].name) == 0 &&
        (!verbs[i].second ||
         (argc > 1 && strcmp (argv[1], verbs[i].second) == 0)))
      return &verbs[i];
  return NULL;
}

/// Words of the verb itself.
static int
n_words (const Verb *verb)
{
  return verb->second ? 2 : 1;
}

static bool
fits (const Verb *verb, int argc)
{
  const int n = argc - n_words (verb);
  return n >= verb->min && n <= verb->max;
}

int
lt_cli_settings (const LtCliTarget   *target,
                 const LtCliSettings *options,
                 int                  argc,
                 char               **argv)
{
  static Work w;
  const Verb *verb   = find_verb (argc, argv);
  LtStatus    status = LT_OK;
  if (!verb || !fits (verb, argc))
    return LT_EXIT_USAGE;
  w = (Work){.target = target, .options = options};
  if (options->only)
    status = lt_sections_parse (options->only, &w.sections, &w.error);
  if (status == LT_OK)
    status = verb->run (&w, argc - n_words (verb), argv + n_words (verb));
  w.error.status = status;
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&w.error);
}

// --- on a session ---

/// The words of a verb with the session behind it, `preset apply SESSION ..`:
/// done on the session, or through the desk that holds it.
static int
on_session (const LtCliCommand  *command,
            const LtCliSettings *options,
            int                  argc,
            char               **argv)
{
  LtError     error  = {.status = LT_OK};
  LtCliTarget target = {0};
  const Verb *verb   = find_verb (argc, argv);
  if (!verb || !fits (verb, verb->use == NO_SESSION ? argc : argc - 1))
    return lt_cli_usage (command);
  if (verb->use == NO_SESSION)
    return lt_cli_settings (&target, options, argc, argv);
  const int at = n_words (verb);
  if (lt_cli_open (argv[at], verb->use == READS, &target, &error) != LT_OK)
    return lt_cli_fail (&error);
  memmove (argv + 1, argv, (size_t)at * sizeof *argv);
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

static int
run_ab (int argc, char **argv)
{
  LtCliSettings     options = {0};
  const LtCliOption table[] = {{"--copy", &options.copy, NULL},
                               {NULL, NULL, NULL}};
  argc                      = lt_cli_options (&lt_cmd_ab, argc, argv, table);
  return argc < 0 ? LT_EXIT_USAGE
                  : on_session (&lt_cmd_ab, &options, argc, argv);
}

const LtCliCommand lt_cmd_ab = {
  .name  = "ab",
  .usage = "SESSION STRIP... [--copy]",
  .doc   = N_ ("Change between two settings of strips; --copy: make the other "
               "one as this is."),
  .run   = run_ab,
};

static int
run_preset (int argc, char **argv)
{
  LtCliSettings     options = {0};
  const LtCliOption table[] = {{"--only", NULL, &options.only},
                               {"--for", NULL, &options.use},
                               {"--replace", &options.replace, NULL},
                               {"--json", &options.json, NULL},
                               {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_preset, argc, argv, table);
  return argc < 0 ? LT_EXIT_USAGE
                  : on_session (&lt_cmd_preset, &options, argc, argv);
}

const LtCliCommand lt_cmd_preset = {
  .name  = "preset",
  .usage = "list [--json] | apply SESSION NAME STRIP... [--only SECTION,...] "
           "| save SESSION NAME STRIP [--for TEXT] [--only SECTION,...] "
           "[--replace] | remove NAME",
  .doc = N_ ("Settings of strips by name: list, apply, save and remove them."),
  .run = run_preset,
};
