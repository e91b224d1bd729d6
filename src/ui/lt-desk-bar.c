// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-desk-bar.h"

#include "base/lt-i18n.h"
#include "ui/lt-editor.h"
#include "ui/lt-knob.h"

struct _LtDeskBar {
  GtkWidget  parent_instance;
  LtConsole *console;
  GtkWidget *fixed[3], *layers, *groups, *hidden, *banner, *banner_text, *leave;
  GtkWidget *group[LT_N_MUTE_GROUPS];
  LtShown    shown;
  uint32_t   selected;
  char      *drawn;  ///< What the layer buttons were made from
  int        edited; ///< Layer or mute group whose text is typed
  LtParam    edited_param;
};

enum { SHOW, LEAVE, N_SIGNALS };

G_DEFINE_FINAL_TYPE (LtDeskBar, lt_desk_bar, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static LtMirror *
get_mirror (LtDeskBar *self)
{
  return lt_console_get_mirror (self->console);
}

static LtAddress
desk_address (int param)
{
  return lt_console_address (0, (LtParam)param, 0);
}

static void
set_text (LtDeskBar *self, int param, const char *text)
{
  lt_mirror_set_text (get_mirror (self), desk_address (param), text);
}

static GtkWidget *
new_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (button, "lt-plain");
  return button;
}

static void
set_lit (GtkWidget *button, gboolean is_lit)
{
  if (is_lit)
    gtk_widget_add_css_class (button, "on");
  else
    gtk_widget_remove_css_class (button, "on");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button),
                               GTK_ACCESSIBLE_STATE_PRESSED,
                               is_lit ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                      : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

// --- what is shown ---

static void
on_fixed (GtkButton *button, LtDeskBar *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fixed); i++)
    if (self->fixed[i] == GTK_WIDGET (button))
      g_signal_emit (self, signals[SHOW], 0, i, 0);
}

static int
number_of (gpointer widget)
{
  return GPOINTER_TO_INT (g_object_get_data (widget, "number"));
}

static void
on_layer (GtkButton *button, LtDeskBar *self)
{
  g_signal_emit (self, signals[SHOW], 0, LT_SHOWN_LAYER, number_of (button));
}

static gboolean
apply_text (gpointer data, const char *text, LtError *error)
{
  LtDeskBar *self = data;
  set_text (self, (int)self->edited_param + self->edited, text);
  return TRUE;
}

static void
edit_text (LtDeskBar  *self,
           LtParam     param,
           int         number,
           GtkWidget  *over,
           const char *label)
{
  self->edited       = number;
  self->edited_param = param;
  lt_editor_open (
    GTK_WIDGET (self),
    over,
    label,
    lt_mirror_text (get_mirror (self), desk_address ((int)param + number)),
    FALSE,
    apply_text,
    self);
}

/* The strips that are shown, as a layer of their own. */
static void
on_new_layer (GtkButton *button, LtDeskBar *self)
{
  for (int i = 0; self->console && i < LT_N_LAYERS; i++) {
    if (lt_shown_layer_is_used (get_mirror (self), i))
      continue;
    g_autoptr (GPtrArray) list = lt_shown_list (get_mirror (self), self->shown);
    g_autofree char *text      = lt_shown_text (list);
    set_text (self, LT_PARAM_LAYER_STRIPS + i, text);
    g_signal_emit (self, signals[SHOW], 0, LT_SHOWN_LAYER, i);
    edit_text (
      self, LT_PARAM_LAYER_NAME, i, GTK_WIDGET (button), _ ("Layer name"));
    return;
  }
}

static void
change_layer (LtDeskBar *self, int layer, gboolean is_add)
{
  const LtShown shown        = {LT_SHOWN_LAYER, layer};
  g_autoptr (GPtrArray) list = lt_shown_list (get_mirror (self), shown);
  LtMirrorStrip *strip = lt_mirror_strip (get_mirror (self), self->selected);
  if (!strip)
    return;
  g_ptr_array_remove (list, strip);
  if (is_add)
    g_ptr_array_add (list, strip);
  g_autofree char *text = lt_shown_text (list);
  set_text (self, LT_PARAM_LAYER_STRIPS + layer, text);
}

static void
do_layer_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtDeskBar *self  = LT_DESK_BAR (widget);
  const int  layer = (int)g_variant_get_uint32 (parameter);
  if (!self->console)
    return;
  if (g_str_equal (action, "layer.rename"))
    edit_text (
      self, LT_PARAM_LAYER_NAME, layer, self->layers, _ ("Layer name"));
  else if (g_str_equal (action, "layer.add"))
    change_layer (self, layer, TRUE);
  else if (g_str_equal (action, "layer.take"))
    change_layer (self, layer, FALSE);
  else if (g_str_equal (action, "layer.delete")) {
    set_text (self, LT_PARAM_LAYER_STRIPS + layer, "");
    set_text (self, LT_PARAM_LAYER_NAME + layer, "");
    g_signal_emit (self, signals[SHOW], 0, LT_SHOWN_ALL, 0);
  } else
    edit_text (self,
               LT_PARAM_MUTE_GROUP_NAME,
               layer,
               self->group[layer],
               _ ("Mute group name"));
}

