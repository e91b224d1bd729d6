// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// session.json: the same bytes out as in, and nothing hostile, damaged or newer
// gets in or leaves a trace on the disk.

#include "session-rig.h"

#include <sys/stat.h>
#include <unistd.h>

// --- round trips ---

static char *
text_of_fixture (const char *name, gsize *n)
{
  g_autofree char *file =
    g_strdup_printf ("tests/fixtures/%s.longthrow/session.json", name);
  g_autofree char *path = lt_test_source_path (file);
  char            *text;
  g_assert_true (g_file_get_contents (path, &text, n, NULL));
  return text;
}

static char *
fixture_text (gsize *n)
{
  return text_of_fixture ("session-v1", n);
}

static LtSession *
read_text (const char *text, gsize n)
{
  LtSession *s;
  LtError    error;
  if (lt_session_from_text (text, n, "session.json", &s, &error) != LT_OK)
    g_error ("%s", error.text);
  return s;
}

static void
test_fixture (void)
{
  gsize            n;
  g_autofree char *text = fixture_text (&n);
  LtSession       *s    = read_text (text, n);
  const LtStrip   *vox  = lt_session_strip (s, 4);
  g_autofree char *back = lt_session_to_text (s);
  g_assert_cmpstr (back, ==, text);
  g_assert_cmpuint (lt_session_rate (s), ==, 44100);
  g_assert_cmpuint (lt_session_master (s), ==, 7);
  g_assert_cmpint (lt_session_place (s, 8), ==, 2);
  g_assert_cmpstr (vox->name, ==, "Vox \"lead\" \\ é 録音");
  g_assert_cmpstr (vox->file.path, ==, "/srv/songs/Vox lead.flac");
  g_assert_cmpint (vox->file.start, ==, 88200);
  g_assert_cmpfloat (rig_get (s, rig_at (4, LT_PARAM_FADER)), ==, -INFINITY);
  g_assert_cmpfloat (rig_get (s, rig_at (8, LT_PARAM_FADER)), ==, 0.1);
  g_assert_cmpfloat (rig_get (s, rig_at (8, LT_PARAM_SOURCE)), ==, 1);
  g_assert_cmpfloat (rig_get (s, rig_at (1, LT_PARAM_COLOUR)), ==, 0xD98C5F);
  g_assert_cmpfloat (rig_get (s, rig_at_bus (8, LT_PARAM_SEND_TAP, 6)), ==, 1);
  g_assert_cmpfloat (rig_get (s, rig_at_bus (4, LT_PARAM_TO, 5)), ==, 1);
  g_assert_cmpfloat (
    rig_get (s, rig_at (0, LT_PARAM_LOOP_END)), ==, 9007199254.0);
  // What this version does not know stays with its strip, over an undo too.
  g_assert_cmpint (lt_session_remove_strip (s, &rig_hand, 4, NULL), ==, LT_OK);
  g_autofree char *without = lt_session_to_text (s);
  g_assert_null (strstr (without, "later/knob"));
  g_assert_true (lt_session_undo (s));
  g_autofree char *with = lt_session_to_text (s);
  g_assert_nonnull (strstr (with, "later/knob"));
  lt_session_free (s);
}

/// All that came with buses, DCAs and the monitor, and more of each than this
/// version has.
static void
test_routing_fixture (void)
{
  gsize            n;
  g_autofree char *text = text_of_fixture ("session-routing", &n);
  LtSession       *s    = read_text (text, n);
  g_autofree char *back = lt_session_to_text (s);
  g_assert_cmpstr (back, ==, text);
  g_assert_cmpint (lt_session_strip (s, 5)->kind, ==, LT_KIND_CUE);
  g_assert_cmpint (lt_session_strip (s, 6)->kind, ==, LT_KIND_MATRIX);
  g_assert_cmpfloat (rig_get (s, rig_at (2, LT_PARAM_DCA_LAST)), ==, 1);
  g_assert_cmpfloat (rig_get (s, rig_at_bus (2, LT_PARAM_SEND_TAP, 5)), ==, 3);
  g_assert_cmpfloat (rig_get (s, rig_at (0, LT_PARAM_DCA_TO + 2)), ==, 4);
  g_assert_cmpfloat (rig_get (s, rig_at (0, LT_PARAM_MONITOR_SPEAKERS)), ==, 2);
  g_assert_cmpfloat (
    rig_get (s, rig_at_bus (0, LT_PARAM_TALKBACK_TO, 5)), ==, 1);
  g_assert_cmpstr (lt_session_get_text (s, rig_at (0, LT_PARAM_DCA_NAME)),
                   ==,
                   "Drums \"é\" 録音");
  g_assert_cmpstr (
    lt_session_get_text (s, rig_at (0, LT_PARAM_LAYER_STRIPS)), ==, "2 1 5");
  lt_session_free (s);
}

