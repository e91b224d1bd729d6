// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A large desk: 128 strips, 16 groups, 24 auxes with a send from every strip,
// 16 DCAs. The same bytes however it is cut, sums against a long double model,
// delays that meet.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>
#include <string.h>

enum { N_STRIPS = 128, N_GROUPS = 16, N_AUXES = 24, GROUP = 300, AUX = 400 };

static double
fader_of (uint32_t id)
{
  return -0.5 * (id % 40);
}

static double
pan_of (uint32_t id)
{
  return (int)(id * 37 % 201) - 100;
}

static double
send_of (uint32_t id, uint32_t aux)
{
  return -6.0 - (id + 3 * aux) % 30;
}

static int
tap_of (uint32_t id, uint32_t aux)
{
  return (int)((id + aux) % 4);
}

static uint32_t
group_of (uint32_t id)
{
  return id % 3 ? GROUP + id % N_GROUPS : RIG_MASTER;
}

static double
dca_of (uint32_t n)
{
  return 1.5 * n - 12;
}

static Rig *
make_desk (const char *isa, uint32_t max_frames)
{
  Rig *rig = rig_new (isa, max_frames);
  for (uint32_t g = GROUP; g < GROUP + N_GROUPS; g++) {
    lt_engine_add_strip (rig->engine, g, LT_KIND_GROUP, 2);
    rig_set_bus (rig, g, LT_PARAM_TO, RIG_MASTER, 1);
  }
  for (uint32_t a = AUX; a < AUX + N_AUXES; a++) {
    lt_engine_add_strip (rig->engine, a, LT_KIND_AUX, 2);
    rig_set (rig, a, LT_PARAM_FADER, -20);
    rig_set_bus (rig, a, LT_PARAM_TO, RIG_MASTER, 1);
  }
  for (uint32_t id = 1; id <= N_STRIPS; id++) {
    lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, 1);
    lt_engine_set_file (rig->engine, id, rig_noise_source (id, 1, -1));
    rig_set (rig, id, LT_PARAM_FADER, fader_of (id));
    rig_set (rig, id, LT_PARAM_PAN, pan_of (id));
    rig_set (rig, id, (LtParam)(LT_PARAM_DCA + id % LT_N_DCAS), 1);
    rig_set_bus (rig, id, LT_PARAM_TO, group_of (id), 1);
    for (uint32_t a = AUX; a < AUX + N_AUXES; a++) {
      rig_set_bus (rig, id, LT_PARAM_SEND_TAP, a, tap_of (id, a));
      rig_set_bus (rig, id, LT_PARAM_SEND_PAN, a, pan_of (id + a) / 2);
      rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, a, send_of (id, a));
    }
  }
  for (uint32_t n = 0; n < LT_N_DCAS; n++)
    rig_set_desk (rig, (LtParam)(LT_PARAM_DCA_FADER + n), dca_of (n));
  rig_set_desk (rig, LT_PARAM_DCA_TO + 3, 6); // DCA 4 is in DCA 6
  lt_engine_play (rig->engine);
  rig_settle (rig);
  return rig;
}

// --- the same bytes ---

