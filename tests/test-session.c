// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The document: edits, undo, a random row of operations against a plain model.

#include "lt-test.h"

#include "session/lt-session-private.h"

#include <math.h>

static const LtActor hand = {.origin = LT_ORIGIN_HAND, .surface = 1};

static LtAddress
at (uint32_t strip, LtParam param)
{
  return (LtAddress){.strip = strip, .param = (uint16_t)param};
}

static LtAddress
at_bus (uint32_t strip, LtParam param, uint32_t bus)
{
  return (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param};
}

static double
get (LtSession *session, LtAddress address)
{
  double value = NAN;
  lt_session_get (session, address, &value, NULL);
  return value;
}

static uint32_t
add (LtSession *session, LtKind kind, const char *name)
{
  LtError  error;
  uint32_t id =
    lt_session_add_strip (session, &hand, kind, 1, name, NULL, -1, &error);
  g_assert_cmpuint (id, !=, 0);
  return id;
}

static void
test_edits (void)
{
  LtSession *s      = lt_session_new (48000);
  LtError    error  = {.status = LT_OK};
  uint32_t   master = lt_session_master (s);
  uint32_t   vox    = add (s, LT_KIND_INPUT, "Vox lead");
  uint32_t   twin   = add (s, LT_KIND_INPUT, "Vox lead");
  uint32_t   group  = add (s, LT_KIND_GROUP, "Band");
  uint32_t   aux    = add (s, LT_KIND_AUX, "Verb");
  g_assert_cmpstr (lt_session_strip (s, twin)->name, ==, "Vox lead 2");
  g_assert_cmpfloat (get (s, at_bus (vox, LT_PARAM_TO, master)), ==, 1);
  g_assert_cmpint (lt_session_place (s, master), ==, 4);
  g_assert_cmpint (lt_session_place (s, group), ==, 2);
  g_assert_cmpint (
    lt_session_set (s, &hand, at (vox, LT_PARAM_FADER), -6, &error), ==, LT_OK);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "Fader \"Vox lead\" -6.0 dB");
  // Refusals name the thing.
  g_assert_cmpint (
    lt_session_set (s, &hand, at (99, LT_PARAM_FADER), -6, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, "99"));
  g_assert_cmpint (
    lt_session_set (s, &hand, at (master, LT_PARAM_PAN), 1, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    lt_session_set (s, &hand, at_bus (vox, LT_PARAM_TO, aux), 1, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    lt_session_remove_strip (s, &hand, master, &error), !=, LT_OK);
  // Loops, by name.
  g_assert_cmpint (
    lt_session_set (
      s, &hand, at_bus (group, LT_PARAM_SEND_LEVEL, aux), -6, &error),
    ==,
    LT_OK);
  g_assert_cmpint (
    lt_session_set (s, &hand, at_bus (aux, LT_PARAM_TO, group), 1, &error),
    ==,
    LT_LOOP);
  g_assert_nonnull (strstr (error.text, "Verb -> Band -> Verb"));
  // Removing a bus takes its sends along, and undo brings all back.
  lt_session_set (
    s, &hand, at_bus (vox, LT_PARAM_SEND_LEVEL, aux), -12, &error);
  g_assert_cmpint (lt_session_remove_strip (s, &hand, aux, &error), ==, LT_OK);
  g_assert_null (lt_session_strip (s, aux));
  g_assert_true (lt_session_undo (s));
  g_assert_cmpfloat (get (s, at_bus (vox, LT_PARAM_SEND_LEVEL, aux)), ==, -12);
  g_assert_cmpfloat (get (s, at_bus (group, LT_PARAM_SEND_LEVEL, aux)), ==, -6);
  // Ids are not used again.
  uint32_t late = add (s, LT_KIND_INPUT, "Late");
  g_assert_true (lt_session_undo (s));
  g_assert_cmpuint (add (s, LT_KIND_INPUT, "Later"), >, late);
  lt_session_free (s);
}

static void
test_gestures (void)
{
  LtSession *s   = lt_session_new (48000);
  uint32_t   vox = add (s, LT_KIND_INPUT, "Vox");
  uint32_t   n   = lt_session_n_undo (s);
  LtActor    one = hand, two = hand;
  one.gesture = 7;
  two.gesture = 8;
  for (int i = 1; i <= 20; i++)
    lt_session_set (s, &one, at (vox, LT_PARAM_FADER), -i, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 1);
  lt_session_set (s, &two, at (vox, LT_PARAM_FADER), 3, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 2);
  lt_session_undo (s);
  g_assert_cmpfloat (get (s, at (vox, LT_PARAM_FADER)), ==, -20);
  lt_session_undo (s);
  g_assert_cmpfloat (get (s, at (vox, LT_PARAM_FADER)), ==, 0);
  lt_session_redo (s);
  g_assert_cmpfloat (get (s, at (vox, LT_PARAM_FADER)), ==, -20);
  // There and back is nothing.
  two.gesture = 9;
  lt_session_set (s, &two, at (vox, LT_PARAM_PAN), 30, NULL);
  lt_session_set (s, &two, at (vox, LT_PARAM_PAN), 0, NULL);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 1);
  lt_session_free (s);
}