/// Whatever a file says, they are off at the start, and the next save says no
/// more of them.
static void
test_transient (void)
{
  static const char with[] = "{ \"format\": \"longthrow-session\", "
                             "\"version\": 1, \"rate\": 48000, "
                             "\"next-id\": 2, \"journal\": 0, "
                             "\"oscillator/on\": true, "
                             "\"talkback/on\": true, \"talkback/dim\": -6, "
                             "\"strips\": [{ \"id\": 1, \"kind\": "
                             "\"master\", \"channels\": 2, \"name\": "
                             "\"M\" }] }";
  LtSession        *s      = read_text (with, strlen (with));
  g_autofree char  *text   = lt_session_to_text (s);
  g_assert_cmpfloat (rig_get (s, rig_at (0, LT_PARAM_OSCILLATOR_ON)), ==, 0);
  g_assert_cmpfloat (rig_get (s, rig_at (0, LT_PARAM_TALKBACK_ON)), ==, 0);
  g_assert_cmpfloat (rig_get (s, rig_at (0, LT_PARAM_TALKBACK_DIM)), ==, -6);
  g_assert_cmpfloat (rig_get (s, rig_at (1, LT_PARAM_GATE_LISTEN)), ==, 0);
  g_assert_null (strstr (text, "/on"));
  g_assert_null (strstr (text, "listen"));
  // Set by hand it is not saved either.
  lt_session_set (s, &rig_hand, rig_at (1, LT_PARAM_GATE_LISTEN), 1, NULL);
  g_assert_cmpfloat (rig_get (s, rig_at (1, LT_PARAM_GATE_LISTEN)), ==, 1);
  g_autofree char *after = lt_session_to_text (s);
  g_assert_cmpstr (after, ==, text);
  g_assert_nonnull (strstr (text, "talkback/dim"));
  lt_session_free (s);
}

static void
test_on_disk (void)
{
  RigPlace         place = rig_make_place ();
  gsize            n;
  g_autofree char *text = fixture_text (&n);
  g_autofree char *file = g_build_filename (place.path, "session.json", NULL);
  g_autofree char *back = NULL;
  g_assert_true (g_file_set_contents (file, text, (gssize)n, NULL));
  LtSession *s = rig_open (&place, false);
  LtKeeper  *k = rig_keep (s);
  lt_keeper_save (k);
  g_assert_cmpint (lt_keeper_free (k, false, NULL), ==, LT_OK);
  lt_session_free (s);
  g_assert_true (g_file_get_contents (file, &back, NULL, NULL));
  g_assert_cmpstr (back, ==, text);
  rig_clear_place (&place);
}

// --- every key there is ---

/// A value that is not the default.
static double
other_value (LtParam param, uint32_t strip)
{
  const LtParamInfo *info = &lt_param_info[param];
  const double       step = info->step > 0 ? info->step : 1;
  if (param == LT_PARAM_GANG)
    return strip;                     // each in its own
  if (info->first == LT_PARAM_DCA_TO) // a row, no ring
    return param == LT_PARAM_DCA_TO_LAST ? 0 : lt_param_number (param) + 1;
  if (info->type == LT_TYPE_BOOL)
    return 1 - info->def;
  if (info->type == LT_TYPE_COLOUR)
    return 0x102030 + strip;
  if (isinf (info->def))
    return info->max - 3 * step;
  return info->def < info->max ? MIN (info->def + 3 * step, info->max)
                               : info->def - step;
}

static uint32_t
set_other (LtSession *s, LtAddress at)
{
  const LtParam param = (LtParam)at.param;
  LtError       error = {.status = LT_OK};
  char          text[32];
  if (lt_param_info[param].flags & LT_PARAM_TRANSIENT)
    return 0;
  if (lt_param_is_text (param)) {
    g_snprintf (text,
                sizeof text,
                lt_param_info[param].first == LT_PARAM_LAYER_STRIPS ? "%u 1 5"
                                                                    : "Text %u",
                1 + lt_param_number (param));
    lt_session_set_text (s, &rig_hand, at, text, &error);
  } else {
    const double value = other_value (param, at.strip);
    lt_session_set (s, &rig_hand, at, value, &error);
    g_assert_cmpfloat (rig_get (s, at), ==, value);
  }
  g_assert_cmpstr (error.text, ==, "");
  return 1;
}

/// Every parameter of every kind, not at its default. @return how many.
static uint32_t
set_all (LtSession *s)
{
  static const LtKind kinds[] = {
    LT_KIND_INPUT, LT_KIND_GROUP, LT_KIND_AUX, LT_KIND_CUE, LT_KIND_MATRIX};
  uint32_t id[6], n = 0;
  for (int i = 0; i < 5; i++)
    id[i] = rig_add (s, kinds[i], lt_kind_name (kinds[i]));
  id[5] = lt_session_master (s);
  for (int k = 0; k < 6; k++)
    for (int p = 0; p < LT_N_STRIP_PARAMS; p++) {
      const LtParamInfo *info = &lt_param_info[p];
      if (!(info->kinds & lt_session_strip (s, id[k])->kind))
        continue;
      if (!(info->flags & LT_PARAM_PER_BUS))
        n += set_other (s, rig_at (id[k], (LtParam)p));
      else if (p == LT_PARAM_TO && k == 0) // the group; it feeds the master
        n += set_other (s, rig_at_bus (id[k], LT_PARAM_TO, id[1])) + 1;
      else if (p == LT_PARAM_TO)
        n += 1;
      for (int b = 2; b < 5; b++) // an aux or so behind the strip
        if (info->flags & LT_PARAM_PER_BUS && p != LT_PARAM_TO &&
            (b > k || (k == 5 && b == 4)))
          n += set_other (s, rig_at_bus (id[k], (LtParam)p, id[b]));
    }
  for (int p = LT_N_STRIP_PARAMS; p < LT_N_PARAMS; p++)
    if (!(lt_param_info[p].flags & LT_PARAM_PER_BUS))
      n += set_other (s, rig_at (0, (LtParam)p));
    else
      for (int b = 1; b < 6; b++)
        n += set_other (s, rig_at_bus (0, (LtParam)p, id[b]));
  return n - 1; // the last DCA is in none
}