/// Moves of all sorts; each takes hold at the next quantum.
static void
move (Rig *rig, int i)
{
  const uint32_t id    = 1 + (uint32_t)i * 29 % N_STRIPS;
  const uint32_t aux   = AUX + (uint32_t)i * 7 % N_AUXES;
  const uint32_t group = GROUP + (uint32_t)i * 5 % N_GROUPS;
  rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, aux, i % 4 ? -i : -INFINITY);
  rig_set_bus (rig, id, LT_PARAM_SEND_TAP, aux + 1, i % 4);
  rig_set_bus (rig, id, LT_PARAM_SEND_PAN, AUX, 7 * i - 100);
  rig_set_bus (rig, id, LT_PARAM_TO, group, i % 2);
  rig_set (rig, id, (LtParam)(LT_PARAM_DCA + i % 16), i % 3 != 0);
  rig_set (rig, id, (LtParam)(LT_PARAM_MUTE_GROUP + i % 8), 1);
  rig_set_desk (rig, (LtParam)(LT_PARAM_DCA_FADER + i % 16), -i);
  rig_set_desk (rig, (LtParam)(LT_PARAM_DCA_MUTE + i % 16), i % 5 == 0);
  rig_set_desk (rig, (LtParam)(LT_PARAM_MUTE_GROUP_ON + i % 8), i % 2);
  rig_set_desk (rig, LT_PARAM_SOLO_MODE, i % 4);
  rig_set (rig, group, LT_PARAM_SOLO, i % 6 == 1);
  rig_set (rig, id, LT_PARAM_SOLO, i % 6 == 2);
  rig_set (rig, group, LT_PARAM_LEAN, i % 7 == 3);
  rig_set_bus (rig, 0, LT_PARAM_OSCILLATOR_TO, aux, i % 3 == 0);
  rig_set_desk (rig, LT_PARAM_OSCILLATOR_WAVE, i % 4);
  rig_set_desk (rig, LT_PARAM_OSCILLATOR_ON, i % 5 > 2);
  rig_set_desk (rig, LT_PARAM_MONITOR_TRANSLATE, i % 5);
  rig_set_desk (rig, LT_PARAM_MONITOR_SPEAKERS, i % 3);
  rig_set_desk (rig, LT_PARAM_SPEAKER_DELAY + 1, i % 3);
  rig_set_desk (rig, LT_PARAM_MONITOR_MONO, i % 2);
  rig_set_desk (rig, LT_PARAM_MONITOR_SWAP, i % 4 == 1);
  if (i == 5)
    lt_engine_set_insert (rig->engine, 7, rig_delay_insert (100));
  if (i == 11)
    lt_engine_set_key (rig->engine, 7, 9, 1);
}

static Rig *
play_show (const char *isa, uint32_t block)
{
  enum { STEPS = 16, STEP = 608 };
  Rig *rig = make_desk (isa, (STEPS + 1) * STEP);
  for (int set = 0; set < LT_N_SPEAKERS; set++) {
    const int handles[2] = {(int)rig->n_ports, (int)rig->n_ports + 1};
    lt_engine_set_speakers (rig->engine, set, handles);
    rig->n_ports += 2;
  }
  rig_tap (rig, LT_ID_PHONES);
  rig_settle (rig);
  rig_run (rig, STEP, block);
  for (int i = 0; i < STEPS; i++) {
    move (rig, i);
    rig_settle (rig);
    rig_run (rig, STEP, block);
  }
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
  Rig *reference = play_show (NULL, 256);
  for (uint32_t c = 0; c < reference->n_ports; c++) {
    float peak = 0;
    for (uint32_t i = 0; i < reference->n; i++)
      peak = MAX (peak, fabsf (reference->out[c][i]));
    g_assert_cmpfloat (peak, >, 0.01f); // it is not silence that is compared
  }
  static const uint32_t blocks[] = {1, 16, 31, 64, 1000, 4096, 0};
  for (size_t i = 0; i < G_N_ELEMENTS (blocks); i++) {
    Rig *rig = play_show (NULL, blocks[i]);
    assert_same (rig, reference, "block");
    rig_free (rig);
  }
  for (int i = 0; lt_kernels_all[i]; i++) {
    if (!lt_kernels_can_run (lt_kernels_all[i]))
      continue;
    Rig *rig = play_show (lt_kernels_all[i]->name, 100);
    assert_same (rig, reference, lt_kernels_all[i]->name);
    rig_free (rig);
  }
  rig_free (reference);
}

// --- sums ---

static long double
gain (double db)
{
  return powl (10, db / 20.0L);
}

static void
pan_mono (double pan, long double law[2])
{
  const long double p = (pan + 100) / 200.0L;
  law[0]              = cosl (p * M_PIl / 2);
  law[1]              = sinl (p * M_PIl / 2);
}

/// Balance: the far side is cut, straight in gain.
static void
pan_stereo (double pan, long double law[2])
{
  law[0] = fminl (1, (100 - pan) / 100.0L);
  law[1] = fminl (1, (100 + pan) / 100.0L);
}

/// What a strip gives to the master by all its ways: per sample of noise.
static void
model_weights (uint32_t id, long double weight[2])
{
  const uint32_t    n     = id % LT_N_DCAS;
  const double      dca   = dca_of (n) + (n == 3 ? dca_of (5) : 0);
  const long double level = gain (fader_of (id) + dca);
  long double       law[2];
  pan_mono (pan_of (id), law);
  for (int c = 0; c < 2; c++)
    weight[c] = level * law[c];
  for (uint32_t a = AUX; a < AUX + N_AUXES; a++) {
    const int   tap = tap_of (id, a);
    long double own[2], sent = gain (send_of (id, a)) * gain (-20);
    if (tap >= 2)
      sent *= level;
    if (tap == 3)
      pan_stereo (pan_of (id + a) / 2, own);
    else
      pan_mono (pan_of (id + a) / 2, own);
    for (int c = 0; c < 2; c++)
      weight[c] += sent * own[c] * (tap == 3 ? law[c] : 1);
  }
}

