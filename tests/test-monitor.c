// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Monitor section, headphones, oscillator, talkback: what is at their ports.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>
#include <string.h>

enum { LEFT = 1, RIGHT = 2, AUX = 10, CUE = 11 };

typedef struct {
  Rig     *rig;
  uint32_t set[LT_N_SPEAKERS], phones;
} Room;

static void
run_long (Rig *rig)
{
  for (int i = 0; i < 4; i++) {
    rig_settle (rig);
    rig_run (rig, 2048, 512);
  }
}

/// 0.5 hard left, 0.25 hard right in the master; speakers and headphones.
static Room
make_room (void)
{
  Room room = {.rig = rig_new (NULL, 1 << 19)};
  Rig *rig  = room.rig;
  for (uint32_t id = LEFT; id <= RIGHT; id++) {
    lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, 1);
    lt_engine_set_file (
      rig->engine, id, rig_constant_source (id == LEFT ? 0.5 : 0.25, 1));
    rig_set (rig, id, LT_PARAM_PAN, id == LEFT ? -100 : 100);
    rig_set_bus (rig, id, LT_PARAM_TO, RIG_MASTER, 1);
  }
  for (int set = 0; set < LT_N_SPEAKERS; set++) {
    room.set[set]        = rig->n_ports;
    const int handles[2] = {(int)rig->n_ports, (int)rig->n_ports + 1};
    rig->n_ports += 2;
    lt_engine_set_speakers (rig->engine, set, handles);
  }
  room.phones = rig_tap (rig, LT_ID_PHONES);
  rig_set_desk (rig, LT_PARAM_PHONES_LEVEL, 0);
  lt_engine_play (rig->engine);
  run_long (rig);
  return room;
}

static void
expect (const Rig *rig, uint32_t port, double l, double r, const char *what)
{
  const double left  = (double)rig->out[port][rig->n - 1];
  const double right = (double)rig->out[port + 1][rig->n - 1];
  if (!(fabs (left - l) < 1e-6 && fabs (right - r) < 1e-6))
    g_error ("%s: %.7f %.7f, not %.7f %.7f", what, left, right, l, r);
}

static void
test_switches (void)
{
  const struct {
    const char *what;
    LtParam     param;
    double      value, l, r;
  } rows[] = {
    {"nothing", LT_PARAM_MONITOR_MONO, 0, 0.5, 0.25},
    {"mono", LT_PARAM_MONITOR_MONO, 1, 0.375, 0.375},
    {"side", LT_PARAM_MONITOR_SIDE, 1, 0.125, 0.125},
    {"swap", LT_PARAM_MONITOR_SWAP, 1, 0.25, 0.5},
    {"polarity", LT_PARAM_MONITOR_POLARITY, 1, 0.5, -0.25},
    {"mute left", LT_PARAM_MONITOR_MUTE_LEFT, 1, 0, 0.25},
    {"mute right", LT_PARAM_MONITOR_MUTE_RIGHT, 1, 0.5, 0},
    {"mute", LT_PARAM_MONITOR_MUTE, 1, 0, 0},
    {"dim", LT_PARAM_MONITOR_DIM, 1, 0.05, 0.025},
    {"level", LT_PARAM_MONITOR_LEVEL, -20, 0.05, 0.025},
    {"trim", LT_PARAM_SPEAKER_TRIM, -20, 0.05, 0.025},
    {"trim of another", LT_PARAM_SPEAKER_TRIM + 1, -20, 0.5, 0.25},
  };
  Room room = make_room ();
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    rig_set_desk (room.rig, rows[i].param, rows[i].value);
    run_long (room.rig);
    expect (room.rig, room.set[0], rows[i].l, rows[i].r, rows[i].what);
    // Nobody else hears it.
    expect (room.rig, 0, 0.5, 0.25, rows[i].what);
    expect (room.rig, room.phones, 0.5, 0.25, rows[i].what);
    expect (room.rig, room.set[1], 0, 0, rows[i].what);
    rig_set_desk (room.rig, rows[i].param, lt_param_info[rows[i].param].def);
    run_long (room.rig);
  }
  // Polarity and mono together: what is the same on both sides goes.
  rig_set_desk (room.rig, LT_PARAM_MONITOR_POLARITY, 1);
  rig_set_desk (room.rig, LT_PARAM_MONITOR_MONO, 1);
  run_long (room.rig);
  expect (room.rig, room.set[0], 0.125, 0.125, "polarity and mono");
  rig_free (room.rig);
}

