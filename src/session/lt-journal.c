// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The journal: one line of JSON for each command, in order.
//
//   {"n":12,"k":"do","o":0,"s":1,"g":7,"e":[{"set":"strip/3/fader","v":-6}]}
//
// n   sequence number, one more than the line before
// k   do, undo or redo
// o s g   who did it: origin, surface, gesture
// e   the edits that were made, forward: set/v, text/v, add/place, remove,
//     move/place, file/v, connect or disconnect/peer
//
// Replay makes the edits and moves the history as the line says, so that undo
// works over a crash. A line that is torn, out of order or does not fit ends
// it.

#include "session/lt-session-private.h"

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

void
lt_journal_note (LtSession       *session,
                 const LtActor   *actor,
                 const char      *kind,
                 const GPtrArray *edits)
{
  if (session->is_replaying) {
    session->sequence++;
    return;
  }
  const LtEdit *first   = g_ptr_array_index (edits, 0);
  const bool    is_move = edits->len == 1 && first->type == LT_EDIT_VALUE &&
                       actor->gesture && strcmp (kind, "do") == 0;
  // A faster hand than the journal: the newest value of a move stands for all.
  LtJournalLine *last =
    session->lines->len
      ? g_ptr_array_index (session->lines, session->lines->len - 1)
      : NULL;
  const bool replaces = is_move && last && last->is_move &&
                        lt_address_equal (last->address, first->address) &&
                        last->actor.gesture == actor->gesture &&
                        last->actor.surface == actor->surface &&
                        last->actor.origin == actor->origin;
  if (replaces)
    g_ptr_array_set_size (session->lines, (gint)session->lines->len - 1);
  else
    session->sequence++;
  LtJournalLine *line = g_new0 (LtJournalLine, 1);
  line->text          = g_string_new (NULL);
  line->is_move       = is_move;
  line->address       = first->address;
  line->actor         = *actor;
  g_string_append_printf (line->text,
                          "{\"n\":%" G_GUINT64_FORMAT
                          ",\"k\":\"%s\",\"o\":%u,\"s\":%u,\"g\":%u,\"e\":[",
                          session->sequence,
                          kind,
                          actor->origin,
                          actor->surface,
                          actor->gesture);
  for (guint i = 0; i < edits->len; i++) {
    if (i)
      g_string_append_c (line->text, ',');
    append_edit (line->text, session, g_ptr_array_index (edits, i));
  }
  g_string_append (line->text, "]}\n");
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
  return has_text (object, "set", &text) && v &&
         lt_address_parse (text, NULL, &edit->address, NULL) == LT_OK &&
         lt_session_get (session, edit->address, &old, NULL) == LT_OK &&
         lt_value_from_json (
           v, (LtParam)edit->address.param, "", &edit->value, NULL) == LT_OK;
}

static bool
read_text (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  const char *text, *value;
  edit->type = LT_EDIT_TEXT;
  if (!has_text (object, "text", &text) || !has_text (object, "v", &value) ||
      lt_address_parse (text, NULL, &edit->address, NULL) != LT_OK ||
      !lt_session_get_text (session, edit->address))
    return false;
  edit->text = g_strdup (value);
  return true;
}

static bool
read_add (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  JsonNode   *node  = json_object_get_member (object, "add");
  JsonObject *extra = NULL;
  gint64      place;
  edit->type = LT_EDIT_ADD;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !has_int (object, "place", &place) ||
      place > LT_MAX_STRIPS)
    return false;
  edit->place = (int32_t)place;
  edit->strip =
    lt_strip_from_json (json_node_get_object (node), "", &extra, NULL);
  g_clear_pointer (&extra, json_object_unref);
  return edit->strip && !lt_session_find (session, edit->strip->id) &&
         session->strips->len < LT_MAX_STRIPS;
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
    edit->place = (int32_t)MIN (place, LT_MAX_STRIPS);
  } else if (has_int (object, "file", &id)) {
    JsonNode *v = json_object_get_member (object, "v");
    edit->type  = LT_EDIT_FILE;
    if (!v || (JSON_NODE_HOLDS_OBJECT (v) &&
               lt_file_from_json (
                 json_node_get_object (v), "", &edit->file, NULL) != LT_OK))
      return false;
  } else {
    return false;
  }
  edit->id             = (uint32_t)id;
  const LtStrip *strip = lt_session_find (session, edit->id);
  return strip && strip->kind != LT_KIND_MASTER;
}

