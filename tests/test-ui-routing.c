// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Sends on faders, DCAs and their spill, layers, gangs, routing: on a whole
   desk in the same process. Needs a display: skipped without. */

#include "desk-rig.h"
#include "lt-test.h"

#include "ui/lt-app.h"
#include "ui/lt-dca-bank.h"
#include "ui/lt-lamp.h"
#include "ui/lt-routing.h"
#include "ui/lt-sends.h"
#include "ui/lt-tap.h"
#include "ui/lt-window.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static DeskRig  *rig;
static LtWindow *window;
static uint32_t  strip[4], group, aux, cue;

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

/* Until it has its place on the screen. */
static void
wait_for (GtkWidget *widget)
{
  for (int i = 0; i < 400 && !gtk_widget_get_width (widget); i++) {
    pump ();
    g_usleep (5000);
  }
  g_assert_cmpint (gtk_widget_get_width (widget), >, 0);
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
  aux   = add (LT_KIND_AUX, "Verb");
  cue   = add (LT_KIND_CUE, "Singer");
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

static LtMixer *
mixer (void)
{
  return lt_window_get_mixer (window);
}

static LtStripView *
view (uint32_t id)
{
  LtStripView *found = lt_mixer_get_view (mixer (), id);
  g_assert_nonnull (found);
  return found;
}

static GtkWidget *
control (uint32_t id, LtParam param)
{
  return lt_strip_view_get_control (view (id), param);
}

static double
value (uint32_t id, LtParam param, uint32_t bus)
{
  return lt_mirror_value (rig->mirror, lt_console_address (id, param, bus));
}

/* As another surface sets it. */
static void
set (uint32_t id, int param, uint32_t bus, double to)
{
  const LtAddress a = lt_console_address (id, (LtParam)param, bus);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_set (rig->mirror, a, to, 0, 0), NULL),
    ==,
    LT_OK);
  pump ();
}

static void
set_text (int param, const char *text)
{
  const LtAddress a = lt_console_address (0, (LtParam)param, 0);
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_set_text (rig->mirror, a, text), NULL),
    ==,
    LT_OK);
  pump ();
}

static gboolean
is_shown (uint32_t id)
{
  return gtk_widget_get_parent (GTK_WIDGET (view (id))) != NULL;
}

static void
test_sends_on_faders (void)
{
  set_up ();
  set (strip[0], LT_PARAM_SEND_LEVEL, cue, -20);
  set (strip[0], LT_PARAM_FADER, 0, -3);
  lt_mixer_select (mixer (), view (cue));
  g_assert_true (lt_window_key (window, GDK_KEY_f, 0));
  pump ();
  LtControl *fader = LT_CONTROL (control (strip[0], LT_PARAM_FADER));
  g_assert_cmpuint (lt_mixer_get_on_faders (mixer ()), ==, cue);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -20);
  lt_control_ask (fader, -6);
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_LEVEL, cue), ==, -6);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_FADER, 0), ==, -3);
  // The mute lamp is the send's switch, the pan its pan.
  g_signal_emit_by_name (control (strip[0], LT_PARAM_MUTE), "clicked");
  lt_control_ask (LT_CONTROL (control (strip[0], LT_PARAM_PAN)), 30);
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_ON, cue), ==, 0);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_MUTE, 0), ==, 0);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_PAN, cue), ==, 30);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_PAN, 0), ==, 0);
  // A move of the fader from elsewhere is not shown now; the bus is itself.
  set (strip[0], LT_PARAM_FADER, 0, -9);
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -6);
  LtControl *own = LT_CONTROL (control (cue, LT_PARAM_FADER));
  g_assert_cmpint (lt_control_get_param (own), ==, LT_PARAM_FADER);
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, 0));
  pump ();
  g_assert_cmpfloat (lt_control_get_value (fader), ==, -9);
  g_assert_false (lt_mixer_leave (mixer ()));
  tear_down ();
}

