// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-monitor-panel.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-editor.h"
#include "ui/lt-monitor-mark.h"
#include "ui/lt-monitor-picker.h"

enum { MONITOR, PHONES, TALKBACK, OSCILLATOR, N_PICKS };

struct _LtMonitorPanel {
  GtkWidget   parent_instance;
  LtBoard    *board;
  LtTalkback *talkback;
  GtkWidget  *fader, *mark, *reference, *picks[N_PICKS];
  GtkWidget  *widgets[LT_N_PARAMS];
  GtkWidget  *picker; ///< Open, or NULL
};

G_DEFINE_FINAL_TYPE (LtMonitorPanel, lt_monitor_panel, GTK_TYPE_WIDGET)

static const char *const monitor_words[] = {N_ ("Master"),
                                            N_ ("Bus"),
                                            N_ ("External input")};
static const char *const phones_words[]  = {N_ ("As the monitor"),
                                            N_ ("Master"),
                                            N_ ("Bus")};

static const LtMonitorPick picks[N_PICKS] = {
  [MONITOR]    = {N_ ("Monitor source"),
                  LT_N_PARAMS,
                  LT_PARAM_MONITOR_SOURCE,
                  LT_PARAM_MONITOR_BUS,
                  1,
                  monitor_words},
  [PHONES]     = {N_ ("Headphones source"),
                  LT_N_PARAMS,
                  LT_PARAM_PHONES_SOURCE,
                  LT_PARAM_PHONES_BUS,
                  2,
                  phones_words},
  [TALKBACK]   = {.title = N_ ("Talkback into"), .feeds = LT_PARAM_TALKBACK_TO},
  [OSCILLATOR] = {.title = N_ ("Oscillator into"),
                  .feeds = LT_PARAM_OSCILLATOR_TO},
};

// --- lists of buses ---

static LtParam
pick_param (int i)
{
  return picks[i].feeds != LT_N_PARAMS ? picks[i].feeds : picks[i].source;
}

static void
show_picks (LtMonitorPanel *self)
{
  LtConsole *console = lt_board_get_console (self->board);
  for (int i = 0; i < N_PICKS; i++) {
    g_autofree char *word = lt_monitor_pick_word (&picks[i], console);
    g_autofree char *text =
      i >= TALKBACK ? g_strdup_printf (_ ("into %s"), word) : g_strdup (word);
    g_autofree char *name =
      g_strdup_printf ("%s, %s", _ (picks[i].title), word);
    GtkWidget *button = self->picks[i];
    gtk_label_set_text (
      GTK_LABEL (g_object_get_data (G_OBJECT (button), "lt-label")), text);
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
  if (self->picker)
    lt_monitor_picker_update (LT_MONITOR_PICKER (self->picker));
}

static void
drop_picker (LtMonitorPanel *self)
{
  if (!self->picker)
    return;
  lt_monitor_picker_drop (LT_MONITOR_PICKER (self->picker));
  g_clear_weak_pointer (&self->picker);
}

static void
on_pick (GtkButton *button, LtMonitorPanel *self)
{
  LtConsole *console = lt_board_get_console (self->board);
  for (int i = 0; i < N_PICKS && console; i++)
    if (self->picks[i] == GTK_WIDGET (button)) {
      drop_picker (self);
      g_set_weak_pointer (
        &self->picker,
        lt_monitor_picker_open (
          GTK_WIDGET (self), GTK_WIDGET (button), console, &picks[i]));
    }
}

static GtkWidget *
make_pick (LtMonitorPanel *self, int i)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box    = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label  = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "lt-pick");
  gtk_widget_set_tooltip_text (button, _ (lt_param_info[pick_param (i)].doc));
  g_object_set_data (G_OBJECT (button), "lt-label", label);
  g_signal_connect (button, "clicked", G_CALLBACK (on_pick), self);
  lt_board_guard (self->board, pick_param (i), button);
  self->picks[i] = self->widgets[pick_param (i)] = button;
  return button;
}

// --- the reference ---

static void
go_to_reference (LtMonitorPanel *self)
{
  lt_board_ask (self->board,
                LT_PARAM_MONITOR_LEVEL,
                lt_board_get (self->board, LT_PARAM_MONITOR_REFERENCE));
}

