// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values, numbers and times, as text both ways.

#include "core/lt-text.h"
#include "lt-test.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const LtParamInfo frequency = {
  .key    = "x/frequency",
  .type   = LT_TYPE_FLOAT,
  .unit   = LT_UNIT_HZ,
  .min    = 20,
  .max    = 20000,
  .def    = 1000,
  .step   = 10,
  .digits = 1,
};
static const LtParamInfo attack = {
  .key    = "x/attack",
  .type   = LT_TYPE_FLOAT,
  .unit   = LT_UNIT_MS,
  .min    = 0.05,
  .max    = 2000,
  .def    = 10,
  .step   = 0.1,
  .digits = 2,
};
static const LtParamInfo width = {
  .key  = "x/width",
  .type = LT_TYPE_FLOAT,
  .unit = LT_UNIT_PERCENT,
  .min  = 0,
  .max  = 200,
  .def  = 100,
  .step = 1,
};
static const LtParamInfo ratio = {
  .key    = "x/ratio",
  .type   = LT_TYPE_FLOAT,
  .min    = 1,
  .max    = 100,
  .def    = 2,
  .step   = 0.1,
  .digits = 1,
};
#define P(name) (&lt_param_info[LT_PARAM_##name])

static void
check_reads (const LtParamInfo *info, const char *text, double want)
{
  double   value  = NAN;
  LtError  error  = {.text = ""};
  LtStatus status = lt_info_parse (info, text, &value, &error);
  g_test_message ("%s <- \"%s\" %s", info->key, text, error.text);
  g_assert_cmpint (status, ==, LT_OK);
  g_assert_cmpfloat (value, ==, want);
  g_assert_false (value == 0 && signbit (value));
}

static void
check_refused (const LtParamInfo *info, const char *text, LtStatus want)
{
  double  value = 4711;
  LtError error = {.status = LT_OK};
  g_test_message ("%s <- \"%.100s\"", info->key, text);
  g_assert_cmpint (lt_info_parse (info, text, &value, &error), ==, want);
  g_assert_cmpint (error.status, ==, want);
  g_assert_true (g_utf8_validate (error.text, -1, NULL));
  g_assert_nonnull (strstr (error.text, info->key));
  g_assert_cmpfloat (value, ==, 4711);
  g_assert_cmpint (lt_info_parse (info, text, &value, NULL), ==, want);
}

static void
test_reads_levels (void)
{
  check_reads (P (FADER), "-6", -6);
  check_reads (P (FADER), "-6dB", -6);
  check_reads (P (FADER), "-6 db", -6);
  check_reads (P (FADER), "-6,0 dB", -6);
  check_reads (P (FADER), "  -6.25\tDB  ", -6.25);
  check_reads (P (FADER), "−6.5 dB", -6.5);
  check_reads (P (FADER), "-6.5\u00a0dB\u00a0", -6.5);
  check_reads (P (FADER), "-6.5\u202fdB", -6.5);
  check_reads (P (FADER), "+3", 3);
  check_reads (P (FADER), ".5", 0.5);
  check_reads (P (FADER), "5.", 5);
  check_reads (P (FADER), "-0", 0);
  check_reads (P (FADER), "1e-1", 0.1);
  check_reads (P (FADER), "0.0000000000000000000000000000000001e34", 1);
  check_reads (P (FADER), "-inf", -INFINITY);
  check_reads (P (FADER), "-INF dB", -INFINITY);
  check_reads (P (FADER), "-∞", -INFINITY);
  check_reads (P (FADER), "−∞ dB", -INFINITY);
  check_reads (P (FADER), "-90", -INFINITY);
  check_reads (P (FADER), "-120", -INFINITY);
  check_reads (P (FADER), "10", 10);
  check_reads (P (TRIM), "-24 dB", -24);
}

