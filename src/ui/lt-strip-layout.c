// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"

#include <stdio.h>

/* Rows from the top in em: where each begins and how high it is. */
#define WIDTH_EM  7.4
#define NARROW_EM 5.6
#define MASTER_EM 9.6
#define PAD_EM    0.55
static const struct {
  double at, high;
} rows[] = {
  {0.4, 1.5},  // number and source
  {2.2, 2.4},  // trim, polarity
  {4.9, 2.4},  // EQ and dynamics
  {7.5, 1.6},  // send
  {9.3, 1.6},  // pick-off, on
  {11.0, 1.6}, // all sends
  {12.6, 1.6}, // feeds
  {14.3, 1.5}, // pan
  {16.1, 2.1}, // mute, solo
  {18.5, 1.6}, // value, peak
  {20.1, 0},   // fader
};
enum {
  HEAD_ROW,
  TRIM_ROW,
  MINIATURE_ROW,
  SEND_ROW,
  TAP_ROW,
  SENDS_ROW,
  TO_ROW,
  PAN_ROW,
  MUTE_ROW,
  VALUE_ROW,
  FADER_ROW
};
#define PLATE_EM  3.5
#define NUMBER_EM 2.4 ///< Room for the number beside the Sends button

void
lt_strip_view_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  LtStripView *self = LT_STRIP_VIEW (widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = lt_draw_px (
      widget,
      self->is_master                                         ? MASTER_EM
      : lt_strip_view_get_value (self, LT_PARAM_NARROW) > 0.5 ? NARROW_EM
                                                              : WIDTH_EM);
  else {
    *minimum = lt_draw_px (widget, rows[FADER_ROW].at + 9.5 + PLATE_EM);
    *natural = lt_draw_px (widget, rows[FADER_ROW].at + 40 + PLATE_EM);
  }
}

static void
place (LtStripView *self, int which, int x, int y, int width, int height)
{
  GtkWidget *child = self->child[which];
  int        min;
  if (!child || !gtk_widget_should_layout (child))
    return;
  gtk_widget_measure (
    child, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  gtk_widget_measure (
    child, GTK_ORIENTATION_VERTICAL, -1, &min, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){x, y, width, height}, -1);
}

static void
place_row (LtStripView *self,
           int          row,
           int          left,
           int          right,
           double       share,
           int          width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int        pad    = lt_draw_px (widget, PAD_EM);
  int        gap    = right >= 0 ? 3 : 0;
  int        room   = width - 2 * pad - gap;
  int        first  = (int)(room * share);
  int        y      = lt_draw_px (widget, rows[row].at);
  int        height = lt_draw_px (widget, rows[row].high);
  place (self, left, pad, y, first, height);
  if (right >= 0)
    place (self, right, pad + first + gap, y, room - first, height);
}

/* In the head, beside the number. */
static void
place_flip (LtStripView *self, int width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int        left   = lt_draw_px (widget, NUMBER_EM);
  place (self,
         FLIP,
         left,
         lt_draw_px (widget, rows[HEAD_ROW].at),
         width - lt_draw_px (widget, PAD_EM) - left,
         lt_draw_px (widget, rows[HEAD_ROW].high));
}

void
lt_strip_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  LtStripView *self  = LT_STRIP_VIEW (widget);
  int          pad   = lt_draw_px (widget, PAD_EM);
  int          plate = lt_draw_px (widget, PLATE_EM);
  int          top   = lt_draw_px (widget, rows[FADER_ROW].at);
  int          tall  = height - top - plate - 4;
  int          meter;
  place_row (self, TRIM_ROW, TRIM, POLARITY, 0.74, width);
  place_row (self, MINIATURE_ROW, MINIATURE, -1, 1, width);
  place_row (self, SEND_ROW, SEND, -1, 1, width);
  place_row (self, TAP_ROW, TAP, SEND_ON, 0.6, width);
  place_row (self, SENDS_ROW, SENDS, -1, 1, width);
  place_row (self, TO_ROW, TO, -1, 1, width);
  place_row (self, PAN_ROW, PAN, -1, 1, width);
  place_row (self, MUTE_ROW, MUTE, SOLO, self->child[SOLO] ? 0.5 : 1, width);
  place_flip (self, width);
  if (self->is_master) {
    int y = lt_draw_px (widget, rows[HEAD_ROW].at + 1.4);
    place (self, PEAK, pad, y, width - 2 * pad, lt_draw_px (widget, 2.9));
    place_row (self, VALUE_ROW, READOUT, -1, 1, width);
  } else
    place_row (self, VALUE_ROW, READOUT, PEAK, 0.6, width);
  gtk_widget_measure (self->child[METER],
                      GTK_ORIENTATION_HORIZONTAL,
                      -1,
                      &meter,
                      NULL,
                      NULL,
                      NULL);
  place (self, FADER, pad, top, width - 2 * pad - meter, tall);
  place (self, METER, width - pad - meter, top, meter, tall);
  place (self, PLATE, 0, height - plate, width - 1, plate);
  lt_popover_present_all (widget);
}