static uint32_t
count_of (const char *text, const char *what)
{
  uint32_t n = 0;
  for (const char *c = text; (c = strstr (c, what)); c++)
    n++;
  return n;
}

static void
test_every_key (void)
{
  LtSession       *s       = lt_session_new (48000);
  LtSession       *t       = lt_session_new (48000);
  const uint32_t   n       = set_all (s);
  g_autofree char *journal = lt_journal_take (s);
  g_autofree char *text    = lt_session_to_text (s);
  LtSession       *copy    = read_text (text, strlen (text));
  g_autofree char *back    = lt_session_to_text (copy);
  g_assert_cmpstr (back, ==, text);
  // One a line: each of them, besides the head, ids, kinds and channels, and
  // the processing once more, as the other side.
  uint32_t n_sided = 0;
  for (int p = 0; p < LT_N_STRIP_PARAMS; p++)
    n_sided += rig_is_processing (p);
  g_assert_cmpuint (
    count_of (text, "\n"), ==, n + 3 * 6 + 2 * 6 + 10 + 6 * (n_sided + 2));
  // The journal gives the same, and its undo the beginning.
  g_assert_cmpuint (
    lt_journal_replay (t, journal, strlen (journal), G_MAXUINT64),
    ==,
    strlen (journal));
  g_autofree char *replayed = lt_session_to_text (t);
  g_assert_cmpstr (replayed, ==, text);
  // What is no step stays: it is set back by hand.
  lt_session_set (t, &rig_hand, rig_at (0, LT_PARAM_LOCK), 0, NULL);
  while (lt_session_undo (t))
    ;
  LtSession       *empty = lt_session_new (48000);
  g_autofree char *bare = rig_state (empty), *undone = rig_state (t);
  g_assert_cmpstr (undone, ==, bare);
  lt_session_free (empty);
  lt_session_free (copy);
  lt_session_free (t);
  lt_session_free (s);
}

/// What the commands accept at its extremes is read back.
static void
test_extremes (void)
{
  LtSession       *s         = lt_session_new (384000);
  g_autofree char *long_name = g_strnfill (LT_MAX_NAME - 1, 'n');
  g_autofree char *longer    = g_strnfill (4000, 'n');
  g_autofree char *peer      = g_strnfill (LT_MAX_PEER - 1, 'p');
  g_autofree char *path      = g_strnfill (LT_MAX_TEXT - 1, 'a');
  GString         *wide      = g_string_new (NULL);
  for (int i = 0; i < 200; i++)
    g_string_append (wide, "録");
  const LtStripFile file  = {.path    = path,
                             .channel = LT_MAX_FILE_CHANNELS - 1,
                             .rate    = LT_MAX_RATE,
                             .frames  = LT_MAX_FRAMES,
                             .start   = LT_MAX_FRAMES};
  LtError           error = {.status = LT_OK};
  uint32_t          id    = rig_add (s, LT_KIND_INPUT, longer);
  rig_add (s, LT_KIND_INPUT, longer);
  rig_add (s, LT_KIND_INPUT, wide->str);
  rig_add (s, LT_KIND_INPUT, wide->str);
  rig_add (s, LT_KIND_INPUT, "\n\t\x7F broken \xFF UTF-8 ");
  rig_add (s, LT_KIND_INPUT, "");
  g_assert_cmpint (
    lt_session_set_text (
      s, &rig_hand, rig_at (id, LT_PARAM_NAME), long_name, &error),
    ==,
    LT_OK);
  g_assert_cmpint (
    lt_session_set_file (s, &rig_hand, id, &file, &error), ==, LT_OK);
  g_assert_cmpint (
    lt_session_connect (s, &rig_hand, "strip/1/in/1", peer, true, &error),
    ==,
    LT_OK);
  lt_session_set (s, &rig_hand, rig_at (0, LT_PARAM_LOOP_END), 1e12, &error);
  lt_session_set (s, &rig_hand, rig_at (id, LT_PARAM_FADER), -90, &error);
  // A step beyond is refused by the command, not by the file.
  LtStripFile bad = file;
  bad.path        = (char *)"../secret.wav";
  g_assert_cmpint (
    lt_session_set_file (s, &rig_hand, id, &bad, &error), ==, LT_RANGE);
  bad.path = (char *)"audio/K\xE4se.wav";
  g_assert_cmpint (
    lt_session_set_file (s, &rig_hand, id, &bad, &error), ==, LT_RANGE);
  bad      = file;
  bad.rate = 0;
  g_assert_cmpuint (lt_session_add_strip (
                      s, &rig_hand, LT_KIND_INPUT, 1, "x", &bad, -1, &error),
                    ==,
                    0);
  g_autofree char *too_long = g_strconcat (peer, "p", NULL);
  g_assert_cmpint (
    lt_session_connect (s, &rig_hand, "strip/1/in/1", too_long, true, &error),
    ==,
    LT_RANGE);
  g_autofree char *text = lt_session_to_text (s);
  LtSession       *copy = read_text (text, strlen (text));
  g_autofree char *back = lt_session_to_text (copy);
  g_assert_cmpstr (back, ==, text);
  g_string_free (wide, TRUE);
  lt_session_free (copy);
  lt_session_free (s);
}