static void
do_reference (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtMonitorPanel *self = LT_MONITOR_PANEL (widget);
  if (g_str_equal (action, "reference.go"))
    go_to_reference (self);
  else if (g_str_equal (action, "reference.set"))
    lt_board_ask (self->board,
                  LT_PARAM_MONITOR_REFERENCE,
                  lt_board_get (self->board, LT_PARAM_MONITOR_LEVEL));
  else
    lt_board_edit (
      self->board, LT_PARAM_MONITOR_REFERENCE, self->reference, NULL);
}

static void
on_reference_menu (GtkButton *button, LtMonitorPanel *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_menu_append (menu, _ ("Go to the reference"), "reference.go");
  g_menu_append (menu, _ ("Set reference here"), "reference.set");
  g_menu_append (menu, _ ("Reference at …"), "reference.edit");
  lt_popover_open (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)),
                   GTK_WIDGET (self),
                   GTK_WIDGET (button));
}

static void
on_secondary (GtkGestureClick *click,
              int              n,
              double           x,
              double           y,
              LtMonitorPanel  *self)
{
  on_reference_menu (GTK_BUTTON (self->reference), self);
}

static void
show_reference (LtMonitorPanel *self)
{
  char         plain[48], text[64];
  const double at    = lt_board_get (self->board, LT_PARAM_MONITOR_REFERENCE);
  const double level = lt_board_get (self->board, LT_PARAM_MONITOR_LEVEL);
  lt_param_format (LT_PARAM_MONITOR_REFERENCE, at, plain, sizeof plain);
  lt_draw_minus (plain, text, sizeof text);
  g_autofree char *shown = g_strdup_printf (_ ("Ref %s"), text);
  gtk_button_set_label (GTK_BUTTON (self->reference), shown);
  if (level == at)
    gtk_widget_add_css_class (self->reference, "on");
  else
    gtk_widget_remove_css_class (self->reference, "on");
  g_autofree char *name =
    g_strdup_printf ("%s, %s", _ ("Go to the reference level"), plain);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->reference), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  lt_monitor_mark_set (LT_MONITOR_MARK (self->mark), at);
}

// --- values ---

void
lt_monitor_panel_value (LtMonitorPanel *self,
                        LtAddress       address,
                        double          value,
                        uint32_t        gesture)
{
  g_return_if_fail (LT_IS_MONITOR_PANEL (self));
  if (!(lt_param_info[address.param].kinds &
        (LT_KIND_MONITOR | LT_KIND_TALKBACK | LT_KIND_OSCILLATOR |
         LT_KIND_SESSION)))
    return;
  lt_board_value (self->board, address, value, gesture);
  if (address.param == LT_PARAM_MONITOR_REFERENCE ||
      address.param == LT_PARAM_MONITOR_LEVEL)
    show_reference (self);
  for (int i = 0; i < N_PICKS; i++)
    if (address.param == pick_param (i) || address.param == picks[i].bus) {
      show_picks (self);
      break;
    }
}

void
lt_monitor_panel_update (LtMonitorPanel *self, gboolean all)
{
  g_return_if_fail (LT_IS_MONITOR_PANEL (self));
  if (all) {
    lt_board_sync (self->board);
    show_reference (self);
  }
  show_picks (self);
}

void
lt_monitor_panel_set_console (LtMonitorPanel *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_MONITOR_PANEL (self));
  drop_picker (self);
  lt_board_set_console (self->board, console);
  lt_monitor_panel_update (self, TRUE);
}

GtkWidget *
lt_monitor_panel_get (LtMonitorPanel *self, LtParam param)
{
  return self->widgets[param];
}

GtkWidget *
lt_monitor_panel_get_picker (LtMonitorPanel *self)
{
  return self->picker;
}

// --- making ---

static GtkWidget *
make_section (GtkWidget *panel, const char *title)
{
  GtkWidget *box   = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 3,
                                 NULL);
  GtkWidget *label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "lt-section");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (panel), box);
  return box;
}

static GtkWidget *
make_row (GtkWidget *section, gboolean is_even)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_box_set_homogeneous (GTK_BOX (row), is_even);
  gtk_box_append (GTK_BOX (section), row);
  return row;
}

static GtkWidget *
add_lamp (LtMonitorPanel *self,
          GtkWidget      *box,
          LtParam         param,
          LtLampLook      look,
          const char     *text)
{
  GtkWidget *lamp = lt_board_lamp (self->board, param, look, text);
  gtk_widget_set_hexpand (lamp, TRUE);
  gtk_box_append (GTK_BOX (box), lamp);
  return self->widgets[param] = lamp;
}

