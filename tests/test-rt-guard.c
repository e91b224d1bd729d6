// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Self-test of the real-time guard: each offence it promises to see is
// committed once and must be seen, a good function must show nothing, and the
// offender must get what it asked the kernel for all the same

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "rt-guard.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <semaphore.h>
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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, N_GOOD = 20000, N_COST = 200000, N_FRAMES = 64 };

static unsigned        layers;
static LtRtGuardCounts seen;      ///< After the last watch()
static bool            is_served; ///< An action's own verdict on its calls
static int             null_fd;
static FILE           *null_file;

// The compiler may not know what becomes of these, or it drops the offences
static void *volatile block;
static volatile float zero;
static volatile float small = 1e-30f;
static volatile float result;

/* ---- Floating-point mode ---- */

static void
flush_denormals (bool is_on)
{
#if defined(__SSE2__)
  const unsigned csr = __builtin_ia32_stmxcsr ();
  __builtin_ia32_ldmxcsr (is_on ? csr | 0x8040u : csr & ~0x8040u);
#elif defined(__aarch64__)
  uint64_t fpcr;
  __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
  fpcr = is_on ? fpcr | 1u << 24 : fpcr & ~(UINT64_C (1) << 24);
  __asm__ volatile("msr fpcr, %0" : : "r"(fpcr));
#else
  (void)is_on;
#endif
}

/* ---- Running an action under the guard ---- */

static void
watch (void (*action) (void))
{
  is_served = true;
  flush_denormals (true);
  lt_rt_guard_reset ();
  lt_rt_guard_enter ();
  action ();
  lt_rt_guard_leave ();
  flush_denormals (true);
  lt_rt_guard_counts (&seen);
}

/// True if the number is as wished, or the kernel does not hand it to us.
static bool
syscalls_are (uint64_t n, int64_t last)
{
  if (!(layers & LT_RT_GUARD_HAS_SYSCALLS))
    return true;
  return seen.syscalls == n && (!n || seen.last_syscall == last);
}

/* ---- Layers ---- */

/// A broken layer finds itself absent and its tests would merely be skipped.
/// Before any region: the prctl also turns off what it asks about.
static bool
has_all_layers (void)
{
  unsigned due = LT_RT_GUARD_HAS_CALLS | LT_RT_GUARD_HAS_FAULTS;
#if defined(__SSE2__) || defined(__aarch64__)
  due |= LT_RT_GUARD_HAS_FLOAT;
#endif
#if defined(__x86_64__) && defined(PR_SET_SYSCALL_USER_DISPATCH)
  if (!getenv ("LT_RT_GUARD_NO_SYSCALLS") &&
      !prctl (PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0))
    due |= LT_RT_GUARD_HAS_SYSCALLS;
#endif
  return (layers & due) == due;
}

/* ---- Calls ---- */

static void
do_malloc (void)
{
  block = malloc (24);
}

static bool
sees_malloc (void)
{
  watch (do_malloc);
  free (block);
  return seen.allocs == 1 && seen.frees == 0;
}

static void
do_free (void)
{
  free (block);
}

static bool
sees_free (void)
{
  block = malloc (24);
  watch (do_free);
  return seen.allocs == 0 && seen.frees == 1;
}

static void
do_free_null (void)
{
  block = NULL;
  free (block);
}

static bool
allows_free_null (void)
{
  watch (do_free_null);
  return lt_rt_guard_faults (&seen) == 0;
}

static void
do_other_allocs (void)
{
  block     = calloc (2, 8);
  block     = realloc (block, 64);
  void *old = block;
  block     = aligned_alloc (64, 64);
  free (old);
  free (block);
  void *aligned = NULL;
  if (!posix_memalign (&aligned, 64, 64))
    block = aligned;
  free (block);
  block = strdup ("by the C library");
  free (block);
}

