// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stdbool.h>
#include <stdint.h>

/**
   A float WAV that is readable at any moment: its header is brought up to date
   each second, so that a killed program leaves what it had played. For tests
   and for `--capture`.
*/
typedef struct LtCapture LtCapture;

LtCapture *lt_capture_new (const char *path,
                           uint32_t    rate,
                           uint32_t    n_channels);
/** Interleaved frames; blocks on the disk. */
bool lt_capture_write (LtCapture *capture, const float *x, uint32_t n_frames);
void lt_capture_free (LtCapture *capture);
