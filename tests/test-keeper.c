// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Files: saves, journal, lock, crashes, full disks.

#include "lt-test.h"

#include "session/lt-keeper.h"
#include "session/lt-session-file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const LtActor hand = {.origin = LT_ORIGIN_HAND, .surface = 1};

typedef struct {
  char *dir, *path;
} Place;

static Place
make_place (void)
{
  Place      place = {.dir = lt_test_make_dir ()};
  LtSession *s     = lt_session_new (48000);
  LtError    error;
  place.path = g_build_filename (place.dir, "Song.longthrow", NULL);
  if (lt_session_create (s, place.path, &error) != LT_OK)
    g_error ("%s", error.text);
  lt_session_free (s);
  return place;
}

static void
clear_place (Place *place)
{
  g_free (place->path);
  lt_test_remove_dir (place->dir);
}

static LtSession *
open_session (const Place *place, bool read_only)
{
  LtSession *s;
  LtError    error;
  if (lt_session_open (place->path, read_only, &s, &error) != LT_OK)
    g_error ("%s", error.text);
  return s;
}

static LtKeeper *
keep (LtSession *s)
{
  LtKeeper *keeper;
  LtError   error;
  if (lt_keeper_new (s, NULL, NULL, &keeper, &error) != LT_OK)
    g_error ("%s", error.text);
  return keeper;
}

static double
fader (LtSession *s)
{
  double value;
  lt_session_get (
    s, (LtAddress){.strip = 1, .param = LT_PARAM_FADER}, &value, NULL);
  return value;
}

static void
set_fader (LtSession *s, double value)
{
  lt_session_set (
    s, &hand, (LtAddress){.strip = 1, .param = LT_PARAM_FADER}, value, NULL);
}

static void
test_save_and_keep_ten (void)
{
  Place      place = make_place ();
  LtSession *s     = open_session (&place, false);
  LtKeeper  *k     = keep (s);
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
  s = open_session (&place, false);
  g_assert_cmpfloat (fader (s), ==, -14);
  lt_session_free (s);
  // Creating over it is refused and touches nothing.
  LtSession *other = lt_session_new (44100);
  g_assert_cmpint (
    lt_session_create (other, place.path, &error), ==, LT_EXISTS);
  lt_session_free (other);
  clear_place (&place);
}

static void
test_lock (void)
{
  Place      place = make_place ();
  LtSession *s     = open_session (&place, false), *second;
  LtError    error;
  g_assert_cmpint (
    lt_session_open (place.path, false, &second, &error), ==, LT_BUSY);
  g_autofree char *pid = g_strdup_printf ("%d", (int)getpid ());
  g_assert_nonnull (strstr (error.text, pid));
  second = open_session (&place, true); // looking is allowed
  lt_session_free (second);
  lt_session_free (s);
  s = open_session (&place, false);
  lt_session_free (s);
  clear_place (&place);
}

static void
test_undo_after_crash (void)
{
  Place      place = make_place ();
  LtSession *s     = open_session (&place, false);
  LtKeeper  *k     = keep (s);
  set_fader (s, -3);
  set_fader (s, -9);
  lt_session_undo (s);
  lt_keeper_free (k, false, NULL); // the journal alone
  lt_session_free (s);
  s = open_session (&place, false);
  g_assert_cmpfloat (fader (s), ==, -3);
  g_assert_cmpuint (lt_session_n_recovered (s), ==, 3);
  lt_session_redo (s);
  g_assert_cmpfloat (fader (s), ==, -9);
  lt_session_undo (s);
  lt_session_undo (s);
  g_assert_cmpfloat (fader (s), ==, 0);
  lt_session_free (s);
  clear_place (&place);
}

static void
test_torn_and_damaged (void)
{
  Place      place = make_place ();
  LtSession *s     = open_session (&place, false);
  LtKeeper  *k     = keep (s);
  for (int i = 1; i <= 5; i++)
    set_fader (s, -i);
  lt_keeper_free (k, false, NULL);
  lt_session_free (s);
  g_autofree char *path = lt_journal_path (place.path, 0);
  g_autofree char *text = NULL;
  gsize            n;
  g_assert_true (g_file_get_contents (path, &text, &n, NULL));
  // Torn at every place: what is whole before it counts.
  for (gsize cut = 0; cut <= n; cut += 3) {
    g_assert_true (g_file_set_contents (path, text, (gssize)cut, NULL));
    int whole = 0;
    for (gsize i = 0; i < cut; i++)
      whole += text[i] == '\n';
    s = open_session (&place, true);
    g_assert_cmpfloat (fader (s), ==, -whole);
    lt_session_free (s);
  }
  // Damaged in its middle: up to there, and new edits live on.
  g_autofree char *bad   = g_strdup (text);
  char            *third = bad;
  for (int i = 0; i < 2; i++)
    third = strchr (third, '\n') + 1;
  memcpy (third, "garbage", 7);
  g_assert_true (g_file_set_contents (path, bad, -1, NULL));
  s = open_session (&place, false);
  g_assert_cmpfloat (fader (s), ==, -2);
  k = keep (s);
  set_fader (s, -33);
  lt_keeper_free (k, false, NULL);
  lt_session_free (s);
  s = open_session (&place, true);
  g_assert_cmpfloat (fader (s), ==, -33);
  lt_session_free (s);
  clear_place (&place);
}

