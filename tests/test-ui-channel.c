// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The channel view on a whole desk in the same process. Needs a display:
   skipped without. */

#include "desk-rig.h"
#include "lt-test.h"

#include "core/lt-section.h"
#include "ui/lt-app.h"
#include "ui/lt-dynamics-graph.h"
#include "ui/lt-eq-graph.h"
#include "ui/lt-key-button.h"
#include "ui/lt-lamp.h"
#include "ui/lt-miniature.h"
#include "ui/lt-window.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static DeskRig  *rig;
static LtWindow *window;
static uint32_t  strip[4], group;

static void
pump (void)
{
  for (int i = 0; i < 4; i++) {
    desk_rig_pump (rig);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    lt_window_frame (window, 0);
  }
}

static uint32_t
add (LtKind kind, const char *name)
{
  int64_t id = 0;
  g_assert_cmpint (
    desk_rig_wait (
      rig, lt_mirror_add_strip (rig->mirror, kind, 2, -1, name), &id),
    ==,
    LT_OK);
  return (uint32_t)id;
}

static void
set_up (void)
{
  LtLinkSurface *surface;
  rig = desk_rig_new (4, 48000);
  for (uint32_t i = 0; i < 4; i++)
    strip[i] = lt_mirror_strip_at (rig->mirror, i)->id;
  group = add (LT_KIND_GROUP, "Drums");
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  window = LT_WINDOW (lt_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 900);
  gtk_window_present (GTK_WINDOW (window));
  lt_window_attach (window, surface);
  GtkWidget *mixer = GTK_WIDGET (lt_window_get_mixer (window));
  for (int i = 0; i < 400 && !gtk_widget_get_height (mixer); i++) {
    pump ();
    g_usleep (5000);
  }
  pump ();
}

static void
tear_down (void)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  desk_rig_free (rig);
  rig = NULL;
}

static LtChannelPanel *
panel (void)
{
  return lt_window_get_channel (window);
}

static LtEqGraph *
graph (void)
{
  return LT_EQ_GRAPH (lt_channel_panel_get_graph (panel (), LT_SECTION_EQ));
}

static double
value (uint32_t id, LtParam param)
{
  desk_rig_pump (rig);
  return lt_mirror_value (rig->mirror, lt_console_address (id, param, 0));
}

static void
set (uint32_t id, LtParam param, double to)
{
  const LtAddress a = lt_console_address (id, param, 0);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_set (rig->mirror, a, to, 0, 0), NULL),
    ==,
    LT_OK);
  pump ();
}

static void
undo (void)
{
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_simple (rig->mirror, LT_COMMAND_UNDO), NULL),
    ==,
    LT_OK);
  pump ();
}

static void
show (uint32_t id)
{
  lt_window_show_channel (window, TRUE);
  lt_mixer_select (lt_window_get_mixer (window),
                   lt_mixer_get_view (lt_window_get_mixer (window), id));
  for (int i = 0; i < 400 && !gtk_widget_get_width (GTK_WIDGET (graph ()));
       i++) {
    pump ();
    g_usleep (5000);
  }
  pump ();
}

static void
test_every_parameter (void)
{
  // Each parameter of the sections has one control, with a name.
  show (strip[0]);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++) {
    const LtSection section = lt_param_info[i].section;
    const gboolean  is_ours =
      section == LT_SECTION_FILTERS || section == LT_SECTION_GATE ||
      section == LT_SECTION_EQ || section == LT_SECTION_COMPRESSOR ||
      section == LT_SECTION_SATURATION || i == LT_PARAM_TRIM ||
      i == LT_PARAM_DELAY || i == LT_PARAM_WIDTH || i == LT_PARAM_GATE_KEY ||
      i == LT_PARAM_COMPRESSOR_KEY;
    GtkWidget *widget = lt_channel_panel_get (panel (), (LtParam)i);
    g_assert_cmpint (widget != NULL, ==, is_ours);
    if (widget)
      g_assert_true (gtk_widget_is_ancestor (widget, GTK_WIDGET (panel ())));
  }
}

