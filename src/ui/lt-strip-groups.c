// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a strip belongs to: DCAs, mute groups, a gang; and what they do to its
// mute.

#include "ui/lt-strip-view-private.h"

#include "base/lt-i18n.h"

static double
desk_value (LtMirror *mirror, int param)
{
  return lt_mirror_value (mirror, lt_console_address (0, (LtParam)param, 0));
}

static const char *
desk_text (LtMirror *mirror, int param)
{
  return lt_mirror_text (mirror, lt_console_address (0, (LtParam)param, 0));
}

/* "DCA 3 Drums". */
static char *
numbered (LtMirror *mirror, const char *word, int names, int i)
{
  const char *name = desk_text (mirror, names + i);
  return *name ? g_strdup_printf ("%s %d %s", word, i + 1, name)
               : g_strdup_printf ("%s %d", word, i + 1);
}

// --- implied mutes ---

/* The DCA's own mute, or that of one that it is in. */
static char *
dca_reason (LtMirror *mirror, int member)
{
  for (int at = member, steps = 0; at >= 0 && steps < LT_N_DCAS; steps++) {
    if (desk_value (mirror, LT_PARAM_DCA_MUTE + at) > 0.5) {
      g_autofree char *dca =
        numbered (mirror, _ ("DCA"), LT_PARAM_DCA_NAME, at);
      g_autofree char *through =
        numbered (mirror, _ ("DCA"), LT_PARAM_DCA_NAME, member);
      return at == member
               ? g_strdup_printf (_ ("Muted by %s"), dca)
               : g_strdup_printf (_ ("Muted by %s, through %s"), dca, through);
    }
    at = (int)desk_value (mirror, LT_PARAM_DCA_TO + at) - 1;
  }
  return NULL;
}

static char *
mute_group_reason (LtMirror *mirror, int i)
{
  if (desk_value (mirror, LT_PARAM_MUTE_GROUP_ON + i) < 0.5 ||
      desk_value (mirror, LT_PARAM_MUTE_GROUP_DIM + i) >
        lt_param_info[LT_PARAM_MUTE_GROUP_DIM].min)
    return NULL; /* off, or it dims */
  g_autofree char *group =
    numbered (mirror, _ ("mute group"), LT_PARAM_MUTE_GROUP_NAME, i);
  return g_strdup_printf (_ ("Muted by %s"), group);
}

static char *
solo_reason (LtMirror *mirror)
{
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    const LtMirrorStrip *other = lt_mirror_strip_at (mirror, i);
    if (lt_mirror_value (
          mirror, lt_console_address (other->id, LT_PARAM_SOLO, 0)) > 0.5)
      return g_strdup_printf (_ ("Silenced by the solo of %s"), other->name);
  }
  return g_strdup (_ ("Silenced by the solo of others"));
}

/* Takes `reason` over. */
static void
add_reason (GString *text, char *reason)
{
  if (reason)
    g_string_append_printf (text, "%s%s", text->len ? "\n" : "", reason);
  g_free (reason);
}

char *
lt_strip_view_implied_mute (LtStripView *self)
{
  LtMirror *mirror = lt_strip_view_get_mirror (self);
  GString  *text   = g_string_new (NULL);
  for (int i = 0; i < LT_N_DCAS; i++)
    if (lt_strip_view_get_value (self, (LtParam)(LT_PARAM_DCA + i)) > 0.5)
      add_reason (text, dca_reason (mirror, i));
  for (int i = 0; i < LT_N_MUTE_GROUPS; i++)
    if (lt_strip_view_get_value (self, (LtParam)(LT_PARAM_MUTE_GROUP + i)) >
        0.5)
      add_reason (text, mute_group_reason (mirror, i));
  if (self->strip->kind == LT_KIND_INPUT &&
      lt_strip_view_get_value (self, LT_PARAM_SOURCE) > 0.5 &&
      desk_value (mirror, LT_PARAM_PANIC) > 0.5)
    add_reason (text, g_strdup (_ ("Muted by panic")));
  if (self->strip->is_silenced)
    add_reason (text, solo_reason (mirror));
  return g_string_free (text, text->len == 0);
}

// --- the menu ---

static void
add_switches (LtStripView *self,
              GMenu       *menu,
              const char  *title,
              const char  *word,
              int          names,
              int          first,
              int          n)
{
  LtMirror *mirror     = lt_strip_view_get_mirror (self);
  g_autoptr (GMenu) in = g_menu_new ();
  for (int i = 0; i < n; i++) {
    g_autofree char *name = numbered (mirror, word, names, i);
    gboolean is = lt_strip_view_get_value (self, (LtParam)(first + i)) > 0.5;
    g_autofree char *label =
      g_strdup_printf (is ? "\342\234\223 %s" : "\342\200\203%s", name);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
    g_menu_item_set_action_and_target (
      item, "strip.switch", "u", (guint)(first + i));
    g_menu_append_item (in, item);
  }
  g_menu_append_submenu (menu, title, G_MENU_MODEL (in));
}

