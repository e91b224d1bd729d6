// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip does between its input and its buses, through the engine: the
// blocks themselves have tests of their own.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>
#include <string.h>

enum { GROUP = 300, AUX = 400, CUE = 500 };

static void
feed (Rig *rig, uint32_t id, LtSource *source, uint32_t n_channels)
{
  lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, n_channels);
  lt_engine_set_file (rig->engine, id, source);
  rig_set_bus (rig, id, LT_PARAM_TO, RIG_MASTER, 1);
}

static void
start (Rig *rig)
{
  lt_engine_play (rig->engine);
  rig_settle (rig);
}

static double
level (const float *x, uint32_t from, uint32_t to)
{
  double sum = 0;
  for (uint32_t i = from; i < to; i++)
    sum += (double)x[i] * (double)x[i];
  return 10 * log10 (2 * sum / (to - from) + 1e-30);
}

static bool
is_block (LtParam param)
{
  return lt_param_info[param].smooth == LT_SMOOTH_BLOCK ||
         param == LT_PARAM_DELAY || param == LT_PARAM_WIDTH ||
         param == LT_PARAM_SATURATION_FITTED;
}

/// A value anywhere on the parameter's way.
static double
any_value (LtParam param, LtTestRandom *r)
{
  return lt_param_round (
    param, lt_param_from_position (param, lt_test_below (r, 1001) / 1000.0));
}

// --- the same bytes ---

enum { N_STRIPS = 45 };

/// Mono and stereo strips in full banks, with taps of all sorts, a group, an
/// aux, a lean cue, inserts.
static Rig *
make_desk (const char *isa, uint32_t n_threads, uint32_t max)
{
  Rig *rig = n_threads ? rig_new_threads (n_threads, max) : rig_new (isa, max);
  lt_engine_add_strip (rig->engine, GROUP, LT_KIND_GROUP, 2);
  lt_engine_add_strip (rig->engine, AUX, LT_KIND_AUX, 2);
  lt_engine_add_strip (rig->engine, CUE, LT_KIND_CUE, 2);
  rig_set_bus (rig, GROUP, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set_bus (rig, AUX, LT_PARAM_TO, GROUP, 1);
  rig_set (rig, CUE, LT_PARAM_LEAN, 1);
  rig_tap (rig, CUE);
  for (uint32_t id = 1; id <= N_STRIPS; id++) {
    const uint32_t n = id % 3 ? 1 : 2;
    feed (rig, id, rig_noise_source (id, n, -1), n);
    rig_set (rig, id, LT_PARAM_FADER, -20);
    rig_set_bus (rig, id, LT_PARAM_TO, GROUP, id % 2);
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, AUX, -10);
    rig_set_bus (rig, id, LT_PARAM_SEND_TAP, AUX, id % 4);
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, CUE, -10);
    rig_set_bus (rig, id, LT_PARAM_SEND_TAP, CUE, id % 4);
    if (id % 8 == 0)
      lt_engine_set_insert (rig->engine, id, rig_delay_insert (id));
  }
  start (rig);
  return rig;
}

static void
move (Rig *rig, LtTestRandom *r, int n)
{
  static const uint32_t buses[] = {GROUP, AUX, CUE, RIG_MASTER};
  for (int i = 0; i < n; i++) {
    const uint32_t place = lt_test_below (r, N_STRIPS + 4);
    const uint32_t id = place < N_STRIPS ? 1 + place : buses[place - N_STRIPS];
    LtParam        param;
    do
      param = (LtParam)lt_test_below (r, LT_N_STRIP_PARAMS);
    while (!is_block (param));
    rig_set (rig, id, param, any_value (param, r));
    if (i % 8 == 0) // from lower numbers to higher ones: no loop
      rig_set_bus (rig,
                   1 + place % 20,
                   place % 2 ? LT_PARAM_GATE_KEY : LT_PARAM_COMPRESSOR_KEY,
                   21 + place % 20,
                   i % 16 == 0);
  }
}

