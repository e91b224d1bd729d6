// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/lt-text.h"

#include "base/lt-i18n.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  MAX_VALUE  = 64, ///< Bytes of a value that anyone has reason to type
  MAX_DIGITS = 48, ///< Significant digits looked at
  MAX_NUMBER = 40, ///< Bytes of a formatted number
};
static const double max_frames     = 1e12;
static const double infinite_ratio = 100;

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
lt_same_word (const char *a, const char *b, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (lower (a[i]) != lower (b[i]))
      return false;
    else if (a[i] == '\0')
      break;
  return true;
}

static bool
is_word (const char *text, const char *word)
{
  return lt_same_word (text, word, strlen (word) + 1);
}

/** Past `word`, whatever its case; NULL when it is not there. */
static const char *
past (const char *text, const char *word)
{
  size_t length = strlen (word);
  return lt_same_word (text, word, length) ? text + length : NULL;
}

static const char *
past_space (const char *text)
{
  for (;;) {
    if (*text == ' ' || *text == '\t')
      text++;
    else if (past (text, "\302\240")) // no-break space
      text += 2;
    else if (past (text, "\342\200\257")) // narrow no-break space
      text += 3;
    else
      return text;
  }
}

static const char *
past_sign (const char *text, bool *negative)
{
  *negative = *text == '-' || past (text, "−");
  if (past (text, "−"))
    return text + strlen ("−");
  return text + (*text == '-' || *text == '+');
}

/** Digits gathered without their point: value is 0.digits * 10^exponent. */
typedef struct {
  char digits[MAX_DIGITS + 16];
  int  n, n_seen, exponent;
} Decimal;

static const char *
scan_digits (const char *text, Decimal *decimal, bool whole)
{
  for (; is_digit (*text); text++) {
    decimal->n_seen++;
    if (decimal->n == 0 && *text == '0') {
      decimal->exponent -= !whole;
      continue;
    }
    decimal->exponent += whole;
    if (decimal->n < MAX_DIGITS)
      decimal->digits[decimal->n++] = *text;
    else if (*text != '0') // keeps a tie from being one
      decimal->digits[MAX_DIGITS - 1] = '1';
  }
  return text;
}

static const char *
scan_exponent (const char *text, int *exponent)
{
  if (*text != 'e' && *text != 'E')
    return text;
  const char *at       = text + 1;
  bool        negative = *at == '-';
  at += *at == '-' || *at == '+';
  if (!is_digit (*at))
    return text;
  int value = 0;
  for (; is_digit (*at); at++)
    if (value < 10000)
      value = value * 10 + (*at - '0');
  *exponent += negative ? -value : value;
  return at;
}

const char *
lt_scan_number (const char *text, double *value)
{
  bool        negative;
  const char *at  = past_sign (text, &negative);
  const char *end = past (at, "inf");
  if (!end)
    end = past (at, "∞");
  if (end) {
    *value = negative ? -INFINITY : INFINITY;
    return end;
  }
  Decimal decimal = {.n = 0};
  at              = scan_digits (at, &decimal, true);
  if (*at == '.' || *at == ',')
    at = scan_digits (at + 1, &decimal, false);
  if (decimal.n_seen == 0)
    return NULL;
  at     = scan_exponent (at, &decimal.exponent);
  *value = 0;
  if (decimal.n == 0)
    return at;
  // Digits and an exponent without a point read the same in every locale.
  snprintf (
    decimal.digits + decimal.n, 16, "e%d", decimal.exponent - decimal.n);
  double number = strtod (decimal.digits, NULL);
  if (isinf (number))
    return NULL;
  *value = negative && number != 0 ? -number : number;
  return at;
}

/** `value` with `digits` decimals and a point; no "-0.0". */
static int
format_fixed (double value, int digits, char *text, size_t size)
{
  long long scale = 1;
  for (int i = 0; i < digits; i++)
    scale *= 10;
  long long   whole = llround (fabs (value) * (double)scale);
  const char *sign  = value < 0 && whole != 0 ? "-" : "";
  if (digits <= 0)
    return snprintf (text, size, "%s%lld", sign, whole);
  return snprintf (
    text, size, "%s%lld.%0*lld", sign, whole / scale, digits, whole % scale);
}

