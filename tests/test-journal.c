// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The journal: nothing that was done is lost, whatever is torn, damaged, killed
// or full; document and history come back as they were.

#include "session-rig.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static double
fader (LtSession *s)
{
  return rig_get (s, rig_at (lt_session_master (s), LT_PARAM_FADER));
}

static void
set_fader (LtSession *s, double value)
{
  lt_session_set (
    s, &rig_hand, rig_at (lt_session_master (s), LT_PARAM_FADER), value, NULL);
}

static char *
read_file (const char *path, gsize *n)
{
  char *text;
  g_assert_true (g_file_get_contents (path, &text, n, NULL));
  return text;
}

/// A place whose journal has five moves of the master's fader, to -1 .. -5.
static RigPlace
five_moves (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  for (int i = 1; i <= 5; i++)
    set_fader (s, -i);
  rig_crash (k, s);
  return place;
}

// --- torn, damaged, missing ---

static void
test_torn (void)
{
  RigPlace         place = five_moves ();
  g_autofree char *path  = lt_journal_path (place.path, 0);
  gsize            n;
  g_autofree char *text = read_file (path, &n);
  for (gsize cut = 0; cut <= n; cut += 7) {
    g_assert_true (g_file_set_contents (path, text, (gssize)cut, NULL));
    int whole = 0;
    for (gsize i = 0; i < cut; i++)
      whole += text[i] == '\n';
    LtSession *s = rig_open (&place, false);
    g_assert_cmpfloat (fader (s), ==, -whole);
    g_assert_null (lt_session_trouble (s)); // that is what a crash does
    // What is done now must not hang on the torn line.
    LtKeeper *k = rig_keep (s);
    set_fader (s, -33);
    rig_crash (k, s);
    s = rig_open (&place, false);
    g_assert_cmpfloat (fader (s), ==, -33);
    g_assert_true (lt_session_undo (s));
    g_assert_cmpfloat (fader (s), ==, -whole);
    lt_session_free (s);
    for (uint64_t number = 1; number <= 6; number++) {
      g_autofree char *later = lt_journal_path (place.path, number);
      g_unlink (later);
    }
  }
  rig_clear_place (&place);
}

static void
test_damaged (void)
{
  RigPlace         place = five_moves ();
  g_autofree char *path  = lt_journal_path (place.path, 0);
  gsize            n;
  g_autofree char *text = read_file (path, &n);
  char            *line = text;
  for (int i = 0; i < 4; i++, line = strchr (line, '\n') + 1) {
    g_autofree char *bad = g_memdup2 (text, n + 1);
    bad[line - text + 8] = '\x01';
    g_assert_true (g_file_set_contents (path, bad, (gssize)n, NULL));
    g_autofree char *name =
      g_strdup_printf ("damaged-0-%d.jsonl", (int)(line - text));
    g_autofree char *aside =
      g_build_filename (place.path, "journal", name, NULL);
    // Looking changes nothing, and says it.
    g_autofree char *before = rig_hash (place.path);
    LtSession       *s      = rig_open (&place, true);
    g_autofree char *after  = rig_hash (place.path);
    g_assert_cmpstr (after, ==, before);
    g_assert_nonnull (strstr (lt_session_trouble (s), name));
    g_assert_cmpfloat (fader (s), ==, -i);
    lt_session_free (s);
    // Opening takes what is good and puts the rest aside, all of it.
    s = rig_open (&place, false);
    g_assert_nonnull (strstr (lt_session_trouble (s), name));
    g_assert_cmpfloat (fader (s), ==, -i);
    g_autofree char *rest = read_file (aside, NULL);
    g_assert_cmpstr (rest, ==, bad + (line - text));
    LtKeeper *k = rig_keep (s);
    set_fader (s, -44);
    rig_crash (k, s);
    s = rig_open (&place, false);
    g_assert_null (lt_session_trouble (s)); // said once
    g_assert_cmpfloat (fader (s), ==, -44);
    lt_session_free (s);
    for (uint64_t number = 1; number <= 6; number++) {
      g_autofree char *later = lt_journal_path (place.path, number);
      g_unlink (later);
    }
  }
  rig_clear_place (&place);
}

