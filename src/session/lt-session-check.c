// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a document may hold. Commands, files and the journal go through the
// same checks, so that whatever can be edited can also be saved and read.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <string.h>

bool
lt_is_good_name (const char *name)
{
  const size_t n = strlen (name);
  for (const char *c = name; *c; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7F)
      return false;
  return n >= 1 && n < LT_MAX_NAME && g_utf8_validate (name, (gssize)n, NULL);
}

bool
lt_is_good_text (LtParam param, const char *text)
{
  const size_t n = strlen (text);
  if (lt_param_info[param].first == LT_PARAM_LAYER_STRIPS)
    return n < LT_MAX_TEXT && strspn (text, "0123456789 ") == n;
  // A strip has a name; what goes by its number may have none.
  return lt_is_good_name (text) || (n == 0 && param >= LT_N_STRIP_PARAMS);
}

char *
lt_shorten (const char *text, size_t n)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  for (char *c = valid; *c; c++)
    if ((unsigned char)*c < ' ' || *c == 0x7F)
      *c = ' ';
  if (strlen (valid) > n)
    *g_utf8_find_prev_char (valid, valid + n + 1) = '\0';
  return g_strstrip (g_steal_pointer (&valid));
}

/// Inside the session's folder whatever it says, or an absolute path.
static bool
stays_inside (const char *path)
{
  if (g_path_is_absolute (path))
    return true;
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  for (int i = 0; parts[i]; i++)
    if (strcmp (parts[i], "..") == 0)
      return false;
  return *path != '\0';
}

LtStatus
lt_check_file (const LtStripFile *file, LtError *error)
{
  const int64_t    most  = LT_MAX_FRAMES;
  g_autofree char *shown = g_filename_display_name (file->path);
  if (!g_utf8_validate (file->path, -1, NULL))
    return lt_fail (error,
                    LT_RANGE,
                    _ ("The name of \"%s\" is not UTF-8 text; rename the file "
                       "first."),
                    shown);
  if (strlen (file->path) >= LT_MAX_TEXT)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("A path of %zu bytes is too long."),
                    strlen (file->path));
  if (!stays_inside (file->path))
    return lt_fail (
      error, LT_RANGE, _ ("The path \"%s\" leads out of the session."), shown);
  if (file->channel >= LT_MAX_FILE_CHANNELS || file->rate < LT_MIN_RATE ||
      file->rate > LT_MAX_RATE || file->frames < 0 || file->frames > most ||
      file->start < 0 || file->start > most)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("Channel, rate, length or start of \"%s\" cannot be."),
                    shown);
  return LT_OK;
}

LtStatus
lt_check_connection (const char *port, const char *peer, LtError *error)
{
  if (*port && *peer && strlen (port) < LT_MAX_NAME &&
      strlen (peer) < LT_MAX_PEER && g_utf8_validate (port, -1, NULL) &&
      g_utf8_validate (peer, -1, NULL))
    return LT_OK;
  g_autofree char *shown = g_utf8_make_valid (peer, MIN (strlen (peer), 64));
  return lt_fail (error,
                  LT_RANGE,
                  _ ("The port \"%s\" has no name that can be stored."),
                  shown);
}
