// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/lt-engine.h"

/**
   An engine without a backend, for tests: it is run in blocks by hand, its
   master (id RIG_MASTER) goes to a buffer, its sources are computed from the
   song frame.
*/

enum { RIG_MASTER = 1000, RIG_RATE = 48000, RIG_PORTS = 16 };

typedef struct {
  LtEngine *engine;
  float    *out[RIG_PORTS]; ///< What went to the ports, from the first frame
                            ///< run; the master's are 0 and 1
  uint32_t n, max;          ///< Frames run; room
  uint32_t n_sources_released, n_inserts_released;
  bool     may_wait;
  uint32_t epoch;
  float   *live;    ///< Input of port 0, `max` frames, or NULL
  uint32_t n_ports; ///< Output ports in use
} Rig;

/** @param isa  NULL: the best. Ends the program when it cannot be run. */
Rig *rig_new (const char *isa, uint32_t max_frames);
/** With that many threads in cycles that may wait, which all are. */
Rig *rig_new_threads (uint32_t n_threads, uint32_t max_frames);
void rig_free (Rig *rig);
/** Run `n` frames in blocks of `block` (0: sizes of a fixed random row). */
void rig_run (Rig *rig, uint32_t n, uint32_t block);
/** Commit and take replies in. */
void rig_settle (Rig *rig);
void rig_set (Rig *rig, uint32_t strip, LtParam param, double value);
void rig_set_bus (Rig     *rig,
                  uint32_t strip,
                  LtParam  param,
                  uint32_t bus,
                  double   value);

/** The strip's outputs at two ports of their own; @return the first. */
uint32_t rig_tap (Rig *rig, uint32_t strip);
/** The desk's own value. */
void rig_set_desk (Rig *rig, LtParam param, double value);
/** Forget what was run, so that there is room again. */
void rig_rewind (Rig *rig);

/** Largest second difference: what is left of a smooth tone but not of a jump.
 */
float rig_roughness (const float *x, uint32_t n);

/** Sample `channel` of the source made with this seed, at a song frame. */
float rig_noise (uint32_t seed, uint32_t channel, int64_t song_frame);
/** A source of noise; NaN where `bad_at`; -1: nowhere. Freed by the rig. */
LtSource *rig_noise_source (uint32_t seed, uint32_t n_channels, int64_t bad_at);
/** A sine of `hz`, amplitude 0.5. */
LtSource *rig_sine_source (double hz);
/** Always the same. */
LtSource *rig_constant_source (double level, uint32_t n_channels);
/** 1 at one song frame, else 0. */
LtSource *rig_impulse_source (int64_t at);
/** A pure delay of `latency` frames. */
LtInsert *rig_delay_insert (uint32_t latency);
/** Gives NaN for so many frames, then what it gets. */
LtInsert *rig_bad_insert (uint32_t n);
/** Adds its key to what goes through, after a delay of both. */
LtInsert *rig_key_insert (uint32_t latency);
