// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "dsp/lt-dynamics.h"
#include "dsp/lt-filters.h"

/**
   What filters and dynamics do at rest, for those who draw it: the same
   designs that the engine runs. Thread: any but process.
*/

/** A filter at rest: its coefficients. */
typedef struct {
  double c[LT_N_COEFFICIENTS];
  double rate; ///< Hz
} LtResponse;

void lt_response_design (LtResponse        *response,
                         const LtFilterAim *aim,
                         double             rate);
/** Gain in dB at a frequency up to half the rate; at least -200. */
double lt_response_at (const LtResponse *response, double hz);

/** Level in dB that comes out for a steady one that goes in; a gate is asked
    coming from below. */
double lt_response_compressor (const LtCompressorAim *aim, double level);
double lt_response_gate (const LtGateAim *aim, double level);
