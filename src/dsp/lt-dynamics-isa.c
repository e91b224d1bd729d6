// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled once for each instruction set, with LT_ISA its name and LT_W the
// floats in its vectors. No libm, no contraction: the bits must be the same.

#include "dsp/lt-dynamics.h"

#include "dsp/lt-vector.h"

static inline vf
smaller (vf a, vf b)
{
#if LT_W == 4 && defined(__SSE2__)
  return _mm_min_ps (a, b);
#elif LT_W == 8
  return _mm256_min_ps (a, b);
#elif LT_W == 16
  return _mm512_min_ps (a, b);
#else
  return pick (a < b, a, b);
#endif
}

/// log2 x for x above 1e-30, absolute error below 1.7e-5 (5e-5 dB of a power):
/// exponent, and a polynomial in m - 1 for m in 0.7..1.4 (minimax, in pairs).
static inline vf
log_2 (vf x)
{
  const vi bits  = (vi)x - 0x3f3504f3; // sqrt (1/2)
  const vi power = bits >> 23;
  const vf u     = (vf)((vi)x - (power << 23)) - 1.0f;
  const vf u2    = u * u;
  const vf sum   = (1.4425785f + u * -0.720242572f) +
                 u2 * ((0.486675952f + u * -0.394567142f) + u2 * 0.252697393f);
  return __builtin_convertvector(power, vf) + u * sum;
}

static const float log2_to_power_db = 3.01029996f; ///< 10 log10 2
static const float db_to_log2       = 0.166096405f;
static const float power_db_to_log2 = 0.332192809f; ///< log2 (10) / 10
static const float floor_power      = 1e-12f;       ///< -120 dB

/// A gain of lanes on its way.
typedef struct {
  vf target, d1, d2;
} Way;

static inline Way
way (const LtLaneRamp *ramp, int lane)
{
  return (Way){*(const vf *)(ramp->target + lane),
               *(const vf *)(ramp->d1 + lane),
               *(const vf *)(ramp->d2 + lane)};
}

static inline vf
at (const Way *w, bool is_moving, float p, float q)
{
  return is_moving ? w->target + (w->d2 * p + w->d1 * q) : w->target;
}

// Each block goes over its frames three times: what every frame wants, the
// recursion in time, the gain. So only the few operations of the recursion
// wait for each other, and all lanes do so side by side.

/// Vectors over the lanes; those that go side by side through a recursion.
enum { GROUPS = LT_LANES / LT_W, PAIR = GROUPS < 2 ? GROUPS : 2 };

typedef float Rows[LT_QUANTUM][LT_LANES];

static inline vf
row (float (*rows)[LT_LANES], uint32_t t, int group)
{
  return *(const vf *)(rows[t] + group * LT_W);
}

static inline void
put (float (*rows)[LT_LANES], uint32_t t, int group, vf x)
{
  *(vf *)(rows[t] + group * LT_W) = x;
}

#define EACH_GROUP UNROLL for (int g = 0; g < GROUPS; g++)

#define EACH_OF_PAIR UNROLL for (int v = 0; v < PAIR; v++)

static inline vf
lanes (const float *of_bank, int group)
{
  return *(const vf *)(of_bank + group * LT_W);
}

/// What a vector of compressors has at hand. Levels are log2 of powers.
typedef struct {
  Way  threshold, slope, knee;
  vf   window, offset, link, release, slow, attack, start;
  vf   power, seen, want, fast, lazy, reduction, most;
  vi   changed;
  bool has_pair;
} Squeeze;

static inline __attribute__ ((always_inline)) Squeeze
open_compressor (const LtCompressor *c, int g)
{
  const vf link = lanes (c->link, g);
  return (Squeeze){
    .threshold = way (&c->threshold, g * LT_W),
    .slope     = way (&c->slope, g * LT_W),
    .knee      = way (&c->knee, g * LT_W),
    .window    = lanes (c->window, g),
    .offset    = lanes (c->offset, g),
    .link      = link,
    .release   = lanes (c->release, g),
    .slow      = lanes (c->slow, g),
    .attack    = lanes (c->attack, g),
    .start     = lanes (c->reduction, g),
    .power     = lanes (c->power, g),
    .seen      = lanes (c->seen, g),
    .want      = lanes (c->want, g),
    .fast      = lanes (c->fast, g),
    .lazy      = lanes (c->lazy, g),
    .reduction = lanes (c->reduction, g),
    .most      = lanes (c->most, g),
    .changed   = {0},
    .has_pair  = bits_of (link != splat (0.0f)) != 0,
  };
}

