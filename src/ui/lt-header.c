// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-header.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-editor.h"
#include "ui/lt-header-lamps.h"
#include "ui/lt-header-load.h"
#include "ui/lt-lamp.h"
#include "ui/lt-stat.h"

#include <stdio.h>
#include <string.h>

struct _LtHeader {
  GtkWidget   parent_instance;
  LtConsole  *console;
  GtkWidget  *name, *state, *desk_part, *stats;
  GtkWidget  *play, *loop, *position, *loop_text, *lamps, *monitor;
  GtkWidget  *load, *backend;
  LtTelemetry last;
  gboolean    is_edit_end; ///< The loop point that is typed
};

G_DEFINE_FINAL_TYPE (LtHeader, lt_header, GTK_TYPE_WIDGET)

static const LtMirrorDesk *
get_desk (LtHeader *self)
{
  return lt_mirror_desk (lt_console_get_mirror (self->console));
}

static double
get_value (LtHeader *self, LtParam param)
{
  return lt_mirror_value (lt_console_get_mirror (self->console),
                          lt_console_address (0, param, 0));
}

// --- typed times ---

static gboolean
apply_position (gpointer data, const char *text, LtError *error)
{
  LtHeader *self = data;
  int64_t   frames;
  if (!self->console ||
      lt_parse_time (text, get_desk (self)->rate, &frames, error) != LT_OK)
    return FALSE;
  lt_mirror_locate (lt_console_get_mirror (self->console), frames);
  return TRUE;
}

void
lt_header_edit_position (LtHeader *self)
{
  char text[32];
  if (!self->console)
    return;
  lt_format_time (
    self->last.song_frame, get_desk (self)->rate, text, sizeof text);
  lt_editor_open (GTK_WIDGET (self),
                  self->position,
                  _ ("Go to"),
                  text,
                  FALSE,
                  apply_position,
                  self);
}

static gboolean
apply_loop (gpointer data, const char *text, LtError *error)
{
  LtHeader *self  = data;
  LtParam   param = self->is_edit_end ? LT_PARAM_LOOP_END : LT_PARAM_LOOP_START;
  int64_t   frames;
  if (!self->console ||
      lt_parse_time (text, get_desk (self)->rate, &frames, error) != LT_OK)
    return FALSE;
  lt_console_ask (self->console,
                  lt_console_address (0, param, 0),
                  (double)frames,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
  return TRUE;
}

static void
edit_loop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtHeader *self = LT_HEADER (widget);
  char      text[32];
  if (!self->console)
    return;
  self->is_edit_end = g_str_equal (action, "loop.edit-end");
  LtParam param = self->is_edit_end ? LT_PARAM_LOOP_END : LT_PARAM_LOOP_START;
  lt_format_time (
    (int64_t)get_value (self, param), get_desk (self)->rate, text, sizeof text);
  lt_editor_open (widget,
                  self->loop_text,
                  self->is_edit_end ? _ ("Loop ends at") : _ ("Loop starts at"),
                  text,
                  FALSE,
                  apply_loop,
                  self);
}

/* Loop from or to where the song stands. */
static void
mark_loop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtHeader *self = LT_HEADER (widget);
  if (!self->console)
    return;
  lt_console_ask (self->console,
                  lt_console_address (0,
                                      g_str_equal (action, "loop.mark-end")
                                        ? LT_PARAM_LOOP_END
                                        : LT_PARAM_LOOP_START,
                                      0),
                  (double)self->last.song_frame,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
}

static void
on_loop_text (LtLamp *lamp, LtHeader *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_menu_append (menu, _ ("Start here"), "loop.mark-start");
  g_menu_append (menu, _ ("End here"), "loop.mark-end");
  g_menu_append (menu, _ ("Start at …"), "loop.edit-start");
  g_menu_append (menu, _ ("End at …"), "loop.edit-end");
  lt_popover_open (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)),
                   GTK_WIDGET (self),
                   GTK_WIDGET (lamp));
}

// --- showing ---

static void
set_on (GtkWidget *button, gboolean is_on)
{
  if (is_on)
    gtk_widget_add_css_class (button, "on");
  else
    gtk_widget_remove_css_class (button, "on");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button),
                               GTK_ACCESSIBLE_STATE_PRESSED,
                               is_on ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                     : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static void
show_backend (LtHeader *self, const LtMirrorDesk *desk)
{
  char             text[48];
  const char      *end = strchr (desk->backend, '\n');
  g_autofree char *name =
    end ? g_strndup (desk->backend, (gsize)(end - desk->backend))
        : g_strdup (desk->backend);
  if (desk->is_running)
    snprintf (
      text, sizeof text, "%g k \302\267 %u", desk->rate / 1000.0, desk->block);
  else
    snprintf (text, sizeof text, "%s", _ ("no server"));
  lt_stat_set_caption (LT_STAT (self->backend), *name ? name : _ ("audio"));
  lt_stat_set (LT_STAT (self->backend), text, !desk->is_running);
  gtk_widget_set_tooltip_text (self->backend, end ? end + 1 : NULL);
}

