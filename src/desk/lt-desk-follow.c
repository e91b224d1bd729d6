// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What follows from an edit of the session: sound, ports, surfaces.

#include "desk/lt-desk-private.h"

static void
note_move (LtDesk *desk, LtAddress address)
{
  LtLastMove *move = lt_desk_last_move (desk, address);
  move->origin     = (uint16_t)desk->actor.origin;
  move->surface    = desk->actor.surface;
  move->gesture    = desk->actor.gesture;
  move->song_frame = -1;
  lt_desk_mark_value (desk, address);
}

static void
on_value (void *data, LtAddress address, double value)
{
  LtDesk *desk = data;
  note_move (desk, address);
  uint32_t tag    = 1 + desk->n_tags++ % (LT_DESK_TAGS - 1);
  desk->tags[tag] = address;
  lt_player_value (desk->player, address, value, tag);
  if (address.param == LT_PARAM_DIRECT_ON ||
      address.param == LT_PARAM_DIRECT_TAP)
    lt_desk_renew_direct (desk, address.strip);
  // Solo and routing change who is silenced, and paths.
  const LtParamInfo *info = &lt_param_info[address.param];
  if (info->section == LT_SECTION_SOLO || info->flags & LT_PARAM_PER_BUS ||
      address.param == LT_PARAM_LEAN || address.param == LT_PARAM_SOLO_MODE ||
      address.param == LT_PARAM_DIRECT_ON || info->first == LT_PARAM_DCA ||
      info->first == LT_PARAM_DCA_TO)
    lt_desk_mark_all_strips (desk);
}

static void
on_text (void *data, LtAddress address, const char *text)
{
  LtDesk *desk = data;
  note_move (desk, address);
  if (address.param == LT_PARAM_NAME)
    lt_desk_rename_ports (desk, address.strip);
}

static void
on_strip_added (void *data, const LtStrip *strip)
{
  LtDesk *desk = data;
  lt_player_strip_added (desk->player, strip);
  lt_desk_add_ports (desk, strip);
  lt_desk_mark_all_strips (desk);
  lt_desk_mark_session (desk);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    LtAddress address = {.strip = strip->id, .param = (uint16_t)i};
    if (!(lt_param_info[i].flags & LT_PARAM_PER_BUS) &&
        lt_param_info[i].kinds & strip->kind)
      lt_desk_mark_value (desk, address);
  }
  for (uint32_t i = 0; i < strip->n_bus_values; i++) {
    LtAddress address = {.strip = strip->id,
                         .bus   = strip->bus_values[i].bus,
                         .param = strip->bus_values[i].param};
    lt_desk_mark_value (desk, address);
  }
}

static void
on_strip_removed (void *data, uint32_t strip)
{
  LtDesk *desk = data;
  lt_player_strip_removed (desk->player, strip);
  lt_desk_remove_ports (desk, strip);
  lt_desk_mark_gone (desk, strip);
  lt_desk_mark_all_strips (desk);
  lt_desk_mark_session (desk);
}

static void
on_order (void *data)
{
  lt_desk_mark_all_strips (data);
}

static void
on_file (void *data, const LtStrip *strip)
{
  LtDesk *desk = data;
  lt_player_file (desk->player, strip);
  lt_desk_mark_strip (desk, strip->id);
  lt_desk_mark_session (desk);
}

static void
on_connection (void *data, const char *port, const char *peer, bool made)
{
  lt_desk_wish (data, port, peer, made);
}

static void
on_history (void *data)
{
  lt_desk_mark_history (data);
  lt_desk_mark_session (data);
}

void
lt_desk_follow (LtDesk *desk)
{
  const LtSessionObserver observer = {
    .value         = on_value,
    .text          = on_text,
    .strip_added   = on_strip_added,
    .strip_removed = on_strip_removed,
    .order         = on_order,
    .file          = on_file,
    .connection    = on_connection,
    .history       = on_history,
    .data          = desk,
  };
  lt_session_observe (desk->session, &observer);
}