// --- random operations against a model that copies the whole state ---

typedef struct {
  GPtrArray *states; ///< char *: text of each state, the newest last
  guint      now;
} Model;

/// The document as text, without what undo must not bring back.
static char *
state_of (LtSession *s)
{
  const uint64_t sequence = s->sequence;
  const uint32_t next_id  = s->next_id;
  s->sequence             = 0;
  s->next_id              = 1;
  char *text              = lt_session_to_text (s);
  s->sequence             = sequence;
  s->next_id              = next_id;
  return text;
}

static void
did (Model *model, LtSession *s)
{
  char *text = state_of (s);
  if (strcmp (text, g_ptr_array_index (model->states, model->now)) == 0) {
    g_free (text); // refused, or nothing changed
    return;
  }
  g_ptr_array_set_size (model->states, (gint)++model->now);
  g_ptr_array_add (model->states, text);
}

static uint32_t
any_strip (LtSession *s, LtTestRandom *r)
{
  return lt_session_strip_at (s, lt_test_below (r, lt_session_n_strips (s)))
    ->id;
}

static void
operate (LtSession *s, LtTestRandom *r, uint32_t step)
{
  LtActor        actor = hand;
  const uint32_t id = any_strip (s, r), other = any_strip (s, r);
  actor.gesture = step; // a step of its own; moves below share one
  switch (lt_test_below (r, 12)) {
    case 0:
    case 1: {
      const LtKind kinds[] = {LT_KIND_INPUT, LT_KIND_GROUP, LT_KIND_AUX};
      lt_session_add_strip (s,
                            &actor,
                            kinds[lt_test_below (r, 3)],
                            1 + lt_test_below (r, 2),
                            "New",
                            NULL,
                            (int32_t)lt_test_below (r, 20) - 1,
                            NULL);
      break;
    }
    case 2:
      if (lt_session_n_strips (s) > 6)
        lt_session_remove_strip (s, &actor, id, NULL);
      break;
    case 3:
      lt_session_move_strip (
        s, &actor, id, (int32_t)lt_test_below (r, 30), NULL);
      break;
    case 4: {
      char name[32];
      g_snprintf (name, sizeof name, "Name %u", lt_test_below (r, 100));
      lt_session_set_text (s, &actor, at (id, LT_PARAM_NAME), name, NULL);
      break;
    }
    case 5:
      lt_session_set (
        s, &actor, at_bus (id, LT_PARAM_TO, other), lt_test_below (r, 2), NULL);
      break;
    case 6:
      lt_session_set (s,
                      &actor,
                      at_bus (id, LT_PARAM_SEND_LEVEL, other),
                      lt_test_below (r, 4) ? -(double)lt_test_below (r, 40)
                                           : -INFINITY,
                      NULL);
      break;
    case 7:
      lt_session_connect (s,
                          &actor,
                          "strip/1/in/1",
                          lt_test_below (r, 2) ? "system:capture_1"
                                               : "system:capture_2",
                          lt_test_below (r, 2),
                          NULL);
      break;
    default:
      for (uint32_t i = 0; i < 3; i++)
        lt_session_set (s,
                        &actor,
                        at (id, (LtParam)lt_test_below (r, LT_N_PARAMS - 3)),
                        lt_test_between (r, -100, 100),
                        NULL);
  }
}

