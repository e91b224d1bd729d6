// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-engine.h"
#include "engine/lt-process.h"

#include <math.h>
#include <string.h>

static float
smooth_power (float *mean, float sum, float keep)
{
  *mean = *mean * keep + (sum / (float)LT_CHUNK) * (1.0f - keep);
  return sqrtf (*mean);
}

static void
measure (LtProcess *process, LtStripState *s, LtMeter *meter)
{
  LtBank *bank = s->bank;
  *meter       = (LtMeter){.strip = s->id, .flags = s->rt.flags};
  s->rt.flags  = 0;
  for (uint32_t c = 0; c < s->n_channels; c++) {
    float gate, compressor;
    lt_channel_measure (s->channel, s->lane + c, &gate, &compressor);
    meter->gate = gate < meter->gate ? gate : meter->gate;
    meter->compressor =
      compressor < meter->compressor ? compressor : meter->compressor;
  }
  for (uint32_t c = 0; c < 2; c++) {
    if (c == s->n_channels) {
      meter->pre_peak[1]  = meter->pre_peak[0];
      meter->post_peak[1] = meter->post_peak[0];
      meter->pre_rms[1]   = meter->pre_rms[0];
      meter->post_rms[1]  = meter->post_rms[0];
      break;
    }
    uint32_t lane       = s->lane + c;
    meter->pre_peak[c]  = bank->pre_peak[lane];
    meter->post_peak[c] = bank->post_peak[lane];
    meter->pre_rms[c] =
      smooth_power (&s->rt.rms[c], bank->pre_power[lane], process->rms_keep);
    meter->post_rms[c] = smooth_power (
      &s->rt.rms[2 + c], bank->post_power[lane], process->rms_keep);
    bank->pre_peak[lane] = bank->pre_power[lane] = 0.0f;
    bank->post_peak[lane] = bank->post_power[lane] = 0.0f;
    if (meter->pre_peak[c] >= 1.0f)
      meter->flags |= LT_METER_CLIP_PRE;
    if (meter->post_peak[c] >= 1.0f)
      meter->flags |= LT_METER_CLIP_POST;
  }
}

static void
put (LtTelemetrySlot *slot, uint32_t at, const void *bytes, size_t n)
{
  const char *from = bytes;
  for (size_t i = 0; i < n; i += 4) {
    uint32_t word;
    memcpy (&word, from + i, 4);
    atomic_store_explicit (
      &slot->words[(at + i) / 4], word, memory_order_relaxed);
  }
}

void
lt_telemetry_write (LtProcess *process)
{
  const LtPatch *patch = process->patch;
  uint32_t       count =
    atomic_load_explicit (&process->n_telemetry, memory_order_relaxed);
  LtTelemetrySlot *slot = &process->slots[count % LT_TELEMETRY_SLOTS];
  // Read-modify-writes order the words after the odd number without a fence.
  atomic_fetch_add_explicit (&slot->sequence, 1, memory_order_acq_rel);
  LtTelemetry head = {
    .engine_frame = process->frame,
    .song_frame   = process->transport.song,
    .transport    = process->transport.state,
    .n_strips     = patch ? patch->n_strips : 0,
    .load         = process->load,
    .n_overruns   = process->n_overruns,
    .n_xruns      = process->n_xruns,
    .n_underruns  = process->n_underruns,
  };
  // The engine's own come last, and are nobody's business.
  while (head.n_strips > 0 &&
         patch->strips[head.n_strips - 1].id >= LT_ID_SYSTEM)
    head.n_strips--;
  process->load = 0.0f;
  put (slot, 0, &head, sizeof head);
  for (uint32_t i = 0; i < head.n_strips; i++) {
    LtMeter meter;
    measure (process, patch->strips[i].state, &meter);
    put (
      slot, (uint32_t)(sizeof head + i * sizeof meter), &meter, sizeof meter);
  }
  atomic_fetch_add_explicit (&slot->sequence, 1, memory_order_release);
  atomic_store_explicit (
    &process->n_telemetry, count + 1, memory_order_release);
}
