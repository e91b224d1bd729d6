// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The window on a desk in the same process. Needs a display: skipped
   without (see tests/with-display). */

#include "base/lt-status.h"
#include "lt-test.h"

#include "tests/ui-desk.h"
#include "ui/lt-app.h"
#include "ui/lt-editor.h"
#include "ui/lt-fader.h"
#include "ui/lt-files.h"
#include "ui/lt-footer.h"
#include "ui/lt-header.h"
#include "ui/lt-jobs.h"
#include "ui/lt-knob.h"
#include "ui/lt-lamp.h"
#include "ui/lt-meter-view.h"
#include "ui/lt-plate.h"
#include "ui/lt-start.h"
#include "ui/lt-stat.h"
#include "ui/lt-window.h"
#include <stdio.h>

#include <math.h>

enum { FIRST = 4 }; ///< Id of the first input of UiDesk

static UiDesk   *desk;
static LtWindow *window;

/* Let the desk answer and the window hear it. */
static void
pump (void)
{
  for (int i = 0; i < 3; i++) {
    ui_desk_serve (desk);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    lt_window_frame (window, 0);
  }
}

static void
set_up (void)
{
  LtLinkPeer    *peer;
  LtLinkSurface *surface;
  g_assert_cmpint (lt_link_pair (&peer, &surface), ==, LT_OK);
  desk   = ui_desk_new (6, "/tmp/Test.longthrow");
  window = LT_WINDOW (lt_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 900);
  gtk_window_present (GTK_WINDOW (window));
  ui_desk_attach (desk, peer);
  lt_window_attach (window, surface);
  for (int i = 0; i < 400 && !gtk_widget_get_height (
                               GTK_WIDGET (lt_window_get_mixer (window)));
       i++) {
    pump ();
    g_usleep (5000);
  }
  g_assert_cmpint (
    gtk_widget_get_height (GTK_WIDGET (lt_window_get_mixer (window))), >, 100);
}

static void
tear_down (void)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  ui_desk_free (desk);
  desk = NULL;
}

static LtStripView *
view_of (uint32_t id)
{
  LtStripView *view = lt_mixer_get_view (lt_window_get_mixer (window), id);
  g_assert_nonnull (view);
  return view;
}

static LtControl *
fader_of (uint32_t id)
{
  return LT_CONTROL (lt_strip_view_get_control (view_of (id), LT_PARAM_FADER));
}

static LtAddress
address (uint32_t strip, LtParam param)
{
  return (LtAddress){.strip = strip, .param = (uint16_t)param};
}

/* What a property of an accessible is told as; free it. */
static char *
told (GtkWidget *widget, GtkAccessibleProperty property)
{
  return gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (widget), property, "\001");
}

// --- widgets by themselves ---

static void
check_gone (GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_assert_finalize_object (widget);
}

static void
test_leaks (void)
{
  check_gone (lt_fader_new (LT_PARAM_FADER));
  for (int shape = LT_KNOB_DIAL; shape <= LT_KNOB_PAN; shape++)
    check_gone (lt_knob_new (LT_PARAM_PAN, (LtKnobShape)shape));
  for (int look = LT_LAMP_SWITCH; look <= LT_LAMP_TEXT; look++)
    check_gone (lt_lamp_new ((LtLampLook)look, "M"));
  check_gone (lt_meter_view_new (2, TRUE));
  check_gone (lt_plate_new ());
  check_gone (lt_stat_new ("load", 4));
  check_gone (lt_jobs_new ());
  check_gone (lt_header_new ());
  check_gone (lt_start_new ());
  GtkWidget *mixer  = g_object_ref_sink (lt_mixer_new ());
  GtkWidget *footer = lt_footer_new (LT_MIXER (mixer));
  check_gone (footer);
  g_assert_finalize_object (mixer);
}

static void
test_law (void)
{
  static const struct {
    double db, position;
  } marks[]        = {{10, 1},
                      {5, .875},
                      {0, .75},
                      {-5, .625},
                      {-10, .5},
                      {-20, .375},
                      {-30, .25},
                      {-40, .1875},
                      {-60, .0625},
                      {-INFINITY, 0}};
  GtkWidget *fader = g_object_ref_sink (lt_fader_new (LT_PARAM_FADER));
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    lt_control_show (LT_CONTROL (fader), marks[i].db, 0);
    g_assert_cmpfloat_with_epsilon (
      lt_control_get_position (LT_CONTROL (fader)), marks[i].position, 1e-9);
  }
  /* A step is half a dB at the top and goes by travel below. */
  g_assert_cmpfloat_with_epsilon (
    lt_control_step_value (LT_PARAM_FADER, -6, 1), -5.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    lt_control_step_value (LT_PARAM_FADER, -20, -1), -21, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    lt_control_step_value (LT_PARAM_FADER, -6, 0.2), -5.9, 1e-9);
  g_assert_cmpfloat (lt_control_step_value (LT_PARAM_FADER, 10, 1), ==, 10);
  g_assert_cmpfloat (
    lt_control_step_value (LT_PARAM_FADER, -INFINITY, 1), >, -90);
  g_object_unref (fader);
}