static void
show_loop (LtHeader *self, const LtMirrorDesk *desk)
{
  char   from[32], to[32];
  double end = get_value (self, LT_PARAM_LOOP_END);
  set_on (self->loop, get_value (self, LT_PARAM_LOOP) > 0.5);
  lt_format_time ((int64_t)get_value (self, LT_PARAM_LOOP_START),
                  desk->rate,
                  from,
                  sizeof from);
  lt_format_time ((int64_t)end, desk->rate, to, sizeof to);
  g_autofree char *text = end > 0
                            ? g_strdup_printf ("%s \342\200\223 %s", from, to)
                            : g_strdup (_ ("no loop set"));
  lt_lamp_set_text (LT_LAMP (self->loop_text), text);
  lt_lamp_set_name (LT_LAMP (self->loop_text), _ ("Loop"), text);
}

void
lt_header_update (LtHeader *self)
{
  g_return_if_fail (LT_IS_HEADER (self));
  if (!self->console)
    return;
  const LtMirrorDesk *desk = get_desk (self);
  g_autofree char    *name = g_path_get_basename (desk->path);
  if (g_str_has_suffix (name, ".longthrow"))
    name[strlen (name) - strlen (".longthrow")] = 0;
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->state),
                      desk->is_dirty ? _ ("\342\227\217 not saved")
                                     : _ ("saved"));
  gtk_widget_set_tooltip_text (self->name, desk->path);
  show_backend (self, desk);
  show_loop (self, desk);
  lt_header_lamps_update (LT_HEADER_LAMPS (self->lamps), self->console);
  if (get_value (self, LT_PARAM_PANIC) > 0.5)
    gtk_widget_add_css_class (GTK_WIDGET (self), "panic");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "panic");
}

GtkWidget *
lt_header_get_load (LtHeader *self)
{
  return self->load;
}

GtkWidget *
lt_header_get_lamps (LtHeader *self)
{
  return self->lamps;
}

void
lt_header_telemetry (LtHeader *self, const LtTelemetry *t)
{
  g_return_if_fail (LT_IS_HEADER (self));
  char     text[32];
  uint32_t rate       = get_desk (self)->rate;
  gboolean is_rolling = t->transport == LT_TRANSPORT_ROLLING;
  gboolean is_new =
    (self->last.transport == LT_TRANSPORT_ROLLING) != is_rolling;
  if (is_new)
    set_on (self->play, is_rolling);
  if (!self->last.engine_frame || t->song_frame != self->last.song_frame) {
    lt_format_time (t->song_frame, rate ? rate : 48000, text, sizeof text);
    lt_lamp_set_text (LT_LAMP (self->position), text);
    if (!is_rolling)
      lt_lamp_set_name (LT_LAMP (self->position), _ ("Position"), text);
  }
  self->last = *t;
  lt_header_load_feed (LT_HEADER_LOAD (self->load), t, g_get_monotonic_time ());
}

// --- the class ---

static GtkWidget *
add_button (GtkWidget  *box,
            const char *icon,
            const char *action,
            const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "lt-transport");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
add_toggle (GtkWidget  *box,
            const char *icon,
            const char *action,
            const char *name)
{
  GtkWidget *button = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GMenuModel *
make_menu (void)
{
  GMenu      *menu = g_menu_new ();
  GMenu      *file = g_menu_new ();
  GMenu      *edit = g_menu_new ();
  GMenu      *help = g_menu_new ();
  GMenu      *show = g_menu_new ();
  GMenuModel *lock = lt_header_lock_menu ();
  g_menu_append (file, _ ("New session …"), "win.new");
  g_menu_append (file, _ ("Open session …"), "win.open");
  g_menu_append (file, _ ("Save"), "win.save");
  g_menu_append (edit, _ ("Import files …"), "win.import");
  g_menu_append (edit, _ ("Clear peaks and clip lamps"), "win.clear-peaks");
  g_menu_append (show, _ ("Channel view"), "win.channel");
  g_menu_append (show, _ ("Monitor section"), "win.monitor");
  g_menu_append (show, _ ("Why can't I hear the strip?"), "win.why");
  g_menu_append (show, _ ("Clear all solos"), "win.solo-clear");
  g_menu_append_submenu (show, _ ("Show lock"), lock);
  g_menu_append (help, _ ("Keyboard shortcuts"), "win.show-help-overlay");
  g_menu_append (help, _ ("About Longthrow"), "app.about");
  g_menu_append (help, _ ("Close"), "win.leave");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (file));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (show));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (help));
  g_object_unref (lock);
  g_object_unref (show);
  g_object_unref (file);
  g_object_unref (edit);
  g_object_unref (help);
  return G_MENU_MODEL (menu);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  gtk_widget_size_allocate (child, &(GtkAllocation){0, 0, width, height}, -1);
  lt_popover_present_all (widget);
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget),
                      orientation,
                      for_size,
                      minimum,
                      natural,
                      NULL,
                      NULL);
}

static void
dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_header_parent_class)->dispose (object);
}