static void
test_reads_units (void)
{
  check_reads (&frequency, "1.2kHz", 1200);
  check_reads (&frequency, "1,2 khz", 1200);
  check_reads (&frequency, "1.2k", 1200);
  check_reads (&frequency, "440 Hz", 440);
  check_reads (&frequency, "440", 440);
  check_reads (&frequency, "20k", 20000);
  check_reads (&attack, "12.5 ms", 12.5);
  check_reads (&attack, "1.5s", 1500);
  check_reads (&width, "50%", 50);
  check_reads (&width, "50 %", 50);
  check_reads (&ratio, "4", 4);
  check_reads (P (PAN), "L30", -30);
  check_reads (P (PAN), "r 100", 100);
  check_reads (P (PAN), "30L", -30);
  check_reads (P (PAN), "-30", -30);
  check_reads (P (PAN), "-30%", -30);
  check_reads (P (PAN), "C", 0);
  check_reads (P (PAN), "centre", 0);
  check_reads (P (PAN), "L0", 0);
  check_reads (P (LOOP_END), "600000f", 600000);
  check_reads (P (LOOP_END), "1000000000000 F", 1e12);
}

static void
test_reads_words (void)
{
  static const char *const on[]  = {"on", "ON", "true", "yes", "1", " on "};
  static const char *const off[] = {"off", "False", "no", "0"};
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    check_reads (P (MUTE), on[i], 1);
  for (guint i = 0; i < G_N_ELEMENTS (off); i++)
    check_reads (P (MUTE), off[i], 0);
  check_reads (P (SEND_TAP), "pre-fader", 1);
  check_reads (P (SEND_TAP), "Post-Fader", 2);
  check_reads (P (SEND_TAP), "0", 0);
  check_reads (P (SEND_TAP), "1", 1);
  check_reads (P (COLOUR), "#d98c5f", 0xd98c5f);
  check_reads (P (COLOUR), "#FFFFFF", 0xffffff);
}

static void
test_refuses (void)
{
  static const char *const no_level[] = {
    "",          " ",      "-",     ".",     "-.",        "dB",  "x",
    "0x10",      "nan",    "-nan",  "inf",   "+inf",      "--6", "+-6",
    "-6 6",      "-6.0.0", "6,0,0", "-6dBx", "-6 Hz",     "-6%", "-6 dB!",
    "1e",        "1e+",    "1e999", "- 6",   "-infinity", "on",  "\xff",
    "-\xe2\x88", "٣",      "6 d B", "L30",
  };
  for (guint i = 0; i < G_N_ELEMENTS (no_level); i++)
    check_refused (P (FADER), no_level[i], LT_FORMAT);
  check_refused (P (FADER), "10.01", LT_RANGE);
  check_refused (P (FADER), "1e300", LT_RANGE);
  check_refused (P (TRIM), "-24.1", LT_RANGE);
  check_refused (P (TRIM), "-inf", LT_FORMAT);
  check_refused (P (PAN), "L101", LT_RANGE);
  check_refused (P (PAN), "L-30", LT_FORMAT);
  check_refused (P (PAN), "-30L", LT_FORMAT);
  check_refused (P (PAN), "L30R", LT_FORMAT);
  check_refused (P (PAN), "Linf", LT_FORMAT);
  check_refused (P (PAN), "L", LT_FORMAT);
  check_refused (P (MUTE), "2", LT_FORMAT);
  check_refused (P (MUTE), "o", LT_FORMAT);
  check_refused (P (MUTE), "onn", LT_FORMAT);
  check_refused (P (MUTE), "1.0", LT_FORMAT);
  check_refused (P (SEND_TAP), "4", LT_RANGE);
  check_reads (P (GANG), "7", 7);
  check_refused (P (GANG), "7.5", LT_FORMAT);
  check_refused (P (GANG), "33", LT_RANGE);
  check_refused (P (SEND_TAP), "99999999999", LT_RANGE);
  check_refused (P (SEND_TAP), "-1", LT_FORMAT);
  check_refused (P (SEND_TAP), "pre", LT_FORMAT);
  check_refused (P (SEND_TAP), "pre-fader|", LT_FORMAT);
  check_refused (P (COLOUR), "#d98c5", LT_FORMAT);
  check_refused (P (COLOUR), "#d98c5f0", LT_FORMAT);
  check_refused (P (COLOUR), "d98c5f", LT_FORMAT);
  check_refused (P (COLOUR), "#-98c5f", LT_FORMAT);
  check_refused (P (COLOUR), "#d98c5g", LT_FORMAT);
  check_refused (P (LOOP_END), "12.5", LT_FORMAT);
  check_refused (P (LOOP_END), "12", LT_FORMAT);
  check_refused (P (LOOP_END), "12.5f", LT_FORMAT);
  check_refused (P (LOOP_END), "-1f", LT_RANGE);
  check_refused (P (LOOP_END), "2000000000000f", LT_RANGE);
  check_refused (P (NAME), "Vox", LT_FORMAT);
  check_refused (&frequency, "19.9", LT_RANGE);
  check_refused (&frequency, "1.2 k Hz", LT_FORMAT);
  check_refused (&ratio, "4 %", LT_FORMAT);
  char *lengthy = g_strnfill (100000, '1');
  for (int i = 0; i < LT_N_PARAMS; i++)
    check_refused (&lt_param_info[i], lengthy, LT_FORMAT);
  g_free (lengthy);
}

