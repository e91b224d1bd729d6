// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a show needs of the desk: the lock, gangs and a second surface that
// sees every edit at once, solo clear, and the answer to "why".

#include "desk-rig.h"
#include "lt-test.h"

#include "session/lt-session.h"

#include <math.h>

static LtAddress
at (uint32_t strip, int param)
{
  return (LtAddress){.strip = strip, .param = (uint16_t)param};
}

static LtAddress
at_bus (uint32_t strip, int param, uint32_t bus)
{
  return (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param};
}

static LtStatus
set (DeskRig *rig, LtAddress address, double value)
{
  return desk_rig_wait (
    rig, lt_mirror_set (rig->mirror, address, value, 0, 0), NULL);
}

static void
must_set (DeskRig *rig, LtAddress address, double value)
{
  g_assert_cmpint (set (rig, address, value), ==, LT_OK);
  g_assert_cmpfloat (lt_mirror_value (rig->mirror, address), ==, value);
}

static uint32_t
add (DeskRig *rig, LtKind kind, const char *name)
{
  int64_t id = 0;
  g_assert_cmpint (
    desk_rig_wait (
      rig, lt_mirror_add_strip (rig->mirror, kind, 2, -1, name), &id),
    ==,
    LT_OK);
  return (uint32_t)id;
}

// --- show lock ---

/// Two inputs (1, 2), an aux, a cue and a group.
typedef struct {
  DeskRig *rig;
  uint32_t in, aux, cue, group, master;
} Show;

static Show
show_new (void)
{
  Show show   = {.rig = desk_rig_new (2, 48000)};
  show.in     = lt_mirror_strip_at (show.rig->mirror, 0)->id;
  show.master = lt_mirror_desk (show.rig->mirror)->master;
  show.aux    = add (show.rig, LT_KIND_AUX, "Verb");
  show.cue    = add (show.rig, LT_KIND_CUE, "Singer");
  show.group  = add (show.rig, LT_KIND_GROUP, "Band");
  return show;
}

enum { OFF, STRUCTURE, ALL };

/// What each command comes to while the lock is off, structure, all.
typedef struct {
  const char *name;
  uint32_t (*ask) (const Show *);
  bool passes[3];
} Row;

#define ASK(name, expression)                                                  \
  static uint32_t name (const Show *s)                                         \
  {                                                                            \
    LtMirror *m = s->rig->mirror;                                              \
    return expression;                                                         \
  }
#define SET(name, address, value)                                              \
  ASK (name, lt_mirror_set (m, address, value, 0, 0))

