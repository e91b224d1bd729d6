// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-lamp.h"

#include "ui/lt-draw.h"

struct _LtLamp {
  GtkButton  parent_instance;
  LtLampLook look;
  char      *string;
  double     width; ///< em
  gboolean   is_on, is_implied;
  LtText     text;
};

G_DEFINE_FINAL_TYPE (LtLamp, lt_lamp, GTK_TYPE_BUTTON)

static gboolean
is_flat (LtLamp *self)
{
  return self->look >= LT_LAMP_VALUE;
}

/* One of several of which one is lit. */
static gboolean
is_choice (LtLampLook look)
{
  return look == LT_LAMP_CHOICE || look == LT_LAMP_PRE || look == LT_LAMP_POST;
}

static double
text_scale (LtLampLook look)
{
  return look == LT_LAMP_SMALL || look == LT_LAMP_PEAK || look == LT_LAMP_PRE ||
             look == LT_LAMP_POST
           ? 0.85
         : look == LT_LAMP_VALUE || look == LT_LAMP_TEXT ||
             look == LT_LAMP_CHOICE
           ? 0.9
           : 1;
}

static gboolean
is_bold (LtLampLook look)
{
  return look != LT_LAMP_SMALL && look != LT_LAMP_PEAK && look != LT_LAMP_TEXT;
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  LtLamp *self = LT_LAMP (widget);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lt_draw_px (widget, is_flat (self) ? 1.6 : 2);
  else
    *minimum = *natural = lt_draw_px (widget, self->width);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtLamp          *self   = LT_LAMP (widget);
  const LtPalette *colour = lt_palette ();
  int              width  = gtk_widget_get_width (widget);
  int              height = gtk_widget_get_height (widget);
  gboolean         is_hover =
    (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0;
  const GdkRGBA *fill = is_hover ? &colour->line : &colour->raised;
  const GdkRGBA *ink  = &colour->dim;
  const GdkRGBA *lit =
    self->look == LT_LAMP_SOLO   ? &colour->solo
    : self->look == LT_LAMP_PRE  ? &colour->pre
    : self->look == LT_LAMP_POST ? &colour->post
    : self->look == LT_LAMP_SWITCH || self->look == LT_LAMP_CHOICE
      ? &colour->accent
      : &colour->mute;
  gboolean is_value = self->look == LT_LAMP_VALUE;
  if (self->look == LT_LAMP_SMALL) {
    lt_draw_soft (snapshot, 0, 0, width, height, fill);
    if (self->is_on)
      lt_draw_rect (snapshot, 1, height - 2, width - 2, 2, &colour->accent);
    ink = self->is_on ? &colour->text : &colour->dim;
  } else if (is_flat (self) && !self->is_on) {
    if (is_hover)
      lt_draw_soft (snapshot, 0, 0, width, height, &colour->raised);
    ink = is_value ? &colour->text : &colour->dim;
  } else {
    if (self->is_on) {
      fill = lit;
      ink  = self->look == LT_LAMP_MUTE || self->look == LT_LAMP_PEAK
               ? &colour->on_mute
               : &colour->on_solo;
    }
    lt_draw_soft (snapshot, 0, 0, width, height, fill);
    if (self->is_implied && !self->is_on) {
      lt_draw_frame (snapshot, 0, 0, width, height, 2, lit);
      ink = lit;
    }
  }
  lt_text_set (&self->text,
               widget,
               self->string,
               text_scale (self->look),
               is_bold (self->look));
  lt_text_draw (&self->text,
                snapshot,
                is_flat (self) ? 2 : 1,
                0,
                width - (is_flat (self) ? 4 : 2),
                height,
                self->look == LT_LAMP_PEAK ? LT_ALIGN_RIGHT
                : is_flat (self)           ? LT_ALIGN_LEFT
                                           : LT_ALIGN_CENTRE,
                ink);
  if (gtk_widget_has_focus (widget))
    lt_draw_frame (snapshot,
                   0,
                   0,
                   width,
                   height,
                   1,
                   self->is_on ? &colour->text : &colour->accent);
}

static void
state_flags_changed (GtkWidget *widget, GtkStateFlags flags)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (lt_lamp_parent_class)->state_flags_changed (widget, flags);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_lamp_parent_class)->css_changed (widget, change);
  lt_text_reset (&LT_LAMP (widget)->text);
}

