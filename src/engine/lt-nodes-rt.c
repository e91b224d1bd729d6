// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-process.h"

#include <string.h>

static void
copy_history (LtHistory *to, const LtHistory *from)
{
  // Grown: the newest frames go over, so that no head jumps.
  uint32_t n = from->filled < from->size ? (uint32_t)from->filled : from->size;
  for (uint32_t i = 1; i <= n; i++)
    to->ring[(from->filled - i) & (to->size - 1)] =
      from->ring[(from->filled - i) & (from->size - 1)];
  to->filled = from->filled;
}

void
lt_nodes_take_patch (LtProcess *process, LtPatch *patch)
{
  LtPatch *old   = process->patch;
  process->patch = patch;
  for (uint32_t i = 0; i < patch->n_strips; i++) {
    const LtPatchStrip *strip = &patch->strips[i];
    for (int tap = 0; tap < LT_N_TAPS; tap++)
      for (int c = 0; c < 2; c++) {
        LtHistory *last = strip->state->rt.history[tap][c];
        LtHistory *next = strip->history[tap][c];
        if (last && next && last != next)
          copy_history (next, last);
        strip->state->rt.history[tap][c] = next;
      }
  }
  lt_gains_take_patch (process, !old && process->frame == 0);
  if (old) {
    LtRtMessage reply = {.type = LT_RT_OLD_PATCH, .pointer = old};
    lt_process_reply (process, &reply);
  }
}

// --- sources ---

static void
read_file (LtProcess *process, const LtPatchStrip *strip)
{
  LtStripState      *s    = strip->state;
  const LtTransport *t    = &process->transport;
  const uint32_t     n    = process->chunk;
  LtSource          *file = strip->file;
  if (!file || !lt_transport_moves (t)) {
    for (uint32_t c = 0; c < s->n_channels; c++)
      memset (s->in[c], 0, n * sizeof (float));
    return;
  }
  float *const out[2] = {s->in[0],
                         s->n_channels == 2 ? s->in[1] : process->mixed[1]};
  file->ops->read (file, out, n, t->song);
  if (file->n_channels == 1 && s->n_channels == 2)
    memcpy (s->in[1], s->in[0], n * sizeof (float));
  for (uint32_t c = 0; c < s->n_channels; c++) {
    float *x = s->in[c];
    if (s->rt.must_fade_in)
      for (uint32_t i = 0; i < n && t->fade_in + i < LT_FADE; i++)
        x[i] *= process->fade[t->fade_in + i];
    if (t->state == LT_TRANSPORT_STOPPING)
      for (uint32_t i = 0; i < n; i++)
        x[i] *= process->fade[LT_FADE - (t->fade_out + i)];
  }
}

/// in = in file_gain + live live_gain, while the switch is on its way.
static void
blend (LtProcess *process, LtStripState *s, const float *const live[2])
{
  const LtSmooth40 *m = &process->smooth;
  LtRamp            a = s->rt.from_file, b = s->rt.from_live;
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    for (uint32_t t = 0; t < segment->n; t++) {
      const uint32_t k = segment->k + t + 1, at = segment->offset + t;
      const float    ga = a.target + (a.d2 * m->p[k] + a.d1 * m->q[k]);
      const float    gb = b.target + (b.d2 * m->p[k] + b.d1 * m->q[k]);
      for (uint32_t c = 0; c < s->n_channels; c++)
        s->in[c][at] = s->in[c][at] * ga + (live[c] ? live[c][at] * gb : 0.0f);
    }
    if (segment->ends) {
      lt_ramp_advance (&a, m, process->lengths[i]);
      lt_ramp_advance (&b, m, process->lengths[i]);
    }
  }
  s->rt.from_file = a;
  s->rt.from_live = b;
}

static void
run_source (LtProcess          *process,
            const LtPatchStrip *strip,
            const LtCycle      *cycle,
            uint32_t            offset)
{
  LtStripState *s       = strip->state;
  const float  *live[2] = {NULL, NULL};
  for (uint32_t c = 0; c < s->n_channels; c++) {
    int handle = strip->live[c];
    if (handle >= 0 && (uint32_t)handle < cycle->n_in && cycle->in[handle])
      live[c] = cycle->in[handle] + offset;
  }
  read_file (process, strip);
  if (lt_ramp_is_moving (&s->rt.from_file) ||
      lt_ramp_is_moving (&s->rt.from_live))
    blend (process, s, live);
  else if (s->rt.from_live.target != 0.0f)
    for (uint32_t c = 0; c < s->n_channels; c++) {
      if (live[c])
        memcpy (s->in[c], live[c], process->chunk * sizeof (float));
      else
        memset (s->in[c], 0, process->chunk * sizeof (float));
    }
}

