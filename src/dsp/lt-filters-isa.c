// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled once for each instruction set, with LT_ISA its name and LT_W the
// floats in its vectors. No libm, no contraction: the bits must be the same.

#include "dsp/lt-filters.h"

#include "dsp/lt-vector.h"

/// Doubles in a vector, vectors over the lanes, vectors that run together.
enum {
  D        = LT_W / 2,
  N_VECTOR = LT_LANES / D,
  TOGETHER = N_VECTOR < 2 ? N_VECTOR : 2
};

// --- functions of vectors ---

static inline vd
all (double x)
{
  return x - (vd){0};
}

static inline vd
choose (vl mask, vd yes, vd no)
{
  return (vd)((mask & (vl)yes) | (~mask & (vl)no));
}

static inline vd
root (vd x)
{
#if LT_W == 16
  return _mm512_sqrt_pd (x);
#elif LT_W == 8
  return _mm256_sqrt_pd (x);
#elif defined(__SSE2__)
  return _mm_sqrt_pd (x);
#else
  vd y;
  for (int i = 0; i < D; i++)
    y[i] = __builtin_sqrt (x[i]);
  return y;
#endif
}

static inline vd
not_below (vd x, double least)
{
  return choose (x > all (least), x, all (least));
}

static inline vd
not_above (vd x, double most)
{
  return choose (x < all (most), x, all (most));
}

/// All bits set where the mask has the lane, from `lane` on.
static inline vl
wide_lanes_in (uint32_t mask, int lane)
{
  static const _Alignas(64) int64_t bit[8] = {
    1, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7};
  return (*(const vl *)bit & ((int64_t)(mask >> lane) - (vl){0})) != 0;
}

/// *to = x in the lanes of the mask.
static inline void
put_wide (double *to, vl mask, vd x)
{
  *(vd *)to = choose (mask, x, *(const vd *)to);
}

/// Whether any lane of a mask is set.
static inline bool
has (vl mask)
{
#if LT_W == 16
  return _mm512_test_epi64_mask ((__m512i)mask, (__m512i)mask) != 0;
#elif LT_W == 8
  return _mm256_movemask_pd ((__m256d)mask) != 0;
#elif defined(__SSE2__)
  return _mm_movemask_pd ((__m128d)mask) != 0;
#else
  int64_t all_bits = 0;
  for (int i = 0; i < D; i++)
    all_bits |= mask[i];
  return all_bits != 0;
#endif
}

/// 2^x, relative error below 3e-13 for -1000..1000: 2^i e^(f ln 2).
static inline vd
power_of_2 (vd x)
{
  x                = not_above (not_below (x, -1000.0), 1000.0);
  const vd magic   = all (6755399441055744.0); // 1.5 * 2^52: rounds
  const vd shifted = x + magic;
  const vd y       = (x - (shifted - magic)) * 0.69314718055994530942;
  // In pairs, so that no step waits for all before it.
  const vd y2 = y * y, y4 = y2 * y2;
  const vd p0 = 1.0 + y;
  const vd p1 = 0.5 + y * (1.0 / 6.0);
  const vd p2 = 1.0 / 24.0 + y * (1.0 / 120.0);
  const vd p3 = 1.0 / 720.0 + y * (1.0 / 5040.0);
  const vd p4 = 1.0 / 40320.0 + y * (1.0 / 362880.0);
  const vd sum =
    (p0 + y2 * p1) + y4 * ((p2 + y2 * p3) + y4 * (p4 + y2 * (1.0 / 3628800.0)));
  const vl exponent = (vl)shifted << 52;
  return sum * (vd)((vl)all (1.0) + exponent);
}

static inline vd
power_of_e (vd x)
{
  return power_of_2 (x * 1.44269504088896340736);
}

