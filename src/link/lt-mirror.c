// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "link/lt-mirror-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TELL(mirror, what, ...)                                                \
  do {                                                                         \
    if ((mirror)->watcher.what)                                                \
      (mirror)->watcher.what ((mirror)->watcher.data, __VA_ARGS__);            \
  } while (0)

static void
keep_text (char **to, const char *text)
{
  char *copy = strdup (text);
  if (!copy)
    return;
  free (*to);
  *to = copy;
}

LtMirror *
lt_mirror_new (LtLinkSurface *surface)
{
  LtMirror *mirror = calloc (1, sizeof *mirror);
  if (!mirror)
    abort (); // a surface without memory has nothing to show
  mirror->surface = surface;
  keep_text (&mirror->undo_label, "");
  keep_text (&mirror->redo_label, "");
  keep_text (&mirror->path, "");
  keep_text (&mirror->backend, "");
  for (int i = 0; i < LT_N_PARAMS; i++)
    mirror->values[i] = lt_param_info[i].def;
  mirror->desk.undo_label = mirror->undo_label;
  mirror->desk.redo_label = mirror->redo_label;
  mirror->desk.path       = mirror->path;
  mirror->desk.backend    = mirror->backend;
  return mirror;
}

static void
free_strip (LtMirrored *strip)
{
  free (strip->bus_values);
  free (strip->name);
  free (strip->file);
  free (strip);
}

void
lt_mirror_free (LtMirror *mirror)
{
  if (!mirror)
    return;
  lt_link_surface_free (mirror->surface);
  for (uint32_t i = 0; i < mirror->n_strips; i++)
    free_strip (mirror->strips[i]);
  for (int i = 0; i < LT_N_PARAMS; i++)
    free (mirror->texts[i]);
  free (mirror->owner.bus_values);
  free (mirror->strips);
  free (mirror->undo_label);
  free (mirror->redo_label);
  free (mirror->path);
  free (mirror->backend);
  free (mirror);
}

void
lt_mirror_watch (LtMirror *mirror, const LtMirrorWatcher *watcher)
{
  mirror->watcher = watcher ? *watcher : (LtMirrorWatcher){0};
}

LtLinkSurface *
lt_mirror_surface (LtMirror *mirror)
{
  return mirror->surface;
}

// --- looking ---

const char *
lt_mirror_answer (const LtMirror *mirror)
{
  return mirror->answer_text;
}

const LtMirrorDesk *
lt_mirror_desk (const LtMirror *mirror)
{
  return &mirror->desk;
}

uint32_t
lt_mirror_n_strips (const LtMirror *mirror)
{
  return mirror->n_strips;
}

LtMirrorStrip *
lt_mirror_strip_at (const LtMirror *mirror, uint32_t place)
{
  return place < mirror->n_strips ? &mirror->strips[place]->strip : NULL;
}

static LtMirrored *
find (const LtMirror *mirror, uint32_t id)
{
  for (uint32_t i = 0; i < mirror->n_strips; i++)
    if (mirror->strips[i]->strip.id == id)
      return mirror->strips[i];
  return NULL;
}

LtMirrorStrip *
lt_mirror_strip (const LtMirror *mirror, uint32_t id)
{
  LtMirrored *strip = find (mirror, id);
  return strip ? &strip->strip : NULL;
}

/// A strip by id, or what stands for the desk itself: 0.
static LtMirrored *
owner (const LtMirror *mirror, uint32_t id)
{
  return id ? find (mirror, id) : (LtMirrored *)&mirror->owner;
}

static double *
find_bus_value (LtMirrored *strip, LtAddress address)
{
  for (uint32_t i = 0; i < strip->n_bus_values; i++)
    if (strip->bus_values[i].bus == address.bus &&
        strip->bus_values[i].param == address.param)
      return &strip->bus_values[i].value;
  return NULL;
}

double
lt_mirror_value (const LtMirror *mirror, LtAddress address)
{
  if (!lt_address_valid (address))
    return 0;
  const LtMirrored *bus = address.bus ? find (mirror, address.bus) : NULL;
  const double      def =
    lt_param_default ((LtParam)address.param, bus ? bus->strip.kind : 0);
  LtMirrored *strip = owner (mirror, address.strip);
  if (!strip)
    return def;
  if (lt_param_info[address.param].flags & LT_PARAM_PER_BUS) {
    const double *value = find_bus_value (strip, address);
    return value ? *value : def;
  }
  return address.strip ? strip->values[address.param]
                       : mirror->values[address.param];
}

