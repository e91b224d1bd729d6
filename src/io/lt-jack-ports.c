// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lt-jack-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SETTLE_MS = 300 }; ///< A broken connection is a change if it lasts

uint64_t
lt_jack_now_ms (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void
full_name (const LtJack *jack, const char *port, char *out, size_t size)
{
  snprintf (out, size, "%s:%s", jack_get_client_name (jack->client), port);
}

static void
register_port (LtJack *jack, LtPortDirection direction, int handle)
{
  LtJackPort  *slot = &jack->ports[direction][handle];
  jack_port_t *port = jack_port_register (
    jack->client,
    slot->name,
    JACK_DEFAULT_AUDIO_TYPE,
    direction == LT_PORT_INPUT ? JackPortIsInput : JackPortIsOutput,
    0);
  atomic_store_explicit (&slot->port, port, memory_order_release);
}

int
lt_jack_add_port (LtBackend      *backend,
                  LtPortDirection direction,
                  const char     *name)
{
  LtJack *jack   = (LtJack *)backend;
  int     handle = -1;
  pthread_mutex_lock (&jack->lock);
  for (int i = 0; i < LT_MAX_PORTS && handle < 0; i++)
    if (!jack->ports[direction][i].is_used)
      handle = i;
  if (handle >= 0) {
    LtJackPort *slot = &jack->ports[direction][handle];
    slot->is_used    = true;
    snprintf (slot->name, sizeof slot->name, "%s", name);
    if (jack->client)
      register_port (jack, direction, handle);
    if ((uint32_t)handle >= atomic_load (&jack->n_ports[direction]))
      atomic_store (&jack->n_ports[direction], (uint32_t)handle + 1);
    if (jack->client)
      lt_jack_fulfil_wishes (jack);
  }
  pthread_mutex_unlock (&jack->lock);
  return handle;
}

void
lt_jack_rename_port (LtBackend      *backend,
                     LtPortDirection direction,
                     int             handle,
                     const char     *name)
{
  LtJack     *jack = (LtJack *)backend;
  LtJackPort *slot = &jack->ports[direction][handle];
  pthread_mutex_lock (&jack->lock);
  // The wishes go with the port; JACK keeps its connections.
  for (LtJackWish *w = jack->wishes; w; w = w->next)
    if (strcmp (w->port, slot->name) == 0)
      snprintf (w->port, sizeof w->port, "%s", name);
  snprintf (slot->name, sizeof slot->name, "%s", name);
  jack_port_t *port = atomic_load (&slot->port);
  if (jack->client && port)
    jack_port_rename (jack->client, port, name);
  pthread_mutex_unlock (&jack->lock);
}

/// Until the process thread is past a cycle that may have seen the port.
static void
wait_two_cycles (LtJack *jack)
{
  const uint64_t start = atomic_load (&jack->n_cycles);
  for (int i = 0; i < 125; i++) {
    if (atomic_load (&jack->n_cycles) - start >= 2)
      return;
    usleep (2000);
  }
}

void
lt_jack_remove_port (LtBackend *backend, LtPortDirection direction, int handle)
{
  LtJack     *jack = (LtJack *)backend;
  LtJackPort *slot = &jack->ports[direction][handle];
  pthread_mutex_lock (&jack->lock);
  jack_port_t *port = atomic_exchange (&slot->port, NULL);
  if (jack->client && port) {
    wait_two_cycles (jack);
    jack_port_unregister (jack->client, port);
  }
  slot->is_used   = false;
  LtJackWish **at = &jack->wishes;
  while (*at) {
    LtJackWish *wish = *at;
    if (strcmp (wish->port, slot->name) == 0) {
      *at = wish->next;
      free (wish);
    } else {
      at = &wish->next;
    }
  }
  pthread_mutex_unlock (&jack->lock);
}

void
lt_jack_register_all (LtJack *jack)
{
  for (int d = 0; d < 2; d++)
    for (int i = 0; i < LT_MAX_PORTS; i++)
      if (jack->ports[d][i].is_used)
        register_port (jack, (LtPortDirection)d, i);
}

void
lt_jack_forget_all (LtJack *jack)
{
  for (int d = 0; d < 2; d++)
    for (int i = 0; i < LT_MAX_PORTS; i++)
      atomic_store (&jack->ports[d][i].port, NULL);
}

// --- connections ---

static jack_port_t *
own_port (const LtJack *jack, const char *name)
{
  for (int d = 0; d < 2; d++)
    for (int i = 0; i < LT_MAX_PORTS; i++)
      if (jack->ports[d][i].is_used &&
          strcmp (jack->ports[d][i].name, name) == 0)
        return atomic_load (&((LtJack *)jack)->ports[d][i].port);
  return NULL;
}

void
lt_jack_fulfil_wishes (LtJack *jack)
{
  for (const LtJackWish *w = jack->wishes; w; w = w->next) {
    jack_port_t *port = own_port (jack, w->port);
    if (!port || jack_port_connected_to (port, w->peer) ||
        !jack_port_by_name (jack->client, w->peer))
      continue;
    char own[400];
    full_name (jack, w->port, own, sizeof own);
    if (jack_port_flags (port) & JackPortIsOutput)
      jack_connect (jack->client, own, w->peer);
    else
      jack_connect (jack->client, w->peer, own);
  }
}

static LtJackWish **
find_wish (LtJack *jack, const char *port, const char *peer)
{
  LtJackWish **at = &jack->wishes;
  while (*at &&
         (strcmp ((*at)->port, port) != 0 || strcmp ((*at)->peer, peer) != 0))
    at = &(*at)->next;
  return at;
}

void
lt_jack_connect (LtBackend  *backend,
                 const char *port,
                 const char *peer,
                 bool        wish)
{
  LtJack *jack = (LtJack *)backend;
  pthread_mutex_lock (&jack->lock);
  LtJackWish **at = find_wish (jack, port, peer);
  if (wish && !*at) {
    LtJackWish *made = calloc (1, sizeof *made);
    if (made) {
      snprintf (made->port, sizeof made->port, "%s", port);
      snprintf (made->peer, sizeof made->peer, "%s", peer);
      *at = made;
      if (jack->client)
        lt_jack_fulfil_wishes (jack);
    }
  } else if (!wish && *at) {
    LtJackWish *gone = *at;
    *at              = gone->next;
    free (gone);
    jack_port_t *own = own_port (jack, port);
    if (jack->client && own && jack_port_connected_to (own, peer)) {
      char name[400];
      full_name (jack, port, name, sizeof name);
      if (jack_port_flags (own) & JackPortIsOutput)
        jack_disconnect (jack->client, name, peer);
      else
        jack_disconnect (jack->client, peer, name);
    }
  }
  pthread_mutex_unlock (&jack->lock);
}

/// JACK's notification thread: only noted here, judged by the desk thread.
void
lt_jack_on_connect (jack_port_id_t a, jack_port_id_t b, int made, void *data)
{
  LtJack        *jack   = data;
  jack_client_t *client = jack->client;
  if (!client || atomic_load (&jack->is_shut_down))
    return;
  jack_port_t *ports[2] = {jack_port_by_id (client, a),
                           jack_port_by_id (client, b)};
  if (!ports[0] || !ports[1])
    return;
  const int     own    = jack_port_is_mine (client, ports[0])   ? 0
                         : jack_port_is_mine (client, ports[1]) ? 1
                                                                : -1;
  LtJackChange *change = own < 0 ? NULL : calloc (1, sizeof *change);
  if (!change)
    return;
  snprintf (change->change.port,
            sizeof change->change.port,
            "%s",
            jack_port_short_name (ports[own]));
  snprintf (change->change.peer,
            sizeof change->change.peer,
            "%s",
            jack_port_name (ports[1 - own]));
  change->change.is_made = made != 0;
  change->seen_ms        = lt_jack_now_ms ();
  pthread_mutex_lock (&jack->change_lock);
  change->next  = jack->changes;
  jack->changes = change;
  pthread_mutex_unlock (&jack->change_lock);
}

static LtJackChange *
take_oldest (LtJack *jack)
{
  pthread_mutex_lock (&jack->change_lock);
  LtJackChange **at = &jack->changes;
  while (*at && (*at)->next)
    at = &(*at)->next;
  LtJackChange *oldest = *at;
  if (oldest && lt_jack_now_ms () - oldest->seen_ms < SETTLE_MS)
    oldest = NULL;
  else
    *at = NULL;
  pthread_mutex_unlock (&jack->change_lock);
  return oldest;
}

/// Whether what was seen is still so, and is not what we wished ourselves.
static bool
is_news (LtJack *jack, const LtConnectionChange *change)
{
  if (!jack->client || atomic_load (&jack->is_shut_down))
    return false;
  jack_port_t *port = own_port (jack, change->port);
  if (!port || !jack_port_by_name (jack->client, change->peer))
    return false; // one of them has gone: the wish stays
  const bool is_made   = jack_port_connected_to (port, change->peer);
  const bool is_wished = *find_wish (jack, change->port, change->peer) != NULL;
  return is_made == change->is_made && is_made != is_wished;
}

bool
lt_jack_next_change (LtBackend *backend, LtConnectionChange *change)
{
  LtJack       *jack = (LtJack *)backend;
  LtJackChange *oldest;
  while ((oldest = take_oldest (jack))) {
    *change = oldest->change;
    free (oldest);
    pthread_mutex_lock (&jack->lock);
    const bool is_new = is_news (jack, change);
    if (is_new && !change->is_made) {
      // Broken by hand: not to be made again, whether the session had it
      // or it was the default.
      LtJackWish **at   = find_wish (jack, change->port, change->peer);
      LtJackWish  *gone = *at;
      *at               = gone->next;
      free (gone);
    }
    pthread_mutex_unlock (&jack->lock);
    if (is_new)
      return true;
  }
  return false;
}

/// What comes in is heard `latency` later: inputs to outputs, and back.
void
lt_jack_on_latency (jack_latency_callback_mode_t mode, void *data)
{
  LtJack               *jack = data;
  const LtPortDirection from =
    mode == JackCaptureLatency ? LT_PORT_INPUT : LT_PORT_OUTPUT;
  const LtPortDirection to =
    mode == JackCaptureLatency ? LT_PORT_OUTPUT : LT_PORT_INPUT;
  jack_latency_range_t all = {0, 0}, one;
  for (int i = 0; i < LT_MAX_PORTS; i++) {
    jack_port_t *port = atomic_load (&jack->ports[from][i].port);
    if (!port)
      continue;
    jack_port_get_latency_range (port, mode, &one);
    if (one.max > all.max)
      all.max = one.max;
    if (one.min > 0 && (all.min == 0 || one.min < all.min))
      all.min = one.min;
  }
  all.min += atomic_load (&jack->latency);
  all.max += atomic_load (&jack->latency);
  for (int i = 0; i < LT_MAX_PORTS; i++) {
    jack_port_t *port = atomic_load (&jack->ports[to][i].port);
    if (port)
      jack_port_set_latency_range (port, mode, &all);
  }
}

void
lt_jack_free_ports (LtJack *jack)
{
  while (jack->wishes) {
    LtJackWish *next = jack->wishes->next;
    free (jack->wishes);
    jack->wishes = next;
  }
  while (jack->changes) {
    LtJackChange *next = jack->changes->next;
    free (jack->changes);
    jack->changes = next;
  }
}
