// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/**
   What a call came to: 0 is success.

   A function that can fail on something a person did (a file, a session, an
   address) also fills an LtError: one plain sentence that names the thing and
   the cure, already translated.
*/
typedef enum {
  LT_OK,
  LT_NO_MEM,      ///< An allocation failed
  LT_IO,          ///< The system refused to read or write
  LT_FORMAT,      ///< The content is damaged or not what it should be
  LT_NEWER,       ///< Written by a newer version
  LT_NOT_FOUND,   ///< No such file, strip, parameter
  LT_EXISTS,      ///< Already there
  LT_RANGE,       ///< A value or count out of its range
  LT_LOOP,        ///< A connection would close a loop
  LT_BUSY,        ///< Held by another program, or a queue is full
  LT_CANCELLED,   ///< Stopped by the user
  LT_UNSUPPORTED, ///< This build, processor or server cannot do it
  LT_N_STATUS
} LtStatus;

/** One sentence for a status, translated. Thread: any but process. */
const char *lt_strerror (LtStatus status);

/** A status and the sentence for the person. */
typedef struct {
  LtStatus status;
  char     text[1024]; ///< UTF-8, one line, no final newline
} LtError;

/**
   Fill `error` (may be NULL) and return `status`, so that a caller can write
   `return lt_fail (error, LT_FORMAT, _("..."), ...)`.
   Thread: any but process.
*/
LtStatus lt_fail (LtError *error, LtStatus status, const char *format, ...)
  __attribute__ ((format (printf, 3, 4)));