const char *
lt_mirror_text (const LtMirror *mirror, LtAddress address)
{
  if (!lt_address_valid (address) || !lt_param_is_text ((LtParam)address.param))
    return NULL;
  if (address.strip == 0)
    return mirror->texts[address.param] ? mirror->texts[address.param] : "";
  const LtMirrored *strip = find (mirror, address.strip);
  return strip ? strip->strip.name : NULL;
}

static uint32_t
by_name (void *data, const char *name)
{
  const LtMirror *mirror = data;
  for (uint32_t i = 0; i < mirror->n_strips; i++)
    if (strcmp (mirror->strips[i]->strip.name, name) == 0)
      return mirror->strips[i]->strip.id;
  return 0;
}

static uint32_t
master (void *data)
{
  return ((LtMirror *)data)->desk.master;
}

LtNames
lt_mirror_names (LtMirror *mirror)
{
  return (LtNames){.strip_by_name = by_name, .master = master, .data = mirror};
}

// --- events ---

static void
on_session (LtMirror *mirror, const LtRecord *record)
{
  const LtEventSession *event = (const LtEventSession *)record;
  keep_text (&mirror->path, lt_event_text (record));
  mirror->desk.path       = mirror->path;
  mirror->desk.rate       = event->rate;
  mirror->desk.master     = event->master;
  mirror->desk.length     = event->length;
  mirror->desk.is_dirty   = event->is_dirty != 0;
  mirror->desk.engine_pid = event->engine_pid;
  if (mirror->watcher.desk)
    mirror->watcher.desk (mirror->watcher.data);
}

static int
by_place (const void *a, const void *b)
{
  const LtMirrored *x = *(LtMirrored *const *)a;
  const LtMirrored *y = *(LtMirrored *const *)b;
  if (x->strip.position != y->strip.position)
    return x->strip.position < y->strip.position ? -1 : 1;
  return (x->strip.id > y->strip.id) - (x->strip.id < y->strip.id);
}

static LtMirrored *
add_strip (LtMirror *mirror, uint32_t id)
{
  LtMirrored **grown =
    realloc (mirror->strips, (mirror->n_strips + 1) * sizeof *grown);
  LtMirrored *strip = calloc (1, sizeof *strip);
  if (grown)
    mirror->strips = grown;
  if (!grown || !strip)
    abort ();
  strip->strip.id = id;
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    strip->values[i] = lt_param_info[i].def;
  keep_text (&strip->name, "");
  strip->strip.name                  = strip->name;
  mirror->strips[mirror->n_strips++] = strip;
  return strip;
}

static void
on_strip (LtMirror *mirror, const LtRecord *record)
{
  const LtEventStrip *event  = (const LtEventStrip *)record;
  LtMirrored         *strip  = find (mirror, event->strip);
  const bool          is_new = !strip;
  if (is_new)
    strip = add_strip (mirror, event->strip);
  keep_text (&strip->file, lt_event_text (record));
  strip->strip.kind        = (LtKind)event->kind;
  strip->strip.n_channels  = event->channels;
  strip->strip.position    = event->position;
  strip->strip.file_state  = (LtFileState)event->file_state;
  strip->strip.is_silenced = event->is_silenced != 0;
  strip->strip.file_length = event->file_length;
  strip->strip.latency     = event->latency;
  strip->strip.file        = strip->file;
  qsort (mirror->strips, mirror->n_strips, sizeof *mirror->strips, by_place);
  if (is_new)
    TELL (mirror, strip_added, &strip->strip);
  else
    TELL (mirror, strip_changed, &strip->strip);
}

static void
on_strip_gone (LtMirror *mirror, const LtRecord *record)
{
  const uint32_t id = ((const LtEventStrip *)record)->strip;
  for (uint32_t i = 0; i < mirror->n_strips; i++) {
    LtMirrored *strip = mirror->strips[i];
    if (strip->strip.id != id)
      continue;
    mirror->n_strips--;
    memmove (&mirror->strips[i],
             &mirror->strips[i + 1],
             (mirror->n_strips - i) * sizeof *mirror->strips);
    TELL (mirror, strip_gone, &strip->strip);
    free_strip (strip);
    return;
  }
}