static void
add_knob (LtMonitorPanel *self,
          GtkWidget      *box,
          LtParam         param,
          LtKnobShape     shape,
          const char     *caption)
{
  self->widgets[param] = lt_board_knob (self->board, param, shape, caption);
  gtk_box_append (GTK_BOX (box), self->widgets[param]);
}

static GtkWidget *
add_choice (LtMonitorPanel    *self,
            GtkWidget         *box,
            LtParam            param,
            const char *const *words)
{
  self->widgets[param] = lt_board_choice (self->board, param, words);
  gtk_widget_set_hexpand (self->widgets[param], TRUE);
  gtk_box_append (GTK_BOX (box), self->widgets[param]);
  return self->widgets[param];
}

static GtkWidget *
make_button (const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "lt-plain");
  gtk_widget_set_hexpand (button, TRUE);
  return button;
}

static GtkWidget *
make_level (LtMonitorPanel *self)
{
  GtkWidget  *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget  *row    = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *click  = gtk_gesture_click_new ();
  self->fader        = lt_board_fader (self->board, LT_PARAM_MONITOR_LEVEL);
  self->mark         = lt_monitor_mark_new (self->fader);
  self->reference    = make_button ("");
  self->widgets[LT_PARAM_MONITOR_LEVEL]     = self->fader;
  self->widgets[LT_PARAM_MONITOR_REFERENCE] = self->reference;
  gtk_widget_set_vexpand (row, TRUE);
  gtk_widget_set_tooltip_text (self->reference,
                               _ ("Go to the reference level; the other "
                                  "button of the mouse sets it"));
  gtk_widget_set_tooltip_text (
    self->mark, _ (lt_param_info[LT_PARAM_MONITOR_REFERENCE].doc));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click),
                                 GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_secondary), self);
  gtk_widget_add_controller (self->reference, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (
    self->mark, "pressed", G_CALLBACK (go_to_reference), self);
  g_signal_connect_swapped (
    self->reference, "clicked", G_CALLBACK (go_to_reference), self);
  gtk_box_append (GTK_BOX (row), self->fader);
  gtk_box_append (GTK_BOX (row), self->mark);
  gtk_box_append (GTK_BOX (column),
                  lt_board_number (self->board, LT_PARAM_MONITOR_LEVEL));
  gtk_box_append (GTK_BOX (column), row);
  lt_board_guard (self->board, LT_PARAM_MONITOR_REFERENCE, self->mark);
  lt_board_guard (self->board, LT_PARAM_MONITOR_REFERENCE, self->reference);
  return column;
}

static GtkWidget *
make_more (GtkWidget *popover, const char *name)
{
  GtkWidget *more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (more), popover);
  gtk_widget_set_tooltip_text (more, name);
  /* The button in it is what has the focus. */
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (more)),
    GTK_ACCESSIBLE_PROPERTY_LABEL,
    name,
    -1);
  return more;
}

static void
make_monitor (LtMonitorPanel *self, GtkWidget *panel)
{
  GtkWidget *section  = make_section (panel, _ ("Monitor"));
  GtkWidget *row      = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *switches = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *foot;
  gtk_box_append (GTK_BOX (section), make_pick (self, MONITOR));
  gtk_widget_set_vexpand (section, TRUE);
  gtk_widget_set_hexpand (switches, TRUE);
  gtk_box_append (GTK_BOX (row), make_level (self));
  gtk_box_append (GTK_BOX (row), switches);
  gtk_box_append (GTK_BOX (section), row);
  add_lamp (self, switches, LT_PARAM_MONITOR_DIM, LT_LAMP_SOLO, _ ("DIM"));
  add_knob (
    self, switches, LT_PARAM_MONITOR_DIM_LEVEL, LT_KNOB_BAR, _ ("dim to"));
  add_lamp (self, switches, LT_PARAM_MONITOR_MUTE, LT_LAMP_MUTE, _ ("MUTE"));
  foot = make_row (switches, TRUE);
  add_lamp (self, foot, LT_PARAM_MONITOR_MUTE_LEFT, LT_LAMP_MUTE, _ ("mute L"));
  add_lamp (
    self, foot, LT_PARAM_MONITOR_MUTE_RIGHT, LT_LAMP_MUTE, _ ("mute R"));
  foot = make_row (switches, TRUE);
  add_lamp (self, foot, LT_PARAM_MONITOR_MONO, LT_LAMP_SWITCH, _ ("mono"));
  add_lamp (self, foot, LT_PARAM_MONITOR_SIDE, LT_LAMP_SWITCH, _ ("side"));
  foot = make_row (switches, TRUE);
  add_lamp (self,
            foot,
            LT_PARAM_MONITOR_SWAP,
            LT_LAMP_SWITCH,
            C_ ("left and right change places", "L \342\207\204 R"));
  add_lamp (
    self, foot, LT_PARAM_MONITOR_POLARITY, LT_LAMP_SWITCH, _ ("\303\230 R"));
  foot            = make_row (switches, FALSE);
  GtkWidget *more = gtk_button_new_from_icon_name ("view-more-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (more),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reference level"),
                                  -1);
  gtk_widget_set_tooltip_text (more, _ ("Reference level"));
  g_signal_connect (more, "clicked", G_CALLBACK (on_reference_menu), self);
  lt_board_guard (self->board, LT_PARAM_MONITOR_REFERENCE, more);
  gtk_box_append (GTK_BOX (foot), self->reference);
  gtk_box_append (GTK_BOX (foot), more);
}

