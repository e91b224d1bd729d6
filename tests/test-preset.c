// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Presets: the same out as in, nothing hostile, damaged or newer gets in,
// nothing of the user's is lost, and those that come along are whole.
//
// LT_TEST_RENEW=1 tests/test-preset writes the shipped ones anew, with what
// their sections have now; read the difference before it is committed.

#include "session-rig.h"

#include "session/lt-preset.h"

#include <sys/stat.h>
#include <unistd.h>

// --- text ---

static LtPreset *
read_text (const char *text)
{
  LtPreset *preset;
  LtError   error = {.status = LT_OK};
  if (lt_preset_from_text (text, strlen (text), "x", &preset, &error) != LT_OK)
    g_error ("%s", error.text);
  return preset;
}

static LtPreset *
make (LtSession *s, uint32_t sections, const char *name, const char *use)
{
  LtPreset      *preset;
  LtError        error = {.status = LT_OK};
  const LtStrip *strip = lt_session_strip (s, lt_session_master (s));
  if (lt_preset_from_strip (strip, sections, name, use, &preset, &error) !=
      LT_OK)
    g_error ("%s", error.text);
  return preset;
}

/// A master with nothing at its default, up or down its ranges by `share`.
static LtSession *
set_up (double share)
{
  LtSession     *s  = lt_session_new (48000);
  const uint32_t id = lt_session_master (s);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    if (!rig_is_processing (i) && i != LT_PARAM_GATE_LISTEN)
      continue;
    const LtParamInfo *info  = &lt_param_info[i];
    double             value = info->min + share * (info->max - info->min);
    if (lt_param_clamp ((LtParam)i, value) == info->def)
      value = info->def == info->min ? info->max : info->min;
    lt_session_set (s, &rig_hand, rig_at (id, (LtParam)i), value, NULL);
  }
  return s;
}

static void
test_round_trip (void)
{
  const uint32_t all      = lt_sections_processing ();
  const double   shares[] = {0, 0.1234567, 1};
  const LtActor  actor    = rig_hand;
  for (size_t k = 0; k < G_N_ELEMENTS (shares); k++)
    for (int section = 0; section <= LT_N_SECTIONS; section++) {
      const uint32_t mask =
        section < LT_N_SECTIONS ? LT_SECTION_BIT (section) : all;
      if (!(mask & all))
        continue;
      LtSession       *s = set_up (shares[k]), *t = lt_session_new (48000);
      const uint32_t   id   = lt_session_master (s);
      LtPreset        *one  = make (s, mask, "Näme \"q\" \\", "What\tfor");
      g_autofree char *text = lt_preset_to_text (one);
      LtPreset        *two  = read_text (text);
      g_autofree char *back = lt_preset_to_text (two);
      g_assert_cmpstr (back, ==, text);
      g_assert_cmpstr (two->name, ==, "Näme \"q\" \\");
      g_assert_cmpstr (two->use, ==, "What for");
      g_assert_cmpuint (two->sections, ==, mask);
      g_assert_null (strstr (text, "listen"));
      g_assert_cmpint (
        lt_session_apply_preset (t, &actor, two, 0, &id, 1, NULL), ==, LT_OK);
      for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
        if (lt_sections_have (mask, (LtParam)i))
          g_assert_cmpfloat (rig_get (t, rig_at (id, (LtParam)i)),
                             ==,
                             rig_get (s, rig_at (id, (LtParam)i)));
        else if (i != LT_PARAM_COLOUR && i != LT_PARAM_NAME &&
                 !(lt_param_info[i].flags & LT_PARAM_PER_BUS) &&
                 lt_param_info[i].kinds & LT_KIND_MASTER)
          g_assert_cmpfloat (
            rig_get (t, rig_at (id, (LtParam)i)), ==, lt_param_info[i].def);
      lt_preset_free (one);
      lt_preset_free (two);
      lt_session_free (s);
      lt_session_free (t);
    }
}

