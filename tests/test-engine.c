// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine as a whole, block by block, against plain models.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>
#include <string.h>

static void
add_input (Rig *rig, uint32_t id, LtSource *source)
{
  g_assert_cmpint (
    lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, source->n_channels),
    ==,
    LT_OK);
  g_assert_cmpint (lt_engine_set_file (rig->engine, id, source), ==, LT_OK);
  rig_set_bus (rig, id, LT_PARAM_TO, RIG_MASTER, 1);
}

/// A desk with all there is: mono and stereo strips, group, aux, insert, moves.
static Rig *
play_show (const char *isa, uint32_t block)
{
  enum { FRAMES = 60000 };
  Rig *rig = rig_new (isa, FRAMES);
  lt_engine_add_strip (rig->engine, 900, LT_KIND_GROUP, 2);
  lt_engine_add_strip (rig->engine, 901, LT_KIND_AUX, 2);
  rig_set_bus (rig, 900, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set_bus (rig, 901, LT_PARAM_TO, RIG_MASTER, 1);
  for (uint32_t id = 1; id <= 21; id++) {
    add_input (rig, id, rig_noise_source (id, 1 + id % 3 / 2, -1));
    rig_set (rig, id, LT_PARAM_FADER, -20.0 + id);
    rig_set (rig, id, LT_PARAM_PAN, (int)(id * 37 % 201) - 100);
    if (id % 2)
      rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, 901, -3.0 - id);
    if (id % 4 == 0)
      rig_set_bus (rig, id, LT_PARAM_SEND_TAP, 901, 1);
    if (id % 5 == 0)
      rig_set_bus (rig, id, LT_PARAM_TO, 900, 1);
  }
  lt_engine_set_insert (rig->engine, 3, rig_delay_insert (77));
  lt_engine_play (rig->engine);
  lt_engine_set_loop (rig->engine, true, 5003, 40009);
  rig_settle (rig);
  // Moves take hold at the next quantum, so blocks are cut at those only.
  for (int i = 0; i < 40; i++) {
    rig_run (rig, 1472, block);
    uint32_t id = 1 + (uint32_t)i * 7 % 21;
    rig_set (rig, id, LT_PARAM_FADER, i % 9 == 0 ? -INFINITY : 3.0 - i);
    rig_set (rig, id, LT_PARAM_MUTE, i % 4 == 1);
    rig_set (rig, 1 + id % 21, LT_PARAM_PAN, 5 * i - 100);
    rig_set (rig, 1 + id % 20, LT_PARAM_TRIM, i % 13 - 6);
    rig_set (rig, 1 + id % 19, LT_PARAM_POLARITY, i % 2);
    rig_set (rig, 2, LT_PARAM_SOLO, i > 20 && i < 30);
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, 901, i % 3 ? -i : -INFINITY);
    rig_set_bus (rig, 7, LT_PARAM_SEND_TAP, 901, 1 + i % 2);
    rig_set_bus (rig, 8, LT_PARAM_TO, 900, i % 2);
    rig_settle (rig);
  }
  return rig;
}

static void
assert_same (const Rig *a, const Rig *b, const char *what)
{
  g_assert_cmpuint (a->n, ==, b->n);
  for (int c = 0; c < 2; c++)
    for (uint32_t i = 0; i < a->n; i++)
      if (memcmp (&a->out[c][i], &b->out[c][i], 4) != 0)
        g_error ("%s: channel %d frame %u: %.9g is not %.9g",
                 what,
                 c,
                 i,
                 (double)a->out[c][i],
                 (double)b->out[c][i]);
}

static void
test_same_bytes (void)
{
  Rig  *reference = play_show (NULL, 256);
  float peak      = 0;
  for (uint32_t i = 0; i < reference->n; i++)
    peak = MAX (peak, fabsf (reference->out[0][i]));
  g_assert_cmpfloat (peak, >, 0.1f); // it is not silence that is compared
  static const uint32_t blocks[] = {1, 16, 31, 64, 1000, 4096, 0};
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    Rig *rig = play_show (NULL, blocks[i]);
    assert_same (rig, reference, "block");
    rig_free (rig);
  }
  for (int i = 0; lt_kernels_all[i]; i++) {
    if (!lt_kernels_can_run (lt_kernels_all[i])) {
      g_test_message ("no %s here", lt_kernels_all[i]->name);
      continue;
    }
    Rig *rig = play_show (lt_kernels_all[i]->name, 100);
    assert_same (rig, reference, lt_kernels_all[i]->name);
    rig_free (rig);
  }
  rig_free (reference);
}

