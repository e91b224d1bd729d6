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
  g_assert_cmpstr (
    lt_session_undo_label (s), ==, "Fader \"Bass\" -5.0 dB and 1 more");
  lt_session_set (s, &one, rig_at (bass, LT_PARAM_PAN), 9, NULL);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "3 changes");
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

// --- buses, gangs, solos, DCAs ---

static void
set (LtSession *s, LtAddress at, double value)
{
  LtError error = {.status = LT_OK};
  lt_session_set (s, &rig_hand, at, value, &error);
  g_assert_cmpstr (error.text, ==, "");
}

static void
must_be (LtSession *s, LtAddress at, double value)
{
  g_assert_cmpfloat (rig_get (s, at), ==, value);
}

static void
test_kinds (void)
{
  LtSession *s      = lt_session_new (48000);
  uint32_t   master = lt_session_master (s);
  uint32_t   matrix = rig_add (s, LT_KIND_MATRIX, "Foyer");
  uint32_t   cue    = rig_add (s, LT_KIND_CUE, "Singer");
  uint32_t   aux    = rig_add (s, LT_KIND_AUX, "Verb");
  uint32_t   vox    = rig_add (s, LT_KIND_INPUT, "Vox");
  LtError    error  = {.status = LT_OK};
  g_assert_cmpint (lt_session_place (s, vox), ==, 0);
  g_assert_cmpint (lt_session_place (s, aux), ==, 1);
  g_assert_cmpint (lt_session_place (s, cue), ==, 2);
  g_assert_cmpint (lt_session_place (s, matrix), ==, 3);
  // A cue is fed before the fader unless told otherwise, an aux behind it.
  must_be (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, cue), 1);
  must_be (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, aux), 2);
  must_be (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, matrix), 2);
  set (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, cue), 2);
  set (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, aux), 1);
  g_autofree char *text = lt_session_to_text (s);
  g_assert_nonnull (strstr (text, "/tap\": \"post-fader\""));
  g_assert_nonnull (strstr (text, "/tap\": \"pre-fader\""));
  set (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, cue), 1);
  set (s, rig_at_bus (vox, LT_PARAM_SEND_TAP, aux), 2);
  g_autofree char *plain = lt_session_to_text (s);
  g_assert_null (strstr (plain, "/tap"));
  // Cue and matrix do not feed the master; the master may feed a matrix.
  for (int i = 0; i < 2; i++) {
    g_assert_cmpint (
      lt_session_set (s,
                      &rig_hand,
                      rig_at_bus (i ? cue : matrix, LT_PARAM_TO, master),
                      1,
                      &error),
      ==,
      LT_NOT_FOUND);
    g_assert_null (
      lt_session_strip (s, i ? cue : matrix)->bus_values); // nor by itself
  }
  must_be (s, rig_at_bus (aux, LT_PARAM_TO, master), 1);
  set (s, rig_at_bus (master, LT_PARAM_SEND_LEVEL, matrix), 0);
  set (s, rig_at_bus (matrix, LT_PARAM_SEND_LEVEL, cue), 0);
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (cue, LT_PARAM_SEND_LEVEL, aux), 0, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (
    strstr (error.text, "Singer -> Verb -> Master -> Foyer -> Singer"));
  lt_session_free (s);
}

typedef struct {
  LtSession *s;
  uint32_t   a, b, c;
} Gang;

/// Two in gang 1, at -20 and -10, and one that is in none.
static Gang
make_gang (void)
{
  Gang g = {.s = lt_session_new (48000)};
  g.a    = rig_add (g.s, LT_KIND_INPUT, "A");
  g.b    = rig_add (g.s, LT_KIND_GROUP, "B");
  g.c    = rig_add (g.s, LT_KIND_INPUT, "C");
  set (g.s, rig_at (g.a, LT_PARAM_FADER), -20);
  set (g.s, rig_at (g.b, LT_PARAM_FADER), -10);
  set (g.s, rig_at (g.a, LT_PARAM_GANG), 1);
  set (g.s, rig_at (g.b, LT_PARAM_GANG), 1);
  return g;
}

static void
must_have_faders (const Gang *g, double a, double b)
{
  must_be (g->s, rig_at (g->a, LT_PARAM_FADER), a);
  must_be (g->s, rig_at (g->b, LT_PARAM_FADER), b);
  must_be (g->s, rig_at (g->c, LT_PARAM_FADER), 0);
}

