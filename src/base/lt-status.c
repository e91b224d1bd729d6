// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-status.h"

#include "base/lt-i18n.h"

#include <stdarg.h>
#include <stdio.h>

const char *
lt_strerror (LtStatus status)
{
  static const char *const text[LT_N_STATUS] = {
    [LT_OK]          = N_ ("No error"),
    [LT_NO_MEM]      = N_ ("Out of memory"),
    [LT_IO]          = N_ ("Could not read or write"),
    [LT_FORMAT]      = N_ ("Damaged or of an unknown form"),
    [LT_NEWER]       = N_ ("Written by a newer version"),
    [LT_NOT_FOUND]   = N_ ("Not found"),
    [LT_EXISTS]      = N_ ("Already exists"),
    [LT_RANGE]       = N_ ("Out of range"),
    [LT_LOOP]        = N_ ("Would close a loop"),
    [LT_BUSY]        = N_ ("Busy"),
    [LT_CANCELLED]   = N_ ("Cancelled"),
    [LT_UNSUPPORTED] = N_ ("Not supported here"),
  };
  if ((unsigned)status >= LT_N_STATUS)
    return _ ("Unknown error");
  return _ (text[status]);
}

LtStatus
lt_fail (LtError *error, LtStatus status, const char *format, ...)
{
  if (error) {
    va_list args;
    va_start (args, format);
    error->status = status;
    vsnprintf (error->text, sizeof error->text, format, args);
    va_end (args);
  }
  return status;
}
