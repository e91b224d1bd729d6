// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compressor and gate: static curves, times, distortion, chatter, pairs.
// Figures: JAES 60(6) 2012 for the curves; the times are 63.2 % of the gain
// reduction in dB.

#include "lt-test.h"

#include "dsp/lt-dynamics.h"

#include <math.h>
#include <string.h>

static const double rate = 48000;

typedef struct {
  const LtDynamicsKernels *kernels;
  LtSmooth40               smooth;
  LtCompressor             compressor;
  LtGate                   gate;
} Box;

static Box *
new_box (const char *isa)
{
  Box             *box = aligned_alloc (64, (sizeof *box + 63) & ~(size_t)63);
  const LtKernels *k;
  g_assert_cmpint (lt_kernels_find (isa, &k, NULL), ==, LT_OK);
  box->kernels = lt_dynamics_of (k);
  lt_smooth_init (&box->smooth, rate);
  lt_compressor_init (&box->compressor);
  lt_gate_init (&box->gate);
  return box;
}

/// `n` frames of every lane through both; x[frame][lane].
static void
run (Box *box, float (*x)[LT_LANES], uint32_t n)
{
  for (uint32_t at = 0; at < n; at += LT_QUANTUM) {
    const uint32_t now = MIN (LT_QUANTUM, n - at);
    box->kernels->gate (
      &box->gate, &box->smooth, x + at, x + at, 0xFFFF, 0, now);
    box->kernels->compress (
      &box->compressor, &box->smooth, x + at, x + at, 0xFFFF, 0, now);
    if (now == LT_QUANTUM) {
      box->kernels->gate_end (&box->gate, &box->smooth, 0xFFFF, now);
      box->kernels->compressor_end (
        &box->compressor, &box->smooth, 0xFFFF, now);
    }
  }
}

static float (*new_rows (uint32_t n))[LT_LANES]
{
  float (*x)[LT_LANES] =
    aligned_alloc (64, (size_t)n * LT_LANES * sizeof (float));
  memset (x, 0, (size_t)n * LT_LANES * sizeof (float));
  return x;
}

static const LtCompressorAim usual = {
  .is_on     = true,
  .is_rms    = true,
  .threshold = -20,
  .ratio     = 4,
  .knee      = 0,
  .attack    = 10,
  .release   = 100,
  .mix       = 1,
};

/// Level of a sine that was projected out, dB of its peak.
static double
sine_db (float (*x)[LT_LANES], int lane, double hz, uint32_t from, uint32_t n)
{
  double re = 0, im = 0;
  for (uint32_t i = from; i < from + n; i++) {
    re += (double)x[i][lane] * cos (2 * M_PI * hz * i / rate);
    im += (double)x[i][lane] * sin (2 * M_PI * hz * i / rate);
  }
  return 20 * log10 (2 * sqrt (re * re + im * im) / n);
}

static double
curve (double in, const LtCompressorAim *a)
{
  const double over = in - a->threshold;
  if (2 * over < -a->knee)
    return in;
  if (2 * fabs (over) <= a->knee && a->knee > 0)
    return in + (1 / a->ratio - 1) * (over + a->knee / 2) *
                  (over + a->knee / 2) / (2 * a->knee);
  return a->threshold + over / a->ratio;
}

static void
test_static_curve (void)
{
  // C1: 1 kHz, -60 to 0 dBFS, within 0.05 dB, RMS and peak (with a release so
  // long that the peak is held).
  enum { N = 96000 };
  double worst         = 0;
  float (*x)[LT_LANES] = new_rows (N);
  for (int set = 0; set < 24; set++) {
    LtCompressorAim aim = usual;
    Box            *box = new_box (NULL);
    aim.threshold       = -10 - 10 * (set % 3);
    aim.ratio           = (const double[]){1.5, 4, 20, INFINITY}[set / 3 % 4];
    aim.knee            = set / 12 ? 12 : 0;
    for (uint32_t lane = 0; lane < LT_LANES; lane++)
      lt_compressor_aim (&box->compressor, lane, &aim, rate, true);
    for (int i = 0; i < N; i++)
      for (int lane = 0; lane < LT_LANES; lane++)
        x[i][lane] = (float)(pow (10, -lane * 4 / 20.0) *
                             sin (2 * M_PI * 1000 * i / rate));
    run (box, x, N);
    for (int lane = 0; lane < LT_LANES; lane++)
      worst = MAX (worst,
                   fabs (sine_db (x, lane, 1000, N - 4800, 4800) -
                         curve (-lane * 4, &aim)));
    free (box);
  }
  g_test_message ("static curve: %.3f dB", worst);
  g_assert_cmpfloat (worst, <=, 0.05);
  free (x);
}

