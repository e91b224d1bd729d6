// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Settings of strips by commands of a surface: copied, as presets, on two
// sides, and what comes back.

#include "desk-rig.h"
#include "lt-test.h"

#include "core/lt-section.h"
#include "session/lt-session.h"

#include <math.h>

static const uint32_t eq = LT_SECTION_BIT (LT_SECTION_EQ);

static LtAddress
at (uint32_t strip, int param)
{
  return (LtAddress){.strip = strip, .param = (uint16_t)param};
}

/// The rig's master is 1, its inputs are "Sine 1" and so on.
enum { ONE = 2, TWO, THREE };

static double
value (DeskRig *rig, uint32_t strip, int param)
{
  return lt_mirror_value (rig->mirror, at (strip, param));
}

static void
set (DeskRig *rig, uint32_t strip, int param, double v)
{
  g_assert_cmpint (
    desk_rig_wait (
      rig, lt_mirror_set (rig->mirror, at (strip, param), v, 0, 0), NULL),
    ==,
    LT_OK);
}

static void
undo (DeskRig *rig)
{
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_simple (rig->mirror, LT_COMMAND_UNDO), NULL),
    ==,
    LT_OK);
}

static const char *
label (DeskRig *rig)
{
  return lt_mirror_desk (rig->mirror)->undo_label;
}

static LtStatus
copy (DeskRig        *rig,
      uint32_t        from,
      uint32_t        sections,
      const uint32_t *to,
      uint32_t        n)
{
  return desk_rig_wait (
    rig, lt_mirror_copy (rig->mirror, from, sections, to, n, 0), NULL);
}

// --- copy ---

static void
test_copy (void)
{
  DeskRig       *rig  = desk_rig_new (3, 48000);
  const uint32_t to[] = {TWO, THREE};
  LtLinkSurface *surface;
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  LtMirror *second = lt_mirror_new (surface);
  set (rig, ONE, LT_PARAM_EQ_GAIN_2, -6);
  set (rig, ONE, LT_PARAM_GATE_ON, 1);
  set (rig, ONE, LT_PARAM_GATE_LISTEN, 1);
  set (rig, ONE, LT_PARAM_FADER, -9);
  const uint32_t n = lt_mirror_desk (rig->mirror)->n_undo;
  g_assert_cmpint (copy (rig, ONE, eq, to, 1), ==, LT_OK);
  g_assert_cmpstr (label (rig), ==, "Copy EQ of \"Sine 1\" to \"Sine 2\"");
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_EQ_GAIN_2), ==, -6);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_GATE_ON), ==, 0);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_EQ_GAIN_2), ==, 0);
  g_assert_cmpint (copy (rig, ONE, 0, to, 2), ==, LT_OK);
  g_assert_cmpstr (
    label (rig), ==, "Copy processing of \"Sine 1\" to \"Sine 2\" and 1 more");
  for (uint32_t i = TWO; i <= THREE; i++) {
    g_assert_cmpfloat (value (rig, i, LT_PARAM_EQ_GAIN_2), ==, -6);
    g_assert_cmpfloat (value (rig, i, LT_PARAM_GATE_ON), ==, 1);
    g_assert_cmpfloat (value (rig, i, LT_PARAM_GATE_LISTEN), ==, 0);
    g_assert_cmpfloat (value (rig, i, LT_PARAM_FADER), ==, 0);
  }
  g_assert_cmpuint (lt_mirror_desk (rig->mirror)->n_undo, ==, n + 2);
  lt_mirror_pump (second);
  g_assert_cmpfloat (
    lt_mirror_value (second, at (THREE, LT_PARAM_GATE_ON)), ==, 1);
  undo (rig);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_EQ_GAIN_2), ==, -6);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_GATE_ON), ==, 0);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_EQ_GAIN_2), ==, 0);
  undo (rig);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_EQ_GAIN_2), ==, 0);
  lt_mirror_free (second);
  desk_rig_pump (rig);
  desk_rig_free (rig);
}

static void
test_copy_refused (void)
{
  DeskRig       *rig   = desk_rig_new (2, 48000);
  const uint32_t bad[] = {TWO, 99};
  set (rig, ONE, LT_PARAM_EQ_GAIN_2, -6);
  const uint32_t n = lt_mirror_desk (rig->mirror)->n_undo;
  g_assert_cmpint (copy (rig, ONE, 0, bad, 2), ==, LT_NOT_FOUND);
  g_assert_cmpint (copy (rig, 77, 0, bad, 1), ==, LT_NOT_FOUND);
  g_assert_cmpint (copy (rig, ONE, 0, bad, 0), ==, LT_RANGE); // to nobody
  g_assert_cmpuint (lt_mirror_desk (rig->mirror)->n_undo, ==, n);
  // Sections that are none never get past the link.
  g_assert_cmpuint (
    lt_mirror_copy (
      rig->mirror, 1, LT_SECTION_BIT (LT_SECTION_FADER), bad, 1, 0),
    !=,
    0);
  for (int i = 0; i < 3; i++)
    desk_rig_pump (rig);
  g_assert_cmpuint (lt_mirror_desk (rig->mirror)->n_undo, ==, n);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_EQ_GAIN_2), ==, 0);
  g_assert_cmpint (copy (rig, ONE, 0, bad, 1), ==, LT_OK);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_EQ_GAIN_2), ==, -6);
  // More than a command can name: refused here, not cut.
  static uint32_t many[2000];
  for (uint32_t i = 0; i < 2000; i++)
    many[i] = 10 * i + 1;
  g_assert_cmpuint (lt_mirror_copy (rig->mirror, ONE, 0, many, 2000, 0), ==, 0);
  desk_rig_free (rig);
}

