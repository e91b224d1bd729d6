// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-board.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-editor.h"
#include "ui/lt-fader.h"

typedef enum { LAMP, CHOICE, CONTROL, NUMBER, GUARDED } Role;

typedef struct {
  LtBoard   *board;
  GtkWidget *widget;
  LtParam    param;
  Role       role;
  int        choice; ///< The one that a CHOICE lamp stands for
} Entry;

struct LtBoard {
  LtConsole *console;
  GPtrArray *entries;
  uint32_t   strip; ///< 0: the desk itself
};

static LtAddress
address_of (LtBoard *board, LtParam param)
{
  return lt_console_address (
    lt_param_info[param].kinds & LT_KIND_DESK ? 0 : board->strip, param, 0);
}

LtBoard *
lt_board_new (void)
{
  LtBoard *board = g_new0 (LtBoard, 1);
  board->entries = g_ptr_array_new_with_free_func (g_free);
  return board;
}

void
lt_board_free (LtBoard *board)
{
  if (!board)
    return;
  g_ptr_array_unref (board->entries);
  g_free (board);
}

LtConsole *
lt_board_get_console (LtBoard *board)
{
  return board->console;
}

double
lt_board_get (LtBoard *board, LtParam param)
{
  return board->console
           ? lt_mirror_value (lt_console_get_mirror (board->console),
                              address_of (board, param))
           : lt_param_info[param].def;
}

