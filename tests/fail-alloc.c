// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fail-alloc.h"

#include "interpose.h"

static _Thread_local long n_allocs;
static _Thread_local long fails_at = -1; ///< Index of the one that fails

static bool
on_alloc (void)
{
  return n_allocs++ == fails_at;
}

bool
lt_fail_alloc_available (void)
{
  return LT_INTERPOSE;
}

void
lt_fail_alloc_at (long i)
{
  fails_at = i < 0 ? -1 : i;
  if (i >= 0)
    n_allocs = 0;
  lt_interpose_set_fail (on_alloc);
}

long
lt_fail_alloc_count (void)
{
  return n_allocs;
}
