// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-status.h"
#include "lt-test.h"

static void
test_every_status_has_a_sentence (void)
{
  const char *unknown = lt_strerror (LT_N_STATUS);
  for (int i = 0; i < LT_N_STATUS; i++) {
    g_assert_true (lt_strerror ((LtStatus)i)[0]);
    g_assert_cmpstr (lt_strerror ((LtStatus)i), !=, unknown);
    for (int k = 0; k < i; k++)
      g_assert_cmpstr (
        lt_strerror ((LtStatus)i), !=, lt_strerror ((LtStatus)k));
  }
  g_assert_cmpstr (lt_strerror ((LtStatus)-1), ==, unknown);
}

static void
test_fail (void)
{
  LtError error = {.status = LT_OK};
  g_assert_cmpint (lt_fail (NULL, LT_IO, "%s", "x"), ==, LT_IO);
  g_assert_cmpint (
    lt_fail (&error, LT_RANGE, "%s: %d", "fader", 11), ==, LT_RANGE);
  g_assert_cmpint (error.status, ==, LT_RANGE);
  g_assert_cmpstr (error.text, ==, "fader: 11");
  char *lengthy = g_strnfill (3 * sizeof error.text, 'x');
  lt_fail (&error, LT_FORMAT, "%s", lengthy);
  g_assert_cmpuint (strlen (error.text), ==, sizeof error.text - 1);
  g_free (lengthy);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/status/sentences", test_every_status_has_a_sentence);
  g_test_add_func ("/status/fail", test_fail);
  return g_test_run ();
}
