// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

#include <stdbool.h>
#include <stdint.h>

/**
   The mix as other places play it: a row of second-order filters and perhaps
   both sides made one. For the monitor alone. Rough pictures, not models:
   small speaker: 200 Hz to 8 kHz, mono; telephone: 300 Hz to 3.4 kHz (ITU-T
   G.712's band), mono; one speaker: mono from 80 Hz; car: +8 dB below 90 Hz,
   -4 dB above 7 kHz.
*/
enum { LT_TRANSLATE_FILTERS = 4 };

typedef enum {
  LT_PLACE_OFF,
  LT_PLACE_SMALL,
  LT_PLACE_PHONE,
  LT_PLACE_MONO,
  LT_PLACE_CAR,
  LT_N_PLACES
} LtPlace;

/** y = b0 x + b1 x[-1] + b2 x[-2] - a1 y[-1] - a2 y[-2] */
typedef struct {
  double b0, b1, b2, a1, a2;
} LtBiquad;

typedef struct {
  uint32_t n_filters;
  bool     is_mono;
  LtBiquad filters[LT_TRANSLATE_FILTERS];
} LtTranslation;

/** What two sides remember, two numbers a filter (transposed form II). */
typedef struct {
  double s[2][LT_TRANSLATE_FILTERS][2];
} LtTranslationState;

/** Filters for all places at a rate in Hz. Thread: any but process. */
void lt_translate_design (LtTranslation places[LT_N_PLACES], double rate);
/** In place, `n` frames of two sides. Thread: process. */
LT_RT void lt_translate_run (const LtTranslation *translation,
                             LtTranslationState  *state,
                             float *const         sides[2],
                             uint32_t             n);