static Rig *
play_show (const char *isa, uint32_t n_threads, uint32_t block)
{
  enum { STEPS = 24, STEP = 480 };
  Rig         *rig = make_desk (isa, n_threads, (STEPS + 1) * STEP);
  LtTestRandom r   = lt_test_random (11);
  move (rig, &r, 600);
  rig_settle (rig);
  for (int i = 0; i < STEPS; i++) {
    rig_run (rig, STEP, block);
    move (rig, &r, 60);
    rig_settle (rig);
  }
  rig_run (rig, STEP, block);
  return rig;
}

static void
assert_same (const Rig *a, const Rig *b, const char *what)
{
  for (uint32_t c = 0; c < a->n_ports; c++)
    for (uint32_t i = 0; i < a->n; i++)
      if (memcmp (&a->out[c][i], &b->out[c][i], 4) != 0)
        g_error ("%s: port %u frame %u: %.9g is not %.9g",
                 what,
                 c,
                 i,
                 (double)a->out[c][i],
                 (double)b->out[c][i]);
}

static void
test_same_bytes (void)
{
  Rig *reference = play_show (NULL, 0, 256);
  for (uint32_t c = 0; c < reference->n_ports; c++)
    g_assert_cmpfloat (level (reference->out[c], 0, reference->n), >, -60);
  static const uint32_t blocks[] = {1, 16, 31, 64, 1000, 4096, 0};
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    Rig *rig = play_show (NULL, 0, blocks[i]);
    assert_same (rig, reference, "block");
    rig_free (rig);
  }
  for (uint32_t n = 2; n <= 5; n++) {
    Rig *rig = play_show (NULL, n, n % 2 ? 4096 : 64);
    assert_same (rig, reference, "threads");
    rig_free (rig);
  }
  for (int i = 0; lt_kernels_all[i]; i++) {
    if (!lt_kernels_can_run (lt_kernels_all[i]))
      continue;
    Rig *rig = play_show (lt_kernels_all[i]->name, 0, 100);
    assert_same (rig, reference, lt_kernels_all[i]->name);
    rig_free (rig);
  }
  rig_free (reference);
}

// --- off is nothing ---

static Rig *
play_bare (bool is_set, bool is_on)
{
  Rig *rig = rig_new (NULL, 9600);
  feed (rig, 1, rig_noise_source (1, 1, -1), 1);
  feed (rig, 2, rig_noise_source (2, 2, -1), 2);
  LtTestRandom r = lt_test_random (3);
  for (uint32_t id = 1; id <= 2; id++)
    for (int i = 0; is_set && i < LT_N_STRIP_PARAMS; i++) {
      const bool is_switch = i == LT_PARAM_HIGH_PASS_ON ||
                             i == LT_PARAM_LOW_PASS_ON ||
                             i == LT_PARAM_GATE_ON || i == LT_PARAM_EQ_ON ||
                             i == LT_PARAM_COMPRESSOR_ON;
      if (is_switch)
        rig_set (rig, id, (LtParam)i, is_on);
      else if (lt_param_info[i].smooth == LT_SMOOTH_BLOCK)
        rig_set (rig, id, (LtParam)i, any_value ((LtParam)i, &r));
    }
  start (rig);
  rig_run (rig, 9600, 64);
  return rig;
}

static void
test_off (void)
{
  Rig *bare = play_bare (false, false);
  Rig *off  = play_bare (true, false);
  Rig *on   = play_bare (true, true);
  assert_same (off, bare, "off");
  g_assert_cmpint (
    memcmp (on->out[0], bare->out[0], bare->n * sizeof (float)), !=, 0);
  rig_free (bare);
  rig_free (off);
  rig_free (on);
}

// --- places ---