/* What a hand holds or types stays with what it began with. */
static void
test_held_over (void)
{
  set_up ();
  set (strip[0], LT_PARAM_SEND_LEVEL, cue, -20);
  lt_mixer_select (mixer (), view (cue));
  LtControl *fader = LT_CONTROL (control (strip[0], LT_PARAM_FADER));
  lt_control_press (fader, FALSE, 10, 100);
  lt_control_drag (fader, -40, FALSE);
  g_assert_true (lt_window_key (window, GDK_KEY_f, 0));
  pump ();
  const double moved = value (strip[0], LT_PARAM_FADER, 0);
  g_assert_cmpfloat (moved, <, 0);
  lt_control_drag (fader, -40, FALSE);
  lt_control_release (fader);
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_LEVEL, cue), ==, -20);
  // Steps of a key that run; the mute's key turns what its lamp shows.
  lt_control_step (fader, 2);
  g_assert_true (lt_window_key (window, GDK_KEY_f, 0));
  lt_control_step (fader, -2);
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_LEVEL, cue), >, -20);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_FADER, 0), <, moved);
  g_assert_true (lt_window_key (window, GDK_KEY_f, 0));
  lt_mixer_select (mixer (), view (strip[1]));
  g_assert_true (lt_window_key (window, GDK_KEY_m, 0));
  pump ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_SEND_ON, cue), ==, 0);
  g_assert_cmpfloat (value (strip[1], LT_PARAM_MUTE, 0), ==, 0);
  // Escape takes a drag back first, then leaves.
  gtk_widget_grab_focus (GTK_WIDGET (fader));
  lt_control_press (fader, FALSE, 10, 100);
  g_assert_false (lt_window_key (window, GDK_KEY_Escape, 0));
  g_assert_cmpuint (lt_mixer_get_on_faders (mixer ()), ==, cue);
  lt_control_release (fader);
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, 0));
  g_assert_cmpuint (lt_mixer_get_on_faders (mixer ()), ==, 0);
  tear_down ();
}

static gboolean
is_grey (uint32_t id)
{
  return !gtk_widget_is_sensitive (control (id, LT_PARAM_FADER));
}

static void
test_sends_button (void)
{
  set_up ();
  const uint32_t master = lt_mirror_desk (rig->mirror)->master;
  g_assert_null (lt_strip_view_get_flip (view (group)));
  LtLamp *button = LT_LAMP (lt_strip_view_get_flip (view (aux)));
  g_signal_emit_by_name (button, "clicked");
  pump ();
  g_assert_cmpuint (lt_mixer_get_on_faders (mixer ()), ==, aux);
  g_assert_true (lt_lamp_get_on (button));
  // The aux goes to the master, which cannot send to it; others can, with a
  // pan that is the send's.
  g_assert_true (is_grey (master));
  g_assert_false (is_grey (strip[0]) || is_grey (group) || is_grey (aux));
  g_assert_false (is_grey (cue));
  g_assert_true (gtk_widget_get_visible (control (cue, LT_PARAM_PAN)));
  lt_control_ask (LT_CONTROL (control (cue, LT_PARAM_PAN)), -40);
  pump ();
  g_assert_cmpfloat (value (cue, LT_PARAM_SEND_PAN, aux), ==, -40);
  set (aux, LT_PARAM_TO, group, 1); // seen at once
  g_assert_true (is_grey (group));
  g_signal_emit_by_name (lt_strip_view_get_flip (view (cue)), "clicked");
  pump ();
  g_assert_cmpuint (lt_mixer_get_on_faders (mixer ()), ==, cue);
  g_assert_false (lt_lamp_get_on (button) || is_grey (master));
  // The bus goes: the faders are their own again.
  g_assert_cmpint (
    desk_rig_wait (rig, lt_mirror_remove_strip (rig->mirror, cue), NULL),
    ==,
    LT_OK);
  pump ();
  g_assert_cmpuint (lt_mixer_get_on_faders (mixer ()), ==, 0);
  g_assert_cmpint (
    lt_control_get_param (LT_CONTROL (control (strip[0], LT_PARAM_FADER))),
    ==,
    LT_PARAM_FADER);
  tear_down ();
}

