// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading session.json: everything is checked, and an object that is not whole
// is thrown away whole.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"
#include "core/lt-section.h"

#include <math.h>
#include <string.h>

LtStatus
lt_value_from_json (JsonNode   *node,
                    LtParam     param,
                    const char *where,
                    double     *value,
                    LtError    *error)
{
  const LtParamInfo *info = &lt_param_info[param];
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                            : G_TYPE_INVALID;
  if (type == G_TYPE_BOOLEAN && info->type == LT_TYPE_BOOL) {
    *value = json_node_get_boolean (node);
    return LT_OK;
  }
  if (type == G_TYPE_STRING && info->type != LT_TYPE_BOOL &&
      (info->type != LT_TYPE_FLOAT ||
       strcmp (json_node_get_string (node), "-inf") == 0)) {
    LtError  detail = {.status = LT_OK};
    LtStatus status =
      lt_param_parse (param, json_node_get_string (node), value, &detail);
    return status == LT_OK
             ? LT_OK
             : lt_fail (error, status, "%s: %s", where, detail.text);
  }
  if ((type == G_TYPE_DOUBLE && info->type == LT_TYPE_FLOAT) ||
      (type == G_TYPE_INT64 &&
       (info->type == LT_TYPE_FLOAT || info->type == LT_TYPE_FRAMES ||
        info->type == LT_TYPE_COUNT))) {
    const double stored = type == G_TYPE_INT64
                            ? (double)json_node_get_int (node)
                            : json_node_get_double (node);
    if (!(stored >= info->min && stored <= info->max))
      return lt_fail (error, LT_RANGE, _ ("%s is out of its range."), where);
    *value = lt_param_clamp (param, stored); // the least one may be -inf
    return LT_OK;
  }
  return lt_fail (error, LT_FORMAT, _ ("%s is of the wrong kind."), where);
}

LtStatus
lt_file_from_json (JsonObject  *object,
                   const char  *where,
                   LtStripFile *file,
                   LtError     *error)
{
  gint64      channel, rate, frames, start;
  const char *path = lt_json_text (object, "path", LT_MAX_TEXT);
  if (!path)
    return lt_json_wrong (error, where, "path");
  LtStatus status = lt_json_int (
    object, "channel", where, 0, LT_MAX_FILE_CHANNELS - 1, &channel, error);
  if (status == LT_OK)
    status = lt_json_int (
      object, "rate", where, LT_MIN_RATE, LT_MAX_RATE, &rate, error);
  if (status == LT_OK)
    status =
      lt_json_int (object, "frames", where, 0, LT_MAX_FRAMES, &frames, error);
  if (status == LT_OK)
    status =
      lt_json_int (object, "start", where, 0, LT_MAX_FRAMES, &start, error);
  if (status != LT_OK)
    return status;
  const LtStripFile read   = {.path    = (char *)path,
                              .channel = (uint32_t)channel,
                              .rate    = (uint32_t)rate,
                              .frames  = frames,
                              .start   = start};
  LtError           detail = {.status = LT_OK};
  if (lt_check_file (&read, &detail) != LT_OK)
    return lt_fail (error, LT_RANGE, "%s: %s", where, detail.text);
  lt_strip_file_copy (file, &read);
  return LT_OK;
}

LtStatus
lt_side_from_json (JsonObject  *object,
                   LtKind       kind,
                   const char  *where,
                   double     **out,
                   JsonObject **extra,
                   LtError     *error)
{
  g_autofree double *values = g_new (double, LT_N_STRIP_PARAMS);
  g_autoptr (GList) members = json_object_get_members (object);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    values[i] = lt_param_info[i].def;
  for (GList *i = members; i; i = i->next) {
    uint32_t         bus;
    JsonNode        *node  = json_object_get_member (object, i->data);
    const LtParam    param = lt_param_by_key (i->data, kind, &bus);
    g_autofree char *place = g_strdup_printf ("%s.%s", where, (char *)i->data);
    if (param == LT_N_PARAMS ||
        !lt_sections_have (lt_sections_processing (), param)) {
      if (!*extra)
        *extra = json_object_new ();
      json_object_set_member (*extra, i->data, json_node_copy (node));
      continue;
    }
    LtStatus status =
      lt_value_from_json (node, param, place, &values[param], error);
    if (status != LT_OK)
      return status;
  }
  *out = g_steal_pointer (&values);
  return LT_OK;
}

