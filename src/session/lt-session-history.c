// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Undo and redo, by gesture.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <string.h>

enum { MAX_BYTES = 64 << 20 }; ///< Of all steps; then the oldest go

void
lt_step_free (gpointer data)
{
  LtStep *step = data;
  g_ptr_array_unref (step->edits);
  g_free (step->label);
  g_free (step);
}

static void
tell_history (LtSession *session)
{
  if (session->observer.history)
    session->observer.history (session->observer.data);
}

static const char *
name_of (const LtSession *session, uint32_t id)
{
  const LtStrip *strip = lt_session_strip (session, id);
  return strip ? strip->name : "?";
}

static char *
value_label (const LtSession *session, LtAddress a)
{
  const char *what = _ (lt_param_info[a.param].name);
  double      value;
  char        text[64] = "";
  if (lt_session_get (session, a, &value, NULL) == LT_OK)
    lt_param_format ((LtParam)a.param, value, text, sizeof text);
  const uint32_t number = lt_param_number ((LtParam)a.param);
  if (a.strip == 0 && number)
    return g_strdup_printf ("%s %u %s", what, number, text);
  if (a.strip == 0 && a.bus)
    return g_strdup_printf (
      "%s \"%s\" %s", what, name_of (session, a.bus), text);
  if (a.strip == 0)
    return g_strdup_printf ("%s %s", what, text);
  if (number)
    return g_strdup_printf (
      "%s %u \"%s\" %s", what, number, name_of (session, a.strip), text);
  if (a.bus)
    return g_strdup_printf ("%s \"%s\" > \"%s\" %s",
                            what,
                            name_of (session, a.strip),
                            name_of (session, a.bus),
                            text);
  return g_strdup_printf (
    "%s \"%s\" %s", what, name_of (session, a.strip), text);
}

/// Strips that were added, by hand or with their files.
static char *
added_label (const LtSession *session, const LtStep *step, const LtEdit *last)
{
  if (step->n_added == 1)
    return g_strdup_printf (_ ("Add strip \"%s\""),
                            name_of (session, last->id));
  if (step->n_files > 0)
    return g_strdup_printf (
      ngettext ("Import %u file", "Import %u files", step->n_files),
      step->n_files);
  return g_strdup_printf (
    ngettext ("Add %u strip", "Add %u strips", step->n_added), step->n_added);
}

static char *
text_label (const LtSession *session, const LtEdit *edit)
{
  const LtParam  param  = (LtParam)edit->address.param;
  const char    *what   = _ (lt_param_info[param].name);
  const uint32_t number = lt_param_number (param);
  if (edit->address.strip)
    return g_strdup_printf (_ ("Rename \"%s\" to \"%s\""),
                            edit->text,
                            name_of (session, edit->address.strip));
  if (lt_param_info[param].first == LT_PARAM_LAYER_STRIPS) // a long list
    return g_strdup_printf ("%s %u", what, number);
  return g_strdup_printf (
    "%s %u \"%s\"", what, number, lt_session_get_text (session, edit->address));
}

/// Of one parameter, what a hand moved last is named (`lead`): the others of
/// its gang or the solos that it ended went with it.
static char *
values_label (const LtSession *session, const LtStep *step, LtAddress lead)
{
  const guint n        = step->edits->len;
  guint       n_others = 0;
  for (guint i = 0; i < n; i++) {
    const LtEdit *edit = g_ptr_array_index (step->edits, i);
    if (edit->type != LT_EDIT_VALUE ||
        lt_param_info[edit->address.param].first !=
          lt_param_info[lead.param].first)
      return g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
    n_others += !lt_address_equal (edit->address, lead);
  }
  g_autofree char *label = value_label (session, lead);
  if (n_others == 0)
    return g_steal_pointer (&label);
  return g_strdup_printf (
    ngettext ("%s and %u more", "%s and %u more", n_others), label, n_others);
}

