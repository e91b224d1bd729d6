// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-pool.h"

#include "base/lt-rt.h"

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
  TURNS_AWAKE = 4000, ///< About 0.1 ms of looking before a thread sleeps
  TURNS_YIELD = 64,   ///< Then the caller lets others run: cores may be few
};

struct LtPool {
  /// Pieces of the present work: 16 bits taken, 16 bits in all, 32 bits that
  /// count works, so that a late thread cannot take one of the next by mistake.
  _Atomic uint64_t ticket;
  _Atomic uint32_t n_done;
  _Atomic uint32_t n_asleep;
  _Atomic bool     must_end;
  sem_t            wake;
  void (*work) (void *data, uint32_t index);
  void     *data;
  uint32_t  n_helpers;
  pthread_t helpers[LT_POOL_MAX];
};

static inline void
rest (void)
{
#if defined(__SSE2__)
  __builtin_ia32_pause ();
#endif
}

/// Take pieces while there are any. @return whether there was one.
static bool
take_pieces (LtPool *pool)
{
  bool     has_worked = false;
  uint64_t ticket = atomic_load_explicit (&pool->ticket, memory_order_acquire);
  while ((uint16_t)ticket < (uint16_t)(ticket >> 16)) {
    if (!atomic_compare_exchange_weak_explicit (&pool->ticket,
                                                &ticket,
                                                ticket + 1,
                                                memory_order_acq_rel,
                                                memory_order_acquire))
      continue;
    // It is ours: the caller waits for it, and work and data stay.
    pool->work (pool->data, (uint16_t)ticket);
    atomic_fetch_add_explicit (&pool->n_done, 1, memory_order_release);
    has_worked = true;
    ticket     = atomic_load_explicit (&pool->ticket, memory_order_acquire);
  }
  return has_worked;
}

static void *
help (void *data)
{
  LtPool *pool = data;
  lt_rt_float_mode ();
  while (!atomic_load_explicit (&pool->must_end, memory_order_acquire)) {
    bool has_worked = false;
    for (int i = 0; i < TURNS_AWAKE && !has_worked; i++) {
      has_worked = take_pieces (pool);
      rest ();
    }
    if (has_worked)
      continue;
    atomic_fetch_add (&pool->n_asleep, 1);
    // What came since the last look: its caller may not have seen a sleeper.
    if (!take_pieces (pool) && !atomic_load (&pool->must_end))
      sem_wait (&pool->wake);
    atomic_fetch_sub (&pool->n_asleep, 1);
  }
  return NULL;
}

LtPool *
lt_pool_new (uint32_t n_threads)
{
  LtPool *pool = calloc (1, sizeof *pool);
  if (!pool || n_threads < 2 || n_threads > LT_POOL_MAX ||
      sem_init (&pool->wake, 0, 0) != 0) {
    free (pool);
    return NULL;
  }
  while (pool->n_helpers < n_threads - 1 &&
         pthread_create (&pool->helpers[pool->n_helpers], NULL, help, pool) ==
           0)
    pool->n_helpers++;
  if (pool->n_helpers > 0)
    return pool;
  lt_pool_free (pool);
  return NULL;
}

void
lt_pool_free (LtPool *pool)
{
  if (!pool)
    return;
  atomic_store (&pool->must_end, true);
  for (uint32_t i = 0; i < pool->n_helpers; i++)
    sem_post (&pool->wake);
  for (uint32_t i = 0; i < pool->n_helpers; i++)
    pthread_join (pool->helpers[i], NULL);
  sem_destroy (&pool->wake);
  free (pool);
}

void
lt_pool_run (LtPool *pool,
             void (*work) (void *data, uint32_t index),
             void    *data,
             uint32_t n)
{
  const uint64_t last =
    atomic_load_explicit (&pool->ticket, memory_order_relaxed) >> 32;
  pool->work = work;
  pool->data = data;
  atomic_store_explicit (&pool->n_done, 0, memory_order_relaxed);
  atomic_store (&pool->ticket, (last + 1) << 32 | (uint64_t)n << 16);
  uint32_t n_asleep = atomic_load (&pool->n_asleep);
  for (uint32_t i = 1; i < n && n_asleep > 0; i++, n_asleep--)
    sem_post (&pool->wake);
  take_pieces (pool);
  for (uint32_t turns = 0;
       atomic_load_explicit (&pool->n_done, memory_order_acquire) < n;
       turns++) {
    rest ();
    if (turns % TURNS_YIELD == TURNS_YIELD - 1)
      sched_yield ();
  }
}
