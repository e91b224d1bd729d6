// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Undo and redo, by gesture.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <string.h>

enum { MAX_STEPS = 20000 }; ///< Some 20 MB at worst; then the oldest go

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
  if (a.strip == 0)
    return g_strdup_printf ("%s %s", what, text);
  if (a.bus)
    return g_strdup_printf ("%s \"%s\" > \"%s\" %s",
                            what,
                            name_of (session, a.strip),
                            name_of (session, a.bus),
                            text);
  return g_strdup_printf (
    "%s \"%s\" %s", what, name_of (session, a.strip), text);
}

/// What the step did, told after it was made (so its edits are inverses).
static char *
label_of (const LtSession *session, const LtStep *step)
{
  const guint n = step->edits->len;
  if (step->n_added > 1)
    return g_strdup_printf (
      ngettext ("Add %u strip", "Add %u strips", step->n_added), step->n_added);
  const LtEdit *last = g_ptr_array_index (step->edits, n - 1);
  switch (last->type) {
    case LT_EDIT_ADD: // its inverse: it was removed
      return g_strdup_printf (_ ("Remove \"%s\""), last->strip->name);
    case LT_EDIT_REMOVE:
      return g_strdup_printf (_ ("Add \"%s\""), name_of (session, last->id));
    case LT_EDIT_MOVE:
      return g_strdup_printf (_ ("Move \"%s\""), name_of (session, last->id));
    case LT_EDIT_FILE:
      return g_strdup_printf (_ ("File of \"%s\""),
                              name_of (session, last->id));
    case LT_EDIT_TEXT:
      return g_strdup_printf (_ ("Rename \"%s\" to \"%s\""),
                              last->text,
                              name_of (session, last->address.strip));
    case LT_EDIT_CONNECTION:
      return g_strdup_printf (
        last->made ? _ ("Disconnect %s") : _ ("Connect %s"), last->peer);
    case LT_EDIT_VALUE:
      break;
  }
  if (n > 1)
    return g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
  return value_label (session, last->address);
}

static bool
is_same_gesture (const LtActor *a, const LtActor *b)
{
  return a->gesture != 0 && a->gesture == b->gesture &&
         a->surface == b->surface && a->origin == b->origin;
}

/// The step's earlier edit of the same value keeps what it was before. True:
/// the two were merged (and `edit` freed).
static bool
merge_edit (LtSession *session, LtStep *step, LtEdit *edit)
{
  double now;
  if (edit->type != LT_EDIT_VALUE)
    return false;
  if (lt_session_get (session, edit->address, &now, NULL) == LT_OK &&
      now == edit->value) {
    lt_edit_free (edit); // a move that the journal shortened to nothing
    return true;
  }
  for (guint i = 0; i < step->edits->len; i++) {
    const LtEdit *old = g_ptr_array_index (step->edits, i);
    if (old->type != LT_EDIT_VALUE ||
        !lt_address_equal (old->address, edit->address))
      continue;
    lt_edit_free (edit);
    if (lt_session_get (session, old->address, &now, NULL) == LT_OK &&
        now == old->value)
      g_ptr_array_remove_index (step->edits, i);
    return true;
  }
  return false;
}

static LtStep *
step_for (LtSession *session, const LtActor *actor)
{
  GPtrArray *undo = session->undo;
  if (undo->len) {
    LtStep *last = g_ptr_array_index (undo, undo->len - 1);
    if (is_same_gesture (&last->actor, actor) && session->redo->len == 0)
      return last;
  }
  LtStep *step = g_new0 (LtStep, 1);
  step->actor  = *actor;
  step->edits  = g_ptr_array_new_with_free_func (lt_edit_free);
  g_ptr_array_add (undo, step);
  if (undo->len > MAX_STEPS)
    g_ptr_array_remove_index (undo, 0);
  return step;
}

void
lt_session_commit (LtSession *session, const LtActor *actor, GPtrArray *edits)
{
  lt_journal_note (session, actor, "do", edits);
  LtStep *step = step_for (session, actor);
  g_ptr_array_set_free_func (edits, NULL);
  for (guint i = 0; i < edits->len; i++) {
    LtEdit *edit = g_ptr_array_index (edits, i);
    step->n_added += edit->type == LT_EDIT_ADD;
    lt_edit_apply (session, edit);
    if (!merge_edit (session, step, edit))
      g_ptr_array_add (step->edits, edit);
  }
  g_ptr_array_unref (edits);
  g_ptr_array_set_size (session->redo, 0);
  g_free (step->label);
  step->label = NULL;
  if (step->edits->len == 0)
    g_ptr_array_remove (session->undo, step);
  else
    step->label = label_of (session, step);
  tell_history (session);
}

/// A copy of what an edit will do, for the journal.
static bool
turn (LtSession *session, GPtrArray *from, GPtrArray *to, const char *kind)
{
  if (from->len == 0)
    return false;
  LtStep *step = g_ptr_array_steal_index (from, from->len - 1);
  // Backwards, since the later edits stand on the earlier ones; and the order
  // is turned so that the way back is backwards again.
  const guint n = step->edits->len;
  for (guint i = 0; i < n / 2; i++) {
    gpointer *e       = step->edits->pdata;
    gpointer  swapped = e[i];
    e[i]              = e[n - 1 - i];
    e[n - 1 - i]      = swapped;
  }
  lt_journal_note (session, &step->actor, kind, step->edits);
  for (guint i = 0; i < n; i++)
    lt_edit_apply (session, g_ptr_array_index (step->edits, i));
  g_ptr_array_add (to, step);
  tell_history (session);
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
