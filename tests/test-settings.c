// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip's processing is set to, taken as a whole: copied to others, and
// its two sides.

#include "session-rig.h"

static const uint32_t eq   = LT_SECTION_BIT (LT_SECTION_EQ),
                      gate = LT_SECTION_BIT (LT_SECTION_GATE);

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
    if (rig_is_processing (i) || i == LT_PARAM_GATE_LISTEN ||
        i == LT_PARAM_FADER || i == LT_PARAM_MUTE || i == LT_PARAM_TRIM ||
        i == LT_PARAM_PAN)
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
    bool               is_new =
      rig_is_processing (i) && sections & LT_SECTION_BIT (info->section);
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

// --- sides ---

static double
gain (Desk *d, uint32_t strip)
{
  return rig_get (d->s, rig_at (strip, LT_PARAM_EQ_GAIN_1));
}

static double
side (Desk *d, uint32_t strip)
{
  return rig_get (d->s, rig_at (strip, LT_PARAM_SIDE));
}

static void
set_gain (Desk *d, uint32_t strip, double value)
{
  lt_session_set (
    d->s, &rig_hand, rig_at (strip, LT_PARAM_EQ_GAIN_1), value, NULL);
}

static void
must_swap (Desk *d, uint32_t strip)
{
  g_assert_cmpint (
    lt_session_swap_sides (d->s, &rig_hand, &strip, 1, NULL), ==, LT_OK);
}

static void
test_sides (void)
{
  Desk     d     = desk_new ();
  uint32_t n     = lt_session_n_undo (d.s);
  char    *begin = rig_state (d.s);
  // The first time both are the same; then each keeps its own.
  must_swap (&d, d.kick);
  g_assert_cmpstr (lt_session_undo_label (d.s), ==, "Side B of \"Kick\"");
  g_assert_cmpfloat (side (&d, d.kick), ==, 1);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (rig_is_processing (i))
      g_assert_cmpfloat (
        rig_get (d.s, rig_at (d.kick, (LtParam)i)), ==, other_value (i));
  set_gain (&d, d.kick, -4);
  lt_session_set (d.s, &rig_hand, rig_at (d.kick, LT_PARAM_FADER), -7, NULL);
  must_swap (&d, d.kick);
  g_assert_cmpstr (lt_session_undo_label (d.s), ==, "Side A of \"Kick\"");
  g_assert_cmpfloat (side (&d, d.kick), ==, 0);
  g_assert_cmpfloat (gain (&d, d.kick), ==, 18);
  // The fader has no sides; what is off at every start stays as it is.
  g_assert_cmpfloat (rig_get (d.s, rig_at (d.kick, LT_PARAM_FADER)), ==, -7);
  g_assert_cmpfloat (
    rig_get (d.s, rig_at (d.kick, LT_PARAM_GATE_LISTEN)), ==, 1);
  must_swap (&d, d.kick);
  g_assert_cmpfloat (gain (&d, d.kick), ==, -4);
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n + 5);
  // Each was a step, and back again nothing of a B is left.
  g_assert_true (lt_session_undo (d.s));
  g_assert_cmpfloat (gain (&d, d.kick), ==, 18);
  g_assert_cmpfloat (side (&d, d.kick), ==, 0);
  g_assert_true (lt_session_undo (d.s));
  g_assert_cmpfloat (gain (&d, d.kick), ==, -4);
  g_assert_cmpfloat (side (&d, d.kick), ==, 1);
  for (int i = 0; i < 3; i++)
    g_assert_true (lt_session_undo (d.s));
  g_autofree char *back = rig_state (d.s);
  g_assert_cmpstr (back, ==, begin);
  for (int i = 0; i < 5; i++)
    g_assert_true (lt_session_redo (d.s));
  g_assert_cmpfloat (gain (&d, d.kick), ==, -4);
  g_free (begin);
  lt_session_free (d.s);
}

