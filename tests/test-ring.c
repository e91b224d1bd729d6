// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-ring.h"
#include "lt-test.h"

#include <stdlib.h>

enum { SIZE = 4096 };

/** A ring whose indices begin at `start`, with both its ends. */
typedef struct {
  LtRing   *ring;
  LtRingEnd writer, reader;
} Pair;

static Pair
pair_new (uint32_t size, uint32_t start)
{
  Pair pair = {.ring = lt_ring_new (size)};
  g_assert_nonnull (pair.ring);
  g_assert_cmpuint ((uintptr_t)pair.ring % 64, ==, 0);
  atomic_store (&pair.ring->written, start);
  atomic_store (&pair.ring->read, start);
  lt_ring_writer (&pair.writer, pair.ring, size);
  lt_ring_reader (&pair.reader, pair.ring, size);
  return pair;
}

static void
test_full_and_empty (void)
{
  static const uint32_t starts[] = {0, 1, 63, UINT32_MAX - 31, UINT32_MAX};
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    Pair    pair = pair_new (64, starts[i]);
    uint8_t in[65], out[65];
    for (guint k = 0; k < sizeof in; k++)
      in[k] = (uint8_t)(k * 7 + i);
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 64);
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 0);
    g_assert_false (lt_ring_read (&pair.reader, out, 1));
    g_assert_true (lt_ring_read (&pair.reader, out, 0));
    g_assert_false (lt_ring_write (&pair.writer, in, 65));
    g_assert_true (lt_ring_write (&pair.writer, in, 64));
    g_assert_false (lt_ring_write (&pair.writer, in, 1));
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 0);
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 64);
    g_assert_true (lt_ring_peek (&pair.reader, 60, out, 4));
    g_assert_cmpmem (out, 4, in + 60, 4);
    g_assert_false (lt_ring_peek (&pair.reader, 61, out, 4));
    g_assert_false (lt_ring_peek (&pair.reader, UINT32_MAX, out, 4));
    g_assert_true (lt_ring_read (&pair.reader, out, 64));
    g_assert_cmpmem (out, 64, in, 64);
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 64);
    g_assert_false (pair.writer.broken || pair.reader.broken);
    free (pair.ring);
  }
}

static void
test_index_wrap (void)
{
  Pair     pair = pair_new (SIZE, UINT32_MAX - 10 * SIZE - 5);
  uint32_t next = 0, want = 0;
  for (int i = 0; i < 10000; i++) {
    uint32_t item[3] = {next, ~next, next * 3}, got[3];
    g_assert_true (lt_ring_write (&pair.writer, item, sizeof item));
    next++;
    if (i % 3 == 1)
      continue;
    while (lt_ring_read (&pair.reader, got, sizeof got)) {
      g_assert_cmpuint (got[0], ==, want);
      g_assert_cmpuint (got[1], ==, ~want);
      g_assert_cmpuint (got[2], ==, want * 3);
      want++;
    }
  }
  g_assert_cmpuint (want, ==, next);
  g_assert_cmpuint (pair.writer.mine, <, UINT32_MAX / 2); // it did wrap
  free (pair.ring);
}

static void
test_stage (void)
{
  static const uint32_t starts[] = {0, UINT32_MAX - 3};
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    Pair pair   = pair_new (64, starts[i]);
    char out[8] = "";
    g_assert_true (lt_ring_stage (&pair.writer, "abc", 3));
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 0);
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 61);
    lt_ring_rollback (&pair.writer);
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 64);
    g_assert_true (lt_ring_stage (&pair.writer, "xy", 2));
    g_assert_true (lt_ring_stage (&pair.writer, "z", 1));
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 0);
    lt_ring_commit (&pair.writer);
    lt_ring_rollback (&pair.writer); // nothing is staged: nothing happens
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 3);
    lt_ring_skip (&pair.reader, 1);
    g_assert_true (lt_ring_read (&pair.reader, out, 2));
    g_assert_cmpstr (out, ==, "yz");
    g_assert_false (pair.writer.broken || pair.reader.broken);
    free (pair.ring);
  }
}

static void
test_taken_later (void)
{
  Pair pair   = pair_new (64, 40);
  char out[8] = "";
  g_assert_true (lt_ring_write (&pair.writer, "hello", 6));
  LtRingEnd writer, reader;
  lt_ring_writer (&writer, pair.ring, 64);
  lt_ring_reader (&reader, pair.ring, 64);
  g_assert_false (writer.broken || reader.broken);
  g_assert_cmpuint (lt_ring_room (&writer), ==, 58);
  g_assert_true (lt_ring_read (&reader, out, 6));
  g_assert_cmpstr (out, ==, "hello");
  free (pair.ring);
}

static void
test_mad_reader (void)
{
  static const uint32_t lies[]     = {1, 65, UINT32_MAX - 64, UINT32_MAX / 2};
  uint8_t               bytes[256] = {0};
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++) {
    Pair pair = pair_new (64, 100);
    g_assert_true (lt_ring_stage (&pair.writer, bytes, 8));
    // Truth first: the writer goes on.
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 56);
    atomic_store (&pair.ring->read, 100 + lies[i]);
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 0);
    g_assert_true (pair.writer.broken);
    atomic_store (&pair.ring->read, 100);
    g_assert_cmpuint (lt_ring_room (&pair.writer), ==, 0);
    g_assert_false (lt_ring_write (&pair.writer, bytes, 1));
    free (pair.ring);

    pair = pair_new (64, 100);
    atomic_store (&pair.ring->read, 100 + lies[i]);
    lt_ring_writer (&pair.writer, pair.ring, 64);
    g_assert_false (lt_ring_write (&pair.writer, bytes, sizeof bytes));
    g_assert_false (lt_ring_write (&pair.writer, bytes, 1));
    g_assert_true (pair.writer.broken);
    free (pair.ring);
  }
}

