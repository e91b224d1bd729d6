// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session's folder.
//
//   session.json        the desk: "format": "longthrow-session", "version": 1,
//                       "rate", "next-id", "journal" (sequence number of the
//                       last command that is in here), session parameters,
//                       "strips" in desk order with the master last, each with
//                       id, kind, channels, name, file and the parameters that
//                       are not at their default under their own keys
//                       ("fader", "send/42/level"), "connections" as pairs.
//                       -inf is "-inf", switches are true or false, choices
//                       their words, colours "#rrggbb". Members that this
//                       version does not know are kept.
//   session.json.1..10  the saves before it, .1 the newest
//   journal/edits-N.jsonl  commands from sequence number N+1 on (lt-journal.c)
//   lock                held by flock while a program has the session; the
//                       pid is for the message only
//   audio/ takes/ snapshots/ mixdowns/ cache/

#include "session/lt-session-file.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static LtStatus
fail_errno (LtError *error, const char *path)
{
  return lt_fail (error,
                  errno == ENOENT ? LT_NOT_FOUND : LT_IO,
                  "%s: %s",
                  path,
                  g_strerror (errno));
}

static char *
absolute (const char *path)
{
  return g_canonicalize_filename (path, NULL);
}

static void
take_path (LtSession *session, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  if (g_str_has_suffix (base, ".longthrow"))
    base[strlen (base) - strlen (".longthrow")] = '\0';
  g_free (session->path);
  g_free (session->name);
  session->path = g_strdup (path);
  session->name = g_strdup (base);
}

static LtStatus
hold (LtSession *session, LtError *error)
{
  g_autofree char *path = g_build_filename (session->path, "lock", NULL);
  int              fd   = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0)
    return fail_errno (error, path);
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    char    pid[32] = "?";
    ssize_t n       = pread (fd, pid, sizeof pid - 1, 0);
    if (n > 0)
      pid[n] = '\0';
    close (fd);
    g_strdelimit (pid, "\n", '\0');
    return lt_fail (error,
                    LT_BUSY,
                    _ ("%s is open in another program (process %s); close it "
                       "there first."),
                    session->path,
                    pid);
  }
  char text[32];
  int  n = g_snprintf (text, sizeof text, "%d\n", (int)getpid ());
  if (ftruncate (fd, 0) == 0 && pwrite (fd, text, (size_t)n, 0) == n)
    session->lock = fd;
  else
    session->lock = fd; // the pid is for people alone; the lock holds
  return LT_OK;
}

LtStatus
lt_sync_folder (const char *path, LtError *error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return fail_errno (error, path);
  int result = fsync (fd);
  close (fd);
  return result == 0 ? LT_OK : fail_errno (error, path);
}

LtStatus
lt_write_whole (const char *path, const char *text, LtError *error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.tmp-%d", path, getpid ());
  int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return fail_errno (error, path);
  size_t      left = strlen (text);
  const char *at   = text;
  while (left > 0) {
    ssize_t n = write (fd, at, left);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    at += n;
    left -= (size_t)n;
  }
  bool is_good = left == 0 && fsync (fd) == 0;
  int  reason  = errno;
  is_good &= close (fd) == 0;
  if (is_good && g_rename (temporary, path) == 0)
    return LT_OK;
  if (is_good)
    reason = errno;
  g_unlink (temporary);
  errno = reason;
  return fail_errno (error, path);
}

/// Make the saves before one older, and a second name for the last one.
static void
rotate (const char *path)
{
  for (int i = LT_KEPT_SAVES; i > 1; i--) {
    g_autofree char *from = g_strdup_printf ("%s.%d", path, i - 1);
    g_autofree char *to   = g_strdup_printf ("%s.%d", path, i);
    g_rename (from, to);
  }
  g_autofree char *first = g_strdup_printf ("%s.1", path);
  if (link (path, first) != 0)
    g_unlink (first);
}

LtStatus
lt_write_session (const char *folder, const char *text, LtError *error)
{
  g_autofree char *path   = g_build_filename (folder, "session.json", NULL);
  g_autofree char *staged = g_strdup_printf ("%s.new", path);
  LtStatus         status = lt_write_whole (staged, text, error);
  if (status != LT_OK)
    return status;
  rotate (path);
  if (g_rename (staged, path) != 0)
    return fail_errno (error, path);
  return lt_sync_folder (folder, error);
}

