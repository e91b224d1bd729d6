// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled once for each instruction set, with LT_ISA its name and LT_W the
// floats in its vectors. No libm, no contraction: the bits must be the same.

#include "dsp/lt-saturation.h"

#include "dsp/lt-vector.h"

enum {
  STEEP  = LT_SATURATION_STEEP,
  GENTLE = LT_SATURATION_GENTLE,
  EVEN   = LT_SATURATION_EVEN,
  Q      = LT_QUANTUM,
  D      = LT_W / 2, ///< Doubles in a vector
};

/// How many values before its first one each filter needs.
enum {
  ONCE  = 2 * STEEP - 1,
  TWICE = 2 * GENTLE - 1,
  FOUR  = 2 * TWICE - 1,
  HALF  = 2 * ONCE - 1,
  BACK  = 2 * EVEN
};

/// The frames of LT_W lanes between the filters, each behind its past.
typedef struct {
  vf now[Q]; ///< The input
  vf once[ONCE + Q];
  vf twice[TWICE + 2 * Q];
  vf four[FOUR + 4 * Q];
  vf half[HALF + 2 * Q];
  vf back[BACK + Q];
  vf more[Q], mean[Q]; ///< What comes to the late input
  vf gain[Q], level[Q], bias[Q], rise[Q], fall[Q]; ///< While something moves
} Work;

// --- functions of vectors ---

static inline vf
root (vf x)
{
#if LT_W == 16
  return _mm512_sqrt_ps (x);
#elif LT_W == 8
  return _mm256_sqrt_ps (x);
#elif defined(__SSE2__)
  return _mm_sqrt_ps (x);
#else
  vf y;
  for (int i = 0; i < LT_W; i++)
    y[i] = __builtin_sqrtf (x[i]);
  return y;
#endif
}

static inline vf
lanes (const float *of_bank, int lane)
{
  return *(const vf *)(of_bank + lane);
}

// --- where the controls are ---

/// What they come to.
typedef struct {
  vf gain;  ///< Into the shaper
  vf level; ///< Out of it
  vf bias;
  vf rise; ///< Root of the shelf's gain, before
  vf fall; ///< 1 / rise: behind
} Law;

/// The shaper rises by (1 + x^2 / c2)^(-5/2).
static const float c2 = 2.25f;
/// RMS of what has become a square wave, -20.5 dBFS: a sine of -18 dBFS has
/// -21.
static const float reference = 0.0944f;
static const float most_bias = 0.5f;

/// log2 of the shelf's root at colour -1: 3 dB.
static const float tilt = 0.498289215f;

static inline vf
at (const LtLaneRamp *ramp, int lane, float p, float q)
{
  return lanes (ramp->target, lane) +
         (lanes (ramp->d2, lane) * p + lanes (ramp->d1, lane) * q);
}

static inline Law
law (const LtSaturation *s, int lane, float p, float q)
{
  const vf drive  = at (&s->drive, lane, p, q);
  const vf colour = at (&s->colour, lane, p, q);
  Law      l;
  l.gain = exp_2 (drive);
  l.rise = exp_2 (colour * -tilt);
  l.fall = exp_2 (colour * tilt);
  l.bias = larger (colour * -most_bias, splat (0.0f));
  // 1 / slope at the bias: small signals come out as they went in, what has
  // become square at the reference, which follows the shelf behind by half.
  // 1/8: the shaper and the two filters down have a gain of 2 each.
  const vf t     = l.bias * l.bias * (1.0f / c2) + 1.0f;
  const vf small = t * t * root (t) / l.gain;
  l.level = 0.125f * root (small * small + l.rise * (reference * reference));
  return l;
}

/// First order: y = b0 x + d s, s = p s + q x, s being what it lets through of
/// the lows; V. Zavalishin, The Art of VA Filter Design, 3.10.
typedef struct {
  vf b0, d, p, q;
} Shelf;

static inline Shelf
shelf_of (float corner, vf rise)
{
  const vf k    = corner * rise;
  const vf g    = k / (k + 1.0f);
  const vf gain = rise * rise;
  return (Shelf){gain + (1.0f - gain) * g,
                 (1.0f - gain) * (1.0f - g),
                 1.0f - 2.0f * g,
                 2.0f * g};
}

static inline vf
shelve (const Shelf *f, vf *s, vf x)
{
  const vf y = f->b0 * x + f->d * *s;
  *s         = f->p * *s + f->q * x;
  return y;
}