static void
keep_bus_value (LtMirrored *strip, LtAddress address, double value)
{
  double *known = find_bus_value (strip, address);
  if (known) {
    *known = value;
    return;
  }
  LtMirrorBusValue *grown =
    realloc (strip->bus_values, (strip->n_bus_values + 1) * sizeof *grown);
  if (!grown)
    return;
  strip->bus_values                        = grown;
  strip->bus_values[strip->n_bus_values++] = (LtMirrorBusValue){
    .bus = address.bus, .param = address.param, .value = value};
}

static void
on_value (LtMirror *mirror, const LtRecord *record)
{
  const LtEventValue *event   = (const LtEventValue *)record;
  const LtAddress     address = event->address;
  LtMirrored         *strip   = owner (mirror, address.strip);
  if (!strip)
    return;
  if (lt_param_info[address.param].flags & LT_PARAM_PER_BUS)
    keep_bus_value (strip, address, event->value);
  else if (address.strip == 0)
    mirror->values[address.param] = event->value;
  else
    strip->values[address.param] = event->value;
  TELL (mirror,
        value,
        address,
        event->value,
        (LtOrigin)event->origin,
        event->gesture);
}

static void
on_text (LtMirror *mirror, const LtRecord *record)
{
  const LtEventValue *event = (const LtEventValue *)record;
  LtMirrored         *strip = owner (mirror, event->address.strip);
  if (!strip || !lt_param_is_text ((LtParam)event->address.param))
    return;
  char **text =
    event->address.strip ? &strip->name : &mirror->texts[event->address.param];
  keep_text (text, lt_event_text (record));
  if (event->address.strip)
    strip->strip.name = strip->name;
  TELL (mirror, text, event->address, *text);
}

static void
on_history (LtMirror *mirror, const LtRecord *record)
{
  const LtEventHistory *event = (const LtEventHistory *)record;
  const char           *both  = lt_event_text (record);
  const char           *line  = strchr (both, '\n');
  char                  undo[LT_MAX_TEXT];
  snprintf (undo,
            sizeof undo,
            "%.*s",
            (int)(line ? line - both : (int)strlen (both)),
            both);
  keep_text (&mirror->undo_label, undo);
  keep_text (&mirror->redo_label, line ? line + 1 : "");
  mirror->desk.n_undo     = event->n_undo;
  mirror->desk.n_redo     = event->n_redo;
  mirror->desk.undo_label = mirror->undo_label;
  mirror->desk.redo_label = mirror->redo_label;
  if (mirror->watcher.desk)
    mirror->watcher.desk (mirror->watcher.data);
}

static void
on_job (LtMirror *mirror, const LtRecord *record)
{
  const LtEventJob *event = (const LtEventJob *)record;
  TELL (mirror,
        job,
        event->job,
        (LtJobState)event->state,
        event->progress,
        lt_event_text (record));
}

static void
on_reply (LtMirror *mirror, const LtRecord *record)
{
  const LtEventReply *event = (const LtEventReply *)record;
  if (mirror->awaited && event->serial == mirror->awaited) {
    mirror->is_answered   = true;
    mirror->answer        = (LtStatus)event->status;
    mirror->answer_number = event->number;
    snprintf (mirror->answer_text,
              sizeof mirror->answer_text,
              "%s",
              lt_event_text (record));
  }
  TELL (mirror,
        reply,
        event->serial,
        (LtStatus)event->status,
        event->number,
        lt_event_text (record));
}

static void
on_notice (LtMirror *mirror, const LtRecord *record)
{
  const LtEventNotice *event = (const LtEventNotice *)record;
  TELL (mirror, notice, (LtSeverity)event->severity, lt_event_text (record));
}

static void
on_backend (LtMirror *mirror, const LtRecord *record)
{
  const LtEventBackend *event = (const LtEventBackend *)record;
  keep_text (&mirror->backend, lt_event_text (record));
  mirror->desk.backend         = mirror->backend;
  mirror->desk.is_running      = event->is_running != 0;
  mirror->desk.is_freewheeling = event->is_freewheeling != 0;
  mirror->desk.block           = event->block;
  if (mirror->watcher.desk)
    mirror->watcher.desk (mirror->watcher.data);
}

static void
on_sync (LtMirror *mirror, const LtRecord *record)
{
  mirror->desk.is_synced = true;
  if (mirror->watcher.synced)
    mirror->watcher.synced (mirror->watcher.data);
}

static void
on_clear (LtMirror *mirror, const LtRecord *record)
{
  TELL (mirror, cleared, ((const LtEventStrip *)record)->strip);
}

