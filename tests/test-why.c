// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// "Why can't I hear this?": each reason is said when it is one and not when it
// is none, in the order of the signal, and what is heard is heard there.

#include "why-rig.h"

static void
server (Scene *scene)
{
  scene->facts.is_running = false;
}

static void
rate (Scene *scene)
{
  scene->facts.is_wrong_rate = true;
}

static void
no_file (Scene *scene)
{
  lt_session_set_file (scene->s, &hand, VOX, NULL, NULL);
  scene->file_state = LT_FILE_NONE;
}

static void
missing (Scene *scene)
{
  scene->file_state = LT_FILE_MISSING;
}

static void
damaged (Scene *scene)
{
  scene->file_state = LT_FILE_DAMAGED;
}

static void
converting (Scene *scene)
{
  scene->file_state = LT_FILE_CONVERTING;
}

static void
stopped (Scene *scene)
{
  scene->facts.transport = LT_TRANSPORT_STOPPED;
}

static void
locating (Scene *scene)
{
  scene->facts.transport = LT_TRANSPORT_LOCATING;
}

static void
in_front (Scene *scene)
{
  scene->facts.song_frame = 47999;
}

static void
at_start (Scene *scene)
{
  scene->facts.song_frame = 48000;
}

static void
at_end (Scene *scene)
{
  scene->facts.song_frame = 48000 + 480000 - 1; // 10 s, at the session's rate
}

static void
behind (Scene *scene)
{
  scene->facts.song_frame = 48000 + 480000;
}

static void
live (Scene *scene)
{
  set (scene, VOX, LT_PARAM_SOURCE, 1);
}

static void
live_connected (Scene *scene) // and the file does not count
{
  set (scene, VOX, LT_PARAM_SOURCE, 1);
  scene->connected[1]    = "strip/1/in/1";
  scene->file_state      = LT_FILE_MISSING;
  scene->facts.transport = LT_TRANSPORT_STOPPED;
}

static void
panic (Scene *scene)
{
  set (scene, VOX, LT_PARAM_SOURCE, 1);
  set (scene, 0, LT_PARAM_PANIC, 1);
  scene->connected[1] = "strip/1/in/1";
}

static void
panic_file (Scene *scene) // files play on
{
  set (scene, 0, LT_PARAM_PANIC, 1);
}

static void
no_signal (Scene *scene)
{
  scene->meters[0] = (LtMeter){.strip = VOX, .pre_peak = {3e-5f, 3e-5f}};
}

static void
low_signal (Scene *scene)
{
  scene->meters[0] = (LtMeter){.strip = VOX, .pre_peak = {0, 3.3e-5f}};
}

static void
short_pause (Scene *scene) // there was something a moment ago
{
  scene->meters[0] = (LtMeter){.strip = VOX, .pre_rms = {1e-4f}};
}

static void
no_meter (Scene *scene)
{
  scene->facts.n_meters = 0;
}

static void
gate (Scene *scene)
{
  set (scene, VOX, LT_PARAM_GATE_ON, 1);
  scene->meters[0].gate = -40;
}

static void
gate_open (Scene *scene)
{
  set (scene, VOX, LT_PARAM_GATE_ON, 1);
  scene->meters[0].gate = -3;
}

static void
gate_listens (Scene *scene)
{
  gate (scene);
  set (scene, VOX, LT_PARAM_GATE_LISTEN, 1);
}

static void
bad (Scene *scene)
{
  scene->meters[0].flags = LT_METER_BAD;
}

static void
late (Scene *scene)
{
  scene->meters[0].flags = LT_METER_UNDERRUN;
}

static void
clipped (Scene *scene)
{
  scene->meters[0].flags = LT_METER_CLIP_PRE | LT_METER_CLIP_POST;
}

static void
trim (Scene *scene)
{
  set (scene, VOX, LT_PARAM_TRIM, -24);
}

