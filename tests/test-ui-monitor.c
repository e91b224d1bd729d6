// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The monitor section and the desk-wide controls, on a whole desk in the same
   process. Needs a display: skipped without (see tests/with-display). */

#include "desk-rig.h"
#include "lt-test.h"

#include "base/lt-status.h"
#include "ui/lt-app.h"
#include "ui/lt-header-lamps.h"
#include "ui/lt-header-load.h"
#include "ui/lt-header.h"
#include "ui/lt-lamp.h"
#include "ui/lt-monitor-mark.h"
#include "ui/lt-monitor-picker.h"
#include "ui/lt-why.h"
#include "ui/lt-window.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static DeskRig  *rig;
static LtWindow *window;

/* Let the desk answer and the window hear it. */
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

static void
set_up (void)
{
  LtLinkSurface *surface;
  rig = desk_rig_new (3, 48000);
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  window = LT_WINDOW (lt_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 900);
  gtk_window_present (GTK_WINDOW (window));
  lt_window_attach (window, surface);
  lt_window_show_monitor (window, TRUE);
  GtkWidget *panel = GTK_WIDGET (lt_window_get_monitor (window));
  for (int i = 0; i < 400 && !gtk_widget_get_height (panel); i++) {
    pump ();
    g_usleep (5000);
  }
  g_assert_cmpint (gtk_widget_get_height (panel), >, 100);
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

static LtMirror *
mirror (void)
{
  return lt_console_get_mirror (lt_window_get_console (window));
}

static LtAddress
at (LtParam param)
{
  return (LtAddress){.param = (uint16_t)param};
}

static double
value (LtParam param)
{
  return lt_mirror_value (mirror (), at (param));
}

/* As another surface sets it. */
static void
set (LtParam param, double to)
{
  g_assert_cmpint (
    desk_rig_wait (
      rig, lt_mirror_set (rig->mirror, at (param), to, 0, 0), NULL),
    ==,
    LT_OK);
  pump ();
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
  pump ();
  return (uint32_t)id;
}

static GtkWidget *
widget (LtParam param)
{
  GtkWidget *found =
    lt_monitor_panel_get (lt_window_get_monitor (window), param);
  g_assert_nonnull (found);
  return found;
}

static void
click (GtkWidget *button)
{
  g_signal_emit_by_name (button, "clicked");
}

static void
act (const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), name, NULL);
  pump ();
}

static void
undo (void)
{
  act ("undo");
}

static GtkWidget *
lamp (LtHeaderLamp which)
{
  GtkWidget *header = gtk_window_get_titlebar (GTK_WINDOW (window));
  return lt_header_lamps_get (
    LT_HEADER_LAMPS (lt_header_get_lamps (LT_HEADER (header))), which);
}

// --- the section ---

static void
test_switches (void)
{
  static const LtParam params[] = {LT_PARAM_MONITOR_DIM,
                                   LT_PARAM_MONITOR_MUTE,
                                   LT_PARAM_MONITOR_MONO,
                                   LT_PARAM_MONITOR_SIDE,
                                   LT_PARAM_MONITOR_SWAP,
                                   LT_PARAM_MONITOR_POLARITY,
                                   LT_PARAM_MONITOR_MUTE_LEFT,
                                   LT_PARAM_MONITOR_MUTE_RIGHT,
                                   LT_PARAM_SOLO_EXCLUSIVE,
                                   LT_PARAM_OSCILLATOR_ON,
                                   LT_PARAM_TALKBACK_ON};
  set_up ();
  for (size_t i = 0; i < G_N_ELEMENTS (params); i++) {
    LtLamp *one = LT_LAMP (widget (params[i]));
    click (GTK_WIDGET (one));
    g_assert_false (lt_lamp_get_on (one)); /* asked only */
    pump ();
    g_assert_true (lt_lamp_get_on (one));
    g_assert_cmpfloat (value (params[i]), ==, 1);
    set (params[i], 0); /* another surface */
    g_assert_false (lt_lamp_get_on (one));
  }
  tear_down ();
}

