// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-header-lamps.h"

#include "base/lt-i18n.h"

struct _LtHeaderLamps {
  GtkBox     parent_instance;
  GtkWidget *lamp[LT_N_HEADER_LAMPS];
  GtkWidget *lock_text;
  guint      blink_id;
};

enum { BLINK_MS = 500 };

G_DEFINE_FINAL_TYPE (LtHeaderLamps, lt_header_lamps, GTK_TYPE_BOX)

static void
set_class (GtkWidget *widget, const char *name, gboolean is)
{
  if (is)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
tell (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, name);
}

static void
set_on (GtkWidget *button, gboolean is_on)
{
  set_class (button, "on", is_on);
  gtk_accessible_update_state (GTK_ACCESSIBLE (button),
                               GTK_ACCESSIBLE_STATE_PRESSED,
                               is_on ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                     : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

// --- solo ---

static gboolean
on_blink (gpointer data)
{
  GtkWidget *solo = LT_HEADER_LAMPS (data)->lamp[LT_HEADER_LAMP_SOLO];
  set_class (solo, "dark", !gtk_widget_has_css_class (solo, "dark"));
  return G_SOURCE_CONTINUE;
}

/* Still where the person asked for no motion. */
static void
set_blinking (LtHeaderLamps *self, gboolean is_on)
{
  gboolean is_moving = FALSE;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)),
                "gtk-enable-animations",
                &is_moving,
                NULL);
  is_on = is_on && is_moving;
  if (is_on == (self->blink_id != 0))
    return;
  g_clear_handle_id (&self->blink_id, g_source_remove);
  if (is_on)
    self->blink_id = g_timeout_add (BLINK_MS, on_blink, self);
  set_class (self->lamp[LT_HEADER_LAMP_SOLO], "dark", FALSE);
}

static guint
count_solos (LtMirror *mirror)
{
  guint n = 0;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    const uint32_t id = lt_mirror_strip_at (mirror, i)->id;
    n +=
      lt_mirror_value (mirror, lt_console_address (id, LT_PARAM_SOLO, 0)) > 0.5;
  }
  for (int i = 0; i < LT_N_DCAS; i++)
    n += lt_mirror_value (
           mirror, lt_console_address (0, LT_PARAM_DCA_SOLO + i, 0)) > 0.5;
  return n;
}

static void
show_solo (LtHeaderLamps *self, guint n)
{
  GtkWidget       *solo = self->lamp[LT_HEADER_LAMP_SOLO];
  g_autofree char *text =
    n ? g_strdup_printf ("%s %u", _ ("SOLO"), n) : g_strdup (_ ("SOLO"));
  g_autofree char *name =
    n ? g_strdup_printf (
          ngettext ("%u soloed: clear it", "%u soloed: clear them all", n), n)
      : g_strdup (_ ("Nothing is soloed"));
  gtk_button_set_label (GTK_BUTTON (solo), text);
  tell (solo, name);
  set_on (solo, n > 0);
  set_blinking (self, n > 0);
}

// --- all ---

static void
show_lock (LtHeaderLamps *self, double lock)
{
  GtkWidget       *button = self->lamp[LT_HEADER_LAMP_LOCK];
  const char      *text   = lock < 1.5 ? _ ("structure") : _ ("all");
  g_autofree char *name =
    g_strdup (lock < 1.5 ? _ ("Show lock: the structure is locked")
                         : _ ("Show lock: all is locked"));
  gtk_widget_set_visible (button, lock > 0.5);
  gtk_label_set_text (GTK_LABEL (self->lock_text), text);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
    GTK_ACCESSIBLE_PROPERTY_LABEL,
    name,
    -1);
}