static void
test_spill (void)
{
  set_up ();
  GtkWidget *dcas = lt_mixer_get_dcas (mixer ());
  g_assert_false (gtk_widget_get_visible (dcas));
  set (strip[1], LT_PARAM_DCA + 2, 0, 1);
  set (strip[3], LT_PARAM_DCA + 4, 0, 1);
  set (0, LT_PARAM_DCA_TO + 4, 0, 3); // DCA 5 is in DCA 3
  g_assert_true (gtk_widget_get_visible (dcas));
  g_signal_emit_by_name (
    lt_dca_bank_get_control (LT_DCA_BANK (dcas), 2, LT_PARAM_DCA_NAME),
    "select");
  pump ();
  const bool want[4] = {false, true, false, true};
  for (int i = 0; i < 4; i++)
    g_assert_true (is_shown (strip[i]) == want[i]);
  g_assert_false (is_shown (group));
  // A member that comes is there at once; the fader is the DCA's.
  set (strip[0], LT_PARAM_DCA + 2, 0, 1);
  g_assert_true (is_shown (strip[0]));
  lt_control_ask (LT_CONTROL (lt_dca_bank_get_control (
                    LT_DCA_BANK (dcas), 2, LT_PARAM_DCA_FADER)),
                  -4);
  g_signal_emit_by_name (
    lt_dca_bank_get_control (LT_DCA_BANK (dcas), 2, LT_PARAM_DCA_MUTE),
    "clicked");
  pump ();
  g_assert_cmpfloat (value (0, LT_PARAM_DCA_FADER + 2, 0), ==, -4);
  g_assert_cmpfloat (value (0, LT_PARAM_DCA_MUTE + 2, 0), ==, 1);
  // Implied mutes say why; through the nested one too.
  for (int i = 0; i < 4; i++) {
    const char *why =
      gtk_widget_get_tooltip_text (control (strip[i], LT_PARAM_MUTE));
    g_assert_true ((why && strstr (why, "DCA 3")) == (i != 2));
  }
  g_assert_true (lt_window_key (window, GDK_KEY_Escape, 0));
  pump ();
  g_assert_true (is_shown (strip[2]) && is_shown (group));
  tear_down ();
}

static const char *
reason (uint32_t id)
{
  LtLamp     *lamp = LT_LAMP (control (id, LT_PARAM_MUTE));
  const char *why  = gtk_widget_get_tooltip_text (GTK_WIDGET (lamp));
  g_assert_true (lt_lamp_get_implied (lamp) == (why != NULL));
  return why;
}

