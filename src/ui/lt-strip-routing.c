// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that leads from a strip, in one popover: the buses it feeds, its sends,
// its direct output. Its rows are made when it opens.

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-knob.h"

#include <math.h>

enum { SEARCH_FROM = 9 }; ///< Rows from which there is a search

/* A widget of the popover that shows one address. */
typedef struct {
  LtAddress  address;
  GtkWidget *widget;
} Shown;

typedef struct {
  LtStripView *view;
  GArray      *shown;  ///< Shown
  GPtrArray   *rows;   ///< Widgets with "name", for the search
  gboolean     is_set; ///< By the desk, not by hand
} Routing;

static void
free_routing (gpointer data)
{
  Routing *routing = data;
  g_array_unref (routing->shown);
  g_ptr_array_unref (routing->rows);
  g_free (routing);
}

static Routing *
get_routing (LtStripView *self)
{
  return self->to_popover
           ? g_object_get_data (G_OBJECT (self->to_popover), "routing")
           : NULL;
}

static LtAddress *
address_of (gpointer widget)
{
  return g_object_get_data (widget, "address");
}

static LtConsole *
console_of (Routing *routing)
{
  return routing->view->console;
}

// --- widgets of one address ---

static void
show (Routing *routing, GtkWidget *widget, double value, uint32_t gesture)
{
  routing->is_set = TRUE;
  if (LT_IS_CONTROL (widget))
    lt_control_show (LT_CONTROL (widget), value, gesture);
  else if (GTK_IS_CHECK_BUTTON (widget))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), value > 0.5);
  else if (GTK_IS_DROP_DOWN (widget))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), (guint)value);
  routing->is_set = FALSE;
}

static GtkWidget *
bind (Routing *routing, GtkWidget *widget, LtAddress address, const char *name)
{
  const Shown shown = {address, widget};
  g_array_append_val (routing->shown, shown);
  g_object_set_data_full (
    G_OBJECT (widget), "address", g_memdup2 (&address, sizeof address), g_free);
  if (LT_IS_CONTROL (widget))
    lt_control_set_name (LT_CONTROL (widget), name);
  else
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show (routing,
        widget,
        lt_mirror_value (lt_strip_view_get_mirror (routing->view), address),
        0);
  return widget;
}

static void
on_check (GtkCheckButton *button, Routing *routing)
{
  if (!routing->is_set)
    lt_console_switch (console_of (routing),
                       *address_of (button),
                       gtk_check_button_get_active (button));
}

static GtkWidget *
make_check (Routing    *routing,
            const char *label,
            LtAddress   address,
            const char *name)
{
  GtkWidget *button = gtk_check_button_new_with_label (label);
  bind (routing, button, address, name);
  g_signal_connect (button, "toggled", G_CALLBACK (on_check), routing);
  return button;
}

static guint
on_ask (LtControl *control,
        double     value,
        guint      gesture,
        guint      flags,
        Routing   *routing)
{
  return lt_console_ask (
    console_of (routing), *address_of (control), value, gesture, flags);
}

static GtkWidget *
make_knob (Routing    *routing,
           LtKnobShape shape,
           LtAddress   address,
           const char *caption,
           const char *name)
{
  GtkWidget *knob = lt_knob_new ((LtParam)address.param, shape);
  lt_knob_set_caption (LT_KNOB (knob), caption);
  gtk_widget_set_size_request (knob, 120, 24);
  gtk_widget_set_valign (knob, GTK_ALIGN_CENTER);
  bind (routing, knob, address, name);
  g_signal_connect (knob, "ask", G_CALLBACK (on_ask), routing);
  return knob;
}

static void
on_choice (GtkDropDown *drop, GParamSpec *spec, Routing *routing)
{
  if (!routing->is_set)
    lt_console_ask (console_of (routing),
                    *address_of (drop),
                    gtk_drop_down_get_selected (drop),
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
}

static GtkWidget *
make_pick_off (Routing *routing, LtAddress address, const char *name)
{
  const char *const words[] = {
    _ ("pre EQ"), _ ("pre fader"), _ ("post fader"), _ ("post pan"), NULL};
  GtkWidget *drop = gtk_drop_down_new_from_strings (words);
  gtk_widget_set_valign (drop, GTK_ALIGN_CENTER);
  bind (routing, drop, address, name);
  g_signal_connect (drop, "notify::selected", G_CALLBACK (on_choice), routing);
  return drop;
}

// --- sections ---

static void
add_title (GtkWidget *box, const char *text)
{
  GtkWidget *title = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "lt-section");
  gtk_box_append (GTK_BOX (box), title);
}

