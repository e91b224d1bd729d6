// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-channel.h"

#include "dsp/lt-math.h"

#include <math.h>
#include <string.h>

enum { HIGH_PASS, STEEPER, LOW_PASS, N_FILTERS };

void
lt_channel_init (LtChannel *channel)
{
  memset (channel, 0, sizeof *channel);
  for (int i = 0; i < N_FILTERS; i++)
    lt_filter_init (&channel->filters[i]);
  for (int i = 0; i < 2; i++)
    lt_filter_init (&channel->gate_key[i]);
  for (int i = 0; i < LT_N_BANDS; i++)
    lt_filter_init (&channel->eq[i]);
  lt_filter_init (&channel->compressor_key);
  lt_gate_init (&channel->gate);
  lt_compressor_init (&channel->compressor);
  lt_saturation_init (&channel->saturation);
}

void
lt_channel_clear (LtChannel *channel, uint32_t lane)
{
  const uint32_t keep = ~(1U << lane);
  for (int i = 0; i < N_FILTERS; i++)
    lt_filter_clear (&channel->filters[i], lane);
  for (int i = 0; i < 2; i++)
    lt_filter_clear (&channel->gate_key[i], lane);
  for (int i = 0; i < LT_N_BANDS; i++)
    lt_filter_clear (&channel->eq[i], lane);
  lt_filter_clear (&channel->compressor_key, lane);
  lt_gate_clear (&channel->gate, lane);
  lt_compressor_clear (&channel->compressor, lane);
  lt_saturation_clear (&channel->saturation, lane);
  lt_bank_aim (&channel->fit, &channel->fit_moving, lane, 0.0f, true);
  channel->fitted &= keep;
  channel->waiting &= keep;
  lt_bank_aim (&channel->listen, &channel->listen_moving, lane, 0.0f, true);
  channel->listening &= keep;
  channel->eq_last &= keep;
  channel->turning &= keep;
  channel->active &= keep;
}

bool
lt_channel_has (uint32_t param)
{
  return lt_param_info[param].smooth == LT_SMOOTH_BLOCK ||
         param == LT_PARAM_SATURATION_FITTED;
}

// --- where it shall go ---

static void
aim_filters (LtChannel *channel, uint32_t lane, const double *v, bool snap)
{
  LtFilterAim aims[N_FILTERS];
  lt_filter_high_pass (&aims[HIGH_PASS],
                       2 + (int)v[LT_PARAM_HIGH_PASS_SLOPE],
                       v[LT_PARAM_HIGH_PASS_ON] != 0,
                       lt_log2 (v[LT_PARAM_HIGH_PASS_FREQUENCY]));
  aims[LOW_PASS] = lt_filter_pass (LT_SHAPE_LOW_PASS,
                                   v[LT_PARAM_LOW_PASS_ON] != 0,
                                   lt_log2 (v[LT_PARAM_LOW_PASS_FREQUENCY]));
  for (int i = 0; i < N_FILTERS; i++)
    lt_filter_aim (&channel->filters[i], lane, &aims[i], snap);
}

static void
set_bit (uint32_t *mask, uint32_t lane, bool is_set)
{
  *mask = (*mask & ~(1U << lane)) | (is_set ? 1U << lane : 0);
}