static void
test_copy_side (void)
{
  Desk           d    = desk_new ();
  const uint32_t n    = lt_session_n_undo (d.s);
  const uint32_t to[] = {d.snare, d.hat};
  LtError        error;
  // A is kept for later: then B begins as it.
  set_gain (&d, d.snare, 3);
  lt_session_copy_side (d.s, &rig_hand, to, 2, &error);
  g_assert_cmpstr (lt_session_undo_label (d.s),
                   ==,
                   "Copy side A to B of \"Snare\" and 1 more");
  lt_session_copy_side (d.s, &rig_hand, to, 2, &error); // nothing to do
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n + 2);
  set_gain (&d, d.snare, 9);
  must_swap (&d, d.snare);
  g_assert_cmpfloat (gain (&d, d.snare), ==, 3);
  lt_session_copy_side (d.s, &rig_hand, to, 1, &error);
  g_assert_cmpstr (
    lt_session_undo_label (d.s), ==, "Copy side B to A of \"Snare\"");
  must_swap (&d, d.snare);
  g_assert_cmpfloat (side (&d, d.snare), ==, 0);
  g_assert_cmpfloat (gain (&d, d.snare), ==, 3);
  g_assert_true (lt_session_undo (d.s));
  g_assert_true (lt_session_undo (d.s));
  must_swap (&d, d.snare);
  g_assert_cmpfloat (gain (&d, d.snare), ==, 9);
  lt_session_free (d.s);
}

/// By the value, of several, in a gang; and what is refused.
static void
test_sides_ways (void)
{
  Desk           d     = desk_new ();
  const uint32_t to[]  = {d.snare, d.hat, d.snare};
  const uint32_t bad[] = {d.kick, 99};
  LtError        error = {.status = LT_OK};
  lt_session_set (d.s, &rig_hand, rig_at (d.snare, LT_PARAM_GANG), 1, NULL);
  lt_session_set (d.s, &rig_hand, rig_at (d.kick, LT_PARAM_GANG), 1, NULL);
  set_gain (&d, d.hat, 5);
  lt_session_swap_sides (d.s, &rig_hand, to, 3, &error);
  g_assert_cmpstr (
    lt_session_undo_label (d.s), ==, "Side B of \"Snare\" and 1 more");
  g_assert_cmpfloat (side (&d, d.snare), ==, 1);
  g_assert_cmpfloat (side (&d, d.hat), ==, 1);
  g_assert_cmpfloat (side (&d, d.kick), ==, 0);
  set_gain (&d, d.hat, -5);
  lt_session_set (d.s, &rig_hand, rig_at (d.hat, LT_PARAM_SIDE), 0, &error);
  g_assert_cmpstr (lt_session_undo_label (d.s), ==, "Side A of \"Hat\"");
  g_assert_cmpfloat (gain (&d, d.hat), ==, 5);
  const uint32_t n = lt_session_n_undo (d.s);
  lt_session_set (d.s, &rig_hand, rig_at (d.hat, LT_PARAM_SIDE), 0, &error);
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n);
  g_assert_cmpstr (error.text, ==, "");
  g_assert_cmpint (
    lt_session_swap_sides (d.s, &rig_hand, bad, 2, &error), ==, LT_NOT_FOUND);
  g_assert_cmpint (
    lt_session_copy_side (d.s, &rig_hand, bad, 2, &error), ==, LT_NOT_FOUND);
  g_assert_cmpstr (error.text, ==, "There is no strip 99.");
  g_assert_cmpfloat (side (&d, d.kick), ==, 0);
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n);
  // To and fro in one gesture leaves but what the other side is from now on.
  LtActor a = rig_hand;
  a.gesture = 5;
  lt_session_swap_sides (d.s, &a, &d.hat, 1, &error);
  lt_session_swap_sides (d.s, &a, &d.hat, 1, &error);
  g_assert_cmpuint (lt_session_n_undo (d.s), ==, n);
  lt_session_free (d.s);
}

