// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled once for each instruction set, with LT_ISA its name. Every scale is
// a power of two, so that all variants give the same bits.

#include "media/lt-media-private.h"

#include <string.h>

#define PASTE_(a, b) a##b
#define PASTE(a, b)  PASTE_ (a, b)
#define STRING_(a)   #a
#define STRING(a)    STRING_ (a)

typedef float    v4f __attribute__ ((vector_size (16)));
typedef int32_t  v4i __attribute__ ((vector_size (16)));
typedef uint32_t v4u __attribute__ ((vector_size (16)));
typedef uint8_t  v16b __attribute__ ((vector_size (16)));
typedef v4f      v4f_any __attribute__ ((aligned (1), may_alias));
typedef v16b     v16b_any __attribute__ ((aligned (1), may_alias));
typedef int16_t  s16_any __attribute__ ((aligned (1), may_alias));
typedef int32_t  s32_any __attribute__ ((aligned (1), may_alias));
typedef float    f32_any __attribute__ ((aligned (1), may_alias));

static inline int32_t
load24 (const uint8_t *p)
{
  return (int32_t)((uint32_t)p[0] << 8 | (uint32_t)p[1] << 16 |
                   (uint32_t)p[2] << 24);
}

/// Four samples in a row, in the upper three bytes of each lane, as floats.
static inline v4f
four24 (const uint8_t *p)
{
#if defined(__SSSE3__) || defined(__aarch64__)
  v16b x = *(const v16b_any *)p;
  x      = __builtin_shufflevector (
    x, (v16b){0}, 16, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11);
  return __builtin_convertvector((v4i)x, v4f) * 0x1p-31f;
#else
  v4u x = {(uint32_t) * (const s32_any *)p,
           (uint32_t) * (const s32_any *)(p + 3),
           (uint32_t) * (const s32_any *)(p + 6),
           (uint32_t) * (const s32_any *)(p + 9)};
  return __builtin_convertvector((v4i)(x << 8), v4f) * 0x1p-31f;
#endif
}

static void
mono24 (const uint8_t *in, float *restrict out, uint32_t n)
{
  uint32_t i = 0;
  for (; i + 16 <= n; i += 16, in += 48) {
    *(v4f_any *)(out + i)      = four24 (in);
    *(v4f_any *)(out + i + 4)  = four24 (in + 12);
    *(v4f_any *)(out + i + 8)  = four24 (in + 24);
    *(v4f_any *)(out + i + 12) = four24 (in + 36);
  }
  for (; i < n; i++, in += 3)
    out[i] = (float)load24 (in) * 0x1p-31f;
}

static void
stereo24 (const uint8_t *in,
          float *restrict left,
          float *restrict right,
          uint32_t n)
{
  uint32_t i = 0;
  for (; i + 4 <= n; i += 4, in += 24) {
    v4f a = four24 (in), b = four24 (in + 12);
    *(v4f_any *)(left + i)  = __builtin_shufflevector (a, b, 0, 2, 4, 6);
    *(v4f_any *)(right + i) = __builtin_shufflevector (a, b, 1, 3, 5, 7);
  }
  for (; i < n; i++, in += 6) {
    left[i]  = (float)load24 (in) * 0x1p-31f;
    right[i] = (float)load24 (in + 3) * 0x1p-31f;
  }
}

static void
unpack24 (const uint8_t *in,
          uint32_t       n_in,
          uint32_t       first,
          uint32_t       n_out,
          float *const  *out,
          uint32_t       n)
{
  if (n_in == 1) {
    mono24 (in, out[0], n);
    return;
  }
  if (n_in == 2 && n_out == 2) {
    stereo24 (in, out[0], out[1], n);
    return;
  }
  for (uint32_t c = 0; c < n_out; c++) {
    const uint8_t *p = in + 3 * (first + c);
    for (uint32_t i = 0; i < n; i++, p += 3 * (size_t)n_in)
      out[c][i] = (float)load24 (p) * 0x1p-31f;
  }
}

// The loops below are what the compiler turns into vectors by itself.
#define UNPACK(NAME, TYPE, SCALE)                                              \
  static void NAME##_mono (const TYPE *in, float *restrict out, uint32_t n)    \
  {                                                                            \
    for (uint32_t i = 0; i < n; i++)                                           \
      out[i] = (float)in[i] SCALE;                                             \
  }                                                                            \
  static void NAME##_stereo (                                                  \
    const TYPE *in, float *restrict left, float *restrict right, uint32_t n)   \
  {                                                                            \
    for (uint32_t i = 0; i < n; i++) {                                         \
      left[i]  = (float)in[2 * (size_t)i] SCALE;                               \
      right[i] = (float)in[2 * (size_t)i + 1] SCALE;                           \
    }                                                                          \
  }                                                                            \
  static void NAME (const uint8_t *bytes,                                      \
                    uint32_t       n_in,                                       \
                    uint32_t       first,                                      \
                    uint32_t       n_out,                                      \
                    float *const  *out,                                        \
                    uint32_t       n)                                          \
  {                                                                            \
    const TYPE *in = (const TYPE *)bytes;                                      \
    if (n_in == 1)                                                             \
      NAME##_mono (in, out[0], n);                                             \
    else if (n_in == 2 && n_out == 2)                                          \
      NAME##_stereo (in, out[0], out[1], n);                                   \
    else                                                                       \
      for (uint32_t c = 0; c < n_out; c++)                                     \
        for (uint32_t i = 0; i < n; i++)                                       \
          out[c][i] = (float)in[(size_t)i * n_in + first + c] SCALE;           \
  }

UNPACK (unpack16, s16_any, *0x1p-15f)
UNPACK (unpack32, s32_any, *0x1p-31f)
UNPACK (unpack_float, f32_any, )

extern const LtUnpack PASTE (lt_unpack_, LT_ISA);
const LtUnpack        PASTE (lt_unpack_, LT_ISA) = {
         .name   = STRING (LT_ISA),
         .unpack = {[LT_RAW_S16] = unpack16,
                    [LT_RAW_S24] = unpack24,
                    [LT_RAW_S32] = unpack32,
                    [LT_RAW_F32] = unpack_float},
};