/* The lamps of a choice as a number: bit i is lamp i. */
static guint
lit (GtkWidget *row)
{
  guint bits = 0, i = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (row); child;
       child            = gtk_widget_get_next_sibling (child), i++)
    if (lt_lamp_get_on (LT_LAMP (child)))
      bits |= 1u << i;
  return bits;
}

static void
test_choices (void)
{
  static const LtParam params[] = {LT_PARAM_MONITOR_SPEAKERS,
                                   LT_PARAM_MONITOR_TRANSLATE,
                                   LT_PARAM_SOLO_MODE,
                                   LT_PARAM_TALKBACK_MODE,
                                   LT_PARAM_OSCILLATOR_WAVE};
  set_up ();
  for (size_t i = 0; i < G_N_ELEMENTS (params); i++) {
    GtkWidget *row = widget (params[i]);
    int        n   = 0;
    g_assert_cmpuint (lit (row), ==, 1);
    for (GtkWidget *child = gtk_widget_get_first_child (row); child;
         child            = gtk_widget_get_next_sibling (child), n++) {
      click (child);
      pump ();
      g_assert_cmpfloat (value (params[i]), ==, n);
      g_assert_cmpuint (lit (row), ==, 1u << n);
    }
    g_assert_cmpint (n, ==, (int)lt_param_info[params[i]].max + 1);
    undo ();
    g_assert_cmpuint (lit (row), ==, 1u << (n - 2));
  }
  tear_down ();
}

static void
test_levels (void)
{
  static const LtParam params[] = {LT_PARAM_MONITOR_LEVEL,
                                   LT_PARAM_MONITOR_DIM_LEVEL,
                                   LT_PARAM_SOLO_LEVEL,
                                   LT_PARAM_SOLO_DIM,
                                   LT_PARAM_PHONES_LEVEL,
                                   LT_PARAM_TALKBACK_LEVEL,
                                   LT_PARAM_TALKBACK_DIM,
                                   LT_PARAM_OSCILLATOR_LEVEL,
                                   LT_PARAM_OSCILLATOR_FREQUENCY,
                                   LT_PARAM_SPEAKER_TRIM + 1,
                                   LT_PARAM_SPEAKER_DELAY + 2};
  set_up ();
  for (size_t i = 0; i < G_N_ELEMENTS (params); i++) {
    LtControl   *control = LT_CONTROL (widget (params[i]));
    const double before  = lt_control_get_value (control);
    const double to      = params[i] == LT_PARAM_OSCILLATOR_FREQUENCY ? 440
                           : lt_param_info[params[i]].min < -1        ? -7
                                                                      : 7;
    g_assert_true (before == lt_param_info[params[i]].def);
    lt_control_ask (control, to);
    g_assert_true (lt_control_get_value (control) == before);
    pump ();
    g_assert_cmpfloat (lt_control_get_value (control), ==, to);
    g_assert_cmpfloat (value (params[i]), ==, to);
    undo ();
    g_assert_true (lt_control_get_value (control) == before);
  }
  tear_down ();
}