/// The strip's other side; what is not known in it is kept in `extra` as a
/// member of that name.
static LtStatus
read_other (LtStrip     *strip,
            JsonObject  *object,
            const char  *where,
            JsonObject **extra,
            LtError     *error)
{
  JsonNode *node = json_object_get_member (object, "other");
  if (!node)
    return LT_OK;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return lt_json_wrong (error, where, "other");
  JsonObject      *unknown = NULL;
  g_autofree char *place   = g_strdup_printf ("%s.other", where);
  LtStatus         status  = lt_side_from_json (json_node_get_object (node),
                                       strip->kind,
                                       place,
                                       &strip->other,
                                       &unknown,
                                       error);
  if (unknown && !*extra)
    *extra = json_object_new ();
  if (unknown)
    json_object_set_object_member (*extra, "other", unknown);
  return status;
}

static bool
is_own_member (const char *key)
{
  static const char *const own[] = {
    "id", "kind", "channels", "name", "file", "other"};
  for (size_t i = 0; i < G_N_ELEMENTS (own); i++)
    if (strcmp (key, own[i]) == 0)
      return true;
  return false;
}

static LtStatus
read_params (LtStrip     *strip,
             JsonObject  *object,
             const char  *where,
             JsonObject **extra,
             LtError     *error)
{
  g_autoptr (GList) members = json_object_get_members (object);
  for (GList *i = members; i; i = i->next) {
    const char *key = i->data;
    uint32_t    bus;
    double      value;
    if (is_own_member (key))
      continue;
    JsonNode *node  = json_object_get_member (object, key);
    LtParam   param = lt_param_by_key (key, strip->kind, &bus);
    if (param == LT_N_PARAMS || bus > LT_MAX_ID) {
      if (!*extra)
        *extra = json_object_new ();
      json_object_set_member (*extra, key, json_node_copy (node));
      continue;
    }
    g_autofree char *place = g_strdup_printf ("%s.%s", where, key);
    LtStatus status = lt_value_from_json (node, param, place, &value, error);
    if (status != LT_OK)
      return status;
    if (lt_param_info[param].flags & LT_PARAM_TRANSIENT)
      continue;
    if (strip->n_bus_values >= LT_MAX_STRIPS * 4)
      return lt_fail (
        error, LT_RANGE, _ ("%s: more buses than there can be."), where);
    if (bus)
      // Defaults too, until the kinds of the buses are known.
      lt_strip_set_bus_value (strip, bus, (uint16_t)param, value, NAN);
    else
      strip->values[param] = value;
  }
  return LT_OK;
}

LtStrip *
lt_strip_from_json (JsonObject  *object,
                    const char  *where,
                    JsonObject **extra,
                    LtError     *error)
{
  gint64      id, channels;
  const char *name = lt_json_text (object, "name", LT_MAX_NAME);
  const char *word = lt_json_text (object, "kind", LT_MAX_NAME);
  LtKind      kind = word ? lt_kind_from_name (word) : 0;
  *extra           = NULL;
  if (lt_json_int (object, "id", where, 1, LT_MAX_ID, &id, error) != LT_OK ||
      lt_json_int (object, "channels", where, 1, 2, &channels, error) != LT_OK)
    return NULL;
  if (!name || !lt_is_good_name (name)) {
    lt_json_wrong (error, where, "name");
    return NULL;
  }
  if (!kind || kind == LT_KIND_SESSION) {
    lt_json_wrong (error, where, "kind");
    return NULL;
  }
  if (kind != LT_KIND_INPUT && channels != 2) {
    lt_fail (error, LT_RANGE, _ ("%s: a bus has two channels."), where);
    return NULL;
  }
  LtStrip  *strip = lt_strip_new ((uint32_t)id, kind, (uint32_t)channels, name);
  JsonNode *file  = json_object_get_member (object, "file");
  LtStatus  status = LT_OK;
  if (file && (!JSON_NODE_HOLDS_OBJECT (file) || kind != LT_KIND_INPUT))
    status = lt_json_wrong (error, where, "file");
  else if (file) {
    g_autofree char *place = g_strdup_printf ("%s.file", where);
    status                 = lt_file_from_json (
      json_node_get_object (file), place, &strip->file, error);
  }
  if (status == LT_OK)
    status = read_params (strip, object, where, extra, error);
  if (status == LT_OK)
    status = read_other (strip, object, where, extra, error);
  if (status == LT_OK)
    return strip;
  g_clear_pointer (extra, json_object_unref);
  lt_strip_free (strip);
  return NULL;
}

