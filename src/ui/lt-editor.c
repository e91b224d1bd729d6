// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-editor.h"

typedef struct {
  LtEditorApply apply;
  gpointer      data;
  GtkWidget    *popover, *error;
} Editor;

static gboolean
drop_idle (gpointer data)
{
  GtkWidget *popover = data;
  if (gtk_widget_get_parent (popover))
    gtk_widget_unparent (popover);
  g_object_unref (popover);
  return G_SOURCE_REMOVE;
}

static void
on_closed (GtkPopover *popover, gpointer data)
{
  g_idle_add (drop_idle, g_object_ref (popover));
}

void
lt_popover_open (GtkWidget *popover, GtkWidget *parent, GtkWidget *over)
{
  graphene_rect_t bounds;
  gtk_widget_set_parent (popover, parent);
  if (over != parent && gtk_widget_compute_bounds (over, parent, &bounds))
    gtk_popover_set_pointing_to (
      GTK_POPOVER (popover),
      &(GdkRectangle){(int)bounds.origin.x,
                      (int)bounds.origin.y,
                      MAX (1, (int)bounds.size.width),
                      MAX (1, (int)bounds.size.height)});
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
lt_popover_present_all (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_last_child (parent);
       child && GTK_IS_POPOVER (child);
       child = gtk_widget_get_prev_sibling (child))
    gtk_popover_present (GTK_POPOVER (child));
}

void
lt_popover_drop_all (GtkWidget *parent)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_last_child (parent)) && GTK_IS_POPOVER (child))
    gtk_widget_unparent (child);
}

static void
on_activate (GtkEntry *entry, Editor *editor)
{
  LtError error = {0};
  if (editor->apply (
        editor->data, gtk_editable_get_text (GTK_EDITABLE (entry)), &error)) {
    gtk_popover_popdown (GTK_POPOVER (editor->popover));
    return;
  }
  gtk_label_set_text (GTK_LABEL (editor->error), error.text);
  gtk_widget_set_visible (editor->error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error.text,
                                  -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

GtkWidget *
lt_editor_open (GtkWidget    *parent,
                GtkWidget    *over,
                const char   *label,
                const char   *text,
                gboolean      is_started,
                LtEditorApply apply,
                gpointer      data)
{
  Editor    *editor = g_new0 (Editor, 1);
  GtkWidget *box    = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *title  = gtk_label_new (label);
  GtkWidget *entry  = gtk_entry_new ();
  editor->popover   = gtk_popover_new ();
  editor->error     = gtk_label_new (NULL);
  editor->apply     = apply;
  editor->data      = data;
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (editor->error, "error");
  gtk_widget_add_css_class (editor->popover, "lt-editor");
  gtk_label_set_wrap (GTK_LABEL (editor->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (editor->error), 28);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (editor->error), 0);
  gtk_widget_set_visible (editor->error, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), editor->error);
  gtk_popover_set_child (GTK_POPOVER (editor->popover), box);
  g_signal_connect (entry, "activate", G_CALLBACK (on_activate), editor);
  g_object_set_data_full (
    G_OBJECT (editor->popover), "lt-editor", editor, g_free);
  g_object_set_data (G_OBJECT (editor->popover), "lt-entry", entry);
  lt_popover_open (editor->popover, parent, over);
  gtk_widget_grab_focus (entry);
  if (is_started)
    gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  return editor->popover;
}