static void
check_shown (const LtParamInfo *info,
             double             value,
             const char        *shown,
             const char        *plain)
{
  char text[64], small[3];
  int  length = lt_info_format (info, value, false, text, sizeof text);
  g_assert_cmpstr (text, ==, shown);
  g_assert_cmpint (length, ==, strlen (shown));
  g_assert_cmpint (
    lt_info_format (info, value, false, small, sizeof small), ==, length);
  g_assert_cmpint (strncmp (small, shown, 2), ==, 0);
  lt_info_format (info, value, true, text, sizeof text);
  g_assert_cmpstr (text, ==, plain);
}

static void
test_shows (void)
{
  check_shown (P (FADER), -6, "-6.0 dB", "-6");
  check_shown (P (FADER), 3.04, "+3.0 dB", "3.04");
  check_shown (P (FADER), 0.04, "0.0 dB", "0.04");
  check_shown (P (FADER), -0.04, "0.0 dB", "-0.04");
  check_shown (P (FADER), 0, "0.0 dB", "0");
  check_shown (P (FADER), -INFINITY, "-inf", "-inf");
  check_shown (P (FADER), -1000, "-inf", "-inf");
  check_shown (P (FADER), 1000, "+10.0 dB", "10");
  check_shown (P (FADER), NAN, "0.0 dB", "0");
  check_shown (P (FADER), 0.1 + 0.2, "+0.3 dB", "0.30000000000000004");
  check_shown (P (PAN), -30, "L30", "-30");
  check_shown (P (PAN), 100, "R100", "100");
  check_shown (P (PAN), 0.4, "C", "0.4");
  check_shown (P (MUTE), 1, "on", "on");
  check_shown (P (MUTE), 0, "off", "off");
  check_shown (P (SEND_TAP), 1, "pre-fader", "pre-fader");
  check_shown (P (SEND_TAP), 2, "post-fader", "post-fader");
  check_shown (P (COLOUR), 0x0098ff, "#0098ff", "#0098ff");
  check_shown (P (LOOP_END), 1e12, "1000000000000f", "1000000000000f");
  check_shown (P (NAME), 5, "", "");
  check_shown (&frequency, 440, "440.0 Hz", "440");
  check_shown (&frequency, 999.94, "999.9 Hz", "999.94");
  check_shown (&frequency, 999.96, "1.0 kHz", "999.96");
  check_shown (&frequency, 1200, "1.2 kHz", "1200");
  check_shown (&frequency, 1250, "1.25 kHz", "1250");
  check_shown (&frequency, 20000, "20.0 kHz", "20000");
  check_shown (&attack, 0.05, "0.05 ms", "0.05");
  check_shown (&width, 50, "50%", "50");
  check_shown (&ratio, 4, "4.0", "4");
}

