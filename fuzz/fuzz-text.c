// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Everything that core reads from a person or a script: values of every
// parameter, times, addresses. What was taken must be clean and must come back
// from its own written form.

#include "core/lt-address.h"
#include "core/lt-limits.h"
#include "core/lt-text.h"
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                        \
  do {                                                                         \
    if (!(condition))                                                          \
      abort ();                                                                \
  } while (0)

static uint32_t
strip_by_name (void *data, const char *name)
{
  MUST (strlen (name) > 0 && strlen (name) < LT_MAX_NAME);
  return (uint32_t)strlen (name) % 3;
}

static uint32_t
master (void *data)
{
  return 1;
}

static void
must_be_one_line (const LtError *error)
{
  MUST (error->status != LT_OK);
  MUST (memchr (error->text, '\0', sizeof error->text));
  MUST (error->text[0] && !strpbrk (error->text, "\n\r\t\033"));
}

static void
fuzz_values (const char *text)
{
  for (int i = 0; i < LT_N_PARAMS; i++) {
    LtParam param = (LtParam)i;
    double  value = NAN, back = NAN;
    LtError error = {.status = LT_OK};
    char    plain[64], shown[64];
    if (lt_param_parse (param, text, &value, &error) != LT_OK) {
      must_be_one_line (&error);
      continue;
    }
    MUST (value == lt_param_clamp (param, value));
    MUST (lt_param_format_plain (param, value, plain, sizeof plain) < 64);
    MUST (lt_param_parse (param, plain, &back, NULL) == LT_OK);
    MUST (back == value);
    MUST (lt_param_format (param, value, shown, sizeof shown) < 64);
    MUST (lt_param_parse (param, shown, &back, NULL) == LT_OK);
    double position = lt_param_to_position (param, value);
    MUST (position >= 0 && position <= 1);
  }
}

static void
fuzz_time (const char *text)
{
  int64_t frames = -1;
  LtError error  = {.status = LT_OK};
  char    shown[24];
  if (lt_parse_time (text, 48000, &frames, &error) != LT_OK) {
    must_be_one_line (&error);
    return;
  }
  int64_t back = -1;
  MUST (frames >= 0);
  lt_format_time (frames, 48000, shown, sizeof shown);
  MUST (lt_parse_time (shown, 48000, &back, NULL) == LT_OK);
  MUST (frames - back >= 0 && frames - back <= 48);
}

static void
fuzz_address (const char *text)
{
  const LtNames names = {strip_by_name, master, NULL};
  LtAddress     address, back;
  LtError       error = {.status = LT_OK};
  char          again[128];
  lt_address_parse (text, NULL, &address, NULL);
  if (lt_address_parse (text, &names, &address, &error) != LT_OK) {
    must_be_one_line (&error);
    return;
  }
  MUST (lt_address_valid (address));
  MUST (lt_address_format (address, again, sizeof again) < 128);
  MUST (lt_address_parse (again, NULL, &back, NULL) == LT_OK);
  MUST (lt_address_equal (address, back));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  char *text = malloc (size + 1); // the heap, so that overruns are seen
  MUST (text);
  memcpy (text, data, size);
  text[size] = '\0';
  fuzz_values (text);
  fuzz_time (text);
  fuzz_address (text);
  free (text);
  return 0;
}