SET (fader, at (s->in, LT_PARAM_FADER), -7)
SET (mute, at (s->in, LT_PARAM_MUTE), 1)
SET (solo, at (s->in, LT_PARAM_SOLO), 1)
SET (send_level, at_bus (s->in, LT_PARAM_SEND_LEVEL, s->aux), -9)
SET (send_pan, at_bus (s->in, LT_PARAM_SEND_PAN, s->aux), 9)
SET (send_on, at_bus (s->in, LT_PARAM_SEND_ON, s->aux), 0)
SET (dca_fader, at (0, LT_PARAM_DCA_FADER + 1), -4)
SET (mute_group, at (0, LT_PARAM_MUTE_GROUP_ON), 1)
SET (monitor_dim, at (0, LT_PARAM_MONITOR_DIM), 1)
SET (talkback, at (0, LT_PARAM_TALKBACK_ON), 1)
SET (talkback_off, at (0, LT_PARAM_TALKBACK_ON), 0)
SET (oscillator, at (0, LT_PARAM_OSCILLATOR_ON), 1)
SET (oscillator_off, at (0, LT_PARAM_OSCILLATOR_ON), 0)
SET (panic_off, at (0, LT_PARAM_PANIC), 0)
SET (panic, at (0, LT_PARAM_PANIC), 1)
ASK (solo_clear, lt_mirror_simple (m, LT_COMMAND_SOLO_CLEAR))
ASK (play, lt_mirror_simple (m, LT_COMMAND_PLAY))
ASK (stop, lt_mirror_simple (m, LT_COMMAND_STOP))
ASK (locate, lt_mirror_locate (m, 4800))
SET (trim, at (s->in, LT_PARAM_TRIM), 3)
SET (colour, at (s->in, LT_PARAM_COLOUR), 0x123456)
SET (to, at_bus (s->in, LT_PARAM_TO, s->group), 1)
SET (tap, at_bus (s->in, LT_PARAM_SEND_TAP, s->cue), 0)
SET (dca, at (s->in, LT_PARAM_DCA), 1)
SET (dca_to, at (0, LT_PARAM_DCA_TO), 2)
SET (gang, at (s->in, LT_PARAM_GANG), 1)
SET (gang_mode, at (0, LT_PARAM_GANG_MODE), 1)
SET (lean, at (s->cue, LT_PARAM_LEAN), 1)
SET (hidden, at (s->in, LT_PARAM_HIDDEN), 1)
SET (source, at (s->in, LT_PARAM_SOURCE), 1)
SET (feeds, at_bus (0, LT_PARAM_OSCILLATOR_TO, s->cue), 1)
SET (loop, at (0, LT_PARAM_LOOP_END), 48000)
ASK (rename_strip, lt_mirror_set_text (m, at (s->in, LT_PARAM_NAME), "Other"))
ASK (dca_name, lt_mirror_set_text (m, at (0, LT_PARAM_DCA_NAME), "Band"))
ASK (layer, lt_mirror_set_text (m, at (0, LT_PARAM_LAYER_STRIPS), "2 1"))
ASK (strip_add, lt_mirror_add_strip (m, LT_KIND_INPUT, 1, -1, "New"))
ASK (strip_move, lt_mirror_move_strip (m, s->in, 1))
ASK (strip_remove, lt_mirror_remove_strip (m, s->in))
ASK (copy, lt_mirror_copy (m, s->in, 0, &s->aux, 1, 0))
ASK (preset_list, lt_mirror_list_presets (m, ""))
ASK (preset_apply, lt_mirror_apply_preset (m, "Kick", 0, &s->in, 1, 0))
ASK (preset_save, lt_mirror_save_preset (m, "Mine", "", s->in, 0, true))
ASK (preset_remove, lt_mirror_remove_preset (m, "Mine"))
ASK (swap, lt_mirror_swap_sides (m, &s->in, 1, 0))
ASK (side_copy, lt_mirror_copy_side (m, &s->in, 1, 0))
SET (side, at (s->in, LT_PARAM_SIDE), 1)
ASK (why, lt_mirror_why (m, s->in))
ASK (clear, lt_mirror_clear_flags (m, 0))
ASK (save, lt_mirror_simple (m, LT_COMMAND_SAVE))

static const Row rows[] = {
  {"fader", fader, {true, true, false}},
  {"mute", mute, {true, true, false}},
  {"solo", solo, {true, true, false}},
  {"send level", send_level, {true, true, false}},
  {"send pan", send_pan, {true, true, false}},
  {"send on", send_on, {true, true, false}},
  {"DCA fader", dca_fader, {true, true, false}},
  {"mute group", mute_group, {true, true, false}},
  {"monitor dim", monitor_dim, {true, true, false}},
  {"talkback", talkback, {true, true, false}},
  {"panic", panic, {true, true, true}},
  {"talkback off", talkback_off, {true, true, true}},
  {"oscillator off", oscillator_off, {true, true, true}},
  {"oscillator", oscillator, {true, true, false}},
  {"panic off", panic_off, {true, true, false}},
  {"solo clear", solo_clear, {true, true, false}},
  {"play", play, {true, true, false}},
  {"stop", stop, {true, true, false}},
  {"locate", locate, {true, true, false}},
  {"trim", trim, {true, false, false}},
  {"colour", colour, {true, false, false}},
  {"to", to, {true, false, false}},
  {"tap", tap, {true, false, false}},
  {"DCA member", dca, {true, false, false}},
  {"DCA of a DCA", dca_to, {true, false, false}},
  {"gang", gang, {true, false, false}},
  {"gang mode", gang_mode, {true, false, false}},
  {"lean", lean, {true, false, false}},
  {"hidden", hidden, {true, false, false}},
  {"source", source, {true, false, false}},
  {"oscillator feeds", feeds, {true, false, false}},
  {"loop", loop, {true, false, false}},
  {"rename", rename_strip, {true, false, false}},
  {"DCA name", dca_name, {true, false, false}},
  {"layer", layer, {true, false, false}},
  {"add", strip_add, {true, false, false}},
  {"move", strip_move, {true, false, false}},
  {"copy", copy, {true, false, false}},
  {"preset list", preset_list, {true, true, true}},
  {"preset apply", preset_apply, {true, false, false}},
  {"preset save", preset_save, {true, false, false}},
  {"preset remove", preset_remove, {true, false, false}},
  {"A/B", swap, {true, false, false}},
  {"A to B", side_copy, {true, false, false}},
  {"side", side, {true, false, false}},
  {"why", why, {true, true, true}},
  {"clear lamps", clear, {true, true, true}},
  {"save", save, {true, true, true}},
  {"remove", strip_remove, {true, false, false}},
};

