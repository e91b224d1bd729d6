// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip-sample costs: sources in memory, one stereo master.

#include "cli/lt-cli.h"
#include "engine/lt-engine.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  LtSource base;
  float    noise[LT_MAX_BLOCK];
} BenchSource;

static uint32_t
bench_read (LtSource *source, float *const *out, uint32_t n, int64_t song)
{
  memcpy (out[0], ((BenchSource *)source)->noise, n * sizeof (float));
  return n;
}

static void
bench_seek (LtSource *source, int64_t song)
{
}

static bool
bench_ready (LtSource *source)
{
  return true;
}

static bool
bench_is_inside (LtSource *source, int64_t song)
{
  return false;
}

static const LtSourceOps bench_ops = {
  .read      = bench_read,
  .seek      = bench_seek,
  .ready     = bench_ready,
  .is_inside = bench_is_inside,
};

static double
cpu_seconds (void)
{
  struct timespec t;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int
by_value (const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static LtEngine *
make_desk (const LtKernels *kernels, uint32_t n_strips, BenchSource *source)
{
  const LtEngineOptions options = {.rate = 48000, .kernels = kernels};
  const uint32_t        master  = n_strips + 1;
  const int             ports[] = {0, 1};
  LtEngine             *engine  = lt_engine_new (&options);
  lt_engine_add_strip (engine, master, LT_KIND_MASTER, 2);
  lt_engine_set_outputs (engine, master, ports);
  for (uint32_t id = 1; id <= n_strips; id++) {
    LtAddress to    = {.strip = id, .bus = master, .param = LT_PARAM_TO};
    LtAddress pan   = {.strip = id, .param = LT_PARAM_PAN};
    LtAddress fader = {.strip = id, .param = LT_PARAM_FADER};
    lt_engine_add_strip (engine, id, LT_KIND_INPUT, 1);
    lt_engine_set_file (engine, id, &source->base);
    lt_engine_set (engine, to, 1, 0);
    lt_engine_set (engine, pan, (int)(id * 37 % 201) - 100, 0);
    lt_engine_set (engine, fader, -30.0 + id % 20, 0);
  }
  lt_engine_play (engine);
  lt_engine_commit (engine);
  return engine;
}

/// Median over tenths of the time, ns a strip-sample.
static double
measure (LtEngine *engine, uint32_t n_strips, uint32_t block, double seconds)
{
  static float  out[2][LT_MAX_BLOCK];
  float *const  ports[2] = {out[0], out[1]};
  const LtCycle cycle    = {.out = ports, .n_out = 2, .n_frames = block};
  double        results[10];
  const double  strip_samples = (double)n_strips * block;
  for (int i = 0; i < 100; i++)
    lt_engine_process (engine, &cycle);
  for (size_t i = 0; i < G_N_ELEMENTS (results); i++) {
    const double start  = cpu_seconds ();
    uint64_t     cycles = 0;
    double       spent;
    do {
      for (int k = 0; k < 16; k++)
        lt_engine_process (engine, &cycle);
      cycles += 16;
      spent = cpu_seconds () - start;
    } while (spent < seconds / G_N_ELEMENTS (results));
    results[i] = spent / ((double)cycles * strip_samples) * 1e9;
    lt_engine_poll (engine);
  }
  qsort (results, G_N_ELEMENTS (results), sizeof *results, by_value);
  return (results[4] + results[5]) / 2;
}

static void
report (const LtKernels *kernels,
        long             n_strips,
        long             block,
        double           ns,
        bool             json)
{
  const double strips = 0.5e9 / (ns * 48000);
  if (!json) {
    printf (_ ("%-7s %5ld strips, blocks of %ld: %.3f ns a strip-sample; %.0f "
               "strips in half a core at 48 kHz\n"),
            kernels->name,
            n_strips,
            block,
            ns,
            strips);
    return;
  }
  g_autoptr (JsonBuilder) b = json_builder_new ();
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "ns_per_strip_sample");
  json_builder_add_double_value (b, ns);
  json_builder_set_member_name (b, "strips_at_half_core_48k");
  json_builder_add_int_value (b, (gint64)strips);
  json_builder_set_member_name (b, "isa");
  json_builder_add_string_value (b, kernels->name);
  json_builder_set_member_name (b, "block");
  json_builder_add_int_value (b, block);
  json_builder_set_member_name (b, "strips");
  json_builder_add_int_value (b, n_strips);
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

static int
run (int argc, char **argv)
{
  const char       *strips = NULL, *block = NULL, *seconds = NULL, *isa = NULL;
  bool              json      = false;
  const LtCliOption options[] = {
    {"--strips", NULL, &strips},
    {"--block", NULL, &block},
    {"--seconds", NULL, &seconds},
    {"--isa", NULL, &isa},
    {"--json", &json, NULL},
    {NULL, NULL, NULL},
  };
  long    n_strips = 64, n_block = 64;
  LtError error = {.status = LT_OK};
  argc          = lt_cli_options (&lt_cmd_bench, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 1)
    return lt_cli_usage (&lt_cmd_bench);
  if ((strips &&
       !lt_cli_number ("--strips", strips, 1, LT_MAX_STRIPS - 1, &n_strips)) ||
      (block && !lt_cli_number ("--block", block, 1, LT_MAX_BLOCK, &n_block)))
    return LT_EXIT_USAGE;
  double time = seconds ? g_ascii_strtod (seconds, NULL) : 2.0;
  if (!(time > 0 && time <= 3600)) {
    fprintf (stderr, _ ("longthrow-cli: --seconds is a time up to 3600\n"));
    return LT_EXIT_USAGE;
  }
  const LtKernels *kernels;
  if (lt_kernels_find (isa, &kernels, &error) != LT_OK)
    return lt_cli_fail (&error);
  BenchSource *source      = g_new0 (BenchSource, 1);
  source->base             = (LtSource){.ops = &bench_ops, .n_channels = 1};
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  for (int i = 0; i < LT_MAX_BLOCK; i++)
    source->noise[i] = (float)g_rand_double_range (random, -0.5, 0.5);
  lt_rt_float_mode ();
  LtEngine *engine = make_desk (kernels, (uint32_t)n_strips, source);
  double    ns = measure (engine, (uint32_t)n_strips, (uint32_t)n_block, time);
  report (kernels, n_strips, n_block, ns, json);
  lt_engine_free (engine);
  g_free (source);
  return LT_EXIT_DONE;
}

const LtCliCommand lt_cmd_bench = {
  .name  = "bench",
  .usage = "[--strips N] [--block N] [--seconds S] [--isa NAME] [--json]",
  .doc   = N_ ("Measure what a strip costs on this processor."),
  .run   = run,
};
