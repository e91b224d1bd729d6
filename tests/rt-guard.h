// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdint.h>
#include <stdio.h>

/**
   The real-time guard: proves that a stretch of code neither allocates, locks,
   waits, does I/O, enters the kernel, faults a page in nor leaves the wished
   floating-point mode.

   ```
   lt_rt_guard_init ();
   if (!lt_rt_guard_available ())
     return skip ();
   // in the process thread, once per cycle
   lt_rt_guard_enter ();
   lt_process (engine, n_frames);
   lt_rt_guard_leave ();
   // at the end
   LtRtGuardCounts counts;
   lt_rt_guard_counts (&counts);
   CHECK (!lt_rt_guard_faults (&counts));
   ```

   The region is what the calling thread does between enter and leave. Four
   layers watch it, all of them for that thread alone and none of them needing
   a privilege:

   1. calls: interposers for the C library's allocator, locks, waits and I/O
      (interpose.h), in the program, its libraries and its plugins;
   2. syscalls: the kernel's Syscall User Dispatch (x86-64, Linux 5.11) hands
      each system call of the thread to a SIGSYS handler, which counts and then
      executes it, so whatever enters the kernel by whatever way is seen;
   3. faults: page faults and voluntary context switches, by getrusage();
   4. float: MXCSR (arm64: FPCR and FPSR), its mode and its sticky flags.

   One event may count in two layers: a write() is one `io` and one `syscalls`.

   Let a few cycles pass and call lt_rt_guard_reset() before what is judged:
   the first touch of code, stack, buffers and lazily bound symbols faults.
   Link with -Wl,-z,now, and lock or touch the memory as the program would.

   Not seen: endless or just slow loops; a mutex or GMutex taken inside a
   library's own binary without contention; what other threads do meanwhile.
   A thread that blocks SIGSYS inside the region is killed by the kernel at its
   next system call. A fork, vfork or clone is counted and turns layer 2 off
   for the rest of the cycle. In gdb: `handle SIGSYS nostop noprint`.
*/

/** Counted events, sums over all threads since the last reset. */
typedef struct {
  uint64_t n_cycles;         ///< Regions left; no fault
  uint64_t allocs;           ///< malloc, calloc, realloc, aligned_alloc ...
  uint64_t frees;            ///< free, not of NULL
  uint64_t locks;            ///< Mutex, rwlock, spinlock taken; cond signalled
  uint64_t blocking;         ///< Sleep, wait for a condition, semaphore, poll
  uint64_t io;               ///< Files, sockets, stdio
  uint64_t syscalls;         ///< System calls, whoever made them
  int64_t  last_syscall;     ///< Number of the last one or -1; no fault
  uint64_t minflt;           ///< Page faults without disk
  uint64_t majflt;           ///< Page faults with disk
  uint64_t nvcsw;            ///< Times the thread waited for something
  uint64_t nivcsw;           ///< Times it was preempted; no fault
  uint64_t ftz_off_at_enter; ///< Cycles entered without FTZ and DAZ
  uint64_t ftz_off_at_leave; ///< Cycles left without FTZ and DAZ
  uint64_t nan_made;         ///< Cycles with an invalid operation, see below
  uint64_t denormal_seen;    ///< Cycles that read a denormal as such
} LtRtGuardCounts;

