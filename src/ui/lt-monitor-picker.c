// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-monitor-picker.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-strip-view.h"

#include <string.h>

struct _LtMonitorPicker {
  GtkPopover           parent_instance;
  LtConsole           *console;
  const LtMonitorPick *pick;
  GtkWidget           *search, *list, *none;
  char                *shape; ///< Which rows there are, to know a change
  gboolean             is_syncing;
};

enum { LIST_EM = 22 };

G_DEFINE_FINAL_TYPE (LtMonitorPicker, lt_monitor_picker, GTK_TYPE_POPOVER)

static gboolean
is_many (const LtMonitorPick *pick)
{
  return pick->feeds != LT_N_PARAMS;
}

static double
get_value (LtConsole *console, LtParam param, uint32_t bus)
{
  return lt_mirror_value (lt_console_get_mirror (console),
                          lt_console_address (0, param, bus));
}

char *
lt_monitor_pick_word (const LtMonitorPick *pick, LtConsole *console)
{
  if (!console)
    return g_strdup ("");
  LtMirror *mirror = lt_console_get_mirror (console);
  if (!is_many (pick)) {
    const int choice = (int)get_value (console, pick->source, 0);
    if (choice != pick->bus_choice)
      return g_strdup (_ (pick->words[choice]));
    LtMirrorStrip *strip =
      lt_mirror_strip (mirror, (uint32_t)get_value (console, pick->bus, 0));
    return g_strdup (strip ? strip->name : _ ("nothing"));
  }
  LtMirrorStrip *last = NULL;
  guint          n    = 0;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if ((strip->kind & LT_KIND_BUS) &&
        get_value (console, pick->feeds, strip->id) > 0.5) {
      last = strip;
      n++;
    }
  }
  return n == 0   ? g_strdup (_ ("nothing"))
         : n == 1 ? g_strdup (last->name)
                  : g_strdup_printf (ngettext ("%u bus", "%u buses", n), n);
}

// --- rows ---

static uint32_t
row_bus (GtkWidget *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "lt-bus"));
}

static int
row_choice (GtkWidget *row)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "lt-choice"));
}

static void
show_rows (LtMonitorPicker *self)
{
  const LtMonitorPick *pick = self->pick;
  self->is_syncing          = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row)) {
    const uint32_t bus = row_bus (row);
    gboolean       is_on;
    if (is_many (pick))
      is_on = get_value (self->console, pick->feeds, bus) > 0.5;
    else
      is_on =
        (int)get_value (self->console, pick->source, 0) == row_choice (row) &&
        (!bus || (uint32_t)get_value (self->console, pick->bus, 0) == bus);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (row), is_on);
  }
  self->is_syncing = FALSE;
}

static void
choose (LtMonitorPicker *self, uint32_t bus, int choice)
{
  const LtMonitorPick *pick  = self->pick;
  const LtAddress      which = lt_console_address (0, pick->source, 0);
  if (!bus) {
    lt_console_ask (
      self->console, which, choice, 0, LT_TOUCH_BEGIN | LT_TOUCH_END);
    return;
  }
  /* Both in one move: one step to undo. */
  const uint32_t gesture = lt_console_ask (self->console,
                                           lt_console_address (0, pick->bus, 0),
                                           bus,
                                           0,
                                           LT_TOUCH_BEGIN);
  lt_console_ask (self->console, which, choice, gesture, LT_TOUCH_END);
}

/* The desk is asked; what is shown stays until it answers. */
static void
on_toggled (GtkCheckButton *row, LtMonitorPicker *self)
{
  const gboolean is_on = gtk_check_button_get_active (row);
  const uint32_t bus   = row_bus (GTK_WIDGET (row));
  if (self->is_syncing || !self->console)
    return;
  show_rows (self);
  if (is_many (self->pick))
    lt_console_switch (
      self->console, lt_console_address (0, self->pick->feeds, bus), is_on);
  else if (is_on)
    choose (self, bus, row_choice (GTK_WIDGET (row)));
}