static LtStatus
read_strips (LtSession  *session,
             JsonObject *root,
             const char *where,
             LtError    *error)
{
  JsonNode *node = json_object_get_member (root, "strips");
  if (!node || !JSON_NODE_HOLDS_ARRAY (node))
    return lt_json_wrong (error, where, "strips");
  JsonArray  *array = json_node_get_array (node);
  const guint n     = json_array_get_length (array);
  if (n > LT_MAX_STRIPS)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("%s has %u strips; at most %d are possible."),
                    where,
                    n,
                    LT_MAX_STRIPS);
  g_ptr_array_set_size (session->strips, 0);
  for (guint i = 0; i < n; i++) {
    g_autofree char *place = g_strdup_printf ("%s: strips[%u]", where, i);
    JsonNode        *item  = json_array_get_element (array, i);
    JsonObject      *extra = NULL;
    if (!JSON_NODE_HOLDS_OBJECT (item))
      return lt_json_wrong (error, where, "strips");
    LtStrip *strip =
      lt_strip_from_json (json_node_get_object (item), place, &extra, error);
    if (!strip)
      return error ? error->status : LT_FORMAT;
    if (extra)
      g_hash_table_insert (
        session->strip_extra, GUINT_TO_POINTER (strip->id), extra);
    if (lt_session_find (session, strip->id)) {
      const uint32_t id = strip->id;
      lt_strip_free (strip);
      return lt_fail (
        error, LT_FORMAT, _ ("%s: the id %u is there twice."), place, id);
    }
    g_ptr_array_add (session->strips, strip);
  }
  return LT_OK;
}

static LtStatus
read_connections (LtSession  *session,
                  JsonObject *root,
                  const char *where,
                  LtError    *error)
{
  JsonNode *node = json_object_get_member (root, "connections");
  if (!node)
    return LT_OK;
  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > LT_MAX_CONNECTIONS)
    return lt_json_wrong (error, where, "connections");
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *pair = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_ARRAY (pair) ||
        json_array_get_length (json_node_get_array (pair)) != 2)
      return lt_json_wrong (error, where, "connections");
    const char *text[2];
    for (guint k = 0; k < 2; k++) {
      JsonNode *one = json_array_get_element (json_node_get_array (pair), k);
      if (!JSON_NODE_HOLDS_VALUE (one) ||
          json_node_get_value_type (one) != G_TYPE_STRING)
        return lt_json_wrong (error, where, "connections");
      text[k] = json_node_get_string (one);
    }
    LtError detail = {.status = LT_OK};
    if (lt_check_connection (text[0], text[1], &detail) != LT_OK)
      return lt_fail (
        error, LT_RANGE, "%s: connections[%u]: %s", where, i, detail.text);
    LtConnection *c = g_new0 (LtConnection, 1);
    c->port         = g_strdup (text[0]);
    c->peer         = g_strdup (text[1]);
    lt_session_add_connection (session, c);
  }
  return LT_OK;
}

static LtStatus
check_buses (LtSession  *session,
             LtStrip    *strip,
             const char *where,
             LtError    *error)
{
  LtError detail = {.status = LT_OK};
  for (uint32_t b = 0; b < strip->n_bus_values; b++) {
    const LtBusValue *v = &strip->bus_values[b];
    LtStatus status = lt_session_check_bus (session, v->bus, v->param, &detail);
    if (status != LT_OK)
      return lt_fail (error, status, "%s: %s", where, detail.text);
  }
  lt_strip_tidy (session, strip);
  return LT_OK;
}

/// One master, at the end; every route leads to a bus; no loops.
static LtStatus
check_whole (LtSession *session, const char *where, LtError *error)
{
  LtError detail    = {.status = LT_OK};
  guint   n_masters = 0;
  for (guint i = 0; i < session->strips->len; i++)
    n_masters += ((LtStrip *)g_ptr_array_index (session->strips, i))->kind ==
                 LT_KIND_MASTER;
  const LtStrip *last =
    session->strips->len
      ? g_ptr_array_index (session->strips, session->strips->len - 1)
      : NULL;
  if (n_masters != 1 || last->kind != LT_KIND_MASTER)
    return lt_fail (
      error, LT_FORMAT, _ ("%s has no master at its end."), where);
  for (guint i = 0; i < session->strips->len; i++) {
    g_autofree char *place  = g_strdup_printf ("%s: strips[%u]", where, i);
    LtStatus         status = check_buses (
      session, g_ptr_array_index (session->strips, i), place, error);
    if (status != LT_OK)
      return status;
  }
  if (check_buses (session, &session->desk, where, error) != LT_OK)
    return LT_NOT_FOUND;
  if (lt_session_check_dcas (session, &detail) != LT_OK)
    return lt_fail (error, LT_LOOP, "%s: %s", where, detail.text);
  LtStatus status = lt_session_check_loops (session, &detail);
  return status == LT_OK
           ? LT_OK
           : lt_fail (error, status, "%s: %s", where, detail.text);
}

