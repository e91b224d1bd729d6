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

/// "7 Vox lead L"; `n`: channels in all.
static char *
port_name (const LtStrip *strip, uint32_t channel, uint32_t n, bool is_direct)
{
  const char *side = n == 1 ? "" : channel == 0 ? " L" : " R";
  // JACK takes ':' apart and allows a port's short name 255 bytes at most.
  g_autofree char *name = g_strdelimit (g_strdup (strip->name), ":", '.');
  if (strlen (name) > 60) {
    name[60] = '\0';
    char *end;
    if (!g_utf8_validate (name, -1, (const char **)&end))
      *end = '\0';
  }
  if (strip->kind == LT_KIND_MASTER)
    return g_strdup_printf ("%s%s", name, side);
  return g_strdup_printf (
    "%u %s%s%s", strip->id, name, is_direct ? " direct" : "", side);
}

static bool
is_direct (const LtDeskPort *port)
{
  return strstr (port->key, "/direct/") != NULL;
}

static double
value_of (LtDesk *desk, const LtStrip *strip, LtParam param)
{
  double value = 0;
  lt_session_get (desk->session,
                  (LtAddress){.strip = strip->id, .param = (uint16_t)param},
                  &value,
                  NULL);
  return value;
}

static int
add_port (LtDesk         *desk,
          uint32_t        strip,
          uint32_t        channel,
          LtPortDirection direction,
          char           *name,
          char           *key)
{
  LtDeskPort *port = g_new0 (LtDeskPort, 1);
  port->strip      = strip;
  port->channel    = channel;
  port->direction  = direction;
  port->name       = name;
  port->key        = key;
  port->handle =
    desk->backend->ops->add_port (desk->backend, direction, port->name);
  g_ptr_array_add (desk->ports, port);
  return port->handle;
}

/// The strip's direct output, while it is on: a mono strip has one port, or
/// two behind its pan.
static void
add_direct (LtDesk *desk, const LtStrip *strip)
{
  int            handles[2] = {-1, -1};
  const bool     is_on      = value_of (desk, strip, LT_PARAM_DIRECT_ON) != 0;
  const bool     is_panned  = value_of (desk, strip, LT_PARAM_DIRECT_TAP) == 3;
  const uint32_t n          = !is_on ? 0 : is_panned ? 2 : strip->n_channels;
  for (uint32_t c = 0; c < n; c++)
    handles[c] =
      add_port (desk,
                strip->id,
                c,
                LT_PORT_OUTPUT,
                port_name (strip, c, n, true),
                g_strdup_printf ("strip/%u/direct/%u", strip->id, c + 1));
  lt_engine_set_direct (lt_player_engine (desk->player), strip->id, handles);
}

void
lt_desk_add_ports (LtDesk *desk, const LtStrip *strip)
{
  const bool is_input = strip->kind == LT_KIND_INPUT;
  const bool is_output =
    (strip->kind & (LT_KIND_CUE | LT_KIND_MATRIX | LT_KIND_MASTER)) != 0;
  LtEngine *engine     = lt_player_engine (desk->player);
  int       handles[2] = {-1, -1};
  if (is_input || is_output)
    for (uint32_t c = 0; c < strip->n_channels; c++)
      handles[c] = add_port (
        desk,
        strip->id,
        c,
        is_input ? LT_PORT_INPUT : LT_PORT_OUTPUT,
        port_name (strip, c, strip->n_channels, false),
        g_strdup_printf (
          "strip/%u/%s/%u", strip->id, is_input ? "in" : "out", c + 1));
  if (is_input)
    lt_engine_set_inputs (engine, strip->id, handles);
  if (is_output)
    lt_engine_set_outputs (engine, strip->id, handles);
  if (lt_param_info[LT_PARAM_DIRECT_ON].kinds & strip->kind)
    add_direct (desk, strip);
}

