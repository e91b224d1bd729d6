// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Records, in and out. The other side is not trusted: a record is copied out
// of the ring first and then checked by a table.

#include "link/lt-link-private.h"

#include "core/lt-section.h"

#include <math.h>
#include <string.h>

typedef struct {
  size_t size;     ///< Of the struct; 0: no such record
  bool   has_text; ///< One may follow
} Shape;

static const Shape commands[LT_N_COMMANDS] = {
  [LT_COMMAND_SET]           = {sizeof (LtCommandSet), false},
  [LT_COMMAND_SET_TEXT]      = {sizeof (LtCommandSet), true},
  [LT_COMMAND_STRIP_ADD]     = {sizeof (LtCommandStrip), true},
  [LT_COMMAND_STRIP_REMOVE]  = {sizeof (LtCommandStrip), false},
  [LT_COMMAND_STRIP_MOVE]    = {sizeof (LtCommandStrip), false},
  [LT_COMMAND_IMPORT]        = {sizeof (LtCommandStrip), true},
  [LT_COMMAND_CANCEL]        = {sizeof (LtCommandNumber), false},
  [LT_COMMAND_PLAY]          = {sizeof (LtCommand), false},
  [LT_COMMAND_STOP]          = {sizeof (LtCommand), false},
  [LT_COMMAND_LOCATE]        = {sizeof (LtCommandNumber), false},
  [LT_COMMAND_UNDO]          = {sizeof (LtCommand), false},
  [LT_COMMAND_REDO]          = {sizeof (LtCommand), false},
  [LT_COMMAND_SAVE]          = {sizeof (LtCommand), false},
  [LT_COMMAND_QUIT]          = {sizeof (LtCommand), false},
  [LT_COMMAND_CLEAR_FLAGS]   = {sizeof (LtCommandNumber), false},
  [LT_COMMAND_RELINK]        = {sizeof (LtCommandStrip), true},
  [LT_COMMAND_SOLO_CLEAR]    = {sizeof (LtCommand), false},
  [LT_COMMAND_WHY]           = {sizeof (LtCommandNumber), false},
  [LT_COMMAND_COPY]          = {sizeof (LtCommandSettings), true},
  [LT_COMMAND_PRESET_LIST]   = {sizeof (LtCommandSettings), true},
  [LT_COMMAND_PRESET_APPLY]  = {sizeof (LtCommandSettings), true},
  [LT_COMMAND_PRESET_SAVE]   = {sizeof (LtCommandSettings), true},
  [LT_COMMAND_PRESET_REMOVE] = {sizeof (LtCommandSettings), true},
  [LT_COMMAND_SWAP_SIDES]    = {sizeof (LtCommandSettings), true},
  [LT_COMMAND_COPY_SIDE]     = {sizeof (LtCommandSettings), true},
};

static const Shape events[LT_N_EVENTS] = {
  [LT_EVENT_SESSION]    = {sizeof (LtEventSession), true},
  [LT_EVENT_STRIP]      = {sizeof (LtEventStrip), true},
  [LT_EVENT_STRIP_GONE] = {sizeof (LtEventStrip), false},
  [LT_EVENT_VALUE]      = {sizeof (LtEventValue), false},
  [LT_EVENT_TEXT]       = {sizeof (LtEventValue), true},
  [LT_EVENT_HISTORY]    = {sizeof (LtEventHistory), true},
  [LT_EVENT_JOB]        = {sizeof (LtEventJob), true},
  [LT_EVENT_REPLY]      = {sizeof (LtEventReply), true},
  [LT_EVENT_NOTICE]     = {sizeof (LtEventNotice), true},
  [LT_EVENT_BACKEND]    = {sizeof (LtEventBackend), true},
  [LT_EVENT_SYNC]       = {sizeof (LtRecord), false},
  [LT_EVENT_CLEAR]      = {sizeof (LtEventStrip), false},
};

const char *
lt_command_text (const LtCommand *command)
{
  return command->record.text_size
           ? (const char *)command + commands[command->record.type].size
           : "";
}

const char *
lt_event_text (const LtRecord *event)
{
  return event->text_size ? (const char *)event + events[event->type].size : "";
}

/// Whole, well-formed UTF-8 of `n` bytes with its NUL at the end and no other.
static bool
is_text (const char *text, size_t n)
{
  const unsigned char *c = (const unsigned char *)text;
  if (n == 0 || c[n - 1] != 0 || memchr (c, 0, n - 1))
    return false;
  for (size_t i = 0; i < n - 1;) {
    int      more  = c[i] < 0x80   ? 0
                     : c[i] < 0xC2 ? -1
                     : c[i] < 0xE0 ? 1
                     : c[i] < 0xF0 ? 2
                     : c[i] < 0xF5 ? 3
                                   : -1;
    uint32_t point = more == 0   ? c[i]
                     : more == 1 ? c[i] & 0x1Fu
                     : more == 2 ? c[i] & 0x0Fu
                                 : c[i] & 0x07u;
    if (more < 0 || i + (size_t)more >= n)
      return false;
    for (int k = 1; k <= more; k++) {
      if ((c[i + (size_t)k] & 0xC0) != 0x80)
        return false;
      point = point << 6 | (c[i + (size_t)k] & 0x3Fu);
    }
    if ((more == 2 && (point < 0x800 || (point >= 0xD800 && point < 0xE000))) ||
        (more == 3 && (point < 0x10000 || point > 0x10FFFF)))
      return false;
    i += (size_t)more + 1;
  }
  return true;
}