static void
test_sources (void)
{
  Room room = make_room ();
  Rig *rig  = room.rig;
  lt_engine_add_strip (rig->engine, AUX, LT_KIND_AUX, 2);
  rig_set_bus (rig, LEFT, LT_PARAM_SEND_LEVEL, AUX, 0);
  rig_set_desk (rig, LT_PARAM_MONITOR_BUS, AUX);
  rig_set_desk (rig, LT_PARAM_MONITOR_SOURCE, 1);
  run_long (rig);
  const double centre = 0.5 * M_SQRT1_2;
  expect (rig, room.set[0], centre, centre, "an aux");
  expect (rig, room.phones, centre, centre, "headphones like the monitor");
  rig_set_desk (rig, LT_PARAM_PHONES_SOURCE, 1);
  run_long (rig);
  expect (rig, room.phones, 0.5, 0.25, "headphones on the master");
  // The bus goes: the master again, rather than silence.
  lt_engine_remove_strip (rig->engine, AUX);
  run_long (rig);
  run_long (rig);
  expect (rig, room.set[0], 0.5, 0.25, "a bus that went");
  // From outside.
  rig->live = g_new (float, rig->max);
  for (uint32_t i = 0; i < rig->max; i++)
    rig->live[i] = 0.125f;
  lt_engine_set_inputs (rig->engine, LT_ID_EXTERNAL, (const int[2]){0, 0});
  rig_set_desk (rig, LT_PARAM_MONITOR_SOURCE, 2);
  run_long (rig);
  expect (rig, room.set[0], 0.125, 0.125, "external");
  // Solo in front of it.
  rig_set_desk (rig, LT_PARAM_SOLO_MODE, 1);
  rig_set_desk (rig, LT_PARAM_SOLO_DIM, -20);
  rig_set (rig, RIGHT, LT_PARAM_SOLO, 1);
  run_long (rig);
  const double solo = 0.25 * M_SQRT1_2;
  expect (rig, room.set[0], 0.0125 + solo, 0.0125 + solo, "solo in front");
  expect (rig, 0, 0.5, 0.25, "master under PFL");
  rig_free (rig);
}

static void
test_speakers (void)
{
  Room room = make_room ();
  Rig *rig  = room.rig;
  rig_set_desk (rig, LT_PARAM_SPEAKER_DELAY + 1, 10);
  run_long (rig);
  rig_set_desk (rig, LT_PARAM_MONITOR_SPEAKERS, 1);
  run_long (rig);
  expect (rig, room.set[0], 0, 0, "set A off");
  expect (rig, room.set[1], 0.5, 0.25, "set B on");
  // 10 ms are 480 frames.
  lt_engine_add_strip (rig->engine, 5, LT_KIND_INPUT, 2);
  lt_engine_set_file (rig->engine, 5, rig_impulse_source (rig->n + 2000));
  rig_set_bus (rig, 5, LT_PARAM_TO, RIG_MASTER, 1);
  rig_settle (rig);
  const uint32_t at = rig->n + 2000;
  rig_run (rig, 8192, 64);
  g_assert_cmpfloat (rig->out[0][at], >, 1.4f);
  g_assert_cmpfloat (rig->out[room.set[1]][at], <, 0.6f);
  g_assert_cmpfloat (rig->out[room.set[1]][at + 480], >, 1.4f);
  rig_free (rig);
}

/// Level of a tone behind the monitor, in dB, left and right the same.
static double
response (double hz, int place)
{
  Rig      *rig        = rig_new (NULL, 32768);
  const int handles[2] = {2, 3};
  rig->n_ports         = 4;
  lt_engine_add_strip (rig->engine, 1, LT_KIND_INPUT, 1);
  lt_engine_set_file (rig->engine, 1, rig_sine_source (hz));
  rig_set_bus (rig, 1, LT_PARAM_TO, RIG_MASTER, 1);
  lt_engine_set_speakers (rig->engine, 0, handles);
  rig_set_desk (rig, LT_PARAM_MONITOR_TRANSLATE, place);
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 32768, 512);
  double power = 0;
  for (uint32_t i = 8768; i < 32768; i++)
    power += (double)rig->out[2][i] * (double)rig->out[2][i];
  rig_free (rig);
  return 10 * log10 (power / 24000 / (0.5 * 0.25 * 0.5));
}