// --- refusals ---

typedef struct {
  RigPlace place;
  char    *file; ///< session.json in it
} Bad;

static Bad
make_bad (void)
{
  Bad bad  = {.place = rig_make_place ()};
  bad.file = g_build_filename (bad.place.path, "session.json", NULL);
  // A journal and an older save, which must stay as they are too.
  LtSession *s = rig_open (&bad.place, false);
  LtKeeper  *k = rig_keep (s);
  rig_add (s, LT_KIND_INPUT, "One");
  lt_keeper_save (k);
  rig_add (s, LT_KIND_INPUT, "Two");
  rig_crash (k, s);
  g_autofree char *lock = g_build_filename (bad.place.path, "lock", NULL);
  g_assert_cmpint (g_unlink (lock), ==, 0);
  return bad;
}

static void
end_bad (Bad *bad)
{
  g_free (bad->file);
  rig_clear_place (&bad->place);
}

/// Opened to be written and to be looked at: refused, with the file named and
/// nothing on the disk changed. `words` may be NULL.
static void
must_refuse (Bad *bad, const char *what, LtStatus expected, const char *words)
{
  g_autofree char *before = rig_hash (bad->place.path);
  for (int read_only = 0; read_only < 2; read_only++) {
    LtSession *s;
    LtError    error = {.status = LT_OK};
    LtStatus status  = lt_session_open (bad->place.path, read_only, &s, &error);
    if (status == LT_OK || (expected != LT_OK && status != expected) ||
        error.status != status || !strstr (error.text, bad->place.path) ||
        (words && !strstr (error.text, words)) || strchr (error.text, '\n'))
      g_error ("%s: %s: %s", what, lt_strerror (status), error.text);
  }
  g_autofree char *after = rig_hash (bad->place.path);
  g_assert_cmpstr (after, ==, before);
}

static void
put (Bad *bad, const char *text, gsize n)
{
  g_assert_true (g_file_set_contents (bad->file, text, (gssize)n, NULL));
}

static char *
replaced (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strconcat (parts[0], to, parts[1], NULL);
}

