// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The edges of the patch into sums. What is at rest, as nearly all is, is
// mixed from dense rows of the patch (`hot`); the few that move are looked at
// one by one. Both add in the same order, so that the bits do not depend on
// who moves.

#include "engine/lt-process.h"

#include <string.h>

/// One side of an edge that moves or is delayed.
static void
mix_side (LtProcess *process, uint32_t index, uint32_t side)
{
  const LtKernels   *kernels = process->kernels;
  const LtPatch     *patch   = process->patch;
  const LtPatchEdge *edge    = &patch->edges[index];
  LtEdgeState       *e       = edge->state;
  LtRamp            *ramp    = &e->rt.gain[side];
  double            *sum     = process->sum[side];
  const float       *signal  = patch->hot[index].signal[side];
  const LtHistory   *history = edge->history[side];
  if (history && (e->rt.heads.delay | e->rt.heads.at | e->rt.heads.want)) {
    lt_nodes_delay (
      process, &e->rt.heads, history, process->delayed, process->scratch);
    signal = process->delayed;
  }
  if (!lt_ramp_is_moving (ramp)) {
    kernels->mix (sum, signal, ramp->target, process->chunk);
    return;
  }
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    kernels->mix_ramp (sum + segment->offset,
                       signal + segment->offset,
                       ramp,
                       &process->smooth,
                       segment->k,
                       segment->n);
    if (segment->ends)
      lt_ramp_advance (ramp, &process->smooth, process->lengths[i]);
  }
}

/// Whether the edge has come to rest at 0, and the control half knows it if it
/// asked.
static bool
has_told_rest (LtProcess *process, LtEdgeState *e)
{
  if (!e->rt.report)
    return true;
  if (e->rt.gain[0].target != 0.0f || e->rt.gain[1].target != 0.0f)
    return true; // it was wanted again
  LtRtMessage reply = {
    .type = LT_RT_AT_REST, .param = e->rt.report, .pointer = e};
  if (!lt_ring_write (&process->replies, &reply, sizeof reply))
    return false;
  e->rt.report = 0;
  return true;
}

static void
mix_moving (LtProcess *process, uint32_t index)
{
  LtPatch           *patch = process->patch;
  const LtPatchEdge *edge  = &patch->edges[index];
  LtEdgeState       *e     = edge->state;
  mix_side (process, index, 0);
  mix_side (process, index, 1);
  lt_nodes_advance_heads (&e->rt.heads, edge->history[0], process->chunk);
  bool is_moving = false;
  for (int c = 0; c < 2; c++) {
    is_moving |= lt_ramp_is_moving (&e->rt.gain[c]);
    patch->hot[index].gain[c] = (double)e->rt.gain[c].target;
  }
  if (!is_moving && has_told_rest (process, e) &&
      !(e->rt.heads.delay | e->rt.heads.want | e->rt.heads.at))
    patch->moving[index / 64] &= ~(UINT64_C (1) << index % 64);
}

/// The next moving edge from `at` on, before `end`, or `end`.
static uint32_t
next_moving (const LtPatch *patch, uint32_t at, uint32_t end)
{
  while (at < end) {
    const uint64_t bits = patch->moving[at / 64] >> at % 64;
    if (bits) {
      at += (uint32_t)__builtin_ctzll (bits);
      return at < end ? at : end;
    }
    at += 64 - at % 64;
  }
  return end;
}

void
lt_mix_run (LtProcess *process, uint32_t first, uint32_t n, float *const out[2])
{
  const LtPatch *patch  = process->patch;
  double *const  sum[2] = {process->sum[0], process->sum[1]};
  for (int c = 0; c < 2; c++)
    memset (sum[c], 0, (process->chunk + LT_PAD) * sizeof (double));
  for (uint32_t at = first, end = first + n; at < end; at++) {
    const uint32_t stop = next_moving (patch, at, end);
    if (stop > at)
      process->kernels->mix_many (
        sum, patch->hot + at, stop - at, process->chunk);
    at = stop;
    if (at < end)
      mix_moving (process, at);
  }
  for (int c = 0; c < 2; c++)
    process->kernels->round (out[c], sum[c], process->chunk);
}
