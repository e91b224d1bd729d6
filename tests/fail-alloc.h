// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>

/**
   A failing allocator: proves that a module survives any allocation failing.

   ```
   for (long i = 0;; i++) {
     lt_fail_alloc_at (i);
     LtThing *thing = lt_thing_new ();
     const bool is_done = lt_fail_alloc_count () <= i;
     lt_fail_alloc_at (-1);
     CHECK (is_done == (thing != NULL));
     lt_thing_free (thing);
     if (is_done)
       break;
   }
   ```

   It sits on the interposers of interpose.h and may be linked together with
   rt-guard.h. Code on GLib's allocator aborts when it fails, as it does in
   life: this is for the layers that promise LT_NO_MEM.
*/

/** False in sanitizer builds, where nothing fails or counts: skip the test. */
bool lt_fail_alloc_available (void);

/**
   Start to count the calling thread's allocations anew and let number `i`,
   from 0, fail with ENOMEM; all others succeed. -1: none fails, and the count
   goes on. Malloc, calloc, realloc to more than 0 bytes, memalign,
   posix_memalign, aligned_alloc count, and what the C library allocates
   through them (strdup, fopen, getline).
   Thread: any, each for itself.
*/
void lt_fail_alloc_at (long i);

/**
   @return Allocations tried by the calling thread, the failed one included,
           since its last lt_fail_alloc_at() of 0 or more, or the first.
   Thread: any, each for itself.
*/
long lt_fail_alloc_count (void);
