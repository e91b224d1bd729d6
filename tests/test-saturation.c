// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Saturation: aliases, latency, pass band, level, DC, motion, silence. Peers at
// +20 dB and 1245, 4987, 9973 Hz: tanh at four times the rate 149, 55, 34 dB,
// with first-order antialiasing 151, 78, 59; Calf Saturator 54, 38, 22.

#include "lt-test.h"

#include "dsp/lt-saturation.h"

#include <complex.h>
#include <math.h>
#include <string.h>

static const double rate = 48000;

typedef struct {
  const LtSaturationKernels *kernels;
  LtSmooth40                 smooth;
  LtSaturation               saturation;
} Box;

static Box *
new_box (const char *isa)
{
  Box             *box = aligned_alloc (64, (sizeof *box + 63) & ~(size_t)63);
  const LtKernels *k;
  g_assert_cmpint (lt_kernels_find (isa, &k, NULL), ==, LT_OK);
  box->kernels = lt_saturation_of (k);
  lt_smooth_init (&box->smooth, rate);
  lt_saturation_init (&box->saturation);
  return box;
}

static float (*new_rows (uint32_t n))[LT_LANES]
{
  float (*x)[LT_LANES] =
    aligned_alloc (64, (size_t)n * LT_LANES * sizeof (float));
  memset (x, 0, (size_t)n * LT_LANES * sizeof (float));
  return x;
}

/// `n` frames of every lane, whole quanta; x[frame][lane].
static void
run (Box *box, float (*x)[LT_LANES], uint32_t n)
{
  for (uint32_t at = 0; at < n; at += LT_QUANTUM) {
    box->kernels->saturate (
      &box->saturation, &box->smooth, x + at, 0xFFFF, 0, LT_QUANTUM);
    box->kernels->end (&box->saturation, &box->smooth, 0xFFFF, LT_QUANTUM);
  }
}

static const LtSaturationAim usual = {.is_fitted = true,
                                      .is_on     = true,
                                      .drive     = 50,
                                      .colour    = 0,
                                      .mix       = 1};

static void
aim (Box *box, uint32_t lane, double drive, double colour, bool snap)
{
  LtSaturationAim to = usual;
  to.drive           = drive;
  to.colour          = colour;
  lt_saturation_aim (&box->saturation, lane, &to, rate, snap);
}

static double
noise (LtTestRandom *r)
{
  return lt_test_between (r, -1, 1);
}

/// In place, n a power of 2.
static void
fft (double complex *x, int n)
{
  for (int i = 1, j = 0; i < n; i++) {
    int bit = n >> 1;
    for (; j & bit; bit >>= 1)
      j ^= bit;
    j ^= bit;
    if (i < j) {
      const double complex swap = x[i];
      x[i]                      = x[j];
      x[j]                      = swap;
    }
  }
  for (int size = 2; size <= n; size *= 2)
    for (int k = 0; k < size / 2; k++) {
      const double complex w = cexp (-2 * M_PI * I * k / size);
      for (int i = k; i < n; i += size) {
        const double complex other = x[i + size / 2] * w;
        x[i + size / 2]            = x[i] - other;
        x[i] += other;
      }
    }
}

enum { N_FFT = 65536 };

/// A lane's spectrum from frame `from` on, with or without a window
/// (Blackman-Harris).
static double complex *
spectrum (float (*x)[LT_LANES], int lane, uint32_t from, bool has_window)
{
  double complex *y = g_new (double complex, N_FFT);
  for (int i = 0; i < N_FFT; i++) {
    const double t = 2 * M_PI * i / N_FFT;
    const double w = 0.35875 - 0.48829 * cos (t) + 0.14128 * cos (2 * t) -
                     0.01168 * cos (3 * t);
    y[i] = (double)x[from + i][lane] * (has_window ? w : 1);
  }
  fft (y, N_FFT);
  return y;
}

static double
power (double complex z)
{
  return creal (z) * creal (z) + cimag (z) * cimag (z);
}

static double
db (double ratio)
{
  return 10 * log10 (ratio);
}

/// Until what lies below 5 Hz is over.
enum { LEAD = 48000 };

