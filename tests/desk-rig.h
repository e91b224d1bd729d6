// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/lt-desk.h"
#include "link/lt-mirror.h"

/**
   A whole desk in one thread, for tests: a backend that is run by hand, by
   counted frames, and a surface in the same process. Session folders are made
   in a temporary folder.
*/
typedef struct {
  char      *dir;     ///< Temporary
  char      *session; ///< dir/Test.longthrow
  LtDesk    *desk;
  LtBackend *backend;
  LtMirror  *mirror;
  float     *out[2]; ///< What the outputs gave
  uint32_t   n, max;
  uint32_t   block;
  void (*before) (void), (*after) (void); ///< Round each cycle, or NULL
} DeskRig;

/** A session of `n` mono sines (220 Hz, 0.5 / n each), 60 s long. */
DeskRig *desk_rig_new (uint32_t n_strips, uint32_t max_frames);
/** The same at another frequency. */
DeskRig *desk_rig_new_at (double hz, uint32_t n_strips, uint32_t max_frames);
void     desk_rig_free (DeskRig *rig);
/** Run cycles, a tick of the desk each 480 frames, and pump the mirror. */
void desk_rig_run (DeskRig *rig, uint32_t n_frames);
/** Tick and pump without sound. */
void desk_rig_pump (DeskRig *rig);
/** Wait for the reply to a command of the mirror; its status. */
LtStatus desk_rig_wait (DeskRig *rig, uint32_t serial, int64_t *number);

/** Write a mono float WAV of a sine. */
void desk_rig_write_sine (const char *path,
                          double      hz,
                          double      level,
                          uint32_t    n_frames);
/** Largest second difference: a jump shows, a smooth tone does not. */
float desk_rig_roughness (const float *x, uint32_t n);
