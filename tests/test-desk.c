// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A whole desk by counted frames: commands, undo, two surfaces, no clicks.

#include "desk-rig.h"
#include "lt-test.h"

#include "desk/lt-player.h"

#include <math.h>

/// 220 Hz at 0.5 has 0.00041; a jump of 0.01 would show as 0.01.
static const float click_bound = 0.001f;

static LtAddress
at (uint32_t strip, LtParam param)
{
  return (LtAddress){.strip = strip, .param = (uint16_t)param};
}

static uint32_t
master_of (DeskRig *rig)
{
  return lt_mirror_desk (rig->mirror)->master;
}

static void
test_edit_and_undo (void)
{
  DeskRig  *rig = desk_rig_new (3, 48000);
  LtMirror *m   = rig->mirror;
  g_assert_cmpuint (lt_mirror_n_strips (m), ==, 4);
  const uint32_t id = lt_mirror_strip_at (m, 0)->id;
  g_assert_cmpint (
    desk_rig_wait (
      rig, lt_mirror_set (m, at (id, LT_PARAM_FADER), -6, 0, 0), NULL),
    ==,
    LT_OK);
  g_assert_cmpfloat (lt_mirror_value (m, at (id, LT_PARAM_FADER)), ==, -6.0);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, 1);
  // A move of many steps is one undo step.
  uint32_t gesture = lt_mirror_new_gesture (m), serial = 0;
  for (int i = 0; i < 50; i++)
    serial = lt_mirror_set (m,
                            at (id, LT_PARAM_FADER),
                            -6 - i * 0.1,
                            gesture,
                            i == 0    ? LT_TOUCH_BEGIN
                            : i == 49 ? LT_TOUCH_END
                                      : 0);
  g_assert_cmpint (desk_rig_wait (rig, serial, NULL), ==, LT_OK);
  g_assert_cmpuint (lt_mirror_desk (m)->n_undo, ==, 2);
  desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_UNDO), NULL);
  g_assert_cmpfloat (lt_mirror_value (m, at (id, LT_PARAM_FADER)), ==, -6.0);
  desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_UNDO), NULL);
  g_assert_cmpfloat (lt_mirror_value (m, at (id, LT_PARAM_FADER)), ==, 0.0);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_UNDO), NULL),
    ==,
    LT_NOT_FOUND);
  desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_REDO), NULL);
  g_assert_cmpfloat (lt_mirror_value (m, at (id, LT_PARAM_FADER)), ==, -6.0);
  // Beyond the range: clamped by the table.
  desk_rig_wait (
    rig, lt_mirror_set (m, at (id, LT_PARAM_FADER), 99, 0, 0), NULL);
  g_assert_cmpfloat (lt_mirror_value (m, at (id, LT_PARAM_FADER)), ==, 10.0);
  // Refused: no such strip, the master's removal.
  g_assert_cmpint (desk_rig_wait (rig, lt_mirror_remove_strip (m, 777), NULL),
                   ==,
                   LT_NOT_FOUND);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_remove_strip (m, master_of (rig)), NULL),
    !=,
    LT_OK);
  desk_rig_free (rig);
}

static void
test_second_surface (void)
{
  DeskRig       *rig = desk_rig_new (4, 48000);
  LtLinkSurface *surface;
  LtMirror      *m  = rig->mirror;
  const uint32_t id = lt_mirror_strip_at (m, 2)->id;
  int64_t        aux;
  desk_rig_wait (
    rig, lt_mirror_add_strip (m, LT_KIND_AUX, 2, -1, "Verb"), &aux);
  LtAddress send = {
    .strip = id, .bus = (uint32_t)aux, .param = LT_PARAM_SEND_LEVEL};
  desk_rig_wait (rig, lt_mirror_set (m, send, -12, 0, 0), NULL);
  desk_rig_wait (
    rig, lt_mirror_set_text (m, at (id, LT_PARAM_NAME), "Vox"), NULL);
  desk_rig_wait (rig, lt_mirror_move_strip (m, id, 0), NULL);
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  LtMirror *second = lt_mirror_new (surface);
  for (int i = 0; i < 10; i++) {
    desk_rig_pump (rig);
    lt_mirror_pump (second);
  }
  g_assert_true (lt_mirror_desk (second)->is_synced);
  g_assert_cmpuint (lt_mirror_n_strips (second), ==, lt_mirror_n_strips (m));
  g_assert_cmpstr (lt_mirror_strip_at (second, 0)->name, ==, "Vox");
  g_assert_cmpfloat (lt_mirror_value (second, send), ==, -12.0);
  // A move of the one is seen by the other.
  lt_mirror_set (second, at (id, LT_PARAM_PAN), 30, 0, 0);
  desk_rig_pump (rig);
  desk_rig_pump (rig);
  g_assert_cmpfloat (lt_mirror_value (m, at (id, LT_PARAM_PAN)), ==, 30.0);
  lt_mirror_free (second);
  for (int i = 0; i < 5; i++)
    desk_rig_pump (rig);
  desk_rig_free (rig);
}