static void
test_hostile (void)
{
  static const struct {
    const char *from, *to;
    LtStatus    status;
    const char *words;
  } cases[] = {
    {"\"version\": 1", "\"version\": 2", LT_NEWER, "newer"},
    {"\"version\": 1", "\"version\": 0", LT_RANGE, "version"},
    {"\"version\": 1", "\"version\": \"1\"", LT_FORMAT, "version"},
    {"longthrow-session", "longthrow-show", LT_FORMAT, "not a Longthrow"},
    {"\"rate\": 44100,\n  \"n", "\"rate\": 7999,\n  \"n", LT_RANGE, "rate"},
    {"\"rate\": 44100,\n  \"n", "\"rate\": 1e4,\n  \"n", LT_FORMAT, "rate"},
    {"\"next-id\": 9", "\"next-id\": 99999999999", LT_RANGE, "next-id"},
    {"\"journal\": 31", "\"journal\": -1", LT_RANGE, "journal"},
    {"\"journal\": 31", "\"journal\": 9223372036854775807", LT_RANGE, "journ"},
    {"\"loop\": true", "\"loop\": 1", LT_FORMAT, "loop"},
    {"\"loop-start\": 44100", "\"loop-start\": -1", LT_RANGE, "loop-start"},
    {"\"loop-start\": 44100", "\"loop-start\": 1.5", LT_FORMAT, "loop-start"},
    {"\"id\": 4", "\"id\": 5", LT_FORMAT, "twice"},
    {"\"id\": 4", "\"id\": 0", LT_RANGE, "strips[1]"},
    {"\"id\": 4", "\"id\": 4294967297", LT_RANGE, "strips[1]"},
    {"\"id\": 4,", "", LT_FORMAT, "strips[1]"},
    {"\"aux\"", "\"dragon\"", LT_FORMAT, "strips[4]"},
    {"\"aux\"", "\"session\"", LT_FORMAT, "strips[4]"},
    {"\"aux\"", "\"master\"", LT_FORMAT, "master"},
    {"\"kind\": \"master\"", "\"kind\": \"group\"", LT_FORMAT, "master"},
    {"\"channels\": 1", "\"channels\": 4000000000", LT_RANGE, "strips[0]"},
    {"\"group\",\n      \"channels\": 2",
     "\"group\",\n      \"channels\": 1",
     LT_RANGE,
     "strips[3]"},
    {"\"name\": \"Kick\"", "\"name\": \"\"", LT_FORMAT, "name"},
    {"\"name\": \"Kick\"", "\"name\": \"a\\nb\"", LT_FORMAT, "name"},
    {"\"name\": \"Kick\"", "\"name\": \"a\\u0000b\"", LT_FORMAT, "line 15"},
    {"\"name\": \"Kick\"", "\"name\": \"\\ud800\"", LT_FORMAT, "line 15"},
    {"\"fader\": -6,", "\"fader\": -90.5,", LT_RANGE, "strips[0].fader"},
    {"\"fader\": -6,", "\"fader\": 1e308,", LT_RANGE, "strips[0].fader"},
    {"\"fader\": -6,", "\"fader\": 1e309,", LT_FORMAT, "line 20"},
    {"\"fader\": -6,", "\"fader\": NaN,", LT_FORMAT, "line 20"},
    {"\"fader\": -6,", "\"fader\": \"nan\",", LT_FORMAT, "strips[0].fader"},
    {"\"fader\": -6,", "\"fader\": \"-6dB\",", LT_FORMAT, "strips[0].fader"},
    {"\"fader\": -6,", "\"fader\": -06,", LT_FORMAT, "line 20"},
    {"\"fader\": -6,", "\"fader\": 0x6,", LT_FORMAT, "line 20"},
    {"\"fader\": -6,", "\"fader\": 99999999999999999999,", LT_FORMAT, "line"},
    {"\"fader\": -6,", "\"fader\": null,", LT_FORMAT, "strips[0].fader"},
    {"\"pan\": -30", "\"pan\": \"-inf\"", LT_OK, "strips[1].pan"},
    {"\"mute\": true", "\"mute\": \"on\"", LT_FORMAT, "strips[1].mute"},
    {"\"pre-fader\"", "\"pre-lunch\"", LT_OK, "strips[2].send/6/tap"},
    {"\"#d98c5f\"", "\"#d98c5\"", LT_OK, "strips[0].colour"},
    {"\"send/6/level\": 10", "\"send/6/level\": 11", LT_RANGE, "strips[2]"},
    {"\"send/6/on\"", "\"send/77/on\"", LT_NOT_FOUND, "77"},
    {"\"send/6/on\"", "\"send/5/on\"", LT_NOT_FOUND, "Band"},
    {"\"to/5\": true,", "\"to/6\": true,", LT_NOT_FOUND, "Verb"},
    {"\"#63c5c0\",\n      \"to/7\"",
     "\"#63c5c0\",\n      \"to/5\"",
     LT_LOOP,
     "Verb -> Band"},
    {"{ \"path\": \"audio/Kick.wav\"",
     "{ \"path\": \"../Kick.wav\"",
     LT_RANGE,
     "leads out"},
    {"audio/Kick.wav", "audio/../../../etc/passwd", LT_RANGE, "leads out"},
    {"audio/Kick.wav", "..", LT_RANGE, "leads out"},
    {"audio/Kick.wav", "", LT_RANGE, "leads out"},
    {"audio/Kick.wav", "a\\u0000/../..", LT_FORMAT, "line"},
    {"\"path\": \"audio/Kick.wav\"", "\"path\": 3", LT_FORMAT, "path"},
    {"\"channel\": 3", "\"channel\": 64", LT_RANGE, "channel"},
    {"\"frames\": 100", "\"frames\": -100", LT_RANGE, "frames"},
    {"\"start\": 88200", "\"start\": 1e3", LT_FORMAT, "start"},
    {"\"strips\": [", "\"strips\": 3, \"x\": [", LT_FORMAT, "strips"},
    {"\"connections\": [", "\"connections\": [[],", LT_FORMAT, "connections"},
    {"\"system:capture_1\"", "3", LT_FORMAT, "connections"},
    {"\"system:capture_1\"", "\"\"", LT_RANGE, "connections[2]"},
    {"{\n", "/* \" */ {\n", LT_FORMAT, "line 1"},
    {"{\n", "\xEF\xBB\xBF{\n", LT_FORMAT, "line 1"},
    {"\"later\": {", "'later': {", LT_FORMAT, "line"},
    {"\"kept\"}\n}", "\"kept\"},\n}", LT_FORMAT, "line"},
    {"\"kept\"}\n}", "\"kept\"}\n}}", LT_FORMAT, "line"},
    {"\"kept\"", "\"\xFF\"", LT_FORMAT, "not text"},
    {"\"kept\"", "\"\t\"", LT_FORMAT, "line"},
  };
  Bad              bad = make_bad ();
  gsize            n;
  g_autofree char *text = fixture_text (&n);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *wrong = replaced (text, cases[i].from, cases[i].to);
    put (&bad, wrong, strlen (wrong));
    must_refuse (&bad, cases[i].to, cases[i].status, cases[i].words);
  }
  put (&bad, text, n); // unharmed, it opens
  lt_session_free (rig_open (&bad.place, true));
  lt_session_free (rig_open (&bad.place, false));
  end_bad (&bad);
}