static void
test_meter (void)
{
  GtkWidget   *widget = g_object_ref_sink (lt_meter_view_new (1, FALSE));
  LtMeterView *view   = LT_METER_VIEW (widget);
  LtMeter      meter  = {.post_peak = {0.5f, 0.5f}};
  g_assert_cmpfloat_with_epsilon (lt_meter_deflection (0), 100 / 115.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (lt_meter_deflection (-20), 50 / 115.0, 1e-9);
  g_assert_cmpfloat (lt_meter_deflection (-71), ==, 0);
  g_assert_true (lt_meter_view_feed (view, &meter, 0, TRUE));
  g_assert_cmpfloat_with_epsilon (
    lt_meter_view_get_level_db (view), -6.0206, 1e-3);
  g_assert_false (lt_meter_view_feed (view, NULL, 1, TRUE));
  g_assert_cmpfloat_with_epsilon (
    lt_meter_view_get_level_db (view), -6.0206 - 13.3, 1e-3);
  g_assert_cmpfloat_with_epsilon (
    lt_meter_view_get_max_db (view), -6.0206, 1e-3);
  g_assert_false (lt_meter_view_is_clipped (view));
  meter.flags = LT_METER_CLIP_POST;
  g_assert_true (lt_meter_view_feed (view, &meter, 0, TRUE));
  meter.flags = 0;
  lt_meter_view_feed (view, &meter, 30, TRUE);
  g_assert_true (lt_meter_view_is_clipped (view)); /* until it is cleared */
  lt_meter_view_clear (view);
  g_assert_false (lt_meter_view_is_clipped (view));
  g_assert_cmpfloat (lt_meter_view_get_max_db (view), ==, -INFINITY);
  g_object_unref (widget);
}

static void
test_files (void)
{
  static const char *const names[] = {
    "take 10.wav", "take 9.WAV", "notes.txt", ".hidden.wav", "a.flac"};
  g_autofree char *folder = lt_test_make_dir ();
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
  }
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  GSList           list  = {file, NULL};
  g_autofree char *paths = lt_files_expand (&list);
  g_autofree char *want  = g_strdup_printf (
    "%s/a.flac\n%s/take 9.WAV\n%s/take 10.wav", folder, folder, folder);
  g_assert_cmpstr (paths, ==, want);
  lt_test_remove_tree (folder);
}

// --- moves ---

static void
test_drag (void)
{
  set_up ();
  LtControl *fader  = fader_of (FIRST); /* stands at 0 dB */
  double     travel = LT_CONTROL_GET_CLASS (fader)->travel (fader);
  int        n      = ui_desk_n_sets (desk);
  lt_control_press (fader, FALSE, 3, 3);
  lt_control_frame (fader);
  g_assert_cmpint (ui_desk_n_sets (desk), ==, n); /* a press is no move */
  lt_control_drag (fader, -travel / 16, FALSE);
  lt_control_drag (fader, -travel / 16, FALSE);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, 0);
  lt_control_frame (fader);
  lt_control_frame (fader);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, 0); /* not told yet */
  pump ();
  const LtCommandSet *set     = ui_desk_last_set (desk);
  uint32_t            gesture = set->command.gesture;
  g_assert_cmpint (ui_desk_n_sets (desk), ==, n + 1);
  g_assert_cmpint (set->command.flags, ==, LT_TOUCH_BEGIN);
  g_assert_cmpuint (gesture, !=, 0);
  g_assert_cmpfloat_with_epsilon (set->value, -5, 0.05);
  g_assert_cmpfloat_with_epsilon (lt_control_get_value (fader), -5, 0.05);
  lt_control_drag (fader, -travel / 8, TRUE); /* fine: a tenth */
  lt_control_frame (fader);
  pump ();
  g_assert_cmpint (set->command.flags, ==, 0);
  g_assert_cmpuint (set->command.gesture, ==, gesture);
  g_assert_cmpfloat_with_epsilon (set->value, -5.5, 0.05);
  lt_control_release (fader);
  pump ();
  g_assert_cmpint (ui_desk_n_sets (desk), ==, n + 3);
  g_assert_cmpint (set->command.flags, ==, LT_TOUCH_END);
  g_assert_cmpuint (set->command.gesture, ==, gesture);
  lt_control_press (fader, TRUE, 5, lt_fader_margin (GTK_WIDGET (fader)));
  lt_control_release (fader);
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, 10); /* jumped */
  g_assert_cmpuint (set->command.gesture, !=, gesture);
  tear_down ();
}

