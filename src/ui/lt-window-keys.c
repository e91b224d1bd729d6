// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-window-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-control.h"
#include "ui/lt-footer.h"

static gboolean
is_typing (LtWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  return focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus) ||
                   gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER));
}

static void
activate (LtWindow *self, const char *name)
{
  if (lt_window_is_held_by_lock (self, name))
    lt_footer_notice (
      LT_FOOTER (self->footer),
      LT_NOTICE_WARNING,
      _ ("The desk is locked: set the show lock to off first."));
  else
    g_action_group_activate_action (G_ACTION_GROUP (self), name, NULL);
}

/* Keys of the monitor section; they work wherever the focus is. */
static gboolean
key_on_monitor (LtWindow *self, guint key, gboolean is_repeat)
{
  switch (gdk_keyval_to_lower (key)) {
    case GDK_KEY_t:
      lt_talkback_press (self->talkback);
      return TRUE;
    case GDK_KEY_d:
      if (!is_repeat)
        activate (self, "dim");
      return TRUE;
    case GDK_KEY_w:
      if (!is_repeat)
        activate (self, "why");
      return TRUE;
    default:
      return FALSE;
  }
}

/* The sends to the selected bus, or to the one whose sends are shown. */
static void
sends_on_faders (LtWindow *self, LtStripView *view)
{
  LtMixer       *mixer = LT_MIXER (self->mixer);
  LtMirrorStrip *strip = view ? lt_strip_view_get_strip (view) : NULL;
  uint32_t       bus   = lt_mixer_get_aux (mixer);
  if (strip && strip->kind & LT_KIND_SEND_BUS)
    bus = strip->id;
  lt_mixer_set_on_faders (mixer,
                          lt_mixer_get_on_faders (mixer) == bus ? 0 : bus);
}

/* All, inputs, buses, the layers that are used, round. */
static void
step_layer (LtWindow *self, int by)
{
  LtMixer *mixer = LT_MIXER (self->mixer);
  LtShown  all[LT_SHOWN_LAYER + LT_N_LAYERS], now = lt_mixer_get_shown (mixer);
  int      n = 0, at = 0;
  for (int kind = LT_SHOWN_ALL; kind < LT_SHOWN_LAYER; kind++)
    all[n++] = (LtShown){(LtShownKind)kind, 0};
  for (int i = 0; i < LT_N_LAYERS; i++)
    if (lt_shown_layer_is_used (lt_window_get_mirror (self), i))
      all[n++] = (LtShown){LT_SHOWN_LAYER, i};
  for (int i = 0; i < n; i++)
    if (all[i].kind == now.kind &&
        (now.kind != LT_SHOWN_LAYER || all[i].number == now.number))
      at = i;
  lt_mixer_show (mixer, all[(at + by + n) % n]);
}

static gboolean
key_on_strip (LtWindow *self, guint key, GtkWidget *focus)
{
  LtStripView *view  = lt_mixer_get_selected (LT_MIXER (self->mixer));
  gboolean     is_in = focus && gtk_widget_is_ancestor (focus, self->mixer);
  switch (key) {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (!is_in && focus)
        return FALSE;
      lt_mixer_step (LT_MIXER (self->mixer),
                     key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1 : 1);
      return TRUE;
    case GDK_KEY_m:
    case GDK_KEY_M:
      if (view)
        lt_strip_view_toggle (view, LT_PARAM_MUTE);
      return TRUE;
    case GDK_KEY_s:
    case GDK_KEY_S:
      if (view)
        lt_strip_view_toggle (view, LT_PARAM_SOLO);
      return TRUE;
    case GDK_KEY_f:
    case GDK_KEY_F:
      sends_on_faders (self, view);
      return TRUE;
    case GDK_KEY_e:
    case GDK_KEY_E:
      if (view)
        lt_strip_view_open_sends (view);
      return TRUE;
    case GDK_KEY_r:
    case GDK_KEY_R:
      if (view)
        lt_strip_view_open_routing (view);
      return TRUE;
    case GDK_KEY_c:
    case GDK_KEY_C:
      activate (self, "channel");
      return TRUE;
    case GDK_KEY_Escape:
      if (focus && LT_IS_CONTROL (focus) &&
          lt_control_is_held (LT_CONTROL (focus)))
        return FALSE; /* it takes its drag back */
      if (lt_mixer_leave (LT_MIXER (self->mixer)))
        return TRUE;
      if (!gtk_widget_get_visible (self->channel))
        return FALSE;
      lt_window_hide_channel (self);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      if (focus && !is_in)
        return FALSE; /* over a knob of the channel view it is no wish to */
      activate (self, "remove");
      return TRUE;
    default:
      return FALSE;
  }
}

gboolean
lt_window_key (LtWindow *self, guint key, GdkModifierType state)
{
  GtkWidget     *focus     = gtk_window_get_focus (GTK_WINDOW (self));
  const gboolean is_repeat = self->down_key == key;
  const gboolean is_shift  = (state & GDK_SHIFT_MASK) != 0;
  self->down_key           = key;
  state &= GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;
  if (!self->console)
    return FALSE;
  if (key == GDK_KEY_Escape && is_shift && !state) {
    if (!is_repeat) /* wherever one types */
      activate (self, "panic");
    return TRUE;
  }
  if (is_typing (self))
    return FALSE;
  if (state == GDK_ALT_MASK && (key == GDK_KEY_Left || key == GDK_KEY_Right)) {
    lt_mixer_move_selected (LT_MIXER (self->mixer),
                            key == GDK_KEY_Left ? -1 : 1);
    return TRUE;
  }
  if (state == GDK_CONTROL_MASK && (key == GDK_KEY_c || key == GDK_KEY_v)) {
    LtChannelTools *tools =
      lt_channel_panel_get_tools (LT_CHANNEL_PANEL (self->channel));
    if (key == GDK_KEY_c)
      lt_channel_tools_copy (tools);
    else if (!lt_channel_tools_paste (tools, 0))
      lt_footer_notice (LT_FOOTER (self->footer),
                        LT_NOTICE_INFO,
                        _ ("Copy another strip's settings first (Ctrl+C)."));
    return TRUE;
  }
  if (state == GDK_CONTROL_MASK &&
      (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)) {
    step_layer (self, key == GDK_KEY_Page_Up ? -1 : 1);
    return TRUE;
  }
  if (state)
    return FALSE;
  if (key_on_monitor (self, key, is_repeat))
    return TRUE;
  switch (key) {
    case GDK_KEY_space:
      activate (self, "play");
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      /* On a button it presses it. */
      if (focus && !GTK_IS_RANGE (focus))
        return FALSE;
      activate (self, "start");
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      if (focus && GTK_IS_RANGE (focus))
        return FALSE;
      activate (self, "start");
      return TRUE;
    default:
      return key_on_strip (self, key, focus);
  }
}

gboolean
lt_window_on_key (GtkEventControllerKey *keys,
                  guint                  key,
                  guint                  code,
                  GdkModifierType        state,
                  LtWindow              *self)
{
  return lt_window_key (self, key, state);
}

void
lt_window_key_up (LtWindow *self, guint key)
{
  if (gdk_keyval_to_lower (key) == GDK_KEY_t)
    lt_talkback_release (self->talkback);
  self->down_key = 0;
}

void
lt_window_on_key_up (GtkEventControllerKey *keys,
                     guint                  key,
                     guint                  code,
                     GdkModifierType        state,
                     LtWindow              *self)
{
  lt_window_key_up (self, key);
}

void
lt_window_let_go (LtWindow *self)
{
  lt_talkback_release (self->talkback);
  self->down_key = 0;
}
