// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The parameter table: its rows make sense, its positions go both ways, and
// nothing that is frozen has changed.

#include "core/lt-text.h"
#include "lt-test.h"

#include <math.h>
#include <stdio.h>

/** Rows for the units and tapers that no parameter has yet. */
static const LtParamInfo extra[] = {
  {.key    = "x/frequency",
   .type   = LT_TYPE_FLOAT,
   .unit   = LT_UNIT_HZ,
   .taper  = LT_TAPER_LOG,
   .min    = 20,
   .max    = 20000,
   .def    = 1000,
   .step   = 10,
   .digits = 1},
  {.key    = "x/attack",
   .type   = LT_TYPE_FLOAT,
   .unit   = LT_UNIT_MS,
   .taper  = LT_TAPER_LOG,
   .min    = 0.05,
   .max    = 2000,
   .def    = 10,
   .step   = 0.1,
   .digits = 2},
  {.key    = "x/width",
   .type   = LT_TYPE_FLOAT,
   .unit   = LT_UNIT_PERCENT,
   .min    = 0,
   .max    = 200,
   .def    = 100,
   .step   = 1,
   .digits = 0},
  {.key    = "x/ratio",
   .type   = LT_TYPE_FLOAT,
   .taper  = LT_TAPER_LOG,
   .min    = 1,
   .max    = 100,
   .def    = 2,
   .step   = 0.1,
   .digits = 1},
};
enum { N_ROWS = LT_N_PARAMS + G_N_ELEMENTS (extra) };

static const LtParamInfo *
row (int i)
{
  return i < LT_N_PARAMS ? &lt_param_info[i] : &extra[i - LT_N_PARAMS];
}

/** What is wrong with a row, or NULL. */
static const char *
row_fault (const LtParamInfo *info)
{
  if (!info->key || !info->key[0] ||
      strspn (info->key, "abcdefghijklmnopqrstuvwxyz0123456789*#/-") !=
        strlen (info->key))
    return "key";
  if ((info->count > 1) != !!strchr (info->key, '#'))
    return "number";
  const char *star = strchr (info->key, '*');
  if ((star != NULL) != !!(info->flags & LT_PARAM_PER_BUS) ||
      (star && strchr (star + 1, '*')))
    return "star";
  if (info->type == LT_TYPE_TEXT)
    return NULL;
  if (!(info->min < info->max))
    return "range";
  gboolean off =
    info->flags & LT_PARAM_MINUS_INF && info->def == (double)-INFINITY;
  if (!off && !(info->def >= info->min && info->def <= info->max))
    return "default";
  if (info->taper == LT_TAPER_LOG && info->min <= 0)
    return "log";
  if (info->taper == LT_TAPER_FADER && (info->min != -90 || info->max != 10))
    return "fader";
  if (!(info->step > 0))
    return "step";
  if (info->type == LT_TYPE_CHOICE &&
      (!lt_info_choice (info, (int)info->max, NULL) ||
       lt_info_choice (info, (int)info->max + 1, NULL)))
    return "choices";
  return NULL;
}

static void
test_rows (void)
{
  for (int i = 0; i < N_ROWS; i++) {
    const LtParamInfo *info = row (i);
    g_test_message ("%s", info->key);
    g_assert_cmpstr (row_fault (info), ==, NULL);
    if (i < LT_N_PARAMS) {
      g_assert_true (info->name && info->name[0]);
      g_assert_true (info->doc && g_str_has_suffix (info->doc, "."));
      g_assert_cmpuint (info->kinds, !=, 0);
      g_assert_cmpuint (info->section, <, LT_N_SECTIONS);
      // A strip's come first; what is the desk's has one owner.
      g_assert_true ((i < LT_N_STRIP_PARAMS) == !(info->kinds & LT_KIND_DESK));
      g_assert_true (info->kinds & LT_KIND_ALL ||
                     lt_kind_name ((LtKind)info->kinds));
      g_assert_true (i >= info->first && i < info->first + info->count);
    }
    for (int k = 0; k < i; k++)
      g_assert_false (g_str_equal (info->key, row (k)->key) &&
                      row (k)->kinds & info->kinds &&
                      row (k)->first != info->first);
  }
}

