// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Opening a session: session.json is read and checked whole, then held, then
// the journal is replayed. Nothing on disk changes before all of the first is
// found good.

#include "session/lt-session-file.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  MAX_JOURNAL_BYTES = 256 << 20,
  MAX_HISTORY_BYTES = 2 << 20, ///< Of journal read for older undo steps
};

// --- reading files ---

char *
lt_read_plain (const char *path, gsize max, gsize *length)
{
  struct stat info;
  char       *text = NULL;
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0)
    return NULL;
  *length = 0;
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode)) {
    errno = EINVAL;
  } else if ((guint64)info.st_size > max) {
    errno = EFBIG;
  } else {
    ssize_t n = 1;
    text      = g_malloc ((gsize)info.st_size + 1);
    while (*length < (gsize)info.st_size &&
           (n = read (fd, text + *length, (gsize)info.st_size - *length)) > 0)
      *length += (gsize)n;
    text[*length] = '\0';
    if (n < 0)
      g_clear_pointer (&text, g_free);
  }
  const int reason = errno;
  close (fd);
  errno = reason;
  return text;
}

static LtStatus
read_session (const char *path, char **text, gsize *length, LtError *error)
{
  *text = lt_read_plain (path, LT_MAX_SESSION_BYTES, length);
  if (*text)
    return LT_OK;
  if (errno == ENOENT || errno == ENOTDIR)
    return lt_fail (error,
                    LT_NOT_FOUND,
                    _ ("%s is not there; is this a session's folder?"),
                    path);
  if (errno == EFBIG)
    return lt_fail (
      error, LT_RANGE, _ ("%s is too big to be a session."), path);
  return lt_fail (
    error, LT_IO, _ ("%s cannot be read (%s)."), path, g_strerror (errno));
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  const guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
  return (x > y) - (x < y);
}

GArray *
lt_journal_numbers (const char *folder)
{
  g_autofree char *path    = g_build_filename (folder, "journal", NULL);
  GArray          *numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  GDir            *dir     = g_dir_open (path, 0, NULL);
  const char      *name;
  while (dir && (name = g_dir_read_name (dir))) {
    char *end;
    if (!g_str_has_prefix (name, "edits-"))
      continue;
    guint64 number = g_ascii_strtoull (name + strlen ("edits-"), &end, 10);
    if (strcmp (end, ".jsonl") == 0 && g_ascii_isdigit (name[6]))
      g_array_append_val (numbers, number);
  }
  if (dir)
    g_dir_close (dir);
  g_array_sort (numbers, by_number);
  return numbers;
}

char *
lt_journal_path (const char *folder, guint64 number)
{
  g_autofree char *name =
    g_strdup_printf ("edits-%" G_GUINT64_FORMAT ".jsonl", number);
  return g_build_filename (folder, "journal", name, NULL);
}

// --- paths that lead out by a link ---

/// The path, or as much of it from its start as there is, with all links
/// followed; free it.
static char *
resolve (const char *path)
{
  g_autofree char *part = g_strdup (path);
  char            *real;
  while (!(real = realpath (part, NULL)) && strlen (part) > 1) {
    char *parent = g_path_get_dirname (part);
    g_free (part);
    part = parent;
  }
  return real;
}

static bool
leads_out (const char *root, const char *path)
{
  char        *real   = resolve (path);
  const size_t n      = strlen (root);
  const bool   is_out = !real || strncmp (real, root, n) != 0 ||
                      (real[n] != '/' && real[n] != '\0');
  free (real);
  return is_out;
}

static LtStatus
check_links (const LtSession *session, LtError *error)
{
  char            *root    = realpath (session->path, NULL);
  g_autofree char *journal = g_build_filename (session->path, "journal", NULL);
  const char      *bad     = NULL;
  if (!root)
    return lt_fail (error,
                    LT_IO,
                    _ ("%s cannot be read (%s)."),
                    session->path,
                    g_strerror (errno));
  if (leads_out (root, journal))
    bad = "journal";
  for (guint i = 0; i < session->strips->len && !bad; i++) {
    const LtStrip   *strip = g_ptr_array_index (session->strips, i);
    g_autofree char *path  = lt_session_file_path (session, strip);
    if (path && !g_path_is_absolute (strip->file.path) &&
        leads_out (root, path))
      bad = strip->file.path;
  }
  free (root);
  return bad ? lt_fail (error,
                        LT_RANGE,
                        _ ("%s: the path \"%s\" leads out of the session."),
                        session->path,
                        bad)
             : LT_OK;
}