LtStatus
lt_session_create (LtSession *session, const char *path, LtError *error)
{
  static const char *const folders[] = {
    "audio", "takes", "snapshots", "journal", "mixdowns", "cache"};
  g_autofree char *folder = absolute (path);
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return lt_fail (error,
                    LT_EXISTS,
                    _ ("%s is there already; choose another name."),
                    folder);
  if (g_mkdir (folder, 0777) != 0)
    return fail_errno (error, folder);
  for (size_t i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *sub = g_build_filename (folder, folders[i], NULL);
    if (g_mkdir (sub, 0777) != 0)
      return fail_errno (error, sub);
  }
  take_path (session, folder);
  LtStatus status = hold (session, error);
  if (status != LT_OK)
    return status;
  g_autofree char *text = lt_session_to_text (session);
  return lt_write_session (folder, text, error);
}

// --- open ---

static LtStatus
read_text (const char *path, char **text, gsize *length, LtError *error)
{
  struct stat info;
  if (stat (path, &info) != 0)
    return errno == ENOENT || errno == ENOTDIR
             ? lt_fail (error,
                        LT_NOT_FOUND,
                        _ ("%s is not there; is this a session's folder?"),
                        path)
             : fail_errno (error, path);
  if (!S_ISREG (info.st_mode) || info.st_size > 64 << 20)
    return lt_fail (
      error, LT_RANGE, _ ("%s is too big to be a session."), path);
  g_autoptr (GError) wrong = NULL;
  if (!g_file_get_contents (path, text, length, &wrong))
    return lt_fail (error, LT_IO, "%s", wrong->message);
  return LT_OK;
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
    if (strcmp (end, ".jsonl") == 0)
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

/// Files behind a damaged one would not fit any more: they are put aside.
static void
put_aside (const LtSession *session, const GArray *numbers, guint from)
{
  for (guint i = from; i < numbers->len; i++) {
    const guint64    number = g_array_index (numbers, guint64, i);
    g_autofree char *path   = lt_journal_path (session->path, number);
    g_autofree char *name =
      g_strdup_printf ("damaged-%" G_GUINT64_FORMAT ".jsonl", number);
    g_autofree char *aside =
      g_build_filename (session->path, "journal", name, NULL);
    g_rename (path, aside);
  }
}

static void
replay_all (LtSession *session, bool read_only)
{
  g_autoptr (GArray) numbers = lt_journal_numbers (session->path);
  for (guint i = 0; i < numbers->len; i++) {
    const guint64    number   = g_array_index (numbers, guint64, i);
    g_autofree char *path     = lt_journal_path (session->path, number);
    g_autofree char *text     = NULL;
    bool             is_whole = number <= session->sequence &&
                    g_file_get_contents (path, &text, NULL, NULL) &&
                    lt_journal_replay (session, text);
    if (is_whole ||
        (i + 1 < numbers->len &&
         g_array_index (numbers, guint64, i + 1) <= session->sequence))
      continue;
    if (!read_only)
      put_aside (session, numbers, number > session->sequence ? i : i + 1);
    return;
  }
}

static void
sweep (const char *folder)
{
  GDir       *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    if (strstr (name, ".tmp-") || g_str_has_suffix (name, ".json.new")) {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  if (dir)
    g_dir_close (dir);
}

/// A relative path may not lead out by a link either.
static LtStatus
check_links (const LtSession *session, LtError *error)
{
  char *root = realpath (session->path, NULL);
  if (!root)
    return fail_errno (error, session->path);
  LtStatus status = LT_OK;
  for (guint i = 0; i < session->strips->len && status == LT_OK; i++) {
    const LtStrip *strip = g_ptr_array_index (session->strips, i);
    if (!strip->file.path || g_path_is_absolute (strip->file.path))
      continue;
    g_autofree char *path = lt_session_file_path (session, strip);
    char            *real = realpath (path, NULL);
    const size_t     n    = strlen (root);
    if (real && (strncmp (real, root, n) != 0 || real[n] != '/'))
      status = lt_fail (error,
                        LT_RANGE,
                        _ ("%s: the path \"%s\" leads out of the session."),
                        session->path,
                        strip->file.path);
    free (real);
  }
  free (root);
  return status;
}

LtStatus
lt_session_open (const char *path,
                 bool        read_only,
                 LtSession **out,
                 LtError    *error)
{
  g_autofree char *folder = absolute (path);
  g_autofree char *file   = g_build_filename (folder, "session.json", NULL);
  g_autofree char *text   = NULL;
  gsize            length;
  LtSession       *session;
  LtStatus         status = read_text (file, &text, &length, error);
  if (status == LT_OK)
    status = lt_session_from_text (text, length, file, &session, error);
  if (status != LT_OK)
    return status;
  take_path (session, folder);
  status = check_links (session, error);
  if (status == LT_OK && !read_only)
    status = hold (session, error);
  if (status != LT_OK) {
    lt_session_free (session);
    return status;
  }
  if (!read_only)
    sweep (folder);
  replay_all (session, read_only);
  *out = session;
  return LT_OK;
}
