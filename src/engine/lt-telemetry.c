// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-control.h"

#include "dsp/lt-math.h"

#include <stdlib.h>
#include <string.h>

void
lt_process_init (LtProcess *process, uint32_t rate, const LtKernels *kernels)
{
  process->rate    = rate;
  process->kernels = kernels;
  lt_smooth_init (&process->smooth, rate);
  process->tools = (LtChannelTools){
    .filters    = lt_filters_of (kernels),
    .dynamics   = lt_dynamics_of (kernels),
    .saturation = lt_saturation_of (kernels),
    .smooth     = &process->smooth,
    .rate       = rate,
  };
  for (int i = 0; i <= LT_FADE; i++) {
    double s         = lt_sin_quarter ((double)i / LT_FADE);
    process->fade[i] = (float)(s * s); // raised cosine
  }
  for (int i = 0; i <= LT_HEADS_FADE; i++) {
    double s               = lt_sin_quarter ((double)i / LT_HEADS_FADE);
    process->heads_fade[i] = (float)(s * s);
  }
  // e^(-256 / (rate 0.3 s))
  process->rms_keep =
    (float)lt_exp2 (-LT_CHUNK / (rate * 0.3) * 1.44269504088896341);
  for (int i = LT_N_STRIP_PARAMS; i < LT_N_PARAMS; i++)
    process->desk[i - LT_N_STRIP_PARAMS] = lt_param_info[i].def;
  process->desk_changed = true;
  lt_oscillator_init (&process->oscillator, rate);
  lt_translate_design (process->monitor.places, rate);
  process->transport.fade_in = LT_FADE;
  process->out_fade          = LT_FADE;
}

/// Copy a slot out; false: it was overwritten meanwhile.
static bool
read_slot (LtTelemetrySlot *slot,
           LtTelemetry     *telemetry,
           LtMeter         *meters,
           uint32_t        *n)
{
  uint32_t before =
    atomic_load_explicit (&slot->sequence, memory_order_acquire);
  uint32_t words[sizeof (LtTelemetry) / 4];
  if (before & 1)
    return false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    words[i] = atomic_load_explicit (&slot->words[i], memory_order_relaxed);
  memcpy (telemetry, words, sizeof words);
  *n =
    telemetry->n_strips < LT_MAX_STRIPS ? telemetry->n_strips : LT_MAX_STRIPS;
  uint32_t *to = (uint32_t *)meters;
  for (size_t i = 0; i < *n * sizeof (LtMeter) / 4; i++)
    to[i] = atomic_load_explicit (&slot->words[sizeof words / 4 + i],
                                  memory_order_relaxed);
  // A read-modify-write: the loads above may not slip below it.
  return atomic_fetch_add_explicit (&slot->sequence, 0, memory_order_acq_rel) ==
         before;
}

static void
fold (LtMeter *into, const LtMeter *add)
{
  for (int c = 0; c < 2; c++) {
    if (add->pre_peak[c] > into->pre_peak[c])
      into->pre_peak[c] = add->pre_peak[c];
    if (add->post_peak[c] > into->post_peak[c])
      into->post_peak[c] = add->post_peak[c];
    into->pre_rms[c]  = add->pre_rms[c];
    into->post_rms[c] = add->post_rms[c];
  }
  if (add->gate < into->gate)
    into->gate = add->gate;
  if (add->compressor < into->compressor)
    into->compressor = add->compressor;
  into->flags |= add->flags;
}

bool
lt_engine_telemetry (LtEngine *engine, LtTelemetry *telemetry, LtMeter *meters)
{
  LtProcess *process = engine->process;
  uint32_t   count =
    atomic_load_explicit (&process->n_telemetry, memory_order_acquire);
  uint32_t first = engine->n_telemetry;
  if (count - first > LT_TELEMETRY_SLOTS - 2)
    first = count - (LT_TELEMETRY_SLOTS - 2);
  LtMeter    *scratch = engine->scratch;
  LtTelemetry head;
  uint32_t    n = 0, n_new = 0;
  float       load = 0.0f;
  bool        any  = false;
  for (uint32_t i = first; i != count; i++) {
    if (!read_slot (
          &process->slots[i % LT_TELEMETRY_SLOTS], &head, scratch, &n_new))
      continue;
    load      = head.load > load ? head.load : load;
    bool same = any && n == n_new;
    for (uint32_t s = 0; same && s < n; s++)
      same = meters[s].strip == scratch[s].strip;
    for (uint32_t s = 0; s < n_new; s++) {
      if (same)
        fold (&meters[s], &scratch[s]);
      else
        meters[s] = scratch[s]; // strips came or went
    }
    n          = n_new;
    *telemetry = head;
    any        = true;
  }
  engine->n_telemetry = count;
  if (any) {
    telemetry->load     = load;
    telemetry->n_strips = n;
  }
  return any;
}
