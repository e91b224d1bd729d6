// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-meter-view.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-fader.h"

#include <math.h>
#include <stdio.h>

enum { N_BARS = 4, N_MARKS = 8 }; ///< Post left, right, pre left, right

typedef struct {
  double level_db; ///< Falling
  double hold_db;
  double held_s;            ///< Time until the hold line falls
  int    drawn, drawn_hold; ///< Pixels
} Bar;

struct _LtMeterView {
  GtkWidget  parent_instance;
  Bar        bars[N_BARS];
  int        n_channels;
  double     max_db;
  gboolean   is_wide, is_clipped, is_clipped_pre;
  gboolean   is_odd;  ///< Of the pictures drawn
  GtkWidget *painter; ///< Draws it, or NULL: it does so itself
  LtText     marks[N_MARKS];
};

enum { CLEAR, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtMeterView, lt_meter_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static const int mark_db[N_MARKS] = {6, 0, -6, -12, -18, -30, -40, -60};

/* Where the colour changes, dBFS: -18 is the alignment level of EBU R68. */
static const double zone_db[] = {LT_METER_FLOOR_DB, -18, -6, -1, 6};

#define MARK_SCALE 0.75

double
lt_meter_deflection (double db)
{
  double percent = db < -70   ? 0
                   : db < -60 ? (db + 70) * 0.25
                   : db < -50 ? (db + 60) * 0.5 + 2.5
                   : db < -40 ? (db + 50) * 0.75 + 7.5
                   : db < -30 ? (db + 40) * 1.5 + 15
                   : db < -20 ? (db + 30) * 2 + 30
                   : db < 6   ? (db + 20) * 2.5 + 50
                              : 115;
  return percent / 115;
}

// --- geometry ---

static int
lamp_height (GtkWidget *widget)
{
  return lt_draw_px (widget, 0.5);
}

static int
track_top (GtkWidget *widget)
{
  return lt_fader_margin (widget);
}

static int
track_height (GtkWidget *widget)
{
  return MAX (0, gtk_widget_get_height (widget) - 2 * track_top (widget));
}

static int
bar_width (LtMeterView *self)
{
  return lt_draw_px (GTK_WIDGET (self), self->is_wide ? 0.75 : 0.5);
}

static int
pre_width (LtMeterView *self)
{
  return self->is_wide ? 3 : 2;
}

static int
bars_width (LtMeterView *self)
{
  int one = bar_width (self) + pre_width (self) + 1;
  return self->n_channels * one + 2 * (self->n_channels - 1);
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
  LtMeterView *self = LT_METER_VIEW (widget);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lt_draw_px (widget, 8);
  else
    *minimum = *natural =
      bars_width (self) + (self->is_wide ? lt_draw_px (widget, 2.2) : 0);
}

// --- picture ---

static void
draw_bar (LtMeterView *self,
          GtkSnapshot *snapshot,
          const Bar   *bar,
          int          x,
          int          width,
          gboolean     is_thin)
{
  GtkWidget       *widget  = GTK_WIDGET (self);
  const LtPalette *colour  = lt_palette ();
  const GdkRGBA   *zones[] = {
      &colour->low, &colour->mid, &colour->high, &colour->over};
  int top    = track_top (widget);
  int height = track_height (widget);
  if (is_thin)
    lt_draw_rect (snapshot,
                  x,
                  top + height - bar->drawn,
                  width,
                  bar->drawn,
                  &colour->faint);
  for (int i = 0; i < 4 && !is_thin; i++) {
    int from = (int)(lt_meter_deflection (zone_db[i]) * height);
    int to =
      MIN (bar->drawn, (int)(lt_meter_deflection (zone_db[i + 1]) * height));
    if (to > from)
      lt_draw_rect (snapshot, x, top + height - to, width, to - from, zones[i]);
  }
  if (!is_thin && bar->drawn_hold > 1)
    lt_draw_rect (snapshot,
                  x,
                  top + height - bar->drawn_hold,
                  width,
                  2,
                  bar->hold_db >= 0 ? &colour->over : &colour->text);
}

static void
draw_marks (LtMeterView *self, GtkSnapshot *snapshot, int x, int width)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  const LtPalette *colour = lt_palette ();
  int              top    = track_top (widget);
  int              height = track_height (widget);
  for (int i = 0; i < N_MARKS; i++) {
    char text[16];
    int  y = top + height - (int)(lt_meter_deflection (mark_db[i]) * height);
    snprintf (text,
              sizeof text,
              mark_db[i] > 0 ? "+%d" : "%d",
              mark_db[i] > 0 ? mark_db[i] : -mark_db[i]);
    lt_text_set (&self->marks[i], widget, text, MARK_SCALE, FALSE);
    lt_text_draw (&self->marks[i],
                  snapshot,
                  x,
                  y - 10,
                  width,
                  20,
                  LT_ALIGN_RIGHT,
                  mark_db[i] ? &colour->dim : &colour->text);
  }
}

