// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

typedef struct Item {
  struct Item *next;
  void        *item;
} Item;

struct LtQueue {
  pthread_mutex_t lock;
  pthread_cond_t  came;
  Item           *first, **last;
};

LtQueue *
lt_queue_new (void)
{
  LtQueue *queue = calloc (1, sizeof *queue);
  if (!queue)
    abort ();
  pthread_condattr_t monotonic;
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_mutex_init (&queue->lock, NULL);
  pthread_cond_init (&queue->came, &monotonic);
  pthread_condattr_destroy (&monotonic);
  queue->last = &queue->first;
  return queue;
}

void
lt_queue_free (LtQueue *queue)
{
  while (lt_queue_pop (queue, 0))
    ;
  pthread_cond_destroy (&queue->came);
  pthread_mutex_destroy (&queue->lock);
  free (queue);
}

void
lt_queue_push (LtQueue *queue, void *pointer)
{
  Item *item = calloc (1, sizeof *item);
  if (!item)
    abort ();
  item->item = pointer;
  pthread_mutex_lock (&queue->lock);
  *queue->last = item;
  queue->last  = &item->next;
  pthread_cond_signal (&queue->came);
  pthread_mutex_unlock (&queue->lock);
}

void *
lt_queue_pop (LtQueue *queue, int timeout_ms)
{
  struct timespec end;
  clock_gettime (CLOCK_MONOTONIC, &end);
  end.tv_sec += timeout_ms / 1000;
  end.tv_nsec += timeout_ms % 1000 * 1000000L;
  if (end.tv_nsec >= 1000000000L) {
    end.tv_sec++;
    end.tv_nsec -= 1000000000L;
  }
  int late = 0;
  pthread_mutex_lock (&queue->lock);
  while (!queue->first && timeout_ms != 0 && !late)
    late = timeout_ms < 0
             ? pthread_cond_wait (&queue->came, &queue->lock)
             : pthread_cond_timedwait (&queue->came, &queue->lock, &end);
  Item *item = queue->first;
  if (item) {
    queue->first = item->next;
    if (!queue->first)
      queue->last = &queue->first;
  }
  pthread_mutex_unlock (&queue->lock);
  void *pointer = item ? item->item : NULL;
  free (item);
  return pointer;
}
