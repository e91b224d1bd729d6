// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-eq-graph.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"

#include <math.h>

enum { REACH = 16 }; ///< Pixels around a node that take the pointer

static const double span_db = 20;

struct _LtEqGraph {
  GtkWidget parent_instance;
  LtBoard  *board;
  LtEqCurve curve;
  int       node; ///< Held by the pointer, or -1
  double    grab_x, grab_y;
  double    want[2]; ///< Frequency and gain that were asked for last
  guint     gesture;
  gboolean  has_moved;
  LtText    marks[3], names[LT_EQ_NODES];
};

G_DEFINE_FINAL_TYPE (LtEqGraph, lt_eq_graph, GTK_TYPE_WIDGET)

static double
get (LtEqGraph *self, LtParam param)
{
  return lt_board_get (self->board, param);
}

static double
get_any (gpointer data, LtParam param)
{
  return get (data, param);
}

static gboolean
has_gain (LtEqGraph *self, int node)
{
  return lt_eq_has_gain (get_any, self, node);
}

static gboolean
is_on (LtEqGraph *self, int node)
{
  return lt_eq_is_on (get_any, self, node);
}

void
lt_eq_graph_update (LtEqGraph *self)
{
  g_return_if_fail (LT_IS_EQ_GRAPH (self));
  LtConsole *console = lt_board_get_console (self->board);
  lt_eq_curve_read (
    &self->curve,
    get_any,
    self,
    console ? lt_mirror_desk (lt_console_get_mirror (console))->rate : 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
lt_eq_graph_at (LtEqGraph *self, double hz)
{
  return lt_eq_curve_at (&self->curve, hz);
}

// --- places ---

static double
x_of (LtEqGraph *self, double hz)
{
  return lt_eq_share (hz) * gtk_widget_get_width (GTK_WIDGET (self));
}

static double
hz_of (LtEqGraph *self, double x)
{
  const int width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)));
  return lt_eq_hz (CLAMP (x / width, 0, 1));
}

static double
y_of (LtEqGraph *self, double db)
{
  return (0.5 - CLAMP (db, -span_db, span_db) / span_db / 2) *
         gtk_widget_get_height (GTK_WIDGET (self));
}

static double
db_of (LtEqGraph *self, double y)
{
  const int height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));
  return (0.5 - y / height) * 2 * span_db;
}

gboolean
lt_eq_graph_place (LtEqGraph *self, int node, double *x, double *y)
{
  *x = x_of (self, get (self, lt_eq_frequency_of (node)));
  *y = y_of (self,
             has_gain (self, node)
               ? get (self, (LtParam)(LT_PARAM_EQ_GAIN_1 + node))
               : 0);
  return lt_board_get_strip (self->board) != 0;
}

// --- the pointer ---

static void
ask (LtEqGraph *self, LtParam param, double value, guint flags)
{
  LtConsole *console = lt_board_get_console (self->board);
  if (!console)
    return;
  self->gesture = lt_console_ask (
    console,
    lt_console_address (lt_board_get_strip (self->board), param, 0),
    lt_param_round (param, lt_param_clamp (param, value)),
    self->gesture,
    flags);
}

static gboolean
is_locked (LtEqGraph *self)
{
  return !lt_board_get_console (self->board) ||
         !lt_board_get_strip (self->board) || get (self, LT_PARAM_LOCK) > 0.5;
}

static int
node_at (LtEqGraph *self, double x, double y)
{
  double best = REACH;
  int    node = -1;
  for (int i = 0; i < LT_EQ_NODES; i++) {
    double at_x, at_y;
    lt_eq_graph_place (self, i, &at_x, &at_y);
    const double away = hypot (x - at_x, y - at_y);
    if (away < best) {
      best = away;
      node = i;
    }
  }
  return node;
}

static void
take_back (LtEqGraph *self, int node)
{
  self->gesture = 0;
  if (has_gain (self, node))
    ask (self,
         (LtParam)(LT_PARAM_EQ_GAIN_1 + node),
         0,
         LT_TOUCH_BEGIN | LT_TOUCH_END);
  else
    ask (self,
         lt_eq_switch_of (node),
         get (self, lt_eq_switch_of (node)) < 0.5,
         LT_TOUCH_BEGIN | LT_TOUCH_END);
}