/// What is at its default stands there too, and sets a strip back to it.
static void
test_complete (void)
{
  LtSession       *bare = lt_session_new (48000), *s = set_up (0.3);
  const uint32_t   id   = lt_session_master (s);
  LtPreset        *none = make (bare, 0, "None", NULL);
  g_autofree char *text = lt_preset_to_text (none);
  g_assert_nonnull (strstr (text, "\n    \"eq/3/gain\": 0,\n"));
  g_assert_nonnull (strstr (text, "\n    \"compressor/on\": false,\n"));
  g_assert_nonnull (strstr (text, "\n    \"eq/4/shape\": \"high-shelf\",\n"));
  g_assert_cmpint (
    lt_session_apply_preset (s, &rig_hand, none, 0, &id, 1, NULL), ==, LT_OK);
  lt_session_set (s, &rig_hand, rig_at (id, LT_PARAM_GATE_LISTEN), 0, NULL);
  g_autofree char *one = rig_state (s), *two = rig_state (bare);
  g_assert_cmpstr (one, ==, two);
  lt_preset_free (none);
  lt_session_free (s);
  lt_session_free (bare);
}

#define HEAD "{\"format\":\"longthrow-preset\",\"version\":1,\"name\":\"A\","
#define EQ   HEAD "\"sections\":[\"eq\"],\"values\":{"

static void
test_lenient (void)
{
  // What is missing is at its default; what is not known or not of its
  // sections is left out.
  LtPreset *p = read_text (
    HEAD "\"later\":[1,{}],\"sections\":[\"gate\",\"teleport\",\"fader\"],"
         "\"values\":{\"gate/hold\":7,\"gate/warp\":[],\"eq/1/gain\":99,"
         "\"fader\":10,\"send/3/level\":0,\"name\":\"x\",\"order\":\"eq\","
         "\"gate/listen\":true,\"compressor/on\":5}}");
  g_assert_cmpuint (p->sections, ==, LT_SECTION_BIT (LT_SECTION_GATE));
  g_assert_cmpfloat (p->values[LT_PARAM_GATE_HOLD], ==, 7);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (i != LT_PARAM_GATE_HOLD)
      g_assert_cmpfloat (p->values[i], ==, lt_param_info[i].def);
  g_assert_cmpstr (p->use, ==, "");
  lt_preset_free (p);
}