static void
test_aliases (void)
{
  // S1: a full-scale sine at +20 dB (55.6 %); harmonics against all else below
  // 20 kHz. Without antialiasing at this rate: 39, 16, 8 dB (the control).
  static const int         bins[]  = {1699, 6809, 13617}; // 1244, 4987, 9974 Hz
  static const char *const kinds[] = {"", ", dark", ", plain tanh"};
  static const double      least[] = {120, 95, 75, 100, 75, 55};
  const double             drive   = 20 / 0.36;
  float (*x)[LT_LANES]             = new_rows (LEAD + N_FFT);
  Box *box                         = new_box (NULL);
  for (uint32_t lane = 0; lane < 6; lane++)
    aim (box, lane, drive, lane < 3 ? 0 : -100, true);
  for (int i = 0; i < LEAD + N_FFT; i++)
    for (int lane = 0; lane < 9; lane++) {
      const double s = sin (2 * M_PI * bins[lane % 3] * (double)i / N_FFT);
      x[i][lane]     = (float)(lane < 6 ? s : tanh (10 * s));
    }
  run (box, x, LEAD + N_FFT);
  for (int lane = 0; lane < 9; lane++) {
    double complex *y         = spectrum (x, lane, LEAD, false);
    double          harmonics = 0, aliases = 0;
    for (int i = 1; i < 20000.0 * N_FFT / rate; i++)
      *(i % bins[lane % 3] ? &aliases : &harmonics) += power (y[i]);
    const double ratio = db (harmonics / aliases);
    g_test_message ("%.0f Hz%s: %.1f dB",
                    bins[lane % 3] * rate / N_FFT,
                    kinds[lane / 3],
                    ratio);
    if (lane < 6)
      g_assert_cmpfloat (ratio, >=, least[lane]);
    else
      g_assert_cmpfloat (ratio, <, 45);
    g_free (y);
  }
  free (box);
  free (x);
}

static double
half_band (const float *taps, int n, double f)
{
  double sum = 1;
  for (int i = 0; i < n; i++)
    sum += 2 * (double)taps[i] * cos (2 * M_PI * f * (2 * (n - i) - 1));
  return sum / 2;
}

static void
test_half_bands (void)
{
  // Stop bands 100 dB down, from 28 kHz of 96 and from 76 kHz of 192.
  enum { S = LT_SATURATION_STEEP, G = LT_SATURATION_GENTLE };
  const float *steep    = lt_saturation_taps.steep;
  const float *gentle   = lt_saturation_taps.gentle;
  double       worst[2] = {0}, flat = 0;
  for (double f = 0; f <= 20; f += 0.005) {
    worst[0] = MAX (worst[0], fabs (half_band (steep, S, 0.5 - f / 96)));
    worst[1] = MAX (worst[1], fabs (half_band (gentle, G, 0.5 - f / 192)));
    flat     = MAX (flat, fabs (half_band (steep, S, f / 96) - 1));
  }
  g_test_message (
    "stop bands: %.1f, %.1f dB", 2 * db (worst[0]), 2 * db (worst[1]));
  g_assert_cmpfloat (2 * db (worst[0]), <=, -100);
  g_assert_cmpfloat (2 * db (worst[1]), <=, -100);
  g_assert_cmpfloat (flat, <=, 1e-5);
  // Positive control: in the middle of the transition it is at -6 dB.
  g_assert_cmpfloat_with_epsilon (half_band (steep, S, 0.25), 0.5, 1e-6);
}

static void
test_pass_band (void)
{
  // Small tones come out as one of 1 kHz does, and when the latency says:
  // within 0.05 dB and a degree (of 5 Hz at 20), 20 Hz to 20 kHz, at every
  // colour.
  static const double hz[] = {
    20, 50, 100, 1000, 2000, 3000, 5000, 10000, 15000, 18000, 19000, 20000};
  static const double colours[] = {0, -100, 100};
  enum { N = 96000, LAST = 48000, KILO = 3 };
  const uint32_t late  = lt_saturation_latency ();
  float (*x)[LT_LANES] = new_rows (N);
  double worst = 0, turn = 0;
  for (size_t c = 0; c < G_N_ELEMENTS (colours); c++) {
    Box *box = new_box (NULL);
    for (uint32_t lane = 0; lane < G_N_ELEMENTS (hz); lane++) {
      aim (box, lane, 30, colours[c], true);
      for (int i = 0; i < N; i++)
        x[i][lane] = (float)(1e-4 * sin (2 * M_PI * hz[lane] * i / rate));
    }
    run (box, x, N);
    double complex h[G_N_ELEMENTS (hz)] = {0};
    for (uint32_t lane = 0; lane < G_N_ELEMENTS (hz); lane++)
      for (int i = N - LAST; i < N; i++)
        h[lane] += (double)x[i][lane] * I *
                   cexp (-2 * M_PI * I * hz[lane] * (i - (double)late) / rate);
    for (uint32_t lane = 0; lane < G_N_ELEMENTS (hz); lane++) {
      worst = MAX (worst, fabs (db (power (h[lane] / h[KILO]))));
      turn  = MAX (turn, fabs (carg (h[lane])));
    }
    free (box);
  }
  g_test_message ("pass band: %.4f dB, %.2g degrees", worst, turn * 180 / M_PI);
  g_assert_cmpfloat (worst, <=, 0.05);
  g_assert_cmpfloat (turn * 180 / M_PI, <=, 1);
  free (x);
}

