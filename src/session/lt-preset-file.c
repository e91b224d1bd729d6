// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Presets in their two folders.

#include "session/lt-preset.h"

#include "session/lt-session-file.h"

#include "base/lt-i18n.h"
#include "core/lt-section.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// Those of the source tree, for a program that is run where it was built: in
/// the tree itself or in a folder of it.
static char *
find_uninstalled (void)
{
  static const char *const ups[] = {"", ".."};
  g_autofree char         *self  = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char         *dir   = self ? g_path_get_dirname (self) : NULL;
  for (size_t i = 0; dir && i < G_N_ELEMENTS (ups); i++) {
    char *folder = g_build_filename (dir, ups[i], "data", "presets", NULL);
    if (g_file_test (folder, G_FILE_TEST_IS_DIR))
      return folder;
    g_free (folder);
  }
  return NULL;
}

void
lt_preset_find_folders (LtPresetFolders *folders)
{
  const char *given = g_getenv ("LT_PRESETS");
  folders->own =
    g_build_filename (g_get_user_data_dir (), "longthrow", "presets", NULL);
  folders->shipped = given ? g_strdup (given) : find_uninstalled ();
  if (!folders->shipped)
    folders->shipped = g_build_filename (PKGDATADIR, "presets", NULL);
}

void
lt_preset_clear_folders (LtPresetFolders *folders)
{
  g_clear_pointer (&folders->own, g_free);
  g_clear_pointer (&folders->shipped, g_free);
}

static char *
path_of (const char *folder, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.json", name);
  return g_build_filename (folder, file, NULL);
}

/// Also a link that leads nowhere.
static bool
is_there (const char *folder, const char *name)
{
  g_autofree char *path = path_of (folder, name);
  GStatBuf         info;
  return g_lstat (path, &info) == 0;
}

static LtStatus
fail_missing (LtError *error, const char *name)
{
  return lt_fail (error,
                  LT_NOT_FOUND,
                  _ ("There is no preset \"%s\"; choose one from the list of "
                     "presets."),
                  name);
}

static LtStatus
check_name (const char *name, LtError *error)
{
  g_autofree char *shown = lt_shorten (name, LT_MAX_PRESET_NAME - 1);
  return lt_preset_is_name (name) ? LT_OK : fail_missing (error, shown);
}

// --- read ---

static LtStatus
read_path (const char *path, const char *name, LtPreset **out, LtError *error)
{
  char            *real   = realpath (path, NULL); // links are the user's own
  gsize            length = 0;
  g_autofree char *text =
    real ? lt_read_plain (real, LT_MAX_PRESET_BYTES, &length) : NULL;
  const int reason = errno;
  free (real);
  if (!text && reason == EFBIG)
    return lt_fail (error, LT_RANGE, _ ("%s is too big to be a preset."), path);
  if (!text)
    return lt_fail (
      error, LT_IO, _ ("%s cannot be read (%s)."), path, g_strerror (reason));
  LtStatus status = lt_preset_from_text (text, length, path, out, error);
  if (status == LT_OK) {
    g_free ((*out)->name);
    (*out)->name = g_strdup (name);
  }
  return status;
}

LtStatus
lt_preset_read (const LtPresetFolders *folders,
                const char            *name,
                LtPreset             **preset,
                LtError               *error)
{
  LtStatus status = check_name (name, error);
  if (status != LT_OK)
    return status;
  const char *folder = is_there (folders->own, name)       ? folders->own
                       : is_there (folders->shipped, name) ? folders->shipped
                                                           : NULL;
  if (!folder)
    return fail_missing (error, name);
  g_autofree char *path = path_of (folder, name);
  return read_path (path, name, preset, error);
}

// --- write, remove ---

/// Nobody else can take the name from here on. A file of no bytes stays if the
/// program ends in between.
static LtStatus
claim (const char *path, LtError *error)
{
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd >= 0) {
    close (fd);
    return LT_OK;
  }
  return errno == EEXIST
           ? LT_EXISTS
           : lt_fail (error,
                      LT_IO,
                      _ ("%s cannot be written (%s); allow writing there "
                         "first."),
                      path,
                      g_strerror (errno));
}

static LtStatus
fail_exists (LtError *error, const char *name)
{
  return lt_fail (error,
                  LT_EXISTS,
                  _ ("There is a preset \"%s\" already; choose another name, "
                     "or say that it is to be replaced."),
                  name);
}

