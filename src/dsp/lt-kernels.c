// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dsp/lt-kernels.h"

#include "base/lt-i18n.h"

#include <stddef.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
extern const LtKernels lt_kernels_sse2, lt_kernels_avx2, lt_kernels_avx512;
const LtKernels *const lt_kernels_all[] = {
  &lt_kernels_avx512,
  &lt_kernels_avx2,
  &lt_kernels_sse2,
  NULL,
};

bool
lt_kernels_can_run (const LtKernels *kernels)
{
  __builtin_cpu_init ();
  if (kernels == &lt_kernels_avx512)
    return __builtin_cpu_supports ("avx512f") &&
           __builtin_cpu_supports ("avx512vl") &&
           __builtin_cpu_supports ("avx512dq") &&
           __builtin_cpu_supports ("avx512bw");
  if (kernels == &lt_kernels_avx2)
    return __builtin_cpu_supports ("avx2");
  return __builtin_cpu_supports ("sse2");
}
#else
extern const LtKernels lt_kernels_generic;
const LtKernels *const lt_kernels_all[] = {&lt_kernels_generic, NULL};

bool
lt_kernels_can_run (const LtKernels *kernels)
{
  return true;
}
#endif

LtStatus
lt_kernels_find (const char *name, const LtKernels **kernels, LtError *error)
{
  bool is_auto = !name || strcmp (name, "auto") == 0;
  for (int i = 0; lt_kernels_all[i]; i++) {
    if (!is_auto && strcmp (lt_kernels_all[i]->name, name) != 0)
      continue;
    if (lt_kernels_can_run (lt_kernels_all[i])) {
      *kernels = lt_kernels_all[i];
      return LT_OK;
    }
    if (!is_auto)
      return lt_fail (error,
                      LT_UNSUPPORTED,
                      _ ("This processor has no %s; use --isa auto."),
                      name);
  }
  return lt_fail (error,
                  LT_NOT_FOUND,
                  _ ("Unknown instruction set \"%s\"; use sse2, avx2, avx512 "
                     "or auto."),
                  name ? name : "");
}

void
lt_bank_aim (LtLaneRamp *ramp,
             uint32_t   *moving,
             uint32_t    lane,
             float       target,
             bool        snap)
{
  LtRamp one = {ramp->target[lane], ramp->d1[lane], ramp->d2[lane]};
  if (snap)
    lt_ramp_snap (&one, target);
  else
    lt_ramp_aim (&one, target);
  ramp->target[lane] = one.target;
  ramp->d1[lane]     = one.d1;
  ramp->d2[lane]     = one.d2;
  if (lt_ramp_is_moving (&one))
    *moving |= 1U << lane;
  else
    *moving &= ~(1U << lane);
}

void
lt_bank_advance (LtLaneRamp       *ramp,
                 uint32_t         *moving,
                 const LtSmooth40 *smooth,
                 uint32_t          mask,
                 uint32_t          length)
{
  for (uint32_t left = *moving & mask; left; left &= left - 1) {
    uint32_t lane = (uint32_t)__builtin_ctz (left);
    LtRamp   one  = {ramp->target[lane], ramp->d1[lane], ramp->d2[lane]};
    lt_ramp_advance (&one, smooth, length);
    ramp->d1[lane] = one.d1;
    ramp->d2[lane] = one.d2;
    if (!lt_ramp_is_moving (&one))
      *moving &= ~(1U << lane);
  }
}
