// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The edits: what can be done to the document, each with its inverse.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <math.h>
#include <string.h>

#define TELL(session, what, ...)                                               \
  do {                                                                         \
    if ((session)->observer.what)                                              \
      (session)->observer.what ((session)->observer.data, __VA_ARGS__);        \
  } while (0)

void
lt_edit_free (gpointer data)
{
  LtEdit *edit = data;
  g_free (edit->text);
  lt_strip_free (edit->strip);
  g_free (edit->file.path);
  g_free (edit->other);
  g_free (edit->port);
  g_free (edit->peer);
  g_free (edit);
}

static void
apply_value (LtSession *session, LtEdit *edit)
{
  const LtAddress a = edit->address;
  double          old;
  if (lt_session_get (session, a, &old, NULL) != LT_OK)
    return;
  if (lt_param_info[a.param].flags & LT_PARAM_PER_BUS)
    lt_strip_set_bus_value (lt_session_owner (session, a.strip),
                            a.bus,
                            a.param,
                            edit->value,
                            lt_session_default (session, a.bus, a.param));
  else if (a.strip == 0)
    session->values[a.param] = edit->value;
  else
    lt_session_find (session, a.strip)->values[a.param] = edit->value;
  const double value = edit->value;
  edit->value        = old;
  TELL (session, value, a, value);
}

static void
apply_text (LtSession *session, LtEdit *edit)
{
  LtStrip *strip = lt_session_owner (session, edit->address.strip);
  if (!strip)
    return;
  char **text =
    edit->address.strip ? &strip->name : &session->texts[edit->address.param];
  char *old  = *text ? *text : g_strdup ("");
  *text      = edit->text;
  edit->text = old;
  TELL (session, text, edit->address, *text);
}

static void
apply_add (LtSession *session, LtEdit *edit)
{
  LtStrip *strip = edit->strip;
  int32_t  place = CLAMP (edit->place, 0, (int32_t)session->strips->len);
  edit->type     = LT_EDIT_REMOVE;
  edit->id       = strip->id;
  edit->strip    = NULL;
  if (session->next_id <= strip->id)
    session->next_id = strip->id + 1;
  g_ptr_array_insert (session->strips, place, strip);
  TELL (session, strip_added, strip);
}

static void
apply_remove (LtSession *session, LtEdit *edit)
{
  const int32_t place = lt_session_place (session, edit->id);
  if (place < 0)
    return;
  edit->type  = LT_EDIT_ADD;
  edit->place = place;
  edit->strip = g_ptr_array_steal_index (session->strips, (guint)place);
  TELL (session, strip_removed, edit->id);
}

static void
apply_move (LtSession *session, LtEdit *edit)
{
  const int32_t old = lt_session_place (session, edit->id);
  if (old < 0)
    return;
  LtStrip *strip = g_ptr_array_steal_index (session->strips, (guint)old);
  int32_t  place = CLAMP (edit->place, 0, (int32_t)session->strips->len);
  g_ptr_array_insert (session->strips, place, strip);
  edit->place = old;
  if (session->observer.order)
    session->observer.order (session->observer.data);
}

static void
apply_file (LtSession *session, LtEdit *edit)
{
  LtStrip *strip = lt_session_find (session, edit->id);
  if (!strip)
    return;
  LtStripFile old = strip->file;
  strip->file     = edit->file;
  edit->file      = old;
  TELL (session, file, strip);
}

/// Nobody is told: it is not heard, and the side has a value of its own.
static void
apply_other (LtSession *session, LtEdit *edit)
{
  LtStrip *strip = lt_session_find (session, edit->id);
  if (!strip)
    return;
  double *old  = strip->other;
  strip->other = edit->other;
  edit->other  = old;
}