static void
test_typed (void)
{
  set_up ();
  GtkWidget *fader = widget (LT_PARAM_MONITOR_LEVEL);
  g_assert_true (lt_control_key (LT_CONTROL (fader), GDK_KEY_minus, 0));
  GtkWidget *popover =
    gtk_widget_get_last_child (gtk_widget_get_parent (fader));
  g_assert_true (GTK_IS_POPOVER (popover));
  GtkWidget *entry = g_object_get_data (G_OBJECT (popover), "lt-entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "loud");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "-8,5 dB");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, -8.5);
  tear_down ();
}

static void
test_reference (void)
{
  set_up ();
  GtkWidget *panel = GTK_WIDGET (lt_window_get_monitor (window));
  GtkWidget *fader = widget (LT_PARAM_MONITOR_LEVEL);
  GtkWidget *mark  = gtk_widget_get_next_sibling (fader);
  g_assert_true (LT_IS_MONITOR_MARK (mark));
  set (LT_PARAM_MONITOR_LEVEL, -14);
  gtk_widget_activate_action (panel, "reference.set", NULL);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_REFERENCE), ==, -14);
  set (LT_PARAM_MONITOR_LEVEL, -40);
  const double y = lt_monitor_mark_get_y (LT_MONITOR_MARK (mark));
  g_assert_false (lt_monitor_mark_press (LT_MONITOR_MARK (mark), y + 60));
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, -40);
  g_assert_true (lt_monitor_mark_press (LT_MONITOR_MARK (mark), y + 2));
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, -14);
  set (LT_PARAM_MONITOR_LEVEL, -40);
  click (widget (LT_PARAM_MONITOR_REFERENCE));
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, -14);
  tear_down ();
}

// --- lists of buses ---

static LtMonitorPicker *
open_picker (LtParam param)
{
  click (widget (param));
  GtkWidget *picker =
    lt_monitor_panel_get_picker (lt_window_get_monitor (window));
  g_assert_nonnull (picker);
  return LT_MONITOR_PICKER (picker);
}

static void
press_row (LtMonitorPicker *picker, uint32_t bus, int choice, gboolean is_on)
{
  GtkWidget *row = lt_monitor_picker_get_row (picker, bus, choice);
  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), is_on);
}

static void
test_source (void)
{
  set_up ();
  const uint32_t   verb   = add (LT_KIND_AUX, "Verb");
  const uint32_t   singer = add (LT_KIND_CUE, "Singer");
  LtMonitorPicker *picker = open_picker (LT_PARAM_MONITOR_SOURCE);
  const uint32_t   n_undo = lt_mirror_desk (mirror ())->n_undo;
  g_assert_cmpint (lt_monitor_picker_search (picker, ""), ==, 4);
  g_assert_cmpint (lt_monitor_picker_search (picker, "SING"), ==, 1);
  g_assert_cmpint (lt_monitor_picker_search (picker, "zz"), ==, 0);
  press_row (picker, singer, 1, TRUE);
  /* Still the master, until the desk answers. */
  GtkWidget *row = lt_monitor_picker_get_row (picker, 0, 0);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
  pump ();
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_SOURCE), ==, 1);
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_BUS), ==, singer);
  g_assert_cmpuint (lt_mirror_desk (mirror ())->n_undo, ==, n_undo + 1);
  undo ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_SOURCE), ==, 0);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
  press_row (picker, 0, 2, TRUE);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_SOURCE), ==, 2);
  /* A bus that comes is in the open list. */
  const uint32_t late = add (LT_KIND_MATRIX, "Lobby");
  g_assert_nonnull (lt_monitor_picker_get_row (picker, late, 1));
  picker = open_picker (LT_PARAM_PHONES_SOURCE);
  press_row (picker, verb, 2, TRUE);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_PHONES_SOURCE), ==, 2);
  g_assert_cmpfloat (value (LT_PARAM_PHONES_BUS), ==, verb);
  tear_down ();
}

static void
test_feeds (void)
{
  static const LtParam params[] = {LT_PARAM_TALKBACK_TO,
                                   LT_PARAM_OSCILLATOR_TO};
  set_up ();
  const uint32_t verb   = add (LT_KIND_AUX, "Verb");
  const uint32_t singer = add (LT_KIND_CUE, "Singer");
  for (size_t i = 0; i < G_N_ELEMENTS (params); i++) {
    LtMonitorPicker *picker = open_picker (params[i]);
    LtAddress        to     = {.bus = verb, .param = (uint16_t)params[i]};
    press_row (picker, verb, 0, TRUE);
    GtkWidget *row = lt_monitor_picker_get_row (picker, verb, 0);
    g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
    pump ();
    g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
    g_assert_cmpfloat (lt_mirror_value (mirror (), to), ==, 1);
    press_row (picker, singer, 0, TRUE);
    press_row (picker, verb, 0, FALSE);
    pump ();
    g_assert_cmpfloat (lt_mirror_value (mirror (), to), ==, 0);
    to.bus = singer;
    g_assert_cmpfloat (lt_mirror_value (mirror (), to), ==, 1);
  }
  tear_down ();
}