static void
test_hostile_routing (void)
{
  static const struct {
    const char *from, *to;
    LtStatus    status;
    const char *words;
  } cases[] = {
    {"\"dca/1/to\": 2", "\"dca/1/to\": 17", LT_RANGE, "dca/1/to"},
    {"\"dca/1/to\": 2", "\"dca/1/to\": 1", LT_LOOP, "DCA 1 -> DCA 1"},
    {"\"dca/15/to\": 16",
     "\"dca/15/to\": 14",
     LT_LOOP,
     "DCA 14 -> DCA 15 -> DCA 14"},
    {"\"dca/1/to\": 2", "\"dca/1/to\": -1", LT_RANGE, "dca/1/to"},
    {"\"dca/1/to\": 2", "\"dca/1/to\": 2.5", LT_FORMAT, "dca/1/to"},
    {"\"dca/1/to\": 2", "\"dca/1/to\": 1e300", LT_FORMAT, "dca/1/to"},
    {"\"dca/1/to\": 2", "\"dca/1/to\": true", LT_FORMAT, "dca/1/to"},
    {"\"dca/1/fader\": 1.5", "\"dca/1/fader\": 10.01", LT_RANGE, "dca/1/"},
    {"\"dca/1/mute\": true", "\"dca/1/mute\": 1", LT_FORMAT, "dca/1/mute"},
    {"\"dca/2/name\": \"Text 3\"", "\"dca/2/name\": 3", LT_FORMAT, "dca/2"},
    {"\"Text 3\"", "\"a\\tb\"", LT_FORMAT, "dca/2/name"},
    {"\"2 1 5\"", "\"2 1 x\"", LT_FORMAT, "layer/1/strips"},
    {"\"2 1 5\"", "\"2 -1 5\"", LT_FORMAT, "layer/1/strips"},
    {"\"2 1 5\"", "[2, 1, 5]", LT_FORMAT, "layer/1/strips"},
    {"\"gang/1/mode\": \"stereo\"",
     "\"gang/1/mode\": \"quad\"",
     LT_OK,
     "gang/1/mode"},
    {"\"monitor/bus\": 3", "\"monitor/bus\": 1073741825", LT_RANGE, "bus"},
    {"\"monitor/bus\": 3", "\"monitor/bus\": 3e0", LT_FORMAT, "bus"},
    {"\"monitor/level\": 1.5", "\"monitor/level\": null", LT_FORMAT, "level"},
    {"\"oscillator/to/3\"", "\"oscillator/to/2\"", LT_NOT_FOUND, "no bus"},
    {"\"talkback/to/3\"", "\"talkback/to/77\"", LT_NOT_FOUND, "77"},
    {"\"gang\": 2", "\"gang\": 33", LT_RANGE, "strips[0].gang"},
    {"\"gang\": 2", "\"gang\": -1", LT_RANGE, "strips[0].gang"},
    {"\"dca/3\": true", "\"dca/3\": 3", LT_FORMAT, "strips[0].dca/3"},
    {"\"send/5/pan\": 15", "\"send/5/pan\": 101", LT_RANGE, "send/5/pan"},
    {"\"send/5/tap\"", "\"send/3/tap\"", LT_NOT_FOUND, "no aux"},
    {"\"kind\": \"cue\"", "\"kind\": \"dca\"", LT_FORMAT, "strips[3]"},
  };
  Bad              bad = make_bad ();
  gsize            n;
  g_autofree char *text = text_of_fixture ("session-routing", &n);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *wrong = replaced (text, cases[i].from, cases[i].to);
    put (&bad, wrong, strlen (wrong));
    must_refuse (&bad, cases[i].to, cases[i].status, cases[i].words);
  }
  // More feeds than there can be buses is refused before any is looked up.
  GString *many = g_string_new (NULL);
  for (int i = 0; i < LT_MAX_STRIPS * 4 + 1; i++)
    g_string_append_printf (many, "\"oscillator/to/%d\": true, ", 900000 - i);
  g_string_append (many, "\"strips\": [");
  g_autofree char *fed = replaced (text, "\"strips\": [", many->str);
  put (&bad, fed, strlen (fed));
  must_refuse (&bad, "many feeds", LT_RANGE, "more buses");
  g_string_free (many, TRUE);
  put (&bad, text, n); // unharmed, it opens
  lt_session_free (rig_open (&bad.place, false));
  end_bad (&bad);
}