static void
test_controls (void)
{
  show (strip[1]);
  GtkWidget *on   = lt_channel_panel_get (panel (), LT_PARAM_COMPRESSOR_ON);
  GtkWidget *knob = lt_channel_panel_get (panel (), LT_PARAM_EQ_GAIN_2);
  g_signal_emit_by_name (on, "clicked");
  pump ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_COMPRESSOR_ON), ==, 1);
  g_assert_true (lt_lamp_get_on (LT_LAMP (on)));
  lt_control_ask (LT_CONTROL (knob), 6);
  pump ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_EQ_GAIN_2), ==, 6);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_EQ_GAIN_2), ==, 0);
  set (strip[1], LT_PARAM_EQ_GAIN_2, -3); // by another surface
  g_assert_cmpfloat (lt_control_get_value (LT_CONTROL (knob)), ==, -3);
  // Another strip: its values, not those of the first.
  show (strip[0]);
  g_assert_cmpfloat (lt_control_get_value (LT_CONTROL (knob)), ==, 0);
  g_assert_false (lt_lamp_get_on (LT_LAMP (on)));
  undo ();
  undo ();
  undo ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_COMPRESSOR_ON), ==, 0);
}

static void
test_locked (void)
{
  show (strip[0]);
  GtkWidget *knob = lt_channel_panel_get (panel (), LT_PARAM_EQ_GAIN_2);
  g_assert_true (gtk_widget_is_sensitive (knob));
  set (0, LT_PARAM_LOCK, 1);
  g_assert_false (gtk_widget_is_sensitive (knob));
  double x, y;
  lt_eq_graph_place (graph (), 1, &x, &y);
  lt_eq_graph_press (graph (), x, y, 1);
  lt_eq_graph_drag (graph (), x, y - 20);
  lt_eq_graph_release (graph ());
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_EQ_GAIN_2), ==, 0);
  set (0, LT_PARAM_LOCK, 0);
}

static void
test_nodes (void)
{
  show (strip[2]);
  double x, y;
  // Up and to the right, in three moves: one step of the history.
  lt_eq_graph_place (graph (), 1, &x, &y);
  lt_eq_graph_press (graph (), x + 2, y - 1, 1);
  for (int i = 1; i <= 3; i++) {
    lt_eq_graph_drag (graph (), x + 2 + 10 * i, y - 1 - 10 * i);
    pump ();
  }
  lt_eq_graph_release (graph ());
  pump ();
  const double hz = value (strip[2], LT_PARAM_EQ_FREQUENCY_2);
  const double db = value (strip[2], LT_PARAM_EQ_GAIN_2);
  g_assert_cmpfloat (hz, >, 405);
  g_assert_cmpfloat (db, >, 1);
  g_assert_cmpfloat_with_epsilon (lt_eq_graph_at (graph (), hz), db, 0.1);
  double nx, ny;
  lt_eq_graph_place (graph (), 1, &nx, &ny);
  g_assert_cmpfloat_with_epsilon (nx, x + 30, 1);
  g_assert_cmpfloat_with_epsilon (ny, y - 30, 1);
  // The wheel turns Q; two presses take the gain back.
  g_assert_true (lt_eq_graph_wheel (graph (), nx, ny, -1));
  pump ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_Q_2), >, 1);
  lt_eq_graph_press (graph (), nx, ny, 2);
  lt_eq_graph_release (graph ());
  pump ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_GAIN_2), ==, 0);
  undo ();
  undo ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_GAIN_2), ==, db);
  undo ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_GAIN_2), ==, 0);
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_FREQUENCY_2), ==, 400);
  // Who moves the high-pass hears it.
  lt_eq_graph_place (graph (), 4, &x, &y);
  lt_eq_graph_press (graph (), x, y, 1);
  lt_eq_graph_drag (graph (), x + 15, y);
  lt_eq_graph_release (graph ());
  pump ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_HIGH_PASS_ON), ==, 1);
  g_assert_cmpfloat (value (strip[2], LT_PARAM_HIGH_PASS_FREQUENCY), >, 80);
  g_assert_cmpfloat (lt_eq_graph_at (graph (), 25), <, -12);
  // Nothing is there: nothing happens.
  lt_eq_graph_press (graph (), 3, 3, 1);
  lt_eq_graph_drag (graph (), 60, 60);
  lt_eq_graph_release (graph ());
  pump ();
  undo ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_HIGH_PASS_ON), ==, 0);
}

