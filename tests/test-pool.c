// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-pool.h"
#include "lt-test.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { N = 200 };

typedef struct {
  uint32_t         counts[N];
  _Atomic uint32_t sum;
} Work;

static void
count (void *data, uint32_t index)
{
  Work *work = data;
  work->counts[index]++; // nobody else has this one
  atomic_fetch_add (&work->sum, index);
}

static void
test_each_once (void)
{
  for (uint32_t n_threads = 2; n_threads <= 7; n_threads++) {
    LtPool     *pool = lt_pool_new (n_threads);
    static Work work;
    memset (&work, 0, sizeof work);
    g_assert_nonnull (pool);
    for (uint32_t turn = 1; turn <= 2000; turn++) {
      const uint32_t n = turn * 7 % N;
      atomic_store (&work.sum, 0);
      lt_pool_run (pool, count, &work, n);
      // All done, and seen from here.
      g_assert_cmpuint (atomic_load (&work.sum), ==, n ? n * (n - 1) / 2 : 0);
      if (turn % 500 == 0)
        usleep (2000); // long enough to fall asleep
    }
    uint32_t want[N] = {0};
    for (uint32_t turn = 1; turn <= 2000; turn++)
      for (uint32_t i = 0; i < turn * 7 % N; i++)
        want[i]++;
    g_assert_cmpmem (work.counts, sizeof want, want, sizeof want);
    lt_pool_free (pool);
  }
}

static void
test_refused (void)
{
  g_assert_null (lt_pool_new (0));
  g_assert_null (lt_pool_new (1));
  g_assert_null (lt_pool_new (LT_POOL_MAX + 1));
  lt_pool_free (NULL);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/pool/each-once", test_each_once);
  g_test_add_func ("/pool/refused", test_refused);
  return g_test_run ();
}