static void
trim_usual (Scene *scene)
{
  set (scene, VOX, LT_PARAM_TRIM, -19.5);
}

static void
mute (Scene *scene)
{
  set (scene, VOX, LT_PARAM_MUTE, 1);
}

static void
dca_mute (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DCA + 2, 1);
  set (scene, 0, LT_PARAM_DCA_MUTE + 2, 1);
}

static void
dca_named (Scene *scene)
{
  dca_mute (scene);
  name (scene, LT_PARAM_DCA_NAME + 2, "Band");
}

static void
dca_other (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DCA + 2, 1);
  set (scene, 0, LT_PARAM_DCA_MUTE + 3, 1);
  set (scene, 0, LT_PARAM_DCA_FADER + 3, -INFINITY);
}

static void
dca_nested (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DCA + 2, 1);
  set (scene, 0, LT_PARAM_DCA_TO + 2, 16);
  set (scene, 0, LT_PARAM_DCA_MUTE + 15, 1);
  name (scene, LT_PARAM_DCA_NAME + 2, "Band");
  name (scene, LT_PARAM_DCA_NAME + 15, "All");
}

static void
dca_down (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DCA, 1);
  set (scene, 0, LT_PARAM_DCA_FADER, -INFINITY);
}

static void
dca_nested_down (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DCA, 1);
  set (scene, VOX, LT_PARAM_DCA + 1, 0);
  set (scene, 0, LT_PARAM_DCA_TO, 2);
  set (scene, 0, LT_PARAM_DCA_FADER + 1, -INFINITY);
}

static void
dca_faint (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DCA, 1);
  set (scene, 0, LT_PARAM_DCA_FADER, -62);
}

static void
mute_group (Scene *scene)
{
  set (scene, VOX, LT_PARAM_MUTE_GROUP + 7, 1);
  set (scene, 0, LT_PARAM_MUTE_GROUP_ON + 7, 1);
  name (scene, LT_PARAM_MUTE_GROUP_NAME + 7, "Choir");
}

static void
mute_group_off (Scene *scene)
{
  set (scene, VOX, LT_PARAM_MUTE_GROUP + 7, 1);
  set (scene, 0, LT_PARAM_MUTE_GROUP_ON + 6, 1);
}

static void
mute_group_dim (Scene *scene)
{
  set (scene, VOX, LT_PARAM_MUTE_GROUP, 1);
  set (scene, 0, LT_PARAM_MUTE_GROUP_ON, 1);
  set (scene, 0, LT_PARAM_MUTE_GROUP_DIM, -12);
}

static void
fader (Scene *scene)
{
  set (scene, VOX, LT_PARAM_FADER, -INFINITY);
}

static void
fader_faint (Scene *scene)
{
  set (scene, VOX, LT_PARAM_FADER, -60);
}

static void
fader_low (Scene *scene)
{
  set (scene, VOX, LT_PARAM_FADER, -59.5);
}

static void
solo (Scene *scene)
{
  set (scene, KICK, LT_PARAM_SOLO, 1);
  scene->silenced = 1 << VOX;
}

static void
solo_by_dca (Scene *scene)
{
  set (scene, VERB, LT_PARAM_SOLO, 1);
  set (scene, KICK, LT_PARAM_DCA + 4, 1);
  set (scene, 0, LT_PARAM_DCA_TO + 4, 6);
  set (scene, 0, LT_PARAM_DCA_SOLO + 5, 1);
  scene->silenced = 1 << VOX;
}

static void
pan (Scene *scene)
{
  set (scene, VOX, LT_PARAM_PAN, -100);
}

static void
feeds_nothing (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_TO, DRUMS, 0);
}

static void
group_muted (Scene *scene)
{
  set (scene, DRUMS, LT_PARAM_MUTE, 1);
}

static void
group_down (Scene *scene)
{
  set (scene, DRUMS, LT_PARAM_FADER, -INFINITY);
}