static void
lt_header_class_init (LtHeaderClass *klass)
{
  GtkWidgetClass *widget_class    = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->measure           = measure;
  widget_class->size_allocate     = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "ltheader");
  gtk_widget_class_install_action (
    widget_class, "loop.edit-start", NULL, edit_loop);
  gtk_widget_class_install_action (
    widget_class, "loop.edit-end", NULL, edit_loop);
  gtk_widget_class_install_action (
    widget_class, "loop.mark-start", NULL, mark_loop);
  gtk_widget_class_install_action (
    widget_class, "loop.mark-end", NULL, mark_loop);
}

static GtkWidget *
make_desk_part (LtHeader *self)
{
  GtkWidget *box  = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *time = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  add_button (
    box, "media-skip-backward-symbolic", "win.start", _ ("Return to start"));
  add_button (box, "media-playback-stop-symbolic", "win.stop", _ ("Stop"));
  self->play =
    add_button (box, "media-playback-start-symbolic", "win.play", _ ("Play"));
  self->loop =
    add_button (box, "media-playlist-repeat-symbolic", "win.loop", _ ("Loop"));
  self->position  = lt_lamp_new (LT_LAMP_VALUE, "00:00.000");
  self->loop_text = lt_lamp_new (LT_LAMP_TEXT, "");
  gtk_widget_add_css_class (self->position, "lt-position");
  gtk_widget_add_css_class (self->loop_text, "lt-loop");
  lt_lamp_set_name (LT_LAMP (self->position), _ ("Position"), "00:00.000");
  gtk_widget_set_tooltip_text (self->position, _ ("Type a time to go to"));
  g_signal_connect_swapped (
    self->position, "clicked", G_CALLBACK (lt_header_edit_position), self);
  g_signal_connect (
    self->loop_text, "clicked", G_CALLBACK (on_loop_text), self);
  gtk_box_append (GTK_BOX (time), self->position);
  gtk_box_append (GTK_BOX (time), self->loop_text);
  gtk_widget_set_valign (time, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (time, 14);
  gtk_box_append (GTK_BOX (box), time);
  return box;
}

static GtkWidget *
make_stats (LtHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->load     = lt_header_load_new ();
  self->backend  = lt_stat_new (_ ("audio"), 7.5);
  gtk_box_append (GTK_BOX (box), self->load);
  gtk_box_append (GTK_BOX (box), self->backend);
  return box;
}

static GtkWidget *
make_title (LtHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->name     = gtk_label_new ("Longthrow");
  self->state    = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->name), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (self->name), 24);
  gtk_widget_add_css_class (self->name, "lt-session");
  gtk_widget_add_css_class (self->state, "dim-label");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->state);
  return box;
}

static void
lt_header_init (LtHeader *self)
{
  GtkWidget  *handle = gtk_window_handle_new ();
  GtkWidget  *box    = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget  *space  = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget  *menu   = gtk_menu_button_new ();
  GMenuModel *model  = make_menu ();
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->desk_part = make_desk_part (self);
  self->stats     = make_stats (self);
  self->lamps     = lt_header_lamps_new ();
  gtk_widget_set_hexpand (space, TRUE);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "open-menu-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), model);
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (menu), TRUE);
  gtk_widget_set_tooltip_text (menu, _ ("Main menu"));
  /* The button in it is what has the focus. */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (menu)),
    GTK_ACCESSIBLE_PROPERTY_LABEL,
    _ ("Main menu"),
    -1);
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  g_object_unref (model);
  gtk_box_append (GTK_BOX (box), make_title (self));
  gtk_box_append (GTK_BOX (box), self->desk_part);
  gtk_box_append (GTK_BOX (box), space);
  gtk_box_append (GTK_BOX (box), self->lamps);
  gtk_box_append (GTK_BOX (box), self->stats);
  self->monitor = add_toggle (
    box, "audio-speakers-symbolic", "win.monitor", _ ("Monitor section"));
  gtk_box_append (GTK_BOX (box), menu);
  gtk_box_append (GTK_BOX (box), gtk_window_controls_new (GTK_PACK_END));
  gtk_widget_add_css_class (box, "lt-header");
  gtk_window_handle_set_child (GTK_WINDOW_HANDLE (handle), box);
  gtk_widget_set_parent (handle, GTK_WIDGET (self));
  lt_header_set_console (self, NULL);
}

GtkWidget *
lt_header_new (void)
{
  return g_object_new (LT_TYPE_HEADER, NULL);
}

void
lt_header_set_console (LtHeader *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_HEADER (self));
  self->console = console;
  memset (&self->last, 0, sizeof self->last);
  lt_header_load_clear (LT_HEADER_LOAD (self->load));
  set_on (self->play, FALSE);
  gtk_widget_set_visible (self->desk_part, console != NULL);
  gtk_widget_set_visible (self->stats, console != NULL);
  gtk_widget_set_visible (self->lamps, console != NULL);
  gtk_widget_set_visible (self->monitor, console != NULL);
  lt_header_lamps_update (LT_HEADER_LAMPS (self->lamps), console);
  if (!console) {
    gtk_label_set_text (GTK_LABEL (self->name), "Longthrow");
    gtk_label_set_text (GTK_LABEL (self->state), "");
    gtk_widget_remove_css_class (GTK_WIDGET (self), "panic");
  }
}
