// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
   A list of strips as text, in its order: "3 7 12-20". Commands that are for
   many strips carry it.
   Thread: any.
*/

/** @return length, as snprintf. */
size_t lt_ids_format (const uint32_t *ids, uint32_t n, char *text, size_t size);
/** At least one and at most `max` ids, none of them 0; else false. */
bool lt_ids_parse (const char *text, uint32_t *ids, uint32_t max, uint32_t *n);
