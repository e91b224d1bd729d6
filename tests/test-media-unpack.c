// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "lt-test.h"

#include <math.h>

enum { N = 70000, GUARD = 64 };

static uint8_t *bytes;

static void
fill (LtRaw raw)
{
  LtTestRandom random = lt_test_random (7);
  for (size_t i = 0; i < (size_t)N * 8 + LT_RAW_SLACK; i++)
    bytes[i] = (uint8_t)lt_test_next (&random);
  if (raw == LT_RAW_S16)
    for (int i = 0; i < 65536; i++) {
      bytes[2 * i]     = (uint8_t)i;
      bytes[2 * i + 1] = (uint8_t)(i >> 8);
    }
  static const int32_t edges[] = {
    0, 1, -1, 8388607, -8388608, 8388606, -8388607, 256, -256, 65535, -65536};
  for (size_t i = 0; raw == LT_RAW_S24 && i < G_N_ELEMENTS (edges); i++)
    for (int b = 0; b < 3; b++)
      bytes[3 * i + (size_t)b] = (uint8_t)((uint32_t)edges[i] >> (8 * b));
}

/// Sample number `i` of the bytes, by the definition.
static float
expected (LtRaw raw, size_t i)
{
  const uint8_t *p = bytes + i * lt_raw_bytes (raw);
  int64_t        x = 0;
  float          f;
  switch (raw) {
    case LT_RAW_S16:
      return (float)(int16_t)(p[0] | p[1] << 8) / 32768.0f;
    case LT_RAW_S24:
      x = p[0] | p[1] << 8 | p[2] << 16;
      return (float)(x >= 8388608 ? x - 16777216 : x) / 8388608.0f;
    case LT_RAW_S32:
      x = (int32_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 |
                    (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
      return (float)((double)x / 2147483648.0);
    default:
      memcpy (&f, p, sizeof f);
      return f;
  }
}

static void
check (const LtUnpack *unpack,
       LtRaw           raw,
       uint32_t        n_in,
       uint32_t        first,
       uint32_t        n_out,
       uint32_t        n)
{
  // One frame of misalignment, and words behind that must stay.
  float *out[2] = {g_new (float, n + GUARD + 1), g_new (float, n + GUARD + 1)};
  float *to[2]  = {out[0] + 1, out[1] + 1};
  for (uint32_t c = 0; c < 2; c++)
    for (uint32_t i = 0; i < n + GUARD + 1; i++)
      out[c][i] = 77.0f;
  unpack->unpack[raw](bytes, n_in, first, n_out, to, n);
  for (uint32_t c = 0; c < n_out; c++) {
    for (uint32_t i = 0; i < n; i++) {
      const float want = expected (raw, (size_t)i * n_in + first + c);
      if (memcmp (&want, &to[c][i], sizeof want) != 0)
        g_error ("%s, raw %d, %u channels, frame %u: %a, not %a",
                 unpack->name,
                 raw,
                 n_in,
                 i,
                 (double)to[c][i],
                 (double)want);
    }
    g_assert_cmpfloat (out[c][0], ==, 77.0f);
    for (uint32_t i = 0; i < GUARD; i++)
      g_assert_cmpfloat (to[c][n + i], ==, 77.0f);
  }
  g_free (out[0]);
  g_free (out[1]);
}

static void
test_values (void)
{
  for (int u = 0; lt_unpack_all[u]; u++) {
    if (!lt_unpack_can_run (lt_unpack_all[u])) {
      g_test_message ("%s: not on this processor", lt_unpack_all[u]->name);
      continue;
    }
    for (int raw = 0; raw < LT_N_RAW; raw++) {
      fill ((LtRaw)raw);
      check (lt_unpack_all[u], (LtRaw)raw, 1, 0, 1, 66000);
      check (lt_unpack_all[u], (LtRaw)raw, 2, 0, 2, 33000);
      check (lt_unpack_all[u], (LtRaw)raw, 2, 1, 1, 33000);
      check (lt_unpack_all[u], (LtRaw)raw, 6, 3, 2, 11000);
      for (uint32_t n = 0; n < 70; n++) {
        check (lt_unpack_all[u], (LtRaw)raw, 1, 0, 1, n);
        check (lt_unpack_all[u], (LtRaw)raw, 2, 0, 2, n);
      }
    }
  }
}

static void
test_best (void)
{
  const LtUnpack *best = lt_unpack_best ();
  g_assert_true (lt_unpack_can_run (best));
  for (int i = 0; lt_unpack_all[i] != best; i++)
    g_assert_false (lt_unpack_can_run (lt_unpack_all[i]));
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  bytes = g_malloc ((gsize)N * 8 + LT_RAW_SLACK);
  g_test_add_func ("/media/unpack/values", test_values);
  g_test_add_func ("/media/unpack/best", test_best);
  const int result = g_test_run ();
  g_free (bytes);
  return result;
}
