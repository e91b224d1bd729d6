// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The strips' ports at the audio driver, and what they are connected to.
//
// A port has two names: the driver's, which people see and which follows the
// strip's ("7 Vox lead L"), and the session's, which stays ("strip/7/in/1").

#include "desk/lt-desk-private.h"

#include <string.h>

void
lt_desk_free_port (gpointer data)
{
  LtDeskPort *port = data;
  g_free (port->name);
  g_free (port->key);
  g_free (port);
}

static char *
port_name (const LtStrip *strip, uint32_t channel)
{
  const char *side = strip->n_channels == 1 ? "" : channel == 0 ? " L" : " R";
  // JACK takes ':' apart and allows a port's short name 255 bytes at most.
  g_autofree char *name = g_strdelimit (g_strdup (strip->name), ":", '.');
  if (strlen (name) > 60) {
    name[60] = '\0';
    char *end;
    if (!g_utf8_validate (name, -1, (const char **)&end))
      *end = '\0';
  }
  return strip->kind == LT_KIND_MASTER
           ? g_strdup_printf ("%s%s", name, side)
           : g_strdup_printf ("%u %s%s", strip->id, name, side);
}

void
lt_desk_add_ports (LtDesk *desk, const LtStrip *strip)
{
  const bool is_input = strip->kind == LT_KIND_INPUT;
  if (!is_input && strip->kind != LT_KIND_MASTER)
    return;
  int handles[2] = {-1, -1};
  for (uint32_t c = 0; c < strip->n_channels; c++) {
    LtDeskPort *port = g_new0 (LtDeskPort, 1);
    port->strip      = strip->id;
    port->channel    = c;
    port->direction  = is_input ? LT_PORT_INPUT : LT_PORT_OUTPUT;
    port->name       = port_name (strip, c);
    port->key        = g_strdup_printf (
      "strip/%u/%s/%u", strip->id, is_input ? "in" : "out", c + 1);
    port->handle = handles[c] =
      desk->backend->ops->add_port (desk->backend, port->direction, port->name);
    g_ptr_array_add (desk->ports, port);
  }
  LtEngine *engine = lt_player_engine (desk->player);
  if (is_input)
    lt_engine_set_inputs (engine, strip->id, handles);
  else
    lt_engine_set_outputs (engine, strip->id, handles);
}

void
lt_desk_remove_ports (LtDesk *desk, uint32_t strip)
{
  for (guint i = desk->ports->len; i-- > 0;) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if (port->strip != strip)
      continue;
    if (port->handle >= 0)
      desk->backend->ops->remove_port (
        desk->backend, port->direction, port->handle);
    g_ptr_array_remove_index (desk->ports, i);
  }
}

void
lt_desk_rename_ports (LtDesk *desk, uint32_t id)
{
  const LtStrip *strip = lt_session_strip (desk->session, id);
  for (guint i = 0; strip && i < desk->ports->len; i++) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if (port->strip != id || port->handle < 0)
      continue;
    char *name = port_name (strip, port->channel);
    desk->backend->ops->rename_port (
      desk->backend, port->direction, port->handle, name);
    g_free (port->name);
    port->name = name;
  }
}

static LtDeskPort *
find_port (LtDesk *desk, const char *key, const char *name)
{
  for (guint i = 0; i < desk->ports->len; i++) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if ((key && strcmp (port->key, key) == 0) ||
        (name && strcmp (port->name, name) == 0))
      return port;
  }
  return NULL;
}

void
lt_desk_wish (LtDesk *desk, const char *key, const char *peer, bool wish)
{
  const LtDeskPort *port = find_port (desk, key, NULL);
  if (port)
    desk->backend->ops->connect (desk->backend, port->name, peer, wish);
}

typedef struct {
  LtDesk *desk;
  bool    has_outputs;
} Wishes;

static void
wish_one (void *data, const char *port, const char *peer)
{
  Wishes *wishes = data;
  wishes->has_outputs |= strstr (port, "/out/") != NULL;
  lt_desk_wish (wishes->desk, port, peer, true);
}

/// What the session remembers; a session that never had an output connected
/// goes to the first two speakers.
void
lt_desk_wish_all (LtDesk *desk)
{
  Wishes wishes = {.desk = desk};
  lt_session_each_connection (desk->session, wish_one, &wishes);
  for (guint i = 0; !wishes.has_outputs && i < desk->ports->len; i++) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if (port->direction == LT_PORT_OUTPUT)
      desk->backend->ops->connect (desk->backend,
                                   port->name,
                                   port->channel == 0 ? "system:playback_1"
                                                      : "system:playback_2",
                                   true);
  }
}

void
lt_desk_poll_connections (LtDesk *desk)
{
  LtConnectionChange change;
  const LtActor      actor = {.origin = LT_ORIGIN_BACKEND};
  while (desk->backend->ops->next_connection_change (desk->backend, &change)) {
    const LtDeskPort *port = find_port (desk, NULL, change.port);
    if (port)
      lt_session_connect (
        desk->session, &actor, port->key, change.peer, change.is_made, NULL);
  }
}
