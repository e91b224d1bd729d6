// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-start.h"

#include "base/lt-i18n.h"

#include <string.h>

#define APPLICATION  "longthrow"
#define SESSION_MIME "inode/directory"
enum { MAX_RECENT = 12 };

struct _LtStart {
  GtkWidget  parent_instance;
  GtkWidget *choose, *waiting, *waiting_text, *spinner, *list, *error, *recent;
};

enum { OPEN_PATH, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtStart, lt_start, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

char *
lt_start_demo_folder (void)
{
  const char *given = g_getenv ("LT_DEMO_STEMS");
  char       *folder =
    given ? g_strdup (given) : g_build_filename (PKGDATADIR, "demo", NULL);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return folder;
  g_free (folder);
  return NULL;
}

void
lt_start_remember (const char *path)
{
  g_autofree char *uri  = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *name = g_path_get_basename (path);
  GtkRecentData    data = {.display_name = name,
                           .mime_type    = (char *)SESSION_MIME,
                           .app_name     = (char *)APPLICATION,
                           .app_exec     = (char *)"longthrow %f"};
  if (uri)
    gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  GDateTime *x = gtk_recent_info_get_modified ((GtkRecentInfo *)a);
  GDateTime *y = gtk_recent_info_get_modified ((GtkRecentInfo *)b);
  return g_date_time_compare (y, x);
}

static void
add_row (LtStart *self, const char *path)
{
  GtkWidget       *box    = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *base   = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  if (g_str_has_suffix (base, ".longthrow"))
    base[strlen (base) - strlen (".longthrow")] = 0;
  GtkWidget *name  = gtk_label_new (base);
  GtkWidget *place = gtk_label_new (folder);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_box_append (GTK_LIST_BOX (self->list), box);
  GtkWidget *row = gtk_widget_get_parent (box);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, base, -1);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
}

void
lt_start_update (LtStart *self)
{
  g_return_if_fail (LT_IS_START (self));
  GList *all = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  int    n   = 0;
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  all = g_list_sort (all, compare_age);
  for (GList *l = all; l && n < MAX_RECENT; l = l->next) {
    g_autofree char *path =
      g_filename_from_uri (gtk_recent_info_get_uri (l->data), NULL, NULL);
    if (!path || !gtk_recent_info_has_application (l->data, APPLICATION) ||
        !g_file_test (path, G_FILE_TEST_IS_DIR))
      continue;
    add_row (self, path);
    n++;
  }
  g_list_free_full (all, (GDestroyNotify)gtk_recent_info_unref);
  gtk_widget_set_visible (self->recent, n > 0);
}

void
lt_start_set_error (LtStart *self, const char *text)
{
  g_return_if_fail (LT_IS_START (self));
  gtk_label_set_text (GTK_LABEL (self->error), text ? text : "");
  gtk_widget_set_visible (self->error, text != NULL);
}

void
lt_start_set_waiting (LtStart *self, const char *text)
{
  g_return_if_fail (LT_IS_START (self));
  gtk_widget_set_visible (self->choose, text == NULL);
  gtk_widget_set_visible (self->waiting, text != NULL);
  gtk_label_set_text (GTK_LABEL (self->waiting_text), text ? text : "");
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), text != NULL);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, LtStart *self)
{
  g_signal_emit (
    self, signals[OPEN_PATH], 0, g_object_get_data (G_OBJECT (row), "path"));
}

static void
dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_start_parent_class)->dispose (object);
}

static void
lt_start_class_init (LtStartClass *klass)
{
  GtkWidgetClass *widget_class    = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ltstart");
  signals[OPEN_PATH] = g_signal_new ("open-path",
                                     LT_TYPE_START,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     G_TYPE_STRING);
}

static GtkWidget *
make_action (const char *label, const char *action, gboolean is_main)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "lt-big");
  if (is_main)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

static void
make_choose (LtStart *self)
{
  GtkWidget       *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget       *title   = gtk_label_new (_ ("Longthrow"));
  GtkWidget       *claim   = gtk_label_new (_ ("A mixing console"));
  GtkWidget       *heading = gtk_label_new (_ ("Recent sessions"));
  g_autofree char *demo    = lt_start_demo_folder ();
  self->choose             = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->recent             = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list               = gtk_list_box_new ();
  gtk_widget_add_css_class (title, "lt-title");
  gtk_widget_add_css_class (claim, "dim-label");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (self->list, "lt-recent");
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_box_append (GTK_BOX (buttons),
                  make_action (_ ("New session …"), "win.new", TRUE));
  gtk_box_append (GTK_BOX (buttons),
                  make_action (_ ("Open session …"), "win.open", FALSE));
  if (demo)
    gtk_box_append (GTK_BOX (buttons),
                    make_action (_ ("Play the demo"), "win.demo", FALSE));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list),
                                   GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Recent sessions"),
                                  -1);
  gtk_box_append (GTK_BOX (self->recent), heading);
  gtk_box_append (GTK_BOX (self->recent), self->list);
  gtk_box_append (GTK_BOX (self->choose), title);
  gtk_box_append (GTK_BOX (self->choose), claim);
  gtk_box_append (GTK_BOX (self->choose), buttons);
  gtk_box_append (GTK_BOX (self->choose), self->recent);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row), self);
}

static void
make_waiting (LtStart *self)
{
  self->waiting      = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->spinner      = gtk_spinner_new ();
  self->waiting_text = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (self->waiting), self->spinner);
  gtk_box_append (GTK_BOX (self->waiting), self->waiting_text);
  gtk_widget_set_halign (self->waiting, GTK_ALIGN_CENTER);
}

static void
lt_start_init (LtStart *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box      = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  make_choose (self);
  make_waiting (self);
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error), 60);
  gtk_widget_add_css_class (self->error, "lt-error");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "lt-start-box");
  gtk_box_append (GTK_BOX (box), self->choose);
  gtk_box_append (GTK_BOX (box), self->waiting);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  lt_start_set_waiting (self, NULL);
  lt_start_set_error (self, NULL);
  lt_start_update (self);
}

GtkWidget *
lt_start_new (void)
{
  return g_object_new (LT_TYPE_START, NULL);
}