/** Lay out `n` digits, the first one worth 10^exponent. */
static int
layout_number (bool        negative,
               const char *digits,
               int         n,
               int         exponent,
               char       *text,
               size_t      size)
{
  const char *sign  = negative ? "-" : "";
  const char *zeros = "0000000000000000";
  if (exponent < -5 || exponent > 15)
    return snprintf (text,
                     size,
                     "%s%c%s%.*se%d",
                     sign,
                     digits[0],
                     n > 1 ? "." : "",
                     n - 1,
                     digits + 1,
                     exponent);
  if (exponent < 0)
    return snprintf (
      text, size, "%s0.%.*s%.*s", sign, -exponent - 1, zeros, n, digits);
  if (n <= exponent + 1)
    return snprintf (
      text, size, "%s%.*s%.*s", sign, n, digits, exponent + 1 - n, zeros);
  return snprintf (text,
                   size,
                   "%s%.*s.%.*s",
                   sign,
                   exponent + 1,
                   digits,
                   n - exponent - 1,
                   digits + exponent + 1);
}

int
lt_format_number (double value, char *text, size_t size)
{
  if (!isfinite (value))
    return snprintf (text,
                     size,
                     "%s",
                     isnan (value) ? "nan"
                     : value < 0   ? "-inf"
                                   : "inf");
  if (value == 0)
    return snprintf (text, size, "0");
  char digits[MAX_NUMBER];
  int  n = 0, exponent = 0;
  // Whatever is exact in fewer than 15 digits ends in zeros at 15.
  for (int precision = fabs (value) < DBL_MIN ? 0 : 14; precision <= 16;
       precision++) {
    char   raw[MAX_NUMBER], check[2 * MAX_NUMBER];
    char  *at;
    double back;
    snprintf (raw, sizeof raw, "%.*e", precision, fabs (value));
    for (at = raw, n = 0; *at != 'e'; at++) // the point is the locale's
      if (is_digit (*at))
        digits[n++] = *at;
    digits[n] = '\0';
    exponent  = atoi (at + 1);
    snprintf (check, sizeof check, "%se%d", digits, exponent - n + 1);
    back = strtod (check, NULL);
    if (back == fabs (value))
      break;
  }
  while (n > 1 && digits[n - 1] == '0')
    n--;
  return layout_number (value < 0, digits, n, exponent, text, size);
}

static int
format_hz (double value, int digits, char *text, size_t size)
{
  char number[MAX_NUMBER];
  int  length = format_fixed (value, digits, number, sizeof number);
  if (length < 4 || strcspn (number, ".") < 4)
    return snprintf (text, size, "%s Hz", number);
  length = format_fixed (value / 1000, 2, number, sizeof number);
  if (number[length - 1] == '0')
    number[length - 1] = '\0';
  return snprintf (text, size, "%s kHz", number);
}

static int
format_pan (double value, int digits, char *text, size_t size)
{
  char number[MAX_NUMBER];
  format_fixed (fabs (value), digits, number, sizeof number);
  if (strspn (number, "0.") == strlen (number))
    return snprintf (text, size, "C");
  return snprintf (text, size, "%s%s", value < 0 ? "L" : "R", number);
}

/// "4.0:1"; the end of a range that stands for infinity is "∞:1".
static int
format_ratio (const LtParamInfo *info, double value, char *text, size_t size)
{
  char number[MAX_NUMBER];
  if (value >= infinite_ratio)
    return snprintf (text, size, "∞:1");
  format_fixed (value, info->digits, number, sizeof number);
  return snprintf (text, size, "%s:1", number);
}

static int
format_float (const LtParamInfo *info, double value, char *text, size_t size)
{
  static const char *const suffix[LT_N_UNITS] = {
    [LT_UNIT_NONE]    = "",
    [LT_UNIT_DB]      = " dB",
    [LT_UNIT_MS]      = " ms",
    [LT_UNIT_PERCENT] = "%",
    [LT_UNIT_FRAMES]  = "f",
  };
  char number[MAX_NUMBER];
  if (isinf (value))
    return lt_format_number (value, text, size);
  if (info->unit == LT_UNIT_HZ)
    return format_hz (value, info->digits, text, size);
  if (info->unit == LT_UNIT_PAN)
    return format_pan (value, info->digits, text, size);
  if (info->unit == LT_UNIT_RATIO)
    return format_ratio (info, value, text, size);
  format_fixed (value, info->digits, number, sizeof number);
  bool plus =
    info->unit == LT_UNIT_DB && strpbrk (number, "123456789") && value > 0;
  return snprintf (
    text, size, "%s%s%s", plus ? "+" : "", number, suffix[info->unit]);
}

