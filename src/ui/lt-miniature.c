// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-miniature.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-eq-curve.h"

#include <math.h>

enum {
  N_POINTS = 97, ///< Of the curve: ten an octave, nearly
  MARGIN   = 2,  ///< Pixels from +-18 dB to the edge
};

struct _LtMiniature {
  GtkButton  parent_instance;
  LtConsole *console;
  uint32_t   strip;
  LtEqCurve  curve;
  float      points[N_POINTS]; ///< dB; of no use while it is flat
  gboolean   is_stale;         ///< A value changed since
  double     rate;             ///< Hz, that it was computed for
  guint      n_computed;
  double     gain[LT_MINIATURE_BARS];  ///< dB, measured
  int        drawn[LT_MINIATURE_BARS]; ///< Pixels
  gboolean   is_odd;                   ///< Of the pictures of the bars
  GtkWidget *painter;
};

G_DEFINE_FINAL_TYPE (LtMiniature, lt_miniature, GTK_TYPE_BUTTON)

// --- the curve ---

static double
get (gpointer data, LtParam param)
{
  LtMiniature *self = data;
  return lt_mirror_value (lt_console_get_mirror (self->console),
                          lt_console_address (self->strip, param, 0));
}

/* The frequency of each point: even, but that the nearest to a node goes
   there, so that the tip of a narrow band is not passed by. */
static void
spread (LtMiniature *self, double hz[N_POINTS])
{
  for (int i = 0; i < N_POINTS; i++)
    hz[i] = lt_eq_hz (i / (N_POINTS - 1.0));
  for (int i = 0; i < LT_EQ_NODES; i++) {
    const double share = CLAMP (lt_eq_share (self->curve.hz[i]), 0, 1);
    hz[lround (share * (N_POINTS - 1))] = self->curve.hz[i];
  }
}

static void
compute (LtMiniature *self)
{
  const double rate =
    lt_mirror_desk (lt_console_get_mirror (self->console))->rate;
  if (!self->is_stale && rate == self->rate)
    return;
  double hz[N_POINTS];
  self->is_stale = FALSE;
  self->rate     = rate;
  self->n_computed++;
  lt_eq_curve_read (&self->curve, get, self, rate);
  if (self->curve.is_flat)
    return;
  spread (self, hz);
  for (int i = 0; i < N_POINTS; i++)
    self->points[i] = (float)lt_eq_curve_at (&self->curve, hz[i]);
}

void
lt_miniature_value (LtMiniature *self, LtParam param)
{
  g_return_if_fail (LT_IS_MINIATURE (self));
  const LtSection section = lt_param_info[param].section;
  if (self->is_stale ||
      (section != LT_SECTION_EQ && section != LT_SECTION_FILTERS))
    return;
  self->is_stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
lt_miniature_at (LtMiniature *self, double hz)
{
  compute (self);
  return self->curve.is_flat
           ? 0
           : (double)self->points[lround (CLAMP (lt_eq_share (hz), 0, 1) *
                                          (N_POINTS - 1))];
}

gboolean
lt_miniature_is_flat (LtMiniature *self)
{
  compute (self);
  return self->curve.is_flat;
}

guint
lt_miniature_get_n_computed (LtMiniature *self)
{
  return self->n_computed;
}

// --- the bars ---

static int
bar_width (GtkWidget *widget)
{
  return MAX (2, lt_draw_px (widget, 0.25));
}

void
lt_miniature_get_bars (LtMiniature *self, graphene_rect_t *bars)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const int  width  = LT_MINIATURE_BARS * (bar_width (widget) + 1) + 1;
  *bars             = GRAPHENE_RECT_INIT (
    (float)MAX (0, gtk_widget_get_width (widget) - width - 1),
    1,
    (float)width,
    (float)MAX (0, gtk_widget_get_height (widget) - 2));
}

static gboolean
update_drawn (LtMiniature *self)
{
  const int height = MAX (0, gtk_widget_get_height (GTK_WIDGET (self)) - 2);
  gboolean  is_new = FALSE;
  for (int i = 0; i < LT_MINIATURE_BARS; i++) {
    const double part =
      CLAMP (-self->gain[i] / LT_MINIATURE_BAR_DB, 0, 1) * height;
    const int drawn = (int)ceil (part - 0.25); // 0.2 dB of gain shows nothing
    is_new |= drawn != self->drawn[i];
    self->drawn[i] = drawn;
  }
  return is_new;
}

void
lt_miniature_feed (LtMiniature *self, const LtMeter *meter)
{
  g_return_if_fail (LT_IS_MINIATURE (self));
  if (!meter)
    return;
  self->gain[LT_MINIATURE_GATE]       = (double)meter->gate;
  self->gain[LT_MINIATURE_COMPRESSOR] = (double)meter->compressor;
}

gboolean
lt_miniature_move (LtMiniature *self)
{
  g_return_val_if_fail (LT_IS_MINIATURE (self), FALSE);
  if (!update_drawn (self))
    return FALSE;
  self->is_odd = !self->is_odd;
  gtk_widget_queue_draw (self->painter ? self->painter : GTK_WIDGET (self));
  return TRUE;
}