// --- the desk's lamps ---

static void
test_solo (void)
{
  set_up ();
  GtkButton *solo = GTK_BUTTON (lamp (LT_HEADER_LAMP_SOLO));
  g_assert_cmpstr (gtk_button_get_label (solo), ==, "SOLO");
  for (uint32_t i = 0; i < 2; i++) {
    const LtAddress a = {.strip = lt_mirror_strip_at (mirror (), i)->id,
                         .param = LT_PARAM_SOLO};
    lt_mirror_set (mirror (), a, 1, 0, 0);
  }
  set (LT_PARAM_DCA_SOLO + 4, 1);
  g_assert_cmpstr (gtk_button_get_label (solo), ==, "SOLO 3");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (solo), "on"));
  g_autofree char *name = gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (solo), GTK_ACCESSIBLE_PROPERTY_LABEL, "\001");
  g_assert_cmpstr (name, ==, "3 soloed: clear them all");
  act ("solo-clear");
  g_assert_cmpstr (gtk_button_get_label (solo), ==, "SOLO");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (solo), "on"));
  tear_down ();
}

/* It blinks, unless the person wants no motion. */
static void
test_blink (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  for (int is_moving = 0; is_moving < 2; is_moving++) {
    g_object_set (settings, "gtk-enable-animations", is_moving, NULL);
    set_up ();
    gboolean is_seen = FALSE;
    set (LT_PARAM_DCA_SOLO, 1);
    for (int i = 0; i < 80 && !is_seen; i++) {
      pump ();
      is_seen = gtk_widget_has_css_class (lamp (LT_HEADER_LAMP_SOLO), "dark");
      g_usleep (10000);
    }
    g_assert_cmpint (is_seen, ==, is_moving);
    tear_down ();
  }
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
}

static void
test_talkback (void)
{
  set_up ();
  GtkWidget *red = lamp (LT_HEADER_LAMP_TALK);
  /* Held: a key that repeats is one press. */
  for (int i = 0; i < 3; i++) {
    g_assert_true (lt_window_key (window, GDK_KEY_t, 0));
    pump ();
    g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, 1);
    g_assert_true (gtk_widget_has_css_class (red, "on"));
  }
  lt_window_key_up (window, GDK_KEY_t);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, 0);
  g_assert_false (gtk_widget_has_css_class (red, "on"));
  /* Shift pressed meanwhile makes it another key. */
  lt_window_key (window, GDK_KEY_t, 0);
  lt_window_key_up (window, GDK_KEY_T);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, 0);
  /* The keyboard goes elsewhere. */
  lt_window_key (window, GDK_KEY_t, 0);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, 1);
  GtkWidget *other = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (other));
  if (!gtk_window_is_active (GTK_WINDOW (window))) /* nor was it before */
    g_object_notify (G_OBJECT (window), "is-active");
  for (int i = 0; i < 400 && value (LT_PARAM_TALKBACK_ON) > 0.5; i++) {
    pump ();
    g_usleep (5000);
  }
  g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, 0);
  lt_window_key_up (window, GDK_KEY_t);
  gtk_window_destroy (GTK_WINDOW (other));
  pump ();
  set (LT_PARAM_TALKBACK_MODE, 1); /* latch */
  for (int i = 0; i < 4; i++) {
    lt_window_key (window, GDK_KEY_t, 0);
    pump ();
    lt_window_key (window, GDK_KEY_t, 0); /* it repeats */
    lt_window_key_up (window, GDK_KEY_t);
    pump ();
    g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, i % 2 ? 0 : 1);
  }
  set (LT_PARAM_TALKBACK_ON, 1);
  act ("talkback-off");
  g_assert_cmpfloat (value (LT_PARAM_TALKBACK_ON), ==, 0);
  set (LT_PARAM_OSCILLATOR_ON, 1);
  g_assert_true (
    gtk_widget_has_css_class (lamp (LT_HEADER_LAMP_OSCILLATOR), "on"));
  act ("oscillator-off");
  g_assert_cmpfloat (value (LT_PARAM_OSCILLATOR_ON), ==, 0);
  tear_down ();
}