// --- filters ---

enum { TOGETHER = 4 };

/// `n_out` values of a half-band's pairs of taps, the newest at x[0], over
/// every value of x or every second.
static inline __attribute__ ((always_inline)) void
fold (vf *y, const vf *x, int step, const float *taps, int n_pairs, int n_out)
{
  const vf *old                               = x - step * (2 * n_pairs - 1);
  UNROLL for (int v = 0; v < n_out; v++) y[v] = splat (0.0f);
  for (int i = 0; i < n_pairs; i++, x -= step, old += step) {
    const vf tap = splat (taps[i]);
    UNROLL for (int v = 0; v < n_out; v++) y[v] +=
      (x[step * v] + old[step * v]) * tap;
  }
}

/// `n` values to twice as many.
static inline __attribute__ ((always_inline)) void
raise (vf *to, const vf *x, const float *taps, int n_pairs, int n)
{
  int t = 0;
  for (; t + TOGETHER <= n; t += TOGETHER) {
    vf y[TOGETHER];
    fold (y, x + t, 1, taps, n_pairs, TOGETHER);
    UNROLL for (int v = 0; v < TOGETHER; v++)
    {
      to[2 * (t + v)]     = y[v];
      to[2 * (t + v) + 1] = x[t + v - (n_pairs - 1)];
    }
  }
  for (; t < n; t++) {
    fold (&to[2 * t], x + t, 1, taps, n_pairs, 1);
    to[2 * t + 1] = x[t - (n_pairs - 1)];
  }
}

/// `n` values from twice as many.
static inline __attribute__ ((always_inline)) void
lower (vf *to, const vf *x, const float *taps, int n_pairs, int n)
{
  int t = 0;
  for (; t + TOGETHER <= n; t += TOGETHER) {
    vf y[TOGETHER];
    fold (y, x + 2 * t + 1, 2, taps, n_pairs, TOGETHER);
    UNROLL for (int v = 0; v < TOGETHER; v++) to[t + v] =
      y[v] + x[2 * (t + v) + 2 - 2 * n_pairs];
  }
  for (; t < n; t++) {
    fold (&to[t], x + 2 * t + 1, 2, taps, n_pairs, 1);
    to[t] += x[2 * t + 2 - 2 * n_pairs];
  }
}

// --- the shaper ---

/// What it was given: the last value x1 and the one before, their roots
/// s = sqrt (c2 + x^2), and h = (x1 + x2) / (s1 + s2).
typedef struct {
  vf x1, x2, s1, s2, h;
} Past;

static inline Past
past_of (float (*rows)[LT_LANES], int lane)
{
  Past p = {.x1 = lanes (rows[0], lane), .x2 = lanes (rows[1], lane)};
  p.s1   = root (p.x1 * p.x1 + c2);
  p.s2   = root (p.x2 * p.x2 + c2);
  p.h    = lanes (rows[2], lane);
  return p;
}

static inline void
keep_past_of (float (*rows)[LT_LANES], int lane, vi ours, const Past *p)
{
  put_lanes (rows[0] + lane, ours, p->x1);
  put_lanes (rows[1] + lane, ours, p->x2);
  put_lanes (rows[2] + lane, ours, p->h);
}

/// Twice f (x) = x / s + c2 / 2 x / s^3, integrated twice (to x s / 2) and
/// differentiated twice over the last three values, without differences of near
/// numbers: s - s1 = (x - x1) (x + x1) / (s + s1). See saturation.md. Two
/// values at a time share a division, the slowest of all operations here.
static inline __attribute__ ((always_inline)) void
bend (Past *p, vf x[2])
{
  const vf s0 = root (x[0] * x[0] + c2), s1 = root (x[1] * x[1] + c2);
  const vf near0 = s0 + p->s1, far0 = s0 + p->s2;
  const vf near1 = s1 + s0, far1 = s1 + p->s1;
  const vf both0 = near0 * far0, both1 = near1 * far1;
  const vf over  = 1.0f / (both0 * both1);
  const vf over0 = both1 * over, over1 = both0 * over;
  const vf r0 = (x[0] + p->x2) * (near0 * over0);
  const vf r1 = (x[1] + p->x1) * (near1 * over1);
  const vf m0 = far0 * over0, m1 = far1 * over1; // 1 / near
  const vf sum0 = p->x1 + p->x2, sum1 = x[0] + p->x1, sum2 = x[1] + x[0];
  const vf h0 = sum1 * m0, e0 = sum0 * m0;
  const vf h1 = sum2 * m1, e1 = sum1 * m1;
  const vf last = x[1], before = x[0];
  x[0] = (r0 - r0 * (p->h * e0)) + (h0 + e0);
  x[1] = (r1 - r1 * (h0 * e1)) + (h1 + e1);
  *p   = (Past){last, before, s1, s0, h1};
}