static void
group_dca (Scene *scene)
{
  set (scene, DRUMS, LT_PARAM_DCA, 1);
  set (scene, 0, LT_PARAM_DCA_MUTE, 1);
}

static void
group_silenced (Scene *scene)
{
  set (scene, KICK, LT_PARAM_SOLO, 1);
  scene->silenced = 1 << DRUMS;
}

static void
group_feeds_nothing (Scene *scene)
{
  set_bus (scene, DRUMS, LT_PARAM_TO, MASTER, 0);
}

static void
group_other (Scene *scene) // not on the way
{
  set (scene, VERB, LT_PARAM_MUTE, 1);
  set (scene, KICK, LT_PARAM_MUTE, 1);
}

static void
both_ways (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_TO, MASTER, 1);
  set (scene, DRUMS, LT_PARAM_MUTE, 1);
}

static void
master_muted (Scene *scene)
{
  set (scene, MASTER, LT_PARAM_MUTE, 1);
}

static void
master_down (Scene *scene)
{
  set (scene, MASTER, LT_PARAM_FADER, -INFINITY);
}

static void
master_unconnected (Scene *scene)
{
  scene->connected[0] = NULL;
}

static void
send_off (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, 0);
  set_bus (scene, VOX, LT_PARAM_SEND_ON, VERB, 0);
}

static void
send_down (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_TAP, VERB, 1);
}

static void
send_faint (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, -70);
}

static void
send_open (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, -6);
}

static void
send_post (Scene *scene)
{
  set (scene, VOX, LT_PARAM_FADER, -INFINITY);
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, 0);
}

static void
send_pre (Scene *scene) // by the aux
{
  set (scene, VOX, LT_PARAM_FADER, -INFINITY);
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, 0);
  set_bus (scene, VOX, LT_PARAM_SEND_TAP, VERB, 1);
}

static void
send_pre_muted (Scene *scene)
{
  set (scene, VOX, LT_PARAM_MUTE, 1);
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, 0);
  set_bus (scene, VOX, LT_PARAM_SEND_TAP, VERB, 0);
}

static void
send_behind (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, VERB, 0);
  set (scene, VERB, LT_PARAM_MUTE, 1);
}

static void
cue_unconnected (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, CUE, 0);
}

static void
cue_connected (Scene *scene)
{
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, CUE, 0);
  scene->connected[1] = "strip/4/out/2";
}

static void
cue_spared (Scene *scene)
{
  cue_connected (scene);
  solo (scene);
}

static void
group_spared (Scene *scene)
{
  cue_connected (scene);
  set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, CUE, -INFINITY);
  set_bus (scene, DRUMS, LT_PARAM_SEND_LEVEL, CUE, 0);
  set (scene, KICK, LT_PARAM_SOLO, 1);
  scene->silenced = 1 << VOX | 1 << DRUMS; // the group is kept for the cue
}

static void
cue_alone (Scene *scene)
{
  cue_connected (scene);
  set_bus (scene, VOX, LT_PARAM_TO, DRUMS, 0);
}

static void
cue_talkback (Scene *scene)
{
  cue_connected (scene);
  set_bus (scene, 0, LT_PARAM_TALKBACK_TO, CUE, 1);
  set (scene, 0, LT_PARAM_TALKBACK_ON, 1);
}

static void
talkback_elsewhere (Scene *scene)
{
  cue_connected (scene);
  set_bus (scene, 0, LT_PARAM_TALKBACK_TO, MATRIX, 1);
  set (scene, 0, LT_PARAM_TALKBACK_ON, 1);
}

static void
matrix (Scene *scene)
{
  set_bus (scene, MASTER, LT_PARAM_SEND_LEVEL, MATRIX, 0);
  scene->connected[1] = "strip/5/out/1";
}

static void
direct (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DIRECT_ON, 1);
  set (scene, VOX, LT_PARAM_MUTE, 1); // it is taken in front of the EQ
  scene->connected[1] = "strip/1/direct/1";
}

