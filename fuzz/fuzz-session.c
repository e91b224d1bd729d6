// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// session.json and the journal from hostile text. What was taken must write a
// form that reads back as the same.

#include "fuzz.h"

#include "session/lt-session-private.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  LtSession *session, *again;
  char      *text = malloc (size + 1);
  if (!text)
    return 0;
  memcpy (text, data, size);
  text[size] = '\0';
  if (lt_session_from_text (text, size, "fuzz", &session, NULL) == LT_OK) {
    g_autofree char *first = lt_session_to_text (session);
    if (lt_session_from_text (first, strlen (first), "fuzz", &again, NULL) !=
        LT_OK)
      abort ();
    g_autofree char *second = lt_session_to_text (again);
    if (strcmp (first, second) != 0)
      abort ();
    lt_session_free (again);
    lt_session_free (session);
  }
  session = lt_session_new (48000);
  lt_journal_replay (session, text, size, G_MAXUINT64);
  while (lt_session_undo (session))
    ;
  lt_session_free (session);
  free (text);
  return 0;
}