/// dB below the input that the level wants: gain computer, link.
static inline __attribute__ ((always_inline)) void
compute_gain (Squeeze *c, float p, float q, bool is_moving)
{
  // 0 below the knee, a parabola in it, a line above.
  const vf line0 =
    at (&c->threshold, is_moving, p, q) * power_db_to_log2 - c->offset;
  const vf half  = at (&c->knee, is_moving, p, q) * (0.5f * power_db_to_log2);
  const vf steep = 1.0f / (4.0f * half + 1e-9f);
  const vf times = at (&c->slope, is_moving, p, q) * -log2_to_power_db;
  const vf over  = log_2 (c->seen + floor_power) - line0;
  const vf bent  = smaller (larger (over + half, splat (0.0f)), half + half);
  const vf line  = larger (over - half, splat (0.0f));
  c->want        = times * (bent * bent * steep + line);
  if (c->has_pair)
    c->want += c->link * (larger (c->want, partner (c->want)) - c->want);
}

/// dB below the input after this frame; the gain computer looks at the largest
/// of four. Smooth decoupled: it falls with release, then attack over all.
static inline __attribute__ ((always_inline)) vf
squeeze (Squeeze *c, vf key, bool looks, float p, float q, bool is_moving)
{
  c->power += c->window * (key * key - c->power);
  c->seen = larger (c->seen, c->power);
  if (looks) {
    compute_gain (c, p, q, is_moving);
    c->seen = splat (0.0f);
  }
  c->fast      = larger (c->want, c->want + c->release * (c->fast - c->want));
  c->lazy      = larger (c->fast, c->slow * c->lazy);
  c->reduction = c->lazy + c->attack * (c->reduction - c->lazy);
  c->most      = larger (c->most, c->reduction);
  c->changed |= (vi)c->reduction ^ (vi)c->start;
  return c->reduction;
}

/// @return groups whose reduction stayed what it was.
static inline __attribute__ ((always_inline)) uint32_t
want_reduction (LtCompressor     *c,
                const LtSmooth40 *smooth,
                float (*key)[LT_LANES],
                Rows     wants,
                uint32_t mask,
                uint32_t k,
                uint32_t n,
                bool     is_moving)
{
  uint32_t resting = 0;
  for (int g = 0; g < GROUPS; g += PAIR) {
    Squeeze      work[PAIR];
    EACH_OF_PAIR work[v] = open_compressor (c, g + v);
    for (uint32_t t = 0; t < n; t++) {
      const float p = smooth->p[k + t + 1], q = smooth->q[k + t + 1];
      const bool  looks = (k + t) % 4 == 0; // from the quantum's start
      EACH_OF_PAIR
      {
        const vf x = row (key, t, g + v);
        put (wants, t, g + v, squeeze (&work[v], x, looks, p, q, is_moving));
      }
    }
    EACH_OF_PAIR
    {
      const vi  ours = lanes_in (mask, (g + v) * LT_W);
      const int lane = (g + v) * LT_W;
      put_lanes (c->power + lane, ours, work[v].power);
      put_lanes (c->seen + lane, ours, work[v].seen);
      put_lanes (c->want + lane, ours, work[v].want);
      put_lanes (c->fast + lane, ours, work[v].fast);
      put_lanes (c->lazy + lane, ours, work[v].lazy);
      put_lanes (c->reduction + lane, ours, work[v].reduction);
      put_lanes (c->most + lane, ours, work[v].most);
      resting |= bits_of (work[v].changed != 0) ? 0 : 1U << (g + v);
    }
  }
  return resting;
}

