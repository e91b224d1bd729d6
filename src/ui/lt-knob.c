// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-knob.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"

#include <math.h>
#include <string.h>

struct _LtKnob {
  LtControl   parent_instance;
  LtKnobShape shape;
  char       *caption;
  gboolean    is_send, is_post, is_on;
  LtText      name, value, left, right;
};

G_DEFINE_FINAL_TYPE (LtKnob, lt_knob, LT_TYPE_CONTROL)

#define DIAL_EM 1.9
#define SMALL   0.85

static double
travel (LtControl *control)
{
  GtkWidget *widget = GTK_WIDGET (control);
  /* A knob has a fixed throw, a bar is followed by the pointer. */
  return LT_KNOB (control)->shape == LT_KNOB_PAN ? gtk_widget_get_width (widget)
                                                 : lt_draw_px (widget, 14);
}

static double
position_at (LtControl *control, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET (control);
  if (LT_KNOB (control)->shape == LT_KNOB_DIAL)
    return lt_control_get_position (control);
  return x / MAX (gtk_widget_get_width (widget), 1);
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
  static const double high[] = {2.4, 1.6, 1.5};
  gboolean            across = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum                   = *natural =
    lt_draw_px (widget, across ? 4 : high[LT_KNOB (widget)->shape]);
}

static void
draw_arc (LtKnob *self, GtkSnapshot *snapshot, int size, int y)
{
  const LtPalette   *colour  = lt_palette ();
  LtControl         *control = LT_CONTROL (self);
  double             r       = size / 2.0 - 2;
  double             from    = 0.75 * G_PI;
  double             span    = 1.5 * G_PI;
  double             at      = from + span * lt_control_get_position (control);
  const LtParamInfo *info    = &lt_param_info[lt_control_get_param (control)];
  double             zero    = info->min < 0 && info->taper == LT_TAPER_LINEAR
                                 ? from + span * -info->min / (info->max - info->min)
                                 : from;
  cairo_t           *cr      = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, y, size, size));
  cairo_translate (cr, size / 2.0, y + size / 2.0);
  cairo_set_line_width (cr, MAX (2, size * 0.1));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  gdk_cairo_set_source_rgba (cr, &colour->line);
  cairo_arc (cr, 0, 0, r, from, from + span);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &colour->accent);
  if (fabs (at - zero) > 0.01) {
    cairo_arc (cr, 0, 0, r, MIN (at, zero), MAX (at, zero));
    cairo_stroke (cr);
  }
  gdk_cairo_set_source_rgba (cr, &colour->text);
  cairo_move_to (cr, r * 0.3 * cos (at), r * 0.3 * sin (at));
  cairo_line_to (cr, r * 0.85 * cos (at), r * 0.85 * sin (at));
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_dial (LtKnob *self, GtkSnapshot *snapshot, int width, int height)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  const LtPalette *colour = lt_palette ();
  int              size   = lt_draw_px (widget, DIAL_EM);
  int              x      = size + lt_draw_px (widget, 0.35);
  int              half   = height / 2;
  lt_text_set (&self->name, widget, self->caption, SMALL, FALSE);
  g_autofree char *bare = g_strdup (lt_control_get_text (LT_CONTROL (self)));
  if (g_str_has_suffix (bare, " dB"))
    bare[strlen (bare) - 3] = 0;
  lt_text_set (&self->value, widget, bare, SMALL, FALSE);
  draw_arc (self, snapshot, size, (height - size) / 2);
  lt_text_draw (
    &self->name, snapshot, x, 1, width - x, half, LT_ALIGN_LEFT, &colour->dim);
  lt_text_draw (&self->value,
                snapshot,
                x,
                half - 1,
                width - x,
                half,
                LT_ALIGN_LEFT,
                &colour->text);
}

static void
draw_bar (LtKnob *self, GtkSnapshot *snapshot, int width, int height)
{
  GtkWidget       *widget   = GTK_WIDGET (self);
  LtControl       *control  = LT_CONTROL (self);
  const LtPalette *colour   = lt_palette ();
  double           position = lt_control_get_position (control);
  gboolean is_heard = self->is_on && isfinite (lt_control_get_value (control));
  char     number[48];
  int      pad = lt_draw_px (widget, 0.4);
  lt_param_format_plain (lt_control_get_param (control),
                         lt_control_get_value (control),
                         number,
                         sizeof number);
  lt_draw_minus (number, number + 24, 24);
  lt_text_set (&self->name, widget, self->caption, SMALL, FALSE);
  lt_text_set (&self->value, widget, number + 24, SMALL, FALSE);
  lt_draw_soft (snapshot, 0, 0, width, height, &colour->bg);
  lt_draw_rect (snapshot,
                0,
                height - 3,
                width * position,
                3,
                !is_heard        ? &colour->faint
                : !self->is_send ? &colour->accent
                : self->is_post  ? &colour->post
                                 : &colour->pre);
  int text_height = height - 2;
  lt_text_draw (&self->value,
                snapshot,
                pad,
                0,
                width - 2 * pad,
                text_height,
                LT_ALIGN_RIGHT,
                is_heard ? &colour->text : &colour->dim);
  lt_text_draw (&self->name,
                snapshot,
                pad,
                0,
                width - 3 * pad - self->value.width,
                text_height,
                LT_ALIGN_LEFT,
                is_heard ? &colour->text : &colour->dim);
}

