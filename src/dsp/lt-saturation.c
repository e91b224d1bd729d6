// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-saturation.h"

#include "dsp/lt-math.h"

#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
extern const LtSaturationKernels lt_saturation_sse2, lt_saturation_avx2,
  lt_saturation_avx512;
static const LtSaturationKernels *const variants[] = {&lt_saturation_avx512,
                                                      &lt_saturation_avx2,
                                                      &lt_saturation_sse2};
#else
extern const LtSaturationKernels        lt_saturation_generic;
static const LtSaturationKernels *const variants[] = {&lt_saturation_generic};
#endif

// Minimax fits (Remez). Half-bands: pass band to 20 kHz of 48, stop band from
// 28 kHz at -103.5 dB and from 76 kHz at -105.9 dB. The last one is level with
// 3 / (1 + 2 cos (w / 4)) within 0.018 dB to 20 kHz, and exact at 0.
const LtSaturationTaps lt_saturation_taps = {
  .steep  = {3.20730578e-05f,
             -9.79747856e-05f,
             0.000239065834f,
             -0.000502089621f,
             0.000953330076f,
             -0.0016800944f,
             0.00279346271f,
             -0.00443141162f,
             0.00676347082f,
             -0.00999929942f,
             0.0144058354f,
             -0.0203425214f,
             0.0283352342f,
             -0.0392387323f,
             0.054624673f,
             -0.0778437927f,
             0.117644459f,
             -0.206266031f,
             0.634616971f},
  .gentle = {0.00143230066f,
             -0.0110486615f,
             0.0463064052f,
             -0.149287269f,
             0.612602234f},
  .even   = {1.07200897f, -0.0432927087f, 0.0103400322f, -0.00305182836f},
};

/// Until the last of what a lane saw before it was on has left its filters.
enum { EMPTY_FRAMES = 4 * LT_QUANTUM };

const LtSaturationKernels *
lt_saturation_of (const LtKernels *kernels)
{
  for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
    if (strcmp (variants[i]->name, kernels->name) == 0)
      return variants[i];
  return variants[sizeof variants / sizeof *variants - 1];
}

uint32_t
lt_saturation_latency (void)
{
  return LT_SATURATION_FRAMES;
}

void
lt_saturation_init (LtSaturation *s)
{
  memset (s, 0, sizeof *s);
}

static void
clear_rows (float (*rows)[LT_LANES], size_t n, uint32_t lane)
{
  for (size_t i = 0; i < n; i++)
    rows[i][lane] = 0.0f;
}

#define CLEAR(rows) clear_rows (rows, sizeof (rows) / sizeof *(rows), lane)

/// What the way through the shaper remembers.
static void
clear_way (LtSaturation *s, uint32_t lane)
{
  CLEAR (s->once);
  CLEAR (s->twice);
  CLEAR (s->four);
  CLEAR (s->half);
  CLEAR (s->back);
  CLEAR (s->shelf);
  CLEAR (s->way);
  CLEAR (s->zero);
  CLEAR (s->from);
  s->dc[lane] = 0.0;
}

static void
aim_ramp (LtLaneRamp *ramp, uint32_t lane, double target, bool snap)
{
  uint32_t moving = 0;
  lt_bank_aim (ramp, &moving, lane, (float)target, snap);
}

void
lt_saturation_clear (LtSaturation *s, uint32_t lane)
{
  const uint32_t keep = ~(1U << lane);
  aim_ramp (&s->drive, lane, 0, true);
  aim_ramp (&s->colour, lane, 0, true);
  aim_ramp (&s->amount, lane, 0, true);
  s->wanted[lane] = 0.0f;
  CLEAR (s->late);
  clear_way (s, lane);
  s->active &= keep;
  s->working &= keep;
  s->filling &= keep;
  s->moving &= keep;
  s->arrived &= keep;
}

/// Of a bank, though any of its lanes may say it.
static void
set_rate (LtSaturation *s, double rate)
{
  const double quarter = 2 * 3000 / rate; // sin (pi/2 x) / cos (pi/2 x)
  s->corner = (float)(lt_sin_quarter (quarter) / lt_sin_quarter (1 - quarter));
  s->dc_pole =
    lt_exp2 (-2 * 3.14159265358979324 * 5 / rate * 1.44269504088896341); // 5 Hz
}

void
lt_saturation_aim (LtSaturation          *s,
                   uint32_t               lane,
                   const LtSaturationAim *to,
                   double                 rate,
                   bool                   snap)
{
  const uint32_t bit = 1U << lane;
  if (!to->is_fitted) {
    if (s->active & bit)
      lt_saturation_clear (s, lane);
    return;
  }
  // In the lowest tenth of drive there is less of it, down to nothing.
  const double part   = to->drive < 10 ? to->drive / 10 : 1;
  const float  amount = to->is_on ? (float)(to->mix * part) : 0.0f;
  const bool   is_new = !(s->working & bit);
  s->active |= bit;
  if (is_new && amount == 0.0f)
    return;
  set_rate (s, rate);
  if (is_new) {
    clear_way (s, lane);
    s->empty[lane] = EMPTY_FRAMES;
    s->filling |= bit;
  }
  if (snap)
    s->filling &= ~bit;
  s->working |= bit;
  s->moving |= bit;
  const double octaves = to->drive * (0.36 * 0.16609640474436812);
  aim_ramp (&s->drive, lane, octaves, snap || is_new);
  aim_ramp (&s->colour, lane, to->colour / 100, snap || is_new);
  s->wanted[lane] = amount;
  if (!(s->filling & bit))
    aim_ramp (&s->amount, lane, amount, snap);
}
