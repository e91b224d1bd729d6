// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The journal: one line of JSON for each command, in order.
//
//   {"n":12,"t":1767225600123,"k":"do","o":0,"s":1,"g":7,
//    "e":[{"set":"strip/3/fader","v":-6}]}                    (on one line)
//
// n   sequence number, one more than the line before
// t   when, milliseconds since 1970
// k   do, undo or redo; put: made, but no step of the history
// o s g   who did it: origin, surface, gesture
// a   true if a gang's member was moved alone
// b   true in the first line that a program writes: gestures begin anew
// l   undo and redo: what the step is called; do: if its edits do not tell
// e   the edits that were made, forward: set/v, text/v, add/place, remove,
//     move/place, file/v, other/v (a strip's other side), connect or
//     disconnect/peer
//
// Replay makes the edits of each line and moves the history as the line says,
// so that undo works over a crash. A line is made whole or not at all; one that
// is torn, out of order or does not fit the document ends the replay.

#include "session/lt-session-private.h"

#include <stdlib.h>
#include <string.h>

void
lt_journal_free_line (gpointer data)
{
  LtJournalLine *line = data;
  g_string_free (line->text, TRUE);
  g_free (line);
}

static void
append_address (GString *out, const char *key, LtAddress address)
{
  char text[128];
  lt_address_format (address, text, sizeof text);
  g_string_append_printf (out, "{\"%s\":\"%s\"", key, text);
}

static void
append_edit (GString *out, const LtSession *session, const LtEdit *edit)
{
  const LtStrip *strip;
  switch (edit->type) {
    case LT_EDIT_VALUE:
      append_address (out, "set", edit->address);
      g_string_append (out, ",\"v\":");
      lt_json_value (out, (LtParam)edit->address.param, edit->value);
      break;
    case LT_EDIT_TEXT:
      append_address (out, "text", edit->address);
      g_string_append (out, ",\"v\":");
      lt_json_string (out, edit->text);
      break;
    case LT_EDIT_ADD:
      g_string_append_printf (out, "{\"place\":%d,\"add\":", edit->place);
      lt_json_strip (out, session, edit->strip, " ");
      g_string_append_c (out, '}');
      break;
    case LT_EDIT_REMOVE:
      g_string_append_printf (out, "{\"remove\":%u", edit->id);
      break;
    case LT_EDIT_MOVE:
      g_string_append_printf (
        out, "{\"move\":%u,\"place\":%d", edit->id, edit->place);
      break;
    case LT_EDIT_FILE:
      g_string_append_printf (out, "{\"file\":%u,\"v\":", edit->id);
      if (edit->file.path)
        lt_json_file (out, &edit->file);
      else
        g_string_append (out, "null");
      break;
    case LT_EDIT_OTHER:
      strip = lt_session_strip (session, edit->id);
      g_string_append_printf (out, "{\"other\":%u,\"v\":", edit->id);
      if (edit->other && strip)
        lt_json_side (out, strip->kind, edit->other, NULL, " ");
      else
        g_string_append (out, "null");
      break;
    case LT_EDIT_CONNECTION:
      g_string_append_printf (
        out, "{\"%s\":", edit->made ? "connect" : "disconnect");
      lt_json_string (out, edit->port);
      g_string_append (out, ",\"peer\":");
      lt_json_string (out, edit->peer);
      break;
  }
  g_string_append_c (out, '}');
}

/// A faster hand than the journal: the newest value of a move stands for all.
static bool
replaces_last (const LtSession *session, const LtJournalLine *line)
{
  const GPtrArray *lines = session->lines;
  if (!line->is_move || lines->len == 0)
    return false;
  const LtJournalLine *last = g_ptr_array_index (lines, lines->len - 1);
  return last->is_move && lt_address_equal (last->address, line->address) &&
         lt_is_same_gesture (&last->actor, &line->actor);
}

