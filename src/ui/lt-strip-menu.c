// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"

static const struct {
  const char *name;
  uint32_t    rgb;
} plate_colours[] = {
  {N_ ("Orange"), 0xd98c5f},
  {N_ ("Yellow"), 0xe9c46a},
  {N_ ("Green"), 0x8fc46f},
  {N_ ("Teal"), 0x63c5c0},
  {N_ ("Blue"), 0x7fb2e5},
  {N_ ("Violet"), 0xb98bd0},
  {N_ ("Red"), 0xd9737a},
  {N_ ("Grey"), 0x9aa4af},
};

// --- the strip's menu ---

static void
add_item (GMenu *menu, const char *label, const char *action)
{
  g_menu_append (menu, label, action);
}

static GMenuModel *
make_menu (LtStripView *self)
{
  GMenu *menu   = g_menu_new ();
  GMenu *edit   = g_menu_new ();
  GMenu *colour = g_menu_new ();
  add_item (edit, _ ("Rename …"), "strip.rename");
  for (size_t i = 0; i < G_N_ELEMENTS (plate_colours); i++) {
    g_autoptr (GMenuItem) item =
      g_menu_item_new (_ (plate_colours[i].name), NULL);
    g_menu_item_set_action_and_target (
      item, "strip.colour", "u", plate_colours[i].rgb);
    g_menu_append_item (colour, item);
  }
  g_menu_append_submenu (edit, _ ("Colour"), G_MENU_MODEL (colour));
  add_item (edit, _ ("Sends …"), "strip.sends");
  add_item (edit, _ ("Routing …"), "strip.routing");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  lt_strip_view_add_groups (self, menu);
  if (self->strip->kind == LT_KIND_INPUT) {
    GMenu *source = g_menu_new ();
    add_item (source, _ ("Find file …"), "strip.find-file");
    add_item (source,
              lt_strip_view_get_value (self, LT_PARAM_SOURCE) < 0.5
                ? _ ("Listen to the live input")
                : _ ("Listen to the file"),
              "strip.source");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (source));
    g_object_unref (source);
  }
  if (!self->is_master) {
    GMenu *place = g_menu_new ();
    add_item (place, _ ("Move left"), "strip.left");
    add_item (place, _ ("Move right"), "strip.right");
    add_item (place, _ ("Remove"), "strip.remove");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
    g_object_unref (place);
  }
  g_object_unref (edit);
  g_object_unref (colour);
  return G_MENU_MODEL (menu);
}

void
lt_strip_view_open_menu (LtPlate *plate, LtStripView *self)
{
  g_autoptr (GMenuModel) model = make_menu (self);
  lt_popover_open (gtk_popover_menu_new_from_model (model),
                   GTK_WIDGET (self),
                   GTK_WIDGET (plate));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, LtStripView *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file =
      gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = file ? g_file_get_path (file) : NULL;
    if (path)
      lt_mirror_relink (lt_strip_view_get_mirror (self), self->strip->id, path);
  }
  g_object_unref (dialog);
}

void
lt_strip_view_find_file (LtStripView *self)
{
  g_autofree char *title =
    g_strdup_printf (_ ("Find the file of %s"), self->strip->name);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title,
    GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
    GTK_FILE_CHOOSER_ACTION_OPEN,
    _ ("_Use"),
    _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (
    dialog, "response", G_CALLBACK (on_file_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