static void
test_hostile (void)
{
  static const struct {
    const char *text;
    LtStatus    status;
    const char *words;
  } cases[] = {
    {"", LT_FORMAT, "line 1"},
    {"[]", LT_FORMAT, "not a Longthrow preset"},
    {"{}", LT_FORMAT, "not a Longthrow preset"},
    {"{\"format\":\"longthrow-session\",\"version\":1}",
     LT_FORMAT,
     "not a Longthrow preset"},
    {"{\"format\":\"longthrow-preset\"}", LT_FORMAT, "\"version\""},
    {"{\"format\":\"longthrow-preset\",\"version\":2}", LT_NEWER, "newer"},
    {"{\"format\":\"longthrow-preset\",\"version\":0}", LT_RANGE, "version"},
    {"{\"format\":\"longthrow-preset\",\"version\":1}", LT_FORMAT, "\"name\""},
    {"{\"format\":\"longthrow-preset\",\"version\":1,\"name\":\"../x\"}",
     LT_FORMAT,
     "\"name\""},
    {HEAD "\"use\":7}", LT_FORMAT, "\"use\""},
    {HEAD "\"sections\":\"eq\",\"values\":{}}", LT_FORMAT, "\"sections\""},
    {HEAD "\"sections\":[7],\"values\":{}}", LT_FORMAT, "\"sections\""},
    {HEAD "\"sections\":[],\"values\":{}}", LT_NOT_FOUND, "\"sections\""},
    {HEAD "\"sections\":[\"warp\"],\"values\":{}}", LT_NOT_FOUND, "sections"},
    {HEAD "\"sections\":[\"eq\"]}", LT_FORMAT, "\"values\""},
    {HEAD "\"sections\":[\"eq\"],\"values\":[]}", LT_FORMAT, "\"values\""},
    {EQ "\"eq/1/gain\":19}}", LT_RANGE, "x: eq/1/gain"},
    {EQ "\"eq/1/gain\":-18.5}}", LT_RANGE, "x: eq/1/gain"},
    {EQ "\"eq/1/gain\":\"-inf\"}}", LT_FORMAT, "x: eq/1/gain"},
    {EQ "\"eq/1/gain\":null}}", LT_FORMAT, "x: eq/1/gain"},
    {EQ "\"eq/1/gain\":NaN}}", LT_FORMAT, "line 1"},
    {EQ "\"eq/1/gain\":1e999}}", LT_FORMAT, "line 1"},
    {EQ "\"eq/2/shape\":\"saw\"}}", LT_FORMAT, "x: eq/2/shape"},
    {EQ "\"eq/2/shape\":1}}", LT_FORMAT, "x: eq/2/shape"},
    {EQ "\"eq/on\":1}}", LT_FORMAT, "x: eq/on"},
    {EQ "\n\n\"eq/on\":tru}}", LT_FORMAT, "line 3"},
    {EQ "}} x", LT_FORMAT, "line 1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    LtPreset *p      = NULL;
    LtError   error  = {.status = LT_OK};
    LtStatus  status = lt_preset_from_text (
      cases[i].text, strlen (cases[i].text), "x", &p, &error);
    if (status != cases[i].status || error.status != status || p ||
        !strstr (error.text, cases[i].words) || error.text[0] != 'x')
      g_error ("%s: %s: %s", cases[i].text, lt_strerror (status), error.text);
  }
  // The same, sound: it does take them.
  lt_preset_free (read_text (EQ "\"eq/1/gain\":18,\"eq/on\":true}}"));
  lt_preset_free (read_text (EQ "}}"));
}

/// Cut anywhere it is refused, and what is turned over in it never crashes.
static void
test_truncated (void)
{
  LtSession       *s    = set_up (0.5);
  LtPreset        *p    = make (s, 0, "Cut", "For cutting");
  g_autofree char *text = lt_preset_to_text (p);
  const gsize      n    = strlen (text);
  LtTestRandom     r    = lt_test_random (3);
  LtPreset        *read;
  for (gsize cut = 0; cut + 2 < n; cut++) // the last is the line's end
    g_assert_cmpint (
      lt_preset_from_text (text, cut, "x", &read, NULL), !=, LT_OK);
  for (int i = 0; i < 3000; i++) {
    g_autofree char *bad                 = g_strdup (text);
    bad[lt_test_below (&r, (uint32_t)n)] = (char)lt_test_below (&r, 256);
    if (lt_preset_from_text (bad, n, "x", &read, NULL) == LT_OK)
      lt_preset_free (read);
  }
  lt_preset_free (p);
  lt_session_free (s);
}

// --- names ---

static void
test_names (void)
{
  g_autofree char         *most   = g_strnfill (LT_MAX_PRESET_NAME - 1, 'n');
  g_autofree char         *more   = g_strnfill (LT_MAX_PRESET_NAME, 'n');
  static const char *const good[] = {
    "Vox", "Lead vocal", "a", "Chör (laut) #2", "x..y", "-", "~", "CON", "%s"};
  const char *const bad[] = {"",
                             ".",
                             "..",
                             ".hidden",
                             "../Vox",
                             "a/b",
                             "/etc/passwd",
                             " Vox",
                             "Vox ",
                             "a\nb",
                             "a\tb",
                             "\x7F",
                             "K\xE4se",
                             more};
  LtSession        *s     = lt_session_new (48000);
  const LtStrip    *strip = lt_session_strip_at (s, 0);
  LtPreset         *p;
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (lt_preset_is_name (good[i]));
  g_assert_true (lt_preset_is_name (most));
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    LtError error = {.status = LT_OK};
    g_assert_false (lt_preset_is_name (bad[i]));
    g_assert_cmpint (
      lt_preset_from_strip (strip, 0, bad[i], NULL, &p, &error), ==, LT_RANGE);
    g_assert_nonnull (strstr (error.text, "1 to 127 bytes"));
  }
  lt_session_free (s);
}

