// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The keeper: saves, lock, full disks.

#include "session-rig.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
fader (LtSession *s)
{
  return rig_get (s, rig_at (1, LT_PARAM_FADER));
}

static void
set_fader (LtSession *s, double value)
{
  lt_session_set (s, &rig_hand, rig_at (1, LT_PARAM_FADER), value, NULL);
}

static void
test_save_and_keep_ten (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  for (int i = 1; i <= 14; i++) {
    set_fader (s, -i);
    lt_keeper_save (k);
  }
  LtError error;
  g_assert_cmpint (lt_keeper_free (k, false, &error), ==, LT_OK);
  g_assert_false (lt_session_is_dirty (s));
  lt_session_free (s);
  for (int i = 1; i <= 11; i++) {
    g_autofree char *name = g_strdup_printf ("session.json.%d", i);
    g_autofree char *path = g_build_filename (place.path, name, NULL);
    g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, i <= 10);
  }
  s = rig_open (&place, false);
  g_assert_cmpfloat (fader (s), ==, -14);
  lt_session_free (s);
  // Creating over it is refused and touches nothing.
  LtSession *other = lt_session_new (44100);
  g_assert_cmpint (
    lt_session_create (other, place.path, &error), ==, LT_EXISTS);
  lt_session_free (other);
  rig_clear_place (&place);
}

static void
test_lock (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false), *second;
  LtError    error;
  g_assert_cmpint (
    lt_session_open (place.path, false, &second, &error), ==, LT_BUSY);
  g_autofree char *pid = g_strdup_printf ("%d", (int)getpid ());
  g_assert_nonnull (strstr (error.text, pid));
  second = rig_open (&place, true); // looking is allowed
  lt_session_free (second);
  lt_session_free (s);
  s = rig_open (&place, false);
  lt_session_free (s);
  rig_clear_place (&place);
}

static void
test_undo_after_crash (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  set_fader (s, -3);
  set_fader (s, -9);
  lt_session_undo (s);
  lt_keeper_free (k, false, NULL); // the journal alone
  lt_session_free (s);
  s = rig_open (&place, false);
  g_assert_cmpfloat (fader (s), ==, -3);
  g_assert_cmpuint (lt_session_n_recovered (s), ==, 3);
  lt_session_redo (s);
  g_assert_cmpfloat (fader (s), ==, -9);
  lt_session_undo (s);
  lt_session_undo (s);
  g_assert_cmpfloat (fader (s), ==, 0);
  lt_session_free (s);
  rig_clear_place (&place);
}

static void
test_disk_full (void)
{
  RigPlace   place = rig_make_place ();
  LtSession *s     = rig_open (&place, false);
  LtKeeper  *k     = rig_keep (s);
  set_fader (s, -5);
  lt_keeper_save (k);
  g_autofree char *file   = g_build_filename (place.path, "session.json", NULL);
  g_autofree char *before = NULL, *after = NULL;
  LtStatus         status;
  LtError          error = {.status = LT_OK};
  while (!lt_keeper_poll (k, &status, &error))
    g_usleep (1000);
  g_assert_cmpint (status, ==, LT_OK);
  g_assert_true (g_file_get_contents (file, &before, NULL, NULL));
  // No file may grow: what a full disk does to a writer.
  struct rlimit old, none;
  getrlimit (RLIMIT_FSIZE, &old);
  none          = old;
  none.rlim_cur = 0;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  set_fader (s, -7);
  lt_keeper_save (k);
  bool is_told = false;
  for (int i = 0; i < 2000 && !is_told; i++) {
    while (lt_keeper_poll (k, &status, &error))
      is_told |= status == LT_IO && strstr (error.text, "session.json");
    g_usleep (1000);
  }
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_true (is_told);
  g_assert_true (g_file_get_contents (file, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  g_assert_true (lt_session_is_dirty (s));
  lt_keeper_save (k); // there is room again
  g_assert_cmpint (lt_keeper_free (k, false, &error), ==, LT_OK);
  lt_session_free (s);
  s = rig_open (&place, true);
  g_assert_cmpfloat (fader (s), ==, -7);
  lt_session_free (s);
  rig_clear_place (&place);
}

/// A full disk while only the journal is written: said once, and all of it is
/// there as soon as there is room, without a save.
static void
test_journal_full (void)
{
  RigPlace      place = rig_make_place ();
  LtSession    *s     = rig_open (&place, false);
  LtKeeper     *k     = rig_keep (s);
  struct rlimit old, some;
  LtStatus      status;
  LtError       error;
  int           n_told = 0;
  getrlimit (RLIMIT_FSIZE, &old);
  some          = old;
  some.rlim_cur = 150; // in the middle of the second line
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &some), ==, 0);
  for (int i = 1; i <= 20; i++) {
    set_fader (s, -i);
    lt_keeper_flush (k);
    for (int wait = 0; i == 20 && wait < 2000 && !n_told; wait++) {
      while (lt_keeper_poll (k, &status, &error))
        n_told++;
      g_usleep (1000);
    }
  }
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_cmpint (n_told, ==, 1);
  g_assert_cmpint (status, ==, LT_IO);
  g_assert_nonnull (strstr (error.text, place.path));
  set_fader (s, -21);
  rig_crash (k, s);
  s = rig_open (&place, false);
  g_assert_null (lt_session_trouble (s));
  g_assert_cmpfloat (fader (s), ==, -21);
  g_assert_cmpuint (lt_session_n_undo (s), ==, 21);
  lt_session_free (s);
  rig_clear_place (&place);
}