/// What is refused changes nothing, and goes as soon as the lock is off, which
/// can always be done. The last row takes the strip away.
static void
test_lock (gconstpointer data)
{
  const int mode = GPOINTER_TO_INT (data);
  Show      show = show_new ();
  LtMirror *m    = show.rig->mirror;
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const LtStatus want = rows[i].passes[mode] ? LT_OK : LT_BUSY;
    must_set (show.rig, at (0, LT_PARAM_LOCK), mode);
    const uint32_t n   = lt_mirror_desk (m)->n_undo;
    const LtStatus got = desk_rig_wait (show.rig, rows[i].ask (&show), NULL);
    if (got != want)
      g_error ("%s, lock %d: %s", rows[i].name, mode, lt_strerror (got));
    if (want == LT_OK)
      continue;
    g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n);
    must_set (show.rig, at (0, LT_PARAM_LOCK), OFF);
    g_assert_cmpint (
      desk_rig_wait (show.rig, rows[i].ask (&show), NULL), ==, LT_OK);
  }
  g_assert_null (lt_mirror_strip (m, show.in));
  desk_rig_free (show.rig);
}

static void
test_lock_undo (void)
{
  Show      show = show_new ();
  DeskRig  *rig  = show.rig;
  LtMirror *m    = rig->mirror;
  must_set (rig, at (show.in, LT_PARAM_FADER), -3);
  must_set (rig, at (show.in, LT_PARAM_TRIM), 6);
  must_set (rig, at (0, LT_PARAM_LOCK), STRUCTURE);
  must_set (rig, at (show.in, LT_PARAM_MUTE), 1);
  must_set (rig, at (0, LT_PARAM_DCA_FADER), -8);
  const uint32_t n = lt_mirror_desk (m)->n_undo;
  // What hands may move they may take back, and make again.
  const LtCommandType way[] = {
    LT_COMMAND_UNDO, LT_COMMAND_UNDO, LT_COMMAND_REDO, LT_COMMAND_UNDO};
  for (size_t i = 0; i < G_N_ELEMENTS (way); i++)
    g_assert_cmpint (
      desk_rig_wait (rig, lt_mirror_simple (m, way[i]), NULL), ==, LT_OK);
  g_assert_cmpfloat (lt_mirror_value (m, at (0, LT_PARAM_DCA_FADER)), ==, 0);
  g_assert_cmpfloat (lt_mirror_value (m, at (show.in, LT_PARAM_MUTE)), ==, 0);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n - 2);
  // The next step is a trim: structure. The lock itself is no step.
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_UNDO), NULL),
    ==,
    LT_BUSY);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n - 2);
  must_set (rig, at (0, LT_PARAM_LOCK), ALL);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_REDO), NULL),
    ==,
    LT_BUSY);
  must_set (rig, at (0, LT_PARAM_LOCK), OFF);
  for (int i = 0; i < 2; i++)
    g_assert_cmpint (
      desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_UNDO), NULL),
      ==,
      LT_OK);
  g_assert_cmpfloat (lt_mirror_value (m, at (show.in, LT_PARAM_TRIM)), ==, 0);
  g_assert_cmpfloat (lt_mirror_value (m, at (show.in, LT_PARAM_FADER)), ==, 0);
  g_assert_cmpfloat (lt_mirror_value (m, at (0, LT_PARAM_LOCK)), ==, OFF);
  desk_rig_free (rig);
}

// --- gangs, solos ---

static void
test_gang (void)
{
  Show           show = show_new ();
  DeskRig       *rig  = show.rig;
  LtMirror      *m    = rig->mirror;
  const uint32_t two  = lt_mirror_strip_at (m, 1)->id;
  must_set (rig, at (show.in, LT_PARAM_GANG), 1);
  must_set (rig, at (two, LT_PARAM_GANG), 1);
  const uint32_t n = lt_mirror_desk (m)->n_undo;
  must_set (rig, at (show.in, LT_PARAM_FADER), -5);
  g_assert_cmpfloat (lt_mirror_value (m, at (two, LT_PARAM_FADER)), ==, -5);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n + 1);
  g_assert_cmpint (
    desk_rig_wait (
      rig,
      lt_mirror_set (m, at (two, LT_PARAM_FADER), -7, 0, LT_SET_ALONE),
      NULL),
    ==,
    LT_OK);
  g_assert_cmpfloat (lt_mirror_value (m, at (show.in, LT_PARAM_FADER)), ==, -5);
  must_set (rig, at (two, LT_PARAM_FADER), -8); // together again
  g_assert_cmpfloat (lt_mirror_value (m, at (show.in, LT_PARAM_FADER)), ==, -6);
  must_set (rig, at (two, LT_PARAM_SOLO), 1);
  must_set (rig, at (0, LT_PARAM_DCA_SOLO + 7), 1);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_SOLO_CLEAR), NULL),
    ==,
    LT_OK);
  g_assert_cmpfloat (lt_mirror_value (m, at (show.in, LT_PARAM_SOLO)), ==, 0);
  g_assert_cmpfloat (lt_mirror_value (m, at (0, LT_PARAM_DCA_SOLO + 7)), ==, 0);
  desk_rig_free (rig);
}

