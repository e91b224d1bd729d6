// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compiled once for each instruction set, with LT_ISA its name. Every scale is
// a power of two, so that all variants give the same bits.

#include "media/lt-media-private.h"

#define PASTE_(a, b) a##b
#define PASTE(a, b)  PASTE_ (a, b)
#define STRING_(a)   #a
#define STRING(a)    STRING_ (a)

typedef float    v4f __attribute__ ((vector_size (16)));
typedef int32_t  v4i __attribute__ ((vector_size (16)));
typedef uint32_t v4u __attribute__ ((vector_size (16)));
typedef int16_t  v8s __attribute__ ((vector_size (16)));
typedef uint8_t  v16b __attribute__ ((vector_size (16)));
typedef v4f      v4f_any __attribute__ ((aligned (1), may_alias));
typedef v4i      v4i_any __attribute__ ((aligned (1), may_alias));
typedef v8s      v8s_any __attribute__ ((aligned (1), may_alias));
typedef v16b     v16b_any __attribute__ ((aligned (1), may_alias));
typedef uint32_t u32_any __attribute__ ((aligned (1), may_alias));
typedef uint16_t u16_any __attribute__ ((aligned (1), may_alias));
typedef float    f32_any __attribute__ ((aligned (1), may_alias));

// For each kind of sample: one of them, and four in a row. Integers stand in
// the upper bytes of 32 bits, so that their scale is the same.

static inline float
scale (uint32_t x)
{
  return (float)(int32_t)x * 0x1p-31f;
}

static inline v4f
scale4 (v4i x)
{
  return __builtin_convertvector(x, v4f) * 0x1p-31f;
}

static inline float
one16 (const uint8_t *p)
{
  return scale ((uint32_t) * (const u16_any *)p << 16);
}

static inline v4f
four16 (const uint8_t *p)
{
  const v8s x = *(const v8s_any *)p;
  return scale4 (
    (v4i)__builtin_shufflevector (x, (v8s){0}, 8, 0, 8, 1, 8, 2, 8, 3));
}

static inline float
one24 (const uint8_t *p)
{
  return scale ((uint32_t)p[0] << 8 | (uint32_t)p[1] << 16 |
                (uint32_t)p[2] << 24);
}

static inline v4f
four24 (const uint8_t *p)
{
#if defined(__SSSE3__) || defined(__aarch64__)
  v16b x = *(const v16b_any *)p;
  x      = __builtin_shufflevector (
    x, (v16b){0}, 16, 0, 1, 2, 16, 3, 4, 5, 16, 6, 7, 8, 16, 9, 10, 11);
  return scale4 ((v4i)x);
#else
  const v4u x = {*(const u32_any *)p,
                 *(const u32_any *)(p + 3),
                 *(const u32_any *)(p + 6),
                 *(const u32_any *)(p + 9)};
  return scale4 ((v4i)(x << 8));
#endif
}

static inline float
one32 (const uint8_t *p)
{
  return scale (*(const u32_any *)p);
}

static inline v4f
four32 (const uint8_t *p)
{
  return scale4 (*(const v4i_any *)p);
}

static inline float
one_float (const uint8_t *p)
{
  return *(const f32_any *)p;
}

static inline v4f
four_float (const uint8_t *p)
{
  return *(const v4f_any *)p;
}

#define UNPACK(NAME, BYTES, ONE, FOUR)                                         \
  static void NAME##_mono (const uint8_t *in, float *restrict out, uint32_t n) \
  {                                                                            \
    uint32_t i = 0;                                                            \
    for (; i + 16 <= n; i += 16, in += 16 * BYTES) {                           \
      *(v4f_any *)(out + i)      = FOUR (in);                                  \
      *(v4f_any *)(out + i + 4)  = FOUR (in + 4 * BYTES);                      \
      *(v4f_any *)(out + i + 8)  = FOUR (in + 8 * BYTES);                      \
      *(v4f_any *)(out + i + 12) = FOUR (in + 12 * BYTES);                     \
    }                                                                          \
    for (; i < n; i++, in += BYTES)                                            \
      out[i] = ONE (in);                                                       \
  }                                                                            \
  static void NAME##_stereo (const uint8_t *in,                                \
                             float *restrict left,                             \
                             float *restrict right,                            \
                             uint32_t n)                                       \
  {                                                                            \
    uint32_t i = 0;                                                            \
    for (; i + 4 <= n; i += 4, in += 8 * BYTES) {                              \
      const v4f a = FOUR (in), b = FOUR (in + 4 * BYTES);                      \
      *(v4f_any *)(left + i)  = __builtin_shufflevector (a, b, 0, 2, 4, 6);    \
      *(v4f_any *)(right + i) = __builtin_shufflevector (a, b, 1, 3, 5, 7);    \
    }                                                                          \
    for (; i < n; i++, in += 2 * BYTES) {                                      \
      left[i]  = ONE (in);                                                     \
      right[i] = ONE (in + BYTES);                                             \
    }                                                                          \
  }                                                                            \
  static void NAME (const uint8_t *in,                                         \
                    uint32_t       n_in,                                       \
                    uint32_t       first,                                      \
                    uint32_t       n_out,                                      \
                    float *const  *out,                                        \
                    uint32_t       n)                                          \
  {                                                                            \
    if (n_in == 1)                                                             \
      NAME##_mono (in, out[0], n);                                             \
    else if (n_in == 2 && n_out == 2)                                          \
      NAME##_stereo (in, out[0], out[1], n);                                   \
    else                                                                       \
      for (uint32_t c = 0; c < n_out; c++) {                                   \
        const uint8_t *p = in + BYTES * (first + c);                           \
        for (uint32_t i = 0; i < n; i++, p += BYTES * (size_t)n_in)            \
          out[c][i] = ONE (p);                                                 \
      }                                                                        \
  }

UNPACK (unpack16, 2, one16, four16)
UNPACK (unpack24, 3, one24, four24)
UNPACK (unpack32, 4, one32, four32)
UNPACK (unpack_float, 4, one_float, four_float)

extern const LtUnpack PASTE (lt_unpack_, LT_ISA);
const LtUnpack        PASTE (lt_unpack_, LT_ISA) = {
         .name   = STRING (LT_ISA),
         .unpack = {[LT_RAW_S16] = unpack16,
                    [LT_RAW_S24] = unpack24,
                    [LT_RAW_S32] = unpack32,
                    [LT_RAW_F32] = unpack_float},
};
