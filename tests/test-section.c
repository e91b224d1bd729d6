// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What belongs to a strip's processing, and lists of strips as text.

#include "lt-test.h"

#include "core/lt-ids.h"
#include "core/lt-limits.h"
#include "core/lt-section.h"

static const uint32_t filters = LT_SECTION_BIT (LT_SECTION_FILTERS),
                      gate    = LT_SECTION_BIT (LT_SECTION_GATE),
                      eq      = LT_SECTION_BIT (LT_SECTION_EQ),
                      comp    = LT_SECTION_BIT (LT_SECTION_COMPRESSOR);

static void
test_sections (void)
{
  const uint32_t all = lt_sections_processing ();
  g_assert_cmpuint (
    all & (filters | gate | eq | comp), ==, filters | gate | eq | comp);
  g_assert_cmpuint (all & LT_SECTION_BIT (LT_SECTION_FADER), ==, 0);
  for (int i = 0; i < LT_N_SECTIONS; i++) {
    g_assert_nonnull (lt_section_key ((LtSection)i));
    g_assert_true (!lt_section_name ((LtSection)i) ==
                   !(all & LT_SECTION_BIT (i)));
  }
}

static void
test_members (void)
{
  const uint32_t all = lt_sections_processing ();
  g_assert_true (lt_sections_have (eq, LT_PARAM_EQ_GAIN_1));
  g_assert_true (lt_sections_have (eq | gate, LT_PARAM_EQ_Q_4));
  g_assert_false (lt_sections_have (gate, LT_PARAM_EQ_GAIN_1));
  g_assert_true (lt_sections_have (gate, LT_PARAM_GATE_RANGE));
  g_assert_true (lt_sections_have (filters, LT_PARAM_HIGH_PASS_SLOPE));
  g_assert_false (lt_sections_have (0, LT_PARAM_HIGH_PASS_SLOPE));
  // Off at every start; not of the processing; of a bus; the desk's.
  g_assert_false (lt_sections_have (all, LT_PARAM_GATE_LISTEN));
  g_assert_false (lt_sections_have (UINT32_MAX, LT_PARAM_FADER));
  g_assert_false (lt_sections_have (UINT32_MAX, LT_PARAM_NAME));
  g_assert_false (lt_sections_have (UINT32_MAX, LT_PARAM_SEND_LEVEL));
  g_assert_false (lt_sections_have (UINT32_MAX, LT_PARAM_MONITOR_DIM));
  // The order moves both, so it needs both.
  g_assert_false (lt_sections_have (eq, LT_PARAM_ORDER));
  g_assert_false (lt_sections_have (all & ~eq, LT_PARAM_ORDER));
  g_assert_true (lt_sections_have (eq | comp, LT_PARAM_ORDER));
}

static void
test_words (void)
{
  LtError  error = {.status = LT_OK};
  uint32_t sections;
  char     text[64];
  g_assert_cmpint (lt_sections_parse ("EQ", &sections, &error), ==, LT_OK);
  g_assert_cmpuint (sections, ==, eq);
  g_assert_cmpint (
    lt_sections_parse ("compressor,filters", &sections, &error), ==, LT_OK);
  g_assert_cmpuint (sections, ==, filters | comp);
  g_assert_cmpint (lt_sections_format (sections, text, sizeof text), ==, 18);
  g_assert_cmpstr (text, ==, "filters,compressor");
  g_assert_cmpint (lt_sections_format (sections, text, 5), ==, 18);
  g_assert_cmpstr (text, ==, "filt");
  g_assert_cmpint (lt_sections_format (0, text, sizeof text), ==, 0);
  g_assert_cmpstr (text, ==, "");
  static const char *const bad[] = {
    "", ",", "eq,", ",eq", "e", "eqs", "fader", "eq gate", "eq,,gate"};
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    sections = 77;
    g_assert_cmpint (
      lt_sections_parse (bad[i], &sections, &error), ==, LT_NOT_FOUND);
    g_assert_cmpuint (sections, ==, 77);
    g_assert_nonnull (strstr (error.text, "filters,gate,eq,compressor,saturation"));
  }
}

static void
test_ids (void)
{
  static const struct {
    const char *text, *back; ///< NULL: refused
    uint32_t    n, first, last;
  } cases[] = {
    {"7", "7", 1, 7, 7},
    {"3 7 12", "3 7 12", 3, 3, 12},
    {"3-6", "3-6", 4, 3, 6},
    {"9 3-5 8", "9 3-5 8", 5, 9, 8},
    {"1 2 3", "1-3", 3, 1, 3},
    {"4-4", "4", 1, 4, 4},
    {"4294967295", "4294967295", 1, 4294967295, 4294967295},
    {"1-1024", "1-1024", 1024, 1, 1024},
    {"", NULL, 0, 0, 0},
    {" 7", NULL, 0, 0, 0},
    {"7 ", NULL, 0, 0, 0},
    {"7  8", NULL, 0, 0, 0},
    {"0", NULL, 0, 0, 0},
    {"0-3", NULL, 0, 0, 0},
    {"-3", NULL, 0, 0, 0},
    {"3-", NULL, 0, 0, 0},
    {"5-3", NULL, 0, 0, 0},
    {"1-2-3", NULL, 0, 0, 0},
    {"07", NULL, 0, 0, 0},
    {"7,8", NULL, 0, 0, 0},
    {"7\n", NULL, 0, 0, 0},
    {"+7", NULL, 0, 0, 0},
    {"4294967296", NULL, 0, 0, 0},
    {"99999999999999999999", NULL, 0, 0, 0},
    {"1-1025", NULL, 0, 0, 0},
    {"1-4294967295", NULL, 0, 0, 0},
    {"1-1024 7", NULL, 0, 0, 0},
    {"1-1000 1-25", NULL, 0, 0, 0},
  };
  static uint32_t ids[LT_MAX_STRIPS];
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    uint32_t   n  = 0;
    const bool ok = lt_ids_parse (cases[i].text, ids, LT_MAX_STRIPS, &n);
    char       back[64];
    if (ok != (cases[i].back != NULL) || n != cases[i].n)
      g_error ("\"%s\": %d, %u", cases[i].text, ok, n);
    if (!ok)
      continue;
    g_assert_cmpuint (ids[0], ==, cases[i].first);
    g_assert_cmpuint (ids[n - 1], ==, cases[i].last);
    g_assert_cmpuint (
      lt_ids_format (ids, n, back, sizeof back), ==, strlen (cases[i].back));
    g_assert_cmpstr (back, ==, cases[i].back);
  }
  const uint32_t many[] = {100, 200, 300};
  char           cut[6];
  g_assert_cmpuint (lt_ids_format (many, 3, cut, sizeof cut), ==, 11);
  g_assert_cmpstr (cut, ==, "100 2");
  g_assert_cmpuint (lt_ids_format (many, 0, cut, sizeof cut), ==, 0);
  g_assert_cmpstr (cut, ==, "");
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/section/processing", test_sections);
  g_test_add_func ("/section/members", test_members);
  g_test_add_func ("/section/words", test_words);
  g_test_add_func ("/section/ids", test_ids);
  return g_test_run ();
}