/// sin x for 0..pi/2, absolute error below 1e-13: Taylor to x^17.
static inline vd
sine (vd x)
{
  const vd z = x * x, z2 = z * z, z4 = z2 * z2;
  const vd p0 = 1.0 - z * (1.0 / 6.0);
  const vd p1 = 1.0 / 120.0 - z * (1.0 / 5040.0);
  const vd p2 = 1.0 / 362880.0 - z * (1.0 / 39916800.0);
  const vd p3 = 1.0 / 6227020800.0 - z * (1.0 / 1307674368000.0);
  return x * ((p0 + z2 * p1) +
              z4 * ((p2 + z2 * p3) + z4 * (1.0 / 355687428096000.0)));
}

// --- design ---

// Each kind of shape has its own formulas, and a vector goes through those of
// the kinds that it holds: a lane's bits never depend on its neighbours.

typedef struct {
  vd c[LT_N_COEFFICIENTS];
} Filter;

static const double pi = 3.14159265358979323846;

/// Denominator, and what its squared magnitude is made of.
typedef struct {
  vd a1, a2, big0, big1, big2;
} Poles;

/// By impulse invariance, for analog poles at `w` (radians a frame) with that
/// damping, 1 / (2 Q).
static inline Poles
poles (vd w, vd damping)
{
  const vl is_real = damping > all (1.0);
  const vd square  = (1.0 - damping) * (1.0 + damping);
  const vd bend    = root (choose (is_real, -square, square));
  const vd decay   = power_of_e (-damping * w);
  const vd half    = sine (choose (is_real, all (0.0), 0.5 * bend * w));
  Poles    p;
  p.a1 = -(decay * (2.0 - 4.0 * half * half));
  if (has (is_real))
    p.a1 = choose (is_real,
                   -(power_of_e (-(damping - bend) * w) +
                     power_of_e (-(damping + bend) * w)),
                   p.a1);
  p.a2          = decay * decay;
  const vd even = 1.0 + p.a2;
  p.big0        = (even + p.a1) * (even + p.a1);
  p.big1        = (even - p.a1) * (even - p.a1);
  p.big2        = -4.0 * p.a2;
  return p;
}

/// Numerator from its squared values at three places of the spectrum; `swap`:
/// upside down, for the sign of gain whose zeros are the lower ones.
static inline Filter
zeros (const Poles *p, vd b0, vd b1, vd b2, vl swap)
{
  const vd s0 = root (not_below (b0, 0)), s1 = root (not_below (b1, 0));
  const vd w    = 0.5 * (s0 + s1);
  const vd x    = 0.5 * (w + root (not_below (w * w + b2, 0)));
  const vd y    = 0.5 * (s0 - s1);
  const vd over = 1.0 / x;
  const vd z    = -0.25 * (b2 * over);
  if (!has (swap))
    return (Filter){{x, y, z, p->a1, p->a2}};
  return (Filter){{
    choose (swap, over, x),
    choose (swap, p->a1 * over, y),
    choose (swap, p->a2 * over, z),
    choose (swap, y * over, p->a1),
    choose (swap, z * over, p->a2),
  }};
}

/// Place on the spectrum: phi1 = sin^2 (w / 2).
static inline vd
place (vd w)
{
  const vd s = sine (0.5 * w);
  return s * s;
}

static inline vd
denominator_at (const Poles *p, vd phi1)
{
  const vd phi0 = 1.0 - phi1;
  return p->big0 * phi0 + p->big1 * phi1 + p->big2 * (4.0 * phi0 * phi1);
}

/// Numerator from the squared gains at 0, at `wm` and at Nyquist.
static inline Filter
match (const Poles *p, vd at_0, vd at_m, vd at_pi, vd wm, vl swap)
{
  const vd phi1 = place (wm), phi0 = 1.0 - phi1;
  const vd b0 = p->big0 * at_0, b1 = p->big1 * at_pi;
  const vd b2 = (at_m * denominator_at (p, phi1) - b0 * phi0 - b1 * phi1) /
                (4.0 * phi0 * phi1);
  return zeros (p, b0, b1, b2, swap);
}