static void
add_row (Routing *routing, GtkWidget *box, GtkWidget *row, const char *name)
{
  g_object_set_data_full (
    G_OBJECT (row), "name", g_utf8_casefold (name, -1), g_free);
  g_ptr_array_add (routing->rows, row);
  gtk_box_append (GTK_BOX (box), row);
}

static LtAddress
own_address (Routing *routing, LtParam param, uint32_t bus)
{
  return lt_console_address (routing->view->strip->id, param, bus);
}

static void
add_feeds (Routing *routing, GtkWidget *box)
{
  LtStripView *view   = routing->view;
  LtMirror    *mirror = lt_strip_view_get_mirror (view);
  if (!(lt_param_info[LT_PARAM_TO].kinds & view->strip->kind))
    return;
  add_title (box, _ ("Feeds"));
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if (!(bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) ||
        bus->id == view->strip->id)
      continue;
    g_autofree char *name =
      g_strdup_printf (_ ("%s feeds %s"), view->strip->name, bus->name);
    add_row (
      routing,
      box,
      make_check (
        routing, bus->name, own_address (routing, LT_PARAM_TO, bus->id), name),
      bus->name);
  }
}

static GtkWidget *
make_send (Routing *routing, LtMirrorStrip *bus)
{
  const char      *from = routing->view->strip->name;
  GtkWidget       *row  = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *level =
    g_strdup_printf (_ ("%s send to %s"), from, bus->name);
  g_autofree char *on  = g_strdup_printf (_ ("%s, on"), level);
  g_autofree char *pan = g_strdup_printf (_ ("%s, pan"), level);
  g_autofree char *tap = g_strdup_printf (_ ("%s, pick-off"), level);
  gtk_box_append (
    GTK_BOX (row),
    make_check (
      routing, NULL, own_address (routing, LT_PARAM_SEND_ON, bus->id), on));
  gtk_box_append (
    GTK_BOX (row),
    make_knob (routing,
               LT_KNOB_BAR,
               own_address (routing, LT_PARAM_SEND_LEVEL, bus->id),
               bus->name,
               level));
  gtk_box_append (GTK_BOX (row),
                  make_knob (routing,
                             LT_KNOB_PAN,
                             own_address (routing, LT_PARAM_SEND_PAN, bus->id),
                             "",
                             pan));
  gtk_box_append (
    GTK_BOX (row),
    make_pick_off (
      routing, own_address (routing, LT_PARAM_SEND_TAP, bus->id), tap));
  return row;
}

static void
add_sends (Routing *routing, GtkWidget *box)
{
  LtMirror *mirror = lt_strip_view_get_mirror (routing->view);
  gboolean  any    = FALSE;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    if (!(bus->kind & LT_KIND_SEND_BUS) || bus->id == routing->view->strip->id)
      continue;
    if (!any)
      add_title (box, _ ("Sends: on, level, pan, pick-off"));
    any = TRUE;
    add_row (routing, box, make_send (routing, bus), bus->name);
  }
}

static void
add_direct (Routing *routing, GtkWidget *box)
{
  LtStripView     *view = routing->view;
  GtkWidget       *row  = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name =
    g_strdup_printf (_ ("%s direct out"), view->strip->name);
  g_autofree char *level = g_strdup_printf (_ ("%s, level"), name);
  g_autofree char *tap   = g_strdup_printf (_ ("%s, pick-off"), name);
  if (!(lt_param_info[LT_PARAM_DIRECT_ON].kinds & view->strip->kind))
    return;
  add_title (box, _ ("Direct out"));
  gtk_box_append (
    GTK_BOX (row),
    make_check (
      routing, NULL, own_address (routing, LT_PARAM_DIRECT_ON, 0), name));
  gtk_box_append (GTK_BOX (row),
                  make_knob (routing,
                             LT_KNOB_BAR,
                             own_address (routing, LT_PARAM_DIRECT_LEVEL, 0),
                             _ ("level"),
                             level));
  gtk_box_append (GTK_BOX (row),
                  make_pick_off (routing,
                                 own_address (routing, LT_PARAM_DIRECT_TAP, 0),
                                 tap));
  gtk_box_append (GTK_BOX (box), row);
}

