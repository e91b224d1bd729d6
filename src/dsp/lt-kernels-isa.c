// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled once for each instruction set, with LT_ISA its name and LT_W the
// floats in its vectors. No libm, no contraction: the bits must be the same.

#include "dsp/lt-kernels.h"

#include "dsp/lt-vector.h"

enum { GROUPS = LT_LANES / LT_W, HALF = LT_W / 2 };

/// Above +60 dBFS is bad.
static const float bad_limit = 1000.0f;

/// Rows become columns: r[i][j] and r[j][i] change places. Each stage stays
/// inside the 128-bit parts of a register until the last ones move whole
/// parts: shuffles that cross them cost AVX2 three times as much.
#if LT_W == 4
#define LOW1(a, b)  __builtin_shufflevector (a, b, 0, 4, 1, 5)
#define HIGH1(a, b) __builtin_shufflevector (a, b, 2, 6, 3, 7)
#define LOW2(a, b)  __builtin_shufflevector (a, b, 0, 1, 4, 5)
#define HIGH2(a, b) __builtin_shufflevector (a, b, 2, 3, 6, 7)
#elif LT_W == 8
#define LOW1(a, b)  __builtin_shufflevector (a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH1(a, b) __builtin_shufflevector (a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define LOW2(a, b)  __builtin_shufflevector (a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH2(a, b) __builtin_shufflevector (a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define LOW4(a, b)  __builtin_shufflevector (a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define HIGH4(a, b) __builtin_shufflevector (a, b, 4, 5, 6, 7, 12, 13, 14, 15)
#else
#define LOW1(a, b)                                                             \
  __builtin_shufflevector (                                                    \
    a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define HIGH1(a, b)                                                            \
  __builtin_shufflevector (                                                    \
    a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define LOW2(a, b)                                                             \
  __builtin_shufflevector (                                                    \
    a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define HIGH2(a, b)                                                            \
  __builtin_shufflevector (                                                    \
    a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define LOW4(a, b)                                                             \
  __builtin_shufflevector (                                                    \
    a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
#define HIGH4(a, b)                                                            \
  __builtin_shufflevector (                                                    \
    a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31)
#define LOW8(a, b)                                                             \
  __builtin_shufflevector (                                                    \
    a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define HIGH8(a, b)                                                            \
  __builtin_shufflevector (                                                    \
    a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)
#endif

/// One stage: rows `distance` apart change halves of their blocks.
#define STAGE(distance, LOW, HIGH)                                             \
  UNROLL for (int i = 0; i < LT_W; i++) if (!(i & (distance)))                 \
  {                                                                            \
    vf low            = LOW (r[i], r[i + (distance)]);                         \
    r[i + (distance)] = HIGH (r[i], r[i + (distance)]);                        \
    r[i]              = low;                                                   \
  }

static inline __attribute__ ((always_inline)) void
transpose (vf r[LT_W])
{
  STAGE (1, LOW1, HIGH1)
  STAGE (2, LOW2, HIGH2)
  // Within each 4 rows the two unpackings leave rows 1 and 2 exchanged.
  UNROLL for (int i = 0; i < LT_W; i += 4)
  {
    vf row   = r[i + 1];
    r[i + 1] = r[i + 2];
    r[i + 2] = row;
  }
#if LT_W >= 8
  STAGE (4, LOW4, HIGH4)
#endif
#if LT_W >= 16
  STAGE (8, LOW8, HIGH8)
#endif
}

/// Frames of W lanes: x[t] is frame t.
typedef struct {
  vf x[LT_QUANTUM];
} Frames;

static inline __attribute__ ((always_inline)) void
gather (Frames *f, const float *const *in, uint32_t offset, uint32_t n)
{
  for (uint32_t t = 0; t < n; t += LT_W) {
    vf r[LT_W];
    UNROLL for (int i = 0; i < LT_W; i++) r[i] = load (in[i] + offset + t);
    transpose (r);
    UNROLL for (int i = 0; i < LT_W; i++) f->x[t + i] = r[i];
  }
}

static inline __attribute__ ((always_inline)) void
scatter (const Frames *f, float *const *out, uint32_t offset, uint32_t n)
{
  for (uint32_t t = 0; t < n; t += LT_W) {
    vf r[LT_W];
    UNROLL for (int i = 0; i < LT_W; i++) r[i] = f->x[t + i];
    transpose (r);
    UNROLL for (int i = 0; i < LT_W; i++) store (out[i] + offset + t, r[i]);
  }
}

/// Target, way to it, meter: one gain of W lanes.
typedef struct {
  vf target, d1, d2, high, sum;
} Stage;

static inline __attribute__ ((always_inline)) Stage
open_stage (const LtLaneRamp *ramp,
            const float      *peak,
            const float      *power,
            uint32_t          lane)
{
  return (Stage){
    .target = *(const vf *)(ramp->target + lane),
    .d1     = *(const vf *)(ramp->d1 + lane),
    .d2     = *(const vf *)(ramp->d2 + lane),
    .high   = *(const vf *)(peak + lane),
    .sum    = *(const vf *)(power + lane),
  };
}

static inline __attribute__ ((always_inline)) vf
pass (Stage *stage, vf x, bool is_moving, float p, float q)
{
  x *=
    is_moving ? stage->target + (stage->d2 * p + stage->d1 * q) : stage->target;
  stage->high = larger (absolute (x), stage->high);
  stage->sum += x * x;
  return x;
}

/// The work on W lanes of a segment: `pre`, `post` or both; with `between` the
/// signal between the two is kept.
static inline __attribute__ ((always_inline)) void
run_group (LtBank           *bank,
           const LtSmooth40 *smooth,
           Frames           *f,
           Frames           *between,
           uint32_t          k,
           uint32_t          n,
           uint32_t          lane,
           bool              pre,
           bool              post,
           bool              is_moving)
{
  Stage trim = open_stage (&bank->trim, bank->pre_peak, bank->pre_power, lane);
  Stage fader =
    open_stage (&bank->fader, bank->post_peak, bank->post_power, lane);
  vi       all_good = ~(vi){0};
  const vi trusted  = pre ? (vi){0} : ~lanes_in (bank->doubted, (int)lane);
  for (uint32_t t = 0; t < n; t++) {
    const float p = smooth->p[k + t + 1], q = smooth->q[k + t + 1];
    vf          x    = f->x[t];
    vi          good = (absolute (x) <= bad_limit) | trusted;
    x                = (vf)((vi)x & good);
    all_good &= good;
    if (pre)
      x = pass (&trim, x, is_moving, p, q);
    if (between)
      between->x[t] = x;
    if (post)
      x = pass (&fader, x, is_moving, p, q);
    f->x[t] = x;
  }
  *(vi *)(bank->bad[pre ? 0 : 1] + lane) |= ~all_good;
  if (pre) {
    *(vf *)(bank->pre_peak + lane)  = trim.high;
    *(vf *)(bank->pre_power + lane) = trim.sum;
  }
  if (post) {
    *(vf *)(bank->post_peak + lane)  = fader.high;
    *(vf *)(bank->post_power + lane) = fader.sum;
  }
}

static inline __attribute__ ((always_inline)) void
run (LtBank             *bank,
     const LtSmooth40   *smooth,
     const LtSegment    *segment,
     const float *const *in,
     float *const       *middle,
     float *const       *out,
     bool                pre,
     bool                post)
{
  const uint32_t n = segment->n, k = segment->k;
  const uint32_t moving =
    (pre ? bank->trim_moving : 0) | (post ? bank->fader_moving : 0);
  for (uint32_t lane = 0; lane < LT_LANES; lane += LT_W) {
    Frames  f, kept;
    Frames *between = middle ? &kept : NULL;
    gather (&f, in + lane, segment->offset, n);
    // At rest the distances are 0, so that both ways give the same bits.
    if (moving >> lane & ((1U << LT_W) - 1))
      run_group (bank, smooth, &f, between, k, n, lane, pre, post, true);
    else
      run_group (bank, smooth, &f, between, k, n, lane, pre, post, false);
    if (middle)
      scatter (&kept, middle + lane, segment->offset, n);
    scatter (&f, out + lane, segment->offset, n);
  }
}

LT_RT static void
strip_pre (LtBank             *bank,
           const LtSmooth40   *smooth,
           const LtSegment    *segment,
           const float *const *in,
           float *const       *out)
{
  run (bank, smooth, segment, in, NULL, out, true, false);
}

LT_RT static void
strip_post (LtBank             *bank,
            const LtSmooth40   *smooth,
            const LtSegment    *segment,
            const float *const *in,
            float *const       *out)
{
  run (bank, smooth, segment, in, NULL, out, false, true);
}

LT_RT static void
strip (LtBank             *bank,
       const LtSmooth40   *smooth,
       const LtSegment    *segment,
       const float *const *in,
       float *const       *out)
{
  run (bank, smooth, segment, in, NULL, out, true, true);
}

LT_RT static void
strip_tapped (LtBank             *bank,
              const LtSmooth40   *smooth,
              const LtSegment    *segment,
              const float *const *in,
              float *const       *between,
              float *const       *out)
{
  run (bank, smooth, segment, in, between, out, true, true);
}

/// Rows of all lanes and frames of W of them.
static inline __attribute__ ((always_inline)) void
frames_to_rows (const Frames *f,
                float (*rows)[LT_LANES],
                uint32_t lane,
                uint32_t n)
{
  for (uint32_t t = 0; t < n; t++)
    *(vf *)(rows[t] + lane) = f->x[t];
}

static inline __attribute__ ((always_inline)) void
rows_to_frames (Frames *f, float (*rows)[LT_LANES], uint32_t lane, uint32_t n)
{
  for (uint32_t t = 0; t < n; t++)
    f->x[t] = *(const vf *)(rows[t] + lane);
}

LT_RT static void
rows_in (LtBank             *bank,
         const LtSmooth40   *smooth,
         const LtSegment    *segment,
         const float *const *in,
         float (*rows)[LT_LANES])
{
  const uint32_t n = segment->n, k = segment->k;
  for (uint32_t lane = 0; lane < LT_LANES; lane += LT_W) {
    Frames f;
    gather (&f, in + lane, segment->offset, n);
    if (bank->trim_moving >> lane & ((1U << LT_W) - 1))
      run_group (bank, smooth, &f, NULL, k, n, lane, true, false, true);
    else
      run_group (bank, smooth, &f, NULL, k, n, lane, true, false, false);
    frames_to_rows (&f, rows, lane, n);
  }
}

LT_RT static void
rows_check (LtBank          *bank,
            const LtSegment *segment,
            uint32_t         mask,
            float (*rows)[LT_LANES])
{
  for (int lane = 0; lane < LT_LANES; lane += LT_W) {
    const vi trusted  = ~lanes_in (mask, lane);
    vi       all_good = ~(vi){0};
    for (uint32_t t = 0; t < segment->n; t++) {
      vi      *x    = (vi *)(rows[t] + lane);
      const vi good = (absolute ((vf)*x) <= bad_limit) | trusted;
      *x &= good;
      all_good &= good;
    }
    *(vi *)(bank->bad[0] + lane) |= ~all_good;
  }
}

LT_RT static void
rows_load (const LtSegment    *segment,
           const float *const *in,
           float (*rows)[LT_LANES])
{
  for (uint32_t lane = 0; lane < LT_LANES; lane += LT_W) {
    Frames f;
    gather (&f, in + lane, segment->offset, segment->n);
    frames_to_rows (&f, rows, lane, segment->n);
  }
}

LT_RT static void
rows_widen (LtBank           *bank,
            const LtSmooth40 *smooth,
            const LtSegment  *segment,
            float (*rows)[LT_LANES])
{
  for (uint32_t lane = 0; lane < LT_LANES; lane += LT_W) {
    const vf target = *(const vf *)(bank->width.target + lane);
    const vf d1     = *(const vf *)(bank->width.d1 + lane);
    const vf d2     = *(const vf *)(bank->width.d2 + lane);
    for (uint32_t t = 0; t < segment->n; t++) {
      const uint32_t k     = segment->k + t + 1;
      vf            *x     = (vf *)(rows[t] + lane);
      const vf       width = target + (d2 * smooth->p[k] + d1 * smooth->q[k]);
      // Where it is 1 the bits stay what they are.
      const vf own = 0.5f + 0.5f * width;
      *x           = *x * own + partner (*x) * (1.0f - own);
    }
  }
}

LT_RT static void
rows_keep (const LtSegment *segment, float (*rows)[LT_LANES], float *const *out)
{
  for (uint32_t lane = 0; lane < LT_LANES; lane += LT_W) {
    Frames f;
    rows_to_frames (&f, rows, lane, segment->n);
    scatter (&f, out + lane, segment->offset, segment->n);
  }
}

LT_RT static void
rows_out (LtBank           *bank,
          const LtSmooth40 *smooth,
          const LtSegment  *segment,
          float (*rows)[LT_LANES],
          float *const *out)
{
  const uint32_t n = segment->n, k = segment->k;
  for (uint32_t lane = 0; lane < LT_LANES; lane += LT_W) {
    Frames f;
    rows_to_frames (&f, rows, lane, n);
    if (bank->fader_moving >> lane & ((1U << LT_W) - 1))
      run_group (bank, smooth, &f, NULL, k, n, lane, false, true, true);
    else
      run_group (bank, smooth, &f, NULL, k, n, lane, false, true, false);
    scatter (&f, out + lane, segment->offset, n);
  }
}

LT_RT static void
mix (double *sum, const float *in, float level, uint32_t n)
{
  const double g = level;
  // Buffers are padded: whole vectors may run past n.
  for (uint32_t i = 0; i < n; i += 2 * HALF) {
    *(vdu *)(sum + i) += widen (in + i) * g;
    *(vdu *)(sum + i + HALF) += widen (in + i + HALF) * g;
  }
}

/// Sums stay in registers over all inputs: frames in blocks of 4 vectors.
LT_RT static void
mix_many (double *const sum[2], const LtMixIn *ins, uint32_t n_ins, uint32_t n)
{
  // Buffers are padded: whole blocks may run past n.
  for (uint32_t i = 0; i < n; i += 4 * HALF) {
    vd l[4], r[4];
    UNROLL for (int v = 0; v < 4; v++)
    {
      l[v] = *(const vdu *)(sum[0] + i + v * HALF);
      r[v] = *(const vdu *)(sum[1] + i + v * HALF);
    }
    for (uint32_t e = 0; e < n_ins; e++) {
      const float *x = ins[e].signal[0] + i, *y = ins[e].signal[1] + i;
      const double gl = ins[e].gain[0], gr = ins[e].gain[1];
      UNROLL for (int v = 0; v < 4; v++)
      {
        l[v] += widen (x + v * HALF) * gl;
        r[v] += widen (y + v * HALF) * gr;
      }
    }
    UNROLL for (int v = 0; v < 4; v++)
    {
      *(vdu *)(sum[0] + i + v * HALF) = l[v];
      *(vdu *)(sum[1] + i + v * HALF) = r[v];
    }
  }
}

LT_RT static void
mix_ramp (double           *sum,
          const float      *in,
          const LtRamp     *ramp,
          const LtSmooth40 *smooth,
          uint32_t          k,
          uint32_t          n)
{
  for (uint32_t i = 0; i < n; i++) {
    float g = ramp->target + (ramp->d2 * smooth->p[k + i + 1] +
                              ramp->d1 * smooth->q[k + i + 1]);
    sum[i] += (double)in[i] * (double)g;
  }
}

LT_RT static void
round_sum (float *out, const double *sum, uint32_t n)
{
  for (uint32_t i = 0; i < n; i += HALF)
    *(vh *)(out + i) = __builtin_convertvector(*(const vdu *)(sum + i), vh);
}

extern const LtKernels PASTE (lt_kernels_, LT_ISA);
const LtKernels        PASTE (lt_kernels_, LT_ISA) = {
         .name         = STRING (LT_ISA),
         .strip_pre    = strip_pre,
         .strip_post   = strip_post,
         .strip        = strip,
         .strip_tapped = strip_tapped,
         .rows_in      = rows_in,
         .rows_check   = rows_check,
         .rows_load    = rows_load,
         .rows_widen   = rows_widen,
         .rows_keep    = rows_keep,
         .rows_out     = rows_out,
         .mix          = mix,
         .mix_many     = mix_many,
         .mix_ramp     = mix_ramp,
         .round        = round_sum,
};