static const double a_per_db = 3.32192809488736234787 / 40; ///< log2 (10) / 40

/// A vector of filters to be designed.
typedef struct {
  vl     bell, low, high, notch, pass, pass1; ///< Which shape; else low-pass
  vl     is_cut;
  vd     w0, q; ///< Radians a frame
  vd     size;  ///< |gain|, dB
  vd     e;     ///< A of bells, its root of shelves
  vd     w, damping;
  Poles  p;
  Filter f;
} Task;

/// The analog filter whose poles are the lower ones: bells and low shelves as
/// boosts, high shelves as cuts.
static inline void
find_poles (Task *t)
{
  const vl shelf = t->low | t->high;
  const vd size =
    choose (t->bell, t->size, choose (t->high, -0.5 * t->size, 0.5 * t->size));
  const vl has_gain = t->bell | shelf;
  t->w              = t->w0;
  t->e              = all (1.0);
  if (has (has_gain))
    t->e = choose (has_gain, power_of_2 (size * a_per_db), t->e);
  if (has (shelf))
    t->w = choose (t->high, t->w0 * t->e, choose (t->low, t->w0 / t->e, t->w0));
  t->damping = 0.5 / choose (t->bell, t->e * t->q, t->q);
}

/// Its gain at w0, and no slope there.
static inline Filter
design_bell (const Task *t)
{
  const Poles *p = &t->p;
  const vd     a = t->e, phi1 = place (t->w0), phi0 = 1.0 - phi1;
  const vd     g2 = (a * a) * (a * a);
  const vd     r1 = denominator_at (p, phi1) * g2;
  const vd     r2 = (p->big1 - p->big0 + 4.0 * (phi0 - phi1) * p->big2) * g2;
  const vd     b2 = (r1 - r2 * phi1 - p->big0) / (4.0 * phi1 * phi1);
  const vd     b1 = r2 + p->big0 + 4.0 * (phi1 - phi0) * b2;
  return zeros (p, p->big0, b1, b2, t->is_cut);
}

/// (n2 s^2 + n1 s + n0) squared, at s^2 = -x.
static inline vd
squared (vd c2, vd c1, vd c0, vd x)
{
  const vd real = c0 - c2 * x;
  return real * real + c1 * c1 * x;
}

static inline Filter
design_shelf (const Task *t)
{
  const vl high = t->high;
  const vd e = t->e, a = e * e, r = e / t->q; // e^2 = A
  const vd n2 = choose (high, a * a, a), n0 = choose (high, a, a * a);
  const vd d2 = choose (high, all (1.0), a), d0 = choose (high, a, all (1.0));
  const vd wm = not_above (t->w0, 0.9 * pi);
  const vd um = wm / t->w0, un = pi / t->w0;
  const vd at_m =
    squared (n2, a * r, n0, um * um) / squared (d2, r, d0, um * um);
  const vd at_pi =
    squared (n2, a * r, n0, un * un) / squared (d2, r, d0, un * un);
  const vd at_0 = choose (high, all (1.0), (a * a) * (a * a));
  const vl swap = (high ^ t->is_cut) & (t->size != all (0.0));
  return match (&t->p, at_0, at_m, at_pi, wm, swap);
}

/// Zeros on the unit circle at w0, and 0 dB at 0 Hz.
static inline Filter
design_notch (const Task *t)
{
  const vd phi = place (t->w0);
  const vd b   = root (t->p.big0) / (4.0 * phi);
  return (Filter){{b, b * (4.0 * phi - 2.0), b, t->p.a1, t->p.a2}};
}

static inline Filter
design_low_pass (const Task *t)
{
  const vd one = all (1.0), none = all (0.0), r = 1.0 / t->q;
  const vd wm = not_above (t->w0, 0.9 * pi);
  const vd um = wm / t->w0, un = pi / t->w0;
  const vd at_m  = one / squared (one, r, one, um * um);
  const vd at_pi = one / squared (one, r, one, un * un);
  return match (&t->p, one, at_m, at_pi, wm, (vl)none);
}

