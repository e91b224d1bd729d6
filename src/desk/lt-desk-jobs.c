// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Long work beside the desk: imports and conversions, each in a thread.

#include "desk/lt-desk-private.h"

#include "base/lt-i18n.h"

static bool
progress (void *data, double share)
{
  LtDeskJob *job = data;
  atomic_store_explicit (
    &job->progress, (uint32_t)(share * 65536.0), memory_order_relaxed);
  return !atomic_load_explicit (&job->is_cancelled, memory_order_relaxed);
}

static gpointer
work (gpointer data)
{
  LtDeskJob *job = data;
  job->run (job);
  atomic_store_explicit (&job->is_over, true, memory_order_release);
  return NULL;
}

static LtDeskJob *
start (LtDesk *desk, void (*run) (void *), void (*finish) (void *), char *label)
{
  LtDeskJob *job = g_new0 (LtDeskJob, 1);
  job->id        = ++desk->n_jobs;
  job->desk      = desk;
  job->label     = label;
  job->run       = run;
  job->finish    = finish;
  g_ptr_array_add (desk->jobs, job);
  lt_desk_mark_job (desk, job->id);
  return job;
}

void
lt_desk_free_job (gpointer data)
{
  LtDeskJob *job = data;
  lt_import_free (job->import, false);
  g_free (job->label);
  g_free (job->paths);
  g_free (job->from);
  g_free (job->to);
  g_free (job);
}

// --- import ---

static void
import_run (void *data)
{
  LtDeskJob *job = data;
  job->status    = lt_import_read (lt_session_path (job->desk->session),
                                job->paths,
                                job->link,
                                progress,
                                job,
                                &job->import,
                                &job->error);
}

static void
import_finish (void *data)
{
  LtDeskJob *job  = data;
  LtDesk    *desk = job->desk;
  if (job->status == LT_OK) {
    desk->actor = job->actor;
    job->status = lt_import_apply (
      job->import, desk->session, &job->actor, job->place, &job->error);
    desk->actor = (LtActor){.origin = LT_ORIGIN_DESK};
    lt_engine_commit (lt_player_engine (desk->player));
    lt_import_free (job->import, job->status != LT_OK);
    job->import = NULL;
  }
  if (job->reply_serial)
    lt_desk_reply (desk,
                   job->reply_to,
                   job->reply_serial,
                   job->status,
                   job->id,
                   job->status == LT_OK ? NULL : job->error.text);
}

/// A big selection comes in several commands of one gesture.
static LtDeskJob *
waiting_import (LtDesk *desk, const LtDeskSurface *surface, uint32_t gesture)
{
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (job->run == import_run && !job->thread &&
        job->state == LT_JOB_RUNNING && job->actor.surface == surface->number &&
        job->actor.gesture == gesture && gesture)
      return job;
  }
  return NULL;
}

uint32_t
lt_desk_import (LtDesk               *desk,
                const LtDeskSurface  *surface,
                const LtCommandStrip *command,
                const char           *paths)
{
  const LtCommand *c   = &command->command;
  LtDeskJob       *job = waiting_import (desk, surface, c->gesture);
  if (job) {
    char *all = g_strconcat (job->paths, "\n", paths, NULL);
    g_free (job->paths);
    job->paths        = all;
    job->reply_serial = c->serial;
  } else {
    job = start (desk, import_run, import_finish, g_strdup (_ ("Import")));
    job->paths        = g_strdup (paths);
    job->link         = (c->flags & LT_IMPORT_LINK) != 0;
    job->place        = command->position;
    job->actor        = desk->actor;
    job->reply_to     = surface->number;
    job->reply_serial = c->serial;
    // All strips of an import are one step.
    if (job->actor.gesture == 0)
      job->actor.gesture = 0x80000000u | job->id;
  }
  const bool more = c->flags & LT_TOUCH_BEGIN && !(c->flags & LT_TOUCH_END);
  const bool middle =
    c->gesture && !(c->flags & (LT_TOUCH_BEGIN | LT_TOUCH_END));
  if (!more && !middle)
    job->thread = g_thread_new ("import", work, job);
  return job->id;
}

