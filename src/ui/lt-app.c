// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-app.h"

#include "base/lt-i18n.h"
#include "lt-resources.h"
#include "ui/lt-shortcuts.h"
#include "ui/lt-window.h"

#include <string.h>

struct _LtApp {
  GtkApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (LtApp, lt_app, GTK_TYPE_APPLICATION)

enum { WIDE = 1600 }; ///< Pixels that have room for the monitor section

#define RESOURCES "/org/longthrow/Longthrow/"

/* The colours of high contrast lie over the others. */
static void
update_contrast (GtkSettings *settings, GParamSpec *spec, GdkDisplay *display)
{
  static GtkCssProvider *strong;
  g_autofree char       *theme = NULL;
  g_object_get (settings, "gtk-theme-name", &theme, NULL);
  gboolean is_strong = theme && strstr (theme, "HighContrast");
  if (is_strong && !strong) {
    strong = gtk_css_provider_new ();
    gtk_css_provider_load_from_resource (strong, RESOURCES "contrast.css");
    gtk_style_context_add_provider_for_display (
      display,
      GTK_STYLE_PROVIDER (strong),
      GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  } else if (!is_strong && strong) {
    gtk_style_context_remove_provider_for_display (display,
                                                   GTK_STYLE_PROVIDER (strong));
    g_clear_object (&strong);
  }
}

void
lt_app_load_theme (GdkDisplay *display)
{
  static gboolean is_loaded;
  if (is_loaded)
    return;
  is_loaded = TRUE;
  lt_register_resource ();
  GtkSettings *settings               = gtk_settings_get_for_display (display);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  gtk_css_provider_load_from_resource (provider, RESOURCES "longthrow.css");
  gtk_style_context_add_provider_for_display (
    display,
    GTK_STYLE_PROVIDER (provider),
    GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect (
    settings, "notify::gtk-theme-name", G_CALLBACK (update_contrast), display);
  update_contrast (settings, NULL, display);
}

static GtkWindow *
make_window (LtApp *self)
{
  GdkDisplay *display            = gdk_display_get_default ();
  GListModel *monitors           = gdk_display_get_monitors (display);
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle area              = {0, 0, 1280, 720};
  GtkWidget   *window            = lt_window_new (GTK_APPLICATION (self));
  if (monitor)
    gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (
    GTK_WINDOW (window), MIN (area.width, 1920), MIN (area.height, 1200));
  gtk_window_maximize (GTK_WINDOW (window));
  lt_window_show_monitor (LT_WINDOW (window), area.width >= WIDE);
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (window),
                                           lt_shortcuts_new ());
  return GTK_WINDOW (window);
}

static void
activate (GApplication *application)
{
  gtk_window_present (make_window (LT_APP (application)));
}

static void
open_files (GApplication *application,
            GFile       **files,
            int           n_files,
            const char   *hint)
{
  for (int i = 0; i < n_files; i++) {
    g_autofree char *path = g_file_get_path (files[i]);
    if (!path)
      continue;
    GtkWindow *window = make_window (LT_APP (application));
    gtk_window_present (window);
    lt_window_open (LT_WINDOW (window), path);
  }
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const authors[] = {"The Longthrow authors", NULL};
  gtk_show_about_dialog (gtk_application_get_active_window (data),
                         "program-name",
                         "Longthrow",
                         "version",
                         LT_VERSION,
                         "comments",
                         _ ("A mixing console"),
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         "authors",
                         authors,
                         "logo-icon-name",
                         "org.longthrow.Longthrow",
                         NULL);
}

static void
startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    {.name = "about", .activate = show_about}};
  static const struct {
    const char *action, *keys[3];
  } accels[] = {
    {"win.undo", {"<Control>z", NULL}},
    {"win.redo", {"<Control><Shift>z", "<Control>y", NULL}},
    {"win.save", {"<Control>s", NULL}},
    {"win.new", {"<Control>n", NULL}},
    {"win.open", {"<Control>o", NULL}},
    {"win.import", {"<Control>i", NULL}},
    {"win.new-strip", {"<Control><Shift>n", NULL}},
    {"win.locate", {"<Control>g", NULL}},
    {"win.loop", {"<Control>l", NULL}},
    {"win.rename", {"F2", NULL}},
    {"win.clear-peaks", {"<Control>k", NULL}},
    {"win.monitor", {"<Control>m", NULL}},
    {"win.solo-clear", {"<Alt>s", NULL}},
    {"win.leave", {"<Control>w", "<Control>q", NULL}},
    {"win.show-help-overlay", {"<Control>question", "F1", NULL}},
  };
  G_APPLICATION_CLASS (lt_app_parent_class)->startup (application);
  g_action_map_add_action_entries (
    G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  for (size_t i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (
      GTK_APPLICATION (application), accels[i].action, accels[i].keys);
  gtk_window_set_default_icon_name ("org.longthrow.Longthrow");
  lt_app_load_theme (gdk_display_get_default ());
}

static void
lt_app_class_init (LtAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  application_class->startup           = startup;
  application_class->activate          = activate;
  application_class->open              = open_files;
}

static void
lt_app_init (LtApp *self)
{
}

LtApp *
lt_app_new (void)
{
  return g_object_new (LT_TYPE_APP,
                       "application-id",
                       "org.longthrow.Longthrow",
                       "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE,
                       NULL);
}
