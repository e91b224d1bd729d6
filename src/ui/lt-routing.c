// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-routing.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-editor.h"
#include "ui/lt-knob.h"
#include "ui/lt-reach.h"
#include "ui/lt-sends.h"
#include "ui/lt-strip-view.h"
#include "ui/lt-tag.h"
#include "ui/lt-tap.h"

#include <string.h>

struct _LtRouting {
  GtkPopover           parent_instance;
  LtConsole           *console;
  const LtMirrorStrip *strip;
  GtkWidget           *search, *list, *none, *latency;
  GtkWidget           *direct, *tap, *level, *lean, *safe; ///< NULL: has none
  GtkWidget           *level_box;
  char                *shape; ///< Which buses there are, to know a change
  gboolean             is_syncing;
};

enum { LIST_PX = 360 };

G_DEFINE_FINAL_TYPE (LtRouting, lt_routing, GTK_TYPE_POPOVER)

static LtMirror *
get_mirror (LtRouting *self)
{
  return lt_console_get_mirror (self->console);
}

static LtAddress
get_address (LtRouting *self, LtParam param, uint32_t bus)
{
  return lt_console_address (self->strip->id, param, bus);
}

static double
get_value (LtRouting *self, LtParam param, uint32_t bus)
{
  return lt_mirror_value (get_mirror (self), get_address (self, param, bus));
}

static gboolean
has (LtRouting *self, LtParam param)
{
  return (self->strip->kind & lt_param_info[param].kinds) != 0;
}

static void
ask (LtRouting *self, LtParam param, double value)
{
  lt_console_ask (self->console,
                  get_address (self, param, 0),
                  value,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
}

static uint32_t
row_bus (GtkWidget *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "lt-bus"));
}

static LtTag *
row_tag (GtkWidget *row)
{
  return LT_TAG (gtk_check_button_get_child (GTK_CHECK_BUTTON (row)));
}

// --- showing ---

static void
show_switches (LtRouting *self)
{
  const struct {
    GtkWidget *check;
    LtParam    param;
  } all[]          = {{self->direct, LT_PARAM_DIRECT_ON},
                      {self->lean, LT_PARAM_LEAN},
                      {self->safe, LT_PARAM_SOLO_SAFE}};
  self->is_syncing = TRUE;
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].check)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (all[i].check),
                                   get_value (self, all[i].param, 0) > 0.5);
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (row),
                                 get_value (self, LT_PARAM_TO, row_bus (row)) >
                                   0.5);
  self->is_syncing = FALSE;
}

static void
show_direct (LtRouting *self, uint32_t gesture)
{
  if (!self->direct)
    return;
  int tap = (int)get_value (self, LT_PARAM_DIRECT_TAP, 0);
  lt_tap_show (LT_TAP (self->tap), tap);
  lt_control_show (LT_CONTROL (self->level),
                   get_value (self, LT_PARAM_DIRECT_LEVEL, 0),
                   gesture);
  lt_knob_set_look (LT_KNOB (self->level),
                    lt_tap_is_post (tap),
                    get_value (self, LT_PARAM_DIRECT_ON, 0) > 0.5);
}

static void
show_latency (LtRouting *self)
{
  uint32_t         rate   = lt_mirror_desk (get_mirror (self))->rate;
  guint            frames = self->strip->latency;
  g_autofree char *text =
    frames && rate
      ? g_strdup_printf (ngettext ("Path to here: %.2f ms (%u frame)",
                                   "Path to here: %.2f ms (%u frames)",
                                   frames),
                         1e3 * frames / rate,
                         frames)
      : g_strdup (_ ("Path to here: no latency"));
  gtk_label_set_text (GTK_LABEL (self->latency), text);
}

/* A bus that feeds this strip is grey. */
static void
show_loops (LtRouting *self)
{
  gpointer own = GUINT_TO_POINTER (self->strip->id);
  for (GtkWidget *row = gtk_widget_get_first_child (self->list);
       row && self->strip->kind != LT_KIND_INPUT;
       row = gtk_widget_get_next_sibling (row)) {
    g_autoptr (GHashTable) reach =
      lt_reach_from (get_mirror (self), row_bus (row));
    gboolean is_loop = g_hash_table_contains (reach, own);
    gtk_widget_set_sensitive (row, !is_loop);
    gtk_widget_set_tooltip_text (
      row, is_loop ? _ ("It feeds this strip: that would be a loop") : NULL);
  }
}

void
lt_routing_value (LtRouting *self,
                  LtAddress  address,
                  double     value,
                  uint32_t   gesture)
{
  g_return_if_fail (LT_IS_ROUTING (self));
  if (address.strip != self->strip->id)
    return;
  switch (address.param) {
    case LT_PARAM_DIRECT_LEVEL:
    case LT_PARAM_DIRECT_TAP:
      show_direct (self, gesture);
      break;
    case LT_PARAM_DIRECT_ON:
      show_direct (self, 0);
      show_switches (self);
      break;
    case LT_PARAM_TO:
    case LT_PARAM_LEAN:
    case LT_PARAM_SOLO_SAFE:
      show_switches (self);
      break;
    default:
      break;
  }
}

