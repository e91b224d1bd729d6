// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-channel-tools.h"

#include "base/lt-i18n.h"
#include "core/lt-section.h"
#include "ui/lt-editor.h"

#include <string.h>

typedef struct {
  char    *name;
  gboolean is_own, is_good;
} Preset;

struct _LtChannelTools {
  GtkWidget  parent_instance;
  LtBoard   *board;
  GtkWidget *sides, *same, *presets, *copy, *paste;
  uint32_t   from; ///< Strip that was copied; 0: none

  GtkWidget *popover, *list, *entry, *save, *says;
  GPtrArray *rows; ///< Preset, as in the list
  GString   *text; ///< Of the list, so far
  uint32_t   list_serial, act_serial;
  gboolean   is_saving, may_replace;
};

G_DEFINE_FINAL_TYPE (LtChannelTools, lt_channel_tools, GTK_TYPE_WIDGET)

static LtMirror *
get_mirror (LtChannelTools *self)
{
  LtConsole *console = lt_board_get_console (self->board);
  return console ? lt_console_get_mirror (console) : NULL;
}

static uint32_t
get_strip (LtChannelTools *self)
{
  LtMirror      *mirror = get_mirror (self);
  const uint32_t strip  = lt_board_get_strip (self->board);
  return mirror && lt_mirror_strip (mirror, strip) ? strip : 0;
}

static void
free_preset (gpointer data)
{
  Preset *preset = data;
  g_free (preset->name);
  g_free (preset);
}

// --- the list of presets ---

static void
say (LtChannelTools *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->says), text);
  gtk_widget_set_visible (self->says, *text != '\0');
}

static void
ask_list (LtChannelTools *self, const char *behind)
{
  LtMirror *mirror = get_mirror (self);
  if (!*behind)
    g_string_truncate (self->text, 0);
  self->list_serial = mirror ? lt_mirror_list_presets (mirror, behind) : 0;
}

static void
on_remove (GtkButton *button, LtChannelTools *self)
{
  GtkWidget *row =
    gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  lt_channel_tools_remove_preset (
    self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
make_row (LtChannelTools *self,
          const Preset   *preset,
          const char     *sections,
          const char     *use)
{
  GtkWidget       *box   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget       *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *name  = gtk_label_new (preset->name);
  GtkWidget       *about = gtk_label_new (use && *use ? use : sections);
  g_autofree char *remove_name =
    g_strdup_printf (_ ("Remove the preset %s"), preset->name);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_label_set_wrap (GTK_LABEL (about), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (about), 44);
  gtk_widget_add_css_class (about, "lt-about");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), about);
  gtk_box_append (GTK_BOX (box), words);
  if (preset->is_own) {
    GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text (button, remove_name);
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_name, -1);
    g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
    gtk_box_append (GTK_BOX (box), button);
  }
  return box;
}

/* A line of the list: "name TAB sections TAB own|shipped TAB use". */
static void
add_row (LtChannelTools *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, "\t", 4);
  if (g_strv_length (words) < 3)
    return;
  Preset *preset   = g_new0 (Preset, 1);
  preset->name     = g_strdup (words[0]);
  preset->is_good  = *words[1] != '\0';
  preset->is_own   = g_str_equal (words[2], "own");
  GtkWidget *child = make_row (self, preset, words[1], words[3]);
  g_ptr_array_add (self->rows, preset);
  gtk_list_box_append (GTK_LIST_BOX (self->list), child);
  gtk_widget_set_sensitive (gtk_widget_get_parent (child),
                            preset->is_good || preset->is_own);
}

static void
fill_list (LtChannelTools *self)
{
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_set_size (self->rows, 0);
  g_auto (GStrv) lines = g_strsplit (self->text->str, "\n", -1);
  for (int i = 0; lines[i]; i++)
    add_row (self, lines[i]);
}

static void
take_list (LtChannelTools *self, int64_t n_left, const char *text)
{
  if (text && *text) {
    if (self->text->len)
      g_string_append_c (self->text, '\n');
    g_string_append (self->text, text);
  }
  if (n_left <= 0 || !text || !*text) {
    fill_list (self);
    return;
  }
  const char      *last   = strrchr (self->text->str, '\n');
  const char      *line   = last ? last + 1 : self->text->str;
  g_autofree char *behind = g_strndup (line, strcspn (line, "\t"));
  ask_list (self, behind);
}

static void
set_saving (LtChannelTools *self, gboolean may_replace)
{
  self->may_replace = may_replace;
  if (self->popover)
    gtk_button_set_label (GTK_BUTTON (self->save),
                          may_replace ? _ ("Replace it") : _ ("Save"));
}

