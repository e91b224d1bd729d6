// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/lt-address.h"
#include "core/lt-limits.h"
#include "core/lt-param.h"
#include "lt-test.h"

enum { MASTER = 3, VOX = 7, VERB = 21, ODD = 44 };
static const char odd_name[] = "5\" \\ tom/\xc3\xa9";

static uint32_t
find_name (void *data, const char *name)
{
  ++*(int *)data;
  if (g_str_equal (name, "Vox lead"))
    return VOX;
  if (g_str_equal (name, "Verb"))
    return VERB;
  return g_str_equal (name, odd_name) ? ODD : 0;
}

static uint32_t
find_master (void *data)
{
  ++*(int *)data;
  return MASTER;
}

static int           n_asked;
static const LtNames names = {find_name, find_master, &n_asked};

static void
check_reads (const char *text, LtParam param, uint32_t strip, uint32_t bus)
{
  LtAddress address;
  LtError   error;
  LtStatus  status = lt_address_parse (text, &names, &address, &error);
  if (status != LT_OK)
    g_test_message ("%s", error.text);
  g_assert_cmpint (status, ==, LT_OK);
  g_assert_true (lt_address_equal (
    address,
    (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param}));
  g_assert_true (lt_address_valid (address));
}

static void
check_refused (const char *text, LtStatus want)
{
  LtAddress address = {.strip = 99};
  LtError   error   = {.status = LT_OK};
  g_test_message ("%.100s", text);
  g_assert_cmpint (lt_address_parse (text, &names, &address, &error), ==, want);
  g_assert_cmpint (error.status, ==, want);
  g_assert_true (error.text[0] && g_utf8_validate (error.text, -1, NULL));
  g_assert_cmpuint (address.strip, ==, 99);
  g_assert_cmpint (lt_address_parse (text, &names, &address, NULL), ==, want);
}

static void
test_reads (void)
{
  check_reads ("strip/7/fader", LT_PARAM_FADER, 7, 0);
  check_reads ("strip/7/send/21/level", LT_PARAM_SEND_LEVEL, 7, 21);
  check_reads ("strip/4294967295/to/1", LT_PARAM_TO, UINT32_MAX, 1);
  check_reads ("session/loop-start", LT_PARAM_LOOP_START, 0, 0);
  check_reads ("master/mute", LT_PARAM_MUTE, MASTER, 0);
  check_reads ("strip/master/mute", LT_PARAM_MUTE, MASTER, 0);
  check_reads ("strip/7/to/master", LT_PARAM_TO, 7, MASTER);
  check_reads ("strip/\"Vox lead\"/fader", LT_PARAM_FADER, VOX, 0);
  check_reads (
    "strip/\"Vox lead\"/send/\"Verb\"/tap", LT_PARAM_SEND_TAP, VOX, VERB);
  check_reads ("strip/\"Vox lead\"/to/master", LT_PARAM_TO, VOX, MASTER);
  check_reads ("strip/\"5\\\" \\\\ tom/\xc3\xa9\"/pan", LT_PARAM_PAN, ODD, 0);
}