static inline Filter
design_high_pass (const Task *t)
{
  const vd phi1 = place (t->w0);
  const vd b    = t->q * root (denominator_at (&t->p, phi1)) / (4.0 * phi1);
  return (Filter){{b, -2.0 * b, b, t->p.a1, t->p.a2}};
}

/// One pole, matched at w0.
static inline Filter
design_high_pass1 (const Task *t)
{
  const vd pole = power_of_e (-t->w0), s = sine (0.5 * t->w0);
  const vd b =
    root (0.5 * ((1.0 - pole) * (1.0 - pole) + 4.0 * pole * s * s)) / (2.0 * s);
  return (Filter){{b, -b, all (0.0), -pole, all (0.0)}};
}

static inline void
take (Filter *f, vl mask, Filter other)
{
  for (int i = 0; i < LT_N_COEFFICIENTS; i++)
    f->c[i] = choose (mask, other.c[i], f->c[i]);
}

static inline void
find_zeros (Task *t)
{
  const vl shelf    = t->low | t->high;
  const vl low_pass = ~(t->bell | shelf | t->notch | t->pass | t->pass1);
  t->f              = (Filter){{all (1.0)}};
  if (has (t->bell))
    take (&t->f, t->bell, design_bell (t));
  if (has (shelf))
    take (&t->f, shelf, design_shelf (t));
  if (has (t->notch))
    take (&t->f, t->notch, design_notch (t));
  if (has (low_pass))
    take (&t->f, low_pass, design_low_pass (t));
  if (has (t->pass))
    take (&t->f, t->pass, design_high_pass (t));
  if (has (t->pass1))
    take (&t->f, t->pass1, design_high_pass1 (t));
}

// --- a quantum begins ---

static inline vd
at_end (const LtLaneRamp *ramp, int lane)
{
  return widen (ramp->target + lane) + widen (ramp->d2 + lane);
}

static inline vl
shapes (const LtFilter *section, int lane)
{
  typedef int32_t vs __attribute__ ((vector_size (D * 4), aligned (4)));
  return __builtin_convertvector(*(const vs *)(section->shape + lane), vl);
}

/// A lane that is off gives out what its poles still hold. When that is below
/// -140 dBFS it may go; poles that would ring on for seconds are made broad.
static bool
rings (LtFilter *section, uint32_t lane)
{
  const double quiet  = 1e-7;
  uint32_t     moving = 0;
  if (section->s[0][lane] < quiet && section->s[0][lane] > -quiet &&
      section->s[1][lane] < quiet && section->s[1][lane] > -quiet)
    return false;
  if (section->log2_q.target[lane] > -1.0f)
    lt_bank_aim (&section->log2_q, &moving, lane, -1.0f, false);
  return true;
}

/// Lanes that came to their end with the last quantum rest from now on; those
/// that are off are nothing.
static void
settle (LtFilter *section, uint32_t rest)
{
  for (uint32_t left = section->moving & rest; left; left &= left - 1) {
    const uint32_t lane  = (uint32_t)__builtin_ctz (left);
    bool           rests = true;
    for (int i = 0; i < LT_N_COEFFICIENTS; i++)
      rests &= section->c[i][lane] == section->end[i][lane];
    if (!rests)
      continue;
    const bool is_off = section->mix.target[lane] == 0.0f;
    if (is_off && rings (section, lane))
      continue;
    section->moving &= ~(1U << lane);
    if (!is_off)
      continue;
    section->active &= ~(1U << lane);
    for (int i = 0; i < LT_N_COEFFICIENTS; i++)
      section->c[i][lane] = section->end[i][lane] = i == LT_B0 ? 1.0 : 0.0;
    section->s[0][lane] = section->s[1][lane] = 0.0;
  }
}