static void
test_random (void)
{
  enum { OPERATIONS = 2000 };
  for (uint64_t seed = 1; seed <= 3; seed++) {
    LtTestRandom r     = lt_test_random (seed);
    LtSession   *s     = lt_session_new (48000);
    Model        model = {.states = g_ptr_array_new_with_free_func (g_free)};
    g_ptr_array_add (model.states, state_of (s));
    for (uint32_t step = 1; step <= OPERATIONS; step++) {
      const uint32_t what = lt_test_below (&r, 10);
      if (what == 0) {
        g_assert_cmpint (lt_session_undo (s), ==, model.now > 0);
        model.now -= model.now > 0;
      } else if (what == 1) {
        const bool can = model.now + 1 < model.states->len;
        g_assert_cmpint (lt_session_redo (s), ==, can);
        model.now += can;
      } else {
        operate (s, &r, step);
        did (&model, s);
      }
      g_autofree char *text = state_of (s);
      g_assert_cmpstr (text, ==, g_ptr_array_index (model.states, model.now));
      g_assert_cmpuint (lt_session_n_undo (s), ==, model.now);
      // What is written reads back the same.
      if (step % 50 == 0) {
        LtSession *copy;
        LtError    error = {.status = LT_OK};
        LtStatus   status =
          lt_session_from_text (text, strlen (text), "x", &copy, &error);
        g_assert_cmpstr (error.text, ==, "");
        g_assert_cmpint (status, ==, LT_OK);
        g_autofree char *again = state_of (copy);
        g_assert_cmpstr (again, ==, text);
        lt_session_free (copy);
      }
    }
    while (lt_session_undo (s))
      ;
    g_autofree char *first = state_of (s);
    g_assert_cmpstr (first, ==, g_ptr_array_index (model.states, 0));
    // All that was done is in the journal: replayed, it is the same state.
    g_autofree char *journal = lt_journal_take (s);
    LtSession *replayed = lt_session_new (48000);
    g_assert_cmpuint (lt_journal_replay (replayed, journal, strlen (journal), G_MAXUINT64), ==, strlen (journal));
    g_autofree char *end = state_of (replayed);
    g_assert_cmpstr (end, ==, first);
    g_assert_cmpuint (lt_session_n_redo (replayed), ==, lt_session_n_redo (s));
    lt_session_free (replayed);
    g_ptr_array_unref (model.states);
    lt_session_free (s);
  }
}

// --- hostile files ---

static char *
good_text (void)
{
  LtSession  *s    = lt_session_new (44100);
  uint32_t    aux  = add (s, LT_KIND_AUX, "Verb");
  uint32_t    vox  = add (s, LT_KIND_INPUT, "Vox \"lead\"\\ \xC3\xA9");
  LtStripFile file = {
    .path = (char *)"audio/Vox.wav", .rate = 44100, .frames = 1000};
  lt_session_set_file (s, &hand, vox, &file, NULL);
  lt_session_set (s, &hand, at (vox, LT_PARAM_FADER), -INFINITY, NULL);
  lt_session_set (s, &hand, at_bus (vox, LT_PARAM_SEND_LEVEL, aux), -4.2, NULL);
  char *text = lt_session_to_text (s);
  lt_session_free (s);
  return text;
}

static LtStatus
read_back (const char *text, gsize n, LtError *error)
{
  LtSession *s;
  LtStatus   status = lt_session_from_text (text, n, "bad.json", &s, error);
  if (status == LT_OK)
    lt_session_free (s);
  return status;
}

