// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-header-load.h"

#include "base/lt-i18n.h"
#include "ui/lt-stat.h"

#include <string.h>

enum { OVERRUNS, XRUNS, UNDERRUNS, N_COUNTS };

struct _LtHeaderLoad {
  GtkButton  parent_instance;
  GtkWidget *load, *stat[N_COUNTS];
  uint32_t   last[N_COUNTS], base[N_COUNTS];
  double     worst; ///< Load since it was shown last
  gint64     shown_us, over_us;
  gboolean   is_fed, is_over;
};

enum { SHOW_MS = 500 };

G_DEFINE_FINAL_TYPE (LtHeaderLoad, lt_header_load, GTK_TYPE_BUTTON)

static void
show_counts (LtHeaderLoad *self)
{
  char     text[32];
  uint32_t n[N_COUNTS];
  for (int i = 0; i < N_COUNTS; i++) {
    n[i] = self->last[i] - self->base[i];
    g_snprintf (text, sizeof text, "%u", n[i]);
    lt_stat_set (
      LT_STAT (self->stat[i]), text, n[i] ? LT_STAT_WARNING : LT_STAT_PLAIN);
    /* What is rare takes room only when it is there. */
    gtk_widget_set_visible (self->stat[i], i == XRUNS || n[i] > 0);
  }
  g_autofree char *name = g_strdup_printf (
    _ ("Overloads %u, xruns %u, late from disk %u: count from 0 again"),
    n[OVERRUNS],
    n[XRUNS],
    n[UNDERRUNS]);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_load (LtHeaderLoad *self)
{
  char text[32];
  g_snprintf (text, sizeof text, "%.0f %%", self->worst * 100);
  if (self->is_over)
    lt_stat_set (LT_STAT (self->load), _ ("OVERLOAD"), LT_STAT_ALARM);
  else
    lt_stat_set (LT_STAT (self->load),
                 text,
                 self->worst > 0.8 ? LT_STAT_WARNING : LT_STAT_PLAIN);
  self->worst = 0;
}

void
lt_header_load_feed (LtHeaderLoad *self, const LtTelemetry *t, gint64 now_us)
{
  g_return_if_fail (LT_IS_HEADER_LOAD (self));
  const uint32_t now[N_COUNTS] = {t->n_overruns, t->n_xruns, t->n_underruns};
  const gboolean is_new =
    self->is_fed &&
    (now[OVERRUNS] > self->last[OVERRUNS] || now[XRUNS] > self->last[XRUNS]);
  gboolean is_changed = !self->is_fed;
  for (int i = 0; i < N_COUNTS; i++) {
    is_changed |= now[i] != self->last[i];
    self->last[i] = now[i];
    if (now[i] < self->base[i]) /* the engine began anew */
      self->base[i] = 0;
  }
  self->is_fed = TRUE;
  self->worst  = MAX (self->worst, t->load);
  if (is_new)
    self->over_us = now_us;
  const gboolean is_over =
    self->over_us && now_us - self->over_us < LT_OVERLOAD_S * G_USEC_PER_SEC;
  if (is_changed)
    show_counts (self);
  if (is_over == self->is_over && now_us - self->shown_us < SHOW_MS * 1000)
    return;
  self->is_over  = is_over;
  self->shown_us = now_us;
  show_load (self);
}

void
lt_header_load_clear (LtHeaderLoad *self)
{
  g_return_if_fail (LT_IS_HEADER_LOAD (self));
  memset (self->last, 0, sizeof self->last);
  memset (self->base, 0, sizeof self->base);
  self->worst    = 0;
  self->shown_us = self->over_us = 0;
  self->is_fed = self->is_over = FALSE;
  show_counts (self);
  show_load (self);
}

gboolean
lt_header_load_is_over (LtHeaderLoad *self)
{
  return self->is_over;
}

guint
lt_header_load_get_overruns (LtHeaderLoad *self)
{
  return self->last[OVERRUNS] - self->base[OVERRUNS];
}

guint
lt_header_load_get_xruns (LtHeaderLoad *self)
{
  return self->last[XRUNS] - self->base[XRUNS];
}

static void
clicked (GtkButton *button)
{
  LtHeaderLoad *self = LT_HEADER_LOAD (button);
  memcpy (self->base, self->last, sizeof self->base);
  self->over_us = 0;
  self->is_over = FALSE;
  show_counts (self);
  show_load (self);
}

static void
lt_header_load_class_init (LtHeaderLoadClass *klass)
{
  GTK_BUTTON_CLASS (klass)->clicked = clicked;
}

static void
lt_header_load_init (LtHeaderLoad *self)
{
  static const struct {
    const char *caption;
    double      width_em;
    const char *tip;
  } looks[N_COUNTS] = {
    {N_ ("overloads"), 5, N_ ("Periods that the desk needed too long for")},
    {N_ ("xruns"), 3.6, N_ ("Periods that the audio server lost")},
    {N_ ("disk late"), 5, N_ ("Times that a file came too late")},
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->load     = lt_stat_new (_ ("load"), 5.6);
  gtk_widget_set_tooltip_text (
    self->load, _ ("Share of the time that the desk needs for each period"));
  gtk_box_append (GTK_BOX (box), self->load);
  for (int i = 0; i < N_COUNTS; i++) {
    self->stat[i] = lt_stat_new (_ (looks[i].caption), looks[i].width_em);
    gtk_widget_set_tooltip_text (self->stat[i], _ (looks[i].tip));
    gtk_box_append (GTK_BOX (box), self->stat[i]);
  }
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lt-load");
  lt_header_load_clear (self);
}

GtkWidget *
lt_header_load_new (void)
{
  return g_object_new (LT_TYPE_HEADER_LOAD, NULL);
}