static void
test_echo (void)
{
  set_up ();
  LtControl *fader = fader_of (FIRST);
  LtAddress  where = address (FIRST, LT_PARAM_FADER);
  lt_control_press (fader, FALSE, 3, 3);
  ui_desk_set (desk, where, -12, 777);
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, 0); /* held */
  lt_control_release (fader);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -12);
  ui_desk_set (desk, where, -20, 778);
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -20); /* not held */
  tear_down ();
}

static void
test_keys (void)
{
  set_up ();
  LtControl          *fader = fader_of (FIRST);
  const LtCommandSet *set   = ui_desk_last_set (desk);
  g_assert_true (lt_control_key (fader, GDK_KEY_Down, 0));
  pump ();
  uint32_t gesture = set->command.gesture;
  g_assert_cmpfloat_with_epsilon (lt_control_get_value (fader), -0.5, 1e-9);
  g_assert_true (lt_control_key (fader, GDK_KEY_Down, GDK_CONTROL_MASK));
  pump ();
  g_assert_cmpfloat_with_epsilon (lt_control_get_value (fader), -0.6, 1e-9);
  g_assert_cmpuint (set->command.gesture, ==, gesture); /* one burst */
  g_assert_true (lt_control_key (fader, GDK_KEY_Page_Down, 0));
  pump ();
  g_assert_cmpfloat_with_epsilon (lt_control_get_value (fader), -3.6, 1e-9);
  g_assert_true (lt_control_key (fader, GDK_KEY_Home, 0));
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -INFINITY);
  g_assert_true (lt_control_key (fader, GDK_KEY_End, 0));
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, 0);
  LtControl *pan =
    LT_CONTROL (lt_strip_view_get_control (view_of (FIRST), LT_PARAM_PAN));
  g_assert_true (lt_control_key (pan, GDK_KEY_End, 0));
  pump ();
  g_assert_cmpfloat (lt_control_get_value (pan), ==, 100);
  g_assert_true (lt_control_key (pan, GDK_KEY_0, 0));
  pump ();
  g_assert_cmpfloat (lt_control_get_value (pan), ==, 0);
  g_assert_false (lt_control_key (fader, GDK_KEY_x, 0));
  g_assert_false (lt_control_key (fader, GDK_KEY_Up, GDK_ALT_MASK));
  tear_down ();
}

static void
test_wheel (void)
{
  set_up ();
  LtControl *fader = fader_of (FIRST);
  int        n     = ui_desk_n_sets (desk);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_false (lt_control_wheel (fader, 1, FALSE));
  pump ();
  g_assert_cmpint (ui_desk_n_sets (desk), ==, n);
  gtk_widget_grab_focus (GTK_WIDGET (fader));
  pump ();
  /* Without a window manager the window may not be active. */
  if (gtk_widget_has_focus (GTK_WIDGET (fader))) {
    g_assert_true (lt_control_wheel (fader, 1, FALSE));
    pump ();
    g_assert_cmpint (ui_desk_n_sets (desk), ==, n + 1);
    g_assert_cmpfloat_with_epsilon (lt_control_get_value (fader), -0.5, 1e-9);
  } else
    g_test_skip ("the window did not get the focus");
  tear_down ();
}

/* As the Value interface of AT-SPI does it. */
static void
test_screen_reader (void)
{
  set_up ();
  LtControl *fader = fader_of (FIRST);
  gtk_range_set_value (GTK_RANGE (fader), -6);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, 0); /* asked only */
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (fader)), ==, 0);
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -6);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (fader)), ==, -6);
  g_assert_cmpuint (ui_desk_last_set (desk)->command.gesture, !=, 0);
  g_autofree char *name =
    told (GTK_WIDGET (fader), GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_autofree char *text =
    told (GTK_WIDGET (fader), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  g_assert_cmpstr (name, ==, "Kick fader");
  g_assert_cmpstr (text, ==, "-6.0 dB");
  gtk_range_set_value (GTK_RANGE (fader), -90);
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -INFINITY);
  tear_down ();
}

