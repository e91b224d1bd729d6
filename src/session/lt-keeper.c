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
  char  *folder;
  int    journal; ///< File descriptor
  bool   is_unsynced, has_failed;
  gint64 synced_at;
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
  g_autofree char *path = lt_journal_path (keeper->folder, number);
  int fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0)
    return lt_fail (error, LT_IO, "%s: %s", path, g_strerror (errno));
  if (keeper->journal >= 0)
    close (keeper->journal);
  keeper->journal = fd;
  return LT_OK;
}

static void
write_lines (LtKeeper *keeper, const char *text)
{
  size_t left = strlen (text);
  while (left > 0) {
    ssize_t n = write (keeper->journal, text, left);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    text += n;
    left -= (size_t)n;
  }
  keeper->is_unsynced = true;
  // Said once, not for every line; a save that works takes it back.
  if (left > 0 && !keeper->has_failed) {
    Outcome outcome    = {.status = LT_IO};
    keeper->has_failed = true;
    lt_fail (&outcome.error,
             LT_IO,
             _ ("The journal of %s cannot be written (%s); edits are not "
                "safe until a save works."),
             keeper->folder,
             g_strerror (errno));
    tell (keeper, outcome);
  }
}

static void
sync_journal (LtKeeper *keeper)
{
  if (keeper->is_unsynced && keeper->journal >= 0)
    fdatasync (keeper->journal);
  keeper->is_unsynced = false;
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
    outcome.status     = open_journal (keeper, job->sequence, &outcome.error);
    trim_journals (keeper);
  }
  tell (keeper, outcome);
}

static gpointer
keep (gpointer data)
{
  LtKeeper *keeper  = data;
  bool      is_over = false;
  while (!is_over) {
    Job *job = keeper->is_unsynced ? lt_queue_pop (keeper->jobs, SYNC_MS)
                                   : lt_queue_pop (keeper->jobs, -1);
    if (!job) {
      sync_journal (keeper);
      continue;
    }
    if (job->type == LINES)
      write_lines (keeper, job->text);
    else if (job->type == SAVE)
      save (keeper, job);
    else
      is_over = true;
    g_free (job->text);
    g_free (job);
    // A steady stream of moves must not put the sync off.
    const gint64 now = g_get_monotonic_time ();
    if (keeper->is_unsynced && now - keeper->synced_at > SYNC_MS * 1000) {
      sync_journal (keeper);
      keeper->synced_at = now;
    }
  }
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
  // name says where. What a crash tore off the old one does no harm there.
  LtStatus status = open_journal (keeper, session->sequence, error);
  if (status != LT_OK) {
    g_free (keeper->folder);
    g_free (keeper);
    return status;
  }
  keeper->jobs     = lt_queue_new ();
  keeper->outcomes = lt_queue_new ();
  keeper->thread   = g_thread_new ("keeper", keep, keeper);
  *out             = keeper;
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
  while (lt_keeper_poll (keeper, &status, &detail))
    if (status != LT_OK) {
      last = status;
      if (error)
        *error = detail;
    }
  if (keeper->journal >= 0)
    close (keeper->journal);
  lt_queue_free (keeper->jobs);
  lt_queue_free (keeper->outcomes);
  g_free (keeper->folder);
  g_free (keeper);
  return last;
}
