// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-fader.h"
#include "ui/lt-knob.h"

enum { SELECT, DRAG, REMOVE, MOVE, FLIPPED, OPEN_CHANNEL, N_SIGNALS };

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
    lt_strip_view_open_routing (self);
  else if (g_str_equal (action, "strip.sends"))
    lt_strip_view_open_sends (self);
  else if (g_str_equal (action, "strip.switch"))
    lt_strip_view_toggle (self, (LtParam)g_variant_get_uint32 (parameter));
  else if (g_str_equal (action, "strip.colour"))
    lt_console_ask (self->console,
                    lt_strip_view_get_address (self, LT_PARAM_COLOUR),
                    g_variant_get_uint32 (parameter),
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
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
    widget_class, "strip.sends", NULL, do_action);
  gtk_widget_class_install_action (
    widget_class, "strip.switch", "u", do_action);
  lt_strip_view_install_groups (widget_class);
  signals[SELECT]       = make_signal ("select", 0, 0, 0);
  signals[REMOVE]       = make_signal ("remove", 0, 0, 0);
  signals[MOVE]         = make_signal ("move", 1, G_TYPE_INT, 0);
  signals[FLIPPED]      = make_signal ("flip", 0, 0, 0);
  signals[DRAG]         = make_signal ("drag", 2, G_TYPE_INT, G_TYPE_DOUBLE);
  signals[OPEN_CHANNEL] = make_signal ("open-channel", 0, 0, 0);
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
on_flip (LtLamp *lamp, LtStripView *self)
{
  g_signal_emit (self, signals[FLIPPED], 0);
}

static void
on_sends (LtLamp *lamp, LtStripView *self)
{
  lt_strip_view_open_sends (self);
}

static void
on_to (LtLamp *lamp, LtStripView *self)
{
  lt_strip_view_open_routing (self);
}

static void
on_miniature (GtkButton *button, LtStripView *self)
{
  g_signal_emit (self, signals[OPEN_CHANNEL], 0);
}

static void
add_miniature (LtStripView *self)
{
  self->child[MINIATURE] = lt_miniature_new (self->console, self->strip->id);
  gtk_widget_set_parent (self->child[MINIATURE], GTK_WIDGET (self));
  g_signal_connect (
    self->child[MINIATURE], "clicked", G_CALLBACK (on_miniature), self);
}

/* All but the master: what comes before its fader. */
static void
add_upper_part (LtStripView *self)
{
  GtkWidget *trim = lt_knob_new (LT_PARAM_TRIM, LT_KNOB_DIAL);
  lt_knob_set_caption (LT_KNOB (trim), _ ("trim"));
  if (self->strip->kind & LT_KIND_SEND_BUS)
    add_lamp (self, FLIP, LT_LAMP_SWITCH, _ ("Sends"), G_CALLBACK (on_flip));
  add_control (self, TRIM, trim);
  add_lamp (self,
            POLARITY,
            LT_LAMP_SWITCH,
            "\303\230",
            G_CALLBACK (lt_strip_view_on_lamp));
  add_miniature (self);
  add_control (self, SEND, lt_knob_new (LT_PARAM_SEND_LEVEL, LT_KNOB_BAR));
  add_lamp (
    self, TAP, LT_LAMP_SMALL, _ ("post"), G_CALLBACK (lt_strip_view_on_lamp));
  add_lamp (
    self, SEND_ON, LT_LAMP_SMALL, _ ("on"), G_CALLBACK (lt_strip_view_on_lamp));
}

GtkWidget *
lt_strip_view_new (LtConsole *console, LtMirrorStrip *strip)
{
  LtStripView *self = g_object_new (LT_TYPE_STRIP_VIEW, NULL);
  self->console     = console;
  self->strip       = strip;
  self->is_master   = strip->kind == LT_KIND_MASTER;
  if (!self->is_master)
    add_upper_part (self);
  else
    add_miniature (self);
  add_lamp (self, SENDS, LT_LAMP_TEXT, "", G_CALLBACK (on_sends));
  add_lamp (self, TO, LT_LAMP_TEXT, "", G_CALLBACK (on_to));
  add_control (self, PAN, lt_knob_new (LT_PARAM_PAN, LT_KNOB_PAN));
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
  lt_strip_view_show_all (self);
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
  lt_strip_view_show_plate (self);
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
  if (!child || !gtk_widget_get_visible (child) ||
      !gtk_widget_get_sensitive (child))
    child = self->child[FADER];
  if (!gtk_widget_get_sensitive (child))
    child = self->child[PLATE];
  return gtk_widget_grab_focus (child);
}
