// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-jobs.h"

#include "base/lt-i18n.h"

struct _LtJobs {
  GtkWidget   parent_instance;
  GHashTable *rows; ///< Job number to its row
};

enum { CANCEL, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtJobs, lt_jobs, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
on_cancel (GtkButton *button, LtJobs *self)
{
  gpointer job = g_object_get_data (G_OBJECT (button), "job");
  g_signal_emit (self, signals[CANCEL], 0, GPOINTER_TO_UINT (job));
}

static GtkWidget *
make_row (LtJobs *self, uint32_t job)
{
  GtkWidget *row    = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label  = gtk_label_new (NULL);
  GtkWidget *bar    = gtk_progress_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 240, -1);
  gtk_widget_add_css_class (row, "lt-job");
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), bar);
  gtk_box_append (GTK_BOX (row), cancel);
  g_object_set_data (G_OBJECT (cancel), "job", GUINT_TO_POINTER (job));
  g_object_set_data (G_OBJECT (row), "label", label);
  g_object_set_data (G_OBJECT (row), "bar", bar);
  g_object_set_data (G_OBJECT (row), "cancel", cancel);
  g_signal_connect (cancel, "clicked", G_CALLBACK (on_cancel), self);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  return row;
}

void
lt_jobs_update (LtJobs     *self,
                uint32_t    job,
                LtJobState  state,
                float       progress,
                const char *label)
{
  g_return_if_fail (LT_IS_JOBS (self));
  GtkWidget *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (job));
  if (state != LT_JOB_RUNNING) {
    if (row) {
      g_hash_table_remove (self->rows, GUINT_TO_POINTER (job));
      gtk_widget_unparent (row);
    }
  } else {
    if (!row) {
      row = make_row (self, job);
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (job), row);
    }
    GtkWidget       *bar    = g_object_get_data (G_OBJECT (row), "bar");
    GtkWidget       *cancel = g_object_get_data (G_OBJECT (row), "cancel");
    g_autofree char *name   = g_strdup_printf (_ ("Cancel: %s"), label);
    gtk_label_set_text (g_object_get_data (G_OBJECT (row), "label"), label);
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar),
                                   CLAMP (progress, 0, 1));
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (cancel), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), lt_jobs_get_n (self) > 0);
}

void
lt_jobs_clear (LtJobs *self)
{
  GtkWidget *child;
  g_hash_table_remove_all (self->rows);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

int
lt_jobs_get_n (LtJobs *self)
{
  return (int)g_hash_table_size (self->rows);
}

static void
dispose (GObject *object)
{
  lt_jobs_clear (LT_JOBS (object));
  G_OBJECT_CLASS (lt_jobs_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_hash_table_unref (LT_JOBS (object)->rows);
  G_OBJECT_CLASS (lt_jobs_parent_class)->finalize (object);
}

static void
lt_jobs_class_init (LtJobsClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ltjobs");
  signals[CANCEL] = g_signal_new ("cancel",
                                  LT_TYPE_JOBS,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_UINT);
}

static void
lt_jobs_init (LtJobs *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout),
                                  GTK_ORIENTATION_VERTICAL);
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lt_jobs_new (void)
{
  return g_object_new (LT_TYPE_JOBS, NULL);
}
