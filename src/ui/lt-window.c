// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-window-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-files.h"
#include "ui/lt-footer.h"
#include "ui/lt-header.h"
#include "ui/lt-jobs.h"
#include "ui/lt-launch.h"
#include "ui/lt-start.h"
#include "ui/lt-why.h"

#include <string.h>
#include <unistd.h>

enum { RETURN_MS = 500 }; ///< How often a desk that went is looked for

G_DEFINE_FINAL_TYPE (LtWindow, lt_window, GTK_TYPE_APPLICATION_WINDOW)

LtMirror *
lt_window_get_mirror (LtWindow *self)
{
  return self->console ? lt_console_get_mirror (self->console) : NULL;
}

// --- what the desk sends ---

static void
on_strip_added (void *data, LtMirrorStrip *strip)
{
  LtWindow *self = data;
  lt_mixer_strip_added (LT_MIXER (self->mixer), strip);
  self->is_stale = TRUE;
}

static void
on_strip_changed (void *data, LtMirrorStrip *strip)
{
  LtWindow *self = data;
  lt_mixer_strip_changed (LT_MIXER (self->mixer), strip);
  self->is_stale = TRUE;
}

static void
on_selected (LtMixer *mixer, LtWindow *self)
{
  LtStripView *view = lt_mixer_get_selected (mixer);
  lt_channel_panel_set_strip (LT_CHANNEL_PANEL (self->channel),
                              view ? lt_strip_view_get_strip (view)->id : 0);
}

static void
on_open_channel (LtMixer *mixer, LtWindow *self)
{
  lt_window_show_channel (self, TRUE);
}

static void
on_strip_gone (void *data, LtMirrorStrip *strip)
{
  LtWindow *self = data;
  lt_mixer_strip_gone (LT_MIXER (self->mixer), strip);
  on_selected (LT_MIXER (self->mixer), self);
  self->is_stale = TRUE;
}

static void
on_value (void     *data,
          LtAddress address,
          double    value,
          LtOrigin  origin,
          uint32_t  gesture)
{
  LtWindow *self = data;
  lt_mixer_value (LT_MIXER (self->mixer), address, value, gesture);
  lt_channel_panel_value (
    LT_CHANNEL_PANEL (self->channel), address, value, gesture);
  if (!address.strip)
    lt_monitor_panel_value (
      LT_MONITOR_PANEL (self->monitor), address, value, gesture);
  if (!address.strip || address.param == LT_PARAM_SOLO)
    self->is_stale = TRUE;
}

static void
on_text (void *data, LtAddress address, const char *text)
{
  LtWindow *self = data;
  lt_mixer_text (LT_MIXER (self->mixer), address);
  self->is_stale = TRUE;
}

static void
on_desk (void *data)
{
  LT_WINDOW (data)->is_stale = TRUE;
}

static void
on_job (void       *data,
        uint32_t    job,
        LtJobState  state,
        float       progress,
        const char *label)
{
  LtWindow *self = data;
  lt_jobs_update (LT_JOBS (self->jobs), job, state, progress, label);
  if (state == LT_JOB_FAILED)
    lt_footer_notice (LT_FOOTER (self->footer), LT_NOTICE_ERROR, label);
  else if (state == LT_JOB_CANCELLED)
    lt_footer_notice (
      LT_FOOTER (self->footer), LT_NOTICE_INFO, _ ("Cancelled."));
}

static void
show_why (LtWindow *self, const char *text)
{
  LtStripView *view =
    lt_mixer_get_view (LT_MIXER (self->mixer), self->why_strip);
  self->why_serial = 0;
  if (view)
    lt_why_open (GTK_WIDGET (view),
                 lt_strip_view_get_control (view, LT_PARAM_NAME),
                 lt_strip_view_get_strip (view)->name,
                 text);
}