static void
test_meter (void)
{
  show (strip[3]);
  LtDynamicsGraph *gate =
    LT_DYNAMICS_GRAPH (lt_channel_panel_get_graph (panel (), LT_SECTION_GATE));
  const LtMeter meters[] = {
    {.strip = strip[2], .gate = -3},
    {.strip = strip[3], .gate = -12, .compressor = -6, .pre_peak = {0.5f}},
  };
  lt_channel_panel_feed (panel (), meters, 2);
  g_assert_cmpfloat (lt_dynamics_graph_get_gain (gate), ==, -12);
  g_assert_cmpfloat (
    lt_dynamics_graph_get_gain (LT_DYNAMICS_GRAPH (
      lt_channel_panel_get_graph (panel (), LT_SECTION_COMPRESSOR))),
    ==,
    -6);
  show (strip[2]); // what was is not its own
  g_assert_cmpfloat (lt_dynamics_graph_get_gain (gate), ==, 0);
}

static LtChannelTools *
tools (void)
{
  return lt_channel_panel_get_tools (panel ());
}

static void
test_copy_and_sides (void)
{
  set (strip[0], LT_PARAM_EQ_GAIN_3, 7);
  set (strip[0], LT_PARAM_GATE_ON, 1);
  show (strip[0]);
  g_assert_false (lt_channel_tools_paste (tools (), 0)); // nothing yet
  g_assert_true (lt_window_key (window, GDK_KEY_c, GDK_CONTROL_MASK));
  show (strip[1]);
  g_assert_true (
    lt_channel_tools_paste (tools (), LT_SECTION_BIT (LT_SECTION_EQ)));
  pump ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_EQ_GAIN_3), ==, 7);
  g_assert_cmpfloat (value (strip[1], LT_PARAM_GATE_ON), ==, 0);
  g_assert_true (lt_window_key (window, GDK_KEY_v, GDK_CONTROL_MASK));
  pump ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_GATE_ON), ==, 1);
  undo ();
  undo ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_EQ_GAIN_3), ==, 0);
  // The other side is as this one until something is changed there.
  set (strip[1], LT_PARAM_SIDE, 1);
  set (strip[1], LT_PARAM_EQ_GAIN_3, -5);
  set (strip[1], LT_PARAM_SIDE, 0);
  LtControl *knob =
    LT_CONTROL (lt_channel_panel_get (panel (), LT_PARAM_EQ_GAIN_3));
  g_assert_cmpfloat (lt_control_get_value (knob), ==, 0);
  set (strip[1], LT_PARAM_SIDE, 1);
  g_assert_cmpfloat (lt_control_get_value (knob), ==, -5);
}

static void
wait_for_presets (int n)
{
  for (int i = 0; i < 400; i++) {
    pump ();
    if (n < 0 ? lt_channel_tools_find_preset (tools (), "Mine") < 0
              : lt_channel_tools_find_preset (tools (), "Mine") >= 0)
      return;
    g_usleep (5000);
  }
  g_assert_not_reached ();
}

static void
test_presets (void)
{
  show (strip[3]);
  set (strip[3], LT_PARAM_EQ_GAIN_1, 9);
  g_assert_nonnull (lt_channel_tools_open_presets (tools ()));
  lt_channel_tools_save_preset (tools (), "Mine");
  wait_for_presets (1);
  set (strip[3], LT_PARAM_EQ_GAIN_1, 0);
  lt_channel_tools_apply_preset (
    tools (), lt_channel_tools_find_preset (tools (), "Mine"));
  for (int i = 0; i < 400 && value (strip[3], LT_PARAM_EQ_GAIN_1) != 9; i++) {
    pump ();
    g_usleep (5000);
  }
  g_assert_cmpfloat (value (strip[3], LT_PARAM_EQ_GAIN_1), ==, 9);
  lt_channel_tools_remove_preset (
    tools (), lt_channel_tools_find_preset (tools (), "Mine"));
  wait_for_presets (-1);
  gtk_popover_popdown (GTK_POPOVER (lt_channel_tools_open_presets (tools ())));
  pump ();
  // They go with the strip: a click would mean another one.
  GtkWidget *open = lt_channel_tools_open_presets (tools ());
  g_object_ref (open);
  g_assert_nonnull (gtk_widget_get_parent (open));
  show (strip[2]);
  g_assert_null (gtk_widget_get_parent (open));
  g_object_unref (open);
  show (strip[3]);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  pump ();
}

