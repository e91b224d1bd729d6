// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdint.h>

/** Flags of a strip's meter; they stay until the desk passed them on. */
enum {
  LT_METER_CLIP_PRE  = 1 << 0, ///< A sample before the fader reached 0 dBFS
  LT_METER_CLIP_POST = 1 << 1, ///< A sample after the fader reached 0 dBFS
  LT_METER_BAD       = 1 << 2, ///< NaN, Inf or above +60 dBFS was silenced
  LT_METER_UNDERRUN  = 1 << 3, ///< The disk was late: silence was played
};

/**
   What the process thread measured of one strip in the last 256 engine frames
   (folded over several: maxima of peaks, latest RMS, flags or-ed).
   Levels are linear, 1.0 = 0 dBFS; a mono strip has both channels the same.
*/
typedef struct {
  uint32_t strip; ///< Strip id
  uint32_t flags;
  float    pre_peak[2];
  float    post_peak[2];
  float    pre_rms[2]; ///< 300 ms one-pole over the power
  float    post_rms[2];
  float    gate;       ///< Lowest gain of the gate, dB; 0: open or off
  float    compressor; ///< Of the compressor, without make-up, likewise
} LtMeter;

typedef enum {
  LT_TRANSPORT_STOPPED,
  LT_TRANSPORT_ROLLING,
  LT_TRANSPORT_STOPPING, ///< Fading out
  LT_TRANSPORT_LOCATING, ///< Waiting for the disk at a new place
} LtTransportState;

/** One frame of telemetry; LtMeter meters[n_strips] follow it. */
typedef struct {
  uint64_t engine_frame; ///< Never stops
  int64_t  song_frame;
  uint32_t transport; ///< LtTransportState
  uint32_t n_strips;
  float    load;        ///< Share of the period used, 0..1, worst of the span
  uint32_t n_overruns;  ///< Cycles longer than their period, since the start
  uint32_t n_xruns;     ///< Reported by the backend, since the start
  uint32_t n_underruns; ///< Disk too late, since the start, all tracks
} LtTelemetry;
