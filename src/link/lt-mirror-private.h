// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-mirror.h"

typedef struct {
  uint32_t bus;
  uint16_t param;
  double   value;
} LtMirrorBusValue;

/** A strip with what a surface does not see of it directly. */
typedef struct {
  LtMirrorStrip     strip; ///< First: a LtMirrorStrip * is one of these
  double            values[LT_N_STRIP_PARAMS];
  LtMirrorBusValue *bus_values;
  uint32_t          n_bus_values;
  char             *name, *file;
} LtMirrored;

struct LtMirror {
  LtLinkSurface  *surface;
  LtMirrorWatcher watcher;
  LtMirrorDesk    desk;
  char           *undo_label, *redo_label, *path, *backend;
  LtMirrored    **strips; ///< By place
  uint32_t        n_strips;
  double          values[LT_N_PARAMS]; ///< Of the desk itself
  char           *texts[LT_N_PARAMS];  ///< Likewise; NULL is ""
  LtMirrored      owner;               ///< Strip 0: buses of desk parameters
  uint32_t        serial, gesture;
  LtOrigin        origin;
  // While lt_mirror_wait_reply waits
  uint32_t awaited;
  bool     is_answered;
  LtStatus answer;
  int64_t  answer_number;
  char     answer_text[LT_MAX_TEXT];
};
