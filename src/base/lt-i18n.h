// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/**
   Every word that a person reads goes through these. libc only, so that each
   layer may use them. Thread: any but process.
*/
#include <libintl.h>

#define _(text)           gettext (text)
#define N_(text)          text
#define C_(context, text) lt_pgettext (context "\004" text, text)

static inline const char *
lt_pgettext (const char *context_and_text, const char *text)
{
  const char *translated = gettext (context_and_text);
  return translated == context_and_text ? text : translated;
}
