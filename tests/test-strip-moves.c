// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is heard while the controls of a strip move: no clicks; and what stays
// of NaN when it is over.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>

enum { TAPS = 255, MAX_SET = 8, N_MOVES = 24 };

typedef struct {
  LtParam param;
  double  value;
} Setting;

static void
add_input (Rig *rig, uint32_t id, LtSource *source)
{
  lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, source->n_channels);
  lt_engine_set_file (rig->engine, id, source);
  rig_set_bus (rig, id, LT_PARAM_TO, RIG_MASTER, 1);
  rig_set (rig, id, LT_PARAM_PAN, -100);
}

static void
set_all (Rig *rig, const Setting *settings, size_t n)
{
  for (size_t i = 0; i < n && settings[i].param; i++)
    rig_set (rig, 1, settings[i].param, settings[i].value);
}

static void
start (Rig *rig)
{
  lt_engine_play (rig->engine);
  rig_settle (rig);
}

// --- above 15 kHz ---

/// A window (Blackman-Harris, 92 dB) over a high-pass at 15 kHz.
static void
make_filter (double filter[TAPS])
{
  const double fc  = 15000.0 / RIG_RATE;
  double       sum = 0;
  for (int i = 0; i < TAPS; i++) {
    const double x = i - TAPS / 2, turn = 2 * M_PI * i / (TAPS - 1);
    const double low = x == 0 ? 2 * fc : sin (2 * M_PI * fc * x) / (M_PI * x);
    filter[i]        = low * (0.35875 - 0.48829 * cos (turn) +
                       0.14128 * cos (2 * turn) - 0.01168 * cos (3 * turn));
    sum += filter[i];
  }
  for (int i = 0; i < TAPS; i++)
    filter[i] = (i == TAPS / 2) - filter[i] / sum;
}

/// Highest peak of what is above 15 kHz, in dBFS.
static double
above_15k (const float *x, uint32_t n)
{
  double filter[TAPS], worst = 0;
  make_filter (filter);
  for (uint32_t i = 0; i + TAPS < n; i++) {
    double y = 0;
    for (int k = 0; k < TAPS; k++)
      y += filter[k] * (double)x[i + (uint32_t)k];
    worst = MAX (worst, fabs (y));
  }
  return 20 * log10 (worst + 1e-12);
}

static double
other_value (LtParam param, int i, LtTestRandom *r)
{
  const LtParamInfo *info = &lt_param_info[param];
  if (info->type == LT_TYPE_BOOL)
    return i % 2 ? info->def : 1 - info->def;
  if (info->type == LT_TYPE_CHOICE)
    return lt_test_below (r, (uint32_t)info->max + 1);
  const double at = lt_test_below (r, 5) == 0
                      ? lt_test_below (r, 2)
                      : lt_test_below (r, 1001) / 1000.0;
  return lt_param_round (param, lt_param_from_position (param, at));
}

static double
peak_while_it_moves (LtParam param, const Setting *settings)
{
  enum { STEP = 4800 };
  Rig         *rig = rig_new (NULL, (N_MOVES + 2) * STEP);
  LtTestRandom r   = lt_test_random (77);
  add_input (rig, 1, rig_sine_source (300)); // -6 dBFS
  set_all (rig, settings, MAX_SET);
  start (rig);
  rig_run (rig, 2 * STEP, 64);
  for (int i = 0; i < N_MOVES; i++) {
    rig_set (rig, 1, param, other_value (param, i, &r));
    rig_settle (rig);
    rig_run (rig, STEP - lt_test_below (&r, STEP / 2), 64);
  }
  const double db = above_15k (rig->out[0] + STEP, rig->n - STEP);
  rig_free (rig);
  return db;
}

#define GATE                                                                   \
  {LT_PARAM_GATE_ON, 1}, {LT_PARAM_GATE_ATTACK, 20},                           \
  {                                                                            \
    LT_PARAM_GATE_RELEASE, 50                                                  \
  }