static void
test_late (void)
{
  // Fitted and off, at drive 0 (S2) or mix 0, before and after it was on: the
  // input, bit for bit, and late. Not fitted: the input. Control: at 5 % not.
  enum { N = 19200, HALF = N / 2 };
  float (*x)[LT_LANES]  = new_rows (N);
  float (*in)[LT_LANES] = new_rows (N);
  const uint32_t late   = lt_saturation_latency ();
  LtTestRandom   r      = lt_test_random (1);
  Box           *box    = new_box (NULL);
  enum { OFF, NO_DRIVE, NO_MIX, WAS_ON, HAD_DRIVE, CONTROL, FITTED };
  LtSaturationAim aims[FITTED] = {[OFF]       = {true, false, 50, 0, 1},
                                  [NO_DRIVE]  = {true, true, 0, 0, 1},
                                  [NO_MIX]    = {true, true, 50, 0, 0},
                                  [WAS_ON]    = {true, true, 50, 0, 1},
                                  [HAD_DRIVE] = {true, true, 50, 0, 1},
                                  [CONTROL]   = {true, true, 5, 0, 1}};
  for (uint32_t lane = 0; lane < FITTED; lane++)
    lt_saturation_aim (&box->saturation, lane, &aims[lane], rate, false);
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++)
      in[i][lane] = x[i][lane] = i % 9 ? (float)noise (&r) : -0.0f;
  run (box, x, 2400);
  g_assert_cmpuint (
    box->saturation.working, ==, 1 << WAS_ON | 1 << HAD_DRIVE | 1 << CONTROL);
  aims[WAS_ON].is_on    = false;
  aims[HAD_DRIVE].drive = 0;
  lt_saturation_aim (&box->saturation, WAS_ON, &aims[WAS_ON], rate, false);
  lt_saturation_aim (
    &box->saturation, HAD_DRIVE, &aims[HAD_DRIVE], rate, false);
  run (box, x + 2400, N - 2400);
  g_assert_cmpuint (box->saturation.active, ==, (1 << FITTED) - 1);
  g_assert_cmpuint (box->saturation.working, ==, 1 << CONTROL);
  g_assert_cmpuint (box->saturation.moving, ==, 0);
  float off[FITTED] = {0}, was[FITTED] = {0};
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++) {
      g_assert_true (lane < FITTED || x[i][lane] == in[i][lane]);
      if (lane >= FITTED)
        continue;
      const float want = i < (int)late ? 0.0f : in[i - (int)late][lane];
      float      *most = i < HALF ? &was[lane] : &off[lane];
      *most            = MAX (*most, fabsf (x[i][lane] - want));
      if (lane < WAS_ON)
        g_assert_cmpmem (&x[i][lane], sizeof want, &want, sizeof want);
    }
  for (int lane = 0; lane < CONTROL; lane++) {
    g_assert_true (off[lane] == 0.0f);
    g_assert_true ((was[lane] == 0.0f) == (lane < WAS_ON));
  }
  g_assert_cmpfloat (off[CONTROL], >, 1e-3f);
  // No longer fitted: the input at once.
  aims[CONTROL].is_fitted = false;
  lt_saturation_aim (&box->saturation, CONTROL, &aims[CONTROL], rate, false);
  memcpy (x, in, LT_QUANTUM * sizeof *x);
  run (box, x, LT_QUANTUM);
  for (int i = 0; i < LT_QUANTUM; i++)
    g_assert_true (x[i][CONTROL] == in[i][CONTROL]);
  free (in);
  free (x);
  free (box);
}

