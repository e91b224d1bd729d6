// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-console.h"

#include <glib-unix.h>

typedef struct {
  LtAddress address;
  double    value;
  uint32_t  gesture;
  uint16_t  flags;
} Waiting;

struct LtConsole {
  LtMirror *mirror;
  GArray   *waiting; ///< Waiting: the link was full
  guint     event_id, hangup_id;
  void (*gone) (void *data);
  void *data;
};

static void
lose_desk (LtConsole *console)
{
  void (*gone) (void *) = console->gone;
  g_clear_handle_id (&console->event_id, g_source_remove);
  g_clear_handle_id (&console->hangup_id, g_source_remove);
  console->gone = NULL;
  if (gone)
    gone (console->data);
}

static gboolean
on_event (int fd, GIOCondition condition, gpointer data)
{
  LtConsole *console = data;
  if (lt_mirror_pump (console->mirror) == LT_IO) {
    console->event_id = 0;
    lose_desk (console);
    return G_SOURCE_REMOVE;
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_hangup (int fd, GIOCondition condition, gpointer data)
{
  LtConsole *console = data;
  console->hangup_id = 0;
  lt_mirror_pump (console->mirror); /* its last words */
  lose_desk (console);
  return G_SOURCE_REMOVE;
}

LtConsole *
lt_console_new (LtLinkSurface         *surface,
                const LtMirrorWatcher *watcher,
                void (*gone) (void *data))
{
  LtConsole *console = g_new0 (LtConsole, 1);
  int        hangup  = lt_link_surface_hangup_fd (surface);
  console->waiting   = g_array_new (FALSE, FALSE, sizeof (Waiting));
  console->mirror    = lt_mirror_new (surface);
  console->gone      = gone;
  console->data      = watcher->data;
  lt_mirror_watch (console->mirror, watcher);
  console->event_id =
    g_unix_fd_add (lt_link_surface_fd (surface), G_IO_IN, on_event, console);
  if (hangup >= 0)
    console->hangup_id =
      g_unix_fd_add (hangup, G_IO_IN | G_IO_HUP, on_hangup, console);
  return console;
}

void
lt_console_free (LtConsole *console)
{
  if (!console)
    return;
  g_clear_handle_id (&console->event_id, g_source_remove);
  g_clear_handle_id (&console->hangup_id, g_source_remove);
  lt_mirror_free (console->mirror);
  g_array_unref (console->waiting);
  g_free (console);
}

LtMirror *
lt_console_get_mirror (LtConsole *console)
{
  return console->mirror;
}

static void
keep_waiting (LtConsole *console, const Waiting *new)
{
  for (guint i = 0; i < console->waiting->len; i++) {
    Waiting *old = &g_array_index (console->waiting, Waiting, i);
    if (lt_address_equal (old->address, new->address) &&
        old->gesture == new->gesture) {
      old->value = new->value;
      old->flags |= new->flags;
      return;
    }
  }
  g_array_append_vals (console->waiting, new, 1);
}

uint32_t
lt_console_ask (LtConsole *console,
                LtAddress  address,
                double     value,
                uint32_t   gesture,
                unsigned   flags)
{
  if (!gesture)
    gesture = lt_mirror_new_gesture (console->mirror);
  Waiting new = {address, value, gesture, (uint16_t)flags};
  if (console->waiting->len ||
      !lt_mirror_set (
        console->mirror, address, value, gesture, (uint16_t)flags))
    keep_waiting (console, &new);
  return gesture;
}

void
lt_console_switch (LtConsole *console, LtAddress address, bool is_on)
{
  lt_console_ask (console, address, is_on, 0, LT_TOUCH_BEGIN | LT_TOUCH_END);
}

void
lt_console_frame (LtConsole *console)
{
  guint n_sent = 0;
  while (n_sent < console->waiting->len) {
    Waiting *one = &g_array_index (console->waiting, Waiting, n_sent);
    if (!lt_mirror_set (
          console->mirror, one->address, one->value, one->gesture, one->flags))
      break;
    n_sent++;
  }
  if (n_sent)
    g_array_remove_range (console->waiting, 0, n_sent);
}

LtAddress
lt_console_address (uint32_t strip, LtParam param, uint32_t bus)
{
  return (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param};
}
