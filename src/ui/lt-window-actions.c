// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-window-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-footer.h"
#include "ui/lt-header.h"

static void
enable (LtWindow *self, const char *name, gboolean is_on)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_on);
}

void
lt_window_update_actions (LtWindow *self)
{
  static const char *const with_desk[] = {"play",
                                          "stop",
                                          "start",
                                          "loop",
                                          "save",
                                          "import",
                                          "add",
                                          "remove",
                                          "rename",
                                          "move",
                                          "clear-peaks",
                                          "locate",
                                          "new-strip"};
  LtMirror                *mirror      = lt_window_get_mirror (self);
  const LtMirrorDesk      *desk = mirror ? lt_mirror_desk (mirror) : NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (with_desk); i++)
    enable (self, with_desk[i], desk != NULL);
  enable (self, "undo", desk && desk->n_undo > 0);
  enable (self, "redo", desk && desk->n_redo > 0);
}

static void
toggle_play (LtWindow *self)
{
  LtMirror *mirror = lt_window_get_mirror (self);
  lt_mirror_simple (mirror,
                    self->transport == LT_TRANSPORT_ROLLING ? LT_COMMAND_STOP
                                                            : LT_COMMAND_PLAY);
}

static void
add_strip (LtWindow *self, const char *what)
{
  LtMirror   *mirror   = lt_window_get_mirror (self);
  guint       channels = g_str_equal (what, "input-2") ? 2 : 1;
  LtKind      kind     = g_str_equal (what, "group") ? LT_KIND_GROUP
                         : g_str_equal (what, "aux") ? LT_KIND_AUX
                                                     : LT_KIND_INPUT;
  const char *name     = kind == LT_KIND_GROUP ? _ ("Group")
                         : kind == LT_KIND_AUX ? _ ("Aux")
                                               : _ ("Input");
  lt_mirror_add_strip (
    mirror, kind, kind == LT_KIND_INPUT ? channels : 2, -1, name);
}

static void
leave (LtWindow *self, gboolean is_stop)
{
  LtMirror *mirror = lt_window_get_mirror (self);
  if (is_stop && mirror && lt_mirror_simple (mirror, LT_COMMAND_QUIT)) {
    /* It saves before it goes; the window goes with it. */
    self->is_leaving = TRUE;
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_close_answer (GtkDialog *dialog, int response, LtWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (response == GTK_RESPONSE_ACCEPT || response == GTK_RESPONSE_REJECT)
    leave (self, response == GTK_RESPONSE_REJECT);
}

gboolean
lt_window_close_request (LtWindow *self)
{
  if (!self->console || self->is_leaving)
    return FALSE;
  if (!lt_mirror_desk (lt_window_get_mirror (self))->is_running) {
    leave (self, TRUE);
    return TRUE;
  }
  GtkWidget *dialog =
    gtk_message_dialog_new (GTK_WINDOW (self),
                            GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                            GTK_MESSAGE_QUESTION,
                            GTK_BUTTONS_NONE,
                            _ ("The desk is running."));
  gtk_message_dialog_format_secondary_text (
    GTK_MESSAGE_DIALOG (dialog),
    _ ("It can go on without the window: open the session again to see it. "
       "Stopped, it saves the session and the audio ends."));
  gtk_dialog_add_buttons (GTK_DIALOG (dialog),
                          _ ("_Cancel"),
                          GTK_RESPONSE_CANCEL,
                          _ ("_Stop the desk"),
                          GTK_RESPONSE_REJECT,
                          _ ("_Leave the desk running"),
                          GTK_RESPONSE_ACCEPT,
                          NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_signal_connect_object (
    dialog, "response", G_CALLBACK (on_close_answer), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

static void
do_desk_action (LtWindow *self, const char *name, GVariant *parameter)
{
  LtMirror *mirror = lt_window_get_mirror (self);
  LtMixer  *mixer  = LT_MIXER (self->mixer);
  LtAddress loop   = lt_console_address (0, LT_PARAM_LOOP, 0);
  if (g_str_equal (name, "play"))
    toggle_play (self);
  else if (g_str_equal (name, "stop"))
    lt_mirror_simple (mirror, LT_COMMAND_STOP);
  else if (g_str_equal (name, "start"))
    lt_mirror_locate (mirror, 0);
  else if (g_str_equal (name, "loop"))
    lt_console_switch (
      self->console, loop, lt_mirror_value (mirror, loop) < 0.5);
  else if (g_str_equal (name, "save"))
    lt_mirror_simple (mirror, LT_COMMAND_SAVE);
  else if (g_str_equal (name, "undo"))
    lt_mirror_simple (mirror, LT_COMMAND_UNDO);
  else if (g_str_equal (name, "redo"))
    lt_mirror_simple (mirror, LT_COMMAND_REDO);
  else if (g_str_equal (name, "add"))
    add_strip (self, g_variant_get_string (parameter, NULL));
  else if (g_str_equal (name, "remove"))
    lt_mixer_remove_selected (mixer);
  else if (g_str_equal (name, "move"))
    lt_mixer_move_selected (mixer, g_variant_get_int32 (parameter));
  else if (g_str_equal (name, "rename") && lt_mixer_get_selected (mixer))
    lt_strip_view_rename (lt_mixer_get_selected (mixer));
  else if (g_str_equal (name, "clear-peaks"))
    lt_mixer_clear_peaks (mixer);
  else if (g_str_equal (name, "locate"))
    lt_header_edit_position (LT_HEADER (self->header));
  else if (g_str_equal (name, "new-strip"))
    lt_footer_new_strip (LT_FOOTER (self->footer));
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow   *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  lt_window_do_file_action (self, name);
  if (self->console)
    do_desk_action (self, name, parameter);
}

void
lt_window_add_actions (LtWindow *self)
{
  static const GActionEntry entries[] = {
    {.name = "play", .activate = on_action},
    {.name = "stop", .activate = on_action},
    {.name = "start", .activate = on_action},
    {.name = "loop", .activate = on_action},
    {.name = "locate", .activate = on_action},
    {.name = "save", .activate = on_action},
    {.name = "undo", .activate = on_action},
    {.name = "redo", .activate = on_action},
    {.name = "new", .activate = on_action},
    {.name = "open", .activate = on_action},
    {.name = "demo", .activate = on_action},
    {.name = "import", .activate = on_action},
    {.name = "leave", .activate = on_action},
    {.name = "reopen", .activate = on_action},
    {.name = "remove", .activate = on_action},
    {.name = "rename", .activate = on_action},
    {.name = "clear-peaks", .activate = on_action},
    {.name = "new-strip", .activate = on_action},
    {.name = "add", .activate = on_action, .parameter_type = "s"},
    {.name = "move", .activate = on_action, .parameter_type = "i"},
  };
  g_action_map_add_action_entries (
    G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