/// A copy or a preset is for the side that the strip has.
static void
test_sides_apart (void)
{
  Desk d = desk_new ();
  must_swap (&d, d.snare);
  must_copy (&d, d.kick, 0, d.snare);
  g_assert_cmpfloat (side (&d, d.snare), ==, 1);
  g_assert_cmpfloat (gain (&d, d.snare), ==, 18);
  must_swap (&d, d.snare);
  must_have (&d, d.snare, 0);
  lt_session_free (d.s);
}

static LtSession *
read_text (const char *text)
{
  LtSession *s;
  LtError    error;
  if (lt_session_from_text (text, strlen (text), "x", &s, &error) != LT_OK)
    g_error ("%s", error.text);
  return s;
}

static void
test_sides_file (void)
{
  Desk d = desk_new ();
  must_swap (&d, d.kick);
  must_copy (&d, d.hat, 0, d.kick);
  must_swap (&d, d.snare); // with nothing in it
  set_gain (&d, d.hat, 2);
  must_swap (&d, d.hat);
  set_gain (&d, d.hat, -2);
  lt_session_remove_strip (d.s, &rig_hand, d.snare, NULL);
  lt_session_undo (d.s);
  g_autofree char *text = lt_session_to_text (d.s);
  // One a line, only what is not at its default; nothing for who has no B.
  g_assert_nonnull (strstr (text,
                            "\n      \"eq/1/gain\": -2,\n"
                            "      \"side\": \"B\",\n"
                            "      \"to/1\": true,\n"
                            "      \"other\": {\n"
                            "        \"eq/1/gain\": 2\n"
                            "      }\n    },\n"));
  g_assert_nonnull (strstr (text, "\n      \"other\": {}\n    },\n"));
  g_auto (GStrv) others = g_strsplit (text, "\"other\"", -1);
  g_assert_cmpuint (g_strv_length (others), ==, 4);
  LtSession       *copy    = read_text (text);
  g_autofree char *back    = lt_session_to_text (copy);
  g_autofree char *journal = lt_journal_take (d.s);
  LtSession       *t       = lt_session_new (48000);
  g_assert_cmpstr (back, ==, text);
  g_assert_cmpuint (
    lt_journal_replay (t, journal, strlen (journal), G_MAXUINT64),
    ==,
    strlen (journal));
  g_autofree char *replayed = lt_session_to_text (t);
  g_assert_cmpstr (replayed, ==, text);
  g_assert_cmpstr (lt_session_redo_label (t), ==, "Remove strip \"Snare\"");
  while (lt_session_undo (d.s))
    g_assert_true (lt_session_undo (t));
  g_autofree char *one = rig_state (d.s), *two = rig_state (t);
  g_assert_cmpstr (two, ==, one);
  g_assert_null (strstr (one, "other"));
  lt_session_free (copy);
  lt_session_free (t);
  lt_session_free (d.s);
}

#define FILE_OF(strip)                                                         \
  "{\n  \"format\": \"longthrow-session\",\n  \"version\": 1,\n"               \
  "  \"rate\": 48000,\n  \"next-id\": 2,\n  \"journal\": 0,\n"                 \
  "  \"strips\": [\n    {\n      \"id\": 1,\n"                                 \
  "      \"kind\": \"master\",\n      \"channels\": 2,\n"                      \
  "      \"name\": \"M\"" strip "\n    }\n  ],\n  \"connections\": []\n}\n"

