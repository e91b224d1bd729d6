// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-fader.h"
#include "ui/lt-knob.h"

#include <math.h>
#include <stdio.h>

enum { SELECT, DRAG, REMOVE, MOVE, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtStripView, lt_strip_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

LtMirror *
lt_strip_view_get_mirror (LtStripView *self)
{
  return lt_console_get_mirror (self->console);
}

LtAddress
lt_strip_view_get_address (LtStripView *self, LtParam param)
{
  gboolean per_bus = lt_param_info[param].flags & LT_PARAM_PER_BUS;
  return lt_console_address (self->strip->id, param, per_bus ? self->aux : 0);
}

double
lt_strip_view_get_value (LtStripView *self, LtParam param)
{
  return lt_mirror_value (lt_strip_view_get_mirror (self),
                          lt_strip_view_get_address (self, param));
}

gboolean
lt_strip_view_is_on_faders (LtStripView *self)
{
  return self->on_faders && self->aux && self->aux != self->strip->id;
}

/* Whether the strip has a send to the aux that is shown. */
static gboolean
has_send (LtStripView *self)
{
  return self->aux && self->aux != self->strip->id &&
         (self->strip->kind & lt_param_info[LT_PARAM_SEND_LEVEL].kinds);
}

// --- actions ---

static void
do_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtStripView *self = LT_STRIP_VIEW (widget);
  if (g_str_equal (action, "strip.rename"))
    lt_strip_view_rename (self);
  else if (g_str_equal (action, "strip.remove"))
    g_signal_emit (self, signals[REMOVE], 0);
  else if (g_str_equal (action, "strip.left"))
    g_signal_emit (self, signals[MOVE], 0, -1);
  else if (g_str_equal (action, "strip.right"))
    g_signal_emit (self, signals[MOVE], 0, 1);
  else if (g_str_equal (action, "strip.find-file"))
    lt_strip_view_find_file (self);
  else if (g_str_equal (action, "strip.source"))
    lt_strip_view_toggle (self, LT_PARAM_SOURCE);
  else if (g_str_equal (action, "strip.routing"))
    lt_strip_view_open_to (NULL, self);
  else if (g_str_equal (action, "strip.switch"))
    lt_strip_view_toggle (self, (LtParam)g_variant_get_uint32 (parameter));
  else if (g_str_equal (action, "strip.colour"))
    lt_console_ask (self->console,
                    lt_strip_view_get_address (self, LT_PARAM_COLOUR),
                    g_variant_get_uint32 (parameter),
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
}

// --- showing ---

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
  switch (self->strip->kind) {
    case LT_KIND_GROUP:
      return _ ("group");
    case LT_KIND_AUX:
      return _ ("aux");
    case LT_KIND_CUE:
      return _ ("cue");
    case LT_KIND_MATRIX:
      return _ ("matrix");
    case LT_KIND_MASTER:
      return _ ("main mix");
    default:
      return self->strip->n_channels == 2 ? _ ("stereo") : _ ("mono");
  }
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

static void
show_plate (LtStripView *self)
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
    [TRIM]     = N_ ("%s trim"),
    [POLARITY] = N_ ("%s polarity"),
    [SEND]     = N_ ("%s send to %s"),
    [TAP]      = N_ ("%s send to %s before the fader"),
    [SEND_ON]  = N_ ("%s send to %s on"),
    [PAN]      = N_ ("%s pan"),
    [MUTE]     = N_ ("%s mute"),
    [SOLO]     = N_ ("%s solo"),
    [FADER]    = N_ ("%s fader"),
    [METER]    = N_ ("%s level"),
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
  static const char *const taps[] = {
    N_ ("pre EQ"), N_ ("pre"), N_ ("post"), N_ ("post pan")};
  int      tap     = (int)lt_strip_view_get_value (self, LT_PARAM_SEND_TAP);
  gboolean is_post = tap >= 2;
  gboolean is_on   = lt_strip_view_get_value (self, LT_PARAM_SEND_ON) > 0.5;
  lt_control_show (LT_CONTROL (self->child[SEND]),
                   lt_strip_view_get_value (self, LT_PARAM_SEND_LEVEL),
                   0);
  lt_knob_set_look (LT_KNOB (self->child[SEND]), is_post, is_on);
  lt_lamp_set_on (LT_LAMP (self->child[TAP]), !is_post);
  lt_lamp_set_text (LT_LAMP (self->child[TAP]), _ (taps[CLAMP (tap, 0, 3)]));
  lt_lamp_set_on (LT_LAMP (self->child[SEND_ON]), is_on);
  lt_lamp_set_text (LT_LAMP (self->child[SEND_ON]),
                    is_on ? _ ("on") : _ ("off"));
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
  if (self->child[PAN]) {
    LtControl *control = LT_CONTROL (self->child[PAN]);
    if (lt_control_get_param (control) != pan)
      lt_control_set_param (control, pan);
    lt_control_show (control, lt_strip_view_get_value (self, pan), 0);
  }
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

static void
show_mute (LtStripView *self)
{
  g_autofree char *why  = lt_strip_view_implied_mute (self);
  LtLamp          *mute = LT_LAMP (self->child[MUTE]);
  lt_lamp_set_implied (mute, why && !lt_strip_view_is_on_faders (self));
  gtk_widget_set_tooltip_text (self->child[MUTE], why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mute),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why ? why : "",
                                  -1);
}

