// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip shows of what the desk sent.

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-fader.h"
#include "ui/lt-knob.h"
#include "ui/lt-tap.h"

#include <stdio.h>
#include <string.h>

/* Whether the strip has a send to the aux that is shown. */
static gboolean
has_send (LtStripView *self)
{
  return self->aux && self->aux != self->strip->id &&
         (self->strip->kind & lt_param_info[LT_PARAM_SEND_LEVEL].kinds);
}

const char *
lt_kind_word (LtKind kind)
{
  switch (kind) {
    case LT_KIND_INPUT:
      return _ ("input");
    case LT_KIND_GROUP:
      return _ ("group");
    case LT_KIND_AUX:
      return _ ("aux");
    case LT_KIND_CUE:
      return _ ("cue");
    case LT_KIND_MATRIX:
      return _ ("matrix");
    default:
      return _ ("main mix");
  }
}

static const char *
state_word (LtFileState state)
{
  switch (state) {
    case LT_FILE_MISSING:
      return _ ("missing");
    case LT_FILE_DAMAGED:
      return _ ("damaged");
    case LT_FILE_CONVERTING:
      return _ ("converting");
    default:
      return NULL;
  }
}

gboolean
lt_strip_view_is_trouble (LtStripView *self)
{
  return self->strip->file_state == LT_FILE_MISSING ||
         self->strip->file_state == LT_FILE_DAMAGED;
}

static const char *
detail_word (LtStripView *self)
{
  const char *state = state_word (self->strip->file_state);
  if (state)
    return state;
  if (self->strip->kind != LT_KIND_INPUT)
    return lt_kind_word (self->strip->kind);
  return self->strip->n_channels == 2 ? _ ("stereo") : _ ("mono");
}

const char *
lt_strip_view_source_word (LtStripView *self)
{
  const char *slash;
  if (self->is_bad)
    return _ ("bad signal");
  if (self->strip->kind != LT_KIND_INPUT)
    return detail_word (self);
  if (lt_strip_view_get_value (self, LT_PARAM_SOURCE) > 0.5)
    return _ ("live input");
  if (!self->strip->file || !*self->strip->file)
    return _ ("no file");
  slash = strrchr (self->strip->file, '/');
  slash = slash ? slash + 1 : self->strip->file;
  /* Without its ending: there is little room. */
  const char *dot = strrchr (slash, '.');
  g_free (self->source);
  self->source = dot && dot > slash ? g_strndup (slash, (gsize)(dot - slash))
                                    : g_strdup (slash);
  return self->source;
}

void
lt_strip_view_show_plate (LtStripView *self)
{
  const LtMirrorDesk *desk = lt_mirror_desk (lt_strip_view_get_mirror (self));
  const int           gang = (int)lt_strip_view_get_value (self, LT_PARAM_GANG);
  g_autoptr (GString) detail = g_string_new (detail_word (self));
  if (gang)
    g_string_append_printf (detail, _ (", gang %d"), gang);
  if (self->strip->latency && desk->rate)
    g_string_append_printf (
      detail, _ (", %.1f ms"), 1000.0 * self->strip->latency / desk->rate);
  lt_plate_set (LT_PLATE (self->child[PLATE]),
                self->strip->name,
                detail->str,
                (guint)lt_strip_view_get_value (self, LT_PARAM_COLOUR),
                lt_strip_view_is_trouble (self));
  g_autofree char *label = g_strdup_printf ("%d, %s, %s",
                                            self->number,
                                            self->strip->name,
                                            lt_strip_view_source_word (self));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->child[PLATE]),
                               *self->strip->file ? self->strip->file : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* "Vox lead fader": what each control is called. */