#define COMPRESSOR                                                             \
  {LT_PARAM_COMPRESSOR_ON, 1}, {LT_PARAM_COMPRESSOR_THRESHOLD, -30},           \
    {LT_PARAM_COMPRESSOR_ATTACK, 20},                                          \
  {                                                                            \
    LT_PARAM_COMPRESSOR_RELEASE, 100                                           \
  }
#define BAND(k, gain)                                                          \
  {                                                                            \
    LT_PARAM_EQ_GAIN_##k, gain                                                 \
  }
#define PASSES                                                                 \
  {LT_PARAM_HIGH_PASS_ON, 1},                                                  \
  {                                                                            \
    LT_PARAM_LOW_PASS_ON, 1                                                    \
  }
#define SATURATION                                                             \
  {                                                                            \
    LT_PARAM_SATURATION_FITTED, 1                                              \
  }

/// Bounds are what was measured and 3 dB. Nothing at rest is above -135, but
/// for the saturation's harmonics, which drive moves. Of the equalizer these
/// are jumps to anywhere, up to ten octaves and 36 dB at once.
static const struct {
  LtParam param;
  double  most; ///< dBFS
  Setting settings[MAX_SET];
} moves[] = {
  {LT_PARAM_TRIM, -96, {{0}}},
  {LT_PARAM_DELAY, -100, {{0}}},
  {LT_PARAM_HIGH_PASS_ON, -100, {{0}}},
  {LT_PARAM_HIGH_PASS_FREQUENCY, -100, {PASSES}},
  {LT_PARAM_HIGH_PASS_SLOPE, -100, {PASSES}},
  {LT_PARAM_LOW_PASS_ON, -90, {{0}}},
  {LT_PARAM_LOW_PASS_FREQUENCY, -80, {PASSES}},
  {LT_PARAM_GATE_ON, -100, {{LT_PARAM_GATE_THRESHOLD, 0}}},
  {LT_PARAM_GATE_MODE, -69, {GATE}},
  {LT_PARAM_GATE_THRESHOLD, -76, {GATE}},
  {LT_PARAM_GATE_RANGE, -100, {GATE, {LT_PARAM_GATE_THRESHOLD, 0}}},
  {LT_PARAM_GATE_LISTEN, -100, {GATE, {LT_PARAM_GATE_KEY_FILTER, 1}}},
  {LT_PARAM_EQ_ON, -78, {BAND (1, 12), BAND (3, -12), BAND (4, 12)}},
  {LT_PARAM_EQ_BAND_2, -100, {BAND (2, 18), {LT_PARAM_EQ_Q_2, 18}}},
  {LT_PARAM_EQ_SHAPE_2, -77, {BAND (2, 12)}},
  {LT_PARAM_EQ_FREQUENCY_2, -66, {BAND (2, 12)}},
  {LT_PARAM_EQ_GAIN_2, -100, {{0}}},
  {LT_PARAM_EQ_GAIN_4, -69, {{0}}},
  {LT_PARAM_EQ_Q_2, -82, {BAND (2, 12)}},
  {LT_PARAM_ORDER, -100, {COMPRESSOR, BAND (2, 12)}},
  {LT_PARAM_COMPRESSOR_ON, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_THRESHOLD, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_RATIO, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_KNEE, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_DETECTOR, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_MAKEUP, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_AUTO_MAKEUP, -100, {COMPRESSOR}},
  {LT_PARAM_COMPRESSOR_MIX, -100, {COMPRESSOR}},
  {LT_PARAM_SATURATION_FITTED, -100, {{LT_PARAM_SATURATION_DRIVE, 0}}},
  {LT_PARAM_SATURATION_ON, -100, {SATURATION}},
  {LT_PARAM_SATURATION_COLOUR, -89, {SATURATION}},
  {LT_PARAM_SATURATION_MIX, -100, {SATURATION}},
};

static void
test_clicks (void)
{
  bool is_good = true;
  for (size_t i = 0; i < G_N_ELEMENTS (moves); i++) {
    const double db = peak_while_it_moves (moves[i].param, moves[i].settings);
    g_test_message ("%s: %.1f dBFS (bound %.0f)",
                    lt_param_info[moves[i].param].key,
                    db,
                    moves[i].most);
    is_good &= db < moves[i].most;
  }
  g_assert_true (is_good);
}