/// Whatever is done while the song rolls, the output has no jump.
static void
test_no_clicks (void)
{
  DeskRig  *rig = desk_rig_new (2, 48000 * 30);
  LtMirror *m   = rig->mirror;
  desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_PLAY), NULL);
  desk_rig_run (rig, 9600);
  float peak = 0;
  for (uint32_t i = 0; i < rig->n; i++)
    peak = MAX (peak, fabsf (rig->out[0][i]));
  g_assert_cmpfloat (peak, >, 0.1f);
  const uint32_t id    = lt_mirror_strip_at (m, 0)->id;
  int64_t        group = 0, aux = 0;
  for (int round = 0; round < 12; round++) {
    const uint32_t from = rig->n;
    switch (round) {
      case 0:
        desk_rig_wait (
          rig, lt_mirror_add_strip (m, LT_KIND_GROUP, 2, -1, "Group"), &group);
        break;
      case 1:
        lt_mirror_set (m,
                       (LtAddress){.strip = id,
                                   .bus   = (uint32_t)group,
                                   .param = LT_PARAM_TO},
                       1,
                       0,
                       0);
        break;
      case 2:
        lt_mirror_set (m,
                       (LtAddress){.strip = id,
                                   .bus   = master_of (rig),
                                   .param = LT_PARAM_TO},
                       0,
                       0,
                       0);
        break;
      case 3:
        desk_rig_wait (
          rig, lt_mirror_add_strip (m, LT_KIND_AUX, 2, -1, "Aux"), &aux);
        break;
      case 4:
        lt_mirror_set (m,
                       (LtAddress){.strip = id,
                                   .bus   = (uint32_t)aux,
                                   .param = LT_PARAM_SEND_LEVEL},
                       -6,
                       0,
                       0);
        break;
      case 5:
        lt_mirror_set (m,
                       (LtAddress){.strip = id,
                                   .bus   = (uint32_t)aux,
                                   .param = LT_PARAM_SEND_TAP},
                       0,
                       0,
                       0);
        break;
      case 6:
        lt_mirror_remove_strip (m, (uint32_t)group);
        break;
      case 7:
        lt_mirror_simple (m, LT_COMMAND_UNDO);
        break;
      case 8:
        lt_mirror_remove_strip (m, id);
        break;
      case 9:
        lt_mirror_simple (m, LT_COMMAND_UNDO);
        break;
      case 10:
        lt_mirror_locate (m, 100000);
        break;
      case 11:
        lt_mirror_set (m, at (id, LT_PARAM_SOLO), 1, 0, 0);
        break;
    }
    desk_rig_run (rig, 48000);
    float worst = MAX (desk_rig_roughness (rig->out[0] + from, rig->n - from),
                       desk_rig_roughness (rig->out[1] + from, rig->n - from));
    if (worst >= click_bound)
      g_error ("round %d: %g", round, (double)worst);
  }
  desk_rig_free (rig);
}

