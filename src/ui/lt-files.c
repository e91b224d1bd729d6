// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-files.h"

#include <string.h>

gboolean
lt_files_is_sound (const char *name)
{
  static const char *const endings[] = {"wav",
                                        "wave",
                                        "w64",
                                        "rf64",
                                        "bwf",
                                        "flac",
                                        "ogg",
                                        "oga",
                                        "opus",
                                        "mp3",
                                        "aif",
                                        "aiff",
                                        "aifc",
                                        "au",
                                        "caf",
                                        "snd"};
  const char              *dot       = strrchr (name, '.');
  for (size_t i = 0; dot && i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *const *x  = a;
  const char *const *y  = b;
  g_autofree char   *kx = g_utf8_collate_key_for_filename (*x, -1);
  g_autofree char   *ky = g_utf8_collate_key_for_filename (*y, -1);
  return strcmp (kx, ky);
}

static void
add_folder (GPtrArray *paths, const char *folder)
{
  g_autoptr (GDir) dir        = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    if (*name != '.' && lt_files_is_sound (name))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (found, compare_names);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (paths, g_ptr_array_index (found, i));
}

char *
lt_files_expand (GSList *files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (; files; files = files->next) {
    char *path = g_file_get_path (files->data);
    if (!path)
      continue;
    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      add_folder (paths, path);
      g_free (path);
    } else if (!strchr (path, '\n'))
      g_ptr_array_add (paths, path);
    else
      g_free (path);
  }
  if (!paths->len)
    return NULL;
  GString *all = g_string_new (NULL);
  for (guint i = 0; i < paths->len; i++)
    g_string_append_printf (
      all, "%s%s", i ? "\n" : "", (char *)g_ptr_array_index (paths, i));
  return g_string_free (all, FALSE);
}
