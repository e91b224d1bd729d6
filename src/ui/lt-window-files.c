// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-window-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-files.h"
#include "ui/lt-footer.h"
#include "ui/lt-start.h"

#include <string.h>

static void
import_files (LtWindow *self, GSList *files, gboolean is_copy)
{
  g_autofree char *paths = lt_files_expand (files);
  if (!lt_window_get_mirror (self))
    return;
  if (!paths)
    lt_footer_notice (LT_FOOTER (self->footer),
                      LT_NOTICE_WARNING,
                      _ ("There is no sound file among them; drop WAV, FLAC, "
                         "Ogg, Opus, MP3 or AIFF files."));
  else if (!lt_mirror_import (lt_window_get_mirror (self), paths, !is_copy))
    lt_footer_notice (LT_FOOTER (self->footer),
                      LT_NOTICE_WARNING,
                      _ ("The desk is too busy to import; try again."));
}

gboolean
lt_window_on_drop (GtkDropTarget *target,
                   const GValue  *value,
                   double         x,
                   double         y,
                   LtWindow      *self)
{
  GSList *files = g_value_get_boxed (value);
  if (!self->console) {
    g_autofree char *path = files ? g_file_get_path (files->data) : NULL;
    if (path && g_file_test (path, G_FILE_TEST_IS_DIR))
      lt_window_open (self, path);
    return path != NULL;
  }
  import_files (self, files, TRUE);
  return TRUE;
}

static void
on_import (GtkNativeDialog *dialog, int response, LtWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    GtkFileChooser *chooser      = GTK_FILE_CHOOSER (dialog);
    g_autoptr (GListModel) model = gtk_file_chooser_get_files (chooser);
    const char *copy = gtk_file_chooser_get_choice (chooser, "copy");
    GSList     *list = NULL;
    for (guint i = g_list_model_get_n_items (model); i-- > 0;)
      list = g_slist_prepend (list, g_list_model_get_item (model, i));
    import_files (self, list, g_strcmp0 (copy, "false") != 0);
    g_slist_free_full (list, g_object_unref);
  }
  g_object_unref (dialog);
}

static void
on_open (GtkNativeDialog *dialog, int response, LtWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file =
      gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = file ? g_file_get_path (file) : NULL;
    if (path)
      lt_window_open (self, path);
  }
  g_object_unref (dialog);
}

static void
on_new (GtkNativeDialog *dialog, int response, LtWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file =
      gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = file ? g_file_get_path (file) : NULL;
    g_autofree char *full = !path ? NULL
                            : g_str_has_suffix (path, ".longthrow")
                              ? g_strdup (path)
                              : g_strconcat (path, ".longthrow", NULL);
    if (full)
      lt_window_open (self, full);
  }
  g_object_unref (dialog);
}

static GtkFileChooser *
show_chooser (LtWindow            *self,
              const char          *title,
              GtkFileChooserAction action,
              const char          *accept,
              GCallback            response)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", response, self, 0);
  return GTK_FILE_CHOOSER (dialog);
}

static void
do_import (LtWindow *self)
{
  GtkFileChooser *chooser         = show_chooser (self,
                                          _ ("Import files"),
                                          GTK_FILE_CHOOSER_ACTION_OPEN,
                                          _ ("_Import"),
                                          G_CALLBACK (on_import));
  g_autoptr (GtkFileFilter) sound = gtk_file_filter_new ();
  gtk_file_filter_set_name (sound, _ ("Sound files"));
  gtk_file_filter_add_mime_type (sound, "audio/*");
  gtk_file_chooser_add_filter (chooser, sound);
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  gtk_file_chooser_add_choice (
    chooser, "copy", _ ("Copy the files into the session"), NULL, NULL);
  gtk_file_chooser_set_choice (chooser, "copy", "true");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_demo (LtWindow *self)
{
  g_autofree char *folder =
    g_build_filename (g_get_user_data_dir (), "longthrow", NULL);
  g_autofree char *path = g_build_filename (folder, "Demo.longthrow", NULL);
  g_mkdir_with_parents (folder, 0700);
  self->is_demo = TRUE;
  lt_window_open (self, path);
}

void
lt_window_do_file_action (LtWindow *self, const char *name)
{
  if (g_str_equal (name, "new")) {
    GtkFileChooser *chooser = show_chooser (self,
                                            _ ("New session"),
                                            GTK_FILE_CHOOSER_ACTION_SAVE,
                                            _ ("_Make"),
                                            G_CALLBACK (on_new));
    gtk_file_chooser_set_current_name (chooser, _ ("Song.longthrow"));
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
  } else if (g_str_equal (name, "open"))
    gtk_native_dialog_show (
      GTK_NATIVE_DIALOG (show_chooser (self,
                                       _ ("Open a session folder"),
                                       GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                       _ ("_Open"),
                                       G_CALLBACK (on_open))));
  else if (g_str_equal (name, "demo"))
    open_demo (self);
  else if (g_str_equal (name, "import"))
    do_import (self);
  else if (g_str_equal (name, "leave"))
    gtk_window_close (GTK_WINDOW (self));
  else if (g_str_equal (name, "reopen") && self->path)
    lt_window_open (self, self->path);
}
