// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// "Why can't I hear this?", the last part: monitor and headphones.

#include "why-rig.h"

static void
monitor (Scene *scene)
{
  scene->connected[1] = "monitor/out/a/";
}

static void
monitor_alone (Scene *scene)
{
  scene->connected[0] = "monitor/out/a/";
}

static void
monitor_set (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_SPEAKERS, 1);
}

static void
monitor_mute (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_MUTE, 1);
}

static void
monitor_sides (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_MUTE_LEFT, 1);
  set (scene, 0, LT_PARAM_MONITOR_MUTE_RIGHT, 1);
}

static void
monitor_side (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_SIDE, 1);
  set (scene, 0, LT_PARAM_MONITOR_MUTE_LEFT, 1);
}

static void
monitor_dim (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_DIM, 1);
}

static void
monitor_down (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_LEVEL, -INFINITY);
}

static void
monitor_talkback (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_TALKBACK_ON, 1);
  set (scene, 0, LT_PARAM_TALKBACK_DIM, -INFINITY);
}

static void
monitor_bus (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_SOURCE, 1);
  set (scene, 0, LT_PARAM_MONITOR_BUS, VERB);
}

static void
monitor_own_bus (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_SOURCE, 1);
  set (scene, 0, LT_PARAM_MONITOR_BUS, DRUMS);
}

static void
monitor_gone (Scene *scene) // then it is the master
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_SOURCE, 1);
  set (scene, 0, LT_PARAM_MONITOR_BUS, 77);
}

static void
monitor_external (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_MONITOR_SOURCE, 2);
}

static void
monitor_unused (Scene *scene) // who does not use it hears nothing of it
{
  set (scene, 0, LT_PARAM_MONITOR_MUTE, 1);
  set (scene, 0, LT_PARAM_MONITOR_SOURCE, 2);
}

static void
pfl_other (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_SOLO_MODE, 1);
  set (scene, KICK, LT_PARAM_SOLO, 1);
}

static void
afl_other (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_SOLO_MODE, 2);
  set (scene, 0, LT_PARAM_SOLO_DIM, -15);
  set (scene, KICK, LT_PARAM_SOLO, 1);
}

static void
pfl_self (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_SOLO_MODE, 3); // auto
  set (scene, VOX, LT_PARAM_SOLO, 1);
  set (scene, VOX, LT_PARAM_MUTE, 1);
}

static void
afl_self (Scene *scene)
{
  pfl_self (scene);
  set (scene, KICK, LT_PARAM_SOLO, 1); // auto: two, so behind their faders
}

static void
afl_bus (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_SOLO_MODE, 2);
  set (scene, DRUMS, LT_PARAM_SOLO, 1);
}

static void
pfl_level (Scene *scene)
{
  monitor (scene);
  set (scene, 0, LT_PARAM_SOLO_MODE, 1);
  set (scene, 0, LT_PARAM_SOLO_LEVEL, -INFINITY);
  set (scene, VOX, LT_PARAM_SOLO, 1);
}

static void
phones (Scene *scene)
{
  scene->connected[1] = "phones/out/1";
}

static void
phones_down (Scene *scene)
{
  phones (scene);
  set (scene, 0, LT_PARAM_PHONES_LEVEL, -INFINITY);
}

static void
phones_bus (Scene *scene)
{
  phones (scene);
  set (scene, 0, LT_PARAM_PHONES_SOURCE, 2);
  set (scene, 0, LT_PARAM_PHONES_BUS, CUE);
}

static const WhyCase cases[] = {
  {"monitor", monitor, "Vox is heard: Master, monitor A"},
  {"monitor-alone", monitor_alone, "Vox is heard: monitor A"},
  {"monitor-set",
   monitor_set,
   "Monitor: speakers B are chosen, and those are not connected" HEARD},
  {"monitor-mute", monitor_mute, "Monitor: muted" HEARD},
  {"monitor-sides", monitor_sides, "Monitor: both speakers are muted" HEARD},
  {"monitor-side",
   monitor_side,
   "Monitor: side is on: what is in the middle is not heard\n"
   "Vox is heard: Master, monitor A"},
  {"monitor-dim",
   monitor_dim,
   "Monitor: dimmed to -20.0 dB\nVox is heard: Master, monitor A"},
  {"monitor-down", monitor_down, "Monitor: its level is at -inf" HEARD},
  {"monitor-talkback",
   monitor_talkback,
   "Monitor: talkback is on and dims it to -inf" HEARD},
  {"monitor-bus",
   monitor_bus,
   "Monitor: it listens to Verb, where this does not go" HEARD},
  {"monitor-own-bus", monitor_own_bus, "Vox is heard: Master, monitor A"},
  {"monitor-gone", monitor_gone, "Vox is heard: Master, monitor A"},
  {"monitor-external",
   monitor_external,
   "Monitor: it listens to the external input" HEARD},
  {"monitor-unused", monitor_unused, WELL},
  {"pfl-other", pfl_other, "Monitor: PFL of Kick stands in its place" HEARD},
  {"afl-other",
   afl_other,
   "Monitor: AFL of Kick stands in front and leaves -15.0 dB of it\n"
   "Vox is heard: Master, monitor A"},
  {"pfl-self", pfl_self, "Vox: muted\nVox is heard: monitor A"},
  {"afl-self",
   afl_self,
   "Vox: muted\nMonitor: AFL of Vox, Kick stands in its place"},
  {"afl-bus", afl_bus, "Vox is heard: Master, monitor A"},
  {"pfl-level", pfl_level, "Monitor: the solo level is at -inf" HEARD},
  {"phones", phones, "Vox is heard: Master, headphones"},
  {"phones-down", phones_down, "Headphones: its level is at -inf" HEARD},
  {"phones-bus",
   phones_bus,
   "Headphones: it listens to Singer, where this does not go" HEARD},
};

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
