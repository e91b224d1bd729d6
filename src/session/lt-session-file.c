// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The session's folder, and writing to it.
//
//   session.json           the desk as of the last save, see below
//   session.json.1 .. .10  the saves before it, .1 the newest
//   session.json.new*      a save that is being written; left over: swept away
//   journal/edits-N.jsonl  commands from sequence number N+1 on (lt-journal.c);
//                          each save and each crash begins a new one
//   journal/damaged-N-M.jsonl  what could not be read of edits-N.jsonl from its
//                          byte M on
//   lock                   held by flock while a program has the session, so
//                          that the kernel lets go of it when the program dies;
//                          "PID START-TIME" in it is for the message only
//   audio/ takes/ snapshots/ mixdowns/ cache/
//
// session.json is JSON in UTF-8 with LF: one parameter a line, always in the
// same order, so that saving what was read gives the same bytes.
//
//   "format"       "longthrow-session"
//   "version"      1; a greater one is refused
//   "rate"         Hz
//   "next-id"      for the next strip; no id is used twice
//   "journal"      sequence number of the last command that is in here: what
//                  the journal has beyond it is replayed at opening
//   session parameters that are not at their default, by key
//   "strips"       in desk order, the master last:
//     "id" "kind" "channels" "name"
//     "file"       {"path", "channel", "rate" (Hz), "frames", "start"}; the
//     path
//                  is absolute or inside the folder
//     parameters that are not at their default, by key ("fader", "to/41",
//     "send/42/level"), in the order of core/lt-param.def, those of buses last
//     "other"      what its processing is set to on the side that it has not
//                  now ("side"), likewise; not there: as on this one
//   "connections"  pairs of an own port and a port of the audio server
//   members that this version does not know, top level and in strips, as read
//
// Numbers are in the parameter's plain unit, in the shortest form that reads
// back the same; -inf is "-inf", a switch true or false, a choice its word, a
// colour "#rrggbb".
//
// A save is written whole beside the old one, fsynced, renamed over it, and the
// folder fsynced. An older save copied over session.json comes back with all
// that the journal has after it; remove journal/ to go back for good.

#include "session/lt-session-file.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const folders[] =
  {"audio", "takes", "snapshots", "journal", "mixdowns", "cache"};

static LtStatus
fail_write (LtError *error, const char *path)
{
  return lt_fail (error,
                  LT_IO,
                  _ ("%s cannot be written (%s). What was there before is "
                     "whole; make room or allow writing, then try again."),
                  path,
                  g_strerror (errno));
}

void
lt_session_take_path (LtSession *session, const char *folder)
{
  g_autofree char *base = g_path_get_basename (folder);
  if (g_str_has_suffix (base, ".longthrow"))
    base[strlen (base) - strlen (".longthrow")] = '\0';
  g_free (session->path);
  g_free (session->name);
  session->path = g_strdup (folder);
  session->name = g_steal_pointer (&base);
}

// --- lock ---

static LtStatus
fail_busy (int fd, const char *folder, LtError *error)
{
  char    text[64]     = "";
  ssize_t n            = pread (fd, text, sizeof text - 1, 0);
  text[MAX (n, 0)]     = '\0';
  g_auto (GStrv) words = g_strsplit_set (text, " \n", 3);
  const bool is_told   = g_strv_length (words) == 3 && *words[0];
  return lt_fail (error,
                  LT_BUSY,
                  _ ("%s is open in another program (process %s, since %s); "
                     "close it there first."),
                  folder,
                  is_told ? words[0] : "?",
                  is_told ? words[1] : "?");
}