void
lt_meter_view_paint (LtMeterView *self, GtkSnapshot *snapshot)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  const LtPalette *colour = lt_palette ();
  int              width  = bar_width (self);
  int              pre    = pre_width (self);
  int              x      = 0;
  int              all    = bars_width (self);
  int              top    = track_top (widget);
  /* GTK redraws what differs between two pictures, and all when that is more
     than 30 rectangles. With a ground that always differs a meter is one, and
     all meters of a desk lie in one band. Both colours are opaque black to the
     renderer. */
  GdkRGBA ground = colour->groove;
  ground.alpha   = self->is_odd ? 1 : 0.998f;
  lt_draw_rect (snapshot, 0, top, all, track_height (widget), &ground);
  for (int x2 = pre + 1 + width; self->n_channels > 1 && x2 < all; x2 = all)
    lt_draw_rect (snapshot, x2, top, 2, track_height (widget), &colour->panel);
  for (int i = 0; i < self->n_channels; i++) {
    draw_bar (self, snapshot, &self->bars[2 + i], x, pre, TRUE);
    draw_bar (self, snapshot, &self->bars[i], x + pre + 1, width, FALSE);
    x += pre + 1 + width + 2;
  }
  /* The lamp: lit it is filled, higher and framed. */
  int lamp = lamp_height (widget);
  if (self->is_clipped)
    lt_draw_rect (snapshot, 0, top - lamp - 3, all, lamp + 1, &colour->over);
  else if (self->is_clipped_pre)
    lt_draw_frame (
      snapshot, 0, top - lamp - 3, all, lamp + 1, 1, &colour->over);
  else
    lt_draw_rect (
      snapshot, 0, top - lamp / 2 - 3, all, lamp / 2, &colour->groove);
  if (self->is_wide)
    draw_marks (self, snapshot, all, gtk_widget_get_width (widget) - all);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  if (!LT_METER_VIEW (widget)->painter)
    lt_meter_view_paint (LT_METER_VIEW (widget), snapshot);
}

static void
queue_paint (LtMeterView *self)
{
  self->is_odd = !self->is_odd;
  gtk_widget_queue_draw (self->painter ? self->painter : GTK_WIDGET (self));
}

// --- measurement ---

static double
to_db (double gain)
{
  return gain > 1e-5 ? 20 * log10 (gain) : -INFINITY;
}

static void
feed_bar (Bar *bar, double db, double seconds)
{
  bar->level_db = MAX (db, bar->level_db - LT_METER_FALL_DB_S * seconds);
  if (!(bar->level_db > LT_METER_FLOOR_DB - 10))
    bar->level_db = -INFINITY;
  if (db >= bar->hold_db) {
    bar->hold_db = db;
    bar->held_s  = LT_METER_HOLD_S;
  } else if (bar->held_s > 0)
    bar->held_s -= seconds;
  else {
    bar->hold_db -= LT_METER_FALL_DB_S * seconds;
    if (bar->hold_db < bar->level_db)
      bar->hold_db = bar->level_db;
  }
  if (!(bar->hold_db > LT_METER_FLOOR_DB - 10))
    bar->hold_db = -INFINITY;
}

static gboolean
update_drawn (LtMeterView *self)
{
  int      height = track_height (GTK_WIDGET (self));
  gboolean is_new = FALSE;
  for (int i = 0; i < N_BARS; i++) {
    Bar *bar   = &self->bars[i];
    int  level = (int)(lt_meter_deflection (bar->level_db) * height);
    int  hold  = i < 2 ? (int)(lt_meter_deflection (bar->hold_db) * height) : 0;
    is_new |= level != bar->drawn || hold != bar->drawn_hold;
    bar->drawn      = level;
    bar->drawn_hold = hold;
  }
  return is_new;
}