// --- convert ---

static void
convert_run (void *data)
{
  LtDeskJob *job = data;
  job->status    = lt_media_convert (
    job->from, job->to, job->rate, progress, job, &job->error);
}

static void
convert_finish (void *data)
{
  LtDeskJob *job = data;
  lt_player_converted (job->desk->player, job->to, job->status);
  lt_engine_commit (lt_player_engine (job->desk->player));
}

static uint32_t
n_running (const LtDesk *desk, void (*run) (void *))
{
  uint32_t n = 0;
  for (guint i = 0; i < desk->jobs->len; i++) {
    const LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    n += job->run == run && job->thread != NULL;
  }
  return n;
}

/// Conversions queue up: as many at a time as there are processors.
static void
start_conversions (LtDesk *desk)
{
  uint32_t n = n_running (desk, convert_run);
  for (guint i = 0; i < desk->jobs->len && n < g_get_num_processors (); i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (job->run != convert_run || job->thread || job->state != LT_JOB_RUNNING)
      continue;
    job->thread = g_thread_new ("convert", work, job);
    n++;
  }
}

void
lt_desk_convert (LtDesk *desk, const char *from, const char *to, uint32_t rate)
{
  g_autofree char *name = g_path_get_basename (from);
  // Two strips of one file: one conversion serves both.
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (job->run == convert_run && job->state == LT_JOB_RUNNING &&
        g_strcmp0 (job->to, to) == 0)
      return;
  }
  LtDeskJob *job = start (desk,
                          convert_run,
                          convert_finish,
                          g_strdup_printf (_ ("Converting %s"), name));
  job->from      = g_strdup (from);
  job->to        = g_strdup (to);
  job->rate      = rate;
}

// --- all ---

LtStatus
lt_desk_cancel (LtDesk *desk, int64_t id)
{
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (job->id != id || job->state != LT_JOB_RUNNING)
      continue;
    atomic_store_explicit (&job->is_cancelled, true, memory_order_relaxed);
    return LT_OK;
  }
  return LT_NOT_FOUND;
}

static void
end_job (LtDesk *desk, LtDeskJob *job)
{
  g_thread_join (job->thread);
  job->thread = NULL;
  job->finish (job);
  job->state   = job->status == LT_OK          ? LT_JOB_DONE
                 : job->status == LT_CANCELLED ? LT_JOB_CANCELLED
                                               : LT_JOB_FAILED;
  job->shown   = job->status == LT_OK ? 65536 : job->shown;
  job->over_at = g_get_monotonic_time ();
  lt_desk_mark_job (desk, job->id);
}

void
lt_desk_poll_jobs (LtDesk *desk)
{
  start_conversions (desk);
  for (guint i = 0; i < desk->jobs->len;) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (job->state != LT_JOB_RUNNING) {
      // Kept for a while for surfaces that come late.
      if (g_get_monotonic_time () - job->over_at > 10 * G_USEC_PER_SEC) {
        g_ptr_array_remove_index (desk->jobs, i);
        continue;
      }
    } else if (job->thread &&
               atomic_load_explicit (&job->is_over, memory_order_acquire)) {
      end_job (desk, job);
    } else {
      uint32_t now =
        atomic_load_explicit (&job->progress, memory_order_relaxed);
      if (now >= job->shown + 655) {
        job->shown = now;
        lt_desk_mark_job (desk, job->id);
      }
    }
    i++;
  }
}

void
lt_desk_end_jobs (LtDesk *desk)
{
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    atomic_store_explicit (&job->is_cancelled, true, memory_order_relaxed);
  }
  for (guint i = 0; i < desk->jobs->len; i++) {
    LtDeskJob *job = g_ptr_array_index (desk->jobs, i);
    if (!job->thread)
      continue;
    g_thread_join (job->thread);
    job->thread = NULL;
    lt_import_free (job->import, true);
    job->import = NULL;
  }
}