/// A child that edits and tells each edit on a pipe, until it is killed.
static void
edit_for_ever (const Place *place, int pipe_fd)
{
  LtSession *s     = open_session (place, false);
  LtKeeper  *k     = keep (s);
  double     start = fader (s);
  for (int i = 1;; i++) {
    const double value =
      start - 0.1 * i < -80 ? -0.1 * (i % 500) : start - 0.1 * i;
    // Told before it is done: nothing can be on disk that was not told.
    struct {
      double value;
      gint64 time;
    } told = {lt_param_clamp (LT_PARAM_FADER, value), g_get_monotonic_time ()};
    if (write (pipe_fd, &told, sizeof told) != sizeof told)
      _exit (1);
    set_fader (s, value);
    if (i % 10 == 0)
      lt_keeper_flush (k);
    if (i % 97 == 0)
      lt_keeper_save (k);
    g_usleep (1000);
  }
}

static void
test_kill (void)
{
  enum { ROUNDS = 20 };
  Place        place = make_place ();
  LtTestRandom r     = lt_test_random (11);
  double       worst = 0, before = 0;
  for (int round = 0; round < ROUNDS; round++) {
    int fds[2];
    g_assert_cmpint (pipe (fds), ==, 0);
    pid_t child = fork ();
    if (child == 0)
      edit_for_ever (&place, fds[1]);
    close (fds[1]);
    g_usleep (50000 + lt_test_below (&r, 150000));
    kill (child, SIGKILL);
    const gint64 killed = g_get_monotonic_time ();
    waitpid (child, NULL, 0);
    GArray *told = g_array_new (FALSE, FALSE, 16);
    struct {
      double value;
      gint64 time;
    } one;
    while (read (fds[0], &one, sizeof one) == sizeof one)
      g_array_append_val (told, one);
    close (fds[0]);
    LtSession   *s    = open_session (&place, true);
    double       lost = (double)(killed - g_get_monotonic_time ());
    const double now  = fader (s);
    // Perhaps nothing of this round is on disk yet.
    bool is_found = told->len == 0 || now == before;
    if (told->len && now == before) {
      memcpy (&one, told->data, 16);
      lost = (double)(killed - one.time) / 1e6;
    }
    for (guint i = told->len; i-- > 0 && !is_found;) {
      memcpy (&one, told->data + i * 16, 16);
      is_found = one.value == now;
      lost     = (double)(killed - one.time) / 1e6;
    }
    g_assert_true (is_found); // some state that was told, none that never was
    worst  = MAX (worst, told->len ? lost : 0);
    before = now;
    lt_session_free (s);
    g_array_unref (told);
    s = open_session (&place, false); // the lock died with it; leftovers go
    GDir       *dir = g_dir_open (place.path, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name (dir)))
      g_assert_null (strstr (name, ".tmp-"));
    g_dir_close (dir);
    lt_session_free (s);
  }
  g_test_message ("killed %d times: at most %.3f s lost", ROUNDS, worst);
  g_assert_cmpfloat (worst, <, 1.0);
  clear_place (&place);
}

static void
test_disk_full (void)
{
  Place      place = make_place ();
  LtSession *s     = open_session (&place, false);
  LtKeeper  *k     = keep (s);
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
  s = open_session (&place, true);
  g_assert_cmpfloat (fader (s), ==, -7);
  lt_session_free (s);
  clear_place (&place);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/keeper/save-and-keep-ten", test_save_and_keep_ten);
  g_test_add_func ("/keeper/lock", test_lock);
  g_test_add_func ("/keeper/undo-after-crash", test_undo_after_crash);
  g_test_add_func ("/keeper/torn-and-damaged", test_torn_and_damaged);
  g_test_add_func ("/keeper/kill", test_kill);
  g_test_add_func ("/keeper/disk-full", test_disk_full);
  return g_test_run ();
}