static inline Task
new_task (const LtFilter *filter, int lane, double rate)
{
  const vl shape = shapes (filter, lane);
  const vd gain  = at_end (&filter->gain, lane);
  const vd w     = power_of_2 (at_end (&filter->octave, lane));
  return (Task){
    .bell   = shape == LT_SHAPE_BELL,
    .low    = shape == LT_SHAPE_LOW_SHELF,
    .high   = shape == LT_SHAPE_HIGH_SHELF,
    .notch  = shape == LT_SHAPE_NOTCH,
    .pass   = shape == LT_SHAPE_HIGH_PASS,
    .pass1  = shape == LT_SHAPE_HIGH_PASS1,
    .is_cut = gain < all (0.0),
    .size   = choose (gain < all (0.0), -gain, gain),
    .w0     = not_above (w * (2 * pi / rate), 0.97 * pi),
    .q      = power_of_2 (at_end (&filter->log2_q, lane)),
  };
}

/// Where the lanes of the mask are at the quantum's end, by their mix with
/// nothing and with what was there before their shape changed.
static inline void
arrive (LtFilter     *filter,
        const Filter *f,
        uint32_t      mask,
        int           lane,
        vd            over_length)
{
  const vd mix  = at_end (&filter->mix, lane);
  const vd come = at_end (&filter->morph, lane);
  const vd a[3] = {all (1.0), f->c[LT_A1], f->c[LT_A2]};
  const vl ours = wide_lanes_in (mask, lane);
  UNROLL for (int i = 0; i < LT_N_COEFFICIENTS; i++)
  {
    const vd from = *(const vd *)(filter->from[i] + lane);
    vd       c    = f->c[i];
    if (i <= LT_B2)
      c = a[i] + mix * (c - a[i]);
    c            = choose (come == all (1.0), c, from + come * (c - from));
    const vd now = *(const vd *)(filter->c[i] + lane);
    put_wide (filter->end[i] + lane, ours, c);
    put_wide (filter->step[i] + lane, ours, (c - now) * over_length);
  }
}

/// In stages over all vectors, whose long chains of operations then run side by
/// side.
static void
design (LtFilter *filter, double rate, uint32_t mask, vd over_length)
{
  Task     tasks[N_VECTOR];
  int      lanes[N_VECTOR];
  uint32_t n = 0;
  for (int lane = 0; lane < LT_LANES; lane += D)
    if (mask >> lane & ((1U << D) - 1))
      lanes[n++] = lane;
  for (uint32_t i = 0; i < n; i++)
    tasks[i] = new_task (filter, lanes[i], rate);
  for (uint32_t i = 0; i < n; i++)
    find_poles (&tasks[i]);
  for (uint32_t i = 0; i < n; i++)
    tasks[i].p = poles (tasks[i].w, tasks[i].damping);
  for (uint32_t i = 0; i < n; i++)
    find_zeros (&tasks[i]);
  for (uint32_t i = 0; i < n; i++)
    arrive (filter, &tasks[i].f, mask, lanes[i], over_length);
}

LT_RT static void
begin (LtFilter         *section,
       const LtSmooth40 *smooth,
       double            rate,
       uint32_t          mask,
       uint32_t          length)
{
  const uint32_t moving = section->moving & mask;

  const vd    over_length = all (1.0 / length);
  const float p = smooth->p[length], q = smooth->q[length];
  LtLaneRamp *ramps[] = {&section->octave,
                         &section->gain,
                         &section->log2_q,
                         &section->mix,
                         &section->morph};
  uint32_t    ways    = 0;
  for (int i = 0; i < 5; i++)
    ways |= ramp_advance (ramps[i], mask, p, q);
  design (section, rate, moving, over_length);
  const uint32_t rest = mask & ~ways;
  for (uint32_t left = ~section->moving & mask; left; left &= left - 1) {
    const uint32_t lane = (uint32_t)__builtin_ctz (left);
    for (int i = 0; i < LT_N_COEFFICIENTS; i++) {
      section->end[i][lane]  = section->c[i][lane]; // it keeps what it has
      section->step[i][lane] = 0.0;
    }
  }
  if (rest & moving)
    settle (section, rest);
}

