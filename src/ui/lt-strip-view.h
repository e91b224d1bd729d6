// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-console.h"
#include "ui/lt-meter-view.h"
#include "ui/lt-miniature.h"

#include <gtk/gtk.h>

/**
   One channel strip, read from top to bottom in signal order. It lays its
   controls out by itself and shows what the mirror was told. Bubbles up:

     select ()                      it was touched
     drag (int phase, double x)     its plate is dragged, x in strip pixels
     remove (), move (int by)       asked for by menu or key
     flip ()                        sends to this bus on the faders, or back
     open-channel ()                its processing, in the channel view

   Thread: the surface's.
*/
#define LT_TYPE_STRIP_VIEW (lt_strip_view_get_type ())
G_DECLARE_FINAL_TYPE (LtStripView, lt_strip_view, LT, STRIP_VIEW, GtkWidget)

/** `console` and `strip` outlive the view. */
GtkWidget     *lt_strip_view_new (LtConsole *console, LtMirrorStrip *strip);
LtMirrorStrip *lt_strip_view_get_strip (LtStripView *view);
void           lt_strip_view_set_number (LtStripView *view, int number);
void           lt_strip_view_set_selected (LtStripView *view, gboolean is);
/** The aux bus whose send is shown, 0: none. */
void lt_strip_view_set_aux (LtStripView *view, uint32_t aux);

// What the desk sent.
/** The fader, pan and mute are those of the send to that aux. */
void lt_strip_view_set_on_faders (LtStripView *view, gboolean is);
/** The send to it would close a loop: grey while the faders are sends. */
void lt_strip_view_set_barred (LtStripView *view, gboolean is);
/** All that leads from the strip: buses, sends, direct output. */
/** A value of the desk itself that may mute strips came. */
void lt_strip_view_desk_changed (LtStripView *view);
/** Some strip feeds another than before: for the lists that are open. */
void lt_strip_view_routes_changed (LtStripView *view);

void lt_strip_view_value (LtStripView *view,
                          LtAddress    address,
                          double       value,
                          uint32_t     gesture);
void lt_strip_view_changed (LtStripView *view);
/** A bus came, went or got another name. */
void lt_strip_view_buses_changed (LtStripView *view);
/** Meter of the last frames, or NULL. */
void         lt_strip_view_feed (LtStripView   *view,
                                 const LtMeter *meter,
                                 double         seconds,
                                 gboolean       may_draw);
LtMeterView *lt_strip_view_get_meter (LtStripView *view);
/** Its bars are fed with the meter, but move when they are told to. */
LtMiniature *lt_strip_view_get_miniature (LtStripView *view);
void         lt_strip_view_tell_meter (LtStripView *view);
void         lt_strip_view_clear_peak (LtStripView *view);

/** The control of a parameter, NULL: none; for Left and Right and for tests. */
GtkWidget *lt_strip_view_get_control (LtStripView *view, LtParam param);
/** Index of the child with the focus, -1; and focus the child with an index. */
int      lt_strip_view_get_focus_index (LtStripView *view);
gboolean lt_strip_view_focus_index (LtStripView *view, int index);
/** Turn a switch; for the mute the one that its lamp shows. */
void lt_strip_view_toggle (LtStripView *view, LtParam param);
void lt_strip_view_rename (LtStripView *view);
/** Lists over the strip: all its sends; where it goes. @return the popover. */
GtkWidget *lt_strip_view_open_sends (LtStripView *view);
/** The lamp that counts them, and the Sends button of a bus that is sent to
   (else NULL); for tests. */
GtkWidget *lt_strip_view_get_sends (LtStripView *view);
GtkWidget *lt_strip_view_get_flip (LtStripView *view);
GtkWidget *lt_strip_view_open_routing (LtStripView *view);
/** LT_SET_ALONE while Alt is held, which moves a member of a gang alone. */
guint lt_strip_view_alone_flag (GtkWidget *widget);
/** "aux", "main mix". */
const char *lt_kind_word (LtKind kind);
