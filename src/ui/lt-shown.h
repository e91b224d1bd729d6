// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-mirror.h"

#include <glib.h>

/**
   Which strips a surface shows, in which order: all, a kind, a custom layer,
   or the members of a DCA. It is the surface's own business; layers are the
   document's. Thread: the surface's.
*/
typedef enum {
  LT_SHOWN_ALL,
  LT_SHOWN_INPUTS,
  LT_SHOWN_BUSES,
  LT_SHOWN_LAYER, ///< Number: from 0
  LT_SHOWN_SPILL, ///< Number: of the DCA, from 0
} LtShownKind;

typedef struct {
  LtShownKind kind;
  int         number;
} LtShown;

/** LtMirrorStrip *, without the master; g_ptr_array_unref it. */
GPtrArray *lt_shown_list (LtMirror *mirror, LtShown shown);
/** Whether a strip is a member of a DCA (from 0), or of one nested in it. */
gboolean lt_shown_is_member (LtMirror *mirror, uint32_t strip, int dca);
/** Whether a layer (from 0) has a name or strips. */
gboolean lt_shown_layer_is_used (LtMirror *mirror, int layer);
/** "Band", "Layer 3", "DCA 3 Drums"; newly allocated. */
char *lt_shown_name (LtMirror *mirror, LtShown shown);
/** Strips that are hidden. */
int lt_shown_n_hidden (LtMirror *mirror);
/** Ids as the layer's text: "3 7 12"; newly allocated. */
char *lt_shown_text (const GPtrArray *strips);