/** One bit for each count that is a fault, for lt_rt_guard_ignore(). */
enum {
  LT_RT_GUARD_ALLOC     = 1u << 0,
  LT_RT_GUARD_FREE      = 1u << 1,
  LT_RT_GUARD_LOCK      = 1u << 2,
  LT_RT_GUARD_BLOCK     = 1u << 3,
  LT_RT_GUARD_IO        = 1u << 4,
  LT_RT_GUARD_SYSCALL   = 1u << 5,
  LT_RT_GUARD_MINFLT    = 1u << 6,
  LT_RT_GUARD_MAJFLT    = 1u << 7,
  LT_RT_GUARD_NVCSW     = 1u << 8,
  LT_RT_GUARD_FTZ_ENTER = 1u << 9,
  LT_RT_GUARD_FTZ_LEAVE = 1u << 10,
  /// The sticky IE flag: a NaN was made out of numbers (0/0, inf - inf), a
  /// float too large was cast to int, or a NaN was compared by < > <= >=. A
  /// NaN that only passes through by + and * does not raise it.
  LT_RT_GUARD_NAN = 1u << 11,
  /// The sticky DE flag: an SSE operand was denormal while DAZ was off. Always
  /// 0 on arm64, which has no such flag.
  LT_RT_GUARD_DENORMAL = 1u << 12,
};

/** Bits for lt_rt_guard_set_flags(). */
enum {
  /// The code inside the region sets FTZ and DAZ itself: look at leave only.
  LT_RT_GUARD_FTZ_INSIDE = 1u << 0,
  /// Print the first fault's kind and backtrace to stderr (link -rdynamic).
  /// Also by the environment: LT_RT_GUARD_BACKTRACE=1.
  LT_RT_GUARD_BACKTRACE = 1u << 1,
};

/** Layers that lt_rt_guard_available() may name. */
enum {
  LT_RT_GUARD_HAS_CALLS    = 1u << 0,
  LT_RT_GUARD_HAS_SYSCALLS = 1u << 1,
  LT_RT_GUARD_HAS_FAULTS   = 1u << 2,
  LT_RT_GUARD_HAS_FLOAT    = 1u << 3,
};

/**
   Start, and put one known offence to each layer: a malloc, a bare getppid,
   the first touch of a page, 0/0. A layer that does not see its own is off,
   with a note on stderr; nothing of this stays in the counts.

   Without layer 2 (arm64, old kernels, some containers) calls of mmap, munmap,
   mprotect, madvise, sched_yield, fork, pthread_create and syscall() by name
   still count as `syscalls`. The same by LT_RT_GUARD_NO_SYSCALLS=1 in the
   environment.

   May be called again, does nothing then; the first enter calls it if need be.
   Thread: any, not in a region.
*/
void lt_rt_guard_init (void);

/**
   @return Layers found to work, LT_RT_GUARD_HAS_* bits; 0 in builds with the
           address or thread sanitizer, which bring interposers of their own:
           skip the test then. Enter and leave only count cycles there.
   Thread: any.
*/
unsigned lt_rt_guard_available (void);

/** Set the LT_RT_GUARD_FTZ_INSIDE and _BACKTRACE flags. Thread: any. */
void lt_rt_guard_set_flags (unsigned flags);

/**
   Leave the kinds of `mask` out of lt_rt_guard_faults() and of the backtrace.
   They are still counted. Replaces the last mask.
   Thread: any.
*/
void lt_rt_guard_ignore (unsigned mask);

/**
   Begin and end a region in the calling thread. Regions nest: the outermost
   counts. The thread's first enter unblocks SIGSYS and asks the kernel for
   layer 2, outside the region.
   Cost: 0.5 to 0.8 us for both.
   Thread: any, each for itself.
*/
void lt_rt_guard_enter (void);
void lt_rt_guard_leave (void);

/**
   Copy the counts. Calls and system calls show at once, the rest when the
   region ends.
   Thread: any.
*/
void lt_rt_guard_counts (LtRtGuardCounts *out);

/** Set all counts to 0 and arm the backtrace again. Thread: any. */
void lt_rt_guard_reset (void);

/** The sum of all that must be 0, without the ignored. Thread: any. */
uint64_t lt_rt_guard_faults (const LtRtGuardCounts *counts);

/**
   Print "rt-guard cycles=100 allocs=0 ... faults=0" and a newline.
   Thread: any, not in a region.
*/
void lt_rt_guard_print (FILE *file, const LtRtGuardCounts *counts);
