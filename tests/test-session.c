// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The document: edits, refusals, gestures, what the history says, routes.

#include "session-rig.h"

static void
test_edits (void)
{
  LtSession *s      = lt_session_new (48000);
  LtError    error  = {.status = LT_OK};
  uint32_t   master = lt_session_master (s);
  uint32_t   vox    = rig_add (s, LT_KIND_INPUT, "Vox lead");
  uint32_t   twin   = rig_add (s, LT_KIND_INPUT, "Vox lead");
  uint32_t   group  = rig_add (s, LT_KIND_GROUP, "Band");
  uint32_t   aux    = rig_add (s, LT_KIND_AUX, "Verb");
  g_assert_cmpstr (lt_session_strip (s, twin)->name, ==, "Vox lead 2");
  g_assert_cmpfloat (rig_get (s, rig_at_bus (vox, LT_PARAM_TO, master)), ==, 1);
  g_assert_cmpint (lt_session_place (s, master), ==, 4);
  g_assert_cmpint (lt_session_place (s, group), ==, 2);
  g_assert_cmpint (
    lt_session_set (s, &rig_hand, rig_at (vox, LT_PARAM_FADER), -6, &error),
    ==,
    LT_OK);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "Fader \"Vox lead\" -6.0 dB");
  // Refusals name the thing.
  g_assert_cmpint (
    lt_session_set (s, &rig_hand, rig_at (99, LT_PARAM_FADER), -6, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, "99"));
  g_assert_cmpint (
    lt_session_set (s, &rig_hand, rig_at (master, LT_PARAM_PAN), 1, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (vox, LT_PARAM_TO, aux), 1, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    lt_session_remove_strip (s, &rig_hand, master, &error), !=, LT_OK);
  // Loops, by name.
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (group, LT_PARAM_SEND_LEVEL, aux), -6, &error),
    ==,
    LT_OK);
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (aux, LT_PARAM_TO, group), 1, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, "Verb -> Band -> Verb"));
  // Removing a bus takes its sends along, and undo brings all back.
  lt_session_set (
    s, &rig_hand, rig_at_bus (vox, LT_PARAM_SEND_LEVEL, aux), -12, &error);
  g_assert_cmpint (
    lt_session_remove_strip (s, &rig_hand, aux, &error), ==, LT_OK);
  g_assert_null (lt_session_strip (s, aux));
  g_assert_true (lt_session_undo (s));
  g_assert_cmpfloat (
    rig_get (s, rig_at_bus (vox, LT_PARAM_SEND_LEVEL, aux)), ==, -12);
  g_assert_cmpfloat (
    rig_get (s, rig_at_bus (group, LT_PARAM_SEND_LEVEL, aux)), ==, -6);
  // Ids are not used again.
  uint32_t late = rig_add (s, LT_KIND_INPUT, "Late");
  g_assert_true (lt_session_undo (s));
  g_assert_cmpuint (rig_add (s, LT_KIND_INPUT, "Later"), >, late);
  lt_session_free (s);
}

static void
test_gestures (void)
{
  LtSession *s   = lt_session_new (48000);
  uint32_t   vox = rig_add (s, LT_KIND_INPUT, "Vox");
  uint32_t   n   = lt_session_n_undo (s);
  LtActor    one = rig_hand, two = rig_hand;
  one.gesture = 7;
  two.gesture = 8;
  for (int i = 1; i <= 20; i++)
    lt_session_set (s, &one, rig_at (vox, LT_PARAM_FADER), -i, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 1);
  lt_session_set (s, &two, rig_at (vox, LT_PARAM_FADER), 3, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 2);
  lt_session_undo (s);
  g_assert_cmpfloat (rig_get (s, rig_at (vox, LT_PARAM_FADER)), ==, -20);
  lt_session_undo (s);
  g_assert_cmpfloat (rig_get (s, rig_at (vox, LT_PARAM_FADER)), ==, 0);
  lt_session_redo (s);
  g_assert_cmpfloat (rig_get (s, rig_at (vox, LT_PARAM_FADER)), ==, -20);
  // There and back is nothing.
  two.gesture = 9;
  lt_session_set (s, &two, rig_at (vox, LT_PARAM_PAN), 30, NULL);
  lt_session_set (s, &two, rig_at (vox, LT_PARAM_PAN), 0, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 1);
  lt_session_free (s);
}

// --- what is said ---

