// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// No signal may come back to where it came from.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

/// Whether a bus value lets signal through. A send counts as soon as it has a
/// level, even while it is off.
static bool
is_edge (const LtBusValue *v)
{
  return (v->param == LT_PARAM_TO && v->value != 0) ||
         (v->param == LT_PARAM_SEND_LEVEL &&
          v->value > lt_param_info[LT_PARAM_SEND_LEVEL].min);
}

/// Names from `from` to `to`, "A -> B", or false.
static bool
find_way (const LtSession *session,
          const LtStrip   *from,
          uint32_t         to,
          int              depth,
          GString         *way)
{
  const gsize length = way->len;
  g_string_append_printf (way, "%s%s", length ? " -> " : "", from->name);
  if (from->id == to)
    return true;
  for (uint32_t i = 0; depth < 64 && i < from->n_bus_values; i++) {
    const LtStrip *next = lt_session_find (session, from->bus_values[i].bus);
    if (next && is_edge (&from->bus_values[i]) &&
        find_way (session, next, to, depth + 1, way))
      return true;
  }
  g_string_truncate (way, length);
  return false;
}

LtStatus
lt_session_check_route (const LtSession *session,
                        LtAddress        address,
                        double           value,
                        LtError         *error)
{
  const LtStrip *from  = lt_session_find (session, address.strip);
  const LtStrip *to    = lt_session_find (session, address.bus);
  const bool     is_to = address.param == LT_PARAM_TO;
  if (!to)
    return lt_fail (
      error, LT_NOT_FOUND, _ ("There is no bus %u."), address.bus);
  const uint32_t kinds = is_to ? LT_KIND_GROUP | LT_KIND_MASTER : LT_KIND_AUX;
  if (!(to->kind & kinds))
    return lt_fail (
      error,
      LT_NOT_FOUND,
      is_to ? _ ("%s is no group and not the master; strips are routed to "
                 "those.")
            : _ ("%s is no aux; sends go to auxes."),
      to->name);
  const LtBusValue edge = {address.bus, address.param, value};
  if (!is_edge (&edge))
    return LT_OK;
  g_autoptr (GString) way = g_string_new (NULL);
  if (!find_way (session, to, from->id, 0, way))
    return LT_OK;
  return lt_fail (error,
                  LT_LOOP,
                  _ ("That would close a loop: %s -> %s. Take one of these "
                     "connections away first."),
                  from->name,
                  way->str);
}
