// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-message.h"
#include "core/lt-meter.h"
#include "session/lt-session.h"

#include <glib.h>

/**
   "Why can't I hear this?": what there is to know for an answer. The answer
   follows the document from the strip's source to the speakers; what is not in
   the document comes by these.
*/
typedef struct {
  const LtSession *session;
  uint32_t         transport;  ///< LtTransportState
  int64_t          song_frame; ///< Playhead
  const LtMeter   *meters;     ///< Newest; flags of the last seconds
  uint32_t         n_meters;
  bool             is_running;    ///< The audio server answers
  bool             is_wrong_rate; ///< It runs at another rate than the session
  LtFileState (*file_state) (void *data, uint32_t strip);
  const char *(*file_error) (void *data, uint32_t strip);
  bool (*is_silenced) (void *data, uint32_t strip); ///< By a solo in place
  /** Whether that port of the session ("strip/7/out/1") goes anywhere. */
  bool (*is_connected) (void *data, const char *port);
  void *data;
} LtWhyFacts;

/**
   Every reason why the strip is not heard, or not loud, a line each, those
   nearest to its source first: "Snare: muted", "Snare > Drums: its fader is at
   -inf". If it is heard somewhere all the same, the last line says where.
   @param lines  Appended to, at most LT_MAX_TEXT - 1 bytes, "\n" between lines
   Thread: desk.
*/
void lt_why (const LtWhyFacts *facts, uint32_t strip, GString *lines);
