// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/lt-address.h"

#include "base/lt-i18n.h"
#include "core/lt-limits.h"
#include "core/lt-param.h"
#include "core/lt-text.h"

#include <stdio.h>
#include <string.h>

enum { MAX_KEY = 64 };

bool
lt_address_valid (LtAddress address)
{
  if (address.param >= LT_N_PARAMS || address.unused != 0)
    return false;
  const LtParamInfo *info = &lt_param_info[address.param];
  return (address.strip == 0) == !!(info->kinds & LT_KIND_DESK) &&
         (address.bus != 0) == !!(info->flags & LT_PARAM_PER_BUS);
}

int
lt_address_format (LtAddress address, char *text, size_t size)
{
  if (!lt_address_valid (address))
    return snprintf (text, size, "?");
  const LtParamInfo *info      = &lt_param_info[address.param];
  char               where[24] = "";
  if (address.strip)
    snprintf (where, sizeof where, "strip/%u", (unsigned)address.strip);
  else
    snprintf (where, sizeof where, "%s", lt_kind_name ((LtKind)info->kinds));
  const size_t   at     = strcspn (info->key, "*#");
  const uint32_t number = lt_param_number ((LtParam)address.param);
  if (!info->key[at])
    return snprintf (text, size, "%s/%s", where, info->key);
  return snprintf (text,
                   size,
                   "%s/%.*s%u%s",
                   where,
                   (int)at,
                   info->key,
                   (unsigned)(number ? number : address.bus),
                   info->key + at + 1);
}

/// The parameter whose key has `*` where the table has `*` or `#`, and its
/// number. Where there is no such number, LT_N_PARAMS.
static LtParam
find_param (const char *key, uint32_t kind, uint32_t number, bool is_name)
{
  for (int i = 0; i < LT_N_PARAMS; i += lt_param_info[i].count) {
    const LtParamInfo *info = &lt_param_info[i];
    const size_t       at   = strcspn (info->key, "#");
    if (!(info->kinds & kind) || strncmp (info->key, key, at) != 0)
      continue;
    if (!info->key[at] && key[at] == '\0')
      return (LtParam)i;
    if (info->key[at] && key[at] == '*' && !is_name && number >= 1 &&
        number <= info->count && strcmp (info->key + at + 1, key + at + 1) == 0)
      return (LtParam)(i + (int)number - 1);
  }
  return LT_N_PARAMS;
}

/** What is left to read, and what all of it was, for the error's text. */
typedef struct {
  const char    *at;
  const char    *text;
  const LtNames *names;
  LtError       *error;
} Reader;

static LtStatus
malformed (Reader *reader)
{
  return lt_fail (reader->error,
                  LT_FORMAT,
                  _ ("“%s” is not an address: write for example "
                     "strip/7/fader or strip/\"Vox\"/send/\"Verb\"/level"),
                  lt_quote (reader->text, (char[LT_QUOTED]){0}));
}

static bool
at_end_of_segment (const char *at)
{
  return *at == '/' || *at == '\0';
}

/** Past "word" if that is the whole next segment. */
static bool
take_word (Reader *reader, const char *word)
{
  size_t length = strlen (word);
  if (strncmp (reader->at, word, length) != 0 ||
      !at_end_of_segment (reader->at + length))
    return false;
  reader->at += length;
  return true;
}

static bool
take_slash (Reader *reader)
{
  if (*reader->at != '/')
    return false;
  reader->at++;
  return true;
}

static LtStatus
read_number (Reader *reader, uint32_t *id)
{
  uint64_t number = 0;
  if (*reader->at == '0')
    return malformed (reader);
  for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
    number = number * 10 + (uint64_t)(*reader->at - '0');
    if (number > UINT32_MAX)
      return malformed (reader);
  }
  *id = (uint32_t)number;
  return at_end_of_segment (reader->at) ? LT_OK : malformed (reader);
}

static LtStatus
read_name (Reader *reader, uint32_t *id)
{
  char   name[LT_MAX_NAME];
  size_t length = 0;
  for (reader->at++; *reader->at != '"'; reader->at++) {
    if (*reader->at == '\\')
      reader->at++;
    if (*reader->at == '\0' || length + 1 >= sizeof name)
      return malformed (reader);
    name[length++] = *reader->at;
  }
  name[length] = '\0';
  reader->at++;
  if (length == 0 || !at_end_of_segment (reader->at))
    return malformed (reader);
  const LtNames *names = reader->names;
  if (!names || !names->strip_by_name)
    return lt_fail (reader->error,
                    LT_NOT_FOUND,
                    _ ("Strips go by number here, not by a name like “%s”"),
                    lt_quote (name, (char[LT_QUOTED]){0}));
  *id = names->strip_by_name (names->data, name);
  if (*id == 0)
    return lt_fail (reader->error,
                    LT_NOT_FOUND,
                    _ ("There is no strip named “%s” in this session"),
                    lt_quote (name, (char[LT_QUOTED]){0}));
  return LT_OK;
}