/* The entry of the editor that is open in a strip. */
static GtkWidget *
find_entry (GtkWidget *parent)
{
  GtkWidget *child = gtk_widget_get_last_child (parent);
  g_assert_true (GTK_IS_POPOVER (child));
  return g_object_get_data (G_OBJECT (child), "lt-entry");
}

static void
test_typed (void)
{
  set_up ();
  LtStripView *view  = view_of (FIRST);
  LtControl   *fader = fader_of (FIRST);
  int          n     = ui_desk_n_sets (desk);
  g_assert_true (lt_control_key (fader, GDK_KEY_minus, 0));
  GtkWidget *entry = find_entry (GTK_WIDGET (view));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "-");
  gtk_editable_set_text (GTK_EDITABLE (entry), "loud");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_assert_cmpint (ui_desk_n_sets (desk), ==, n);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "-3.5 dB");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_assert_cmpint (ui_desk_n_sets (desk), ==, n + 1);
  g_assert_cmpfloat_with_epsilon (lt_control_get_value (fader), -3.5, 1e-9);
  lt_strip_view_rename (view);
  entry = find_entry (GTK_WIDGET (view));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Big drum");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_autofree char *name =
    told (GTK_WIDGET (fader), GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_assert_cmpstr (name, ==, "Big drum fader");
  tear_down ();
}

static void
test_lamps (void)
{
  set_up ();
  GtkWidget *mute = lt_strip_view_get_control (view_of (FIRST), LT_PARAM_MUTE);
  g_signal_emit_by_name (mute, "clicked");
  g_assert_false (lt_lamp_get_on (LT_LAMP (mute))); /* asked only */
  pump ();
  g_assert_true (lt_lamp_get_on (LT_LAMP (mute)));
  g_assert_cmpfloat (ui_desk_get (desk, address (FIRST, LT_PARAM_MUTE)), ==, 1);
  g_assert_cmpint (
    ui_desk_last_set (desk)->command.flags, ==, LT_TOUCH_BEGIN | LT_TOUCH_END);
  lt_mirror_simple (lt_console_get_mirror (lt_window_get_console (window)),
                    LT_COMMAND_UNDO);
  pump ();
  g_assert_false (lt_lamp_get_on (LT_LAMP (mute)));
  tear_down ();
}

// --- the window ---

static void
test_window_keys (void)
{
  set_up ();
  LtMixer *mixer = lt_window_get_mixer (window);
  g_assert_true (lt_window_key (window, GDK_KEY_space, 0));
  pump ();
  g_assert_cmpint (ui_desk_last_type (desk), ==, LT_COMMAND_PLAY);
  ui_desk_pass (desk, 4800);
  pump ();
  g_assert_true (lt_window_key (window, GDK_KEY_space, 0));
  pump ();
  g_assert_cmpint (ui_desk_last_type (desk), ==, LT_COMMAND_STOP);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (lt_window_key (window, GDK_KEY_Home, 0));
  pump ();
  g_assert_cmpint (ui_desk_last_type (desk), ==, LT_COMMAND_LOCATE);
  gtk_widget_grab_focus (GTK_WIDGET (fader_of (FIRST)));
  g_assert_true (lt_mixer_get_selected (mixer) == view_of (FIRST));
  g_assert_true (lt_window_key (window, GDK_KEY_Right, 0));
  g_assert_true (lt_mixer_get_selected (mixer) == view_of (FIRST + 1));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 GTK_WIDGET (fader_of (FIRST + 1)));
  g_assert_true (lt_window_key (window, GDK_KEY_m, 0));
  pump ();
  g_assert_cmpfloat (
    ui_desk_get (desk, address (FIRST + 1, LT_PARAM_MUTE)), ==, 1);
  g_assert_true (lt_window_key (window, GDK_KEY_Left, GDK_ALT_MASK));
  pump ();
  g_assert_cmpint (
    lt_strip_view_get_strip (view_of (FIRST + 1))->position, ==, 0);
  uint32_t n = ui_desk_get_n_strips (desk);
  g_assert_true (lt_window_key (window, GDK_KEY_Delete, 0));
  pump ();
  g_assert_cmpuint (ui_desk_get_n_strips (desk), ==, n - 1);
  g_assert_null (lt_mixer_get_view (mixer, FIRST + 1));
  g_assert_nonnull (lt_mixer_get_selected (mixer)); /* the neighbour */
  tear_down ();
}

static void
test_typing_keeps_keys (void)
{
  set_up ();
  lt_strip_view_rename (view_of (FIRST));
  pump ();
  GtkWidget *entry = find_entry (GTK_WIDGET (view_of (FIRST)));
  gtk_widget_grab_focus (entry);
  g_assert_false (lt_window_key (window, GDK_KEY_space, 0));
  g_assert_false (lt_window_key (window, GDK_KEY_m, 0));
  g_assert_false (lt_window_key (window, GDK_KEY_Delete, 0));
  tear_down ();
}