static void
test_both_ways (void)
{
  const LtParamInfo *const extra[] = {&frequency, &attack, &width, &ratio};
  for (int i = 0; i < LT_N_PARAMS + 4; i++) {
    const LtParamInfo *info =
      i < LT_N_PARAMS ? &lt_param_info[i] : extra[i - LT_N_PARAMS];
    if (info->type == LT_TYPE_TEXT)
      continue;
    for (int k = 0; k <= 1000; k++) {
      double value = lt_info_from_position (info, k / 1000.0), back;
      char   text[64];
      lt_info_format (info, value, true, text, sizeof text);
      g_assert_cmpint (lt_info_parse (info, text, &back, NULL), ==, LT_OK);
      g_assert_true (back == value);
      lt_info_format (info, value, false, text, sizeof text);
      g_assert_cmpint (lt_info_parse (info, text, &back, NULL), ==, LT_OK);
      // Next to a -inf minimum, rounding may show -inf already.
      const double step =
        info->taper == LT_TAPER_LOG
          ? fmax (value * info->step / 100, 0.5 / pow (10, info->digits) + 1e-9)
          : info->step;
      g_assert_true (back == value || fabs (back - value) <= step ||
                     (isinf (back) && value < info->min + info->step));
    }
  }
}

static void
test_numbers (void)
{
  static const struct {
    double      value;
    const char *text;
  } cases[] = {
    {0, "0"},
    {-0.0, "0"},
    {0.1, "0.1"},
    {-6, "-6"},
    {1. / 3, "0.3333333333333333"},
    {48000, "48000"},
    {1e15, "1000000000000000"},
    {1e16, "1e16"},
    {1.5e-5, "0.000015"},
    {1.5e-6, "1.5e-6"},
    {9007199254740993, "9007199254740992"},
    {5e-324, "5e-324"},
    {1.7976931348623157e308, "1.7976931348623157e308"},
    {-INFINITY, "-inf"},
    {INFINITY, "inf"},
    {NAN, "nan"},
  };
  char text[64];
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    int n = lt_format_number (cases[i].value, text, sizeof text);
    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_cmpint (n, ==, strlen (text));
  }
}

/** Any double reads back the same bits, by our reader and by libc's. */
static void
test_number_round_trip (void)
{
  LtTestRandom random = lt_test_random (17);
  for (int i = 0; i < 50000; i++) {
    union {
      uint64_t bits;
      double   value;
    } n = {lt_test_next (&random)};
    if (i % 2)
      n.value = lt_test_between (&random, -100, 100);
    if (i % 4 == 1)
      n.value = round (n.value * 100) / 100;
    if (!isfinite (n.value))
      continue;
    char   text[64];
    double back;
    lt_format_number (n.value, text, sizeof text);
    g_assert_cmpuint (strlen (text), <, 32);
    const char *end = lt_scan_number (text, &back);
    g_assert_true (end && *end == '\0');
    g_assert_true (back == n.value);
    g_assert_true (g_ascii_strtod (text, NULL) == n.value);
    if (i % 4 == 1)
      g_assert_cmpuint (strlen (text), <=, 6);
  }
}

/** Our reader rounds as libc's does, also with more digits than count. */
static void
test_number_rounding (void)
{
  LtTestRandom random = lt_test_random (18);
  for (int i = 0; i < 20000; i++) {
    char text[96];
    int  n = 0, n_digits = 1 + (int)lt_test_below (&random, 60);
    int  point = (int)lt_test_below (&random, (uint32_t)n_digits);
    for (int k = 0; k < n_digits; k++) {
      if (k == point)
        text[n++] = '.';
      text[n++] = (char)('0' + lt_test_below (&random, 10));
    }
    sprintf (text + n, "e%d", (int)lt_test_below (&random, 640) - 340);
    double      value;
    const char *end = lt_scan_number (text, &value);
    if (isinf (g_ascii_strtod (text, NULL)))
      g_assert_null (end);
    else
      g_assert_true (end && !*end && value == g_ascii_strtod (text, NULL));
  }
  double      tie;
  const char *text =
    "9007199254740993.0000000000000000000000000000000000000001";
  g_assert_nonnull (lt_scan_number (text, &tie));
  g_assert_true (tie == 9007199254740994);
  g_assert_nonnull (lt_scan_number ("9007199254740993", &tie));
  g_assert_true (tie == 9007199254740992);
}