static float
rough_when_off (const Setting *settings, LtParam off, double hz)
{
  enum { N = 96000 };
  Rig *rig = rig_new (NULL, 2 * N);
  add_input (rig, 1, rig_sine_source (hz));
  rig_set (rig, 1, LT_PARAM_FADER, -20);
  set_all (rig, settings, MAX_SET);
  start (rig);
  rig_run (rig, N, 64);
  rig_set (rig, 1, off, 0);
  rig_settle (rig);
  rig_run (rig, N, 64);
  const float rough = rig_roughness (rig->out[0] + N - 480, N + 480);
  rig_free (rig);
  return rough;
}

static void
test_going_off (void)
{
  // A narrow band at the bottom holds what it has for a second: that must fade
  // when it is turned off, not be cut. 8 times the tone at -26 dBFS bends by
  // 3e-6; a jump of it by 0.2.
  static const Setting narrow[MAX_SET] = {{LT_PARAM_EQ_FREQUENCY_2, 20},
                                          {LT_PARAM_EQ_GAIN_2, 18},
                                          {LT_PARAM_EQ_Q_2, 18}};
  static const Setting broad[MAX_SET]  = {{LT_PARAM_EQ_FREQUENCY_2, 20},
                                          {LT_PARAM_EQ_GAIN_2, 18},
                                          {LT_PARAM_EQ_Q_2, 0.7}};
  static const Setting steep[MAX_SET]  = {{LT_PARAM_HIGH_PASS_FREQUENCY, 20},
                                          {LT_PARAM_HIGH_PASS_SLOPE, 2},
                                          {LT_PARAM_HIGH_PASS_ON, 1}};
  const float          worst           = 1e-5f;
  g_assert_cmpfloat (rough_when_off (narrow, LT_PARAM_EQ_BAND_2, 20), <, worst);
  g_assert_cmpfloat (rough_when_off (narrow, LT_PARAM_EQ_GAIN_2, 20), <, worst);
  g_assert_cmpfloat (rough_when_off (broad, LT_PARAM_EQ_ON, 20), <, worst);
  g_assert_cmpfloat (
    rough_when_off (steep, LT_PARAM_HIGH_PASS_ON, 20), <, worst);
}

static double
level (const float *x, uint32_t from, uint32_t to)
{
  double sum = 0;
  for (uint32_t i = from; i < to; i++)
    sum += (double)x[i] * (double)x[i];
  return 10 * log10 (2 * sum / (to - from) + 1e-30);
}

static void
test_order_arrives (void)
{
  // +12 dB before an infinite ratio are taken back, behind it not; and once
  // more, and changed again half way.
  static const Setting settings[MAX_SET] = {
    {LT_PARAM_COMPRESSOR_ON, 1},
    {LT_PARAM_COMPRESSOR_THRESHOLD, -30},
    {LT_PARAM_COMPRESSOR_RATIO, 100},
    {LT_PARAM_COMPRESSOR_KNEE, 0},
    {LT_PARAM_EQ_FREQUENCY_2, 1000},
    {LT_PARAM_EQ_GAIN_2, 12}};
  static const double want[] = {-30, -18, -30, -18};
  Rig                *rig    = rig_new (NULL, 300000);
  add_input (rig, 1, rig_sine_source (1000));
  set_all (rig, settings, MAX_SET);
  start (rig);
  for (int i = 0; i < 4; i++) {
    rig_set (rig, 1, LT_PARAM_ORDER, i % 2);
    rig_settle (rig);
    rig_run (rig, 480, 64);
    if (i == 3) { // there and back again while it fades
      rig_set (rig, 1, LT_PARAM_ORDER, 0);
      rig_settle (rig);
      rig_run (rig, 480, 64);
      rig_set (rig, 1, LT_PARAM_ORDER, 1);
      rig_settle (rig);
    }
    rig_run (rig, 60000, 64);
    g_assert_cmpfloat_with_epsilon (
      level (rig->out[0], rig->n - 9600, rig->n), want[i], 0.1);
  }
  rig_free (rig);
}

