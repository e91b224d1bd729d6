// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "desk-rig.h"
#include "lt-test.h"

#include "desk/lt-import.h"
#include "media/lt-media.h"
#include "session/lt-keeper.h"

#include <math.h>

// --- a backend that runs when it is told ---

enum { HAND_PORTS = 256 };

typedef struct {
  LtBackend       base;
  LtBackendClient client;
  bool            used[2][HAND_PORTS];
  float           buffers[2][HAND_PORTS][1024];
  bool            is_started;
} HandBackend;

static LtStatus
hand_start (LtBackend *backend, const LtBackendClient *client, LtError *error)
{
  HandBackend *hand = (HandBackend *)backend;
  hand->client      = *client;
  hand->is_started  = true;
  return LT_OK;
}

static void
hand_stop (LtBackend *backend)
{
  ((HandBackend *)backend)->is_started = false;
}

static void
hand_free (LtBackend *backend)
{
  g_free (backend);
}

static void
hand_state (LtBackend *backend, LtBackendState *state)
{
  *state = (LtBackendState){.is_running = true, .rate = 48000, .block = 64};
  g_strlcpy (state->text, "By hand", sizeof state->text);
}

static int
hand_add_port (LtBackend *backend, LtPortDirection direction, const char *name)
{
  HandBackend *hand = (HandBackend *)backend;
  for (int i = 0; i < HAND_PORTS; i++)
    if (!hand->used[direction][i]) {
      hand->used[direction][i] = true;
      return i;
    }
  return -1;
}

static void
hand_rename_port (LtBackend      *backend,
                  LtPortDirection direction,
                  int             handle,
                  const char     *name)
{
}

static void
hand_remove_port (LtBackend *backend, LtPortDirection direction, int handle)
{
  ((HandBackend *)backend)->used[direction][handle] = false;
}

static void
hand_connect (LtBackend *backend, const char *port, const char *peer, bool wish)
{
}

static bool
hand_next_change (LtBackend *backend, LtConnectionChange *change)
{
  return false;
}

static void
hand_set_latency (LtBackend *backend, uint32_t frames)
{
}

static const LtBackendOps hand_ops = {
  .name                   = "hand",
  .start                  = hand_start,
  .stop                   = hand_stop,
  .free                   = hand_free,
  .state                  = hand_state,
  .add_port               = hand_add_port,
  .rename_port            = hand_rename_port,
  .remove_port            = hand_remove_port,
  .connect                = hand_connect,
  .next_connection_change = hand_next_change,
  .set_latency            = hand_set_latency,
};

static void
hand_cycle (DeskRig *rig, uint32_t n)
{
  HandBackend *hand = (HandBackend *)rig->backend;
  float       *buffers[2][HAND_PORTS];
  for (int d = 0; d < 2; d++)
    for (int i = 0; i < HAND_PORTS; i++)
      buffers[d][i] = hand->used[d][i] ? hand->buffers[d][i] : NULL;
  const LtCycle cycle = {
    .in       = (const float *const *)buffers[LT_PORT_INPUT],
    .out      = buffers[LT_PORT_OUTPUT],
    .n_in     = HAND_PORTS,
    .n_out    = HAND_PORTS,
    .n_frames = n,
    .epoch    = 1,
    .may_wait = rig->before == NULL,
  };
  if (rig->before)
    rig->before ();
  hand->client.process (hand->client.data, &cycle);
  if (rig->after)
    rig->after ();
  for (int c = 0; c < 2; c++)
    if (buffers[LT_PORT_OUTPUT][c] && rig->n + n <= rig->max)
      memcpy (
        rig->out[c] + rig->n, buffers[LT_PORT_OUTPUT][c], n * sizeof (float));
  rig->n += n;
}

// --- the desk round it ---

void
desk_rig_write_sine (const char *path, double hz, double level, uint32_t n)
{
  LtWriter *writer;
  LtError   error;
  float     block[4096];
  if (lt_writer_open (
        path, 48000, 1, LT_SUBTYPE_FLOAT, false, &writer, &error) != LT_OK)
    g_error ("%s", error.text);
  for (uint32_t at = 0; at < n; at += 4096) {
    const uint32_t now = MIN (4096, n - at);
    for (uint32_t i = 0; i < now; i++)
      block[i] = (float)(level * sin (2 * M_PI * hz * (at + i) / 48000));
    g_assert_cmpint (lt_writer_write (writer, block, now, &error), ==, LT_OK);
  }
  g_assert_cmpint (lt_writer_finish (writer, &error), ==, LT_OK);
}

