// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-draw.h"

#include <math.h>

#include <string.h>

static LtPalette palette;

const LtPalette *
lt_palette (void)
{
  return &palette;
}

void
lt_palette_read (GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
#define LT_COLOUR_READ(name)                                                   \
  if (!gtk_style_context_lookup_color (context, "lt_" #name, &palette.name))   \
    gdk_rgba_parse (&palette.name, "#808080");
  LT_COLOURS (LT_COLOUR_READ)
#undef LT_COLOUR_READ
}

double
lt_draw_em (GtkWidget *widget)
{
  const PangoFontDescription *font =
    pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  double size = pango_font_description_get_size (font) / (double)PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute (font))
    size *= 96.0 / 72.0;
  return size > 0 ? size : 12;
}

int
lt_draw_px (GtkWidget *widget, double factor)
{
  return MAX (1, (int)(lt_draw_em (widget) * factor + 0.5));
}

void
lt_draw_rect (GtkSnapshot   *snapshot,
              double         x,
              double         y,
              double         width,
              double         height,
              const GdkRGBA *colour)
{
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (
      snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

void
lt_draw_soft (GtkSnapshot   *snapshot,
              double         x,
              double         y,
              double         width,
              double         height,
              const GdkRGBA *colour)
{
  lt_draw_rect (snapshot, x + 1, y, width - 2, height, colour);
  lt_draw_rect (snapshot, x, y + 1, 1, height - 2, colour);
  lt_draw_rect (snapshot, x + width - 1, y + 1, 1, height - 2, colour);
}

void
lt_draw_frame (GtkSnapshot   *snapshot,
               double         x,
               double         y,
               double         width,
               double         height,
               double         thick,
               const GdkRGBA *colour)
{
  lt_draw_rect (snapshot, x, y, width, thick, colour);
  lt_draw_rect (snapshot, x, y + height - thick, width, thick, colour);
  lt_draw_rect (snapshot, x, y + thick, thick, height - 2 * thick, colour);
  lt_draw_rect (
    snapshot, x + width - thick, y + thick, thick, height - 2 * thick, colour);
}

static void
set_attributes (PangoLayout *layout,
                GtkWidget   *widget,
                double       scale,
                gboolean     bold)
{
  PangoAttrList *list = pango_attr_list_new ();
  pango_attr_list_insert (list, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (scale != 1)
    pango_attr_list_insert (list,
                            pango_attr_size_new_absolute ((
                              int)(lt_draw_em (widget) * scale * PANGO_SCALE)));
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

gboolean
lt_text_set (LtText     *text,
             GtkWidget  *widget,
             const char *string,
             double      scale,
             gboolean    bold)
{
  if (text->layout && text->scale == scale &&
      g_strcmp0 (text->string, string) == 0)
    return FALSE;
  if (!text->layout || text->scale != scale) {
    g_clear_object (&text->layout);
    text->layout = gtk_widget_create_pango_layout (widget, NULL);
    text->scale  = scale;
    pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_single_paragraph_mode (text->layout, TRUE);
    set_attributes (text->layout, widget, scale, bold);
  }
  if (text->string != string) {
    g_free (text->string);
    text->string = g_strdup (string);
  }
  text->limit = 0;
  pango_layout_set_width (text->layout, -1);
  pango_layout_set_text (text->layout, string, -1);
  pango_layout_get_pixel_size (text->layout, &text->width, &text->height);
  return TRUE;
}

void
lt_text_reset (LtText *text)
{
  g_clear_object (&text->layout);
}

void
lt_text_clear (LtText *text)
{
  g_clear_object (&text->layout);
  g_clear_pointer (&text->string, g_free);
}

void
lt_text_draw (LtText        *text,
              GtkSnapshot   *snapshot,
              double         x,
              double         y,
              double         width,
              double         height,
              LtAlign        align,
              const GdkRGBA *colour)
{
  if (!text->layout || !*text->string || width < 2)
    return;
  int limit = text->width > width ? (int)width : 0;
  if (limit != text->limit) {
    pango_layout_set_width (text->layout, limit ? limit * PANGO_SCALE : -1);
    text->limit = limit;
  }
  double room = limit ? 0 : width - text->width;
  double left = align == LT_ALIGN_LEFT    ? 0
                : align == LT_ALIGN_RIGHT ? room
                                          : (int)(room / 2);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot,
    &GRAPHENE_POINT_INIT (x + left, y + (int)((height - text->height) / 2)));
  gtk_snapshot_append_layout (snapshot, text->layout, colour);
  gtk_snapshot_restore (snapshot);
}

void
lt_draw_minus (const char *text, char *out, size_t size)
{
  static const char minus[] = "\342\210\222";
  size_t            n       = 0;
  for (; *text && n + 4 < size; text++)
    if (*text == '-') {
      memcpy (out + n, minus, 3);
      n += 3;
    } else
      out[n++] = *text;
  out[n] = 0;
}

GdkRGBA
lt_draw_rgb (double rgb)
{
  const guint c = (guint)rgb;
  return (GdkRGBA){(float)(c >> 16 & 255) / 255,
                   (float)(c >> 8 & 255) / 255,
                   (float)(c & 255) / 255,
                   1};
}

/* Relative luminance decides (WCAG 2). */
gboolean
lt_draw_is_light (const GdkRGBA *colour)
{
  return 0.2126f * powf (colour->red, 2.2f) +
           0.7152f * powf (colour->green, 2.2f) +
           0.0722f * powf (colour->blue, 2.2f) >
         0.18f;
}
