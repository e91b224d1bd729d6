// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Presets from hostile text. What was taken must write a form that reads back
// as the same, and sets a strip to what a strip can have.

#include "fuzz.h"

#include "session/lt-preset.h"
#include "session/lt-session-private.h"

#include <stdlib.h>
#include <string.h>

static void
apply (const LtPreset *preset)
{
  const LtActor  actor   = {.origin = LT_ORIGIN_SCRIPT};
  LtSession     *session = lt_session_new (48000);
  const uint32_t master  = lt_session_master (session);
  LtSession     *again;
  if (lt_session_apply_preset (session, &actor, preset, 0, &master, 1, NULL) !=
      LT_OK)
    abort ();
  g_autofree char *text = lt_session_to_text (session);
  if (lt_session_from_text (text, strlen (text), "fuzz", &again, NULL) != LT_OK)
    abort ();
  lt_session_free (again);
  lt_session_free (session);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  LtPreset *preset, *again;
  char     *text = malloc (size + 1);
  if (!text)
    return 0;
  memcpy (text, data, size);
  text[size] = '\0';
  if (lt_preset_from_text (text, size, "fuzz", &preset, NULL) == LT_OK) {
    g_autofree char *first = lt_preset_to_text (preset);
    if (lt_preset_from_text (first, strlen (first), "fuzz", &again, NULL) !=
        LT_OK)
      abort ();
    g_autofree char *second = lt_preset_to_text (again);
    if (strcmp (first, second) != 0)
      abort ();
    apply (again);
    lt_preset_free (again);
    lt_preset_free (preset);
  }
  free (text);
  return 0;
}