static void
test_unity (void)
{
  // At 0 dB, centre, a stereo strip passes bit for bit.
  Rig *rig = rig_new (NULL, 4096);
  add_input (rig, 1, rig_noise_source (5, 2, -1));
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 4096, 333);
  for (uint32_t i = 0; i < rig->n; i++)
    for (uint32_t c = 0; c < 2; c++)
      g_assert_true (rig->out[c][i] == rig_noise (5, c, i));
  rig_free (rig);
}

static void
test_sum (void)
{
  // 128 strips at odd levels against a long double model: -145 dB.
  Rig *rig = rig_new (NULL, 8192);
  for (uint32_t id = 1; id <= 128; id++) {
    add_input (rig, id, rig_noise_source (id, 1, -1));
    rig_set (rig, id, LT_PARAM_FADER, -0.1 * id);
    rig_set (rig, id, LT_PARAM_PAN, (int)(id % 41) * 5 - 100);
  }
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 8192, 64);
  long double error = 0, power = 0;
  for (uint32_t i = 0; i < rig->n; i++) {
    long double sum = 0;
    for (uint32_t id = 1; id <= 128; id++) {
      long double p = ((int)(id % 41) * 5) / 200.0L;
      sum += rig_noise (id, 0, i) * powl (10, -0.1L * id / 20) *
             cosl (p * acosl (-1) / 2);
    }
    error += (rig->out[0][i] - sum) * (rig->out[0][i] - sum);
    power += sum * sum;
  }
  double db = (double)(10 * log10l (error / power));
  g_test_message ("128 strips: sum is off by %.1f dB", db);
  g_assert_cmpfloat (db, <, -145.0);
  rig_free (rig);
}

static void
test_compensation (void)
{
  // One impulse by four ways, one of them with a latent insert: they meet.
  static const uint32_t latencies[] = {1, 64, 255, 4096};
  for (size_t l = 0; l < G_N_ELEMENTS (latencies); l++) {
    const uint32_t latency = latencies[l];
    Rig           *rig     = rig_new (NULL, 16384);
    lt_engine_add_strip (rig->engine, 900, LT_KIND_GROUP, 2);
    lt_engine_add_strip (rig->engine, 901, LT_KIND_AUX, 2);
    rig_set_bus (rig, 900, LT_PARAM_TO, RIG_MASTER, 1);
    rig_set_bus (rig, 901, LT_PARAM_TO, RIG_MASTER, 1);
    for (uint32_t id = 1; id <= 3; id++)
      add_input (rig, id, rig_impulse_source (1000));
    rig_set_bus (rig, 1, LT_PARAM_TO, 900, 1);
    rig_set_bus (rig, 2, LT_PARAM_TO, 900, 1);
    rig_set_bus (rig, 2, LT_PARAM_SEND_LEVEL, 901, 0);
    rig_set_bus (rig, 3, LT_PARAM_SEND_LEVEL, 901, 0);
    rig_set_bus (rig, 3, LT_PARAM_SEND_TAP, 901, 1);
    lt_engine_set_insert (rig->engine, 900, rig_delay_insert (latency));
    lt_engine_set_insert (rig->engine, 2, rig_delay_insert (latency));
    lt_engine_play (rig->engine);
    rig_settle (rig);
    rig_run (rig, 16384, 500);
    uint32_t n_found = 0;
    for (uint32_t i = 0; i < rig->n; i++)
      if (rig->out[0][i] != 0.0f) {
        n_found++;
        g_assert_cmpuint (
          i, ==, 1000 + lt_engine_latency (rig->engine, RIG_MASTER));
      }
    g_assert_cmpuint (n_found, ==, 1);
    g_assert_cmpuint (
      lt_engine_latency (rig->engine, RIG_MASTER), ==, 2 * latency);
    rig_free (rig);
  }
}

