// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/** Bounds of a desk, known to every layer; a file beyond them is refused. */
enum {
  LT_MAX_STRIPS        = 1024,  ///< Strips of all kinds in a session
  LT_MAX_EDGES         = 32768, ///< Connections between strips
  LT_MAX_CHANNELS      = 2,     ///< Channels of a strip: mono or stereo
  LT_MAX_FILE_CHANNELS = 64,
  LT_MAX_NAME          = 256,  ///< Bytes of a name with its final NUL
  LT_MAX_TEXT          = 4096, ///< Bytes of any text that crosses the link
  LT_MIN_RATE          = 8000,
  LT_MAX_RATE          = 384000,
  LT_MAX_BLOCK         = 8192, ///< Frames that a backend may ask for in a cycle
};
