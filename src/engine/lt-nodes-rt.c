// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-engine.h"
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

static void
take_history (LtHistory **now, LtHistory *next)
{
  if (*now && next && *now != next)
    copy_history (next, *now);
  *now = next;
}

static uint32_t
own_delay (const LtProcess *process, const LtStripState *s)
{
  return (uint32_t)(s->rt.values[LT_PARAM_DELAY] * process->rate / 1000 + 0.5);
}

static void
start_own_delay (const LtProcess *process, LtStripState *s)
{
  const uint32_t delay = s->rt.in_delay + own_delay (process, s);
  s->rt.in_heads       = (LtHeads){delay, delay, 0, delay};
}

void
lt_nodes_aim_own_delay (const LtProcess *process, LtStripState *s)
{
  lt_nodes_aim_heads (&s->rt.in_heads, s->rt.in_delay + own_delay (process, s));
}

void
lt_nodes_take_patch (LtProcess *process, LtPatch *patch)
{
  LtPatch *old   = process->patch;
  process->patch = patch;
  for (uint32_t i = 0; i < patch->n_strips; i++) {
    const LtPatchStrip *strip = &patch->strips[i];
    LtStripState       *s     = strip->state;
    if (!strip->is_changed)
      continue;
    for (int c = 0; c < 2; c++) {
      for (int tap = 0; tap < LT_N_TAPS; tap++)
        take_history (&s->rt.history[tap][c], strip->history[tap][c]);
      take_history (&s->rt.in_history[c], strip->in_history[c]);
    }
    s->rt.in_delay = strip->in_delay;
    if (s->rt.is_known)
      lt_nodes_aim_own_delay (process, s);
    else
      start_own_delay (process, s);
  }
  for (int c = 0; old && c < 2; c++)
    if (old->speakers[c] && old->speakers[c] != patch->speakers[c])
      copy_history (patch->speakers[c], old->speakers[c]);
  lt_gains_take_patch (process, old);
  if (old) {
    LtRtMessage reply = {.type = LT_RT_OLD_PATCH, .pointer = old};
    lt_process_reply (process, &reply);
  }
}

// --- delays ---

void
lt_nodes_keep (LtHistory *history, const float *x, uint32_t n)
{
  uint32_t at    = (uint32_t)(history->filled & (history->size - 1));
  uint32_t first = history->size - at < n ? history->size - at : n;
  memcpy (history->ring + at, x, first * sizeof (float));
  memcpy (history->ring, x + first, (n - first) * sizeof (float));
  history->filled += n;
}

/// `n` frames of a head, from `first` of the `chunk` newest on.
static void
read_head (float           *out,
           const LtHistory *history,
           uint32_t         delay,
           uint32_t         chunk,
           uint32_t         first,
           uint32_t         n)
{
  const uint64_t at   = history->filled - chunk + first - delay;
  const uint32_t from = (uint32_t)(at & (history->size - 1));
  const uint32_t part = history->size - from < n ? history->size - from : n;
  memcpy (out, history->ring + from, part * sizeof (float));
  memcpy (out + part, history->ring, (n - part) * sizeof (float));
}

/// Of `n` frames, those in which the heads do one thing: rest, wait for a
/// history that is younger than where they go, or go over. `now` is how they
/// stand at the first of them (`at` 0: one head alone), `heads` after the last.
static uint32_t
take_span (LtHeads *heads, LtHeads *now, uint64_t age, uint32_t n)
{
  if (heads->at == 0 && heads->want != heads->delay) {
    heads->next = heads->want;
    heads->at   = 1;
  }
  *now = *heads;
  if (heads->at == 0)
    return n;
  if (age < heads->next) {
    now->at = 0;
    return heads->next - age < n ? (uint32_t)(heads->next - age) : n;
  }
  const uint32_t left = LT_HEADS_FADE - heads->at;
  if (n < left) {
    heads->at += n;
    return n;
  }
  heads->at    = 0;
  heads->delay = heads->next;
  return left;
}