static void
test_implied_mutes (void)
{
  set_up ();
  g_assert_null (reason (strip[0]));
  set_text (LT_PARAM_DCA_NAME + 2, "Drums");
  set (strip[0], LT_PARAM_DCA + 2, 0, 1);
  g_assert_null (reason (strip[0]));
  set (0, LT_PARAM_DCA_MUTE + 2, 0, 1);
  g_assert_cmpstr (reason (strip[0]), ==, "Muted by DCA 3 Drums");
  g_assert_null (reason (strip[1]));
  set_text (LT_PARAM_DCA_NAME + 2, "Kit");
  g_assert_cmpstr (reason (strip[0]), ==, "Muted by DCA 3 Kit");
  set (0, LT_PARAM_DCA_MUTE + 2, 0, 0);
  set (0, LT_PARAM_DCA_TO + 2, 0, 5);
  set (0, LT_PARAM_DCA_MUTE + 4, 0, 1);
  g_assert_cmpstr (reason (strip[0]), ==, "Muted by DCA 5, through DCA 3 Kit");
  set (0, LT_PARAM_DCA_MUTE + 4, 0, 0);
  g_assert_null (reason (strip[0]));
  // A mute group, unless it dims.
  set (strip[1], LT_PARAM_MUTE_GROUP + 1, 0, 1);
  set (0, LT_PARAM_MUTE_GROUP_ON + 1, 0, 1);
  g_assert_cmpstr (reason (strip[1]), ==, "Muted by mute group 2");
  set (0, LT_PARAM_MUTE_GROUP_DIM + 1, 0, -10);
  g_assert_null (reason (strip[1]));
  // Panic, on live inputs alone; another's solo.
  set (strip[2], LT_PARAM_SOURCE, 0, 1);
  set (0, LT_PARAM_PANIC, 0, 1);
  g_assert_cmpstr (reason (strip[2]), ==, "Muted by panic");
  g_assert_null (reason (strip[3]));
  set (0, LT_PARAM_PANIC, 0, 0);
  set (strip[3], LT_PARAM_SOLO, 0, 1);
  desk_rig_run (rig, 4800);
  pump ();
  char want[128];
  snprintf (want,
            sizeof want,
            "Silenced by the solo of %s",
            lt_mirror_strip (rig->mirror, strip[3])->name);
  g_assert_cmpstr (reason (strip[0]), ==, want);
  g_assert_null (reason (strip[3]));
  // Its own mute is filled; on the faders it is what silences the send.
  set (strip[3], LT_PARAM_MUTE, 0, 1);
  g_assert_null (reason (strip[3]));
  lt_mixer_set_on_faders (mixer (), cue);
  g_assert_cmpstr (reason (strip[3]), ==, "The strip is muted");
  lt_mixer_set_on_faders (mixer (), 0);
  g_assert_null (reason (strip[3]));
  tear_down ();
}

static int
width_of (uint32_t id)
{
  int width;
  gtk_widget_measure (GTK_WIDGET (view (id)),
                      GTK_ORIENTATION_HORIZONTAL,
                      -1,
                      &width,
                      NULL,
                      NULL,
                      NULL);
  return width;
}

static void
test_layers_and_hidden (void)
{
  set_up ();
  char text[64];
  snprintf (text, sizeof text, "%u %u 999 %u", cue, strip[2], strip[0]);
  set_text (LT_PARAM_LAYER_STRIPS + 3, text);
  set_text (LT_PARAM_LAYER_NAME + 3, "Singer");
  lt_mixer_show (mixer (), (LtShown){LT_SHOWN_LAYER, 3});
  pump ();
  g_assert_true (is_shown (cue) && is_shown (strip[0]) && is_shown (strip[2]));
  g_assert_false (is_shown (strip[1]) || is_shown (group));
  // In its own order; to the right is a place in the layer, not on the desk.
  lt_mixer_select (mixer (), view (cue));
  lt_mixer_move_selected (mixer (), 1);
  pump ();
  snprintf (text, sizeof text, "%u %u %u", strip[2], cue, strip[0]);
  g_assert_cmpstr (
    lt_mirror_text (
      rig->mirror,
      lt_console_address (0, (LtParam)(LT_PARAM_LAYER_STRIPS + 3), 0)),
    ==,
    text);
  g_assert_cmpint (lt_mirror_strip (rig->mirror, cue)->position, ==, 6);
  lt_mixer_show (mixer (), (LtShown){LT_SHOWN_BUSES, 0});
  pump ();
  g_assert_true (is_shown (group) && is_shown (aux) && !is_shown (strip[0]));
  // Hidden, and back by undo.
  lt_mixer_show (mixer (), (LtShown){LT_SHOWN_ALL, 0});
  set (strip[1], LT_PARAM_HIDDEN, 0, 1);
  g_assert_false (is_shown (strip[1]));
  g_assert_cmpint (lt_shown_n_hidden (rig->mirror), ==, 1);
  g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
  pump ();
  g_assert_true (is_shown (strip[1]));
  // Wide and narrow.
  const int wide = width_of (strip[0]);
  set (strip[0], LT_PARAM_NARROW, 0, 1);
  g_assert_cmpint (width_of (strip[0]), <, wide);
  tear_down ();
}