static void
test_times (void)
{
  // C2: a tone of 8 kHz steps from -30 to -5 dBFS and back; 63.2 % of the
  // reduction after the time on the knob, within 2 % or 0.1 ms. Peak detector
  // on a square wave of 8 kHz: its level is exact.
  enum { STEP = 48000, N = 3 * STEP };
  float (*x)[LT_LANES]           = new_rows (N);
  static const double attacks[]  = {0.5, 2, 10, 30};
  static const double releases[] = {50, 100, 300, 600};
  for (int i = 0; i < 4; i++) {
    LtCompressorAim aim = usual;
    Box            *box = new_box (NULL);
    aim.is_rms          = false;
    aim.attack          = attacks[i];
    aim.release         = releases[i];
    lt_compressor_aim (&box->compressor, 0, &aim, rate, true);
    for (int t = 0; t < N; t++) {
      const double db = t >= STEP && t < 2 * STEP ? -5 : -30;
      x[t][0]         = (float)(pow (10, db / 20) * (t / 3 % 2 ? -1 : 1));
    }
    float (*in)[LT_LANES] = new_rows (N);
    memcpy (in, x, (size_t)N * LT_LANES * sizeof (float));
    run (box, x, N);
    const double whole = 15 * 0.75;
    int          up = 0, down = 0;
    for (int t = STEP; t < N; t++) {
      const double db = -20 * log10 ((double)(x[t][0] / in[t][0]));
      if (t < 2 * STEP && !up && db >= 0.632 * whole)
        up = t - STEP + 1;
      if (t >= 2 * STEP && !down && db <= 0.368 * whole)
        down = t - 2 * STEP + 1;
    }
    g_test_message ("attack %g: %.2f ms, release %g: %.1f ms",
                    attacks[i],
                    up / 48.0,
                    releases[i],
                    down / 48.0);
    g_assert_cmpfloat_with_epsilon (
      up / 48.0, attacks[i], MAX (0.1, 0.02 * attacks[i]));
    g_assert_cmpfloat_with_epsilon (
      down / 48.0, releases[i], 0.02 * releases[i]);
    free (in);
    free (box);
  }
  free (x);
}

static void
test_distortion (void)
{
  // C3: at 6 dB of reduction, 10 and 100 ms: -80 dB at 100 Hz, -110 at 1 kHz.
  enum { N = 144000, LAST = 48000 };
  float (*x)[LT_LANES] = new_rows (N);
  Box *box             = new_box (NULL);
  for (uint32_t lane = 0; lane < 2; lane++)
    lt_compressor_aim (&box->compressor, lane, &usual, rate, true);
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < 2; lane++)
      x[i][lane] = (float)(pow (10, -12 / 20.0) *
                           sin (2 * M_PI * (lane ? 1000 : 100) * i / rate));
  run (box, x, N);
  for (int lane = 0; lane < 2; lane++) {
    const double hz = lane ? 1000 : 100;
    double       re = 0, im = 0, left = 0, all = 0;
    for (int i = N - LAST; i < N; i++) {
      re += (double)x[i][lane] * cos (2 * M_PI * hz * i / rate) * 2 / LAST;
      im += (double)x[i][lane] * sin (2 * M_PI * hz * i / rate) * 2 / LAST;
    }
    for (int i = N - LAST; i < N; i++) {
      const double tone = re * cos (2 * M_PI * hz * i / rate) +
                          im * sin (2 * M_PI * hz * i / rate);
      left += ((double)x[i][lane] - tone) * ((double)x[i][lane] - tone);
      all += tone * tone;
    }
    const double db = 10 * log10 (left / all);
    g_test_message ("THD+N %g Hz: %.1f dB", hz, db);
    g_assert_cmpfloat (db, <=, lane ? -110 : -80);
  }
  free (box);
  free (x);
}

static void
test_pairs (void)
{
  // C4: linked, both sides get the same gain to the bit; unlinked they do not.
  enum { N = 9600 };
  float (*x)[LT_LANES]  = new_rows (N);
  float (*in)[LT_LANES] = new_rows (N);
  Box            *box   = new_box (NULL);
  LtCompressorAim aim   = usual;
  for (uint32_t lane = 0; lane < 4; lane++) {
    aim.link = lane < 2;
    lt_compressor_aim (&box->compressor, lane, &aim, rate, true);
  }
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < 4; lane++)
      in[i][lane] = x[i][lane] = lane % 2 ? 0.0625f : 0.5f;
  run (box, x, N);
  for (int i = 0; i < N; i++)
    g_assert_true (x[i][0] / 0.5f == x[i][1] / 0.0625f);
  g_assert_cmpfloat (x[N - 1][2] / 0.5f, <, 0.9f * x[N - 1][3] / 0.0625f);
  free (in);
  free (x);
  free (box);
}