static void
test_gang (void)
{
  Gang           g    = make_gang ();
  LtActor        hand = rig_hand;
  const uint32_t n    = lt_session_n_undo (g.s);
  hand.gesture        = 3;
  // A to the top: B comes to its end stop and stays there, then goes back to
  // its distance; the whole drag is one step.
  static const double way[][2] = {
    {-12.3, -2.3}, {-5, 5}, {4, 10}, {10, 10}, {-4, 6}, {-25, -15}};
  for (size_t i = 0; i < G_N_ELEMENTS (way); i++) {
    lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), way[i][0], NULL);
    must_have_faders (&g, way[i][0], way[i][1]);
  }
  g_assert_cmpuint (lt_session_n_undo (g.s), ==, n + 1);
  must_say (g.s, "Fader \"A\" -25.0 dB and 1 more");
  // All the way down and up again, in one gesture.
  hand.gesture = 4;
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), -INFINITY, NULL);
  must_have_faders (&g, -INFINITY, -INFINITY);
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), -30, NULL);
  must_have_faders (&g, -30, -20);
  g_assert_true (lt_session_undo (g.s));
  must_have_faders (&g, -25, -15);
  g_assert_true (lt_session_undo (g.s));
  must_have_faders (&g, -20, -10);
  // There and back is nothing, also for what stood at its end stop.
  hand.gesture = 5;
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), 7, NULL);
  must_have_faders (&g, 7, 10);
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), -20, NULL);
  must_have_faders (&g, -20, -10);
  g_assert_cmpuint (lt_session_n_undo (g.s), ==, n);
  // One alone, then what has no gang's parameter.
  hand.gesture  = 6;
  hand.is_alone = true;
  lt_session_set (g.s, &hand, rig_at (g.b, LT_PARAM_FADER), -11, NULL);
  must_have_faders (&g, -20, -11);
  must_say (g.s, "Fader \"B\" -11.0 dB");
  hand.is_alone = false;
  lt_session_set (g.s, &hand, rig_at (g.b, LT_PARAM_POLARITY), 1, NULL);
  must_be (g.s, rig_at (g.a, LT_PARAM_POLARITY), 0);
  set (g.s, rig_at (g.a, LT_PARAM_MUTE), 1);
  must_be (g.s, rig_at (g.b, LT_PARAM_MUTE), 1);
  must_be (g.s, rig_at (g.c, LT_PARAM_MUTE), 0);
  // Alone in the middle of a drag: the new distance stays.
  hand.gesture = 7;
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), -21, NULL);
  must_have_faders (&g, -21, -12);
  hand.is_alone = true;
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), -25, NULL);
  must_have_faders (&g, -25, -12);
  hand.is_alone = false;
  lt_session_set (g.s, &hand, rig_at (g.a, LT_PARAM_FADER), -24, NULL);
  must_have_faders (&g, -24, -11);
  lt_session_undo (g.s);
  must_have_faders (&g, -25, -12);
  lt_session_undo (g.s);
  lt_session_undo (g.s);
  must_have_faders (&g, -20, -11);
  // Out of the gang it stays behind.
  set (g.s, rig_at (g.b, LT_PARAM_GANG), 0);
  set (g.s, rig_at (g.a, LT_PARAM_FADER), -1);
  must_have_faders (&g, -1, -11);
  lt_session_free (g.s);
}

static void
test_gang_ratio (void)
{
  // An octave up is an octave for all, to the end of the way and back.
  Gang          g              = make_gang ();
  LtActor       hand           = rig_hand;
  const LtParam hz             = LT_PARAM_EQ_FREQUENCY_2;
  hand.gesture                 = 3;
  static const double way[][2] = {
    {2000, 200}, {8000, 800}, {500, 50}, {100, 20}, {20000, 2000}, {1000, 100}};
  set (g.s, rig_at (g.a, LT_PARAM_GANG), 0);
  set (g.s, rig_at (g.a, hz), 1000);
  set (g.s, rig_at (g.b, hz), 100);
  set (g.s, rig_at (g.a, LT_PARAM_GANG), 1);
  const uint32_t n = lt_session_n_undo (g.s);
  for (size_t i = 0; i < G_N_ELEMENTS (way); i++) {
    lt_session_set (g.s, &hand, rig_at (g.a, hz), way[i][0], NULL);
    must_be (g.s, rig_at (g.a, hz), way[i][0]);
    must_be (g.s, rig_at (g.b, hz), way[i][1]);
  }
  g_assert_cmpuint (lt_session_n_undo (g.s), ==, n);
  lt_session_free (g.s);
}

