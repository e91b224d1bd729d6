// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* ui-desk SESSION [N]: the desk without audio as a program, in the place of
   longthrow-engine (LT_ENGINE), for the window's bench and screenshots. */

#include "tests/ui-desk.h"

#include <glib-unix.h>
#include <glib.h>
#include <stdlib.h>

enum { TICK_MS = 10 };

static UiDesk       *desk;
static LtLinkServer *server;
static GMainLoop    *loop;
static gint64        last_us;

static gboolean
on_tick (gpointer data)
{
  LtLinkPeer *peer = lt_link_server_accept (server);
  gint64      now  = g_get_monotonic_time ();
  if (peer)
    ui_desk_attach (desk, peer);
  if (!ui_desk_serve (desk))
    g_main_loop_quit (loop);
  ui_desk_pass (desk, (int)((now - last_us) * 48 / 1000));
  last_us = now;
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  LtError error;
  if (argc < 2 || lt_link_server_new (argv[1], &server, &error) != LT_OK) {
    g_printerr ("ui-desk SESSION: %s\n", argc < 2 ? "which?" : error.text);
    return 1;
  }
  last_us = g_get_monotonic_time ();
  desk    = ui_desk_new (argc > 2 ? atoi (argv[2]) : 38, argv[1]);
  loop    = g_main_loop_new (NULL, FALSE);
  ui_desk_set_moving (desk, g_getenv ("UI_DESK_STILL") == NULL);
  g_timeout_add (TICK_MS, on_tick, NULL);
  g_main_loop_run (loop);
  ui_desk_free (desk);
  lt_link_server_free (server);
  g_main_loop_unref (loop);
  return 0;
}