void
lt_board_ask (LtBoard *board, LtParam param, double value)
{
  if (board->console)
    lt_console_ask (board->console,
                    address_of (board, param),
                    value,
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
}

/* "Speaker trim B", "Vox EQ gain 2": what a screen reader calls it. */
static char *
name_of (LtBoard *board, LtParam param)
{
  const uint32_t number = lt_param_number (param);
  const char    *what   = _ (lt_param_info[param].name);
  if (!board->strip || !board->console)
    return number ? g_strdup_printf ("%s %c", what, (char)('A' + number - 1))
                  : g_strdup (what);
  const LtMirrorStrip *strip =
    lt_mirror_strip (lt_console_get_mirror (board->console), board->strip);
  const char *owner = strip ? strip->name : "";
  return number ? g_strdup_printf ("%s %s %u", owner, what, number)
                : g_strdup_printf ("%s %s", owner, what);
}

// --- hands ---

static void
on_lamp (LtLamp *lamp, Entry *entry)
{
  lt_board_ask (entry->board,
                entry->param,
                lt_board_get (entry->board, entry->param) < 0.5);
}

static void
on_choice (LtLamp *lamp, Entry *entry)
{
  lt_board_ask (entry->board, entry->param, entry->choice);
}

static guint
on_ask (LtControl *control,
        double     value,
        guint      gesture,
        guint      flags,
        Entry     *entry)
{
  LtConsole *console = entry->board->console;
  return console ? lt_console_ask (console,
                                   address_of (entry->board, entry->param),
                                   value,
                                   gesture,
                                   flags)
                 : 0;
}

typedef struct {
  LtBoard  *board;
  LtAddress address; ///< Of the strip that was there when it was opened
} Typed;

static gboolean
apply_typed (gpointer data, const char *text, LtError *error)
{
  Typed *typed = data;
  double value;
  if (lt_param_parse ((LtParam)typed->address.param, text, &value, error) !=
      LT_OK)
    return FALSE;
  if (typed->board->console)
    lt_console_ask (typed->board->console,
                    typed->address,
                    value,
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
  return TRUE;
}

void
lt_board_edit (LtBoard    *board,
               LtParam     param,
               GtkWidget  *over,
               const char *first)
{
  char             text[64];
  g_autofree char *name  = name_of (board, param);
  Typed           *typed = g_new (Typed, 1);
  *typed                 = (Typed){board, address_of (board, param)};
  lt_param_format (param, lt_board_get (board, param), text, sizeof text);
  GtkWidget *popover = lt_editor_open (gtk_widget_get_parent (over),
                                       over,
                                       name,
                                       first ? first : text,
                                       first != NULL,
                                       apply_typed,
                                       typed);
  g_object_set_data_full (G_OBJECT (popover), "lt-typed", typed, g_free);
}

static void
on_edit (LtControl *control, const char *first, Entry *entry)
{
  lt_board_edit (entry->board, entry->param, GTK_WIDGET (control), first);
}

static void
on_number (LtLamp *lamp, Entry *entry)
{
  lt_board_edit (entry->board, entry->param, GTK_WIDGET (lamp), NULL);
}

// --- showing ---

static void
show_entry (Entry *entry, double value, uint32_t gesture)
{
  char             plain[48], text[64];
  g_autofree char *name = NULL;
  switch (entry->role) {
    case LAMP:
      lt_lamp_set_on (LT_LAMP (entry->widget), value > 0.5);
      break;
    case CHOICE:
      lt_lamp_set_on (LT_LAMP (entry->widget),
                      (int)(value + 0.5) == entry->choice);
      break;
    case CONTROL:
      lt_control_show (LT_CONTROL (entry->widget), value, gesture);
      break;
    case NUMBER:
      name = name_of (entry->board, entry->param);
      lt_param_format (entry->param, value, plain, sizeof plain);
      lt_draw_minus (plain, text, sizeof text);
      lt_lamp_set_text (LT_LAMP (entry->widget), text);
      lt_lamp_set_name (LT_LAMP (entry->widget), name, plain);
      break;
    case GUARDED:
      break;
  }
}

static void
show_lock (LtBoard *board)
{
  const double lock = lt_board_get (board, LT_PARAM_LOCK);
  for (guint i = 0; i < board->entries->len; i++) {
    Entry     *entry = g_ptr_array_index (board->entries, i);
    const bool is_live =
      (lt_param_info[entry->param].flags & LT_PARAM_LIVE) != 0;
    gtk_widget_set_sensitive (entry->widget,
                              lock < 0.5 || (lock < 1.5 && is_live));
  }
}

void
lt_board_value (LtBoard  *board,
                LtAddress address,
                double    value,
                uint32_t  gesture)
{
  if ((address.strip != 0 && address.strip != board->strip) || address.bus != 0)
    return;
  if (address.param == LT_PARAM_LOCK)
    show_lock (board);
  for (guint i = 0; i < board->entries->len; i++) {
    Entry *entry = g_ptr_array_index (board->entries, i);
    if (entry->param == address.param &&
        address_of (board, entry->param).strip == address.strip)
      show_entry (entry, value, gesture);
  }
}

void
lt_board_sync (LtBoard *board)
{
  for (guint i = 0; i < board->entries->len; i++) {
    Entry *entry = g_ptr_array_index (board->entries, i);
    show_entry (entry, lt_board_get (board, entry->param), 0);
  }
  show_lock (board);
}

static void
name_entry (Entry *entry)
{
  g_autofree char *name = name_of (entry->board, entry->param);
  if (entry->role == CONTROL)
    lt_control_set_name (LT_CONTROL (entry->widget), name);
  else if (entry->role == LAMP)
    lt_lamp_set_name (LT_LAMP (entry->widget), name, NULL);
  else if (entry->role == CHOICE)
    lt_lamp_set_name (LT_LAMP (entry->widget),
                      name,
                      lt_lamp_get_text (LT_LAMP (entry->widget)));
}

void
lt_board_set_strip (LtBoard *board, uint32_t strip)
{
  for (guint i = 0; i < board->entries->len; i++) {
    Entry *entry = g_ptr_array_index (board->entries, i);
    if (entry->role == CONTROL && strip != board->strip)
      lt_control_let_go (LT_CONTROL (entry->widget));
  }
  board->strip = strip;
  for (guint i = 0; i < board->entries->len; i++)
    name_entry (g_ptr_array_index (board->entries, i));
  lt_board_sync (board);
}

uint32_t
lt_board_get_strip (LtBoard *board)
{
  return board->strip;
}

void
lt_board_set_console (LtBoard *board, LtConsole *console)
{
  board->console = console;
  lt_board_sync (board);
}

// --- making ---

static Entry *
add_entry (LtBoard *board, LtParam param, GtkWidget *widget, Role role)
{
  Entry *entry = g_new (Entry, 1);
  *entry       = (Entry){board, widget, param, role, 0};
  g_ptr_array_add (board->entries, entry);
  return entry;
}

GtkWidget *
lt_board_lamp (LtBoard *board, LtParam param, LtLampLook look, const char *text)
{
  GtkWidget       *lamp = lt_lamp_new (look, text);
  g_autofree char *name = name_of (board, param);
  lt_lamp_set_name (LT_LAMP (lamp), name, NULL);
  gtk_widget_set_tooltip_text (lamp, _ (lt_param_info[param].doc));
  g_signal_connect (lamp,
                    "clicked",
                    G_CALLBACK (on_lamp),
                    add_entry (board, param, lamp, LAMP));
  return lamp;
}

GtkWidget *
lt_board_choice (LtBoard *board, LtParam param, const char *const *words)
{
  GtkWidget       *row  = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_RADIO_GROUP,
                                 "spacing",
                                 2,
                                 NULL);
  g_autofree char *name = name_of (board, param);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  for (int i = 0; i <= (int)lt_param_info[param].max; i++) {
    GtkWidget *lamp  = lt_lamp_new (LT_LAMP_CHOICE, words[i]);
    Entry     *entry = add_entry (board, param, lamp, CHOICE);
    entry->choice    = i;
    lt_lamp_set_name (LT_LAMP (lamp), name, words[i]);
    gtk_widget_set_hexpand (lamp, TRUE);
    gtk_widget_set_tooltip_text (lamp, _ (lt_param_info[param].doc));
    g_signal_connect (lamp, "clicked", G_CALLBACK (on_choice), entry);
    gtk_box_append (GTK_BOX (row), lamp);
  }
  return row;
}

static GtkWidget *
add_control (LtBoard *board, LtParam param, GtkWidget *control)
{
  Entry           *entry = add_entry (board, param, control, CONTROL);
  g_autofree char *name  = name_of (board, param);
  lt_control_set_name (LT_CONTROL (control), name);
  gtk_widget_set_tooltip_text (control, _ (lt_param_info[param].doc));
  g_signal_connect (control, "ask", G_CALLBACK (on_ask), entry);
  g_signal_connect (control, "edit", G_CALLBACK (on_edit), entry);
  return control;
}

GtkWidget *
lt_board_knob (LtBoard    *board,
               LtParam     param,
               LtKnobShape shape,
               const char *caption)
{
  GtkWidget *knob = lt_knob_new (param, shape);
  lt_knob_set_caption (LT_KNOB (knob), caption);
  gtk_widget_set_hexpand (knob, TRUE);
  return add_control (board, param, knob);
}

GtkWidget *
lt_board_fader (LtBoard *board, LtParam param)
{
  return add_control (board, param, lt_fader_new (param));
}

GtkWidget *
lt_board_number (LtBoard *board, LtParam param)
{
  GtkWidget *lamp  = lt_lamp_new (LT_LAMP_VALUE, "");
  Entry     *entry = add_entry (board, param, lamp, NUMBER);
  gtk_widget_set_tooltip_text (lamp, _ ("Type a value"));
  g_signal_connect (lamp, "clicked", G_CALLBACK (on_number), entry);
  show_entry (entry, lt_param_info[param].def, 0);
  return lamp;
}

void
lt_board_guard (LtBoard *board, LtParam param, GtkWidget *widget)
{
  add_entry (board, param, widget, GUARDED);
}