static void
draw_head (LtStripView *self, GtkSnapshot *snapshot, int width)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  const LtPalette *colour = lt_palette ();
  int              pad    = lt_draw_px (widget, PAD_EM);
  int              y      = lt_draw_px (widget, rows[HEAD_ROW].at);
  int              height = lt_draw_px (widget, rows[HEAD_ROW].high);
  int              used   = 0;
  char             number[16];
  if (self->number) {
    snprintf (number, sizeof number, "%d", self->number);
    lt_text_set (&self->number_text, widget, number, 0.95, FALSE);
    lt_text_draw (&self->number_text,
                  snapshot,
                  pad,
                  y,
                  width,
                  height,
                  LT_ALIGN_LEFT,
                  self->is_selected ? &colour->text : &colour->dim);
    used = self->number_text.width + pad;
  }
  gboolean is_bad = lt_strip_view_is_trouble (self) || self->is_bad;
  if (is_bad)
    lt_draw_soft (snapshot,
                  pad + used - 3,
                  y + 1,
                  width - 2 * pad - used + 5,
                  height - 2,
                  &colour->mute);
  if (self->child[FLIP])
    return; /* the button stands there; the plate says the kind */
  lt_text_set (&self->source_text,
               widget,
               self->is_master ? _ ("peak, dBFS")
                               : lt_strip_view_source_word (self),
               0.82,
               FALSE);
  lt_text_draw (&self->source_text,
                snapshot,
                pad + used,
                y,
                width - 2 * pad - used,
                height,
                LT_ALIGN_RIGHT,
                is_bad ? &colour->on_mute : &colour->dim);
}

static void
draw_strip (LtStripView *self, GtkSnapshot *snapshot, int width, int height)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  const LtPalette *colour = lt_palette ();
  lt_draw_rect (snapshot,
                0,
                0,
                width,
                height,
                self->is_selected ? &colour->selected : &colour->panel);
  lt_draw_rect (snapshot, width - 1, 0, 1, height, &colour->line);
  draw_head (self, snapshot, width);
  for (int i = 0; i < N_CHILDREN; i++)
    if (self->child[i])
      gtk_widget_snapshot_child (widget, self->child[i], snapshot);
  if (self->is_selected)
    lt_draw_frame (snapshot, 0, 0, width, height, 1, &colour->accent);
}

static void
record (GtkSnapshot   *snapshot,
        GskRenderNode *node,
        double         x,
        double         y,
        double         width,
        double         height)
{
  if (width <= 0 || height <= 0)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (x, y, width, height));
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
}

/* What moves: its place in the strip. */
static graphene_rect_t
hole (LtStripView *self, int which)
{
  GtkWidget       *child = self->child[which];
  graphene_rect_t  rect;
  graphene_point_t corner;
  if (which == METER)
    lt_meter_view_get_track (LT_METER_VIEW (child), &rect);
  else
    lt_miniature_get_bars (LT_MINIATURE (child), &rect);
  if (gtk_widget_compute_point (
        child, GTK_WIDGET (self), &rect.origin, &corner))
    rect.origin = corner;
  return rect;
}

/* The cairo renderer walks all nodes of a window for each frame, also those
   beside what changed. A strip recorded into nodes above, beside and below
   its miniature's bars and its meter's track is seven that cairo passes over
   at once: this takes two thirds off the cost of moving meters
   (bench/ui-cpu). */
void
lt_strip_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtStripView *self     = LT_STRIP_VIEW (widget);
  int          width    = gtk_widget_get_width (widget);
  int          height   = gtk_widget_get_height (widget);
  GtkNative   *native   = gtk_widget_get_native (widget);
  GskRenderer *renderer = native ? gtk_native_get_renderer (native) : NULL;
  double       y        = 0;
  if (!renderer || !GSK_IS_CAIRO_RENDERER (renderer)) {
    draw_strip (self, snapshot, width, height);
    return;
  }
  GtkSnapshot *inner = gtk_snapshot_new ();
  draw_strip (self, inner, width, height);
  GskRenderNode *node = gtk_snapshot_free_to_node (inner);
  for (int i = 0; i < 2; i++) {
    const graphene_rect_t rect  = hole (self, i ? METER : MINIATURE);
    const double          left  = rect.origin.x;
    const double          right = left + rect.size.width;
    const double          high  = rect.size.height;
    record (snapshot, node, 0, y, width, rect.origin.y - y);
    y = rect.origin.y;
    record (snapshot, node, 0, y, left, high);
    record (snapshot, node, right, y, width - right, high);
    y += high;
  }
  record (snapshot, node, 0, y, width, height - y);
  gsk_render_node_unref (node);
}