void
lt_strip_view_desk_changed (LtStripView *self)
{
  show_mute (self);
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
  if (param == LT_PARAM_TO) {
    lt_strip_view_show_to (self);
    return;
  }
  if ((lt_param_info[param].flags & LT_PARAM_PER_BUS) &&
      address.bus != self->aux)
    return;
  if (child && LT_IS_CONTROL (child))
    lt_control_show (LT_CONTROL (child), value, gesture);
  if (lt_strip_view_is_on_faders (self) && param == LT_PARAM_SEND_LEVEL) {
    lt_control_show (LT_CONTROL (self->child[FADER]), value, gesture);
    show_readout (self);
  }
  if (lt_strip_view_is_on_faders (self) && param == LT_PARAM_SEND_PAN &&
      self->child[PAN])
    lt_control_show (LT_CONTROL (self->child[PAN]), value, gesture);
  switch (lt_param_info[param].first) {
    case LT_PARAM_FADER:
      show_readout (self);
      break;
    case LT_PARAM_COLOUR:
    case LT_PARAM_SOURCE:
    case LT_PARAM_GANG:
      show_plate (self);
      break;
    case LT_PARAM_NARROW:
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case LT_PARAM_DCA:
    case LT_PARAM_MUTE_GROUP:
      show_mute (self);
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
  show_plate (self);
  show_readout (self);
  show_peak (self);
  lt_strip_view_show_to (self);
}

static void
show_all (LtStripView *self)
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
  lt_strip_view_show_to (self);
}

void
lt_strip_view_set_aux (LtStripView *self, uint32_t aux)
{
  self->aux = aux;
  lt_strip_view_buses_changed (self);
  show_on_faders (self);
}

void
lt_strip_view_set_on_faders (LtStripView *self, gboolean is)
{
  self->on_faders = is;
  show_names (self);
  show_on_faders (self);
  show_mute (self);
}

void
lt_strip_view_open_routing (LtStripView *self)
{
  lt_strip_view_open_to (NULL, self);
}

void
lt_strip_view_feed (LtStripView   *self,
                    const LtMeter *meter,
                    double         seconds,
                    gboolean       may_draw)
{
  if (lt_meter_view_feed (
        LT_METER_VIEW (self->child[METER]), meter, seconds, may_draw))
    show_peak (self);
  if (meter && (meter->flags & LT_METER_BAD) && !self->is_bad) {
    self->is_bad = TRUE;
    show_plate (self);
  }
}

LtMeterView *
lt_strip_view_get_meter (LtStripView *self)
{
  return LT_METER_VIEW (self->child[METER]);
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
  show_plate (self);
}

// --- the class ---

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LtStripView *self = LT_STRIP_VIEW (widget);
  GTK_WIDGET_CLASS (lt_strip_view_parent_class)->css_changed (widget, change);
  lt_text_reset (&self->number_text);
  lt_text_reset (&self->source_text);
}

static void
set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GTK_WIDGET_CLASS (lt_strip_view_parent_class)
    ->set_focus_child (widget, child);
  if (child && !GTK_IS_POPOVER (child))
    g_signal_emit (widget, signals[SELECT], 0);
}