static void
test_taps (void)
{
  // A band of +12 dB: before it in one send, behind it in the others and at
  // the direct output; round a latent insert to a lean bus too.
  for (int insert = 0; insert < 2; insert++)
    for (int tap = 0; tap < 4; tap++) {
      Rig *rig = rig_new (NULL, 24000);
      feed (rig, 1, rig_sine_source (1000), 1);
      lt_engine_add_strip (rig->engine, CUE, LT_KIND_CUE, 2);
      rig_set (rig, CUE, LT_PARAM_LEAN, insert);
      rig_set_bus (rig, 1, LT_PARAM_SEND_LEVEL, CUE, 0);
      rig_set_bus (rig, 1, LT_PARAM_SEND_PAN, CUE, -100);
      rig_set_bus (rig, 1, LT_PARAM_SEND_TAP, CUE, tap);
      rig_set (rig, 1, LT_PARAM_PAN, -100);
      if (insert)
        lt_engine_set_insert (rig->engine, 1, rig_delay_insert (100));
      rig_set (rig, 1, LT_PARAM_EQ_FREQUENCY_2, 1000);
      rig_set (rig, 1, LT_PARAM_EQ_GAIN_2, 12);
      const uint32_t port = rig_tap (rig, CUE);
      start (rig);
      rig_run (rig, 24000, 64);
      const double want = 20 * log10 (0.5) + (tap == 0 ? 0 : 12);
      g_assert_cmpfloat_with_epsilon (
        level (rig->out[port], 12000, 24000), want, 0.01);
      rig_free (rig);
    }
}

static void
test_order (void)
{
  // A boost of 12 dB before an infinite ratio is taken back, behind it not.
  for (int order = 0; order < 2; order++) {
    Rig *rig = rig_new (NULL, 48000);
    feed (rig, 1, rig_sine_source (1000), 1);
    feed (rig, 2, rig_constant_source (0, 1), 1); // a neighbour, the other way
    rig_set (rig, 2, LT_PARAM_ORDER, 1 - order);
    rig_set (rig, 2, LT_PARAM_EQ_GAIN_2, 3);
    rig_set (rig, 1, LT_PARAM_PAN, -100);
    rig_set (rig, 1, LT_PARAM_ORDER, order);
    rig_set (rig, 1, LT_PARAM_EQ_FREQUENCY_2, 1000);
    rig_set (rig, 1, LT_PARAM_EQ_GAIN_2, 12);
    rig_set (rig, 1, LT_PARAM_COMPRESSOR_ON, 1);
    rig_set (rig, 1, LT_PARAM_COMPRESSOR_KNEE, 0);
    rig_set (rig, 1, LT_PARAM_COMPRESSOR_THRESHOLD, -30);
    rig_set (rig, 1, LT_PARAM_COMPRESSOR_RATIO, 100);
    start (rig);
    rig_run (rig, 48000, 64);
    g_assert_cmpfloat_with_epsilon (
      level (rig->out[0], 24000, 48000), order ? -18 : -30, 0.1);
    rig_free (rig);
  }
}

static void
test_delay (void)
{
  // By its frames, beside a strip without; from the first frame on.
  Rig *rig = rig_new (NULL, 48000);
  feed (rig, 1, rig_impulse_source (1000), 1);
  feed (rig, 2, rig_impulse_source (1000), 1);
  rig_set (rig, 1, LT_PARAM_PAN, -100);
  rig_set (rig, 2, LT_PARAM_PAN, 100);
  rig_set (rig, 1, LT_PARAM_DELAY, 500);
  start (rig);
  rig_run (rig, 48000, 100);
  for (uint32_t i = 0; i < 48000; i++) {
    g_assert_cmpfloat (rig->out[0][i], ==, i == 25000 ? 1.0f : 0.0f);
    g_assert_cmpfloat (rig->out[1][i], ==, i == 1000 ? 1.0f : 0.0f);
  }
  rig_free (rig);
}

static void
test_delay_moves (void)
{
  // Sent elsewhere again and again, before it has arrived: no jump.
  float rough[2];
  for (int moves = 0; moves < 2; moves++) {
    Rig *rig = rig_new (NULL, 96000);
    feed (rig, 1, rig_sine_source (200), 1);
    rig_set (rig, 1, LT_PARAM_PAN, -100);
    start (rig);
    rig_run (rig, 9600, 64);
    for (int i = 0; i < 300; i++) {
      if (moves)
        rig_set (rig, 1, LT_PARAM_DELAY, i * 37 % 100);
      rig_settle (rig);
      rig_run (rig, 288, 64);
    }
    rough[moves] = rig_roughness (rig->out[0], rig->n);
    rig_free (rig);
  }
  // A cross-fade of 512 frames bends a full-scale difference by 4e-5.
  g_assert_cmpfloat (rough[1], <, rough[0] + 3e-4f);
}