static void
test_pair (void)
{
  set_up ();
  set (strip[0], LT_PARAM_FADER, 0, -5);
  g_assert_true (gtk_widget_activate_action (
    GTK_WIDGET (view (strip[0])), "strip.pair", NULL));
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_PAN, 0), ==, -100);
  g_assert_cmpfloat (value (strip[1], LT_PARAM_PAN, 0), ==, 100);
  g_assert_cmpfloat (value (strip[1], LT_PARAM_FADER, 0), ==, -5);
  lt_control_ask (LT_CONTROL (control (strip[0], LT_PARAM_FADER)), -7);
  pump ();
  g_assert_cmpfloat (value (strip[1], LT_PARAM_FADER, 0), ==, -7);
  for (int i = 0; i < 2; i++) { // the move; then the whole pair at once
    g_action_group_activate_action (G_ACTION_GROUP (window), "undo", NULL);
    pump ();
  }
  g_assert_cmpfloat (value (strip[0], LT_PARAM_GANG, 0), ==, 0);
  g_assert_cmpfloat (value (strip[1], LT_PARAM_GANG, 0), ==, 0);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_PAN, 0), ==, 0);
  g_assert_cmpfloat (value (strip[1], LT_PARAM_FADER, 0), ==, 0);
  tear_down ();
}

static void
test_routing (void)
{
  set_up ();
  // Opened, it follows the desk; for each kind of strip.
  const uint32_t all[] = {
    strip[0], group, aux, cue, lt_mirror_desk (rig->mirror)->master};
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++) {
    lt_strip_view_open_routing (view (all[i]));
    lt_strip_view_open_sends (view (all[i]));
    pump ();
    if (i < 4 && all[i] != aux) { // the master would close a loop
      set (all[i], LT_PARAM_SEND_LEVEL, aux, -12);
      set (all[i], LT_PARAM_SEND_LEVEL, aux, -INFINITY);
    }
    g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (view (all[i])), "strip.rename", NULL));
    pump ();
  }
  // The pick-off goes round its four places.
  lt_mixer_set_aux (mixer (), aux);
  for (int i = 0; i < 4; i++) {
    g_signal_emit_by_name (control (strip[0], LT_PARAM_SEND_TAP), "clicked");
    pump ();
    g_assert_cmpfloat (
      value (strip[0], LT_PARAM_SEND_TAP, aux), ==, (2 + i + 1) % 4);
  }
  // What a kind has not is not there.
  g_assert_false (gtk_widget_get_visible (control (cue, LT_PARAM_PAN)));
  g_assert_true (gtk_widget_get_visible (control (group, LT_PARAM_PAN)));
  tear_down ();
}

static void
click (GtkWidget *button)
{
  g_signal_emit_by_name (button, "clicked");
}

