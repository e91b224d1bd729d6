// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/* Shared by lt-window.c, lt-window-actions.c, lt-window-files.c (dialogs, drop)
   and lt-window-keys.c alone. */

#include "ui/lt-channel-panel.h"
#include "ui/lt-monitor-panel.h"
#include "ui/lt-talkback.h"
#include "ui/lt-window.h"

struct _LtWindow {
  GtkApplicationWindow parent_instance;
  LtConsole           *console;
  GCancellable        *launching;
  char                *path; ///< Session that is open or being opened
  GtkWidget           *header, *stack, *start, *page, *mixer, *jobs, *footer;
  GtkWidget           *gone; ///< Says that the desk has gone
  GtkWidget           *monitor, *channel;
  LtTalkback          *talkback;
  LtMeter             *meters;
  gint64               frame_us;
  uint32_t             transport; ///< LtTransportState, of the last telemetry
  uint32_t             why_serial, why_strip; ///< Asked last, and for whom
  uint32_t             quit_serial;
  guint                down_key; ///< Pressed and not let go; 0: none
  guint                tick_id, return_id;
  gboolean             is_leaving, is_demo, is_stale;
};

LtMirror *lt_window_get_mirror (LtWindow *self);
void      lt_window_add_actions (LtWindow *self);
/** What can be done now is enabled. */
void lt_window_update_actions (LtWindow *self);
/** TRUE: stays open, to ask or to wait for the desk. */
gboolean lt_window_close_request (LtWindow *self);
gboolean lt_window_on_key (GtkEventControllerKey *keys,
                           guint                  key,
                           guint                  code,
                           GdkModifierType        state,
                           LtWindow              *self);
void     lt_window_on_key_up (GtkEventControllerKey *keys,
                              guint                  key,
                              guint                  code,
                              GdkModifierType        state,
                              LtWindow              *self);
void     lt_window_hide_channel (LtWindow *self);
/** The keyboard goes elsewhere: what is held is let go. */
void lt_window_let_go (LtWindow *self);
/** Actions new, open, demo, import, leave, reopen. */
/** Value of a parameter of the desk; its default without one. */
double lt_window_get_value (LtWindow *self, LtParam param);
/** Whether it is the show lock that keeps an action from being done. */
gboolean lt_window_is_held_by_lock (LtWindow *self, const char *name);
void     lt_window_do_file_action (LtWindow *self, const char *name);
gboolean lt_window_on_drop (GtkDropTarget *target,
                            const GValue  *value,
                            double         x,
                            double         y,
                            LtWindow      *self);