static void
test_panic (void)
{
  set_up ();
  GtkWidget *header = gtk_window_get_titlebar (GTK_WINDOW (window));
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, GDK_SHIFT_MASK));
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, GDK_SHIFT_MASK));
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_PANIC), ==, 1);
  g_assert_true (gtk_widget_has_css_class (header, "panic"));
  undo ();
  g_assert_cmpfloat (value (LT_PARAM_PANIC), ==, 0);
  g_assert_false (gtk_widget_has_css_class (header, "panic"));
  act ("panic");
  g_assert_cmpfloat (value (LT_PARAM_PANIC), ==, 1);
  lt_window_key_up (window, GDK_KEY_Escape);
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, GDK_SHIFT_MASK));
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_PANIC), ==, 0);
  g_assert_false (lt_window_key (window, GDK_KEY_Escape, 0));
  tear_down ();
}

static gboolean
can (const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static void
lock (const char *mode)
{
  g_action_group_activate_action (
    G_ACTION_GROUP (window), "lock", g_variant_new_string (mode));
  pump ();
  g_autoptr (GVariant) state =
    g_action_group_get_action_state (G_ACTION_GROUP (window), "lock");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, mode);
  g_assert_cmpint (gtk_widget_get_visible (lamp (LT_HEADER_LAMP_LOCK)),
                   ==,
                   !g_str_equal (mode, "off"));
}

static void
test_lock (void)
{
  set_up ();
  GtkWidget *dim   = widget (LT_PARAM_MONITOR_DIM);
  GtkWidget *feeds = widget (LT_PARAM_TALKBACK_TO);
  g_assert_true (can ("import") && can ("loop") && can ("play"));
  g_assert_true (gtk_widget_get_sensitive (feeds));
  lock ("structure");
  g_assert_false (can ("import") || can ("loop") || can ("remove"));
  g_assert_true (can ("play") && can ("panic") && can ("solo-clear"));
  g_assert_true (gtk_widget_get_sensitive (dim));
  g_assert_false (gtk_widget_get_sensitive (feeds));
  const uint32_t n = lt_mirror_n_strips (mirror ());
  g_assert_null (lt_window_get_notice (window));
  lt_window_key (window, GDK_KEY_Delete, 0);
  pump ();
  g_assert_nonnull (lt_window_get_notice (window)); /* it says why */
  g_assert_cmpuint (lt_mirror_n_strips (mirror ()), ==, n);
  lock ("all");
  g_assert_false (can ("play") || can ("panic") || can ("undo"));
  g_assert_true (can ("lock") && can ("why") && can ("save"));
  g_assert_false (gtk_widget_get_sensitive (dim));
  lock ("off");
  g_assert_true (can ("import") && can ("play"));
  g_assert_true (gtk_widget_get_sensitive (dim));
  g_assert_true (gtk_widget_get_sensitive (feeds));
  tear_down ();
}