/// Still full at the end: the last call says it too.
static void
test_full_to_the_end (void)
{
  RigPlace      place = rig_make_place ();
  LtSession    *s     = rig_open (&place, false);
  LtKeeper     *k     = rig_keep (s);
  struct rlimit old, none;
  LtError       error = {.status = LT_OK};
  getrlimit (RLIMIT_FSIZE, &old);
  none          = old;
  none.rlim_cur = 0;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  set_fader (s, -1);
  LtStatus status = lt_keeper_free (k, false, &error);
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_cmpint (status, ==, LT_IO);
  g_assert_nonnull (strstr (error.text, place.path));
  lt_session_free (s);
  rig_clear_place (&place);
}

/// The folder is gone from under it: said, with its name.
static void
test_folder_gone (void)
{
  RigPlace         place = rig_make_place ();
  g_autofree char *moved = g_strconcat (place.path, ".moved", NULL);
  LtSession       *s     = rig_open (&place, false);
  LtKeeper        *k     = rig_keep (s);
  LtError          error = {.status = LT_OK};
  set_fader (s, -1);
  g_assert_cmpint (g_rename (place.path, moved), ==, 0);
  lt_keeper_save (k);
  g_assert_cmpint (lt_keeper_free (k, false, &error), ==, LT_IO);
  g_assert_nonnull (strstr (error.text, place.path));
  lt_session_free (s);
  // The edit is in the journal all the same.
  RigPlace there = {place.dir, moved};
  s              = rig_open (&there, false);
  g_assert_cmpfloat (fader (s), ==, -1);
  lt_session_free (s);
  rig_clear_place (&place);
}

/// What a cut-off save left goes; what is the user's stays; folders that are
/// missing come back.
static void
test_sweep (void)
{
  static const char *const files[] = {
    "session.json.new", "session.json.new.tmp-77", "notes.tmp-1", "x.json.new"};
  RigPlace         place = rig_make_place ();
  g_autofree char *cache = g_build_filename (place.path, "cache", NULL);
  for (int i = 0; i < 4; i++) {
    g_autofree char *path = g_build_filename (place.path, files[i], NULL);
    g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  }
  g_assert_cmpint (g_rmdir (cache), ==, 0);
  lt_session_free (rig_open (&place, true));
  for (int i = 0; i < 4; i++) { // looking touches nothing
    g_autofree char *path = g_build_filename (place.path, files[i], NULL);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  lt_session_free (rig_open (&place, false));
  for (int i = 0; i < 4; i++) {
    g_autofree char *path = g_build_filename (place.path, files[i], NULL);
    g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, i >= 2);
  }
  g_assert_true (g_file_test (cache, G_FILE_TEST_IS_DIR));
  rig_clear_place (&place);
}

/// A lock whose holder was killed is free; the file stays and is taken over.
static void
test_lock_of_the_dead (void)
{
  RigPlace place = rig_make_place ();
  int      fds[2];
  char     ready;
  g_assert_cmpint (pipe (fds), ==, 0);
  pid_t child = fork ();
  if (child == 0) {
    rig_open (&place, false);
    g_assert_cmpint (write (fds[1], "x", 1), ==, 1);
    for (;;)
      pause ();
  }
  g_assert_cmpint (read (fds[0], &ready, 1), ==, 1);
  LtSession *s;
  LtError    error;
  g_assert_cmpint (
    lt_session_open (place.path, false, &s, &error), ==, LT_BUSY);
  g_autofree char *pid = g_strdup_printf ("process %d, since 2", (int)child);
  g_assert_nonnull (strstr (error.text, pid));
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  lt_session_free (rig_open (&place, false));
  close (fds[0]);
  close (fds[1]);
  rig_clear_place (&place);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/keeper/save-and-keep-ten", test_save_and_keep_ten);
  g_test_add_func ("/keeper/lock", test_lock);
  g_test_add_func ("/keeper/undo-after-crash", test_undo_after_crash);
  g_test_add_func ("/keeper/disk-full", test_disk_full);
  g_test_add_func ("/keeper/journal-full", test_journal_full);
  g_test_add_func ("/keeper/full-to-the-end", test_full_to_the_end);
  g_test_add_func ("/keeper/folder-gone", test_folder_gone);
  g_test_add_func ("/keeper/sweep", test_sweep);
  g_test_add_func ("/keeper/lock-of-the-dead", test_lock_of_the_dead);
  return g_test_run ();
}