static void
test_width (void)
{
  static const struct {
    double width;
    float  left, right;
  } want[] = {{0, 0.2f, 0.2f}, {100, 0.4f, 0}, {200, 0.6f, -0.2f}};
  for (size_t i = 0; i < G_N_ELEMENTS (want); i++) {
    Rig *rig = rig_new (NULL, 24000);
    feed (rig, 1, rig_constant_source (0.4, 2), 2);
    lt_engine_add_strip (rig->engine, GROUP, LT_KIND_GROUP, 2);
    rig_set_bus (rig, 1, LT_PARAM_TO, RIG_MASTER, 0);
    rig_set_bus (rig, 1, LT_PARAM_TO, GROUP, 1);
    rig_set_bus (rig, GROUP, LT_PARAM_TO, RIG_MASTER, 1);
    rig_set (rig, 1, LT_PARAM_PAN, -100); // left alone reaches the group
    if (i == 1)
      lt_engine_set_insert (rig->engine, GROUP, rig_delay_insert (10));
    start (rig);
    rig_run (rig, 1000, 64);
    rig_set (rig, GROUP, LT_PARAM_WIDTH, want[i].width);
    rig_settle (rig);
    rig_run (rig, 20000, 64);
    g_assert_cmpfloat_with_epsilon (rig->out[0][20000], want[i].left, 1e-6f);
    g_assert_cmpfloat_with_epsilon (rig->out[1][20000], want[i].right, 1e-6f);
    rig_free (rig);
  }
}

// --- saturation ---

static void
test_saturation_is_on_time (void)
{
  // Against its twin upside down: at drive 0 nothing is left on the master, and
  // a lean bus has both as they were before it.
  Rig *rig = rig_new (NULL, 48000);
  lt_engine_add_strip (rig->engine, CUE, LT_KIND_CUE, 2);
  rig_set (rig, CUE, LT_PARAM_LEAN, 1);
  for (uint32_t id = 1; id <= 2; id++) {
    feed (rig, id, rig_noise_source (7, 1, -1), 1);
    rig_set (rig, id, LT_PARAM_POLARITY, id == 2);
    rig_set (rig, id, LT_PARAM_EQ_GAIN_2, 6);
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, CUE, 0);
    rig_set_bus (rig, id, LT_PARAM_SEND_TAP, CUE, 2);
  }
  rig_set (rig, 1, LT_PARAM_SATURATION_FITTED, 1);
  rig_set (rig, 1, LT_PARAM_SATURATION_DRIVE, 0);
  const uint32_t port = rig_tap (rig, CUE);
  start (rig);
  rig_run (rig, 9600, 64);
  g_assert_cmpuint (lt_engine_latency (rig->engine, 1), ==, 44);
  g_assert_cmpuint (lt_engine_latency (rig->engine, 2), ==, 0);
  rig_run (rig, 38400, 100);
  for (uint32_t i = 4800; i < 48000; i++) {
    g_assert_cmpfloat (rig->out[0][i], ==, 0.0f);
    g_assert_cmpfloat (rig->out[port][i], ==, 0.0f);
  }
  // Driven it is heard.
  rig_set (rig, 1, LT_PARAM_SATURATION_DRIVE, 60);
  rig_rewind (rig);
  rig_settle (rig);
  rig_run (rig, 24000, 64);
  g_assert_cmpfloat (level (rig->out[0], 12000, 24000), >, -40);
  g_assert_cmpfloat (level (rig->out[port], 12000, 24000), <, -200);
  rig_free (rig);
}

static void
test_saturation_is_fitted (void)
{
  // It comes and goes by a cross-fade, again and again and in its middle.
  float rough[2];
  for (int moves = 0; moves < 2; moves++) {
    Rig *rig = rig_new (NULL, 120000);
    feed (rig, 1, rig_sine_source (300), 1);
    rig_set (rig, 1, LT_PARAM_PAN, -100);
    rig_set (rig, 1, LT_PARAM_SATURATION_DRIVE, 0);
    start (rig);
    rig_run (rig, 4800, 64);
    for (int i = 0; i < 80; i++) {
      if (moves)
        rig_set (rig, 1, LT_PARAM_SATURATION_FITTED, i % 2 == 0);
      rig_settle (rig);
      rig_run (rig, i % 8 ? 1000 : 3000, 64);
    }
    rough[moves] = rig_roughness (rig->out[0], rig->n);
    rig_free (rig);
  }
  g_assert_cmpfloat (rough[1], <, rough[0] + 3e-4f);
}

