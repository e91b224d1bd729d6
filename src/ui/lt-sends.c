// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-sends.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-editor.h"
#include "ui/lt-knob.h"
#include "ui/lt-lamp.h"
#include "ui/lt-reach.h"
#include "ui/lt-strip-view.h"
#include "ui/lt-tag.h"
#include "ui/lt-tap.h"

#include <string.h>

typedef struct {
  LtSends   *list;
  uint32_t   bus;
  LtParam    edited;
  GtkWidget *box, *tag, *level, *on, *pan, *tap;
} Row;

struct _LtSends {
  GtkPopover           parent_instance;
  LtConsole           *console;
  const LtMirrorStrip *strip;
  GtkWidget           *search, *list, *none;
  GPtrArray           *rows;  ///< Row
  char                *shape; ///< Which buses there are, to know a change
};

enum { LIST_PX = 480 };
#define TAG_EM   9
#define BAR_EM   11
#define PAN_EM   6.5
#define ON_EM    3
#define WIDTH_EM 34 ///< Also while the search finds nothing

G_DEFINE_FINAL_TYPE (LtSends, lt_sends, GTK_TYPE_POPOVER)

static LtMirror *
get_mirror (LtSends *self)
{
  return lt_console_get_mirror (self->console);
}

static LtAddress
get_address (Row *row, LtParam param)
{
  return lt_console_address (row->list->strip->id, param, row->bus);
}

static double
get_value (Row *row, LtParam param)
{
  return lt_mirror_value (get_mirror (row->list), get_address (row, param));
}

// --- asking ---

static guint
on_ask (LtControl *control, double value, guint gesture, guint flags, Row *row)
{
  return lt_console_ask (row->list->console,
                         get_address (row, lt_control_get_param (control)),
                         value,
                         gesture,
                         flags |
                           lt_strip_view_alone_flag (GTK_WIDGET (control)));
}

static void
on_lamp (LtLamp *lamp, Row *row)
{
  lt_console_switch (row->list->console,
                     get_address (row, LT_PARAM_SEND_ON),
                     get_value (row, LT_PARAM_SEND_ON) < 0.5);
}

static void
on_tap (LtTap *tap, int which, Row *row)
{
  lt_console_ask (row->list->console,
                  get_address (row, LT_PARAM_SEND_TAP),
                  which,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
}

static gboolean
apply_value (gpointer data, const char *text, LtError *error)
{
  Row   *row = data;
  double value;
  if (lt_param_parse (row->edited, text, &value, error) != LT_OK)
    return FALSE;
  lt_console_ask (row->list->console,
                  get_address (row, row->edited),
                  value,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
  return TRUE;
}

static void
on_edit (LtControl *control, const char *first, Row *row)
{
  char text[48];
  row->edited = lt_control_get_param (control);
  lt_param_format (
    row->edited, get_value (row, row->edited), text, sizeof text);
  g_autofree char *label =
    g_strdup_printf ("%s, %s",
                     lt_tag_get_text (LT_TAG (row->tag)),
                     _ (lt_param_info[row->edited].name));
  lt_editor_open (row->box,
                  GTK_WIDGET (control),
                  label,
                  first ? first : text,
                  first != NULL,
                  apply_value,
                  row);
}

// --- showing ---

static void
show_look (Row *row)
{
  int      tap   = (int)get_value (row, LT_PARAM_SEND_TAP);
  gboolean is_on = get_value (row, LT_PARAM_SEND_ON) > 0.5;
  lt_knob_set_look (LT_KNOB (row->level), lt_tap_is_post (tap), is_on);
  lt_lamp_set_on (LT_LAMP (row->on), is_on);
  lt_lamp_set_text (LT_LAMP (row->on), is_on ? _ ("on") : _ ("off"));
  lt_tap_show (LT_TAP (row->tap), tap);
}

static void
show_value (Row *row, LtParam param, double value, uint32_t gesture)
{
  if (param == LT_PARAM_SEND_LEVEL)
    lt_control_show (LT_CONTROL (row->level), value, gesture);
  else if (param == LT_PARAM_SEND_PAN)
    lt_control_show (LT_CONTROL (row->pan), value, gesture);
  else
    show_look (row);
}

static void
show_row (Row *row)
{
  show_value (
    row, LT_PARAM_SEND_LEVEL, get_value (row, LT_PARAM_SEND_LEVEL), 0);
  show_value (row, LT_PARAM_SEND_PAN, get_value (row, LT_PARAM_SEND_PAN), 0);
  show_look (row);
}

/* A send that would close a loop is grey. */
static void
show_loops (LtSends *self)
{
  gpointer own = GUINT_TO_POINTER (self->strip->id);
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);
    g_autoptr (GHashTable) reach =
      self->strip->kind == LT_KIND_INPUT
        ? NULL
        : lt_reach_from (get_mirror (self), row->bus);
    gboolean is_loop = reach && g_hash_table_contains (reach, own);
    gtk_widget_set_sensitive (row->box, !is_loop);
    gtk_widget_set_tooltip_text (
      row->tag,
      is_loop ? _ ("It feeds this strip: that would be a loop") : NULL);
  }
}

