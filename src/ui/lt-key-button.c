// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-key-button.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"

struct _LtKeyButton {
  GtkWidget  parent_instance;
  LtBoard   *board;
  LtParam    param;
  GtkWidget *button, *popover, *list;
  gboolean   is_syncing;
};

G_DEFINE_FINAL_TYPE (LtKeyButton, lt_key_button, GTK_TYPE_WIDGET)

static LtMirror *
get_mirror (LtKeyButton *self)
{
  LtConsole *console = lt_board_get_console (self->board);
  return console && lt_board_get_strip (self->board)
           ? lt_console_get_mirror (console)
           : NULL;
}

static LtAddress
address_of (LtKeyButton *self, uint32_t source)
{
  return lt_console_address (
    source, self->param, lt_board_get_strip (self->board));
}

static gboolean
is_key (LtKeyButton *self, uint32_t source)
{
  return lt_mirror_value (get_mirror (self), address_of (self, source)) > 0.5;
}

void
lt_key_button_ask (LtKeyButton *self, uint32_t source, gboolean is_on)
{
  if (get_mirror (self))
    lt_console_switch (
      lt_board_get_console (self->board), address_of (self, source), is_on);
}

// --- the list ---

static void
on_toggled (GtkCheckButton *row, LtKeyButton *self)
{
  const uint32_t source =
    GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "lt-strip"));
  const gboolean is_on = gtk_check_button_get_active (row);
  if (self->is_syncing)
    return;
  /* It shows what the desk answers. */
  self->is_syncing = TRUE;
  gtk_check_button_set_active (row, !is_on);
  self->is_syncing = FALSE;
  lt_key_button_ask (self, source, is_on);
}

static void
fill_list (LtKeyButton *self)
{
  LtMirror  *mirror = get_mirror (self);
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (self->list)))
    gtk_box_remove (GTK_BOX (self->list), row);
  for (uint32_t i = 0; mirror && i < lt_mirror_n_strips (mirror); i++) {
    const LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (strip->id == lt_board_get_strip (self->board))
      continue;
    row = gtk_check_button_new_with_label (strip->name);
    g_object_set_data (
      G_OBJECT (row), "lt-strip", GUINT_TO_POINTER (strip->id));
    g_signal_connect (row, "toggled", G_CALLBACK (on_toggled), self);
    gtk_box_append (GTK_BOX (self->list), row);
  }
}

static void
show_list (LtKeyButton *self)
{
  self->is_syncing = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (row),
                                 is_key (self,
                                         GPOINTER_TO_UINT (g_object_get_data (
                                           G_OBJECT (row), "lt-strip"))));
  self->is_syncing = FALSE;
}

GtkWidget *
lt_key_button_open (LtKeyButton *self)
{
  if (!get_mirror (self))
    return NULL;
  // One that was closed may linger in GTK's hands.
  if (self->popover && gtk_widget_get_parent (self->popover))
    return self->popover;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroll  = gtk_scrolled_window_new ();
  self->list         = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll),
                                              420);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroll);
  gtk_widget_add_css_class (popover, "lt-picker");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Strips that it hears"),
                                  -1);
  g_set_weak_pointer (&self->popover, popover);
  fill_list (self);
  show_list (self);
  lt_popover_open (popover, GTK_WIDGET (self), self->button);
  return popover;
}

static void
on_clicked (GtkButton *button, LtKeyButton *self)
{
  lt_key_button_open (self);
}

// --- the button ---

void
lt_key_button_update (LtKeyButton *self)
{
  g_return_if_fail (LT_IS_KEY_BUTTON (self));
  LtMirror            *mirror = get_mirror (self);
  const LtMirrorStrip *last   = NULL;
  guint                n      = 0;
  for (uint32_t i = 0; mirror && i < lt_mirror_n_strips (mirror); i++) {
    const LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (is_key (self, strip->id)) {
      last = strip;
      n++;
    }
  }
  g_autofree char *text =
    n == 0   ? g_strdup (_ ("own signal"))
    : n == 1 ? g_strdup (last->name)
             : g_strdup_printf (ngettext ("%u strip", "%u strips", n), n);
  g_autofree char *label = g_strdup_printf (_ ("Key: %s"), text);
  const char      *what  = _ (lt_param_info[self->param].name);
  g_autofree char *name  = g_strdup_printf ("%s, %s", what, label);
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (
    self->button, mirror && lt_board_get (self->board, LT_PARAM_LOCK) < 0.5);
  if (self->popover)
    show_list (self);
}

const char *
lt_key_button_get_text (LtKeyButton *self)
{
  return gtk_button_get_label (GTK_BUTTON (self->button));
}

static void
dispose (GObject *object)
{
  LtKeyButton *self = LT_KEY_BUTTON (object);
  lt_popover_drop_all (GTK_WIDGET (self));
  g_clear_weak_pointer (&self->popover);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (lt_key_button_parent_class)->dispose (object);
}

static void
lt_key_button_class_init (LtKeyButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
lt_key_button_init (LtKeyButton *self)
{
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "lt-plain");
  g_signal_connect (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
lt_key_button_new (LtBoard *board, LtParam param)
{
  LtKeyButton *self = g_object_new (LT_TYPE_KEY_BUTTON, NULL);
  self->board       = board;
  self->param       = param;
  gtk_widget_set_tooltip_text (
    self->button,
    _ ("What it listens to: its own signal, or other strips before their "
       "faders"));
  lt_key_button_update (self);
  return GTK_WIDGET (self);
}
