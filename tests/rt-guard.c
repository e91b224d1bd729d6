// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "rt-guard.h"

#include "interpose.h"

#include <assert.h>
#include <errno.h>
#include <execinfo.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if LT_INTERPOSE && defined(__x86_64__) && defined(__LP64__)
#define DISPATCH 1
#else
#define DISPATCH 0
#endif

/* ---- Counts ---- */

/// Order of the bits of lt_rt_guard_ignore(), then those that are no faults.
enum {
  ALLOC,
  FREE,
  LOCK,
  BLOCK,
  IO,
  SYSCALL,
  MINFLT,
  MAJFLT,
  NVCSW,
  FTZ_ENTER,
  FTZ_LEAVE,
  NOT_A_NUMBER,
  DENORMAL,
  N_FAULTS,
  CYCLES = N_FAULTS,
  NIVCSW,
  N_COUNTS
};

// clang-format off
static const struct {
  const char *key;
  size_t      offset;
} count_info[N_COUNTS] = {
#define COUNT(field) { #field, offsetof (LtRtGuardCounts, field) }
  [ALLOC] = COUNT (allocs),
  [FREE] = COUNT (frees),
  [LOCK] = COUNT (locks),
  [BLOCK] = COUNT (blocking),
  [IO] = COUNT (io),
  [SYSCALL] = COUNT (syscalls),
  [MINFLT] = COUNT (minflt),
  [MAJFLT] = COUNT (majflt),
  [NVCSW] = COUNT (nvcsw),
  [FTZ_ENTER] = COUNT (ftz_off_at_enter),
  [FTZ_LEAVE] = COUNT (ftz_off_at_leave),
  [NOT_A_NUMBER] = COUNT (nan_made),
  [DENORMAL] = COUNT (denormal_seen),
  [CYCLES] = COUNT (n_cycles),
  [NIVCSW] = COUNT (nivcsw),
#undef COUNT
};
// clang-format on
static_assert (LT_RT_GUARD_DENORMAL == 1u << DENORMAL, "bits follow counts");
static_assert (ATOMIC_LLONG_LOCK_FREE == 2, "counting must not lock");

static _Atomic uint64_t counts[N_COUNTS];
static _Atomic int64_t  last_syscall = -1;
static _Atomic unsigned layers;      ///< LT_RT_GUARD_HAS_*
static _Atomic unsigned flags;       ///< LT_RT_GUARD_FTZ_INSIDE, _BACKTRACE
static _Atomic unsigned ignored;     ///< Mask of faults
static atomic_flag      is_reported; ///< The first fault was shown

static inline void
count (int which, uint64_t n)
{
  atomic_fetch_add_explicit (&counts[which], n, memory_order_relaxed);
}

static inline uint64_t
value_of (const LtRtGuardCounts *c, int which)
{
  uint64_t v;
  memcpy (&v, (const char *)c + count_info[which].offset, sizeof v);
  return v;
}

void
lt_rt_guard_counts (LtRtGuardCounts *out)
{
  for (int i = 0; i < N_COUNTS; i++) {
    const uint64_t v = atomic_load (&counts[i]);
    memcpy ((char *)out + count_info[i].offset, &v, sizeof v);
  }
  out->last_syscall = atomic_load (&last_syscall);
}

void
lt_rt_guard_reset (void)
{
  for (int i = 0; i < N_COUNTS; i++)
    atomic_store (&counts[i], 0);
  atomic_store (&last_syscall, -1);
  atomic_flag_clear (&is_reported);
}

uint64_t
lt_rt_guard_faults (const LtRtGuardCounts *c)
{
  const unsigned mask = atomic_load (&ignored);
  uint64_t       sum  = 0;
  for (int i = 0; i < N_FAULTS; i++) {
    if (!(mask & 1u << i))
      sum += value_of (c, i);
  }
  return sum;
}