static Rig *
play_hold (uint32_t block)
{
  // Open for nearly all the time, or at once shut below the lower threshold.
  enum { N_TIMES = 400, STEP = 96 };
  static const Setting settings[MAX_SET] = {{LT_PARAM_GATE_ON, 1},
                                            {LT_PARAM_GATE_THRESHOLD, -6.1},
                                            {LT_PARAM_GATE_HYSTERESIS, 0.2},
                                            {LT_PARAM_GATE_ATTACK, 0.05}};
  Rig                 *rig = rig_new (NULL, 48000 + (N_TIMES + 1) * 3 * STEP);
  LtTestRandom         r   = lt_test_random (8);
  add_input (rig, 1, rig_sine_source (290));
  set_all (rig, settings, MAX_SET);
  start (rig);
  rig_run (rig, 48000, block);
  for (int i = 0; i < N_TIMES; i++) {
    rig_set (rig, 1, LT_PARAM_GATE_HOLD, i % 2 ? 0 : 500);
    rig_settle (rig);
    rig_run (rig, STEP * (1 + lt_test_below (&r, 3)), block);
  }
  return rig;
}

static void
test_hold_shortened (void)
{
  // Whether a quantum may be taken at once must not show.
  Rig *whole = play_hold (32), *parts = play_hold (3);
  g_assert_cmpuint (whole->n, ==, parts->n);
  for (uint32_t i = 0; i < whole->n; i++)
    if (memcmp (&whole->out[0][i], &parts->out[0][i], 4) != 0)
      g_error ("frame %u: %.9g is not %.9g",
               i,
               (double)whole->out[0][i],
               (double)parts->out[0][i]);
  rig_free (whole);
  rig_free (parts);
}

// --- NaN ---

static void
test_bad_key (void)
{
  // An insert gives NaN for 0.1 s; what it keys works on when that is over.
  for (int which = 0; which < 2; which++) {
    Rig *rig = rig_new (NULL, 96000);
    add_input (rig, 1, rig_sine_source (300));
    add_input (rig, 2, rig_sine_source (300));
    rig_set (rig, 2, LT_PARAM_FADER, -INFINITY);
    rig_set_bus (
      rig, 2, which ? LT_PARAM_GATE_KEY : LT_PARAM_COMPRESSOR_KEY, 1, 1);
    rig_set (rig, 1, which ? LT_PARAM_GATE_ON : LT_PARAM_COMPRESSOR_ON, 1);
    start (rig);
    rig_run (rig, 9600, 64);
    lt_engine_set_insert (rig->engine, 2, rig_bad_insert (4800));
    rig_settle (rig);
    rig_run (rig, 86400, 64);
    for (uint32_t i = 0; i < rig->n; i++)
      g_assert_true (isfinite (rig->out[0][i]));
    g_assert_cmpfloat (level (rig->out[0], 80000, 96000), >, -40);
    rig_free (rig);
  }
}

static void
test_bad_insert_goes (void)
{
  // A strip is shut while its insert gives NaN, and opens without it.
  Rig *rig = rig_new (NULL, 96000);
  add_input (rig, 1, rig_sine_source (300));
  lt_engine_set_insert (rig->engine, 1, rig_bad_insert (UINT32_MAX));
  start (rig);
  rig_run (rig, 24000, 64);
  g_assert_cmpfloat (level (rig->out[0], 12000, 24000), <, -200);
  lt_engine_set_insert (rig->engine, 1, NULL);
  rig_settle (rig);
  rig_run (rig, 48000, 64);
  g_assert_cmpfloat_with_epsilon (
    level (rig->out[0], 60000, 72000), 20 * log10 (0.5), 0.01);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/strip-moves/clicks", test_clicks);
  g_test_add_func ("/strip-moves/going-off", test_going_off);
  g_test_add_func ("/strip-moves/order-arrives", test_order_arrives);
  g_test_add_func ("/strip-moves/hold-shortened", test_hold_shortened);
  g_test_add_func ("/strip-moves/bad-key", test_bad_key);
  g_test_add_func ("/strip-moves/bad-insert-goes", test_bad_insert_goes);
  return g_test_run ();
}