/// Rows times a gain in log2, or that of `fixed`, by their mix: exactly x where
/// the mix is 0, exactly the product where it is 1.
static inline __attribute__ ((always_inline)) void
apply (const LtSmooth40 *smooth,
       float (*rows)[LT_LANES],
       Rows       gains,
       const Way *offset,
       const Way *mix,
       float      sign,
       uint32_t   k,
       uint32_t   n,
       int        g,
       bool       rests,
       bool       is_moving)
{
  const vf   one   = splat (1.0f);
  const bool whole = !is_moving && !bits_of (mix->target != one);
  const vf   fixed =
    exp_2 ((offset->target + sign * row (gains, 0, g)) * db_to_log2);
  for (uint32_t t = 0; t < n; t++) {
    const float p = smooth->p[k + t + 1], q = smooth->q[k + t + 1];
    const vf    x      = row (rows, t, g);
    vf          factor = fixed;
    if (!rests)
      factor = exp_2 (
        (at (offset, is_moving, p, q) + sign * row (gains, t, g)) * db_to_log2);
    vf y = x * factor;
    if (!whole) {
      const vf m = at (mix, is_moving, p, q);
      y          = y * m + x * (one - m);
    }
    put (rows, t, g, y);
  }
}

static inline __attribute__ ((always_inline)) void
run_compressor (LtCompressor     *c,
                const LtSmooth40 *smooth,
                float (*rows)[LT_LANES],
                float (*key)[LT_LANES],
                uint32_t mask,
                uint32_t k,
                uint32_t n,
                bool     is_moving)
{
  _Alignas(64) Rows wants;
  const uint32_t    rest =
    want_reduction (c, smooth, key, wants, mask, k, n, is_moving);
  // A make-up on its way moves the gain all the same.
  const uint32_t resting = is_moving ? 0 : rest;
  EACH_GROUP
  {
    const Way makeup = way (&c->makeup, g * LT_W);
    const Way mix    = way (&c->mix, g * LT_W);
    if (resting >> g & 1)
      apply (
        smooth, rows, wants, &makeup, &mix, -1.0f, k, n, g, true, is_moving);
    else
      apply (
        smooth, rows, wants, &makeup, &mix, -1.0f, k, n, g, false, is_moving);
  }
}

LT_RT static void
compress (LtCompressor     *c,
          const LtSmooth40 *smooth,
          float (*rows)[LT_LANES],
          float (*key)[LT_LANES],
          uint32_t mask,
          uint32_t k,
          uint32_t n)
{
  if (c->moving & mask)
    run_compressor (c, smooth, rows, key, mask, k, n, true);
  else if (c->active & mask)
    run_compressor (c, smooth, rows, key, mask, k, n, false);
}

/// Powers that open it and that keep it open.
typedef struct {
  vf open, keep;
} Gates;

static inline Gates
gates (const LtGate *gate, vf threshold, int g)
{
  const vf keep = threshold - lanes (gate->hysteresis, g);
  return (Gates){exp_2 (threshold * power_db_to_log2),
                 exp_2 (keep * power_db_to_log2)};
}

/// What a vector of gates has at hand.
typedef struct {
  Way   threshold, range, slope;
  vi    hold, pair, expander, ducks;
  vf    attack, release, start;
  Gates at_rest;
  vi    left, changed;
  vf    gain, least;
  bool  has_pair;
} Doors;

static inline __attribute__ ((always_inline)) Doors
open_gate (const LtGate *gate, int g)
{
  const vi  mode      = *(const vi *)(gate->mode + g * LT_W);
  const vi  pair      = *(const vi *)(gate->pair + g * LT_W);
  const Way threshold = way (&gate->threshold, g * LT_W);
  return (Doors){
    .threshold = threshold,
    .range     = way (&gate->range, g * LT_W),
    .slope     = way (&gate->slope, g * LT_W),
    .hold      = *(const vi *)(gate->hold + g * LT_W) + 1,
    .pair      = pair,
    .expander  = mode == LT_EXPANDER,
    .ducks     = mode == LT_DUCKER,
    .attack    = lanes (gate->attack, g),
    .release   = lanes (gate->release, g),
    .start     = lanes (gate->gain, g),
    .at_rest   = gates (gate, threshold.target, g),
    .left      = *(const vi *)(gate->left + g * LT_W),
    .changed   = {0},
    .gain      = lanes (gate->gain, g),
    .least     = lanes (gate->least, g),
    .has_pair  = bits_of (pair) != 0,
  };
}