static void
test_import (void)
{
  set_up ();
  LtMirror *mirror = lt_console_get_mirror (lt_window_get_console (window));
  uint32_t  n      = ui_desk_get_n_strips (desk);
  lt_mirror_import (mirror, "/x/one.wav\n/x/two.wav", false);
  pump ();
  g_assert_cmpint (lt_window_get_n_jobs (window), ==, 1);
  for (int i = 0; i < 50; i++)
    ui_desk_pass (desk, 4800);
  pump ();
  g_assert_cmpint (lt_window_get_n_jobs (window), ==, 0);
  g_assert_cmpuint (ui_desk_get_n_strips (desk), ==, n + 2);
  g_assert_cmpuint (lt_mirror_n_strips (mirror), ==, n + 2);
  lt_mirror_import (mirror, "/x/three.wav", false);
  pump ();
  lt_mirror_cancel (mirror, 2);
  pump ();
  g_assert_cmpint (lt_window_get_n_jobs (window), ==, 0);
  g_assert_cmpuint (ui_desk_get_n_strips (desk), ==, n + 2);
  tear_down ();
}

static void
test_states (void)
{
  set_up ();
  GtkWidget *plate = lt_strip_view_get_control (view_of (FIRST), LT_PARAM_NAME);
  ui_desk_set_file_state (desk, FIRST, LT_FILE_MISSING);
  ui_desk_notice (desk, LT_NOTICE_ERROR, "kick.wav is missing.");
  pump ();
  g_autofree char *name = told (plate, GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_assert_cmpstr (name, ==, "Kick, missing");
  g_assert_cmpstr (lt_window_get_notice (window), ==, "kick.wav is missing.");
  tear_down ();
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child            = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

static int
check_names (GtkWidget *widget)
{
  int n = 0;
  if (!gtk_widget_get_visible (widget) || GTK_IS_POPOVER (widget))
    return 0;
  if (gtk_widget_get_focusable (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
      !GTK_IS_LABEL (widget)) {
    n++;
    if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL) &&
        !has_words (widget)) {
      g_test_message ("%s has no accessible name", G_OBJECT_TYPE_NAME (widget));
      g_test_fail ();
    }
    if (LT_IS_CONTROL (widget))
      g_assert_true (gtk_test_accessible_has_property (
        GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child            = gtk_widget_get_next_sibling (child))
    n += check_names (child);
  return n;
}

static void
test_names (void)
{
  set_up ();
  GtkWidget *bare = g_object_ref_sink (gtk_button_new ());
  g_assert_false (has_words (bare)); /* the check can fail */
  g_assert_false (gtk_test_accessible_has_property (
    GTK_ACCESSIBLE (bare), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_object_unref (bare);
  /* Eight strips of twelve controls, and the bars. */
  g_assert_cmpint (check_names (GTK_WIDGET (window)), >, 8 * 12);
  tear_down ();
}

int
main (int argc, char **argv)
{
#ifdef __SANITIZE_THREAD__
  // GTK's own threads and locks are not instrumented: it would see only those.
  puts ("1..0 # SKIP GTK cannot be run under the thread sanitizer");
  return 0;
#endif
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  if (!gtk_init_check ())
    return 77;
  lt_test_init (&argc, &argv);
  g_object_set (
    gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  lt_app_load_theme (gdk_display_get_default ());
  g_test_add_func ("/ui/leaks", test_leaks);
  g_test_add_func ("/ui/law", test_law);
  g_test_add_func ("/ui/meter", test_meter);
  g_test_add_func ("/ui/files", test_files);
  g_test_add_func ("/ui/drag", test_drag);
  g_test_add_func ("/ui/echo", test_echo);
  g_test_add_func ("/ui/keys", test_keys);
  g_test_add_func ("/ui/wheel", test_wheel);
  g_test_add_func ("/ui/screen-reader", test_screen_reader);
  g_test_add_func ("/ui/typed", test_typed);
  g_test_add_func ("/ui/lamps", test_lamps);
  g_test_add_func ("/ui/window-keys", test_window_keys);
  g_test_add_func ("/ui/typing-keeps-keys", test_typing_keeps_keys);
  g_test_add_func ("/ui/import", test_import);
  g_test_add_func ("/ui/states", test_states);
  g_test_add_func ("/ui/names", test_names);
  return g_test_run ();
}
