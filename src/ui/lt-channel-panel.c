// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-channel-panel.h"

#include "base/lt-i18n.h"
#include "ui/lt-draw.h"
#include "ui/lt-dynamics-graph.h"
#include "ui/lt-editor.h"
#include "ui/lt-eq-graph.h"
#include "ui/lt-key-button.h"

/* The panel is this table: groups from left to right, a control a row. */

typedef enum {
  SHAPE,
  FILTERS,
  GATE,
  EQ,
  COMPRESSOR,
  SATURATION,
  N_GROUPS
} Group;

typedef enum { LAMP, KNOB, CHOICE, KEY } Role;

static const struct {
  const char *title;
  LtParam     on; ///< Its switch; LT_N_PARAMS: none
} groups[N_GROUPS] = {
  [SHAPE]      = {N_ ("Strip"), LT_N_PARAMS},
  [FILTERS]    = {N_ ("Filters"), LT_N_PARAMS},
  [GATE]       = {N_ ("Gate"), LT_PARAM_GATE_ON},
  [EQ]         = {N_ ("EQ"), LT_PARAM_EQ_ON},
  [COMPRESSOR] = {N_ ("Compressor"), LT_PARAM_COMPRESSOR_ON},
  [SATURATION] = {N_ ("Saturation"), LT_PARAM_SATURATION_FITTED},
};

static const char *const slopes[]    = {"12", "18", "24"};
static const char *const modes[]     = {N_ ("Gate"), N_ ("Exp"), N_ ("Duck")};
static const char *const shapes[]    = {N_ ("Bell"),
                                        N_ ("Low"),
                                        N_ ("High"),
                                        N_ ("Notch")};
static const char *const detectors[] = {N_ ("RMS"), N_ ("Peak")};
static const char *const orders[]    = {N_ ("EQ-dyn"), N_ ("Dyn-EQ")};

