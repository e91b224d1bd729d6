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

// --- routing ---

static void
on_to_toggled (GtkCheckButton *button, LtStripView *self)
{
  uint32_t bus =
    GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "bus"));
  LtAddress address = lt_console_address (self->strip->id, LT_PARAM_TO, bus);
  gboolean  is_on   = gtk_check_button_get_active (button);
  if (is_on !=
      (lt_mirror_value (lt_strip_view_get_mirror (self), address) > 0.5))
    lt_console_switch (self->console, address, is_on);
}

static void
fill_to_popover (LtStripView *self, GtkWidget *box)
{
  LtMirror *mirror = lt_strip_view_get_mirror (self);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if (!(bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) ||
        bus->id == self->strip->id)
      continue;
    GtkWidget *button = gtk_check_button_new_with_label (bus->name);
    LtAddress  address =
      lt_console_address (self->strip->id, LT_PARAM_TO, bus->id);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                                 lt_mirror_value (mirror, address) > 0.5);
    g_object_set_data (G_OBJECT (button), "bus", GUINT_TO_POINTER (bus->id));
    g_signal_connect (button, "toggled", G_CALLBACK (on_to_toggled), self);
    gtk_box_append (GTK_BOX (box), button);
  }
}

static void
on_to_closed (GtkPopover *popover, LtStripView *self)
{
  self->to_popover = NULL;
}

void
lt_strip_view_open_to (LtLamp *lamp, LtStripView *self)
{
  GtkWidget       *box   = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *text  = g_strdup_printf (_ ("%s feeds"), self->strip->name);
  GtkWidget       *title = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  self->to_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->to_popover), box);
  fill_to_popover (self, box);
  g_signal_connect (
    self->to_popover, "closed", G_CALLBACK (on_to_closed), self);
  lt_popover_open (self->to_popover, GTK_WIDGET (self), GTK_WIDGET (lamp));
}

/* The ticks follow the desk also while they are shown. */
static void
update_to_popover (LtStripView *self)
{
  if (!self->to_popover)
    return;
  GtkWidget *box = gtk_popover_get_child (GTK_POPOVER (self->to_popover));
  for (GtkWidget *w = gtk_widget_get_first_child (box); w;
       w            = gtk_widget_get_next_sibling (w)) {
    uint32_t bus = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (w), "bus"));
    if (bus)
      gtk_check_button_set_active (
        GTK_CHECK_BUTTON (w),
        lt_mirror_value (
          lt_strip_view_get_mirror (self),
          lt_console_address (self->strip->id, LT_PARAM_TO, bus)) > 0.5);
  }
}

void
lt_strip_view_show_to (LtStripView *self)
{
  LtMirror   *mirror = lt_strip_view_get_mirror (self);
  const char *first  = NULL;
  int         n      = 0;
  if (!self->child[TO])
    return;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    LtAddress      address =
      lt_console_address (self->strip->id, LT_PARAM_TO, bus->id);
    if ((bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) &&
        lt_mirror_value (mirror, address) > 0.5 && n++ == 0)
      first = bus->name;
  }
  g_autofree char *text =
    n == 0   ? g_strdup (_ ("no bus"))
    : n == 1 ? g_strdup_printf ("\342\206\222 %s", first)
             : g_strdup_printf ("\342\206\222 %s +%d", first, n - 1);
  g_autofree char *name = g_strdup_printf (_ ("%s feeds"), self->strip->name);
  lt_lamp_set_text (LT_LAMP (self->child[TO]), text);
  lt_lamp_set_name (LT_LAMP (self->child[TO]), name, n ? text + 4 : text);
  update_to_popover (self);
}

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
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
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