void
lt_sends_value (LtSends  *self,
                LtAddress address,
                double    value,
                uint32_t  gesture)
{
  g_return_if_fail (LT_IS_SENDS (self));
  for (guint i = 0; address.bus && i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);
    if (row->bus == address.bus && address.strip == self->strip->id)
      show_value (row, (LtParam)address.param, value, gesture);
  }
}

int
lt_sends_search (LtSends *self, const char *text)
{
  g_autofree char *want = g_utf8_casefold (text, -1);
  int              n    = 0;
  for (guint i = 0; i < self->rows->len; i++) {
    Row             *row = g_ptr_array_index (self->rows, i);
    g_autofree char *name =
      g_utf8_casefold (lt_tag_get_text (LT_TAG (row->tag)), -1);
    const gboolean is_in = strstr (name, want) != NULL;
    gtk_widget_set_visible (row->box, is_in);
    n += is_in;
  }
  gtk_label_set_text (GTK_LABEL (self->none),
                      self->rows->len
                        ? _ ("No bus has that in its name.")
                        : _ ("There is no aux, cue or matrix to send to: make "
                             "one with New strip."));
  gtk_widget_set_visible (self->none, n == 0);
  return n;
}

static void
on_search (GtkSearchEntry *entry, LtSends *self)
{
  lt_sends_search (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

// --- rows ---

static void
set_width (GtkWidget *widget, GtkWidget *like, double em)
{
  gtk_widget_set_size_request (widget, lt_draw_px (like, em), -1);
}

static void
add_part (Row *row, GtkWidget *part, double em)
{
  if (em > 0)
    set_width (part, GTK_WIDGET (row->list), em);
  gtk_widget_set_valign (part, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row->box), part);
}

static void
name_row (Row *row, const char *bus)
{
  const char      *strip = row->list->strip->name;
  g_autofree char *level = g_strdup_printf (_ ("%s send to %s"), strip, bus);
  g_autofree char *on    = g_strdup_printf (_ ("%s send to %s on"), strip, bus);
  g_autofree char *pan =
    g_strdup_printf (_ ("%s pan of the send to %s"), strip, bus);
  g_autofree char *tap =
    g_strdup_printf (_ ("%s pick-off of the send to %s"), strip, bus);
  lt_control_set_name (LT_CONTROL (row->level), level);
  lt_control_set_name (LT_CONTROL (row->pan), pan);
  lt_lamp_set_name (LT_LAMP (row->on), on, NULL);
  lt_tap_set_name (LT_TAP (row->tap), tap);
}

static void
add_row (LtSends *self, const LtMirrorStrip *bus)
{
  Row *row   = g_new0 (Row, 1);
  row->list  = self;
  row->bus   = bus->id;
  row->box   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  row->tag   = lt_tag_new (TAG_EM);
  row->level = lt_knob_new (LT_PARAM_SEND_LEVEL, LT_KNOB_BAR);
  row->on    = lt_lamp_new (LT_LAMP_SMALL, "");
  row->pan   = lt_knob_new (LT_PARAM_SEND_PAN, LT_KNOB_PAN);
  row->tap   = lt_tap_new ();
  lt_control_set_across (LT_CONTROL (row->level), TRUE);
  lt_knob_set_caption (LT_KNOB (row->level), lt_kind_word (bus->kind));
  lt_tag_set (
    LT_TAG (row->tag),
    bus->name,
    (guint)lt_mirror_value (get_mirror (self),
                            lt_console_address (bus->id, LT_PARAM_COLOUR, 0)));
  add_part (row, row->tag, 0);
  add_part (row, row->level, BAR_EM);
  add_part (row, row->on, ON_EM);
  add_part (row, row->pan, PAN_EM);
  add_part (row, row->tap, 0);
  g_signal_connect (row->level, "ask", G_CALLBACK (on_ask), row);
  g_signal_connect (row->level, "edit", G_CALLBACK (on_edit), row);
  g_signal_connect (row->pan, "ask", G_CALLBACK (on_ask), row);
  g_signal_connect (row->pan, "edit", G_CALLBACK (on_edit), row);
  g_signal_connect (row->on, "clicked", G_CALLBACK (on_lamp), row);
  g_signal_connect (row->tap, "choose", G_CALLBACK (on_tap), row);
  gtk_box_append (GTK_BOX (self->list), row->box);
  g_ptr_array_add (self->rows, row);
  name_row (row, bus->name);
  show_row (row);
}

static gboolean
is_listed (LtSends *self, const LtMirrorStrip *bus)
{
  return (bus->kind & LT_KIND_SEND_BUS) && bus->id != self->strip->id;
}

/* An editor that is open over a row goes with it. */
static void
drop_editors (LtSends *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    lt_popover_drop_all (((Row *)g_ptr_array_index (self->rows, i))->box);
}

static void
make_rows (LtSends *self)
{
  LtMirror  *mirror = get_mirror (self);
  GtkWidget *child;
  drop_editors (self);
  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_box_remove (GTK_BOX (self->list), child);
  g_ptr_array_set_size (self->rows, 0);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if (is_listed (self, bus))
      add_row (self, bus);
  }
  gtk_widget_set_visible (self->search, self->rows->len > LT_SENDS_MANY);
  lt_sends_search (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static char *
get_shape (LtSends *self)
{
  LtMirror *mirror = get_mirror (self);
  GString  *shape  = g_string_new (NULL);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if (is_listed (self, bus))
      g_string_append_printf (shape, "%u %s\n", bus->id, bus->name);
  }
  return g_string_free (shape, FALSE);
}

void
lt_sends_update (LtSends *self)
{
  g_return_if_fail (LT_IS_SENDS (self));
  g_autofree char *shape = get_shape (self);
  if (g_strcmp0 (shape, self->shape) != 0) {
    g_free (self->shape);
    self->shape = g_steal_pointer (&shape);
    make_rows (self);
  }
  show_loops (self);
}

int
lt_sends_get_n (LtSends *self)
{
  return (int)self->rows->len;
}

GtkWidget *
lt_sends_get (LtSends *self, uint32_t bus, LtParam param)
{
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = g_ptr_array_index (self->rows, i);
    if (row->bus == bus)
      return param == LT_PARAM_SEND_LEVEL ? row->level
             : param == LT_PARAM_SEND_ON  ? row->on
             : param == LT_PARAM_SEND_PAN ? row->pan
                                          : row->tap;
  }
  return NULL;
}

