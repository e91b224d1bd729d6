// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// session.json and the journal's lines as text: stable order, one parameter a
// line, the shortest numbers that read back the same.

#include "session/lt-session-private.h"

#include "core/lt-section.h"

#include <math.h>
#include <string.h>

void
lt_json_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_printf (out, "\\%c", *c);
    else if ((unsigned char)*c < ' ')
      g_string_append_printf (out, "\\u%04x", (unsigned)*c);
    else
      g_string_append_c (out, *c);
  }
  g_string_append_c (out, '"');
}

void
lt_json_value (GString *out, LtParam param, double value)
{
  const LtParamInfo *info = &lt_param_info[param];
  char               text[64];
  if (info->type == LT_TYPE_BOOL) {
    g_string_append (out, value != 0 ? "true" : "false");
  } else if (info->type == LT_TYPE_FRAMES || info->type == LT_TYPE_COUNT) {
    g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64)value);
  } else if (info->type == LT_TYPE_FLOAT && isfinite (value)) {
    lt_format_number (value, text, sizeof text);
    g_string_append (out, text);
  } else {
    lt_param_format_plain (param, value, text, sizeof text);
    lt_json_string (out, text);
  }
}

void
lt_json_file (GString *out, const LtStripFile *file)
{
  g_string_append (out, "{ \"path\": ");
  lt_json_string (out, file->path);
  g_string_append_printf (out,
                          ", \"channel\": %u, \"rate\": %u, \"frames\": %" //
                          G_GINT64_FORMAT ", \"start\": %" G_GINT64_FORMAT " }",
                          file->channel,
                          file->rate,
                          file->frames,
                          file->start);
}

static void
append_extra (GString *out, JsonObject *extra, const char *between)
{
  if (!extra)
    return;
  g_autoptr (GList) members = json_object_get_members (extra);
  for (GList *i = members; i; i = i->next) {
    g_autoptr (JsonGenerator) generator = json_generator_new ();
    json_generator_set_root (generator,
                             json_object_get_member (extra, i->data));
    if (strcmp (i->data, "other") == 0) // stands within the strip's own
      continue;
    g_autofree char *text = json_generator_to_data (generator, NULL);
    g_string_append (out, between);
    lt_json_string (out, i->data);
    g_string_append_printf (out, ": %s", text);
  }
}

/// What is known of an own member besides: its extra, within that of the strip.
static JsonObject *
extra_of (JsonObject *extra, const char *key)
{
  JsonNode *node = extra ? json_object_get_member (extra, key) : NULL;
  return node ? json_node_get_object (node) : NULL;
}

/// The address behind what it is a member of: "fader" in a strip, "loop" in a
/// session, but "dca/3/fader".
static void
append_key (GString *out, const char *between, LtAddress address)
{
  char text[128];
  lt_address_format (address, text, sizeof text);
  const char *key = text;
  if (address.strip)
    key = strchr (strchr (text, '/') + 1, '/') + 1;
  else if (lt_param_info[address.param].kinds & LT_KIND_SESSION)
    key = strchr (text, '/') + 1;
  g_string_append_printf (out, "%s\"%s\": ", between, key);
}

void
lt_json_param (GString    *out,
               const char *between,
               LtAddress   address,
               double      value)
{
  append_key (out, between, address);
  lt_json_value (out, (LtParam)address.param, value);
}

/// Parameters of the desk itself, in the order of the table.
static void
append_desk (GString *out, const LtSession *session, const char *between)
{
  for (int i = LT_N_STRIP_PARAMS; i < LT_N_PARAMS; i++) {
    const LtParamInfo *info    = &lt_param_info[i];
    const LtAddress    address = {.param = (uint16_t)i};
    if (info->flags & (LT_PARAM_TRANSIENT | LT_PARAM_PER_BUS))
      continue;
    if (!lt_param_is_text ((LtParam)i) && session->values[i] != info->def)
      lt_json_param (out, between, address, session->values[i]);
    if (session->texts[i] && *session->texts[i]) {
      append_key (out, between, address);
      lt_json_string (out, session->texts[i]);
    }
  }
  for (uint32_t i = 0; i < session->desk.n_bus_values; i++) {
    const LtBusValue *v = &session->desk.bus_values[i];
    lt_json_param (out, between, (LtAddress){0, v->bus, v->param, 0}, v->value);
  }
}

