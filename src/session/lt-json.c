// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The gate before json-glib, which recurses and is lenient: only JSON to the
// letter of RFC 8259 comes through, bounded in size, depth and count, with
// numbers that a double or an int64 can hold and texts without NUL.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32, MAX_VALUES = 1000000 };

typedef struct {
  const char *at, *end;
  uint32_t    depth, n_values;
  char        open[MAX_DEPTH]; ///< '{' or '[' of each depth
  bool        is_too_much;
} Scan;

static bool
skip_space (Scan *scan)
{
  while (scan->at < scan->end && *scan->at && strchr (" \t\r\n", *scan->at))
    scan->at++;
  return scan->at < scan->end;
}

static bool
take (Scan *scan, char c)
{
  if (!skip_space (scan) || *scan->at != c)
    return false;
  scan->at++;
  return true;
}

/// The four digits of \uXXXX; -1: they are not.
static int
scan_hex (Scan *scan)
{
  int value = 0;
  if (scan->end - scan->at < 4)
    return -1;
  for (int i = 0; i < 4; i++) {
    const int digit = g_ascii_xdigit_value (*scan->at++);
    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

static bool
scan_escape (Scan *scan)
{
  if (scan->at == scan->end)
    return false;
  const char c = *scan->at++;
  if (c != 'u')
    return c && strchr ("\"\\/bfnrt", c);
  const int high = scan_hex (scan);
  if (high < 0xD800 || high > 0xDFFF)
    return high > 0;
  if (high > 0xDBFF || scan->end - scan->at < 6 || scan->at[0] != '\\' ||
      scan->at[1] != 'u')
    return false;
  scan->at += 2;
  const int low = scan_hex (scan);
  return low >= 0xDC00 && low <= 0xDFFF;
}

static bool
scan_string (Scan *scan)
{
  if (!take (scan, '"'))
    return false;
  while (scan->at < scan->end) {
    const unsigned char c = (unsigned char)*scan->at++;
    if (c == '"')
      return true;
    if (c < ' ' || (c == '\\' && !scan_escape (scan)))
      return false;
  }
  return false;
}

static int
scan_digits (Scan *scan)
{
  int n = 0;
  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at); n++)
    scan->at++;
  return n;
}

static bool
scan_number (Scan *scan)
{
  const char *start  = scan->at;
  bool        is_int = true;
  scan->at += *scan->at == '-';
  const bool is_zero = scan->at < scan->end && *scan->at == '0';
  const int  n       = scan_digits (scan);
  if (n == 0 || (is_zero && n > 1))
    return false;
  if (scan->at < scan->end && *scan->at == '.') {
    scan->at++;
    is_int = false;
    if (scan_digits (scan) == 0)
      return false;
  }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E')) {
    scan->at++;
    is_int = false;
    if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
      scan->at++;
    if (scan_digits (scan) == 0)
      return false;
  }
  if (!is_int)
    return isfinite (g_ascii_strtod (start, NULL));
  errno = 0;
  (void)g_ascii_strtoll (start, NULL, 10);
  return errno != ERANGE;
}

static bool
scan_word (Scan *scan, const char *word)
{
  const size_t n = strlen (word);
  if ((size_t)(scan->end - scan->at) < n || memcmp (scan->at, word, n) != 0)
    return false;
  scan->at += n;
  return true;
}

static bool
scan_scalar (Scan *scan)
{
  switch (*scan->at) {
    case '"':
      return scan_string (scan);
    case 't':
      return scan_word (scan, "true");
    case 'f':
      return scan_word (scan, "false");
    case 'n':
      return scan_word (scan, "null");
    default:
      return scan_number (scan);
  }
}

/// Behind a value: close what ends here, up to the next value that is due.
static bool
scan_after (Scan *scan)
{
  while (scan->depth > 0) {
    const bool is_object = scan->open[scan->depth - 1] == '{';
    if (take (scan, ','))
      return !is_object || (scan_string (scan) && take (scan, ':'));
    if (!take (scan, is_object ? '}' : ']'))
      return false;
    scan->depth--;
  }
  return true;
}

/// One value, or the beginning of one that holds others.
static bool
scan_value (Scan *scan)
{
  if (!skip_space (scan))
    return false;
  scan->is_too_much = ++scan->n_values > MAX_VALUES;
  const char c      = *scan->at;
  if (c != '{' && c != '[')
    return !scan->is_too_much && scan_scalar (scan) && scan_after (scan);
  scan->is_too_much |= scan->depth == MAX_DEPTH;
  if (scan->is_too_much)
    return false;
  scan->open[scan->depth++] = c;
  scan->at++;
  if (take (scan, c == '{' ? '}' : ']')) {
    scan->depth--;
    return scan_after (scan);
  }
  return c == '[' || (scan_string (scan) && take (scan, ':'));
}

static bool
scan_text (Scan *scan)
{
  do {
    if (!scan_value (scan))
      return false;
  } while (scan->depth > 0);
  return !skip_space (scan);
}

static unsigned
line_of (const char *text, const char *at)
{
  unsigned line = 1;
  for (; text < at; text++)
    line += *text == '\n';
  return line;
}

JsonNode *
lt_json_parse (const char *text,
               gsize       length,
               const char *where,
               LtError    *error)
{
  const char *bad  = text + length;
  Scan        scan = {.at = text, .end = text + length};
  if (length > LT_MAX_SESSION_BYTES) {
    lt_fail (error, LT_RANGE, _ ("%s is too big to be read."), where);
    return NULL;
  }
  if (!g_utf8_validate_len (text, length, &bad)) {
    lt_fail (error,
             LT_FORMAT,
             _ ("%s is damaged in line %u: it is not text."),
             where,
             line_of (text, bad));
    return NULL;
  }
  // A NUL behind the text ends what strtod reads; the text may be a part.
  g_autofree char *copy = g_strndup (text, length);
  scan.at               = copy;
  scan.end              = copy + length;
  if (!scan_text (&scan)) {
    const unsigned line = line_of (copy, MIN (scan.at, scan.end));
    if (scan.is_too_much)
      lt_fail (error,
               LT_RANGE,
               _ ("%s, line %u: too much or too deep to be read."),
               where,
               line);
    else
      lt_fail (error, LT_FORMAT, _ ("%s is damaged in line %u."), where, line);
    return NULL;
  }
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, copy, (gssize)length, NULL)) {
    lt_fail (error, LT_FORMAT, _ ("%s is damaged."), where);
    return NULL;
  }
  return json_node_ref (json_parser_get_root (parser));
}

// --- members ---

LtStatus
lt_json_wrong (LtError *error, const char *where, const char *key)
{
  return lt_fail (error,
                  LT_FORMAT,
                  _ ("%s: \"%s\" is missing or of the wrong kind."),
                  where,
                  key);
}

LtStatus
lt_json_int (JsonObject *object,
             const char *key,
             const char *where,
             gint64      min,
             gint64      max,
             gint64     *value,
             LtError    *error)
{
  JsonNode *node = json_object_get_member (object, key);
  if (!node || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return lt_json_wrong (error, where, key);
  *value = json_node_get_int (node);
  if (*value < min || *value > max)
    return lt_fail (
      error, LT_RANGE, _ ("%s: \"%s\" is out of its range."), where, key);
  return LT_OK;
}

const char *
lt_json_text (JsonObject *object, const char *key, gsize max)
{
  JsonNode *node = json_object_get_member (object, key);
  if (!node || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  const char *text = json_node_get_string (node);
  return strlen (text) < max ? text : NULL;
}
