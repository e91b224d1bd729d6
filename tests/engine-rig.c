// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine-rig.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  LtSource base;
  enum { NOISE, SINE, IMPULSE, CONSTANT } type;
  uint32_t seed;
  double   hz;
  int64_t  at;
} RigSource;

float
rig_noise (uint32_t seed, uint32_t channel, int64_t song_frame)
{
  uint64_t x = (uint64_t)song_frame * 0x9E3779B97F4A7C15u +
               ((uint64_t)seed << 8) + channel;
  x ^= x >> 31;
  x *= 0xD6E8FEB86659FD93u;
  x ^= x >> 32;
  return (float)((int32_t)(x & 0xFFFFFF) - 0x800000) / 0x1000000;
}

static uint32_t
source_read (LtSource *source, float *const *out, uint32_t n, int64_t song)
{
  RigSource *s = (RigSource *)source;
  for (uint32_t c = 0; c < source->n_channels; c++)
    for (uint32_t i = 0; i < n; i++) {
      const int64_t at = song + i;
      switch (s->type) {
        case NOISE:
          out[c][i] = at == s->at ? NAN : rig_noise (s->seed, c, at);
          break;
        case SINE:
          out[c][i] =
            (float)(0.5 * sin (2 * M_PI * s->hz * (double)at / RIG_RATE));
          break;
        case IMPULSE:
          out[c][i] = at == s->at;
          break;
        case CONSTANT:
          out[c][i] = (float)s->hz;
          break;
      }
    }
  return n;
}

static void
source_seek (LtSource *source, int64_t song)
{
}

static bool
source_ready (LtSource *source)
{
  return true;
}

static bool
source_is_inside (LtSource *source, int64_t song)
{
  return song > 0;
}

static const LtSourceOps source_ops = {
  .read      = source_read,
  .seek      = source_seek,
  .ready     = source_ready,
  .is_inside = source_is_inside,
};

static RigSource *
new_source (uint32_t n_channels)
{
  RigSource *s       = g_new0 (RigSource, 1);
  s->base.ops        = &source_ops;
  s->base.n_channels = n_channels;
  s->at              = -1;
  return s;
}

LtSource *
rig_noise_source (uint32_t seed, uint32_t n_channels, int64_t bad_at)
{
  RigSource *s = new_source (n_channels);
  s->type      = NOISE;
  s->seed      = seed;
  s->at        = bad_at;
  return &s->base;
}

LtSource *
rig_sine_source (double hz)
{
  RigSource *s = new_source (1);
  s->type      = SINE;
  s->hz        = hz;
  return &s->base;
}

LtSource *
rig_impulse_source (int64_t at)
{
  RigSource *s = new_source (1);
  s->type      = IMPULSE;
  s->at        = at;
  return &s->base;
}

LtSource *
rig_constant_source (double level, uint32_t n_channels)
{
  RigSource *s = new_source (n_channels);
  s->type      = CONSTANT;
  s->hz        = level;
  return &s->base;
}

typedef struct {
  LtInsert base;
  float   *ring[2];
  uint32_t at;
  bool     adds_key;
  uint32_t n_bad; ///< Frames that it will give NaN for
} RigInsert;

static void
insert_process (LtInsert           *insert,
                float *const       *channels,
                uint32_t            n_channels,
                const float *const *key,
                uint32_t            n)
{
  RigInsert *r = (RigInsert *)insert;
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t c = 0; c < n_channels && r->n_bad; c++)
      channels[c][i] = NAN;
    if (r->n_bad) {
      r->n_bad--;
      continue;
    }
    for (uint32_t c = 0; c < n_channels; c++) {
      float in = channels[c][i];
      if (r->adds_key && key)
        in += key[c][i];
      float x           = insert->latency ? r->ring[c][r->at] : in;
      r->ring[c][r->at] = in;
      channels[c][i]    = x;
    }
    r->at = insert->latency ? (r->at + 1) % insert->latency : 0;
  }
}

static const LtInsertOps insert_ops = {.process = insert_process};

LtInsert *
rig_delay_insert (uint32_t latency)
{
  RigInsert *r    = g_new0 (RigInsert, 1);
  r->base.ops     = &insert_ops;
  r->base.latency = latency;
  for (int c = 0; c < 2; c++)
    r->ring[c] = g_new0 (float, latency + 1);
  return &r->base;
}

LtInsert *
rig_key_insert (uint32_t latency)
{
  LtInsert *insert                = rig_delay_insert (latency);
  ((RigInsert *)insert)->adds_key = true;
  return insert;
}

