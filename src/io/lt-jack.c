// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-i18n.h"
#include "io/lt-jack-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  TICK_MS  = 50,   ///< The control thread looks so often
  CLOSE_MS = 3000, ///< A dead client that does not close is left behind
};

// --- JACK's callbacks, on its notification thread: note and go ---

static void
on_shutdown (void *data)
{
  atomic_store (&((LtJack *)data)->is_shut_down, true);
}

static void
on_info_shutdown (jack_status_t code, const char *reason, void *data)
{
  on_shutdown (data);
}

static int
on_buffer_size (jack_nframes_t n, void *data)
{
  atomic_store (&((LtJack *)data)->block, n);
  return 0;
}

static int
on_sample_rate (jack_nframes_t rate, void *data)
{
  atomic_store (&((LtJack *)data)->rate, rate);
  return 0;
}

static int
on_xrun (void *data)
{
  atomic_fetch_add (&((LtJack *)data)->n_xruns, 1);
  return 0;
}

static void
on_freewheel (int starting, void *data)
{
  atomic_store (&((LtJack *)data)->is_freewheeling, starting != 0);
}

static void
be_silent (const char *text)
{
}

// --- the client ---

static bool
open_client (LtJack *jack)
{
  jack_status_t  status;
  jack_client_t *client =
    jack_client_open (jack->name, JackNoStartServer, &status);
  if (!client)
    return false;
  atomic_store (&jack->is_shut_down, false);
  atomic_store (&jack->is_freewheeling, false);
  atomic_store (&jack->rate, jack_get_sample_rate (client));
  atomic_store (&jack->block, jack_get_buffer_size (client));
  jack_set_process_callback (client, lt_jack_process, jack);
  jack_set_buffer_size_callback (client, on_buffer_size, jack);
  jack_set_sample_rate_callback (client, on_sample_rate, jack);
  jack_set_xrun_callback (client, on_xrun, jack);
  jack_set_freewheel_callback (client, on_freewheel, jack);
  jack_set_port_connect_callback (client, lt_jack_on_connect, jack);
  jack_set_latency_callback (client, lt_jack_on_latency, jack);
  // PipeWire calls the one, jackd the other.
  jack_on_shutdown (client, on_shutdown, jack);
  jack_on_info_shutdown (client, on_info_shutdown, jack);
  atomic_fetch_add (&jack->epoch, 1);
  jack->client = client;
  lt_jack_register_all (jack);
  if (jack_activate (client) != 0) {
    jack->client = NULL;
    lt_jack_forget_all (jack);
    jack_client_close (client);
    return false;
  }
  lt_jack_fulfil_wishes (jack);
  return true;
}

typedef struct {
  jack_client_t *client;
  _Atomic int    state; ///< 0 closing, 1 closed, 2 left behind
} Closing;

static void *
close_it (void *data)
{
  Closing *closing = data;
  jack_client_close (closing->client);
  int expected = 0;
  if (!atomic_compare_exchange_strong (&closing->state, &expected, 1))
    free (closing); // nobody waits any more
  return NULL;
}

/// A client of a dead server may not close for ever: not our thread's worry.
static void
close_client (LtJack *jack)
{
  Closing  *closing = calloc (1, sizeof *closing);
  pthread_t thread;
  if (!jack->client || !closing) {
    free (closing);
    return;
  }
  closing->client = jack->client;
  jack->client    = NULL;
  lt_jack_forget_all (jack);
  if (pthread_create (&thread, NULL, close_it, closing) != 0) {
    free (closing);
    return;
  }
  pthread_detach (thread);
  for (int i = 0; i < CLOSE_MS / 5; i++) {
    if (atomic_load (&closing->state) == 1) {
      free (closing);
      return;
    }
    usleep (5000);
  }
  int expected = 0;
  if (!atomic_compare_exchange_strong (&closing->state, &expected, 2))
    free (closing);
}

// --- the watch ---

static void
wake_desk (LtJack *jack)
{
  if (jack->desk.notify)
    jack->desk.notify (jack->desk.data);
}

static void
come_back (LtJack *jack)
{
  pthread_mutex_lock (&jack->lock);
  close_client (jack);
  const bool is_open = open_client (jack);
  pthread_mutex_unlock (&jack->lock);
  if (is_open)
    atomic_fetch_add (&jack->n_restarts, 1);
}

/// Cycles that come are the one sign of life that every server gives.
static void *
watch (void *data)
{
  LtJack  *jack    = data;
  uint64_t seen    = 0;
  uint64_t seen_at = lt_jack_now_ms ();
  int      n_ticks = 0;
  while (!atomic_load (&jack->must_end)) {
    const uint64_t cycles = atomic_load (&jack->n_cycles);
    const uint64_t now    = lt_jack_now_ms ();
    const uint32_t rate   = atomic_load (&jack->rate);
    uint64_t       patience =
      rate ? 8000ull * atomic_load (&jack->block) / rate : 250;
    if (patience < 250)
      patience = 250;
    if (cycles != seen) {
      seen    = cycles;
      seen_at = now;
    }
    const bool runs = now - seen_at < patience &&
                      !atomic_load (&jack->is_shut_down) && jack->client;
    if (runs != atomic_exchange (&jack->is_running, runs))
      wake_desk (jack);
    if (atomic_load (&jack->is_shut_down) || !jack->client)
      come_back (jack);
    else if (n_ticks++ % 4 == 0 && pthread_mutex_trylock (&jack->lock) == 0) {
      if (runs)
        lt_jack_fulfil_wishes (jack); // peers come later than we
      pthread_mutex_unlock (&jack->lock);
    }
    usleep (TICK_MS * 1000);
  }
  return NULL;
}