static void
on_reply (void       *data,
          uint32_t    serial,
          LtStatus    status,
          int64_t     number,
          const char *text)
{
  LtWindow *self = data;
  if (serial && serial == self->quit_serial && status != LT_OK) {
    /* It stays, and so does the window. */
    self->is_leaving  = FALSE;
    self->quit_serial = 0;
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  }
  LtChannelPanel *channel = LT_CHANNEL_PANEL (self->channel);
  if (lt_channel_tools_reply (
        lt_channel_panel_get_tools (channel), serial, status, number, text))
    return;
  if (serial && serial == self->why_serial && status == LT_OK)
    show_why (self, text);
  else if (status != LT_OK)
    lt_footer_notice (LT_FOOTER (self->footer),
                      LT_NOTICE_WARNING,
                      text && *text ? text : lt_strerror (status));
}

static void
on_notice (void *data, LtSeverity severity, const char *text)
{
  lt_footer_notice (LT_FOOTER (LT_WINDOW (data)->footer), severity, text);
}

/* What rests on the whole desk is brought up to date once a frame. */
static void
update_stale (LtWindow *self)
{
  if (!self->is_stale || !self->console)
    return;
  self->is_stale           = FALSE;
  const LtMirrorDesk *desk = lt_mirror_desk (lt_window_get_mirror (self));
  g_autofree char    *name = g_path_get_basename (desk->path);
  gtk_window_set_title (GTK_WINDOW (self), name);
  lt_header_update (LT_HEADER (self->header));
  lt_monitor_panel_update (LT_MONITOR_PANEL (self->monitor), FALSE);
  lt_channel_panel_update (LT_CHANNEL_PANEL (self->channel));
  lt_footer_update (LT_FOOTER (self->footer));
  lt_window_update_actions (self);
}

/* For bench/ui-cpu: how long after the program's start the strips stood on the
   screen, in ms, within a tick of the kernel's clock. */
static void
on_painted (GdkFrameClock *clock, gpointer data)
{
  g_autofree char *stat   = NULL;
  g_autofree char *uptime = NULL;
  char            *at;
  g_signal_handlers_disconnect_by_func (clock, on_painted, data);
  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL) ||
      !g_file_get_contents ("/proc/uptime", &uptime, NULL, NULL) ||
      !(at = strrchr (stat, ')')))
    return;
  for (int i = 0; i < 20 && at; i++) /* field 22: the start, in ticks */
    at = strchr (at + 1, ' ');
  if (at)
    g_print ("start_ms %.0f\n",
             1000 *
               (g_ascii_strtod (uptime, NULL) -
                g_ascii_strtod (at, NULL) / (double)sysconf (_SC_CLK_TCK)));
}

static void
on_synced (void *data)
{
  LtWindow           *self = data;
  const LtMirrorDesk *desk = lt_mirror_desk (lt_window_get_mirror (self));
  self->is_stale           = TRUE;
  lt_monitor_panel_update (LT_MONITOR_PANEL (self->monitor), TRUE);
  update_stale (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->page);
  lt_start_set_waiting (LT_START (self->start), NULL);
  lt_mixer_focus_first (LT_MIXER (self->mixer));
  if (*desk->path)
    lt_start_remember (desk->path);
  if (self->is_demo && lt_mirror_n_strips (lt_window_get_mirror (self)) <= 1) {
    g_autofree char *folder = lt_start_demo_folder ();
    g_autoptr (GFile) file  = folder ? g_file_new_for_path (folder) : NULL;
    GSList           list   = {file, NULL};
    g_autofree char *paths  = file ? lt_files_expand (&list) : NULL;
    if (paths)
      lt_mirror_import (lt_window_get_mirror (self), paths, true);
  }
  self->is_demo = FALSE;
  if (g_getenv ("LT_TRACE_START"))
    g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self)),
                      "after-paint",
                      G_CALLBACK (on_painted),
                      NULL);
  if (g_strcmp0 (g_getenv ("LT_PLAY"), "1") == 0) {
    g_unsetenv ("LT_PLAY"); /* once */
    lt_mirror_simple (lt_window_get_mirror (self), LT_COMMAND_PLAY);
  }
}