static GtkWidget *
make_trims (LtMonitorPanel *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid    = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  for (int i = 0; i < LT_N_SPEAKERS; i++) {
    const char letter[2] = {(char)('A' + i), 0};
    GtkWidget *label     = gtk_label_new (letter);
    gtk_widget_add_css_class (label, "lt-section");
    gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
    for (int k = 0; k < 2; k++) {
      const LtParam param =
        (LtParam)((k ? LT_PARAM_SPEAKER_DELAY : LT_PARAM_SPEAKER_TRIM) + i);
      GtkWidget *knob = lt_board_knob (
        self->board, param, LT_KNOB_DIAL, k ? _ ("delay") : _ ("trim"));
      gtk_widget_add_css_class (knob, "lt-wide");
      self->widgets[param] = knob;
      gtk_grid_attach (GTK_GRID (grid), knob, k + 1, i, 1, 1);
    }
  }
  gtk_widget_add_css_class (popover, "lt-trims");
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  return popover;
}

static void
make_speakers (LtMonitorPanel *self, GtkWidget *panel)
{
  static const char *const sets[]   = {"A", "B", "C"};
  const char *const        places[] = {C_ ("translate", "off"),
                                       C_ ("translate", "small"),
                                       C_ ("translate", "phone"),
                                       C_ ("translate", "mono"),
                                       C_ ("translate", "car")};
  GtkWidget               *section  = make_section (panel, _ ("Speakers"));
  GtkWidget               *row      = make_row (section, FALSE);
  add_choice (self, row, LT_PARAM_MONITOR_SPEAKERS, sets);
  GtkWidget *more =
    make_more (make_trims (self), _ ("Trim and delay of the speakers"));
  lt_board_guard (self->board, LT_PARAM_SPEAKER_TRIM, more);
  gtk_box_append (GTK_BOX (row), more);
  add_choice (self, section, LT_PARAM_MONITOR_TRANSLATE, places);
}