// --- applying ---

static void
test_apply (void)
{
  LtSession     *s     = lt_session_new (48000);
  const uint32_t to[]  = {rig_add (s, LT_KIND_INPUT, "Vox"),
                          rig_add (s, LT_KIND_INPUT, "Choir"),
                          rig_add (s, LT_KIND_GROUP, "Band")};
  const uint32_t bad[] = {to[0], 77};
  const uint32_t eq    = LT_SECTION_BIT (LT_SECTION_EQ),
                 gate  = LT_SECTION_BIT (LT_SECTION_GATE);
  LtPreset *p          = read_text (
    HEAD "\"sections\":[\"eq\",\"compressor\"],\"values\":{\"eq/1/gain\":-3,"
                  "\"compressor/ratio\":4}}");
  LtError        error = {.status = LT_OK};
  const uint32_t n     = lt_session_n_undo (s);
  lt_session_set (s, &rig_hand, rig_at (to[0], LT_PARAM_GATE_ON), 1, NULL);
  lt_session_set (s, &rig_hand, rig_at (to[0], LT_PARAM_EQ_GAIN_4), 9, NULL);
  lt_session_set (s, &rig_hand, rig_at (to[0], LT_PARAM_GANG), 1, NULL);
  lt_session_set (s, &rig_hand, rig_at (to[2], LT_PARAM_GANG), 1, NULL);
  lt_session_apply_preset (s, &rig_hand, p, 0, to, 2, &error);
  g_assert_cmpstr (
    lt_session_undo_label (s), ==, "Preset \"A\" on \"Vox\" and 1 more");
  for (int i = 0; i < 2; i++) {
    g_assert_cmpfloat (rig_get (s, rig_at (to[i], LT_PARAM_EQ_GAIN_1)), ==, -3);
    g_assert_cmpfloat (rig_get (s, rig_at (to[i], LT_PARAM_EQ_GAIN_4)), ==, 0);
    g_assert_cmpfloat (
      rig_get (s, rig_at (to[i], LT_PARAM_COMPRESSOR_RATIO)), ==, 4);
  }
  g_assert_cmpfloat (rig_get (s, rig_at (to[0], LT_PARAM_GATE_ON)), ==, 1);
  g_assert_cmpfloat (rig_get (s, rig_at (to[2], LT_PARAM_EQ_GAIN_1)), ==, 0);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 5);
  // Once more is no step; back is one.
  lt_session_apply_preset (s, &rig_hand, p, 0, to, 2, &error);
  g_assert_cmpuint (lt_session_n_undo (s), ==, n + 5);
  g_assert_true (lt_session_undo (s));
  g_assert_cmpfloat (rig_get (s, rig_at (to[0], LT_PARAM_EQ_GAIN_4)), ==, 9);
  // Some of it.
  lt_session_apply_preset (s, &rig_hand, p, eq | gate, to, 1, &error);
  g_assert_cmpstr (lt_session_undo_label (s), ==, "Preset \"A\" on \"Vox\"");
  g_assert_cmpfloat (rig_get (s, rig_at (to[0], LT_PARAM_EQ_GAIN_1)), ==, -3);
  g_assert_cmpfloat (
    rig_get (s, rig_at (to[0], LT_PARAM_COMPRESSOR_RATIO)), ==, 3);
  g_assert_cmpstr (error.text, ==, "");
  // Nothing at all, when a part of it cannot be.
  g_autofree char *before = rig_state (s);
  g_assert_cmpint (
    lt_session_apply_preset (s, &rig_hand, p, gate, to, 1, &error),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpstr (error.text, ==, "The preset \"A\" has nothing for Gate.");
  g_assert_cmpint (lt_session_apply_preset (s, &rig_hand, p, 0, bad, 2, &error),
                   ==,
                   LT_NOT_FOUND);
  g_assert_cmpstr (error.text, ==, "There is no strip 77.");
  g_autofree char *after = rig_state (s);
  g_assert_cmpstr (after, ==, before);
  lt_preset_free (p);
  lt_session_free (s);
}