void
lt_rt_guard_print (FILE *file, const LtRtGuardCounts *c)
{
  fprintf (file, "rt-guard cycles=%" PRIu64, c->n_cycles);
  for (int i = 0; i < N_FAULTS; i++)
    fprintf (file, " %s=%" PRIu64, count_info[i].key, value_of (c, i));
  fprintf (file,
           " last_syscall=%" PRId64 " nivcsw=%" PRIu64 " faults=%" PRIu64 "\n",
           c->last_syscall,
           c->nivcsw,
           lt_rt_guard_faults (c));
}

void
lt_rt_guard_set_flags (unsigned new_flags)
{
  atomic_store (&flags, new_flags);
}

void
lt_rt_guard_ignore (unsigned mask)
{
  atomic_store (&ignored, mask);
}

unsigned
lt_rt_guard_available (void)
{
  return atomic_load (&layers);
}

#if !LT_INTERPOSE

static _Thread_local unsigned depth;

void
lt_rt_guard_init (void)
{
}

void
lt_rt_guard_enter (void)
{
  depth++;
}

void
lt_rt_guard_leave (void)
{
  if (--depth == 0)
    count (CYCLES, 1);
}

#else

/* ---- One thread's state ---- */

/**
   In the program's own thread storage, at a fixed place, so that reaching it
   calls nothing. The kernel reads `selector` at each system call.
*/
typedef struct {
  volatile unsigned char selector;   ///< 0 allow, 1 hand to SIGSYS
  volatile bool          is_ready;   ///< Set-up done
  volatile bool          is_muted;   ///< Inside the guard's own report
  volatile bool          dispatches; ///< Layer 2 works in this thread
  volatile unsigned      depth;      ///< Regions entered
  struct rusage          before;     ///< At enter
} Thread;

static _Thread_local Thread thread __attribute__ ((tls_model ("initial-exec")));

/// Keep the compiler from moving work over the region's borders.
#define BORDER() atomic_signal_fence (memory_order_seq_cst)

/// A child has the parent's memory but no Syscall User Dispatch.
static void
after_fork (void)
{
  thread.selector   = 0;
  thread.is_ready   = false;
  thread.dispatches = false;
}

/* ---- Report ---- */

/// Show the first fault. Only calls what works in a signal handler.
static void
report (int which, const char *what, bool has_stack)
{
  if (!(atomic_load (&flags) & LT_RT_GUARD_BACKTRACE) ||
      atomic_load (&ignored) & 1u << which ||
      atomic_flag_test_and_set (&is_reported))
    return;

  const int           saved    = errno;
  const unsigned char selector = thread.selector;
  thread.is_muted              = true;
  thread.selector              = 0;

  char      line[160];
  const int n = snprintf (line,
                          sizeof line,
                          "rt-guard: first fault: %s (%s)%s\n",
                          count_info[which].key,
                          what,
                          has_stack ? "" : ", seen at the region's border");
  void     *frames[48];
  const int n_frames = backtrace (frames, 48);
  if (write (STDERR_FILENO, line, (size_t)n) == n)
    backtrace_symbols_fd (frames, n_frames, STDERR_FILENO);

  thread.selector = selector;
  thread.is_muted = false;
  errno           = saved;
}

/* ---- Layer 1: calls ---- */

/// The note hook of interpose.h.
static void
on_call (LtCall call, const char *name)
{
  static const int kind[] = {
    [LT_CALL_ALLOC]  = ALLOC,
    [LT_CALL_FREE]   = FREE,
    [LT_CALL_LOCK]   = LOCK,
    [LT_CALL_BLOCK]  = BLOCK,
    [LT_CALL_IO]     = IO,
    [LT_CALL_SYSTEM] = SYSCALL,
  };

  if (!thread.depth || thread.is_muted)
    return;
  if (call == LT_CALL_SYSTEM && thread.dispatches)
    return; // Layer 2 counts it, if it gets as far as the kernel

  count (kind[call], 1);
  report (kind[call], name, true);
}

/* ---- Layer 2: system calls ---- */