// --- journal ---

/// The first file that may hold commands behind `sequence`.
static guint
first_journal (const GArray *numbers, uint64_t sequence)
{
  guint first = 0;
  while (first + 1 < numbers->len &&
         g_array_index (numbers, guint64, first + 1) <= sequence)
    first++;
  return first;
}

static void G_GNUC_PRINTF (2, 3)
  note_trouble (LtSession *session, const char *format, ...)
{
  va_list args;
  if (session->trouble)
    return; // the first one tells of the place
  va_start (args, format);
  session->trouble = g_strdup_vprintf (format, args);
  va_end (args);
}

/// What of a journal file cannot be read: a torn last line goes, more than
/// that is put aside. Then the file ends with its last good line.
static LtStatus
cut_journal (LtSession  *session,
             guint64     number,
             const char *text,
             gsize       length,
             gsize       good,
             bool        read_only,
             LtError    *error)
{
  g_autofree char *path = lt_journal_path (session->path, number);
  g_autofree char *name = g_strdup_printf (
    "damaged-%" G_GUINT64_FORMAT "-%" G_GSIZE_FORMAT ".jsonl", number, good);
  g_autofree char *aside =
    g_build_filename (session->path, "journal", name, NULL);
  const bool is_torn = !memchr (text + good, '\n', length - good);
  if (!is_torn)
    note_trouble (session,
                  _ ("%s is damaged behind %u edits since the last save; what "
                     "came after them is kept in journal/%s."),
                  path,
                  session->n_recovered,
                  name);
  if (read_only)
    return LT_OK;
  g_autofree char *rest = g_strndup (text + good, length - good);
  LtStatus status       = is_torn ? LT_OK : lt_write_whole (aside, rest, error);
  if (status == LT_OK && truncate (path, (off_t)good) != 0)
    status = lt_fail (
      error, LT_IO, _ ("%s cannot be written (%s)."), path, g_strerror (errno));
  return status;
}

/// Files behind a gap would not fit any more: they are put aside.
static void
put_aside (LtSession    *session,
           const GArray *numbers,
           guint         from,
           bool          read_only)
{
  for (guint i = from; i < numbers->len; i++) {
    const guint64    number = g_array_index (numbers, guint64, i);
    g_autofree char *path   = lt_journal_path (session->path, number);
    g_autofree char *name =
      g_strdup_printf ("damaged-%" G_GUINT64_FORMAT "-0.jsonl", number);
    g_autofree char *aside =
      g_build_filename (session->path, "journal", name, NULL);
    note_trouble (session,
                  _ ("%s does not follow what is there before it; it is kept "
                     "as journal/%s."),
                  path,
                  name);
    if (!read_only)
      g_rename (path, aside);
  }
}

static LtStatus
replay_all (LtSession *session, bool read_only, LtError *error)
{
  g_autoptr (GArray) numbers = lt_journal_numbers (session->path);
  LtStatus status            = LT_OK;
  for (guint i = first_journal (numbers, session->sequence);
       i < numbers->len && status == LT_OK;
       i++) {
    const guint64    number = g_array_index (numbers, guint64, i);
    g_autofree char *path   = lt_journal_path (session->path, number);
    gsize            length = 0;
    g_autofree char *text   = number <= session->sequence
                                ? lt_read_plain (path, MAX_JOURNAL_BYTES, &length)
                                : NULL;
    if (!text) {
      put_aside (session, numbers, i, read_only);
      break;
    }
    const gsize good = lt_journal_replay (session, text, length, G_MAXUINT64);
    if (good < length)
      status =
        cut_journal (session, number, text, length, good, read_only, error);
  }
  return status;
}

// --- history from before the last save ---