// --- attach and let go ---

static void
detach (LtWindow *self)
{
  LtConsole *console = self->console;
  if (!console)
    return;
  lt_talkback_set_console (self->talkback, NULL);
  self->console    = NULL;
  self->why_serial = self->quit_serial = 0;
  lt_monitor_panel_set_console (LT_MONITOR_PANEL (self->monitor), NULL);
  lt_channel_panel_set_console (LT_CHANNEL_PANEL (self->channel), NULL);
  lt_mixer_set_console (LT_MIXER (self->mixer), NULL);
  lt_header_set_console (LT_HEADER (self->header), NULL);
  lt_footer_set_console (LT_FOOTER (self->footer), NULL);
  lt_jobs_clear (LT_JOBS (self->jobs));
  lt_console_free (console);
}

/* The desk is back, started by somebody: go on with it. */
static gboolean
on_return (gpointer data)
{
  LtWindow      *self    = data;
  LtLinkSurface *surface = lt_launch_find (self->path);
  if (!surface)
    return G_SOURCE_CONTINUE;
  self->return_id = 0;
  lt_window_attach (self, surface);
  return G_SOURCE_REMOVE;
}

static gboolean
on_gone_idle (gpointer data)
{
  LtWindow *self = data;
  if (self->console) {
    detach (self);
    lt_window_update_actions (self);
    if (self->is_leaving)
      gtk_window_destroy (GTK_WINDOW (self));
    else {
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->gone);
      gtk_window_set_title (GTK_WINDOW (self), "Longthrow");
      if (self->path && !self->return_id)
        self->return_id = g_timeout_add (RETURN_MS, on_return, self);
    }
  }
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

static void
on_gone (void *data)
{
  /* Not from within the console that is to be freed. */
  g_idle_add (on_gone_idle, g_object_ref (data));
}

void
lt_window_attach (LtWindow *self, LtLinkSurface *surface)
{
  g_return_if_fail (LT_IS_WINDOW (self));
  LtMirrorWatcher watcher = {
    .strip_added   = on_strip_added,
    .strip_changed = on_strip_changed,
    .strip_gone    = on_strip_gone,
    .value         = on_value,
    .text          = on_text,
    .desk          = on_desk,
    .job           = on_job,
    .reply         = on_reply,
    .notice        = on_notice,
    .synced        = on_synced,
    .data          = self,
  };
  detach (self);
  g_clear_handle_id (&self->return_id, g_source_remove);
  self->console = lt_console_new (surface, &watcher, on_gone);
  lt_talkback_set_console (self->talkback, self->console);
  lt_monitor_panel_set_console (LT_MONITOR_PANEL (self->monitor),
                                self->console);
  lt_channel_panel_set_console (LT_CHANNEL_PANEL (self->channel),
                                self->console);
  lt_mixer_set_console (LT_MIXER (self->mixer), self->console);
  lt_header_set_console (LT_HEADER (self->header), self->console);
  lt_footer_set_console (LT_FOOTER (self->footer), self->console);
  lt_window_update_actions (self);
  lt_mirror_pump (lt_window_get_mirror (self));
}

static void
on_launched (gpointer data, LtLinkSurface *surface, const LtError *error)
{
  LtWindow *self = data;
  g_clear_object (&self->launching);
  if (surface) {
    lt_window_attach (self, surface);
    return;
  }
  lt_start_set_waiting (LT_START (self->start), NULL);
  lt_start_set_error (LT_START (self->start), error->text);
  lt_start_update (LT_START (self->start));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->start);
}