gboolean
lt_meter_view_feed (LtMeterView   *self,
                    const LtMeter *meter,
                    double         seconds,
                    gboolean       may_draw)
{
  g_return_val_if_fail (LT_IS_METER_VIEW (self), FALSE);
  gboolean is_told = FALSE;
  for (int i = 0; i < 2; i++) {
    double post = meter ? to_db (meter->post_peak[i]) : -INFINITY;
    double pre  = meter ? to_db (meter->pre_peak[i]) : -INFINITY;
    feed_bar (&self->bars[i], post, seconds);
    feed_bar (&self->bars[2 + i], pre, seconds);
    if (post > self->max_db) {
      self->max_db = post;
      is_told      = TRUE;
    }
  }
  gboolean is_new = may_draw && update_drawn (self);
  if (meter && (meter->flags & LT_METER_CLIP_POST) && !self->is_clipped)
    self->is_clipped = is_new = is_told = TRUE;
  if (meter && (meter->flags & LT_METER_CLIP_PRE) && !self->is_clipped_pre)
    self->is_clipped_pre = is_new = is_told = TRUE;
  if (is_new)
    queue_paint (self);
  return is_told;
}

double
lt_meter_view_get_max_db (LtMeterView *self)
{
  return self->max_db;
}

double
lt_meter_view_get_level_db (LtMeterView *self)
{
  return MAX (self->bars[0].level_db, self->bars[1].level_db);
}

gboolean
lt_meter_view_is_clipped (LtMeterView *self)
{
  return self->is_clipped;
}

void
lt_meter_view_clear (LtMeterView *self)
{
  self->is_clipped = self->is_clipped_pre = FALSE;
  self->max_db                            = -INFINITY;
  for (int i = 0; i < N_BARS; i++)
    self->bars[i].hold_db = self->bars[i].level_db;
  update_drawn (self);
  queue_paint (self);
}

void
lt_meter_view_tell (LtMeterView *self)
{
  char   text[64];
  double db = lt_meter_view_get_level_db (self);
  if (db > LT_METER_FLOOR_DB)
    snprintf (text, sizeof text, "%.0f dB", db);
  else
    snprintf (text, sizeof text, "%s", _ ("silent"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  MAX (db, LT_METER_FLOOR_DB),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text,
                                  -1);
}

void
lt_meter_view_set_name (LtMeterView *self, const char *name)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

// --- the class ---

static void
on_released (GtkGestureClick *click,
             int              n,
             double           x,
             double           y,
             LtMeterView     *self)
{
  g_signal_emit (self, signals[CLEAR], 0);
}

/* The heights are in pixels: a new size needs them anew. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  update_drawn (LT_METER_VIEW (widget));
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_meter_view_parent_class)->css_changed (widget, change);
  for (int i = 0; i < N_MARKS; i++)
    lt_text_reset (&LT_METER_VIEW (widget)->marks[i]);
}

static void
finalize (GObject *object)
{
  for (int i = 0; i < N_MARKS; i++)
    lt_text_clear (&LT_METER_VIEW (object)->marks[i]);
  G_OBJECT_CLASS (lt_meter_view_parent_class)->finalize (object);
}

static void
lt_meter_view_class_init (LtMeterViewClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure            = measure;
  widget_class->snapshot           = snapshot;
  widget_class->size_allocate      = size_allocate;
  widget_class->css_changed        = css_changed;
  gtk_widget_class_set_css_name (widget_class, "ltmeter");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_METER);
  signals[CLEAR] = g_signal_new ("clear",
                                 LT_TYPE_METER_VIEW,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
lt_meter_view_init (LtMeterView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  self->max_db = -INFINITY;
  for (int i = 0; i < N_BARS; i++)
    self->bars[i].level_db = self->bars[i].hold_db = -INFINITY;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  LT_METER_FLOOR_DB,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  6.0,
                                  -1);
}

GtkWidget *
lt_meter_view_new (int n_channels, gboolean is_wide)
{
  LtMeterView *self = g_object_new (LT_TYPE_METER_VIEW, NULL);
  self->n_channels  = CLAMP (n_channels, 1, 2);
  self->is_wide     = is_wide;
  return GTK_WIDGET (self);
}

void
lt_meter_view_get_track (LtMeterView *self, graphene_rect_t *track)
{
  GtkWidget *widget = GTK_WIDGET (self);
  *track            = GRAPHENE_RECT_INIT (
    0, track_top (widget), bars_width (self), track_height (widget));
}

void
lt_meter_view_set_painter (LtMeterView *self, GtkWidget *painter)
{
  g_return_if_fail (LT_IS_METER_VIEW (self));
  self->painter = painter;
}

void
lt_meter_view_set_channels (LtMeterView *self, int n_channels)
{
  if (self->n_channels == CLAMP (n_channels, 1, 2))
    return;
  self->n_channels = CLAMP (n_channels, 1, 2);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
