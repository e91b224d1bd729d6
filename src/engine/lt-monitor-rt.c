// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The monitor section behind its strip (which has level, dim and mute): which
// side goes to which speaker, what other places make of it, speaker sets.

#include "engine/lt-process.h"

#include "dsp/lt-math.h"

#include <string.h>

static bool
is_on (const LtProcess *process, LtParam param)
{
  return lt_gains_desk (process, param) != 0;
}

/// Speaker from side. In order: polarity, swap, mono or side, mutes.
static void
compose_matrix (const LtProcess *process, float m[2][2])
{
  const float right   = is_on (process, LT_PARAM_MONITOR_POLARITY) ? -1 : 1;
  const int   swap    = is_on (process, LT_PARAM_MONITOR_SWAP);
  const bool  mono    = is_on (process, LT_PARAM_MONITOR_MONO);
  const bool  side    = is_on (process, LT_PARAM_MONITOR_SIDE);
  const float take[2] = {1, right}; // of the left side, of the right side
  for (int speaker = 0; speaker < 2; speaker++)
    for (int from = 0; from < 2; from++) {
      float g = (speaker ^ swap) == from ? take[from] : 0;
      if (side)
        g = (from ^ swap ? -0.5f : 0.5f) * take[from];
      else if (mono)
        g = 0.5f * take[from];
      if (is_on (process,
                 speaker ? LT_PARAM_MONITOR_MUTE_RIGHT
                         : LT_PARAM_MONITOR_MUTE_LEFT))
        g = 0;
      m[speaker][from] = g;
    }
}

static void
aim (LtRamp *ramp, float target, bool snap)
{
  if (snap)
    lt_ramp_snap (ramp, target);
  else
    lt_ramp_aim (ramp, target);
}

static void
aim_set (LtProcess *process, int set, bool snap)
{
  LtMonitorRt *monitor = &process->monitor;
  const bool   plays =
    (int)lt_gains_desk (process, LT_PARAM_MONITOR_SPEAKERS) == set;
  const double   trim  = lt_gains_desk (process, LT_PARAM_SPEAKER_TRIM + set);
  const double   ms    = lt_gains_desk (process, LT_PARAM_SPEAKER_DELAY + set);
  const uint32_t delay = (uint32_t)(ms * process->rate / 1000 + 0.5);
  aim (&monitor->sets[set], plays ? (float)lt_db_to_gain (trim) : 0, snap);
  if (snap)
    monitor->heads[set] = (LtHeads){delay, delay, 0, delay};
  else
    lt_nodes_aim_heads (&monitor->heads[set], delay);
}

void
lt_monitor_aim (LtProcess *process, bool snap)
{
  LtMonitorRt *monitor = &process->monitor;
  float        m[2][2];
  compose_matrix (process, m);
  for (int speaker = 0; speaker < 2; speaker++)
    for (int from = 0; from < 2; from++)
      aim (&monitor->matrix[speaker][from], m[speaker][from], snap);
  for (int set = 0; set < LT_N_SPEAKERS; set++)
    aim_set (process, set, snap);
  const LtPlace place =
    (LtPlace)lt_gains_desk (process, LT_PARAM_MONITOR_TRANSLATE);
  if (place == monitor->place)
    return;
  // A change during a change goes on from the place that was coming.
  monitor->from       = monitor->place;
  monitor->filters[0] = monitor->filters[1];
  monitor->place      = place;
  monitor->fade       = snap ? 0 : 1;
  memset (&monitor->filters[1], 0, sizeof monitor->filters[1]);
}

static float
ramp_at (const LtRamp *ramp, const LtSmooth40 *smooth, uint32_t k)
{
  return ramp->target + (ramp->d2 * smooth->p[k] + ramp->d1 * smooth->q[k]);
}

static void
run_matrix (LtProcess *process, float *const in[2])
{
  LtMonitorRt      *monitor = &process->monitor;
  const LtSmooth40 *smooth  = &process->smooth;
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    for (int speaker = 0; speaker < 2; speaker++) {
      LtRamp *m = monitor->matrix[speaker];
      for (uint32_t t = 0; t < segment->n; t++) {
        const uint32_t k = segment->k + t + 1, at = segment->offset + t;
        monitor->out[speaker][at] = in[0][at] * ramp_at (&m[0], smooth, k) +
                                    in[1][at] * ramp_at (&m[1], smooth, k);
      }
      for (int from = 0; segment->ends && from < 2; from++)
        lt_ramp_advance (&m[from], smooth, process->lengths[i]);
    }
  }
}

static void
run_place (LtProcess *process)
{
  LtMonitorRt   *monitor = &process->monitor;
  const uint32_t n       = process->chunk;
  float *const   out[2]  = {monitor->out[0], monitor->out[1]};
  float *const   left[2] = {monitor->left[0], monitor->left[1]};
  if (monitor->fade) {
    for (int c = 0; c < 2; c++)
      memcpy (left[c], out[c], n * sizeof (float));
    lt_translate_run (
      &monitor->places[monitor->from], &monitor->filters[0], left, n);
  }
  lt_translate_run (
    &monitor->places[monitor->place], &monitor->filters[1], out, n);
  if (!monitor->fade)
    return;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t at = monitor->fade + i;
    for (int c = 0; c < 2 && at < LT_HEADS_FADE; c++)
      out[c][i] =
        left[c][i] + (out[c][i] - left[c][i]) * process->heads_fade[at];
  }
  monitor->fade += n;
  if (monitor->fade >= LT_HEADS_FADE)
    monitor->fade = 0;
}

/// One channel of a set: held back, at the set's level, to its port.
static void
run_speaker (LtProcess     *process,
             const LtCycle *cycle,
             uint32_t       offset,
             int            set,
             int            c)
{
  const LtMonitorRt *monitor = &process->monitor;
  const LtHistory   *history = process->patch->speakers[c];
  LtRamp             ramp    = monitor->sets[set];
  float             *x       = process->mixed[c];
  if (history)
    lt_nodes_delay (
      process, &monitor->heads[set], history, x, process->scratch);
  else
    memcpy (x, monitor->out[c], process->chunk * sizeof (float));
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    for (uint32_t t = 0; t < segment->n; t++)
      x[segment->offset + t] *=
        ramp_at (&ramp, &process->smooth, segment->k + t + 1);
    if (segment->ends)
      lt_ramp_advance (&ramp, &process->smooth, process->lengths[i]);
  }
  lt_nodes_write_port (
    process, cycle, offset, process->patch->speaker[set][c], x);
}

void
lt_monitor_run (LtProcess          *process,
                const LtPatchStrip *strip,
                const LtCycle      *cycle,
                uint32_t            offset)
{
  LtMonitorRt *monitor = &process->monitor;
  run_matrix (process, strip->tap[LT_TAP_POST]);
  run_place (process);
  for (int c = 0; c < 2; c++)
    if (process->patch->speakers[c])
      lt_nodes_keep (
        process->patch->speakers[c], monitor->out[c], process->chunk);
  for (int set = 0; set < LT_N_SPEAKERS; set++) {
    for (int c = 0; c < 2; c++)
      run_speaker (process, cycle, offset, set, c);
    for (uint32_t i = 0; i < process->n_segments; i++)
      if (process->segments[i].ends)
        lt_ramp_advance (
          &monitor->sets[set], &process->smooth, process->lengths[i]);
    lt_nodes_advance_heads (
      &monitor->heads[set], process->patch->speakers[0], process->chunk);
  }
}