static void
test_gap (void)
{
  RigPlace   place = five_moves ();
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  set_fader (s, -6);
  rig_crash (k, s);
  g_autofree char *first = lt_journal_path (place.path, 0);
  g_autofree char *next  = lt_journal_path (place.path, 5);
  g_autofree char *aside =
    g_build_filename (place.path, "journal", "damaged-5-0.jsonl", NULL);
  g_autofree char *text = read_file (next, NULL);
  g_assert_cmpint (g_unlink (first), ==, 0);
  s = rig_open (&place, false);
  g_assert_cmpfloat (fader (s), ==, 0);
  g_assert_nonnull (strstr (lt_session_trouble (s), "damaged-5-0.jsonl"));
  g_autofree char *kept = read_file (aside, NULL);
  g_assert_cmpstr (kept, ==, text);
  g_assert_false (g_file_test (next, G_FILE_TEST_EXISTS));
  lt_session_free (s);
  rig_clear_place (&place);
}

// --- lines that do not fit ---

static LtSession *
small_desk (void)
{
  LtSession *s = lt_session_new (48000); // 1 master
  rig_add (s, LT_KIND_GROUP, "Band");    // 2
  rig_add (s, LT_KIND_AUX, "Verb");      // 3
  rig_add (s, LT_KIND_INPUT, "Vox");     // 4
  lt_session_set (
    s, &rig_hand, rig_at_bus (2, LT_PARAM_SEND_LEVEL, 3), -6, NULL);
  return s;
}

/// @return whether a line with these edits was taken.
static bool
take_edits (LtSession *s, const char *edits)
{
  g_autofree char *line = g_strdup_printf (
    "{\"n\":%d,\"k\":\"do\",\"o\":0,\"s\":1,\"g\":0,\"e\":[%s]}\n",
    (int)s->sequence + 1,
    edits);
  const gsize n = strlen (line);
  return lt_journal_replay (s, line, n, G_MAXUINT64) == n;
}