/// A set, kept in order, so that undo gives the same file.
void
lt_session_add_connection (LtSession *session, LtConnection *c)
{
  guint at = session->connections->len;
  for (; at > 0; at--) {
    const LtConnection *before =
      g_ptr_array_index (session->connections, at - 1);
    const int order = strcmp (before->port, c->port);
    if (order < 0 || (order == 0 && strcmp (before->peer, c->peer) < 0))
      break;
  }
  g_ptr_array_insert (session->connections, (gint)at, c);
}

bool
lt_session_is_connected (const LtSession *session,
                         const char      *port,
                         const char      *peer)
{
  for (guint i = 0; i < session->connections->len; i++) {
    const LtConnection *c = g_ptr_array_index (session->connections, i);
    if (strcmp (c->port, port) == 0 && strcmp (c->peer, peer) == 0)
      return true;
  }
  return false;
}

static void
apply_connection (LtSession *session, LtEdit *edit)
{
  const bool made = edit->made;
  edit->made      = !made;
  if (made) {
    LtConnection *c = g_new0 (LtConnection, 1);
    c->port         = g_strdup (edit->port);
    c->peer         = g_strdup (edit->peer);
    lt_session_add_connection (session, c);
  }
  for (guint i = 0; !made && i < session->connections->len; i++) {
    const LtConnection *c = g_ptr_array_index (session->connections, i);
    if (strcmp (c->port, edit->port) == 0 && strcmp (c->peer, edit->peer) == 0)
      g_ptr_array_remove_index (session->connections, i--);
  }
  TELL (session, connection, edit->port, edit->peer, made);
}

void
lt_edit_apply (LtSession *session, LtEdit *edit)
{
  static void (*const apply[]) (LtSession *, LtEdit *) = {
    [LT_EDIT_VALUE]      = apply_value,
    [LT_EDIT_TEXT]       = apply_text,
    [LT_EDIT_ADD]        = apply_add,
    [LT_EDIT_REMOVE]     = apply_remove,
    [LT_EDIT_MOVE]       = apply_move,
    [LT_EDIT_FILE]       = apply_file,
    [LT_EDIT_OTHER]      = apply_other,
    [LT_EDIT_CONNECTION] = apply_connection,
  };
  apply[edit->type](session, edit);
}

// --- commands ---

LtEdit *
lt_edit_add (GPtrArray *edits, LtEditType type)
{
  LtEdit *edit = g_new0 (LtEdit, 1);
  edit->type   = type;
  g_ptr_array_add (edits, edit);
  return edit;
}

void
lt_edit_add_value (GPtrArray *edits, LtAddress address, double value)
{
  LtEdit *edit  = lt_edit_add (edits, LT_EDIT_VALUE);
  edit->address = address;
  edit->value   = value;
}

GPtrArray *
lt_edits_new (void)
{
  return g_ptr_array_new_with_free_func (lt_edit_free);
}

/// A strip's usual colour, by what its name says it is.
static double
usual_colour (LtKind kind, const char *name)
{
  static const struct {
    const char *words;
    uint32_t    colour;
  } table[] = {
    {"vox|voc|voice|lead|sing|choir|bgv|bv", 0xE9C46A},
    {"kick|snare|hat|hh|tom|drum|crash|cymbal|beat|perc|clap|ride", 0xD98C5F},
    {"bass|sub", 0xB98BD0},
    {"guitar|gtr|strum", 0x8FC46F},
    {"key|piano|pad|synth|organ|string|arp|pluck|rhodes", 0x7FB2E5},
  };
  if (kind == LT_KIND_GROUP)
    return 0x9AA4AF;
  if (kind == LT_KIND_AUX)
    return 0x63C5C0;
  if (kind == LT_KIND_CUE)
    return 0xD68FB4;
  if (kind == LT_KIND_MATRIX)
    return 0xB3A58C;
  g_autofree char *lower = g_utf8_strdown (name, -1);
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    g_auto (GStrv) words = g_strsplit (table[i].words, "|", -1);
    for (int w = 0; words[w]; w++)
      if (strstr (lower, words[w]))
        return table[i].colour;
  }
  return lt_param_info[LT_PARAM_COLOUR].def;
}