static void
test_sides_hostile (void)
{
  static const struct {
    const char *text;
    LtStatus    status;
    const char *words;
  } cases[] = {
    {FILE_OF (",\"other\":7"), LT_FORMAT, "strips[0]: \"other\""},
    {FILE_OF (",\"other\":null"), LT_FORMAT, "strips[0]: \"other\""},
    {FILE_OF (",\"other\":{\"eq/1/gain\":19}"),
     LT_RANGE,
     "strips[0].other.eq/1/gain"},
    {FILE_OF (",\"other\":{\"eq/1/gain\":{}}"),
     LT_FORMAT,
     "strips[0].other.eq/1/gain"},
    {FILE_OF (",\"side\":\"C\""), LT_FORMAT, "strips[0].side"},
    {FILE_OF (",\"side\":1"), LT_FORMAT, "strips[0].side"},
  };
  LtSession *s;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    LtError  error  = {.status = LT_OK};
    LtStatus status = lt_session_from_text (
      cases[i].text, strlen (cases[i].text), "x", &s, &error);
    if (status != cases[i].status || !strstr (error.text, cases[i].words))
      g_error ("%s: %s: %s", cases[i].text, lt_strerror (status), error.text);
  }
  // What a later version has there is kept, besides what this one has.
  static const char later[] =
    FILE_OF (",\n      \"side\": \"B\",\n      \"other\": {\n"
             "        \"eq/1/gain\": 3,\n"
             "        \"fader\": 99,\n"
             "        \"warp/on\": true\n      },\n"
             "      \"warp/on\": false");
  s                        = read_text (later);
  g_autofree char *text    = lt_session_to_text (s);
  const LtAddress  eq_gain = rig_at (1, LT_PARAM_EQ_GAIN_1);
  g_assert_cmpstr (text, ==, later);
  lt_session_set (s, &rig_hand, rig_at (1, LT_PARAM_SIDE), 0, NULL);
  g_assert_cmpfloat (rig_get (s, eq_gain), ==, 3);
  g_assert_cmpfloat (rig_get (s, rig_at (1, LT_PARAM_FADER)), ==, 0);
  g_autofree char *swapped = lt_session_to_text (s);
  g_assert_nonnull (strstr (swapped, "\"warp/on\": true"));
  g_assert_nonnull (strstr (swapped, "\"warp/on\": false"));
  lt_session_free (s);
}

/// A journal's line that cannot be is not made, and ends the replay.
static void
test_sides_journal (void)
{
  static const char *const bad[] = {
    "{\"other\":9,\"v\":{}}",
    "{\"other\":1}",
    "{\"other\":-1,\"v\":{}}",
    "{\"other\":4294967297,\"v\":{}}",
    "{\"other\":\"1\",\"v\":{}}",
    "{\"other\":1,\"v\":[]}",
    "{\"other\":1,\"v\":{\"eq/1/gain\":19}}",
    "{\"other\":1,\"v\":{\"eq/1/shape\":\"saw\"}}",
  };
  static const char line[] =
    "{\"n\":1,\"t\":0,\"k\":\"do\",\"o\":0,\"s\":1,\"g\":0,\"e\":["
    "{\"set\":\"strip/1/fader\",\"v\":-3},%s]}\n";
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    LtSession       *s    = lt_session_new (48000);
    g_autofree char *text = g_strdup_printf (line, bad[i]);
    if (lt_journal_replay (s, text, strlen (text), G_MAXUINT64) != 0)
      g_error ("%s", text);
    g_assert_cmpfloat (rig_get (s, rig_at (1, LT_PARAM_FADER)), ==, 0);
    lt_session_free (s);
  }
  LtSession       *s    = lt_session_new (48000);
  g_autofree char *good = g_strdup_printf (
    line, "{\"other\":1,\"v\":{\"eq/1/gain\":18,\"later\":[]}}");
  g_assert_cmpuint (
    lt_journal_replay (s, good, strlen (good), G_MAXUINT64), ==, strlen (good));
  g_assert_nonnull (lt_session_strip (s, 1)->other);
  lt_session_free (s);
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
  g_test_add_func ("/settings/sides/swap", test_sides);
  g_test_add_func ("/settings/sides/copy", test_copy_side);
  g_test_add_func ("/settings/sides/ways", test_sides_ways);
  g_test_add_func ("/settings/sides/apart", test_sides_apart);
  g_test_add_func ("/settings/sides/file", test_sides_file);
  g_test_add_func ("/settings/sides/hostile", test_sides_hostile);
  g_test_add_func ("/settings/sides/journal", test_sides_journal);
  return g_test_run ();
}
