// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"
#include "base/lt-status.h"
#include "core/lt-limits.h"

#include <stdbool.h>
#include <stdint.h>

/**
   The audio driver, as desk and engine know it: jack, paced or offline
   (src/io). A backend calls `process` from its process thread, and `notify`
   from any thread; notify only marks and wakes, the desk asks afterwards.

   Ports: a handle is an index that stays valid while the port is registered.
   In a cycle `in[handle]` and `out[handle]` are the buffers of n_frames
   floats, or NULL where there is no such port now.
*/
typedef struct LtBackend LtBackend;

enum { LT_MAX_PORTS = 2048 };

typedef struct {
  const float *const *in;
  float *const       *out;
  uint32_t            n_in, n_out; ///< Handles below these may be there
  uint32_t            n_frames;    ///< 1..LT_MAX_BLOCK
  uint32_t            n_xruns;     ///< Since the start
  uint32_t            epoch;       ///< Counts (re)starts of the audio, so that
                                   ///< outputs fade in; 0: never (offline)
  bool may_wait;                   ///< Offline or freewheeling
} LtCycle;

typedef struct {
  LT_RT void (*process) (void *data, const LtCycle *cycle); ///< Process thread
  void (*notify) (void *data); ///< Any thread: something to ask about
  void *data;
} LtBackendClient;

typedef enum { LT_PORT_INPUT, LT_PORT_OUTPUT } LtPortDirection;

/** State, for the desk to ask after a notify. */
typedef struct {
  bool     is_running; ///< Cycles are coming
  bool     is_freewheeling;
  uint32_t rate; ///< 0 while not running
  uint32_t block;
  uint32_t n_restarts; ///< Times the server came back
  char     text[256];  ///< For the person: "JACK 1.9.21, dummy"
} LtBackendState;

/** A connection that was seen to be made or broken outside. */
typedef struct {
  char port[128]; ///< Own short port name, "Kick in 1"
  char peer[320]; ///< Full name of the other port
  bool is_made;
} LtConnectionChange;

typedef struct {
  const char *name;
  /** Open and begin to call process. A server that is gone later is the
      backend's own business: it comes back by itself, with all ports. */
  LtStatus (*start) (LtBackend *, const LtBackendClient *, LtError *);
  void (*stop) (LtBackend *);
  void (*free) (LtBackend *);
  void (*state) (LtBackend *, LtBackendState *);
  /** @return handle, or -1 when there are too many. Desk thread. */
  int (*add_port) (LtBackend *, LtPortDirection, const char *name);
  void (*rename_port) (LtBackend *,
                       LtPortDirection,
                       int         handle,
                       const char *name);
  /** The handle is not used again before the process thread is past it. */
  void (*remove_port) (LtBackend *, LtPortDirection, int handle);
  /** Wish a connection, kept and restored until unwished; peer may be away. */
  void (*connect) (LtBackend *, const char *port, const char *peer, bool wish);
  /** Next change made outside; false: none. Desk thread. */
  bool (*next_connection_change) (LtBackend *, LtConnectionChange *);
  /** Latency to report on all outputs, frames. */
  void (*set_latency) (LtBackend *, uint32_t frames);
} LtBackendOps;

struct LtBackend {
  const LtBackendOps *ops;
};
