// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-why.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"

enum { WIDTH_CHARS = 48 };

static GtkWidget *
make_line (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static int
add_reasons (GtkWidget *box, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);
  int n                = 0;
  for (int i = 0; lines[i]; i++) {
    if (!*g_strstrip (lines[i]))
      continue;
    g_autofree char *line = g_strdup_printf ("%d.  %s", ++n, lines[i]);
    gtk_box_append (GTK_BOX (box), make_line (line));
  }
  return n;
}

GtkWidget *
lt_why_open (GtkWidget  *parent,
             GtkWidget  *over,
             const char *name,
             const char *text)
{
  GtkWidget       *popover = gtk_popover_new ();
  GtkWidget       *box     = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget       *lines   = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *title   = g_strdup_printf (_ ("Why can't I hear %s?"), name);
  GtkWidget       *heading = make_line (title);
  gtk_label_set_selectable (GTK_LABEL (heading), FALSE);
  gtk_widget_add_css_class (heading, "lt-section");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), lines);
  if (!add_reasons (lines, text))
    gtk_box_append (
      GTK_BOX (lines),
      make_line (_ ("Nothing on the desk keeps it from being heard.")));
  gtk_widget_add_css_class (popover, "lt-why");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (popover), "lt-lines", lines);
  lt_popover_open (popover, parent, over);
  gtk_widget_grab_focus (gtk_widget_get_first_child (lines));
  gtk_label_select_region (
    GTK_LABEL (gtk_widget_get_first_child (lines)), 0, 0);
  return popover;
}