GtkWidget *
lt_sends_get_search (LtSends *self)
{
  return self->search;
}

// --- the class ---

static void
dispose (GObject *object)
{
  LtSends *self = LT_SENDS (object);
  drop_editors (self);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (lt_sends_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  LtSends *self = LT_SENDS (object);
  g_ptr_array_unref (self->rows);
  g_free (self->shape);
  G_OBJECT_CLASS (lt_sends_parent_class)->finalize (object);
}

static void
lt_sends_class_init (LtSendsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
lt_sends_init (LtSends *self)
{
  self->rows   = g_ptr_array_new_with_free_func (g_free);
  self->search = gtk_search_entry_new ();
  self->list   = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->none   = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self), "lt-sends");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search buses by name"),
                                  -1);
  g_signal_connect (
    self->search, "search-changed", G_CALLBACK (on_search), self);
  g_signal_connect_swapped (
    self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
}

static void
fill (LtSends *self)
{
  GtkWidget       *box      = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget       *scrolled = gtk_scrolled_window_new ();
  g_autofree char *text =
    g_strdup_printf (_ ("All sends of %s"), self->strip->name);
  GtkWidget *title = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  set_width (self->search, GTK_WIDGET (self), WIDTH_EM);
  gtk_widget_add_css_class (title, "lt-section");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              LIST_PX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  GtkWidget *const order[] = {title, self->search, scrolled, self->none};
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    gtk_box_append (GTK_BOX (box), order[i]);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
lt_sends_new (LtConsole *console, const LtMirrorStrip *strip)
{
  LtSends *self = g_object_new (LT_TYPE_SENDS, NULL);
  self->console = console;
  self->strip   = strip;
  fill (self);
  lt_sends_update (self);
  return GTK_WIDGET (self);
}
