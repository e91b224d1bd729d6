// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-reach.h"

#include "core/lt-address.h"

static double
get (LtMirror *mirror, uint32_t strip, int param, uint32_t bus)
{
  return lt_mirror_value (
    mirror, (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param});
}

/* As the session sees it: a send counts as soon as it has a level. */
static gboolean
is_edge (LtMirror *mirror, const LtMirrorStrip *from, const LtMirrorStrip *bus)
{
  if (bus->kind & LT_KIND_SEND_BUS)
    return get (mirror, from->id, LT_PARAM_SEND_LEVEL, bus->id) >
           lt_param_info[LT_PARAM_SEND_LEVEL].min;
  return (bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) &&
         (from->kind & lt_param_info[LT_PARAM_TO].kinds) &&
         get (mirror, from->id, LT_PARAM_TO, bus->id) > 0.5;
}

GHashTable *
lt_reach_from (LtMirror *mirror, uint32_t bus)
{
  GHashTable *found         = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) to_see = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_hash_table_add (found, GUINT_TO_POINTER (bus));
  g_array_append_val (to_see, bus);
  for (guint n = 0; n < to_see->len; n++) {
    LtMirrorStrip *from =
      lt_mirror_strip (mirror, g_array_index (to_see, uint32_t, n));
    for (uint32_t i = 0; from && i < lt_mirror_n_strips (mirror); i++) {
      LtMirrorStrip *to = lt_mirror_strip_at (mirror, i);
      if ((to->kind & LT_KIND_BUS) && is_edge (mirror, from, to) &&
          g_hash_table_add (found, GUINT_TO_POINTER (to->id)))
        g_array_append_val (to_see, to->id);
    }
  }
  return found;
}
