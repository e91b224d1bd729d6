// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-monitor-mark.h"

#include "ui/lt-draw.h"

#include <math.h>

struct _LtMonitorMark {
  GtkWidget  parent_instance;
  GtkWidget *fader; ///< Its sibling, which lives as long
  double     db;
};

enum { PRESSED, N_SIGNALS };

#define REACH_EM 0.9

G_DEFINE_FINAL_TYPE (LtMonitorMark, lt_monitor_mark, GTK_TYPE_WIDGET)

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
    lt_draw_px (widget, orientation == GTK_ORIENTATION_HORIZONTAL ? 1.3 : 1);
}

double
lt_monitor_mark_get_y (LtMonitorMark *self)
{
  const int    margin = lt_fader_margin (self->fader);
  const double length =
    gtk_widget_get_height (GTK_WIDGET (self)) - 2.0 * margin;
  const LtParam param = lt_control_get_param (LT_CONTROL (self->fader));
  return margin + (1 - lt_param_to_position (param, self->db)) * length;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const LtPalette *colour = lt_palette ();
  const int        size   = lt_draw_px (widget, 0.5);
  const int        y = (int)(lt_monitor_mark_get_y (LT_MONITOR_MARK (widget)));
  /* Columns of falling height: a triangle that points at the scale. */
  for (int i = 0; i <= size; i++)
    lt_draw_rect (snapshot, i * 2, y - i, 2, 2 * i + 2, &colour->accent);
}

gboolean
lt_monitor_mark_press (LtMonitorMark *self, double y)
{
  const int reach = lt_draw_px (GTK_WIDGET (self), REACH_EM);
  if (fabs (y - lt_monitor_mark_get_y (self)) > reach)
    return FALSE;
  g_signal_emit (self, signals[PRESSED], 0);
  return TRUE;
}

static void
on_pressed (GtkGestureClick *click,
            int              n,
            double           x,
            double           y,
            LtMonitorMark   *self)
{
  lt_monitor_mark_press (self, y);
}

static void
lt_monitor_mark_class_init (LtMonitorMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  widget_class->measure        = measure;
  widget_class->snapshot       = snapshot;
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_PRESENTATION);
  signals[PRESSED] = g_signal_new ("pressed",
                                   LT_TYPE_MONITOR_MARK,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
lt_monitor_mark_init (LtMonitorMark *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
}

GtkWidget *
lt_monitor_mark_new (GtkWidget *fader)
{
  LtMonitorMark *self = g_object_new (LT_TYPE_MONITOR_MARK, NULL);
  self->fader         = fader;
  return GTK_WIDGET (self);
}

void
lt_monitor_mark_set (LtMonitorMark *self, double db)
{
  g_return_if_fail (LT_IS_MONITOR_MARK (self));
  self->db = db;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