// --- folders ---

typedef struct {
  char           *dir;
  LtPresetFolders folders;
  LtSession      *s;
} Shelf;

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/// "Kick" and "Vox" are shipped; nothing is the user's, not even the folder.
static Shelf
shelf_new (void)
{
  Shelf shelf           = {.dir = lt_test_make_dir (), .s = set_up (0.5)};
  shelf.folders.own     = g_build_filename (shelf.dir, "data", "own", NULL);
  shelf.folders.shipped = g_build_filename (shelf.dir, "shipped", NULL);
  for (int i = 0; i < 2; i++) {
    const char      *name = i ? "Kick" : "Vox";
    g_autofree char *file = g_strdup_printf ("%s.json", name);
    LtPreset        *p =
      make (shelf.s, LT_SECTION_BIT (LT_SECTION_EQ), name, "Shipped");
    g_autofree char *text = lt_preset_to_text (p);
    put (shelf.folders.shipped, file, text);
    lt_preset_free (p);
  }
  return shelf;
}

static void
shelf_free (Shelf *shelf)
{
  lt_preset_clear_folders (&shelf->folders);
  lt_session_free (shelf->s);
  lt_test_remove_dir (shelf->dir);
}

static LtStatus
save (Shelf *shelf, const char *name, const char *use, bool replace)
{
  LtPreset *p      = make (shelf->s, 0, name, use);
  LtError   error  = {.status = LT_OK};
  LtStatus  status = lt_preset_write (&shelf->folders, p, replace, &error);
  g_assert_true ((status == LT_OK) == (error.text[0] == '\0'));
  lt_preset_free (p);
  return status;
}

static void
must_list (Shelf *shelf, const char *expected)
{
  uint32_t         n;
  g_autofree char *text = lt_preset_list (&shelf->folders, "", 4096, &n);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (n, ==, 0);
}

static char *
use_of (Shelf *shelf, const char *name)
{
  LtPreset *p;
  if (lt_preset_read (&shelf->folders, name, &p, NULL) != LT_OK)
    return NULL;
  g_assert_cmpstr (p->name, ==, name);
  char *use = g_strdup (p->use);
  lt_preset_free (p);
  return use;
}

static void
must_be (Shelf *shelf, const char *name, const char *use)
{
  g_autofree char *found = use_of (shelf, name);
  g_assert_cmpstr (found, ==, use);
}

#define ALL "filters,gate,eq,compressor,saturation"

static void
test_folders (void)
{
  Shelf   shelf = shelf_new ();
  LtError error = {.status = LT_OK};
  must_list (&shelf, "Kick\teq\tshipped\tShipped\nVox\teq\tshipped\tShipped");
  must_be (&shelf, "Vox", "Shipped");
  must_be (&shelf, "Nobody", NULL);
  g_assert_cmpint (save (&shelf, "bright", "Mine", false), ==, LT_OK);
  must_be (&shelf, "bright", "Mine");
  // What there is is not written over unless asked to, shipped ones neither.
  g_assert_cmpint (save (&shelf, "bright", "Other", false), ==, LT_EXISTS);
  g_assert_cmpint (save (&shelf, "Vox", "Other", false), ==, LT_EXISTS);
  must_be (&shelf, "bright", "Mine");
  must_be (&shelf, "Vox", "Shipped");
  g_assert_cmpint (save (&shelf, "bright", "Other", true), ==, LT_OK);
  g_assert_cmpint (save (&shelf, "Vox", "Mine", true), ==, LT_OK);
  must_be (&shelf, "bright", "Other");
  must_be (&shelf, "Vox", "Mine");
  must_list (&shelf,
             "bright\t" ALL "\town\tOther\nKick\teq\tshipped\tShipped\n"
             "Vox\t" ALL "\town\tMine");
  // The shipped one is there again when the user's goes, and stays.
  g_assert_cmpint (lt_preset_remove (&shelf.folders, "Vox", &error), ==, LT_OK);
  must_be (&shelf, "Vox", "Shipped");
  g_assert_cmpint (
    lt_preset_remove (&shelf.folders, "Vox", &error), ==, LT_RANGE);
  g_assert_nonnull (strstr (error.text, "comes with Longthrow"));
  g_assert_cmpint (
    lt_preset_remove (&shelf.folders, "Nobody", &error), ==, LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, "\"Nobody\""));
  g_assert_cmpint (
    lt_preset_remove (&shelf.folders, "bright", &error), ==, LT_OK);
  must_list (&shelf, "Kick\teq\tshipped\tShipped\nVox\teq\tshipped\tShipped");
  shelf_free (&shelf);
}

