// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-fader.h"

#include "ui/lt-draw.h"

#include <stdio.h>

enum { N_MARKS = 9 };

struct _LtFader {
  LtControl parent_instance;
  LtText    marks[N_MARKS];
  gboolean  is_tinted;
  GdkRGBA   tint; ///< Of the handle
};

G_DEFINE_FINAL_TYPE (LtFader, lt_fader, LT_TYPE_CONTROL)

static const int mark_db[N_MARKS] = {10, 5, 0, -5, -10, -20, -30, -40, -60};

/* In em of the widget's font. */
#define HANDLE_WIDTH  2.0
#define HANDLE_HEIGHT 2.75
#define MARK_SCALE    0.75

int
lt_fader_margin (GtkWidget *widget)
{
  return lt_draw_px (widget, HANDLE_HEIGHT / 2);
}

static double
travel (LtControl *control)
{
  GtkWidget *widget = GTK_WIDGET (control);
  return gtk_widget_get_height (widget) - 2 * lt_fader_margin (widget);
}

static double
position_at (LtControl *control, double x, double y)
{
  double length = travel (control);
  return 1 - (y - lt_fader_margin (GTK_WIDGET (control))) / MAX (length, 1);
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
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum        = lt_draw_px (widget, across ? 3.6 : 9);
  *natural        = lt_draw_px (widget, across ? 4.2 : 30);
}

static void
draw_scale (LtFader *self, GtkSnapshot *snapshot, int x, int width, int room)
{
  GtkWidget       *widget  = GTK_WIDGET (self);
  const LtPalette *colour  = lt_palette ();
  LtControl       *control = LT_CONTROL (self);
  LtParam          param   = lt_control_get_param (control);
  double           length  = travel (control);
  int              top     = lt_fader_margin (widget);
  int              tick    = lt_draw_px (widget, 0.5);
  int              height  = lt_draw_px (widget, 1);
  double           last    = -1e3;
  for (int i = 0; i < N_MARKS; i++) {
    char           text[16];
    int            db = mark_db[i];
    const GdkRGBA *c  = db == 0 ? &colour->text : &colour->faint;
    int y = (int)(top + (1 - lt_param_to_position (param, db)) * length);
    lt_draw_rect (snapshot, x - tick * 2, y, tick, db == 0 ? 2 : 1, c);
    if (y - last < height)
      continue; /* a small window: no room for this number */
    last = y;
    snprintf (text, sizeof text, db > 0 ? "+%d" : "%d", db > 0 ? db : -db);
    lt_text_set (&self->marks[i], widget, text, MARK_SCALE, FALSE);
    lt_text_draw (&self->marks[i],
                  snapshot,
                  x + tick,
                  y - height,
                  room,
                  2 * height,
                  LT_ALIGN_RIGHT,
                  db == 0 ? &colour->text : &colour->dim);
  }
}

static void
draw_handle (LtFader *self, GtkSnapshot *snapshot, int x)
{
  GtkWidget       *widget  = GTK_WIDGET (self);
  LtControl       *control = LT_CONTROL (self);
  const LtPalette *colour  = lt_palette ();
  int              width   = lt_draw_px (widget, HANDLE_WIDTH);
  int              height  = lt_draw_px (widget, HANDLE_HEIGHT);
  int              left    = x - width / 2;
  double           where   = 1 - lt_control_get_position (control);
  int top = lt_fader_margin (widget) + (int)(where * travel (control) + 0.5) -
            height / 2;
  gboolean       is_focused = gtk_widget_has_focus (widget);
  gboolean       is_light   = self->is_tinted && lt_draw_is_light (&self->tint);
  const GdkRGBA *line = is_light ? &colour->plate_text : &colour->handle_line;
  const GdkRGBA *grip = is_light ? &colour->plate_text : &colour->handle_edge;
  lt_draw_soft (snapshot,
                left - 1,
                top - 1,
                width + 2,
                height + 2,
                is_focused ? &colour->accent : &colour->handle_edge);
  lt_draw_soft (snapshot,
                left,
                top,
                width,
                height,
                self->is_tinted ? &self->tint : &colour->handle);
  /* Grip lines and, in the middle, the line that the scale is read at. */
  for (int i = 1; i <= 2; i++) {
    int step = height / 7;
    lt_draw_rect (
      snapshot, left + 3, top + height / 2 - i * step - 1, width - 6, 1, grip);
    lt_draw_rect (
      snapshot, left + 3, top + height / 2 + i * step, width - 6, 1, grip);
  }
  lt_draw_rect (snapshot, left, top + height / 2 - 1, width, 3, line);
  if (lt_control_is_held (control))
    lt_draw_frame (
      snapshot, left - 1, top - 1, width + 2, height + 2, 2, &colour->accent);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtFader         *self   = LT_FADER (widget);
  const LtPalette *colour = lt_palette ();
  int              width  = gtk_widget_get_width (widget);
  int              x      = lt_draw_px (widget, HANDLE_WIDTH / 2) + 2;
  int              top    = lt_fader_margin (widget);
  double           length = travel (LT_CONTROL (widget));
  if (length < 10)
    return;
  draw_scale (self, snapshot, x, width, width - x - lt_draw_px (widget, 0.8));
  lt_draw_rect (snapshot, x - 2, top, 4, length, &colour->groove);
  draw_handle (self, snapshot, x);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_fader_parent_class)->css_changed (widget, change);
  for (int i = 0; i < N_MARKS; i++)
    lt_text_reset (&LT_FADER (widget)->marks[i]);
}

static void
finalize (GObject *object)
{
  for (int i = 0; i < N_MARKS; i++)
    lt_text_clear (&LT_FADER (object)->marks[i]);
  G_OBJECT_CLASS (lt_fader_parent_class)->finalize (object);
}

static void
lt_fader_class_init (LtFaderClass *klass)
{
  GtkWidgetClass *widget_class          = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize      = finalize;
  widget_class->measure                 = measure;
  widget_class->snapshot                = snapshot;
  widget_class->css_changed             = css_changed;
  LT_CONTROL_CLASS (klass)->travel      = travel;
  LT_CONTROL_CLASS (klass)->position_at = position_at;
  gtk_widget_class_set_css_name (widget_class, "ltfader");
}

static void
lt_fader_init (LtFader *self)
{
}

GtkWidget *
lt_fader_new (LtParam param)
{
  LtFader *self =
    g_object_new (LT_TYPE_FADER, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  lt_control_set_param (LT_CONTROL (self), param);
  return GTK_WIDGET (self);
}

void
lt_fader_set_tint (LtFader *self, const GdkRGBA *tint)
{
  g_return_if_fail (LT_IS_FADER (self));
  self->is_tinted = tint != NULL;
  if (tint)
    self->tint = *tint;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