// --- presets ---

static LtStatus
apply (DeskRig        *rig,
       const char     *name,
       uint32_t        sections,
       const uint32_t *to,
       uint32_t        n)
{
  return desk_rig_wait (
    rig, lt_mirror_apply_preset (rig->mirror, name, sections, to, n, 0), NULL);
}

static LtStatus
save (DeskRig *rig, const char *name, const char *use, bool replace)
{
  return desk_rig_wait (
    rig, lt_mirror_save_preset (rig->mirror, name, use, ONE, 0, replace), NULL);
}

/// What the list says, from behind a name on; valid until the next reply.
static const char *
list (DeskRig *rig, const char *behind, int64_t *n_left)
{
  const LtMirrorWatcher none   = {0};
  const uint32_t        serial = lt_mirror_list_presets (rig->mirror, behind);
  LtStatus              status = LT_BUSY;
  lt_mirror_watch (rig->mirror, &none);
  // The reply is kept for who waits for it.
  for (int i = 0; i < 3000 && status == LT_BUSY; i++) {
    lt_desk_tick (rig->desk);
    status = lt_mirror_wait_reply (rig->mirror, serial, 1, n_left, NULL);
  }
  g_assert_cmpint (status, ==, LT_OK);
  return lt_mirror_answer (rig->mirror);
}

static void
test_preset (void)
{
  DeskRig       *rig  = desk_rig_new (3, 48000);
  const uint32_t to[] = {TWO, THREE};
  int64_t        n_left;
  set (rig, TWO, LT_PARAM_GATE_ON, 1);
  const uint32_t n = lt_mirror_desk (rig->mirror)->n_undo;
  g_assert_cmpint (apply (rig, "Lead vocal", 0, to, 1), ==, LT_OK);
  g_assert_cmpstr (label (rig), ==, "Preset \"Lead vocal\" on \"Sine 2\"");
  g_assert_cmpuint (lt_mirror_desk (rig->mirror)->n_undo, ==, n + 1);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_COMPRESSOR_ON), ==, 1);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_HIGH_PASS_FREQUENCY), ==, 90);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_GATE_ON), ==, 1);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_COMPRESSOR_ON), ==, 0);
  g_assert_cmpint (apply (rig, "Lead vocal", eq, to, 2), ==, LT_OK);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_EQ_FREQUENCY_3), ==, 3500);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_COMPRESSOR_ON), ==, 0);
  undo (rig);
  undo (rig);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_COMPRESSOR_ON), ==, 0);
  // Saved from a strip, told of, applied, removed; in that order though
  // nothing was waited for.
  set (rig, ONE, LT_PARAM_EQ_GAIN_2, -7);
  lt_mirror_save_preset (rig->mirror, "aaa", "Mine", ONE, eq, false);
  g_assert_true (
    g_str_has_prefix (list (rig, "", &n_left), "aaa\teq\town\tMine\nAcoustic"));
  g_assert_cmpint (n_left, ==, 0);
  g_assert_true (g_str_has_prefix (list (rig, "Piano", &n_left), "Snare\t"));
  lt_mirror_apply_preset (rig->mirror, "aaa", 0, to, 2, 0);
  lt_mirror_remove_preset (rig->mirror, "aaa");
  g_assert_true (g_str_has_prefix (list (rig, "", &n_left), "Acoustic"));
  desk_rig_pump (rig);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_EQ_GAIN_2), ==, -7);
  g_assert_cmpstr (label (rig), ==, "Preset \"aaa\" on \"Sine 2\" and 1 more");
  desk_rig_free (rig);
}

