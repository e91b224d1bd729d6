// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Bytes of a mad surface in the command ring: read, checked, never believed.

#include "fuzz.h"

#include "link/lt-link-private.h"

#include <stdlib.h>
#include <string.h>

static union {
  LtCommand command;
  LtRecord  record;
  uint64_t  align;
  char      bytes[LT_MAX_RECORD];
} buffer;

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  enum { SIZE = 1 << 16 };
  LtRingEnd end;
  LtRing   *ring = lt_ring_new (SIZE);
  if (!ring || size > SIZE) {
    free (ring);
    return 0;
  }
  for (int which = 0; which < 2; which++) {
    lt_ring_init (ring);
    lt_ring_writer (&end, ring, SIZE);
    lt_ring_write (&end, data, (uint32_t)size);
    lt_ring_reader (&end, ring, SIZE);
    for (;;) {
      const LtStatus status = which
                                ? lt_link_read_event (&end, &buffer.record)
                                : lt_link_read_command (&end, &buffer.command);
      if (status == LT_NOT_FOUND || status == LT_IO)
        break;
      if (status == LT_OK &&
          strlen (which ? lt_event_text (&buffer.record)
                        : lt_command_text (&buffer.command)) >= LT_MAX_TEXT)
        abort ();
    }
  }
  free (ring);
  return 0;
}
