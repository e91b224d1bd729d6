// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A preset and its text.
//
// JSON in UTF-8 with LF, one value a line, always in the same order, so that
// saving what was read gives the same bytes:
//
//   "format"    "longthrow-preset"
//   "version"   1; a greater one is refused
//   "name"      as it was saved; it goes by its file's name, "NAME.json"
//   "use"       what it is for, one sentence; may be left out
//   "sections"  those that it sets, by key: ["filters", "eq"]
//   "values"    all of their parameters, by key, in plain units as in
//               session.json; also those at their default, so that a preset is
//               complete whatever defaults will be
//
// Sections and keys that this version does not know, and values of sections
// that are not named, are left out; a value that is missing is at its default.

#include "session/lt-preset.h"

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"
#include "core/lt-section.h"

#include <string.h>

bool
lt_preset_is_name (const char *name)
{
  const size_t n = strlen (name);
  return n < LT_MAX_PRESET_NAME && lt_is_good_name (name) && *name != '.' &&
         *name != ' ' && name[n - 1] != ' ' && !strchr (name, '/');
}

static LtPreset *
preset_new (const char *name, const char *use, uint32_t sections)
{
  LtPreset *preset = g_new0 (LtPreset, 1);
  preset->name     = g_strdup (name);
  preset->use      = lt_shorten (use, LT_MAX_PRESET_USE - 1);
  preset->sections = sections;
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    preset->values[i] = lt_param_info[i].def;
  return preset;
}

void
lt_preset_free (LtPreset *preset)
{
  if (!preset)
    return;
  g_free (preset->name);
  g_free (preset->use);
  g_free (preset);
}

LtStatus
lt_preset_from_strip (const LtStrip *strip,
                      uint32_t       sections,
                      const char    *name,
                      const char    *use,
                      LtPreset     **out,
                      LtError       *error)
{
  const uint32_t all = lt_sections_processing ();
  if (!lt_preset_is_name (name))
    return lt_fail (error,
                    LT_RANGE,
                    _ ("A preset's name has 1 to %d bytes of text, no \"/\" "
                       "and no dot at its start."),
                    LT_MAX_PRESET_NAME - 1);
  sections = sections ? sections & all : all;
  *out     = preset_new (name, use ? use : "", sections);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (lt_sections_have (sections, (LtParam)i))
      (*out)->values[i] = strip->values[i];
  return LT_OK;
}

// --- to text ---

static void
append_sections (GString *out, uint32_t sections)
{
  g_string_append (out, "[");
  for (int i = 0; i < LT_N_SECTIONS; i++)
    if (sections & LT_SECTION_BIT (i)) {
      if (out->str[out->len - 1] != '[')
        g_string_append (out, ", ");
      lt_json_string (out, lt_section_key ((LtSection)i));
    }
  g_string_append (out, "]");
}

char *
lt_preset_to_text (const LtPreset *preset)
{
  GString    *out = g_string_new ("{\n  \"format\": \"longthrow-preset\",\n");
  const char *between = "\n    ";
  g_string_append (out, "  \"version\": 1,\n  \"name\": ");
  lt_json_string (out, preset->name);
  if (*preset->use) {
    g_string_append (out, ",\n  \"use\": ");
    lt_json_string (out, preset->use);
  }
  g_string_append (out, ",\n  \"sections\": ");
  append_sections (out, preset->sections);
  g_string_append (out, ",\n  \"values\": {");
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    const LtAddress address = {.strip = 1, .param = (uint16_t)i};
    if (!lt_sections_have (preset->sections, (LtParam)i))
      continue;
    lt_json_param (out, between, address, preset->values[i]);
    between = ",\n    ";
  }
  g_string_append (out, "\n  }\n}\n");
  return g_string_free (out, FALSE);
}

// --- from text ---

static LtStatus
read_head (JsonObject *root, const char *where, LtError *error)
{
  gint64      version;
  const char *format = lt_json_text (root, "format", LT_MAX_NAME);
  if (!format || strcmp (format, "longthrow-preset") != 0)
    return lt_fail (
      error, LT_FORMAT, _ ("%s is not a Longthrow preset."), where);
  LtStatus status =
    lt_json_int (root, "version", where, 1, G_MAXINT32, &version, error);
  if (status == LT_OK && version > 1)
    status = lt_fail (error,
                      LT_NEWER,
                      _ ("%s was written by a newer Longthrow (form %d); use "
                         "it with that one."),
                      where,
                      (int)version);
  return status;
}

static LtStatus
read_sections (JsonObject *root,
               const char *where,
               uint32_t   *sections,
               LtError    *error)
{
  JsonNode *node = json_object_get_member (root, "sections");
  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return lt_json_wrong (error, where, "sections");
  JsonArray *array = json_node_get_array (node);
  *sections        = 0;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *item = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_VALUE (item) ||
        json_node_get_value_type (item) != G_TYPE_STRING)
      return lt_json_wrong (error, where, "sections");
    for (int k = 0; k < LT_N_SECTIONS; k++)
      if (lt_section_name ((LtSection)k) &&
          strcmp (json_node_get_string (item), lt_section_key ((LtSection)k)) ==
            0)
        *sections |= LT_SECTION_BIT (k);
  }
  return *sections ? LT_OK
                   : lt_fail (error,
                              LT_NOT_FOUND,
                              _ ("%s: \"sections\" names none that there is."),
                              where);
}

static LtStatus
read_values (JsonObject *root,
             const char *where,
             LtPreset   *preset,
             LtError    *error)
{
  JsonNode *node = json_object_get_member (root, "values");
  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return lt_json_wrong (error, where, "values");
  JsonObject *values        = json_node_get_object (node);
  g_autoptr (GList) members = json_object_get_members (values);
  for (GList *i = members; i; i = i->next) {
    const char   *key = i->data;
    uint32_t      bus;
    const LtParam param = lt_param_by_key (key, LT_KIND_ALL, &bus);
    if (param == LT_N_PARAMS || !lt_sections_have (preset->sections, param))
      continue;
    g_autofree char *place = g_strdup_printf ("%s: %s", where, key);
    LtStatus status = lt_value_from_json (json_object_get_member (values, key),
                                          param,
                                          place,
                                          &preset->values[param],
                                          error);
    if (status != LT_OK)
      return status;
  }
  return LT_OK;
}

LtStatus
lt_preset_from_text (const char *text,
                     gsize       length,
                     const char *where,
                     LtPreset  **out,
                     LtError    *error)
{
  LtError local             = {.status = LT_OK};
  g_autoptr (JsonNode) node = lt_json_parse (text, length, where, &local);
  if (!node)
    return lt_fail (error, local.status, "%s", local.text);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return lt_fail (
      error, LT_FORMAT, _ ("%s is not a Longthrow preset."), where);
  JsonObject *root     = json_node_get_object (node);
  uint32_t    sections = 0;
  LtStatus    status   = read_head (root, where, error);
  if (status != LT_OK)
    return status;
  const char *name = lt_json_text (root, "name", LT_MAX_PRESET_NAME);
  if (!name || !lt_preset_is_name (name))
    return lt_json_wrong (error, where, "name");
  const char *use = lt_json_text (root, "use", LT_MAX_PRESET_USE);
  if (!use && json_object_has_member (root, "use"))
    return lt_json_wrong (error, where, "use");
  status = read_sections (root, where, &sections, error);
  if (status != LT_OK)
    return status;
  LtPreset *preset = preset_new (name, use ? use : "", sections);
  status           = read_values (root, where, preset, error);
  if (status == LT_OK)
    *out = preset;
  else
    lt_preset_free (preset);
  return status;
}