static void
test_hostile_lines (void)
{
  static const char *const bad[] = {
    "",
    "3",
    "{}",
    "{\"set\":\"strip/4/fader\"}",
    "{\"set\":\"strip/4/fader\",\"v\":\"loud\"}",
    "{\"set\":\"strip/4/fader\",\"v\":11}",
    "{\"set\":\"strip/9/fader\",\"v\":1}",
    "{\"set\":\"strip/4/name\",\"v\":1}",
    "{\"set\":\"strip/3/to/2\",\"v\":true}", // a loop
    "{\"set\":\"strip/4/to/3\",\"v\":true}", // to an aux
    "{\"text\":\"strip/4/name\",\"v\":\"\"}",
    "{\"text\":\"strip/4/name\",\"v\":\"a\\nb\"}",
    "{\"text\":\"strip/4/fader\",\"v\":\"a\"}",
    "{\"remove\":1}",
    "{\"remove\":9}",
    "{\"remove\":3}", // Band still sends to it
    "{\"remove\":4294967298}",
    "{\"move\":1,\"place\":0}",
    "{\"move\":4,\"place\":-1}",
    "{\"file\":2,\"v\":null}",
    "{\"file\":4,\"v\":3}",
    "{\"file\":4,\"v\":{\"path\":\"../x\",\"channel\":0,\"rate\":48000,"
    "\"frames\":1,\"start\":0}}",
    "{\"connect\":\"\",\"peer\":\"x\"}",
    "{\"set\":\"oscillator/on\",\"v\":true}",   // transient
    "{\"set\":\"oscillator/to/4\",\"v\":true}", // to an input
    "{\"set\":\"dca/17/fader\",\"v\":1}",
    "{\"set\":\"dca/1/to\",\"v\":1}", // a DCA in itself
    "{\"set\":\"dca/1/to\",\"v\":2},{\"set\":\"dca/2/to\",\"v\":1}",
    "{\"text\":\"layer/1/strips\",\"v\":\"Vox\"}",
    "{\"text\":\"dca/1/fader\",\"v\":\"3\"}",
    "{\"place\":0,\"add\":3}",
    "{\"place\":0,\"add\":{\"id\":4,\"kind\":\"input\",\"channels\":1,"
    "\"name\":\"x\"}}",
    "{\"place\":4,\"add\":{\"id\":9,\"kind\":\"input\",\"channels\":1,"
    "\"name\":\"x\"}}",
    "{\"place\":0,\"add\":{\"id\":9,\"kind\":\"master\",\"channels\":2,"
    "\"name\":\"x\"}}",
    "{\"place\":0,\"add\":{\"id\":9,\"kind\":\"input\",\"channels\":1,"
    "\"name\":\"x\",\"to/77\":true}}",
  };
  LtSession       *s      = small_desk ();
  const uint32_t   n_undo = lt_session_n_undo (s);
  g_autofree char *before = rig_state (s);
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    // Alone, and behind an edit that is good: a line is made whole or not.
    g_autofree char *two = g_strdup_printf (
      "{\"set\":\"strip/4/pan\",\"v\":5}%s%s", *bad[i] ? "," : "", bad[i]);
    if (take_edits (s, bad[i]) || (*bad[i] && take_edits (s, two)))
      g_error ("taken: %s", bad[i]);
    g_autofree char *after = rig_state (s);
    g_assert_cmpstr (after, ==, before);
    g_assert_cmpuint (lt_session_n_undo (s), ==, n_undo);
  }
  g_assert_true (take_edits (s, "{\"set\":\"strip/4/pan\",\"v\":5}"));
  g_assert_cmpfloat (rig_get (s, rig_at (4, LT_PARAM_PAN)), ==, 5);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n_undo + 1);
  lt_session_free (s);
}

static void
test_flips (void)
{
  enum { ROUNDS = LT_TEST_SANITIZED ? 300 : 2000 };
  LtSession   *s = small_desk ();
  LtTestRandom r = lt_test_random (5);
  lt_session_undo (s);
  lt_session_redo (s);
  lt_session_remove_strip (s, &rig_hand, 3, NULL);
  g_autofree char *text = lt_journal_take (s);
  const gsize      n    = strlen (text);
  for (int i = 0; i < ROUNDS; i++) {
    g_autofree char *bad = g_memdup2 (text, n + 1);
    bad[lt_test_below (&r, (uint32_t)n)] ^= (char)(1u << lt_test_below (&r, 8));
    LtSession *t = lt_session_new (48000);
    lt_journal_replay (t, bad, n, G_MAXUINT64);
    // Whatever was taken is a document that can be saved and read.
    g_autofree char *once = lt_session_to_text (t);
    LtSession       *copy;
    LtError          error;
    if (lt_session_from_text (once, strlen (once), "x", &copy, &error) != LT_OK)
      g_error ("%s", error.text);
    lt_session_free (copy);
    while (lt_session_undo (t))
      ;
    lt_session_free (t);
  }
  lt_session_free (s);
}

/// Replay what was written of a session since the last time.
static void
must_replay (LtSession *s, LtSession *t)
{
  g_autofree char *text = lt_journal_take (s);
  const gsize      n    = strlen (text);
  g_assert_cmpuint (lt_journal_replay (t, text, n, G_MAXUINT64), ==, n);
  g_autofree char *state = rig_state (t), *wanted = rig_state (s);
  g_assert_cmpstr (state, ==, wanted);
  g_assert_cmpuint (lt_session_n_undo (t), ==, lt_session_n_undo (s));
  g_assert_cmpstr (lt_session_undo_label (t), ==, lt_session_undo_label (s));
}