static LtStatus
read_head (LtSession  *session,
           JsonObject *root,
           const char *where,
           LtError    *error)
{
  gint64      version, rate, next_id, journal;
  const char *format = lt_json_text (root, "format", LT_MAX_NAME);
  if (!format || strcmp (format, "longthrow-session") != 0)
    return lt_fail (
      error, LT_FORMAT, _ ("%s is not a Longthrow session."), where);
  LtStatus status =
    lt_json_int (root, "version", where, 1, G_MAXINT32, &version, error);
  if (status != LT_OK)
    return status;
  if (version > 1)
    return lt_fail (error,
                    LT_NEWER,
                    _ ("%s was written by a newer Longthrow (form %d); open "
                       "it with that one."),
                    where,
                    (int)version);
  status =
    lt_json_int (root, "rate", where, LT_MIN_RATE, LT_MAX_RATE, &rate, error);
  if (status == LT_OK)
    status =
      lt_json_int (root, "next-id", where, 1, LT_MAX_ID + 1, &next_id, error);
  if (status == LT_OK)
    status = lt_json_int (
      root, "journal", where, 0, INT64_C (1) << 53, &journal, error);
  if (status != LT_OK)
    return status;
  session->rate     = (uint32_t)rate;
  session->next_id  = (uint32_t)next_id;
  session->sequence = session->saved = (uint64_t)journal;
  return LT_OK;
}

/// "loop", "dca/3/fader", "oscillator/to/5".
static bool
is_desk_key (const char *key, LtAddress *address)
{
  g_autofree char *loose = g_strdup_printf ("session/%s", key);
  return (lt_address_parse (key, NULL, address, NULL) == LT_OK ||
          lt_address_parse (loose, NULL, address, NULL) == LT_OK) &&
         address->strip == 0 && address->bus <= LT_MAX_ID;
}

static LtStatus
read_desk (LtSession  *session,
           JsonNode   *node,
           LtAddress   address,
           const char *where,
           LtError    *error)
{
  const LtParam param = (LtParam)address.param;
  double        value;
  if (lt_param_is_text (param)) {
    const char *text = JSON_NODE_HOLDS_VALUE (node) &&
                           json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;
    if (!text || !lt_is_good_text (param, text))
      return lt_fail (error, LT_FORMAT, _ ("%s is of the wrong kind."), where);
    g_free (session->texts[param]);
    session->texts[param] = g_strdup (text);
    return LT_OK;
  }
  LtStatus status = lt_value_from_json (node, param, where, &value, error);
  if (status != LT_OK || lt_param_info[param].flags & LT_PARAM_TRANSIENT)
    return status;
  if (!address.bus) {
    session->values[param] = value;
    return LT_OK;
  }
  if (session->desk.n_bus_values >= LT_MAX_STRIPS * 4)
    return lt_fail (
      error, LT_RANGE, _ ("%s: more buses than there can be."), where);
  lt_strip_set_bus_value (
    &session->desk, address.bus, address.param, value, NAN);
  return LT_OK;
}

static LtStatus
read_rest (LtSession  *session,
           JsonObject *root,
           const char *where,
           LtError    *error)
{
  static const char *const own[] = {
    "format", "version", "rate", "next-id", "journal", "strips", "connections"};
  g_autoptr (GList) members = json_object_get_members (root);
  for (GList *i = members; i; i = i->next) {
    bool is_own = false;
    for (size_t k = 0; k < G_N_ELEMENTS (own); k++)
      is_own |= strcmp (i->data, own[k]) == 0;
    if (is_own)
      continue;
    JsonNode        *node  = json_object_get_member (root, i->data);
    g_autofree char *place = g_strdup_printf ("%s: %s", where, (char *)i->data);
    LtAddress        address;
    if (!is_desk_key (i->data, &address)) {
      if (!session->extra)
        session->extra = json_object_new ();
      json_object_set_member (session->extra, i->data, json_node_copy (node));
      continue;
    }
    LtStatus status = read_desk (session, node, address, place, error);
    if (status != LT_OK)
      return status;
  }
  return LT_OK;
}

LtStatus
lt_session_from_text (const char *text,
                      gsize       length,
                      const char *where,
                      LtSession **out,
                      LtError    *error)
{
  LtError local;
  g_autoptr (JsonNode) node = lt_json_parse (text, length, where, &local);
  if (!node) {
    if (error)
      *error = local;
    return local.status;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return lt_fail (
      error, LT_FORMAT, _ ("%s is not a Longthrow session."), where);
  JsonObject *root    = json_node_get_object (node);
  LtSession  *session = lt_session_new (48000);
  LtStatus    status  = read_head (session, root, where, &local);
  if (status == LT_OK)
    status = read_strips (session, root, where, &local);
  if (status == LT_OK)
    status = read_connections (session, root, where, &local);
  if (status == LT_OK)
    status = read_rest (session, root, where, &local);
  if (status == LT_OK)
    status = check_whole (session, where, &local);
  if (status == LT_OK) {
    *out = session;
    return LT_OK;
  }
  lt_session_free (session);
  if (error)
    *error = local;
  return status;
}
