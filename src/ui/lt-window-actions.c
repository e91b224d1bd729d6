// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-window-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-footer.h"
#include "ui/lt-header.h"

/* How far the show lock lets an action be. */
typedef enum { ALWAYS, UNLESS_ALL, UNLESS_LOCKED } Reach;

static const struct {
  const char *name;
  Reach       reach;
} desk_actions[] = {
  {"play", UNLESS_ALL},
  {"stop", UNLESS_ALL},
  {"start", UNLESS_ALL},
  {"locate", UNLESS_ALL},
  {"loop", UNLESS_LOCKED},
  {"save", ALWAYS},
  {"import", UNLESS_LOCKED},
  {"add", UNLESS_LOCKED},
  {"remove", UNLESS_LOCKED},
  {"rename", UNLESS_LOCKED},
  {"move", UNLESS_LOCKED},
  {"new-strip", UNLESS_LOCKED},
  {"clear-peaks", ALWAYS},
  {"monitor", ALWAYS},
  {"channel", ALWAYS},
  {"lock", ALWAYS},
  {"why", ALWAYS},
  {"panic", UNLESS_ALL},
  {"solo-clear", UNLESS_ALL},
  {"dim", UNLESS_ALL},
  {"talkback-off", UNLESS_ALL},
  {"oscillator-off", UNLESS_ALL},
};

double
lt_window_get_value (LtWindow *self, LtParam param)
{
  LtMirror *mirror = lt_window_get_mirror (self);
  return mirror ? lt_mirror_value (mirror, lt_console_address (0, param, 0))
                : lt_param_info[param].def;
}

static void
enable (LtWindow *self, const char *name, gboolean is_on)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_on);
}

/* The menu's mark stands where the desk says. */
static void
show_lock (LtWindow *self, int lock)
{
  GAction    *action = g_action_map_lookup_action (G_ACTION_MAP (self), "lock");
  size_t      length = 0;
  const char *choice = lt_param_choice (LT_PARAM_LOCK, lock, &length);
  g_autofree char *word = g_strndup (choice ? choice : "", length);
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (word));
}

void
lt_window_update_actions (LtWindow *self)
{
  LtMirror           *mirror = lt_window_get_mirror (self);
  const LtMirrorDesk *desk   = mirror ? lt_mirror_desk (mirror) : NULL;
  const double        lock   = lt_window_get_value (self, LT_PARAM_LOCK);
  for (size_t i = 0; i < G_N_ELEMENTS (desk_actions); i++) {
    const Reach reach = desk_actions[i].reach;
    enable (self,
            desk_actions[i].name,
            desk && (reach == ALWAYS || lock < 0.5 ||
                     (reach == UNLESS_ALL && lock < 1.5)));
  }
  enable (self, "undo", desk && desk->n_undo > 0 && lock < 1.5);
  enable (self, "redo", desk && desk->n_redo > 0 && lock < 1.5);
  show_lock (self, (int)lock);
}

gboolean
lt_window_is_held_by_lock (LtWindow *self, const char *name)
{
  return lt_window_get_value (self, LT_PARAM_LOCK) > 0.5 &&
         !g_action_group_get_action_enabled (G_ACTION_GROUP (self), name);
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
  static const struct {
    const char *what;
    LtKind      kind;
    uint32_t    channels;
    const char *name;
  } kinds[] = {
    {"input-1", LT_KIND_INPUT, 1, N_ ("Input")},
    {"input-2", LT_KIND_INPUT, 2, N_ ("Input")},
    {"group", LT_KIND_GROUP, 2, N_ ("Group")},
    {"aux", LT_KIND_AUX, 2, N_ ("Aux")},
    {"cue", LT_KIND_CUE, 2, N_ ("Cue")},
    {"matrix", LT_KIND_MATRIX, 2, N_ ("Matrix")},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (what, kinds[i].what))
      lt_mirror_add_strip (lt_window_get_mirror (self),
                           kinds[i].kind,
                           kinds[i].channels,
                           -1,
                           _ (kinds[i].name));
}