static void
test_nothing (void)
{
  // C5: ratio 1 : 1, mix 0 or off: the input, bit for bit.
  enum { N = 9600 };
  float (*x)[LT_LANES]  = new_rows (N);
  float (*in)[LT_LANES] = new_rows (N);
  LtTestRandom r        = lt_test_random (1);
  Box         *box      = new_box (NULL);
  for (uint32_t lane = 0; lane < 3; lane++) {
    LtCompressorAim aim = usual;
    if (lane == 0)
      aim.ratio = 1;
    if (lane == 1)
      aim.mix = 0;
    aim.is_on = lane != 2;
    lt_compressor_aim (&box->compressor, lane, &aim, rate, true);
  }
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++)
      in[i][lane] = x[i][lane] =
        (float)lt_test_below (&r, 1 << 24) / (1 << 23) - 1;
  run (box, x, N);
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++)
      g_assert_true (x[i][lane] == in[i][lane]);
  free (in);
  free (x);
  free (box);
}

static const LtGateAim gate = {
  .is_on      = true,
  .threshold  = -20,
  .hysteresis = 4,
  .range      = -60,
  .ratio      = 2,
  .attack     = 0.1,
  .hold       = 50,
  .release    = 50,
};

static void
test_chatter (void)
{
  // G1: 200 Hz whose level wanders 2 dB to both sides of the threshold at 3 Hz
  // for 4 s. With 4 dB of hysteresis exactly one transition; without it two a
  // cycle (positive control; peers: 24).
  enum { N = 4 * 48000 };
  float (*x)[LT_LANES] = new_rows (N);
  Box *box             = new_box (NULL);
  for (uint32_t lane = 0; lane < 2; lane++) {
    LtGateAim aim  = gate;
    aim.hysteresis = lane ? 0 : 4;
    lt_gate_aim (&box->gate, lane, &aim, rate, true);
  }
  int  transitions[2] = {0};
  bool was_open[2]    = {false};
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < 2; lane++)
      x[i][lane] =
        (float)(pow (10, (-20 + 2 * sin (2 * M_PI * 3 * i / rate)) / 20) *
                sin (2 * M_PI * 200 * i / rate));
  for (int at = 0; at < N; at += LT_QUANTUM) {
    run (box, x + at, LT_QUANTUM);
    for (int lane = 0; lane < 2; lane++) {
      const bool open = box->gate.left[lane] > 0;
      transitions[lane] += open != was_open[lane];
      was_open[lane] = open;
    }
  }
  g_test_message (
    "transitions: %d, without hysteresis %d", transitions[0], transitions[1]);
  g_assert_cmpint (transitions[0], ==, 1);
  g_assert_cmpint (transitions[1], >=, 20);
  free (box);
  free (x);
}

static void
test_hold_and_range (void)
{
  // G3: closes the hold after the last frame above; G4: leaves its range.
  enum { N = 48000, LAST = 4801 };
  float (*x)[LT_LANES] = new_rows (N);
  Box      *box        = new_box (NULL);
  LtGateAim aim        = gate;
  aim.hold             = 100;
  lt_gate_aim (&box->gate, 0, &aim, rate, true);
  for (int i = 0; i < N; i++)
    x[i][0] = i < LAST ? 0.5f : 0.01f; // -6 and -40 dB
  int closed = 0;
  for (int at = 0; at < N; at++) {
    box->kernels->gate (&box->gate, &box->smooth, x + at, x + at, 0xFFFF, 0, 1);
    if (at >= LAST && !closed && box->gate.left[0] == 0)
      closed = at;
  }
  g_assert_cmpint (abs (closed - (LAST + 4800)), <=, 1);
  const double left = 20 * log10 ((double)(x[N - 1][0] / 0.01f));
  g_assert_cmpfloat_with_epsilon (left, -60, 0.1);
  free (box);
  free (x);
}

static void
test_expander_and_ducker (void)
{
  // G5: the expander's curve within 0.05 dB down to its floor; a ducker holds
  // down what is above.
  enum { N = 48000 };
  float (*x)[LT_LANES] = new_rows (N);
  Box *box             = new_box (NULL);
  for (uint32_t lane = 0; lane < LT_LANES; lane++) {
    LtGateAim aim = gate;
    aim.mode      = lane == 15 ? LT_DUCKER : LT_EXPANDER;
    aim.ratio     = 3;
    aim.range     = -40;
    lt_gate_aim (&box->gate, lane, &aim, rate, true);
  }
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++)
      x[i][lane] = (float)pow (10, (lane == 15 ? -6 : -3.0 * lane) / 20);
  run (box, x, N);
  for (int lane = 0; lane < 15; lane++) {
    const double in  = -3.0 * lane;
    const double out = 20 * log10 ((double)x[N - 1][lane]);
    const double off = in < -20 ? fmax ((in + 20) * 2, -40) : 0;
    g_assert_cmpfloat_with_epsilon (out, in + off, 0.05);
  }
  g_assert_cmpfloat_with_epsilon (20 * log10 ((double)x[N - 1][15]), -46, 0.1);
  free (box);
  free (x);
}