/// The shaper: its rise is (1 + x^2 / 2.25)^(-5/2).
static double
shaper (double x)
{
  const double s = sqrt (2.25 + x * x);
  return x / s + 1.125 * x / (s * s * s);
}

/// Harmonics of the shaper for a sine, in dB, h[1] the first.
static void
harmonics_of (double peak, double bias, double *h, int n)
{
  for (int k = 1; k <= n; k++) {
    double complex sum = 0;
    for (int i = 0; i < 4096; i++) {
      const double t = 2 * M_PI * i / 4096;
      sum += shaper (peak * sin (t) + bias) * cexp (-I * k * t);
    }
    h[k] = db (power (sum / 2048));
  }
}

static void
test_curve (void)
{
  // 117 Hz: its first nine harmonics are those of the curve, set back by the
  // law of the level, within 0.02 dB; on the dark side, where the shelf begins
  // (0.1 dB at 350 Hz), the first three within 0.1 dB.
  enum { LAST = 9, BIN = 160 };
  const double reference = 0.0944, slope = pow (1 + 0.25 / 2.25, -2.5);
  float (*x)[LT_LANES] = new_rows (LEAD + N_FFT);
  Box   *box           = new_box (NULL);
  double worst[2]      = {0};
  for (uint32_t lane = 0; lane < LT_LANES; lane++)
    aim (box, lane, 25 + 5 * (lane / 2), lane % 2 ? -100 : 0, true);
  for (int i = 0; i < LEAD + N_FFT; i++)
    for (int lane = 0; lane < LT_LANES; lane++)
      x[i][lane] =
        (float)(0.25 * sin (2 * M_PI * BIN * (double)(i - LEAD) / N_FFT));
  run (box, x, LEAD + N_FFT);
  for (int lane = 0; lane < LT_LANES; lane++) {
    const bool      dark  = lane % 2;
    const double    gain  = pow (10, 0.36 / 20 * (25 + 5 * (lane / 2)));
    const double    small = 1 / (gain * (dark ? slope : 1));
    const double    large = reference * (dark ? pow (10, 1.5 / 20) : 1);
    const double    level = db (small * small + large * large);
    double complex *y     = spectrum (x, lane, LEAD, false);
    double          h[LAST + 1];
    harmonics_of (0.25 * gain, dark ? 0.5 : 0, h, LAST);
    for (int k = 1; k <= (dark ? 3 : LAST); k++) {
      const double is = db (power (y[BIN * k] * 2 / N_FFT));
      if (h[k] > h[1] - 90)
        worst[dark] = MAX (worst[dark], fabs (is - h[k] - level));
    }
    g_free (y);
  }
  g_test_message ("harmonics: %.4f dB, dark %.3f dB off", worst[0], worst[1]);
  g_assert_cmpfloat (worst[0], <=, 0.02);
  g_assert_cmpfloat (worst[1], <=, 0.1);
  free (box);
  free (x);
}

static double
rms_db (float (*x)[LT_LANES], int lane, uint32_t from, uint32_t n)
{
  double sum = 0;
  for (uint32_t i = from; i < from + n; i++)
    sum += (double)x[i][lane] * (double)x[i][lane];
  return db (sum / n);
}