static void
direct_post (Scene *scene)
{
  direct (scene);
  set (scene, VOX, LT_PARAM_DIRECT_TAP, 2);
}

static void
direct_unconnected (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DIRECT_ON, 1);
}

static void
direct_down (Scene *scene)
{
  set (scene, VOX, LT_PARAM_DIRECT_ON, 1);
  set (scene, VOX, LT_PARAM_DIRECT_LEVEL, -INFINITY);
  scene->connected[1] = "strip/1/direct/1";
}

static void
several (Scene *scene)
{
  stopped (scene);
  trim (scene);
  mute (scene);
  set (scene, VOX, LT_PARAM_DCA, 1);
  set (scene, 0, LT_PARAM_DCA_MUTE, 1);
  set (scene, VOX, LT_PARAM_MUTE_GROUP, 1);
  set (scene, 0, LT_PARAM_MUTE_GROUP_ON, 1);
  fader (scene);
  solo (scene);
  group_muted (scene);
  master_muted (scene);
  scene->connected[1] = "monitor/out/a/";
  set (scene, 0, LT_PARAM_MONITOR_MUTE, 1);
}

static const WhyCase cases[] = {
  {"server", server, "Vox: the audio server does not answer"},
  {"rate",
   rate,
   "Vox: the audio server runs at another rate than the session, so the "
   "desk is silent"},
  {"no-file",
   no_file,
   "Vox: it plays its file but has none; choose one, or its live input"},
  {"missing", missing, "Vox: its file is missing: Vox.wav is not there."},
  {"damaged", damaged, "Vox: its file is damaged: Vox.wav is not there."},
  {"converting",
   converting,
   "Vox: its file is still being converted to the session's rate"},
  {"stopped",
   stopped,
   "Vox: the transport is stopped, so its file does not play"},
  {"locating", locating, "Vox: the transport waits for the disk"},
  {"in-front", in_front, "Vox: the playhead is in front of its file"},
  {"at-start", at_start, WELL},
  {"at-end", at_end, WELL},
  {"behind", behind, "Vox: the playhead is behind its file"},
  {"live", live, "Vox: its live input is not connected to anything"},
  {"live-connected", live_connected, WELL},
  {"panic", panic, "Vox: panic is on: all live inputs are muted"},
  {"panic-file", panic_file, WELL},
  {"no-signal", no_signal, "Vox: no signal comes in (below -90 dBFS)"},
  {"low-signal", low_signal, WELL},
  {"short-pause", short_pause, WELL},
  {"no-meter", no_meter, WELL},
  {"gate", gate, "Vox: its gate is closed (-40.0 dB)" HEARD},
  {"gate-open", gate_open, WELL},
  {"gate-listens",
   gate_listens,
   "Vox: key listen is on: the gate's key is heard in its place" HEARD},
  {"bad", bad, "Vox: bad samples came in and were silenced a moment ago" HEARD},
  {"late",
   late,
   "Vox: the disk was late a moment ago: silence was played" HEARD},
  {"clipped", clipped, WELL},
  {"trim", trim, "Vox: its trim is at -24.0 dB" HEARD},
  {"trim-usual", trim_usual, WELL},
  {"mute", mute, "Vox: muted"},
  {"dca-mute", dca_mute, "Vox: muted by DCA 3"},
  {"dca-named", dca_named, "Vox: muted by DCA 3 \"Band\""},
  {"dca-other", dca_other, WELL},
  {"dca-nested",
   dca_nested,
   "Vox: muted by DCA 16 \"All\", which holds DCA 3 \"Band\""},
  {"dca-down", dca_down, "Vox: DCA 1 is at -inf"},
  {"dca-nested-down",
   dca_nested_down,
   "Vox: DCA 2, which holds DCA 1, is at -inf"},
  {"dca-faint", dca_faint, "Vox: DCA 1 is at -62.0 dB" HEARD},
  {"mute-group", mute_group, "Vox: muted by mute group 8 \"Choir\""},
  {"mute-group-off", mute_group_off, WELL},
  {"mute-group-dim",
   mute_group_dim,
   "Vox: dimmed to -12.0 dB by mute group 1" HEARD},
  {"fader", fader, "Vox: its fader is at -inf"},
  {"fader-faint", fader_faint, "Vox: its fader is at -60.0 dB" HEARD},
  {"fader-low", fader_low, WELL},
  {"solo", solo, "Vox: silenced by the solo in place of Kick"},
  {"solo-by-dca",
   solo_by_dca,
   "Vox: silenced by the solo in place of Kick, Verb"},
  {"pan", pan, WELL},
  {"feeds-nothing",
   feeds_nothing,
   "Vox: it feeds nothing: neither a group nor the master nor any send"},
  {"group-muted", group_muted, "Vox > Drums: muted"},
  {"group-down", group_down, "Vox > Drums: its fader is at -inf"},
  {"group-dca", group_dca, "Vox > Drums: muted by DCA 1"},
  {"group-silenced",
   group_silenced,
   "Vox > Drums: silenced by the solo in place of Kick"},
  {"group-feeds-nothing",
   group_feeds_nothing,
   "Vox > Drums: it feeds nothing: neither a group nor the master nor any "
   "send"},
  {"group-other", group_other, WELL},
  {"both-ways", both_ways, "Vox > Drums: muted" HEARD},
  {"master-muted", master_muted, "Vox > Drums > Master: muted"},
  {"master-down", master_down, "Vox > Drums > Master: its fader is at -inf"},
  {"master-unconnected",
   master_unconnected,
   "Vox > Drums > Master: its output is not connected to anything\n"
   "Monitor: its outputs are not connected to anything"},
  {"send-off", send_off, "Vox: the send to Verb is off" HEARD},
  {"send-down", send_down, "Vox: the send to Verb is at -inf" HEARD},
  {"send-faint", send_faint, "Vox: the send to Verb is at -70.0 dB" HEARD},
  {"send-open", send_open, WELL},
  {"send-post",
   send_post,
   "Vox: its fader is at -inf\n"
   "Vox: the send to Verb is taken behind the fader, which is down"},
  {"send-pre", send_pre, "Vox: its fader is at -inf" HEARD},
  {"send-pre-muted", send_pre_muted, "Vox: muted"},
  {"send-behind", send_behind, "Vox > Verb: muted" HEARD},
  {"cue-unconnected",
   cue_unconnected,
   "Vox > Singer: its output is not connected to anything" HEARD},
  {"cue-connected", cue_connected, "Vox is heard: Master, Singer"},
  {"cue-spared",
   cue_spared,
   "Vox: silenced by the solo in place of Kick\nVox is heard: Singer"},
  {"group-spared",
   group_spared,
   "Vox: silenced by the solo in place of Kick\n"
   "Vox > Drums: silenced by the solo in place of Kick\n"
   "Vox is heard: Singer"},
  {"cue-alone",
   cue_alone,
   "Vox: it goes into sends alone, not to a group or the master\n"
   "Vox is heard: Singer"},
  {"cue-talkback",
   cue_talkback,
   "Vox > Singer: talkback is on and leaves -20.0 dB of what else is in "
   "it\nVox is heard: Master, Singer"},
  {"talkback-elsewhere", talkback_elsewhere, "Vox is heard: Master, Singer"},
  {"matrix", matrix, "Vox is heard: Master, Foyer"},
  {"direct", direct, "Vox: muted\nVox is heard: direct output of Vox"},
  {"direct-post", direct_post, "Vox: muted"},
  {"direct-unconnected",
   direct_unconnected,
   "Vox: its direct output is not connected to anything" HEARD},
  {"direct-down", direct_down, "Vox: its direct output is at -inf" HEARD},
  {"several",
   several,
   "Vox: the transport is stopped, so its file does not play\n"
   "Vox: its trim is at -24.0 dB\n"
   "Vox: muted\n"
   "Vox: muted by DCA 1\n"
   "Vox: muted by mute group 1\n"
   "Vox: its fader is at -inf\n"
   "Vox: silenced by the solo in place of Kick\n"
   "Vox > Drums: muted\n"
   "Vox > Drums > Master: muted\n"
   "Monitor: muted"},
};

