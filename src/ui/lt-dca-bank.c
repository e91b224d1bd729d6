// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-dca-bank.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-editor.h"
#include "ui/lt-fader.h"
#include "ui/lt-lamp.h"
#include "ui/lt-plate.h"

#include <string.h>

typedef struct {
  GtkWidget *box, *mute, *solo, *value, *fader, *plate;
} Dca;

struct _LtDcaBank {
  GtkWidget  parent_instance;
  LtConsole *console;
  GtkWidget *box;
  Dca        dca[LT_N_DCAS];
  int        edited;  ///< DCA whose name is typed
  int        opened;  ///< The next free one was asked for: shown though unused
  int        spilled; ///< -1: none
};

enum { SPILL, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtDcaBank, lt_dca_bank, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static LtMirror *
get_mirror (LtDcaBank *self)
{
  return lt_console_get_mirror (self->console);
}

static LtAddress
address_of (int first, int dca)
{
  return lt_console_address (0, (LtParam)(first + dca), 0);
}

static double
value_of (LtDcaBank *self, int first, int dca)
{
  return lt_mirror_value (get_mirror (self), address_of (first, dca));
}

static int
number_of (gpointer widget)
{
  return GPOINTER_TO_INT (g_object_get_data (widget, "number"));
}

// --- asking ---

static guint
on_ask (LtControl *control,
        double     value,
        guint      gesture,
        guint      flags,
        LtDcaBank *self)
{
  return self->console ? lt_console_ask (
                           self->console,
                           address_of (LT_PARAM_DCA_FADER, number_of (control)),
                           value,
                           gesture,
                           flags)
                       : 0;
}

static void
on_lamp (LtLamp *lamp, LtDcaBank *self)
{
  const int dca   = number_of (lamp);
  const int first = GTK_WIDGET (lamp) == self->dca[dca].mute
                      ? LT_PARAM_DCA_MUTE
                      : LT_PARAM_DCA_SOLO;
  if (self->console)
    lt_console_switch (self->console,
                       address_of (first, dca),
                       value_of (self, first, dca) < 0.5);
}

static gboolean
apply_value (gpointer data, const char *text, LtError *error)
{
  LtDcaBank    *self  = data;
  const LtParam param = (LtParam)(LT_PARAM_DCA_FADER + self->edited);
  double        value;
  if (lt_param_parse (param, text, &value, error) != LT_OK)
    return FALSE;
  lt_console_ask (self->console,
                  address_of (LT_PARAM_DCA_FADER, self->edited),
                  value,
                  0,
                  LT_TOUCH_BEGIN | LT_TOUCH_END);
  return TRUE;
}

static void
edit_value (LtDcaBank *self, int dca, GtkWidget *over, const char *first)
{
  char text[48];
  if (!self->console)
    return;
  self->edited = dca;
  lt_param_format (LT_PARAM_DCA_FADER,
                   value_of (self, LT_PARAM_DCA_FADER, dca),
                   text,
                   sizeof text);
  lt_editor_open (GTK_WIDGET (self),
                  over,
                  _ ("DCA fader"),
                  first ? first : text,
                  first != NULL,
                  apply_value,
                  self);
}

static void
on_edit (LtControl *control, const char *first, LtDcaBank *self)
{
  edit_value (self, number_of (control), GTK_WIDGET (control), first);
}

static void
on_value (LtLamp *lamp, LtDcaBank *self)
{
  edit_value (self, number_of (lamp), GTK_WIDGET (lamp), NULL);
}

static gboolean
apply_name (gpointer data, const char *text, LtError *error)
{
  LtDcaBank *self = data;
  lt_mirror_set_text (
    get_mirror (self), address_of (LT_PARAM_DCA_NAME, self->edited), text);
  return TRUE;
}

static void
rename_dca (LtDcaBank *self, int dca)
{
  if (!self->console)
    return;
  self->edited = dca;
  lt_editor_open (
    GTK_WIDGET (self),
    self->dca[dca].plate,
    _ ("DCA name"),
    lt_mirror_text (get_mirror (self), address_of (LT_PARAM_DCA_NAME, dca)),
    FALSE,
    apply_name,
    self);
}

static void
on_rename (LtPlate *plate, LtDcaBank *self)
{
  rename_dca (self, number_of (plate));
}

static void
on_select (LtPlate *plate, LtDcaBank *self)
{
  g_signal_emit (self, signals[SPILL], 0, number_of (plate));
}

// --- members ---

static void
on_member (GtkCheckButton *button, LtDcaBank *self)
{
  const uint32_t strip =
    GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "strip"));
  if (self->console)
    lt_console_switch (
      self->console,
      lt_console_address (
        strip, (LtParam)(LT_PARAM_DCA + number_of (button)), 0),
      gtk_check_button_get_active (button));
}