static bool
sees_other_allocs (void)
{
  watch (do_other_allocs);
  return seen.allocs == 5 && seen.frees == 4;
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void
do_lock (void)
{
  pthread_mutex_lock (&mutex);
  pthread_mutex_unlock (&mutex);
}

static bool
sees_lock (void)
{
  watch (do_lock);
  return seen.locks == 1 && syscalls_are (0, 0);
}

/// The thread that holds the mutex until the other has gone to sleep for it.
typedef struct {
  atomic_bool has_lock;
  atomic_long switches; ///< Waits of the other so far, -1 until it goes
  pid_t       tid;      ///< The other
} Holder;

static long
voluntary_switches (pid_t tid)
{
  char path[64];
  char line[128];
  long n = -1;
  snprintf (path, sizeof path, "/proc/self/task/%d/status", (int)tid);
  FILE *file = fopen (path, "r");
  while (file && fgets (line, sizeof line, file)) {
    if (!strncmp (line, "voluntary_ctxt_switches:", 24))
      n = atol (line + 24);
  }
  if (file)
    fclose (file);
  return n;
}

static void *
hold_mutex (void *data)
{
  Holder *holder = data;
  pthread_mutex_lock (&mutex);
  atomic_store (&holder->has_lock, true);
  while (atomic_load (&holder->switches) < 0)
    usleep (100);
  while (voluntary_switches (holder->tid) <= atomic_load (&holder->switches))
    usleep (100);
  pthread_mutex_unlock (&mutex);
  return NULL;
}

static bool
sees_contended_lock (void)
{
  Holder        holder = {.switches = -1, .tid = gettid ()};
  pthread_t     thread;
  struct rusage usage;
  if (pthread_create (&thread, NULL, hold_mutex, &holder))
    return false;

  while (!atomic_load (&holder.has_lock))
    usleep (100);
  getrusage (RUSAGE_THREAD, &usage);
  atomic_store (&holder.switches, usage.ru_nvcsw);
  watch (do_lock);
  pthread_join (thread, NULL);
  return seen.locks == 1 && seen.nvcsw >= 1 &&
         (!(layers & LT_RT_GUARD_HAS_SYSCALLS) ||
          (seen.syscalls >= 1 && seen.last_syscall == SYS_futex));
}

static void
do_signal_cond (void)
{
  static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
  pthread_cond_signal (&cond);
}

static bool
sees_cond_signal (void)
{
  watch (do_signal_cond);
  return seen.locks == 1;
}

static void
do_cond_wait (void)
{
  static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
  const struct timespec past = {0};
  pthread_mutex_lock (&mutex);
  is_served = pthread_cond_timedwait (&cond, &mutex, &past) == ETIMEDOUT;
  pthread_mutex_unlock (&mutex);
}

static bool
sees_cond_wait (void)
{
  watch (do_cond_wait);
  return is_served && seen.blocking == 1 && seen.locks == 1;
}

static sem_t semaphore;

static void
do_sem_wait (void)
{
  sem_wait (&semaphore);
}

static bool
sees_sem_wait (void)
{
  sem_init (&semaphore, 0, 1);
  watch (do_sem_wait);
  sem_destroy (&semaphore);
  return seen.blocking == 1 && syscalls_are (0, 0);
}

static void
do_usleep (void)
{
  usleep (1000);
}

static bool
sees_usleep (void)
{
  watch (do_usleep);
  return seen.blocking == 1 && seen.nvcsw >= 1 &&
         syscalls_are (1, SYS_clock_nanosleep);
}

static void
do_write (void)
{
  is_served = write (null_fd, "x", 1) == 1;
}

static bool
sees_write (void)
{
  watch (do_write);
  return is_served && seen.io == 1 && syscalls_are (1, SYS_write);
}

static void
do_print (void)
{
  fprintf (null_file, "%d\n", 7);
  fputs ("text", null_file);
}

static bool
sees_stdio (void)
{
  watch (do_print);
  return seen.io == 2;
}

static void
do_open (void)
{
  const int fd = open ("/dev/null", O_RDONLY);
  is_served    = fd >= 0 && close (fd) == 0;
}

static bool
sees_open (void)
{
  watch (do_open);
  return is_served && seen.io == 2 && syscalls_are (2, SYS_close);
}

/* ---- System calls ---- */

static void
do_syscall (void)
{
  is_served = syscall (SYS_getpid) == getpid ();
}

static bool
sees_syscall (void)
{
  watch (do_syscall); // Two: getpid() enters the kernel too
  return is_served && (layers & LT_RT_GUARD_HAS_SYSCALLS ? seen.syscalls == 2
                                                         : seen.syscalls == 1);
}

static void
do_bare_syscall (void)
{
#if defined(__x86_64__)
  long pid = SYS_getppid;
  __asm__ volatile("syscall" : "+a"(pid) : : "rcx", "r11", "memory");
  is_served = pid == getppid ();
#endif
}

static bool
sees_bare_syscall (void)
{
  watch (do_bare_syscall);
  return is_served && seen.syscalls == 2 && seen.last_syscall == SYS_getppid;
}

static void
do_failing_syscall (void)
{
  char byte;
  errno     = 0;
  is_served = read (-1, &byte, 1) == -1 && errno == EBADF;
}

static bool
passes_errno (void)
{
  watch (do_failing_syscall);
  return is_served && syscalls_are (1, SYS_read);
}

/// All six arguments, in their order.
static void
do_mmap (void)
{
  char *page = mmap (
    NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  is_served =
    page != MAP_FAILED && page[PAGE - 1] == 0 && munmap (page, PAGE) == 0;
}

static bool
passes_arguments (void)
{
  watch (do_mmap);
  return is_served && seen.syscalls == 2;
}

static volatile sig_atomic_t n_signals;

static void
on_signal (int sig)
{
  (void)sig;
  n_signals++;
}

static void
do_raise (void)
{
  raise (SIGUSR1);
  is_served = n_signals == 1;
  syscall (SYS_getppid);
}

static bool
survives_signal (void)
{
  n_signals = 0;
  signal (SIGUSR1, on_signal);
  watch (do_raise);
  return is_served && seen.last_syscall == SYS_getppid;
}

static void
do_block_signal (void)
{
  sigset_t set;
  sigfillset (&set);
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  syscall (SYS_getppid);
}

static bool
keeps_signal_mask (void)
{
  sigset_t old;
  sigset_t now;
  pthread_sigmask (SIG_SETMASK, NULL, &old);
  watch (do_block_signal);
  pthread_sigmask (SIG_SETMASK, &old, &now);
  return sigismember (&now, SIGUSR1) && !sigismember (&now, SIGSYS) &&
         seen.syscalls == 2;
}

static void *
return_it (void *data)
{
  return data;
}

static void
do_create_thread (void)
{
  pthread_t thread;
  void     *back = NULL;
  is_served      = !pthread_create (&thread, NULL, return_it, &null_fd) &&
              !pthread_join (thread, &back) && back == &null_fd;
}

static bool
survives_thread (void)
{
  watch (do_create_thread);
  return is_served && seen.blocking == 1 && seen.syscalls >= 1;
}

static void
do_fork (void)
{
  int         status = 0;
  const pid_t child  = fork ();
  if (child == 0)
    _exit (7);
  is_served = child > 0 && waitpid (child, &status, 0) == child &&
              WIFEXITED (status) && WEXITSTATUS (status) == 7;
}

static void
do_system (void)
{
  is_served = WEXITSTATUS (system ("exit 5")) == 5;
}

static bool
survives_fork (void)
{
  watch (do_fork);
  const bool forks = is_served && seen.syscalls >= 1;
  watch (do_system); // By vfork or clone
  const bool spawns = is_served && seen.syscalls >= 1;
  watch (do_syscall); // And the next region is watched again
  return forks && spawns && seen.syscalls == 2;
}

/* ---- Faults ---- */

static volatile char *fresh;

static void
do_touch (void)
{
  for (int i = 0; i < 4; i++)
    fresh[i * PAGE] = 1;
}

static bool
sees_page_fault (void)
{
  void *pages = mmap (
    NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    return false;
  fresh = pages;
  watch (do_touch);
  munmap (pages, 4 * PAGE);
  return seen.minflt >= 1 && seen.syscalls == 0;
}

/* ---- Floating point ---- */

static void
do_nan (void)
{
  result = zero / zero;
}

static bool
sees_nan (void)
{
  watch (do_nan);
  const bool is_seen = seen.nan_made == 1 && lt_rt_guard_faults (&seen) == 1;
  lt_rt_guard_ignore (LT_RT_GUARD_NAN);
  const bool is_ignored = lt_rt_guard_faults (&seen) == 0;
  lt_rt_guard_ignore (0);
  return is_seen && is_ignored;
}

/// As a plugin may that sets the mode and puts it "back".
static void
do_denormal (void)
{
  flush_denormals (false);
  result = small * 1e-10f;
  result = result * 0.5f;
  flush_denormals (true);
}

static bool
sees_denormal (void)
{
  watch (do_denormal);
  return seen.denormal_seen == 1 && seen.ftz_off_at_leave == 0;
}

static void
do_flushed_denormal (void)
{
  result = small * 1e-10f;
  result = result * 0.5f;
}

static bool
allows_flushed_denormal (void)
{
  watch (do_flushed_denormal);
  return lt_rt_guard_faults (&seen) == 0;
}

static void
do_unset_mode (void)
{
  flush_denormals (false);
}

static bool
sees_mode_lost (void)
{
  watch (do_unset_mode);
  return seen.ftz_off_at_enter == 0 && seen.ftz_off_at_leave == 1;
}

/// Enter without the mode; the region sets it, or not.
static void
enter_without_mode (bool sets_it)
{
  lt_rt_guard_reset ();
  flush_denormals (false);
  lt_rt_guard_enter ();
  if (sets_it)
    flush_denormals (true);
  lt_rt_guard_leave ();
  flush_denormals (true);
  lt_rt_guard_counts (&seen);
}

static bool
sees_mode_missing (void)
{
  enter_without_mode (true);
  return seen.ftz_off_at_enter == 1 && seen.ftz_off_at_leave == 0;
}

static bool
takes_mode_inside (void)
{
  lt_rt_guard_set_flags (LT_RT_GUARD_FTZ_INSIDE);
  enter_without_mode (true);
  const bool is_good = lt_rt_guard_faults (&seen) == 0;
  enter_without_mode (false);
  lt_rt_guard_set_flags (0);
  return is_good && seen.ftz_off_at_enter == 0 && seen.ftz_off_at_leave == 1;
}

/* ---- Regions ---- */

static void
do_nest (void)
{
  lt_rt_guard_enter ();
  lt_rt_guard_leave ();
  block = malloc (8); // Still in the outer one
}

static bool
nests (void)
{
  watch (do_nest);
  free (block);
  return seen.n_cycles == 1 && seen.allocs == 1;
}

static bool
ignores_outside (void)
{
  watch (do_free_null);
  lt_rt_guard_reset ();
  block = malloc (8);
  free (block);
  do_lock ();
  do_write ();
  do_usleep ();
  do_nan ();
  lt_rt_guard_counts (&seen);
  return lt_rt_guard_faults (&seen) == 0 && seen.n_cycles == 0;
}

enum { N_THREADS = 4, N_CYCLES = 100 };

static void *
offend_in_cycles (void *data)
{
  (void)data;
  flush_denormals (true);
  for (int i = 0; i < N_CYCLES; i++) {
    lt_rt_guard_enter ();
    void *volatile mine = malloc (8);
    syscall (SYS_getppid);
    lt_rt_guard_leave ();
    free (mine); // Outside
  }
  return NULL;
}

static bool
sums_threads (void)
{
  pthread_t threads[N_THREADS];
  lt_rt_guard_reset ();
  for (int i = 0; i < N_THREADS; i++) {
    if (pthread_create (&threads[i], NULL, offend_in_cycles, NULL))
      abort ();
  }
  for (int i = 0; i < N_THREADS; i++)
    pthread_join (threads[i], NULL);
  lt_rt_guard_counts (&seen);
  // More system calls: each thread's first malloc makes it a heap
  return seen.n_cycles == N_THREADS * N_CYCLES &&
         seen.allocs == N_THREADS * N_CYCLES && seen.frees == 0 &&
         seen.syscalls >= N_THREADS * N_CYCLES;
}

/* ---- Report ---- */

static bool
reports_first (void)
{
  char      text[4096] = "";
  const int saved      = dup (STDERR_FILENO);
  FILE     *file       = tmpfile ();
  if (!file || saved < 0)
    return false;

  dup2 (fileno (file), STDERR_FILENO);
  lt_rt_guard_set_flags (LT_RT_GUARD_BACKTRACE);
  watch (do_other_allocs);
  lt_rt_guard_set_flags (0);
  dup2 (saved, STDERR_FILENO);
  close (saved);

  rewind (file);
  const size_t n = fread (text, 1, sizeof text - 1, file);
  fclose (file);
  text[n]           = 0;
  const char *first = strstr (text, "first fault: ");
  return first && strstr (first, "allocs (calloc)") &&
         !strstr (first + 1, "first fault: ") && strchr (first, '[') &&
         seen.allocs == 5 && seen.io == 0;
}

static bool
prints_a_line (void)
{
  char  line[512] = "";
  FILE *file      = tmpfile ();
  watch (do_write);
  if (!file)
    return false;
  lt_rt_guard_print (file, &seen);
  rewind (file);
  const bool is_read = fgets (line, sizeof line, file) != NULL;
  fclose (file);
  printf ("# %s", line);
  return is_read && !strncmp (line, "rt-guard cycles=1 allocs=0 ", 27) &&
         strstr (line, " io=1 ") && line[strlen (line) - 1] == '\n';
}

/* ---- A good function ---- */

static float buffer[N_FRAMES];
static float state;

/// A one-pole low-pass whose tail goes down into denormals.
static void
do_good (void)
{
  for (int i = 0; i < N_FRAMES; i++) {
    state += 0.3f * (buffer[i] - state);
    buffer[i] = state;
  }
  struct timespec now; // No system call where the clock has a vDSO
  clock_gettime (CLOCK_MONOTONIC, &now);
}

static void
run_good (int n_cycles)
{
  for (int i = 0; i < n_cycles; i++) {
    buffer[0] = i % 1000 ? 0.0f : 1.0f;
    lt_rt_guard_enter ();
    do_good ();
    lt_rt_guard_leave ();
  }
}

static bool
passes_good (void)
{
  flush_denormals (true);
  run_good (10); // First touches
  lt_rt_guard_reset ();
  run_good (N_GOOD);
  lt_rt_guard_counts (&seen);
  return seen.n_cycles == N_GOOD && lt_rt_guard_faults (&seen) == 0;
}

static void
measure_cost (void)
{
  struct timespec a;
  struct timespec b;
  clock_gettime (CLOCK_MONOTONIC, &a);
  for (int i = 0; i < N_COST; i++) {
    lt_rt_guard_enter ();
    lt_rt_guard_leave ();
  }
  clock_gettime (CLOCK_MONOTONIC, &b);
  const double ns =
    1e9 * (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec);
  printf ("# cost per cycle: %.0f ns\n", ns / N_COST);
}

/* ---- The list ---- */

enum {
  C = LT_RT_GUARD_HAS_CALLS,
  S = LT_RT_GUARD_HAS_SYSCALLS,
  P = LT_RT_GUARD_HAS_FAULTS,
  F = LT_RT_GUARD_HAS_FLOAT,
#if defined(__SSE2__)
  D = F,
#else
  D = 1u << 31, ///< No flag for denormals here
#endif
};

static const struct {
  const char *name;
  unsigned    needs; ///< Layers, or the test is skipped
  bool (*run) (void);
} tests[] = {
  {"every layer that can work here does", 0, has_all_layers},
  {"a good function shows all zeros", 0, passes_good},
  {"malloc is seen", C, sees_malloc},
  {"free is seen", C, sees_free},
  {"free of NULL is none", C, allows_free_null},
  {"calloc, realloc, aligned and inner allocations are seen",
   C,
   sees_other_allocs},
  {"a lock is seen", C, sees_lock},
  {"a contended lock is seen and waited for", C | P, sees_contended_lock},
  {"a condition signalled is seen", C, sees_cond_signal},
  {"a condition waited for is seen", C, sees_cond_wait},
  {"sem_wait is seen", C, sees_sem_wait},
  {"usleep is seen", C | P, sees_usleep},
  {"write is seen", C, sees_write},
  {"stdio is seen", C, sees_stdio},
  {"open and close are seen", C, sees_open},
  {"syscall() is seen", C, sees_syscall},
  {"a bare system call is seen", S, sees_bare_syscall},
  {"a system call's error comes back", C, passes_errno},
  {"a system call's arguments get there", C, passes_arguments},
  {"a signal is handled in a region", S, survives_signal},
  {"a signal mask set in a region stays", S, keeps_signal_mask},
  {"a thread starts in a region", C, survives_thread},
  {"a fork and a spawn work in a region", S, survives_fork},
  {"a page fault is seen", P, sees_page_fault},
  {"a NaN is seen, and can be ignored", F, sees_nan},
  {"a denormal is seen", D, sees_denormal},
  {"a flushed denormal is none", F, allows_flushed_denormal},
  {"FTZ off at enter is seen", F, sees_mode_missing},
  {"FTZ off at leave is seen", F, sees_mode_lost},
  {"FTZ may be set inside", F, takes_mode_inside},
  {"regions nest", C, nests},
  {"outside a region nothing counts", 0, ignores_outside},
  {"threads are summed", C, sums_threads},
  {"the first fault is reported once", C, reports_first},
  {"the figures print as one line", C, prints_a_line},
};
enum { N_TESTS = sizeof tests / sizeof tests[0] };

int
main (void)
{
  setvbuf (stdout, NULL, _IOLBF, 0);
  lt_rt_guard_init ();
  layers = lt_rt_guard_available ();
  if (!layers) {
    printf ("1..0 # SKIP no guard in sanitizer builds\n");
    return 0;
  }

  null_fd   = open ("/dev/null", O_WRONLY);
  null_file = fopen ("/dev/null", "w");
  // May be refused; without it a page taken back under pressure would count
  mlockall (MCL_CURRENT);

  int n_failed = 0;
  printf ("1..%d\n", N_TESTS);
  printf ("# layers: 0x%x\n", layers);
  for (int i = 0; i < N_TESTS; i++) {
    if (tests[i].needs & ~layers) {
      printf ("ok %d - %s # SKIP no such layer here\n", i + 1, tests[i].name);
      continue;
    }
    const bool is_good = tests[i].run ();
    printf ("%sok %d - %s\n", is_good ? "" : "not ", i + 1, tests[i].name);
    if (!is_good) {
      n_failed++;
      printf ("# ");
      lt_rt_guard_print (stdout, &seen);
    }
  }
  measure_cost ();
  fclose (null_file);
  close (null_fd);
  return n_failed != 0;
}
