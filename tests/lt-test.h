// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

/**
   What every test program here begins with. All is inline: a test needs this
   header and GLib, nothing to link.
*/

/** Sanitizers make a program some ten times slower: fewer rounds there. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LT_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LT_TEST_SANITIZED 1
#endif
#endif
#ifndef LT_TEST_SANITIZED
#define LT_TEST_SANITIZED 0
#endif

/** g_test_init that prints TAP also when the caller does not ask for it. */
static inline void
lt_test_init (int *argc, char ***argv)
{
  gboolean has_tap = FALSE;
  for (int i = 1; i < *argc; i++)
    has_tap |= strcmp ((*argv)[i], "--tap") == 0;
  if (!has_tap) {
    static char *longer[64]; // it is argv from now on
    g_assert_cmpint (*argc, <, 63);
    memcpy (longer, *argv, sizeof (char *) * (gsize)*argc);
    longer[(*argc)++] = (char *)"--tap";
    *argv             = longer;
  }
  g_test_init (argc, argv, NULL);
}

/** A new, empty folder of this test; end with lt_test_remove_dir. */
static inline char *
lt_test_make_dir (void)
{
  GError *error = NULL;
  char   *path  = g_dir_make_tmp ("lt-test-XXXXXX", &error);
  g_assert_no_error (error);
  return path;
}

/** Remove a folder with all that is in it; symbolic links are not followed. */
static inline void
lt_test_remove_tree (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK)
                ? NULL
                : g_dir_open (path, 0, NULL);
  if (dir) {
    const char *name;
    while ((name = g_dir_read_name (dir))) {
      char *child = g_build_filename (path, name, NULL);
      lt_test_remove_tree (child);
      g_free (child);
    }
    g_dir_close (dir);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/** As lt_test_remove_tree, and free the path of lt_test_make_dir. */
static inline void
lt_test_remove_dir (char *path)
{
  lt_test_remove_tree (path);
  g_free (path);
}

/** A file of the source tree, for example "tests/golden/params.txt"; g_free. */
static inline char *
lt_test_source_path (const char *path)
{
  const char *top = g_getenv ("LT_TOP_SRCDIR");
  if (!top) // by hand, from the top or from a build folder in it
    top = g_file_test (path, G_FILE_TEST_EXISTS) ? "." : "..";
  return g_build_filename (top, path, NULL);
}

/** Random numbers that are the same in every run: xorshift64*. */
typedef struct {
  uint64_t state; ///< Not 0
} LtTestRandom;

static inline LtTestRandom
lt_test_random (uint64_t seed)
{
  return (LtTestRandom){seed * 2 + 1};
}

static inline uint64_t
lt_test_next (LtTestRandom *random)
{
  random->state ^= random->state >> 12;
  random->state ^= random->state << 25;
  random->state ^= random->state >> 27;
  return random->state * 0x2545F4914F6CDD1DULL;
}

/** 0 .. n-1 */
static inline uint32_t
lt_test_below (LtTestRandom *random, uint32_t n)
{
  return (uint32_t)(((lt_test_next (random) >> 32) * n) >> 32);
}

/** min <= x < max */
static inline double
lt_test_between (LtTestRandom *random, double min, double max)
{
  return min + (double)(lt_test_next (random) >> 11) * 0x1p-53 * (max - min);
}