/// A file of the wrong size or shape as a whole.
static void
test_shapes (void)
{
  Bad              bad = make_bad ();
  gsize            n;
  g_autofree char *text    = fixture_text (&n);
  g_autofree char *deep    = g_strnfill (100000, '[');
  g_autofree char *deep2   = g_strconcat ("/*\"*/", deep, NULL);
  g_autofree char *objects = NULL;
  GString         *many    = g_string_new ("{\"strips\":[");
  put (&bad, deep, strlen (deep));
  must_refuse (&bad, "deep", LT_RANGE, "deep");
  put (&bad, deep2, strlen (deep2));
  must_refuse (&bad, "deep behind a comment", LT_FORMAT, "line 1");
  for (int i = 0; i < 1100000; i++)
    g_string_append (many, "0,");
  put (&bad, many->str, many->len);
  must_refuse (&bad, "many", LT_RANGE, "too much");
  g_string_assign (many, "");
  for (int i = 0; i < LT_MAX_STRIPS + 1; i++)
    g_string_append_printf (many,
                            "{ \"id\": %d, \"kind\": \"input\", \"channels\": "
                            "1, \"name\": \"x\" },",
                            i + 10);
  g_string_prepend (many, "\"strips\": [");
  objects = replaced (text, "\"strips\": [", many->str);
  put (&bad, objects, strlen (objects));
  must_refuse (&bad, "strips", LT_RANGE, "1031 strips");
  g_string_free (many, TRUE);
  put (&bad, "", 0);
  must_refuse (&bad, "empty", LT_FORMAT, "line 1");
  put (&bad, "[]\n", 3);
  must_refuse (&bad, "array", LT_FORMAT, "not a Longthrow");
  put (&bad, "{}", 2);
  must_refuse (&bad, "object", LT_FORMAT, "not a Longthrow");
  put (&bad, "a\0b", 3);
  must_refuse (&bad, "binary", LT_FORMAT, "not text");
  put (&bad, text, n);
  g_assert_cmpint (truncate (bad.file, (65 << 20)), ==, 0);
  for (int read_only = 0; read_only < 2; read_only++) { // not hashed: big
    LtSession *s;
    LtError    error;
    g_assert_cmpint (
      lt_session_open (bad.place.path, read_only, &s, &error), ==, LT_RANGE);
    g_assert_nonnull (strstr (error.text, bad.file));
  }
  g_assert_cmpint (g_unlink (bad.file), ==, 0);
  must_refuse (&bad, "missing", LT_NOT_FOUND, "not there");
  g_assert_cmpint (mkfifo (bad.file, 0666), ==, 0);
  LtSession *s;
  LtError    error; // hangs if it is opened like a file
  g_assert_cmpint (
    lt_session_open (bad.place.path, false, &s, &error), ==, LT_IO);
  end_bad (&bad);
}

/// Nested to the limit and one deeper.
static void
test_depth (void)
{
  gsize            n;
  g_autofree char *text = fixture_text (&n);
  for (gsize depth = 30; depth <= 31; depth++) { // inside two objects
    g_autofree char *open   = g_strnfill (depth, '[');
    g_autofree char *closed = g_strnfill (depth, ']');
    g_autofree char *nested = g_strconcat (open, closed, NULL);
    g_autofree char *whole  = replaced (text, "\"kept\"", nested);
    LtSession       *s;
    LtError          error = {.status = LT_OK};
    LtStatus         status =
      lt_session_from_text (whole, strlen (whole), "session.json", &s, &error);
    g_assert_cmpint (status, ==, depth == 30 ? LT_OK : LT_RANGE);
    if (status == LT_OK)
      lt_session_free (s);
  }
}

static void
test_cut (void)
{
  Bad              bad = make_bad ();
  gsize            n;
  g_autofree char *text = fixture_text (&n);
  for (gsize cut = 0; cut < n - 2; cut += 97) {
    put (&bad, text, cut);
    must_refuse (&bad, "cut", LT_FORMAT, "line");
  }
  put (&bad, text, n);
  lt_session_free (rig_open (&bad.place, false));
  end_bad (&bad);
}

/// Bytes changed at random: refused by name, or a document that is sound.
static void
test_flips (void)
{
  enum { ROUNDS = LT_TEST_SANITIZED ? 1000 : 5000 };
  LtTestRandom     r = lt_test_random (97);
  gsize            n;
  g_autofree char *text      = fixture_text (&n);
  int              n_refused = 0;
  for (int i = 0; i < ROUNDS; i++) {
    g_autofree char *wrong = g_memdup2 (text, n + 1);
    for (uint32_t k = 0; k <= lt_test_below (&r, 3); k++)
      wrong[lt_test_below (&r, (uint32_t)n)] ^=
        (char)(1u << lt_test_below (&r, 8));
    LtSession *s;
    LtError    error = {.status = LT_OK};
    LtStatus   status =
      lt_session_from_text (wrong, n, "/tmp/x/session.json", &s, &error);
    if (status != LT_OK) {
      g_assert_nonnull (strstr (error.text, "/tmp/x/session.json"));
      n_refused++;
      continue;
    }
    g_autofree char *once = lt_session_to_text (s);
    LtSession       *copy = read_text (once, strlen (once));
    g_autofree char *back = lt_session_to_text (copy);
    g_assert_cmpstr (back, ==, once);
    lt_session_free (copy);
    lt_session_free (s);
  }
  g_test_message ("%d of %d refused", n_refused, ROUNDS);
  g_assert_cmpint (n_refused, >, ROUNDS / 3);
}

// --- links ---

