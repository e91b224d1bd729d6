// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// jack-probe record OUT.f32 FRAMES PORT PORT COMMAND
//     turns freewheeling on, runs COMMAND (which starts the song), records two
//     ports as interleaved floats from the first sample that is not zero,
//     turns freewheeling off.
// jack-probe sound PORT PEER MILLISECONDS
//     waits for a server, then for a sample of PORT that is not zero; prints
//     the milliseconds between the two and whether PORT is connected to PEER.

#include <jack/jack.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static jack_port_t *ports[2];
static float       *frames;
static uint64_t     n_frames, n_max;
static _Atomic bool is_full, is_on;

static int
process (jack_nframes_t n, void *data)
{
  const float *x[2] = {jack_port_get_buffer (ports[0], n),
                       jack_port_get_buffer (ports[1], n)};
  for (jack_nframes_t i = 0; atomic_load (&is_on) && i < n && n_frames < n_max;
       i++) {
    if (n_frames == 0 && x[0][i] == 0.0f && x[1][i] == 0.0f)
      continue;
    frames[2 * n_frames]     = x[0][i];
    frames[2 * n_frames + 1] = x[1][i];
    n_frames++;
  }
  if (n_frames == n_max)
    atomic_store (&is_full, true);
  return 0;
}

static jack_client_t *
open_client (int n_ports, JackProcessCallback callback)
{
  jack_client_t *client =
    jack_client_open ("lt-probe", JackNoStartServer, NULL);
  for (int c = 0; client && c < n_ports; c++)
    ports[c] = jack_port_register (
      client, c ? "in_2" : "in_1", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
  if (client) {
    jack_set_process_callback (client, callback, NULL);
    jack_activate (client);
  }
  return client;
}

static int
failed (const char *what)
{
  printf ("# jack-probe: %s failed\n", what);
  return 1;
}

/// A server that has just left freewheeling refuses for a moment.
static bool
set_freewheel (jack_client_t *client, int on)
{
  for (int i = 0; i < 40; i++) {
    if (jack_set_freewheel (client, on) == 0)
      return true;
    usleep (50000);
  }
  return false;
}

static bool
connect_to (jack_client_t *client, const char *from, jack_port_t *to)
{
  for (int i = 0; i < 60; i++) {
    if (jack_port_connected_to (to, from)
        || jack_connect (client, from, jack_port_name (to)) == 0)
      return true;
    usleep (50000);
  }
  return false;
}

static int
record (char **argv)
{
  n_max                 = strtoull (argv[3], NULL, 10);
  frames                = calloc (n_max, 2 * sizeof (float));
  jack_client_t *client = NULL;
  for (int i = 0; i < 40 && !client; i++) {
    client = open_client (2, process);
    if (!client)
      usleep (50000);
  }
  if (!client || !frames)
    return failed ("opening a client");
  for (int c = 0; c < 2; c++)
    if (!connect_to (client, argv[4 + c], ports[c]))
      return failed ("connecting");
  usleep (200000); // what still sounds from before dies away
  atomic_store (&is_on, true);
  if (!set_freewheel (client, 1))
    return failed ("freewheeling");
  if (system (argv[6]) != 0)
    return failed (argv[6]);
  for (int i = 0; i < 1500 && !atomic_load (&is_full); i++)
    usleep (20000);
  const bool has_all = atomic_load (&is_full);
  set_freewheel (client, 0);
  jack_client_close (client);
  if (!has_all)
    return failed ("recording enough");
  FILE *out = fopen (argv[2], "wb");
  if (!out || fwrite (frames, 2 * sizeof (float), n_frames, out) != n_frames)
    return failed ("writing");
  return fclose (out);
}

static int
listen_to (jack_nframes_t n, void *data)
{
  const float *x = jack_port_get_buffer (ports[0], n);
  for (jack_nframes_t i = 0; i < n; i++)
    if (x[i] != 0.0f)
      atomic_store (&is_full, true);
  return 0;
}

static double
now_ms (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static void
be_silent (const char *text)
{
}

static int
sound (char **argv)
{
  const double   limit  = now_ms () + strtod (argv[4], NULL);
  jack_client_t *client = NULL;
  jack_set_error_function (be_silent);
  jack_set_info_function (be_silent);
  while (!client && now_ms () < limit) {
    client = open_client (1, listen_to);
    if (!client)
      usleep (5000);
  }
  const double start        = now_ms ();
  bool         is_connected = false;
  while (client && !atomic_load (&is_full) && now_ms () < limit) {
    if (!is_connected)
      is_connected =
        jack_port_by_name (client, argv[2]) &&
        jack_connect (client, argv[2], jack_port_name (ports[0])) == 0;
    usleep (2000);
  }
  const double end = now_ms ();
  if (!client || !atomic_load (&is_full))
    return 1;
  bool is_restored = false;
  for (int i = 0; i < 300 && !is_restored; i++) {
    jack_port_t *port = jack_port_by_name (client, argv[2]);
    const char **peers =
      port ? jack_port_get_all_connections (client, port) : NULL;
    for (int k = 0; peers && peers[k]; k++)
      is_restored |= strcmp (peers[k], argv[3]) == 0;
    jack_free (peers);
    usleep (5000);
  }
  printf ("%.0f %s\n", end - start, is_restored ? "connected" : "alone");
  jack_client_close (client);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 7 && strcmp (argv[1], "record") == 0)
    return record (argv);
  if (argc == 5 && strcmp (argv[1], "sound") == 0)
    return sound (argv);
  fprintf (
    stderr,
    "jack-probe record OUT FRAMES PORT PORT COMMAND | sound PORT PEER MS\n");
  return 2;
}