gboolean
lt_channel_tools_reply (LtChannelTools *self,
                        uint32_t        serial,
                        LtStatus        status,
                        int64_t         number,
                        const char     *text)
{
  g_return_val_if_fail (LT_IS_CHANNEL_TOOLS (self), FALSE);
  const gboolean is_list = serial && serial == self->list_serial;
  const gboolean is_act  = serial && serial == self->act_serial;
  if (!self->popover || !gtk_widget_get_parent (self->popover) ||
      (!is_list && !is_act))
    return FALSE;
  if (is_list && status == LT_OK) {
    take_list (self, number, text);
  } else if (status == LT_OK) {
    say (self, "");
    set_saving (self, FALSE);
    if (self->is_saving)
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    ask_list (self, "");
  } else {
    say (self, text && *text ? text : lt_strerror (status));
    set_saving (self, self->is_saving && status == LT_EXISTS);
  }
  return TRUE;
}

int
lt_channel_tools_find_preset (LtChannelTools *self, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((Preset *)g_ptr_array_index (self->rows, i))->name, name))
      return (int)i;
  return -1;
}

void
lt_channel_tools_apply_preset (LtChannelTools *self, int row)
{
  LtMirror      *mirror = get_mirror (self);
  const uint32_t strip  = get_strip (self);
  const Preset  *preset = g_ptr_array_index (self->rows, row);
  if (!mirror || !strip || !preset->is_good)
    return;
  self->is_saving = FALSE;
  lt_mirror_apply_preset (mirror, preset->name, 0, &strip, 1, 0);
}

void
lt_channel_tools_remove_preset (LtChannelTools *self, int row)
{
  LtMirror     *mirror = get_mirror (self);
  const Preset *preset = g_ptr_array_index (self->rows, row);
  self->is_saving      = FALSE;
  if (mirror)
    self->act_serial = lt_mirror_remove_preset (mirror, preset->name);
}

void
lt_channel_tools_save_preset (LtChannelTools *self, const char *name)
{
  LtMirror      *mirror = get_mirror (self);
  const uint32_t strip  = get_strip (self);
  self->is_saving       = TRUE;
  if (mirror && strip && *name)
    self->act_serial =
      lt_mirror_save_preset (mirror, name, NULL, strip, 0, self->may_replace);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, LtChannelTools *self)
{
  lt_channel_tools_apply_preset (self, gtk_list_box_row_get_index (row));
}

static void
on_save (GtkWidget *widget, LtChannelTools *self)
{
  lt_channel_tools_save_preset (
    self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_typed (GtkEditable *entry, LtChannelTools *self)
{
  set_saving (self, FALSE); // another name
  gtk_widget_set_sensitive (self->save, *gtk_editable_get_text (entry) != '\0');
}

static GtkWidget *
make_save (LtChannelTools *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->entry    = gtk_entry_new ();
  self->save     = gtk_button_new_with_label (_ ("Save"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry),
                                  _ ("Save this strip's settings as …"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of a new preset"),
                                  -1);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_save), self);
  g_signal_connect (self->save, "clicked", G_CALLBACK (on_save), self);
  gtk_box_append (GTK_BOX (row), self->entry);
  gtk_box_append (GTK_BOX (row), self->save);
  return row;
}

GtkWidget *
lt_channel_tools_open_presets (LtChannelTools *self)
{
  if (!get_strip (self))
    return NULL;
  // One that was closed may linger in GTK's hands.
  if (self->popover && gtk_widget_get_parent (self->popover))
    return self->popover;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box     = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroll  = gtk_scrolled_window_new ();
  self->list         = gtk_list_box_new ();
  self->says         = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->says), 0);
  gtk_label_set_wrap (GTK_LABEL (self->says), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->says), 44);
  gtk_widget_set_visible (self->says, FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list),
                                   GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Presets"),
                                  -1);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll),
                                              420);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->list);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_box_append (GTK_BOX (box), make_save (self));
  gtk_box_append (GTK_BOX (box), self->says);
  gtk_widget_add_css_class (popover, "lt-presets");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row), self);
  self->may_replace = FALSE;
  g_set_weak_pointer (&self->popover, popover);
  lt_popover_open (popover, GTK_WIDGET (self), self->presets);
  ask_list (self, "");
  return popover;
}

static void
on_presets (GtkButton *button, LtChannelTools *self)
{
  lt_channel_tools_open_presets (self);
}

// --- copy, paste, sides ---

