// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Vectors for the files that are compiled once for each instruction set, with
// LT_ISA its name and LT_W the floats in its vectors. Inside dsp/*-isa.c only.

#pragma once

#ifdef __SSE2__
#include <immintrin.h>
#endif

#define PASTE_(a, b) a##b
#define PASTE(a, b)  PASTE_ (a, b)
#define STRING_(a)   #a
#define STRING(a)    STRING_ (a)

typedef float   vf __attribute__ ((vector_size (LT_W * 4)));
typedef int32_t vi __attribute__ ((vector_size (LT_W * 4)));
typedef float   vfu __attribute__ ((vector_size (LT_W * 4), aligned (4)));
typedef double  vd __attribute__ ((vector_size (LT_W * 4)));
typedef double  vdu __attribute__ ((vector_size (LT_W * 4), aligned (8)));
typedef float   vh __attribute__ ((vector_size (LT_W * 2), aligned (4)));
typedef int64_t vl __attribute__ ((vector_size (LT_W * 4)));

#define UNROLL _Pragma ("GCC unroll 16")

static inline vf
splat (float x)
{
  return x - (vf){0};
}

static inline vf
load (const float *p)
{
  return *(const vfu *)p;
}

static inline void
store (float *p, vf x)
{
  *(vfu *)p = x;
}

static inline vf
absolute (vf x)
{
  return (vf)((vi)x & 0x7fffffff);
}

static inline vf
larger (vf a, vf b)
{
#if LT_W == 4 && defined(__SSE2__)
  return _mm_max_ps (a, b);
#elif LT_W == 8
  return _mm256_max_ps (a, b);
#elif LT_W == 16
  return _mm512_max_ps (a, b);
#else
  vi is_a = a > b;
  return (vf)(((vi)a & is_a) | ((vi)b & ~is_a));
#endif
}

/// All bits set where the mask has the lane, from `lane` on.
static inline vi
lanes_in (uint32_t mask, int lane)
{
  static const _Alignas(64) int32_t bit[16] = {1,
                                               1 << 1,
                                               1 << 2,
                                               1 << 3,
                                               1 << 4,
                                               1 << 5,
                                               1 << 6,
                                               1 << 7,
                                               1 << 8,
                                               1 << 9,
                                               1 << 10,
                                               1 << 11,
                                               1 << 12,
                                               1 << 13,
                                               1 << 14,
                                               1 << 15};
  return ((*(const vi *)bit & ((int32_t)(mask >> lane) - (vi){0})) != 0);
}

static inline vf
pick (vi mask, vf yes, vf no)
{
  return (vf)((mask & (vi)yes) | (~mask & (vi)no));
}

/// *to = x in the lanes of the mask.
static inline void
put_lanes (float *to, vi mask, vf x)
{
  *(vf *)to = pick (mask, x, *(const vf *)to);
}

/// The other lane of each pair.
static inline vf
partner (vf x)
{
#if LT_W == 4
  return __builtin_shufflevector (x, x, 1, 0, 3, 2);
#elif LT_W == 8
  return __builtin_shufflevector (x, x, 1, 0, 3, 2, 5, 4, 7, 6);
#else
  return __builtin_shufflevector (
    x, x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
#endif
}

/// 2^x for -126..126, relative error below 3e-7.
static inline vf
exp_2 (vf x)
{
  const vf magic   = splat (12582912.0f); // 1.5 * 2^23: rounds
  const vf shifted = x + magic;
  const vf y       = (x - (shifted - magic)) * 0.693147181f;
  const vf y2      = y * y;
  const vf sum =
    (1.0f + y) +
    y2 * ((0.5f + y * 0.166666667f) +
          y2 * (0.0416666667f + y * 0.00833333333f + y2 * 0.00138888889f));
  return sum * (vf)((vi)splat (1.0f) + ((vi)shifted << 23));
}

static inline vd
widen (const float *p)
{
  // gcc 12 splits __builtin_convertvector in two here.
#if LT_W == 16
  return _mm512_cvtps_pd (_mm256_loadu_ps (p));
#elif LT_W == 8
  return _mm256_cvtps_pd (_mm_loadu_ps (p));
#elif defined(__SSE2__)
  return _mm_cvtps_pd (_mm_castpd_ps (_mm_load_sd ((const double *)p)));
#else
  return __builtin_convertvector(*(const vh *)p, vd);
#endif
}

/// A bit for each lane of a mask.
static inline uint32_t
bits_of (vi mask)
{
#if LT_W == 16
  return _mm512_movepi32_mask ((__m512i)mask);
#elif LT_W == 8
  return (uint32_t)_mm256_movemask_ps ((__m256)mask);
#elif defined(__SSE2__)
  return (uint32_t)_mm_movemask_ps ((__m128)mask);
#else
  uint32_t bits = 0;
  for (int i = 0; i < LT_W; i++)
    bits |= mask[i] ? 1U << i : 0;
  return bits;
#endif
}

/// The lanes of `mask` at the end of a quantum, p and q its last entries; near
/// enough is there. @return all lanes that are still on their way.
static inline uint32_t
ramp_advance (LtLaneRamp *ramp, uint32_t mask, float p, float q)
{
  const vf near   = splat (1e-6f);
  uint32_t moving = 0;
  for (int lane = 0; lane < LT_LANES; lane += LT_W) {
    vf       d1 = *(vf *)(ramp->d1 + lane), d2 = *(vf *)(ramp->d2 + lane);
    const vf next   = d2 * p + d1 * q;
    const vf closer = d1 * p;
    const vi large  = (absolute (closer) >= near) | (absolute (next) >= near);
    const vi ours   = lanes_in (mask, lane);
    d1              = pick (ours, (vf)((vi)closer & large), d1);
    d2              = pick (ours, (vf)((vi)next & large), d2);
    *(vf *)(ramp->d1 + lane) = d1;
    *(vf *)(ramp->d2 + lane) = d2;
    moving |= bits_of ((d1 != splat (0.0f)) | (d2 != splat (0.0f))) << lane;
  }
  return moving;
}