// --- keys ---

static double
reduced (double key_low, bool is_filtered)
{
  Rig *rig = rig_new (NULL, 72000);
  feed (rig, 1, rig_sine_source (50), 1); // -6 dBFS
  rig_set (rig, 1, LT_PARAM_PAN, -100);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_ON, 1);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_THRESHOLD, -46);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_RATIO, 4);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_KNEE, 0);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_ATTACK, 100);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_RELEASE, 400);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_KEY_FILTER, is_filtered);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_KEY_LOW, key_low);
  start (rig);
  rig_run (rig, 72000, 64);
  const double gain = level (rig->out[0], 52800, 72000) - 20 * log10 (0.5);
  rig_free (rig);
  return gain;
}

static void
test_key_filter (void)
{
  // C6: a second order high-pass at 150 Hz takes 19.14 dB from 50 Hz.
  const double attenuation = 10 * log10 (1 + pow (150 / 50.0, 4));
  const double with        = reduced (150, true);
  const double without     = reduced (150, false);
  const double excess      = -6.0206 + 46; // dB above the threshold
  g_test_message ("%.2f %.2f", with, without);
  // (A level of 50 Hz ripples in a window of 8 ms.)
  g_assert_cmpfloat_with_epsilon (without, -0.75 * excess, 0.7);
  g_assert_cmpfloat_with_epsilon (with - without, 0.75 * attenuation, 0.2);
}

static double
ducked (uint32_t n_source, uint32_t n_target, double other, bool is_keyed)
{
  // A steady target, turned down by what another strip plays.
  Rig *rig = rig_new (NULL, 48000);
  feed (rig, 1, rig_constant_source (other, n_source), n_source);
  feed (rig, 2, rig_constant_source (0.5, n_target), n_target);
  rig_set (rig, 1, LT_PARAM_FADER, -INFINITY); // before the fader
  rig_set (rig, 2, LT_PARAM_PAN, -100);
  rig_set (rig, 2, LT_PARAM_GATE_ON, 1);
  rig_set (rig, 2, LT_PARAM_GATE_MODE, 2);
  rig_set (rig, 2, LT_PARAM_GATE_THRESHOLD, -20);
  rig_set (rig, 2, LT_PARAM_GATE_RANGE, -20);
  rig_set_bus (rig, 1, LT_PARAM_GATE_KEY, 2, is_keyed);
  start (rig);
  rig_run (rig, 48000, 64);
  const double out = (double)rig->out[0][47999];
  rig_free (rig);
  return out;
}

static void
test_external_key (void)
{
  for (uint32_t n = 1; n <= 2; n++)
    for (uint32_t m = 1; m <= 2; m++) {
      g_assert_cmpfloat_with_epsilon (ducked (n, m, 0.5, true), 0.05, 1e-3);
      g_assert_cmpfloat_with_epsilon (ducked (n, m, 0.05, true), 0.5, 1e-6);
      // Its own signal is above the threshold.
      g_assert_cmpfloat_with_epsilon (ducked (n, m, 0.05, false), 0.05, 1e-3);
    }
}

static void
test_key_loops (void)
{
  Rig *rig = rig_new (NULL, 4800);
  lt_engine_add_strip (rig->engine, GROUP, LT_KIND_GROUP, 2);
  feed (rig, 1, rig_sine_source (1000), 1);
  rig_set_bus (rig, 1, LT_PARAM_TO, GROUP, 1);
  start (rig);
  const LtAddress back = {
    .strip = GROUP, .bus = 1, .param = LT_PARAM_COMPRESSOR_KEY};
  const LtAddress self = {.strip = 1, .bus = 1, .param = LT_PARAM_GATE_KEY};
  const LtAddress on   = {.strip = 1, .bus = GROUP, .param = LT_PARAM_GATE_KEY};
  g_assert_cmpint (lt_engine_set (rig->engine, back, 1, 0), ==, LT_LOOP);
  g_assert_cmpint (lt_engine_set (rig->engine, self, 1, 0), ==, LT_LOOP);
  g_assert_cmpint (lt_engine_set (rig->engine, on, 1, 0), ==, LT_OK);
  rig_settle (rig);
  rig_run (rig, 4800, 64);
  rig_free (rig);
}