static void
add_row (LtMonitorPicker *self, const char *text, uint32_t bus, int choice)
{
  GtkWidget *row   = gtk_check_button_new_with_label (text);
  GtkWidget *first = gtk_widget_get_first_child (self->list);
  if (first && !is_many (self->pick))
    gtk_check_button_set_group (GTK_CHECK_BUTTON (row),
                                GTK_CHECK_BUTTON (first));
  g_object_set_data (G_OBJECT (row), "lt-bus", GUINT_TO_POINTER (bus));
  g_object_set_data (G_OBJECT (row), "lt-choice", GINT_TO_POINTER (choice));
  g_signal_connect (row, "toggled", G_CALLBACK (on_toggled), self);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
make_rows (LtMonitorPicker *self)
{
  const LtMonitorPick *pick   = self->pick;
  LtMirror            *mirror = lt_console_get_mirror (self->console);
  GtkWidget           *child;
  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_box_remove (GTK_BOX (self->list), child);
  for (int i = 0; !is_many (pick) && i <= (int)lt_param_info[pick->source].max;
       i++)
    if (i != pick->bus_choice)
      add_row (self, _ (pick->words[i]), 0, i);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (!(strip->kind & LT_KIND_BUS) ||
        (strip->kind == LT_KIND_MASTER && !is_many (pick)))
      continue;
    g_autofree char *text =
      g_strdup_printf ("%s (%s)", strip->name, lt_kind_word (strip->kind));
    add_row (self, text, strip->id, pick->bus_choice);
  }
}

/* The buses with their names, to know whether the rows still fit. */
static char *
get_shape (LtMonitorPicker *self)
{
  LtMirror *mirror = lt_console_get_mirror (self->console);
  GString  *shape  = g_string_new (NULL);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (strip->kind & LT_KIND_BUS)
      g_string_append_printf (shape, "%u %s\n", strip->id, strip->name);
  }
  return g_string_free (shape, FALSE);
}

int
lt_monitor_picker_search (LtMonitorPicker *self, const char *text)
{
  g_autofree char *want = g_utf8_casefold (text, -1);
  int              n    = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row)) {
    g_autofree char *words =
      g_utf8_casefold (gtk_check_button_get_label (GTK_CHECK_BUTTON (row)), -1);
    const gboolean is_in = strstr (words, want) != NULL;
    gtk_widget_set_visible (row, is_in);
    n += is_in;
  }
  gtk_widget_set_visible (self->none, n == 0);
  return n;
}

static void
on_search (GtkSearchEntry *entry, LtMonitorPicker *self)
{
  lt_monitor_picker_search (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

void
lt_monitor_picker_update (LtMonitorPicker *self)
{
  g_return_if_fail (LT_IS_MONITOR_PICKER (self));
  if (!self->console)
    return;
  g_autofree char *shape = get_shape (self);
  if (g_strcmp0 (shape, self->shape) != 0) {
    g_free (self->shape);
    self->shape = g_steal_pointer (&shape);
    make_rows (self);
    lt_monitor_picker_search (
      self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  }
  show_rows (self);
}

void
lt_monitor_picker_drop (LtMonitorPicker *self)
{
  g_return_if_fail (LT_IS_MONITOR_PICKER (self));
  self->console = NULL;
  gtk_popover_popdown (GTK_POPOVER (self));
}

GtkWidget *
lt_monitor_picker_get_row (LtMonitorPicker *self, uint32_t bus, int choice)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row))
    if (row_bus (row) == bus && (bus || row_choice (row) == choice))
      return row;
  return NULL;
}

// --- the class ---

static void
finalize (GObject *object)
{
  g_free (LT_MONITOR_PICKER (object)->shape);
  G_OBJECT_CLASS (lt_monitor_picker_parent_class)->finalize (object);
}

static void
lt_monitor_picker_class_init (LtMonitorPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
lt_monitor_picker_init (LtMonitorPicker *self)
{
  GtkWidget *box      = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  self->search        = gtk_search_entry_new ();
  self->list          = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->none          = gtk_label_new (_ ("No bus has that in its name."));
  gtk_widget_set_visible (self->none, FALSE);
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              LIST_EM * 16);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search buses by name"),
                                  -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lt-picker");
  g_signal_connect (
    self->search, "search-changed", G_CALLBACK (on_search), self);
  g_signal_connect_swapped (
    self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
}

GtkWidget *
lt_monitor_picker_open (GtkWidget           *parent,
                        GtkWidget           *over,
                        LtConsole           *console,
                        const LtMonitorPick *pick)
{
  LtMonitorPicker *self = g_object_new (LT_TYPE_MONITOR_PICKER, NULL);
  self->console         = console;
  self->pick            = pick;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (pick->title),
                                  -1);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (pick->title), -1);
  lt_monitor_picker_update (self);
  lt_popover_open (GTK_WIDGET (self), parent, over);
  gtk_widget_grab_focus (self->search);
  return GTK_WIDGET (self);
}
