// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-dynamics.h"

#include "dsp/lt-math.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
extern const LtDynamicsKernels lt_dynamics_sse2, lt_dynamics_avx2,
  lt_dynamics_avx512;
static const LtDynamicsKernels *const variants[] = {&lt_dynamics_avx512,
                                                    &lt_dynamics_avx2,
                                                    &lt_dynamics_sse2};
#else
extern const LtDynamicsKernels        lt_dynamics_generic;
static const LtDynamicsKernels *const variants[] = {&lt_dynamics_generic};
#endif

/// Of the RMS detector: its ripple at 1 kHz is held by the release as 0.04 dB.
static const double rms_ms = 8;

const LtDynamicsKernels *
lt_dynamics_of (const LtKernels *kernels)
{
  for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
    if (strcmp (variants[i]->name, kernels->name) == 0)
      return variants[i];
  return variants[sizeof variants / sizeof *variants - 1];
}

/// One-pole coefficient e^(-1 / (t rate)); 0 for no time at all.
static float
pole (double ms, double rate)
{
  const double frames = ms * 0.001 * rate;
  return frames > 0.1 ? (float)lt_exp2 (-1.44269504088896341 / frames) : 0.0f;
}

static void
aim_ramp (LtLaneRamp *ramp, uint32_t lane, double target, bool snap)
{
  uint32_t moving = 0;
  lt_bank_aim (ramp, &moving, lane, (float)target, snap);
}

// --- compressor ---

void
lt_compressor_init (LtCompressor *c)
{
  memset (c, 0, sizeof *c);
  for (int lane = 0; lane < LT_LANES; lane++)
    c->window[lane] = 1.0f;
}

void
lt_compressor_clear (LtCompressor *c, uint32_t lane)
{
  aim_ramp (&c->mix, lane, 0, true);
  c->reduction[lane] = c->most[lane] = 0.0f;
  c->active &= ~(1U << lane);
  c->moving &= ~(1U << lane);
}

void
lt_compressor_aim (LtCompressor          *c,
                   uint32_t               lane,
                   const LtCompressorAim *to,
                   double                 rate,
                   bool                   snap)
{
  const uint32_t bit = 1U << lane;
  if (!to->is_on && !(c->active & bit))
    return;
  const bool   is_new = !(c->active & bit);
  const double slope  = 1 / to->ratio - 1; // -1 at infinity
  // Half of what a full-scale signal loses.
  const double automatic = to->auto_makeup ? slope * to->threshold / 2 : 0;
  if (is_new) { // a lane that is off may have run along with its neighbours
    c->power[lane] = c->seen[lane] = c->want[lane] = 0.0f;
    c->fast[lane] = c->lazy[lane] = 0.0f;
    c->reduction[lane] = c->most[lane] = 0.0f;
  }
  c->active |= bit;
  c->moving |= bit;
  aim_ramp (&c->threshold, lane, to->threshold, snap || is_new);
  aim_ramp (&c->slope, lane, slope, snap || is_new);
  aim_ramp (&c->knee, lane, to->knee, snap || is_new);
  aim_ramp (&c->makeup, lane, to->makeup + automatic, snap || is_new);
  aim_ramp (&c->mix, lane, to->is_on ? to->mix : 0, snap);
  c->attack[lane] = pole (to->attack, rate);
  // Decoupled, release comes on top of attack; so that the knob is true:
  const double rest = to->release - to->attack;
  c->release[lane]  = pole (rest > to->attack ? rest : to->attack, rate);
  c->slow[lane]     = to->auto_release ? pole (8 * to->release, rate) : 0.0f;
  c->window[lane]   = to->is_rms ? 1.0f - pole (rms_ms, rate) : 1.0f;
  c->offset[lane]   = to->is_rms ? 1.0f : 0.0f;
  c->link[lane]     = (float)to->link;
}

// --- gate ---

void
lt_gate_init (LtGate *g)
{
  memset (g, 0, sizeof *g);
}

void
lt_gate_clear (LtGate *g, uint32_t lane)
{
  aim_ramp (&g->mix, lane, 0, true);
  g->gain[lane] = g->least[lane] = 0.0f;
  g->active &= ~(1U << lane);
  g->moving &= ~(1U << lane);
}

void
lt_gate_aim (LtGate          *g,
             uint32_t         lane,
             const LtGateAim *to,
             double           rate,
             bool             snap)
{
  const uint32_t bit = 1U << lane;
  if (!to->is_on && !(g->active & bit))
    return;
  const bool is_new = !(g->active & bit);
  if (is_new) {
    g->left[lane] = 0;
    g->gain[lane] = g->least[lane] = 0.0f;
  }
  g->active |= bit;
  g->moving |= bit;
  aim_ramp (&g->threshold, lane, to->threshold, snap || is_new);
  aim_ramp (&g->range, lane, to->range, snap || is_new);
  aim_ramp (&g->slope, lane, to->ratio - 1, snap || is_new);
  aim_ramp (&g->mix, lane, to->is_on ? 1 : 0, snap);
  g->hysteresis[lane] = to->mode == LT_EXPANDER ? 0.0f : (float)to->hysteresis;
  g->attack[lane]     = pole (to->attack, rate);
  g->release[lane]    = pole (to->release, rate);
  g->hold[lane]       = (int32_t)(to->hold * 0.001 * rate + 0.5);
  g->mode[lane]       = (int32_t)to->mode;
  g->pair[lane]       = to->is_pair ? -1 : 0;
}