static void
test_recovery (void)
{
  // A desk that ends without a save: the journal brings all back.
  DeskRig       *rig = desk_rig_new (2, 48000);
  LtMirror      *m   = rig->mirror;
  const uint32_t id  = lt_mirror_strip_at (m, 0)->id;
  desk_rig_wait (
    rig, lt_mirror_set (m, at (id, LT_PARAM_FADER), -11.5, 0, 0), NULL);
  desk_rig_wait (rig, lt_mirror_set (m, at (id, LT_PARAM_MUTE), 1, 0, 0), NULL);
  for (int i = 0; i < 60; i++) {
    desk_rig_pump (rig);
    g_usleep (5000);
  }
  LtSession *copy;
  LtError    error;
  double     value;
  g_assert_cmpint (
    lt_session_open (rig->session, true, &copy, &error), ==, LT_OK);
  lt_session_get (copy, at (id, LT_PARAM_FADER), &value, NULL);
  g_assert_cmpfloat (value, ==, -11.5);
  lt_session_get (copy, at (id, LT_PARAM_MUTE), &value, NULL);
  g_assert_cmpfloat (value, ==, 1);
  lt_session_free (copy);
  desk_rig_free (rig);
}

static void
test_import_and_cancel (void)
{
  DeskRig         *rig  = desk_rig_new (1, 48000);
  LtMirror        *m    = rig->mirror;
  g_autofree char *one  = g_build_filename (rig->dir, "One.wav", NULL);
  g_autofree char *two  = g_build_filename (rig->dir, "Two.wav", NULL);
  g_autofree char *bad  = g_build_filename (rig->dir, "Bad.wav", NULL);
  g_autofree char *good = g_strdup_printf ("%s\n%s", one, two);
  g_autofree char *ill  = g_strdup_printf ("%s\n%s", one, bad);
  desk_rig_write_sine (one, 100, 0.1, 4800);
  desk_rig_write_sine (two, 200, 0.1, 4800);
  g_file_set_contents (bad, "not a sound", -1, NULL);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_import (m, ill, false), NULL), !=, LT_OK);
  g_assert_cmpuint (lt_mirror_n_strips (m), ==, 2);
  g_autofree char *audio =
    g_build_filename (rig->session, "audio", "One.wav", NULL);
  g_assert_false (g_file_test (audio, G_FILE_TEST_EXISTS));
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_import (m, good, false), NULL), ==, LT_OK);
  g_assert_cmpuint (lt_mirror_n_strips (m), ==, 4);
  g_assert_true (g_file_test (audio, G_FILE_TEST_EXISTS));
  desk_rig_wait (rig, lt_mirror_simple (m, LT_COMMAND_UNDO), NULL);
  g_assert_cmpuint (lt_mirror_n_strips (m), ==, 2);
  desk_rig_free (rig);
}

static void
test_missing_file (void)
{
  DeskRig *rig = desk_rig_new (2, 48000);
  LtError  error;
  // The file goes away between two sessions: a silent strip, marked missing.
  lt_mirror_free (rig->mirror);
  g_assert_cmpint (lt_desk_free (rig->desk, &error), ==, LT_OK);
  g_autofree char *wave  = g_build_filename (rig->dir, "Sine.wav", NULL);
  g_autofree char *moved = g_build_filename (rig->dir, "Elsewhere.wav", NULL);
  g_assert_cmpint (g_rename (wave, moved), ==, 0);
  LtSession      *session;
  LtPlayer       *player;
  LtPlayerOptions options = {.ring_frames = 16384};
  lt_kernels_find (NULL, &options.kernels, NULL);
  g_assert_cmpint (
    lt_session_open (rig->session, false, &session, &error), ==, LT_OK);
  g_assert_cmpint (
    lt_player_new (session, &options, &player, &error), ==, LT_OK);
  const uint32_t id = lt_session_strip_at (session, 0)->id;
  g_assert_cmpint (lt_player_file_state (player, id), ==, LT_FILE_MISSING);
  g_assert_nonnull (strstr (lt_player_file_error (player, id), "Sine.wav"));
  lt_player_free (player);
  lt_session_free (session);
  for (int c = 0; c < 2; c++)
    g_free (rig->out[c]);
  g_free (rig->session);
  lt_test_remove_dir (rig->dir);
  g_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/desk/edit-and-undo", test_edit_and_undo);
  g_test_add_func ("/desk/second-surface", test_second_surface);
  g_test_add_func ("/desk/no-clicks", test_no_clicks);
  g_test_add_func ("/desk/recovery", test_recovery);
  g_test_add_func ("/desk/import-and-cancel", test_import_and_cancel);
  g_test_add_func ("/desk/missing-file", test_missing_file);
  return g_test_run ();
}