/// A name leads nowhere else, whatever it is.
static void
test_traversal (void)
{
  static const char *const names[] = {
    "../shipped/Vox", "..", "", ".", "/etc/hostname", "a/../Vox", "V\nox"};
  Shelf            shelf  = shelf_new ();
  g_autofree char *secret = g_build_filename (shelf.dir, "data", NULL);
  save (&shelf, "Mine", "", false);
  put (secret, "secret.json", EQ "}}");
  g_autofree char *before = rig_hash (shelf.dir);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    LtPreset *p;
    LtError   error = {.status = LT_OK};
    g_assert_cmpint (
      lt_preset_read (&shelf.folders, names[i], &p, &error), ==, LT_NOT_FOUND);
    g_assert_cmpint (
      lt_preset_remove (&shelf.folders, names[i], &error), ==, LT_NOT_FOUND);
    g_assert_null (strchr (error.text, '\n'));
  }
  LtPreset *p;
  g_assert_cmpint (
    lt_preset_read (&shelf.folders, "../secret", &p, NULL), ==, LT_NOT_FOUND);
  g_autofree char *after = rig_hash (shelf.dir);
  g_assert_cmpstr (after, ==, before);
  shelf_free (&shelf);
}

/// What cannot be read is told with its file, does not hide the others, and is
/// neither used nor written over.
static void
test_damaged (void)
{
  Shelf            shelf = shelf_new ();
  const char      *own   = shelf.folders.own;
  GString         *huge  = g_string_new (EQ "\"x\":\"");
  g_autofree char *pipe  = g_build_filename (own, "Pipe.json", NULL);
  g_autofree char *dir   = g_build_filename (own, "Dir.json", NULL);
  g_autofree char *link  = g_build_filename (own, "Link.json", NULL);
  g_autofree char *gone  = g_build_filename (own, "Gone.json", NULL);
  g_autofree char *kick =
    g_build_filename (shelf.folders.shipped, "Kick.json", NULL);
  while (huge->len <= LT_MAX_PRESET_BYTES)
    g_string_append (huge, "hhhhhhhhhhhhhhhh");
  g_string_append (huge, "\"}}");
  put (own, "Cut.json", "{\"format\":\"longthrow-preset\",");
  put (own, "Newer.json", "{\"format\":\"longthrow-preset\",\"version\":9}");
  put (own, "Huge.json", huge->str);
  put (own, "Empty.json", "");
  put (own, "notes.txt", "no preset");
  put (own, ".hidden.json", EQ "}}");
  put (own, "Sound.json", EQ "}}");
  put (own, " bad name.json", EQ "}}");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  g_assert_cmpint (symlink (kick, link), ==, 0);
  g_assert_cmpint (symlink ("/nowhere", gone), ==, 0);
  uint32_t         n;
  g_autofree char *text = lt_preset_list (&shelf.folders, "", 1 << 20, &n);
  g_auto (GStrv) lines  = g_strsplit (text, "\n", -1);
  static const struct {
    const char *name, *words; ///< NULL: sound
  } rows[] = {{"bad name", "rename it"},
              {"Cut", "Cut.json is damaged in line 1"},
              {"Dir", "cannot be read"},
              {"Empty", "Empty.json is damaged in line 1"},
              {"Gone", "cannot be read"},
              {"Huge", "too big to be a preset"},
              {"Kick", NULL},
              {"Link", NULL},
              {"Newer", "newer Longthrow"},
              {"Pipe", "cannot be read"},
              {"Sound", NULL},
              {"Vox", NULL}};
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (rows));
  g_autofree char *before = rig_hash (shelf.folders.shipped);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\t", 4);
    LtPreset *p          = NULL;
    LtError   error      = {.status = LT_OK};
    g_assert_cmpstr (parts[0], ==, rows[i].name);
    g_assert_cmpint (*parts[1] != '\0', ==, rows[i].words == NULL);
    if (rows[i].words && !strstr (parts[3], rows[i].words))
      g_error ("%s: %s", rows[i].name, parts[3]);
    LtStatus status = lt_preset_read (&shelf.folders, rows[i].name, &p, &error);
    g_assert_cmpint (status == LT_OK, ==, rows[i].words == NULL);
    if (rows[i].words && i > 0) {
      g_assert_cmpstr (error.text, ==, parts[3]);
      g_assert_cmpint (save (&shelf, rows[i].name, "", false), ==, LT_EXISTS);
    }
    lt_preset_free (p);
  }
  // It can be replaced or removed by its name all the same; the folder stays.
  g_assert_cmpint (save (&shelf, "Cut", "New", true), ==, LT_OK);
  must_be (&shelf, "Cut", "New");
  g_assert_cmpint (save (&shelf, "Link", "New", true), ==, LT_OK);
  must_be (&shelf, "Link", "New");
  g_assert_cmpint (save (&shelf, "Dir", "New", true), ==, LT_IO);
  g_assert_cmpint (lt_preset_remove (&shelf.folders, "Huge", NULL), ==, LT_OK);
  g_assert_cmpint (lt_preset_remove (&shelf.folders, "Dir", NULL), ==, LT_IO);
  g_autofree char *after = rig_hash (shelf.folders.shipped);
  g_assert_cmpstr (after, ==, before); // a link's other end is left alone
  g_string_free (huge, TRUE);
  shelf_free (&shelf);
}