static void
test_links (void)
{
  Bad              bad = make_bad ();
  gsize            n;
  g_autofree char *text    = fixture_text (&n);
  g_autofree char *audio   = g_build_filename (bad.place.path, "audio", NULL);
  g_autofree char *link    = g_build_filename (audio, "Kick.wav", NULL);
  g_autofree char *lock    = g_build_filename (bad.place.path, "lock", NULL);
  g_autofree char *journal = g_build_filename (bad.place.path, "journal", NULL);
  g_autofree char *aside   = g_build_filename (bad.place.dir, "aside", NULL);
  g_autofree char *victim  = g_build_filename (bad.place.dir, "victim", NULL);
  g_autofree char *kept    = NULL;
  g_assert_true (g_file_set_contents (victim, "precious", -1, NULL));
  put (&bad, text, n);
  // A file inside that is really outside; one that leads to nothing; a folder.
  g_assert_cmpint (symlink (victim, link), ==, 0);
  must_refuse (&bad, "link", LT_RANGE, "leads out");
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (symlink ("Kick-2.wav", link), ==, 0);
  lt_session_free (rig_open (&bad.place, true)); // stays inside: fine
  g_assert_cmpint (g_unlink (link), ==, 0);
  g_assert_cmpint (g_rmdir (audio), ==, 0);
  g_assert_cmpint (symlink (bad.place.dir, audio), ==, 0);
  must_refuse (&bad, "folder", LT_RANGE, "leads out");
  g_assert_cmpint (g_unlink (audio), ==, 0);
  g_assert_cmpint (g_mkdir (audio, 0777), ==, 0);
  g_assert_cmpint (g_rename (journal, aside), ==, 0);
  g_assert_cmpint (symlink (aside, journal), ==, 0);
  must_refuse (&bad, "journal", LT_RANGE, "leads out");
  g_assert_cmpint (g_unlink (journal), ==, 0);
  g_assert_cmpint (g_rename (aside, journal), ==, 0);
  // In the place of files that are written: not followed.
  g_unlink (lock);
  g_assert_cmpint (symlink (victim, lock), ==, 0);
  LtSession *s;
  LtError    error;
  g_assert_cmpint (
    lt_session_open (bad.place.path, false, &s, &error), ==, LT_IO);
  g_assert_nonnull (strstr (error.text, lock));
  g_assert_cmpint (g_unlink (lock), ==, 0);
  s                     = rig_open (&bad.place, false);
  g_autofree char *next = lt_journal_path (bad.place.path, s->sequence);
  g_unlink (next);
  g_assert_cmpint (symlink (victim, next), ==, 0);
  LtKeeper *k;
  g_assert_cmpint (lt_keeper_new (s, NULL, NULL, &k, &error), ==, LT_IO);
  g_assert_nonnull (strstr (error.text, next));
  lt_session_free (s);
  g_assert_true (g_file_get_contents (victim, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "precious");
  end_bad (&bad);
}

// --- making a session ---

static void
test_create (void)
{
  char            *dir     = lt_test_make_dir ();
  g_autofree char *nowhere = g_build_filename (dir, "no", "Song", NULL);
  g_autofree char *taken   = g_build_filename (dir, "taken", NULL);
  LtSession       *s       = lt_session_new (48000);
  LtError          error   = {.status = LT_OK};
  rig_add (s, LT_KIND_INPUT, "Kick");
  g_assert_cmpint (lt_session_create (s, nowhere, &error), ==, LT_IO);
  g_assert_nonnull (strstr (error.text, nowhere));
  g_assert_true (g_file_set_contents (taken, "mine", -1, NULL));
  g_assert_cmpint (lt_session_create (s, taken, &error), ==, LT_EXISTS);
  g_assert_null (lt_session_path (s));
  // The session is as it was, and can be made elsewhere.
  g_autofree char *path = g_build_filename (dir, "Song.longthrow", NULL);
  g_assert_cmpint (lt_session_create (s, path, &error), ==, LT_OK);
  g_assert_cmpstr (lt_session_name (s), ==, "Song");
  g_assert_false (lt_session_is_dirty (s));
  lt_session_free (s);
  RigPlace place = {dir, path};
  s              = rig_open (&place, true);
  g_assert_cmpuint (lt_session_n_strips (s), ==, 2);
  lt_session_free (s);
  lt_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/session-file/fixture", test_fixture);
  g_test_add_func ("/session-file/routing-fixture", test_routing_fixture);
  g_test_add_func ("/session-file/transient", test_transient);
  g_test_add_func ("/session-file/on-disk", test_on_disk);
  g_test_add_func ("/session-file/every-key", test_every_key);
  g_test_add_func ("/session-file/extremes", test_extremes);
  g_test_add_func ("/session-file/hostile", test_hostile);
  g_test_add_func ("/session-file/hostile-routing", test_hostile_routing);
  g_test_add_func ("/session-file/shapes", test_shapes);
  g_test_add_func ("/session-file/depth", test_depth);
  g_test_add_func ("/session-file/cut", test_cut);
  g_test_add_func ("/session-file/flips", test_flips);
  g_test_add_func ("/session-file/links", test_links);
  g_test_add_func ("/session-file/create", test_create);
  return g_test_run ();
}