#if DISPATCH

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_OFF          0
#define PR_SYS_DISPATCH_ON           1
#endif
#ifndef SYS_USER_DISPATCH
#define SYS_USER_DISPATCH 2
#endif
#ifndef SA_RESTORER
#define SA_RESTORER 0x04000000
#endif
#ifndef SYS_clone3
#define SYS_clone3 435
#endif

// The way back from the handler, the one place the kernel always lets through.
// These very bytes, after a nop, are how unwinders know a signal frame; the nop
// behind them is where the instruction pointer stands when the kernel looks.
__asm__(".pushsection .text.lt_rt_guard, \"ax\", @progbits\n"
        ".hidden lt_rt_guard_restorer\n"
        ".globl lt_rt_guard_restorer\n"
        ".hidden lt_rt_guard_restorer_end\n"
        ".globl lt_rt_guard_restorer_end\n"
        "nop\n"
        "lt_rt_guard_restorer:\n"
        "movq $15, %rax\n"
        "syscall\n"
        "nop\n"
        "lt_rt_guard_restorer_end:\n"
        ".popsection\n");
extern const char lt_rt_guard_restorer[];
extern const char lt_rt_guard_restorer_end[];

/// As the kernel, not the C library, knows it.
typedef struct {
  void (*handler) (int, siginfo_t *, void *);
  unsigned long flags;
  const void   *restorer;
  uint64_t      mask;
} KernelAction;

static long
bare_syscall (long number, long a, long b, long c, long d, long e, long f)
{
  long          result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8")   = e;
  register long r9 __asm__("r9")   = f;
  __asm__ volatile(
    "syscall"
    : "=a"(result)
    : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
    : "rcx", "r11", "memory");
  return result;
}

/**
   What the handler's end restores as the thread's signal mask: that which the
   system call just made set, but never SIGSYS, which would kill.
*/
static void
keep_signal_mask (ucontext_t *u)
{
  uint64_t mask = 0;
  bare_syscall (
    SYS_rt_sigprocmask, SIG_BLOCK, 0, (long)&mask, sizeof mask, 0, 0);
  mask &= ~(UINT64_C (1) << (SIGSYS - 1));
  memcpy (&u->uc_sigmask, &mask, sizeof mask);
}

/// Count the system call the thread was about to make, then make it.
static void
on_sigsys (int sig, siginfo_t *info, void *context)
{
  if (info->si_code != SYS_USER_DISPATCH) { // A seccomp filter's: not ours
    signal (sig, SIG_DFL);
    raise (sig);
    return;
  }

  ucontext_t *u      = context;
  greg_t     *r      = u->uc_mcontext.gregs;
  const long  number = (long)r[REG_RAX];

  thread.selector = 0;
  if (number == SYS_rt_sigreturn) { // Of another handler: no one's fault
    r[REG_RIP]      = (greg_t)lt_rt_guard_restorer;
    thread.selector = 1;
    return;
  }

  count (SYSCALL, 1);
  atomic_store_explicit (&last_syscall, number, memory_order_relaxed);
  char name[32];
  snprintf (name, sizeof name, "number %ld", number);
  report (SYSCALL, name, true);

  switch (number) {
    case SYS_clone:
    case SYS_clone3:
    case SYS_fork:
    case SYS_vfork:
      // These return twice, so not from here: go back before the instruction
      // and let it through, and all after it until the region ends
      r[REG_RIP] -= 2;
      return;
    default:
      r[REG_RAX] = bare_syscall (number,
                                 (long)r[REG_RDI],
                                 (long)r[REG_RSI],
                                 (long)r[REG_RDX],
                                 (long)r[REG_R10],
                                 (long)r[REG_R8],
                                 (long)r[REG_R9]);
      break;
  }
  if (number == SYS_rt_sigprocmask)
    keep_signal_mask (u);
  thread.selector = 1;
}