// --- a second surface ---

/// Both know the same of each parameter of each strip and of the desk.
static void
compare (LtMirror *one, LtMirror *two)
{
  g_assert_cmpuint (lt_mirror_n_strips (one), ==, lt_mirror_n_strips (two));
  for (uint32_t i = 0; i <= lt_mirror_n_strips (one); i++) {
    const LtMirrorStrip *strip = lt_mirror_strip_at (one, i);
    const uint32_t       id    = strip ? strip->id : 0; // the last: the desk
    g_assert_true (!strip || lt_mirror_strip_at (two, i)->id == id);
    for (int p = 0; p < LT_N_PARAMS; p++) {
      const bool per_bus = (lt_param_info[p].flags & LT_PARAM_PER_BUS) != 0;
      if (!strip != (p >= LT_N_STRIP_PARAMS) ||
          (strip && !(lt_param_info[p].kinds & strip->kind)))
        continue;
      if (lt_param_is_text ((LtParam)p))
        g_assert_cmpstr (lt_mirror_text (one, at (id, p)),
                         ==,
                         lt_mirror_text (two, at (id, p)));
      else if (!per_bus)
        g_assert_cmpfloat (lt_mirror_value (one, at (id, p)),
                           ==,
                           lt_mirror_value (two, at (id, p)));
      for (uint32_t b = 0; per_bus && b < lt_mirror_n_strips (one); b++) {
        const LtAddress a = at_bus (id, p, lt_mirror_strip_at (one, b)->id);
        g_assert_cmpfloat (
          lt_mirror_value (one, a), ==, lt_mirror_value (two, a));
      }
    }
  }
}

static void
test_second_surface (void)
{
  Show           show = show_new ();
  DeskRig       *rig  = show.rig;
  LtMirror      *m    = rig->mirror;
  LtLinkSurface *surface;
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  LtMirror *second = lt_mirror_new (surface);
  desk_rig_pump (rig);
  lt_mirror_pump (second);
  g_assert_true (lt_mirror_desk (second)->is_synced);
  const uint32_t  matrix  = add (rig, LT_KIND_MATRIX, "Foyer");
  const uint32_t  two     = lt_mirror_strip_at (m, 1)->id;
  const LtAddress edits[] = {
    at_bus (show.in, LT_PARAM_TO, show.group),
    at_bus (show.in, LT_PARAM_SEND_PAN, show.aux),
    at_bus (show.in, LT_PARAM_SEND_TAP, show.aux),
    at_bus (show.master, LT_PARAM_SEND_LEVEL, matrix),
    at (show.in, LT_PARAM_GANG),
    at (two, LT_PARAM_GANG),
    at (two, LT_PARAM_FADER), // the gang's other is seen too
    at (0, LT_PARAM_GANG_MODE),
    at (show.in, LT_PARAM_DCA + 3),
    at (two, LT_PARAM_MUTE_GROUP_LAST),
    at (0, LT_PARAM_DCA_TO + 3),
    at (show.cue, LT_PARAM_LEAN),
    at (show.cue, LT_PARAM_NARROW),
    at_bus (0, LT_PARAM_TALKBACK_TO, show.cue),
    at_bus (0, LT_PARAM_OSCILLATOR_TO, matrix),
    at (0, LT_PARAM_TALKBACK_ON),
    at (0, LT_PARAM_MONITOR_SPEAKERS),
  };
  for (size_t i = 0; i < G_N_ELEMENTS (edits); i++) {
    g_assert_cmpfloat (lt_mirror_value (second, edits[i]), !=, 1);
    must_set (rig, edits[i], 1);
    // The reply is there, so it is here: no tick in between.
    g_assert_cmpint (lt_mirror_pump (second), ==, LT_OK);
    g_assert_cmpfloat (lt_mirror_value (second, edits[i]), ==, 1);
    compare (m, second);
  }
  const struct {
    LtAddress   address;
    const char *text;
  } texts[] = {{at (0, LT_PARAM_LAYER_NAME), "Singers"},
               {at (0, LT_PARAM_LAYER_STRIPS), "2 1 5"},
               {at (0, LT_PARAM_DCA_NAME + 3), "Drums"},
               {at (0, LT_PARAM_MUTE_GROUP_NAME), "Choir"}};
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_assert_cmpint (
      desk_rig_wait (
        rig, lt_mirror_set_text (m, texts[i].address, texts[i].text), NULL),
      ==,
      LT_OK);
    lt_mirror_pump (second);
    g_assert_cmpstr (
      lt_mirror_text (second, texts[i].address), ==, texts[i].text);
  }
  // A bus goes with all that feeds it, and comes back by the other's undo.
  desk_rig_wait (rig, lt_mirror_remove_strip (m, show.cue), NULL);
  lt_mirror_pump (second);
  g_assert_null (lt_mirror_strip (second, show.cue));
  compare (m, second);
  for (int i = 0; i < 60; i++) {
    lt_mirror_simple (second, LT_COMMAND_UNDO);
    desk_rig_pump (rig);
    lt_mirror_pump (second);
    compare (m, second);
    if (i == 0)
      g_assert_cmpfloat (
        lt_mirror_value (m, at_bus (0, LT_PARAM_TALKBACK_TO, show.cue)), ==, 1);
  }
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, 0);
  lt_mirror_free (second);
  for (int i = 0; i < 5; i++)
    desk_rig_pump (rig);
  desk_rig_free (rig);
}