LtStatus
lt_preset_write (const LtPresetFolders *folders,
                 const LtPreset        *preset,
                 bool                   replace,
                 LtError               *error)
{
  g_autofree char *path   = path_of (folders->own, preset->name);
  g_autofree char *text   = lt_preset_to_text (preset);
  LtStatus         status = LT_OK;
  if (!replace && is_there (folders->shipped, preset->name))
    return fail_exists (error, preset->name);
  if (g_mkdir_with_parents (folders->own, 0700) != 0)
    return lt_fail (error,
                    LT_IO,
                    _ ("%s cannot be made (%s)."),
                    folders->own,
                    g_strerror (errno));
  if (!replace)
    status = claim (path, error);
  if (status == LT_EXISTS)
    return fail_exists (error, preset->name);
  if (status != LT_OK)
    return status;
  status = lt_write_whole (path, text, error);
  if (status != LT_OK && !replace)
    g_unlink (path);
  return status == LT_OK ? lt_sync_folder (folders->own, error) : status;
}

LtStatus
lt_preset_remove (const LtPresetFolders *folders,
                  const char            *name,
                  LtError               *error)
{
  LtStatus status = check_name (name, error);
  if (status != LT_OK)
    return status;
  g_autofree char *path = path_of (folders->own, name);
  if (g_unlink (path) == 0)
    return lt_sync_folder (folders->own, error);
  if (errno != ENOENT && errno != ENOTDIR)
    return lt_fail (
      error, LT_IO, _ ("%s cannot be removed (%s)."), path, g_strerror (errno));
  return is_there (folders->shipped, name)
           ? lt_fail (error,
                      LT_RANGE,
                      _ ("The preset \"%s\" comes with Longthrow and cannot be "
                         "removed."),
                      name)
           : fail_missing (error, name);
}

// --- list ---

typedef struct {
  char *name; ///< As text
  char *key;  ///< To sort by
  char *path;
  bool  is_own, is_name;
} Entry;

static void
free_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->name);
  g_free (entry->key);
  g_free (entry->path);
  g_free (entry);
}

static Entry *
entry_new (const char *name)
{
  Entry *entry = g_new0 (Entry, 1);
  entry->name  = lt_shorten (name, LT_MAX_NAME - 1);
  entry->key   = g_utf8_casefold (entry->name, -1);
  return entry;
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
  const int    order = strcmp (x->key, y->key);
  return order ? order : strcmp (x->name, y->name);
}

static void
gather (GPtrArray             *entries,
        const LtPresetFolders *folders,
        const char            *folder,
        bool                   is_own)
{
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *file;
  while (dir && (file = g_dir_read_name (dir))) {
    if (*file == '.' || !g_str_has_suffix (file, ".json"))
      continue;
    g_autofree char *stem = g_strndup (file, strlen (file) - strlen (".json"));
    if (!is_own && is_there (folders->own, stem))
      continue;
    Entry *entry   = entry_new (stem);
    entry->path    = g_build_filename (folder, file, NULL);
    entry->is_own  = is_own;
    entry->is_name = lt_preset_is_name (stem);
    g_ptr_array_add (entries, entry);
  }
  if (dir)
    g_dir_close (dir);
}

/// One line of the list, read from its file.
static char *
line_of (const Entry *entry)
{
  LtPreset   *preset = NULL;
  LtError     error  = {.status = LT_OK};
  const char *origin = entry->is_own ? "own" : "shipped";
  char        sections[256];
  if (!entry->is_name)
    lt_fail (&error,
             LT_RANGE,
             _ ("%s has no name that a preset can have; rename it."),
             entry->path);
  if (!entry->is_name ||
      read_path (entry->path, entry->name, &preset, &error) != LT_OK) {
    g_autofree char *why = lt_shorten (error.text, sizeof error.text - 1);
    return g_strdup_printf ("%s\t\t%s\t%s", entry->name, origin, why);
  }
  const char *use = preset->use;
  if (*use && !entry->is_own)
    use = _ (use);
  lt_sections_format (preset->sections, sections, sizeof sections);
  char *line =
    g_strdup_printf ("%s\t%s\t%s\t%s", entry->name, sections, origin, use);
  lt_preset_free (preset);
  return line;
}

char *
lt_preset_list (const LtPresetFolders *folders,
                const char            *behind,
                gsize                  size,
                uint32_t              *n_left)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  GString *text                 = g_string_new (NULL);
  Entry   *start                = entry_new (behind);
  guint    i                    = 0;
  gather (entries, folders, folders->own, true);
  gather (entries, folders, folders->shipped, false);
  g_ptr_array_sort (entries, compare);
  while (*behind && i < entries->len &&
         compare (&entries->pdata[i], &start) <= 0)
    i++;
  for (; i < entries->len; i++) {
    g_autofree char *line = line_of (g_ptr_array_index (entries, i));
    if (text->len + strlen (line) + 2 > size)
      break;
    g_string_append_printf (text, "%s%s", text->len ? "\n" : "", line);
  }
  *n_left = entries->len - i;
  free_entry (start);
  return g_string_free (text, FALSE);
}