static void
test_external_keys (void)
{
  show (strip[1]);
  LtKeyButton *key =
    LT_KEY_BUTTON (lt_channel_panel_get (panel (), LT_PARAM_GATE_KEY));
  const LtAddress a =
    lt_console_address (strip[0], LT_PARAM_GATE_KEY, strip[1]);
  g_assert_cmpstr (lt_key_button_get_text (key), ==, "Key: own signal");
  g_assert_nonnull (lt_key_button_open (key));
  lt_key_button_ask (key, strip[0], TRUE);
  pump ();
  desk_rig_pump (rig);
  g_assert_cmpfloat (lt_mirror_value (rig->mirror, a), ==, 1);
  g_autofree char *text =
    g_strdup_printf ("Key: %s", lt_mirror_strip (rig->mirror, strip[0])->name);
  g_assert_cmpstr (lt_key_button_get_text (key), ==, text);
  // The other way round would be a loop: refused.
  GtkWidget *open = g_object_ref (lt_key_button_open (key));
  show (strip[0]);
  g_assert_null (gtk_widget_get_parent (open)); // it was for another strip
  g_object_unref (open);
  lt_key_button_ask (key, strip[1], TRUE);
  pump ();
  g_assert_cmpstr (lt_key_button_get_text (key), ==, "Key: own signal");
  show (strip[1]);
  undo ();
  g_assert_cmpstr (lt_key_button_get_text (key), ==, "Key: own signal");
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
}

/* The entry of the editor over a knob. */
static GtkEntry *
edit (LtParam param)
{
  GtkWidget *knob = lt_channel_panel_get (panel (), param);
  g_signal_emit_by_name (knob, "edit", NULL);
  GtkWidget *popover = gtk_widget_get_last_child (gtk_widget_get_parent (knob));
  g_assert_true (GTK_IS_POPOVER (popover));
  return GTK_ENTRY (g_object_get_data (G_OBJECT (popover), "lt-entry"));
}

static void
test_typed_for_another (void)
{
  // What is typed goes to the strip it was begun for, though another one has
  // come into view, as when somebody else removes the first.
  show (strip[2]);
  GtkEntry *entry = edit (LT_PARAM_EQ_GAIN_4);
  show (strip[3]);
  gtk_editable_set_text (GTK_EDITABLE (entry), "5");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_assert_cmpfloat (value (strip[3], LT_PARAM_EQ_GAIN_4), ==, 0);
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_GAIN_4), ==, 5);
  undo ();
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
}

static void
test_held_while_desk_goes (void)
{
  // Held when the console is taken away, it is in nobody's hand afterwards.
  show (strip[2]);
  double x, y;
  lt_eq_graph_place (graph (), 1, &x, &y);
  lt_eq_graph_press (graph (), x, y, 1);
  LtConsole *console = lt_window_get_console (window);
  lt_channel_panel_set_console (panel (), NULL);
  lt_channel_panel_set_console (panel (), console);
  lt_channel_panel_set_strip (panel (), strip[2]);
  lt_eq_graph_drag (graph (), x, y - 20);
  pump ();
  g_assert_cmpfloat (value (strip[2], LT_PARAM_EQ_GAIN_2), ==, 0);
}

static void
test_open_to_the_end (void)
{
  // The window is closed over an editor, the presets and a held node.
  show (strip[3]);
  double x, y;
  lt_eq_graph_place (graph (), 1, &x, &y);
  lt_eq_graph_press (graph (), x, y, 1);
  lt_eq_graph_drag (graph (), x, y - 20);
  g_assert_nonnull (lt_channel_tools_open_presets (tools ()));
  g_assert_nonnull (edit (LT_PARAM_EQ_GAIN_4));
  pump ();
}

static LtMiniature *
find_miniature (GtkWidget *widget)
{
  if (LT_IS_MINIATURE (widget))
    return LT_MINIATURE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child            = gtk_widget_get_next_sibling (child)) {
    LtMiniature *found = find_miniature (child);
    if (found)
      return found;
  }
  return NULL;
}