static void
test_no_clicks (void)
{
  // 220 Hz at 0.5: a clean tone's second difference is 0.5 (2 pi f / rate)^2
  // = 0.00041. Bound for all that is done: 0.001; a hard mute gives 0.1 or
  // more (positive control below).
  const float bound = 0.001f;
  enum { STEP = 6000 };
  Rig *rig = rig_new (NULL, STEP * 40);
  add_input (rig, 1, rig_sine_source (220));
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, STEP, 64);
  g_assert_cmpfloat (rig_roughness (rig->out[0], rig->n), <, bound);
  struct {
    const char *what;
    LtParam     param;
    double      value;
  } moves[] = {
    {"fader down", LT_PARAM_FADER, -40},
    {"fader up", LT_PARAM_FADER, 6},
    {"fader off", LT_PARAM_FADER, -INFINITY},
    {"fader 0", LT_PARAM_FADER, 0},
    {"mute", LT_PARAM_MUTE, 1},
    {"unmute", LT_PARAM_MUTE, 0},
    {"polarity", LT_PARAM_POLARITY, 1},
    {"polarity back", LT_PARAM_POLARITY, 0},
    {"pan", LT_PARAM_PAN, 100},
    {"pan back", LT_PARAM_PAN, -100},
    {"trim", LT_PARAM_TRIM, -24},
    {"trim back", LT_PARAM_TRIM, 0},
    {"live", LT_PARAM_SOURCE, 1},
    {"file", LT_PARAM_SOURCE, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++) {
    uint32_t from = rig->n;
    rig_set (rig, 1, moves[i].param, moves[i].value);
    rig_settle (rig);
    rig_run (rig, STEP, 64);
    float worst = MAX (rig_roughness (rig->out[0] + from - 2, STEP + 2),
                       rig_roughness (rig->out[1] + from - 2, STEP + 2));
    if (worst >= bound)
      g_error ("%s: %g", moves[i].what, (double)worst);
  }
  // Structure: strips come and go, are routed, the song stops and jumps.
  for (int i = 0; i < 12; i++) {
    uint32_t from = rig->n;
    switch (i) {
      case 0:
        add_input (rig, 2, rig_sine_source (110));
        break;
      case 1:
        lt_engine_add_strip (rig->engine, 900, LT_KIND_GROUP, 2);
        rig_set_bus (rig, 900, LT_PARAM_TO, RIG_MASTER, 1);
        rig_set_bus (rig, 2, LT_PARAM_TO, 900, 1);
        break;
      case 2:
        rig_set_bus (rig, 2, LT_PARAM_TO, RIG_MASTER, 0);
        break;
      case 3:
        rig_set (rig, 2, LT_PARAM_SOLO, 1);
        break;
      case 4:
        rig_set (rig, 2, LT_PARAM_SOLO, 0);
        break;
      case 5:
        lt_engine_remove_strip (rig->engine, 2);
        break;
      case 6:
        lt_engine_remove_strip (rig->engine, 900);
        break;
      case 7:
        lt_engine_stop (rig->engine);
        break;
      case 8:
        lt_engine_play (rig->engine);
        break;
      case 9:
        lt_engine_locate (rig->engine, 77777);
        break;
      case 10:
        lt_engine_locate (rig->engine, 123);
        break;
      case 11:
        lt_engine_add_strip (rig->engine, 2, LT_KIND_INPUT, 1);
        break;
    }
    rig_settle (rig);
    for (int k = 0; k < 20; k++) {
      rig_run (rig, STEP / 20, 64);
      rig_settle (rig);
    }
    float worst = rig_roughness (rig->out[0] + from - 2, STEP + 2);
    if (worst >= bound)
      g_error ("structure %d: %g", i, (double)worst);
  }
  g_assert_cmpuint (rig->n_sources_released, ==, 1);
  // Positive control: the measure sees a jump.
  memset (rig->out[0] + 3010, 0, 4000);
  g_assert_cmpfloat (rig_roughness (rig->out[0], rig->n), >, 0.01f);
  rig_free (rig);
}

static void
test_bad_samples (void)
{
  Rig *rig = rig_new (NULL, 48000);
  add_input (rig, 1, rig_noise_source (1, 1, 5000));
  add_input (rig, 2, rig_noise_source (2, 1, -1));
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 48000, 100);
  for (uint32_t i = 0; i < rig->n; i++) {
    g_assert_true (isfinite (rig->out[0][i]));
    g_assert_cmpfloat (fabsf (rig->out[0][i]), <, 2.0f);
  }
  // Shut soon after the bad sample, open again later.
  LtTelemetry    telemetry;
  static LtMeter meters[LT_MAX_STRIPS];
  g_assert_true (lt_engine_telemetry (rig->engine, &telemetry, meters));
  g_assert_cmpuint (telemetry.n_strips, ==, 3);
  g_assert_cmpfloat (meters[0].post_peak[0], >, 0.1f);
  rig_free (rig);
  // The badge, seen while it is new.
  rig = rig_new (NULL, 48000);
  add_input (rig, 1, rig_noise_source (1, 1, 5000));
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 5120 + 256, 100);
  g_assert_true (lt_engine_telemetry (rig->engine, &telemetry, meters));
  g_assert_true (meters[0].flags & LT_METER_BAD);
  rig_free (rig);
}

