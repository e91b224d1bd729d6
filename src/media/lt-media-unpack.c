// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#if defined(__x86_64__) || defined(__i386__)
extern const LtUnpack lt_unpack_sse2, lt_unpack_avx2, lt_unpack_avx512;
const LtUnpack *const lt_unpack_all[] = {
  &lt_unpack_avx512,
  &lt_unpack_avx2,
  &lt_unpack_sse2,
  NULL,
};

bool
lt_unpack_can_run (const LtUnpack *unpack)
{
  __builtin_cpu_init ();
  if (unpack == &lt_unpack_avx512)
    return __builtin_cpu_supports ("avx512f") &&
           __builtin_cpu_supports ("avx512vl") &&
           __builtin_cpu_supports ("avx512dq") &&
           __builtin_cpu_supports ("avx512bw");
  if (unpack == &lt_unpack_avx2)
    return __builtin_cpu_supports ("avx2");
  return __builtin_cpu_supports ("sse2");
}
#else
extern const LtUnpack lt_unpack_generic;
const LtUnpack *const lt_unpack_all[] = {&lt_unpack_generic, NULL};

bool
lt_unpack_can_run (const LtUnpack *unpack)
{
  return true;
}
#endif

const LtUnpack *
lt_unpack_best (void)
{
  int i = 0;
  while (lt_unpack_all[i + 1] && !lt_unpack_can_run (lt_unpack_all[i]))
    i++;
  return lt_unpack_all[i];
}