static void
test_no_folder (void)
{
  Shelf    shelf = shelf_new ();
  LtError  error = {.status = LT_OK};
  uint32_t n     = 9;
  // A file where the folder should be.
  g_autofree char *data = g_build_filename (shelf.dir, "data", NULL);
  g_assert_true (g_file_set_contents (data, "x", -1, NULL));
  g_assert_cmpint (save (&shelf, "Mine", "", false), ==, LT_IO);
  g_assert_cmpint (
    lt_preset_remove (&shelf.folders, "Mine", &error), ==, LT_NOT_FOUND);
  must_list (&shelf, "Kick\teq\tshipped\tShipped\nVox\teq\tshipped\tShipped");
  g_free (shelf.folders.shipped);
  shelf.folders.shipped = g_build_filename (shelf.dir, "nowhere", NULL);
  g_autofree char *text = lt_preset_list (&shelf.folders, "", 4096, &n);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (n, ==, 0);
  shelf_free (&shelf);
}

/// A long list comes in parts of whole lines, each once, in order.
static void
test_long_list (void)
{
  Shelf            shelf = shelf_new ();
  g_autofree char *use   = g_strnfill (LT_MAX_PRESET_USE - 1, 'u');
  g_autofree char *last  = g_strdup ("");
  uint32_t         n = 0, left = 1, n_parts = 0;
  for (int i = 0; i < 60; i++) {
    g_autofree char *name = g_strdup_printf ("%c %02d", i % 2 ? 'p' : 'P', i);
    g_assert_cmpint (save (&shelf, name, use, false), ==, LT_OK);
  }
  while (left > 0) {
    g_autofree char *text =
      lt_preset_list (&shelf.folders, last, LT_MAX_TEXT, &left);
    g_assert_cmpuint (strlen (text), <, LT_MAX_TEXT);
    g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
    for (int i = 0; lines[i]; i++, n++) {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);
      g_assert_cmpuint (g_strv_length (parts), ==, 4);
      g_assert_cmpint (g_ascii_strcasecmp (parts[0], last), >, 0);
      g_free (last);
      last = g_strdup (parts[0]);
    }
    g_assert_cmpuint (left, ==, 62 - n);
    n_parts++;
  }
  g_assert_cmpuint (n, ==, 62);
  g_assert_cmpuint (n_parts, >, 5);
  shelf_free (&shelf);
}

