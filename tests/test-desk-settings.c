// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Settings of strips by commands of a surface: copied, and what comes back.

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

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/desk-settings/copy", test_copy);
  g_test_add_func ("/desk-settings/copy/refused", test_copy_refused);
  return g_test_run ();
}