static GtkEditable *
find_entry (GtkWidget *in)
{
  GtkEditable *found = GTK_IS_ENTRY (in) ? GTK_EDITABLE (in) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (in); child && !found;
       child            = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

static void
test_sends (void)
{
  set_up ();
  const uint32_t matrix = add (LT_KIND_MATRIX, "Foyer");
  set (strip[0], LT_PARAM_SEND_LEVEL, cue, -20);
  g_assert_cmpstr (
    lt_lamp_get_text (LT_LAMP (lt_strip_view_get_sends (view (strip[0])))),
    ==,
    "1 send");
  wait_for (lt_strip_view_get_sends (view (strip[0])));
  lt_mixer_select (mixer (), view (strip[0]));
  g_assert_true (lt_window_key (window, GDK_KEY_e, 0));
  LtSends *sends = LT_SENDS (lt_strip_view_open_sends (view (strip[0])));
  g_assert_cmpint (lt_sends_get_n (sends), ==, 3);
  g_assert_false (gtk_widget_get_visible (lt_sends_get_search (sends)));
  // What it shows is the desk's; a move asks.
  LtControl *level =
    LT_CONTROL (lt_sends_get (sends, cue, LT_PARAM_SEND_LEVEL));
  LtControl *pan = LT_CONTROL (lt_sends_get (sends, cue, LT_PARAM_SEND_PAN));
  LtLamp    *on  = LT_LAMP (lt_sends_get (sends, cue, LT_PARAM_SEND_ON));
  LtTap     *tap = LT_TAP (lt_sends_get (sends, cue, LT_PARAM_SEND_TAP));
  g_assert_cmpfloat (lt_control_get_value (level), ==, -20);
  g_assert_cmpint (lt_tap_get (tap), ==, 1); // to a cue before the fader
  lt_control_ask (level, -8);
  lt_control_ask (pan, 25);
  click (GTK_WIDGET (on));
  click (lt_tap_get_lamp (tap, 3));
  g_assert_cmpfloat (lt_control_get_value (level), ==, -20);
  g_assert_cmpint (lt_tap_get (tap), ==, 1);
  g_assert_true (lt_lamp_get_on (on));
  pump ();
  g_assert_cmpfloat (lt_control_get_value (level), ==, -8);
  g_assert_cmpint (lt_tap_get (tap), ==, 3);
  g_assert_false (lt_lamp_get_on (on));
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_LEVEL, cue), ==, -8);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_PAN, cue), ==, 25);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_ON, cue), ==, 0);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_TAP, cue), ==, 3);
  // Typed.
  wait_for (GTK_WIDGET (level));
  g_assert_true (lt_control_key (level, GDK_KEY_minus, 0));
  GtkEditable *entry = find_entry (gtk_widget_get_parent (GTK_WIDGET (level)));
  g_assert_nonnull (entry);
  gtk_editable_set_text (entry, "-3.5");
  g_signal_emit_by_name (entry, "activate");
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SEND_LEVEL, cue), ==, -3.5);
  // Buses come while it is open, in their order; more than eight: a search.
  for (int i = 0; i < 6; i++) {
    char name[16];
    snprintf (name, sizeof name, "Room %d", i);
    add (i % 2 ? LT_KIND_AUX : LT_KIND_MATRIX, name);
  }
  pump ();
  g_assert_cmpint (lt_sends_get_n (sends), ==, 9);
  g_assert_true (gtk_widget_get_visible (lt_sends_get_search (sends)));
  g_assert_cmpint (lt_sends_search (sends, "ROOM"), ==, 6);
  g_assert_cmpint (lt_sends_search (sends, "foy"), ==, 1);
  g_assert_true (gtk_widget_get_visible (
    gtk_widget_get_parent (lt_sends_get (sends, matrix, LT_PARAM_SEND_ON))));
  g_assert_cmpint (lt_sends_search (sends, "xyz"), ==, 0);
  // Escape in it closes the list, which goes.
  GtkWidget *search = lt_sends_get_search (sends);
  g_object_add_weak_pointer (G_OBJECT (sends), (gpointer *)&sends);
  g_signal_emit_by_name (search, "stop-search");
  pump ();
  g_assert_null (sends);
  tear_down ();
}

static gboolean
may_send (uint32_t from, uint32_t bus)
{
  wait_for (lt_strip_view_get_sends (view (from)));
  LtSends *sends = LT_SENDS (lt_strip_view_open_sends (view (from)));
  pump ();
  return gtk_widget_is_sensitive (
    lt_sends_get (sends, bus, LT_PARAM_SEND_LEVEL));
}