static void
show_names (LtStripView *self)
{
  static const char *const words[N_CHILDREN] = {
    [FLIP]      = N_ ("Sends to %s on the faders"),
    [TRIM]      = N_ ("%s trim"),
    [POLARITY]  = N_ ("%s polarity"),
    [MINIATURE] = N_ ("%s EQ and dynamics, open the channel view"),
    [SEND]      = N_ ("%s send to %s"),
    [TAP]       = N_ ("%s send to %s before the fader"),
    [SEND_ON]   = N_ ("%s send to %s on"),
    [PAN]       = N_ ("%s pan"),
    [MUTE]      = N_ ("%s mute"),
    [SOLO]      = N_ ("%s solo"),
    [FADER]     = N_ ("%s fader"),
    [METER]     = N_ ("%s level"),
  };
  LtMirrorStrip *aux =
    self->aux ? lt_mirror_strip (lt_strip_view_get_mirror (self), self->aux)
              : NULL;
  for (int i = 0; i < N_CHILDREN; i++) {
    if (!self->child[i] || !words[i])
      continue;
    const char *word = words[i];
    if (i == FADER && lt_strip_view_is_on_faders (self))
      word = words[SEND];
    if (i == MUTE && lt_strip_view_is_on_faders (self))
      word = N_ ("%s send to %s off");
    if (i == PAN && lt_strip_view_is_on_faders (self))
      word = N_ ("%s send to %s pan");
    g_autoptr (GString) name = g_string_new (NULL);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    g_string_printf (name, _ (word), self->strip->name, aux ? aux->name : "");
#pragma GCC diagnostic pop
    if (LT_IS_CONTROL (self->child[i]))
      lt_control_set_name (LT_CONTROL (self->child[i]), name->str);
    else if (LT_IS_LAMP (self->child[i]))
      lt_lamp_set_name (LT_LAMP (self->child[i]), name->str, NULL);
    else if (LT_IS_MINIATURE (self->child[i]))
      lt_miniature_set_name (LT_MINIATURE (self->child[i]), name->str);
    else
      lt_meter_view_set_name (LT_METER_VIEW (self->child[i]), name->str);
  }
  if (self->child[SEND])
    lt_knob_set_caption (LT_KNOB (self->child[SEND]), aux ? aux->name : "");
}

static void
show_readout (LtStripView *self)
{
  const char      *text = lt_control_get_text (LT_CONTROL (self->child[FADER]));
  g_autofree char *name =
    g_strdup_printf (_ ("%s fader value"), self->strip->name);
  g_autofree char *bare = g_strdup (text);
  char            *unit = strstr (bare, " dB");
  if (unit)
    *unit = 0; /* the plate's scale says it already */
  lt_lamp_set_text (LT_LAMP (self->child[READOUT]), bare);
  lt_lamp_set_name (LT_LAMP (self->child[READOUT]), name, text);
}

static void
show_peak (LtStripView *self)
{
  LtMeterView *meter = LT_METER_VIEW (self->child[METER]);
  LtLamp      *lamp  = LT_LAMP (self->child[PEAK]);
  double       db    = lt_meter_view_get_max_db (meter);
  gboolean     clip  = lt_meter_view_is_clipped (meter);
  char         text[32], shown[40];
  if (db > LT_METER_FLOOR_DB)
    snprintf (text, sizeof text, db > -9.95 ? "%.1f" : "%.0f", db);
  else
    snprintf (text, sizeof text, "-inf");
  lt_draw_minus (text, shown, sizeof shown);
  lt_lamp_set_text (lamp, clip ? _ ("CLIP") : shown);
  lt_lamp_set_on (lamp, clip);
  g_autofree char *name = g_strdup_printf (_ ("%s peak"), self->strip->name);
  g_autofree char *value =
    g_strdup_printf (clip ? _ ("%s dB, clipped") : _ ("%s dB"), text);
  lt_lamp_set_name (lamp, name, value);
}

static void
show_send (LtStripView *self)
{
  if (!self->child[SEND])
    return;
  gboolean has = has_send (self);
  for (int i = SEND; i <= SEND_ON; i++)
    gtk_widget_set_visible (self->child[i], has);
  if (!has)
    return;
  int      tap     = (int)lt_strip_view_get_value (self, LT_PARAM_SEND_TAP);
  gboolean is_post = lt_tap_is_post (tap);
  gboolean is_on   = lt_strip_view_get_value (self, LT_PARAM_SEND_ON) > 0.5;
  lt_control_show (LT_CONTROL (self->child[SEND]),
                   lt_strip_view_get_value (self, LT_PARAM_SEND_LEVEL),
                   0);
  lt_knob_set_look (LT_KNOB (self->child[SEND]), is_post, is_on);
  lt_lamp_set_on (LT_LAMP (self->child[TAP]), !is_post);
  lt_lamp_set_text (LT_LAMP (self->child[TAP]), lt_tap_word (tap));
  lt_lamp_set_on (LT_LAMP (self->child[SEND_ON]), is_on);
  lt_lamp_set_text (LT_LAMP (self->child[SEND_ON]),
                    is_on ? _ ("on") : _ ("off"));
}

static void
show_barred (LtStripView *self)
{
  static const int parts[] = {PAN, MUTE, READOUT, FADER};
  gboolean         is = self->is_barred && lt_strip_view_is_on_faders (self);
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++) {
    gtk_widget_set_sensitive (self->child[parts[i]], !is);
    gtk_widget_set_opacity (self->child[parts[i]], is ? 0.3 : 1);
  }
}

void
lt_strip_view_set_barred (LtStripView *self, gboolean is)
{
  if (self->is_barred == is)
    return;
  self->is_barred = is;
  show_barred (self);
}