static void
test_mad_writer (void)
{
  static const uint32_t lies[]     = {65, UINT32_MAX, UINT32_MAX / 2};
  uint8_t               bytes[256] = {0};
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++) {
    Pair pair = pair_new (64, 100);
    atomic_store (&pair.ring->written, 164);
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 64);
    atomic_store (&pair.ring->written, 100 + lies[i]);
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 0);
    g_assert_true (pair.reader.broken);
    atomic_store (&pair.ring->written, 110);
    g_assert_cmpuint (lt_ring_filled (&pair.reader), ==, 0);
    g_assert_false (lt_ring_read (&pair.reader, bytes, 1));
    g_assert_false (lt_ring_peek (&pair.reader, 0, bytes, 1));
    free (pair.ring);

    pair = pair_new (64, 100);
    atomic_store (&pair.ring->written, 100 + lies[i]);
    lt_ring_reader (&pair.reader, pair.ring, 64);
    g_assert_false (lt_ring_read (&pair.reader, bytes, sizeof bytes));
    g_assert_false (lt_ring_read (&pair.reader, bytes, 1));
    g_assert_true (pair.reader.broken);
    free (pair.ring);
  }
}

/** An item is its number, its length in words and words made of both. */
enum { MAX_WORDS = 12 };

static uint32_t
make_item (uint32_t number, uint32_t item[MAX_WORDS])
{
  uint32_t n = 2 + number * 2654435761U % (MAX_WORDS - 1);
  item[0]    = number;
  item[1]    = n;
  for (uint32_t i = 2; i < n; i++)
    item[i] = number * i;
  return n;
}

typedef struct {
  Pair     pair;
  uint32_t n_items;
} Traffic;

/** Stages up to four items at a time; now and then rolls back and repeats. */
static gpointer
write_items (gpointer data)
{
  Traffic     *traffic = data;
  LtTestRandom random  = lt_test_random (5);
  for (uint32_t number = 0; number < traffic->n_items;) {
    uint32_t batch = 1 + lt_test_below (&random, 4), staged = 0;
    for (; staged < batch && number + staged < traffic->n_items; staged++) {
      uint32_t item[MAX_WORDS], n = make_item (number + staged, item);
      if (!lt_ring_stage (&traffic->pair.writer, item, n * 4))
        break;
    }
    if (staged == 0)
      g_thread_yield ();
    else if (lt_test_below (&random, 16) == 0)
      lt_ring_rollback (&traffic->pair.writer);
    else {
      lt_ring_commit (&traffic->pair.writer);
      number += staged;
    }
  }
  return NULL;
}

static void
test_two_threads (void)
{
  Traffic  traffic = {pair_new (1024, UINT32_MAX - 100000),
                     LT_TEST_SANITIZED ? 100000 : 2000000};
  GThread *writer  = g_thread_new ("writer", write_items, &traffic);
  for (uint32_t number = 0; number < traffic.n_items;) {
    uint32_t head[2], item[MAX_WORDS], want[MAX_WORDS];
    if (!lt_ring_peek (&traffic.pair.reader, 0, head, sizeof head)) {
      g_assert_false (traffic.pair.reader.broken);
      g_thread_yield ();
      continue;
    }
    uint32_t n = make_item (number, want);
    if (head[0] != number || head[1] != n)
      g_error ("item %u of %u words came instead of %u of %u",
               head[0],
               head[1],
               number,
               n);
    g_assert_true (lt_ring_read (&traffic.pair.reader, item, n * 4));
    if (memcmp (item, want, n * 4) != 0)
      g_error ("item %u came damaged", number);
    number++;
  }
  g_thread_join (writer);
  g_assert_cmpuint (lt_ring_filled (&traffic.pair.reader), ==, 0);
  g_assert_false (traffic.pair.writer.broken || traffic.pair.reader.broken);
  free (traffic.pair.ring);
}

#ifdef __SANITIZE_THREAD__
/** The ring's mistake that one would make: the index is published relaxed.
    On this processor it would even work; only the sanitizer sees it. */
static gpointer
write_relaxed (gpointer data)
{
  Pair *pair = data;
  for (uint32_t i = 0; i < 1000;)
    if (lt_ring_stage (&pair->writer, &i, sizeof i)) {
      pair->writer.published = pair->writer.mine;
      atomic_store_explicit (
        &pair->ring->written, pair->writer.mine, memory_order_relaxed);
      i++;
    } else
      g_thread_yield ();
  return NULL;
}

static void
test_relaxed (void)
{
  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed ();
    g_test_trap_assert_stderr ("*data race*");
    return;
  }
  Pair     pair   = pair_new (64, 0);
  GThread *writer = g_thread_new ("relaxed", write_relaxed, &pair);
  for (uint32_t i = 0, got; i < 1000;)
    if (lt_ring_read (&pair.reader, &got, sizeof got))
      i++;
    else
      g_thread_yield ();
  g_thread_join (writer);
  free (pair.ring);
}
#endif

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/ring/full-and-empty", test_full_and_empty);
  g_test_add_func ("/ring/index-wrap", test_index_wrap);
  g_test_add_func ("/ring/stage", test_stage);
  g_test_add_func ("/ring/taken-later", test_taken_later);
  g_test_add_func ("/ring/mad-reader", test_mad_reader);
  g_test_add_func ("/ring/mad-writer", test_mad_writer);
  g_test_add_func ("/ring/two-threads", test_two_threads);
#ifdef __SANITIZE_THREAD__
  g_test_add_func ("/ring/relaxed-is-caught", test_relaxed);
#endif
  return g_test_run ();
}
