// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

#include <stdint.h>

/**
   An effect in a strip, as the engine knows it. The engine hands it whole
   chunks (1..256 frames) of 1 or 2 planar channels, in place, and the two
   channels of its key, on time with them (NULL: nothing feeds it).
   Thread: process, between the patch that brings it and the one that is
   without it.
*/
typedef struct LtInsert LtInsert;

typedef struct {
  LT_RT void (*process) (LtInsert           *insert,
                         float *const       *channels,
                         uint32_t            n_channels,
                         const float *const *key,
                         uint32_t            n_frames);
} LtInsertOps;

struct LtInsert {
  const LtInsertOps *ops;
  uint32_t latency; ///< Frames from input to output; constant while patched
};
