// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip-sample costs: sources in memory, one stereo master; and what a
// send costs: the same desk with groups, auxes and a send from every strip to
// each, less the desk without the sends.

#include "base/lt-pool.h"
#include "cli/lt-cli.h"
#include "engine/lt-engine.h"

#include <math.h>
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
seconds_now (bool is_wall)
{
  struct timespec t;
  // Of one thread what it used, of several how long they took together.
  clock_gettime (is_wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int
by_value (const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/// What the strips do.
typedef enum {
  BARE,   ///< Trim, pan, fader, meters
  WHOLE,  ///< High-pass, gate, four bands and compressor besides
  MOVING, ///< The same, and all of it moves all the time
  MIXED,  ///< As on a desk: each block on in half of the strips, a third of
          ///< them stereo, an insert in one of eight
  N_LOADS
} Load;

static const char *const load_names[N_LOADS] = {"bare",
                                                "whole",
                                                "moving",
                                                "mixed"};

static void
pass_through (LtInsert           *insert,
              float *const       *channels,
              uint32_t            n_channels,
              const float *const *key,
              uint32_t            n)
{
}

static const LtInsertOps insert_ops   = {.process = pass_through};
static LtInsert          bench_insert = {.ops = &insert_ops};

/// A coin for a strip and a block, the same in every run.
static bool
toss (uint32_t id, uint32_t block)
{
  uint32_t z = id * 0x9E3779B9U + block * 0x85EBCA6BU;
  z          = (z ^ z >> 15) * 0x2C1B3C6DU;
  return (z ^ z >> 13) & 1;
}

/// What is measured.
typedef struct {
  const LtKernels *kernels;
  BenchSource     *source;
  Load             load;
  uint32_t         n_strips, n_groups, n_sends, block, n_threads;
  double           seconds;
} Bench;

static void
set (LtEngine *engine, uint32_t strip, LtParam param, uint32_t bus, double v)
{
  lt_engine_set (
    engine,
    (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param},
    v,
    0);
}

/// Everything on but saturation; `turn` is where the controls stand.
static void
set_blocks (LtEngine *engine, uint32_t id, uint32_t turn)
{
  const double swing = turn % 2 ? 1.1 : 1.0;
  set (engine, id, LT_PARAM_TRIM, 0, turn % 2);
  set (engine, id, LT_PARAM_HIGH_PASS_ON, 0, 1);
  set (engine, id, LT_PARAM_HIGH_PASS_FREQUENCY, 0, 60 * swing);
  set (engine, id, LT_PARAM_GATE_ON, 0, 1);
  set (engine, id, LT_PARAM_GATE_THRESHOLD, 0, -50 * swing);
  for (int band = 0; band < LT_N_BANDS; band++) {
    set (engine, id, LT_PARAM_EQ_GAIN_1 + band, 0, (band % 2 ? 4 : -4) * swing);
    set (engine,
         id,
         LT_PARAM_EQ_FREQUENCY_1 + band,
         0,
         lt_param_info[LT_PARAM_EQ_FREQUENCY_1 + band].def * swing);
  }
  set (engine, id, LT_PARAM_COMPRESSOR_ON, 0, 1);
  set (engine, id, LT_PARAM_COMPRESSOR_THRESHOLD, 0, -20 * swing);
  set (engine, id, LT_PARAM_FADER, 0, (-30.0 + id % 20) * swing);
}

static void
set_mixed (LtEngine *engine, uint32_t id)
{
  static const LtParam switches[] = {LT_PARAM_HIGH_PASS_ON,
                                     LT_PARAM_GATE_ON,
                                     LT_PARAM_COMPRESSOR_ON,
                                     LT_PARAM_EQ_BAND_1,
                                     LT_PARAM_EQ_BAND_2,
                                     LT_PARAM_EQ_BAND_3,
                                     LT_PARAM_EQ_BAND_4};
  for (uint32_t i = 0; i < G_N_ELEMENTS (switches); i++)
    if (!toss (id, i))
      set (engine, id, switches[i], 0, 0);
  if (id % 8 == 0)
    lt_engine_set_insert (engine, id, &bench_insert);
}

/// Ids: strips from 1, the master, groups, auxes. Two sends of three are
/// behind the fader, one before it.
static LtEngine *
make_desk (const Bench *bench, bool with_sends)
{
  const LtEngineOptions options = {
    .rate = 48000, .kernels = bench->kernels, .n_threads = bench->n_threads};
  const uint32_t master  = bench->n_strips + 1;
  const uint32_t group   = master + 1;
  const uint32_t aux     = group + bench->n_groups;
  const int      ports[] = {0, 1};
  LtEngine      *engine  = lt_engine_new (&options);
  lt_engine_add_strip (engine, master, LT_KIND_MASTER, 2);
  lt_engine_set_outputs (engine, master, ports);
  for (uint32_t id = group; id < aux + bench->n_sends; id++) {
    lt_engine_add_strip (engine, id, id < aux ? LT_KIND_GROUP : LT_KIND_AUX, 2);
    set (engine, id, LT_PARAM_TO, master, 1);
  }
  for (uint32_t id = 1; id <= bench->n_strips; id++) {
    lt_engine_add_strip (
      engine, id, LT_KIND_INPUT, bench->load == MIXED && id % 3 == 0 ? 2 : 1);
    lt_engine_set_file (engine, id, &bench->source->base);
    const bool grouped = bench->n_groups && id % 2;
    set (engine,
         id,
         LT_PARAM_TO,
         grouped ? group + id % bench->n_groups : master,
         1);
    set (engine, id, LT_PARAM_PAN, 0, (int)(id * 37 % 201) - 100);
    set (engine, id, LT_PARAM_FADER, 0, -30.0 + id % 20);
    if (bench->load != BARE)
      set_blocks (engine, id, 0);
    if (bench->load == MIXED)
      set_mixed (engine, id);
    for (uint32_t i = 0; with_sends && i < bench->n_sends; i++) {
      set (engine, id, LT_PARAM_SEND_TAP, aux + i, i % 3 ? 2 : 1);
      set (engine, id, LT_PARAM_SEND_LEVEL, aux + i, -20);
    }
  }
  lt_engine_play (engine);
  lt_engine_commit (engine);
  return engine;
}

/// Median over tenths of the time, ns a strip-sample.
static double
measure (const Bench *bench, bool with_sends)
{
  static float  out[2][LT_MAX_BLOCK];
  float *const  ports[2] = {out[0], out[1]};
  const LtCycle cycle    = {.out      = ports,
                            .n_out    = 2,
                            .n_frames = bench->block,
                            .may_wait = bench->n_threads > 1};
  LtEngine     *engine   = make_desk (bench, with_sends);
  double        results[10];
  const double  strip_samples = (double)bench->n_strips * bench->block;
  uint32_t      turn          = 0;
  for (int i = 0; i < 400; i++)
    lt_engine_process (engine, &cycle);
  for (size_t i = 0; i < G_N_ELEMENTS (results); i++) {
    uint64_t cycles = 0;
    double   spent  = 0;
    do {
      if (bench->load == MOVING) { // anew before it rests, 20 ms
        turn++;
        for (uint32_t id = 1; id <= bench->n_strips; id++)
          set_blocks (engine, id, turn);
        lt_engine_commit (engine);
      }
      const double start = seconds_now (bench->n_threads > 1);
      for (int k = 0; k < 16; k++)
        lt_engine_process (engine, &cycle);
      cycles += 16;
      spent += seconds_now (bench->n_threads > 1) - start;
    } while (spent < bench->seconds / G_N_ELEMENTS (results));
    results[i] = spent / ((double)cycles * strip_samples) * 1e9;
    lt_engine_poll (engine);
  }
  lt_engine_free (engine);
  qsort (results, G_N_ELEMENTS (results), sizeof *results, by_value);
  return (results[4] + results[5]) / 2;
}

static void
print (const Bench *bench, double ns, double send)
{
  printf (_ ("%-7s %-6s %5u strips, blocks of %u: %.3f ns a strip-sample; %.0f "
             "strips in half a core at 48 kHz\n"),
          bench->kernels->name,
          load_names[bench->load],
          bench->n_strips,
          bench->block,
          ns,
          0.5e9 / (ns * 48000));
  if (bench->n_sends)
    printf (_ ("        %u groups and %u auxes with a send from every strip: "
               "%.3f ns a send-sample\n"),
            bench->n_groups,
            bench->n_sends,
            send);
}

static void
print_json (const Bench *bench, double ns, double send)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  const struct {
    const char *name;
    double      value;
  } numbers[] = {
    {"strips_at_half_core_48k", floor (0.5e9 / (ns * 48000))},
    {"block", bench->block},
    {"strips", bench->n_strips},
    {"groups", bench->n_groups},
    {"sends", bench->n_sends},
    {"threads", bench->n_threads},
  };
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "ns_per_strip_sample");
  json_builder_add_double_value (b, ns);
  if (bench->n_sends) {
    json_builder_set_member_name (b, "ns_per_send_sample");
    json_builder_add_double_value (b, send);
  }
  json_builder_set_member_name (b, "isa");
  json_builder_add_string_value (b, bench->kernels->name);
  json_builder_set_member_name (b, "load");
  json_builder_add_string_value (b, load_names[bench->load]);
  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++) {
    json_builder_set_member_name (b, numbers[i].name);
    json_builder_add_int_value (b, (gint64)numbers[i].value);
  }
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

static int
run (int argc, char **argv)
{
  const char       *strips = NULL, *block = NULL, *seconds = NULL, *isa = NULL;
  const char       *groups = NULL, *sends = NULL, *load = NULL, *threads = NULL;
  bool              json      = false;
  const LtCliOption options[] = {
    {"--strips", NULL, &strips},
    {"--block", NULL, &block},
    {"--seconds", NULL, &seconds},
    {"--isa", NULL, &isa},
    {"--groups", NULL, &groups},
    {"--sends", NULL, &sends},
    {"--load", NULL, &load},
    {"--threads", NULL, &threads},
    {"--json", &json, NULL},
    {NULL, NULL, NULL},
  };
  long    n_strips = 64, n_block = 64, n_groups = 0, n_sends = 0, n_threads = 1;
  LtError error = {.status = LT_OK};
  argc          = lt_cli_options (&lt_cmd_bench, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 1)
    return lt_cli_usage (&lt_cmd_bench);
  if ((strips &&
       !lt_cli_number ("--strips", strips, 1, LT_MAX_STRIPS - 1, &n_strips)) ||
      (groups && !lt_cli_number ("--groups", groups, 0, 256, &n_groups)) ||
      (sends && !lt_cli_number ("--sends", sends, 0, 256, &n_sends)) ||
      (threads &&
       !lt_cli_number ("--threads", threads, 1, LT_POOL_MAX, &n_threads)) ||
      (block && !lt_cli_number ("--block", block, 1, LT_MAX_BLOCK, &n_block)))
    return LT_EXIT_USAGE;
  double time = seconds ? g_ascii_strtod (seconds, NULL) : 2.0;
  if (!(time > 0 && time <= 3600)) {
    fprintf (stderr, _ ("longthrow-cli: --seconds is a time up to 3600\n"));
    return LT_EXIT_USAGE;
  }
  int of_load = 0;
  while (load && of_load < N_LOADS && strcmp (load, load_names[of_load]) != 0)
    of_load++;
  if (of_load == N_LOADS) {
    fprintf (stderr,
             _ ("longthrow-cli: --load is bare, whole, moving or mixed\n"));
    return LT_EXIT_USAGE;
  }
  const LtKernels *kernels;
  if (n_strips + n_groups + n_sends >= LT_MAX_STRIPS) {
    fprintf (stderr,
             _ ("longthrow-cli: a desk has at most %d strips and buses\n"),
             LT_MAX_STRIPS);
    return LT_EXIT_USAGE;
  }
  if (lt_kernels_find (isa, &kernels, &error) != LT_OK)
    return lt_cli_fail (&error);
  BenchSource *source      = g_new0 (BenchSource, 1);
  source->base             = (LtSource){.ops = &bench_ops, .n_channels = 1};
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  for (int i = 0; i < LT_MAX_BLOCK; i++)
    source->noise[i] = (float)g_rand_double_range (random, -0.5, 0.5);
  lt_rt_float_mode ();
  const Bench bench = {
    .kernels   = kernels,
    .source    = source,
    .load      = (Load)of_load,
    .n_strips  = (uint32_t)n_strips,
    .n_groups  = (uint32_t)n_groups,
    .n_sends   = (uint32_t)n_sends,
    .n_threads = (uint32_t)n_threads,
    .block     = (uint32_t)n_block,
    .seconds   = time,
  };
  const double ns   = measure (&bench, false);
  const double more = n_sends ? measure (&bench, true) - ns : 0;
  (json ? print_json
        : print) (&bench, ns, n_sends ? more / (double)n_sends : 0);
  g_free (source);
  return LT_EXIT_DONE;
}

const LtCliCommand lt_cmd_bench = {
  .name = "bench",
  .usage =
    "[--strips N] [--groups N] [--sends N] [--block N] [--seconds S] "
    "[--isa NAME] [--threads N] [--load bare|whole|moving|mixed] [--json]",
  .doc = N_ ("Measure what a strip costs on this processor."),
  .run = run,
};