// --- life ---

static LtStatus
start (LtBackend *backend, const LtBackendClient *client, LtError *error)
{
  LtJack *jack = (LtJack *)backend;
  jack->desk   = *client;
  pthread_mutex_lock (&jack->lock);
  const bool is_open = open_client (jack);
  pthread_mutex_unlock (&jack->lock);
  if (!is_open)
    return lt_fail (error,
                    LT_NOT_FOUND,
                    _ ("No JACK server is running; start one (jackd or "
                       "PipeWire) or choose --backend paced."));
  atomic_store (&jack->is_running, true);
  jack->has_control = pthread_create (&jack->control, NULL, watch, jack) == 0;
  return LT_OK;
}

static void
stop (LtBackend *backend)
{
  LtJack *jack = (LtJack *)backend;
  atomic_store (&jack->must_end, true);
  if (jack->has_control)
    pthread_join (jack->control, NULL);
  jack->has_control = false;
  pthread_mutex_lock (&jack->lock);
  if (jack->client && !atomic_load (&jack->is_shut_down))
    jack_deactivate (jack->client);
  close_client (jack);
  pthread_mutex_unlock (&jack->lock);
}

static void
free_jack (LtBackend *backend)
{
  LtJack *jack = (LtJack *)backend;
  lt_jack_free_ports (jack);
  pthread_mutex_destroy (&jack->lock);
  pthread_mutex_destroy (&jack->change_lock);
  free (jack);
}

static void
state (LtBackend *backend, LtBackendState *out)
{
  LtJack *jack = (LtJack *)backend;
  *out         = (LtBackendState){
            .is_running      = atomic_load (&jack->is_running),
            .is_freewheeling = atomic_load (&jack->is_freewheeling),
            .rate            = atomic_load (&jack->rate),
            .block           = atomic_load (&jack->block),
            .n_restarts      = atomic_load (&jack->n_restarts),
  };
  snprintf (out->text, sizeof out->text, "JACK %s", jack_get_version_string ());
}

static void
set_latency (LtBackend *backend, uint32_t frames)
{
  LtJack *jack = (LtJack *)backend;
  if (atomic_exchange (&jack->latency, frames) == frames)
    return;
  pthread_mutex_lock (&jack->lock);
  if (jack->client)
    jack_recompute_total_latencies (jack->client);
  pthread_mutex_unlock (&jack->lock);
}

static const LtBackendOps jack_ops = {
  .name                   = "jack",
  .start                  = start,
  .stop                   = stop,
  .free                   = free_jack,
  .state                  = state,
  .add_port               = lt_jack_add_port,
  .rename_port            = lt_jack_rename_port,
  .remove_port            = lt_jack_remove_port,
  .connect                = lt_jack_connect,
  .next_connection_change = lt_jack_next_change,
  .set_latency            = set_latency,
};

LtBackend *
lt_jack_new (const char *client_name, LtError *error)
{
  LtJack *jack = calloc (1, sizeof *jack);
  if (!jack) {
    lt_fail (error, LT_NO_MEM, "%s", lt_strerror (LT_NO_MEM));
    return NULL;
  }
  jack->base.ops = &jack_ops;
  snprintf (jack->name, sizeof jack->name, "%s", client_name);
  pthread_mutex_init (&jack->lock, NULL);
  pthread_mutex_init (&jack->change_lock, NULL);
  jack_set_error_function (be_silent);
  jack_set_info_function (be_silent);
  return &jack->base;
}

// --- looking at a server ---

LtStatus
lt_jack_probe (LtJackServer *server, LtError *error)
{
  jack_status_t status;
  jack_set_error_function (be_silent);
  jack_set_info_function (be_silent);
  jack_client_t *client =
    jack_client_open ("longthrow-look", JackNoStartServer, &status);
  if (!client)
    return lt_fail (error, LT_NOT_FOUND, _ ("No JACK server is running."));
  *server = (LtJackServer){
    .rate        = jack_get_sample_rate (client),
    .block       = jack_get_buffer_size (client),
    .is_realtime = jack_is_realtime (client) != 0,
  };
  const char **ports =
    jack_get_ports (client, NULL, JACK_DEFAULT_AUDIO_TYPE, 0);
  size_t n = 0;
  while (ports && ports[n])
    n++;
  server->ports = calloc (n + 1, sizeof *server->ports);
  for (size_t i = 0; server->ports && i < n; i++)
    server->ports[i] = strdup (ports[i]);
  if (ports)
    jack_free (ports);
  jack_client_close (client);
  return LT_OK;
}

void
lt_jack_server_clear (LtJackServer *server)
{
  for (size_t i = 0; server->ports && server->ports[i]; i++)
    free (server->ports[i]);
  free (server->ports);
  *server = (LtJackServer){0};
}
