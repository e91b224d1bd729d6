// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-mirror.h"

#include <glib.h>

/** Ids (GUINT_TO_POINTER) of the strips that `bus` feeds by any way, and of
    itself: a connection from one of them to it would close a loop. Free with
    g_hash_table_unref. Thread: the surface's. */
GHashTable *lt_reach_from (LtMirror *mirror, uint32_t bus);