static bool
read_connection (JsonObject *object, LtEdit *edit)
{
  const char *port, *peer;
  edit->type = LT_EDIT_CONNECTION;
  edit->made = has_text (object, "connect", &port);
  if ((!edit->made && !has_text (object, "disconnect", &port)) ||
      !has_text (object, "peer", &peer))
    return false;
  edit->port = g_strdup (port);
  edit->peer = g_strdup (peer);
  return true;
}

static bool
read_edit (const LtSession *session, JsonObject *object, LtEdit *edit)
{
  if (json_object_has_member (object, "set"))
    return read_set (session, object, edit);
  if (json_object_has_member (object, "text"))
    return read_text (session, object, edit);
  if (json_object_has_member (object, "add"))
    return read_add (session, object, edit);
  if (json_object_has_member (object, "peer"))
    return read_connection (object, edit);
  return read_strip_edit (session, object, edit);
}

/// An undo or redo of a step that is older than this journal: only its edits.
static void
make_alone (LtSession *session, JsonArray *edits)
{
  session->sequence++;
  for (guint i = 0; i < json_array_get_length (edits); i++) {
    LtEdit *edit = g_new0 (LtEdit, 1);
    if (read_edit (session, json_array_get_object_element (edits, i), edit))
      lt_edit_apply (session, edit);
    lt_edit_free (edit);
  }
}

static bool
replay_do (LtSession *session, const LtActor *actor, JsonArray *array)
{
  // Edits of one line may rest on each other: each is read when it is its
  // turn. All but the first join its step, by a gesture of their own if it
  // has none.
  LtActor        own  = *actor;
  const guint    n    = json_array_get_length (array);
  const uint64_t line = session->sequence;
  if (own.gesture == 0 && n > 1)
    own.gesture = 0x40000000u | (uint32_t)(line & 0x3FFFFFFF);
  for (guint i = 0; i < n; i++) {
    LtEdit   *edit = g_new0 (LtEdit, 1);
    JsonNode *node = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_OBJECT (node) ||
        !read_edit (session, json_node_get_object (node), edit)) {
      lt_edit_free (edit);
      return false;
    }
    GPtrArray *edits = g_ptr_array_new_with_free_func (lt_edit_free);
    g_ptr_array_add (edits, edit);
    lt_session_commit (session, &own, edits);
  }
  session->sequence = line + 1;
  return true;
}

static bool
replay_line (LtSession *session, JsonObject *object)
{
  gint64      n, origin, surface, gesture;
  const char *kind;
  JsonNode   *edits = json_object_get_member (object, "e");
  if (!has_int (object, "n", &n) || !has_text (object, "k", &kind) ||
      !has_int (object, "o", &origin) || !has_int (object, "s", &surface) ||
      !has_int (object, "g", &gesture) || !edits ||
      !JSON_NODE_HOLDS_ARRAY (edits) || origin >= LT_N_ORIGINS)
    return false;
  if ((uint64_t)n <= session->sequence)
    return true; // in the save already
  if ((uint64_t)n != session->sequence + 1)
    return false;
  const LtActor actor   = {.origin  = (LtOrigin)origin,
                           .surface = (uint32_t)surface,
                           .gesture = (uint32_t)gesture};
  JsonArray    *array   = json_node_get_array (edits);
  bool          is_good = true;
  if (strcmp (kind, "do") == 0) {
    is_good = replay_do (session, &actor, array);
  } else if (strcmp (kind, "undo") == 0 || strcmp (kind, "redo") == 0) {
    const bool is_undo = *kind == 'u';
    if (!(is_undo ? lt_session_undo (session) : lt_session_redo (session)))
      make_alone (session, array);
    session->sequence = (uint64_t)n;
  } else {
    return false;
  }
  session->n_recovered += is_good;
  return is_good;
}

bool
lt_journal_replay (LtSession *session, const char *text)
{
  session->is_replaying = true;
  bool is_good          = true;
  while (*text && is_good) {
    const char *end = strchr (text, '\n');
    if (!end) {
      is_good = false; // torn: the crash came while it was written
      break;
    }
    g_autoptr (JsonNode) node =
      lt_json_parse (text, (gsize)(end - text), "", NULL);
    is_good = node && JSON_NODE_HOLDS_OBJECT (node) &&
              replay_line (session, json_node_get_object (node));
    text = end + 1;
  }
  session->is_replaying = false;
  return is_good;
}