/// Values in place. What the bias gives without a signal is taken off, so that
/// silence is 0.
static inline __attribute__ ((always_inline)) void
shape (LtSaturation *s, vf *x, const Law *rest, int lane, vi ours, int n)
{
  Past way = past_of (s->way, lane), zero = past_of (s->zero, lane);
  vf   none[2] = {rest->bias, rest->bias};
  bend (&zero, none);
  for (int i = 0; i < n; i += 2) {
    vf y[2] = {x[i] * rest->gain + rest->bias,
               x[i + 1] * rest->gain + rest->bias};
    bend (&way, y);
    x[i]     = (y[0] - none[0]) * rest->level;
    x[i + 1] = (y[1] - none[0]) * rest->level;
  }
  keep_past_of (s->way, lane, ours, &way);
}

/// The same with controls that move, in straight lines from frame to frame.
static inline __attribute__ ((always_inline)) void
shape_moving (LtSaturation *s, Work *w, int lane, vi ours, int n)
{
  Past way = past_of (s->way, lane), zero = past_of (s->zero, lane);
  vf   gain  = lanes (s->from[0], lane);
  vf   level = lanes (s->from[1], lane);
  vf   bias  = lanes (s->from[2], lane);
  for (int t = 0; t < n; t++) {
    vf      *x      = w->four + FOUR + 4 * t;
    const vf gains  = (w->gain[t] - gain) * 0.25f;
    const vf levels = (w->level[t] - level) * 0.25f;
    const vf biases = (w->bias[t] - bias) * 0.25f;
    gain            = w->gain[t];
    level           = w->level[t];
    bias            = w->bias[t];
    UNROLL for (int v = 0; v < 4; v += 2)
    {
      const float k0 = (float)(v - 3), k1 = (float)(v - 2);
      vf          none[2] = {bias + biases * k0, bias + biases * k1};
      vf          y[2]    = {x[v] * (gain + gains * k0) + none[0],
                             x[v + 1] * (gain + gains * k1) + none[1]};
      bend (&way, y);
      bend (&zero, none);
      x[v]     = (y[0] - none[0]) * (level + levels * k0);
      x[v + 1] = (y[1] - none[1]) * (level + levels * k1);
    }
  }
  keep_past_of (s->way, lane, ours, &way);
  keep_past_of (s->zero, lane, ours, &zero);
  put_lanes (s->from[0] + lane, ours, gain);
  put_lanes (s->from[1] + lane, ours, level);
  put_lanes (s->from[2] + lane, ours, bias);
}

// --- one group of lanes ---

static inline __attribute__ ((always_inline)) void
take (vf *to, float (*rows)[LT_LANES], int lane, int n)
{
  for (int i = 0; i < n; i++)
    to[i] = lanes (rows[i], lane);
}

/// The last of them, in the lanes of the mask.
static inline __attribute__ ((always_inline)) void
keep (float (*rows)[LT_LANES], int lane, vi ours, const vf *from, int n)
{
  for (int i = 0; i < n; i++)
    put_lanes (rows[i] + lane, ours, from[i]);
}

#define EACH_FILTER(DO)                                                        \
  DO (once, ONCE, n)                                                           \
  DO (twice, TWICE, 2 * n)                                                     \
  DO (four, FOUR, 4 * n)                                                       \
  DO (half, HALF, 2 * n)                                                       \
  DO (back, BACK, n)

static void
take_past (LtSaturation *s, Work *w, int lane)
{
#define TAKE(name, past, new_ones) take (w->name, s->name, lane, past);
  EACH_FILTER (TAKE)
}

static void
keep_past (LtSaturation *s, const Work *w, int lane, vi ours, uint32_t n)
{
#define KEEP(name, past, new_ones)                                             \
  keep (s->name, lane, ours, w->name + (new_ones), past);
  EACH_FILTER (KEEP)
}