/// Part of a quantum over some lanes; the others see silence and stay.
static void
run_lanes (Box *box,
           float (*x)[LT_LANES],
           uint32_t mask,
           uint32_t k,
           uint32_t n)
{
  static _Alignas(64) float rows[LT_QUANTUM][LT_LANES];
  for (uint32_t t = 0; t < n; t++)
    for (int lane = 0; lane < LT_LANES; lane++)
      rows[t][lane] = mask >> lane & 1 ? x[t][lane] : 0.0f;
  box->kernels->gate (&box->gate, &box->smooth, rows, rows, mask, k, n);
  box->kernels->compress (
    &box->compressor, &box->smooth, rows, rows, mask, k, n);
  for (uint32_t t = 0; t < n; t++)
    for (int lane = 0; lane < LT_LANES; lane++)
      if (mask >> lane & 1)
        x[t][lane] = rows[t][lane];
}

static void
test_variants (void)
{
  // The same bits with every instruction set, cut anywhere, all lanes at once
  // or some after others, while all moves.
  enum { N = 200 * LT_QUANTUM };
  float (*reference)[LT_LANES] = new_rows (N);
  float (*x)[LT_LANES]         = new_rows (N);
  int v                        = -1; // of those that can run
  for (int i = 0; lt_kernels_all[i]; i++) {
    if (!lt_kernels_can_run (lt_kernels_all[i]))
      continue;
    v++;
    Box         *box = new_box (lt_kernels_all[i]->name);
    LtTestRandom r   = lt_test_random (5);
    for (int j = 0; j < N; j++)
      for (int lane = 0; lane < LT_LANES; lane++)
        x[j][lane] = (float)lt_test_below (&r, 1 << 24) / (1 << 23) - 1;
    for (int at = 0; at < N; at += LT_QUANTUM) {
      LtCompressorAim aim   = usual;
      LtGateAim       other = gate;
      const uint32_t  lane  = lt_test_below (&r, LT_LANES);
      aim.threshold         = -(double)lt_test_below (&r, 40);
      aim.is_on             = lt_test_below (&r, 4) != 0;
      aim.is_rms            = lt_test_below (&r, 2);
      aim.auto_release      = lt_test_below (&r, 2);
      other.mode            = (LtGateMode)lt_test_below (&r, 3);
      other.is_on           = lt_test_below (&r, 4) != 0;
      lt_compressor_aim (&box->compressor, lane, &aim, rate, false);
      lt_gate_aim (&box->gate, lane, &other, rate, false);
      const uint32_t cut = v ? lt_test_below (&r, LT_QUANTUM) : 0;
      if (v == 0)
        lt_test_below (&r, LT_QUANTUM);
      for (int part = 0; part < 2; part++) {
        const uint32_t k = part ? cut : 0, n = part ? LT_QUANTUM - cut : cut;
        if (v == 0) {
          run_lanes (box, x + at + k, 0xFFFF, k, n);
        } else {
          run_lanes (box, x + at + k, 0x3C0F, k, n); // pairs stay together
          run_lanes (box, x + at + k, 0xC3F0, k, n);
        }
      }
      for (int part = 0; part < 2; part++) {
        const uint32_t mask = part ? 0xC3F0 : 0x3C0F;
        box->kernels->gate_end (&box->gate, &box->smooth, mask, LT_QUANTUM);
        box->kernels->compressor_end (
          &box->compressor, &box->smooth, mask, LT_QUANTUM);
      }
    }
    const size_t bytes = (size_t)N * LT_LANES * sizeof (float);
    if (v == 0)
      memcpy (reference, x, bytes);
    g_assert_cmpmem (x, bytes, reference, bytes);
    free (box);
  }
  free (reference);
  free (x);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/dynamics/static-curve", test_static_curve);
  g_test_add_func ("/dynamics/times", test_times);
  g_test_add_func ("/dynamics/distortion", test_distortion);
  g_test_add_func ("/dynamics/pairs", test_pairs);
  g_test_add_func ("/dynamics/nothing", test_nothing);
  g_test_add_func ("/dynamics/chatter", test_chatter);
  g_test_add_func ("/dynamics/hold-and-range", test_hold_and_range);
  g_test_add_func ("/dynamics/expander-and-ducker", test_expander_and_ducker);
  g_test_add_func ("/dynamics/variants", test_variants);
  return g_test_run ();
}