static void
test_refuses (void)
{
  static const char *const malformed[] = {
    "",
    "/",
    "strip",
    "strip/",
    "strip/7",
    "strip/7/",
    "strip/\"Verb\"/",
    "send/21/level",
    "to/21",
    "strip//fader",
    "strip/0/fader",
    "strip/07/fader",
    "strip/-7/fader",
    "strip/+7/fader",
    "strip/7x/fader",
    "strip/0x7/fader",
    "strip/4294967296/fader",
    "strip/99999999999999999999999999/fader",
    "strip/7/fader/",
    "strip/7//fader",
    "/strip/7/fader",
    " strip/7/fader",
    "strip/7/fader ",
    "strip/7/Fader",
    "strip/7/send/*/level",
    "strip/7/send/21/21",
    "strip/7/send/0/level",
    "Strip/7/fader",
    "strips/7/fader",
    "strip/Vox/fader",
    "strip/\"\"/fader",
    "strip/\"Vox lead/fader",
    "strip/\"Vox lead\\\"/fader",
    "strip/\"Vox lead\"x/fader",
    "strip/\"Vox lead\\",
    "strip/\"",
    "session",
    "session/",
    "master",
    "master/",
  };
  static const char *const unknown[] = {
    "strip/7/fade",
    "strip/7/fader/21",
    "strip/7/send/level",
    "strip/7/send/21",
    "strip/7/send/21/levels",
    "strip/7/to",
    "strip/7/loop",
    "session/fader",
    "master/pan",
    "master/to/7",
    "strip/\"vox lead\"/fader",
    "strip/\"Vox\"/fader",
    "strip/7/send/\"Nobody\"/level",
  };
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    check_refused (malformed[i], LT_FORMAT);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    check_refused (unknown[i], LT_NOT_FOUND);

  char *segment = g_strnfill (100000, 'a');
  char *lengthy = g_strdup_printf ("strip/7/%s", segment);
  char *named   = g_strdup_printf ("strip/\"%s\"/fader", segment);
  check_refused (lengthy, LT_FORMAT);
  check_refused (named, LT_FORMAT);
  g_free (segment);
  g_free (lengthy);
  g_free (named);
}

static void
test_without_names (void)
{
  const LtNames     nothing = {NULL, NULL, NULL};
  LtAddress         address;
  const char *const named[] = {
    "master/mute", "strip/7/to/master", "strip/\"Vox lead\"/fader"};
  for (guint i = 0; i < G_N_ELEMENTS (named); i++) {
    g_assert_cmpint (
      lt_address_parse (named[i], NULL, &address, NULL), ==, LT_NOT_FOUND);
    g_assert_cmpint (
      lt_address_parse (named[i], &nothing, &address, NULL), ==, LT_NOT_FOUND);
    g_assert_cmpint (
      lt_address_parse (named[i], &names, &address, NULL), ==, LT_OK);
  }
  g_assert_cmpint (
    lt_address_parse ("strip/7/to/3", NULL, &address, NULL), ==, LT_OK);
}

static void
test_round_trip (void)
{
  static const uint32_t ids[] = {1, 7, 10, 999, UINT32_MAX};
  for (int param = 0; param < LT_N_PARAMS; param++) {
    const LtParamInfo *info = &lt_param_info[param];
    for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
      LtAddress address = {.param = (uint16_t)param}, back;
      if (!(info->kinds & LT_KIND_DESK))
        address.strip = ids[i];
      if (info->flags & LT_PARAM_PER_BUS)
        address.bus = ids[G_N_ELEMENTS (ids) - 1 - i];
      char text[128], small[8];
      int  length = lt_address_format (address, text, sizeof text);
      g_assert_cmpint (length, ==, strlen (text));
      g_assert_cmpint (lt_address_parse (text, NULL, &back, NULL), ==, LT_OK);
      g_assert_true (lt_address_equal (address, back));
      g_assert_cmpint (
        lt_address_format (address, small, sizeof small), ==, length);
      g_assert_cmpint (strncmp (small, text, 7), ==, 0);
    }
    char           text[128];
    uint32_t       bus   = 0;
    const uint32_t first = info->kinds & LT_KIND_DESK ? 0 : 1;
    LtAddress      one   = {.strip = first, .param = (uint16_t)param};
    if (info->flags & LT_PARAM_PER_BUS)
      one.bus = 7;
    lt_address_format (one, text, sizeof text);
    const char *key = strchr (text, '/') + 1;
    if (first)
      key = strchr (key, '/') + 1;
    g_assert_cmpint (lt_param_by_key (key, info->kinds, &bus), ==, param);
    g_assert_cmpuint (bus, ==, one.bus);
    g_assert_cmpint (
      lt_param_by_key (key, ~info->kinds & LT_KIND_ALL, &bus), !=, param);
  }
  uint32_t bus;
  g_assert_cmpint (
    lt_param_by_key ("faders", LT_KIND_ALL, &bus), ==, LT_N_PARAMS);
  g_assert_cmpint (
    lt_param_by_key ("send/level", LT_KIND_ALL, &bus), ==, LT_N_PARAMS);
  // Numbers have ends, and are no names.
  g_assert_cmpint (
    lt_param_by_key ("dca/16", LT_KIND_ALL, &bus), ==, LT_PARAM_DCA + 15);
  g_assert_cmpint (
    lt_param_by_key ("dca/17", LT_KIND_ALL, &bus), ==, LT_N_PARAMS);
  g_assert_cmpint (
    lt_param_by_key ("dca/0", LT_KIND_ALL, &bus), ==, LT_N_PARAMS);
}