static void
test_why (void)
{
  set_up ();
  GtkWidget *mixer   = GTK_WIDGET (lt_window_get_mixer (window));
  GtkWidget *strip   = GTK_WIDGET (lt_mixer_get_view (
    LT_MIXER (mixer), lt_mirror_strip_at (mirror (), 0)->id));
  GtkWidget *popover = lt_why_open (
    strip, strip, "Kick", "strip/1 no signal\nits fader is at -inf\n");
  GtkWidget *lines = g_object_get_data (G_OBJECT (popover), "lt-lines");
  GtkWidget *first = gtk_widget_get_first_child (lines);
  g_assert_cmpstr (
    gtk_label_get_text (GTK_LABEL (first)), ==, "1.  strip/1 no signal");
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  g_assert_cmpstr (
    gtk_label_get_text (GTK_LABEL (second)), ==, "2.  its fader is at -inf");
  g_assert_null (gtk_widget_get_next_sibling (second));
  gtk_popover_popdown (GTK_POPOVER (popover));
  pump ();
  popover = lt_why_open (strip, strip, "Kick", "");
  lines   = g_object_get_data (G_OBJECT (popover), "lt-lines");
  g_assert_nonnull (gtk_widget_get_first_child (lines)); /* says so */
  gtk_popover_popdown (GTK_POPOVER (popover));
  pump ();
  lt_mixer_select (LT_MIXER (mixer), NULL);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (lt_window_key (window, GDK_KEY_w, 0));
  g_assert_nonnull (lt_window_get_notice (window)); /* select one first */
  tear_down ();
}

static void
test_overload (void)
{
  GtkWidget    *widget = g_object_ref_sink (lt_header_load_new ());
  LtHeaderLoad *load   = LT_HEADER_LOAD (widget);
  LtTelemetry   t      = {.n_overruns = 7, .load = 0.2f};
  const gint64  s      = G_USEC_PER_SEC;
  lt_header_load_feed (load, &t, 10 * s);
  g_assert_false (lt_header_load_is_over (load)); /* they are old */
  g_assert_cmpuint (lt_header_load_get_overruns (load), ==, 7);
  t.n_overruns = 9;
  lt_header_load_feed (load, &t, 11 * s);
  g_assert_true (lt_header_load_is_over (load));
  g_assert_cmpuint (lt_header_load_get_overruns (load), ==, 9);
  lt_header_load_feed (load, &t, (11 + LT_OVERLOAD_S) * s - 1);
  g_assert_true (lt_header_load_is_over (load));
  lt_header_load_feed (load, &t, (11 + LT_OVERLOAD_S) * s);
  g_assert_false (lt_header_load_is_over (load));
  t.n_xruns = 1;
  lt_header_load_feed (load, &t, 30 * s);
  g_assert_true (lt_header_load_is_over (load));
  click (widget);
  g_assert_false (lt_header_load_is_over (load));
  g_assert_cmpuint (lt_header_load_get_overruns (load), ==, 0);
  g_assert_cmpuint (lt_header_load_get_xruns (load), ==, 0);
  t.n_xruns = 3;
  lt_header_load_feed (load, &t, 31 * s);
  g_assert_cmpuint (lt_header_load_get_xruns (load), ==, 2);
  t.n_overruns = 0; /* another engine */
  lt_header_load_feed (load, &t, 32 * s);
  g_assert_cmpuint (lt_header_load_get_overruns (load), ==, 0);
  g_object_unref (widget);
}

/* Escape in a drag: back to what stood there, in the same gesture. */
static void
test_take_back (void)
{
  set_up ();
  LtControl *fader = LT_CONTROL (widget (LT_PARAM_MONITOR_LEVEL));
  set (LT_PARAM_MONITOR_LEVEL, -12);
  const uint32_t n = lt_mirror_desk (mirror ())->n_undo;
  g_assert_false (lt_control_key (fader, GDK_KEY_Escape, 0)); /* not held */
  lt_control_press (fader, FALSE, 3, 3);
  lt_control_drag (fader, -60, FALSE);
  lt_control_frame (fader);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), <, -12);
  g_assert_true (lt_control_key (fader, GDK_KEY_Escape, 0));
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, -12);
  lt_control_drag (fader, -60, FALSE);
  lt_control_frame (fader);
  lt_control_release (fader);
  pump ();
  g_assert_cmpfloat (value (LT_PARAM_MONITOR_LEVEL), ==, -12);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -12);
  g_assert_cmpuint (lt_mirror_desk (mirror ())->n_undo, <=, n + 1);
  tear_down ();
}

