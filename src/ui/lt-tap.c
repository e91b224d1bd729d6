// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-tap.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-lamp.h"

struct _LtTap {
  GtkBox     parent_instance;
  GtkWidget *lamps[LT_N_TAPS];
  int        shown;
};

enum { CHOOSE, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtTap, lt_tap, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static const struct {
  const char *word, *tip;
} taps[LT_N_TAPS] = {
  {N_ ("pre EQ"), N_ ("Before the equaliser")},
  {N_ ("pre"), N_ ("Before the fader")},
  {N_ ("post"), N_ ("After the fader")},
  {N_ ("post pan"), N_ ("After fader and pan")},
};

const char *
lt_tap_word (int which)
{
  return _ (taps[CLAMP (which, 0, LT_N_TAPS - 1)].word);
}

gboolean
lt_tap_is_post (int which)
{
  return which >= 2;
}

static void
on_lamp (LtLamp *lamp, LtTap *self)
{
  for (int i = 0; i < LT_N_TAPS; i++)
    if (self->lamps[i] == GTK_WIDGET (lamp))
      g_signal_emit (self, signals[CHOOSE], 0, i);
}

static void
lt_tap_class_init (LtTapClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  signals[CHOOSE] = g_signal_new ("choose",
                                  LT_TYPE_TAP,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_INT);
}

static void
lt_tap_init (LtTap *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 1);
  self->shown = -1;
  for (int i = 0; i < LT_N_TAPS; i++) {
    LtLampLook look = lt_tap_is_post (i) ? LT_LAMP_POST : LT_LAMP_PRE;
    self->lamps[i]  = lt_lamp_new (look, _ (taps[i].word));
    lt_lamp_set_width (LT_LAMP (self->lamps[i]), i % 3 ? 3 : 5);
    gtk_widget_set_tooltip_text (self->lamps[i], _ (taps[i].tip));
    g_signal_connect (self->lamps[i], "clicked", G_CALLBACK (on_lamp), self);
    gtk_box_append (GTK_BOX (self), self->lamps[i]);
  }
}

GtkWidget *
lt_tap_new (void)
{
  return g_object_new (LT_TYPE_TAP, NULL);
}

void
lt_tap_set_name (LtTap *self, const char *name)
{
  g_return_if_fail (LT_IS_TAP (self));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (int i = 0; i < LT_N_TAPS; i++)
    lt_lamp_set_name (LT_LAMP (self->lamps[i]), name, _ (taps[i].tip));
}

void
lt_tap_show (LtTap *self, int which)
{
  g_return_if_fail (LT_IS_TAP (self));
  self->shown = which;
  for (int i = 0; i < LT_N_TAPS; i++)
    lt_lamp_set_on (LT_LAMP (self->lamps[i]), i == which);
}

int
lt_tap_get (LtTap *self)
{
  return self->shown;
}

GtkWidget *
lt_tap_get_lamp (LtTap *self, int which)
{
  return which >= 0 && which < LT_N_TAPS ? self->lamps[which] : NULL;
}
