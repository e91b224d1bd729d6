// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "io/lt-backends.h"

#include <jack/jack.h>
#include <pthread.h>
#include <stdatomic.h>

/**
   The JACK driver inside: lt-jack.c (life, watch over the server),
   lt-jack-ports.c (ports, wished connections), lt-jack-rt.c (the cycle).

   Locks: `lock` guards client, ports and wishes among the desk thread and the
   driver's own control thread; JACK's notification thread never takes it (the
   server waits for that thread while a call of ours waits for the server). It
   takes `change_lock`, under which nothing calls JACK.
*/

typedef struct {
  _Atomic (jack_port_t *) port; ///< NULL: not there now
  bool                    is_used;
  char                    name[128]; ///< Short name
} LtJackPort;

typedef struct LtJackWish {
  struct LtJackWish *next;
  char               port[128];
  char               peer[320];
} LtJackWish;

typedef struct LtJackChange {
  struct LtJackChange *next;
  LtConnectionChange   change;
  uint64_t             seen_ms;
} LtJackChange;

typedef struct {
  LtBackend        base;
  LtBackendClient  desk;
  char             name[64];
  pthread_mutex_t  lock, change_lock;
  pthread_t        control;
  bool             has_control;
  jack_client_t   *client; ///< NULL: no server
  LtJackPort       ports[2][LT_MAX_PORTS];
  LtJackWish      *wishes;
  LtJackChange    *changes; ///< Newest first
  _Atomic bool     must_end, is_shut_down, is_freewheeling, is_running;
  _Atomic uint32_t rate, block, n_xruns, n_restarts, latency, n_ports[2];
  _Atomic uint64_t n_cycles;
  _Atomic uint32_t epoch;
  float           *in[LT_MAX_PORTS], *out[LT_MAX_PORTS]; ///< Process thread
} LtJack;

// lt-jack-rt.c
int lt_jack_process (jack_nframes_t n_frames, void *data);

// lt-jack-ports.c; all but the callback with `lock` held or before the start
int      lt_jack_add_port (LtBackend      *backend,
                           LtPortDirection direction,
                           const char     *name);
void     lt_jack_rename_port (LtBackend      *backend,
                              LtPortDirection direction,
                              int             handle,
                              const char     *name);
void     lt_jack_remove_port (LtBackend      *backend,
                              LtPortDirection direction,
                              int             handle);
void     lt_jack_connect (LtBackend  *backend,
                          const char *port,
                          const char *peer,
                          bool        wish);
bool     lt_jack_next_change (LtBackend *backend, LtConnectionChange *change);
void     lt_jack_register_all (LtJack *jack);
void     lt_jack_forget_all (LtJack *jack);
void     lt_jack_fulfil_wishes (LtJack *jack);
void     lt_jack_on_connect (jack_port_id_t a,
                             jack_port_id_t b,
                             int            made,
                             void          *data);
void     lt_jack_on_latency (jack_latency_callback_mode_t mode, void *data);
void     lt_jack_free_ports (LtJack *jack);
uint64_t lt_jack_now_ms (void);