/// What the step did, told after it was made (so its edits are inverses).
static char *
label_of (const LtSession *session, const LtStep *step, LtAddress lead)
{
  const guint   n    = step->edits->len;
  const LtEdit *last = g_ptr_array_index (step->edits, n - 1);
  switch (last->type) {
    case LT_EDIT_ADD: // its inverse: it was removed
      return g_strdup_printf (_ ("Remove strip \"%s\""), last->strip->name);
    case LT_EDIT_REMOVE:
      return added_label (session, step, last);
    case LT_EDIT_MOVE:
      return g_strdup_printf (_ ("Move strip \"%s\""),
                              name_of (session, last->id));
    case LT_EDIT_FILE:
      return g_strdup_printf (_ ("File of \"%s\""),
                              name_of (session, last->id));
    case LT_EDIT_OTHER:
      return g_strdup_printf (_ ("Other side of \"%s\""),
                              name_of (session, last->id));
    case LT_EDIT_TEXT:
      return text_label (session, last);
    case LT_EDIT_CONNECTION:
      return g_strdup_printf (
        last->made ? _ ("Disconnect %s") : _ ("Connect %s"), last->peer);
    case LT_EDIT_VALUE:
      break;
  }
  return values_label (session, step, lead);
}

static gsize
bytes_of (const LtStep *step)
{
  gsize bytes = sizeof *step + step->edits->len * (sizeof (LtEdit) + 16);
  for (guint i = 0; i < step->edits->len; i++) {
    const LtEdit *edit = g_ptr_array_index (step->edits, i);
    if (edit->strip)
      bytes +=
        sizeof (LtStrip) + edit->strip->n_bus_values * sizeof (LtBusValue);
    bytes += edit->other ? LT_N_STRIP_PARAMS * sizeof (double) : 0;
    bytes += edit->file.path ? strlen (edit->file.path) : 0;
    bytes += edit->text ? strlen (edit->text) : 0;
    bytes += edit->port ? strlen (edit->port) + strlen (edit->peer) : 0;
  }
  return bytes;
}

/// Take a step's size into account anew; the oldest go when there is too much.
static void
weigh (LtSession *session, LtStep *step)
{
  const gsize bytes = bytes_of (step);
  session->history_bytes += bytes - step->bytes;
  step->bytes = bytes;
  while (session->history_bytes > MAX_BYTES && session->undo->len > 1) {
    const LtStep *oldest = g_ptr_array_index (session->undo, 0);
    session->history_bytes -= oldest->bytes;
    g_ptr_array_remove_index (session->undo, 0);
  }
}

static void
forget_redo (LtSession *session)
{
  for (guint i = 0; i < session->redo->len; i++)
    session->history_bytes -=
      ((LtStep *)g_ptr_array_index (session->redo, i))->bytes;
  g_ptr_array_set_size (session->redo, 0);
}

bool
lt_is_same_gesture (const LtActor *a, const LtActor *b)
{
  return a->gesture != 0 && a->gesture == b->gesture &&
         a->surface == b->surface && a->origin == b->origin &&
         a->is_alone == b->is_alone;
}

/// Whether both edits are of the same thing, so that the earlier inverse alone
/// takes both back. A move stands on the order, so only the last one counts.
static bool
is_same_thing (const LtEdit *old, const LtEdit *edit, bool is_last)
{
  if (old->type != edit->type)
    return false;
  switch (edit->type) {
    case LT_EDIT_VALUE:
    case LT_EDIT_TEXT:
      return lt_address_equal (old->address, edit->address);
    case LT_EDIT_FILE:
    case LT_EDIT_OTHER:
      return old->id == edit->id;
    case LT_EDIT_MOVE:
      return is_last && old->id == edit->id;
    case LT_EDIT_CONNECTION:
      return strcmp (old->port, edit->port) == 0 &&
             strcmp (old->peer, edit->peer) == 0;
    case LT_EDIT_ADD:
    case LT_EDIT_REMOVE:
      break;
  }
  return false;
}

/// Whether the document is already as the inverse would make it.
static bool
is_nothing (const LtSession *session, const LtEdit *inverse)
{
  double         now;
  const LtStrip *strip;
  switch (inverse->type) {
    case LT_EDIT_VALUE:
      return lt_session_get (session, inverse->address, &now, NULL) == LT_OK &&
             now == inverse->value;
    case LT_EDIT_TEXT:
      return g_strcmp0 (lt_session_get_text (session, inverse->address),
                        inverse->text) == 0;
    case LT_EDIT_FILE:
      strip = lt_session_strip (session, inverse->id);
      return strip && lt_strip_file_equal (&strip->file, &inverse->file);
    case LT_EDIT_OTHER:
      strip = lt_session_strip (session, inverse->id);
      return strip && lt_side_equal (strip->other, inverse->other);
    case LT_EDIT_MOVE:
      return lt_session_place (session, inverse->id) == inverse->place;
    case LT_EDIT_CONNECTION:
      return lt_session_is_connected (session, inverse->port, inverse->peer) ==
             inverse->made;
    case LT_EDIT_ADD:
    case LT_EDIT_REMOVE:
      break;
  }
  return false;
}

