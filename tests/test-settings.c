// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip's processing is set to, taken as a whole: copied to others.

#include "session-rig.h"

#include "core/lt-section.h"

static const uint32_t eq   = LT_SECTION_BIT (LT_SECTION_EQ),
                      gate = LT_SECTION_BIT (LT_SECTION_GATE);

/// All that copying takes, written out apart from the table's sections.
static bool
is_taken (int param)
{
  return param >= LT_PARAM_HIGH_PASS_ON && param <= LT_PARAM_COMPRESSOR_LINK &&
         param != LT_PARAM_GATE_LISTEN;
}

static double
other_value (int param)
{
  const LtParamInfo *info = &lt_param_info[param];
  return info->def < info->max ? info->max : info->min;
}

/// Three inputs, Kick, Snare and Hat, and a group; Kick has nothing at its
/// default.
typedef struct {
  LtSession *s;
  uint32_t   kick, snare, hat, group;
} Desk;

static Desk
desk_new (void)
{
  Desk d  = {.s = lt_session_new (48000)};
  d.kick  = rig_add (d.s, LT_KIND_INPUT, "Kick");
  d.snare = rig_add (d.s, LT_KIND_INPUT, "Snare");
  d.hat   = rig_add (d.s, LT_KIND_INPUT, "Hat");
  d.group = rig_add (d.s, LT_KIND_GROUP, "Drums");
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (is_taken (i) || i == LT_PARAM_GATE_LISTEN || i == LT_PARAM_FADER ||
        i == LT_PARAM_MUTE || i == LT_PARAM_TRIM || i == LT_PARAM_PAN)
      lt_session_set (
        d.s, &rig_hand, rig_at (d.kick, (LtParam)i), other_value (i), NULL);
  return d;
}

static void
must_copy (Desk *d, uint32_t from, uint32_t sections, uint32_t to)
{
  LtError error = {.status = LT_OK};
  if (lt_session_copy (d->s, &rig_hand, from, sections, &to, 1, &error) !=
      LT_OK)
    g_error ("%s", error.text);
}

/// Exactly `sections` of the strip are the Kick's.
static void
must_have (Desk *d, uint32_t strip, uint32_t sections)
{
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    const LtParamInfo *info = &lt_param_info[i];
    const double       v    = rig_get (d->s, rig_at (strip, (LtParam)i));
    bool is_new = is_taken (i) && sections & LT_SECTION_BIT (info->section);
    if (i == LT_PARAM_ORDER)
      is_new = sections == lt_sections_processing ();
    if (i == LT_PARAM_COLOUR || i == LT_PARAM_SOURCE ||
        lt_param_is_text ((LtParam)i) || info->flags & LT_PARAM_PER_BUS ||
        !(info->kinds & lt_session_strip (d->s, strip)->kind))
      continue;
    if (v != (is_new ? other_value (i) : info->def))
      g_error ("%s is %g", info->key, v);
  }
}

static void
test_sections (void)
{
  for (int section = 0; section <= LT_N_SECTIONS; section++) {
    const uint32_t all = lt_sections_processing ();
    const uint32_t mask =
      section < LT_N_SECTIONS ? LT_SECTION_BIT (section) : all;
    if (!(mask & all))
      continue;
    Desk d = desk_new ();
    must_have (&d, d.snare, 0);
    must_copy (&d, d.kick, mask, d.snare);
    must_have (&d, d.snare, mask);
    must_have (&d, d.hat, 0);
    must_copy (&d, d.kick, mask, d.group);
    must_have (&d, d.group, mask);
    g_assert_true (lt_session_undo (d.s));
    must_have (&d, d.group, 0);
    must_have (&d, d.snare, mask);
    g_assert_true (lt_session_undo (d.s));
    must_have (&d, d.snare, 0);
    g_assert_true (lt_session_redo (d.s));
    must_have (&d, d.snare, mask);
    lt_session_free (d.s);
  }
}

static void
test_labels (void)
{
  Desk           d    = desk_new ();
  const uint32_t to[] = {d.snare, d.hat, d.kick, d.hat, d.group};
  const struct {
    uint32_t    sections, n;
    const char *label;
  } cases[] = {
    {eq, 1, "Copy EQ of \"Kick\" to \"Snare\""},
    {eq | gate, 1, "Copy Gate, EQ of \"Kick\" to \"Snare\""},
    {0, 1, "Copy processing of \"Kick\" to \"Snare\""},
    {lt_sections_processing (),
     2,
     "Copy processing of \"Kick\" to \"Snare\" and 1 more"},
    {gate, 5, "Copy Gate of \"Kick\" to \"Snare\" and 2 more"},
  };
  const uint32_t n = lt_session_n_undo (d.s);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (
      lt_session_copy (
        d.s, &rig_hand, d.kick, cases[i].sections, to, cases[i].n, NULL),
      ==,
      LT_OK);
    g_assert_cmpstr (lt_session_undo_label (d.s), ==, cases[i].label);
    g_assert_cmpuint (lt_session_n_undo (d.s), ==, n + 1);
    g_assert_true (lt_session_undo (d.s));
    g_assert_cmpstr (lt_session_redo_label (d.s), ==, cases[i].label);
  }
  lt_session_free (d.s);
}