static void
test_pair (void)
{
  Gang     g   = make_gang ();
  uint32_t aux = rig_add (g.s, LT_KIND_AUX, "Verb");
  set (g.s, rig_at (0, LT_PARAM_GANG_MODE), 1);
  set (g.s, rig_at (g.a, LT_PARAM_FADER), -6);
  must_have_faders (&g, -6, -6);
  set (g.s, rig_at (g.a, LT_PARAM_PAN), -30);
  must_be (g.s, rig_at (g.b, LT_PARAM_PAN), 30);
  set (g.s, rig_at (g.b, LT_PARAM_PAN), 100);
  must_be (g.s, rig_at (g.a, LT_PARAM_PAN), -100);
  set (g.s, rig_at_bus (g.a, LT_PARAM_SEND_LEVEL, aux), -3);
  must_be (g.s, rig_at_bus (g.b, LT_PARAM_SEND_LEVEL, aux), -3);
  // A member that would close a loop stays; the one that was moved moves.
  uint32_t x = rig_add (g.s, LT_KIND_AUX, "X");
  set (g.s, rig_at_bus (x, LT_PARAM_TO, g.b), 1);
  set (g.s, rig_at_bus (g.a, LT_PARAM_SEND_LEVEL, x), -9);
  must_be (g.s, rig_at_bus (g.b, LT_PARAM_SEND_LEVEL, x), -INFINITY);
  must_be (g.s, rig_at_bus (g.a, LT_PARAM_SEND_LEVEL, x), -9);
  lt_session_free (g.s);
}

static void
test_solo (void)
{
  Gang           g     = make_gang ();
  const uint32_t n     = lt_session_n_undo (g.s);
  LtActor        alone = rig_hand;
  alone.is_alone       = true;
  set (g.s, rig_at (g.c, LT_PARAM_SOLO), 1);
  set (g.s, rig_at (0, LT_PARAM_DCA_SOLO + 4), 1);
  set (g.s, rig_at (g.a, LT_PARAM_SOLO), 1); // adding, with its gang
  must_be (g.s, rig_at (g.b, LT_PARAM_SOLO), 1);
  must_be (g.s, rig_at (g.c, LT_PARAM_SOLO), 1);
  must_be (g.s, rig_at (0, LT_PARAM_DCA_SOLO + 4), 1);
  g_assert_cmpint (lt_session_clear_solo (g.s, &rig_hand), ==, LT_OK);
  must_be (g.s, rig_at (g.a, LT_PARAM_SOLO), 0);
  must_be (g.s, rig_at (g.b, LT_PARAM_SOLO), 0);
  must_be (g.s, rig_at (g.c, LT_PARAM_SOLO), 0);
  must_be (g.s, rig_at (0, LT_PARAM_DCA_SOLO + 4), 0);
  g_assert_cmpuint (lt_session_n_undo (g.s), ==, n + 4);
  g_assert_cmpint (lt_session_clear_solo (g.s, &rig_hand), ==, LT_OK);
  g_assert_cmpuint (lt_session_n_undo (g.s), ==, n + 4); // there was none
  // Exclusive: one step, and its undo brings the others back.
  lt_session_undo (g.s);
  set (g.s, rig_at (g.a, LT_PARAM_SOLO), 0);
  set (g.s, rig_at (0, LT_PARAM_SOLO_EXCLUSIVE), 1);
  set (g.s, rig_at (g.b, LT_PARAM_SOLO), 1);
  must_be (g.s, rig_at (g.a, LT_PARAM_SOLO), 1); // its gang
  must_be (g.s, rig_at (g.c, LT_PARAM_SOLO), 0);
  must_be (g.s, rig_at (0, LT_PARAM_DCA_SOLO + 4), 0);
  lt_session_undo (g.s);
  must_be (g.s, rig_at (g.a, LT_PARAM_SOLO), 0);
  must_be (g.s, rig_at (g.c, LT_PARAM_SOLO), 1);
  must_be (g.s, rig_at (0, LT_PARAM_DCA_SOLO + 4), 1);
  // Ending a solo ends no other; a DCA's ends the strips'.
  set (g.s, rig_at (0, LT_PARAM_DCA_SOLO + 4), 0);
  must_be (g.s, rig_at (g.c, LT_PARAM_SOLO), 1);
  set (g.s, rig_at (0, LT_PARAM_DCA_SOLO), 1);
  must_be (g.s, rig_at (g.c, LT_PARAM_SOLO), 0);
  // Alone of its gang: the gang's other solo ends as well.
  set (g.s, rig_at (g.a, LT_PARAM_SOLO), 1);
  lt_session_set (g.s, &alone, rig_at (g.b, LT_PARAM_SOLO), 0, NULL);
  must_be (g.s, rig_at (g.a, LT_PARAM_SOLO), 1);
  lt_session_set (g.s, &alone, rig_at (g.b, LT_PARAM_SOLO), 1, NULL);
  must_be (g.s, rig_at (g.a, LT_PARAM_SOLO), 0);
  must_be (g.s, rig_at (g.b, LT_PARAM_SOLO), 1);
  lt_session_free (g.s);
}