void
lt_header_lamps_update (LtHeaderLamps *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_HEADER_LAMPS (self));
  static const LtParam params[LT_N_HEADER_LAMPS] = {
    [LT_HEADER_LAMP_LOCK]       = LT_PARAM_LOCK,
    [LT_HEADER_LAMP_TALK]       = LT_PARAM_TALKBACK_ON,
    [LT_HEADER_LAMP_OSCILLATOR] = LT_PARAM_OSCILLATOR_ON,
    [LT_HEADER_LAMP_PANIC]      = LT_PARAM_PANIC,
  };
  double    value[LT_N_HEADER_LAMPS] = {0};
  LtMirror *mirror = console ? lt_console_get_mirror (console) : NULL;
  for (int i = 0; mirror && i < LT_N_HEADER_LAMPS; i++)
    if (i != LT_HEADER_LAMP_SOLO)
      value[i] = lt_mirror_value (mirror, lt_console_address (0, params[i], 0));
  show_lock (self, value[LT_HEADER_LAMP_LOCK]);
  show_solo (self, mirror ? count_solos (mirror) : 0);
  const gboolean is_talk = value[LT_HEADER_LAMP_TALK] > 0.5;
  const gboolean is_tone = value[LT_HEADER_LAMP_OSCILLATOR] > 0.5;
  const gboolean is_mute = value[LT_HEADER_LAMP_PANIC] > 0.5;
  set_on (self->lamp[LT_HEADER_LAMP_TALK], is_talk);
  set_on (self->lamp[LT_HEADER_LAMP_OSCILLATOR], is_tone);
  set_on (self->lamp[LT_HEADER_LAMP_PANIC], is_mute);
  tell (self->lamp[LT_HEADER_LAMP_TALK],
        is_talk ? _ ("Talkback is open: close it") : _ ("Talkback is closed"));
  tell (self->lamp[LT_HEADER_LAMP_OSCILLATOR],
        is_tone ? _ ("The oscillator sounds: silence it")
                : _ ("The oscillator is off"));
  tell (self->lamp[LT_HEADER_LAMP_PANIC],
        is_mute ? _ ("Panic: all live inputs are muted; press again to take "
                     "it back")
                : _ ("Panic: mute all live inputs (Shift+Escape)"));
}

GtkWidget *
lt_header_lamps_get (LtHeaderLamps *self, LtHeaderLamp lamp)
{
  return self->lamp[lamp];
}

// --- the class ---

static void
dispose (GObject *object)
{
  LtHeaderLamps *self = LT_HEADER_LAMPS (object);
  g_clear_handle_id (&self->blink_id, g_source_remove);
  G_OBJECT_CLASS (lt_header_lamps_parent_class)->dispose (object);
}

static void
lt_header_lamps_class_init (LtHeaderLampsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

GMenuModel *
lt_header_lock_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_menu_append (menu, _ ("Off"), "win.lock::off");
  g_menu_append (
    menu, _ ("Structure: faders, mutes and sends move"), "win.lock::structure");
  g_menu_append (menu, _ ("All: nothing moves"), "win.lock::all");
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_lock (LtHeaderLamps *self)
{
  GtkWidget *button              = gtk_menu_button_new ();
  GtkWidget *box                 = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  g_autoptr (GMenu) menu         = g_menu_new ();
  g_autoptr (GMenuModel) choices = lt_header_lock_menu ();
  g_menu_append_section (menu, _ ("Show lock"), choices);
  self->lock_text = gtk_label_new ("");
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name ("changes-prevent-symbolic"));
  gtk_box_append (GTK_BOX (box), self->lock_text);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button),
                                  G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
make_lamp (const char *text, const char *action, const char *look)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, look);
  return button;
}

static void
lt_header_lamps_init (LtHeaderLamps *self)
{
  GtkWidget **lamp = self->lamp;
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lt-lamps");
  lamp[LT_HEADER_LAMP_LOCK] = make_lock (self);
  lamp[LT_HEADER_LAMP_SOLO] = make_lamp (_ ("SOLO"), "win.solo-clear", "solo");
  lamp[LT_HEADER_LAMP_TALK] =
    make_lamp (_ ("TALK"), "win.talkback-off", "talk");
  lamp[LT_HEADER_LAMP_OSCILLATOR] =
    make_lamp (_ ("OSC"), "win.oscillator-off", "tone");
  lamp[LT_HEADER_LAMP_PANIC] = make_lamp (_ ("PANIC"), "win.panic", "panic");
  for (int i = 0; i < LT_N_HEADER_LAMPS; i++) {
    gtk_widget_set_valign (lamp[i], GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (self), lamp[i]);
  }
  lt_header_lamps_update (self, NULL);
}

GtkWidget *
lt_header_lamps_new (void)
{
  return g_object_new (LT_TYPE_HEADER_LAMPS, NULL);
}