static void
on_search (GtkSearchEntry *entry, GtkWidget *box)
{
  g_autofree char *text =
    g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  for (GtkWidget *w = gtk_widget_get_first_child (box); w;
       w            = gtk_widget_get_next_sibling (w)) {
    g_autofree char *name =
      g_utf8_casefold (gtk_check_button_get_label (GTK_CHECK_BUTTON (w)), -1);
    gtk_widget_set_visible (w, strstr (name, text) != NULL);
  }
}

static void
open_members (LtDcaBank *self, int dca)
{
  LtMirror  *mirror  = get_mirror (self);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *all     = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *box     = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroll  = gtk_scrolled_window_new ();
  GtkWidget *search  = gtk_search_entry_new ();
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    GtkWidget     *check = gtk_check_button_new_with_label (strip->name);
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check),
      lt_mirror_value (mirror,
                       lt_console_address (
                         strip->id, (LtParam)(LT_PARAM_DCA + dca), 0)) > 0.5);
    g_object_set_data (G_OBJECT (check), "number", GINT_TO_POINTER (dca));
    g_object_set_data (G_OBJECT (check), "strip", GUINT_TO_POINTER (strip->id));
    g_signal_connect (check, "toggled", G_CALLBACK (on_member), self);
    gtk_box_append (GTK_BOX (box), check);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (search),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search strips"),
                                  -1);
  g_signal_connect (search, "search-changed", G_CALLBACK (on_search), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll),
                                              480);
  gtk_box_append (GTK_BOX (all), search);
  gtk_box_append (GTK_BOX (all), scroll);
  gtk_popover_set_child (GTK_POPOVER (popover), all);
  lt_popover_open (popover, GTK_WIDGET (self), self->dca[dca].plate);
}

// --- the menu ---

static void
add_item (GMenu *menu, const char *label, const char *action, guint number)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, action, "u", number);
  g_menu_append_item (menu, item);
}

static void
on_menu (LtPlate *plate, LtDcaBank *self)
{
  static const struct {
    const char *name;
    guint       rgb;
  } colours[] = {
    {N_ ("Orange"), 0xd98c5f},
    {N_ ("Yellow"), 0xe9c46a},
    {N_ ("Green"), 0x8fc46f},
    {N_ ("Teal"), 0x63c5c0},
    {N_ ("Blue"), 0x7fb2e5},
    {N_ ("Violet"), 0xb98bd0},
    {N_ ("Red"), 0xd9737a},
    {N_ ("Grey"), 0x9aa4af},
  };
  const guint dca = (guint)number_of (plate);
  if (!self->console)
    return;
  g_autoptr (GMenu) menu   = g_menu_new ();
  g_autoptr (GMenu) colour = g_menu_new ();
  g_autoptr (GMenu) to     = g_menu_new ();
  add_item (menu, _ ("Rename …"), "dca.rename", dca);
  add_item (menu, _ ("Members …"), "dca.members", dca);
  for (size_t i = 0; i < G_N_ELEMENTS (colours); i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ (colours[i].name), NULL);
    g_menu_item_set_action_and_target (
      item, "dca.set", "(uu)", LT_PARAM_DCA_COLOUR + dca, colours[i].rgb);
    g_menu_append_item (colour, item);
  }
  for (guint i = 0; i <= LT_N_DCAS; i++) {
    g_autofree char *label =
      i ? g_strdup_printf (_ ("DCA %u"), i) : g_strdup (_ ("None"));
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
    g_menu_item_set_action_and_target (
      item, "dca.set", "(uu)", LT_PARAM_DCA_TO + dca, i);
    if (i != dca + 1)
      g_menu_append_item (to, item);
  }
  g_menu_append_submenu (menu, _ ("Colour"), G_MENU_MODEL (colour));
  g_menu_append_submenu (menu, _ ("Member of"), G_MENU_MODEL (to));
  lt_popover_open (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)),
                   GTK_WIDGET (self),
                   GTK_WIDGET (plate));
}

