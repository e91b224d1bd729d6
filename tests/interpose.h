// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>

/**
   Watched C library calls, the layer under rt-guard.h and fail-alloc.h.

   interpose.c defines malloc, pthread_mutex_lock, write and so on once more;
   linked into a program they take the place of the C library's for the program
   and for every library and plugin it loads. Each tells its hook and goes on
   to the real one. Without hooks nothing changes.

   Calls that the C library makes inside itself (fopen's open, a mutex's futex)
   do not come here, the allocator's excepted.
*/

/** What kind of call it is. */
typedef enum {
  LT_CALL_ALLOC,  ///< malloc, calloc, realloc, aligned_alloc and the like
  LT_CALL_FREE,   ///< free of something, realloc to nothing
  LT_CALL_LOCK,   ///< Taking a lock that may be held; waking a condition
  LT_CALL_BLOCK,  ///< Sleeping or waiting
  LT_CALL_IO,     ///< Files, sockets, stdio
  LT_CALL_SYSTEM, ///< Other bare system calls: mmap, syscall(), clone
} LtCall;

/** Told of a call before it is made, in the thread that makes it. */
typedef void LtCallNote (LtCall call, const char *name);

/** Asked before each allocation; true makes it fail with ENOMEM. */
typedef bool LtCallFail (void);

/**
   The interposers must be left out where a sanitizer brings its own.
*/
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LT_INTERPOSE 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
  __has_feature(memory_sanitizer)
#define LT_INTERPOSE 0
#endif
#endif
#ifndef LT_INTERPOSE
#define LT_INTERPOSE 1
#endif

/** Set the hook that is told, or NULL. Thread: any. */
void lt_interpose_set_note (LtCallNote *hook);

/** Set the hook that makes allocations fail, or NULL. Thread: any. */
void lt_interpose_set_fail (LtCallFail *hook);