static void
aim_gate (LtChannel            *channel,
          const LtChannelTools *tools,
          uint32_t              lane,
          const double         *v,
          bool                  is_pair,
          bool                  snap)
{
  const bool      is_on = v[LT_PARAM_GATE_ON] != 0;
  const LtGateAim aim   = {
      .is_on      = is_on,
      .mode       = (LtGateMode)(int)v[LT_PARAM_GATE_MODE],
      .threshold  = v[LT_PARAM_GATE_THRESHOLD],
      .hysteresis = v[LT_PARAM_GATE_HYSTERESIS],
      .range      = v[LT_PARAM_GATE_RANGE],
      .ratio      = v[LT_PARAM_GATE_RATIO],
      .attack     = v[LT_PARAM_GATE_ATTACK],
      .hold       = v[LT_PARAM_GATE_HOLD],
      .release    = v[LT_PARAM_GATE_RELEASE],
      .is_pair    = is_pair,
  };
  lt_gate_aim (&channel->gate, lane, &aim, tools->rate, snap);
  const bool    listens  = is_on && v[LT_PARAM_GATE_LISTEN] != 0;
  const bool    is_keyed = is_on && v[LT_PARAM_GATE_KEY_FILTER] != 0;
  const LtParam ends[]   = {LT_PARAM_GATE_KEY_LOW, LT_PARAM_GATE_KEY_HIGH};
  for (int i = 0; i < 2; i++) {
    const LtFilterAim key =
      lt_filter_pass (i ? LT_SHAPE_LOW_PASS : LT_SHAPE_HIGH_PASS,
                      is_keyed,
                      lt_log2 (v[ends[i]]));
    lt_filter_aim (&channel->gate_key[i], lane, &key, snap);
  }
  lt_bank_aim (&channel->listen,
               &channel->listen_moving,
               lane,
               listens ? 1.0f : 0.0f,
               snap);
  set_bit (&channel->listening, lane, listens);
}

static uint32_t
lanes_of_eq (const LtChannel *c)
{
  uint32_t lanes = 0;
  for (int i = 0; i < LT_N_BANDS; i++)
    lanes |= c->eq[i].active;
  return lanes;
}

/// Where two blocks that work change places there is a jump: the equalizer
/// goes, and comes back on the other side.
static void
aim_order (LtChannel *c, uint32_t lane, bool is_last, bool snap)
{
  const bool is_now = c->eq_last >> lane & 1;
  const bool work   = (lanes_of_eq (c) & c->compressor.active) >> lane & 1;
  const bool turns  = is_last != is_now && work && !snap;
  set_bit (&c->turning, lane, turns);
  if (!turns)
    set_bit (&c->eq_last, lane, is_last);
}

static void
aim_band (LtChannel *c, int band, uint32_t lane, bool snap)
{
  LtFilterAim aim = c->eq_aims[band][lane];
  if (c->turning >> lane & 1)
    aim.is_on = false;
  lt_filter_aim (&c->eq[band], lane, &aim, snap);
}

static void
aim_eq (LtChannel *channel, uint32_t lane, const double *v, bool snap)
{
  aim_order (channel, lane, v[LT_PARAM_ORDER] != 0, snap);
  for (int i = 0; i < LT_N_BANDS; i++) {
    static const LtShape shapes[] = {
      LT_SHAPE_BELL, LT_SHAPE_LOW_SHELF, LT_SHAPE_HIGH_SHELF, LT_SHAPE_NOTCH};
    const LtShape shape = shapes[(int)v[LT_PARAM_EQ_SHAPE_1 + i] & 3];
    const double  gain  = v[LT_PARAM_EQ_GAIN_1 + i];
    // A band that is flat is nothing.
    channel->eq_aims[i][lane] = (LtFilterAim){
      .shape = shape,
      .is_on = v[LT_PARAM_EQ_ON] != 0 && v[LT_PARAM_EQ_BAND_1 + i] != 0 &&
               (gain != 0 || shape == LT_SHAPE_NOTCH),
      .octave = lt_log2 (v[LT_PARAM_EQ_FREQUENCY_1 + i]),
      .gain   = gain,
      .log2_q = lt_log2 (v[LT_PARAM_EQ_Q_1 + i]),
    };
    aim_band (channel, i, lane, snap);
  }
}

