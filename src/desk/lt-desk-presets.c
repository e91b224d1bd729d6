// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Presets are files: one thread reads and writes them, in the order asked for,
// so that who saves one and lists them sees it.

#include "desk/lt-desk-private.h"

#include "base/lt-i18n.h"
#include "base/lt-queue.h"
#include "core/lt-ids.h"
#include "session/lt-preset.h"

#include <string.h>

typedef struct {
  uint16_t  type; ///< LtCommandType; 0: the thread ends
  char     *name;
  LtPreset *preset; ///< To write, or what was read
  bool      replace;
  uint32_t  sections;
  uint32_t *strips;
  uint32_t  n_strips;
  LtActor   actor;
  uint32_t  reply_to, reply_serial;
  LtStatus  status;
  LtError   error;
  char     *list;
  uint32_t  n_left;
} Job;

struct LtPresets {
  LtQueue *jobs, *done;
  GThread *thread;
};

static void
free_job (Job *job)
{
  lt_preset_free (job->preset);
  g_free (job->name);
  g_free (job->strips);
  g_free (job->list);
  g_free (job);
}

// --- the thread's half ---

static void
work_on (const LtPresetFolders *folders, Job *job)
{
  switch (job->type) {
    case LT_COMMAND_PRESET_LIST:
      job->list =
        lt_preset_list (folders, job->name, LT_MAX_TEXT, &job->n_left);
      break;
    case LT_COMMAND_PRESET_APPLY:
      job->status =
        lt_preset_read (folders, job->name, &job->preset, &job->error);
      break;
    case LT_COMMAND_PRESET_SAVE:
      job->status =
        lt_preset_write (folders, job->preset, job->replace, &job->error);
      break;
    case LT_COMMAND_PRESET_REMOVE:
      job->status = lt_preset_remove (folders, job->name, &job->error);
      break;
    default:
      break;
  }
}

static gpointer
work (gpointer data)
{
  LtPresets      *presets = data;
  LtPresetFolders folders;
  bool            is_going = true;
  lt_preset_find_folders (&folders);
  while (is_going) {
    Job *job = lt_queue_pop (presets->jobs, -1);
    if (!job)
      continue;
    is_going = job->type != 0;
    work_on (&folders, job);
    lt_queue_push (presets->done, job);
  }
  lt_preset_clear_folders (&folders);
  return NULL;
}

// --- the desk's half ---

LtStatus
lt_desk_read_ids (const char *text, uint32_t *ids, uint32_t *n, LtError *error)
{
  return lt_ids_parse (text, ids, LT_MAX_STRIPS, n)
           ? LT_OK
           : lt_fail (error,
                      LT_RANGE,
                      _ ("Name 1 to %d strips by number: 3 7 12-20."),
                      LT_MAX_STRIPS);
}

static void
push (LtDesk *desk, Job *job)
{
  LtPresets *presets = desk->presets;
  if (!presets) {
    presets         = g_new0 (LtPresets, 1);
    presets->jobs   = lt_queue_new ();
    presets->done   = lt_queue_new ();
    presets->thread = g_thread_new ("presets", work, presets);
    desk->presets   = presets;
  }
  lt_queue_push (presets->jobs, job);
}

/// What of a job can be told at once, with the session as it is now.
static LtStatus
prepare (LtDesk                  *desk,
         Job                     *job,
         const LtCommandSettings *command,
         const char              *rest,
         LtError                 *error)
{
  if (job->type == LT_COMMAND_PRESET_APPLY) {
    job->strips = g_new (uint32_t, LT_MAX_STRIPS);
    return lt_desk_read_ids (rest, job->strips, &job->n_strips, error);
  }
  if (job->type != LT_COMMAND_PRESET_SAVE)
    return LT_OK;
  const LtStrip *strip = lt_session_strip (desk->session, command->strip);
  return strip
           ? lt_preset_from_strip (
               strip, command->sections, job->name, rest, &job->preset, error)
           : lt_fail (error,
                      LT_NOT_FOUND,
                      _ ("There is no strip %u."),
                      command->strip);
}

LtStatus
lt_desk_preset (LtDesk                  *desk,
                const LtDeskSurface     *surface,
                const LtCommandSettings *command,
                const char              *text,
                LtError                 *error)
{
  const char *line = strchr (text, '\n');
  Job        *job  = g_new0 (Job, 1);
  job->type        = command->command.record.type;
  job->name = line ? g_strndup (text, (gsize)(line - text)) : g_strdup (text);
  job->sections     = command->sections;
  job->replace      = (command->command.flags & LT_REPLACE) != 0;
  job->actor        = desk->actor;
  job->reply_to     = surface->number;
  job->reply_serial = command->command.serial;
  LtStatus status   = prepare (desk, job, command, line ? line + 1 : "", error);
  if (status == LT_OK)
    push (desk, job);
  else
    free_job (job);
  return status;
}

static void
apply (LtDesk *desk, Job *job)
{
  desk->actor = job->actor;
  job->status = lt_session_apply_preset (desk->session,
                                         &job->actor,
                                         job->preset,
                                         job->sections,
                                         job->strips,
                                         job->n_strips,
                                         &job->error);
  desk->actor = (LtActor){.origin = LT_ORIGIN_DESK};
  lt_engine_commit (lt_player_engine (desk->player));
}

static void
finish (LtDesk *desk, Job *job)
{
  if (job->type == LT_COMMAND_PRESET_APPLY && job->status == LT_OK)
    apply (desk, job);
  const char *error =
    job->error.text[0] ? job->error.text : lt_strerror (job->status);
  if (job->reply_serial)
    lt_desk_reply (desk,
                   job->reply_to,
                   job->reply_serial,
                   job->status,
                   job->n_left,
                   job->status == LT_OK ? job->list : error);
}

void
lt_desk_poll_presets (LtDesk *desk)
{
  Job *job;
  while (desk->presets && (job = lt_queue_pop (desk->presets->done, 0))) {
    finish (desk, job);
    free_job (job);
  }
}

void
lt_desk_end_presets (LtDesk *desk)
{
  Job *job;
  if (!desk->presets)
    return;
  lt_queue_push (desk->presets->jobs, g_new0 (Job, 1));
  g_thread_join (desk->presets->thread);
  while ((job = lt_queue_pop (desk->presets->done, 0)))
    free_job (job);
  lt_queue_free (desk->presets->jobs);
  lt_queue_free (desk->presets->done);
  g_clear_pointer (&desk->presets, g_free);
}