int
lt_info_format (const LtParamInfo *info,
                double             value,
                bool               plain,
                char              *text,
                size_t             size)
{
  value = lt_info_clamp (info, value);
  switch (info->type) {
    case LT_TYPE_FLOAT:
      return plain ? lt_format_number (value, text, size)
                   : format_float (info, value, text, size);
    case LT_TYPE_BOOL: {
      const char *word = value != 0 ? N_ ("on") : N_ ("off");
      return snprintf (text, size, "%s", plain ? word : gettext (word));
    }
    case LT_TYPE_CHOICE: {
      size_t      length = 0;
      const char *choice = lt_info_choice (info, (int)value, &length);
      return snprintf (text, size, "%.*s", (int)length, choice ? choice : "");
    }
    case LT_TYPE_COLOUR:
      return snprintf (text, size, "#%06x", (unsigned)value);
    case LT_TYPE_FRAMES:
      return snprintf (text, size, "%" PRId64 "f", (int64_t)value);
    case LT_TYPE_COUNT:
      return snprintf (text, size, "%" PRId64, (int64_t)value);
    case LT_TYPE_TEXT:
      break;
  }
  return snprintf (text, size, "%s", "");
}

int
lt_param_format (LtParam param, double value, char *text, size_t size)
{
  return lt_info_format (&lt_param_info[param], value, false, text, size);
}

int
lt_param_format_plain (LtParam param, double value, char *text, size_t size)
{
  return lt_info_format (&lt_param_info[param], value, true, text, size);
}

/** Bytes that the UTF-8 character at `text` takes; 0: not a good one. */
static size_t
utf8_length (const unsigned char *text)
{
  if (text[0] >= 0x20 && text[0] < 0x7f)
    return 1;
  size_t n = text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : 2;
  if (text[0] < 0xc2 || text[0] > 0xf4)
    return 0;
  for (size_t i = 1; i < n; i++)
    if ((text[i] & 0xc0) != 0x80)
      return 0;
  bool bad = (text[0] == 0xc2 && text[1] < 0xa0)    // control
             || (text[0] == 0xe0 && text[1] < 0xa0) // overlong
             || (text[0] == 0xed && text[1] > 0x9f) // surrogate
             || (text[0] == 0xf0 && text[1] < 0x90) // overlong
             || (text[0] == 0xf4 && text[1] > 0x8f) // beyond the last one
             || (text[0] == 0xe2 && text[1] == 0x80 &&
                 (text[2] == 0xa8 || text[2] == 0xa9)); // line ends
  return bad ? 0 : n;
}

const char *
lt_quote (const char *text, char quoted[LT_QUOTED])
{
  size_t length = 0;
  while (*text) {
    size_t n = utf8_length ((const unsigned char *)text);
    if (length + (n ? n : 1) > 60 - strlen ("…")) {
      memcpy (quoted + length, "…", strlen ("…"));
      length += strlen ("…");
      break;
    }
    if (n)
      memcpy (quoted + length, text, n);
    else
      quoted[length] = '?';
    length += n ? n : 1;
    text += n ? n : 1;
  }
  quoted[length] = '\0';
  return quoted;
}

static LtStatus
not_a_value (const LtParamInfo *info, const char *text, LtError *error)
{
  static const char *const hint[] = {
    [LT_TYPE_FLOAT]  = N_ ("a number, for example -6 or -6.5 dB"),
    [LT_TYPE_BOOL]   = N_ ("on or off"),
    [LT_TYPE_CHOICE] = N_ ("one of its choices"),
    [LT_TYPE_COLOUR] = N_ ("a colour like #d98c5f"),
    [LT_TYPE_FRAMES] = N_ ("frames, like 600000f"),
    [LT_TYPE_COUNT]  = N_ ("a whole number"),
    [LT_TYPE_TEXT]   = N_ ("a text"),
  };
  char quoted[LT_QUOTED];
  if (info->type == LT_TYPE_CHOICE)
    return lt_fail (error,
                    LT_FORMAT,
                    _ ("%s cannot be “%s”: write one of %s"),
                    info->key,
                    lt_quote (text, quoted),
                    info->choices);
  return lt_fail (error,
                  LT_FORMAT,
                  _ ("%s cannot be “%s”: write %s"),
                  info->key,
                  lt_quote (text, quoted),
                  _ (hint[info->type]));
}

