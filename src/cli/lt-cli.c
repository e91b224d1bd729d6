// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"

#include "session/lt-keeper.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const LtCliCommand *const lt_cli_commands[] = {
  &lt_cmd_new,
  &lt_cmd_import,
  &lt_cmd_info,
  &lt_cmd_strip,
  &lt_cmd_params,
  &lt_cmd_get,
  &lt_cmd_set,
  &lt_cmd_copy,
  &lt_cmd_ab,
  &lt_cmd_preset,
  &lt_cmd_render,
  &lt_cmd_check,
  &lt_cmd_bench,
  &lt_cmd_devices,
  &lt_cmd_desk,
  NULL,
};

int
lt_cli_usage (const LtCliCommand *command)
{
  fprintf (
    stderr, _ ("Usage: longthrow-cli %s %s\n"), command->name, command->usage);
  return LT_EXIT_USAGE;
}

int
lt_cli_fail (const LtError *error)
{
  fprintf (stderr,
           "longthrow-cli: %s\n",
           error->text[0] ? error->text : lt_strerror (error->status));
  return LT_EXIT_FAILED;
}

static const LtCliOption *
find_option (const LtCliOption *options, const char *arg, size_t length)
{
  for (; options && options->name; options++)
    if (strlen (options->name) == length &&
        strncmp (options->name, arg, length) == 0)
      return options;
  return NULL;
}

int
lt_cli_options (const LtCliCommand *command,
                int                 argc,
                char              **argv,
                const LtCliOption  *options)
{
  int kept = 1;
  for (int i = 1; i < argc; i++) {
    // "-6" and "-inf" are values, not options.
    if (strncmp (argv[i], "--", 2) != 0) {
      argv[kept++] = argv[i];
      continue;
    }
    if (!argv[i][2]) {
      while (++i < argc)
        argv[kept++] = argv[i];
      break;
    }
    const char        *equals = strchr (argv[i], '=');
    const LtCliOption *option = find_option (
      options, argv[i], equals ? (size_t)(equals - argv[i]) : strlen (argv[i]));
    if (!option || (option->flag && equals) ||
        (option->value && !equals && i + 1 >= argc)) {
      fprintf (stderr,
               _ ("longthrow-cli: %s: unknown or incomplete option \"%s\"\n"),
               command->name,
               argv[i]);
      lt_cli_usage (command);
      return -1;
    }
    if (option->flag)
      *option->flag = true;
    else
      *option->value = equals ? equals + 1 : argv[++i];
  }
  argv[kept] = NULL;
  return kept;
}

bool
lt_cli_number (const char *option,
               const char *text,
               long        min,
               long        max,
               long       *value)
{
  char *end;
  long  number = strtol (text, &end, 10);
  if (end == text || *end || number < min || number > max) {
    fprintf (stderr,
             _ ("longthrow-cli: %s takes a number from %ld to %ld, not "
                "\"%s\"\n"),
             option,
             min,
             max,
             text);
    return false;
  }
  *value = number;
  return true;
}

void
lt_cli_print_json (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  g_autofree char *text = json_generator_to_data (generator, NULL);
  puts (text);
  json_node_unref (node);
}

void
lt_cli_add_value (JsonBuilder *builder, LtParam param, double value)
{
  const LtParamInfo *info = &lt_param_info[param];
  char               text[64];
  if (info->type == LT_TYPE_BOOL) {
    json_builder_add_boolean_value (builder, value != 0);
  } else if (info->type == LT_TYPE_FRAMES || info->type == LT_TYPE_COUNT) {
    json_builder_add_int_value (builder, (gint64)value);
  } else if (info->type == LT_TYPE_FLOAT && isfinite (value)) {
    json_builder_add_double_value (builder, value);
  } else {
    lt_param_format_plain (param, value, text, sizeof text);
    json_builder_add_string_value (builder, text);
  }
}

bool
lt_cli_progress (void *label, double share)
{
  static int last = -1;
  const int  now  = (int)(share * 100);
  if (!isatty (STDERR_FILENO) || now == last)
    return true;
  last = now;
  fprintf (stderr, "\r%s %3d %%", (const char *)label, now);
  if (share >= 1.0)
    fprintf (stderr, "\r\033[K");
  fflush (stderr);
  return true;
}

char *
lt_cli_absolute (const char *path)
{
  return g_canonicalize_filename (path, NULL);
}