static void
add_gangs (LtStripView *self, GMenu *menu)
{
  g_autoptr (GMenu) in = g_menu_new ();
  const int now        = (int)lt_strip_view_get_value (self, LT_PARAM_GANG);
  for (int i = 0; i <= 16; i++) {
    g_autofree char *name =
      i ? g_strdup_printf (_ ("Gang %d"), i) : g_strdup (_ ("None"));
    g_autofree char *label =
      g_strdup_printf (i == now ? "\342\234\223 %s" : "\342\200\203%s", name);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
    g_menu_item_set_action_and_target (item, "strip.gang", "u", (guint)i);
    g_menu_append_item (in, item);
  }
  g_menu_append_submenu (menu, _ ("Gang"), G_MENU_MODEL (in));
}

void
lt_strip_view_add_groups (LtStripView *self, GMenu *menu)
{
  g_autoptr (GMenu) groups = g_menu_new ();
  g_autoptr (GMenu) looks  = g_menu_new ();
  add_switches (self,
                groups,
                _ ("DCAs"),
                _ ("DCA"),
                LT_PARAM_DCA_NAME,
                LT_PARAM_DCA,
                LT_N_DCAS);
  add_switches (self,
                groups,
                _ ("Mute groups"),
                _ ("Mute group"),
                LT_PARAM_MUTE_GROUP_NAME,
                LT_PARAM_MUTE_GROUP,
                LT_N_MUTE_GROUPS);
  add_gangs (self, groups);
  if (!self->is_master)
    g_menu_append (groups, _ ("Link with next as stereo pair"), "strip.pair");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (groups));
  if (self->is_master)
    return;
  g_autoptr (GMenuItem) narrow = g_menu_item_new (
    lt_strip_view_get_value (self, LT_PARAM_NARROW) > 0.5 ? _ ("Wide")
                                                          : _ ("Narrow"),
    NULL);
  g_autoptr (GMenuItem) hide = g_menu_item_new (_ ("Hide"), NULL);
  g_menu_item_set_action_and_target (
    narrow, "strip.switch", "u", (guint)LT_PARAM_NARROW);
  g_menu_item_set_action_and_target (
    hide, "strip.switch", "u", (guint)LT_PARAM_HIDDEN);
  g_menu_append_item (looks, narrow);
  g_menu_append_item (looks, hide);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));
}

// --- gangs ---

static int
free_gang (LtMirror *mirror)
{
  for (int gang = 1; gang <= LT_N_GANGS; gang++) {
    gboolean is_taken = FALSE;
    for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++)
      is_taken |=
        (int)lt_mirror_value (
          mirror,
          lt_console_address (
            lt_mirror_strip_at (mirror, i)->id, LT_PARAM_GANG, 0)) == gang;
    if (!is_taken)
      return gang;
  }
  return 0;
}

/* Both at once, hard left and right, with the settings of the first. */
static void
make_pair (LtStripView *self)
{
  LtMirror      *mirror = lt_strip_view_get_mirror (self);
  LtMirrorStrip *next =
    lt_mirror_strip_at (mirror, (uint32_t)self->strip->position + 1);
  const int gang = free_gang (mirror);
  if (!next || next->kind != self->strip->kind || !gang)
    return;
  const uint32_t gesture = lt_mirror_new_gesture (mirror);
  const uint32_t id      = self->strip->id;
  const struct {
    uint32_t strip;
    int      param;
    double   value;
  } sets[] = {
    {0, LT_PARAM_GANG_MODE + gang - 1, 1},
    {id, LT_PARAM_PAN, -100},
    {next->id, LT_PARAM_PAN, 100},
    {next->id, LT_PARAM_FADER, lt_strip_view_get_value (self, LT_PARAM_FADER)},
    {next->id, LT_PARAM_TRIM, lt_strip_view_get_value (self, LT_PARAM_TRIM)},
    {next->id, LT_PARAM_MUTE, lt_strip_view_get_value (self, LT_PARAM_MUTE)},
    {id, LT_PARAM_GANG, gang},
    {next->id, LT_PARAM_GANG, gang},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (sets); i++)
    lt_mirror_set (
      mirror,
      lt_console_address (sets[i].strip, (LtParam)sets[i].param, 0),
      sets[i].value,
      gesture,
      LT_SET_ALONE | (i == 0 ? LT_TOUCH_BEGIN : 0) |
        (i + 1 == G_N_ELEMENTS (sets) ? LT_TOUCH_END : 0));
}

static void
do_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LtStripView *self = LT_STRIP_VIEW (widget);
  if (g_str_equal (action, "strip.pair"))
    make_pair (self);
  else
    lt_console_ask (self->console,
                    lt_strip_view_get_address (self, LT_PARAM_GANG),
                    g_variant_get_uint32 (parameter),
                    0,
                    LT_TOUCH_BEGIN | LT_TOUCH_END);
}

void
lt_strip_view_install_groups (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "strip.pair", NULL, do_action);
  gtk_widget_class_install_action (widget_class, "strip.gang", "u", do_action);
}
