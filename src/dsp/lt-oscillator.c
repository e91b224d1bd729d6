// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-oscillator.h"

#include "dsp/lt-math.h"

static const double sweep_from = 20, sweep_to = 20000, sweep_seconds = 10;

void
lt_oscillator_init (LtOscillator *o, double rate)
{
  // log2 (1000) octaves in 10 s
  *o = (LtOscillator){
    .rate      = rate,
    .frequency = 1000,
    .sweep     = sweep_from,
    .ratio     = lt_exp2 (9.965784284662087 / (sweep_seconds * rate)),
    .noise     = 0x9E3779B97F4A7C15u,
  };
}

/// sin (2 pi phase), phase 0..1.
static double
sine (double phase)
{
  const double quarters = 4 * phase;
  if (quarters < 1)
    return lt_sin_quarter (quarters);
  if (quarters < 2)
    return lt_sin_quarter (2 - quarters);
  if (quarters < 3)
    return -lt_sin_quarter (quarters - 2);
  return -lt_sin_quarter (4 - quarters);
}

static double
step_sine (LtOscillator *o, double frequency)
{
  const double y = sine (o->phase);
  o->phase += frequency / o->rate;
  while (o->phase >= 1)
    o->phase -= 1;
  return y;
}

/// Even between -sqrt 3 and sqrt 3: RMS 1. Source: xorshift64* (Vigna 2016).
static double
step_white (LtOscillator *o)
{
  o->noise ^= o->noise >> 12;
  o->noise ^= o->noise << 25;
  o->noise ^= o->noise >> 27;
  const uint64_t x = o->noise * 0x2545F4914F6CDD1Du;
  return ((double)(x >> 11) * 0x1p-52 - 1) * 1.7320508075688772;
}

/// White noise through a sum of one-poles. Source: P. Kellet's refined filter
/// (musicdsp.org, 1999), within 0.05 dB of -3 dB an octave above 9.2 Hz at
/// 44.1 kHz; divided by its RMS for white noise of RMS 1.
static double
step_pink (LtOscillator *o)
{
  static const double pole[6] = {
    0.99886, 0.99332, 0.96900, 0.86650, 0.55000, -0.7616};
  static const double gain[6] = {
    0.0555179, 0.0750759, 0.1538520, 0.3104856, 0.5329522, -0.0168980};
  static const double rms = 3.0525275;
  const double        w   = step_white (o);
  double              sum = 0;
  for (int i = 0; i < 6; i++) {
    o->pink[i] = pole[i] * o->pink[i] + w * gain[i];
    sum += o->pink[i];
  }
  sum += o->pink[6] + w * 0.5362;
  o->pink[6] = w * 0.115926;
  return sum / rms;
}

static double
step_sweep (LtOscillator *o)
{
  const double y = step_sine (o, o->sweep);
  o->sweep *= o->ratio;
  if (o->sweep >= sweep_to)
    o->sweep = sweep_from;
  return y;
}

void
lt_oscillator_run (LtOscillator *o, float *out, uint32_t n)
{
  for (uint32_t i = 0; i < n; i++)
    switch (o->wave) {
      case LT_WAVE_SINE:
        out[i] = (float)step_sine (o, o->frequency);
        break;
      case LT_WAVE_PINK:
        out[i] = (float)step_pink (o);
        break;
      case LT_WAVE_WHITE:
        out[i] = (float)step_white (o);
        break;
      case LT_WAVE_SWEEP:
        out[i] = (float)step_sweep (o);
        break;
    }
}