static void
expect (const char *what,
        const char *from,
        const char *to,
        LtStatus    expected,
        const char *words)
{
  g_autofree char *text  = good_text ();
  LtError          error = {.status = LT_OK};
  g_auto (GStrv) parts   = g_strsplit (text, from, 2);
  g_assert_nonnull (parts[1]);
  g_autofree char *bad    = g_strconcat (parts[0], to, parts[1], NULL);
  LtStatus         status = read_back (bad, strlen (bad), &error);
  if (status != expected || !strstr (error.text, words) ||
      !strstr (error.text, "bad.json"))
    g_error ("%s: %s: %s", what, lt_strerror (status), error.text);
}

static void
test_hostile (void)
{
  g_autofree char *text = good_text ();
  g_assert_cmpint (read_back (text, strlen (text), NULL), ==, LT_OK);
  expect ("newer", "\"version\": 1", "\"version\": 2", LT_NEWER, "newer");
  expect (
    "format", "longthrow-session", "ardour", LT_FORMAT, "not a Longthrow");
  expect ("number",
          "\"send/2/level\": -4.2",
          "\"send/2/level\": 1e9",
          LT_RANGE,
          "strips[0].send/2/level");
  expect ("nan",
          "\"send/2/level\": -4.2",
          "\"send/2/level\": \"nan\"",
          LT_FORMAT,
          "send/2/level");
  expect ("type",
          "\"send/2/level\": -4.2",
          "\"send/2/level\": []",
          LT_FORMAT,
          "send/2/level");
  expect ("twice", "\"id\": 2", "\"id\": 3", LT_FORMAT, "twice");
  expect ("path", "audio/Vox.wav", "../../etc/passwd", LT_RANGE, "leads out");
  expect (
    "kind", "\"kind\": \"aux\"", "\"kind\": \"dragon\"", LT_FORMAT, "kind");
  expect ("bus", "\"send/2/level\"", "\"send/77/level\"", LT_NOT_FOUND, "77");
  expect ("rate",
          "\"rate\": 44100,\n  \"next",
          "\"rate\": 4,\n  \"next",
          LT_RANGE,
          "rate");
  expect ("channels",
          "\"channels\": 1,",
          "\"channels\": 4000000000,",
          LT_RANGE,
          "channels");
  // Too deep, cut, flipped.
  g_autofree char *deep = g_strnfill (100000, '[');
  g_assert_cmpint (read_back (deep, strlen (deep), NULL), ==, LT_RANGE);
  for (gsize n = 0; n + 2 < strlen (text); n += 7)
    g_assert_cmpint (read_back (text, n, NULL), !=, LT_OK);
  LtTestRandom r = lt_test_random (3);
  for (int i = 0; i < (LT_TEST_SANITIZED ? 1000 : 5000); i++) {
    g_autofree char *bad = g_strdup (text);
    for (uint32_t k = lt_test_below (&r, 4) + 1; k; k--)
      bad[lt_test_below (&r, (uint32_t)strlen (text))] =
        (char)(1 + lt_test_below (&r, 255));
    read_back (bad, strlen (bad), NULL);
  }
  // Members that are not known are kept.
  g_auto (GStrv) parts  = g_strsplit (text, "\"strips\"", 2);
  g_autofree char *more = g_strconcat (
    parts[0], "\"later\": { \"a\": [1] },\n  \"strips\"", parts[1], NULL);
  LtSession *s;
  g_assert_cmpint (
    lt_session_from_text (more, strlen (more), "x", &s, NULL), ==, LT_OK);
  g_autofree char *again = lt_session_to_text (s);
  g_assert_nonnull (strstr (again, "\"later\": {\"a\":[1]}"));
  lt_session_free (s);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/session/edits", test_edits);
  g_test_add_func ("/session/gestures", test_gestures);
  g_test_add_func ("/session/random", test_random);
  g_test_add_func ("/session/hostile", test_hostile);
  return g_test_run ();
}