static void
finalize (GObject *object)
{
  lt_text_clear (&LT_LAMP (object)->text);
  g_free (LT_LAMP (object)->string);
  G_OBJECT_CLASS (lt_lamp_parent_class)->finalize (object);
}

static void
lt_lamp_class_init (LtLampClass *klass)
{
  GtkWidgetClass *widget_class      = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize  = finalize;
  widget_class->measure             = measure;
  widget_class->snapshot            = snapshot;
  widget_class->state_flags_changed = state_flags_changed;
  widget_class->css_changed         = css_changed;
  gtk_widget_class_set_css_name (widget_class, "ltlamp");
}

static void
lt_lamp_init (LtLamp *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->width = 2;
}

GtkWidget *
lt_lamp_new (LtLampLook look, const char *text)
{
  LtLamp *self =
    g_object_new (LT_TYPE_LAMP,
                  "accessible-role",
                  look >= LT_LAMP_VALUE ? GTK_ACCESSIBLE_ROLE_BUTTON
                  : is_choice (look)    ? GTK_ACCESSIBLE_ROLE_RADIO
                                        : GTK_ACCESSIBLE_ROLE_SWITCH,
                  NULL);
  self->look   = look;
  self->string = g_strdup (text);
  if (look < LT_LAMP_VALUE)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                                 GTK_ACCESSIBLE_STATE_CHECKED,
                                 GTK_ACCESSIBLE_TRISTATE_FALSE,
                                 -1);
  return GTK_WIDGET (self);
}

void
lt_lamp_set_width (LtLamp *self, double em)
{
  g_return_if_fail (LT_IS_LAMP (self));
  self->width = em;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lt_lamp_set_text (LtLamp *self, const char *text)
{
  g_return_if_fail (LT_IS_LAMP (self));
  if (g_strcmp0 (self->string, text) == 0)
    return;
  g_free (self->string);
  self->string = g_strdup (text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_lamp_set_on (LtLamp *self, gboolean is_on)
{
  g_return_if_fail (LT_IS_LAMP (self));
  if (self->is_on == !!is_on)
    return;
  self->is_on = !!is_on;
  if (!is_flat (self))
    gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                                 GTK_ACCESSIBLE_STATE_CHECKED,
                                 is_on ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                       : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                 -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_lamp_get_on (LtLamp *self)
{
  g_return_val_if_fail (LT_IS_LAMP (self), FALSE);
  return self->is_on;
}

void
lt_lamp_set_implied (LtLamp *self, gboolean is_implied)
{
  g_return_if_fail (LT_IS_LAMP (self));
  if (self->is_implied == !!is_implied)
    return;
  self->is_implied = !!is_implied;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lt_lamp_get_implied (LtLamp *self)
{
  g_return_val_if_fail (LT_IS_LAMP (self), FALSE);
  return self->is_implied;
}

const char *
lt_lamp_get_text (LtLamp *self)
{
  g_return_val_if_fail (LT_IS_LAMP (self), NULL);
  return self->string;
}

void
lt_lamp_set_reason (LtLamp *self, const char *reason)
{
  g_return_if_fail (LT_IS_LAMP (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  if (reason)
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
lt_lamp_set_name (LtLamp *self, const char *name, const char *value)
{
  g_autofree char *both =
    value ? g_strdup_printf ("%s, %s", name, value) : g_strdup (name);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
}

GdkModifierType
lt_lamp_modifiers (LtLamp *self)
{
  GdkSeat *seat =
    gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *keyboard = seat ? gdk_seat_get_keyboard (seat) : NULL;
  return keyboard ? gdk_device_get_modifier_state (keyboard) : 0;
}