/// Two ports of the desk's own (one: the talkback microphone).
static void
add_own (LtDesk         *desk,
         LtPortDirection direction,
         const char     *name,
         const char     *key,
         uint32_t        n,
         int             handles[2])
{
  handles[0] = handles[1] = -1;
  for (uint32_t c = 0; c < n; c++)
    handles[c] = add_port (desk,
                           0,
                           c,
                           direction,
                           g_strdup_printf ("%s%s",
                                            name,
                                            n == 1 ? ""
                                            : c    ? " R"
                                                   : " L"),
                           g_strdup_printf ("%s/%u", key, c + 1));
}

void
lt_desk_add_own_ports (LtDesk *desk)
{
  LtEngine *engine = lt_player_engine (desk->player);
  int       handles[2];
  for (int set = 0; set < LT_N_SPEAKERS; set++) {
    g_autofree char *name = g_strdup_printf ("Monitor %c", 'A' + set);
    g_autofree char *key  = g_strdup_printf ("monitor/out/%c", 'a' + set);
    add_own (desk, LT_PORT_OUTPUT, name, key, 2, handles);
    lt_engine_set_speakers (engine, set, handles);
  }
  add_own (desk, LT_PORT_OUTPUT, "Headphones", "phones/out", 2, handles);
  lt_engine_set_outputs (engine, LT_ID_PHONES, handles);
  add_own (desk, LT_PORT_INPUT, "Talkback", "talkback/in", 1, handles);
  lt_engine_set_inputs (engine, LT_ID_TALKBACK, handles);
  add_own (desk, LT_PORT_INPUT, "External", "external/in", 2, handles);
  lt_engine_set_inputs (engine, LT_ID_EXTERNAL, handles);
}

static void
remove_ports (LtDesk *desk, uint32_t strip, bool direct_only)
{
  for (guint i = desk->ports->len; i-- > 0;) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if (port->strip != strip || (direct_only && !is_direct (port)))
      continue;
    if (port->handle >= 0)
      desk->backend->ops->remove_port (
        desk->backend, port->direction, port->handle);
    g_ptr_array_remove_index (desk->ports, i);
  }
}

void
lt_desk_remove_ports (LtDesk *desk, uint32_t strip)
{
  remove_ports (desk, strip, false);
}

static void
wish_direct (void *data, const char *port, const char *peer)
{
  if (strstr (port, "/direct/"))
    lt_desk_wish (data, port, peer, true);
}

void
lt_desk_renew_direct (LtDesk *desk, uint32_t id)
{
  const LtStrip *strip = lt_session_strip (desk->session, id);
  if (!strip)
    return;
  remove_ports (desk, id, true);
  add_direct (desk, strip);
  lt_session_each_connection (desk->session, wish_direct, desk);
}

void
lt_desk_rename_ports (LtDesk *desk, uint32_t id)
{
  const LtStrip *strip = lt_session_strip (desk->session, id);
  for (guint i = 0; strip && i < desk->ports->len; i++) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if (port->strip != id || port->handle < 0)
      continue;
    const bool direct = is_direct (port);
    const bool is_panned =
      direct && value_of (desk, strip, LT_PARAM_DIRECT_TAP) == 3;
    char *name = port_name (
      strip, port->channel, is_panned ? 2 : strip->n_channels, direct);
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
  char   *master; ///< What keys of the master's outputs begin with
  bool    has_outputs;
} Wishes;

static void
wish_one (void *data, const char *port, const char *peer)
{
  Wishes *wishes = data;
  wishes->has_outputs |= g_str_has_prefix (port, wishes->master);
  lt_desk_wish (wishes->desk, port, peer, true);
}

/// What the session remembers; a master that never was connected goes to the
/// first two speakers.
void
lt_desk_wish_all (LtDesk *desk)
{
  const uint32_t   id     = lt_session_master (desk->session);
  g_autofree char *master = g_strdup_printf ("strip/%u/out/", id);
  Wishes           wishes = {.desk = desk, .master = master};
  lt_session_each_connection (desk->session, wish_one, &wishes);
  for (guint i = 0; !wishes.has_outputs && i < desk->ports->len; i++) {
    LtDeskPort *port = g_ptr_array_index (desk->ports, i);
    if (g_str_has_prefix (port->key, master))
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
