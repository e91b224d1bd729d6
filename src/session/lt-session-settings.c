// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip's processing is set to, taken as a whole: from one strip to
// others, from a preset, from one of its sides to the other.

#include "session/lt-preset.h"
#include "session/lt-session-private.h"

#include "base/lt-i18n.h"
#include "core/lt-section.h"

/// The strips by their ids, each once; NULL: one of them is not there.
static GPtrArray *
find_strips (const LtSession *session,
             const uint32_t  *ids,
             uint32_t         n,
             LtError         *error)
{
  GPtrArray *strips = g_ptr_array_sized_new (n);
  for (uint32_t i = 0; i < n; i++) {
    LtStrip *strip = lt_session_find (session, ids[i]);
    if (!strip) {
      lt_fail (error, LT_NOT_FOUND, _ ("There is no strip %u."), ids[i]);
      g_ptr_array_unref (strips);
      return NULL;
    }
    if (!g_ptr_array_find (strips, strip, NULL))
      g_ptr_array_add (strips, strip);
  }
  return strips;
}

/// What a strip's settings lack of `values`, as edits.
static void
add_settings (const LtStrip *strip,
              const double  *values,
              uint32_t       sections,
              GPtrArray     *edits)
{
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    const LtParam param = (LtParam)i;
    if (!lt_sections_have (sections, param) ||
        !(lt_param_info[i].kinds & strip->kind))
      continue;
    const double value = lt_param_clamp (param, values[i]);
    if (value != strip->values[i])
      lt_edit_add_value (
        edits, (LtAddress){.strip = strip->id, .param = (uint16_t)i}, value);
  }
}

/// "EQ", "Filters, EQ"; all of them are "processing".
static char *
words_of (uint32_t sections)
{
  GString *words = g_string_new (NULL);
  if (sections == lt_sections_processing ())
    g_string_append (words, _ ("processing"));
  else
    for (int i = 0; i < LT_N_SECTIONS; i++)
      if (sections & LT_SECTION_BIT (i))
        g_string_append_printf (words,
                                "%s%s",
                                words->len ? ", " : "",
                                _ (lt_section_name ((LtSection)i)));
  return g_string_free (words, FALSE);
}

/// The label of what was done to several: one is named. Takes `label` over.
static char *
and_others (char *label, const GPtrArray *strips)
{
  const guint n_others = strips->len - 1;
  if (n_others == 0)
    return label;
  char *all = g_strdup_printf (
    ngettext ("%s and %u more", "%s and %u more", n_others), label, n_others);
  g_free (label);
  return all;
}

/// Make the edits (taken over), if there are any, one step of that name.
static LtStatus
commit (LtSession     *session,
        const LtActor *actor,
        GPtrArray     *edits,
        const char    *label)
{
  if (edits->len)
    lt_session_commit_as (session, actor, edits, label);
  else
    g_ptr_array_unref (edits);
  return LT_OK;
}

LtStatus
lt_session_copy (LtSession      *session,
                 const LtActor  *actor,
                 uint32_t        from,
                 uint32_t        sections,
                 const uint32_t *to,
                 uint32_t        n,
                 LtError        *error)
{
  const LtStrip *strip = lt_session_find (session, from);
  if (!strip)
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no strip %u."), from);
  g_autoptr (GPtrArray) others = find_strips (session, to, n, error);
  if (!others)
    return LT_NOT_FOUND;
  g_ptr_array_remove (others, (gpointer)strip);
  if (others->len == 0)
    return LT_OK;
  sections =
    sections ? sections & lt_sections_processing () : lt_sections_processing ();
  GPtrArray *edits = lt_edits_new ();
  for (guint i = 0; i < others->len; i++)
    add_settings (
      g_ptr_array_index (others, i), strip->values, sections, edits);
  const LtStrip   *first = g_ptr_array_index (others, 0);
  g_autofree char *words = words_of (sections);
  g_autofree char *label = and_others (
    g_strdup_printf (
      _ ("Copy %s of \"%s\" to \"%s\""), words, strip->name, first->name),
    others);
  return commit (session, actor, edits, label);
}

