// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-param.h"
#include "dsp/lt-response.h"

#include <glib.h>

/**
   The gain of a strip's filters and equalizer over frequency, as the engine
   runs them, from the values of its parameters. Thread: any but process.
*/

/** Nodes: the bands, the high-pass, the low-pass. */
enum {
  LT_EQ_HIGH_PASS = LT_N_BANDS,
  LT_EQ_LOW_PASS,
  LT_EQ_NODES,
  LT_EQ_FILTERS ///< The high-pass has two
};

#define LT_EQ_LOWEST_HZ  20.0
#define LT_EQ_HIGHEST_HZ 20000.0

/** Value of a strip's parameter. */
typedef double (*LtEqGet) (gpointer data, LtParam param);

typedef struct {
  LtResponse filters[LT_EQ_FILTERS];
  gboolean   is_on[LT_EQ_FILTERS];
  gboolean   is_flat;         ///< Nothing that is on does anything
  double     hz[LT_EQ_NODES]; ///< Where each node is
} LtEqCurve;

/** `rate` in Hz; 0, not known: 48000. */
void lt_eq_curve_read (LtEqCurve *curve,
                       LtEqGet    get,
                       gpointer   data,
                       double     rate);
/** Gain in dB of all that is on. */
double lt_eq_curve_at (const LtEqCurve *curve, double hz);

/** Frequency at 0..1 of the axis, which is logarithmic, and back. */
double lt_eq_hz (double share);
double lt_eq_share (double hz);

/** The parameter that moves a node, the one that switches it, whether it has
    a gain (notch and pass have none), and whether it works. */
LtParam  lt_eq_frequency_of (int node);
LtParam  lt_eq_switch_of (int node);
gboolean lt_eq_has_gain (LtEqGet get, gpointer data, int node);
gboolean lt_eq_is_on (LtEqGet get, gpointer data, int node);
