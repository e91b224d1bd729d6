// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-dynamics-graph.h"

#include "base/lt-i18n.h"
#include "dsp/lt-response.h"
#include "ui/lt-draw.h"

#include <math.h>
#include <string.h>

enum { HISTORY = 240 }; ///< Frames of gain that are kept: 4 s at 60 a second

static const double lowest = -70, history_db = 24;

struct _LtDynamicsGraph {
  GtkWidget   parent_instance;
  LtBoard    *board;
  LtGraphKind kind;
  double      level, gain; ///< dB, now
  float       past[HISTORY];
  int         at;
  LtText      readout;
};

G_DEFINE_FINAL_TYPE (LtDynamicsGraph, lt_dynamics_graph, GTK_TYPE_WIDGET)

static double
get (LtDynamicsGraph *self, LtParam param)
{
  return lt_board_get (self->board, param);
}

static double
comes_out (LtDynamicsGraph *self, double level)
{
  if (self->kind == LT_GRAPH_GATE) {
    const LtGateAim aim = {
      .mode      = (LtGateMode)(int)get (self, LT_PARAM_GATE_MODE),
      .threshold = get (self, LT_PARAM_GATE_THRESHOLD),
      .range     = get (self, LT_PARAM_GATE_RANGE),
      .ratio     = get (self, LT_PARAM_GATE_RATIO),
    };
    return lt_response_gate (&aim, level);
  }
  const double          ratio = get (self, LT_PARAM_COMPRESSOR_RATIO);
  const LtCompressorAim aim   = {
      .threshold = get (self, LT_PARAM_COMPRESSOR_THRESHOLD),
      .ratio =
      ratio >= lt_param_info[LT_PARAM_COMPRESSOR_RATIO].max ? INFINITY : ratio,
      .knee        = get (self, LT_PARAM_COMPRESSOR_KNEE),
      .makeup      = get (self, LT_PARAM_COMPRESSOR_MAKEUP),
      .auto_makeup = get (self, LT_PARAM_COMPRESSOR_AUTO_MAKEUP) > 0.5,
      .mix         = get (self, LT_PARAM_COMPRESSOR_MIX) / 100,
  };
  return lt_response_compressor (&aim, level);
}