void
lt_window_open (LtWindow *self, const char *path)
{
  g_return_if_fail (LT_IS_WINDOW (self));
  char *full = lt_launch_path (path);
  g_free (self->path);
  self->path = full;
  if (self->launching)
    g_cancellable_cancel (self->launching);
  g_clear_object (&self->launching);
  g_clear_handle_id (&self->return_id, g_source_remove);
  detach (self);
  lt_window_update_actions (self);
  g_autofree char *name = g_path_get_basename (full);
  g_autofree char *text = g_strdup_printf (_ ("Opening %s …"), name);
  lt_start_set_error (LT_START (self->start), NULL);
  lt_start_set_waiting (LT_START (self->start), text);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->start);
  self->launching = g_cancellable_new ();
  lt_launch (full, self->launching, on_launched, self);
}

// --- frames ---

void
lt_window_frame (LtWindow *self, double seconds)
{
  g_return_if_fail (LT_IS_WINDOW (self));
  LtTelemetry telemetry;
  if (!self->console)
    return;
  lt_console_frame (self->console);
  update_stale (self);
  if (lt_mirror_telemetry (
        lt_window_get_mirror (self), &telemetry, self->meters)) {
    self->transport = telemetry.transport;
    lt_header_telemetry (LT_HEADER (self->header), &telemetry);
    lt_mixer_feed (
      LT_MIXER (self->mixer), self->meters, telemetry.n_strips, seconds);
    if (gtk_widget_get_visible (self->channel))
      lt_channel_panel_feed (
        LT_CHANNEL_PANEL (self->channel), self->meters, telemetry.n_strips);
  } else
    lt_mixer_feed (LT_MIXER (self->mixer), NULL, 0, seconds);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LtWindow *self    = LT_WINDOW (widget);
  gint64    now     = gdk_frame_clock_get_frame_time (clock);
  double    seconds = self->frame_us ? (now - self->frame_us) / 1e6 : 0;
  self->frame_us    = now;
  lt_window_frame (self, CLAMP (seconds, 0, 1));
  return G_SOURCE_CONTINUE;
}

// --- the class ---

static gboolean
close_request (GtkWindow *window)
{
  return lt_window_close_request (LT_WINDOW (window)) ||
         GTK_WINDOW_CLASS (lt_window_parent_class)->close_request (window);
}

static void
realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lt_window_parent_class)->realize (widget);
  lt_palette_read (widget);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lt_window_parent_class)->css_changed (widget, change);
  lt_palette_read (widget);
}