static void
make_session (DeskRig *rig, double hz, uint32_t n_strips)
{
  LtError          error;
  LtSession       *session = lt_session_new (48000);
  g_autofree char *wave    = g_build_filename (rig->dir, "Sine.wav", NULL);
  desk_rig_write_sine (wave, hz, 0.5 / MAX (n_strips, 1), 60 * 48000);
  if (lt_session_create (session, rig->session, &error) != LT_OK)
    g_error ("%s", error.text);
  const LtActor actor = {.origin = LT_ORIGIN_CLI, .gesture = 1};
  LtStripFile   file  = {.path = wave, .rate = 48000, .frames = 60 * 48000};
  for (uint32_t i = 0; i < n_strips; i++) {
    g_autofree char *name = g_strdup_printf ("Sine %u", i + 1);
    if (!lt_session_add_strip (
          session, &actor, LT_KIND_INPUT, 1, name, &file, -1, &error))
      g_error ("%s", error.text);
  }
  LtKeeper *keeper;
  g_assert_cmpint (
    lt_keeper_new (session, NULL, NULL, &keeper, &error), ==, LT_OK);
  g_assert_cmpint (lt_keeper_free (keeper, true, &error), ==, LT_OK);
  lt_session_free (session);
}

DeskRig *
desk_rig_new (uint32_t n_strips, uint32_t max_frames)
{
  return desk_rig_new_at (220, n_strips, max_frames);
}

DeskRig *
desk_rig_new_at (double hz, uint32_t n_strips, uint32_t max_frames)
{
  DeskRig *rig = g_new0 (DeskRig, 1);
  rig->dir     = lt_test_make_dir ();
  rig->session = g_build_filename (rig->dir, "Test.longthrow", NULL);
  rig->max     = max_frames;
  rig->block   = 64;
  for (int c = 0; c < 2; c++)
    rig->out[c] = g_new0 (float, max_frames);
  make_session (rig, hz, n_strips);
  HandBackend *hand      = g_new0 (HandBackend, 1);
  hand->base.ops         = &hand_ops;
  rig->backend           = &hand->base;
  LtDeskOptions  options = {.backend = rig->backend};
  LtError        error;
  LtLinkSurface *surface;
  lt_kernels_find (NULL, &options.kernels, NULL);
  if (lt_desk_new (rig->session, &options, &rig->desk, &error) != LT_OK ||
      lt_desk_start (rig->desk, &error) != LT_OK)
    g_error ("%s", error.text);
  g_assert_cmpint (lt_desk_attach (rig->desk, &surface), ==, LT_OK);
  rig->mirror = lt_mirror_new (surface);
  desk_rig_pump (rig);
  g_assert_true (lt_mirror_desk (rig->mirror)->is_synced);
  return rig;
}

void
desk_rig_free (DeskRig *rig)
{
  LtError error;
  lt_mirror_free (rig->mirror);
  g_assert_cmpint (lt_desk_free (rig->desk, &error), ==, LT_OK);
  for (int c = 0; c < 2; c++)
    g_free (rig->out[c]);
  g_free (rig->session);
  lt_test_remove_dir (rig->dir);
  g_free (rig);
}

void
desk_rig_pump (DeskRig *rig)
{
  lt_desk_tick (rig->desk);
  g_assert_cmpint (lt_mirror_pump (rig->mirror), ==, LT_OK);
}

void
desk_rig_run (DeskRig *rig, uint32_t n_frames)
{
  for (uint32_t done = 0; done < n_frames;) {
    const uint32_t before = rig->n / 480;
    const uint32_t now    = MIN (MIN (rig->block, 1024), n_frames - done);
    hand_cycle (rig, now);
    done += now;
    if (rig->n / 480 != before)
      desk_rig_pump (rig);
  }
}

typedef struct {
  uint32_t serial;
  bool     is_there;
  LtStatus status;
  int64_t  number;
} Answer;

static Answer answer;

static void
on_reply (void       *data,
          uint32_t    serial,
          LtStatus    status,
          int64_t     number,
          const char *text)
{
  if (serial == answer.serial)
    answer = (Answer){serial, true, status, number};
}

LtStatus
desk_rig_wait (DeskRig *rig, uint32_t serial, int64_t *number)
{
  const LtMirrorWatcher watcher = {.reply = on_reply};
  g_assert_cmpuint (serial, !=, 0);
  answer = (Answer){.serial = serial};
  lt_mirror_watch (rig->mirror, &watcher);
  for (int i = 0; i < 3000 && !answer.is_there; i++) {
    desk_rig_pump (rig);
    if (!answer.is_there)
      g_usleep (1000); // a worker is on it
  }
  g_assert_true (answer.is_there);
  if (number)
    *number = answer.number;
  return answer.status;
}

float
desk_rig_roughness (const float *x, uint32_t n)
{
  float worst = 0;
  for (uint32_t i = 2; i < n; i++)
    worst = MAX (worst, fabsf (x[i] - 2 * x[i - 1] + x[i - 2]));
  return worst;
}