static LtStatus
out_of_range (const LtParamInfo *info, const char *text, LtError *error)
{
  char quoted[LT_QUOTED], min[MAX_NUMBER], max[MAX_NUMBER];
  lt_format_number (info->min, min, sizeof min);
  lt_format_number (info->max, max, sizeof max);
  return lt_fail (error,
                  LT_RANGE,
                  _ ("%s cannot be “%s”: it goes from %s to %s"),
                  info->key,
                  lt_quote (text, quoted),
                  info->flags & LT_PARAM_MINUS_INF ? "-inf" : min,
                  max);
}

/** The unit after a number, and its factor; false: not this unit. */
static bool
scan_unit (const LtParamInfo *info, const char *text, double *factor)
{
  static const struct {
    LtUnit      unit;
    const char *text;
    double      factor;
  } units[] = {
    {LT_UNIT_DB, "db", 1},
    {LT_UNIT_HZ, "hz", 1},
    {LT_UNIT_HZ, "khz", 1000},
    {LT_UNIT_HZ, "k", 1000},
    {LT_UNIT_MS, "ms", 1},
    {LT_UNIT_MS, "s", 1000},
    {LT_UNIT_PERCENT, "%", 1},
    {LT_UNIT_PAN, "%", 1},
    {LT_UNIT_PAN, "l", -1},
    {LT_UNIT_PAN, "r", 1},
    {LT_UNIT_FRAMES, "f", 1},
    {LT_UNIT_RATIO, ":1", 1},
  };
  *factor = 1;
  if (*text == '\0')
    return info->unit != LT_UNIT_FRAMES;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (units[i].unit == info->unit && is_word (text, units[i].text)) {
      *factor = units[i].factor;
      return true;
    }
  return false;
}

/** "C", "L30", "R 30" without a sign; false: to be read as a number. */
static bool
scan_pan (const char *text, double *value)
{
  if (is_word (text, "c") || is_word (text, "centre") ||
      is_word (text, "center")) {
    *value = 0;
    return true;
  }
  bool left = past (text, "l");
  if (!left && !past (text, "r"))
    return false;
  const char *at = past_space (text + 1);
  if (!is_digit (*at))
    return false;
  at = lt_scan_number (at, value);
  if (!at || *past_space (at))
    return false;
  *value = left ? -*value : *value;
  return true;
}

static LtStatus
parse_number (const LtParamInfo *info, const char *text, double *value)
{
  double number, factor;
  if (info->unit != LT_UNIT_PAN || !scan_pan (text, &number)) {
    const char *at = lt_scan_number (text, &number);
    if (!at || !scan_unit (info, past_space (at), &factor))
      return LT_FORMAT;
    if (info->unit == LT_UNIT_PAN && factor < 0 && signbit (number))
      return LT_FORMAT;
    number *= factor;
  }
  bool minus_inf = info->flags & LT_PARAM_MINUS_INF;
  if (info->unit == LT_UNIT_RATIO && number > 0 && isinf (number) &&
      info->max >= infinite_ratio)
    number = info->max;
  if (isinf (number) && !(number < 0 && minus_inf))
    return LT_FORMAT;
  if ((info->type == LT_TYPE_FRAMES || info->type == LT_TYPE_COUNT) &&
      number != floor (number))
    return LT_FORMAT;
  if (number > info->max || (number < info->min && !minus_inf))
    return LT_RANGE;
  *value = lt_info_clamp (info, number);
  return LT_OK;
}

static LtStatus
parse_switch (const char *text, double *value)
{
  static const char *const on[]  = {"on", "true", "yes", "1"};
  static const char *const off[] = {"off", "false", "no", "0"};
  for (int i = 0; i < 4; i++)
    if (is_word (text, on[i]) || is_word (text, off[i])) {
      *value = is_word (text, on[i]);
      return LT_OK;
    }
  if (strcmp (text, _ ("on")) != 0 && strcmp (text, _ ("off")) != 0)
    return LT_FORMAT;
  *value = strcmp (text, _ ("on")) == 0;
  return LT_OK;
}

static LtStatus
parse_choice (const LtParamInfo *info, const char *text, double *value)
{
  int index = lt_info_find_choice (info, text);
  if (index < 0) {
    size_t n = strspn (text, "0123456789");
    if (n == 0 || text[n] != '\0')
      return LT_FORMAT;
    index = n > 4 ? -1 : atoi (text);
    if (!lt_info_choice (info, index, NULL))
      return LT_RANGE;
  }
  *value = index;
  return LT_OK;
}

static LtStatus
parse_colour (const char *text, double *value)
{
  if (text[0] != '#' || strlen (text) != 7 ||
      strspn (text + 1, "0123456789abcdefABCDEF") != 6)
    return LT_FORMAT;
  *value = (double)strtoul (text + 1, NULL, 16);
  return LT_OK;
}