// --- a desk that comes back ---

typedef struct {
  const char *path;
  gint        is_over, n_peers;
} Door;

static gpointer
keep_door (gpointer data)
{
  Door         *door = data;
  LtLinkPeer   *peers[8];
  int           n     = 0;
  LtError       error = {0};
  LtLinkServer *server;
  g_assert_cmpint (lt_link_server_new (door->path, &server, &error), ==, LT_OK);
  while (!g_atomic_int_get (&door->is_over)) {
    LtLinkPeer *peer = n < 8 ? lt_link_server_accept (server) : NULL;
    if (peer) {
      peers[n++] = peer;
      g_atomic_int_set (&door->n_peers, n);
    }
    g_usleep (2000);
  }
  while (n > 0)
    lt_link_peer_free (peers[--n]);
  lt_link_server_free (server);
  return NULL;
}

/* Wait until the window has a desk, or has none. */
static gboolean
wait_for (gboolean is_there)
{
  for (int i = 0; i < 1000; i++) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    if ((lt_window_get_console (window) != NULL) == is_there)
      return TRUE;
    g_usleep (5000);
  }
  return FALSE;
}

static void
test_return (void)
{
  g_autofree char *dir  = lt_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "Back.longthrow", NULL);
  window                = LT_WINDOW (lt_window_new (NULL));
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  for (int round = 0; round < 2; round++) {
    Door     door   = {.path = path};
    GThread *thread = g_thread_new ("door", keep_door, &door);
    if (round == 0) {
      for (LtLinkDesk one; lt_link_find (path, &one, 1) < 1;)
        g_usleep (2000);
      lt_window_open (window, path);
    } /* the second time it finds it by itself */
    g_assert_true (wait_for (TRUE));
    while (g_atomic_int_get (&door.n_peers) < 1)
      g_usleep (2000); /* the desk may be later than the window */
    g_assert_cmpint (g_atomic_int_get (&door.n_peers), ==, 1);
    g_atomic_int_set (&door.is_over, 1);
    g_thread_join (thread);
    g_assert_true (wait_for (FALSE));
  }
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (window);
  lt_test_remove_tree (dir);
}

// --- names ---

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
                                           GTK_ACCESSIBLE_PROPERTY_LABEL)) {
      g_test_message ("%s has no accessible name", G_OBJECT_TYPE_NAME (widget));
      g_test_fail ();
    }
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
  g_assert_cmpint (
    check_names (GTK_WIDGET (lt_window_get_monitor (window))), >, 45);
  g_assert_cmpint (
    check_names (gtk_window_get_titlebar (GTK_WINDOW (window))), >, 10);
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
  g_test_add_func ("/ui-monitor/switches", test_switches);
  g_test_add_func ("/ui-monitor/choices", test_choices);
  g_test_add_func ("/ui-monitor/levels", test_levels);
  g_test_add_func ("/ui-monitor/typed", test_typed);
  g_test_add_func ("/ui-monitor/reference", test_reference);
  g_test_add_func ("/ui-monitor/source", test_source);
  g_test_add_func ("/ui-monitor/feeds", test_feeds);
  g_test_add_func ("/ui-monitor/solo", test_solo);
  g_test_add_func ("/ui-monitor/blink", test_blink);
  g_test_add_func ("/ui-monitor/talkback", test_talkback);
  g_test_add_func ("/ui-monitor/panic", test_panic);
  g_test_add_func ("/ui-monitor/lock", test_lock);
  g_test_add_func ("/ui-monitor/why", test_why);
  g_test_add_func ("/ui-monitor/overload", test_overload);
  g_test_add_func ("/ui-monitor/take-back", test_take_back);
  g_test_add_func ("/ui-monitor/return", test_return);
  g_test_add_func ("/ui-monitor/names", test_names);
  return g_test_run ();
}