/* On faders: the fader, pan and mute of the strip are the send's. */
static void
show_on_faders (LtStripView *self)
{
  LtControl *fader = LT_CONTROL (self->child[FADER]);
  gboolean   is_on = lt_strip_view_is_on_faders (self);
  LtParam    level = is_on ? LT_PARAM_SEND_LEVEL : LT_PARAM_FADER;
  LtParam    pan   = is_on ? LT_PARAM_SEND_PAN : LT_PARAM_PAN;
  GdkRGBA    tint  = lt_draw_rgb (
    lt_mirror_value (lt_strip_view_get_mirror (self),
                     lt_console_address (self->aux, LT_PARAM_COLOUR, 0)));
  lt_fader_set_tint (LT_FADER (fader), is_on ? &tint : NULL);
  if (lt_control_get_param (fader) != level)
    lt_control_set_param (fader, level);
  lt_control_show (fader, lt_strip_view_get_value (self, level), 0);
  LtControl *panner = LT_CONTROL (self->child[PAN]);
  if (lt_control_get_param (panner) != pan)
    lt_control_set_param (panner, pan);
  lt_control_show (panner, lt_strip_view_get_value (self, pan), 0);
  gtk_widget_set_visible (self->child[PAN],
                          self->strip->kind & lt_param_info[pan].kinds);
  if (self->child[FLIP])
    lt_lamp_set_on (LT_LAMP (self->child[FLIP]),
                    self->on_faders && self->aux == self->strip->id);
  show_barred (self);
  LtLamp *mute = LT_LAMP (self->child[MUTE]);
  lt_lamp_set_text (mute, is_on ? _ ("OFF") : C_ ("mute", "M"));
  lt_lamp_set_on (mute,
                  is_on ? lt_strip_view_get_value (self, LT_PARAM_SEND_ON) < 0.5
                        : lt_strip_view_get_value (self, LT_PARAM_MUTE) > 0.5);
  show_readout (self);
}

/* The control that shows a parameter now. */
static GtkWidget *
shown_by (LtStripView *self, LtParam param)
{
  if (!lt_strip_view_is_on_faders (self))
    return lt_strip_view_get_control (self, param);
  switch (param) {
    case LT_PARAM_FADER:
    case LT_PARAM_PAN:
    case LT_PARAM_MUTE:
      return NULL;
    default:
      return lt_strip_view_get_control (self, param);
  }
}

/* Outlined: something else silences it. On faders its own mute does, too. */
static void
show_mute (LtStripView *self)
{
  g_autofree char *why  = lt_strip_view_implied_mute (self);
  LtLamp          *mute = LT_LAMP (self->child[MUTE]);
  if (!why && lt_strip_view_is_on_faders (self) &&
      lt_strip_view_get_value (self, LT_PARAM_MUTE) > 0.5)
    why = g_strdup (_ ("The strip is muted"));
  lt_lamp_set_implied (mute, why != NULL);
  lt_lamp_set_reason (mute, why);
}

void
lt_strip_view_desk_changed (LtStripView *self)
{
  self->stale |= STALE_MUTE;
}

void
lt_strip_view_routes_changed (LtStripView *self)
{
  self->stale |=
    (self->sends ? STALE_SENDS : 0) | (self->routing ? STALE_TO : 0);
}

/* What else a parameter of the strip changes. */
static unsigned
stales (LtParam param)
{
  switch (lt_param_info[param].first) {
    case LT_PARAM_TO:
      return STALE_TO;
    case LT_PARAM_SEND_LEVEL:
    case LT_PARAM_SEND_ON:
      return STALE_SENDS;
    case LT_PARAM_MUTE:
    case LT_PARAM_DCA:
    case LT_PARAM_MUTE_GROUP:
    case LT_PARAM_SOURCE: /* panic mutes live inputs */
      return STALE_MUTE;
    default:
      return 0;
  }
}