LtStatus
lt_session_hold (LtSession *session, LtError *error)
{
  // A link or a pipe in its place is not followed: it would be written to.
  g_autofree char *path = g_build_filename (session->path, "lock", NULL);
  struct stat      info;
  int              fd =
    open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
  if (fd < 0)
    return fail_write (error, path);
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode)) {
    close (fd);
    errno = EINVAL;
    return fail_write (error, path);
  }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    LtStatus status = fail_busy (fd, session->path, error);
    close (fd);
    return status;
  }
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time     = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text     = g_strdup_printf ("%d %s\n", (int)getpid (), time);
  // It is for people alone: the lock holds also when this does not work.
  if (ftruncate (fd, 0) != 0 ||
      pwrite (fd, text, strlen (text), 0) != (ssize_t)strlen (text))
    g_debug ("lock: %s", g_strerror (errno));
  session->lock = fd;
  return LT_OK;
}

LtStatus
lt_sync_folder (const char *path, LtError *error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return fail_write (error, path);
  int result = fsync (fd);
  close (fd);
  return result == 0 ? LT_OK : fail_write (error, path);
}

LtStatus
lt_write_whole (const char *path, const char *text, LtError *error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.tmp-%d", path, getpid ());
  g_unlink (temporary);
  int fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0)
    return fail_write (error, path);
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
  return fail_write (error, path);
}

/// The saves before become one older, and the last one gets a second name (on
/// a disk without hard links: a copy), so that session.json is always there.
static void
rotate (const char *path)
{
  for (int i = LT_KEPT_SAVES; i > 1; i--) {
    g_autofree char *from = g_strdup_printf ("%s.%d", path, i - 1);
    g_autofree char *to   = g_strdup_printf ("%s.%d", path, i);
    g_rename (from, to);
  }
  g_autofree char *first = g_strdup_printf ("%s.1", path);
  g_autofree char *text  = NULL;
  if (link (path, first) != 0 && errno != ENOENT &&
      g_file_get_contents (path, &text, NULL, NULL))
    lt_write_whole (first, text, NULL);
}

LtStatus
lt_write_session (const char *folder, const char *text, LtError *error)
{
  g_autofree char *path   = g_build_filename (folder, "session.json", NULL);
  g_autofree char *staged = g_strdup_printf ("%s.new", path);
  LtError          detail;
  if (lt_write_whole (staged, text, &detail) != LT_OK)
    return fail_write (error, path);
  rotate (path);
  if (g_rename (staged, path) != 0) {
    const int reason = errno;
    g_unlink (staged);
    errno = reason;
    return fail_write (error, path);
  }
  return lt_sync_folder (folder, error);
}

// --- folders ---

void
lt_session_make_folders (const char *folder)
{
  for (size_t i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *sub = g_build_filename (folder, folders[i], NULL);
    g_mkdir (sub, 0777);
  }
}

/// What lt_session_create made, and no more.
static void
take_back (LtSession *session, const char *folder)
{
  static const char *const files[] = {"session.json", "session.json.1", "lock"};
  for (size_t i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i], NULL);
    g_unlink (path);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *sub = g_build_filename (folder, folders[i], NULL);
    g_rmdir (sub);
  }
  g_rmdir (folder);
  if (session->lock >= 0)
    close (session->lock);
  session->lock = -1;
  g_clear_pointer (&session->path, g_free);
  g_clear_pointer (&session->name, g_free);
}

LtStatus
lt_session_create (LtSession *session, const char *path, LtError *error)
{
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  if (g_mkdir (folder, 0777) != 0)
    return errno == EEXIST
             ? lt_fail (error,
                        LT_EXISTS,
                        _ ("%s is there already; choose another name."),
                        folder)
             : lt_fail (error,
                        LT_IO,
                        _ ("%s cannot be made (%s); choose another place."),
                        folder,
                        g_strerror (errno));
  lt_session_make_folders (folder);
  lt_session_take_path (session, folder);
  g_autofree char *text   = lt_session_to_text (session);
  LtStatus         status = lt_session_hold (session, error);
  if (status == LT_OK)
    status = lt_write_session (folder, text, error);
  if (status != LT_OK) {
    take_back (session, folder);
    return status;
  }
  // All that was done up to now is in the save.
  g_ptr_array_set_size (session->lines, 0);
  session->saved = session->sequence;
  return LT_OK;
}