static void
test_translate (void)
{
  // Corners of the places that dsp/lt-translate.h names: -3 dB there, within a
  // dB of level (a shelf: its gain) inside, and far down outside.
  const struct {
    int    place;
    double hz, least, most;
  } rows[] = {
    {0, 100, -0.01, 0.01},
    {1, 200, -4, -2},
    {1, 1000, -1, 0.5},
    {1, 8000, -4, -2},
    {1, 50, -80, -40},
    {2, 300, -4, -2},
    {2, 1000, -0.5, 0.5},
    {2, 3400, -4, -2},
    {2, 100, -60, -30},
    {2, 12000, -80, -40},
    {3, 80, -4, -2},
    {3, 1000, -0.1, 0.1},
    {4, 30, 7, 8.1},
    {4, 1000, -0.5, 0.5},
    {4, 16000, -4.1, -3},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const double db = response (rows[i].hz, rows[i].place);
    if (!(db >= rows[i].least && db <= rows[i].most))
      g_error ("place %d at %g Hz: %.2f dB", rows[i].place, rows[i].hz, db);
  }
}

static void
test_no_clicks (void)
{
  // 220 Hz at 0.5: 0.00041 by itself, more through the car's shelf; bound for
  // all switches 0.0015.
  Rig      *rig  = rig_new (NULL, 1 << 19);
  const int a[2] = {2, 3}, b[2] = {4, 5};
  rig->n_ports = 6;
  lt_engine_add_strip (rig->engine, 1, LT_KIND_INPUT, 1);
  lt_engine_set_file (rig->engine, 1, rig_sine_source (220));
  rig_set_bus (rig, 1, LT_PARAM_TO, RIG_MASTER, 1);
  lt_engine_set_speakers (rig->engine, 0, a);
  lt_engine_set_speakers (rig->engine, 1, b);
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 8000, 64);
  static const struct {
    LtParam param;
    double  value;
  } moves[] = {
    {LT_PARAM_MONITOR_DIM, 1},       {LT_PARAM_MONITOR_DIM, 0},
    {LT_PARAM_MONITOR_SWAP, 1},      {LT_PARAM_MONITOR_SIDE, 1},
    {LT_PARAM_MONITOR_SIDE, 0},      {LT_PARAM_MONITOR_POLARITY, 1},
    {LT_PARAM_MONITOR_MONO, 1},      {LT_PARAM_MONITOR_MONO, 0},
    {LT_PARAM_MONITOR_TRANSLATE, 2}, {LT_PARAM_MONITOR_TRANSLATE, 4},
    {LT_PARAM_MONITOR_TRANSLATE, 0}, {LT_PARAM_SPEAKER_DELAY, 20},
    {LT_PARAM_SPEAKER_DELAY, 3},     {LT_PARAM_MONITOR_SPEAKERS, 1},
    {LT_PARAM_MONITOR_SPEAKERS, 0},  {LT_PARAM_MONITOR_MUTE_LEFT, 1},
    {LT_PARAM_MONITOR_MUTE_LEFT, 0}, {LT_PARAM_SOLO_MODE, 2},
    {LT_PARAM_SOLO_DIM, -6},         {LT_PARAM_MONITOR_LEVEL, -INFINITY},
    {LT_PARAM_MONITOR_LEVEL, 6},     {LT_PARAM_PANIC, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++) {
    const uint32_t from = rig->n;
    rig_set_desk (rig, moves[i].param, moves[i].value);
    if (moves[i].param == LT_PARAM_SOLO_DIM)
      rig_set (rig, 1, LT_PARAM_SOLO, 1);
    for (int k = 0; k < 8; k++) {
      rig_settle (rig);
      rig_run (rig, 1000, 64);
    }
    for (uint32_t port = 2; port < 6; port++) {
      const float worst = rig_roughness (rig->out[port] + from - 2, 8002);
      if (worst >= 0.0015f)
        g_error ("%s to %g: %g at port %u",
                 lt_param_info[moves[i].param].key,
                 moves[i].value,
                 (double)worst,
                 port);
    }
  }
  // Positive control: the measure sees a jump.
  memset (rig->out[2] + 3010, 0, 4000);
  g_assert_cmpfloat (rig_roughness (rig->out[2], 8000), >, 0.01f);
  rig_free (rig);
}

static double
rms (const float *x, uint32_t n)
{
  double power = 0;
  for (uint32_t i = 0; i < n; i++)
    power += (double)x[i] * (double)x[i];
  return sqrt (power / n);
}