void
lt_strip_view_value (LtStripView *self,
                     LtAddress    address,
                     double       value,
                     uint32_t     gesture)
{
  LtParam    param = (LtParam)address.param;
  GtkWidget *child = shown_by (self, param);
  lt_strip_view_routing_value (self, address, value, gesture);
  lt_miniature_value (LT_MINIATURE (self->child[MINIATURE]), param);
  self->stale |= stales (param);
  if ((lt_param_info[param].flags & LT_PARAM_PER_BUS) &&
      address.bus != self->aux)
    return;
  if (child && LT_IS_CONTROL (child))
    lt_control_show (LT_CONTROL (child), value, gesture);
  if (lt_strip_view_is_on_faders (self) && param == LT_PARAM_SEND_LEVEL) {
    lt_control_show (LT_CONTROL (self->child[FADER]), value, gesture);
    show_readout (self);
  }
  if (lt_strip_view_is_on_faders (self) && param == LT_PARAM_SEND_PAN)
    lt_control_show (LT_CONTROL (self->child[PAN]), value, gesture);
  switch (lt_param_info[param].first) {
    case LT_PARAM_FADER:
      show_readout (self);
      break;
    case LT_PARAM_COLOUR:
    case LT_PARAM_SOURCE:
    case LT_PARAM_GANG:
      lt_strip_view_show_plate (self);
      break;
    case LT_PARAM_NARROW:
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case LT_PARAM_SEND_TAP:
    case LT_PARAM_SEND_ON:
      show_send (self);
      if (lt_strip_view_is_on_faders (self))
        show_on_faders (self);
      break;
    default:
      if (child && LT_IS_LAMP (child))
        lt_lamp_set_on (LT_LAMP (child), value > 0.5);
  }
}

void
lt_strip_view_changed (LtStripView *self)
{
  show_mute (self);
  lt_meter_view_set_channels (LT_METER_VIEW (self->child[METER]),
                              (int)self->strip->n_channels);
  show_names (self);
  lt_strip_view_show_plate (self);
  show_readout (self);
  show_peak (self);
  self->stale |= STALE_TO | STALE_SENDS;
}

void
lt_strip_view_show_all (LtStripView *self)
{
  static const int all[] = {TRIM, POLARITY, PAN, MUTE, SOLO, FADER};
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++) {
    GtkWidget *child = self->child[all[i]];
    if (child && LT_IS_CONTROL (child))
      lt_control_show (LT_CONTROL (child),
                       lt_strip_view_get_value (
                         self, lt_control_get_param (LT_CONTROL (child))),
                       0);
    else if (child)
      lt_lamp_set_on (LT_LAMP (child),
                      lt_strip_view_get_value (
                        self, lt_strip_view_lamp_param (self, all[i])) > 0.5);
  }
  show_send (self);
  show_on_faders (self);
  lt_strip_view_changed (self);
}

void
lt_strip_view_buses_changed (LtStripView *self)
{
  show_names (self);
  show_send (self);
  self->stale |= STALE_TO | STALE_SENDS;
}

/* Controls that come to stand for something else. */
static void
let_go (LtStripView *self)
{
  static const int some[] = {SEND, PAN, FADER};
  for (size_t i = 0; i < G_N_ELEMENTS (some); i++)
    if (self->child[some[i]])
      lt_control_let_go (LT_CONTROL (self->child[some[i]]));
}

void
lt_strip_view_set_aux (LtStripView *self, uint32_t aux)
{
  let_go (self);
  self->aux = aux;
  lt_strip_view_buses_changed (self);
  show_on_faders (self);
}

void
lt_strip_view_set_on_faders (LtStripView *self, gboolean is)
{
  if (self->on_faders != is)
    let_go (self);
  self->on_faders = is;
  show_names (self);
  show_on_faders (self);
  show_mute (self);
}

static void
refresh (LtStripView *self)
{
  unsigned stale = self->stale;
  self->stale    = 0;
  if (stale & STALE_TO)
    lt_strip_view_show_to (self);
  if (stale & STALE_MUTE)
    show_mute (self);
  if (stale & STALE_SENDS)
    lt_strip_view_show_sends (self);
}

void
lt_strip_view_feed (LtStripView   *self,
                    const LtMeter *meter,
                    double         seconds,
                    gboolean       may_draw)
{
  refresh (self);
  lt_miniature_feed (LT_MINIATURE (self->child[MINIATURE]), meter);
  if (lt_meter_view_feed (
        LT_METER_VIEW (self->child[METER]), meter, seconds, may_draw))
    show_peak (self);
  if (meter && (meter->flags & LT_METER_BAD) && !self->is_bad) {
    self->is_bad = TRUE;
    lt_strip_view_show_plate (self);
  }
}

LtMeterView *
lt_strip_view_get_meter (LtStripView *self)
{
  return LT_METER_VIEW (self->child[METER]);
}

LtMiniature *
lt_strip_view_get_miniature (LtStripView *self)
{
  return LT_MINIATURE (self->child[MINIATURE]);
}

void
lt_strip_view_tell_meter (LtStripView *self)
{
  lt_meter_view_tell (LT_METER_VIEW (self->child[METER]));
}

void
lt_strip_view_clear_peak (LtStripView *self)
{
  self->is_bad = FALSE;
  lt_meter_view_clear (LT_METER_VIEW (self->child[METER]));
  show_peak (self);
  lt_strip_view_show_plate (self);
}
