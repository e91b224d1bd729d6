// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a surface asks for.

#include "link/lt-mirror-private.h"

#include "core/lt-ids.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t
send (LtMirror   *mirror,
      LtCommand  *command,
      uint16_t    type,
      size_t      size,
      const char *text)
{
  if (++mirror->serial == 0)
    mirror->serial = 1;
  command->record.type = type;
  command->serial      = mirror->serial;
  command->origin      = (uint16_t)mirror->origin;
  return lt_link_surface_send (mirror->surface, command, size, text)
           ? mirror->serial
           : 0;
}

void
lt_mirror_set_origin (LtMirror *mirror, LtOrigin origin)
{
  mirror->origin = origin;
}

uint32_t
lt_mirror_new_gesture (LtMirror *mirror)
{
  // The desk numbers imports without a gesture from the top half.
  mirror->gesture = (mirror->gesture + 1) & 0x3FFFFFFF;
  if (mirror->gesture == 0)
    mirror->gesture = 1;
  return mirror->gesture;
}

uint32_t
lt_mirror_set (LtMirror *mirror,
               LtAddress address,
               double    value,
               uint32_t  gesture,
               uint16_t  flags)
{
  LtCommandSet command = {
    .command = {.gesture = gesture, .flags = flags},
    .address = address,
    .value   = value,
  };
  return send (mirror, &command.command, LT_COMMAND_SET, sizeof command, NULL);
}

uint32_t
lt_mirror_set_text (LtMirror *mirror, LtAddress address, const char *text)
{
  LtCommandSet command = {.address = address};
  return send (
    mirror, &command.command, LT_COMMAND_SET_TEXT, sizeof command, text);
}

uint32_t
lt_mirror_add_strip (LtMirror   *mirror,
                     LtKind      kind,
                     uint32_t    channels,
                     int32_t     position,
                     const char *name)
{
  LtCommandStrip command = {
    .kind = kind, .channels = channels, .position = position};
  return send (
    mirror, &command.command, LT_COMMAND_STRIP_ADD, sizeof command, name);
}

uint32_t
lt_mirror_remove_strip (LtMirror *mirror, uint32_t strip)
{
  LtCommandStrip command = {.strip = strip};
  return send (
    mirror, &command.command, LT_COMMAND_STRIP_REMOVE, sizeof command, NULL);
}

uint32_t
lt_mirror_move_strip (LtMirror *mirror, uint32_t strip, int32_t position)
{
  LtCommandStrip command = {.strip = strip, .position = position};
  return send (
    mirror, &command.command, LT_COMMAND_STRIP_MOVE, sizeof command, NULL);
}

uint32_t
lt_mirror_import (LtMirror *mirror, const char *paths, bool link)
{
  const uint32_t gesture  = lt_mirror_new_gesture (mirror);
  uint16_t       flags    = link ? LT_IMPORT_LINK : 0;
  uint32_t       serial   = 0;
  bool           is_first = true;
  while (*paths == '\n')
    paths++;
  while (*paths) {
    size_t n = strlen (paths);
    if (n > LT_MAX_TEXT - 1) {
      n = LT_MAX_TEXT - 1;
      while (n > 0 && paths[n] != '\n')
        n--;
      if (n == 0)
        return 0; // one path alone is too long
    }
    char *part = strndup (paths, n);
    paths += n;
    while (*paths == '\n')
      paths++;
    LtCommandStrip command = {
      .command  = {.gesture = gesture, .flags = flags},
      .position = -1,
    };
    command.command.flags |= is_first ? LT_TOUCH_BEGIN : 0;
    command.command.flags |= *paths ? 0 : LT_TOUCH_END;
    is_first = false;
    serial =
      part
        ? send (
            mirror, &command.command, LT_COMMAND_IMPORT, sizeof command, part)
        : 0;
    free (part);
    if (!serial)
      return 0;
  }
  return serial;
}

uint32_t
lt_mirror_relink (LtMirror *mirror, uint32_t strip, const char *path)
{
  LtCommandStrip command = {.strip = strip};
  return send (
    mirror, &command.command, LT_COMMAND_RELINK, sizeof command, path);
}

static uint32_t
send_number (LtMirror *mirror, uint16_t type, int64_t number)
{
  LtCommandNumber command = {.number = number};
  return send (mirror, &command.command, type, sizeof command, NULL);
}