static void (*const handlers[LT_N_EVENTS]) (LtMirror *, const LtRecord *) = {
  [LT_EVENT_SESSION]    = on_session,
  [LT_EVENT_STRIP]      = on_strip,
  [LT_EVENT_STRIP_GONE] = on_strip_gone,
  [LT_EVENT_VALUE]      = on_value,
  [LT_EVENT_TEXT]       = on_text,
  [LT_EVENT_HISTORY]    = on_history,
  [LT_EVENT_JOB]        = on_job,
  [LT_EVENT_REPLY]      = on_reply,
  [LT_EVENT_NOTICE]     = on_notice,
  [LT_EVENT_BACKEND]    = on_backend,
  [LT_EVENT_SYNC]       = on_sync,
  [LT_EVENT_CLEAR]      = on_clear,
};

LtStatus
lt_mirror_pump (LtMirror *mirror)
{
  union {
    LtRecord record;
    uint64_t align;
    char     bytes[LT_MAX_RECORD];
  } buffer;
  lt_link_surface_clear (mirror->surface);
  for (;;) {
    LtStatus status =
      lt_link_surface_next_event (mirror->surface, &buffer.record);
    if (status == LT_NOT_FOUND)
      break;
    if (status == LT_IO)
      return LT_IO;
    if (status == LT_OK)
      handlers[buffer.record.type](mirror, &buffer.record);
  }
  struct pollfd gone = {.fd     = lt_link_surface_hangup_fd (mirror->surface),
                        .events = POLLIN | POLLHUP};
  return gone.fd >= 0 && poll (&gone, 1, 0) > 0 ? LT_IO : LT_OK;
}

// --- waiting ---

static int64_t
now_ms (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static LtStatus
wait_until (LtMirror *mirror, const bool *is_there, int timeout_ms)
{
  const int64_t end = now_ms () + timeout_ms;
  for (;;) {
    LtStatus status = lt_mirror_pump (mirror);
    if (*is_there)
      return LT_OK;
    if (status != LT_OK)
      return status;
    const int64_t left = end - now_ms ();
    if (left <= 0)
      return LT_BUSY;
    struct pollfd fds[2] = {
      {.fd = lt_link_surface_fd (mirror->surface), .events = POLLIN},
      {.fd     = lt_link_surface_hangup_fd (mirror->surface),
       .events = POLLIN | POLLHUP},
    };
    poll (fds, fds[1].fd >= 0 ? 2 : 1, (int)(left < 1000 ? left : 1000));
  }
}

LtStatus
lt_mirror_wait_synced (LtMirror *mirror, int timeout_ms)
{
  return wait_until (mirror, &mirror->desk.is_synced, timeout_ms);
}

LtStatus
lt_mirror_wait_reply (LtMirror *mirror,
                      uint32_t  serial,
                      int       timeout_ms,
                      int64_t  *number,
                      LtError  *error)
{
  mirror->awaited     = serial;
  mirror->is_answered = false;
  LtStatus status     = wait_until (mirror, &mirror->is_answered, timeout_ms);
  mirror->awaited     = 0;
  if (status == LT_IO)
    return lt_fail (error, LT_IO, _ ("The desk has gone."));
  if (status != LT_OK)
    return lt_fail (error, status, _ ("The desk does not answer."));
  if (number)
    *number = mirror->answer_number;
  if (mirror->answer != LT_OK)
    return lt_fail (error, mirror->answer, "%s", mirror->answer_text);
  return LT_OK;
}

// --- meters ---

bool
lt_mirror_telemetry (LtMirror *mirror, LtTelemetry *telemetry, LtMeter *meters)
{
  static LtMeter next[LT_MAX_STRIPS];
  LtTelemetry    head;
  uint32_t       n    = 0;
  float          load = 0;
  bool           any  = false;
  while (lt_link_surface_next_telemetry (mirror->surface, &head, next) ==
         LT_OK) {
    load = head.load > load ? head.load : load;
    if (any) {
      n = lt_meter_fold (meters, n, LT_MAX_STRIPS, next, head.n_strips);
    } else {
      n = head.n_strips;
      memcpy (meters, next, n * sizeof *meters);
    }
    *telemetry = head;
    any        = true;
  }
  if (any) {
    telemetry->load     = load;
    telemetry->n_strips = n;
  }
  return any;
}

const LtMeter *
lt_mirror_meter (const LtMeter *meters, uint32_t n, uint32_t strip)
{
  for (uint32_t i = 0; i < n; i++)
    if (meters[i].strip == strip)
      return &meters[i];
  return NULL;
}