static double
error_db (const Rig *rig, uint32_t from)
{
  static long double weight[N_STRIPS + 1][2];
  long double        error = 0, power = 0;
  for (uint32_t id = 1; id <= N_STRIPS; id++)
    model_weights (id, weight[id]);
  for (uint32_t i = from; i < rig->n; i++)
    for (int c = 0; c < 2; c++) {
      long double want = 0;
      for (uint32_t id = 1; id <= N_STRIPS; id++)
        want += weight[id][c] * (long double)rig_noise (id, 0, i);
      const long double off = (long double)rig->out[c][i] - want;
      error += off * off;
      power += want * want;
    }
  return (double)(10 * log10l (error / power));
}

static void
test_sums (void)
{
  // Strips, groups, sends and returns round to float once each; all that is
  // added is added in double. Relative to the RMS of the mix.
  Rig *rig = make_desk (NULL, 65536);
  rig_run (rig, 2048, 64);
  const double fresh = error_db (rig, 0);
  // Edits, and back: gains at rest again are exactly what they were.
  for (int i = 0; i < 12; i++) {
    const uint32_t id = 1 + (uint32_t)i * 11;
    rig_set_bus (rig, id, LT_PARAM_TO, group_of (id), 0);
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, AUX + 2, -INFINITY);
    rig_set_desk (rig, (LtParam)(LT_PARAM_DCA_FADER + i), -30);
    rig_settle (rig);
    rig_run (rig, 1024, 64);
    rig_set_bus (rig, id, LT_PARAM_TO, group_of (id), 1);
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, AUX + 2, send_of (id, AUX + 2));
    rig_set_desk (rig, (LtParam)(LT_PARAM_DCA_FADER + i), dca_of ((uint32_t)i));
    rig_settle (rig);
    rig_run (rig, 1024, 64);
  }
  for (int i = 0; i < 16; i++) {
    rig_settle (rig);
    rig_run (rig, 1024, 64);
  }
  const uint32_t from = rig->n;
  rig_run (rig, 2048, 64);
  const double edited = error_db (rig, from);
  g_test_message ("sums: %.1f dB, after edits %.1f dB", fresh, edited);
  g_assert_cmpfloat (fresh, <, -145);
  g_assert_cmpfloat (edited, <, -145);
  rig_free (rig);
}

// --- delays ---

static uint32_t
arrives (const Rig *rig, uint32_t port, double *level)
{
  uint32_t at = rig->n;
  for (uint32_t i = 0; i < rig->n; i++)
    if (rig->out[port][i] != 0) {
      if (at != rig->n)
        g_error ("port %u: a second arrival at %u after %u", port, i, at);
      at     = i;
      *level = (double)rig->out[port][i];
    }
  return at;
}

static void
add_impulse (Rig *rig, uint32_t id)
{
  lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, 2);
  lt_engine_set_file (rig->engine, id, rig_impulse_source (1000));
}