static void
dispose (GObject *object)
{
  LtStripView *self = LT_STRIP_VIEW (object);
  lt_popover_drop_all (GTK_WIDGET (self));
  for (int i = 0; i < N_CHILDREN; i++)
    g_clear_pointer (&self->child[i], gtk_widget_unparent);
  G_OBJECT_CLASS (lt_strip_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  LtStripView *self = LT_STRIP_VIEW (object);
  lt_text_clear (&self->number_text);
  lt_text_clear (&self->source_text);
  g_free (self->source);
  G_OBJECT_CLASS (lt_strip_view_parent_class)->finalize (object);
}

static guint
make_signal (const char *name, guint n, GType first, GType second)
{
  return g_signal_new (name,
                       LT_TYPE_STRIP_VIEW,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n,
                       first,
                       second);
}

static void
lt_strip_view_class_init (LtStripViewClass *klass)
{
  static const char *const actions[]    = {"strip.rename",
                                           "strip.find-file",
                                           "strip.source",
                                           "strip.left",
                                           "strip.right",
                                           "strip.remove"};
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose       = dispose;
  G_OBJECT_CLASS (klass)->finalize      = finalize;
  widget_class->measure                 = lt_strip_view_measure;
  widget_class->size_allocate           = lt_strip_view_size_allocate;
  widget_class->snapshot                = lt_strip_view_snapshot;
  widget_class->css_changed             = css_changed;
  widget_class->set_focus_child         = set_focus_child;
  gtk_widget_class_set_css_name (widget_class, "ltstrip");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, do_action);
  gtk_widget_class_install_action (
    widget_class, "strip.colour", "u", do_action);
  gtk_widget_class_install_action (
    widget_class, "strip.routing", NULL, do_action);
  gtk_widget_class_install_action (
    widget_class, "strip.switch", "u", do_action);
  lt_strip_view_install_groups (widget_class);
  signals[SELECT] = make_signal ("select", 0, 0, 0);
  signals[REMOVE] = make_signal ("remove", 0, 0, 0);
  signals[MOVE]   = make_signal ("move", 1, G_TYPE_INT, 0);
  signals[DRAG]   = make_signal ("drag", 2, G_TYPE_INT, G_TYPE_DOUBLE);
}

static void
lt_strip_view_init (LtStripView *self)
{
}

static void
on_plate_drag (LtPlate *plate, int phase, double x, LtStripView *self)
{
  g_signal_emit (self, signals[DRAG], 0, phase, x);
}

static void
on_plate_select (LtPlate *plate, LtStripView *self)
{
  g_signal_emit (self, signals[SELECT], 0);
}

static void
add_lamp (LtStripView *self,
          int          which,
          LtLampLook   look,
          const char  *text,
          GCallback    clicked)
{
  self->child[which] = lt_lamp_new (look, text);
  gtk_widget_set_parent (self->child[which], GTK_WIDGET (self));
  if (clicked == G_CALLBACK (lt_strip_view_ask_clear_peak))
    g_signal_connect_swapped (self->child[which], "clicked", clicked, self);
  else
    g_signal_connect (self->child[which], "clicked", clicked, self);
}

static void
add_control (LtStripView *self, int which, GtkWidget *control)
{
  self->child[which] = control;
  gtk_widget_set_parent (control, GTK_WIDGET (self));
  g_signal_connect (control, "ask", G_CALLBACK (lt_strip_view_on_ask), self);
  g_signal_connect (control, "edit", G_CALLBACK (lt_strip_view_on_edit), self);
}

static void
add_input_part (LtStripView *self)
{
  GtkWidget *trim = lt_knob_new (LT_PARAM_TRIM, LT_KNOB_DIAL);
  lt_knob_set_caption (LT_KNOB (trim), _ ("trim"));
  add_control (self, TRIM, trim);
  add_lamp (self,
            POLARITY,
            LT_LAMP_SWITCH,
            "\303\230",
            G_CALLBACK (lt_strip_view_on_lamp));
  add_control (self, SEND, lt_knob_new (LT_PARAM_SEND_LEVEL, LT_KNOB_BAR));
  add_lamp (
    self, TAP, LT_LAMP_SMALL, _ ("post"), G_CALLBACK (lt_strip_view_on_lamp));
  add_lamp (
    self, SEND_ON, LT_LAMP_SMALL, _ ("on"), G_CALLBACK (lt_strip_view_on_lamp));
  add_lamp (self, TO, LT_LAMP_TEXT, "", G_CALLBACK (lt_strip_view_open_to));
  if (lt_param_info[LT_PARAM_PAN].kinds & self->strip->kind)
    add_control (self, PAN, lt_knob_new (LT_PARAM_PAN, LT_KNOB_PAN));
}