/** Copy without the space around; false: empty or too long for a value. */
static bool
trim (const char *text, char trimmed[MAX_VALUE])
{
  text          = past_space (text);
  size_t length = strnlen (text, MAX_VALUE);
  if (length == 0 || length >= MAX_VALUE)
    return false;
  memcpy (trimmed, text, length + 1);
  for (size_t end = length; end > 0; end--) {
    if (*past_space (trimmed + end - 1) == '\0')
      trimmed[end - 1] = '\0';
    else if (((unsigned char)trimmed[end - 1] & 0xc0) != 0x80)
      break;
  }
  return trimmed[0] != '\0';
}

LtStatus
lt_info_parse (const LtParamInfo *info,
               const char        *text,
               double            *value,
               LtError           *error)
{
  char     trimmed[MAX_VALUE];
  LtStatus status = LT_FORMAT;
  if (trim (text, trimmed))
    switch (info->type) {
      case LT_TYPE_FLOAT:
      case LT_TYPE_FRAMES:
      case LT_TYPE_COUNT:
        status = parse_number (info, trimmed, value);
        break;
      case LT_TYPE_BOOL:
        status = parse_switch (trimmed, value);
        break;
      case LT_TYPE_CHOICE:
        status = parse_choice (info, trimmed, value);
        break;
      case LT_TYPE_COLOUR:
        status = parse_colour (trimmed, value);
        break;
      case LT_TYPE_TEXT:
        break;
    }
  if (status == LT_FORMAT)
    return not_a_value (info, text, error);
  if (status == LT_RANGE)
    return out_of_range (info, text, error);
  return status;
}

LtStatus
lt_param_parse (LtParam param, const char *text, double *value, LtError *error)
{
  return lt_info_parse (&lt_param_info[param], text, value, error);
}

/** "600000f", or "1:02:03.5" in seconds; false: neither. */
static bool
scan_time (const char *text, double *seconds, double *frames)
{
  *frames = *seconds = 0;
  for (int n_colons = 0;; n_colons++) {
    double      part;
    const char *at = lt_scan_number (text, &part);
    if (!at || !isfinite (part) ||
        (n_colons && (!is_digit (*text) || part >= 60)))
      return false;
    *seconds = *seconds * 60 + part;
    if (*at == ':') {
      if (n_colons == 2 || strspn (text, "0123456789") != (size_t)(at - text))
        return false;
      text = at + 1;
      continue;
    }
    at = past_space (at);
    if (*at == '\0' || is_word (at, "s"))
      return true;
    *frames = part;
    return n_colons == 0 && is_word (at, "f") && part == floor (part);
  }
}

LtStatus
lt_parse_time (const char *text, uint32_t rate, int64_t *frames, LtError *error)
{
  char   trimmed[MAX_VALUE], quoted[LT_QUOTED];
  double seconds, whole;
  if (!trim (text, trimmed) || !scan_time (trimmed, &seconds, &whole))
    return lt_fail (error,
                    LT_FORMAT,
                    _ ("“%s” is not a time: write seconds like 12.5 or "
                       "1:02.5, or frames like 600000f"),
                    lt_quote (text, quoted));
  if (whole == 0)
    whole = round (seconds * rate);
  if (!(seconds >= 0 && whole <= max_frames))
    return lt_fail (error,
                    LT_RANGE,
                    _ ("“%s” is not on the time line: a time is not negative "
                       "and not beyond 10^12 frames"),
                    lt_quote (text, quoted));
  *frames = (int64_t)whole;
  return LT_OK;
}

void
lt_format_time (int64_t frames, uint32_t rate, char *text, size_t size)
{
  uint64_t    n       = frames < 0 ? 0 - (uint64_t)frames : (uint64_t)frames;
  const char *sign    = frames < 0 ? "-" : "";
  uint64_t    seconds = rate ? n / rate : 0;
  unsigned    ms      = rate ? (unsigned)(n % rate * 1000 / rate) : 0;
  unsigned    s = (unsigned)(seconds % 60), m = (unsigned)(seconds / 60 % 60);
  if (seconds < 3600)
    snprintf (text, size, "%s%02u:%02u.%03u", sign, m, s, ms);
  else
    snprintf (text,
              size,
              "%s%" PRIu64 ":%02u:%02u.%03u",
              sign,
              seconds / 3600,
              m,
              s,
              ms);
}
