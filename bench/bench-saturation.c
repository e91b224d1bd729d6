// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What saturation costs, ns a strip-sample: medians of 31 runs over some banks
// that stay in the cache, by instruction set; fitted but off, on, and with all
// controls on the move. bench-saturation ISA STATE (0, 1, 2): one of them.

#include "dsp/lt-saturation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_BANKS = 4, N_QUANTA = 400, N_RUNS = 31 };

static const double rate = 48000;

typedef enum { OFF, REST, MOVING, N_STATES } State;
static const char *const names[N_STATES] = {"off", "on", "moving"};

static double
now_ns (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

typedef struct {
  LtSaturation saturation[N_BANKS];
  LtSmooth40   smooth;
  _Alignas(64) float rows[LT_QUANTUM][LT_LANES];
} Desk;

static void
fill (Desk *desk, uint32_t *seed)
{
  for (int t = 0; t < LT_QUANTUM; t++)
    for (int lane = 0; lane < LT_LANES; lane++) {
      *seed               = *seed * 1664525 + 1013904223;
      desk->rows[t][lane] = (float)(int32_t)*seed * 0x1p-34f;
    }
}

static void
aim (Desk *desk, State state, double drive, bool snap)
{
  const LtSaturationAim to = {.is_fitted = true,
                              .is_on     = state != OFF,
                              .drive     = drive,
                              .colour    = -drive,
                              .mix       = 1};
  for (int b = 0; b < N_BANKS; b++)
    for (uint32_t lane = 0; lane < LT_LANES; lane++)
      lt_saturation_aim (&desk->saturation[b], lane, &to, rate, snap);
}

static double
measure (Desk *desk, const LtSaturationKernels *kernels, State state)
{
  double   runs[N_RUNS];
  uint32_t seed = 1;
  for (int b = 0; b < N_BANKS; b++)
    lt_saturation_init (&desk->saturation[b]);
  aim (desk, state, 50, true);
  for (int run = 0; run < N_RUNS; run++) {
    double sum = 0;
    for (int i = 0; i < N_QUANTA; i++) {
      if (state == MOVING && i % 8 == 0)
        aim (desk, state, i % 16 ? 80 : 20, false);
      fill (desk, &seed);
      const double from = now_ns ();
      for (int b = 0; b < N_BANKS; b++) {
        LtSaturation *s = &desk->saturation[b];
        kernels->saturate (s, &desk->smooth, desk->rows, 0xFFFF, 0, LT_QUANTUM);
        kernels->end (s, &desk->smooth, 0xFFFF, LT_QUANTUM);
      }
      sum += now_ns () - from;
    }
    runs[run] = sum / ((double)N_QUANTA * N_BANKS * LT_LANES * LT_QUANTUM);
  }
  qsort (runs, N_RUNS, sizeof *runs, compare);
  return runs[N_RUNS / 2];
}

int
main (int argc, char **argv)
{
  Desk *desk = aligned_alloc (64, (sizeof *desk + 63) & ~(size_t)63);
  lt_rt_float_mode ();
  lt_smooth_init (&desk->smooth, rate);
  for (int v = 0; lt_kernels_all[v]; v++) {
    const LtSaturationKernels *kernels = lt_saturation_of (lt_kernels_all[v]);
    if (!lt_kernels_can_run (lt_kernels_all[v]) ||
        (argc > 1 && strcmp (argv[1], kernels->name) != 0))
      continue;
    printf ("saturation %-8s", kernels->name);
    for (int state = 0; state < N_STATES; state++)
      if (argc <= 2 || atoi (argv[2]) == state)
        printf (
          "  %s %.2f", names[state], measure (desk, kernels, (State)state));
    printf ("  ns a strip-sample\n");
  }
  free (desk);
  return 0;
}
