// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/**
   Real-time marks and the floating-point mode of audio threads.

   LT_RT marks a function that runs in the process thread: it never allocates,
   locks, waits, logs, makes a system call or loops without bound. The guard in
   tests/rt-guard.h proves it. LT_RT_WAIVE names each exception.
*/
#if defined(__clang__) && __clang_major__ >= 20
#define LT_RT __attribute__ ((nonblocking))
#else
#define LT_RT
#endif
#define LT_RT_WAIVE(reason)

#include <stdint.h>

/**
   Flush denormals to zero in this thread and treat them as zero on input; on
   arm64 FPCR.FZ. JACK does not do it for its callbacks, and a plugin may undo
   it, so each cycle calls it again. Cost: about 5 ns.
   Thread: process, and workers that render.
*/
LT_RT static inline void
lt_rt_float_mode (void)
{
#if defined(__SSE2__)
  __builtin_ia32_ldmxcsr (__builtin_ia32_stmxcsr () | 0x8040U);
#elif defined(__aarch64__)
  uint64_t fpcr;
  __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
  __asm__ volatile("msr fpcr, %0" : : "r"(fpcr | (1ULL << 24)));
#endif
}
