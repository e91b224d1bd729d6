// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip's controls ask of the desk.

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-tap.h"

guint
lt_strip_view_alone_flag (GtkWidget *widget)
{
  GdkSeat *seat =
    gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *keyboard = seat ? gdk_seat_get_keyboard (seat) : NULL;
  return keyboard && (gdk_device_get_modifier_state (keyboard) & GDK_ALT_MASK)
           ? LT_SET_ALONE
           : 0;
}

guint
lt_strip_view_on_ask (LtControl   *control,
                      double       value,
                      guint        gesture,
                      guint        flags,
                      LtStripView *self)
{
  return lt_console_ask (
    self->console,
    lt_strip_view_get_address (self, lt_control_get_param (control)),
    value,
    gesture,
    flags | lt_strip_view_alone_flag (GTK_WIDGET (control)));
}

static void
solo_alone (LtStripView *self)
{
  LtMirror *mirror  = lt_strip_view_get_mirror (self);
  uint32_t  gesture = 0;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    uint32_t  id      = lt_mirror_strip_at (mirror, i)->id;
    LtAddress address = lt_console_address (id, LT_PARAM_SOLO, 0);
    if (id != self->strip->id && lt_mirror_value (mirror, address) > 0.5)
      gesture = lt_console_ask (
        self->console, address, 0, gesture, gesture ? 0 : LT_TOUCH_BEGIN);
  }
  lt_console_ask (self->console,
                  lt_strip_view_get_address (self, LT_PARAM_SOLO),
                  1,
                  gesture,
                  LT_TOUCH_END | (gesture ? 0 : LT_TOUCH_BEGIN));
}

LtParam
lt_strip_view_lamp_param (LtStripView *self, int which)
{
  if (which == MUTE && lt_strip_view_is_on_faders (self))
    return LT_PARAM_SEND_ON;
  switch (which) {
    case POLARITY:
      return LT_PARAM_POLARITY;
    case TAP:
      return LT_PARAM_SEND_TAP;
    case SEND_ON:
      return LT_PARAM_SEND_ON;
    case SOLO:
      return LT_PARAM_SOLO;
    default:
      return LT_PARAM_MUTE;
  }
}

int
lt_strip_view_find_child (LtStripView *self, gpointer widget)
{
  for (int i = 0; i < N_CHILDREN; i++)
    if (self->child[i] == widget)
      return i;
  return -1;
}

void
lt_strip_view_on_lamp (LtLamp *lamp, LtStripView *self)
{
  int     which = lt_strip_view_find_child (self, lamp);
  LtParam param = lt_strip_view_lamp_param (self, which);
  if (which == SOLO && (lt_lamp_modifiers (lamp) & GDK_CONTROL_MASK))
    solo_alone (self);
  else if (param == LT_PARAM_SEND_TAP) // round: four pick-offs
    lt_console_ask (self->console,
                    lt_strip_view_get_address (self, param),
                    ((int)lt_strip_view_get_value (self, param) + 1) %
                      LT_N_TAPS,
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
  else
    lt_console_switch (self->console,
                       lt_strip_view_get_address (self, param),
                       lt_strip_view_get_value (self, param) < 0.5);
}

void
lt_strip_view_toggle (LtStripView *self, LtParam param)
{
  if (param == LT_PARAM_MUTE)
    param = lt_strip_view_lamp_param (self, MUTE);
  if (param == LT_PARAM_SEND_ON &&
      !gtk_widget_get_sensitive (self->child[MUTE]))
    return;
  if (self->strip->kind & lt_param_info[param].kinds)
    lt_console_switch (self->console,
                       lt_strip_view_get_address (self, param),
                       lt_strip_view_get_value (self, param) < 0.5);
}

void
lt_strip_view_ask_clear_peak (LtStripView *self)
{
  lt_mirror_clear_flags (lt_strip_view_get_mirror (self), self->strip->id);
  lt_strip_view_clear_peak (self);
}

// --- typing ---

static gboolean
apply_value (gpointer data, const char *text, LtError *error)
{
  LtStripView *self = data;
  double       value;
  if (lt_param_parse (self->edited, text, &value, error) != LT_OK)
    return FALSE;
  lt_console_ask (self->console,
                  lt_strip_view_get_address (self, self->edited),
                  value,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
  return TRUE;
}

static void
edit_value (LtStripView *self,
            LtParam      param,
            GtkWidget   *over,
            const char  *first)
{
  char text[48];
  self->edited = param;
  lt_param_format (
    param, lt_strip_view_get_value (self, param), text, sizeof text);
  g_autofree char *label = g_strdup_printf (
    "%s, %s", self->strip->name, _ (lt_param_info[param].name));
  lt_editor_open (GTK_WIDGET (self),
                  over,
                  label,
                  first ? first : text,
                  first != NULL,
                  apply_value,
                  self);
}

void
lt_strip_view_on_edit (LtControl *control, const char *first, LtStripView *self)
{
  edit_value (
    self, lt_control_get_param (control), GTK_WIDGET (control), first);
}

void
lt_strip_view_on_readout (LtLamp *lamp, LtStripView *self)
{
  edit_value (self,
              lt_control_get_param (LT_CONTROL (self->child[FADER])),
              GTK_WIDGET (lamp),
              NULL);
}

static gboolean
apply_name (gpointer data, const char *text, LtError *error)
{
  LtStripView     *self = data;
  g_autofree char *name = g_strstrip (g_strdup (text));
  if (!*name || strlen (name) >= LT_MAX_NAME) {
    lt_fail (error,
             LT_RANGE,
             *name ? _ ("A name may have %d bytes; take a shorter one.")
                   : _ ("A strip needs a name; type one."),
             LT_MAX_NAME - 1);
    return FALSE;
  }
  lt_mirror_set_text (lt_strip_view_get_mirror (self),
                      lt_strip_view_get_address (self, LT_PARAM_NAME),
                      name);
  return TRUE;
}

void
lt_strip_view_rename (LtStripView *self)
{
  lt_editor_open (GTK_WIDGET (self),
                  self->child[PLATE],
                  _ ("Name"),
                  self->strip->name,
                  FALSE,
                  apply_name,
                  self);
}