static void
test_level (void)
{
  // Drive changes character, not loudness: a sine of 1 kHz at -18 dBFS and pink
  // noise of the same RMS stay within 1.1 dB at every drive and colour.
  enum { N = 96000, LAST = 72000 };
  static float pink[N];
  float (*x)[LT_LANES] = new_rows (N);
  LtTestRandom r       = lt_test_random (7);
  double       b0 = 0, b1 = 0, b2 = 0, sum = 0, worst = 0;
  for (int i = 0; i < N; i++) { // P. Kellet's filter, 0.5 dB
    const double w = noise (&r);
    b0             = 0.99765 * b0 + w * 0.0990460;
    b1             = 0.96300 * b1 + w * 0.2965164;
    b2             = 0.57000 * b2 + w * 1.0526913;
    pink[i]        = (float)(b0 + b1 + b2 + w * 0.1848);
    sum += i >= N - LAST ? (double)pink[i] * (double)pink[i] : 0;
  }
  const double peak = pow (10, -18 / 20.0), rms = peak / sqrt (2);
  for (int set = 0; set < 6; set++) {
    const double colour = (set % 3 - 1) * 100;
    Box         *box    = new_box (NULL);
    GString     *line   = g_string_new (NULL);
    for (uint32_t lane = 0; lane < 11; lane++)
      aim (box, lane, 10 * lane, colour, true);
    for (int i = 0; i < N; i++)
      for (int lane = 0; lane < LT_LANES; lane++)
        x[i][lane] = set < 3 ? (float)(peak * sin (2 * M_PI * 1000 * i / rate))
                             : pink[i] * (float)(rms / sqrt (sum / LAST));
    run (box, x, N);
    for (int lane = 0; lane < 11; lane++) {
      const double off = rms_db (x, lane, N - LAST, LAST) - db (rms * rms);
      worst            = MAX (worst, fabs (off));
      g_string_append_printf (line, " %+.2f", off);
    }
    g_test_message ("%s, colour %+.0f, drive 0..100 %%:%s",
                    set < 3 ? "sine" : "pink",
                    colour,
                    line->str);
    g_string_free (line, TRUE);
    free (box);
  }
  g_assert_cmpfloat (worst, <=, 1.1);
  free (x);
}

static void
test_colour (void)
{
  // Dark has even harmonics and no DC, the others have none (-110 dB); bright
  // has more of the high ones than dark.
  enum { N = 2 * N_FFT, BIN = 1366 }; // 1000.5 Hz
  float (*x)[LT_LANES] = new_rows (N);
  Box   *box           = new_box (NULL);
  double high[3];
  for (uint32_t lane = 0; lane < 3; lane++)
    aim (box, lane, 50, 100.0 * lane - 100, true);
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < 3; lane++)
      x[i][lane] = (float)(0.5 * sin (2 * M_PI * BIN * (double)i / N_FFT));
  run (box, x, N);
  for (int lane = 0; lane < 3; lane++) {
    double complex *y      = spectrum (x, lane, N - N_FFT, false);
    const double    first  = power (y[BIN]);
    const double    second = db (power (y[2 * BIN]) / first);
    const double    dc     = db (power (y[0]) / first / 2);
    high[lane]             = db (power (y[7 * BIN]) / first);
    g_test_message ("colour %+d: second %.1f, seventh %.1f, DC %.1f dB",
                    100 * lane - 100,
                    second,
                    high[lane],
                    dc);
    g_assert_cmpfloat (dc, <=, -100);
    if (lane == 0)
      g_assert_cmpfloat (second, >=, -25);
    else
      g_assert_cmpfloat (second, <=, -110);
    g_free (y);
  }
  g_assert_cmpfloat (high[2], >=, high[0] + 8);
  free (box);
  free (x);
}

typedef enum { DRIVE, COLOUR, SWITCH, MIX, ALL, REST, JUMP, N_MOVES } Move;

static void
aim_move (Box *box, uint32_t lane, LtTestRandom *r, bool first)
{
  const Move      move = (Move)lane;
  LtSaturationAim to   = usual;
  to.drive             = move == REST ? 100 : 60;
  if (!first) {
    if (move == DRIVE || move == ALL || move == JUMP)
      to.drive = lt_test_between (r, 0, 100);
    if (move == COLOUR || move == ALL)
      to.colour = lt_test_between (r, -100, 100);
    if (move == SWITCH || move == ALL)
      to.is_on = !(box->saturation.wanted[lane] > 0.0f);
    if (move == MIX || move == ALL)
      to.mix = lt_test_between (r, 0, 1);
  }
  if (!first && move == REST)
    return;
  lt_saturation_aim (&box->saturation, lane, &to, rate, first || move == JUMP);
}

