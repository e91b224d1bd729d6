// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/lt-keeper.h"

#include "base/lt-i18n.h"
#include "base/lt-queue.h"
#include "session/lt-session-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SYNC_MS = 250 }; ///< Lines are on disk at most so long after writing

typedef struct {
  enum { LINES, SAVE, END } type;
  char    *text;
  uint64_t sequence; ///< SAVE: of the last command in it
} Job;

typedef struct {
  bool     is_save;
  uint64_t sequence;
  LtStatus status;
  LtError  error;
} Outcome;

struct LtKeeper {
  LtSession *session;
  LtQueue   *jobs, *outcomes;
  GThread   *thread;
  void (*notify) (void *);
  void *data;
  // The thread's own
  char    *folder;
  int      journal;   ///< File descriptor
  off_t    good;      ///< Bytes of whole lines in it; what is behind is torn
  GString *unwritten; ///< Lines that it does not have yet
  bool     is_unsynced, has_failed;
  gint64   synced_at;
};

static void
tell (LtKeeper *keeper, Outcome outcome)
{
  lt_queue_push (keeper->outcomes, g_memdup2 (&outcome, sizeof outcome));
  if (keeper->notify)
    keeper->notify (keeper->data);
}

static LtStatus
open_journal (LtKeeper *keeper, uint64_t number, LtError *error)
{
  // Another's file behind a link is not written to; nor does a pipe block.
  g_autofree char *path   = lt_journal_path (keeper->folder, number);
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat      info   = {0};
  int              fd =
    open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode)) {
    LtStatus status =
      lt_fail (error,
               LT_IO,
               _ ("%s cannot be written (%s); allow writing there first."),
               path,
               g_strerror (fd < 0 ? errno : EINVAL));
    if (fd >= 0)
      close (fd);
    return status;
  }
  if (keeper->journal >= 0)
    close (keeper->journal);
  keeper->journal = fd;
  keeper->good    = info.st_size;
  return lt_sync_folder (folder, error);
}

/// Said once, not for every line; a save that works takes it back.
static void
tell_unsafe (LtKeeper *keeper, int reason)
{
  Outcome outcome = {.status = LT_IO};
  if (keeper->has_failed)
    return;
  keeper->has_failed = true;
  lt_fail (&outcome.error,
           LT_IO,
           _ ("The journal of %s cannot be written (%s); edits are not safe "
              "until there is room and a save works."),
           keeper->folder,
           g_strerror (reason));
  tell (keeper, outcome);
}

/// All lines or none: what a full disk took of a line is written over when
/// there is room again.
static void
write_lines (LtKeeper *keeper)
{
  const GString *text = keeper->unwritten;
  size_t         done = 0;
  while (done < text->len) {
    ssize_t n = pwrite (keeper->journal,
                        text->str + done,
                        text->len - done,
                        keeper->good + (off_t)done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      tell_unsafe (keeper, n < 0 ? errno : ENOSPC);
      return;
    }
    done += (size_t)n;
  }
  keeper->good += (off_t)done;
  keeper->is_unsynced |= done > 0;
  g_string_truncate (keeper->unwritten, 0);
}

static void
sync_journal (LtKeeper *keeper)
{
  if (keeper->is_unsynced && fdatasync (keeper->journal) != 0)
    tell_unsafe (keeper, errno);
  keeper->is_unsynced = false;
  keeper->synced_at   = g_get_monotonic_time ();
}

/// Journals that no kept save needs.
static void
trim_journals (LtKeeper *keeper)
{
  g_autoptr (GArray) numbers = lt_journal_numbers (keeper->folder);
  for (guint i = 0; i + LT_KEPT_SAVES + 1 < numbers->len; i++) {
    g_autofree char *path =
      lt_journal_path (keeper->folder, g_array_index (numbers, guint64, i));
    g_unlink (path);
  }
}

static void
save (LtKeeper *keeper, const Job *job)
{
  Outcome outcome = {.is_save = true, .sequence = job->sequence};
  sync_journal (keeper);
  outcome.status = lt_write_session (keeper->folder, job->text, &outcome.error);
  if (outcome.status == LT_OK) {
    keeper->has_failed = false;
    g_string_truncate (keeper->unwritten, 0); // they are in the save
    outcome.status = open_journal (keeper, job->sequence, &outcome.error);
    trim_journals (keeper);
  }
  tell (keeper, outcome);
}