static void
update_paste (LtChannelTools *self)
{
  LtMirror            *mirror = get_mirror (self);
  const LtMirrorStrip *from =
    mirror && self->from ? lt_mirror_strip (mirror, self->from) : NULL;
  const double lock = lt_board_get (self->board, LT_PARAM_LOCK);
  gtk_widget_set_sensitive (self->copy, get_strip (self) != 0);
  gtk_widget_set_sensitive (self->paste,
                            from && get_strip (self) &&
                              get_strip (self) != self->from && lock < 0.5);
  gtk_widget_set_sensitive (self->same, get_strip (self) && lock < 0.5);
  gtk_widget_set_sensitive (self->presets, get_strip (self) != 0);
  g_autofree char *text =
    from ? g_strdup_printf (_ ("Take the settings of %s"), from->name)
         : g_strdup (_ ("Copy a strip's settings first"));
  gtk_widget_set_tooltip_text (self->paste, text);
}

void
lt_channel_tools_copy (LtChannelTools *self)
{
  self->from = get_strip (self);
  update_paste (self);
}

gboolean
lt_channel_tools_paste (LtChannelTools *self, uint32_t sections)
{
  LtMirror      *mirror = get_mirror (self);
  const uint32_t strip  = get_strip (self);
  if (!mirror || !strip || !self->from || self->from == strip ||
      !lt_mirror_strip (mirror, self->from))
    return FALSE;
  return lt_mirror_copy (mirror, self->from, sections, &strip, 1, 0) != 0;
}

static void
do_paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lt_channel_tools_paste (LT_CHANNEL_TOOLS (widget),
                          g_variant_get_uint32 (parameter));
}

static void
on_copy (GtkButton *button, LtChannelTools *self)
{
  lt_channel_tools_copy (self);
}

static void
on_same (GtkButton *button, LtChannelTools *self)
{
  LtMirror      *mirror = get_mirror (self);
  const uint32_t strip  = get_strip (self);
  if (mirror && strip)
    lt_mirror_copy_side (mirror, &strip, 1, 0);
}

/* All, then a block each. */
static GMenuModel *
paste_menu (void)
{
  GMenu *menu   = g_menu_new ();
  GMenu *blocks = g_menu_new ();
  g_menu_append (menu, _ ("Paste all"), "tools.paste(uint32 0)");
  for (int i = 0; i < LT_N_SECTIONS; i++) {
    if (!(lt_sections_processing () & LT_SECTION_BIT (i)))
      continue;
    g_autofree char *text =
      g_strdup_printf (_ ("Paste %s"), _ (lt_section_name ((LtSection)i)));
    g_autofree char *action =
      g_strdup_printf ("tools.paste(uint32 %u)", LT_SECTION_BIT (i));
    g_menu_append (blocks, text, action);
  }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (blocks));
  g_object_unref (blocks);
  return G_MENU_MODEL (menu);
}

void
lt_channel_tools_update (LtChannelTools *self)
{
  g_return_if_fail (LT_IS_CHANNEL_TOOLS (self));
  update_paste (self);
}

// --- making ---

static GtkWidget *
add_button (LtChannelTools *self,
            const char     *text,
            const char     *tooltip,
            GCallback       clicked)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "lt-plain");
  g_signal_connect (button, "clicked", clicked, self);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static void
dispose (GObject *object)
{
  LtChannelTools *self = LT_CHANNEL_TOOLS (object);
  GtkWidget      *child;
  lt_popover_drop_all (GTK_WIDGET (self));
  g_clear_weak_pointer (&self->popover);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_channel_tools_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  LtChannelTools *self = LT_CHANNEL_TOOLS (object);
  g_ptr_array_unref (self->rows);
  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (lt_channel_tools_parent_class)->finalize (object);
}

static void
lt_channel_tools_class_init (LtChannelToolsClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "tools.paste", "u", do_paste);
}

static void
lt_channel_tools_init (LtChannelTools *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->rows = g_ptr_array_new_with_free_func (free_preset);
  self->text = g_string_new (NULL);
}

GtkWidget *
lt_channel_tools_new (LtBoard *board)
{
  static const char *const words[] = {"A", "B"};
  LtChannelTools          *self    = g_object_new (LT_TYPE_CHANNEL_TOOLS, NULL);
  GMenuModel              *model   = paste_menu ();
  self->board                      = board;
  self->sides = lt_board_choice (board, LT_PARAM_SIDE, words);
  gtk_widget_set_parent (self->sides, GTK_WIDGET (self));
  self->same    = add_button (self,
                           _ ("A=B"),
                           _ ("Make the other side what this one is"),
                           G_CALLBACK (on_same));
  self->presets = add_button (self,
                              _ ("Presets …"),
                              _ ("Settings that are kept under a name"),
                              G_CALLBACK (on_presets));
  self->copy    = add_button (self,
                           _ ("Copy"),
                           _ ("Remember this strip's settings"),
                           G_CALLBACK (on_copy));
  self->paste   = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->paste), _ ("Paste"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->paste), model);
  gtk_widget_set_parent (self->paste, GTK_WIDGET (self));
  g_object_unref (model);
  update_paste (self);
  return GTK_WIDGET (self);
}