static void
append_line (LtSession           *session,
             const LtJournalLine *line,
             const char          *kind,
             const GPtrArray     *edits,
             const char          *label)
{
  g_string_append_printf (line->text,
                          "{\"n\":%" G_GUINT64_FORMAT ",\"t\":%" //
                          G_GINT64_FORMAT
                          ",\"k\":\"%s\",\"o\":%u,\"s\":%u,\"g\":%u,",
                          session->sequence,
                          g_get_real_time () / 1000,
                          kind,
                          line->actor.origin,
                          line->actor.surface,
                          line->actor.gesture);
  if (line->actor.is_alone)
    g_string_append (line->text, "\"a\":true,");
  if (line->is_first)
    g_string_append (line->text, "\"b\":true,");
  if (label) {
    g_string_append (line->text, "\"l\":");
    lt_json_string (line->text, label);
    g_string_append_c (line->text, ',');
  }
  g_string_append (line->text, "\"e\":[");
  for (guint i = 0; i < edits->len; i++) {
    if (i)
      g_string_append_c (line->text, ',');
    append_edit (line->text, session, g_ptr_array_index (edits, i));
  }
  g_string_append (line->text, "]}\n");
}

void
lt_journal_note (LtSession       *session,
                 const LtActor   *actor,
                 const char      *kind,
                 const GPtrArray *edits,
                 const char      *label)
{
  const LtEdit  *first = g_ptr_array_index (edits, 0);
  LtJournalLine *line  = g_new0 (LtJournalLine, 1);
  line->text           = g_string_new (NULL);
  line->address        = first->address;
  line->actor          = *actor;
  line->is_first       = session->is_new_run;
  line->is_move        = edits->len == 1 && first->type == LT_EDIT_VALUE &&
                  actor->gesture && !label && strcmp (kind, "do") == 0;
  if (replaces_last (session, line)) {
    const guint          at   = session->lines->len - 1;
    const LtJournalLine *last = g_ptr_array_index (session->lines, at);
    line->is_first            = last->is_first;
    g_ptr_array_remove_index (session->lines, at);
  } else {
    session->sequence++;
  }
  session->is_new_run = false;
  append_line (session, line, kind, edits, label);
  g_ptr_array_add (session->lines, line);
}

char *
lt_journal_take (LtSession *session)
{
  if (session->lines->len == 0)
    return NULL;
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < session->lines->len; i++) {
    const LtJournalLine *line = g_ptr_array_index (session->lines, i);
    g_string_append_len (all, line->text->str, (gssize)line->text->len);
  }
  g_ptr_array_set_size (session->lines, 0);
  return g_string_free (all, FALSE);
}

// --- replay ---