static void
test_key_is_on_time (void)
{
  // A gate without attack, keyed by the same impulse that took longer to come.
  Rig *rig = rig_new (NULL, 9600);
  feed (rig, 1, rig_impulse_source (1000), 1);
  feed (rig, 2, rig_impulse_source (1000), 1);
  lt_engine_set_insert (rig->engine, 1, rig_delay_insert (300));
  rig_set_bus (rig, 1, LT_PARAM_TO, RIG_MASTER, 0);
  rig_set (rig, 2, LT_PARAM_PAN, -100);
  rig_set (rig, 2, LT_PARAM_GATE_ON, 1);
  rig_set (rig, 2, LT_PARAM_GATE_RANGE, -80);
  rig_set (rig, 2, LT_PARAM_GATE_ATTACK, 0.05);
  rig_set (rig, 2, LT_PARAM_GATE_HYSTERESIS, 0);
  rig_set (rig, 2, LT_PARAM_GATE_HOLD, 0);
  rig_set_bus (rig, 1, LT_PARAM_GATE_KEY, 2, 1);
  start (rig);
  rig_run (rig, 9600, 64);
  // It opens by a third of the way, in dB, on the very frame.
  for (uint32_t i = 0; i < 9600; i++)
    if (i != 1300)
      g_assert_cmpfloat (fabsf (rig->out[0][i]), <, 2e-4f);
  g_assert_cmpfloat (rig->out[0][1300], >, 1e-3f);
  rig_free (rig);
}

static void
test_listen (void)
{
  // The gate's key, through its filters, in the place of the signal.
  Rig *rig = rig_new (NULL, 48000);
  feed (rig, 1, rig_sine_source (1000), 1);
  rig_set (rig, 1, LT_PARAM_PAN, -100);
  rig_set (rig, 1, LT_PARAM_GATE_ON, 1);
  rig_set (rig, 1, LT_PARAM_GATE_THRESHOLD, 0); // shut
  rig_set (rig, 1, LT_PARAM_GATE_RANGE, -80);
  rig_set (rig, 1, LT_PARAM_GATE_KEY_FILTER, 1);
  rig_set (rig, 1, LT_PARAM_GATE_KEY_HIGH, 1000);
  start (rig);
  rig_run (rig, 24000, 64);
  rig_set (rig, 1, LT_PARAM_GATE_LISTEN, 1);
  rig_settle (rig);
  rig_run (rig, 24000, 64);
  g_assert_cmpfloat (level (rig->out[0], 18000, 24000), <, -80);
  g_assert_cmpfloat_with_epsilon (
    level (rig->out[0], 36000, 48000), 20 * log10 (0.5) - 3.01, 0.05);
  rig_free (rig);
}

