// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-shown.h"

#include "base/lt-i18n.h"

#include <stdlib.h>

static double
value_of (LtMirror *mirror, uint32_t strip, int param)
{
  return lt_mirror_value (
    mirror, (LtAddress){.strip = strip, .param = (uint16_t)param});
}

static const char *
text_of (LtMirror *mirror, int param)
{
  return lt_mirror_text (mirror, (LtAddress){.param = (uint16_t)param});
}

gboolean
lt_shown_is_member (LtMirror *mirror, uint32_t strip, int dca)
{
  for (int i = 0; i < LT_N_DCAS; i++) {
    if (value_of (mirror, strip, LT_PARAM_DCA + i) < 0.5)
      continue;
    for (int at = i, steps = 0; at >= 0 && steps < LT_N_DCAS; steps++) {
      if (at == dca)
        return TRUE;
      at = (int)value_of (mirror, 0, LT_PARAM_DCA_TO + at) - 1;
    }
  }
  return FALSE;
}

gboolean
lt_shown_layer_is_used (LtMirror *mirror, int layer)
{
  return *text_of (mirror, LT_PARAM_LAYER_NAME + layer) ||
         *text_of (mirror, LT_PARAM_LAYER_STRIPS + layer);
}

static gboolean
is_shown (LtMirror *mirror, LtShown shown, const LtMirrorStrip *strip)
{
  if (shown.kind == LT_SHOWN_SPILL)
    return lt_shown_is_member (mirror, strip->id, shown.number);
  if (value_of (mirror, strip->id, LT_PARAM_HIDDEN) > 0.5)
    return FALSE;
  return shown.kind == LT_SHOWN_ALL ||
         (shown.kind == LT_SHOWN_INPUTS) == (strip->kind == LT_KIND_INPUT);
}

GPtrArray *
lt_shown_list (LtMirror *mirror, LtShown shown)
{
  GPtrArray *list = g_ptr_array_new ();
  if (shown.kind == LT_SHOWN_LAYER) {
    const char *at = text_of (mirror, LT_PARAM_LAYER_STRIPS + shown.number);
    char       *end;
    for (gulong id; (id = strtoul (at, &end, 10)), end != at; at = end) {
      LtMirrorStrip *strip = lt_mirror_strip (mirror, (uint32_t)id);
      if (strip && strip->kind != LT_KIND_MASTER &&
          !g_ptr_array_find (list, strip, NULL))
        g_ptr_array_add (list, strip);
    }
    return list;
  }
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (strip->kind != LT_KIND_MASTER && is_shown (mirror, shown, strip))
      g_ptr_array_add (list, strip);
  }
  return list;
}

char *
lt_shown_name (LtMirror *mirror, LtShown shown)
{
  const char *name;
  switch (shown.kind) {
    case LT_SHOWN_INPUTS:
      return g_strdup (_ ("Inputs"));
    case LT_SHOWN_BUSES:
      return g_strdup (_ ("Buses"));
    case LT_SHOWN_LAYER:
      name = text_of (mirror, LT_PARAM_LAYER_NAME + shown.number);
      return *name ? g_strdup (name)
                   : g_strdup_printf (_ ("Layer %d"), shown.number + 1);
    case LT_SHOWN_SPILL:
      name = text_of (mirror, LT_PARAM_DCA_NAME + shown.number);
      return *name ? g_strdup_printf (_ ("DCA %d %s"), shown.number + 1, name)
                   : g_strdup_printf (_ ("DCA %d"), shown.number + 1);
    default:
      return g_strdup (_ ("All"));
  }
}

int
lt_shown_n_hidden (LtMirror *mirror)
{
  int n = 0;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++)
    n += value_of (
           mirror, lt_mirror_strip_at (mirror, i)->id, LT_PARAM_HIDDEN) > 0.5;
  return n;
}

char *
lt_shown_text (const GPtrArray *strips)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < strips->len; i++)
    g_string_append_printf (
      text,
      i ? " %u" : "%u",
      ((const LtMirrorStrip *)g_ptr_array_index (strips, i))->id);
  return g_string_free (text, FALSE);
}