static void
test_preset_refused (void)
{
  DeskRig       *rig   = desk_rig_new (2, 48000);
  const uint32_t bad[] = {TWO, 99};
  const uint32_t n     = lt_mirror_desk (rig->mirror)->n_undo;
  g_assert_cmpint (apply (rig, "Nobody", 0, bad, 1), ==, LT_NOT_FOUND);
  g_assert_cmpint (apply (rig, "../presets/Kick", 0, bad, 1), ==, LT_NOT_FOUND);
  g_assert_cmpint (apply (rig, "Kick", 0, bad, 2), ==, LT_NOT_FOUND);
  g_assert_cmpint (apply (rig, "Kick", 0, bad, 0), ==, LT_RANGE);
  g_assert_cmpint (save (rig, "a/b", "", false), ==, LT_RANGE);
  g_assert_cmpint (save (rig, "Kick", "", false), ==, LT_EXISTS);
  g_assert_cmpint (save (rig, "Mine", "", false), ==, LT_OK);
  g_assert_cmpint (save (rig, "Mine", "", false), ==, LT_EXISTS);
  g_assert_cmpint (save (rig, "Mine", "", true), ==, LT_OK);
  g_assert_cmpint (
    desk_rig_wait (
      rig, lt_mirror_save_preset (rig->mirror, "x", "", 99, 0, false), NULL),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_remove_preset (rig->mirror, "Kick"), NULL),
    ==,
    LT_RANGE);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_remove_preset (rig->mirror, "Mine"), NULL),
    ==,
    LT_OK);
  g_assert_cmpuint (lt_mirror_desk (rig->mirror)->n_undo, ==, n);
  g_assert_cmpint (apply (rig, "Kick", 0, bad, 1), ==, LT_OK);
  // A strip that goes while its preset is read, and a desk that does.
  lt_mirror_remove_strip (rig->mirror, TWO);
  g_assert_cmpint (apply (rig, "Snare", 0, bad, 1), ==, LT_NOT_FOUND);
  lt_mirror_apply_preset (rig->mirror, "Kick", 0, bad, 1, 0);
  lt_desk_tick (rig->desk);
  desk_rig_free (rig);
}

// --- sides ---

static void
test_sides (void)
{
  DeskRig       *rig  = desk_rig_new (3, 48000);
  LtMirror      *m    = rig->mirror;
  const uint32_t to[] = {ONE, THREE}, bad[] = {ONE, 99};
  LtLinkSurface *surface;
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  LtMirror *second = lt_mirror_new (surface);
  set (rig, ONE, LT_PARAM_EQ_GAIN_2, -6);
  const uint32_t n = lt_mirror_desk (m)->n_undo;
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_swap_sides (m, to, 1, 0), NULL), ==, LT_OK);
  g_assert_cmpstr (label (rig), ==, "Side B of \"Sine 1\"");
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_SIDE), ==, 1);
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_EQ_GAIN_2), ==, -6);
  set (rig, ONE, LT_PARAM_EQ_GAIN_2, 3);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_swap_sides (m, to, 2, 0), NULL), ==, LT_OK);
  g_assert_cmpstr (label (rig), ==, "Side A of \"Sine 1\" and 1 more");
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_SIDE), ==, 0);
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_EQ_GAIN_2), ==, -6);
  g_assert_cmpfloat (value (rig, TWO, LT_PARAM_SIDE), ==, 0);
  g_assert_cmpfloat (value (rig, THREE, LT_PARAM_SIDE), ==, 1);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n + 3);
  // All surfaces see which side is on, and what it is.
  lt_mirror_pump (second);
  g_assert_cmpfloat (
    lt_mirror_value (second, at (THREE, LT_PARAM_SIDE)), ==, 1);
  g_assert_cmpfloat (
    lt_mirror_value (second, at (ONE, LT_PARAM_EQ_GAIN_2)), ==, -6);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_copy_side (m, to, 1, 0), NULL), ==, LT_OK);
  g_assert_cmpstr (label (rig), ==, "Copy side A to B of \"Sine 1\"");
  set (rig, ONE, LT_PARAM_SIDE, 1); // the same as the command
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_EQ_GAIN_2), ==, -6);
  undo (rig);
  undo (rig);
  set (rig, ONE, LT_PARAM_SIDE, 1);
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_EQ_GAIN_2), ==, 3);
  for (int i = 0; i < 4; i++)
    undo (rig);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n);
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_SIDE), ==, 0);
  g_assert_cmpfloat (value (rig, ONE, LT_PARAM_EQ_GAIN_2), ==, -6);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_swap_sides (m, bad, 2, 0), NULL),
    ==,
    LT_NOT_FOUND);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_copy_side (m, bad, 0, 0), NULL),
    ==,
    LT_RANGE);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, n);
  lt_mirror_free (second);
  desk_rig_pump (rig);
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
  g_test_add_func ("/desk-settings/copy", test_copy);
  g_test_add_func ("/desk-settings/copy/refused", test_copy_refused);
  g_test_add_func ("/desk-settings/preset", test_preset);
  g_test_add_func ("/desk-settings/preset/refused", test_preset_refused);
  g_test_add_func ("/desk-settings/sides", test_sides);
  const int result = g_test_run ();
  lt_test_remove_dir (data);
  return result;
}
