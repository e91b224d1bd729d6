// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// No signal may come back to where it came from.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

/// Whether a bus value lets signal through. A send counts as soon as it has a
/// level, even while it is off: switching it on can then close no loop.
static bool
is_edge (uint16_t param, double value)
{
  return ((param == LT_PARAM_TO || param == LT_PARAM_GATE_KEY ||
           param == LT_PARAM_COMPRESSOR_KEY) &&
          value != 0) ||
         (param == LT_PARAM_SEND_LEVEL &&
          value > lt_param_info[LT_PARAM_SEND_LEVEL].min);
}

static uint32_t
count_edges (const LtSession *session)
{
  uint32_t n = 0;
  for (guint i = 0; i < session->strips->len; i++) {
    const LtStrip *strip = g_ptr_array_index (session->strips, i);
    for (uint32_t b = 0; b < strip->n_bus_values; b++)
      n += is_edge (strip->bus_values[b].param, strip->bus_values[b].value);
  }
  return n;
}

bool
lt_session_has_room (const LtSession *session, uint32_t n)
{
  return count_edges (session) + n < LT_MAX_EDGES;
}

typedef struct {
  const LtSession *session;
  GHashTable      *seen; ///< Strips looked at, with their place on the way + 1
                         ///< (0: left behind, nothing there)
  GPtrArray *way;        ///< LtStrip, from the start
} Walk;

/// From `at` to the strip `goal`, or (goal 0) back to one on the way. True:
/// found, and the way ends with it. Each strip is looked at once.
static bool
walk (Walk *w, const LtStrip *at, uint32_t goal)
{
  const gpointer key = GUINT_TO_POINTER (at->id);
  gpointer       place;
  g_ptr_array_add (w->way, (gpointer)at);
  if (at->id == goal)
    return true;
  if (g_hash_table_lookup_extended (w->seen, key, NULL, &place)) {
    if (place)
      return true;
    g_ptr_array_set_size (w->way, (gint)w->way->len - 1);
    return false;
  }
  g_hash_table_insert (w->seen, key, GUINT_TO_POINTER (w->way->len));
  for (uint32_t i = 0; i < at->n_bus_values; i++) {
    const LtBusValue *v    = &at->bus_values[i];
    const LtStrip    *next = is_edge (v->param, v->value)
                               ? lt_session_find (w->session, v->bus)
                               : NULL;
    if (next && walk (w, next, goal))
      return true;
  }
  g_hash_table_insert (w->seen, key, NULL);
  g_ptr_array_set_size (w->way, (gint)w->way->len - 1);
  return false;
}

/// "Drums -> Verb -> Drums"; the strips from `from` on, `first` before them.
static LtStatus
fail_loop (const Walk *w, const LtStrip *first, guint from, LtError *error)
{
  g_autoptr (GString) text = g_string_new (first ? first->name : NULL);
  for (guint i = from; i < w->way->len; i++) {
    const LtStrip *strip = g_ptr_array_index (w->way, i);
    if (w->way->len - from > 16 && i == from + 8) { // a long one is shortened
      g_string_append (text, " -> ...");
      i = w->way->len - 8;
    }
    g_string_append_printf (text, "%s%s", text->len ? " -> " : "", strip->name);
  }
  return lt_fail (error,
                  LT_LOOP,
                  _ ("That would close a loop: %s. Take one of these "
                     "connections away first."),
                  text->str);
}

static Walk
begin_walk (const LtSession *session)
{
  return (Walk){.session = session,
                .seen    = g_hash_table_new (NULL, NULL),
                .way     = g_ptr_array_new ()};
}

static void
end_walk (Walk *w)
{
  g_hash_table_unref (w->seen);
  g_ptr_array_unref (w->way);
}

LtStatus
lt_session_check_loops (const LtSession *session, LtError *error)
{
  Walk     w      = begin_walk (session);
  LtStatus status = LT_OK;
  if (count_edges (session) > LT_MAX_EDGES)
    status = lt_fail (error,
                      LT_RANGE,
                      _ ("A session has at most %d connections."),
                      LT_MAX_EDGES);
  for (guint i = 0; i < session->strips->len && status == LT_OK; i++)
    if (walk (&w, g_ptr_array_index (session->strips, i), 0)) {
      const LtStrip *last = g_ptr_array_index (w.way, w.way->len - 1);
      const guint    from = GPOINTER_TO_UINT (
        g_hash_table_lookup (w.seen, GUINT_TO_POINTER (last->id)));
      status = fail_loop (&w, NULL, from - 1, error);
    }
  end_walk (&w);
  return status;
}

LtStatus
lt_session_check_bus (const LtSession *session,
                      uint32_t         bus,
                      uint16_t         param,
                      LtError         *error)
{
  const LtStrip *to = lt_session_find (session, bus);
  if (!to)
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no bus %u."), bus);
  if (param == LT_PARAM_GATE_KEY || param == LT_PARAM_COMPRESSOR_KEY)
    return LT_OK; // any strip has them
  if (param == LT_PARAM_TO)
    return to->kind & (LT_KIND_GROUP | LT_KIND_MASTER)
             ? LT_OK
             : lt_fail (error,
                        LT_NOT_FOUND,
                        _ ("%s is no group and not the master; strips are "
                           "routed to those."),
                        to->name);
  if (lt_param_info[param].kinds & LT_KIND_DESK)
    return to->kind & LT_KIND_BUS
             ? LT_OK
             : lt_fail (error, LT_NOT_FOUND, _ ("%s is no bus."), to->name);
  return to->kind & LT_KIND_SEND_BUS
           ? LT_OK
           : lt_fail (error,
                      LT_NOT_FOUND,
                      _ ("%s is no aux, cue or matrix; sends go to those."),
                      to->name);
}

LtStatus
lt_session_check_route (const LtSession *session,
                        LtAddress        address,
                        double           value,
                        LtError         *error)
{
  LtStrip      *from = lt_session_owner (session, address.strip);
  const double *old  = lt_strip_bus_value (from, address.bus, address.param);
  LtStatus      status =
    lt_session_check_bus (session, address.bus, address.param, error);
  if (status != LT_OK || !is_edge (address.param, value) ||
      (old && is_edge (address.param, *old)))
    return status; // it leads nowhere, or was there before
  if (count_edges (session) >= LT_MAX_EDGES)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("A session has at most %d connections."),
                    LT_MAX_EDGES);
  Walk w = begin_walk (session);
  if (walk (&w, lt_session_find (session, address.bus), from->id))
    status = fail_loop (&w, from, 0, error);
  end_walk (&w);
  return status;
}

/// "DCA 2 -> DCA 5 -> DCA 2", if that comes back to where it began.
static bool
is_dca_loop (const LtSession *session, int first, GString *text)
{
  int at = first;
  g_string_printf (text, _ ("DCA %d"), first + 1);
  for (int steps = 0; steps < LT_N_DCAS; steps++) {
    const int to = (int)session->values[LT_PARAM_DCA_TO + at];
    if (to == 0)
      return false;
    at = to - 1;
    g_string_append (text, " -> ");
    g_string_append_printf (text, _ ("DCA %d"), to);
    if (at == first)
      return true;
  }
  return false; // it leads into one
}

LtStatus
lt_session_check_dcas (const LtSession *session, LtError *error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < LT_N_DCAS; i++)
    if (is_dca_loop (session, i, text))
      return lt_fail (error,
                      LT_LOOP,
                      _ ("A DCA would be a member of itself: %s. Take one of "
                         "these out of the other first."),
                      text->str);
  return LT_OK;
}