static void
test_clicks (void)
{
  // 300 Hz so low that no harmonic of the shaper at rest, at full drive,
  // reaches 15 kHz: all that is there comes from moving. New targets, the
  // farthest ones too, every 32 frames, 9 ms or 190 ms. At most -100 dB; a
  // jump without a ramp (the control) is far above.
  static const char *const names[] = {
    "drive", "colour", "on and off", "mix", "all", "at rest", "jump"};
  static const int every[] = {1, 14, 291}; // quanta
  float (*x)[LT_LANES]     = new_rows (LEAD + N_FFT);
  for (int speed = 0; speed < 3; speed++) {
    LtTestRandom r   = lt_test_random (11);
    Box         *box = new_box (NULL);
    for (int i = 0; i < LEAD + N_FFT; i++)
      for (int lane = 0; lane < N_MOVES; lane++)
        x[i][lane] = (float)(0.05 * sin (2 * M_PI * 300 * i / rate));
    for (uint32_t lane = 0; lane < N_MOVES; lane++)
      aim_move (box, lane, &r, true);
    for (int at = 0; at < LEAD + N_FFT; at += LT_QUANTUM) {
      if (at >= LEAD && at / LT_QUANTUM % every[speed] == 0)
        for (uint32_t lane = 0; lane < N_MOVES; lane++)
          aim_move (box, lane, &r, false);
      run (box, x + at, LT_QUANTUM);
    }
    for (int lane = 0; lane < N_MOVES; lane++) {
      double complex *y    = spectrum (x, lane, LEAD, true);
      double          high = 0, all = 0;
      for (int i = 1; i < N_FFT / 2; i++) {
        all += power (y[i]);
        high += i > 15000.0 * N_FFT / rate ? power (y[i]) : 0;
      }
      const double ratio = db (high / all);
      g_test_message ("%s, each %d frames: %.1f dB above 15 kHz",
                      names[lane],
                      every[speed] * LT_QUANTUM,
                      ratio);
      if (lane == JUMP)
        g_assert_cmpfloat (ratio, >, -80);
      else
        g_assert_cmpfloat (ratio, <=, -100);
      g_free (y);
    }
    free (box);
  }
  free (x);
}

static void
test_silence (void)
{
  // Silence is 0, also while colour and drive move; a second after a signal it
  // is 0 again, whether or not the processor keeps denormals.
  enum { N = 96000, SOUNDS = 24000 };
  float (*x)[LT_LANES] = new_rows (N);
  LtTestRandom r       = lt_test_random (2);
  Box         *box     = new_box (NULL);
  for (uint32_t lane = 0; lane < LT_LANES; lane++)
    aim (box, lane, 6.0 * lane, lane % 2 ? -100 : 100, true);
  for (int i = 0; i < SOUNDS; i++)
    for (int lane = 0; lane < 8; lane++)
      x[i][lane] = (float)noise (&r);
  for (int at = 0; at < N; at += LT_QUANTUM) {
    if (at / LT_QUANTUM % 8 == 0)
      for (uint32_t lane = 8; lane < LT_LANES; lane++)
        aim (box, lane, noise (&r) * 50 + 50, noise (&r) * 100, false);
    run (box, x + at, LT_QUANTUM);
  }
  float sound = 0;
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++)
      if (lane >= 8 || i >= SOUNDS + 48000)
        g_assert_true (x[i][lane] == 0.0f);
      else
        sound = MAX (sound, fabsf (x[i][lane]));
  g_assert_cmpfloat (sound, >, 0.01f);
  free (box);
  free (x);
}

static void
test_loud (void)
{
  // +60 dBFS in every form, all controls on the move: no NaN, nothing that
  // grows; then it goes back to silence.
  enum { N = 96000, LOUD = 40000 };
  float (*x)[LT_LANES] = new_rows (N);
  LtTestRandom r       = lt_test_random (3);
  Box         *box     = new_box (NULL);
  float        peak    = 0;
  for (int i = 0; i < LOUD; i++)
    for (int lane = 0; lane < LT_LANES; lane++) {
      const double forms[] = {noise (&r),
                              i / 7 % 2 ? 1 : -1,
                              i % 500 == 0,
                              sin (i * (double)i * 1e-6)};
      x[i][lane]           = (float)(1000 * forms[lane % 4]);
    }
  for (uint32_t lane = 0; lane < LT_LANES; lane++)
    aim (box, lane, 100, lane < 8 ? -100 : 100, true);
  for (int at = 0; at < N; at += LT_QUANTUM) {
    if (at > 9600 && at < LOUD)
      aim (box,
           lt_test_below (&r, LT_LANES),
           lt_test_between (&r, 0, 100),
           lt_test_between (&r, -100, 100),
           false);
    run (box, x + at, LT_QUANTUM);
  }
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < LT_LANES; lane++) {
      g_assert_true (isfinite (x[i][lane]));
      peak = MAX (peak, fabsf (x[i][lane]));
      if (i > LOUD + 52000)
        g_assert_true (x[i][lane] == 0.0f);
    }
  g_test_message ("peak %.0f", (double)peak);
  g_assert_cmpfloat (peak, <=, 4000);
  free (box);
  free (x);
}