/// The step's earlier edit of the same thing keeps what it was before; it is
/// sought among the first `n_before`, those of earlier commands. True: the two
/// were merged (and `edit` freed).
static bool
merge_edit (LtSession *session, LtStep *step, LtEdit *edit, guint *n_before)
{
  if (is_nothing (session, edit)) {
    lt_edit_free (edit); // a move that the journal shortened to nothing
    return true;
  }
  for (guint i = 0; i < *n_before; i++) {
    const LtEdit *old = g_ptr_array_index (step->edits, i);
    if (!is_same_thing (old, edit, i + 1 == step->edits->len))
      continue;
    lt_edit_free (edit);
    if (is_nothing (session, old)) {
      g_ptr_array_remove_index (step->edits, i);
      --*n_before;
    }
    return true;
  }
  return false;
}

static LtStep *
new_step (const LtActor *actor)
{
  LtStep *step = g_new0 (LtStep, 1);
  step->actor  = *actor;
  step->edits  = g_ptr_array_new_with_free_func (lt_edit_free);
  return step;
}

static LtStep *
step_for (LtSession *session, const LtActor *actor)
{
  GPtrArray *undo = session->undo;
  if (undo->len) {
    LtStep *last = g_ptr_array_index (undo, undo->len - 1);
    if (lt_is_same_gesture (&last->actor, actor) && session->redo->len == 0)
      return last;
  }
  g_ptr_array_add (undo, new_step (actor));
  return g_ptr_array_index (undo, undo->len - 1);
}

static void
count_added (const LtSession *session, LtStep *step, const LtEdit *inverse)
{
  if (inverse->type != LT_EDIT_REMOVE)
    return;
  const LtStrip *strip = lt_session_strip (session, inverse->id);
  step->n_added++;
  step->n_files += strip && strip->file.path && strip->file.channel == 0;
}

void
lt_history_add (LtSession     *session,
                const LtActor *actor,
                GPtrArray     *inverses,
                const char    *label)
{
  LtStep         *step = step_for (session, actor);
  const LtAddress lead = ((LtEdit *)g_ptr_array_index (inverses, 0))->address;
  guint           n_before = step->edits->len;
  forget_redo (session);
  g_ptr_array_set_free_func (inverses, NULL);
  for (guint i = 0; i < inverses->len; i++) {
    LtEdit *edit = g_ptr_array_index (inverses, i);
    count_added (session, step, edit);
    if (!merge_edit (session, step, edit, &n_before))
      g_ptr_array_add (step->edits, edit);
  }
  g_ptr_array_unref (inverses);
  if (step->edits->len == 0) {
    session->history_bytes -= step->bytes;
    g_ptr_array_remove (session->undo, step);
    return;
  }
  g_free (step->label);
  step->label = label ? g_strdup (label) : label_of (session, step, lead);
  weigh (session, step);
}

void
lt_session_commit (LtSession *session, const LtActor *actor, GPtrArray *edits)
{
  lt_session_commit_as (session, actor, edits, NULL);
}

void
lt_session_commit_as (LtSession     *session,
                      const LtActor *actor,
                      GPtrArray     *edits,
                      const char    *label)
{
  lt_journal_note (session, actor, "do", edits, label);
  for (guint i = 0; i < edits->len; i++)
    lt_edit_apply (session, g_ptr_array_index (edits, i));
  lt_history_add (session, actor, edits, label);
  tell_history (session);
}

void
lt_session_put (LtSession *session, const LtActor *actor, GPtrArray *edits)
{
  lt_journal_note (session, actor, "put", edits, NULL);
  for (guint i = 0; i < edits->len; i++)
    lt_edit_apply (session, g_ptr_array_index (edits, i));
  g_ptr_array_unref (edits);
  tell_history (session);
}