static void
test_refused (void)
{
  Desk             d      = desk_new ();
  LtError          error  = {.status = LT_OK};
  g_autofree char *before = lt_session_to_text (d.s);
  const uint32_t   bad[]  = {d.snare, 77};
  g_assert_cmpint (lt_session_copy (d.s, &rig_hand, d.kick, 0, bad, 2, &error),
                   ==,
                   LT_NOT_FOUND);
  g_assert_cmpstr (error.text, ==, "There is no strip 77.");
  g_assert_cmpint (
    lt_session_copy (d.s, &rig_hand, 88, 0, bad, 1, &error), ==, LT_NOT_FOUND);
  g_assert_cmpstr (error.text, ==, "There is no strip 88.");
  // Nothing to do is no step: to itself, and what is the same already.
  must_copy (&d, d.kick, 0, d.kick);
  must_copy (&d, d.hat, 0, d.snare);
  g_autofree char *after = lt_session_to_text (d.s);
  g_assert_cmpstr (after, ==, before);
  lt_session_free (d.s);
}

/// A paste goes to the strip that it is for.
static void
test_gang (void)
{
  Desk d = desk_new ();
  lt_session_set (d.s, &rig_hand, rig_at (d.snare, LT_PARAM_GANG), 1, NULL);
  lt_session_set (d.s, &rig_hand, rig_at (d.hat, LT_PARAM_GANG), 1, NULL);
  must_copy (&d, d.kick, eq, d.snare);
  g_assert_cmpfloat (
    rig_get (d.s, rig_at (d.snare, LT_PARAM_EQ_GAIN_1)), ==, 18);
  g_assert_cmpfloat (rig_get (d.s, rig_at (d.hat, LT_PARAM_EQ_GAIN_1)), ==, 0);
  // A hand's move does go to both.
  lt_session_set (
    d.s, &rig_hand, rig_at (d.snare, LT_PARAM_EQ_GAIN_1), 12, NULL);
  g_assert_cmpfloat (rig_get (d.s, rig_at (d.hat, LT_PARAM_EQ_GAIN_1)), ==, -6);
  lt_session_free (d.s);
}

/// Trying one after the other in one gesture is one step, there and back none.
static void
test_gesture (void)
{
  Desk           d = desk_new ();
  LtActor        a = rig_hand;
  const uint32_t n = lt_session_n_undo (d.s);
  a.gesture        = 9;
  lt_session_copy (d.s, &a, d.kick, eq, &d.snare, 1, NULL);
  lt_session_copy (d.s, &a, d.kick, gate, &d.snare, 1, NULL);
  must_have (&d, d.snare, eq | gate);
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n + 1);
  g_assert_cmpstr (
    lt_session_undo_label (d.s), ==, "Copy Gate of \"Kick\" to \"Snare\"");
  g_assert_true (lt_session_undo (d.s));
  must_have (&d, d.snare, 0);
  lt_session_redo (d.s);
  a.gesture = 10;
  lt_session_copy (d.s, &a, d.hat, eq, &d.snare, 1, NULL);
  lt_session_copy (d.s, &a, d.kick, eq, &d.snare, 1, NULL);
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n + 1);
  must_have (&d, d.snare, eq | gate);
  lt_session_free (d.s);
}

/// What a crash leaves has the steps by their names.
static void
test_journal (void)
{
  Desk d = desk_new ();
  must_copy (&d, d.kick, eq, d.snare);
  must_copy (&d, d.kick, 0, d.hat);
  lt_session_undo (d.s);
  g_autofree char *journal = lt_journal_take (d.s);
  LtSession       *t       = lt_session_new (48000);
  g_assert_cmpuint (
    lt_journal_replay (t, journal, strlen (journal), G_MAXUINT64),
    ==,
    strlen (journal));
  g_autofree char *one = lt_session_to_text (d.s),
                  *two = lt_session_to_text (t);
  g_assert_cmpstr (two, ==, one);
  g_assert_cmpstr (
    lt_session_undo_label (t), ==, "Copy EQ of \"Kick\" to \"Snare\"");
  g_assert_cmpstr (
    lt_session_redo_label (t), ==, "Copy processing of \"Kick\" to \"Hat\"");
  lt_session_free (t);
  lt_session_free (d.s);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/settings/copy/sections", test_sections);
  g_test_add_func ("/settings/copy/labels", test_labels);
  g_test_add_func ("/settings/copy/refused", test_refused);
  g_test_add_func ("/settings/copy/gang", test_gang);
  g_test_add_func ("/settings/copy/gesture", test_gesture);
  g_test_add_func ("/settings/copy/journal", test_journal);
  return g_test_run ();
}