static void
check_time (const char *text, uint32_t rate, int64_t want)
{
  int64_t frames = -1;
  g_test_message ("\"%s\"", text);
  g_assert_cmpint (lt_parse_time (text, rate, &frames, NULL), ==, LT_OK);
  g_assert_cmpint (frames, ==, want);
}

static void
test_reads_times (void)
{
  check_time ("12.5", 48000, 600000);
  check_time ("12,5 s", 48000, 600000);
  check_time ("600000f", 44100, 600000);
  check_time ("0", 48000, 0);
  check_time ("0f", 48000, 0);
  check_time ("1:02.5", 48000, 3000000);
  check_time ("01:47.250", 48000, 5148000);
  check_time ("90:00", 1000, 5400000);
  check_time ("1:02:03.5", 1000, 3723500);
  check_time (" 1000000000000 f ", 48000, 1000000000000);
  check_time ("0.00001", 48000, 0);
  check_time ("0.333333", 48000, 16000);
  static const char *const bad[] = {
    "",       ":",       "1:",    ":30",  "1:60", "1:-2", "-1:02",  "1:+2",
    "1.5:02", "1:2:3:4", "1:02f", "1.5f", "12x",  "nan",  "inf",    "1:inf",
    "0x10",   "1e2:30",  "1: 02", "12 5", "f",    "s",    "1:02 m",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    int64_t frames = 4711;
    LtError error;
    g_test_message ("\"%s\"", bad[i]);
    g_assert_cmpint (
      lt_parse_time (bad[i], 48000, &frames, &error), ==, LT_FORMAT);
    g_assert_cmpint (frames, ==, 4711);
  }
  static const char *const far[] = {
    "-1", "-1f", "-0.000001", "1e12", "1000000000001f", "1e300"};
  for (guint i = 0; i < G_N_ELEMENTS (far); i++) {
    int64_t frames = 4711;
    LtError error;
    g_assert_cmpint (
      lt_parse_time (far[i], 48000, &frames, &error), ==, LT_RANGE);
    g_assert_cmpint (frames, ==, 4711);
  }
}

static void
test_shows_times (void)
{
  static const struct {
    int64_t     frames;
    uint32_t    rate;
    const char *text;
  } cases[] = {
    {0, 48000, "00:00.000"},
    {5148000, 48000, "01:47.250"},
    {47999, 48000, "00:00.999"},
    {48000LL * 3600 - 1, 48000, "59:59.999"},
    {48000LL * 3600, 48000, "1:00:00.000"},
    {-24000, 48000, "-00:00.500"},
    {1000000000000, 8000, "34722:13:20.000"},
    {5, 0, "00:00.000"},
  };
  char text[24];
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    lt_format_time (cases[i].frames, cases[i].rate, text, sizeof text);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
  lt_format_time (INT64_MIN, 1, text, sizeof text);
  g_assert_cmpuint (strlen (text), <, sizeof text);
}

/** Errors quote hostile bytes harmlessly. */
static void
test_quotes (void)
{
  char quoted[LT_QUOTED];
  g_assert_cmpstr (lt_quote ("Été 7", quoted), ==, "Été 7");
  g_assert_cmpstr (lt_quote ("a\nb\x1b[2J\x7f", quoted), ==, "a?b?[2J?");
  g_assert_cmpstr (lt_quote ("\xc3(\xed\xa0\x80", quoted), ==, "?(???");
  g_assert_cmpstr (
    lt_quote ("\xf0\x9f\x8e\x9a", quoted), ==, "\xf0\x9f\x8e\x9a");
  g_assert_cmpstr (lt_quote ("\xf4\x90\x80\x80", quoted), ==, "????");
  LtTestRandom random = lt_test_random (3);
  for (int i = 0; i < 20000; i++) {
    char text[128];
    int  n = (int)lt_test_below (&random, sizeof text);
    for (int k = 0; k < n; k++)
      text[k] = (char)(lt_test_next (&random) | (i % 2 ? 0x80 : 0));
    text[n] = '\0';
    lt_quote (text, quoted);
    g_assert_true (g_utf8_validate (quoted, -1, NULL));
    g_assert_cmpuint (strlen (quoted), <=, 60);
    for (const char *at = quoted; *at; at++)
      g_assert_false (g_ascii_iscntrl (*at));
  }
}