/// DCAs that a gesture has turned round stand in a ring for a moment when they
/// go back: a line is judged by where it leads.
static void
test_turned_round (void)
{
  static const int moves[][2] = {{1, 3}, {0, 0}, {1, 1}}; // DCA from 0, its to
  LtSession       *s          = lt_session_new (48000);
  LtSession       *t          = lt_session_new (48000);
  LtActor          actor      = rig_hand;
  lt_session_set (s, &rig_hand, rig_at (0, LT_PARAM_DCA_TO), 2, NULL);
  must_replay (s, t);
  actor.gesture = 7;
  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++)
    g_assert_cmpint (
      lt_session_set (s,
                      &actor,
                      rig_at (0, (LtParam)(LT_PARAM_DCA_TO + moves[i][0])),
                      moves[i][1],
                      NULL),
      ==,
      LT_OK);
  must_replay (s, t);
  for (int i = 0; i < 3; i++) {
    g_assert_true (lt_session_undo (s));
    must_replay (s, t);
    g_assert_true (lt_session_redo (s));
    must_replay (s, t);
  }
  lt_session_free (s);
  lt_session_free (t);
}

/// A gang's drag to its end stop and back is one step after a replay too.
static void
test_gang (void)
{
  LtSession *s     = lt_session_new (48000);
  LtSession *t     = lt_session_new (48000);
  uint32_t   a     = rig_add (s, LT_KIND_INPUT, "A");
  uint32_t   b     = rig_add (s, LT_KIND_INPUT, "B");
  LtActor    actor = rig_hand;
  lt_session_set (s, &rig_hand, rig_at (b, LT_PARAM_FADER), 5, NULL);
  lt_session_set (s, &rig_hand, rig_at (a, LT_PARAM_GANG), 3, NULL);
  lt_session_set (s, &rig_hand, rig_at (b, LT_PARAM_GANG), 3, NULL);
  must_replay (s, t);
  const uint32_t n = lt_session_n_undo (s);
  actor.gesture    = 8;
  for (int i = 1; i <= 90; i++) { // up to 9 and down to 2.3
    const double value = i < 60 ? i * 0.15 : 9 - (i - 60) * 0.22333;
    lt_session_set (s, &actor, rig_at (a, LT_PARAM_FADER), value, NULL);
    if (i % 7 == 0)
      must_replay (s, t);
  }
  lt_session_set (s, &actor, rig_at (a, LT_PARAM_FADER), 2.3, NULL);
  must_replay (s, t);
  g_assert_cmpuint (lt_session_n_undo (t), ==, n + 1);
  g_assert_cmpfloat (rig_get (t, rig_at (a, LT_PARAM_FADER)), ==, 2.3);
  g_assert_cmpfloat (rig_get (t, rig_at (b, LT_PARAM_FADER)), ==, 7.3);
  g_assert_true (lt_session_undo (t));
  g_assert_cmpfloat (rig_get (t, rig_at (a, LT_PARAM_FADER)), ==, 0);
  g_assert_cmpfloat (rig_get (t, rig_at (b, LT_PARAM_FADER)), ==, 5);
  lt_session_free (s);
  lt_session_free (t);
}

/// What is not known of a strip comes back with it, over a crash as well.
static void
test_unknown (void)
{
  static const char edits[] =
    "{\"place\":0,\"add\":{\"id\":9,\"kind\":\"input\",\"channels\":1,"
    "\"name\":\"x\",\"later/knob\":[1,2]}}";
  LtSession *s = small_desk ();
  g_assert_true (take_edits (s, edits));
  g_autofree char *with = rig_state (s);
  g_assert_nonnull (strstr (with, "later/knob"));
  // One that is not taken in leaves nothing behind, not with another strip.
  g_autofree char *other = g_strdup_printf ("%s", edits);
  memcpy (strstr (other, "\"id\":9"), "\"id\":4", 6);
  memcpy (strstr (other, "later"), "other", 5);
  g_assert_false (take_edits (s, other));
  g_autofree char *after = rig_state (s);
  g_assert_cmpstr (after, ==, with);
  lt_session_free (s);
}