static void
test_miniature (void)
{
  LtMixer     *mixer = lt_window_get_mixer (window);
  LtMiniature *mini =
    find_miniature (GTK_WIDGET (lt_mixer_get_view (mixer, strip[3])));
  g_assert_nonnull (mini);
  set (strip[3], LT_PARAM_EQ_GAIN_2, 0);
  set (strip[3], LT_PARAM_EQ_GAIN_1, 0);
  g_assert_true (lt_miniature_is_flat (mini));
  set (strip[3], LT_PARAM_EQ_GAIN_2, 10);
  g_assert_false (lt_miniature_is_flat (mini));
  g_assert_cmpfloat_with_epsilon (lt_miniature_at (mini, 400), 10, 0.5);
  // A fader is none of its business.
  const guint n = lt_miniature_get_n_computed (mini);
  set (strip[3], LT_PARAM_FADER, -7);
  lt_miniature_at (mini, 400);
  g_assert_cmpuint (lt_miniature_get_n_computed (mini), ==, n);
  const LtMeter meter = {.strip = strip[3], .gate = -12, .compressor = -6};
  lt_miniature_feed (mini, &meter);
  g_assert_true (lt_miniature_move (mini));
  g_assert_cmpint (lt_miniature_get_bar (mini, LT_MINIATURE_GATE),
                   >,
                   lt_miniature_get_bar (mini, LT_MINIATURE_COMPRESSOR));
  // A click opens the view on its strip.
  lt_window_show_channel (window, FALSE);
  g_signal_emit_by_name (mini, "clicked");
  pump ();
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panel ())));
  g_assert_true (lt_mixer_get_selected (mixer) ==
                 lt_mixer_get_view (mixer, strip[3]));
}

static void
test_keys_and_loss (void)
{
  // Over its knobs Delete is not meant for the strip.
  const uint32_t n = lt_mirror_n_strips (rig->mirror);
  show (strip[0]);
  gtk_widget_grab_focus (
    lt_channel_panel_get (panel (), LT_PARAM_COMPRESSOR_RATIO));
  g_assert_false (lt_window_key (window, GDK_KEY_Delete, 0));
  pump ();
  desk_rig_pump (rig);
  g_assert_cmpuint (lt_mirror_n_strips (rig->mirror), ==, n);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  // c opens and closes it, Escape closes it; a strip that goes leaves none.
  lt_window_show_channel (window, FALSE);
  g_assert_true (lt_window_key (window, GDK_KEY_c, 0));
  lt_window_key_up (window, GDK_KEY_c);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (panel ())));
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, 0));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (panel ())));
  show (group);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_remove_strip (rig->mirror, group), NULL),
    ==,
    LT_OK);
  pump ();
  lt_control_ask (
    LT_CONTROL (lt_channel_panel_get (panel (), LT_PARAM_EQ_GAIN_1)), 3);
  pump ();
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
  g_autofree char *data = g_dir_make_tmp ("lt-presets-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  if (!gtk_init_check ())
    return 77;
  lt_test_init (&argc, &argv);
  g_object_set (
    gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  lt_app_load_theme (gdk_display_get_default ());
  static const struct {
    const char *name;
    void (*run) (void);
  } cases[] = {
    {"/ui-channel/every-parameter", test_every_parameter},
    {"/ui-channel/controls", test_controls},
    {"/ui-channel/locked", test_locked},
    {"/ui-channel/nodes", test_nodes},
    {"/ui-channel/meter", test_meter},
    {"/ui-channel/copy-and-sides", test_copy_and_sides},
    {"/ui-channel/presets", test_presets},
    {"/ui-channel/external-keys", test_external_keys},
    {"/ui-channel/typed-for-another", test_typed_for_another},
    {"/ui-channel/held-while-desk-goes", test_held_while_desk_goes},
    {"/ui-channel/miniature", test_miniature},
    {"/ui-channel/keys-and-loss", test_keys_and_loss},
    {"/ui-channel/open-to-the-end", test_open_to_the_end},
  };
  set_up ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_func (cases[i].name, cases[i].run);
  const int status = g_test_run ();
  tear_down ();
  lt_test_remove_tree (data);
  return status;
}