// --- asked of a bus ---

static void
test_bus (void)
{
  Scene *scene = scene_new ();
  g_assert_cmpstr (ask (scene, DRUMS), ==, "Drums is heard: Master");
  g_assert_cmpstr (ask (scene, VERB), ==, "Verb: nothing feeds it");
  set_bus (scene, KICK, LT_PARAM_SEND_LEVEL, VERB, -3);
  g_assert_cmpstr (ask (scene, VERB), ==, "Verb is heard: Master");
  set_bus (scene, 0, LT_PARAM_OSCILLATOR_TO, CUE, 1);
  g_assert_cmpstr (
    ask (scene, CUE), ==, "Singer: its output is not connected to anything");
  scene->meters[DRUMS - 1] = (LtMeter){.strip = DRUMS};
  g_assert_cmpstr (
    ask (scene, DRUMS), ==, "Drums: no signal comes in (below -90 dBFS)");
  g_assert_cmpstr (ask (scene, VOX), ==, WELL); // its own meter counts
  g_assert_cmpstr (ask (scene, MASTER), ==, "Master is heard: Master");
  g_assert_cmpstr (ask (scene, 99), ==, "");
  scene_free (scene);
}

/// A bus that many ways lead to is looked at once, by the first of them.
static void
test_many_ways (void)
{
  Scene   *scene = scene_new ();
  uint32_t last  = DRUMS;
  set (scene, MASTER, LT_PARAM_MUTE, 1);
  for (int i = 0; i < 60; i++) {
    uint32_t id[3];
    for (int k = 0; k < 3; k++) {
      id[k] = lt_session_add_strip (
        scene->s, &hand, LT_KIND_GROUP, 2, "Group", NULL, -1, NULL);
      set_bus (scene, id[k], LT_PARAM_TO, MASTER, 0);
    }
    for (int k = 0; k < 2; k++) {
      set_bus (scene, last, LT_PARAM_TO, id[k], 1);
      set_bus (scene, id[k], LT_PARAM_TO, id[2], 1);
    }
    last = id[2];
  }
  g_assert_cmpstr (
    ask (scene, VOX),
    ==,
    "Vox > Drums > Master: muted\n"
    "Vox > Drums > Group > ... > Group 178 > Group 180: it feeds "
    "nothing: neither a group nor the master nor any send");
  scene_free (scene);
}

/// However much there is to say, it fits into one message, in whole lines, and
/// the last one is the one that says where it is heard.
static void
test_long (void)
{
  Scene           *scene = scene_new ();
  g_autofree char *base  = g_strnfill (200, 'n');
  for (int i = 0; i < 100; i++) {
    uint32_t id = lt_session_add_strip (
      scene->s, &hand, LT_KIND_AUX, 2, base, NULL, -1, NULL);
    set_bus (scene, VOX, LT_PARAM_SEND_LEVEL, id, 0);
    set_bus (scene, VOX, LT_PARAM_SEND_ON, id, 0);
  }
  const char *said = ask (scene, VOX);
  g_assert_cmpuint (strlen (said), <, LT_MAX_TEXT);
  g_assert_cmpuint (strlen (said), >, LT_MAX_TEXT - 500);
  g_assert_true (g_str_has_prefix (said, "Vox: the send to nnn"));
  g_assert_true (g_str_has_suffix (said, " is off" HEARD));
  scene_free (scene);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/why/bus", test_bus);
  g_test_add_func ("/why/many-ways", test_many_ways);
  g_test_add_func ("/why/long", test_long);
  return g_test_run ();
}
