// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-backend.h"

/** The audio drivers. Each constructor gives a backend that is not started. */

/** JACK: one client. It comes back by itself, with ports and connections,
    whenever the server was gone. NULL: out of memory. */
LtBackend *lt_jack_new (const char *client_name, LtError *error);

typedef struct {
  uint32_t    rate;
  uint32_t    block;
  const char *capture_path;       ///< WAV of the first outputs; or NULL
  uint32_t    n_capture_channels; ///< 0..2
  double      speed;              ///< 1: real time; 0: as fast as it goes
  bool        vary_block;         ///< Cycles of 1..block frames, fixed seed
} LtPacedOptions;

/** A timer of its own; may not wait, as in real life. */
LtBackend *lt_paced_new (const LtPacedOptions *options);

typedef struct {
  uint32_t    rate;
  uint32_t    block;
  const char *capture_path;
  uint32_t    n_capture_channels;
  uint64_t    n_frames; ///< Then it is not running any more; 0: for ever
} LtOfflineOptions;

/** As fast as disk and capture go; cycles may wait. */
LtBackend *lt_offline_new (const LtOfflineOptions *options);

/** What a JACK server is like. */
typedef struct {
  uint32_t rate, block;
  bool     is_realtime;
  char   **ports; ///< Full names of physical and other ports, NULL at the end
} LtJackServer;

/** Look at the server that runs; none is started. LT_NOT_FOUND: none. */
LtStatus lt_jack_probe (LtJackServer *server, LtError *error);
void     lt_jack_server_clear (LtJackServer *server);