static void
add_rest (Routing *routing, GtkWidget *box)
{
  static const struct {
    LtParam     param;
    const char *label;
  } switches[] = {
    {LT_PARAM_SOLO_SAFE, N_ ("Solo safe")},
    {LT_PARAM_LEAN, N_ ("Lean: no delay, round late inserts")},
  };
  LtStripView        *view = routing->view;
  const LtMirrorDesk *desk = lt_mirror_desk (lt_strip_view_get_mirror (view));
  for (size_t i = 0; i < G_N_ELEMENTS (switches); i++)
    if (lt_param_info[switches[i].param].kinds & view->strip->kind) {
      g_autofree char *name =
        g_strdup_printf ("%s, %s", view->strip->name, _ (switches[i].label));
      gtk_box_append (GTK_BOX (box),
                      make_check (routing,
                                  _ (switches[i].label),
                                  own_address (routing, switches[i].param, 0),
                                  name));
    }
  g_autofree char *path = g_strdup_printf (
    _ ("Path from an input to here: %.1f ms (%u frames)"),
    desk->rate ? 1000.0 * view->strip->latency / desk->rate : 0,
    view->strip->latency);
  GtkWidget *label = gtk_label_new (path);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
}

static void
on_search (GtkSearchEntry *entry, Routing *routing)
{
  g_autofree char *text =
    g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  for (guint i = 0; i < routing->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (routing->rows, i);
    gtk_widget_set_visible (
      row, strstr (g_object_get_data (G_OBJECT (row), "name"), text) != NULL);
  }
}

// --- the popover ---

static void
on_to_closed (GtkPopover *popover, LtStripView *self)
{
  self->to_popover = NULL;
}

static GtkWidget *
make_head (Routing *routing)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *text =
    g_strdup_printf (_ ("Routing of %s"), routing->view->strip->name);
  GtkWidget *title = gtk_label_new (text);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  if (routing->rows->len >= SEARCH_FROM) {
    GtkWidget *entry = gtk_search_entry_new ();
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Search buses"),
                                    -1);
    g_signal_connect (entry, "search-changed", G_CALLBACK (on_search), routing);
    gtk_box_append (GTK_BOX (box), entry);
  }
  return box;
}

void
lt_strip_view_open_to (LtLamp *lamp, LtStripView *self)
{
  Routing   *routing = g_new0 (Routing, 1);
  GtkWidget *body    = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scroll  = gtk_scrolled_window_new ();
  routing->view      = self;
  routing->shown     = g_array_new (FALSE, FALSE, sizeof (Shown));
  routing->rows      = g_ptr_array_new ();
  self->to_popover   = gtk_popover_new ();
  g_object_set_data_full (
    G_OBJECT (self->to_popover), "routing", routing, free_routing);
  add_feeds (routing, body);
  add_sends (routing, body);
  add_direct (routing, body);
  add_rest (routing, body);
  GtkWidget *box = make_head (routing);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), body);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll),
                                              560);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_popover_set_child (GTK_POPOVER (self->to_popover), box);
  gtk_widget_add_css_class (self->to_popover, "lt-routing");
  g_signal_connect (
    self->to_popover, "closed", G_CALLBACK (on_to_closed), self);
  lt_popover_open (self->to_popover,
                   GTK_WIDGET (self),
                   lamp ? GTK_WIDGET (lamp) : self->child[PLATE]);
}

void
lt_strip_view_open_routing (LtStripView *self)
{
  lt_strip_view_open_to (NULL, self);
}

void
lt_strip_view_routing_value (LtStripView *self,
                             LtAddress    address,
                             double       value,
                             uint32_t     gesture)
{
  Routing *routing = get_routing (self);
  for (guint i = 0; routing && i < routing->shown->len; i++) {
    const Shown *shown = &g_array_index (routing->shown, Shown, i);
    if (lt_address_equal (shown->address, address))
      show (routing, shown->widget, value, gesture);
  }
}

// --- on the strip ---

void
lt_strip_view_show_to (LtStripView *self)
{
  LtMirror   *mirror = lt_strip_view_get_mirror (self);
  const char *first  = NULL;
  int         n      = 0;
  if (!self->child[TO])
    return;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *bus = lt_mirror_strip_at (mirror, i);
    LtAddress      address =
      lt_console_address (self->strip->id, LT_PARAM_TO, bus->id);
    if ((bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) &&
        lt_mirror_value (mirror, address) > 0.5 && n++ == 0)
      first = bus->name;
  }
  const gboolean feeds =
    (lt_param_info[LT_PARAM_TO].kinds & self->strip->kind) != 0;
  g_autofree char *text =
    !feeds   ? g_strdup (_ ("output"))
    : n == 0 ? g_strdup (_ ("no bus"))
    : n == 1 ? g_strdup_printf ("\342\206\222 %s", first)
             : g_strdup_printf ("\342\206\222 %s +%d", first, n - 1);
  g_autofree char *name =
    g_strdup_printf (_ ("%s routing, feeds"), self->strip->name);
  lt_lamp_set_text (LT_LAMP (self->child[TO]), text);
  lt_lamp_set_name (
    LT_LAMP (self->child[TO]), name, n && feeds ? text + 4 : text);
}