static bool
has_text (JsonObject *object, const char *key, const char **text)
{
  JsonNode *node = json_object_get_member (object, key);
  if (!node || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return false;
  *text = json_node_get_string (node);
  return true;
}

static bool
has_int (JsonObject *object, const char *key, gint64 *value)
{
  JsonNode *node = json_object_get_member (object, key);
  if (!node || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return false;
  *value = json_node_get_int (node);
  return *value >= 0;
}

static bool
read_set (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  const char *text;
  double      old;
  JsonNode   *v = json_object_get_member (object, "v");
  edit->type    = LT_EDIT_VALUE;
  if (!has_text (object, "set", &text) || !v ||
      lt_address_parse (text, NULL, &edit->address, NULL) != LT_OK ||
      lt_session_get (session, edit->address, &old, NULL) != LT_OK ||
      lt_value_from_json (
        v, (LtParam)edit->address.param, "", &edit->value, NULL) != LT_OK)
    return false;
  if (lt_param_info[edit->address.param].flags & LT_PARAM_TRANSIENT)
    return false;
  return !edit->address.bus ||
         lt_session_check_route (session, edit->address, edit->value, NULL) ==
           LT_OK;
}

static bool
read_text (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  const char *text, *value;
  edit->type = LT_EDIT_TEXT;
  if (!has_text (object, "text", &text) || !has_text (object, "v", &value) ||
      lt_address_parse (text, NULL, &edit->address, NULL) != LT_OK ||
      !lt_session_get_text (session, edit->address) ||
      !lt_is_good_text ((LtParam)edit->address.param, value))
    return false;
  edit->text = g_strdup (value);
  return true;
}

static bool
is_addable (const LtSession *session, const LtStrip *strip)
{
  for (uint32_t i = 0; i < strip->n_bus_values; i++) {
    const LtBusValue *v = &strip->bus_values[i];
    if (lt_session_check_bus (session, v->bus, v->param, NULL) != LT_OK)
      return false;
  }
  return strip->kind != LT_KIND_MASTER &&
         !lt_session_find (session, strip->id) &&
         session->strips->len < LT_MAX_STRIPS;
}

static bool
read_add (LtSession *session, JsonObject *object, LtEdit *edit)
{
  JsonNode   *node  = json_object_get_member (object, "add");
  JsonObject *extra = NULL;
  gint64      place;
  edit->type = LT_EDIT_ADD;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !has_int (object, "place", &place) ||
      place >= session->strips->len)
    return false;
  edit->place = (int32_t)place;
  edit->strip =
    lt_strip_from_json (json_node_get_object (node), "", &extra, NULL);
  if (!edit->strip || !is_addable (session, edit->strip)) {
    g_clear_pointer (&extra, json_object_unref);
    return false;
  }
  if (extra) // as of a strip that was in the file
    g_hash_table_insert (
      session->strip_extra, GUINT_TO_POINTER (edit->strip->id), extra);
  lt_strip_tidy (session, edit->strip);
  return true;
}

/// Whether any strip still has a value for that bus.
static bool
is_fed (const LtSession *session, uint32_t bus)
{
  for (uint32_t b = 0; b < session->desk.n_bus_values; b++)
    if (session->desk.bus_values[b].bus == bus)
      return true;
  for (guint i = 0; i < session->strips->len; i++) {
    const LtStrip *strip = g_ptr_array_index (session->strips, i);
    for (uint32_t b = 0; b < strip->n_bus_values; b++)
      if (strip->bus_values[b].bus == bus)
        return true;
  }
  return false;
}

static bool
read_other (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  gint64      id;
  JsonObject *extra = NULL;
  JsonNode   *v     = json_object_get_member (object, "v");
  edit->type        = LT_EDIT_OTHER;
  if (!has_int (object, "other", &id) || id > LT_MAX_ID || !v)
    return false;
  const LtStrip *strip = lt_session_find (session, (uint32_t)id);
  edit->id             = (uint32_t)id;
  if (strip && JSON_NODE_HOLDS_NULL (v))
    return true;
  const bool is_good =
    strip && JSON_NODE_HOLDS_OBJECT (v) &&
    lt_side_from_json (
      json_node_get_object (v), strip->kind, "", &edit->other, &extra, NULL) ==
      LT_OK;
  g_clear_pointer (&extra, json_object_unref);
  return is_good;
}

static bool
read_strip_edit (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  gint64 id, place;
  if (has_int (object, "remove", &id)) {
    edit->type = LT_EDIT_REMOVE;
  } else if (has_int (object, "move", &id) &&
             has_int (object, "place", &place)) {
    edit->type  = LT_EDIT_MOVE;
    edit->place = (int32_t)MIN (place, (gint64)session->strips->len - 2);
  } else if (has_int (object, "file", &id)) {
    JsonNode *v = json_object_get_member (object, "v");
    edit->type  = LT_EDIT_FILE;
    if (!v || (!JSON_NODE_HOLDS_OBJECT (v) && !JSON_NODE_HOLDS_NULL (v)) ||
        (JSON_NODE_HOLDS_OBJECT (v) &&
         lt_file_from_json (json_node_get_object (v), "", &edit->file, NULL) !=
           LT_OK))
      return false;
  } else {
    return false;
  }
  edit->id             = (uint32_t)id;
  const LtStrip *strip = lt_session_find (session, edit->id);
  return strip && strip->kind != LT_KIND_MASTER && id <= LT_MAX_ID &&
         (edit->type != LT_EDIT_FILE || strip->kind == LT_KIND_INPUT) &&
         (edit->type != LT_EDIT_REMOVE || !is_fed (session, edit->id));
}

static bool
read_connection (JsonObject *object, LtEdit *edit)
{
  const char *port, *peer;
  edit->type = LT_EDIT_CONNECTION;
  edit->made = has_text (object, "connect", &port);
  if ((!edit->made && !has_text (object, "disconnect", &port)) ||
      !has_text (object, "peer", &peer) ||
      lt_check_connection (port, peer, NULL) != LT_OK)
    return false;
  edit->port = g_strdup (port);
  edit->peer = g_strdup (peer);
  return true;
}

static bool
read_edit (LtSession *session, JsonObject *object, LtEdit *edit)
{
  if (json_object_has_member (object, "set"))
    return read_set (session, object, edit);
  if (json_object_has_member (object, "text"))
    return read_text (session, object, edit);
  if (json_object_has_member (object, "add"))
    return read_add (session, object, edit);
  if (json_object_has_member (object, "other"))
    return read_other (session, object, edit);
  if (json_object_has_member (object, "peer"))
    return read_connection (object, edit);
  return read_strip_edit (session, object, edit);
}

static GPtrArray *
take_back (LtSession *session, GPtrArray *inverses)
{
  for (guint i = inverses->len; i-- > 0;)
    lt_edit_apply (session, g_ptr_array_index (inverses, i));
  g_ptr_array_unref (inverses);
  return NULL;
}

/// Make the edits of a line, each read when it is its turn, since they may rest
/// on each other. @return their inverses; NULL: one did not fit, and those
/// before it are taken back.
static GPtrArray *
make_edits (LtSession *session, JsonArray *array)
{
  GPtrArray  *inverses = g_ptr_array_new_with_free_func (lt_edit_free);
  const guint n        = json_array_get_length (array);
  for (guint i = 0; i < n; i++) {
    LtEdit   *edit = g_new0 (LtEdit, 1);
    JsonNode *node = json_array_get_element (array, i);
    if (JSON_NODE_HOLDS_OBJECT (node) &&
        read_edit (session, json_node_get_object (node), edit)) {
      lt_edit_apply (session, edit);
      g_ptr_array_add (inverses, edit);
      continue;
    }
    lt_edit_free (edit);
    return take_back (session, inverses);
  }
  return lt_session_check_dcas (session, NULL) == LT_OK
           ? inverses
           : take_back (session, inverses);
}

static bool
make_line (LtSession     *session,
           JsonObject    *object,
           const char    *kind,
           const LtActor *actor)
{
  static const char *const kinds[] = {"do", "undo", "redo", "put", NULL};
  const char              *label   = NULL;
  JsonNode                *edits   = json_object_get_member (object, "e");
  if (!g_strv_contains (kinds, kind))
    return false;
  if (!edits || !JSON_NODE_HOLDS_ARRAY (edits) ||
      json_array_get_length (json_node_get_array (edits)) == 0)
    return false;
  GPtrArray *inverses = make_edits (session, json_node_get_array (edits));
  if (!inverses)
    return false;
  if (json_object_has_member (object, "b"))
    lt_history_close (session);
  has_text (object, "l", &label);
  if (*kind == 'p')
    g_ptr_array_unref (inverses);
  else if (*kind == 'd')
    lt_history_add (session, actor, inverses, label);
  else
    lt_history_turn (
      session, actor, *kind == 'u', inverses, label ? label : "");
  return true;
}

static bool
replay_line (LtSession *session, JsonObject *object)
{
  gint64      n, origin, surface, gesture;
  const char *kind;
  if (!has_int (object, "n", &n) || !has_text (object, "k", &kind) ||
      !has_int (object, "o", &origin) || !has_int (object, "s", &surface) ||
      !has_int (object, "g", &gesture) || origin >= LT_N_ORIGINS)
    return false;
  if ((uint64_t)n <= session->sequence)
    return true; // in the save already
  if ((uint64_t)n != session->sequence + 1)
    return false;
  const LtActor actor = {.origin   = (LtOrigin)origin,
                         .surface  = (uint32_t)surface,
                         .gesture  = (uint32_t)gesture,
                         .is_alone = json_object_has_member (object, "a")};
  if (!make_line (session, object, kind, &actor))
    return false;
  session->sequence = (uint64_t)n;
  session->n_recovered++;
  return true;
}

gsize
lt_journal_replay (LtSession  *session,
                   const char *text,
                   gsize       length,
                   uint64_t    until)
{
  const char *at = text, *behind = text + length, *end;
  while (session->sequence < until &&
         (end = memchr (at, '\n', (gsize)(behind - at)))) {
    g_autoptr (JsonNode) node = lt_json_parse (at, (gsize)(end - at), "", NULL);
    if (!node || !JSON_NODE_HOLDS_OBJECT (node) ||
        !replay_line (session, json_node_get_object (node)))
      break;
    at = end + 1;
  }
  return (gsize)(at - text);
}