/// The controls at each frame.
static void
run_laws (const LtSaturation *s,
          const LtSmooth40   *smooth,
          Work               *w,
          int                 lane,
          uint32_t            k,
          uint32_t            n)
{
  for (uint32_t t = 0; t < n; t++) {
    const Law l = law (s, lane, smooth->p[k + t + 1], smooth->q[k + t + 1]);
    w->gain[t]  = l.gain;
    w->level[t] = l.level;
    w->bias[t]  = l.bias;
    w->rise[t]  = l.rise;
    w->fall[t]  = l.fall;
  }
}

/// The input, its highs raised or lowered.
static inline __attribute__ ((always_inline)) void
go_in (LtSaturation *s,
       Work         *w,
       const Law    *rest,
       int           lane,
       vi            ours,
       uint32_t      n,
       bool          is_moving)
{
  Shelf shelf = shelf_of (s->corner, rest->rise);
  vf    state = lanes (s->shelf[0], lane);
  for (uint32_t t = 0; t < n; t++) {
    if (is_moving)
      shelf = shelf_of (s->corner, w->rise[t]);
    w->once[ONCE + t] = shelve (&shelf, &state, w->now[t]);
  }
  put_lanes (s->shelf[0] + lane, ours, state);
}

/// Back, even and with the highs as they were: what differs from the input.
static inline __attribute__ ((always_inline)) void
come_out (LtSaturation *s,
          Work         *w,
          const Law    *rest,
          int           lane,
          vi            ours,
          uint32_t      n,
          bool          is_moving)
{
  const float *taps  = lt_saturation_taps.even;
  Shelf        shelf = shelf_of (s->corner, rest->fall);
  vf           state = lanes (s->shelf[1], lane);
  for (uint32_t t = 0; t < n; t++) {
    const vf *x = w->back + EVEN + t;
    vf        y = *x * taps[0];
    UNROLL for (int i = 1; i <= EVEN; i++) y += (x[-i] + x[i]) * taps[i];
    if (is_moving)
      shelf = shelf_of (s->corner, w->fall[t]);
    w->more[t] = shelve (&shelf, &state, y) - lanes (s->late[t], lane);
  }
  put_lanes (s->shelf[1] + lane, ours, state);
}

/// Its mean, by a pole at 5 Hz in double, is taken off it.
static void
take_dc (LtSaturation *s, Work *w, int lane, vi ours, uint32_t n)
{
  const double pole = s->dc_pole, rest = 1.0 - pole;
  vd           dc[2] = {*(vd *)(s->dc + lane), *(vd *)(s->dc + lane + D)};
  for (uint32_t t = 0; t < n; t++)
    UNROLL for (int half = 0; half < 2; half++)
    {
      const float *more = (const float *)&w->more[t] + half * D;
      dc[half]          = dc[half] * pole + widen (more) * rest;
      *(vh *)((float *)&w->mean[t] + half * D) =
        __builtin_convertvector(dc[half], vh);
    }
  for (int i = 0; i < LT_W; i++)
    if (ours[i])
      s->dc[lane + i] = dc[i / D][i % D];
}

static inline __attribute__ ((always_inline)) void
run_way (LtSaturation     *s,
         const LtSmooth40 *smooth,
         Work             *w,
         int               lane,
         vi                ours,
         uint32_t          k,
         uint32_t          n,
         bool              is_moving)
{
  const Law rest = law (s, lane, 0.0f, 0.0f);
  if (is_moving)
    run_laws (s, smooth, w, lane, k, n);
  take_past (s, w, lane);
  const float *steep  = lt_saturation_taps.steep;
  const float *gentle = lt_saturation_taps.gentle;
  const int    frames = (int)n;
  go_in (s, w, &rest, lane, ours, n, is_moving);
  raise (w->twice + TWICE, w->once + ONCE, steep, STEEP, frames);
  raise (w->four + FOUR, w->twice + TWICE, gentle, GENTLE, 2 * frames);
  if (is_moving)
    shape_moving (s, w, lane, ours, frames);
  else
    shape (s, w->four + FOUR, &rest, lane, ours, 4 * frames);
  lower (w->half + HALF, w->four + FOUR, gentle, GENTLE, 2 * frames);
  lower (w->back + BACK, w->half + HALF, steep, STEEP, frames);
  come_out (s, w, &rest, lane, ours, n, is_moving);
  take_dc (s, w, lane, ours, n);
  keep_past (s, w, lane, ours, n);
}

