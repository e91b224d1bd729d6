// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-footer.h"

#include "base/lt-i18n.h"

struct _LtFooter {
  GtkWidget  parent_instance;
  LtMixer   *mixer;
  LtConsole *console;
  GtkWidget *add, *count, *aux, *aux_label, *notice_box, *notice, *icon;
  GtkWidget *step, *undo, *redo;
  GArray    *aux_ids; ///< uint32_t, as in the drop-down
  guint      notice_id;
  gboolean   is_updating;
};

enum { NOTICE_S = 6 };

G_DEFINE_FINAL_TYPE (LtFooter, lt_footer, GTK_TYPE_WIDGET)

static LtMirror *
get_mirror (LtFooter *self)
{
  return lt_console_get_mirror (self->console);
}

// --- notices ---

static void
hide_notice (LtFooter *self)
{
  g_clear_handle_id (&self->notice_id, g_source_remove);
  gtk_widget_set_visible (self->notice_box, FALSE);
}

static gboolean
on_notice_over (gpointer data)
{
  LtFooter *self  = data;
  self->notice_id = 0;
  hide_notice (self);
  return G_SOURCE_REMOVE;
}

void
lt_footer_notice (LtFooter *self, LtSeverity severity, const char *text)
{
  static const char *const icons[]   = {"dialog-information-symbolic",
                                        "dialog-warning-symbolic",
                                        "dialog-error-symbolic"};
  static const char *const classes[] = {"info", "warning", "error"};
  g_return_if_fail (LT_IS_FOOTER (self));
  hide_notice (self);
  severity = MIN (severity, LT_NOTICE_ERROR);
  for (int i = 0; i < 3; i++)
    gtk_widget_remove_css_class (self->notice_box, classes[i]);
  gtk_widget_add_css_class (self->notice_box, classes[severity]);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icons[severity]);
  gtk_label_set_text (GTK_LABEL (self->notice), text);
  gtk_widget_set_tooltip_text (self->notice, text);
  gtk_widget_set_visible (self->notice_box, TRUE);
  if (severity != LT_NOTICE_ERROR)
    self->notice_id = g_timeout_add_seconds (NOTICE_S, on_notice_over, self);
}

const char *
lt_footer_get_notice (LtFooter *self)
{
  return gtk_widget_get_visible (self->notice_box)
           ? gtk_label_get_text (GTK_LABEL (self->notice))
           : NULL;
}

// --- what it shows ---

static void
show_auxes (LtFooter *self)
{
  LtMirror *mirror               = get_mirror (self);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint chosen                   = 0;
  g_array_set_size (self->aux_ids, 0);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (!(strip->kind & LT_KIND_SEND_BUS))
      continue;
    if (strip->id == lt_mixer_get_aux (self->mixer))
      chosen = self->aux_ids->len;
    g_array_append_val (self->aux_ids, strip->id);
    gtk_string_list_append (list, strip->name);
  }
  gboolean is_choice = self->aux_ids->len > 1;
  self->is_updating  = TRUE;
  if (is_choice) {
    gtk_drop_down_set_model (GTK_DROP_DOWN (self->aux), G_LIST_MODEL (list));
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->aux), chosen);
  }
  self->is_updating = FALSE;
  gtk_widget_set_visible (self->aux, is_choice);
  gtk_widget_set_visible (self->aux_label, is_choice);
}

void
lt_footer_update (LtFooter *self)
{
  g_return_if_fail (LT_IS_FOOTER (self));
  if (!self->console)
    return;
  const LtMirrorDesk *desk = lt_mirror_desk (get_mirror (self));
  guint               n    = lt_mirror_n_strips (get_mirror (self));
  g_autofree char    *count =
    g_strdup_printf (ngettext ("%u strip", "%u strips", n), n);
  g_autofree char *step = *desk->undo_label
                            ? g_strdup_printf (_ ("Last: %s"), desk->undo_label)
                            : g_strdup (_ ("Nothing to undo"));
  g_autofree char *undo = g_strdup_printf (_ ("Undo: %s"), desk->undo_label);
  g_autofree char *redo = g_strdup_printf (_ ("Redo: %s"), desk->redo_label);
  gtk_label_set_text (GTK_LABEL (self->count), count);
  gtk_label_set_text (GTK_LABEL (self->step), step);
  gtk_widget_set_tooltip_text (self->undo, desk->n_undo ? undo : NULL);
  gtk_widget_set_tooltip_text (self->redo, desk->n_redo ? redo : NULL);
  show_auxes (self);
}