static void
draw_pan (LtKnob *self, GtkSnapshot *snapshot, int width, int height)
{
  GtkWidget       *widget  = GTK_WIDGET (self);
  LtControl       *control = LT_CONTROL (self);
  const LtPalette *colour  = lt_palette ();
  int              letter  = lt_draw_px (widget, 0.9);
  int              bar     = lt_draw_px (widget, 0.45);
  int              thumb   = MAX (4, lt_draw_px (widget, 0.4));
  int              room    = width - 2 * letter - thumb;
  int              y       = (height - bar) / 2;
  int x = letter + (int)(lt_control_get_position (control) * room + 0.5);
  lt_text_set (&self->left, widget, C_ ("pan", "L"), 0.75, FALSE);
  lt_text_set (&self->right, widget, C_ ("pan", "R"), 0.75, FALSE);
  lt_draw_rect (snapshot, letter, y, room + thumb, bar, &colour->groove);
  lt_draw_rect (snapshot, width / 2.0 - 0.5, y - 2, 1, bar + 4, &colour->faint);
  lt_draw_rect (snapshot,
                MIN (x + thumb / 2, width / 2),
                y,
                abs (x + thumb / 2 - width / 2),
                bar,
                &colour->accent);
  lt_draw_soft (snapshot, x, y - 3, thumb, bar + 6, &colour->handle_line);
  lt_text_draw (
    &self->left, snapshot, 0, 0, letter, height, LT_ALIGN_LEFT, &colour->dim);
  lt_text_draw (&self->right,
                snapshot,
                width - letter,
                0,
                letter,
                height,
                LT_ALIGN_RIGHT,
                &colour->dim);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtKnob *self   = LT_KNOB (widget);
  int     width  = gtk_widget_get_width (widget);
  int     height = gtk_widget_get_height (widget);
  if (self->shape == LT_KNOB_DIAL)
    draw_dial (self, snapshot, width, height);
  else if (self->shape == LT_KNOB_BAR)
    draw_bar (self, snapshot, width, height);
  else
    draw_pan (self, snapshot, width, height);
  if (gtk_widget_has_focus (widget))
    lt_draw_frame (snapshot, 0, 0, width, height, 1, &lt_palette ()->accent);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LtKnob *self = LT_KNOB (widget);
  GTK_WIDGET_CLASS (lt_knob_parent_class)->css_changed (widget, change);
  lt_text_reset (&self->name);
  lt_text_reset (&self->value);
  lt_text_reset (&self->left);
  lt_text_reset (&self->right);
}

static void
finalize (GObject *object)
{
  LtKnob *self = LT_KNOB (object);
  lt_text_clear (&self->name);
  lt_text_clear (&self->value);
  lt_text_clear (&self->left);
  lt_text_clear (&self->right);
  g_free (self->caption);
  G_OBJECT_CLASS (lt_knob_parent_class)->finalize (object);
}

static void
lt_knob_class_init (LtKnobClass *klass)
{
  GtkWidgetClass *widget_class          = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize      = finalize;
  widget_class->measure                 = measure;
  widget_class->snapshot                = snapshot;
  widget_class->css_changed             = css_changed;
  LT_CONTROL_CLASS (klass)->travel      = travel;
  LT_CONTROL_CLASS (klass)->position_at = position_at;
  gtk_widget_class_set_css_name (widget_class, "ltknob");
}

static void
lt_knob_init (LtKnob *self)
{
  self->is_on   = TRUE;
  self->caption = g_strdup ("");
}

GtkWidget *
lt_knob_new (LtParam param, LtKnobShape shape)
{
  LtKnob *self = g_object_new (LT_TYPE_KNOB, NULL);
  self->shape  = shape;
  lt_control_set_param (LT_CONTROL (self), param);
  lt_control_set_across (LT_CONTROL (self), shape == LT_KNOB_PAN);
  return GTK_WIDGET (self);
}

void
lt_knob_set_caption (LtKnob *self, const char *caption)
{
  g_return_if_fail (LT_IS_KNOB (self));
  if (g_strcmp0 (self->caption, caption) == 0)
    return;
  g_free (self->caption);
  self->caption = g_strdup (caption);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_knob_set_look (LtKnob *self, gboolean is_post, gboolean is_on)
{
  g_return_if_fail (LT_IS_KNOB (self));
  self->is_send = TRUE;
  self->is_post = is_post;
  self->is_on   = is_on;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