// --- history ---

/// Undone over a save and made again: the step from before it, not another.
static void
test_undo_over_save (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  set_fader (s, -1);
  lt_keeper_save (k);
  set_fader (s, -2);
  lt_session_undo (s);
  lt_session_undo (s);
  lt_session_redo (s);
  rig_crash (k, s);
  // Also when what was before the save cannot be had any more.
  for (int round = 0; round < 2; round++) {
    s = rig_open (&place, false);
    g_assert_cmpfloat (fader (s), ==, -1);
    g_assert_cmpuint (lt_session_n_redo (s), ==, 1);
    g_assert_true (lt_session_redo (s));
    g_assert_cmpfloat (fader (s), ==, -2);
    lt_session_undo (s);
    g_assert_cmpstr (lt_session_undo_label (s), ==, "Fader \"Master\" -1.0 dB");
    g_assert_true (lt_session_undo (s));
    g_assert_cmpfloat (fader (s), ==, 0);
    lt_session_free (s);
    g_autofree char *older =
      g_build_filename (place.path, "session.json.1", NULL);
    g_assert_cmpint (g_unlink (older), ==, round == 0 ? 0 : -1);
  }
  rig_clear_place (&place);
}

static void
test_gesture_of_another_run (void)
{
  RigPlace   place = rig_make_place ();
  LtActor    actor = rig_hand;
  LtAddress  at    = rig_at (1, LT_PARAM_FADER);
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  actor.gesture    = 5;
  lt_session_set (s, &actor, at, -1, NULL);
  rig_crash (k, s);
  s = rig_open (&place, false);
  k = rig_keep (s);
  lt_session_set (s, &actor, at, -2, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, 2);
  rig_crash (k, s);
  s = rig_open (&place, false);
  g_assert_cmpuint (lt_session_n_undo (s), ==, 2);
  lt_session_undo (s);
  g_assert_cmpfloat (fader (s), ==, -1);
  lt_session_free (s);
  rig_clear_place (&place);
}

/// A long move is few lines, and one step.
static void
test_fast_moves (void)
{
  LtSession *s     = lt_session_new (48000);
  LtSession *t     = lt_session_new (48000);
  LtActor    actor = rig_hand;
  int        lines = 0;
  actor.gesture    = 3;
  for (int i = 1; i <= 1000; i++) {
    lt_session_set (s, &actor, rig_at (1, LT_PARAM_FADER), -0.05 * i, NULL);
    if (i % 100)
      continue;
    g_autofree char *text = lt_journal_take (s);
    for (const char *c = text; *c; c++)
      lines += *c == '\n';
    g_assert_cmpuint (lt_journal_replay (t, text, strlen (text), G_MAXUINT64),
                      ==,
                      strlen (text));
  }
  g_assert_cmpint (lines, ==, 10);
  g_assert_cmpfloat (fader (t), ==, -50);
  g_assert_cmpuint (lt_session_n_undo (t), ==, 1);
  lt_session_undo (t);
  g_assert_cmpfloat (fader (t), ==, 0);
  lt_session_free (s);
  lt_session_free (t);
}