static void
leave (LtWindow *self, gboolean is_stop)
{
  LtMirror *mirror = lt_window_get_mirror (self);
  lt_talkback_release (self->talkback);
  self->quit_serial =
    is_stop && mirror ? lt_mirror_simple (mirror, LT_COMMAND_QUIT) : 0;
  if (self->quit_serial) {
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

/* A switch of the desk. */
static void
toggle (LtWindow *self, LtParam param)
{
  lt_console_switch (self->console,
                     lt_console_address (0, param, 0),
                     lt_window_get_value (self, param) < 0.5);
}

static void
ask_why (LtWindow *self)
{
  LtStripView *view = lt_mixer_get_selected (LT_MIXER (self->mixer));
  if (!view) {
    lt_footer_notice (LT_FOOTER (self->footer),
                      LT_NOTICE_INFO,
                      _ ("Select the strip that you can't hear first."));
    return;
  }
  self->why_strip = lt_strip_view_get_strip (view)->id;
  self->why_serial =
    lt_mirror_why (lt_window_get_mirror (self), self->why_strip);
}

static void
do_monitor_action (LtWindow *self, const char *name, GVariant *parameter)
{
  if (g_str_equal (name, "monitor"))
    lt_window_show_monitor (self, !gtk_widget_get_visible (self->monitor));
  else if (g_str_equal (name, "channel"))
    lt_window_show_channel (self, !gtk_widget_get_visible (self->channel));
  else if (g_str_equal (name, "lock"))
    lt_console_ask (
      self->console,
      lt_console_address (0, LT_PARAM_LOCK, 0),
      MAX (0,
           lt_param_find_choice (LT_PARAM_LOCK,
                                 g_variant_get_string (parameter, NULL))),
      0,
      LT_TOUCH_BEGIN | LT_TOUCH_END);
  else if (g_str_equal (name, "panic"))
    toggle (self, LT_PARAM_PANIC);
  else if (g_str_equal (name, "dim"))
    toggle (self, LT_PARAM_MONITOR_DIM);
  else if (g_str_equal (name, "solo-clear"))
    lt_mirror_simple (lt_window_get_mirror (self), LT_COMMAND_SOLO_CLEAR);
  else if (g_str_equal (name, "talkback-off"))
    lt_console_switch (
      self->console, lt_console_address (0, LT_PARAM_TALKBACK_ON, 0), false);
  else if (g_str_equal (name, "oscillator-off"))
    lt_console_switch (
      self->console, lt_console_address (0, LT_PARAM_OSCILLATOR_ON, 0), false);
  else if (g_str_equal (name, "why"))
    ask_why (self);
}

static void
do_desk_action (LtWindow *self, const char *name, GVariant *parameter)
{
  LtMirror *mirror = lt_window_get_mirror (self);
  LtMixer  *mixer  = LT_MIXER (self->mixer);
  if (g_str_equal (name, "play"))
    toggle_play (self);
  else if (g_str_equal (name, "stop"))
    lt_mirror_simple (mirror, LT_COMMAND_STOP);
  else if (g_str_equal (name, "start"))
    lt_mirror_locate (mirror, 0);
  else if (g_str_equal (name, "loop"))
    toggle (self, LT_PARAM_LOOP);
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
  else
    do_monitor_action (self, name, parameter);
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
    {.name = "monitor", .activate = on_action, .state = "false"},
    {.name = "channel", .activate = on_action, .state = "false"},
    {.name           = "lock",
     .activate       = on_action,
     .parameter_type = "s",
     .state          = "'off'"},
    {.name = "panic", .activate = on_action},
    {.name = "dim", .activate = on_action},
    {.name = "solo-clear", .activate = on_action},
    {.name = "talkback-off", .activate = on_action},
    {.name = "oscillator-off", .activate = on_action},
    {.name = "why", .activate = on_action},
    {.name = "add", .activate = on_action, .parameter_type = "s"},
    {.name = "move", .activate = on_action, .parameter_type = "i"},
  };
  g_action_map_add_action_entries (
    G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
show_part (LtWindow *self, GtkWidget *part, const char *name, gboolean is_shown)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  gtk_widget_set_visible (part, is_shown);
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (is_shown));
}

void
lt_window_show_monitor (LtWindow *self, gboolean is_shown)
{
  g_return_if_fail (LT_IS_WINDOW (self));
  show_part (self, self->monitor, "monitor", is_shown);
}

void
lt_window_show_channel (LtWindow *self, gboolean is_shown)
{
  g_return_if_fail (LT_IS_WINDOW (self));
  show_part (self, self->channel, "channel", is_shown);
}

void
lt_window_hide_channel (LtWindow *self)
{
  lt_window_show_channel (self, FALSE);
}
