// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/**
   A queue of pointers between threads that may wait: one mutex, one condition.
   GLib's own would do, but its locks are futexes that the thread sanitizer
   cannot see. Never in the process thread.
*/
typedef struct LtQueue LtQueue;

/** Aborts without memory. */
LtQueue *lt_queue_new (void);
/** The items left are the caller's: pop them first. */
void lt_queue_free (LtQueue *queue);
void lt_queue_push (LtQueue *queue, void *item);
/** The oldest item, or NULL when none came in `timeout_ms` (0: look only, -1:
    wait for ever). */
void *lt_queue_pop (LtQueue *queue, int timeout_ms);