// --- asking ---

/* The desk is asked; what is shown stays until it answers. */
static void
on_bus (GtkCheckButton *check, LtRouting *self)
{
  gboolean is_on = gtk_check_button_get_active (check);
  if (self->is_syncing)
    return;
  show_switches (self);
  lt_console_switch (
    self->console,
    get_address (self, LT_PARAM_TO, row_bus (GTK_WIDGET (check))),
    is_on);
}

static void
on_switch (GtkCheckButton *check, LtRouting *self)
{
  gboolean is_on = gtk_check_button_get_active (check);
  if (self->is_syncing)
    return;
  show_switches (self);
  ask (self,
       GTK_WIDGET (check) == self->direct ? LT_PARAM_DIRECT_ON
       : GTK_WIDGET (check) == self->lean ? LT_PARAM_LEAN
                                          : LT_PARAM_SOLO_SAFE,
       is_on);
}

static void
on_tap (LtTap *tap, int which, LtRouting *self)
{
  ask (self, LT_PARAM_DIRECT_TAP, which);
}

static guint
on_ask (LtControl *control,
        double     value,
        guint      gesture,
        guint      flags,
        LtRouting *self)
{
  return lt_console_ask (self->console,
                         get_address (self, LT_PARAM_DIRECT_LEVEL, 0),
                         value,
                         gesture,
                         flags |
                           lt_strip_view_alone_flag (GTK_WIDGET (control)));
}

static gboolean
apply_level (gpointer data, const char *text, LtError *error)
{
  double value;
  if (lt_param_parse (LT_PARAM_DIRECT_LEVEL, text, &value, error) != LT_OK)
    return FALSE;
  ask (data, LT_PARAM_DIRECT_LEVEL, value);
  return TRUE;
}

static void
on_edit (LtControl *control, const char *first, LtRouting *self)
{
  char text[48];
  lt_param_format (LT_PARAM_DIRECT_LEVEL,
                   get_value (self, LT_PARAM_DIRECT_LEVEL, 0),
                   text,
                   sizeof text);
  lt_editor_open (self->level_box,
                  GTK_WIDGET (control),
                  _ (lt_param_info[LT_PARAM_DIRECT_LEVEL].name),
                  first ? first : text,
                  first != NULL,
                  apply_level,
                  self);
}

// --- the buses ---

int
lt_routing_search (LtRouting *self, const char *text)
{
  g_autofree char *want = g_utf8_casefold (text, -1);
  int              n    = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row)) {
    g_autofree char *name =
      g_utf8_casefold (lt_tag_get_text (row_tag (row)), -1);
    const gboolean is_in = strstr (name, want) != NULL;
    gtk_widget_set_visible (row, is_in);
    n += is_in;
  }
  gtk_widget_set_visible (self->none, n == 0);
  return n;
}