static void
do_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtDcaBank *self = LT_DCA_BANK (widget);
  guint      param, value;
  if (!self->console)
    return;
  if (g_str_equal (action, "dca.set")) {
    g_variant_get (parameter, "(uu)", &param, &value);
    lt_console_ask (self->console,
                    lt_console_address (0, (LtParam)param, 0),
                    value,
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
  } else if (g_str_equal (action, "dca.rename"))
    rename_dca (self, (int)g_variant_get_uint32 (parameter));
  else
    open_members (self, (int)g_variant_get_uint32 (parameter));
}

// --- showing ---

static gboolean
has_members (LtDcaBank *self, int dca)
{
  LtMirror *mirror = get_mirror (self);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++)
    if (lt_mirror_value (mirror,
                         lt_console_address (lt_mirror_strip_at (mirror, i)->id,
                                             (LtParam)(LT_PARAM_DCA + dca),
                                             0)) > 0.5)
      return TRUE;
  for (int i = 0; i < LT_N_DCAS; i++)
    if ((int)value_of (self, LT_PARAM_DCA_TO, i) == dca + 1)
      return TRUE;
  return FALSE;
}

static gboolean
is_used (LtDcaBank *self, int dca)
{
  return dca == self->opened || has_members (self, dca) ||
         *lt_mirror_text (get_mirror (self),
                          address_of (LT_PARAM_DCA_NAME, dca)) ||
         value_of (self, LT_PARAM_DCA_FADER, dca) != 0 ||
         value_of (self, LT_PARAM_DCA_MUTE, dca) > 0.5 ||
         value_of (self, LT_PARAM_DCA_SOLO, dca) > 0.5;
}

static void
show_value (LtDcaBank *self, int dca)
{
  Dca             *d    = &self->dca[dca];
  const char      *text = lt_control_get_text (LT_CONTROL (d->fader));
  g_autofree char *bare = g_strdup (text);
  g_autofree char *name = g_strdup_printf (_ ("DCA %d fader value"), dca + 1);
  char            *unit = strstr (bare, " dB");
  if (unit)
    *unit = 0;
  lt_lamp_set_text (LT_LAMP (d->value), bare);
  lt_lamp_set_name (LT_LAMP (d->value), name, text);
}

static void
show_plate (LtDcaBank *self, int dca)
{
  Dca        *d = &self->dca[dca];
  const char *name =
    lt_mirror_text (get_mirror (self), address_of (LT_PARAM_DCA_NAME, dca));
  const int        to     = (int)value_of (self, LT_PARAM_DCA_TO, dca);
  g_autofree char *number = g_strdup_printf (_ ("DCA %d"), dca + 1);
  g_autofree char *detail = dca == self->spilled ? g_strdup (_ ("spilled"))
                            : to ? g_strdup_printf (_ ("in DCA %d"), to)
                                 : g_strdup (number);
  lt_plate_set (LT_PLATE (d->plate),
                *name ? name : number,
                detail,
                (guint)value_of (self, LT_PARAM_DCA_COLOUR, dca),
                FALSE);
  const struct {
    GtkWidget  *widget;
    const char *word;
  } named[] = {{d->mute, _ ("mute")}, {d->solo, _ ("solo")}};
  for (size_t i = 0; i < G_N_ELEMENTS (named); i++) {
    g_autofree char *said =
      g_strdup_printf ("%s %s %s", number, name, named[i].word);
    lt_lamp_set_name (LT_LAMP (named[i].widget), said, NULL);
  }
  g_autofree char *fader = g_strdup_printf (_ ("%s %s fader"), number, name);
  lt_control_set_name (LT_CONTROL (d->fader), fader);
}