static void
test_fresh (void)
{
  // A lane that was cleared, that was not fitted for a while, or that is turned
  // on at once after it was off, has nothing left of its past.
  enum { N = 9600, OFF_AT = 4800, WAYS = 3 };
  float (*x)[LT_LANES] = new_rows (N);
  LtTestRandom r       = lt_test_random (8);
  Box         *box     = new_box (NULL);
  for (uint32_t lane = 0; lane < WAYS; lane++)
    aim (box, lane, 60, -100, true);
  for (int i = 0; i < OFF_AT; i++)
    for (int lane = 0; lane < WAYS; lane++)
      x[i][lane] = (float)noise (&r);
  run (box, x, OFF_AT);
  LtSaturationAim off = usual;
  off.is_on           = false;
  lt_saturation_aim (&box->saturation, 2, &off, rate, true);
  off.is_fitted = false;
  lt_saturation_clear (&box->saturation, 0);
  lt_saturation_aim (&box->saturation, 1, &off, rate, false);
  g_assert_cmpuint (box->saturation.active, ==, 1 << 2);
  memset (x, 0, OFF_AT * sizeof *x);
  run (box, x, OFF_AT);
  g_assert_cmpuint (box->saturation.working, ==, 0);
  for (uint32_t lane = 0; lane <= WAYS; lane++) // the last one is new
    aim (box, lane, 60, -100, true);
  for (int i = 0; i < N; i++)
    x[i][0] = x[i][1] = x[i][2] = x[i][3] = (float)noise (&r);
  run (box, x, N);
  for (int i = 0; i < N; i++)
    for (int lane = 0; lane < WAYS; lane++)
      g_assert_true (x[i][lane] == x[i][WAYS]);
  free (box);
  free (x);
}

/// Part of a quantum over some lanes; the others stay, their rows too.
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
      rows[t][lane] = mask >> lane & 1 ? x[t][lane] : 0.3f;
  box->kernels->saturate (&box->saturation, &box->smooth, rows, mask, k, n);
  for (uint32_t t = 0; t < n; t++)
    for (int lane = 0; lane < LT_LANES; lane++)
      if (mask >> lane & 1)
        x[t][lane] = rows[t][lane];
      else
        g_assert_true (rows[t][lane] == 0.3f);
}

static void
aim_at_random (Box *box, LtTestRandom *r)
{
  const uint32_t  lane = lt_test_below (r, LT_LANES);
  LtSaturationAim to   = usual;
  to.is_fitted         = lt_test_below (r, 16) != 0;
  to.is_on             = lt_test_below (r, 4) != 0;
  to.drive             = lt_test_below (r, 5) * 25;
  to.colour            = lt_test_below (r, 5) * 50.0 - 100;
  to.mix               = lt_test_below (r, 3) / 2.0;
  lt_saturation_aim (
    &box->saturation, lane, &to, rate, lt_test_below (r, 16) == 0);
}

static void
test_neighbours (void)
{
  // A lane gives the same bits beside lanes that rest and beside one that is
  // always on the move; quanta of 1, 2 and 32 frames, jumps and ramps.
  enum { N = 12800 };
  static const uint32_t lengths[] = {1, 2, 32};
  float (*x)[LT_LANES]            = new_rows (N);
  for (size_t set = 0; set < G_N_ELEMENTS (lengths); set++) {
    static float alone[N];
    for (int is_beside = 0; is_beside < 2; is_beside++) {
      Box         *box = new_box (NULL);
      LtTestRandom r = lt_test_random (13), other = lt_test_random (14);
      int          moved = 0;
      for (int i = 0; i < N; i++)
        for (int lane = 0; lane < LT_LANES; lane++)
          x[i][lane] = lane < 2 ? (float)noise (&r) : 0.0f;
      for (uint32_t at = 0; at < N; at += lengths[set]) {
        if (at % 640 == 0 && (at < 4480 || at > 9600)) {
          const double drive = lt_test_between (&r, 0, 100);
          aim (box, 0, drive, lt_test_between (&r, -100, 100), at % 1280 == 0);
        }
        if (is_beside && at % 64 == 0)
          aim (box, 1, lt_test_between (&other, 10, 100), 0, false);
        box->kernels->saturate (
          &box->saturation, &box->smooth, x + at, 0xFFFF, 0, lengths[set]);
        box->kernels->end (
          &box->saturation, &box->smooth, 0xFFFF, lengths[set]);
        moved += box->saturation.moving != 0;
      }
      for (int i = 0; i < N; i++)
        if (is_beside)
          g_assert_true (x[i][0] == alone[i]);
        else
          alone[i] = x[i][0];
      // Alone it did come to rest, but not in quanta of 1, and beside never.
      const int still = N - moved * (int)lengths[set];
      g_assert_true ((still > 1000) == (!is_beside && lengths[set] > 1));
      free (box);
    }
  }
  free (x);
}

