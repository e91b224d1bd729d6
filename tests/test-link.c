// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The link: records both ways, hostile ones, two threads, two processes.

#include "lt-test.h"

#include "link/lt-link-private.h"
#include "link/lt-mirror.h"

#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef union {
  LtRecord  record;
  LtCommand command;
  uint64_t  align;
  char      bytes[LT_MAX_RECORD];
} Buffer;

static void
test_both_ways (void)
{
  LtLinkPeer    *peer;
  LtLinkSurface *surface;
  Buffer         buffer;
  g_assert_cmpint (lt_link_pair (&peer, &surface), ==, LT_OK);
  LtMirror *mirror = lt_mirror_new (surface);
  LtAddress fader  = {.strip = 3, .param = LT_PARAM_FADER};
  g_assert_cmpuint (
    lt_mirror_set (mirror, fader, -6, 9, LT_TOUCH_BEGIN), !=, 0);
  g_assert_cmpuint (
    lt_mirror_add_strip (mirror, LT_KIND_GROUP, 2, -1, "B\xC3\xBChne"), !=, 0);
  g_assert_cmpuint (lt_mirror_simple (mirror, LT_COMMAND_PLAY), !=, 0);
  g_assert_cmpint (
    lt_link_peer_next_command (peer, &buffer.command), ==, LT_OK);
  const LtCommandSet *set = (const LtCommandSet *)&buffer;
  g_assert_cmpfloat (set->value, ==, -6);
  g_assert_cmpuint (set->command.gesture, ==, 9);
  g_assert_true (lt_address_equal (set->address, fader));
  g_assert_cmpint (
    lt_link_peer_next_command (peer, &buffer.command), ==, LT_OK);
  g_assert_cmpstr (lt_command_text (&buffer.command), ==, "B\xC3\xBChne");
  g_assert_cmpint (
    lt_link_peer_next_command (peer, &buffer.command), ==, LT_OK);
  g_assert_cmpint (
    lt_link_peer_next_command (peer, &buffer.command), ==, LT_NOT_FOUND);

  LtEventStrip strip = {.record.type = LT_EVENT_STRIP,
                        .strip       = 3,
                        .kind        = LT_KIND_INPUT,
                        .channels    = 1,
                        .position    = 0};
  g_assert_true (
    lt_link_peer_send (peer, &strip.record, sizeof strip, "audio/Kick.wav"));
  LtEventValue value = {
    .record.type = LT_EVENT_VALUE, .address = fader, .value = -INFINITY};
  g_assert_true (lt_link_peer_send (peer, &value.record, sizeof value, NULL));
  value = (LtEventValue){.record.type = LT_EVENT_TEXT,
                         .address     = {.strip = 3, .param = LT_PARAM_NAME}};
  g_assert_true (lt_link_peer_send (peer, &value.record, sizeof value, "Kick"));
  g_assert_cmpint (lt_mirror_pump (mirror), ==, LT_OK);
  g_assert_cmpfloat (lt_mirror_value (mirror, fader), ==, -INFINITY);
  g_assert_cmpstr (lt_mirror_strip (mirror, 3)->name, ==, "Kick");
  g_assert_cmpstr (lt_mirror_strip (mirror, 3)->file, ==, "audio/Kick.wav");
  lt_mirror_free (mirror);
  lt_link_peer_free (peer);
}