// --- why ---

static char *why_text;

static void
keep_reply (void       *data,
            uint32_t    serial,
            LtStatus    status,
            int64_t     number,
            const char *text)
{
  g_free (why_text);
  why_text = g_strdup_printf ("%d %s", status != LT_OK, text);
}

static const char *
ask_why (DeskRig *rig, int64_t strip)
{
  const LtMirrorWatcher watcher = {.reply = keep_reply};
  lt_mirror_watch (rig->mirror, &watcher);
  g_clear_pointer (&why_text, g_free);
  lt_mirror_why (rig->mirror, (uint32_t)strip);
  desk_rig_pump (rig);
  g_assert_nonnull (why_text);
  return why_text;
}

static void
test_why (void)
{
  Show     show = show_new ();
  DeskRig *rig  = show.rig;
  for (int i = 0; i < 10; i++)
    desk_rig_pump (rig);
  g_assert_cmpstr (
    ask_why (rig, show.in),
    ==,
    "0 Sine 1: the transport is stopped, so its file does not play");
  desk_rig_wait (rig, lt_mirror_simple (rig->mirror, LT_COMMAND_PLAY), NULL);
  desk_rig_run (rig, 9600);
  g_assert_cmpstr (ask_why (rig, show.in), ==, "0 Sine 1 is heard: Master");
  g_assert_cmpstr (ask_why (rig, show.aux), ==, "0 Verb: nothing feeds it");
  must_set (rig, at (show.in, LT_PARAM_DCA + 1), 1);
  must_set (rig, at (0, LT_PARAM_DCA_MUTE + 1), 1);
  must_set (
    rig, at (lt_mirror_strip_at (rig->mirror, 1)->id, LT_PARAM_SOLO), 1);
  desk_rig_run (rig, 960);
  g_assert_cmpstr (ask_why (rig, show.in),
                   ==,
                   "0 Sine 1: muted by DCA 2\n"
                   "Sine 1: silenced by the solo in place of Sine 2");
  g_assert_cmpstr (ask_why (rig, 99), ==, "1 There is no strip 99.");
  g_clear_pointer (&why_text, g_free);
  desk_rig_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_autofree char *shipped = lt_test_source_path ("data/presets");
  char            *data    = lt_test_make_dir ();
  g_setenv ("LT_PRESETS", shipped, TRUE);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_add_data_func ("/show/lock/off", GINT_TO_POINTER (OFF), test_lock);
  g_test_add_data_func (
    "/show/lock/structure", GINT_TO_POINTER (STRUCTURE), test_lock);
  g_test_add_data_func ("/show/lock/all", GINT_TO_POINTER (ALL), test_lock);
  g_test_add_func ("/show/lock/undo", test_lock_undo);
  g_test_add_func ("/show/gang", test_gang);
  g_test_add_func ("/show/second-surface", test_second_surface);
  g_test_add_func ("/show/why", test_why);
  const int result = g_test_run ();
  lt_test_remove_dir (data);
  return result;
}