/// A session that is closed, saved, crashed and opened again and again stays
/// the same as one that never was, history and all.
static void
test_reopen (void)
{
  enum { OPERATIONS = LT_TEST_SANITIZED ? 300 : 1500 };
  RigPlace     place = rig_make_place ();
  LtTestRandom r     = lt_test_random (21);
  LtSession   *s = rig_open (&place, false), *twin = lt_session_new (48000);
  LtKeeper    *k      = rig_keep (s);
  RigOp        op     = {.type = RIG_UNDO};
  uint32_t     n_full = 0, n_opened = 0;
  for (int i = 0; i < OPERATIONS; i++) {
    op = rig_next (s, &r, &op);
    if (op.type == RIG_UNDO && lt_session_n_undo (s) == 0)
      continue;
    g_assert_cmpint (rig_apply (s, &op), ==, rig_apply (twin, &op));
    if (lt_test_below (&r, 15) == 0)
      lt_keeper_save (k);
    if (lt_test_below (&r, 15) > 0)
      continue;
    rig_crash (k, s);
    s                      = rig_open (&place, false);
    k                      = rig_keep (s);
    op.type                = RIG_UNDO; // gestures do not go on over it
    g_autofree char *state = rig_state (s), *wanted = rig_state (twin);
    g_assert_cmpstr (state, ==, wanted);
    g_assert_null (lt_session_trouble (s));
    g_assert_cmpstr (
      lt_session_redo_label (s), ==, lt_session_redo_label (twin));
    if (lt_session_n_undo (s) > 0)
      g_assert_cmpstr (
        lt_session_undo_label (s), ==, lt_session_undo_label (twin));
    n_opened++;
    n_full += lt_session_n_undo (s) > 20;
  }
  // Ten saves back is as far as undo goes; that is a good deal further than
  // the last one.
  g_test_message (
    "opened %u times, %u with more than 20 steps of undo", n_opened, n_full);
  g_assert_cmpuint (n_full * 2, >, n_opened);
  while (lt_session_undo (s))
    g_assert_true (lt_session_undo (twin));
  g_autofree char *state = rig_state (s), *wanted = rig_state (twin);
  g_assert_cmpstr (state, ==, wanted);
  rig_crash (k, s);
  lt_session_free (twin);
  rig_clear_place (&place);
}

static void
test_read_only (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false), *look;
  LtKeeper  *k     = rig_keep (s);
  set_fader (s, -9);
  lt_keeper_flush (k);
  for (int i = 0; i < 5000; i++) { // until the keeper has written it
    look               = rig_open (&place, true);
    const double value = fader (look);
    lt_session_free (look);
    if (value == -9)
      break;
    g_usleep (1000);
  }
  g_autofree char *before = rig_hash (place.path);
  look                    = rig_open (&place, true);
  g_autofree char *after  = rig_hash (place.path);
  g_assert_cmpfloat (fader (look), ==, -9);
  g_assert_cmpstr (after, ==, before);
  lt_session_free (look);
  rig_crash (k, s);
  rig_clear_place (&place);
}

// --- kill -9 ---

typedef struct {
  int32_t index; ///< Of the operation that is done
  gint64  time;
} Told;

/// A child that edits, and tells each edit when it is done, until it is killed.
static void
edit_for_ever (const RigPlace *place, uint64_t seed, int fd)
{
  LtTestRandom r  = lt_test_random (seed);
  LtSession   *s  = rig_open (place, false);
  LtKeeper    *k  = rig_keep (s);
  RigOp        op = {.type = RIG_UNDO};
  for (int32_t i = 0;; i++) {
    op = rig_next (s, &r, &op);
    rig_apply (s, &op);
    const Told told = {i, g_get_monotonic_time ()};
    if (write (fd, &told, sizeof told) != sizeof told)
      _exit (1);
    if (i % 5 == 4) // as the desk does, every 10 ms
      lt_keeper_flush (k);
    if (i % 60 == 59)
      lt_keeper_save (k);
    g_usleep (2000);
  }
}

/// What was told, up to the one that must not be lost and the very last.
static void
read_told (int fd, gint64 killed, int32_t *must, int32_t *last, GArray *times)
{
  Told told;
  *must = *last = -1;
  while (read (fd, &told, sizeof told) == sizeof told) {
    *last = told.index;
    if (killed - told.time > G_USEC_PER_SEC)
      *must = told.index;
    g_array_append_val (times, told.time);
  }
}

