// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "desk/lt-import.h"

#include "base/lt-i18n.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char       *source; ///< Absolute path of the file it came from
  char       *path;   ///< As the session stores it
  char       *copy;   ///< Absolute path of the copy, or NULL
  LtMediaInfo info;
} ImportedFile;

struct LtImport {
  GPtrArray *files; ///< ImportedFile
};

static void
free_file (gpointer data)
{
  ImportedFile *file = data;
  g_free (file->source);
  g_free (file->path);
  g_free (file->copy);
  g_free (file);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static void
add_folder (GPtrArray *list, const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  if (!dir)
    return;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while ((name = g_dir_read_name (dir)))
    if (name[0] != '.' && lt_media_is_sound_name (name))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_dir_close (dir);
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (list, g_strdup (g_ptr_array_index (names, i)));
}

static GPtrArray *
list_files (const char *paths)
{
  GPtrArray *list      = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (paths, "\n", -1);
  for (int i = 0; lines[i]; i++) {
    if (!*lines[i])
      continue;
    if (g_file_test (lines[i], G_FILE_TEST_IS_DIR))
      add_folder (list, lines[i]);
    else
      g_ptr_array_add (list, g_strdup (lines[i]));
  }
  return list;
}

typedef struct {
  LtProgress progress;
  void      *data;
  double     from, share;
} Part;

static bool
part_progress (void *data, double progress)
{
  Part *part = data;
  return !part->progress ||
         part->progress (part->data, part->from + progress * part->share);
}

static LtStatus
read_one (LtImport   *import,
          const char *folder,
          const char *source,
          bool        link,
          Part       *part,
          LtError    *error)
{
  ImportedFile *file   = g_new0 (ImportedFile, 1);
  LtStatus      status = lt_media_look (source, &file->info, error);
  file->source         = g_strdup (source);
  g_ptr_array_add (import->files, file);
  if (status != LT_OK)
    return status;
  if (link) {
    file->path = g_strdup (source);
    return part_progress (part, 1.0) ? LT_OK : LT_CANCELLED;
  }
  g_autofree char *audio = g_build_filename (folder, "audio", NULL);
  char             copy[LT_MAX_TEXT];
  status = lt_media_copy (
    source, audio, copy, sizeof copy, part_progress, part, error);
  if (status != LT_OK)
    return status;
  g_autofree char *name = g_path_get_basename (copy);
  file->copy            = g_strdup (copy);
  file->path            = g_build_filename ("audio", name, NULL);
  return LT_OK;
}

LtStatus
lt_import_read (const char *folder,
                const char *paths,
                bool        link,
                LtProgress  progress,
                void       *data,
                LtImport  **out,
                LtError    *error)
{
  g_autoptr (GPtrArray) list = list_files (paths);
  if (list->len == 0)
    return lt_fail (error, LT_NOT_FOUND, _ ("No sound files there."));
  LtImport *import = g_new0 (LtImport, 1);
  import->files    = g_ptr_array_new_with_free_func (free_file);
  for (guint i = 0; i < list->len; i++) {
    Part part = {
      .progress = progress,
      .data     = data,
      .from     = (double)i / list->len,
      .share    = 1.0 / list->len,
    };
    LtStatus status = read_one (
      import, folder, g_ptr_array_index (list, i), link, &part, error);
    if (status == LT_OK)
      continue;
    if (status == LT_CANCELLED)
      lt_fail (error, status, _ ("Import cancelled; nothing was added."));
    lt_import_free (import, true);
    return status;
  }
  *out = import;
  return LT_OK;
}

/// Strips of a file: mono and stereo are one, more channels one each.
static uint32_t
n_strips_of (const ImportedFile *file)
{
  return file->info.n_channels <= 2 ? 1 : file->info.n_channels;
}

uint32_t
lt_import_n_strips (const LtImport *import)
{
  uint32_t n = 0;
  for (guint i = 0; i < import->files->len; i++)
    n += n_strips_of (g_ptr_array_index (import->files, i));
  return n;
}

uint32_t
lt_import_rate (const LtImport *import)
{
  return ((ImportedFile *)g_ptr_array_index (import->files, 0))->info.rate;
}

static char *
strip_name (const ImportedFile *file, uint32_t channel, bool is_split)
{
  g_autofree char *base = g_path_get_basename (file->source);
  char            *dot  = strrchr (base, '.');
  if (dot && dot != base)
    *dot = '\0';
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  return is_split ? g_strdup_printf ("%s %u", valid, channel + 1)
                  : g_steal_pointer (&valid);
}

LtStatus
lt_import_apply (const LtImport *import,
                 LtSession      *session,
                 const LtActor  *actor,
                 int32_t         place,
                 LtError        *error)
{
  if (lt_session_n_strips (session) + lt_import_n_strips (import) >
      LT_MAX_STRIPS)
    return lt_fail (error,
                    LT_RANGE,
                    _ ("A session has at most %d strips; import fewer files."),
                    LT_MAX_STRIPS);
  for (guint i = 0; i < import->files->len; i++) {
    const ImportedFile *file     = g_ptr_array_index (import->files, i);
    const uint32_t      n        = n_strips_of (file);
    const bool          is_split = n > 1;
    for (uint32_t c = 0; c < n; c++) {
      g_autofree char *name = strip_name (file, c, is_split);
      LtStripFile      part = {
             .path    = file->path,
             .channel = c,
             .rate    = file->info.rate,
             .frames  = file->info.frames,
      };
      if (!lt_session_add_strip (session,
                                 actor,
                                 LT_KIND_INPUT,
                                 is_split ? 1 : file->info.n_channels,
                                 name,
                                 &part,
                                 place,
                                 error))
        return error ? error->status : LT_RANGE;
      if (place >= 0)
        place++;
    }
  }
  return LT_OK;
}

void
lt_import_free (LtImport *import, bool undo)
{
  if (!import)
    return;
  for (guint i = 0; undo && i < import->files->len; i++) {
    ImportedFile *file = g_ptr_array_index (import->files, i);
    if (file->copy)
      g_unlink (file->copy);
  }
  g_ptr_array_unref (import->files);
  g_free (import);
}
