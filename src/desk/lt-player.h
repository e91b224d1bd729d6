// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "engine/lt-engine.h"
#include "media/lt-media.h"
#include "session/lt-session.h"

/**
   A session as sound: makes the engine and the disk streams follow the
   document. The desk uses it live, the renderer without a desk.
   Thread: desk (the renderer's only thread).
*/
typedef struct LtPlayer LtPlayer;

typedef struct {
  const LtKernels *kernels;
  uint32_t         n_threads;   ///< Of a render; 0: one
  uint32_t         ring_frames; ///< Of the streams: see lt_streams_new
  /** A value with this tag took effect; may be NULL. */
  void (*applied) (void *data, uint32_t tag, int64_t song_frame);
  /** A strip's file state has changed; may be NULL. */
  void (*file_state) (void *data, uint32_t strip);
  /** A file must be converted from `from` to `to` (absolute paths) at `rate`;
      call lt_player_converted afterwards. May be asked again for the same.
      NULL: the player does it itself at once. */
  void (*convert) (void *data, const char *from, const char *to, uint32_t rate);
  void *data;
} LtPlayerOptions;

/** Makes engine and streams and brings them to the session's state. */
LtStatus lt_player_new (LtSession             *session,
                        const LtPlayerOptions *options,
                        LtPlayer             **player,
                        LtError               *error);
/** The backend must have stopped. */
void lt_player_free (LtPlayer *player);

LtEngine  *lt_player_engine (LtPlayer *player);
LtStreams *lt_player_streams (LtPlayer *player);

// Follow the document; called from its observer. lt_engine_commit is the
// caller's.
void lt_player_value (LtPlayer *player,
                      LtAddress address,
                      double    value,
                      uint32_t  tag);
void lt_player_strip_added (LtPlayer *player, const LtStrip *strip);
void lt_player_strip_removed (LtPlayer *player, uint32_t strip);
void lt_player_file (LtPlayer *player, const LtStrip *strip);
void lt_player_converted (LtPlayer *player, const char *to, LtStatus status);

LtFileState lt_player_file_state (const LtPlayer *player, uint32_t strip);
/** Why, when it is missing or damaged; "" otherwise. */
const char *lt_player_file_error (const LtPlayer *player, uint32_t strip);
/** Underruns of the strip's disk stream so far. */
uint32_t lt_player_n_underruns (const LtPlayer *player, uint32_t strip);
/** Look for streams whose disk has failed. Call now and then. */
void lt_player_check (LtPlayer *player);
