// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

/**
   What the widgets draw with: the colours of data/ui/longthrow.css, and
   rectangles and text as few render nodes. A rounded clip costs the cairo
   renderer more than all else in a strip, so nothing here makes one: a "soft"
   rectangle is three plain ones. Thread: the surface's.
*/

#define LT_COLOURS(X)                                                          \
  X (bg)                                                                       \
  X (panel)                                                                    \
  X (raised)                                                                   \
  X (line)                                                                     \
  X (text)                                                                     \
  X (dim)                                                                      \
  X (faint)                                                                    \
  X (accent)                                                                   \
  X (mute)                                                                     \
  X (on_mute)                                                                  \
  X (solo)                                                                     \
  X (on_solo)                                                                  \
  X (ok)                                                                       \
  X (pre)                                                                      \
  X (post) X (groove) X (handle) X (handle_edge) X (handle_line) X (selected)  \
    X (low) X (mid) X (high) X (over) X (plate_text) X (plate_text_light)

typedef struct {
#define LT_COLOUR_FIELD(name) GdkRGBA name;
  LT_COLOURS (LT_COLOUR_FIELD)
#undef LT_COLOUR_FIELD
} LtPalette;

/** The colours, read from the theme by the last lt_palette_read. */
const LtPalette *lt_palette (void);
void             lt_palette_read (GtkWidget *widget);

/** A strip's colour, 0xRRGGBB, as GTK has it. */
GdkRGBA lt_draw_rgb (double rgb);
/** Whether dark letters read better on it than light ones. */
gboolean lt_draw_is_light (const GdkRGBA *colour);

/** Size of the widget's font in pixels: what all sizes are multiples of. */
double lt_draw_em (GtkWidget *widget);
/** `factor` em in whole pixels, at least 1. */
int lt_draw_px (GtkWidget *widget, double factor);

void lt_draw_rect (GtkSnapshot   *snapshot,
                   double         x,
                   double         y,
                   double         width,
                   double         height,
                   const GdkRGBA *colour);
/** Corners taken off by one pixel. */
void lt_draw_soft (GtkSnapshot   *snapshot,
                   double         x,
                   double         y,
                   double         width,
                   double         height,
                   const GdkRGBA *colour);
/** A frame `thick` wide inside the rectangle. */
void lt_draw_frame (GtkSnapshot   *snapshot,
                    double         x,
                    double         y,
                    double         width,
                    double         height,
                    double         thick,
                    const GdkRGBA *colour);

typedef enum { LT_ALIGN_LEFT, LT_ALIGN_CENTRE, LT_ALIGN_RIGHT } LtAlign;

/** A line of text that remembers its layout. Zeroed: empty. */
typedef struct {
  PangoLayout *layout;
  char        *string;
  double       scale;
  int          width, height; ///< Pixels; width unlimited
  int          limit;         ///< Width it is cut to, 0: none
} LtText;

/** Set; @return whether it changed. `scale`: font size in em. */
gboolean lt_text_set (LtText     *text,
                      GtkWidget  *widget,
                      const char *string,
                      double      scale,
                      gboolean    bold);
/** Drop the layout (the font changed); the next lt_text_set makes it anew. */
void lt_text_reset (LtText *text);
void lt_text_clear (LtText *text);
/** Draw centred vertically in the box, cut with an ellipsis. */
void lt_text_draw (LtText        *text,
                   GtkSnapshot   *snapshot,
                   double         x,
                   double         y,
                   double         width,
                   double         height,
                   LtAlign        align,
                   const GdkRGBA *colour);

/** "-6.0 dB" with a real minus sign, for the eye. */
void lt_draw_minus (const char *text, char *out, size_t size);