static const struct {
  Group              group;
  LtParam            param;
  Role               role;
  int                column, row, width;
  const char        *caption;
  const char *const *words;
} cells[] = {
  {SHAPE, LT_PARAM_TRIM, KNOB, 0, 0, 1, N_ ("Trim"), NULL},
  {SHAPE, LT_PARAM_DELAY, KNOB, 0, 1, 1, N_ ("Delay"), NULL},
  {SHAPE, LT_PARAM_WIDTH, KNOB, 0, 2, 1, N_ ("Width"), NULL},

  {FILTERS, LT_PARAM_HIGH_PASS_ON, LAMP, 0, 0, 1, N_ ("HPF"), NULL},
  {FILTERS, LT_PARAM_HIGH_PASS_FREQUENCY, KNOB, 1, 0, 1, N_ ("Low cut"), NULL},
  {FILTERS, LT_PARAM_HIGH_PASS_SLOPE, CHOICE, 0, 1, 2, NULL, slopes},
  {FILTERS, LT_PARAM_LOW_PASS_ON, LAMP, 0, 2, 1, N_ ("LPF"), NULL},
  {FILTERS, LT_PARAM_LOW_PASS_FREQUENCY, KNOB, 1, 2, 1, N_ ("High cut"), NULL},
  {FILTERS, LT_PARAM_ORDER, CHOICE, 0, 3, 2, NULL, orders},

  {GATE, LT_PARAM_GATE_MODE, CHOICE, 0, 0, 2, NULL, modes},
  {GATE, LT_PARAM_GATE_THRESHOLD, KNOB, 0, 1, 1, N_ ("Threshold"), NULL},
  {GATE, LT_PARAM_GATE_RANGE, KNOB, 1, 1, 1, N_ ("Range"), NULL},
  {GATE, LT_PARAM_GATE_HYSTERESIS, KNOB, 0, 2, 1, N_ ("Hysteresis"), NULL},
  {GATE, LT_PARAM_GATE_RATIO, KNOB, 1, 2, 1, N_ ("Ratio"), NULL},
  {GATE, LT_PARAM_GATE_ATTACK, KNOB, 2, 0, 1, N_ ("Attack"), NULL},
  {GATE, LT_PARAM_GATE_HOLD, KNOB, 2, 1, 1, N_ ("Hold"), NULL},
  {GATE, LT_PARAM_GATE_RELEASE, KNOB, 2, 2, 1, N_ ("Release"), NULL},
  {GATE, LT_PARAM_GATE_KEY, KEY, 0, 5, 3, NULL, NULL},
  {GATE, LT_PARAM_GATE_KEY_FILTER, LAMP, 0, 3, 1, N_ ("Key filter"), NULL},
  {GATE, LT_PARAM_GATE_LISTEN, LAMP, 0, 4, 1, N_ ("Listen"), NULL},
  {GATE, LT_PARAM_GATE_KEY_LOW, KNOB, 1, 3, 2, N_ ("Key from"), NULL},
  {GATE, LT_PARAM_GATE_KEY_HIGH, KNOB, 1, 4, 2, N_ ("Key to"), NULL},

#define BAND(n, text)                                                          \
  {EQ, LT_PARAM_EQ_BAND_##n, LAMP, n - 1, 0, 1, text, NULL},                   \
    {EQ, LT_PARAM_EQ_SHAPE_##n, CHOICE, n - 1, 1, 1, NULL, shapes},            \
    {EQ, LT_PARAM_EQ_FREQUENCY_##n, KNOB, n - 1, 2, 1, N_ ("Freq"), NULL},     \
    {EQ, LT_PARAM_EQ_GAIN_##n, KNOB, n - 1, 3, 1, N_ ("Gain"), NULL},          \
  {                                                                            \
    EQ, LT_PARAM_EQ_Q_##n, KNOB, n - 1, 4, 1, N_ ("Q"), NULL                   \
  }
  BAND (1, "1"),
  BAND (2, "2"),
  BAND (3, "3"),
  BAND (4, "4"),
#undef BAND

  {COMPRESSOR,
   LT_PARAM_COMPRESSOR_THRESHOLD,
   KNOB,
   0,
   0,
   1,
   N_ ("Threshold"),
   NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_RATIO, KNOB, 1, 0, 1, N_ ("Ratio"), NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_KNEE, KNOB, 2, 0, 1, N_ ("Knee"), NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_ATTACK, KNOB, 0, 1, 1, N_ ("Attack"), NULL},
  {COMPRESSOR,
   LT_PARAM_COMPRESSOR_RELEASE,
   KNOB,
   1,
   1,
   1,
   N_ ("Release"),
   NULL},
  {COMPRESSOR,
   LT_PARAM_COMPRESSOR_AUTO_RELEASE,
   LAMP,
   2,
   1,
   1,
   N_ ("Auto rel"),
   NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_MAKEUP, KNOB, 0, 2, 1, N_ ("Make-up"), NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_MIX, KNOB, 1, 2, 1, N_ ("Mix"), NULL},
  {COMPRESSOR,
   LT_PARAM_COMPRESSOR_AUTO_MAKEUP,
   LAMP,
   2,
   2,
   1,
   N_ ("Auto gain"),
   NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_LINK, KNOB, 0, 3, 1, N_ ("Link"), NULL},
  {COMPRESSOR, LT_PARAM_COMPRESSOR_DETECTOR, CHOICE, 1, 3, 2, NULL, detectors},
  {COMPRESSOR,
   LT_PARAM_COMPRESSOR_KEY_FILTER,
   LAMP,
   0,
   4,
   1,
   N_ ("Key filter"),
   NULL},
  {COMPRESSOR,
   LT_PARAM_COMPRESSOR_KEY_LOW,
   KNOB,
   1,
   4,
   2,
   N_ ("Key from"),
   NULL},

  {COMPRESSOR, LT_PARAM_COMPRESSOR_KEY, KEY, 0, 5, 3, NULL, NULL},

  {SATURATION, LT_PARAM_SATURATION_ON, LAMP, 0, 0, 1, N_ ("On"), NULL},
  {SATURATION, LT_PARAM_SATURATION_DRIVE, KNOB, 0, 1, 1, N_ ("Drive"), NULL},
  {SATURATION, LT_PARAM_SATURATION_COLOUR, KNOB, 0, 2, 1, N_ ("Colour"), NULL},
  {SATURATION, LT_PARAM_SATURATION_MIX, KNOB, 0, 3, 1, N_ ("Mix"), NULL},
};

struct _LtChannelPanel {
  GtkWidget  parent_instance;
  LtBoard   *board;
  GtkWidget *title, *tools, *eq, *gate, *compressor, *empty, *row;
  GtkWidget *widgets[LT_N_PARAMS];
};

enum { CLOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtChannelPanel, lt_channel_panel, GTK_TYPE_WIDGET)

// --- what it shows ---

static void
update_graphs (LtChannelPanel *self)
{
  lt_eq_graph_update (LT_EQ_GRAPH (self->eq));
  lt_dynamics_graph_update (LT_DYNAMICS_GRAPH (self->gate));
  lt_dynamics_graph_update (LT_DYNAMICS_GRAPH (self->compressor));
}

static void
update_keys (LtChannelPanel *self)
{
  lt_key_button_update (LT_KEY_BUTTON (self->widgets[LT_PARAM_GATE_KEY]));
  lt_key_button_update (LT_KEY_BUTTON (self->widgets[LT_PARAM_COMPRESSOR_KEY]));
}

static LtMirrorStrip *
get_strip (LtChannelPanel *self)
{
  LtConsole     *console = lt_board_get_console (self->board);
  const uint32_t id      = lt_board_get_strip (self->board);
  return console && id ? lt_mirror_strip (lt_console_get_mirror (console), id)
                       : NULL;
}

void
lt_channel_panel_update (LtChannelPanel *self)
{
  g_return_if_fail (LT_IS_CHANNEL_PANEL (self));
  const LtMirrorStrip *strip = get_strip (self);
  gtk_label_set_text (GTK_LABEL (self->title), strip ? strip->name : "");
  gtk_widget_set_visible (self->empty, strip == NULL);
  gtk_widget_set_visible (self->row, strip != NULL);
  gtk_widget_set_visible (self->tools, strip != NULL);
  lt_channel_tools_update (LT_CHANNEL_TOOLS (self->tools));
  for (size_t i = 0; strip && i < G_N_ELEMENTS (cells); i++)
    gtk_widget_set_visible (
      self->widgets[cells[i].param],
      (lt_param_info[cells[i].param].kinds & strip->kind) != 0 &&
        (cells[i].param != LT_PARAM_WIDTH || strip->n_channels == 2) &&
        (cells[i].param != LT_PARAM_COMPRESSOR_LINK || strip->n_channels == 2));
  update_graphs (self);
  update_keys (self);
}

void
lt_channel_panel_set_console (LtChannelPanel *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_CHANNEL_PANEL (self));
  if (!console)
    lt_board_set_strip (self->board, 0);
  lt_board_set_console (self->board, console);
  lt_channel_panel_update (self);
}

void
lt_channel_panel_set_strip (LtChannelPanel *self, uint32_t strip)
{
  g_return_if_fail (LT_IS_CHANNEL_PANEL (self));
  if (strip == lt_board_get_strip (self->board))
    return;
  lt_eq_graph_release (LT_EQ_GRAPH (self->eq));
  // What was open was opened for that strip.
  lt_popover_drop_all (self->tools);
  lt_popover_drop_all (self->widgets[LT_PARAM_GATE_KEY]);
  lt_popover_drop_all (self->widgets[LT_PARAM_COMPRESSOR_KEY]);
  lt_board_set_strip (self->board, strip);
  lt_dynamics_graph_clear (LT_DYNAMICS_GRAPH (self->gate));
  lt_dynamics_graph_clear (LT_DYNAMICS_GRAPH (self->compressor));
  lt_channel_panel_update (self);
}

void
lt_channel_panel_value (LtChannelPanel *self,
                        LtAddress       address,
                        double          value,
                        uint32_t        gesture)
{
  g_return_if_fail (LT_IS_CHANNEL_PANEL (self));
  if (address.bus && address.bus == lt_board_get_strip (self->board) &&
      self->widgets[address.param])
    update_keys (self);
  if (address.strip && address.strip != lt_board_get_strip (self->board))
    return;
  lt_board_value (self->board, address, value, gesture);
  if (address.strip && self->widgets[address.param])
    update_graphs (self);
}

void
lt_channel_panel_feed (LtChannelPanel *self,
                       const LtMeter  *meters,
                       uint32_t        n_meters)
{
  g_return_if_fail (LT_IS_CHANNEL_PANEL (self));
  const LtMeter *meter =
    n_meters
      ? lt_mirror_meter (meters, n_meters, lt_board_get_strip (self->board))
      : NULL;
  lt_dynamics_graph_feed (LT_DYNAMICS_GRAPH (self->gate), meter);
  lt_dynamics_graph_feed (LT_DYNAMICS_GRAPH (self->compressor), meter);
}

LtChannelTools *
lt_channel_panel_get_tools (LtChannelPanel *self)
{
  return LT_CHANNEL_TOOLS (self->tools);
}

GtkWidget *
lt_channel_panel_get (LtChannelPanel *self, LtParam param)
{
  return self->widgets[param];
}

GtkWidget *
lt_channel_panel_get_graph (LtChannelPanel *self, LtSection section)
{
  switch ((int)section) {
    case LT_SECTION_GATE:
      return self->gate;
    case LT_SECTION_EQ:
      return self->eq;
    case LT_SECTION_COMPRESSOR:
      return self->compressor;
    default:
      return NULL;
  }
}

// --- making ---

static GtkWidget *
make_cell (LtChannelPanel *self, size_t i)
{
  const char *words[8] = {NULL};
  const int   n        = (int)lt_param_info[cells[i].param].max + 1;
  GtkWidget  *widget;
  switch (cells[i].role) {
    case LAMP:
      widget = lt_board_lamp (
        self->board, cells[i].param, LT_LAMP_SWITCH, _ (cells[i].caption));
      gtk_widget_add_css_class (widget, "lt-word");
      break;
    case KNOB:
      widget = lt_board_knob (
        self->board, cells[i].param, LT_KNOB_DIAL, _ (cells[i].caption));
      break;
    case KEY:
      widget = lt_key_button_new (self->board, cells[i].param);
      break;
    case CHOICE:
    default:
      for (int k = 0; k < n; k++)
        words[k] = _ (cells[i].words[k]);
      widget = lt_board_choice (self->board, cells[i].param, words);
      break;
  }
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  return self->widgets[cells[i].param] = widget;
}

static GtkWidget *
make_head (LtChannelPanel *self, Group group)
{
  const char *title = _ (groups[group].title);
  GtkWidget  *head;
  if (groups[group].on != LT_N_PARAMS) {
    head = lt_board_lamp (self->board, groups[group].on, LT_LAMP_SWITCH, title);
    self->widgets[groups[group].on] = head;
    gtk_widget_set_hexpand (head, TRUE);
    return head;
  }
  head = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "lt-section");
  return head;
}

static GtkWidget *
graph_of (LtChannelPanel *self, Group group)
{
  switch (group) {
    case GATE:
      return self->gate = lt_dynamics_graph_new (self->board, LT_GRAPH_GATE);
    case EQ:
      return self->eq = lt_eq_graph_new (self->board);
    case COMPRESSOR:
      return self->compressor =
               lt_dynamics_graph_new (self->board, LT_GRAPH_COMPRESSOR);
    case SHAPE:
    case FILTERS:
    case SATURATION:
    case N_GROUPS:
    default:
      return NULL;
  }
}

static GtkWidget *
make_group (LtChannelPanel *self, Group group)
{
  GtkWidget *box   = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 4,
                                 NULL);
  GtkWidget *grid  = gtk_grid_new ();
  GtkWidget *graph = graph_of (self, group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (groups[group].title),
                                  -1);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (size_t i = 0; i < G_N_ELEMENTS (cells); i++)
    if (cells[i].group == group)
      gtk_grid_attach (GTK_GRID (grid),
                       make_cell (self, i),
                       cells[i].column,
                       cells[i].row,
                       cells[i].width,
                       1);
  gtk_box_append (GTK_BOX (box), make_head (self, group));
  if (graph)
    gtk_box_append (GTK_BOX (box), graph);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_set_hexpand (box, group == EQ);
  gtk_widget_add_css_class (box, "lt-group");
  return box;
}

static void
on_close (GtkButton *button, LtChannelPanel *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static GtkWidget *
make_title (LtChannelPanel *self)
{
  GtkWidget *bar   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  self->title      = gtk_label_new ("");
  self->empty =
    gtk_label_new (_ ("Select a strip to see what it does with its signal."));
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "lt-channel-title");
  gtk_widget_add_css_class (self->empty, "lt-section");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_widget_add_css_class (close, "lt-plain");
  g_signal_connect (close, "clicked", G_CALLBACK (on_close), self);
  gtk_box_append (GTK_BOX (bar), self->title);
  self->tools = lt_channel_tools_new (self->board);
  gtk_box_append (GTK_BOX (bar), self->empty);
  gtk_box_append (GTK_BOX (bar), self->tools);
  gtk_box_append (GTK_BOX (bar), close);
  return bar;
}

static void
dispose (GObject *object)
{
  LtChannelPanel *self = LT_CHANNEL_PANEL (object);
  GtkWidget      *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_pointer (&self->board, lt_board_free);
  G_OBJECT_CLASS (lt_channel_panel_parent_class)->dispose (object);
}

static void
lt_channel_panel_class_init (LtChannelPanelClass *klass)
{
  GtkWidgetClass *widget_class    = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ltchannel");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CLOSE] = g_signal_new ("close",
                                 LT_TYPE_CHANNEL_PANEL,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
lt_channel_panel_init (LtChannelPanel *self)
{
  GtkWidget *box    = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  self->board       = lt_board_new ();
  self->row         = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  gtk_box_append (GTK_BOX (box), make_title (self));
  for (Group group = SHAPE; group < N_GROUPS; group++)
    gtk_box_append (GTK_BOX (self->row), make_group (self, group));
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->row);
  gtk_box_append (GTK_BOX (box), scroll);
  gtk_widget_add_css_class (box, "lt-channel");
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Channel view"),
                                  -1);
  lt_channel_panel_update (self);
}

GtkWidget *
lt_channel_panel_new (void)
{
  return g_object_new (LT_TYPE_CHANNEL_PANEL, NULL);
}