// --- buses ---

static void
read_head (float *out, const LtHistory *history, uint32_t delay, uint32_t n)
{
  uint64_t at    = history->filled - n - delay;
  uint32_t from  = (uint32_t)(at & (history->size - 1));
  uint32_t first = history->size - from < n ? history->size - from : n;
  memcpy (out, history->ring + from, first * sizeof (float));
  memcpy (out + first, history->ring, (n - first) * sizeof (float));
}

/// The edge's signal of one channel: as it is, delayed, or between two delays.
static const float *
edge_signal (LtProcess *process, const LtPatchEdge *edge, uint32_t channel)
{
  const LtPatchStrip *from    = &process->patch->strips[edge->from];
  LtStripState       *s       = from->state;
  LtEdgeState        *e       = edge->state;
  const uint32_t      n       = process->chunk;
  const uint32_t      c       = s->n_channels == 1 ? 0 : channel;
  const LtHistory    *history = from->history[e->tap][c];
  if (!history || (e->rt.delay == 0 && e->rt.heads_at == 0))
    return s->tap[e->tap][c];
  float *out = process->delayed;
  read_head (out, history, e->rt.delay, n);
  // A younger history would let the new head read from before its beginning.
  if (e->rt.heads_at == 0 || history->filled < e->rt.next_delay + (uint64_t)n)
    return out;
  float *next = process->mixed[0];
  read_head (next, history, e->rt.next_delay, n);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = e->rt.heads_at + i;
    float    w  = process->heads_fade[at < LT_HEADS_FADE ? at : LT_HEADS_FADE];
    out[i] += (next[i] - out[i]) * w;
  }
  return out;
}

static void
advance_heads (LtProcess *process, const LtPatchEdge *edge)
{
  LtEdgeState     *e = edge->state;
  const LtHistory *history =
    process->patch->strips[edge->from].history[e->tap][0];
  if (e->rt.heads_at == 0 ||
      (history &&
       history->filled < e->rt.next_delay + (uint64_t)process->chunk))
    return;
  e->rt.heads_at += process->chunk;
  if (e->rt.heads_at >= LT_HEADS_FADE || !history) {
    e->rt.heads_at = 0;
    e->rt.delay    = e->rt.next_delay;
  }
}

static void
mix_side (LtProcess *process, const LtPatchEdge *edge, uint32_t channel)
{
  const LtKernels *kernels = process->kernels;
  LtRamp          *ramp    = &edge->state->rt.gain[channel];
  double          *sum     = process->sum[channel];
  const float     *signal  = edge_signal (process, edge, channel);
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

static void
mix_edge (LtProcess *process, const LtPatchEdge *edge)
{
  LtEdgeState  *e = edge->state;
  const LtRamp *l = &e->rt.gain[0], *r = &e->rt.gain[1];
  if (lt_ramp_is_moving (l) || lt_ramp_is_moving (r) ||
      (e->rt.delay | e->rt.next_delay | e->rt.heads_at)) {
    mix_side (process, edge, 0);
    mix_side (process, edge, 1);
    advance_heads (process, edge);
    return;
  }
  // At rest and on time, as nearly all are: both sides at once.
  const LtStripState *s       = process->patch->strips[edge->from].state;
  float *const       *tap     = s->tap[e->tap];
  const float *const  in[2]   = {tap[0], tap[s->n_channels - 1]};
  double *const       sum[2]  = {process->sum[0], process->sum[1]};
  const float         gain[2] = {l->target, r->target};
  process->kernels->mix_both (sum, in, gain, process->chunk);
}

static void
report_rest (LtProcess *process, LtEdgeState *e)
{
  for (int c = 0; c < 2; c++)
    if (lt_ramp_is_moving (&e->rt.gain[c]) || e->rt.gain[c].target != 0.0f)
      return;
  LtRtMessage reply = {.type = LT_RT_AT_REST, .pointer = e};
  if (lt_ring_write (&process->replies, &reply, sizeof reply))
    e->rt.report = false;
}

static void
run_sum (LtProcess *process, const LtPatchStrip *strip)
{
  for (int c = 0; c < 2; c++)
    memset (process->sum[c], 0, (process->chunk + LT_PAD) * sizeof (double));
  for (uint32_t i = 0; i < strip->n_in; i++) {
    const LtPatchEdge *edge = &process->patch->edges[strip->first_in + i];
    mix_edge (process, edge);
    if (edge->state->rt.report)
      report_rest (process, edge->state);
  }
  for (int c = 0; c < 2; c++)
    process->kernels->round (
      strip->state->in[c], process->sum[c], process->chunk);
}

// --- strips ---

typedef void (*StripKernel) (LtBank *,
                             const LtSmooth40 *,
                             const LtSegment *,
                             const float *const *,
                             float *const *);

static void
run_bank (LtProcess          *process,
          const LtPatchBank  *bank,
          StripKernel         kernel,
          const float *const *in,
          float *const       *out,
          LtStage             stage)
{
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    kernel (bank->bank, &process->smooth, segment, in, out);
    if (segment->ends)
      lt_gains_end_quantum (process, bank, stage, process->lengths[i]);
  }
}