static void
test_dcas (void)
{
  LtSession *s     = lt_session_new (48000);
  LtError    error = {.status = LT_OK};
  set (s, rig_at (0, LT_PARAM_DCA_TO + 1), 5);
  set (s, rig_at (0, LT_PARAM_DCA_TO + 4), 16);
  g_assert_cmpint (
    lt_session_set (s, &rig_hand, rig_at (0, LT_PARAM_DCA_TO + 15), 2, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, "DCA 2 -> DCA 5 -> DCA 16 -> DCA 2"));
  must_be (s, rig_at (0, LT_PARAM_DCA_TO + 15), 0);
  g_assert_cmpint (
    lt_session_set (s, &rig_hand, rig_at (0, LT_PARAM_DCA_TO), 1, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, "DCA 1 -> DCA 1"));
  // All in a row, and a ring that the first of the row is not in.
  for (int i = 0; i < LT_N_DCAS; i++)
    set (s, rig_at (0, (LtParam)(LT_PARAM_DCA_TO + i)), 0);
  for (int i = 0; i + 1 < LT_N_DCAS; i++)
    set (s, rig_at (0, (LtParam)(LT_PARAM_DCA_TO + i)), i + 2);
  g_assert_cmpint (
    lt_session_set (s, &rig_hand, rig_at (0, LT_PARAM_DCA_TO + 15), 15, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, ": DCA 15 -> DCA 16 -> DCA 15."));
  lt_session_free (s);
}

/// A bus that oscillator and talkback feed goes and comes back; nothing else
/// changes.
static void
test_feeds (void)
{
  LtSession *s     = lt_session_new (48000);
  uint32_t   vox   = rig_add (s, LT_KIND_INPUT, "Vox");
  uint32_t   cue   = rig_add (s, LT_KIND_CUE, "Singer");
  uint32_t   other = rig_add (s, LT_KIND_CUE, "Drummer");
  LtError    error = {.status = LT_OK};
  set (s, rig_at_bus (0, LT_PARAM_OSCILLATOR_TO, cue), 1);
  set (s, rig_at_bus (0, LT_PARAM_OSCILLATOR_TO, other), 1);
  set (s, rig_at_bus (0, LT_PARAM_TALKBACK_TO, cue), 1);
  set (s, rig_at_bus (vox, LT_PARAM_SEND_LEVEL, cue), -6);
  set (s, rig_at_bus (vox, LT_PARAM_SEND_LEVEL, other), -7);
  set (s, rig_at (0, LT_PARAM_MONITOR_BUS), cue);
  must_say (s, "Monitor bus 3");
  g_assert_cmpint (
    lt_session_set (
      s, &rig_hand, rig_at_bus (0, LT_PARAM_TALKBACK_TO, vox), 1, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, "Vox is no bus"));
  g_autofree char *before = rig_state (s);
  g_assert_cmpint (
    lt_session_remove_strip (s, &rig_hand, cue, NULL), ==, LT_OK);
  must_be (s, rig_at_bus (0, LT_PARAM_OSCILLATOR_TO, other), 1);
  must_be (s, rig_at_bus (vox, LT_PARAM_SEND_LEVEL, other), -7);
  must_be (s, rig_at (0, LT_PARAM_MONITOR_BUS), cue);
  g_assert_cmpuint (lt_session_desk (s)->n_bus_values, ==, 1);
  g_assert_true (lt_session_undo (s));
  g_autofree char *after = rig_state (s);
  g_assert_cmpstr (after, ==, before);
  lt_session_free (s);
}

