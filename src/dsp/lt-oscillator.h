// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-rt.h"

#include <stdint.h>

/**
   The desk's oscillator: test signals of level 1. A sine has a peak of 1; noise
   and sweep are told below. The signal depends on the frames that were made
   alone, not on how they were cut. Thread: process.
*/
typedef enum {
  LT_WAVE_SINE,
  LT_WAVE_PINK,  ///< -3 dB an octave within 0.1 dB from 20 Hz at 48 kHz; RMS 1
  LT_WAVE_WHITE, ///< Even in its distribution, RMS 1, peaks at sqrt (3)
  LT_WAVE_SWEEP, ///< Sine from 20 Hz to 20 kHz in 10 s, even over the octaves,
                 ///< again and again; peak 1
} LtWave;

typedef struct {
  double   rate;      ///< Hz
  double   frequency; ///< Of the sine, Hz
  double   phase;     ///< 0..1
  double   sweep;     ///< Frequency of the sweep now, Hz
  double   ratio;     ///< Of the sweep, from one frame to the next
  uint64_t noise;     ///< State of the random numbers
  double   pink[7];   ///< Of the filter that makes white noise pink
  LtWave   wave;
} LtOscillator;

void       lt_oscillator_init (LtOscillator *oscillator, double rate);
LT_RT void lt_oscillator_run (LtOscillator *oscillator, float *out, uint32_t n);