static void
test_valid (void)
{
  static const struct {
    LtAddress address;
    bool      is_valid;
  } cases[] = {
    {{.strip = 1, .param = LT_PARAM_FADER}, true},
    {{.strip = 0, .param = LT_PARAM_FADER}, false},
    {{.strip = 1, .bus = 2, .param = LT_PARAM_FADER}, false},
    {{.strip = 1, .param = LT_PARAM_FADER, .unused = 1}, false},
    {{.strip = 1, .bus = 2, .param = LT_PARAM_TO}, true},
    {{.strip = 1, .param = LT_PARAM_TO}, false},
    {{.strip = 0, .param = LT_PARAM_LOOP}, true},
    {{.strip = 1, .param = LT_PARAM_LOOP}, false},
    {{.strip = 1, .param = LT_PARAM_DCA + 15}, true},
    {{.param = LT_PARAM_DCA_FADER}, true},
    {{.strip = 1, .param = LT_PARAM_DCA_FADER}, false},
    {{.bus = 3, .param = LT_PARAM_TALKBACK_TO}, true},
    {{.param = LT_PARAM_TALKBACK_TO}, false},
    {{.strip = 1, .param = LT_N_PARAMS}, false},
    {{.strip = 1, .param = UINT16_MAX}, false},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    char text[64];
    g_assert_cmpint (
      lt_address_valid (cases[i].address), ==, cases[i].is_valid);
    lt_address_format (cases[i].address, text, sizeof text);
    g_assert_cmpint (g_str_equal (text, "?"), ==, !cases[i].is_valid);
  }
}

/** Random bytes, and pieces of addresses glued at random: never a crash, and
    what is taken for an address is one. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "strip",
    "/",
    "session",
    "master",
    "send",
    "to",
    "7",
    "21",
    "\"",
    "\\",
    "fader",
    "level",
    "loop",
    "*",
    "Verb",
    "4294967296",
    "\xff",
    "-",
    "\xe2",
    "/7/",
    "mute",
    "strip/7/",
    "strip/\"Verb\"/",
    "send/21/level",
    "to/21",
  };
  LtTestRandom random   = lt_test_random (2026);
  int          n_rounds = LT_TEST_SANITIZED ? 20000 : 100000, n_taken = 0;
  for (int i = 0; i < n_rounds; i++) {
    char text[256] = "", again[256];
    int  n         = (int)lt_test_below (&random, 10);
    if (i % 2)
      for (int k = 0; k < n; k++)
        strcat (text, pieces[lt_test_below (&random, G_N_ELEMENTS (pieces))]);
    else
      for (int k = 0; k < n * 8; k++)
        text[k] = (char)lt_test_next (&random);
    LtAddress address, back;
    LtError   error;
    if (lt_address_parse (text, &names, &address, &error) == LT_OK) {
      n_taken++;
      g_assert_true (lt_address_valid (address));
      lt_address_format (address, again, sizeof again);
      g_assert_cmpint (lt_address_parse (again, NULL, &back, NULL), ==, LT_OK);
      g_assert_true (lt_address_equal (address, back));
    } else
      g_assert_true (g_utf8_validate (error.text, -1, NULL));
  }
  g_test_message ("%d of %d were addresses", n_taken, n_rounds);
  g_assert_cmpint (n_taken, >, 0);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/address/reads", test_reads);
  g_test_add_func ("/address/refuses", test_refuses);
  g_test_add_func ("/address/without-names", test_without_names);
  g_test_add_func ("/address/round-trip", test_round_trip);
  g_test_add_func ("/address/valid", test_valid);
  g_test_add_func ("/address/hostile", test_hostile);
  return g_test_run ();
}