void
lt_eq_graph_press (LtEqGraph *self, double x, double y, int n_press)
{
  self->node = is_locked (self) ? -1 : node_at (self, x, y);
  if (self->node < 0)
    return;
  if (n_press == 2) {
    take_back (self, self->node);
    self->node = -1;
    return;
  }
  double at_x, at_y;
  lt_eq_graph_place (self, self->node, &at_x, &at_y);
  self->grab_x    = at_x - x;
  self->grab_y    = at_y - y;
  self->gesture   = 0;
  self->has_moved = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_eq_graph_drag (LtEqGraph *self, double x, double y)
{
  if (self->node < 0)
    return;
  self->want[0] = hz_of (self, x + self->grab_x);
  self->want[1] = db_of (self, y + self->grab_y);
  ask (self,
       lt_eq_frequency_of (self->node),
       self->want[0],
       self->has_moved ? 0 : LT_TOUCH_BEGIN);
  if (has_gain (self, self->node))
    ask (self, (LtParam)(LT_PARAM_EQ_GAIN_1 + self->node), self->want[1], 0);
  else if (get (self, lt_eq_switch_of (self->node)) < 0.5)
    ask (self,
         lt_eq_switch_of (self->node),
         1,
         0); // who moves it wants to hear it
  self->has_moved = TRUE;
}

void
lt_eq_graph_release (LtEqGraph *self)
{
  if (self->node >= 0 && self->has_moved)
    ask (self, lt_eq_frequency_of (self->node), self->want[0], LT_TOUCH_END);
  self->node = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_eq_graph_wheel (LtEqGraph *self, double x, double y, double dy)
{
  const int node = is_locked (self) ? -1 : node_at (self, x, y);
  if (node < 0 || node >= LT_N_BANDS)
    return FALSE;
  const LtParam q = (LtParam)(LT_PARAM_EQ_Q_1 + node);
  self->gesture   = 0;
  ask (self,
       q,
       lt_control_step_value (q, get (self, q), -dy),
       LT_TOUCH_BEGIN | LT_TOUCH_END);
  return TRUE;
}

static void
on_pressed (GtkGestureClick *click,
            int              n_press,
            double           x,
            double           y,
            LtEqGraph       *self)
{
  lt_eq_graph_press (self, x, y, n_press);
}

static void
on_released (GtkGestureClick *click,
             int              n_press,
             double           x,
             double           y,
             LtEqGraph       *self)
{
  lt_eq_graph_release (self);
}

static void
on_cancel (GtkGesture *gesture, GdkEventSequence *sequence, LtEqGraph *self)
{
  lt_eq_graph_release (self);
}

static void
on_motion (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           LtEqGraph                *self)
{
  lt_eq_graph_drag (self, x, y);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           LtEqGraph                *self)
{
  GdkEvent *event =
    gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (scroll));
  double           x, y;
  graphene_point_t at;
  if (!event || !gdk_event_get_position (event, &x, &y))
    return FALSE;
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double     sx, sy;
  gtk_native_get_surface_transform (native, &sx, &sy);
  return gtk_widget_compute_point (
           GTK_WIDGET (native),
           GTK_WIDGET (self),
           &GRAPHENE_POINT_INIT ((float)(x - sx), (float)(y - sy)),
           &at) &&
         lt_eq_graph_wheel (self, at.x, at.y, dy);
}

// --- drawing ---

static void
draw_grid (LtEqGraph *self, GtkSnapshot *snapshot)
{
  static const double hz[] = {50, 100, 200, 500, 1000, 2000, 5000, 10000};
  static const struct {
    double      hz;
    const char *text;
  } marks[]               = {{100, "100"}, {1000, "1k"}, {10000, "10k"}};
  const LtPalette *colour = lt_palette ();
  const int        width  = gtk_widget_get_width (GTK_WIDGET (self));
  const int        height = gtk_widget_get_height (GTK_WIDGET (self));
  lt_draw_rect (snapshot, 0, 0, width, height, &colour->groove);
  for (size_t i = 0; i < G_N_ELEMENTS (hz); i++)
    lt_draw_rect (snapshot, x_of (self, hz[i]), 0, 1, height, &colour->line);
  for (int db = -12; db <= 12; db += 6)
    lt_draw_rect (snapshot,
                  0,
                  round (y_of (self, db)),
                  width,
                  1,
                  db ? &colour->line : &colour->faint);
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    lt_text_set (
      &self->marks[i], GTK_WIDGET (self), marks[i].text, 0.75, FALSE);
    lt_text_draw (&self->marks[i],
                  snapshot,
                  x_of (self, marks[i].hz) + 3,
                  height - self->marks[i].height - 1,
                  60,
                  self->marks[i].height,
                  LT_ALIGN_LEFT,
                  &colour->dim);
  }
}