static void
add_item (GMenu *menu, const char *label, const char *action, int number)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, action, "u", (guint)number);
  g_menu_append_item (menu, item);
}

static void
on_layer_menu (GtkGestureClick *click, int n, double x, double y, gpointer data)
{
  LtDeskBar *self = data;
  GtkWidget *button =
    gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  const int layer        = number_of (button);
  g_autoptr (GMenu) menu = g_menu_new ();
  add_item (menu, _ ("Rename …"), "layer.rename", layer);
  add_item (menu, _ ("Add the selected strip"), "layer.add", layer);
  add_item (menu, _ ("Take the selected strip out"), "layer.take", layer);
  add_item (menu, _ ("Delete the layer"), "layer.delete", layer);
  lt_popover_open (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)),
                   GTK_WIDGET (self),
                   button);
}

static void
add_menu (GtkWidget *button, GCallback open, LtDeskBar *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click),
                                 GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", open, self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));
}

static void
make_layers (LtDeskBar *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->layers)))
    gtk_box_remove (GTK_BOX (self->layers), child);
  for (int i = 0; i < LT_N_LAYERS; i++) {
    if (!lt_shown_layer_is_used (get_mirror (self), i))
      continue;
    g_autofree char *name =
      lt_shown_name (get_mirror (self), (LtShown){LT_SHOWN_LAYER, i});
    GtkWidget *button = new_button (name);
    g_object_set_data (G_OBJECT (button), "number", GINT_TO_POINTER (i));
    gtk_widget_set_tooltip_text (button, _ ("Right click: change the layer"));
    g_signal_connect (button, "clicked", G_CALLBACK (on_layer), self);
    add_menu (button, G_CALLBACK (on_layer_menu), self);
    gtk_box_append (GTK_BOX (self->layers), button);
  }
}

/* Buttons are made anew only when layers have changed. */
static void
show_layers (LtDeskBar *self)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (int i = 0; i < LT_N_LAYERS; i++) {
    const LtShown    shown = {LT_SHOWN_LAYER, i};
    g_autofree char *name  = lt_shown_name (get_mirror (self), shown);
    if (lt_shown_layer_is_used (get_mirror (self), i))
      g_string_append_printf (all, "%d %s\n", i, name);
  }
  if (g_strcmp0 (all->str, self->drawn) != 0) {
    g_free (self->drawn);
    self->drawn = g_strdup (all->str);
    make_layers (self);
  }
  for (GtkWidget *w = gtk_widget_get_first_child (self->layers); w;
       w            = gtk_widget_get_next_sibling (w))
    set_lit (w,
             self->shown.kind == LT_SHOWN_LAYER &&
               self->shown.number == number_of (w));
}

// --- hidden strips ---

static void
on_unhide (GtkButton *button, LtDeskBar *self)
{
  if (self->console)
    lt_console_switch (
      self->console,
      lt_console_address ((uint32_t)number_of (button), LT_PARAM_HIDDEN, 0),
      false);
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
}

static void
on_hidden (GtkButton *button, LtDeskBar *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box     = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  LtMirror  *mirror  = get_mirror (self);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Hidden: click to show")));
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip  *strip  = lt_mirror_strip_at (mirror, i);
    const LtAddress hidden = lt_console_address (strip->id, LT_PARAM_HIDDEN, 0);
    if (lt_mirror_value (mirror, hidden) < 0.5)
      continue;
    GtkWidget *show = new_button (strip->name);
    g_object_set_data (
      G_OBJECT (show), "number", GINT_TO_POINTER ((int)strip->id));
    g_signal_connect (show, "clicked", G_CALLBACK (on_unhide), self);
    gtk_box_append (GTK_BOX (box), show);
  }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  lt_popover_open (popover, GTK_WIDGET (self), GTK_WIDGET (button));
}

// --- mute groups ---

static void
on_group (GtkButton *button, LtDeskBar *self)
{
  const LtAddress on =
    desk_address (LT_PARAM_MUTE_GROUP_ON + number_of (button));
  if (self->console)
    lt_console_switch (
      self->console, on, lt_mirror_value (get_mirror (self), on) < 0.5);
}

static guint
on_dim (LtControl *control,
        double     value,
        guint      gesture,
        guint      flags,
        LtDeskBar *self)
{
  return self->console ? lt_console_ask (self->console,
                                         desk_address (LT_PARAM_MUTE_GROUP_DIM +
                                                       number_of (control)),
                                         value,
                                         gesture,
                                         flags)
                       : 0;
}