LtMirror *
lt_cli_find_desk (const char *session)
{
  g_autofree char *path = session ? lt_cli_absolute (session) : NULL;
  LtLinkDesk       desk;
  LtLinkSurface   *surface;
  if (lt_link_find (path, &desk, 1) < 1 ||
      lt_link_connect (desk.socket, &surface, NULL) != LT_OK)
    return NULL;
  LtMirror *mirror = lt_mirror_new (surface);
  lt_mirror_set_origin (mirror, LT_ORIGIN_CLI);
  if (lt_mirror_wait_synced (mirror, 3000) == LT_OK)
    return mirror;
  lt_mirror_free (mirror);
  return NULL;
}

LtStatus
lt_cli_find_strip (const LtNames *names,
                   const char    *text,
                   uint32_t      *id,
                   LtError       *error)
{
  g_autofree char *quoted = NULL;
  LtAddress        address;
  if (strcmp (text, "master") == 0) {
    quoted = g_strdup ("master/name");
  } else if (*text && strspn (text, "0123456789") == strlen (text)) {
    quoted = g_strdup_printf ("strip/%s/name", text);
  } else {
    quoted = g_strdup_printf ("strip/\"%s\"/name", text);
  }
  LtStatus status = lt_address_parse (quoted, names, &address, error);
  *id             = status == LT_OK ? address.strip : 0;
  return status;
}

LtStatus
lt_cli_parse_value (LtAddress   address,
                    const char *text,
                    uint32_t    rate,
                    double     *value,
                    LtError    *error)
{
  const LtParam param = (LtParam)address.param;
  if (lt_param_info[param].type != LT_TYPE_FRAMES)
    return lt_param_parse (param, text, value, error);
  int64_t  frames;
  LtStatus status = lt_parse_time (text, rate, &frames, error);
  *value          = status == LT_OK ? (double)frames : 0;
  return status;
}

LtStatus
lt_cli_save (LtSession *session, LtError *error)
{
  LtKeeper *keeper;
  LtStatus  status = lt_keeper_new (session, NULL, NULL, &keeper, error);
  if (status == LT_OK)
    status = lt_keeper_free (keeper, true, error);
  return status;
}

LtStatus
lt_cli_open (const char  *path,
             bool         read_only,
             LtCliTarget *target,
             LtError     *error)
{
  *target =
    (LtCliTarget){.mirror = lt_cli_find_desk (path), .read_only = read_only};
  return target->mirror
           ? LT_OK
           : lt_session_open (path, read_only, &target->session, error);
}

LtStatus
lt_cli_close (LtCliTarget *target, LtStatus status, LtError *error)
{
  if (target->session && !target->read_only && status == LT_OK)
    status = lt_cli_save (target->session, error);
  lt_session_free (target->session);
  lt_mirror_free (target->mirror);
  return status;
}

LtNames
lt_cli_names (const LtCliTarget *target)
{
  return target->mirror ? lt_mirror_names (target->mirror)
                        : lt_session_names (target->session);
}

LtStatus
lt_cli_wait (const LtCliTarget *target,
             uint32_t           serial,
             int64_t           *number,
             LtError           *error)
{
  if (!serial)
    return lt_fail (error, LT_BUSY, _ ("The desk is busy; try again."));
  return lt_mirror_wait_reply (target->mirror, serial, 10000, number, error);
}

static int
print_help (FILE *to)
{
  fprintf (to, "%s\n\n", _ ("Usage: longthrow-cli COMMAND ..."));
  for (int i = 0; lt_cli_commands[i]; i++)
    fprintf (to,
             "  %-8s %s\n           %s\n",
             lt_cli_commands[i]->name,
             lt_cli_commands[i]->usage,
             _ (lt_cli_commands[i]->doc));
  fprintf (to,
           "\n%s\n",
           _ ("Times are seconds (12.5) or frames (600000f); values carry "
              "their unit or none (-6, -6dB, on). Exit status: 0 done, 1 "
              "failed, 2 wrong usage."));
  return to == stdout ? LT_EXIT_DONE : LT_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain ("longthrow", LOCALEDIR);
  bind_textdomain_codeset ("longthrow", "UTF-8");
  textdomain ("longthrow");
  if (argc < 2)
    return print_help (stderr);
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0)
    return print_help (stdout);
  if (strcmp (argv[1], "--version") == 0) {
    puts ("longthrow-cli " LT_VERSION);
    return LT_EXIT_DONE;
  }
  for (int i = 0; lt_cli_commands[i]; i++)
    if (strcmp (argv[1], lt_cli_commands[i]->name) == 0)
      return lt_cli_commands[i]->run (argc - 1, argv + 1);
  fprintf (stderr, _ ("longthrow-cli: there is no command \"%s\"\n"), argv[1]);
  print_help (stderr);
  return LT_EXIT_USAGE;
}
