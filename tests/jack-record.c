// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// jack-record OUT.f32 FRAMES PORT PORT: a JACK client that turns freewheeling
// on, records two ports as raw interleaved floats from the first sample that is
// not zero, turns freewheeling off and ends. For tests.

#include <jack/jack.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static jack_port_t    *ports[2];
static float          *frames;
static uint64_t        n_frames, n_max;
static _Atomic bool    is_full, is_on;

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

int
main (int argc, char **argv)
{
  if (argc != 6) {
    fprintf (stderr, "jack-record OUT FRAMES PORT PORT START-COMMAND\n");
    return 2;
  }
  n_max                 = strtoull (argv[2], NULL, 10);
  frames                = calloc (n_max, 2 * sizeof (float));
  jack_client_t *client = jack_client_open ("lt-record", JackNoStartServer, NULL);
  if (!client || !frames)
    return 1;
  for (int c = 0; c < 2; c++)
    ports[c] = jack_port_register (client,
                                   c ? "in_2" : "in_1",
                                   JACK_DEFAULT_AUDIO_TYPE,
                                   JackPortIsInput,
                                   0);
  jack_set_process_callback (client, process, NULL);
  if (jack_activate (client) != 0)
    return 1;
  for (int c = 0; c < 2; c++)
    if (jack_connect (client, argv[3 + c], jack_port_name (ports[c])) != 0)
      return 1;
  usleep (200000); // what still sounds from before dies away
  atomic_store (&is_on, true);
  if (strcmp (argv[5], "-") != 0) {
    if (jack_set_freewheel (client, 1) != 0 || system (argv[5]) != 0)
      return 1;
  }
  for (int i = 0; i < 6000 && !atomic_load (&is_full); i++)
    usleep (20000);
  jack_set_freewheel (client, 0);
  jack_client_close (client);
  FILE *out = fopen (argv[1], "wb");
  if (!out || fwrite (frames, 2 * sizeof (float), n_frames, out) != n_frames)
    return 1;
  return fclose (out) == 0 && n_frames == n_max ? 0 : 1;
}