/// A name that no strip has yet: "Vox", "Vox 2" ..
static char *
free_name (LtSession *session, const char *wanted)
{
  const LtNames    names = lt_session_names (session);
  g_autofree char *base  = lt_shorten (wanted, LT_MAX_NAME - 16);
  char            *name  = g_strdup (*base ? base : _ ("Strip"));
  for (int n = 2; names.strip_by_name (session, name); n++) {
    g_free (name);
    name = g_strdup_printf ("%s %d", *base ? base : _ ("Strip"), n);
  }
  return name;
}

static int32_t
usual_place (const LtSession *session, LtKind kind)
{
  uint32_t place = 0;
  while (place < session->strips->len &&
         ((LtStrip *)g_ptr_array_index (session->strips, place))->kind <= kind)
    place++;
  return (int32_t)place;
}

uint32_t
lt_session_add_strip (LtSession         *session,
                      const LtActor     *actor,
                      LtKind             kind,
                      uint32_t           n_channels,
                      const char        *name,
                      const LtStripFile *file,
                      int32_t            place,
                      LtError           *error)
{
  if (!(kind & LT_KIND_ALL) || kind & (kind - 1) || kind == LT_KIND_MASTER) {
    lt_fail (error, LT_RANGE, _ ("There is no such kind of strip."));
    return 0;
  }
  if (session->strips->len >= LT_MAX_STRIPS) {
    lt_fail (
      error, LT_RANGE, _ ("A session has at most %d strips."), LT_MAX_STRIPS);
    return 0;
  }
  if (kind != LT_KIND_INPUT)
    n_channels = 2;
  if (n_channels < 1 || n_channels > 2) {
    lt_fail (error, LT_RANGE, _ ("A strip has one or two channels."));
    return 0;
  }
  if (file && file->path &&
      (kind != LT_KIND_INPUT || lt_check_file (file, error) != LT_OK)) {
    if (kind != LT_KIND_INPUT)
      lt_fail (error, LT_RANGE, _ ("Only inputs play files."));
    return 0;
  }
  while (lt_session_find (session, session->next_id))
    session->next_id++;
  if (session->next_id > LT_MAX_ID) {
    lt_fail (error, LT_RANGE, _ ("This session has no strip ids left."));
    return 0;
  }
  g_autofree char *unique = free_name (session, name);
  LtStrip *strip = lt_strip_new (session->next_id++, kind, n_channels, unique);
  strip->values[LT_PARAM_COLOUR] = usual_colour (kind, unique);
  if (file && file->path)
    lt_strip_file_copy (&strip->file, file);
  else if (kind == LT_KIND_INPUT)
    strip->values[LT_PARAM_SOURCE] = 1;
  if (lt_param_info[LT_PARAM_TO].kinds & kind)
    lt_strip_set_bus_value (
      strip, lt_session_master (session), LT_PARAM_TO, 1, 0);
  const int32_t  last  = (int32_t)session->strips->len - 1; // before the master
  const uint32_t id    = strip->id;
  GPtrArray     *edits = lt_edits_new ();
  LtEdit        *edit  = lt_edit_add (edits, LT_EDIT_ADD);
  edit->strip          = strip;
  edit->place = place < 0 ? usual_place (session, kind) : MIN (place, last);
  lt_session_commit (session, actor, edits);
  return id;
}

/// What a strip gives to a bus that goes.
static void
drop_bus (const LtSession *session,
          const LtStrip   *from,
          uint32_t         bus,
          GPtrArray       *edits)
{
  for (uint32_t i = 0; i < from->n_bus_values; i++) {
    const uint16_t param = from->bus_values[i].param;
    if (from->bus_values[i].bus != bus)
      continue;
    lt_edit_add_value (
      edits,
      (LtAddress){.strip = from->id, .bus = bus, .param = param},
      lt_session_default (session, bus, param));
  }
}