static void
test_faults_are_seen (void)
{
  LtParamInfo info = extra[0];
  g_assert_cmpstr (row_fault (&info), ==, NULL);
  info.min = 0;
  g_assert_cmpstr (row_fault (&info), ==, "log");
  info = extra[0], info.def = 20001;
  g_assert_cmpstr (row_fault (&info), ==, "default");
  info = extra[0], info.max = 20;
  g_assert_cmpstr (row_fault (&info), ==, "range");
  info = extra[0], info.key = "Eq";
  g_assert_cmpstr (row_fault (&info), ==, "key");
  info = extra[0], info.key = "eq/*/x";
  g_assert_cmpstr (row_fault (&info), ==, "star");
  info = extra[0], info.key = "eq/#/x";
  g_assert_cmpstr (row_fault (&info), ==, "number");
  info = lt_param_info[LT_PARAM_SOURCE], info.max = 2;
  g_assert_cmpstr (row_fault (&info), ==, "choices");
}

static void
test_fader_law (void)
{
  static const struct {
    double position, db;
  } marks[] = {
    {1, 10},
    {0.875, 5},
    {0.75, 0},
    {0.625, -5},
    {0.5, -10},
    {0.375, -20},
    {0.25, -30},
    {0.15625, -45},
    {0.0625, -60},
    {0.03125, -75},
    {0, -INFINITY},
  };
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_assert_cmpfloat (
      lt_param_from_position (LT_PARAM_FADER, marks[i].position),
      ==,
      marks[i].db);
    g_assert_cmpfloat (lt_param_to_position (LT_PARAM_FADER, marks[i].db),
                       ==,
                       marks[i].position);
  }
  g_assert_cmpfloat (lt_param_to_position (LT_PARAM_FADER, -90), ==, 0);
  g_assert_cmpfloat (lt_param_to_position (LT_PARAM_FADER, 99), ==, 1);
  g_assert_cmpfloat (lt_param_from_position (LT_PARAM_FADER, 2), ==, 10);
  g_assert_cmpfloat (
    lt_param_from_position (LT_PARAM_FADER, -1), ==, (double)-INFINITY);
  g_assert_cmpfloat (lt_param_from_position (LT_PARAM_FADER, NAN), ==, 0);
}

static void
test_positions (void)
{
  for (int i = 0; i < N_ROWS; i++) {
    const LtParamInfo *info = row (i);
    if (info->type == LT_TYPE_TEXT)
      continue;
    g_test_message ("%s", info->key);
    double before = -INFINITY;
    for (int k = 0; k <= 1000; k++) {
      double position = k / 1000.0;
      double value    = lt_info_from_position (info, position);
      g_assert_true (value == lt_info_clamp (info, value));
      g_assert_cmpfloat (value, >=, before);
      if (info->type == LT_TYPE_FLOAT) {
        g_assert_true (k == 0 || value > before);
        g_assert_cmpfloat_with_epsilon (
          lt_info_to_position (info, value), position, 1e-9);
      } else {
        double back = lt_info_to_position (info, value);
        g_assert_cmpfloat (lt_info_from_position (info, back), ==, value);
      }
      before = value;
    }
    g_assert_cmpfloat (before, ==, info->max);
  }
}

static void
test_clamp (void)
{
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_TRIM, 99), ==, 24);
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_TRIM, -INFINITY), ==, -24);
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_TRIM, NAN), ==, 0);
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_FADER, INFINITY), ==, 10);
  g_assert_true (isinf (lt_param_clamp (LT_PARAM_FADER, -90)));
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_FADER, -89.99), ==, -89.99);
  g_assert_true (isinf (lt_param_clamp (LT_PARAM_SEND_LEVEL, NAN)));
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_MUTE, 0.49), ==, 0);
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_MUTE, 7), ==, 1);
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_SEND_TAP, NAN), ==, 2);
  g_assert_cmpfloat (lt_param_clamp (LT_PARAM_COLOUR, -1), ==, 0);
  g_assert_false (signbit (lt_param_clamp (LT_PARAM_PAN, -0.0)));
  g_assert_false (signbit (lt_param_clamp (LT_PARAM_MUTE, -0.2)));
}

static void
test_round (void)
{
  g_assert_cmpfloat (lt_param_round (LT_PARAM_FADER, -6.04), ==, -6.0);
  g_assert_cmpfloat (lt_param_round (LT_PARAM_FADER, -6.06), ==, -6.1);
  g_assert_cmpfloat (lt_param_round (LT_PARAM_FADER, 9.99), ==, 10);
  g_assert_true (isinf (lt_param_round (LT_PARAM_FADER, -89.97)));
  g_assert_cmpfloat (lt_param_round (LT_PARAM_PAN, 29.5), ==, 30);
  g_assert_cmpfloat (lt_param_round (LT_PARAM_LOOP_END, 600000), ==, 600000);
  g_assert_cmpfloat (lt_info_round (&extra[1], 0.054), ==, 0.05);
}