static void
on_search (GtkSearchEntry *entry, LtRouting *self)
{
  lt_routing_search (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static gboolean
is_listed (LtRouting *self, const LtMirrorStrip *bus)
{
  return (bus->kind & (LT_KIND_GROUP | LT_KIND_MASTER)) &&
         bus->id != self->strip->id && has (self, LT_PARAM_TO);
}

static void
add_bus (LtRouting *self, const LtMirrorStrip *bus)
{
  GtkWidget       *row = gtk_check_button_new ();
  GtkWidget       *tag = lt_tag_new (12);
  g_autofree char *name =
    g_strdup_printf (_ ("%s feeds %s"), self->strip->name, bus->name);
  lt_tag_set (
    LT_TAG (tag),
    bus->name,
    (guint)lt_mirror_value (get_mirror (self),
                            lt_console_address (bus->id, LT_PARAM_COLOUR, 0)));
  gtk_widget_set_hexpand (tag, TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), tag);
  g_object_set_data (G_OBJECT (row), "lt-bus", GUINT_TO_POINTER (bus->id));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (row, "toggled", G_CALLBACK (on_bus), self);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
make_rows (LtRouting *self)
{
  LtMirror  *mirror = get_mirror (self);
  GtkWidget *child;
  guint      n = 0;
  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_box_remove (GTK_BOX (self->list), child);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++)
    if (is_listed (self, lt_mirror_strip_at (mirror, i))) {
      add_bus (self, lt_mirror_strip_at (mirror, i));
      n++;
    }
  gtk_widget_set_visible (self->search, n > LT_SENDS_MANY);
  lt_routing_search (self, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static char *
get_shape (LtRouting *self)
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
lt_routing_update (LtRouting *self)
{
  g_return_if_fail (LT_IS_ROUTING (self));
  g_autofree char *shape = get_shape (self);
  if (has (self, LT_PARAM_TO) && g_strcmp0 (shape, self->shape) != 0) {
    g_free (self->shape);
    self->shape = g_steal_pointer (&shape);
    make_rows (self);
  }
  show_switches (self);
  show_direct (self, 0);
  show_loops (self);
  show_latency (self);
}

GtkWidget *
lt_routing_get_bus (LtRouting *self, uint32_t bus)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row;
       row            = gtk_widget_get_next_sibling (row))
    if (row_bus (row) == bus)
      return row;
  return NULL;
}

GtkWidget *
lt_routing_get (LtRouting *self, LtParam param)
{
  switch (param) {
    case LT_PARAM_DIRECT_ON:
      return self->direct;
    case LT_PARAM_DIRECT_TAP:
      return self->tap;
    case LT_PARAM_DIRECT_LEVEL:
      return self->level;
    case LT_PARAM_LEAN:
      return self->lean;
    case LT_PARAM_SOLO_SAFE:
      return self->safe;
    default:
      return NULL;
  }
}

const char *
lt_routing_get_latency (LtRouting *self)
{
  return gtk_label_get_text (GTK_LABEL (self->latency));
}

// --- the class ---

static void
dispose (GObject *object)
{
  LtRouting *self = LT_ROUTING (object);
  if (self->level_box)
    lt_popover_drop_all (self->level_box);
  self->level_box = NULL;
  G_OBJECT_CLASS (lt_routing_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (LT_ROUTING (object)->shape);
  G_OBJECT_CLASS (lt_routing_parent_class)->finalize (object);
}

static void
lt_routing_class_init (LtRoutingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
lt_routing_init (LtRouting *self)
{
}

static GtkWidget *
make_title (const char *text)
{
  GtkWidget *title = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "lt-section");
  return title;
}

static void
add_buses (LtRouting *self, GtkWidget *box)
{
  GtkWidget       *scrolled = gtk_scrolled_window_new ();
  g_autofree char *text =
    has (self, LT_PARAM_TO)
      ? g_strdup_printf (_ ("%s feeds"), self->strip->name)
      : g_strdup_printf (_ ("%s goes to its outputs"), self->strip->name);
  self->search = gtk_search_entry_new ();
  self->list   = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->none   = gtk_label_new (_ ("No bus has that in its name."));
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              LIST_PX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search buses by name"),
                                  -1);
  g_signal_connect (
    self->search, "search-changed", G_CALLBACK (on_search), self);
  g_signal_connect_swapped (
    self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  gtk_widget_set_visible (self->search, FALSE);
  gtk_widget_set_visible (self->none, FALSE);
  GtkWidget *const order[] = {
    make_title (text), self->search, scrolled, self->none};
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    gtk_box_append (GTK_BOX (box), order[i]);
}

static GtkWidget *
add_switch (LtRouting *self, GtkWidget *box, LtParam param)
{
  if (!has (self, param))
    return NULL;
  GtkWidget *check =
    gtk_check_button_new_with_label (_ (lt_param_info[param].name));
  gtk_widget_set_tooltip_text (check, _ (lt_param_info[param].doc));
  g_signal_connect (check, "toggled", G_CALLBACK (on_switch), self);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

static void
add_direct (LtRouting *self, GtkWidget *box)
{
  self->direct = add_switch (self, box, LT_PARAM_DIRECT_ON);
  if (!self->direct)
    return;
  self->level_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->level     = lt_knob_new (LT_PARAM_DIRECT_LEVEL, LT_KNOB_BAR);
  self->tap       = lt_tap_new ();
  lt_control_set_across (LT_CONTROL (self->level), TRUE);
  lt_knob_set_caption (LT_KNOB (self->level), _ ("level"));
  lt_control_set_name (LT_CONTROL (self->level),
                       _ (lt_param_info[LT_PARAM_DIRECT_LEVEL].name));
  lt_tap_set_name (LT_TAP (self->tap),
                   _ (lt_param_info[LT_PARAM_DIRECT_TAP].name));
  gtk_widget_set_hexpand (self->level, TRUE);
  g_signal_connect (self->level, "ask", G_CALLBACK (on_ask), self);
  g_signal_connect (self->level, "edit", G_CALLBACK (on_edit), self);
  g_signal_connect (self->tap, "choose", G_CALLBACK (on_tap), self);
  gtk_box_append (GTK_BOX (self->level_box), self->tap);
  gtk_box_append (GTK_BOX (self->level_box), self->level);
  gtk_box_append (GTK_BOX (box), self->level_box);
}

GtkWidget *
lt_routing_new (LtConsole *console, const LtMirrorStrip *strip)
{
  LtRouting       *self = g_object_new (LT_TYPE_ROUTING, NULL);
  GtkWidget       *box  = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = g_strdup_printf (_ ("Routing of %s"), strip->name);
  self->console         = console;
  self->strip           = strip;
  gtk_widget_add_css_class (GTK_WIDGET (self), "lt-sends");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_size_request (box, lt_draw_px (GTK_WIDGET (self), 21), -1);
  add_buses (self, box);
  gtk_box_append (GTK_BOX (box),
                  gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_direct (self, box);
  self->lean    = add_switch (self, box, LT_PARAM_LEAN);
  self->safe    = add_switch (self, box, LT_PARAM_SOLO_SAFE);
  self->latency = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->latency), 0);
  gtk_widget_add_css_class (self->latency, "dim-label");
  gtk_box_append (GTK_BOX (box), self->latency);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  lt_routing_update (self);
  return GTK_WIDGET (self);
}