// --- those that come along ---

/// `text` as words.h has it.
static bool
has_words (const char *words, const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);
  g_autofree char *quoted  = g_strdup_printf ("(\"%s\")", escaped);
  return strstr (words, quoted) != NULL;
}

static void
test_shipped (void)
{
  static const char *const names[] = {"Acoustic guitar",
                                      "Backing vocal",
                                      "Bass",
                                      "Drum bus",
                                      "Electric guitar",
                                      "Kick",
                                      "Lead vocal",
                                      "Mix bus",
                                      "Overheads",
                                      "Piano",
                                      "Snare"};
  g_autofree char         *dir     = lt_test_source_path ("data/presets");
  g_autofree char         *file    = g_build_filename (dir, "words.h", NULL);
  g_autofree char         *raw     = NULL;
  LtPresetFolders folders = {.own = (char *)"/nowhere", .shipped = dir};
  uint32_t        n;
  g_assert_true (g_file_get_contents (file, &raw, NULL, NULL));
  g_auto (GStrv) parts   = g_strsplit (raw, "\"\n    \"", -1);
  g_autofree char *words = g_strjoinv ("", parts);
  g_autofree char *list  = lt_preset_list (&folders, "", 1 << 20, &n);
  g_auto (GStrv) lines   = g_strsplit (list, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (names));
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strdup_printf ("%s/%s.json", dir, names[i]);
    g_autofree char *text = NULL;
    LtPreset        *p;
    LtError          error;
    if (lt_preset_read (&folders, names[i], &p, &error) != LT_OK)
      g_error ("%s", error.text);
    g_assert_true (g_str_has_prefix (lines[i], names[i]));
    g_assert_true (has_words (words, p->name));
    g_assert_true (has_words (words, p->use));
    g_assert_true (g_str_has_suffix (p->use, "."));
    // Whole, in order, by the name that its file has.
    g_autofree char *back = lt_preset_to_text (p);
    if (g_getenv ("LT_TEST_RENEW"))
      g_assert_true (g_file_set_contents (path, back, -1, NULL));
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, back);
    lt_preset_free (p);
  }
}

static void
test_find (void)
{
  LtPresetFolders folders;
  g_setenv ("LT_PRESETS", "/somewhere/else", TRUE);
  lt_preset_find_folders (&folders);
  g_assert_cmpstr (folders.shipped, ==, "/somewhere/else");
  g_assert_true (g_str_has_suffix (folders.own, "/longthrow/presets"));
  g_assert_true (g_str_has_prefix (folders.own, g_get_user_data_dir ()));
  lt_preset_clear_folders (&folders);
  g_unsetenv ("LT_PRESETS");
  lt_preset_find_folders (&folders);
  g_assert_true (g_str_has_suffix (folders.shipped, "/presets"));
  lt_preset_clear_folders (&folders);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/preset/round-trip", test_round_trip);
  g_test_add_func ("/preset/complete", test_complete);
  g_test_add_func ("/preset/lenient", test_lenient);
  g_test_add_func ("/preset/hostile", test_hostile);
  g_test_add_func ("/preset/truncated", test_truncated);
  g_test_add_func ("/preset/names", test_names);
  g_test_add_func ("/preset/apply", test_apply);
  g_test_add_func ("/preset/folders", test_folders);
  g_test_add_func ("/preset/traversal", test_traversal);
  g_test_add_func ("/preset/damaged", test_damaged);
  g_test_add_func ("/preset/no-folder", test_no_folder);
  g_test_add_func ("/preset/long-list", test_long_list);
  g_test_add_func ("/preset/shipped", test_shipped);
  g_test_add_func ("/preset/find", test_find);
  return g_test_run ();
}