static void
test_choices (void)
{
  size_t length;
  g_assert_cmpint (
    lt_param_find_choice (LT_PARAM_SEND_TAP, "pre-fader"), ==, 1);
  g_assert_cmpint (
    lt_param_find_choice (LT_PARAM_SEND_TAP, "POST-fader"), ==, 2);
  g_assert_cmpint (lt_param_find_choice (LT_PARAM_SEND_TAP, "pre"), ==, -1);
  g_assert_cmpint (
    lt_param_find_choice (LT_PARAM_SEND_TAP, "pre-fader|post-fader"), ==, -1);
  g_assert_cmpint (lt_param_find_choice (LT_PARAM_SEND_TAP, ""), ==, -1);
  g_assert_cmpint (lt_param_find_choice (LT_PARAM_FADER, "pre"), ==, -1);
  const char *choice = lt_param_choice (LT_PARAM_SOURCE, 1, &length);
  g_assert_cmpmem (choice, length, "input", 5);
  g_assert_null (lt_param_choice (LT_PARAM_SOURCE, 2, &length));
  g_assert_null (lt_param_choice (LT_PARAM_SOURCE, -1, &length));
  g_assert_null (lt_param_choice (LT_PARAM_FADER, 0, NULL));
}

static void
test_kinds (void)
{
  for (guint bit = 0; bit < 32; bit++) {
    LtKind      kind = (LtKind)(1U << bit);
    const char *name = lt_kind_name (kind);
    g_assert_true ((name != NULL) == !!(kind & (LT_KIND_ALL | LT_KIND_DESK)));
    if (kind & LT_KIND_ALL)
      g_assert_cmpint (lt_kind_from_name (name), ==, kind);
  }
  g_assert_cmpint (lt_kind_from_name ("session"), ==, 0);
  g_assert_cmpint (lt_kind_from_name ("dca"), ==, 0);
  g_assert_cmpint (lt_kind_from_name ("Input"), ==, 0);
  g_assert_cmpint (lt_kind_from_name (""), ==, 0);
  g_assert_null (lt_kind_name (LT_KIND_ALL));
}

/** The frozen part of the table as text, a parameter a line. */
static char *
frozen_table (void)
{
  static const char *const types[] = {
    "float", "switch", "choice", "colour", "frames", "count", "text"};
  static const char *const units[] = {
    "-", "dB", "Hz", "ms", "%", "pan", "frames", "ratio"};
  GString *text = g_string_new ("key\ttype\tunit\tmin\tmax\tdefault\n");
  for (int i = 0; i < LT_N_PARAMS; i += lt_param_info[i].count) {
    const LtParamInfo *info = &lt_param_info[i];
    const char        *owner =
      info->kinds & LT_KIND_DESK ? lt_kind_name ((LtKind)info->kinds) : "";
    char number[3][32];
    lt_format_number (info->min, number[0], 32);
    lt_format_number (info->max, number[1], 32);
    lt_format_number (info->def, number[2], 32);
    bool differ = false;
    for (int k = 1; k < info->count; k++)
      differ |= info[k].def != info->def;
    for (int k = 1; differ && k < info->count; k++) {
      const size_t at = strlen (number[2]);
      number[2][at]   = '|';
      lt_format_number (info[k].def, number[2] + at + 1, 31 - at);
    }
    g_string_append_printf (text,
                            "%s%s%s\t%s\t%s\t%s\t%s\t%s\n",
                            owner,
                            *owner ? "/" : "",
                            info->key,
                            types[info->type],
                            units[info->unit],
                            number[0],
                            number[1],
                            number[2]);
  }
  return g_string_free (text, FALSE);
}

static void
test_golden (void)
{
  char *path = lt_test_source_path ("tests/golden/params.txt"), *golden;
  char *now  = frozen_table ();
  g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
  char **want = g_strsplit (golden, "\n", -1);
  char **have = g_strsplit (now, "\n", -1);
  for (int i = 0; want[i] && have[i]; i++)
    g_assert_cmpstr (have[i], ==, want[i]);
  g_assert_cmpuint (g_strv_length (have), ==, g_strv_length (want));
  g_strfreev (want);
  g_strfreev (have);
  g_free (golden);
  g_free (now);
  g_free (path);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/param/rows", test_rows);
  g_test_add_func ("/param/faults-are-seen", test_faults_are_seen);
  g_test_add_func ("/param/fader-law", test_fader_law);
  g_test_add_func ("/param/positions", test_positions);
  g_test_add_func ("/param/clamp", test_clamp);
  g_test_add_func ("/param/round", test_round);
  g_test_add_func ("/param/choices", test_choices);
  g_test_add_func ("/param/kinds", test_kinds);
  g_test_add_func ("/param/golden", test_golden);
  return g_test_run ();
}