/// True if the kernel can, and the handler is in place.
static bool
dispatch_init (void)
{
  if (getenv ("LT_RT_GUARD_NO_SYSCALLS"))
    return false;
  if (prctl (PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0))
    return false;

  const KernelAction action = {
    .handler  = on_sigsys,
    .flags    = SA_SIGINFO | SA_RESTORER | SA_NODEFER | SA_RESTART,
    .restorer = lt_rt_guard_restorer,
  };
  return bare_syscall (SYS_rt_sigaction,
                       SIGSYS,
                       (long)&action,
                       0,
                       sizeof action.mask,
                       0,
                       0) == 0;
}

static bool
dispatch_thread (void)
{
  sigset_t only_sys;
  sigemptyset (&only_sys);
  sigaddset (&only_sys, SIGSYS);
  pthread_sigmask (SIG_UNBLOCK, &only_sys, NULL);

  thread.selector = 0;
  return prctl (PR_SET_SYSCALL_USER_DISPATCH,
                PR_SYS_DISPATCH_ON,
                lt_rt_guard_restorer,
                lt_rt_guard_restorer_end - lt_rt_guard_restorer,
                &thread.selector) == 0;
}

/// A system call that no interposer sees.
static void
probe_syscall (void)
{
  bare_syscall (SYS_getppid, 0, 0, 0, 0, 0, 0);
}

#else

static bool
dispatch_init (void)
{
  return false;
}

static bool
dispatch_thread (void)
{
  return false;
}

static void
probe_syscall (void)
{
}

#endif

/* ---- Layer 4: floating point ---- */

#if defined(__SSE2__)
enum { FLAG_NAN = 0x01, FLAG_DENORMAL = 0x02 };

static inline bool
flushes_denormals (void)
{
  return (__builtin_ia32_stmxcsr () & 0x8040u) == 0x8040u;
}

static inline void
clear_float_flags (void)
{
  __builtin_ia32_ldmxcsr (__builtin_ia32_stmxcsr () & ~0x3fu);
}

static inline unsigned
float_flags (void)
{
  return __builtin_ia32_stmxcsr ();
}

#elif defined(__aarch64__)
// FPSR.IDC says that a denormal was flushed, not that one was used: unread
enum { FLAG_NAN = 0x01, FLAG_DENORMAL = 0 };

static inline bool
flushes_denormals (void)
{
  uint64_t fpcr;
  __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
  return fpcr >> 24 & 1;
}

static inline void
clear_float_flags (void)
{
  uint64_t fpsr;
  __asm__ volatile("mrs %0, fpsr" : "=r"(fpsr));
  __asm__ volatile("msr fpsr, %0" : : "r"(fpsr & ~UINT64_C (0x9f)));
}

static inline unsigned
float_flags (void)
{
  uint64_t fpsr;
  __asm__ volatile("mrs %0, fpsr" : "=r"(fpsr));
  return (unsigned)fpsr;
}

#else
enum { FLAG_NAN = 0, FLAG_DENORMAL = 0 };

static inline bool
flushes_denormals (void)
{
  return true;
}

static inline void
clear_float_flags (void)
{
}

static inline unsigned
float_flags (void)
{
  return 0;
}
#endif

/* ---- Regions ---- */

/// Count at a region's border, where no backtrace can show the place.
static void
count_late (int which, uint64_t n)
{
  if (!n)
    return;

  char text[48];
  snprintf (text, sizeof text, "%" PRIu64 " in this cycle", n);
  count (which, n);
  report (which, text, false);
}

static void
set_up_thread (void)
{
  struct rusage warm_up;
  getrusage (RUSAGE_THREAD, &warm_up);
  thread.dispatches =
    atomic_load (&layers) & LT_RT_GUARD_HAS_SYSCALLS && dispatch_thread ();
  thread.is_ready = true;
}

