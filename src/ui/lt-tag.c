// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-tag.h"

#include "ui/lt-draw.h"

struct _LtTag {
  GtkWidget parent_instance;
  char     *string;
  GdkRGBA   colour;
  double    em;
  LtText    text;
};

G_DEFINE_FINAL_TYPE (LtTag, lt_tag, GTK_TYPE_WIDGET)

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  *minimum = *natural = lt_draw_px (
    widget,
    orientation == GTK_ORIENTATION_HORIZONTAL ? LT_TAG (widget)->em : 1.6);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtTag           *self    = LT_TAG (widget);
  const LtPalette *palette = lt_palette ();
  int              width   = gtk_widget_get_width (widget);
  int              height  = gtk_widget_get_height (widget);
  int              pad     = lt_draw_px (widget, 0.5);
  lt_draw_soft (snapshot, 0, 0, width, height, &self->colour);
  lt_text_set (&self->text, widget, self->string, 0.9, TRUE);
  lt_text_draw (&self->text,
                snapshot,
                pad,
                0,
                width - 2 * pad,
                height,
                LT_ALIGN_LEFT,
                lt_draw_is_light (&self->colour) ? &palette->plate_text
                                                 : &palette->plate_text_light);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_tag_parent_class)->css_changed (widget, change);
  lt_text_reset (&LT_TAG (widget)->text);
}

static void
finalize (GObject *object)
{
  LtTag *self = LT_TAG (object);
  lt_text_clear (&self->text);
  g_free (self->string);
  G_OBJECT_CLASS (lt_tag_parent_class)->finalize (object);
}

static void
lt_tag_class_init (LtTagClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure            = measure;
  widget_class->snapshot           = snapshot;
  widget_class->css_changed        = css_changed;
  gtk_widget_class_set_css_name (widget_class, "lttag");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
lt_tag_init (LtTag *self)
{
  self->string = g_strdup ("");
}

GtkWidget *
lt_tag_new (double em)
{
  LtTag *self = g_object_new (LT_TYPE_TAG, NULL);
  self->em    = em;
  return GTK_WIDGET (self);
}

void
lt_tag_set (LtTag *self, const char *text, guint rgb)
{
  g_return_if_fail (LT_IS_TAG (self));
  g_free (self->string);
  self->string = g_strdup (text);
  self->colour = lt_draw_rgb (rgb);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
lt_tag_get_text (LtTag *self)
{
  g_return_val_if_fail (LT_IS_TAG (self), NULL);
  return self->string;
}