/// Its gain after this frame in dB: open or not; up with attack, down with
/// release, a ducker the other way round. `expands`: some lane is an expander;
/// the others do not ask for the level in dB.
static inline __attribute__ ((always_inline)) vf
pass_gate (Doors        *d,
           const LtGate *gate,
           int           g,
           vf            key,
           float         p,
           float         q,
           bool          is_moving,
           bool          expands)
{
  const vf most  = at (&d->range, is_moving, p, q);
  const vf line  = at (&d->threshold, is_moving, p, q);
  Gates    door  = d->at_rest;
  vf       power = key * key;
  if (is_moving)
    door = gates (gate, line, g);
  if (d->has_pair)
    power = pick (d->pair, larger (power, partner (power)), power);
  // Kept open, with the hold, above the lower threshold.
  const vi stays = (power > door.open) | ((d->left > 0) & (power > door.keep));
  d->left        = (stays & d->hold) | (~stays & (d->left - 1));
  d->left        = (d->left > 0) & d->left;
  const vi open  = d->left > 0;
  vf       want  = pick (open ^ d->ducks, splat (0.0f), most);
  if (expands) {
    const vf over  = log_2 (power + floor_power) * log2_to_power_db - line;
    const vf below = larger (
      smaller (over, splat (0.0f)) * at (&d->slope, is_moving, p, q), most);
    want = pick (d->expander & ~open, below, want);
  }
  const vf pole = pick ((want > d->gain) ^ d->ducks, d->attack, d->release);
  d->gain       = want + pole * (d->gain - want);
  d->least      = smaller (d->least, d->gain);
  d->changed |= (vi)d->gain ^ (vi)d->start;
  return d->gain;
}

/// Gates that rest open or shut, and stay so over the frames: the bits of
/// pass_gate without its work. False, and nothing done: some do not.
static inline __attribute__ ((always_inline)) bool
stay (Doors *d, float (*key)[LT_LANES], uint32_t n, int g)
{
  // Neither what is left nor a hold that begins anew may end within them.
  const vi open   = (d->left > (int32_t)n) & (d->hold > (int32_t)n);
  const vi closed = d->left == 0;
  const vf rests  = pick (open ^ d->ducks, splat (0.0f), d->range.target);
  vi       left = d->left, wakes = {0};
  if (bits_of (~(open | closed) | (d->gain != rests)))
    return false;
  for (uint32_t t = 0; t < n; t++) {
    const vf x     = row (key, t, g);
    vf       power = x * x;
    if (d->has_pair)
      power = pick (d->pair, larger (power, partner (power)), power);
    const vi keeps = power > d->at_rest.keep;
    wakes |= power > d->at_rest.open;
    left = (keeps & d->hold) | (~keeps & (left - 1));
  }
  if (bits_of (wakes & closed))
    return false;
  d->left  = left & open;
  d->least = smaller (d->least, d->gain);
  return true;
}

/// @return groups whose gain stayed what it was.
static inline __attribute__ ((always_inline)) uint32_t
want_gain (LtGate           *gate,
           const LtSmooth40 *smooth,
           float (*key)[LT_LANES],
           Rows     wants,
           uint32_t mask,
           uint32_t k,
           uint32_t n,
           bool     is_moving,
           bool     expands)
{
  uint32_t resting = 0;
  for (int g = 0; g < GROUPS; g += PAIR) {
    Doors        work[PAIR];
    EACH_OF_PAIR work[v]  = open_gate (gate, g + v);
    bool         all_stay = !is_moving && !expands;
    EACH_OF_PAIR put (wants, 0, g + v, work[v].gain);
    EACH_OF_PAIR all_stay = all_stay && stay (&work[v], key, n, g + v);
    if (!all_stay)
      EACH_OF_PAIR work[v] = open_gate (gate, g + v);
    for (uint32_t t = 0; !all_stay && t < n; t++) {
      const float p = smooth->p[k + t + 1], q = smooth->q[k + t + 1];
      EACH_OF_PAIR
      {
        const vf x = row (key, t, g + v);
        put (wants,
             t,
             g + v,
             pass_gate (&work[v], gate, g + v, x, p, q, is_moving, expands));
      }
    }
    EACH_OF_PAIR
    {
      const int lane  = (g + v) * LT_W;
      const vi  ours  = lanes_in (mask, lane);
      vi       *state = (vi *)(gate->left + lane);
      *state          = (ours & work[v].left) | (~ours & *state);
      put_lanes (gate->gain + lane, ours, work[v].gain);
      put_lanes (gate->least + lane, ours, work[v].least);
      resting |= bits_of (work[v].changed != 0) ? 0 : 1U << (g + v);
    }
  }
  return resting;
}