static void
dispose (GObject *object)
{
  LtWindow *self = LT_WINDOW (object);
  if (self->launching)
    g_cancellable_cancel (self->launching);
  g_clear_object (&self->launching);
  g_clear_handle_id (&self->return_id, g_source_remove);
  if (self->mixer)
    detach (self);
  self->mixer = NULL;
  G_OBJECT_CLASS (lt_window_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  LtWindow *self = LT_WINDOW (object);
  g_free (self->path);
  g_free (self->meters);
  lt_talkback_free (self->talkback);
  G_OBJECT_CLASS (lt_window_parent_class)->finalize (object);
}

static void
lt_window_class_init (LtWindowClass *klass)
{
  GObjectClass   *object_class            = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class            = GTK_WIDGET_CLASS (klass);
  object_class->dispose                   = dispose;
  object_class->finalize                  = finalize;
  widget_class->realize                   = realize;
  widget_class->css_changed               = css_changed;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
}

static GtkWidget *
make_gone (void)
{
  GtkWidget *box   = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = gtk_label_new (_ ("The desk has stopped."));
  GtkWidget *text  = gtk_label_new (
    _ ("Every edit was kept: start it again to go on where it ended. If "
        "somebody else starts it, this window goes on by itself."));
  GtkWidget *button = gtk_button_new_with_label (_ ("Start the desk again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.reopen");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_add_css_class (title, "lt-title");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
on_cancel_job (LtJobs *jobs, guint job, LtWindow *self)
{
  if (self->console)
    lt_mirror_cancel (lt_window_get_mirror (self), job);
}

static void
on_open_path (LtStart *start, const char *path, LtWindow *self)
{
  lt_window_open (self, path);
}

static void
make_page (LtWindow *self)
{
  GtkWidget *desk = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->page      = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->monitor   = lt_monitor_panel_new (self->talkback);
  self->mixer     = lt_mixer_new ();
  self->jobs      = lt_jobs_new ();
  self->footer    = lt_footer_new (LT_MIXER (self->mixer));
  self->channel   = lt_channel_panel_new ();
  gtk_widget_set_hexpand (self->mixer, TRUE);
  gtk_widget_set_visible (self->channel, FALSE);
  gtk_widget_set_visible (self->monitor, FALSE);
  GtkWidget *strips = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (strips), self->channel);
  gtk_box_append (GTK_BOX (strips), self->mixer);
  gtk_box_append (GTK_BOX (desk), strips);
  gtk_box_append (GTK_BOX (desk), self->monitor);
  gtk_box_append (GTK_BOX (self->page), desk);
  gtk_box_append (GTK_BOX (self->page), self->jobs);
  gtk_box_append (GTK_BOX (self->page), self->footer);
  g_signal_connect (self->jobs, "cancel", G_CALLBACK (on_cancel_job), self);
  g_signal_connect (self->mixer, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect (
    self->mixer, "open-channel", G_CALLBACK (on_open_channel), self);
  g_signal_connect_swapped (
    self->channel, "close", G_CALLBACK (lt_window_hide_channel), self);
}

static void
on_active (LtWindow *self, GParamSpec *spec, gpointer data)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    lt_window_let_go (self);
}

static void
lt_window_init (LtWindow *self)
{
  GtkDropTarget *drop =
    gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_event_controller_key_new ();
  self->meters             = g_new0 (LtMeter, LT_MAX_STRIPS);
  self->talkback           = lt_talkback_new ();
  lt_window_add_actions (self);
  self->stack  = gtk_stack_new ();
  self->start  = lt_start_new ();
  self->gone   = make_gone ();
  self->header = lt_header_new ();
  make_page (self);
  gtk_stack_add_child (GTK_STACK (self->stack), self->start);
  gtk_stack_add_child (GTK_STACK (self->stack), self->page);
  gtk_stack_add_child (GTK_STACK (self->stack), self->gone);
  gtk_window_set_titlebar (GTK_WINDOW (self), self->header);
  gtk_window_set_child (GTK_WINDOW (self), self->stack);
  gtk_window_set_title (GTK_WINDOW (self), "Longthrow");
  gtk_widget_add_css_class (GTK_WIDGET (self), "longthrow");
  g_signal_connect (self->start, "open-path", G_CALLBACK (on_open_path), self);
  g_signal_connect (drop, "drop", G_CALLBACK (lt_window_on_drop), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (lt_window_on_key), self);
  g_signal_connect (
    keys, "key-released", G_CALLBACK (lt_window_on_key_up), self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->tick_id =
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  lt_window_update_actions (self);
}

GtkWidget *
lt_window_new (GtkApplication *application)
{
  return g_object_new (LT_TYPE_WINDOW, "application", application, NULL);
}

LtMixer *
lt_window_get_mixer (LtWindow *self)
{
  return LT_MIXER (self->mixer);
}

LtChannelPanel *
lt_window_get_channel (LtWindow *self)
{
  return LT_CHANNEL_PANEL (self->channel);
}

LtMonitorPanel *
lt_window_get_monitor (LtWindow *self)
{
  return LT_MONITOR_PANEL (self->monitor);
}

LtConsole *
lt_window_get_console (LtWindow *self)
{
  return self->console;
}

const char *
lt_window_get_notice (LtWindow *self)
{
  return lt_footer_get_notice (LT_FOOTER (self->footer));
}

int
lt_window_get_n_jobs (LtWindow *self)
{
  return lt_jobs_get_n (LT_JOBS (self->jobs));
}