void
lt_nodes_delay (const LtProcess *process,
                const LtHeads   *heads,
                const LtHistory *history,
                float           *out,
                float           *scratch)
{
  const uint32_t chunk = process->chunk;
  LtHeads        now, left = *heads;
  for (uint32_t at = 0, n; at < chunk; at += n) {
    n = take_span (&left, &now, history->filled - chunk + at, chunk - at);
    read_head (out + at, history, now.delay, chunk, at, n);
    if (now.at == 0)
      continue;
    read_head (scratch, history, now.next, chunk, at, n);
    for (uint32_t i = 0; i < n; i++)
      out[at + i] +=
        (scratch[i] - out[at + i]) * process->heads_fade[now.at + i];
  }
}

void
lt_nodes_advance_heads (LtHeads *heads, const LtHistory *history, uint32_t n)
{
  LtHeads now;
  if (!history)
    *heads = (LtHeads){heads->want, heads->want, 0, heads->want};
  for (uint32_t at = 0; history && at < n;)
    at += take_span (heads, &now, history->filled - n + at, n - at);
}

void
lt_nodes_aim_heads (LtHeads *heads, uint32_t delay)
{
  heads->want = delay;
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
run_oscillator (LtProcess *process, LtStripState *s)
{
  LtOscillator *o = &process->oscillator;
  o->wave         = (LtWave)lt_gains_desk (process, LT_PARAM_OSCILLATOR_WAVE);
  o->frequency    = lt_gains_desk (process, LT_PARAM_OSCILLATOR_FREQUENCY);
  lt_oscillator_run (o, s->in[0], process->chunk);
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
  if (s->id == LT_ID_OSCILLATOR) {
    run_oscillator (process, s);
    return;
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

/// A strip's own delay, and that of a source whose insert has a late key.
static void
delay_source (LtProcess *process, const LtPatchStrip *strip)
{
  LtStripState *s = strip->state;
  for (uint32_t c = 0; c < s->n_channels; c++) {
    lt_nodes_keep (strip->in_history[c], s->in[c], process->chunk);
    lt_nodes_delay (process,
                    &s->rt.in_heads,
                    strip->in_history[c],
                    s->in[c],
                    process->scratch);
  }
  lt_nodes_advance_heads (
    &s->rt.in_heads, strip->in_history[0], process->chunk);
}

// --- strips ---

static bool
is_widened (const LtPatchBank *bank)
{
  return (bank->bank->widened | bank->bank->width_moving) & bank->mask;
}

/// A segment of a bank whose blocks all rest: trim, meters, fader in one.
static void
run_bare (LtProcess         *process,
          const LtPatchBank *bank,
          const LtSegment   *segment,
          LtNodeType         type)
{
  const LtKernels  *k      = process->kernels;
  const LtSmooth40 *smooth = &process->smooth;
  LtBank           *b      = bank->bank;
  if (type == LT_NODE_STRIPS)
    k->strip (b, smooth, segment, bank->in, bank->post);
  else if (type == LT_NODE_PRE)
    k->strip_pre (b, smooth, segment, bank->in, bank->pre);
  else
    k->strip_tapped (b, smooth, segment, bank->in, bank->pre, bank->post);
  for (uint32_t left = bank->mask; left; left &= left - 1) {
    const int    lane  = __builtin_ctz (left);
    const float *x     = bank->pre[lane] + segment->offset;
    const size_t bytes = segment->n * sizeof (float);
    if (bank->wants_early)
      memcpy (bank->early[lane] + segment->offset, x, bytes);
    if (bank->wants_round)
      memcpy (bank->round[lane] + segment->offset, x, bytes);
  }
}

/// A segment of a bank with blocks at work.
static void
run_blocks (LtProcess         *process,
            const LtPatchBank *bank,
            const LtSegment   *segment,
            uint32_t           length,
            LtNodeType         type)
{
  const LtKernels   *k      = process->kernels;
  const LtSmooth40  *smooth = &process->smooth;
  LtBank            *b      = bank->bank;
  _Alignas(64) float rows[LT_QUANTUM][LT_LANES];
  k->rows_in (b, smooth, segment, bank->in, rows);
  if (bank->wants_early)
    k->rows_keep (segment, rows, bank->early);
  const uint32_t      busy = bank->channel->active & bank->mask;
  const LtChannelKeys keys = {{bank->key[0], bank->key[1]},
                              {bank->keyed[0], bank->keyed[1]}};
  lt_channel_run (
    bank->channel, &process->tools, segment, bank->mask, length, &keys, rows);
  if (bank->wants_round)
    k->rows_keep (segment, rows, bank->round);
  lt_channel_saturate (
    bank->channel, &process->tools, segment, bank->mask, length, rows);
  k->rows_check (b, segment, busy, rows);
  if (type != LT_NODE_STRIPS)
    k->rows_keep (segment, rows, bank->pre);
  if (type == LT_NODE_PRE)
    return;
  if (is_widened (bank))
    k->rows_widen (b, smooth, segment, rows);
  b->doubted = 0;
  k->rows_out (b, smooth, segment, rows, bank->post);
}

static void
run_bank (LtProcess *process, const LtPatchBank *bank, LtNodeType type)
{
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    if (bank->channel->active & bank->mask || is_widened (bank))
      run_blocks (process, bank, segment, process->lengths[i], type);
    else
      run_bare (process, bank, segment, type);
    if (segment->ends)
      lt_gains_end_quantum (process,
                            bank,
                            type == LT_NODE_PRE ? LT_STAGE_PRE : LT_STAGE_BOTH,
                            process->lengths[i]);
  }
}

static void
run_post (LtProcess *process, const LtPatchBank *bank)
{
  bank->bank->doubted = bank->inserts;
  for (uint32_t i = 0; i < process->n_segments; i++) {
    const LtSegment *segment = &process->segments[i];
    const LtKernels *k       = process->kernels;
    if (is_widened (bank)) {
      _Alignas(64) float rows[LT_QUANTUM][LT_LANES];
      k->rows_load (segment, bank->before, rows);
      k->rows_widen (bank->bank, &process->smooth, segment, rows);
      k->rows_out (bank->bank, &process->smooth, segment, rows, bank->post);
    } else {
      k->strip_post (
        bank->bank, &process->smooth, segment, bank->before, bank->post);
    }
    if (segment->ends)
      lt_gains_end_quantum (process, bank, LT_STAGE_POST, process->lengths[i]);
  }
}

static void
run_keep (LtProcess *process, const LtPatchStrip *strip)
{
  for (int tap = 0; tap < LT_N_TAPS; tap++)
    for (uint32_t c = 0; c < strip->state->n_channels; c++)
      if (strip->history[tap][c])
        lt_nodes_keep (
          strip->history[tap][c], strip->tap[tap][c], process->chunk);
}

/// A key may come from behind an insert, which nobody has looked at yet: NaN
/// would stay in a detector for good.
static void
silence_bad (float *const x[2], uint32_t n)
{
  for (int c = 0; c < 2; c++)
    for (uint32_t t = 0; t < n; t++)
      if (!(x[c][t] <= 1000.0f && x[c][t] >= -1000.0f))
        x[c][t] = 0.0f;
}

static void
run_keys (LtProcess *process, const LtPatchStrip *strip)
{
  for (int key = 0; key < LT_N_KEYS; key++) {
    float *const *to = strip->key[key];
    if (!strip->n_key[key])
      continue;
    lt_mix_run (process, strip->first_key[key], strip->n_key[key], to);
    silence_bad (to, process->chunk);
    // One lane hears both sides.
    const bool is_mono = key != LT_KEY_INSERT && strip->state->n_channels == 1;
    for (uint32_t t = 0; is_mono && t < process->chunk; t++)
      to[0][t] = 0.5f * (to[0][t] + to[1][t]);
  }
}

static void
run_insert (LtProcess *process, const LtPatchStrip *strip)
{
  LtStripState      *s      = strip->state;
  const float *const key[2] = {strip->key[LT_KEY_INSERT][0],
                               strip->key[LT_KEY_INSERT][1]};
  strip->insert->ops->process (strip->insert,
                               s->tap[LT_TAP_PRE],
                               s->n_channels,
                               strip->n_key[LT_KEY_INSERT] ? key : NULL,
                               process->chunk);
  lt_rt_float_mode ();
}

void
lt_nodes_write_port (const LtProcess *process,
                     const LtCycle   *cycle,
                     uint32_t         offset,
                     int              handle,
                     const float     *x)
{
  if (handle < 0 || (uint32_t)handle >= cycle->n_out || !cycle->out[handle])
    return;
  float *out = cycle->out[handle] + offset;
  // -0 becomes 0, as it does wherever anything is at work.
  for (uint32_t t = 0; t < process->chunk; t++)
    out[t] = x[t] + 0.0f;
  for (uint32_t t = 0; process->out_epoch != 0 && t < process->chunk &&
                       process->out_fade + t < LT_FADE;
       t++)
    out[t] *= process->fade[process->out_fade + t];
}

static void
write_output (const LtProcess    *process,
              const LtPatchStrip *strip,
              const LtCycle      *cycle,
              uint32_t            offset)
{
  for (uint32_t c = 0; c < 2; c++)
    lt_nodes_write_port (
      process,
      cycle,
      offset,
      strip->out[c],
      strip->state->tap[LT_TAP_POST][strip->state->n_channels == 1 ? 0 : c]);
}

static void
write_direct (LtProcess          *process,
              const LtPatchStrip *strip,
              const LtCycle      *cycle,
              uint32_t            offset)
{
  float *const out[2] = {process->mixed[0], process->mixed[1]};
  lt_mix_run (process, strip->direct_edge, strip->n_direct, out);
  for (uint32_t c = 0; c < 2; c++)
    lt_nodes_write_port (process, cycle, offset, strip->direct[c], out[c]);
}

// --- nodes ---

/// What lies between the sum and the ends, of a bank.
static void
run_bank_node (LtProcess *process, const LtNode *node)
{
  const LtPatch *patch = process->patch;
  switch (node->type) {
    case LT_NODE_INSERT:
      run_insert (process, &patch->strips[node->index]);
      break;
    case LT_NODE_POST:
      run_post (process, &patch->banks[node->index]);
      break;
    default:
      run_bank (process, &patch->banks[node->index], node->type);
      break;
  }
}

/// What the threads of a render share.
typedef struct {
  LtProcess *process;
  uint32_t   first;
} Share;

static void
run_share (void *data, uint32_t index)
{
  const Share       *share = data;
  const LtPatch     *patch = share->process->patch;
  const LtPatchBank *bank  = &patch->banks[share->first + index];
  for (uint32_t i = 0; i < bank->n_nodes; i++)
    run_bank_node (share->process, &patch->nodes[bank->first_node + i]);
}

static void
run_banks (LtProcess *process, const LtNode *node, bool may_wait)
{
  Share share = {process, node->index};
  if (process->pool && may_wait && node->count > 1) {
    LT_RT_WAIVE ("a cycle that may wait")
    lt_pool_run (process->pool, run_share, &share, node->count);
    return;
  }
  for (uint32_t i = 0; i < node->count; i++)
    run_share (&share, i);
}

static void
run_node (LtProcess     *process,
          const LtNode  *node,
          const LtCycle *cycle,
          uint32_t       offset)
{
  const LtPatchStrip *strip = &process->patch->strips[node->index];
  switch (node->type) {
    case LT_NODE_SOURCE:
      run_source (process, strip, cycle, offset);
      if (strip->in_history[0])
        delay_source (process, strip);
      break;
    case LT_NODE_SUM:
      lt_mix_run (process, strip->first_in, strip->n_in, strip->state->in);
      if (strip->in_history[0])
        delay_source (process, strip);
      break;
    case LT_NODE_KEY:
      run_keys (process, strip);
      break;
    case LT_NODE_BANKS:
      run_banks (process, node, cycle->may_wait);
      break;
    case LT_NODE_KEEP:
      run_keep (process, strip);
      break;
    case LT_NODE_OUTPUT:
      write_output (process, strip, cycle, offset);
      break;
    case LT_NODE_DIRECT:
      write_direct (process, strip, cycle, offset);
      break;
    case LT_NODE_MONITOR:
      lt_monitor_run (process, strip, cycle, offset);
      break;
    default: // within LT_NODE_BANKS
      break;
  }
}

void
lt_nodes_run (LtProcess *process, const LtCycle *cycle, uint32_t offset)
{
  const LtPatch *patch = process->patch;
  if (!patch)
    return;
  for (uint32_t i = 0; i < patch->n_nodes; i++) {
    const LtNode *node = &patch->nodes[i];
    run_node (process, node, cycle, offset);
    for (uint32_t b = 0; node->type == LT_NODE_BANKS && b < node->count; b++)
      i += patch->banks[node->index + b].n_nodes;
  }
  if (process->out_fade < LT_FADE)
    process->out_fade += process->chunk;
}
