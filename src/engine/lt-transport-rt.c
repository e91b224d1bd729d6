// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lt-process.h"

/// A slow disk may hold a start up for so long; then the song starts without.
static const uint32_t max_wait_seconds = 2;

bool
lt_transport_moves (const LtTransport *transport)
{
  return transport->state == LT_TRANSPORT_ROLLING ||
         transport->state == LT_TRANSPORT_STOPPING;
}

static void
go_to (LtProcess *process, int64_t song)
{
  process->transport.song = song;
  const LtPatch *patch    = process->patch;
  for (uint32_t i = 0; patch && i < patch->n_strips; i++) {
    LtSource *file = patch->strips[i].file;
    if (file)
      file->ops->seek (file, song);
  }
}

static bool
is_ready (const LtProcess *process)
{
  const LtPatch *patch = process->patch;
  for (uint32_t i = 0; patch && i < patch->n_strips; i++) {
    LtSource *file = patch->strips[i].file;
    if (file && !file->ops->ready (file))
      return false;
  }
  return true;
}

static void
roll (LtProcess *process)
{
  LtTransport   *t     = &process->transport;
  const LtPatch *patch = process->patch;
  t->state             = LT_TRANSPORT_ROLLING;
  t->fade_in           = 0;
  for (uint32_t i = 0; patch && i < patch->n_strips; i++) {
    LtSource *file = patch->strips[i].file;
    patch->strips[i].state->rt.must_fade_in =
      file && file->ops->is_inside (file, t->song);
  }
}

static void
get_ready (LtTransport *t)
{
  t->state  = LT_TRANSPORT_LOCATING;
  t->waited = 0;
}

void
lt_transport_message (LtProcess *process, const LtRtMessage *message)
{
  LtTransport *t = &process->transport;
  switch (message->type) {
    case LT_RT_PLAY:
      t->must_roll = true;
      if (t->state == LT_TRANSPORT_STOPPED)
        get_ready (t);
      break;
    case LT_RT_STOP:
      t->must_roll = false;
      if (t->state == LT_TRANSPORT_LOCATING)
        t->state = LT_TRANSPORT_STOPPED;
      if (t->state == LT_TRANSPORT_ROLLING) {
        t->state    = LT_TRANSPORT_STOPPING;
        t->fade_out = 0;
      }
      break;
    case LT_RT_LOCATE:
      if (lt_transport_moves (t)) {
        t->must_locate = true;
        t->target      = message->frame;
        if (t->state == LT_TRANSPORT_ROLLING) {
          t->state    = LT_TRANSPORT_STOPPING;
          t->fade_out = 0;
        }
      } else {
        go_to (process, message->frame);
        t->waited = 0;
      }
      break;
    case LT_RT_LOOP_OFF:
      t->loop_on = false;
      break;
    case LT_RT_LOOP_START:
      t->loop_start = message->frame;
      break;
    case LT_RT_LOOP_END:
      t->loop_end = message->frame;
      t->loop_on  = t->loop_end > t->loop_start;
      break;
    default:
      break;
  }
}

void
lt_transport_begin (LtProcess *process, bool may_wait)
{
  LtTransport *t = &process->transport;
  if (t->state == LT_TRANSPORT_ROLLING && t->loop_on && t->song == t->loop_end)
    t->song = t->loop_start;
  if (t->state == LT_TRANSPORT_STOPPING && t->fade_out >= LT_FADE) {
    if (t->must_locate)
      go_to (process, t->target);
    t->must_locate = false;
    t->state       = LT_TRANSPORT_STOPPED;
    if (t->must_roll)
      get_ready (t);
  }
  if (t->state == LT_TRANSPORT_LOCATING) {
    if (may_wait && process->wait)
      process->wait (process->data, LT_CHUNK);
    if (is_ready (process) || t->waited > max_wait_seconds * process->rate)
      roll (process);
  }
}

uint32_t
lt_transport_quantum (const LtProcess *process, uint32_t ahead)
{
  const LtTransport *t = &process->transport;
  if (!lt_transport_moves (t))
    return LT_QUANTUM - (uint32_t)((process->frame + ahead) % LT_QUANTUM);
  int64_t  song   = t->song + ahead;
  uint32_t length = LT_QUANTUM - (uint32_t)(song % LT_QUANTUM);
  if (t->state == LT_TRANSPORT_STOPPING &&
      LT_FADE - t->fade_out - ahead < length)
    length = LT_FADE - t->fade_out - ahead;
  if (t->loop_on && song < t->loop_end && t->loop_end - song < length)
    length = (uint32_t)(t->loop_end - song);
  return length;
}

bool
lt_transport_is_due (const LtProcess *process, uint32_t ahead)
{
  const LtTransport *t = &process->transport;
  switch (t->state) {
    case LT_TRANSPORT_ROLLING:
      return t->loop_on && t->song + ahead == t->loop_end;
    case LT_TRANSPORT_STOPPING:
      return t->fade_out + ahead >= LT_FADE;
    case LT_TRANSPORT_LOCATING:
      return is_ready (process);
    default:
      return false;
  }
}

void
lt_transport_advance (LtProcess *process, uint32_t n)
{
  LtTransport *t = &process->transport;
  if (t->state == LT_TRANSPORT_LOCATING)
    t->waited += n;
  if (!lt_transport_moves (t))
    return;
  t->song += n;
  if (t->fade_in < LT_FADE)
    t->fade_in = t->fade_in + n < LT_FADE ? t->fade_in + n : LT_FADE;
  if (t->state == LT_TRANSPORT_STOPPING)
    t->fade_out += n;
}