static void
test_pairs (void)
{
  // Both sides of a stereo strip open together, a mono neighbour stays shut.
  Rig *rig = rig_new (NULL, 24000);
  lt_engine_add_strip (rig->engine, GROUP, LT_KIND_GROUP, 2);
  feed (rig, 1, rig_constant_source (0.5, 1), 1);
  feed (rig, 2, rig_constant_source (0.005, 1), 1);
  for (uint32_t id = 1; id <= 2; id++) {
    rig_set_bus (rig, id, LT_PARAM_TO, RIG_MASTER, 0);
    rig_set_bus (rig, id, LT_PARAM_TO, GROUP, 1);
    rig_set (rig, id, LT_PARAM_PAN, id == 1 ? -100 : 100);
  }
  rig_set_bus (rig, GROUP, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set (rig, GROUP, LT_PARAM_GATE_ON, 1);
  start (rig);
  rig_run (rig, 24000, 64);
  g_assert_cmpfloat_with_epsilon (rig->out[1][23999], 0.005f, 1e-6f);
  rig_set (rig, GROUP, LT_PARAM_GATE_ON, 0);
  rig_set (rig, 2, LT_PARAM_GATE_ON, 1);
  rig_rewind (rig);
  rig_settle (rig);
  rig_run (rig, 24000, 64);
  g_assert_cmpfloat (rig->out[1][23999], <, 7e-5f);
  rig_free (rig);
}

// --- seeing, and lanes that change hands ---

static LtMeter
meter_of (Rig *rig, uint32_t id)
{
  LtTelemetry    telemetry;
  static LtMeter meters[LT_MAX_STRIPS];
  g_assert_true (lt_engine_telemetry (rig->engine, &telemetry, meters));
  for (uint32_t i = 0; i < telemetry.n_strips; i++)
    if (meters[i].strip == id)
      return meters[i];
  g_assert_not_reached ();
}

static void
test_meters (void)
{
  Rig *rig = rig_new (NULL, 96000);
  feed (rig, 1, rig_sine_source (1000), 1);
  start (rig);
  rig_run (rig, 4800, 64);
  const LtMeter idle = meter_of (rig, 1);
  g_assert_cmpfloat (idle.gate, ==, 0);
  g_assert_cmpfloat (idle.compressor, ==, 0);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_ON, 1);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_KNEE, 0);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_THRESHOLD, -26);
  rig_set (rig, 1, LT_PARAM_COMPRESSOR_RATIO, 2);
  rig_settle (rig);
  rig_run (rig, 48000, 64);
  meter_of (rig, 1);
  rig_run (rig, 2400, 64);
  g_assert_cmpfloat_with_epsilon (
    meter_of (rig, 1).compressor, (float)(-0.5 * (26 - 6.0206)), 0.1f);
  rig_set (rig, 1, LT_PARAM_GATE_ON, 1);
  rig_set (rig, 1, LT_PARAM_GATE_THRESHOLD, 0);
  rig_set (rig, 1, LT_PARAM_GATE_RANGE, -30);
  rig_settle (rig);
  rig_run (rig, 36000, 64);
  meter_of (rig, 1);
  rig_run (rig, 2400, 64);
  g_assert_cmpfloat_with_epsilon (meter_of (rig, 1).gate, -30.0f, 0.2f);
  rig_free (rig);
}

static void
test_lane_changes_hands (void)
{
  // A strip that takes the lane of another finds nothing of it there.
  Rig *rig = rig_new (NULL, 48000);
  feed (rig, 1, rig_sine_source (100), 1);
  rig_set (rig, 1, LT_PARAM_EQ_GAIN_1, 18);
  rig_set (rig, 1, LT_PARAM_DELAY, 20);
  start (rig);
  rig_run (rig, 9600, 64);
  lt_engine_remove_strip (rig->engine, 1);
  for (int i = 0; i < 40; i++) {
    rig_settle (rig);
    rig_run (rig, 240, 64);
  }
  feed (rig, 2, rig_sine_source (100), 1);
  rig_set (rig, 2, LT_PARAM_PAN, -100);
  rig_settle (rig);
  rig_run (rig, 28800, 64);
  g_assert_cmpfloat_with_epsilon (
    level (rig->out[0], 38400, 48000), 20 * log10 (0.5), 1e-3);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/strip/same-bytes", test_same_bytes);
  g_test_add_func ("/strip/off", test_off);
  g_test_add_func ("/strip/taps", test_taps);
  g_test_add_func ("/strip/order", test_order);
  g_test_add_func ("/strip/delay", test_delay);
  g_test_add_func ("/strip/delay-moves", test_delay_moves);
  g_test_add_func ("/strip/width", test_width);
  g_test_add_func ("/strip/saturation-is-on-time", test_saturation_is_on_time);
  g_test_add_func ("/strip/saturation-is-fitted", test_saturation_is_fitted);
  g_test_add_func ("/strip/key-filter", test_key_filter);
  g_test_add_func ("/strip/external-key", test_external_key);
  g_test_add_func ("/strip/key-loops", test_key_loops);
  g_test_add_func ("/strip/key-is-on-time", test_key_is_on_time);
  g_test_add_func ("/strip/listen", test_listen);
  g_test_add_func ("/strip/pairs", test_pairs);
  g_test_add_func ("/strip/meters", test_meters);
  g_test_add_func ("/strip/lane-changes-hands", test_lane_changes_hands);
  return g_test_run ();
}