static void
test_oscillator (void)
{
  Rig *rig = rig_new (NULL, 1 << 19);
  lt_engine_add_strip (rig->engine, AUX, LT_KIND_AUX, 2);
  const uint32_t port = rig_tap (rig, AUX);
  rig_settle (rig);
  rig_set_bus (rig, 0, LT_PARAM_OSCILLATOR_TO, AUX, 1);
  run_long (rig);
  g_assert_cmpfloat (rms (rig->out[port], rig->n), ==, 0); // off at the start
  rig_set_desk (rig, LT_PARAM_OSCILLATOR_ON, 1);
  run_long (rig);
  static const struct {
    int    wave;
    double rms; ///< At -20 dB, on one side of a centred mono signal
  } rows[] = {{0, 0.1 * 0.5}, {1, 0.1 * M_SQRT1_2}, {2, 0.1 * M_SQRT1_2}};
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    rig_set_desk (rig, LT_PARAM_OSCILLATOR_WAVE, rows[i].wave);
    rig_settle (rig);
    const uint32_t from = rig->n + 64;
    rig_run (rig, 96064, 512);
    const double level = rms (rig->out[port] + from, 96000);
    // Pink noise swings by half a dB over two seconds.
    const double slack = rows[i].wave == 1 ? 0.06 : 0.01;
    g_assert_cmpfloat_with_epsilon (level, rows[i].rms, slack * rows[i].rms);
  }
  g_assert_cmpfloat (rms (rig->out[0], rig->n), ==, 0); // nowhere else
  rig_free (rig);
}

static void
test_talkback (void)
{
  Room room = make_room ();
  Rig *rig  = room.rig;
  rig->live = g_new (float, rig->max);
  for (uint32_t i = 0; i < rig->max; i++)
    rig->live[i] = 0.125f;
  lt_engine_add_strip (rig->engine, CUE, LT_KIND_CUE, 2);
  rig_set_bus (rig, LEFT, LT_PARAM_SEND_LEVEL, CUE, 0);
  rig_set_bus (rig, LEFT, LT_PARAM_SEND_PAN, CUE, -100);
  const uint32_t port = rig_tap (rig, CUE);
  lt_engine_set_inputs (rig->engine, LT_ID_TALKBACK, (const int[2]){0, -1});
  rig_set_bus (rig, 0, LT_PARAM_TALKBACK_TO, CUE, 1);
  run_long (rig);
  expect (rig, port, 0.5, 0, "not yet");
  rig_set_desk (rig, LT_PARAM_TALKBACK_ON, 1);
  run_long (rig);
  const double talk = 0.125 * M_SQRT1_2;
  expect (rig, port, 0.05 + talk, talk, "the rest is held down");
  expect (rig, room.set[0], 0.05, 0.025, "the speakers too");
  expect (rig, 0, 0.5, 0.25, "the master not");
  rig_set_desk (rig, LT_PARAM_PANIC, 1);
  run_long (rig);
  expect (rig, port, 0.05, 0, "panic shuts the microphone");
  rig_set_desk (rig, LT_PARAM_PANIC, 0);
  rig_set_desk (rig, LT_PARAM_TALKBACK_ON, 0);
  run_long (rig);
  expect (rig, port, 0.5, 0, "off again");
  rig_free (rig);
}

static void
test_panic (void)
{
  Rig *rig  = rig_new (NULL, 1 << 16);
  rig->live = g_new (float, rig->max);
  for (uint32_t i = 0; i < rig->max; i++)
    rig->live[i] = 0.5f;
  lt_engine_add_strip (rig->engine, 1, LT_KIND_INPUT, 2);
  lt_engine_set_inputs (rig->engine, 1, (const int[2]){0, 0});
  rig_set (rig, 1, LT_PARAM_SOURCE, 1);
  rig_set_bus (rig, 1, LT_PARAM_TO, RIG_MASTER, 1);
  run_long (rig);
  expect (rig, 0, 0.5, 0.5, "live");
  const uint32_t from = rig->n;
  rig_set_desk (rig, LT_PARAM_PANIC, 1);
  run_long (rig);
  expect (rig, 0, 0, 0, "panic");
  g_assert_cmpfloat (
    rig_roughness (rig->out[0] + from - 2, 8194), <, 0.001f); // with a fade
  rig_set_desk (rig, LT_PARAM_PANIC, 0);
  run_long (rig);
  expect (rig, 0, 0.5, 0.5, "taken back");
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/monitor/switches", test_switches);
  g_test_add_func ("/monitor/sources", test_sources);
  g_test_add_func ("/monitor/speakers", test_speakers);
  g_test_add_func ("/monitor/translate", test_translate);
  g_test_add_func ("/monitor/no-clicks", test_no_clicks);
  g_test_add_func ("/monitor/oscillator", test_oscillator);
  g_test_add_func ("/monitor/talkback", test_talkback);
  g_test_add_func ("/monitor/panic", test_panic);
  return g_test_run ();
}