static void
on_aux (GtkDropDown *drop, GParamSpec *spec, LtFooter *self)
{
  guint i = gtk_drop_down_get_selected (drop);
  if (!self->is_updating && i < self->aux_ids->len)
    lt_mixer_set_aux (self->mixer, g_array_index (self->aux_ids, uint32_t, i));
}

void
lt_footer_new_strip (LtFooter *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->add));
}

// --- the class ---

static void
dispose (GObject *object)
{
  LtFooter  *self = LT_FOOTER (object);
  GtkWidget *child;
  g_clear_handle_id (&self->notice_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_footer_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_array_unref (LT_FOOTER (object)->aux_ids);
  G_OBJECT_CLASS (lt_footer_parent_class)->finalize (object);
}

static void
lt_footer_class_init (LtFooterClass *klass)
{
  GtkWidgetClass *widget_class     = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose  = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ltfooter");
}

static GtkWidget *
make_add_button (void)
{
  GtkWidget *button      = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_menu_append (menu, _ ("Mono input"), "win.add::input-1");
  g_menu_append (menu, _ ("Stereo input"), "win.add::input-2");
  g_menu_append (menu, _ ("Group"), "win.add::group");
  g_menu_append (menu, _ ("Aux"), "win.add::aux");
  g_menu_append (menu, _ ("Cue"), "win.add::cue");
  g_menu_append (menu, _ ("Matrix"), "win.add::matrix");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("New strip"));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button),
                                  G_MENU_MODEL (menu));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
    GTK_ACCESSIBLE_PROPERTY_LABEL,
    _ ("New strip"),
    -1);
  return button;
}

static GtkWidget *
make_notice (LtFooter *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  self->notice_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->notice     = gtk_label_new (NULL);
  self->icon       = gtk_image_new ();
  gtk_label_set_ellipsize (GTK_LABEL (self->notice), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->notice_box, "lt-notice");
  gtk_widget_add_css_class (close, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (close),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Put the message away"),
                                  -1);
  gtk_box_append (GTK_BOX (self->notice_box), self->icon);
  gtk_box_append (GTK_BOX (self->notice_box), self->notice);
  gtk_box_append (GTK_BOX (self->notice_box), close);
  gtk_widget_set_visible (self->notice_box, FALSE);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (hide_notice), self);
  return self->notice_box;
}

static GtkWidget *
make_step_button (const char *icon, const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
lt_footer_init (LtFooter *self)
{
  GtkWidget *box   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *left  = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->aux_ids    = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  self->add        = make_add_button ();
  self->count      = gtk_label_new (NULL);
  self->aux_label  = gtk_label_new (_ ("Sends to"));
  self->aux        = gtk_drop_down_new (NULL, NULL);
  self->step       = gtk_label_new (NULL);
  self->undo = make_step_button ("edit-undo-symbolic", "win.undo", _ ("Undo"));
  self->redo = make_step_button ("edit-redo-symbolic", "win.redo", _ ("Redo"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->aux),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Bus whose sends are shown"),
                                  -1);
  gtk_label_set_ellipsize (GTK_LABEL (self->step), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_widget_add_css_class (box, "lt-footer");
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->aux_label, "dim-label");
  gtk_widget_add_css_class (self->step, "dim-label");
  GtkWidget *const order[] = {self->add,
                              self->count,
                              self->aux_label,
                              self->aux,
                              left,
                              make_notice (self),
                              right,
                              self->step,
                              self->undo,
                              self->redo};
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++) {
    gtk_widget_set_valign (order[i], GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (box), order[i]);
  }
  g_signal_connect (self->aux, "notify::selected", G_CALLBACK (on_aux), self);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
lt_footer_new (LtMixer *mixer)
{
  LtFooter *self = g_object_new (LT_TYPE_FOOTER, NULL);
  self->mixer    = mixer;
  g_signal_connect_object (mixer,
                           "aux-chosen",
                           G_CALLBACK (lt_footer_update),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
lt_footer_set_console (LtFooter *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_FOOTER (self));
  self->console = console;
  hide_notice (self);
}