static bool
is_number (double value)
{
  return isfinite (value) || value == -INFINITY;
}

static bool
is_good_command (const LtCommand *command)
{
  const LtCommandSet      *set      = (const LtCommandSet *)command;
  const LtCommandSettings *settings = (const LtCommandSettings *)command;
  if (command->origin >= LT_N_ORIGINS)
    return false;
  switch (command->record.type) {
    case LT_COMMAND_SET:
      return lt_address_valid (set->address) &&
             !lt_param_is_text ((LtParam)set->address.param) &&
             is_number (set->value);
    case LT_COMMAND_SET_TEXT:
      return lt_address_valid (set->address) &&
             lt_param_is_text ((LtParam)set->address.param);
    case LT_COMMAND_COPY:
    case LT_COMMAND_PRESET_LIST:
    case LT_COMMAND_PRESET_APPLY:
    case LT_COMMAND_PRESET_SAVE:
    case LT_COMMAND_PRESET_REMOVE:
    case LT_COMMAND_SWAP_SIDES:
    case LT_COMMAND_COPY_SIDE:
      return !(settings->sections & ~lt_sections_processing ());
    default:
      return true;
  }
}

static bool
is_good_event (const LtRecord *record)
{
  const LtEventValue *value = (const LtEventValue *)record;
  const LtEventStrip *strip = (const LtEventStrip *)record;
  switch (record->type) {
    case LT_EVENT_VALUE:
      return lt_address_valid (value->address) && is_number (value->value);
    case LT_EVENT_TEXT:
      return lt_address_valid (value->address);
    case LT_EVENT_STRIP:
      return strip->channels >= 1 && strip->channels <= 2 &&
             !(strip->kind & ~(uint32_t)LT_KIND_ALL) &&
             lt_kind_name ((LtKind)strip->kind) != NULL;
    default:
      return true;
  }
}

/// Take the next record out; its shape is checked, not its meaning.
static LtStatus
read_record (LtRingEnd   *end,
             LtRecord    *buffer,
             const Shape *shapes,
             uint16_t     n_types)
{
  LtRecord head;
  if (lt_ring_filled (end) == 0)
    return end->broken ? LT_IO : LT_NOT_FOUND;
  if (!lt_ring_peek (end, 0, &head, sizeof head) || head.size < sizeof head ||
      head.size > LT_MAX_RECORD || head.size % 8 != 0 ||
      !lt_ring_read (end, buffer, head.size)) {
    end->broken = true; // nobody knows where the next record begins
    return LT_IO;
  }
  *buffer = head; // the copy may differ from what was looked at
  const Shape shape =
    head.type < n_types ? shapes[head.type] : (Shape){0, false};
  if (shape.size == 0 ||
      head.size != ((shape.size + head.text_size + 7) & ~(size_t)7) ||
      (head.text_size && !shape.has_text) ||
      (head.text_size &&
       !is_text ((const char *)buffer + shape.size, head.text_size)))
    return LT_FORMAT;
  return LT_OK;
}

LtStatus
lt_link_read_command (LtRingEnd *end, LtCommand *buffer)
{
  LtStatus status = read_record (end, &buffer->record, commands, LT_N_COMMANDS);
  return status == LT_OK && !is_good_command (buffer) ? LT_FORMAT : status;
}

LtStatus
lt_link_read_event (LtRingEnd *end, LtRecord *buffer)
{
  LtStatus status = read_record (end, buffer, events, LT_N_EVENTS);
  return status == LT_OK && !is_good_event (buffer) ? LT_FORMAT : status;
}

bool
lt_link_write (LtRingEnd  *end,
               LtRecord   *record,
               size_t      struct_size,
               const char *text)
{
  static const char padding[8] = {0};
  size_t            n          = text ? strlen (text) + 1 : 0;
  if (n > LT_MAX_TEXT) { // cut at a character
    n = LT_MAX_TEXT;
    while (n > 1 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
      n--;
  }
  record->text_size   = (uint16_t)n;
  record->size        = (uint32_t)((struct_size + n + 7) & ~(size_t)7);
  const uint32_t rest = record->size - (uint32_t)(struct_size + n);
  if (lt_ring_room (end) < record->size ||
      !lt_ring_stage (end, record, (uint32_t)struct_size))
    return false;
  if (n) {
    lt_ring_stage (end, text, (uint32_t)n - 1);
    lt_ring_stage (end, padding, 1);
  }
  lt_ring_stage (end, padding, rest);
  lt_ring_commit (end);
  return true;
}
