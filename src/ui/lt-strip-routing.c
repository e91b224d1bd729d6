// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A strip's sends and where it goes, on its lamps and in lists over it.

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-routing.h"
#include "ui/lt-sends.h"

static double
get (LtStripView *self, LtParam param, uint32_t bus)
{
  return lt_mirror_value (lt_strip_view_get_mirror (self),
                          lt_console_address (self->strip->id, param, bus));
}

static char *
to_text (LtStripView *self)
{
  LtMirror   *mirror = lt_strip_view_get_mirror (self);
  const char *first  = NULL;
  int         n      = 0;
  if (!(self->strip->kind & lt_param_info[LT_PARAM_TO].kinds))
    return g_strdup (_ ("its outputs"));
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if ((bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) &&
        get (self, LT_PARAM_TO, bus->id) > 0.5 && n++ == 0)
      first = bus->name;
  }
  return n == 0   ? g_strdup (_ ("no bus"))
         : n == 1 ? g_strdup (first)
                  : g_strdup_printf ("%s +%d", first, n - 1);
}

void
lt_strip_view_show_to (LtStripView *self)
{
  g_autofree char *text  = to_text (self);
  g_autofree char *shown = g_strdup_printf ("\342\206\222 %s", text);
  g_autofree char *name  = g_strdup_printf (_ ("%s feeds"), self->strip->name);
  lt_lamp_set_text (LT_LAMP (self->child[TO]), shown);
  lt_lamp_set_name (LT_LAMP (self->child[TO]), name, text);
  if (self->routing)
    lt_routing_update (LT_ROUTING (self->routing));
}

void
lt_strip_view_show_sends (LtStripView *self)
{
  LtMirror *mirror = lt_strip_view_get_mirror (self);
  guint     n      = 0;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if ((bus->kind & LT_KIND_SEND_BUS) &&
        get (self, LT_PARAM_SEND_LEVEL, bus->id) >
          lt_param_info[LT_PARAM_SEND_LEVEL].min &&
        get (self, LT_PARAM_SEND_ON, bus->id) > 0.5)
      n++;
  }
  g_autofree char *text =
    n ? g_strdup_printf (ngettext ("%u send", "%u sends", n), n)
      : g_strdup (_ ("no sends"));
  g_autofree char *name =
    g_strdup_printf (_ ("All sends of %s"), self->strip->name);
  lt_lamp_set_text (LT_LAMP (self->child[SENDS]), text);
  lt_lamp_set_name (LT_LAMP (self->child[SENDS]), name, text);
  if (self->sends)
    lt_sends_update (LT_SENDS (self->sends));
}

void
lt_strip_view_routing_value (LtStripView *self,
                             LtAddress    address,
                             double       value,
                             uint32_t     gesture)
{
  if (self->sends)
    lt_sends_value (LT_SENDS (self->sends), address, value, gesture);
  if (self->routing)
    lt_routing_value (LT_ROUTING (self->routing), address, value, gesture);
}

// --- the lists ---

/* Popped down: the strip has it no more, and the focus is back on it. */
static void
on_closed (GtkPopover *popover, LtStripView *self)
{
  GtkWidget *over =
    GTK_WIDGET (popover) == self->sends ? self->child[SENDS] : self->child[TO];
  if (GTK_WIDGET (popover) == self->sends)
    self->sends = NULL;
  else
    self->routing = NULL;
  if (over && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    gtk_widget_grab_focus (over);
}

GtkWidget *
lt_strip_view_open_sends (LtStripView *self)
{
  g_return_val_if_fail (LT_IS_STRIP_VIEW (self), NULL);
  if (self->sends)
    return self->sends;
  self->sends = lt_sends_new (self->console, self->strip);
  g_signal_connect (self->sends, "closed", G_CALLBACK (on_closed), self);
  lt_popover_open (self->sends, GTK_WIDGET (self), self->child[SENDS]);
  return self->sends;
}

GtkWidget *
lt_strip_view_open_routing (LtStripView *self)
{
  g_return_val_if_fail (LT_IS_STRIP_VIEW (self), NULL);
  if (self->routing)
    return self->routing;
  self->routing = lt_routing_new (self->console, self->strip);
  g_signal_connect (self->routing, "closed", G_CALLBACK (on_closed), self);
  lt_popover_open (self->routing, GTK_WIDGET (self), self->child[TO]);
  return self->routing;
}

GtkWidget *
lt_strip_view_get_sends (LtStripView *self)
{
  return self->child[SENDS];
}

GtkWidget *
lt_strip_view_get_flip (LtStripView *self)
{
  return self->child[FLIP];
}