static void
test_desk_texts (void)
{
  LtSession      *s     = lt_session_new (48000);
  LtError         error = {.status = LT_OK};
  const LtAddress name  = rig_at (0, LT_PARAM_DCA_NAME + 2);
  const LtAddress layer = rig_at (0, LT_PARAM_LAYER_STRIPS + 15);
  g_assert_cmpstr (lt_session_get_text (s, name), ==, "");
  lt_session_set_text (s, &rig_hand, name, "Drums", NULL);
  must_say (s, "DCA name 3 \"Drums\"");
  lt_session_set_text (s, &rig_hand, layer, "3 7 12", NULL);
  must_say (s, "Layer strips 16"); // the list may be long
  g_assert_cmpint (
    lt_session_set_text (s, &rig_hand, layer, "3, 7", &error), ==, LT_RANGE);
  g_assert_nonnull (strstr (error.text, "3 7 12"));
  g_assert_cmpint (
    lt_session_set_text (s, &rig_hand, layer, "Vox", &error), ==, LT_RANGE);
  g_autofree char *most = g_strnfill (LT_MAX_TEXT - 1, '7');
  g_autofree char *more = g_strnfill (LT_MAX_TEXT, '7');
  g_assert_cmpint (
    lt_session_set_text (s, &rig_hand, layer, more, NULL), ==, LT_RANGE);
  g_assert_cmpint (
    lt_session_set_text (s, &rig_hand, layer, most, NULL), ==, LT_OK);
  // A DCA may lose its name, a strip not.
  g_assert_cmpint (
    lt_session_set_text (s, &rig_hand, name, "", NULL), ==, LT_OK);
  g_assert_cmpstr (lt_session_get_text (s, name), ==, "");
  g_assert_cmpint (
    lt_session_set_text (s, &rig_hand, rig_at (1, LT_PARAM_NAME), "", NULL),
    ==,
    LT_RANGE);
  while (lt_session_undo (s))
    ;
  g_assert_cmpstr (lt_session_get_text (s, layer), ==, "");
  lt_session_free (s);
}

/// Off at every start: no step, no line in the journal, not in the file.
static void
test_transient (void)
{
  static const LtParam params[] = {LT_PARAM_OSCILLATOR_ON,
                                   LT_PARAM_TALKBACK_ON};
  LtSession           *s        = lt_session_new (48000);
  set (s, rig_at (0, LT_PARAM_MONITOR_DIM), 1);
  lt_session_undo (s);
  g_free (lt_journal_take (s));
  g_autofree char *before = lt_session_to_text (s);
  for (size_t i = 0; i < G_N_ELEMENTS (params); i++) {
    set (s, rig_at (0, params[i]), 1);
    must_be (s, rig_at (0, params[i]), 1);
  }
  g_autofree char *after = lt_session_to_text (s);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (lt_journal_take (s));
  g_assert_cmpuint (lt_session_n_undo (s), ==, 0);
  g_assert_cmpuint (lt_session_n_redo (s), ==, 1); // redo is still there
  set (s, rig_at (0, LT_PARAM_PANIC), 1);          // this one is a step
  must_say (s, "Panic on");
  lt_session_free (s);
}

/// Saved, journalled, but no step: undo goes past it and does not lock again.
static void
test_lock (void)
{
  LtSession *s = lt_session_new (48000), *t = lt_session_new (48000);
  set (s, rig_at (1, LT_PARAM_FADER), -3);
  set (s, rig_at (1, LT_PARAM_FADER), -4);
  lt_session_undo (s);
  set (s, rig_at (0, LT_PARAM_LOCK), 2);
  g_assert_true (lt_session_is_dirty (s));
  g_assert_cmpuint (lt_session_n_undo (s), ==, 1);
  g_assert_cmpuint (lt_session_n_redo (s), ==, 1);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "Fader \"Master\" -3.0 dB");
  g_autofree char *text    = lt_session_to_text (s);
  g_autofree char *journal = lt_journal_take (s);
  g_assert_nonnull (strstr (text, "\"lock\": \"all\""));
  g_assert_cmpuint (
    lt_journal_replay (t, journal, strlen (journal), G_MAXUINT64),
    ==,
    strlen (journal));
  g_autofree char *replayed = lt_session_to_text (t);
  g_assert_cmpstr (replayed, ==, text);
  g_assert_cmpuint (lt_session_n_undo (t), ==, 1);
  g_assert_cmpuint (lt_session_n_redo (t), ==, 1);
  g_assert_true (lt_session_undo (t));
  must_be (t, rig_at (0, LT_PARAM_LOCK), 2);
  must_be (t, rig_at (1, LT_PARAM_FADER), 0);
  lt_session_free (s);
  lt_session_free (t);
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
  g_test_add_func ("/session/kinds", test_kinds);
  g_test_add_func ("/session/gang", test_gang);
  g_test_add_func ("/session/gang-ratio", test_gang_ratio);
  g_test_add_func ("/session/pair", test_pair);
  g_test_add_func ("/session/solo", test_solo);
  g_test_add_func ("/session/dcas", test_dcas);
  g_test_add_func ("/session/feeds", test_feeds);
  g_test_add_func ("/session/desk-texts", test_desk_texts);
  g_test_add_func ("/session/transient", test_transient);
  g_test_add_func ("/session/lock", test_lock);
  return g_test_run ();
}
