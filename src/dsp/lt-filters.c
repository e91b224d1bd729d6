// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-filters.h"

#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
extern const LtFilterKernels lt_filters_sse2, lt_filters_avx2,
  lt_filters_avx512;
static const LtFilterKernels *const variants[] = {&lt_filters_avx512,
                                                  &lt_filters_avx2,
                                                  &lt_filters_sse2};
#else
extern const LtFilterKernels        lt_filters_generic;
static const LtFilterKernels *const variants[] = {&lt_filters_generic};
#endif

const LtFilterKernels *
lt_filters_of (const LtKernels *kernels)
{
  for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
    if (strcmp (variants[i]->name, kernels->name) == 0)
      return variants[i];
  return variants[sizeof variants / sizeof *variants - 1];
}

LtFilterAim
lt_filter_pass (LtShape shape, bool is_on, double octave)
{
  return (LtFilterAim){
    .shape = shape, .is_on = is_on, .octave = octave, .log2_q = -0.5};
}

void
lt_filter_high_pass (LtFilterAim aims[2], int order, bool is_on, double octave)
{
  // log2 of the Qs: 1 / sqrt (2); 1 and a first order; 1.3066 and 0.5412.
  static const double first[]  = {-0.5, 0, 0.385776651581806};
  static const double second[] = {0, 0, -0.885776651581806};
  aims[0] = aims[1] = lt_filter_pass (LT_SHAPE_HIGH_PASS, is_on, octave);
  aims[0].log2_q    = first[order - 2];
  aims[1].log2_q    = second[order - 2];
  aims[1].is_on     = is_on && order > 2;
  if (order == 3)
    aims[1].shape = LT_SHAPE_HIGH_PASS1;
}

void
lt_filter_clear (LtFilter *section, uint32_t lane)
{
  LtLaneRamp *ramps[] = {&section->octave,
                         &section->gain,
                         &section->log2_q,
                         &section->mix,
                         &section->morph};
  for (int i = 0; i < 5; i++)
    ramps[i]->target[lane] = ramps[i]->d1[lane] = ramps[i]->d2[lane] = 0.0f;
  section->morph.target[lane]  = 1.0f;
  section->octave.target[lane] = 10.0f;
  for (int i = 0; i < LT_N_COEFFICIENTS; i++) {
    section->c[i][lane] = section->end[i][lane] = i == LT_B0 ? 1.0 : 0.0;
    section->step[i][lane]                      = 0.0;
  }
  section->s[0][lane] = section->s[1][lane] = 0.0;
  section->active &= ~(1U << lane);
  section->moving &= ~(1U << lane);
}

void
lt_filter_init (LtFilter *section)
{
  memset (section, 0, sizeof *section);
  for (uint32_t lane = 0; lane < LT_LANES; lane++)
    lt_filter_clear (section, lane);
}

static void
aim (LtLaneRamp *ramp, uint32_t lane, double target, bool snap)
{
  uint32_t moving = 0;
  lt_bank_aim (ramp, &moving, lane, (float)target, snap);
}

void
lt_filter_aim (LtFilter          *section,
               uint32_t           lane,
               const LtFilterAim *to,
               bool               snap)
{
  const uint32_t bit = 1U << lane;
  if (!to->is_on && !(section->active & bit))
    return;
  // What was off comes from nothing, at its place.
  const bool is_new = !(section->active & bit);
  section->active |= bit;
  section->moving |= bit;
  if (!is_new && section->shape[lane] != (int32_t)to->shape && !snap) {
    for (int i = 0; i < LT_N_COEFFICIENTS; i++)
      section->from[i][lane] = section->c[i][lane];
    section->morph.target[lane] = 1.0f;
    section->morph.d1[lane] = section->morph.d2[lane] = -1.0f;
  }
  section->shape[lane] = (int32_t)to->shape;
  aim (&section->octave, lane, to->octave, snap || is_new);
  aim (&section->gain, lane, to->gain, snap || is_new);
  aim (&section->log2_q, lane, to->log2_q, snap || is_new);
  aim (&section->mix, lane, to->is_on ? 1.0 : 0.0, snap);
}