static void
keep (LtHistory *history, const float *x, uint32_t n)
{
  uint32_t at    = (uint32_t)(history->filled & (history->size - 1));
  uint32_t first = history->size - at < n ? history->size - at : n;
  memcpy (history->ring + at, x, first * sizeof (float));
  memcpy (history->ring, x + first, (n - first) * sizeof (float));
  history->filled += n;
}

static void
run_keep (LtProcess *process, const LtPatchStrip *strip)
{
  for (int tap = 0; tap < LT_N_TAPS; tap++)
    for (uint32_t c = 0; c < strip->state->n_channels; c++)
      if (strip->history[tap][c])
        keep (
          strip->history[tap][c], strip->state->tap[tap][c], process->chunk);
}

static void
write_output (LtProcess          *process,
              const LtPatchStrip *strip,
              const LtCycle      *cycle,
              uint32_t            offset)
{
  for (uint32_t c = 0; c < 2; c++) {
    const int handle = strip->out[c];
    if (handle < 0 || (uint32_t)handle >= cycle->n_out || !cycle->out[handle])
      continue;
    float       *out = cycle->out[handle] + offset;
    const float *x =
      strip->state->tap[LT_TAP_POST][strip->state->n_channels == 1 ? 0 : c];
    memcpy (out, x, process->chunk * sizeof (float));
    for (uint32_t t = 0; process->out_epoch != 0 && t < process->chunk &&
                         process->out_fade + t < LT_FADE;
         t++)
      out[t] *= process->fade[process->out_fade + t];
  }
}

static void
run_node (LtProcess     *process,
          const LtNode  *node,
          const LtCycle *cycle,
          uint32_t       offset)
{
  const LtPatch      *patch   = process->patch;
  const LtKernels    *kernels = process->kernels;
  const LtPatchStrip *strip   = &patch->strips[node->index];
  const LtPatchBank  *bank    = &patch->banks[node->index];
  switch (node->type) {
    case LT_NODE_SOURCE:
      run_source (process, strip, cycle, offset);
      break;
    case LT_NODE_SUM:
      run_sum (process, strip);
      break;
    case LT_NODE_STRIPS:
      run_bank (
        process, bank, kernels->strip, bank->in, bank->post, LT_STAGE_BOTH);
      break;
    case LT_NODE_PRE:
      run_bank (
        process, bank, kernels->strip_pre, bank->in, bank->pre, LT_STAGE_PRE);
      break;
    case LT_NODE_INSERT:
      strip->insert->ops->process (strip->insert,
                                   strip->state->tap[LT_TAP_PRE],
                                   strip->state->n_channels,
                                   process->chunk);
      lt_rt_float_mode ();
      break;
    case LT_NODE_POST:
      run_bank (process,
                bank,
                kernels->strip_post,
                (const float *const *)bank->pre,
                bank->post,
                LT_STAGE_POST);
      break;
    case LT_NODE_KEEP:
      run_keep (process, strip);
      break;
    case LT_NODE_OUTPUT:
      write_output (process, strip, cycle, offset);
      break;
  }
}

void
lt_nodes_run (LtProcess *process, const LtCycle *cycle, uint32_t offset)
{
  const LtPatch *patch = process->patch;
  if (!patch)
    return;
  for (uint32_t i = 0; i < patch->n_nodes; i++)
    run_node (process, &patch->nodes[i], cycle, offset);
  if (process->out_fade < LT_FADE)
    process->out_fade += process->chunk;
}