/// The same operations in memory: the state after each.
static GPtrArray *
states_of (uint64_t seed, int32_t n)
{
  GPtrArray   *states = g_ptr_array_new_with_free_func (g_free);
  LtTestRandom r      = lt_test_random (seed);
  LtSession   *s      = lt_session_new (48000);
  RigOp        op     = {.type = RIG_UNDO};
  g_ptr_array_add (states, rig_state (s));
  for (int32_t i = 0; i < n; i++) {
    op = rig_next (s, &r, &op);
    rig_apply (s, &op);
    g_ptr_array_add (states, rig_state (s));
  }
  lt_session_free (s);
  return states;
}

/// @return seconds lost; the state found is a state that was, none in between.
static double
check_killed (const RigPlace *place, uint64_t seed, int fd, gint64 killed)
{
  int32_t must, last, at;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  read_told (fd, killed, &must, &last, times);
  g_autoptr (GPtrArray) states = states_of (seed, last + 2); // one untold
  LtSession       *s           = rig_open (place, false);
  g_autofree char *state       = rig_state (s);
  for (at = last + 2; at >= 0; at--)
    if (strcmp (g_ptr_array_index (states, (guint)at), state) == 0)
      break;
  g_assert_cmpint (at, >, must); // the state after operation `must` is must + 1
  g_assert_cmpint (must, >, 0);  // it did run for more than a second
  g_assert_null (lt_session_trouble (s));
  lt_session_free (s);
  GDir       *dir = g_dir_open (place->path, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)))
    g_assert_false (g_str_has_prefix (name, "session.json.new"));
  g_dir_close (dir);
  if (at > last)
    return 0;
  return (double)(killed - g_array_index (times, gint64, at)) / 1e6;
}

static void
test_kill (void)
{
  enum { CHILDREN = LT_TEST_SANITIZED ? 4 : 20 };
  LtTestRandom r = lt_test_random (11);
  RigPlace     places[CHILDREN];
  pid_t        children[CHILDREN];
  int          fds[CHILDREN][2];
  double       worst = 0;
  for (int i = 0; i < CHILDREN; i++) {
    places[i] = rig_make_place ();
    g_assert_cmpint (pipe (fds[i]), ==, 0);
    g_assert_cmpint (fcntl (fds[i][1], F_SETPIPE_SZ, 1 << 18), >, 0);
    children[i] = fork ();
    if (children[i] == 0)
      edit_for_ever (&places[i], (uint64_t)i + 100, fds[i][1]);
    close (fds[i][1]);
  }
  g_usleep (1300000);
  for (int i = 0; i < CHILDREN; i++) {
    g_usleep (lt_test_below (&r, 60000));
    kill (children[i], SIGKILL);
    const gint64 killed = g_get_monotonic_time ();
    waitpid (children[i], NULL, 0);
    const double lost =
      check_killed (&places[i], (uint64_t)i + 100, fds[i][0], killed);
    worst = MAX (worst, lost);
    close (fds[i][0]);
    rig_clear_place (&places[i]);
  }
  g_test_message ("killed %d: at most %.3f s lost", CHILDREN, worst);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/journal/torn", test_torn);
  g_test_add_func ("/journal/damaged", test_damaged);
  g_test_add_func ("/journal/gap", test_gap);
  g_test_add_func ("/journal/hostile-lines", test_hostile_lines);
  g_test_add_func ("/journal/flips", test_flips);
  g_test_add_func ("/journal/turned-round", test_turned_round);
  g_test_add_func ("/journal/gang", test_gang);
  g_test_add_func ("/journal/unknown", test_unknown);
  g_test_add_func ("/journal/undo-over-save", test_undo_over_save);
  g_test_add_func ("/journal/gesture-of-another-run",
                   test_gesture_of_another_run);
  g_test_add_func ("/journal/fast-moves", test_fast_moves);
  g_test_add_func ("/journal/reopen", test_reopen);
  g_test_add_func ("/journal/read-only", test_read_only);
  g_test_add_func ("/journal/kill", test_kill);
  return g_test_run ();
}