void
lt_dca_bank_value (LtDcaBank *self,
                   LtAddress  address,
                   double     value,
                   uint32_t   gesture)
{
  const int first = lt_param_info[address.param].first;
  const int dca   = (int)address.param - first;
  switch (first) {
    case LT_PARAM_DCA_FADER:
      lt_control_show (LT_CONTROL (self->dca[dca].fader), value, gesture);
      show_value (self, dca);
      break;
    case LT_PARAM_DCA_MUTE:
      lt_lamp_set_on (LT_LAMP (self->dca[dca].mute), value > 0.5);
      break;
    case LT_PARAM_DCA_SOLO:
      lt_lamp_set_on (LT_LAMP (self->dca[dca].solo), value > 0.5);
      break;
    default:
      break;
  }
}

void
lt_dca_bank_update (LtDcaBank *self, int spilled)
{
  gboolean any = FALSE;
  g_return_if_fail (LT_IS_DCA_BANK (self));
  self->spilled = spilled;
  for (int i = 0; i < LT_N_DCAS; i++) {
    const gboolean used = self->console && is_used (self, i);
    gtk_widget_set_visible (self->dca[i].box, used);
    any |= used;
    if (used)
      show_plate (self, i);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

static void
show_all (LtDcaBank *self)
{
  for (int i = 0; i < LT_N_DCAS; i++) {
    static const int firsts[] = {
      LT_PARAM_DCA_FADER, LT_PARAM_DCA_MUTE, LT_PARAM_DCA_SOLO};
    for (size_t k = 0; k < G_N_ELEMENTS (firsts); k++)
      lt_dca_bank_value (
        self, address_of (firsts[k], i), value_of (self, firsts[k], i), 0);
  }
}

void
lt_dca_bank_set_console (LtDcaBank *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_DCA_BANK (self));
  lt_popover_drop_all (GTK_WIDGET (self));
  self->console = console;
  self->opened  = -1;
  if (console)
    show_all (self);
  lt_dca_bank_update (self, -1);
}

GtkWidget *
lt_dca_bank_get_control (LtDcaBank *self, int dca, LtParam first)
{
  switch (first) {
    case LT_PARAM_DCA_FADER:
      return self->dca[dca].fader;
    case LT_PARAM_DCA_MUTE:
      return self->dca[dca].mute;
    case LT_PARAM_DCA_SOLO:
      return self->dca[dca].solo;
    case LT_PARAM_DCA_NAME:
      return self->dca[dca].plate;
    default:
      return NULL;
  }
}

static void
on_next (GtkButton *button, LtDcaBank *self)
{
  for (int i = 0; self->console && i < LT_N_DCAS; i++)
    if (!is_used (self, i)) {
      self->opened = i;
      lt_dca_bank_update (self, self->spilled);
      open_members (self, i);
      return;
    }
}

// --- the class ---

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  gtk_widget_measure (LT_DCA_BANK (widget)->box,
                      orientation,
                      for_size,
                      minimum,
                      natural,
                      NULL,
                      NULL);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (
    LT_DCA_BANK (widget)->box, &(GtkAllocation){0, 0, width, height}, -1);
  lt_popover_present_all (widget);
}

static void
dispose (GObject *object)
{
  LtDcaBank *self = LT_DCA_BANK (object);
  lt_popover_drop_all (GTK_WIDGET (self));
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lt_dca_bank_parent_class)->dispose (object);
}