static void
on_member (GtkCheckButton *button, LtDeskBar *self)
{
  const uint32_t strip =
    GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "strip"));
  if (self->console)
    lt_console_switch (
      self->console,
      lt_console_address (
        strip, (LtParam)(LT_PARAM_MUTE_GROUP + number_of (button)), 0),
      gtk_check_button_get_active (button));
}

static GtkWidget *
make_members (LtDeskBar *self, int group)
{
  LtMirror  *mirror = get_mirror (self);
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *box    = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    GtkWidget     *check = gtk_check_button_new_with_label (strip->name);
    gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check),
      lt_mirror_value (
        mirror,
        lt_console_address (
          strip->id, (LtParam)(LT_PARAM_MUTE_GROUP + group), 0)) > 0.5);
    g_object_set_data (G_OBJECT (check), "number", GINT_TO_POINTER (group));
    g_object_set_data (G_OBJECT (check), "strip", GUINT_TO_POINTER (strip->id));
    g_signal_connect (check, "toggled", G_CALLBACK (on_member), self);
    gtk_box_append (GTK_BOX (box), check);
  }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (
    GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll),
                                              400);
  return scroll;
}

static void
on_group_menu (GtkGestureClick *click, int n, double x, double y, gpointer data)
{
  LtDeskBar *self = data;
  GtkWidget *button =
    gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  const int  group   = number_of (button);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box     = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *rename  = new_button (_ ("Rename …"));
  GtkWidget *dim =
    lt_knob_new ((LtParam)(LT_PARAM_MUTE_GROUP_DIM + group), LT_KNOB_BAR);
  if (!self->console)
    return;
  lt_knob_set_caption (LT_KNOB (dim), _ ("leaves"));
  lt_control_set_name (LT_CONTROL (dim), _ ("What the mute group leaves"));
  lt_control_show (
    LT_CONTROL (dim),
    lt_mirror_value (get_mirror (self),
                     desk_address (LT_PARAM_MUTE_GROUP_DIM + group)),
    0);
  g_object_set_data (G_OBJECT (dim), "number", GINT_TO_POINTER (group));
  g_signal_connect (dim, "ask", G_CALLBACK (on_dim), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (rename), "group.rename");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (rename), "u", (guint)group);
  gtk_widget_set_size_request (dim, 140, 24);
  gtk_box_append (GTK_BOX (box), rename);
  gtk_box_append (GTK_BOX (box), dim);
  gtk_box_append (GTK_BOX (box), make_members (self, group));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  lt_popover_open (popover, GTK_WIDGET (self), button);
}

static void
show_groups (LtDeskBar *self)
{
  for (int i = 0; i < LT_N_MUTE_GROUPS; i++) {
    const char *name = lt_mirror_text (
      get_mirror (self), desk_address (LT_PARAM_MUTE_GROUP_NAME + i));
    g_autofree char *label =
      *name ? g_strdup (name) : g_strdup_printf (_ ("MG %d"), i + 1);
    g_autofree char *spoken =
      g_strdup_printf (_ ("Mute group %d %s"), i + 1, name);
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->group[i])), label))
      gtk_button_set_label (GTK_BUTTON (self->group[i]), label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->group[i]),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    spoken,
                                    -1);
    set_lit (self->group[i],
             lt_mirror_value (get_mirror (self),
                              desk_address (LT_PARAM_MUTE_GROUP_ON + i)) > 0.5);
  }
}

// --- all ---

void
lt_desk_bar_update (LtDeskBar     *self,
                    LtShown        shown,
                    uint32_t       selected,
                    const char    *banner,
                    const GdkRGBA *colour)
{
  g_return_if_fail (LT_IS_DESK_BAR (self));
  self->shown    = shown;
  self->selected = selected;
  if (!self->console)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->fixed); i++)
    set_lit (self->fixed[i], shown.kind == i);
  show_layers (self);
  show_groups (self);
  const int        n = lt_shown_n_hidden (get_mirror (self));
  g_autofree char *hidden =
    g_strdup_printf (ngettext ("%d hidden", "%d hidden", (gulong)n), n);
  gtk_button_set_label (GTK_BUTTON (self->hidden), hidden);
  gtk_widget_set_visible (self->hidden, n > 0);
  gtk_widget_set_visible (self->banner, banner != NULL);
  if (!banner)
    return;
  PangoAttrList *attributes = pango_attr_list_new ();
  const gboolean is_light =
    colour &&
    0.21f * colour->red + 0.72f * colour->green + 0.07f * colour->blue > 0.45f;
  const guint16 ink = is_light ? 0x1000 : 0xFFFF;
  if (colour) {
    pango_attr_list_insert (
      attributes,
      pango_attr_background_new ((guint16)(colour->red * 65535),
                                 (guint16)(colour->green * 65535),
                                 (guint16)(colour->blue * 65535)));
    pango_attr_list_insert (attributes,
                            pango_attr_foreground_new (ink, ink, ink));
  }
  pango_attr_list_insert (attributes,
                          pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  g_autofree char *padded =
    g_strdup_printf ("\342\200\202%s\342\200\202", banner);
  gtk_label_set_text (GTK_LABEL (self->banner_text), padded);
  gtk_label_set_attributes (GTK_LABEL (self->banner_text), attributes);
  pango_attr_list_unref (attributes);
}

