// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Self-test of the failing allocator, alone and together with the guard

#include "fail-alloc.h"
#include "rt-guard.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int n_tests;
static int n_failed;
static void *volatile sink; ///< Keeps the compiler from dropping allocations

static void
ok (bool is_good, const char *what)
{
  n_tests++;
  n_failed += !is_good;
  printf ("%sok %d - %s\n", is_good ? "" : "not ", n_tests, what);
}

/* ---- Each function of the allocator, by one shape ---- */

static void *
by_malloc (void)
{
  return malloc (32);
}

static void *
by_calloc (void)
{
  return calloc (4, 8);
}

static void *
by_realloc (void)
{
  return realloc (NULL, 32);
}

static void *
by_memalign (void)
{
  return memalign (64, 128);
}

static void *
by_aligned_alloc (void)
{
  return aligned_alloc (64, 128);
}

static void *
by_posix_memalign (void)
{
  void     *block = NULL;
  const int error = posix_memalign (&block, 64, 128);
  if (error)
    errno = error;
  return block;
}

static void *
by_strdup (void)
{
  return strdup ("inside the C library");
}

static const struct {
  const char *name;
  void *(*allocate) (void);
  uintptr_t alignment;
} shapes[] = {
  {"malloc fails and recovers", by_malloc, 16},
  {"calloc fails and recovers", by_calloc, 16},
  {"realloc fails and recovers", by_realloc, 16},
  {"memalign fails and recovers", by_memalign, 64},
  {"aligned_alloc fails and recovers", by_aligned_alloc, 64},
  {"posix_memalign fails and recovers", by_posix_memalign, 64},
  {"strdup fails and recovers", by_strdup, 16},
};
enum { N_SHAPES = sizeof shapes / sizeof shapes[0] };

static bool
fails_and_recovers (void *(*allocate) (void), uintptr_t alignment)
{
  lt_fail_alloc_at (0);
  errno               = 0;
  sink                = allocate ();
  const bool fails    = !sink && errno == ENOMEM;
  sink                = allocate ();
  const bool recovers = sink && (uintptr_t)sink % alignment == 0;
  const long n        = lt_fail_alloc_count ();
  lt_fail_alloc_at (-1);
  free (sink);
  return fails && recovers && n == 2;
}

/* ---- A small module under test, as in other tests ---- */

enum { N_PARTS = 5 };

typedef struct {
  void *parts[N_PARTS];
} Thing;

static void
thing_free (Thing *thing)
{
  if (!thing)
    return;

  for (int i = 0; i < N_PARTS; i++)
    free (thing->parts[i]);
  free (thing);
}

static Thing *
thing_new (void)
{
  Thing *thing = calloc (1, sizeof *thing);
  for (int i = 0; thing && i < N_PARTS; i++) {
    thing->parts[i] = malloc (16);
    if (!thing->parts[i]) {
      thing_free (thing);
      thing = NULL;
    }
  }
  return thing;
}

/// The loop of the header's example; the number of failures it went through.
static long
loop_over_all (void)
{
  for (long i = 0;; i++) {
    lt_fail_alloc_at (i);
    Thing     *thing   = thing_new ();
    const bool is_done = lt_fail_alloc_count () <= i;
    lt_fail_alloc_at (-1);
    sink                 = thing;
    const bool is_as_due = is_done == (thing != NULL);
    thing_free (thing);
    if (!is_as_due)
      return -1;
    if (is_done)
      return i;
  }
}

/// A thread that waits for ours to arm the failure before it allocates.
typedef struct {
  sem_t armed;
  void *block;
} Aside;

static void *
allocate_aside (void *data)
{
  Aside *aside = data;
  sem_wait (&aside->armed);
  aside->block = malloc (8);
  return NULL;
}

static bool
leaves_other_threads_alone (void)
{
  pthread_t thread;
  Aside     aside = {.block = NULL};
  sem_init (&aside.armed, 0, 0);
  if (pthread_create (&thread, NULL, allocate_aside, &aside))
    return false;

  lt_fail_alloc_at (0);
  sem_post (&aside.armed);
  pthread_join (thread, NULL);
  const bool is_alone = aside.block && lt_fail_alloc_count () == 0;
  sink                = malloc (8);
  const bool is_armed = !sink;
  lt_fail_alloc_at (-1);
  free (sink);
  free (aside.block);
  sem_destroy (&aside.armed);
  return is_alone && is_armed;
}

static bool
keeps_the_block (void)
{
  char *block = malloc (16);
  if (!block)
    return false;
  memcpy (block, "still here", 11);
  void *volatile hidden = block; // Or gcc warns of a use after realloc

  lt_fail_alloc_at (0);
  sink = realloc (hidden, 1 << 20);
  lt_fail_alloc_at (-1);
  if (sink) {
    free (sink);
    return false;
  }
  const bool is_kept = !strcmp (hidden, "still here");
  free (hidden);
  return is_kept;
}

static bool
fails_the_third (void)
{
  void *volatile blocks[4];
  lt_fail_alloc_at (2);
  for (int i = 0; i < 4; i++)
    blocks[i] = malloc (8);
  lt_fail_alloc_at (-1);

  bool is_good = true;
  for (int i = 0; i < 4; i++) {
    is_good &= (blocks[i] == NULL) == (i == 2);
    free (blocks[i]);
  }
  return is_good;
}

static bool
counts_when_off (void)
{
  lt_fail_alloc_at (0);
  lt_fail_alloc_at (-1);
  sink               = malloc (8);
  const bool is_good = sink && lt_fail_alloc_count () == 1;
  free (sink);
  return is_good;
}

static bool
goes_with_the_guard (void)
{
  LtRtGuardCounts counts;
  lt_rt_guard_init ();
  lt_rt_guard_reset ();
  lt_fail_alloc_at (0);
  lt_rt_guard_enter ();
  sink = malloc (8);
  lt_rt_guard_leave ();
  lt_fail_alloc_at (-1);
  lt_rt_guard_counts (&counts);
  return !sink && counts.allocs == 1;
}

int
main (void)
{
  if (!lt_fail_alloc_available ()) {
    printf ("1..0 # SKIP the sanitizer has an allocator of its own\n");
    return 0;
  }

  setvbuf (stdout, NULL, _IOLBF, 0);
  printf ("1..%d\n", N_SHAPES + 6);
  for (int i = 0; i < N_SHAPES; i++)
    ok (fails_and_recovers (shapes[i].allocate, shapes[i].alignment),
        shapes[i].name);

  ok (loop_over_all () == N_PARTS + 1,
      "each allocation of a module fails once");
  ok (keeps_the_block (), "a failed realloc keeps its block");
  ok (leaves_other_threads_alone (),
      "another thread's allocation is left alone");

  ok (fails_the_third (), "only the one asked for fails");
  ok (counts_when_off (), "off, it counts on and fails none");
  ok (goes_with_the_guard (), "a failed allocation counts in the guard too");
  return n_failed != 0;
}