// --- running ---

typedef struct {
  vd c[LT_N_COEFFICIENTS][TOGETHER], s1[TOGETHER], s2[TOGETHER];
} Lanes;

static inline __attribute__ ((always_inline)) void
load_lanes (Lanes *l, const LtFilter *filter, int lane)
{
  UNROLL for (int v = 0; v < TOGETHER; v++)
  {
    UNROLL for (int i = 0; i < LT_N_COEFFICIENTS; i++) l->c[i][v] =
      *(const vd *)(filter->c[i] + lane + v * D);
    l->s1[v] = *(const vd *)(filter->s[0] + lane + v * D);
    l->s2[v] = *(const vd *)(filter->s[1] + lane + v * D);
  }
}

static inline __attribute__ ((always_inline)) void
keep_state (const Lanes *l, LtFilter *filter, uint32_t mask, int lane)
{
  UNROLL for (int v = 0; v < TOGETHER; v++)
  {
    const vl ours = wide_lanes_in (mask, lane + v * D);
    put_wide (filter->s[0] + lane + v * D, ours, l->s1[v]);
    put_wide (filter->s[1] + lane + v * D, ours, l->s2[v]);
  }
}

static inline __attribute__ ((always_inline)) vd
step (Lanes *l, int v, vd x)
{
  const vd y = l->c[LT_B0][v] * x + l->s1[v];
  l->s1[v]   = (l->c[LT_B1][v] * x + l->s2[v]) - l->c[LT_A1][v] * y;
  l->s2[v]   = l->c[LT_B2][v] * x - l->c[LT_A2][v] * y;
  return y;
}

/// What runs through the filters: float rows where it begins and where it
/// ends, doubles between filters.
typedef struct {
  float (*rows)[LT_LANES];
  double (*x)[LT_LANES];
  bool from_rows, to_rows;
} Flow;

static inline __attribute__ ((always_inline)) vd
flow_in (const Flow *flow, uint32_t t, int lane, bool from_rows)
{
  return from_rows ? widen (flow->rows[t] + lane)
                   : *(const vd *)(flow->x[t] + lane);
}

static inline __attribute__ ((always_inline)) void
flow_out (const Flow *flow, uint32_t t, int lane, bool to_rows, vd y)
{
  if (to_rows)
    *(vh *)(flow->rows[t] + lane) = __builtin_convertvector(y, vh);
  else
    *(vd *)(flow->x[t] + lane) = y;
}

/// One or two filters at rest: their recursions wait for themselves, so two
/// fill the time better than one.
static inline __attribute__ ((always_inline)) void
run_resting_as (LtFilter *const *filters,
                int              n_filters,
                const Flow      *flow,
                uint32_t         mask,
                uint32_t         n,
                bool             from_rows,
                bool             to_rows)
{
  for (int lane = 0; lane < LT_LANES; lane += TOGETHER * D) {
    Lanes l[2];
    UNROLL for (int f = 0; f < n_filters; f++)
      load_lanes (&l[f], filters[f], lane);
    for (uint32_t t = 0; t < n; t++)
      UNROLL for (int v = 0; v < TOGETHER; v++)
      {
        vd y = flow_in (flow, t, lane + v * D, from_rows);
        UNROLL for (int f = 0; f < n_filters; f++) y = step (&l[f], v, y);
        flow_out (flow, t, lane + v * D, to_rows, y);
      }
    UNROLL for (int f = 0; f < n_filters; f++)
      keep_state (&l[f], filters[f], mask, lane);
  }
}