static void
begin (void)
{
  if (thread.depth) {
    thread.depth++;
    return;
  }
  if (!thread.is_ready)
    set_up_thread ();

  if (!(atomic_load_explicit (&flags, memory_order_relaxed) &
        LT_RT_GUARD_FTZ_INSIDE))
    count_late (FTZ_ENTER, !flushes_denormals ());
  getrusage (RUSAGE_THREAD, &thread.before);
  clear_float_flags ();
  thread.depth = 1;
  BORDER ();
  thread.selector = thread.dispatches;
  BORDER ();
}

static void
end (void)
{
  if (thread.depth != 1) {
    thread.depth -= thread.depth > 1;
    return;
  }

  BORDER ();
  thread.selector = 0;
  BORDER ();
  const unsigned f = float_flags ();
  struct rusage  after;
  getrusage (RUSAGE_THREAD, &after);
  thread.depth = 0;

  const struct rusage *before = &thread.before;
  count (CYCLES, 1);
  count_late (FTZ_LEAVE, !flushes_denormals ());
  count_late (NOT_A_NUMBER, (f & FLAG_NAN) != 0);
  count_late (DENORMAL, (f & FLAG_DENORMAL) != 0);
  count_late (MINFLT, (uint64_t)(after.ru_minflt - before->ru_minflt));
  count_late (MAJFLT, (uint64_t)(after.ru_majflt - before->ru_majflt));
  count_late (NVCSW, (uint64_t)(after.ru_nvcsw - before->ru_nvcsw));
  if (after.ru_nivcsw != before->ru_nivcsw)
    count (NIVCSW, (uint64_t)(after.ru_nivcsw - before->ru_nivcsw));
}

/* ---- Start ---- */

/// Commit each layer's offence once, in a region; count what came of it.
static void
probe (LtRtGuardCounts *out)
{
  const size_t   page  = (size_t)sysconf (_SC_PAGESIZE);
  volatile char *fresh = mmap (
    NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  volatile float zero  = 0.0f;
  void *volatile block = NULL;

  begin ();
  block = malloc (1);
  if (fresh != MAP_FAILED)
    *fresh = 1;
  zero /= zero;
  probe_syscall ();
  end ();

  free (block);
  if (fresh != MAP_FAILED)
    munmap ((void *)fresh, page);
  lt_rt_guard_counts (out);
}

static void
init_once (void)
{
  void *frames[2];
  backtrace (frames, 2); // Loads the unwinder: not in a region, please

  pthread_atfork (NULL, NULL, after_fork);
  lt_interpose_set_note (on_call);
  const bool can_dispatch = dispatch_init ();
  atomic_store (&layers, can_dispatch ? LT_RT_GUARD_HAS_SYSCALLS : 0);

  LtRtGuardCounts seen;
  probe (&seen);
  thread.is_ready = false; // Set up anew with the layers that work

  const unsigned works =
    (seen.allocs ? LT_RT_GUARD_HAS_CALLS : 0) |
    (can_dispatch && seen.syscalls ? LT_RT_GUARD_HAS_SYSCALLS : 0) |
    (seen.minflt ? LT_RT_GUARD_HAS_FAULTS : 0) |
    (seen.nan_made ? LT_RT_GUARD_HAS_FLOAT : 0);
  atomic_store (&layers, works);
  if (works != 0xf)
    fprintf (stderr,
             "rt-guard: no%s%s%s%s layer here\n",
             works & LT_RT_GUARD_HAS_CALLS ? "" : " calls",
             works & LT_RT_GUARD_HAS_SYSCALLS ? "" : " syscalls",
             works & LT_RT_GUARD_HAS_FAULTS ? "" : " faults",
             works & LT_RT_GUARD_HAS_FLOAT ? "" : " float");

  if (getenv ("LT_RT_GUARD_BACKTRACE"))
    atomic_fetch_or (&flags, LT_RT_GUARD_BACKTRACE);
  lt_rt_guard_reset ();
}

void
lt_rt_guard_init (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once (&once, init_once);
}

void
lt_rt_guard_enter (void)
{
  if (!thread.is_ready)
    lt_rt_guard_init ();
  begin ();
}

void
lt_rt_guard_leave (void)
{
  end ();
}

#endif