static bool
is_stored (const LtStrip *strip, int param)
{
  const LtParamInfo *info = &lt_param_info[param];
  return info->kinds & strip->kind && !lt_param_is_text ((LtParam)param) &&
         !(info->flags & (LT_PARAM_PER_BUS | LT_PARAM_TRANSIENT)) &&
         strip->values[param] != info->def;
}

void
lt_json_side (GString      *out,
              LtKind        kind,
              const double *values,
              JsonObject   *extra,
              const char   *indent)
{
  g_autofree char *first   = g_strdup_printf ("%s  ", indent);
  g_autofree char *between = g_strdup_printf (",%s", first);
  GString         *members = g_string_new (NULL);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (lt_sections_have (lt_sections_processing (), (LtParam)i) &&
        lt_param_info[i].kinds & kind && values[i] != lt_param_info[i].def)
      lt_json_param (
        members, between, (LtAddress){1, 0, (uint16_t)i, 0}, values[i]);
  append_extra (members, extra, between);
  // Each has a comma before it; the first one's goes.
  g_string_append_printf (out,
                          "{%s%s}",
                          members->len ? members->str + 1 : "",
                          members->len ? indent : "");
  g_string_free (members, TRUE);
}

void
lt_json_strip (GString         *out,
               const LtSession *session,
               const LtStrip   *strip,
               const char      *indent)
{
  g_autofree char *between = g_strdup_printf (",%s", indent);
  g_string_append_printf (out, "{%s\"id\": %u", indent, strip->id);
  g_string_append_printf (
    out, "%s\"kind\": \"%s\"", between, lt_kind_name (strip->kind));
  g_string_append_printf (
    out, "%s\"channels\": %u", between, strip->n_channels);
  g_string_append_printf (out, "%s\"name\": ", between);
  lt_json_string (out, strip->name);
  if (strip->file.path) {
    g_string_append_printf (out, "%s\"file\": ", between);
    lt_json_file (out, &strip->file);
  }
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (is_stored (strip, i))
      lt_json_param (out,
                     between,
                     (LtAddress){strip->id, 0, (uint16_t)i, 0},
                     strip->values[i]);
  for (uint32_t i = 0; i < strip->n_bus_values; i++) {
    const LtBusValue *v = &strip->bus_values[i];
    lt_json_param (
      out, between, (LtAddress){strip->id, v->bus, v->param, 0}, v->value);
  }
  JsonObject *extra =
    session
      ? g_hash_table_lookup (session->strip_extra, GUINT_TO_POINTER (strip->id))
      : NULL;
  if (strip->other) {
    g_string_append_printf (out, "%s\"other\": ", between);
    lt_json_side (
      out, strip->kind, strip->other, extra_of (extra, "other"), indent);
  }
  append_extra (out, extra, between);
}

char *
lt_session_to_text (const LtSession *session)
{
  GString *out = g_string_new ("{\n");
  g_string_append (out, "  \"format\": \"longthrow-session\",\n");
  g_string_append (out, "  \"version\": 1,\n");
  g_string_append_printf (out, "  \"rate\": %u,\n", session->rate);
  g_string_append_printf (out, "  \"next-id\": %u,\n", session->next_id);
  g_string_append_printf (
    out, "  \"journal\": %" G_GUINT64_FORMAT, session->sequence);
  append_desk (out, session, ",\n  ");
  g_string_append (out, ",\n  \"strips\": [");
  for (guint i = 0; i < session->strips->len; i++) {
    g_string_append (out, i ? ",\n    " : "\n    ");
    lt_json_strip (
      out, session, g_ptr_array_index (session->strips, i), "\n      ");
    g_string_append (out, "\n    }");
  }
  g_string_append (out, "\n  ],\n  \"connections\": [");
  for (guint i = 0; i < session->connections->len; i++) {
    const LtConnection *c = g_ptr_array_index (session->connections, i);
    g_string_append (out, i ? ",\n    [" : "\n    [");
    lt_json_string (out, c->port);
    g_string_append (out, ", ");
    lt_json_string (out, c->peer);
    g_string_append_c (out, ']');
  }
  g_string_append (out, session->connections->len ? "\n  ]" : "]");
  append_extra (out, session->extra, ",\n  ");
  g_string_append (out, "\n}\n");
  return g_string_free (out, FALSE);
}