static inline __attribute__ ((always_inline)) void
run_resting (LtFilter *const *filters,
             int              n_filters,
             const Flow      *flow,
             uint32_t         mask,
             uint32_t         n)
{
  if (flow->from_rows && flow->to_rows)
    run_resting_as (filters, n_filters, flow, mask, n, true, true);
  else if (flow->from_rows)
    run_resting_as (filters, n_filters, flow, mask, n, true, false);
  else if (flow->to_rows)
    run_resting_as (filters, n_filters, flow, mask, n, false, true);
  else
    run_resting_as (filters, n_filters, flow, mask, n, false, false);
}

/// One filter on its way, in straight lines between quanta.
static inline __attribute__ ((always_inline)) void
run_moving_as (LtFilter   *filter,
               const Flow *flow,
               uint32_t    mask,
               uint32_t    n,
               bool        ends,
               bool        from_rows,
               bool        to_rows)
{
  for (int lane = 0; lane < LT_LANES; lane += TOGETHER * D) {
    Lanes l;
    vd    way[LT_N_COEFFICIENTS][TOGETHER];
    load_lanes (&l, filter, lane);
    UNROLL for (int v = 0; v < TOGETHER; v++)
      UNROLL for (int i = 0; i < LT_N_COEFFICIENTS; i++) way[i][v] =
        *(const vd *)(filter->step[i] + lane + v * D);
    for (uint32_t t = 0; t < n; t++)
      UNROLL for (int v = 0; v < TOGETHER; v++)
      {
        UNROLL for (int i = 0; i < LT_N_COEFFICIENTS; i++) l.c[i][v] +=
          way[i][v];
        const vd x = flow_in (flow, t, lane + v * D, from_rows);
        flow_out (flow, t, lane + v * D, to_rows, step (&l, v, x));
      }
    keep_state (&l, filter, mask, lane);
    UNROLL for (int v = 0; v < TOGETHER;
                v++) for (int i = 0; i < LT_N_COEFFICIENTS; i++)
    {
      const vd end = *(const vd *)(filter->end[i] + lane + v * D);
      put_wide (filter->c[i] + lane + v * D,
                wide_lanes_in (mask, lane + v * D),
                ends ? end : l.c[i][v]);
    }
  }
}

static void
run_moving (LtFilter   *filter,
            const Flow *flow,
            uint32_t    mask,
            uint32_t    n,
            bool        ends)
{
  if (flow->from_rows && flow->to_rows)
    run_moving_as (filter, flow, mask, n, ends, true, true);
  else if (flow->from_rows)
    run_moving_as (filter, flow, mask, n, ends, true, false);
  else if (flow->to_rows)
    run_moving_as (filter, flow, mask, n, ends, false, true);
  else
    run_moving_as (filter, flow, mask, n, ends, false, false);
}

LT_RT static void
run (LtFilter *const *filters,
     uint32_t         n_filters,
     uint32_t         mask,
     float (*rows)[LT_LANES],
     uint32_t n,
     bool     ends)
{
  _Alignas(64) double x[LT_QUANTUM][LT_LANES];
  for (uint32_t i = 0, take; i < n_filters; i += take) {
    const bool is_moving = filters[i]->moving & mask;
    const bool has_next =
      i + 1 < n_filters && !is_moving && !(filters[i + 1]->moving & mask);
    take            = has_next ? 2 : 1;
    const Flow flow = {rows, x, i == 0, i + take == n_filters};
    if (is_moving)
      run_moving (filters[i], &flow, mask, n, ends);
    else if (has_next)
      run_resting (&filters[i], 2, &flow, mask, n);
    else
      run_resting (&filters[i], 1, &flow, mask, n);
  }
}

extern const LtFilterKernels PASTE (lt_filters_, LT_ISA);
const LtFilterKernels        PASTE (lt_filters_, LT_ISA) = {
         .name  = STRING (LT_ISA),
         .begin = begin,
         .run   = run,
};