static void
test_meters (void)
{
  Rig *rig = rig_new (NULL, 96000);
  add_input (rig, 1, rig_sine_source (1000));
  rig_set (rig, 1, LT_PARAM_FADER, -6.0206);
  lt_engine_play (rig->engine);
  rig_settle (rig);
  LtTelemetry    telemetry;
  static LtMeter meters[LT_MAX_STRIPS];
  rig_run (rig, 95744, 512);
  lt_engine_telemetry (rig->engine, &telemetry, meters);
  g_assert_cmpuint (telemetry.engine_frame, ==, 95744);
  g_assert_cmpint (telemetry.song_frame, ==, 95744);
  g_assert_cmpfloat_with_epsilon (meters[0].pre_peak[0], 0.5, 1e-5);
  g_assert_cmpfloat_with_epsilon (meters[0].post_peak[0], 0.25, 1e-5);
  g_assert_cmpfloat_with_epsilon (meters[0].pre_rms[0], 0.5 / M_SQRT2, 2e-3);
  g_assert_cmpfloat_with_epsilon (meters[0].post_rms[0], 0.25 / M_SQRT2, 1e-3);
  g_assert_cmpuint (meters[0].flags, ==, 0);
  rig_set (rig, 1, LT_PARAM_TRIM, 6.1);
  rig_settle (rig);
  rig->n = 0;
  rig_run (rig, 9600, 512);
  lt_engine_telemetry (rig->engine, &telemetry, meters);
  g_assert_true (meters[0].flags & LT_METER_CLIP_PRE);
  g_assert_false (meters[0].flags & LT_METER_CLIP_POST);
  rig_free (rig);
}

static void
test_solo_and_mute (void)
{
  Rig *rig = rig_new (NULL, 400000);
  lt_engine_add_strip (rig->engine, 900, LT_KIND_GROUP, 2);
  lt_engine_add_strip (rig->engine, 901, LT_KIND_AUX, 2);
  rig_set_bus (rig, 900, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set_bus (rig, 901, LT_PARAM_TO, RIG_MASTER, 1);
  for (uint32_t id = 1; id <= 3; id++)
    lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, 1);
  rig_set_bus (rig, 1, LT_PARAM_TO, 900, 1);
  rig_set_bus (rig, 2, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set_bus (rig, 3, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set_bus (rig, 3, LT_PARAM_SEND_LEVEL, 901, 0);
  // soloed strip, then who is silenced of 1, 2, 3, group, aux
  static const struct {
    uint32_t    solo;
    const char *silenced;
  } table[] = {
    {0, "....."},
    {1, ".xx.x"},
    {2, "x.xxx"},
    {3, "xx.x."},
    {900, ".xx.x"},
    {901, "xx.x."},
  };
  static const uint32_t ids[] = {1, 2, 3, 900, 901};
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    for (size_t k = 0; k < G_N_ELEMENTS (ids); k++)
      rig_set (rig, ids[k], LT_PARAM_SOLO, table[i].solo == ids[k]);
    rig_settle (rig);
    for (size_t k = 0; k < G_N_ELEMENTS (ids); k++)
      g_assert_cmpint (lt_engine_is_silenced (rig->engine, ids[k]),
                       ==,
                       table[i].silenced[k] == 'x');
    g_assert_false (lt_engine_is_silenced (rig->engine, RIG_MASTER));
  }
  rig_free (rig);
}

static void
test_loops_refused (void)
{
  Rig *rig = rig_new (NULL, 10000);
  lt_engine_add_strip (rig->engine, 900, LT_KIND_GROUP, 2);
  lt_engine_add_strip (rig->engine, 901, LT_KIND_AUX, 2);
  rig_set_bus (rig, 900, LT_PARAM_SEND_LEVEL, 901, 0);
  LtAddress back = {.strip = 901, .bus = 900, .param = LT_PARAM_TO};
  g_assert_cmpint (lt_engine_set (rig->engine, back, 1, 0), ==, LT_LOOP);
  // The other way round at once, while the old edge still fades.
  add_input (rig, 1, rig_noise_source (1, 1, -1));
  rig_set_bus (rig, 900, LT_PARAM_TO, RIG_MASTER, 1);
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 1000, 64);
  rig_set_bus (rig, 900, LT_PARAM_SEND_LEVEL, 901, -INFINITY);
  g_assert_cmpint (lt_engine_set (rig->engine, back, 1, 0), ==, LT_OK);
  for (int i = 0; i < 100 && lt_engine_poll (rig->engine); i++) {
    lt_engine_commit (rig->engine);
    rig_run (rig, 64, 64);
  }
  g_assert_false (lt_engine_poll (rig->engine));
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/engine/same-bytes", test_same_bytes);
  g_test_add_func ("/engine/unity", test_unity);
  g_test_add_func ("/engine/sum", test_sum);
  g_test_add_func ("/engine/compensation", test_compensation);
  g_test_add_func ("/engine/no-clicks", test_no_clicks);
  g_test_add_func ("/engine/bad-samples", test_bad_samples);
  g_test_add_func ("/engine/meters", test_meters);
  g_test_add_func ("/engine/solo-and-mute", test_solo_and_mute);
  g_test_add_func ("/engine/loops-refused", test_loops_refused);
  return g_test_run ();
}