static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "-", "+", "6", ".",  ",", "inf", "∞", "−",  "e",    "dB",     "k",   "Hz",
    "f", "#", " ", "00", "L", "%",   ":", "on", "\xff", "\u00a0", "1e9", "s",
  };
  LtTestRandom random  = lt_test_random (99);
  int          n_taken = 0, n_rounds = LT_TEST_SANITIZED ? 5000 : 20000;
  for (int i = 0; i < n_rounds; i++) {
    char text[256] = "", again[64];
    int  n         = (int)lt_test_below (&random, 8);
    for (int k = 0; k < n; k++)
      if (i % 2)
        strcat (text, pieces[lt_test_below (&random, G_N_ELEMENTS (pieces))]);
      else
        text[k] = (char)lt_test_next (&random);
    for (int param = 0; param < LT_N_PARAMS; param++) {
      double  value, back;
      LtError error;
      if (lt_param_parse ((LtParam)param, text, &value, &error) != LT_OK) {
        g_assert_true (g_utf8_validate (error.text, -1, NULL));
        continue;
      }
      n_taken++;
      g_assert_true (value == lt_param_clamp ((LtParam)param, value));
      lt_param_format_plain ((LtParam)param, value, again, sizeof again);
      g_assert_cmpint (
        lt_param_parse ((LtParam)param, again, &back, NULL), ==, LT_OK);
      g_assert_true (back == value);
    }
  }
  g_assert_cmpint (n_taken, >, 0);
}

/** All of it once more where the point is a comma and I is no i. */
static void
test_locale (void)
{
  static const char *const comma[] = {"de_DE.UTF-8",
                                      "fr_FR.UTF-8",
                                      "tr_TR.UTF-8",
                                      "tr_TR",
                                      "da_DK.UTF-8",
                                      "pt_BR.UTF-8"};
  int                      n_found = 0;
  for (guint i = 0; i < G_N_ELEMENTS (comma); i++) {
    if (!setlocale (LC_ALL, comma[i]))
      continue;
    char probe[8];
    snprintf (probe, sizeof probe, "%.1f", 0.5);
    g_assert_cmpstr (probe, ==, "0,5"); // or this would show nothing
    n_found++;
    test_reads_levels ();
    test_reads_units ();
    test_reads_words ();
    test_refuses ();
    test_shows ();
    test_numbers ();
    test_number_round_trip ();
    test_number_rounding ();
    test_reads_times ();
    test_shows_times ();
  }
  setlocale (LC_ALL, "C");
  if (n_found == 0)
    g_test_skip ("no locale with a decimal comma is installed here");
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/text/reads-levels", test_reads_levels);
  g_test_add_func ("/text/reads-units", test_reads_units);
  g_test_add_func ("/text/reads-words", test_reads_words);
  g_test_add_func ("/text/refuses", test_refuses);
  g_test_add_func ("/text/shows", test_shows);
  g_test_add_func ("/text/both-ways", test_both_ways);
  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/number-round-trip", test_number_round_trip);
  g_test_add_func ("/text/number-rounding", test_number_rounding);
  g_test_add_func ("/text/reads-times", test_reads_times);
  g_test_add_func ("/text/shows-times", test_shows_times);
  g_test_add_func ("/text/quotes", test_quotes);
  g_test_add_func ("/text/hostile", test_hostile);
  g_test_add_func ("/text/locale", test_locale);
  return g_test_run ();
}