static void
lt_dca_bank_class_init (LtDcaBankClass *klass)
{
  GtkWidgetClass *widget_class    = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->measure           = measure;
  widget_class->size_allocate     = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "ltdcas");
  gtk_widget_class_install_action (widget_class, "dca.set", "(uu)", do_action);
  gtk_widget_class_install_action (widget_class, "dca.rename", "u", do_action);
  gtk_widget_class_install_action (widget_class, "dca.members", "u", do_action);
  signals[SPILL] = g_signal_new ("spill",
                                 LT_TYPE_DCA_BANK,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_INT);
}

static GtkWidget *
numbered (GtkWidget *widget, int number)
{
  g_object_set_data (G_OBJECT (widget), "number", GINT_TO_POINTER (number));
  return widget;
}

static void
make_dca (LtDcaBank *self, int i)
{
  Dca       *d     = &self->dca[i];
  GtkWidget *lamps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  d->box           = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  d->mute          = numbered (lt_lamp_new (LT_LAMP_MUTE, C_ ("mute", "M")), i);
  d->solo          = numbered (lt_lamp_new (LT_LAMP_SOLO, C_ ("solo", "S")), i);
  d->value         = numbered (lt_lamp_new (LT_LAMP_VALUE, ""), i);
  d->fader         = numbered (lt_fader_new (LT_PARAM_DCA_FADER), i);
  d->plate         = numbered (lt_plate_new (), i);
  gtk_widget_set_hexpand (d->mute, TRUE);
  gtk_widget_set_hexpand (d->solo, TRUE);
  gtk_widget_set_vexpand (d->fader, TRUE);
  gtk_widget_set_size_request (d->value, -1, 20);
  gtk_widget_set_size_request (d->mute, 24, 28);
  gtk_widget_set_size_request (d->solo, 24, 28);
  gtk_widget_set_size_request (d->plate, 66, 46);
  gtk_widget_add_css_class (d->box, "lt-dca");
  gtk_box_append (GTK_BOX (lamps), d->mute);
  gtk_box_append (GTK_BOX (lamps), d->solo);
  gtk_box_append (GTK_BOX (d->box), lamps);
  gtk_box_append (GTK_BOX (d->box), d->value);
  gtk_box_append (GTK_BOX (d->box), d->fader);
  gtk_box_append (GTK_BOX (d->box), d->plate);
  g_signal_connect (d->mute, "clicked", G_CALLBACK (on_lamp), self);
  g_signal_connect (d->solo, "clicked", G_CALLBACK (on_lamp), self);
  g_signal_connect (d->value, "clicked", G_CALLBACK (on_value), self);
  g_signal_connect (d->fader, "ask", G_CALLBACK (on_ask), self);
  g_signal_connect (d->fader, "edit", G_CALLBACK (on_edit), self);
  g_signal_connect (d->plate, "select", G_CALLBACK (on_select), self);
  g_signal_connect (d->plate, "rename", G_CALLBACK (on_rename), self);
  g_signal_connect (d->plate, "menu", G_CALLBACK (on_menu), self);
  gtk_widget_set_visible (d->box, FALSE);
  gtk_box_append (GTK_BOX (self->box), d->box);
}

static void
lt_dca_bank_init (LtDcaBank *self)
{
  GtkWidget *next = gtk_button_new_with_label ("+");
  self->box       = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->opened = self->spilled = -1;
  for (int i = 0; i < LT_N_DCAS; i++)
    make_dca (self, i);
  gtk_widget_add_css_class (self->box, "lt-dcas");
  gtk_widget_add_css_class (next, "lt-plain");
  gtk_widget_set_valign (next, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (next, _ ("The next DCA"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (next),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The next DCA"),
                                  -1);
  g_signal_connect (next, "clicked", G_CALLBACK (on_next), self);
  gtk_box_append (GTK_BOX (self->box), next);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lt_dca_bank_new (void)
{
  return g_object_new (LT_TYPE_DCA_BANK, NULL);
}