static void
must_say (LtSession *s, const char *label)
{
  g_assert_cmpstr (lt_session_undo_label (s), ==, label);
  // The same words when it is to be made again.
  g_assert_true (lt_session_undo (s));
  g_assert_cmpstr (lt_session_redo_label (s), ==, label);
  g_assert_true (lt_session_redo (s));
  g_assert_cmpstr (lt_session_undo_label (s), ==, label);
}

static void
test_labels (void)
{
  LtSession *s = lt_session_new (48000);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "");
  g_assert_cmpstr (lt_session_redo_label (s), ==, "");
  uint32_t aux  = rig_add (s, LT_KIND_AUX, "Verb");
  uint32_t kick = rig_add (s, LT_KIND_INPUT, "Kick");
  must_say (s, "Add strip \"Kick\"");
  lt_session_set (s, &rig_hand, rig_at (kick, LT_PARAM_FADER), -6, NULL);
  must_say (s, "Fader \"Kick\" -6.0 dB");
  lt_session_set (s, &rig_hand, rig_at (kick, LT_PARAM_MUTE), 1, NULL);
  must_say (s, "Mute \"Kick\" on");
  lt_session_set (
    s, &rig_hand, rig_at_bus (kick, LT_PARAM_SEND_LEVEL, aux), -12, NULL);
  must_say (s, "Send level \"Kick\" > \"Verb\" -12.0 dB");
  lt_session_set (s, &rig_hand, rig_at (0, LT_PARAM_LOOP), 1, NULL);
  must_say (s, "Loop on");
  lt_session_set_text (
    s, &rig_hand, rig_at (kick, LT_PARAM_NAME), " Kick in\n", NULL);
  must_say (s, "Rename \"Kick\" to \"Kick in\"");
  lt_session_move_strip (s, &rig_hand, kick, 1, NULL);
  must_say (s, "Move strip \"Kick in\"");
  lt_session_connect (
    s, &rig_hand, "strip/2/in/1", "system:capture_1", true, NULL);
  must_say (s, "Connect system:capture_1");
  const LtStripFile file = rig_file (0);
  lt_session_set_file (s, &rig_hand, kick, &file, NULL);
  must_say (s, "File of \"Kick in\"");
  lt_session_remove_strip (s, &rig_hand, kick, NULL);
  must_say (s, "Remove strip \"Kick in\"");
  LtActor one = rig_hand;
  one.gesture = 9;
  for (int i = 0; i < 38; i++)
    lt_session_add_strip (s, &one, LT_KIND_INPUT, 1, "Stem", &file, -1, NULL);
  must_say (s, "Import 38 files");
  g_assert_true (lt_session_undo (s)); // all of them
  g_assert_cmpuint (lt_session_n_strips (s), ==, 2);
  one.gesture = 10;
  for (int i = 0; i < 3; i++)
    lt_session_add_strip (s, &one, LT_KIND_INPUT, 1, "New", NULL, -1, NULL);
  must_say (s, "Add 3 strips");
  lt_session_free (s);
}

// --- merging ---

static void
test_merging (void)
{
  LtSession        *s    = lt_session_new (48000);
  uint32_t          vox  = rig_add (s, LT_KIND_INPUT, "Vox");
  uint32_t          bass = rig_add (s, LT_KIND_INPUT, "Bass");
  uint32_t          n    = lt_session_n_undo (s);
  LtActor           one  = rig_hand;
  const LtStripFile file = rig_file (1), none = rig_file (-1);
  one.gesture = 4;
  // There and back, of every kind, is nothing.
  lt_session_set (s, &one, rig_at (vox, LT_PARAM_PAN), 9, NULL);
  lt_session_set_text (s, &one, rig_at (vox, LT_PARAM_NAME), "Lead", NULL);
  lt_session_set_file (s, &one, vox, &file, NULL);
  lt_session_connect (s, &one, "strip/2/in/1", "x", true, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 1);
  lt_session_connect (s, &one, "strip/2/in/1", "x", false, NULL);
  lt_session_set_file (s, &one, vox, &none, NULL);
  lt_session_set_text (s, &one, rig_at (vox, LT_PARAM_NAME), "Vox", NULL);
  lt_session_set (s, &one, rig_at (vox, LT_PARAM_PAN), 0, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n);
  one.gesture = 5;
  lt_session_move_strip (s, &one, vox, 1, NULL);
  lt_session_move_strip (s, &one, vox, 0, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n);
  // Several things in one gesture are one step, each with its first value.
  one.gesture = 6;
  for (int i = 1; i <= 5; i++) {
    lt_session_set (s, &one, rig_at (vox, LT_PARAM_FADER), -i, NULL);
    lt_session_set (s, &one, rig_at (bass, LT_PARAM_FADER), -i, NULL);
  }
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 1);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "2 changes");
  lt_session_undo (s);
  g_assert_cmpfloat (rig_get (s, rig_at (vox, LT_PARAM_FADER)), ==, 0);
  g_assert_cmpfloat (rig_get (s, rig_at (bass, LT_PARAM_FADER)), ==, 0);
  // Another surface's gesture of that number is another one; redo is gone.
  LtActor other = one;
  other.surface = 2;
  lt_session_set (s, &one, rig_at (vox, LT_PARAM_FADER), -1, NULL);
  lt_session_set (s, &other, rig_at (vox, LT_PARAM_FADER), -2, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 2);
  g_assert_cmpuint (lt_session_n_redo (s), ==, 0);
  // Nothing changed: nothing to undo, and redo stays.
  lt_session_undo (s);
  lt_session_set (s, &rig_hand, rig_at (vox, LT_PARAM_FADER), -1, NULL);
  lt_session_set_file (s, &rig_hand, vox, &none, NULL);
  lt_session_move_strip (s, &rig_hand, vox, 0, NULL);
  g_assert_cmpuint (lt_session_n_redo (s), ==, 1);
  lt_session_free (s);
}

