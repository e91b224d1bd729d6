// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/lt-ids.h"

#include <stdio.h>

size_t
lt_ids_format (const uint32_t *ids, uint32_t n, char *text, size_t size)
{
  size_t length = 0;
  if (size)
    *text = '\0';
  for (uint32_t i = 0; i < n; i++) {
    const size_t at   = length < size ? length : size;
    uint32_t     last = i;
    while (last + 1 < n && ids[last] < UINT32_MAX &&
           ids[last + 1] == ids[last] + 1)
      last++;
    const char *space = i ? " " : "";
    length +=
      (size_t)(last > i
                 ? snprintf (
                     text + at, size - at, "%s%u-%u", space, ids[i], ids[last])
                 : snprintf (text + at, size - at, "%s%u", space, ids[i]));
    i = last;
  }
  return length;
}

/// A number at the start of `text`. @return the byte after it, or NULL.
static const char *
scan (const char *text, uint32_t *id)
{
  uint64_t value = 0;
  if (*text < '1' || *text > '9')
    return NULL;
  for (; *text >= '0' && *text <= '9'; text++) {
    value = value * 10 + (uint64_t)(*text - '0');
    if (value > UINT32_MAX)
      return NULL;
  }
  *id = (uint32_t)value;
  return text;
}

bool
lt_ids_parse (const char *text, uint32_t *ids, uint32_t max, uint32_t *n)
{
  uint32_t    found = 0, first = 0, last;
  const char *at = text;
  for (;;) {
    at   = scan (at, &first);
    last = first;
    if (at && *at == '-')
      at = scan (at + 1, &last);
    if (!at || last < first || last - first >= max - found)
      return false;
    for (uint32_t i = 0; i <= last - first; i++)
      ids[found++] = first + i;
    if (*at == '\0')
      break;
    if (*at++ != ' ' || found == max)
      return false;
  }
  *n = found;
  return true;
}