void
lt_dynamics_graph_update (LtDynamicsGraph *self)
{
  g_return_if_fail (LT_IS_DYNAMICS_GRAPH (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_dynamics_graph_clear (LtDynamicsGraph *self)
{
  g_return_if_fail (LT_IS_DYNAMICS_GRAPH (self));
  memset (self->past, 0, sizeof self->past);
  self->gain  = 0;
  self->level = lowest;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_dynamics_graph_feed (LtDynamicsGraph *self, const LtMeter *meter)
{
  g_return_if_fail (LT_IS_DYNAMICS_GRAPH (self));
  if (!meter)
    return;
  const float  peak  = MAX (meter->pre_peak[0], meter->pre_peak[1]);
  const double level = MAX (lowest, 20 * log10 (MAX ((double)peak, 1e-9)));
  const double gain =
    (double)(self->kind == LT_GRAPH_GATE ? meter->gate : meter->compressor);
  const float last     = self->past[(self->at + HISTORY - 1) % HISTORY];
  gboolean    is_still = level == self->level && gain == self->gain;
  for (int i = 0; is_still && i < HISTORY; i++)
    is_still = self->past[i] == last;
  self->past[self->at] = (float)gain;
  self->at             = (self->at + 1) % HISTORY;
  self->level          = level;
  self->gain           = gain;
  if (!is_still)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
lt_dynamics_graph_get_gain (LtDynamicsGraph *self)
{
  return self->gain;
}

// --- drawing ---

static double
scale (double db, int size)
{
  return (CLAMP (db, lowest, 0) - lowest) / -lowest * size;
}

static gboolean
is_on (LtDynamicsGraph *self)
{
  return get (self,
              self->kind == LT_GRAPH_GATE ? LT_PARAM_GATE_ON
                                          : LT_PARAM_COMPRESSOR_ON) > 0.5;
}

static void
draw_curve (LtDynamicsGraph *self, GtkSnapshot *snapshot, int size)
{
  const LtPalette *colour = lt_palette ();
  cairo_t         *cr     = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)size, (float)size));
  gdk_cairo_set_source_rgba (cr, &colour->line);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, size);
  cairo_line_to (cr, size, 0);
  cairo_stroke (cr);
  for (int x = 0; x <= size; x++)
    cairo_line_to (
      cr, x, size - scale (comes_out (self, lowest - lowest * x / size), size));
  gdk_cairo_set_source_rgba (cr,
                             is_on (self) ? &colour->accent : &colour->faint);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  if (is_on (self) && self->level > lowest) {
    cairo_arc (cr,
               scale (self->level, size),
               size - scale (self->level + self->gain, size),
               3.5,
               0,
               2 * G_PI);
    gdk_cairo_set_source_rgba (cr, &colour->text);
    cairo_fill (cr);
  }
  cairo_destroy (cr);
}

/* Gain from the top down, the newest at the right. */
static void
draw_past (LtDynamicsGraph *self,
           GtkSnapshot     *snapshot,
           int              x,
           int              width,
           int              height)
{
  const LtPalette *colour = lt_palette ();
  const double     step   = (double)width / HISTORY;
  lt_draw_rect (snapshot, x, 0, width, height, &colour->groove);
  for (int db = 6; db < history_db; db += 6)
    lt_draw_rect (
      snapshot, x, round (db / history_db * height), width, 1, &colour->line);
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT ((float)x, 0, (float)width, (float)height));
  cairo_move_to (cr, x, 0);
  for (int i = 0; i < HISTORY; i++)
    cairo_line_to (
      cr,
      x + (i + 0.5) * step,
      MIN (1, (double)-self->past[(self->at + i) % HISTORY] / history_db) *
        height);
  cairo_line_to (cr, x + width, 0);
  gdk_cairo_set_source_rgba (cr, &colour->mid);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtDynamicsGraph *self   = LT_DYNAMICS_GRAPH (widget);
  const LtPalette *colour = lt_palette ();
  const int        width  = gtk_widget_get_width (widget);
  const int        height = gtk_widget_get_height (widget);
  const int        gap    = 4;
  const int        past   = MAX (0, width - height - gap);
  char             text[32];
  lt_draw_rect (snapshot, 0, 0, height, height, &colour->groove);
  if (!lt_board_get_strip (self->board))
    return;
  draw_curve (self, snapshot, height);
  draw_past (self, snapshot, height + gap, past, height);
  g_snprintf (text, sizeof text, "%.1f dB", self->gain + 0.0);
  char shown[40];
  lt_draw_minus (text, shown, sizeof shown);
  lt_text_set (&self->readout, widget, shown, 0.85, FALSE);
  lt_text_draw (&self->readout,
                snapshot,
                height + gap,
                height - self->readout.height - 2,
                past - 3,
                self->readout.height,
                LT_ALIGN_RIGHT,
                is_on (self) ? &colour->text : &colour->faint);
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
  const gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum              = lt_draw_px (widget, across ? 14 : 8);
  *natural              = lt_draw_px (widget, across ? 20 : 10);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_dynamics_graph_parent_class)
    ->css_changed (widget, change);
  lt_text_reset (&LT_DYNAMICS_GRAPH (widget)->readout);
}

static void
finalize (GObject *object)
{
  lt_text_clear (&LT_DYNAMICS_GRAPH (object)->readout);
  G_OBJECT_CLASS (lt_dynamics_graph_parent_class)->finalize (object);
}

static void
lt_dynamics_graph_class_init (LtDynamicsGraphClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure            = measure;
  widget_class->snapshot           = snapshot;
  widget_class->css_changed        = css_changed;
  gtk_widget_class_set_css_name (widget_class, "ltdynamicsgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lt_dynamics_graph_init (LtDynamicsGraph *self)
{
  self->level = lowest;
}

GtkWidget *
lt_dynamics_graph_new (LtBoard *board, LtGraphKind kind)
{
  LtDynamicsGraph *self = g_object_new (LT_TYPE_DYNAMICS_GRAPH, NULL);
  self->board           = board;
  self->kind            = kind;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kind == LT_GRAPH_GATE
                                    ? _ ("Curve of the gate")
                                    : _ ("Curve of the compressor"),
                                  -1);
  return GTK_WIDGET (self);
}