static void
test_loops (void)
{
  set_up ();
  const uint32_t master = lt_mirror_desk (rig->mirror)->master;
  // The aux goes to the master: nothing of the master may come back to it.
  g_assert_false (may_send (master, aux));
  g_assert_true (may_send (master, cue));
  g_assert_true (may_send (group, aux));
  GtkWidget *open = lt_strip_view_open_sends (view (group));
  GtkWidget *send = lt_sends_get (LT_SENDS (open), aux, LT_PARAM_SEND_LEVEL);
  set (aux, LT_PARAM_TO, group, 1); // seen at once
  g_assert_false (gtk_widget_is_sensitive (send));
  LtRouting *routing = LT_ROUTING (lt_strip_view_open_routing (view (group)));
  GtkWidget *to      = lt_routing_get_bus (routing, master);
  g_assert_null (lt_routing_get_bus (routing, aux));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (to)));
  // A tick is the desk's; one that it refuses never shows.
  gtk_check_button_set_active (GTK_CHECK_BUTTON (to), FALSE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (to)));
  pump ();
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (to)));
  g_assert_cmpfloat (value (group, LT_PARAM_TO, master), ==, 0);
  set (0, LT_PARAM_LOCK, 0, 1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (to), TRUE);
  pump ();
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (to)));
  tear_down ();
}

static void
test_where_it_goes (void)
{
  set_up ();
  wait_for (lt_strip_view_get_sends (view (strip[0])));
  LtRouting *routing =
    LT_ROUTING (lt_strip_view_open_routing (view (strip[0])));
  click (lt_tap_get_lamp (
    LT_TAP (lt_routing_get (routing, LT_PARAM_DIRECT_TAP)), 2));
  lt_control_ask (LT_CONTROL (lt_routing_get (routing, LT_PARAM_DIRECT_LEVEL)),
                  -6);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (lt_routing_get (routing, LT_PARAM_DIRECT_ON)), TRUE);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (lt_routing_get (routing, LT_PARAM_SOLO_SAFE)), TRUE);
  pump ();
  g_assert_cmpfloat (value (strip[0], LT_PARAM_DIRECT_TAP, 0), ==, 2);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_DIRECT_LEVEL, 0), ==, -6);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_DIRECT_ON, 0), ==, 1);
  g_assert_cmpfloat (value (strip[0], LT_PARAM_SOLO_SAFE, 0), ==, 1);
  g_assert_null (lt_routing_get (routing, LT_PARAM_LEAN));
  g_assert_cmpstr (
    lt_routing_get_latency (routing), ==, "Path to here: no latency");
  routing = LT_ROUTING (lt_strip_view_open_routing (view (cue)));
  g_assert_null (lt_routing_get (routing, LT_PARAM_DIRECT_ON));
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (lt_routing_get (routing, LT_PARAM_LEAN)), TRUE);
  pump ();
  g_assert_cmpfloat (value (cue, LT_PARAM_LEAN, 0), ==, 1);
  routing = LT_ROUTING (
    lt_strip_view_open_routing (view (lt_mirror_desk (rig->mirror)->master)));
  g_assert_null (lt_routing_get (routing, LT_PARAM_SOLO_SAFE));
  g_assert_nonnull (lt_routing_get (routing, LT_PARAM_LEAN));
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
  g_test_add_func ("/ui-routing/sends-on-faders", test_sends_on_faders);
  g_test_add_func ("/ui-routing/held-over", test_held_over);
  g_test_add_func ("/ui-routing/sends-button", test_sends_button);
  g_test_add_func ("/ui-routing/spill", test_spill);
  g_test_add_func ("/ui-routing/implied-mutes", test_implied_mutes);
  g_test_add_func ("/ui-routing/layers-and-hidden", test_layers_and_hidden);
  g_test_add_func ("/ui-routing/pair", test_pair);
  g_test_add_func ("/ui-routing/routing", test_routing);
  g_test_add_func ("/ui-routing/sends", test_sends);
  g_test_add_func ("/ui-routing/loops", test_loops);
  g_test_add_func ("/ui-routing/where-it-goes", test_where_it_goes);
  return g_test_run ();
}