uint32_t
lt_mirror_cancel (LtMirror *mirror, uint32_t job)
{
  return send_number (mirror, LT_COMMAND_CANCEL, job);
}

uint32_t
lt_mirror_locate (LtMirror *mirror, int64_t song_frame)
{
  return send_number (mirror, LT_COMMAND_LOCATE, song_frame);
}

uint32_t
lt_mirror_clear_flags (LtMirror *mirror, uint32_t strip)
{
  return send_number (mirror, LT_COMMAND_CLEAR_FLAGS, strip);
}

uint32_t
lt_mirror_why (LtMirror *mirror, uint32_t strip)
{
  return send_number (mirror, LT_COMMAND_WHY, strip);
}

/// A command about settings; its text is `text` and, if there are any, the
/// strips. 0 also when that is too long.
static uint32_t
send_settings (LtMirror          *mirror,
               uint16_t           type,
               LtCommandSettings *command,
               const char        *text,
               const uint32_t    *strips,
               uint32_t           n)
{
  char         all[LT_MAX_TEXT];
  const size_t used = strlen (text);
  if (used >= sizeof all)
    return 0;
  memcpy (all, text, used + 1);
  if (lt_ids_format (strips, n, all + used, sizeof all - used) >=
      sizeof all - used)
    return 0;
  return send (mirror, &command->command, type, sizeof *command, all);
}

uint32_t
lt_mirror_copy (LtMirror       *mirror,
                uint32_t        from,
                uint32_t        sections,
                const uint32_t *to,
                uint32_t        n,
                uint32_t        gesture)
{
  LtCommandSettings command = {
    .command = {.gesture = gesture}, .strip = from, .sections = sections};
  return send_settings (mirror, LT_COMMAND_COPY, &command, "", to, n);
}

uint32_t
lt_mirror_swap_sides (LtMirror       *mirror,
                      const uint32_t *strips,
                      uint32_t        n,
                      uint32_t        gesture)
{
  LtCommandSettings command = {.command = {.gesture = gesture}};
  return send_settings (mirror, LT_COMMAND_SWAP_SIDES, &command, "", strips, n);
}

uint32_t
lt_mirror_copy_side (LtMirror       *mirror,
                     const uint32_t *strips,
                     uint32_t        n,
                     uint32_t        gesture)
{
  LtCommandSettings command = {.command = {.gesture = gesture}};
  return send_settings (mirror, LT_COMMAND_COPY_SIDE, &command, "", strips, n);
}

uint32_t
lt_mirror_list_presets (LtMirror *mirror, const char *behind)
{
  LtCommandSettings command = {.sections = 0};
  return send_settings (
    mirror, LT_COMMAND_PRESET_LIST, &command, behind, NULL, 0);
}

uint32_t
lt_mirror_apply_preset (LtMirror       *mirror,
                        const char     *name,
                        uint32_t        sections,
                        const uint32_t *to,
                        uint32_t        n,
                        uint32_t        gesture)
{
  LtCommandSettings command = {.command  = {.gesture = gesture},
                               .sections = sections};
  char              line[LT_MAX_TEXT];
  if (snprintf (line, sizeof line, "%s\n", name) >= (int)sizeof line)
    return 0;
  return send_settings (mirror, LT_COMMAND_PRESET_APPLY, &command, line, to, n);
}

uint32_t
lt_mirror_save_preset (LtMirror   *mirror,
                       const char *name,
                       const char *use,
                       uint32_t    strip,
                       uint32_t    sections,
                       bool        replace)
{
  LtCommandSettings command = {.command  = {.flags = replace ? LT_REPLACE : 0},
                               .strip    = strip,
                               .sections = sections};
  char              lines[LT_MAX_TEXT];
  if (snprintf (lines, sizeof lines, "%s\n%s", name, use ? use : "") >=
      (int)sizeof lines)
    return 0;
  return send_settings (
    mirror, LT_COMMAND_PRESET_SAVE, &command, lines, NULL, 0);
}

uint32_t
lt_mirror_remove_preset (LtMirror *mirror, const char *name)
{
  LtCommandSettings command = {.sections = 0};
  return send_settings (
    mirror, LT_COMMAND_PRESET_REMOVE, &command, name, NULL, 0);
}

uint32_t
lt_mirror_simple (LtMirror *mirror, LtCommandType type)
{
  LtCommand command = {0};
  return send (mirror, &command, (uint16_t)type, sizeof command, NULL);
}