LtInsert *
rig_bad_insert (uint32_t n)
{
  LtInsert *insert             = rig_delay_insert (0);
  ((RigInsert *)insert)->n_bad = n;
  return insert;
}

static void
source_released (void *data, LtSource *source)
{
  ((Rig *)data)->n_sources_released++;
  g_free (source);
}

static void
insert_released (void *data, LtInsert *insert)
{
  ((Rig *)data)->n_inserts_released++;
  for (int c = 0; c < 2; c++)
    g_free (((RigInsert *)insert)->ring[c]);
  g_free (insert);
}

static Rig *
new_rig (const char *isa, uint32_t n_threads, uint32_t max_frames)
{
  Rig            *rig     = g_new0 (Rig, 1);
  LtEngineOptions options = {
    .rate            = RIG_RATE,
    .n_threads       = n_threads,
    .source_released = source_released,
    .insert_released = insert_released,
    .data            = rig,
  };
  LtError error;
  if (lt_kernels_find (isa, &options.kernels, &error) != LT_OK)
    g_error ("%s", error.text);
  rig->engine = lt_engine_new (&options);
  rig->max    = max_frames;
  for (int c = 0; c < RIG_PORTS; c++)
    rig->out[c] = g_new0 (float, max_frames);
  rig->n_ports = 2;
  g_assert_cmpint (
    lt_engine_add_strip (rig->engine, RIG_MASTER, LT_KIND_MASTER, 2),
    ==,
    LT_OK);
  const int ports[2] = {0, 1};
  lt_engine_set_outputs (rig->engine, RIG_MASTER, ports);
  return rig;
}

Rig *
rig_new (const char *isa, uint32_t max_frames)
{
  return new_rig (isa, 0, max_frames);
}

Rig *
rig_new_threads (uint32_t n_threads, uint32_t max_frames)
{
  Rig *rig      = new_rig (NULL, n_threads, max_frames);
  rig->may_wait = true;
  return rig;
}

void
rig_free (Rig *rig)
{
  lt_engine_free (rig->engine);
  for (int c = 0; c < RIG_PORTS; c++)
    g_free (rig->out[c]);
  g_free (rig->live);
  g_free (rig);
}

void
rig_run (Rig *rig, uint32_t n, uint32_t block)
{
  g_assert_cmpuint (rig->n + n, <=, rig->max);
  uint32_t random = 12345;
  while (n > 0) {
    random       = random * 1664525u + 1013904223u;
    uint32_t now = block ? block : 1 + (random >> 16) % 700;
    now          = MIN (now, n);
    float       *out[RIG_PORTS];
    const float *in[1] = {rig->live ? rig->live + rig->n : NULL};
    for (uint32_t c = 0; c < rig->n_ports; c++)
      out[c] = rig->out[c] + rig->n;
    LtCycle cycle = {
      .in       = in,
      .out      = out,
      .n_in     = 1,
      .n_out    = rig->n_ports,
      .n_frames = now,
      .may_wait = rig->may_wait,
      .epoch    = rig->epoch,
    };
    lt_engine_process (rig->engine, &cycle);
    rig->n += now;
    n -= now;
  }
}

void
rig_settle (Rig *rig)
{
  lt_engine_commit (rig->engine);
  lt_engine_poll (rig->engine);
}

uint32_t
rig_tap (Rig *rig, uint32_t strip)
{
  const uint32_t first    = rig->n_ports;
  const int      ports[2] = {(int)first, (int)first + 1};
  g_assert_cmpuint (first + 2, <=, RIG_PORTS);
  rig->n_ports += 2;
  g_assert_cmpint (
    lt_engine_set_outputs (rig->engine, strip, ports), ==, LT_OK);
  return first;
}

void
rig_set_desk (Rig *rig, LtParam param, double value)
{
  rig_set_bus (rig, 0, param, 0, value);
}

float
rig_roughness (const float *x, uint32_t n)
{
  float worst = 0;
  for (uint32_t i = 2; i < n; i++)
    worst = MAX (worst, fabsf (x[i] - 2 * x[i - 1] + x[i - 2]));
  return worst;
}

void
rig_rewind (Rig *rig)
{
  rig->n = 0;
}

void
rig_set (Rig *rig, uint32_t strip, LtParam param, double value)
{
  rig_set_bus (rig, strip, param, 0, value);
}

void
rig_set_bus (Rig     *rig,
             uint32_t strip,
             LtParam  param,
             uint32_t bus,
             double   value)
{
  LtAddress address = {.strip = strip, .bus = bus, .param = (uint16_t)param};
  g_assert_cmpint (lt_engine_set (rig->engine, address, value, 0), ==, LT_OK);
}