GtkWidget *
lt_strip_view_new (LtConsole *console, LtMirrorStrip *strip)
{
  LtStripView *self = g_object_new (LT_TYPE_STRIP_VIEW, NULL);
  self->console     = console;
  self->strip       = strip;
  self->is_master   = strip->kind == LT_KIND_MASTER;
  if (!self->is_master)
    add_input_part (self);
  add_lamp (self,
            MUTE,
            LT_LAMP_MUTE,
            C_ ("mute", "M"),
            G_CALLBACK (lt_strip_view_on_lamp));
  if (!self->is_master)
    add_lamp (self,
              SOLO,
              LT_LAMP_SOLO,
              C_ ("solo", "S"),
              G_CALLBACK (lt_strip_view_on_lamp));
  add_lamp (
    self, READOUT, LT_LAMP_VALUE, "", G_CALLBACK (lt_strip_view_on_readout));
  add_lamp (
    self, PEAK, LT_LAMP_PEAK, "", G_CALLBACK (lt_strip_view_ask_clear_peak));
  add_control (self, FADER, lt_fader_new (LT_PARAM_FADER));
  if (self->is_master)
    gtk_widget_add_css_class (self->child[PEAK], "lt-big-peak");
  self->child[METER] =
    lt_meter_view_new ((int)strip->n_channels, self->is_master);
  gtk_widget_set_parent (self->child[METER], GTK_WIDGET (self));
  g_signal_connect_swapped (self->child[METER],
                            "clear",
                            G_CALLBACK (lt_strip_view_ask_clear_peak),
                            self);
  self->child[PLATE] = lt_plate_new ();
  gtk_widget_set_parent (self->child[PLATE], GTK_WIDGET (self));
  g_signal_connect (
    self->child[PLATE], "select", G_CALLBACK (on_plate_select), self);
  g_signal_connect_swapped (
    self->child[PLATE], "rename", G_CALLBACK (lt_strip_view_rename), self);
  g_signal_connect (
    self->child[PLATE], "menu", G_CALLBACK (lt_strip_view_open_menu), self);
  if (!self->is_master)
    g_signal_connect (
      self->child[PLATE], "drag", G_CALLBACK (on_plate_drag), self);
  show_all (self);
  return GTK_WIDGET (self);
}

LtMirrorStrip *
lt_strip_view_get_strip (LtStripView *self)
{
  g_return_val_if_fail (LT_IS_STRIP_VIEW (self), NULL);
  return self->strip;
}

void
lt_strip_view_set_number (LtStripView *self, int number)
{
  g_return_if_fail (LT_IS_STRIP_VIEW (self));
  if (self->number == number)
    return;
  self->number = number;
  show_plate (self);
}

void
lt_strip_view_set_selected (LtStripView *self, gboolean is)
{
  g_return_if_fail (LT_IS_STRIP_VIEW (self));
  if (self->is_selected == !!is)
    return;
  self->is_selected = !!is;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
lt_strip_view_get_control (LtStripView *self, LtParam param)
{
  switch (param) {
    case LT_PARAM_TRIM:
      return self->child[TRIM];
    case LT_PARAM_POLARITY:
      return self->child[POLARITY];
    case LT_PARAM_SEND_LEVEL:
      return self->child[SEND];
    case LT_PARAM_SEND_TAP:
      return self->child[TAP];
    case LT_PARAM_SEND_ON:
      return self->child[SEND_ON];
    case LT_PARAM_TO:
      return self->child[TO];
    case LT_PARAM_PAN:
      return self->child[PAN];
    case LT_PARAM_MUTE:
      return self->child[MUTE];
    case LT_PARAM_SOLO:
      return self->child[SOLO];
    case LT_PARAM_FADER:
      return self->child[FADER];
    case LT_PARAM_NAME:
      return self->child[PLATE];
    default:
      return NULL;
  }
}

int
lt_strip_view_get_focus_index (LtStripView *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  return focus ? lt_strip_view_find_child (self, focus) : -1;
}

gboolean
lt_strip_view_focus_index (LtStripView *self, int index)
{
  GtkWidget *child =
    index >= 0 && index < N_CHILDREN ? self->child[index] : NULL;
  if (!child || !gtk_widget_get_visible (child))
    child = self->child[FADER];
  return gtk_widget_grab_focus (child);
}
