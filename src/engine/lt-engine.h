// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"
#include "core/lt-address.h"
#include "core/lt-backend.h"
#include "core/lt-insert.h"
#include "core/lt-limits.h"
#include "core/lt-meter.h"
#include "core/lt-source.h"
#include "dsp/lt-kernels.h"

/**
   The engine: strips, buses and the song's clock, as sound. It has two halves.
   The control half (this page, desk thread) knows the routing, compiles it
   into a patch and talks to the process half (lt-process.h, process thread)
   by two rings of messages. doc/design/clocks.md and patch.md tell how.

   All calls but lt_engine_process: thread desk.
*/
typedef struct LtEngine LtEngine;

typedef struct {
  uint32_t         rate;      ///< Hz
  uint32_t         n_threads; ///< In cycles that may wait; 0 and 1: one
  const LtKernels *kernels;   ///< From lt_kernels_find
  /** Wait until `n` frames can be read from disk; called by the process half
      only in cycles that may wait. May be NULL. */
  void (*wait) (void *data, uint32_t n);
  /** The process thread is done with it: the owner may free it. Called from
      lt_engine_poll, lt_engine_free and the setters. */
  void (*source_released) (void *data, LtSource *source);
  void (*insert_released) (void *data, LtInsert *insert);
  /** A value with this tag took effect at that song frame. May be NULL. */
  void (*applied) (void *data, uint32_t tag, int64_t song_frame);
  void *data;
} LtEngineOptions;

LtEngine *lt_engine_new (const LtEngineOptions *options);
/** The backend must have stopped. Releases all sources and inserts. */
void lt_engine_free (LtEngine *engine);

/** What the desk has besides the strips of the session; their sound is kept
    like a strip's, made when it is first needed, and in no telemetry. Only
    lt_engine_set_inputs and lt_engine_set_outputs take these ids. */
enum {
  LT_ID_SYSTEM     = 0xFFFF0000, ///< Ids from here on are the engine's
  LT_ID_OSCILLATOR = LT_ID_SYSTEM,
  LT_ID_TALKBACK, ///< Input: the microphone
  LT_ID_EXTERNAL, ///< Input: what the monitor may listen to from outside
  LT_ID_SOLO,     ///< Sum of PFL and AFL
  LT_ID_MONITOR,  ///< Speakers by lt_engine_set_speakers
  LT_ID_PHONES,   ///< Output: the headphones
};

/** Run one cycle. Thread: process. `data` is the LtEngine, as in
    LtBackendClient. */
LT_RT void lt_engine_process (void *engine, const LtCycle *cycle);

// --- strips ---

/** Failure: LT_EXISTS, LT_RANGE (too many; a bus that is not stereo),
   LT_NO_MEM. A new strip has the table's defaults, no source and feeds nothing.
 */
LtStatus lt_engine_add_strip (LtEngine *engine,
                              uint32_t  id,
                              LtKind    kind,
                              uint32_t  n_channels);
/** Its connections fade, then it goes. Its id may be added again at once. */
void lt_engine_remove_strip (LtEngine *engine, uint32_t id);
/** Parameters of strips and of the desk by address (those that are not heard:
    ignored); `tag` comes back by `applied` unless it is 0. Edges must not close
    a loop (LT_LOOP). */
LtStatus lt_engine_set (LtEngine *engine,
                        LtAddress address,
                        double    value,
                        uint32_t  tag);
/** NULL takes the file away. The old one is released when it is free. */
LtStatus lt_engine_set_file (LtEngine *engine, uint32_t id, LtSource *file);
/** Port handles of the live input, per channel; -1: none. */
LtStatus lt_engine_set_inputs (LtEngine *engine,
                               uint32_t  id,
                               const int handles[2]);
/** Port handles that the strip's output goes to, besides its buses. */
LtStatus lt_engine_set_outputs (LtEngine *engine,
                                uint32_t  id,
                                const int handles[2]);
LtStatus lt_engine_set_insert (LtEngine *engine, uint32_t id, LtInsert *insert);
/** Port handles of the strip's direct output; for a mono strip one, unless its
    pick-off is post-pan. */
LtStatus lt_engine_set_direct (LtEngine *engine,
                               uint32_t  id,
                               const int handles[2]);
/** Port handles of a set of speakers, from 0. */
void lt_engine_set_speakers (LtEngine *engine, int set, const int handles[2]);
/** What the insert's key hears: strip `source` at a pick-off as in
    direct/tap; 0: nothing. Failure: LT_NOT_FOUND, LT_LOOP. */
LtStatus lt_engine_set_key (LtEngine *engine,
                            uint32_t  id,
                            uint32_t  source,
                            int       pick_off);
/** Another strip's solo silences this one now (as of the last commit). */
bool lt_engine_is_silenced (const LtEngine *engine, uint32_t id);

/** Hand what was set since the last commit to the process half, at once. */
void lt_engine_commit (LtEngine *engine);
/** Take replies in; call at least every 50 ms, and after the backend stopped.
    @return whether something is still on its way (fades, old patches). */
bool lt_engine_poll (LtEngine *engine);

// --- transport ---

void lt_engine_play (LtEngine *engine);
void lt_engine_stop (LtEngine *engine);
void lt_engine_locate (LtEngine *engine, int64_t song_frame);
void lt_engine_set_loop (LtEngine *engine, bool on, int64_t start, int64_t end);

// --- seeing ---

/** Newest telemetry, folded since the last call. meters: LT_MAX_STRIPS.
    @return false: nothing new. */
bool lt_engine_telemetry (LtEngine    *engine,
                          LtTelemetry *telemetry,
                          LtMeter     *meters);
/** Frames from an input to behind the strip's inserts, as of the last patch. */
uint32_t lt_engine_latency (const LtEngine *engine, uint32_t id);