/// The session as an older save and the journal since give it, with that
/// history, if it is the same as `text`; or NULL.
static LtSession *
from_older_save (const char      *folder,
                 int              age,
                 const LtSession *now,
                 const char      *text)
{
  g_autofree char *name      = g_strdup_printf ("session.json.%d", age);
  g_autofree char *path      = g_build_filename (folder, name, NULL);
  g_autofree char *old       = NULL;
  g_autoptr (GArray) numbers = lt_journal_numbers (folder);
  gsize      length, left = MAX_HISTORY_BYTES;
  LtSession *session;
  old = lt_read_plain (path, MAX_HISTORY_BYTES, &length);
  if (!old || lt_session_from_text (old, length, path, &session, NULL) != LT_OK)
    return NULL;
  for (guint i = first_journal (numbers, session->sequence);
       i < numbers->len && session->sequence < now->sequence;
       i++) {
    const guint64    number  = g_array_index (numbers, guint64, i);
    g_autofree char *journal = lt_journal_path (folder, number);
    g_autofree char *lines   = number <= session->sequence
                                 ? lt_read_plain (journal, left, &length)
                                 : NULL;
    if (!lines)
      break;
    left -= length;
    lt_journal_replay (session, lines, length, now->sequence);
  }
  session->n_recovered      = 0;
  session->saved            = session->sequence;
  g_autofree char *replayed = lt_session_to_text (session);
  if (session->undo->len + session->redo->len > 0 &&
      strcmp (replayed, text) == 0)
    return session;
  lt_session_free (session);
  return NULL;
}

/// Undo reaches back over saves as far as they and the journal are kept.
static LtSession *
with_history (LtSession *session, const char *text)
{
  for (int age = LT_KEPT_SAVES; age >= 1; age--) {
    LtSession *older = from_older_save (session->path, age, session, text);
    if (!older)
      continue;
    lt_session_take_path (older, session->path);
    older->lock   = session->lock;
    session->lock = -1;
    lt_session_free (session);
    return older;
  }
  return session;
}

// --- open ---

/// Leftovers of a save that was cut off.
static void
sweep (const char *folder)
{
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, "session.json.new")) {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  if (dir)
    g_dir_close (dir);
}

/// A damaged file's message also says where the save before it is.
static LtStatus
add_hint (LtStatus status, const char *file, LtError *error)
{
  g_autofree char *before = g_strdup_printf ("%s.1", file);
  if (!error || (status != LT_FORMAT && status != LT_RANGE) ||
      !g_file_test (before, G_FILE_TEST_IS_REGULAR))
    return status;
  g_autofree char *what = g_strdup (error->text);
  return lt_fail (
    error, status, _ ("%s The save before it is %s."), what, before);
}

static LtStatus
load (const char *folder, LtSession **out, char **text, LtError *error)
{
  g_autofree char *file = g_build_filename (folder, "session.json", NULL);
  LtSession       *session;
  gsize            length;
  LtStatus         status = read_session (file, text, &length, error);
  if (status != LT_OK)
    return status;
  status = lt_session_from_text (*text, length, file, &session, error);
  if (status != LT_OK)
    return add_hint (status, file, error);
  lt_session_take_path (session, folder);
  status = check_links (session, error);
  if (status != LT_OK)
    lt_session_free (session);
  else
    *out = session;
  return status;
}

/// Take the lock. What was read before it may have been saved anew meanwhile,
/// by the program that had it, so it is read again.
static LtStatus
hold (LtSession **session, char **text, LtError *error)
{
  LtStatus status = lt_session_hold (*session, error);
  if (status != LT_OK)
    return status;
  g_autofree char *folder = g_strdup ((*session)->path);
  LtSession       *again;
  g_clear_pointer (text, g_free);
  status = load (folder, &again, text, error);
  if (status != LT_OK)
    return status;
  again->lock      = (*session)->lock;
  (*session)->lock = -1;
  lt_session_free (*session);
  *session = again;
  return LT_OK;
}

LtStatus
lt_session_open (const char *path,
                 bool        read_only,
                 LtSession **out,
                 LtError    *error)
{
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  g_autofree char *text   = NULL;
  LtSession       *session;
  LtStatus         status = load (folder, &session, &text, error);
  if (status != LT_OK)
    return status;
  if (!read_only) {
    status = hold (&session, &text, error);
    if (status == LT_OK) {
      sweep (folder);
      lt_session_make_folders (folder);
      session = with_history (session, text);
    }
  }
  if (status == LT_OK)
    status = replay_all (session, read_only, error);
  if (status != LT_OK) {
    lt_session_free (session);
    return status;
  }
  lt_history_close (session);
  *out = session;
  return LT_OK;
}