// --- routes ---

static void
test_routes (void)
{
  LtSession *s     = lt_session_new (48000);
  LtError    error = {.status = LT_OK};
  uint32_t   id[100];
  for (int i = 0; i < 100; i++) {
    char name[16];
    g_snprintf (name, sizeof name, "G%d", i);
    id[i] = rig_add (s, LT_KIND_GROUP, name);
  }
  for (int i = 0; i < 99; i++)
    g_assert_cmpint (
      lt_session_set (
        s, &rig_hand, rig_at_bus (id[i], LT_PARAM_TO, id[i + 1]), 1, &error),
      ==,
      LT_OK);
  // However long, and to oneself.
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (id[99], LT_PARAM_TO, id[0]), 1, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, "G99 -> G0 -> G1"));
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (id[5], LT_PARAM_TO, id[5]), 1, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, "G5 -> G5"));
  // A send that is off is a way all the same: switched on, it would sound.
  uint32_t a = rig_add (s, LT_KIND_AUX, "A"), b = rig_add (s, LT_KIND_AUX, "B");
  lt_session_set (s, &rig_hand, rig_at_bus (a, LT_PARAM_SEND_ON, b), 0, NULL);
  lt_session_set (
    s, &rig_hand, rig_at_bus (a, LT_PARAM_SEND_LEVEL, b), -6, NULL);
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (b, LT_PARAM_SEND_LEVEL, a), -6, &error),
    ==,
    LT_LOOP);
  lt_session_set (
    s, &rig_hand, rig_at_bus (a, LT_PARAM_SEND_LEVEL, b), -INFINITY, NULL);
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (b, LT_PARAM_SEND_LEVEL, a), -6, &error),
    ==,
    LT_OK);
  lt_session_free (s);
}

/// 200 diamonds in a row have 2^200 ways through; it must not try them all.
static void
test_many_ways (void)
{
  LtSession *s    = lt_session_new (48000);
  uint32_t   last = rig_add (s, LT_KIND_GROUP, "First"), first = last;
  for (int i = 0; i < 200; i++) {
    uint32_t       x         = rig_add (s, LT_KIND_GROUP, "X");
    uint32_t       y         = rig_add (s, LT_KIND_GROUP, "Y");
    uint32_t       z         = rig_add (s, LT_KIND_GROUP, "Z");
    const uint32_t ways[][2] = {{last, x}, {last, y}, {x, z}, {y, z}};
    for (int k = 0; k < 4; k++)
      lt_session_set (s,
                      &rig_hand,
                      rig_at_bus (ways[k][0], LT_PARAM_TO, ways[k][1]),
                      1,
                      NULL);
    last = z;
  }
  LtError error;
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (last, LT_PARAM_TO, first), 1, &error),
    ==,
    LT_LOOP);
  g_autofree char *text = lt_session_to_text (s);
  LtSession       *copy;
  g_assert_cmpint (
    lt_session_from_text (text, strlen (text), "x", &copy, &error), ==, LT_OK);
  lt_session_free (copy);
  lt_session_free (s);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/session/edits", test_edits);
  g_test_add_func ("/session/gestures", test_gestures);
  g_test_add_func ("/session/labels", test_labels);
  g_test_add_func ("/session/merging", test_merging);
  g_test_add_func ("/session/routes", test_routes);
  g_test_add_func ("/session/many-ways", test_many_ways);
  return g_test_run ();
}