static void
test_compensation (void)
{
  enum { A = 1, B, KEYED, LATE, G = 10, H, X, CUE, LEAN_CUE };
  for (uint32_t latency = 1; latency <= 3000; latency += 2999) {
    Rig *rig = rig_new (NULL, 16384);
    for (uint32_t id = A; id <= LATE; id++)
      add_impulse (rig, id);
    lt_engine_add_strip (rig->engine, G, LT_KIND_GROUP, 2);
    lt_engine_add_strip (rig->engine, H, LT_KIND_GROUP, 2);
    lt_engine_add_strip (rig->engine, X, LT_KIND_AUX, 2);
    lt_engine_add_strip (rig->engine, CUE, LT_KIND_CUE, 2);
    lt_engine_add_strip (rig->engine, LEAN_CUE, LT_KIND_CUE, 2);
    lt_engine_set_insert (rig->engine, LATE, rig_delay_insert (latency));
    lt_engine_set_insert (rig->engine, X, rig_delay_insert (17));
    lt_engine_set_insert (rig->engine, KEYED, rig_key_insert (5));
    lt_engine_set_key (rig->engine, KEYED, LATE, 1);
    rig_set (rig, LEAN_CUE, LT_PARAM_LEAN, 1);
    for (uint32_t id = A; id <= LATE; id++) {
      rig_set_bus (rig, id, LT_PARAM_TO, id % 2 ? G : H, 1);
      for (uint32_t bus = X; bus <= LEAN_CUE; bus++)
        rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, bus, 0);
    }
    // To the lean one from everywhere along the strip.
    rig_set_bus (rig, LATE, LT_PARAM_SEND_TAP, LEAN_CUE, 2);
    rig_set_bus (rig, LATE, LT_PARAM_SEND_TAP, CUE, 1);
    rig_set (rig, LATE, LT_PARAM_FADER, 20 * log10 (0.5));
    rig_set_bus (rig, G, LT_PARAM_TO, H, 1);
    rig_set_bus (rig, H, LT_PARAM_TO, RIG_MASTER, 1);
    rig_set_bus (rig, X, LT_PARAM_TO, RIG_MASTER, 1);
    rig_set_bus (rig, A, LT_PARAM_TO, RIG_MASTER, 1);
    const uint32_t cue = rig_tap (rig, CUE), lean = rig_tap (rig, LEAN_CUE);
    const uint32_t keyed = rig_tap (rig, KEYED);
    lt_engine_play (rig->engine);
    rig_settle (rig);
    rig_run (rig, 16384, 64);
    double         level;
    const uint32_t whole = lt_engine_latency (rig->engine, RIG_MASTER);
    g_assert_cmpuint (whole, ==, latency + 5 + 17);
    g_assert_cmpuint (arrives (rig, 0, &level), ==, 1000 + whole);
    g_assert_cmpuint (arrives (rig, cue, &level), ==, 1000 + latency + 5);
    // The key and the strip's own signal meet at the insert.
    g_assert_cmpuint (arrives (rig, keyed, &level), ==, 1000 + latency + 5);
    g_assert_cmpfloat_with_epsilon (level, 2, 1e-6);
    // The lean one has all inputs that do not wait for a key at once; its
    // fader is heard round the insert.
    uint32_t first = 0;
    while (rig->out[lean][first] == 0)
      first++;
    g_assert_cmpuint (first, ==, 1000);
    g_assert_cmpfloat_with_epsilon (
      (double)rig->out[lean][1000], 1 + 1 + 0.5, 1e-6);
    rig_free (rig);
  }
}

static void
test_lean_while_playing (void)
{
  // To lean and back: the tone goes over from one delay to the other.
  const float bound = 0.001f;
  Rig        *rig   = rig_new (NULL, 1 << 17);
  lt_engine_add_strip (rig->engine, 1, LT_KIND_INPUT, 1);
  lt_engine_set_file (rig->engine, 1, rig_sine_source (220));
  lt_engine_set_insert (rig->engine, 1, rig_delay_insert (500));
  lt_engine_add_strip (rig->engine, 2, LT_KIND_INPUT, 1);
  lt_engine_set_file (rig->engine, 2, rig_sine_source (110));
  lt_engine_add_strip (rig->engine, 9, LT_KIND_CUE, 2);
  for (uint32_t id = 1; id <= 2; id++)
    rig_set_bus (rig, id, LT_PARAM_SEND_LEVEL, 9, -6);
  const uint32_t cue = rig_tap (rig, 9);
  lt_engine_play (rig->engine);
  rig_settle (rig);
  rig_run (rig, 12000, 64);
  for (int i = 1; i <= 8; i++) {
    rig_set (rig, 9, LT_PARAM_LEAN, i % 2);
    for (int k = 0; k < 10; k++) {
      rig_settle (rig);
      rig_run (rig, 1200, 64);
    }
  }
  float worst = 0;
  for (uint32_t i = 4000; i < rig->n; i++) {
    const float *x = rig->out[cue] + i;
    worst          = MAX (worst, fabsf (x[0] - 2 * x[-1] + x[-2]));
  }
  g_assert_cmpfloat (worst, <, bound);
  g_assert_cmpuint (lt_engine_latency (rig->engine, 9), ==, 500);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/routing/same-bytes", test_same_bytes);
  g_test_add_func ("/routing/sums", test_sums);
  g_test_add_func ("/routing/compensation", test_compensation);
  g_test_add_func ("/routing/lean-while-playing", test_lean_while_playing);
  return g_test_run ();
}