static inline __attribute__ ((always_inline)) void
gate_rows (LtGate           *gate,
           const LtSmooth40 *smooth,
           float (*rows)[LT_LANES],
           float (*key)[LT_LANES],
           uint32_t mask,
           uint32_t k,
           uint32_t n,
           bool     is_moving)
{
  _Alignas(64) Rows wants;
  vi                expands = {0};
  EACH_GROUP     expands |= *(const vi *)(gate->mode + g * LT_W) == LT_EXPANDER;
  const uint32_t resting =
    bits_of (expands)
      ? want_gain (gate, smooth, key, wants, mask, k, n, is_moving, true)
      : want_gain (gate, smooth, key, wants, mask, k, n, is_moving, false);
  EACH_GROUP
  {
    const Way mix  = way (&gate->mix, g * LT_W);
    const Way none = {{0}, {0}, {0}};
    if (resting >> g & 1)
      apply (smooth, rows, wants, &none, &mix, 1.0f, k, n, g, true, is_moving);
    else
      apply (smooth, rows, wants, &none, &mix, 1.0f, k, n, g, false, is_moving);
  }
}

LT_RT static void
run_gate (LtGate           *gate,
          const LtSmooth40 *smooth,
          float (*rows)[LT_LANES],
          float (*key)[LT_LANES],
          uint32_t mask,
          uint32_t k,
          uint32_t n)
{
  if (gate->moving & mask)
    gate_rows (gate, smooth, rows, key, mask, k, n, true);
  else if (gate->active & mask)
    gate_rows (gate, smooth, rows, key, mask, k, n, false);
}

LT_RT static void
compressor_end (LtCompressor     *c,
                const LtSmooth40 *smooth,
                uint32_t          mask,
                uint32_t          length)
{
  LtLaneRamp *ramps[] = {
    &c->threshold, &c->slope, &c->knee, &c->makeup, &c->mix};
  const uint32_t moving = c->moving & mask;
  uint32_t       ways   = 0;
  if (!moving)
    return;
  for (int i = 0; i < 5; i++)
    ways |=
      ramp_advance (ramps[i], moving, smooth->p[length], smooth->q[length]);
  c->moving &= ~(moving & ~ways);
  for (uint32_t left = moving & ~ways; left; left &= left - 1)
    if (c->mix.target[__builtin_ctz (left)] == 0.0f)
      c->active &= ~(left & -left);
}

LT_RT static void
gate_end (LtGate           *gate,
          const LtSmooth40 *smooth,
          uint32_t          mask,
          uint32_t          length)
{
  LtLaneRamp *ramps[] = {
    &gate->threshold, &gate->range, &gate->slope, &gate->mix};
  const uint32_t moving = gate->moving & mask;
  uint32_t       ways   = 0;
  if (!moving)
    return;
  for (int i = 0; i < 4; i++)
    ways |=
      ramp_advance (ramps[i], moving, smooth->p[length], smooth->q[length]);
  gate->moving &= ~(moving & ~ways);
  for (uint32_t left = moving & ~ways; left; left &= left - 1)
    if (gate->mix.target[__builtin_ctz (left)] == 0.0f)
      gate->active &= ~(left & -left);
}

extern const LtDynamicsKernels PASTE (lt_dynamics_, LT_ISA);
const LtDynamicsKernels        PASTE (lt_dynamics_, LT_ISA) = {
         .name           = STRING (LT_ISA),
         .compress       = compress,
         .gate           = run_gate,
         .compressor_end = compressor_end,
         .gate_end       = gate_end,
};