static void
test_folding (void)
{
  // A surface that sleeps: the ring fills, and the maxima are there later.
  LtLinkPeer    *peer;
  LtLinkSurface *surface;
  static LtMeter meters[LT_MAX_STRIPS], seen[LT_MAX_STRIPS];
  LtTelemetry    head = {.n_strips = 40};
  g_assert_cmpint (lt_link_pair (&peer, &surface), ==, LT_OK);
  LtMirror *mirror = lt_mirror_new (surface);
  for (uint32_t i = 0; i < 40; i++)
    meters[i].strip = i + 1;
  for (int k = 0; k < 2000; k++) {
    meters[7].post_peak[0] = k == 1999 - 3 ? 0.9f : 0.1f;
    meters[7].flags        = k == 1500 ? LT_METER_CLIP_POST : 0;
    lt_link_peer_send_telemetry (peer, &head, meters);
  }
  g_assert_true (lt_mirror_telemetry (mirror, &head, seen));
  lt_link_peer_send_telemetry (peer, &head, meters);
  g_assert_true (lt_mirror_telemetry (mirror, &head, meters));
  g_assert_cmpfloat (
    MAX (seen[7].post_peak[0], meters[7].post_peak[0]), ==, 0.9f);
  g_assert_true ((seen[7].flags | meters[7].flags) & LT_METER_CLIP_POST);
  lt_mirror_free (mirror);
  lt_link_peer_free (peer);
}

static void
test_hostile (void)
{
  LtTestRandom r      = lt_test_random (5);
  uint32_t     n_good = 0, n_bad = 0, n_broken = 0;
  for (int round = 0; round < 400; round++) {
    LtLinkPeer    *peer;
    LtLinkSurface *surface;
    g_assert_cmpint (lt_link_pair (&peer, &surface), ==, LT_OK);
    for (int k = 0; k < 500; k++) {
      Buffer         b;
      const uint32_t n = 8 * (1 + lt_test_below (&r, 20));
      for (uint32_t i = 0; i < n; i++)
        b.bytes[i] = (char)lt_test_below (&r, lt_test_below (&r, 2) ? 256 : 4);
      b.record.type = (uint16_t)lt_test_below (&r, LT_N_COMMANDS + 3);
      b.record.size = lt_test_below (&r, 50) ? n : (uint32_t)lt_test_next (&r);
      b.record.text_size =
        (uint16_t)(lt_test_below (&r, 3) ? 0 : lt_test_below (&r, 64));
      lt_ring_write (&surface->commands, &b, n);
    }
    for (;;) {
      Buffer   b;
      LtStatus status = lt_link_peer_next_command (peer, &b.command);
      n_good += status == LT_OK;
      n_bad += status == LT_FORMAT;
      n_broken += status == LT_IO;
      if (status == LT_OK)
        g_assert_true (
          g_utf8_validate (lt_command_text (&b.command), -1, NULL));
      if (status == LT_NOT_FOUND || status == LT_IO)
        break;
    }
    lt_link_surface_free (surface);
    lt_link_peer_free (peer);
  }
  g_test_message (
    "%u good by chance, %u refused, %u rings broken", n_good, n_bad, n_broken);
  g_assert_cmpuint (n_bad, >, 1000);
  g_assert_cmpuint (n_broken, >, 100);
  g_assert_cmpuint (n_good, >, 0);
  // An impossible index breaks the ring and nothing else.
  LtLinkPeer    *peer;
  LtLinkSurface *surface;
  Buffer         b;
  g_assert_cmpint (lt_link_pair (&peer, &surface), ==, LT_OK);
  atomic_store (&surface->commands.ring->written, 0x7FFFFFFFu);
  g_assert_cmpint (lt_link_peer_next_command (peer, &b.command), ==, LT_IO);
  lt_link_surface_free (surface);
  lt_link_peer_free (peer);
}

enum { STRESS = LT_TEST_SANITIZED ? 30000 : 200000 };

static gpointer
command_all (gpointer data)
{
  LtLinkSurface *surface = data;
  for (uint32_t i = 1; i <= STRESS;) {
    LtCommandNumber c = {.command = {.record.type = LT_COMMAND_LOCATE},
                         .number  = i};
    if (lt_link_surface_send (surface, &c.command, sizeof c, NULL))
      i++;
    Buffer b;
    while (lt_link_surface_next_event (surface, &b.record) == LT_OK)
      ;
  }
  return NULL;
}