static void
make_solo (LtMonitorPanel *self, GtkWidget *panel)
{
  const char *const modes[] = {C_ ("solo", "in place"),
                               C_ ("solo", "PFL"),
                               C_ ("solo", "AFL"),
                               C_ ("solo", "auto")};
  GtkWidget        *section = make_section (panel, _ ("Solo"));
  GtkWidget        *row;
  GtkWidget        *clear = make_button (_ ("clear"));
  add_choice (self, section, LT_PARAM_SOLO_MODE, modes);
  row = make_row (section, TRUE);
  add_knob (self, row, LT_PARAM_SOLO_LEVEL, LT_KNOB_BAR, _ ("level"));
  add_knob (self, row, LT_PARAM_SOLO_DIM, LT_KNOB_BAR, _ ("behind"));
  row = make_row (section, TRUE);
  add_lamp (
    self, row, LT_PARAM_SOLO_EXCLUSIVE, LT_LAMP_SWITCH, _ ("exclusive"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (clear), "win.solo-clear");
  gtk_accessible_update_property (GTK_ACCESSIBLE (clear),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clear all solos"),
                                  -1);
  gtk_widget_set_tooltip_text (clear, _ ("Clear all solos"));
  gtk_box_append (GTK_BOX (row), clear);
}

static void
make_phones (LtMonitorPanel *self, GtkWidget *panel)
{
  GtkWidget *section = make_section (panel, _ ("Headphones"));
  GtkWidget *row     = make_row (section, TRUE);
  gtk_box_append (GTK_BOX (row), make_pick (self, PHONES));
  add_knob (self, row, LT_PARAM_PHONES_LEVEL, LT_KNOB_BAR, _ ("level"));
}

static void
make_talkback (LtMonitorPanel *self, GtkWidget *panel)
{
  const char *const modes[] = {C_ ("talkback", "hold"),
                               C_ ("talkback", "latch")};
  GtkWidget        *section = make_section (panel, _ ("Talkback"));
  GtkWidget        *row     = make_row (section, TRUE);
  GtkWidget        *talk =
    add_lamp (self, row, LT_PARAM_TALKBACK_ON, LT_LAMP_MUTE, _ ("TALK"));
  lt_talkback_attach (self->talkback, talk);
  add_choice (self, row, LT_PARAM_TALKBACK_MODE, modes);
  row = make_row (section, TRUE);
  add_knob (self, row, LT_PARAM_TALKBACK_LEVEL, LT_KNOB_BAR, _ ("level"));
  add_knob (self, row, LT_PARAM_TALKBACK_DIM, LT_KNOB_BAR, _ ("dim to"));
  gtk_box_append (GTK_BOX (section), make_pick (self, TALKBACK));
}

static void
make_oscillator (LtMonitorPanel *self, GtkWidget *panel)
{
  const char *const waves[] = {C_ ("wave", "sine"),
                               C_ ("wave", "pink"),
                               C_ ("wave", "white"),
                               C_ ("wave", "sweep")};
  GtkWidget        *section = make_section (panel, _ ("Oscillator"));
  GtkWidget        *row     = make_row (section, FALSE);
  GtkWidget        *on =
    add_lamp (self, row, LT_PARAM_OSCILLATOR_ON, LT_LAMP_SOLO, _ ("ON"));
  gtk_widget_set_hexpand (on, FALSE);
  gtk_widget_add_css_class (on, "lt-short");
  add_choice (self, row, LT_PARAM_OSCILLATOR_WAVE, waves);
  row = make_row (section, TRUE);
  add_knob (
    self, row, LT_PARAM_OSCILLATOR_FREQUENCY, LT_KNOB_DIAL, _ ("frequency"));
  add_knob (self, row, LT_PARAM_OSCILLATOR_LEVEL, LT_KNOB_BAR, _ ("level"));
  gtk_box_append (GTK_BOX (section), make_pick (self, OSCILLATOR));
}

// --- the class ---

/* In one node: the cairo renderer walks all nodes of the window for each frame
   of the meters. */
static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const int    width  = gtk_widget_get_width (widget);
  const int    height = gtk_widget_get_height (widget);
  GtkSnapshot *inner  = gtk_snapshot_new ();
  GTK_WIDGET_CLASS (lt_monitor_panel_parent_class)->snapshot (widget, inner);
  GskRenderNode *node = gtk_snapshot_free_to_node (inner);
  if (!node)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  gsk_render_node_unref (node);
}

static void
dispose (GObject *object)
{
  LtMonitorPanel *self = LT_MONITOR_PANEL (object);
  GtkWidget      *child;
  g_clear_weak_pointer (&self->picker);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_monitor_panel_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  lt_board_free (LT_MONITOR_PANEL (object)->board);
  G_OBJECT_CLASS (lt_monitor_panel_parent_class)->finalize (object);
}

static void
lt_monitor_panel_class_init (LtMonitorPanelClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->snapshot           = snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ltmonitor");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (
    widget_class, "reference.go", NULL, do_reference);
  gtk_widget_class_install_action (
    widget_class, "reference.set", NULL, do_reference);
  gtk_widget_class_install_action (
    widget_class, "reference.edit", NULL, do_reference);
}

static void
lt_monitor_panel_init (LtMonitorPanel *self)
{
  self->board = lt_board_new ();
}

GtkWidget *
lt_monitor_panel_new (LtTalkback *talkback)
{
  LtMonitorPanel *self     = g_object_new (LT_TYPE_MONITOR_PANEL, NULL);
  GtkWidget      *scrolled = gtk_scrolled_window_new ();
  GtkWidget      *panel    = gtk_box_new (GTK_ORIENTATION_VERTICAL, 7);
  self->talkback           = talkback;
  make_monitor (self, panel);
  make_speakers (self, panel);
  make_solo (self, panel);
  make_phones (self, panel);
  make_talkback (self, panel);
  make_oscillator (self, panel);
  gtk_widget_add_css_class (panel, "lt-monitor");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Monitor section"),
                                  -1);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), panel);
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
  lt_monitor_panel_set_console (self, NULL);
  return GTK_WIDGET (self);
}