static void
aim_compressor (LtChannel            *channel,
                const LtChannelTools *tools,
                uint32_t              lane,
                const double         *v,
                bool                  is_pair,
                bool                  snap)
{
  const bool            is_on = v[LT_PARAM_COMPRESSOR_ON] != 0;
  const double          ratio = v[LT_PARAM_COMPRESSOR_RATIO];
  const LtCompressorAim aim   = {
      .is_on        = is_on,
      .is_rms       = v[LT_PARAM_COMPRESSOR_DETECTOR] == 0,
      .auto_release = v[LT_PARAM_COMPRESSOR_AUTO_RELEASE] != 0,
      .auto_makeup  = v[LT_PARAM_COMPRESSOR_AUTO_MAKEUP] != 0,
      .threshold    = v[LT_PARAM_COMPRESSOR_THRESHOLD],
      .ratio =
      ratio >= lt_param_info[LT_PARAM_COMPRESSOR_RATIO].max ? INFINITY : ratio,
      .knee    = v[LT_PARAM_COMPRESSOR_KNEE],
      .attack  = v[LT_PARAM_COMPRESSOR_ATTACK],
      .release = v[LT_PARAM_COMPRESSOR_RELEASE],
      .makeup  = v[LT_PARAM_COMPRESSOR_MAKEUP],
      .mix     = v[LT_PARAM_COMPRESSOR_MIX] / 100,
      .link    = is_pair ? v[LT_PARAM_COMPRESSOR_LINK] / 100 : 0,
  };
  lt_compressor_aim (&channel->compressor, lane, &aim, tools->rate, snap);
  const bool        is_keyed = is_on && v[LT_PARAM_COMPRESSOR_KEY_FILTER] != 0;
  const LtFilterAim key      = lt_filter_pass (
    LT_SHAPE_HIGH_PASS, is_keyed, lt_log2 (v[LT_PARAM_COMPRESSOR_KEY_LOW]));
  lt_filter_aim (&channel->compressor_key, lane, &key, snap);
}

/// What is late is heard when there is some; it goes at once when it has not
/// been heard yet.
static void
aim_fit (LtChannel *c, uint32_t lane, bool is_wanted, bool snap)
{
  const bool is_new = is_wanted && !snap && !(c->fitted >> lane & 1);
  if (is_new)
    c->wait[lane] = LT_SATURATION_FRAMES;
  set_bit (&c->waiting,
           lane,
           is_new || (is_wanted && !snap && (c->waiting >> lane & 1)));
  const bool is_heard = is_wanted && !(c->waiting >> lane & 1);
  lt_bank_aim (&c->fit, &c->fit_moving, lane, is_heard ? 1.0f : 0.0f, snap);
}

/// One that is taken out stays until its late signal has faded.
static void
aim_saturation (LtChannel            *channel,
                const LtChannelTools *tools,
                uint32_t              lane,
                const double         *v,
                bool                  snap)
{
  const bool is_wanted = v[LT_PARAM_SATURATION_FITTED] != 0;
  aim_fit (channel, lane, is_wanted, snap);
  const bool is_fitted      = is_wanted || (channel->fit_moving >> lane & 1);
  const LtSaturationAim aim = {
    .is_fitted = is_fitted,
    .is_on     = v[LT_PARAM_SATURATION_ON] != 0,
    .drive     = v[LT_PARAM_SATURATION_DRIVE],
    .colour    = v[LT_PARAM_SATURATION_COLOUR],
    .mix       = v[LT_PARAM_SATURATION_MIX] / 100,
  };
  lt_saturation_aim (&channel->saturation, lane, &aim, tools->rate, snap);
  set_bit (&channel->fitted, lane, is_fitted);
}

static uint32_t
lanes_at_work (const LtChannel *c)
{
  uint32_t lanes = c->gate.active | c->compressor.active | c->fitted;
  for (int i = 0; i < N_FILTERS; i++)
    lanes |= c->filters[i].active;
  return lanes | lanes_of_eq (c);
}

