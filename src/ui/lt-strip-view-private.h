// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/* Shared by the files of LtStripView alone: lt-strip-view.c (the class),
   lt-strip-ask.c (what it asks for), lt-strip-show.c (what the desk sent),
   lt-strip-routing.c (sends, and where it goes), lt-strip-groups.c (DCAs, mute
   groups, gangs), lt-strip-menu.c, lt-strip-layout.c (where things lie and how
   the strip is drawn). */

#include "ui/lt-control.h"
#include "ui/lt-draw.h"
#include "ui/lt-lamp.h"
#include "ui/lt-plate.h"
#include "ui/lt-strip-view.h"

/* Children in the order of the focus. */
typedef enum {
  FLIP, ///< Sends on faders, on a bus that is sent to
  TRIM,
  POLARITY,
  MINIATURE,
  SEND,
  TAP,
  SEND_ON,
  SENDS,
  TO,
  PAN,
  MUTE,
  SOLO,
  READOUT,
  PEAK,
  FADER,
  METER,
  PLATE,
  N_CHILDREN
} LtStripChild;

/* What rests on many values is looked up once a frame. */
typedef enum {
  STALE_TO    = 1 << 0,
  STALE_SENDS = 1 << 1,
  STALE_MUTE  = 1 << 2,
} LtStripStale;

struct _LtStripView {
  GtkWidget      parent_instance;
  LtConsole     *console;
  LtMirrorStrip *strip;
  GtkWidget     *child[N_CHILDREN]; ///< NULL: this kind has none
  GtkWidget     *sends, *routing;   ///< The lists while open, or NULL
  LtParam        edited;            ///< By the open editor
  uint32_t       aux;
  int            number;
  unsigned       stale; ///< LtStripStale
  gboolean       is_selected, is_master, is_bad;
  gboolean       on_faders; ///< The fader is the send to `aux`
  gboolean       is_barred; ///< A send to `aux` would close a loop
  char          *source;    ///< Of lt_strip_view_source_word
  LtText         number_text, source_text;
};

LtMirror *lt_strip_view_get_mirror (LtStripView *self);
LtAddress lt_strip_view_get_address (LtStripView *self, LtParam param);
double    lt_strip_view_get_value (LtStripView *self, LtParam param);

gboolean lt_strip_view_is_on_faders (LtStripView *self);

// lt-strip-ask.c
guint   lt_strip_view_on_ask (LtControl   *control,
                              double       value,
                              guint        gesture,
                              guint        flags,
                              LtStripView *self);
void    lt_strip_view_on_edit (LtControl   *control,
                               const char  *first,
                               LtStripView *self);
void    lt_strip_view_on_lamp (LtLamp *lamp, LtStripView *self);
void    lt_strip_view_on_readout (LtLamp *lamp, LtStripView *self);
void    lt_strip_view_ask_clear_peak (LtStripView *self);
LtParam lt_strip_view_lamp_param (LtStripView *self, int which);
int     lt_strip_view_find_child (LtStripView *self, gpointer widget);

// lt-strip-show.c
const char *lt_strip_view_source_word (LtStripView *self);
gboolean    lt_strip_view_is_trouble (LtStripView *self);
void        lt_strip_view_show_plate (LtStripView *self);
void        lt_strip_view_show_all (LtStripView *self);

// lt-strip-menu.c
void lt_strip_view_open_menu (LtPlate *plate, LtStripView *self);
void lt_strip_view_find_file (LtStripView *self);

// lt-strip-routing.c
/** What the strip feeds, and how many sends it has, on its lamps. */
void lt_strip_view_show_to (LtStripView *self);
void lt_strip_view_show_sends (LtStripView *self);
/** Pass a value on to the lists that are open. */
void lt_strip_view_routing_value (LtStripView *self,
                                  LtAddress    address,
                                  double       value,
                                  uint32_t     gesture);

// lt-strip-groups.c
/** DCAs, mute groups, gang: sections of the strip's menu, and their actions.
 */
void lt_strip_view_add_groups (LtStripView *self, GMenu *menu);
void lt_strip_view_install_groups (GtkWidgetClass *widget_class);
/** Why the strip is muted by something else, or NULL; newly allocated. */
char *lt_strip_view_implied_mute (LtStripView *self);

// lt-strip-layout.c
void lt_strip_view_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline);
void lt_strip_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline);
void lt_strip_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);