int
lt_miniature_get_bar (LtMiniature *self, int bar)
{
  g_return_val_if_fail (bar >= 0 && bar < LT_MINIATURE_BARS, 0);
  return self->drawn[bar];
}

void
lt_miniature_paint (LtMiniature *self, GtkSnapshot *snapshot)
{
  const LtPalette *colour = lt_palette ();
  const GdkRGBA   *ink[]  = {&colour->low, &colour->mid};
  const int        width  = bar_width (GTK_WIDGET (self));
  graphene_rect_t  bars;
  lt_miniature_get_bars (self, &bars);
  const double x = (double)bars.origin.x, y = (double)bars.origin.y;
  /* A ground that always differs, as a meter's: all is one rectangle. */
  GdkRGBA ground = colour->groove;
  ground.alpha   = self->is_odd ? 1 : 0.998f;
  lt_draw_rect (
    snapshot, x, y, (double)bars.size.width, (double)bars.size.height, &ground);
  for (int i = 0; i < LT_MINIATURE_BARS; i++)
    if (self->drawn[i] > 0)
      lt_draw_rect (
        snapshot, x + 1 + i * (width + 1), y, width, self->drawn[i], ink[i]);
}

void
lt_miniature_set_painter (LtMiniature *self, GtkWidget *painter)
{
  g_return_if_fail (LT_IS_MINIATURE (self));
  self->painter = painter;
}

// --- drawing ---

static double
y_of (double db, int height)
{
  return height / 2.0 -
         CLAMP (db, -60, 60) / LT_MINIATURE_SPAN_DB * (height / 2.0 - MARGIN);
}

static void
draw_curve (LtMiniature *self, GtkSnapshot *snapshot, int width, int height)
{
  const GdkRGBA *ink = &lt_palette ()->accent;
  cairo_t       *cr  = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  for (int i = 0; i < N_POINTS; i++)
    cairo_line_to (
      cr, width * i / (N_POINTS - 1.0), y_of ((double)self->points[i], height));
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, width, height / 2.0);
  cairo_line_to (cr, 0, height / 2.0);
  cairo_set_source_rgba (
    cr, (double)ink->red, (double)ink->green, (double)ink->blue, 0.2);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtMiniature     *self   = LT_MINIATURE (widget);
  const LtPalette *colour = lt_palette ();
  const int        width  = gtk_widget_get_width (widget);
  const int        height = gtk_widget_get_height (widget);
  const gboolean   is_hover =
    (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0;
  graphene_rect_t bars;
  lt_miniature_get_bars (self, &bars);
  const int right = (int)bars.origin.x - 1;
  compute (self);
  lt_draw_rect (snapshot, 0, 0, width, height, &colour->groove);
  lt_draw_rect (snapshot,
                0,
                height / 2,
                right,
                1,
                self->curve.is_flat ? &colour->faint : &colour->line);
  if (!self->curve.is_flat)
    draw_curve (self, snapshot, right, height);
  lt_draw_rect (snapshot, right, 0, 1, height, &colour->line);
  if (!self->painter)
    lt_miniature_paint (self, snapshot);
  if (gtk_widget_has_focus (widget) || is_hover)
    lt_draw_frame (snapshot,
                   0,
                   0,
                   width,
                   height,
                   1,
                   gtk_widget_has_focus (widget) ? &colour->accent
                                                 : &colour->faint);
}

// --- the class ---

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
    lt_draw_px (widget, orientation == GTK_ORIENTATION_HORIZONTAL ? 3 : 2.4);
}

/* The heights are in pixels: a new size needs them anew. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  update_drawn (LT_MINIATURE (widget));
}

static void
state_flags_changed (GtkWidget *widget, GtkStateFlags flags)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (lt_miniature_parent_class)
    ->state_flags_changed (widget, flags);
}

static void
lt_miniature_class_init (LtMiniatureClass *klass)
{
  GtkWidgetClass *widget_class      = GTK_WIDGET_CLASS (klass);
  widget_class->measure             = measure;
  widget_class->size_allocate       = size_allocate;
  widget_class->snapshot            = snapshot;
  widget_class->state_flags_changed = state_flags_changed;
  gtk_widget_class_set_css_name (widget_class, "ltminiature");
}

static void
lt_miniature_init (LtMiniature *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->is_stale = TRUE;
}

GtkWidget *
lt_miniature_new (LtConsole *console, uint32_t strip)
{
  LtMiniature *self = g_object_new (
    LT_TYPE_MINIATURE, "accessible-role", GTK_ACCESSIBLE_ROLE_BUTTON, NULL);
  self->console = console;
  self->strip   = strip;
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self),
    _ ("Filters, EQ and dynamics; press to open the channel view"));
  return GTK_WIDGET (self);
}

void
lt_miniature_set_name (LtMiniature *self, const char *name)
{
  g_return_if_fail (LT_IS_MINIATURE (self));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