void
lt_channel_aim (LtChannel            *channel,
                const LtChannelTools *tools,
                uint32_t              lane,
                const double         *values,
                bool                  is_pair,
                bool                  snap)
{
  aim_filters (channel, lane, values, snap);
  aim_gate (channel, tools, lane, values, is_pair, snap);
  aim_eq (channel, lane, values, snap);
  aim_compressor (channel, tools, lane, values, is_pair, snap);
  aim_saturation (channel, tools, lane, values, snap);
  channel->active = lanes_at_work (channel);
}

void
lt_channel_measure (LtChannel *c, uint32_t lane, float *gate, float *compressor)
{
  LtGate       *g = &c->gate;
  LtCompressor *k = &c->compressor;
  *gate           = g->active >> lane & 1 ? g->least[lane] : 0.0f;
  *compressor     = k->active >> lane & 1 ? -k->most[lane] : 0.0f;
  g->least[lane]  = g->gain[lane];
  k->most[lane]   = k->reduction[lane];
}

// --- the work ---

/// The sections among `list` that do anything for these lanes, through all the
/// frames at once.
static void
run_sections (LtFilter             *list,
              uint32_t              n,
              const LtChannelTools *tools,
              const LtSegment      *segment,
              uint32_t              mask,
              uint32_t              length,
              float (*rows)[LT_LANES])
{
  LtFilter *busy[LT_N_BANDS];
  uint32_t  n_busy = 0;
  for (uint32_t i = 0; i < n; i++)
    if (list[i].active & mask) {
      busy[n_busy++] = &list[i];
      if (segment->k == 0 && list[i].moving & mask)
        tools->filters->begin (
          &list[i], tools->smooth, tools->rate, mask, length);
    }
  if (n_busy)
    tools->filters->run (busy, n_busy, mask, rows, segment->n, segment->ends);
}

typedef float Rows[LT_QUANTUM][LT_LANES];

static void
copy_rows (float (*to)[LT_LANES], float (*from)[LT_LANES], uint32_t n)
{
  memcpy (to, from, n * sizeof *to);
}

/// x += (key - x) listen.
static void
run_listen (LtChannel            *c,
            const LtChannelTools *tools,
            const LtSegment      *segment,
            uint32_t              mask,
            uint32_t              length,
            float (*rows)[LT_LANES],
            float (*key)[LT_LANES])
{
  const LtSmooth40 *m = tools->smooth;
  for (uint32_t left = mask; left; left &= left - 1) {
    const int    lane = __builtin_ctz (left);
    const LtRamp ramp = {
      c->listen.target[lane], c->listen.d1[lane], c->listen.d2[lane]};
    for (uint32_t t = 0; t < segment->n; t++) {
      const uint32_t k = segment->k + t + 1;
      const float    g = ramp.target + (ramp.d2 * m->p[k] + ramp.d1 * m->q[k]);
      rows[t][lane] += (key[t][lane] - rows[t][lane]) * g;
    }
  }
  if (segment->ends)
    lt_bank_advance (&c->listen, &c->listen_moving, m, mask, length);
}

/// The rows that gate (0) or compressor (1) hears.
static void
take_keys (float (*key)[LT_LANES],
           float (*rows)[LT_LANES],
           const LtChannelKeys *keys,
           int                  which,
           const LtSegment     *segment)
{
  copy_rows (key, rows, segment->n);
  for (uint32_t left = keys->lanes[which]; left; left &= left - 1) {
    const int    lane = __builtin_ctz (left);
    const float *x    = keys->in[which][lane] + segment->offset;
    for (uint32_t t = 0; t < segment->n; t++)
      key[t][lane] = x[t];
  }
}

