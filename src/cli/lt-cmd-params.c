// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"
#include "core/lt-section.h"

#include <math.h>

static const char *
type_name (LtType type)
{
  static const char *const names[] = {
    [LT_TYPE_FLOAT]  = "number",
    [LT_TYPE_BOOL]   = "switch",
    [LT_TYPE_CHOICE] = "choice",
    [LT_TYPE_COLOUR] = "colour",
    [LT_TYPE_FRAMES] = "frames",
    [LT_TYPE_COUNT]  = "count",
    [LT_TYPE_TEXT]   = "text",
  };
  return names[type];
}

static const char *
unit_name (LtUnit unit)
{
  static const char *const names[LT_N_UNITS] = {
    [LT_UNIT_NONE]    = "",
    [LT_UNIT_DB]      = "dB",
    [LT_UNIT_HZ]      = "Hz",
    [LT_UNIT_MS]      = "ms",
    [LT_UNIT_PERCENT] = "%",
    [LT_UNIT_PAN]     = "pan",
    [LT_UNIT_FRAMES]  = "frames",
    [LT_UNIT_RATIO]   = "ratio",
  };
  return names[unit];
}

static const char *
taper_name (LtTaper taper)
{
  static const char *const names[] = {
    [LT_TAPER_LINEAR] = "linear",
    [LT_TAPER_LOG]    = "log",
    [LT_TAPER_FADER]  = "fader",
  };
  return names[taper];
}

/// "send/<bus>/level", "dca/<1-16>"; what is the desk's with its owner.
static char *
key_of (const LtParamInfo *info)
{
  g_autoptr (GString) key = g_string_new (NULL);
  if (info->kinds & LT_KIND_DESK && !(info->kinds & LT_KIND_SESSION))
    g_string_append_printf (key, "%s/", lt_kind_name ((LtKind)info->kinds));
  for (const char *c = info->key; *c; c++)
    if (*c == '*')
      g_string_append (key, "<bus>");
    else if (*c == '#')
      g_string_append_printf (key, "<1-%u>", info->count);
    else
      g_string_append_c (key, *c);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static void
add_string (JsonBuilder *b, const char *name, const char *value)
{
  json_builder_set_member_name (b, name);
  json_builder_add_string_value (b, value);
}

/// Whether those of different numbers have different defaults.
static bool
differ (LtParam param)
{
  const LtParamInfo *info   = &lt_param_info[param];
  bool               differ = false;
  for (int i = 1; i < info->count; i++)
    differ |= info[i].def != info->def;
  return differ;
}

/// "0", "100, 400, 2000, 8000"
static char *
defaults_of (LtParam param)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < (differ (param) ? lt_param_info[param].count : 1); i++) {
    char def[64];
    lt_param_format_plain (
      param, lt_param_info[param + i].def, def, sizeof def);
    g_string_append_printf (text, "%s%s", i ? ", " : "", def);
  }
  return g_string_free (text, FALSE);
}

static void
add_json (JsonBuilder *b, LtParam param)
{
  const LtParamInfo *info = &lt_param_info[param];
  g_autofree char   *key  = key_of (info);
  json_builder_begin_object (b);
  add_string (b, "key", key);
  add_string (b, "name", _ (info->name));
  add_string (b, "type", type_name (info->type));
  add_string (b, "unit", unit_name (info->unit));
  if (info->type != LT_TYPE_TEXT) {
    json_builder_set_member_name (b, "min");
    lt_cli_add_value (
      b, param, info->flags & LT_PARAM_MINUS_INF ? -INFINITY : info->min);
    json_builder_set_member_name (b, "max");
    lt_cli_add_value (b, param, info->max);
    json_builder_set_member_name (b, "default");
    lt_cli_add_value (b, param, info->def);
    if (differ (param)) {
      json_builder_set_member_name (b, "defaults");
      json_builder_begin_array (b);
      for (int i = 0; i < info->count; i++)
        lt_cli_add_value (b, param, info[i].def);
      json_builder_end_array (b);
    }
    add_string (b, "taper", taper_name (info->taper));
  }
  if (info->choices) {
    json_builder_set_member_name (b, "choices");
    json_builder_begin_array (b);
    g_auto (GStrv) choices = g_strsplit (info->choices, "|", -1);
    for (int i = 0; choices[i]; i++)
      json_builder_add_string_value (b, choices[i]);
    json_builder_end_array (b);
  }
  add_string (b, "scope", lt_section_key (info->section));
  json_builder_set_member_name (b, "kinds");
  json_builder_begin_array (b);
  for (uint32_t kind = 1; kind <= LT_KIND_DESK; kind <<= 1)
    if (info->kinds & kind)
      json_builder_add_string_value (b, lt_kind_name ((LtKind)kind));
  json_builder_end_array (b);
  add_string (b, "doc", _ (info->doc));
  json_builder_end_object (b);
}

static void
range_of (LtParam param, char *text, size_t size)
{
  const LtParamInfo *info = &lt_param_info[param];
  char               min[64], max[64];
  lt_param_format_plain (param, info->min, min, sizeof min);
  lt_param_format_plain (param, info->max, max, sizeof max);
  if (info->type == LT_TYPE_TEXT)
    g_strlcpy (text, "", size);
  else if (info->type == LT_TYPE_CHOICE)
    g_strlcpy (text, info->choices, size);
  else if (info->type == LT_TYPE_BOOL)
    g_strlcpy (text, "off, on", size);
  else
    g_snprintf (text,
                size,
                "%s .. %s",
                info->flags & LT_PARAM_MINUS_INF ? "-inf" : min,
                max);
}

static void
print_row (LtParam param, bool markdown)
{
  const LtParamInfo *info = &lt_param_info[param];
  g_autofree char   *key  = key_of (info);
  char               range[128];
  range_of (param, range, sizeof range);
  g_autofree char *def =
    info->type == LT_TYPE_TEXT ? g_strdup ("") : defaults_of (param);
  if (!markdown) {
    printf ("%-26s %-22s %-7s %-12s %s\n",
            key,
            range,
            unit_name (info->unit),
            def,
            _ (info->doc));
    return;
  }
  g_auto (GStrv) bars   = g_strsplit (range, "|", -1);
  g_autofree char *cell = g_strjoinv (", ", bars);
  printf ("| `%s` | %s | %s | %s | %s |\n",
          key,
          cell,
          unit_name (info->unit),
          def,
          _ (info->doc));
}

static int
run (int argc, char **argv)
{
  bool              json = false, markdown = false;
  const LtCliOption options[] = {{"--json", &json, NULL},
                                 {"--markdown", &markdown, NULL},
                                 {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_params, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 1 || (json && markdown))
    return lt_cli_usage (&lt_cmd_params);
  if (json) {
    g_autoptr (JsonBuilder) b = json_builder_new ();
    json_builder_begin_array (b);
    for (int i = 0; i < LT_N_PARAMS; i += lt_param_info[i].count)
      add_json (b, (LtParam)i);
    json_builder_end_array (b);
    lt_cli_print_json (json_builder_get_root (b));
    return LT_EXIT_DONE;
  }
  if (markdown)
    printf ("| key | range | unit | default | |\n|---|---|---|---|---|\n");
  for (int i = 0; i < LT_N_PARAMS; i += lt_param_info[i].count)
    print_row ((LtParam)i, markdown);
  return LT_EXIT_DONE;
}

const LtCliCommand lt_cmd_params = {
  .name  = "params",
  .usage = "[--json|--markdown]",
  .doc   = N_ ("List every parameter: key, range, unit, default."),
  .run   = run,
};