void
lt_desk_bar_set_console (LtDeskBar *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_DESK_BAR (self));
  lt_popover_drop_all (GTK_WIDGET (self));
  self->console = console;
  g_clear_pointer (&self->drawn, g_free);
}

static void
on_leave (GtkButton *button, LtDeskBar *self)
{
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *box = gtk_widget_get_first_child (widget);
  gtk_widget_size_allocate (box, &(GtkAllocation){0, 0, width, height}, -1);
  lt_popover_present_all (widget);
}

static void
measure (GtkWidget     *widget,
         GtkOrientation orientation,
         int            for_size,
         int           *minimum,
         int           *natural,
         int           *minimum_baseline,
         int           *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget),
                      orientation,
                      for_size,
                      minimum,
                      natural,
                      NULL,
                      NULL);
}

static void
dispose (GObject *object)
{
  LtDeskBar *self = LT_DESK_BAR (object);
  GtkWidget *child;
  lt_popover_drop_all (GTK_WIDGET (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_desk_bar_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (LT_DESK_BAR (object)->drawn);
  G_OBJECT_CLASS (lt_desk_bar_parent_class)->finalize (object);
}

static void
lt_desk_bar_class_init (LtDeskBarClass *klass)
{
  static const char *const actions[] = {
    "layer.rename", "layer.add", "layer.take", "layer.delete", "group.rename"};
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure            = measure;
  widget_class->size_allocate      = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "ltdeskbar");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (
      widget_class, actions[i], "u", do_layer_action);
  signals[SHOW]  = g_signal_new ("show-strips",
                                LT_TYPE_DESK_BAR,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_UINT,
                                G_TYPE_INT);
  signals[LEAVE] = g_signal_new ("leave",
                                 LT_TYPE_DESK_BAR,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
lt_desk_bar_init (LtDeskBar *self)
{
  static const char *const words[] = {N_ ("All"), N_ ("Inputs"), N_ ("Buses")};
  GtkWidget               *box   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget               *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget               *add   = new_button ("+");
  self->layers                   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->groups                   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->hidden                   = new_button ("");
  self->banner                   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->banner_text              = gtk_label_new (NULL);
  self->leave                    = new_button (_ ("Leave (Esc)"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    self->fixed[i] = new_button (_ (words[i]));
    g_signal_connect (self->fixed[i], "clicked", G_CALLBACK (on_fixed), self);
    gtk_box_append (GTK_BOX (box), self->fixed[i]);
  }
  for (int i = 0; i < LT_N_MUTE_GROUPS; i++) {
    self->group[i] = new_button ("");
    gtk_widget_add_css_class (self->group[i], "mute");
    gtk_widget_set_tooltip_text (
      self->group[i], _ ("Right click: name, members, what it leaves"));
    g_object_set_data (
      G_OBJECT (self->group[i]), "number", GINT_TO_POINTER (i));
    g_signal_connect (self->group[i], "clicked", G_CALLBACK (on_group), self);
    add_menu (self->group[i], G_CALLBACK (on_group_menu), self);
    gtk_box_append (GTK_BOX (self->groups), self->group[i]);
  }
  gtk_widget_set_tooltip_text (add, _ ("A layer of the strips shown"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("New layer of the strips shown"),
                                  -1);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_widget_add_css_class (box, "lt-bar");
  g_signal_connect (add, "clicked", G_CALLBACK (on_new_layer), self);
  g_signal_connect (self->hidden, "clicked", G_CALLBACK (on_hidden), self);
  g_signal_connect (self->leave, "clicked", G_CALLBACK (on_leave), self);
  gtk_box_append (GTK_BOX (self->banner), self->banner_text);
  gtk_box_append (GTK_BOX (self->banner), self->leave);
  GtkWidget *const order[] = {
    self->layers, add, self->hidden, space, self->banner, self->groups};
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    gtk_box_append (GTK_BOX (box), order[i]);
  gtk_widget_set_visible (self->hidden, FALSE);
  gtk_widget_set_visible (self->banner, FALSE);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
lt_desk_bar_new (void)
{
  return g_object_new (LT_TYPE_DESK_BAR, NULL);
}
