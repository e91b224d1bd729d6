// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/lt-section.h"

#include "base/lt-i18n.h"
#include "core/lt-text.h"

#include <stdio.h>
#include <string.h>

/// A name makes it one of the processing.
static const struct {
  const char *key, *name;
} table[LT_N_SECTIONS] = {
  [LT_SECTION_NAME]       = {"name", NULL},
  [LT_SECTION_INPUT]      = {"input", NULL},
  [LT_SECTION_FILTERS]    = {"filters", N_ ("Filters")},
  [LT_SECTION_GATE]       = {"gate", N_ ("Gate")},
  [LT_SECTION_EQ]         = {"eq", N_ ("EQ")},
  [LT_SECTION_COMPRESSOR] = {"compressor", N_ ("Compressor")},
  [LT_SECTION_SATURATION] = {"saturation", N_ ("Saturation")},
  [LT_SECTION_ROUTING]    = {"routing", NULL},
  [LT_SECTION_SENDS]      = {"sends", NULL},
  [LT_SECTION_PAN]        = {"pan", NULL},
  [LT_SECTION_MUTE]       = {"mute", NULL},
  [LT_SECTION_SOLO]       = {"solo", NULL},
  [LT_SECTION_FADER]      = {"fader", NULL},
  [LT_SECTION_DCA]        = {"dca", NULL},
  [LT_SECTION_LAYOUT]     = {"layout", NULL},
  [LT_SECTION_MONITOR]    = {"monitor", NULL},
  [LT_SECTION_SESSION]    = {"session", NULL},
};
_Static_assert(LT_N_SECTIONS <= 32, "a mask of sections has 32 bits");

const char *
lt_section_key (LtSection section)
{
  return table[section].key;
}

const char *
lt_section_name (LtSection section)
{
  return table[section].name;
}

uint32_t
lt_sections_processing (void)
{
  uint32_t sections = 0;
  for (int i = 0; i < LT_N_SECTIONS; i++)
    if (table[i].name)
      sections |= LT_SECTION_BIT (i);
  return sections;
}

bool
lt_sections_have (uint32_t sections, LtParam param)
{
  const LtParamInfo *info = &lt_param_info[param];
  const uint32_t     both =
    LT_SECTION_BIT (LT_SECTION_EQ) | LT_SECTION_BIT (LT_SECTION_COMPRESSOR);
  if (param >= LT_N_STRIP_PARAMS || !table[info->section].name ||
      info->flags & (LT_PARAM_PER_BUS | LT_PARAM_TRANSIENT) ||
      (info->type != LT_TYPE_FLOAT && info->type != LT_TYPE_BOOL &&
       info->type != LT_TYPE_CHOICE))
    return false;
  if (param == LT_PARAM_ORDER)
    return (sections & both) == both;
  return (sections & LT_SECTION_BIT (info->section)) != 0;
}

int
lt_sections_format (uint32_t sections, char *text, size_t size)
{
  int length = 0;
  if (size)
    *text = '\0';
  for (int i = 0; i < LT_N_SECTIONS; i++)
    if (sections & LT_SECTION_BIT (i)) {
      const size_t at = (size_t)length < size ? (size_t)length : size;
      length += snprintf (text + at,
                          size - at,
                          "%s%s",
                          length ? "," : "",
                          table[i].key ? table[i].key : "?");
    }
  return length;
}

/// The section that `n` bytes name, if it is one of the processing.
static uint32_t
find (const char *word, size_t n)
{
  for (int i = 0; i < LT_N_SECTIONS; i++)
    if (table[i].name && strlen (table[i].key) == n &&
        lt_same_word (word, table[i].key, n))
      return LT_SECTION_BIT (i);
  return 0;
}

LtStatus
lt_sections_parse (const char *text, uint32_t *sections, LtError *error)
{
  uint32_t found = 0;
  for (const char *at = text;; at++) {
    const size_t   n   = strcspn (at, ",");
    const uint32_t one = find (at, n);
    char           quoted[LT_QUOTED], known[128];
    if (!one) {
      lt_sections_format (lt_sections_processing (), known, sizeof known);
      return lt_fail (error,
                      LT_NOT_FOUND,
                      _ ("\"%s\" is no section of a strip's processing; there "
                         "are %s."),
                      lt_quote (text, quoted),
                      known);
    }
    found |= one;
    at += n;
    if (!*at)
      break;
  }
  *sections = found;
  return LT_OK;
}
