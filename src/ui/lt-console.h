// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-mirror.h"

/**
   The window's end of the link: reads events when they come, asks for changes
   and keeps what the link had no room for, the latest value of each address.
   Thread: the surface's.
*/
typedef struct LtConsole LtConsole;

/** Takes `surface` over. `gone` (may be NULL) is called once, with
    watcher->data, when the desk has gone. Events come from the main loop. */
LtConsole *lt_console_new (LtLinkSurface         *surface,
                           const LtMirrorWatcher *watcher,
                           void (*gone) (void *data));
void       lt_console_free (LtConsole *console);
LtMirror  *lt_console_get_mirror (LtConsole *console);

/** Ask for a value; gesture 0 begins one. @return the gesture's id. */
uint32_t lt_console_ask (LtConsole *console,
                         LtAddress  address,
                         double     value,
                         uint32_t   gesture,
                         unsigned   flags);
/** Ask for a switch to be on or off, as a move of its own. */
void lt_console_switch (LtConsole *console, LtAddress address, bool is_on);
/** Read what came and send again what found no room. Once a frame. */
void lt_console_frame (LtConsole *console);

/** The address of a strip's parameter; `bus` 0 where it has none. */
LtAddress lt_console_address (uint32_t strip, LtParam param, uint32_t bus);