static void
run_gate (LtChannel            *c,
          const LtChannelTools *tools,
          const LtSegment      *segment,
          uint32_t              mask,
          uint32_t              length,
          const LtChannelKeys  *keys,
          float (*rows)[LT_LANES])
{
  _Alignas(64) Rows key;
  const uint32_t    listens = (c->listening | c->listen_moving) & mask;
  const uint32_t    keyed =
    ((c->gate_key[0].active | c->gate_key[1].active | keys->lanes[0]) & mask) |
    listens;
  if (keyed) {
    take_keys (key, rows, keys, 0, segment);
    run_sections (c->gate_key, 2, tools, segment, mask, length, key);
  }
  tools->dynamics->gate (&c->gate,
                         tools->smooth,
                         rows,
                         keyed ? key : rows,
                         mask,
                         segment->k,
                         segment->n);
  if (listens)
    run_listen (c, tools, segment, listens, length, rows, key);
  if (!segment->ends)
    return;
  const uint32_t before = c->gate.active & mask;
  tools->dynamics->gate_end (&c->gate, tools->smooth, mask, length);
  // A key that nobody hears any more must not stand still in its middle.
  for (uint32_t gone = before & ~c->gate.active; gone; gone &= gone - 1) {
    const uint32_t lane = (uint32_t)__builtin_ctz (gone);
    for (int i = 0; i < 2; i++)
      lt_filter_clear (&c->gate_key[i], lane);
    lt_bank_aim (&c->listen, &c->listen_moving, lane, 0.0f, true);
  }
}

static void
run_compressor (LtChannel            *c,
                const LtChannelTools *tools,
                const LtSegment      *segment,
                uint32_t              mask,
                uint32_t              length,
                const LtChannelKeys  *keys,
                float (*rows)[LT_LANES])
{
  _Alignas(64) Rows key;
  const bool is_keyed = (c->compressor_key.active | keys->lanes[1]) & mask;
  if (is_keyed) {
    take_keys (key, rows, keys, 1, segment);
    run_sections (&c->compressor_key, 1, tools, segment, mask, length, key);
  }
  tools->dynamics->compress (&c->compressor,
                             tools->smooth,
                             rows,
                             is_keyed ? key : rows,
                             mask,
                             segment->k,
                             segment->n);
  if (!segment->ends)
    return;
  const uint32_t before = c->compressor.active & mask;
  tools->dynamics->compressor_end (&c->compressor, tools->smooth, mask, length);
  for (uint32_t gone = before & ~c->compressor.active; gone; gone &= gone - 1)
    lt_filter_clear (&c->compressor_key, (uint32_t)__builtin_ctz (gone));
}

/// The equalizer of some of the lanes; the rows of all others stay.
static void
run_eq (LtChannel            *c,
        const LtChannelTools *tools,
        const LtSegment      *segment,
        uint32_t              mask,
        uint32_t              all,
        uint32_t              length,
        float (*rows)[LT_LANES])
{
  _Alignas(64) Rows kept;
  const uint32_t    others = all & ~mask;
  if (!mask)
    return;
  if (others)
    copy_rows (kept, rows, segment->n);
  run_sections (c->eq, LT_N_BANDS, tools, segment, mask, length, rows);
  for (uint32_t t = 0; others && t < segment->n; t++)
    for (uint32_t lane = 0; lane < LT_LANES; lane++)
      if (others >> lane & 1)
        rows[t][lane] = kept[t][lane];
}

/// What blocks of strange lanes made of their silence is nobody's business.
static void
silence_others (float (*rows)[LT_LANES], uint32_t mask, uint32_t n)
{
  uint32_t keep[LT_LANES];
  for (uint32_t lane = 0; lane < LT_LANES; lane++)
    keep[lane] = mask >> lane & 1 ? ~0U : 0;
  for (uint32_t t = 0; t < n; t++)
    for (uint32_t lane = 0; lane < LT_LANES; lane++) {
      uint32_t bits;
      memcpy (&bits, &rows[t][lane], 4);
      bits &= keep[lane];
      memcpy (&rows[t][lane], &bits, 4);
    }
}