static void
test_variants (void)
{
  // The same bits with every instruction set, cut anywhere, all lanes at once
  // or some after others, while lanes move, rest, come and go; quanta of any
  // length.
  enum { N = 1600 * LT_QUANTUM };
  float (*reference)[LT_LANES] = new_rows (N);
  float (*x)[LT_LANES]         = new_rows (N);
  int  resting                 = 0;
  bool has_reference           = false;
  for (int v = 0; lt_kernels_all[v]; v++) {
    if (!lt_kernels_can_run (lt_kernels_all[v]))
      continue;
    for (int way = 0; way < 2; way++) {
      Box           *box      = new_box (lt_kernels_all[v]->name);
      LtSaturation  *s        = &box->saturation;
      LtTestRandom   r        = lt_test_random (5);
      const uint32_t share    = way ? 0x3C0F + 0x40 * (uint32_t)v : 0xFFFF;
      const uint32_t masks[2] = {share, 0xFFFF & ~share};
      for (int i = 0; i < N; i++)
        for (int lane = 0; lane < LT_LANES; lane++)
          x[i][lane] = (float)noise (&r);
      for (uint32_t at = 0, i = 0; at < N; i++) {
        uint32_t length = LT_QUANTUM;
        if (lt_test_below (&r, 2) == 0)
          length = 1 + lt_test_below (&r, lt_test_below (&r, 2) ? 3 : 32);
        length = MIN (length, N - at);
        if (i % 400 < 60) // then all come to rest
          aim_at_random (box, &r);
        const uint32_t cut      = lt_test_below (&r, length + 1);
        const uint32_t parts[3] = {0, way ? cut : length, length};
        for (int part = 0; part < 2; part++)
          for (int m = 0; m < 2; m++)
            if (masks[m] && parts[part + 1] > parts[part])
              run_lanes (box,
                         x + at + parts[part],
                         masks[m],
                         parts[part],
                         parts[part + 1] - parts[part]);
        for (int m = 0; m < 2; m++)
          box->kernels->end (s, &box->smooth, masks[m], length);
        resting += s->working & ~s->moving && s->moving;
        at += length;
      }
      const size_t bytes = (size_t)N * LT_LANES * sizeof (float);
      if (!has_reference)
        memcpy (reference, x, bytes);
      has_reference = true;
      g_assert_cmpmem (x, bytes, reference, bytes);
      free (box);
    }
  }
  g_assert_cmpint (resting, >, 2000); // lanes at rest beside moving ones
  free (reference);
  free (x);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/saturation/aliases", test_aliases);
  g_test_add_func ("/saturation/half-bands", test_half_bands);
  g_test_add_func ("/saturation/pass-band", test_pass_band);
  g_test_add_func ("/saturation/late", test_late);
  g_test_add_func ("/saturation/curve", test_curve);
  g_test_add_func ("/saturation/level", test_level);
  g_test_add_func ("/saturation/colour", test_colour);
  g_test_add_func ("/saturation/clicks", test_clicks);
  g_test_add_func ("/saturation/silence", test_silence);
  g_test_add_func ("/saturation/loud", test_loud);
  g_test_add_func ("/saturation/fresh", test_fresh);
  g_test_add_func ("/saturation/neighbours", test_neighbours);
  g_test_add_func ("/saturation/variants", test_variants);
  return g_test_run ();
}
