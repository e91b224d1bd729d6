// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdint.h>

/**
   Threads that share out one piece of work after the other, for renders. They
   wait awake for about 0.1 ms, since the next piece comes soon, then asleep.
   Not for a live process thread: a sleeper takes 30 to 50 us to come.
*/
typedef struct LtPool LtPool;

/** @param n_threads  With the caller, 2 .. LT_POOL_MAX.
    @return NULL: no memory, or no thread to be had. */
LtPool *lt_pool_new (uint32_t n_threads);
void    lt_pool_free (LtPool *pool);

/** work (data, i) for each i below n, on any thread of the pool and in any
    order; all are done when it comes back. Thread: always the same one.
    @param n  At most 65535. */
void lt_pool_run (LtPool *pool,
                  void (*work) (void *data, uint32_t index),
                  void    *data,
                  uint32_t n);

enum { LT_POOL_MAX = 64 };
