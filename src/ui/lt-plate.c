// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-plate.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"

#include <math.h>

struct _LtPlate {
  GtkWidget parent_instance;
  char     *name, *detail;
  GdkRGBA   colour;
  gboolean  is_light, is_trouble, is_dragging;
  LtText    name_text, detail_text;
};

enum { SELECT, RENAME, MENU, DRAG, N_SIGNALS };
enum { DRAG_SLACK_PX = 8 };

G_DEFINE_FINAL_TYPE (LtPlate, lt_plate, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  *minimum = *natural =
    lt_draw_px (widget, orientation == GTK_ORIENTATION_HORIZONTAL ? 5 : 3.5);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtPlate         *self   = LT_PLATE (widget);
  const LtPalette *colour = lt_palette ();
  int              width  = gtk_widget_get_width (widget);
  int              height = gtk_widget_get_height (widget);
  int              pad    = lt_draw_px (widget, 0.6);
  int              upper  = (int)(height * 0.56);
  const GdkRGBA   *ink =
    self->is_light ? &colour->plate_text : &colour->plate_text_light;
  lt_draw_rect (snapshot, 0, 0, width, height, &self->colour);
  lt_text_set (&self->name_text, widget, self->name, 1.05, TRUE);
  lt_text_set (&self->detail_text, widget, self->detail, 0.82, FALSE);
  lt_text_draw (&self->name_text,
                snapshot,
                pad,
                3,
                width - 2 * pad,
                upper - 3,
                LT_ALIGN_LEFT,
                ink);
  if (self->is_trouble) {
    lt_draw_rect (snapshot, 0, upper, width, height - upper, &colour->mute);
    ink = &colour->on_mute;
  }
  lt_text_draw (&self->detail_text,
                snapshot,
                pad,
                upper - 1,
                width - 2 * pad,
                height - upper - 2,
                LT_ALIGN_LEFT,
                ink);
  if (gtk_widget_has_focus (widget)) {
    lt_draw_frame (snapshot, 0, 0, width, height, 2, &colour->bg);
    lt_draw_frame (snapshot, 0, 0, width, height, 1, &colour->text);
  }
}

static void
emit_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MENU], 0);
}

static void
emit_rename (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[RENAME], 0);
}

static void
on_pressed (GtkGestureClick *click, int n, double x, double y, LtPlate *self)
{
  guint button =
    gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECT], 0);
  if (button == GDK_BUTTON_SECONDARY)
    g_signal_emit (self, signals[MENU], 0);
  else if (button == GDK_BUTTON_PRIMARY && n == 2)
    g_signal_emit (self, signals[RENAME], 0);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, LtPlate *self)
{
  double x, y;
  if (!self->is_dragging && fabs (dx) < DRAG_SLACK_PX)
    return;
  if (!self->is_dragging) {
    self->is_dragging = TRUE;
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  }
  gtk_gesture_drag_get_start_point (drag, &x, &y);
  g_signal_emit (self, signals[DRAG], 0, 0, x + dx);
}

static void
finish_drag (LtPlate *self, int phase, double x)
{
  if (!self->is_dragging)
    return;
  self->is_dragging = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  g_signal_emit (self, signals[DRAG], 0, phase, x);
}

static void
on_drag_end (GtkGestureDrag *drag, double dx, double dy, LtPlate *self)
{
  double x = 0, y;
  gtk_gesture_drag_get_start_point (drag, &x, &y);
  finish_drag (self, 1, x + dx);
}

static void
on_drag_cancel (GtkGesture *drag, GdkEventSequence *sequence, LtPlate *self)
{
  finish_drag (self, -1, 0);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_plate_parent_class)->css_changed (widget, change);
  lt_text_reset (&LT_PLATE (widget)->name_text);
  lt_text_reset (&LT_PLATE (widget)->detail_text);
}

/* The focus is drawn. */
static void
state_flags_changed (GtkWidget *widget, GtkStateFlags flags)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (lt_plate_parent_class)->state_flags_changed (widget, flags);
}

static void
finalize (GObject *object)
{
  LtPlate *self = LT_PLATE (object);
  lt_text_clear (&self->name_text);
  lt_text_clear (&self->detail_text);
  g_free (self->name);
  g_free (self->detail);
  G_OBJECT_CLASS (lt_plate_parent_class)->finalize (object);
}

static void
lt_plate_class_init (LtPlateClass *klass)
{
  GtkWidgetClass *widget_class      = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize  = finalize;
  widget_class->measure             = measure;
  widget_class->snapshot            = snapshot;
  widget_class->state_flags_changed = state_flags_changed;
  widget_class->css_changed         = css_changed;
  gtk_widget_class_set_css_name (widget_class, "ltplate");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_install_action (widget_class, "plate.menu", NULL, emit_menu);
  gtk_widget_class_install_action (
    widget_class, "plate.rename", NULL, emit_rename);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Menu, 0, "plate.menu", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "plate.menu", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, 0, "plate.menu", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_KP_Enter, 0, "plate.menu", NULL);
  static const char *const names[] = {"select", "rename", "menu"};
  for (int i = SELECT; i <= MENU; i++)
    signals[i] = g_signal_new (names[i],
                               LT_TYPE_PLATE,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
  signals[DRAG] = g_signal_new ("drag",
                                LT_TYPE_PLATE,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_INT,
                                G_TYPE_DOUBLE);
}

static void
lt_plate_init (LtPlate *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag  = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->name   = g_strdup ("");
  self->detail = g_strdup ("");
}

GtkWidget *
lt_plate_new (void)
{
  return g_object_new (LT_TYPE_PLATE, NULL);
}

void
lt_plate_set (LtPlate    *self,
              const char *name,
              const char *detail,
              guint       rgb,
              gboolean    is_trouble)
{
  g_return_if_fail (LT_IS_PLATE (self));
  g_free (self->name);
  g_free (self->detail);
  self->name             = g_strdup (name);
  self->detail           = g_strdup (detail);
  self->colour           = lt_draw_rgb (rgb);
  self->is_light         = lt_draw_is_light (&self->colour);
  self->is_trouble       = is_trouble;
  g_autofree char *label = g_strdup_printf ("%s, %s", name, detail);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