static bool
do_job (LtKeeper *keeper, Job *job)
{
  const int type = job->type;
  if (type == LINES) {
    g_string_append (keeper->unwritten, job->text);
    write_lines (keeper);
  } else if (type == SAVE) {
    save (keeper, job);
  }
  g_free (job->text);
  g_free (job);
  return type != END;
}

static gpointer
keep (gpointer data)
{
  LtKeeper *keeper   = data;
  bool      is_going = true;
  while (is_going) {
    const bool has_work = keeper->is_unsynced || keeper->unwritten->len > 0;
    Job       *job      = lt_queue_pop (keeper->jobs, has_work ? SYNC_MS : -1);
    if (job)
      is_going = do_job (keeper, job);
    else
      write_lines (keeper); // those that did not go before
    // A steady stream of moves must not put the sync off.
    const gint64 now = g_get_monotonic_time ();
    if (!job || now - keeper->synced_at > SYNC_MS * 1000)
      sync_journal (keeper);
  }
  write_lines (keeper);
  sync_journal (keeper);
  return NULL;
}

LtStatus
lt_keeper_new (LtSession *session,
               void (*notify) (void *),
               void      *data,
               LtKeeper **out,
               LtError   *error)
{
  LtKeeper *keeper = g_new0 (LtKeeper, 1);
  keeper->session  = session;
  keeper->notify   = notify;
  keeper->data     = data;
  keeper->folder   = g_strdup (session->path);
  keeper->journal  = -1;
  // Recovered lines stay in their file; new ones begin one of their own, whose
  // name says where.
  LtStatus status = open_journal (keeper, session->sequence, error);
  if (status != LT_OK) {
    if (keeper->journal >= 0)
      close (keeper->journal);
    g_free (keeper->folder);
    g_free (keeper);
    return status;
  }
  keeper->unwritten = g_string_new (NULL);
  keeper->jobs      = lt_queue_new ();
  keeper->outcomes  = lt_queue_new ();
  keeper->thread    = g_thread_new ("keeper", keep, keeper);
  *out              = keeper;
  return LT_OK;
}

static void
push (LtKeeper *keeper, Job job)
{
  lt_queue_push (keeper->jobs, g_memdup2 (&job, sizeof job));
}

void
lt_keeper_flush (LtKeeper *keeper)
{
  char *text = lt_journal_take (keeper->session);
  if (text)
    push (keeper, (Job){.type = LINES, .text = text});
}

void
lt_keeper_save (LtKeeper *keeper)
{
  lt_keeper_flush (keeper);
  push (keeper,
        (Job){.type     = SAVE,
              .text     = lt_session_to_text (keeper->session),
              .sequence = keeper->session->sequence});
}

bool
lt_keeper_poll (LtKeeper *keeper, LtStatus *status, LtError *error)
{
  g_autofree Outcome *outcome = lt_queue_pop (keeper->outcomes, 0);
  if (!outcome)
    return false;
  *status = outcome->status;
  if (error)
    *error = outcome->error;
  if (outcome->is_save && outcome->status == LT_OK) {
    keeper->session->saved = outcome->sequence;
    if (keeper->session->observer.history)
      keeper->session->observer.history (keeper->session->observer.data);
  }
  return true;
}

LtStatus
lt_keeper_free (LtKeeper *keeper, bool with_save, LtError *error)
{
  LtStatus status = LT_OK, last = LT_OK;
  LtError  detail = {.status = LT_OK};
  if (with_save && lt_session_is_dirty (keeper->session))
    lt_keeper_save (keeper);
  else
    lt_keeper_flush (keeper);
  push (keeper, (Job){.type = END});
  g_thread_join (keeper->thread);
  if (keeper->unwritten->len > 0) {
    keeper->has_failed = false; // said before, but it is what counts now
    tell_unsafe (keeper, ENOSPC);
  }
  while (lt_keeper_poll (keeper, &status, &detail)) {
    last = status;
    if (status != LT_OK && error)
      *error = detail;
  }
  close (keeper->journal);
  g_string_free (keeper->unwritten, TRUE);
  lt_queue_free (keeper->jobs);
  lt_queue_free (keeper->outcomes);
  g_free (keeper->folder);
  g_free (keeper);
  return last;
}