static LtStatus
read_master (Reader *reader, uint32_t *id)
{
  const LtNames *names = reader->names;
  *id = names && names->master ? names->master (names->data) : 0;
  if (*id == 0)
    return lt_fail (reader->error,
                    LT_NOT_FOUND,
                    _ ("%s: the master goes by its number here"),
                    lt_quote (reader->text, (char[LT_QUOTED]){0}));
  return LT_OK;
}

/** Whether the next segment names a strip rather than being part of a key. */
static bool
is_reference (Reader *reader)
{
  if (*reader->at == '"' || (*reader->at >= '0' && *reader->at <= '9'))
    return true;
  return strncmp (reader->at, "master", 6) == 0 &&
         at_end_of_segment (reader->at + 6);
}

static LtStatus
read_reference (Reader *reader, uint32_t *id)
{
  if (*reader->at == '"')
    return read_name (reader, id);
  if (take_word (reader, "master"))
    return read_master (reader, id);
  if (*reader->at < '0' || *reader->at > '9')
    return malformed (reader);
  return read_number (reader, id);
}

/** The rest of the address as a key with `*`, and the id that stood there. */
static LtStatus
read_key (Reader *reader, char key[MAX_KEY], uint32_t *bus, bool *is_name)
{
  size_t length = 0;
  *bus          = 0;
  *is_name      = false;
  for (;;) {
    if (is_reference (reader)) {
      if (*bus != 0 || length + 1 >= MAX_KEY)
        return malformed (reader);
      *is_name        = *reader->at < '0' || *reader->at > '9';
      LtStatus status = read_reference (reader, bus);
      if (status != LT_OK)
        return status;
      key[length++] = '*';
    } else {
      size_t n = strspn (reader->at, "abcdefghijklmnopqrstuvwxyz0123456789-");
      if (n == 0 || length + n + 1 >= MAX_KEY ||
          !at_end_of_segment (reader->at + n))
        return malformed (reader);
      memcpy (key + length, reader->at, n);
      length += n;
      reader->at += n;
    }
    if (*reader->at == '\0')
      break;
    reader->at++;
    key[length++] = '/';
  }
  key[length] = '\0';
  return LT_OK;
}

/** The part before the key: whose parameter it is. */
static LtStatus
read_owner (Reader *reader, uint32_t *strip, uint32_t *kind)
{
  LtStatus status = LT_OK;
  *strip          = 0;
  *kind           = LT_KIND_ALL;
  for (uint32_t desk = LT_KIND_SESSION; desk & LT_KIND_DESK; desk <<= 1) {
    const char *name = lt_kind_name ((LtKind)desk);
    if (name && take_word (reader, name)) {
      *kind = desk;
      return take_slash (reader) ? LT_OK : malformed (reader);
    }
  }
  if (take_word (reader, "master")) {
    *kind  = LT_KIND_MASTER;
    status = read_master (reader, strip);
  } else if (take_word (reader, "strip") && take_slash (reader))
    status = read_reference (reader, strip);
  else
    return malformed (reader);
  if (status == LT_OK && !take_slash (reader))
    return malformed (reader);
  return status;
}

LtStatus
lt_address_parse (const char    *text,
                  const LtNames *names,
                  LtAddress     *address,
                  LtError       *error)
{
  Reader   reader = {text, text, names, error};
  char     key[MAX_KEY];
  uint32_t strip, bus, kind;
  bool     is_name = false;
  LtStatus status  = read_owner (&reader, &strip, &kind);
  if (status == LT_OK)
    status = read_key (&reader, key, &bus, &is_name);
  if (status != LT_OK)
    return status;
  LtParam param = find_param (key, kind, bus, is_name);
  if (param == LT_N_PARAMS)
    return lt_fail (
      error,
      LT_NOT_FOUND,
      _ ("There is no parameter “%s”: longthrow-cli params lists them"),
      lt_quote (text, (char[LT_QUOTED]){0}));
  if (!(lt_param_info[param].flags & LT_PARAM_PER_BUS))
    bus = 0;
  *address = (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param};
  return LT_OK;
}

LtParam
lt_param_by_key (const char *text, uint32_t kind, uint32_t *bus)
{
  Reader reader = {text, text, NULL, NULL};
  char   key[MAX_KEY];
  bool   is_name;
  if (read_key (&reader, key, bus, &is_name) != LT_OK)
    return LT_N_PARAMS;
  LtParam param = find_param (key, kind, *bus, is_name);
  if (param == LT_N_PARAMS || !(lt_param_info[param].flags & LT_PARAM_PER_BUS))
    *bus = 0;
  return param;
}
