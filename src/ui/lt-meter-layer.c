// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-meter-layer.h"

struct _LtMeterLayer {
  GtkWidget    parent_instance;
  LtStripRow  *row;
  LtStripView *master;
};

G_DEFINE_FINAL_TYPE (LtMeterLayer, lt_meter_layer, GTK_TYPE_WIDGET)

typedef void (*Paint) (gpointer widget, GtkSnapshot *snapshot);

static void
paint_meter (gpointer widget, GtkSnapshot *snapshot)
{
  lt_meter_view_paint (LT_METER_VIEW (widget), snapshot);
}

static void
paint_bars (gpointer widget, GtkSnapshot *snapshot)
{
  lt_miniature_paint (LT_MINIATURE (widget), snapshot);
}

static void
paint_one (LtMeterLayer *self,
           GtkSnapshot  *snapshot,
           gpointer      widget,
           Paint         paint)
{
  graphene_rect_t bounds;
  if (!gtk_widget_compute_bounds (
        GTK_WIDGET (widget), GTK_WIDGET (self), &bounds))
    return;
  /* A clip of its own keeps the comparison of two pictures within a meter. */
  gtk_snapshot_push_clip (snapshot, &bounds);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &bounds.origin);
  paint (widget, snapshot);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
paint (LtMeterLayer *self, GtkSnapshot *snapshot, LtStripView *view)
{
  paint_one (self, snapshot, lt_strip_view_get_meter (view), paint_meter);
  paint_one (self, snapshot, lt_strip_view_get_miniature (view), paint_bars);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtMeterLayer   *self = LT_METER_LAYER (widget);
  graphene_rect_t sight;
  int             first, last;
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->row), widget, &sight)) {
    gtk_snapshot_push_clip (snapshot, &sight);
    lt_strip_row_get_sight (self->row, &first, &last);
    for (int i = first; i <= last; i++)
      paint (self, snapshot, lt_strip_row_get (self->row, i));
    gtk_snapshot_pop (snapshot);
  }
  if (self->master)
    paint (self, snapshot, self->master);
}

static void
lt_meter_layer_class_init (LtMeterLayerClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "ltmeters");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_meter_layer_init (LtMeterLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lt_meter_layer_new (LtStripRow *row)
{
  LtMeterLayer *self = g_object_new (LT_TYPE_METER_LAYER, NULL);
  self->row          = row;
  return GTK_WIDGET (self);
}

void
lt_meter_layer_set_master (LtMeterLayer *self, LtStripView *master)
{
  g_return_if_fail (LT_IS_METER_LAYER (self));
  self->master = master;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