LtStatus
lt_session_apply_preset (LtSession      *session,
                         const LtActor  *actor,
                         const LtPreset *preset,
                         uint32_t        sections,
                         const uint32_t *to,
                         uint32_t        n,
                         LtError        *error)
{
  const uint32_t   wanted      = sections ? sections : preset->sections;
  g_autofree char *words       = words_of (wanted & lt_sections_processing ());
  g_autoptr (GPtrArray) strips = find_strips (session, to, n, error);
  sections                     = wanted & preset->sections;
  if (!strips || strips->len == 0)
    return strips ? LT_OK : LT_NOT_FOUND;
  if (!sections)
    return lt_fail (error,
                    LT_NOT_FOUND,
                    _ ("The preset \"%s\" has nothing for %s."),
                    preset->name,
                    words);
  GPtrArray *edits = lt_edits_new ();
  for (guint i = 0; i < strips->len; i++)
    add_settings (
      g_ptr_array_index (strips, i), preset->values, sections, edits);
  const LtStrip   *first = g_ptr_array_index (strips, 0);
  g_autofree char *label = and_others (
    g_strdup_printf (_ ("Preset \"%s\" on \"%s\""), preset->name, first->name),
    strips);
  return commit (session, actor, edits, label);
}

// --- sides ---

bool
lt_side_equal (const double *a, const double *b)
{
  if (!a || !b)
    return a == b;
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (lt_sections_have (lt_sections_processing (), (LtParam)i) &&
        a[i] != b[i])
      return false;
  return true;
}

/// The side that the strip has now becomes the other one.
static void
add_other (const LtStrip *strip, GPtrArray *edits)
{
  LtEdit *edit = lt_edit_add (edits, LT_EDIT_OTHER);
  edit->id     = strip->id;
  edit->other  = g_memdup2 (strip->values, sizeof strip->values);
}

static char *
side_name (double side)
{
  char name[8];
  lt_param_format_plain (LT_PARAM_SIDE, side, name, sizeof name);
  return g_strdup (name);
}

LtStatus
lt_session_swap_sides (LtSession      *session,
                       const LtActor  *actor,
                       const uint32_t *strips,
                       uint32_t        n,
                       LtError        *error)
{
  g_autoptr (GPtrArray) found = find_strips (session, strips, n, error);
  if (!found || found->len == 0)
    return found ? LT_OK : LT_NOT_FOUND;
  GPtrArray *edits = lt_edits_new ();
  for (guint i = 0; i < found->len; i++) {
    const LtStrip  *strip = g_ptr_array_index (found, i);
    const LtAddress side  = {.strip = strip->id, .param = LT_PARAM_SIDE};
    if (strip->other)
      add_settings (strip, strip->other, lt_sections_processing (), edits);
    add_other (strip, edits);
    lt_edit_add_value (edits, side, 1 - strip->values[LT_PARAM_SIDE]);
  }
  const LtStrip   *first = g_ptr_array_index (found, 0);
  g_autofree char *to    = side_name (1 - first->values[LT_PARAM_SIDE]);
  g_autofree char *label = and_others (
    g_strdup_printf (_ ("Side %s of \"%s\""), to, first->name), found);
  return commit (session, actor, edits, label);
}

LtStatus
lt_session_copy_side (LtSession      *session,
                      const LtActor  *actor,
                      const uint32_t *strips,
                      uint32_t        n,
                      LtError        *error)
{
  g_autoptr (GPtrArray) found = find_strips (session, strips, n, error);
  if (!found || found->len == 0)
    return found ? LT_OK : LT_NOT_FOUND;
  GPtrArray *edits = lt_edits_new ();
  for (guint i = 0; i < found->len; i++) {
    const LtStrip *strip = g_ptr_array_index (found, i);
    if (!lt_side_equal (strip->other, strip->values))
      add_other (strip, edits);
  }
  const LtStrip   *first = g_ptr_array_index (found, 0);
  g_autofree char *from  = side_name (first->values[LT_PARAM_SIDE]);
  g_autofree char *to    = side_name (1 - first->values[LT_PARAM_SIDE]);
  g_autofree char *label = and_others (
    g_strdup_printf (_ ("Copy side %s to %s of \"%s\""), from, to, first->name),
    found);
  return commit (session, actor, edits, label);
}