void
lt_history_close (LtSession *session)
{
  for (guint i = 0; i < session->undo->len; i++)
    ((LtStep *)g_ptr_array_index (session->undo, i))->actor.gesture = 0;
  for (guint i = 0; i < session->redo->len; i++)
    ((LtStep *)g_ptr_array_index (session->redo, i))->actor.gesture = 0;
}

/// The step's edits backwards, since the later ones stand on the earlier ones;
/// made so, they are in order for the way back.
static void
turn_round (GPtrArray *edits)
{
  for (guint i = 0; i < edits->len / 2; i++) {
    gpointer *first = &edits->pdata[i];
    gpointer *last  = &edits->pdata[edits->len - 1 - i];
    gpointer  kept  = *first;
    *first          = *last;
    *last           = kept;
  }
}

static bool
turn (LtSession *session, GPtrArray *from, GPtrArray *to, const char *kind)
{
  if (from->len == 0)
    return false;
  LtStep *step = g_ptr_array_steal_index (from, from->len - 1);
  turn_round (step->edits);
  lt_journal_note (session, &step->actor, kind, step->edits, step->label);
  for (guint i = 0; i < step->edits->len; i++)
    lt_edit_apply (session, g_ptr_array_index (step->edits, i));
  g_ptr_array_add (to, step);
  weigh (session, step);
  tell_history (session);
  return true;
}

void
lt_history_turn (LtSession     *session,
                 const LtActor *actor,
                 bool           is_undo,
                 GPtrArray     *inverses,
                 const char    *label)
{
  GPtrArray *from = is_undo ? session->undo : session->redo;
  GPtrArray *to   = is_undo ? session->redo : session->undo;
  // The step may be older than the journal: then it begins here.
  LtStep *step = from->len ? g_ptr_array_steal_index (from, from->len - 1)
                           : new_step (actor);
  g_ptr_array_unref (step->edits);
  step->edits = inverses;
  g_free (step->label);
  step->label = g_strdup (label);
  g_ptr_array_add (to, step);
  weigh (session, step);
}

double
lt_history_before (const LtSession *session,
                   const LtActor   *actor,
                   LtAddress        address)
{
  double        value = lt_param_info[address.param].def;
  const LtStep *last =
    session->undo->len && session->redo->len == 0
      ? g_ptr_array_index (session->undo, session->undo->len - 1)
      : NULL;
  lt_session_get (session, address, &value, NULL);
  for (guint i = 0;
       last && lt_is_same_gesture (&last->actor, actor) && i < last->edits->len;
       i++) {
    const LtEdit *edit = g_ptr_array_index (last->edits, i);
    if (edit->type == LT_EDIT_VALUE &&
        lt_address_equal (edit->address, address))
      return edit->value;
  }
  return value;
}

bool
lt_session_undo_is_live (const LtSession *session, bool redo)
{
  const GPtrArray *steps = redo ? session->redo : session->undo;
  const LtStep    *step =
    steps->len ? g_ptr_array_index (steps, steps->len - 1) : NULL;
  for (guint i = 0; step && i < step->edits->len; i++) {
    const LtEdit *edit = g_ptr_array_index (step->edits, i);
    if (edit->type != LT_EDIT_VALUE ||
        !(lt_param_info[edit->address.param].flags & LT_PARAM_LIVE))
      return false;
  }
  return true;
}

bool
lt_session_undo (LtSession *session)
{
  return turn (session, session->undo, session->redo, "undo");
}

bool
lt_session_redo (LtSession *session)
{
  return turn (session, session->redo, session->undo, "redo");
}

uint32_t
lt_session_n_undo (const LtSession *session)
{
  return session->undo->len;
}

uint32_t
lt_session_n_redo (const LtSession *session)
{
  return session->redo->len;
}

static const char *
last_label (const GPtrArray *steps)
{
  if (steps->len == 0)
    return "";
  const LtStep *step = g_ptr_array_index (steps, steps->len - 1);
  return step->label ? step->label : "";
}

const char *
lt_session_undo_label (const LtSession *session)
{
  return last_label (session->undo);
}

const char *
lt_session_redo_label (const LtSession *session)
{
  return last_label (session->redo);
}