static void
end_turns (LtChannel *c, uint32_t turning)
{
  for (uint32_t left = turning & ~lanes_of_eq (c); left; left &= left - 1) {
    const uint32_t lane = (uint32_t)__builtin_ctz (left);
    c->eq_last ^= 1U << lane;
    c->turning &= ~(1U << lane);
    for (int i = 0; i < LT_N_BANDS; i++)
      aim_band (c, i, lane, false);
  }
}

void
lt_channel_run (LtChannel            *c,
                const LtChannelTools *tools,
                const LtSegment      *segment,
                uint32_t              mask,
                uint32_t              length,
                const LtChannelKeys  *keys,
                float (*rows)[LT_LANES])
{
  const uint32_t last = c->eq_last & mask;
  run_sections (c->filters, N_FILTERS, tools, segment, mask, length, rows);
  if (c->gate.active & mask)
    run_gate (c, tools, segment, mask, length, keys, rows);
  run_eq (c, tools, segment, mask & ~last, mask, length, rows);
  if (c->compressor.active & mask)
    run_compressor (c, tools, segment, mask, length, keys, rows);
  run_eq (c, tools, segment, last, mask, length, rows);
  if (c->active & ~mask)
    silence_others (rows, mask, segment->n);
  if (!segment->ends)
    return;
  end_turns (c, c->turning & mask);
  c->active = lanes_at_work (c);
}

/// What is late comes and goes by a cross-fade.
static void
blend_fit (LtChannel            *c,
           const LtChannelTools *tools,
           const LtSegment      *segment,
           uint32_t              mask,
           float (*rows)[LT_LANES],
           float (*dry)[LT_LANES])
{
  const LtSmooth40 *m = tools->smooth;
  for (uint32_t left = mask; left; left &= left - 1) {
    const int    lane = __builtin_ctz (left);
    const LtRamp ramp = {c->fit.target[lane], c->fit.d1[lane], c->fit.d2[lane]};
    for (uint32_t t = 0; t < segment->n; t++) {
      const uint32_t k = segment->k + t + 1;
      const float    g = ramp.target + (ramp.d2 * m->p[k] + ramp.d1 * m->q[k]);
      rows[t][lane]    = dry[t][lane] + (rows[t][lane] - dry[t][lane]) * g;
    }
  }
}

/// Lanes that have faded out of it have it no more.
static void
end_fit (LtChannel            *c,
         const LtChannelTools *tools,
         uint32_t              mask,
         uint32_t              length)
{
  lt_bank_advance (&c->fit, &c->fit_moving, tools->smooth, mask, length);
  for (uint32_t left = mask & ~c->fit_moving; left; left &= left - 1) {
    const uint32_t lane = (uint32_t)__builtin_ctz (left);
    if (c->waiting >> lane & 1) {
      c->wait[lane] -= (int32_t)length;
      if (c->wait[lane] > 0)
        continue;
      c->waiting &= ~(1U << lane);
      lt_bank_aim (&c->fit, &c->fit_moving, lane, 1.0f, false);
    }
    if (c->fit.target[lane] != 0.0f)
      continue;
    lt_saturation_clear (&c->saturation, lane);
    c->fitted &= ~(1U << lane);
  }
}

void
lt_channel_saturate (LtChannel            *c,
                     const LtChannelTools *tools,
                     const LtSegment      *segment,
                     uint32_t              mask,
                     uint32_t              length,
                     float (*rows)[LT_LANES])
{
  _Alignas(64) Rows dry;
  const uint32_t    moving = (c->fit_moving | c->waiting) & mask;
  if (!(c->fitted & mask))
    return;
  if (moving)
    copy_rows (dry, rows, segment->n);
  tools->saturation->saturate (
    &c->saturation, tools->smooth, rows, mask, segment->k, segment->n);
  if (moving)
    blend_fit (c, tools, segment, moving, rows, dry);
  if (!segment->ends)
    return;
  tools->saturation->end (&c->saturation, tools->smooth, mask, length);
  if (moving)
    end_fit (c, tools, moving, length);
  c->active = lanes_at_work (c);
}
