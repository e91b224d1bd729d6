// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "link/lt-link.h"

/**
   A desk without audio, for the window's tests and its bench: strips in plain
   arrays behind the desk's end of a link. It answers commands as the desk
   does, imports pretend to take a while, and its meters move by themselves.
   Thread: one.
*/
typedef struct UiDesk UiDesk;

/** `n_inputs` inputs, one group, one aux, the master. */
UiDesk *ui_desk_new (int n_inputs, const char *session_path);
void    ui_desk_free (UiDesk *desk);
/** Serve a surface; takes the peer over. All that is known is sent. */
void ui_desk_attach (UiDesk *desk, LtLinkPeer *peer);
/** Read and answer what came. @return false: the surface asked to quit. */
bool ui_desk_serve (UiDesk *desk);
/** Let `n_frames` pass at 48 kHz: transport, jobs, meters. */
void ui_desk_pass (UiDesk *desk, int n_frames);
/** Whether meters move also while it is stopped. */
void ui_desk_set_moving (UiDesk *desk, bool is_moving);

// For tests.
double ui_desk_get (UiDesk *desk, LtAddress address);
void   ui_desk_set (UiDesk   *desk,
                    LtAddress address,
                    double    value,
                    uint32_t  gesture);
void   ui_desk_set_file_state (UiDesk *desk, uint32_t strip, LtFileState state);
void   ui_desk_set_silenced (UiDesk *desk, uint32_t strip, bool is);
void   ui_desk_notice (UiDesk *desk, LtSeverity severity, const char *text);
uint32_t ui_desk_get_n_strips (UiDesk *desk);
/** The last LT_COMMAND_SET that came, and how many came in all. */
const LtCommandSet *ui_desk_last_set (UiDesk *desk);
int                 ui_desk_n_sets (UiDesk *desk);
/** The last command of any kind. */
LtCommandType ui_desk_last_type (UiDesk *desk);
