// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-stat.h"

#include "ui/lt-draw.h"

struct _LtStat {
  GtkWidget  parent_instance;
  char      *caption, *value;
  double     width_em;
  LtStatLook look;
  LtText     caption_text, value_text;
};

G_DEFINE_FINAL_TYPE (LtStat, lt_stat, GTK_TYPE_WIDGET)

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  *minimum = *natural = lt_draw_px (widget,
                                    orientation == GTK_ORIENTATION_HORIZONTAL
                                      ? LT_STAT (widget)->width_em
                                      : 2.6);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtStat          *self   = LT_STAT (widget);
  const LtPalette *colour = lt_palette ();
  int              width  = gtk_widget_get_width (widget);
  int              half   = lt_draw_px (widget, 1.3);
  int              top    = (gtk_widget_get_height (widget) - 2 * half) / 2;
  lt_text_set (&self->caption_text, widget, self->caption, 0.88, FALSE);
  lt_text_set (&self->value_text, widget, self->value, 1, TRUE);
  if (self->look) {
    int wide = MIN (width, self->value_text.width + 8);
    lt_draw_soft (snapshot,
                  width - wide,
                  top + half,
                  wide,
                  half,
                  self->look == LT_STAT_ALARM ? &colour->mute : &colour->solo);
  }
  lt_text_draw (&self->caption_text,
                snapshot,
                0,
                top,
                width - (self->look ? 4 : 0),
                half,
                LT_ALIGN_RIGHT,
                &colour->dim);
  lt_text_draw (&self->value_text,
                snapshot,
                0,
                top + half,
                width - (self->look ? 4 : 0),
                half,
                LT_ALIGN_RIGHT,
                self->look == LT_STAT_ALARM     ? &colour->on_mute
                : self->look == LT_STAT_WARNING ? &colour->on_solo
                                                : &colour->text);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_stat_parent_class)->css_changed (widget, change);
  lt_text_reset (&LT_STAT (widget)->caption_text);
  lt_text_reset (&LT_STAT (widget)->value_text);
}

static void
finalize (GObject *object)
{
  LtStat *self = LT_STAT (object);
  lt_text_clear (&self->caption_text);
  lt_text_clear (&self->value_text);
  g_free (self->caption);
  g_free (self->value);
  G_OBJECT_CLASS (lt_stat_parent_class)->finalize (object);
}

static void
lt_stat_class_init (LtStatClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure            = measure;
  widget_class->snapshot           = snapshot;
  widget_class->css_changed        = css_changed;
  gtk_widget_class_set_css_name (widget_class, "ltstat");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
lt_stat_init (LtStat *self)
{
  self->value = g_strdup ("");
}

GtkWidget *
lt_stat_new (const char *caption, double width_em)
{
  LtStat *self   = g_object_new (LT_TYPE_STAT, NULL);
  self->caption  = g_strdup (caption);
  self->width_em = width_em;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  return GTK_WIDGET (self);
}

static void
tell (LtStat *self)
{
  g_autofree char *label =
    g_strdup_printf ("%s, %s", self->caption, self->value);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_stat_set (LtStat *self, const char *value, LtStatLook look)
{
  g_return_if_fail (LT_IS_STAT (self));
  if (g_strcmp0 (self->value, value) == 0 && self->look == look)
    return;
  g_free (self->value);
  self->value = g_strdup (value);
  self->look  = look;
  tell (self);
}

void
lt_stat_set_caption (LtStat *self, const char *caption)
{
  g_return_if_fail (LT_IS_STAT (self));
  if (g_strcmp0 (self->caption, caption) == 0)
    return;
  g_free (self->caption);
  self->caption = g_strdup (caption);
  tell (self);
}