/// out = late input + amount x what the shaper adds. What is below -240 dBFS
/// of that is 0, so that a tail ends.
static inline __attribute__ ((always_inline)) void
put_out (LtSaturation     *s,
         const LtSmooth40 *smooth,
         const Work       *w,
         float (*rows)[LT_LANES],
         int      lane,
         vi       fitted,
         vi       working,
         uint32_t k,
         uint32_t n,
         bool     is_working)
{
  for (uint32_t t = 0; t < n; t++) {
    vf y = lanes (s->late[t], lane);
    if (is_working) {
      const vf amount =
        at (&s->amount, lane, smooth->p[k + t + 1], smooth->q[k + t + 1]);
      const vf more     = w->more[t] - w->mean[t];
      const vi is_there = (absolute (more) > splat (1e-12f)) & working;
      y                 = pick (is_there, y + more * amount, y);
    }
    put_lanes (rows[t] + lane, fitted, y);
  }
  // The input is late from here on.
  for (uint32_t t = 0; t + n < LT_SATURATION_FRAMES; t++)
    put_lanes (s->late[t] + lane, fitted, lanes (s->late[t + n], lane));
  for (uint32_t t = 0; t < n; t++)
    put_lanes (s->late[LT_SATURATION_FRAMES - n + t] + lane, fitted, w->now[t]);
}

LT_RT static void
saturate (LtSaturation     *s,
          const LtSmooth40 *smooth,
          float (*rows)[LT_LANES],
          uint32_t mask,
          uint32_t k,
          uint32_t n)
{
  const uint32_t group = (1U << LT_W) - 1;
  Work           w;
  for (int lane = 0; lane < LT_LANES; lane += LT_W) {
    const uint32_t fitted  = s->active & mask & group << lane;
    const uint32_t working = s->working & mask & group << lane;
    const vi late = lanes_in (fitted, lane), ours = lanes_in (working, lane);
    if (!fitted)
      continue;
    take (w.now, rows, lane, (int)n);
    // A lane at rest comes out of both ways with the same bits.
    if (s->moving & working)
      run_way (s, smooth, &w, lane, ours, k, n, true);
    else if (working)
      run_way (s, smooth, &w, lane, ours, k, n, false);
    if (working)
      put_out (s, smooth, &w, rows, lane, late, ours, k, n, true);
    else
      put_out (s, smooth, &w, rows, lane, late, ours, k, n, false);
  }
}

/// Lanes that are full from now on fade in.
static void
fill (LtSaturation *s, uint32_t mask, uint32_t length)
{
  for (uint32_t left = s->filling & mask; left; left &= left - 1) {
    const uint32_t lane = (uint32_t)__builtin_ctz (left), bit = 1U << lane;
    uint32_t       moving = 0;
    s->empty[lane] -= (int32_t)length;
    if (s->empty[lane] > 0)
      continue;
    s->filling &= ~bit;
    s->moving |= bit;
    lt_bank_aim (&s->amount, &moving, lane, s->wanted[lane], false);
  }
}

LT_RT static void
end (LtSaturation *s, const LtSmooth40 *smooth, uint32_t mask, uint32_t length)
{
  const uint32_t moving = s->moving & mask;
  if (moving) {
    const float p = smooth->p[length], q = smooth->q[length];
    uint32_t    still = ramp_advance (&s->drive, moving, p, q);
    still |= ramp_advance (&s->colour, moving, p, q);
    still |= ramp_advance (&s->amount, moving, p, q);
    // After two frames at rest what each control was before is what it is.
    const uint32_t rest = length < 2 ? 0 : moving & s->arrived & ~still;
    s->moving &= ~rest;
    s->arrived = (s->arrived & ~moving) | (moving & ~still & ~rest);
    for (uint32_t left = rest & ~s->filling; left; left &= left - 1) {
      const uint32_t lane = (uint32_t)__builtin_ctz (left);
      if (s->amount.target[lane] == 0.0f)
        s->working &= ~(1U << lane);
    }
  }
  fill (s, mask, length);
}

extern const LtSaturationKernels PASTE (lt_saturation_, LT_ISA);
const LtSaturationKernels        PASTE (lt_saturation_, LT_ISA) = {
         .name     = STRING (LT_ISA),
         .saturate = saturate,
         .end      = end,
};