static void
test_threads (void)
{
  LtLinkPeer    *peer;
  LtLinkSurface *surface;
  g_assert_cmpint (lt_link_pair (&peer, &surface), ==, LT_OK);
  GThread *thread = g_thread_new ("surface", command_all, surface);
  for (uint32_t expected = 1; expected <= STRESS;) {
    Buffer   b;
    LtStatus status = lt_link_peer_next_command (peer, &b.command);
    if (status == LT_OK)
      g_assert_cmpint (((LtCommandNumber *)&b)->number, ==, expected++);
    else
      g_assert_cmpint (status, ==, LT_NOT_FOUND);
    LtEventHistory event = {.record.type = LT_EVENT_HISTORY,
                            .n_undo      = expected};
    lt_link_peer_send (peer, &event.record, sizeof event, "undo\nredo");
  }
  g_thread_join (thread);
  lt_link_surface_free (surface);
  lt_link_peer_free (peer);
}

static void
test_socket (void)
{
  char *dir = lt_test_make_dir ();
  g_setenv ("XDG_RUNTIME_DIR", dir, TRUE);
  LtLinkServer *server, *second;
  LtError       error;
  LtLinkDesk    found[4];
  g_assert_cmpint (
    lt_link_server_new ("/a/Song.longthrow", &server, &error), ==, LT_OK);
  g_assert_cmpint (
    lt_link_server_new ("/a/Song.longthrow", &second, &error), ==, LT_BUSY);
  g_autofree char *folder = g_build_filename (dir, "longthrow", NULL);
  struct stat      info;
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  pid_t child = fork ();
  if (child == 0) {
    LtLinkSurface *surface;
    if (lt_link_find ("/a/Song.longthrow", found, 4) != 1 ||
        lt_link_connect (found[0].socket, &surface, NULL) != LT_OK)
      _exit (1);
    LtCommand play = {.record.type = LT_COMMAND_PLAY, .serial = 5};
    lt_link_surface_send (surface, &play, sizeof play, NULL);
    for (;;)
      pause ();
  }
  LtLinkPeer *peer = NULL;
  Buffer      b;
  LtStatus    status = LT_NOT_FOUND;
  for (int i = 0; i < 5000 && status != LT_OK; i++) {
    LtLinkPeer *came = lt_link_server_accept (server);
    if (came && peer)
      lt_link_peer_free (peer); // the knock of lt_link_find
    if (came)
      peer = came;
    if (peer)
      status = lt_link_peer_next_command (peer, &b.command);
    g_usleep (1000);
  }
  g_assert_cmpint (status, ==, LT_OK);
  g_assert_cmpuint (b.command.serial, ==, 5);
  struct pollfd gone = {.fd     = lt_link_peer_hangup_fd (peer),
                        .events = POLLIN | POLLHUP};
  g_assert_cmpint (poll (&gone, 1, 0), ==, 0);
  kill (child, SIGKILL);
  g_assert_cmpint (poll (&gone, 1, 2000), ==, 1);
  waitpid (child, NULL, 0);
  lt_link_peer_free (peer);
  // A desk that died without a word: its leftovers are replaced.
  child = fork ();
  if (child == 0) {
    LtLinkServer *dead;
    _exit (lt_link_server_new ("/a/Dead.longthrow", &dead, NULL) != LT_OK);
  }
  int result;
  waitpid (child, &result, 0);
  g_assert_cmpint (result, ==, 0);
  g_assert_cmpint (lt_link_find ("/a/Dead.longthrow", found, 4), ==, 0);
  g_assert_cmpint (
    lt_link_server_new ("/a/Dead.longthrow", &second, &error), ==, LT_OK);
  lt_link_server_free (second);
  lt_link_server_free (server);
  g_assert_cmpint (lt_link_find (NULL, found, 4), ==, 0);
  lt_test_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/link/both-ways", test_both_ways);
  g_test_add_func ("/link/folding", test_folding);
  g_test_add_func ("/link/hostile", test_hostile);
  g_test_add_func ("/link/threads", test_threads);
  g_test_add_func ("/link/socket", test_socket);
  return g_test_run ();
}