LtStatus
lt_session_remove_strip (LtSession     *session,
                         const LtActor *actor,
                         uint32_t       id,
                         LtError       *error)
{
  const LtStrip *strip = lt_session_strip (session, id);
  if (!strip)
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no strip %u."), id);
  if (strip->kind == LT_KIND_MASTER)
    return lt_fail (error, LT_RANGE, _ ("The master cannot be removed."));
  GPtrArray *edits = lt_edits_new ();
  drop_bus (session, lt_session_desk (session), id, edits);
  for (guint i = 0; i < session->strips->len; i++)
    drop_bus (session, g_ptr_array_index (session->strips, i), id, edits);
  for (guint i = 0; i < session->connections->len; i++) {
    const LtConnection *c      = g_ptr_array_index (session->connections, i);
    g_autofree char    *prefix = g_strdup_printf ("strip/%u/", id);
    if (!g_str_has_prefix (c->port, prefix))
      continue;
    LtEdit *edit = lt_edit_add (edits, LT_EDIT_CONNECTION);
    edit->port   = g_strdup (c->port);
    edit->peer   = g_strdup (c->peer);
  }
  lt_edit_add (edits, LT_EDIT_REMOVE)->id = id;
  lt_session_commit (session, actor, edits);
  return LT_OK;
}

LtStatus
lt_session_move_strip (LtSession     *session,
                       const LtActor *actor,
                       uint32_t       id,
                       int32_t        place,
                       LtError       *error)
{
  const LtStrip *strip = lt_session_strip (session, id);
  if (!strip)
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no strip %u."), id);
  if (strip->kind == LT_KIND_MASTER)
    return lt_fail (error, LT_RANGE, _ ("The master stays at the end."));
  place = CLAMP (place, 0, (int32_t)session->strips->len - 2);
  if (place == lt_session_place (session, id))
    return LT_OK;
  GPtrArray *edits = lt_edits_new ();
  LtEdit    *edit  = lt_edit_add (edits, LT_EDIT_MOVE);
  edit->id         = id;
  edit->place      = place;
  lt_session_commit (session, actor, edits);
  return LT_OK;
}

LtStatus
lt_session_set_file (LtSession         *session,
                     const LtActor     *actor,
                     uint32_t           id,
                     const LtStripFile *file,
                     LtError           *error)
{
  const LtStrip *strip = lt_session_strip (session, id);
  if (!strip || strip->kind != LT_KIND_INPUT)
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no input strip %u."), id);
  if (file && file->path && lt_check_file (file, error) != LT_OK)
    return LT_RANGE;
  LtStripFile wanted = {0};
  lt_strip_file_copy (&wanted, file);
  if (lt_strip_file_equal (&wanted, &strip->file)) {
    g_free (wanted.path);
    return LT_OK;
  }
  GPtrArray *edits = lt_edits_new ();
  LtEdit    *edit  = lt_edit_add (edits, LT_EDIT_FILE);
  edit->id         = id;
  edit->file       = wanted;
  lt_session_commit (session, actor, edits);
  return LT_OK;
}

LtStatus
lt_session_connect (LtSession     *session,
                    const LtActor *actor,
                    const char    *port,
                    const char    *peer,
                    bool           made,
                    LtError       *error)
{
  if (lt_session_is_connected (session, port, peer) == made)
    return LT_OK;
  if (made && session->connections->len >= LT_MAX_CONNECTIONS)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("A session has at most %d connections to ports."),
                    LT_MAX_CONNECTIONS);
  if (made && lt_check_connection (port, peer, error) != LT_OK)
    return LT_RANGE;
  GPtrArray *edits = lt_edits_new ();
  LtEdit    *edit  = lt_edit_add (edits, LT_EDIT_CONNECTION);
  edit->port       = g_strdup (port);
  edit->peer       = g_strdup (peer);
  edit->made       = made;
  lt_session_commit (session, actor, edits);
  return LT_OK;
}