static void
draw_curve (LtEqGraph *self, GtkSnapshot *snapshot)
{
  const LtPalette *colour = lt_palette ();
  const int        width  = gtk_widget_get_width (GTK_WIDGET (self));
  const int        height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_t         *cr     = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  for (int x = 0; x <= width; x += 2)
    cairo_line_to (
      cr,
      x,
      (0.5 -
       CLAMP (lt_eq_graph_at (self, hz_of (self, x)), -60, 60) / span_db / 2) *
        height);
  gdk_cairo_set_source_rgba (cr, &colour->accent);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, width, height / 2.0);
  cairo_line_to (cr, 0, height / 2.0);
  GdkRGBA faint = colour->accent;
  faint.alpha   = 0.15f;
  gdk_cairo_set_source_rgba (cr, &faint);
  cairo_fill (cr);
  for (int i = 0; i < LT_EQ_NODES; i++) {
    double x, y;
    lt_eq_graph_place (self, i, &x, &y);
    const gboolean lit = is_on (self, i);
    cairo_arc (cr, x, y, lt_draw_px (GTK_WIDGET (self), 0.72), 0, 2 * G_PI);
    gdk_cairo_set_source_rgba (
      cr, i == self->node ? &colour->accent : &colour->raised);
    cairo_fill_preserve (cr);
    gdk_cairo_set_source_rgba (cr, lit ? &colour->text : &colour->faint);
    cairo_set_line_width (cr, 1.5);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const char *const names[LT_EQ_NODES] = {"1", "2", "3", "4", "H", "L"};
  LtEqGraph               *self               = LT_EQ_GRAPH (widget);
  const LtPalette         *colour             = lt_palette ();
  gtk_snapshot_push_clip (
    snapshot,
    &GRAPHENE_RECT_INIT (0,
                         0,
                         (float)gtk_widget_get_width (widget),
                         (float)gtk_widget_get_height (widget)));
  draw_grid (self, snapshot);
  if (lt_board_get_strip (self->board)) {
    draw_curve (self, snapshot);
    for (int i = 0; i < LT_EQ_NODES; i++) {
      double x, y;
      lt_eq_graph_place (self, i, &x, &y);
      lt_text_set (&self->names[i], widget, names[i], 0.8, TRUE);
      lt_text_draw (&self->names[i],
                    snapshot,
                    x - 20,
                    y - 20,
                    40,
                    40,
                    LT_ALIGN_CENTRE,
                    is_on (self, i) ? &colour->text : &colour->dim);
    }
  }
  gtk_snapshot_pop (snapshot);
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
  *minimum              = lt_draw_px (widget, across ? 16 : 8);
  *natural              = lt_draw_px (widget, across ? 30 : 10);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LtEqGraph *self = LT_EQ_GRAPH (widget);
  GTK_WIDGET_CLASS (lt_eq_graph_parent_class)->css_changed (widget, change);
  for (int i = 0; i < LT_EQ_NODES; i++)
    lt_text_reset (&self->names[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (self->marks); i++)
    lt_text_reset (&self->marks[i]);
}

static void
finalize (GObject *object)
{
  LtEqGraph *self = LT_EQ_GRAPH (object);
  for (int i = 0; i < LT_EQ_NODES; i++)
    lt_text_clear (&self->names[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (self->marks); i++)
    lt_text_clear (&self->marks[i]);
  G_OBJECT_CLASS (lt_eq_graph_parent_class)->finalize (object);
}

static void
lt_eq_graph_class_init (LtEqGraphClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure            = measure;
  widget_class->snapshot           = snapshot;
  widget_class->css_changed        = css_changed;
  gtk_widget_class_set_css_name (widget_class, "lteqgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lt_eq_graph_init (LtEqGraph *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkGesture         *click  = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  self->node = -1;
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect (click, "cancel", G_CALLBACK (on_cancel), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Curve of filters and equalizer"),
                                  -1);
  gtk_widget_set_tooltip_text (
    widget,
    _ ("Drag a node for frequency and gain, turn the wheel for Q, double-click "
       "to take it back"));
}

GtkWidget *
lt_eq_graph_new (LtBoard *board)
{
  LtEqGraph *self = g_object_new (LT_TYPE_EQ_GRAPH, NULL);
  self->board     = board;
  lt_eq_graph_update (self);
  return GTK_WIDGET (self);
}
