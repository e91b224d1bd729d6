// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-mixer.h"

#include "base/lt-i18n.h"
#include "ui/lt-dca-bank.h"
#include "ui/lt-desk-bar.h"
#include "ui/lt-draw.h"
#include "ui/lt-meter-layer.h"
#include "ui/lt-reach.h"
#include "ui/lt-strip-row.h"

struct _LtMixer {
  GtkWidget    parent_instance;
  LtConsole   *console;
  GtkWidget   *scrolled, *row, *master_box, *layer, *bar, *dcas;
  LtStripView *master;
  LtStripView *selected;
  uint32_t     aux;
  LtShown      shown;
  gboolean     on_faders;      ///< The faders are the sends to `aux`
  gboolean     is_stale;       ///< Bar and bank are to be brought up to date
  gboolean     is_reach_stale; ///< Who can send to the bus on the faders
  gboolean     is_odd;
  double       told_s; ///< Since assistive technologies were told a level
};

enum { SELECTED, AUX_CHOSEN, OPEN_CHANNEL, N_SIGNALS };

#define TELL_S 0.5
enum {
  MAX_AT_ONCE = 24, ///< Meters drawn in a frame
  MIN_BARS    = 4,  ///< Miniatures' bars in one that has as many meters
};

G_DEFINE_FINAL_TYPE (LtMixer, lt_mixer, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static LtMirror *
get_mirror (LtMixer *self)
{
  return lt_console_get_mirror (self->console);
}

// --- strips ask ---

static void
on_select (LtStripView *view, LtMixer *self)
{
  lt_mixer_select (self, view);
}

static void
on_open_channel (LtStripView *view, LtMixer *self)
{
  lt_mixer_select (self, view);
  g_signal_emit (self, signals[OPEN_CHANNEL], 0);
}

static void
on_remove (LtStripView *view, LtMixer *self)
{
  lt_mixer_select (self, view);
  lt_mixer_remove_selected (self);
}

static void
on_move (LtStripView *view, int by, LtMixer *self)
{
  lt_mixer_select (self, view);
  lt_mixer_move_selected (self, by);
}

/* From one place among those that are shown to another: in a layer its own
   order, else the desk's. */
static void
move_shown (LtMixer *self, int from, int to)
{
  LtMirror *mirror           = get_mirror (self);
  g_autoptr (GPtrArray) list = lt_shown_list (mirror, self->shown);
  if (from < 0 || to < 0 || from >= (int)list->len || to >= (int)list->len)
    return;
  LtMirrorStrip *strip = g_ptr_array_index (list, from);
  LtMirrorStrip *there = g_ptr_array_index (list, to);
  if (self->shown.kind != LT_SHOWN_LAYER) {
    lt_mirror_move_strip (mirror, strip->id, there->position);
    return;
  }
  g_ptr_array_remove_index (list, (guint)from);
  g_ptr_array_insert (list, to, strip);
  g_autofree char *text = lt_shown_text (list);
  lt_mirror_set_text (
    mirror,
    lt_console_address (
      0, (LtParam)(LT_PARAM_LAYER_STRIPS + self->shown.number), 0),
    text);
}

static void
on_drag (LtStripView *view, int phase, double x, LtMixer *self)
{
  LtStripRow     *row  = LT_STRIP_ROW (self->row);
  int             from = lt_strip_row_find (row, view);
  graphene_rect_t bounds;
  if (phase < 0 || from < 0 ||
      !gtk_widget_compute_bounds (GTK_WIDGET (view), self->row, &bounds)) {
    lt_strip_row_unmark (row);
    return;
  }
  int to = lt_strip_row_mark (row, x + bounds.origin.x);
  if (phase == 0)
    return;
  lt_strip_row_unmark (row);
  if (to > from)
    to--; /* it leaves its own place first */
  if (to != from)
    move_shown (self, from, to);
}

// --- strips come and go ---

/* Each view, shown or not. */
static LtStripView *
view_at (LtMixer *self, uint32_t place)
{
  return lt_mirror_strip_at (get_mirror (self), place)->data;
}

static uint32_t
n_views (LtMixer *self)
{
  return lt_mirror_n_strips (get_mirror (self));
}

static void
tell_buses (LtMixer *self)
{
  for (uint32_t i = 0; i < n_views (self); i++)
    if (view_at (self, i))
      lt_strip_view_buses_changed (view_at (self, i));
}

/* The row holds those that are shown, in their order. */
static void
place_strips (LtMixer *self)
{
  LtStripRow *row            = LT_STRIP_ROW (self->row);
  g_autoptr (GPtrArray) list = lt_shown_list (get_mirror (self), self->shown);
  for (guint i = list->len; i-- > 0;) {
    LtMirrorStrip *strip = g_ptr_array_index (list, i);
    if (!strip->data)
      g_ptr_array_remove_index (list, i); /* not told of yet */
  }
  for (int i = lt_strip_row_get_n (row) - 1; i >= 0; i--) {
    LtStripView *view = lt_strip_row_get (row, i);
    if (!g_ptr_array_find (list, lt_strip_view_get_strip (view), NULL))
      lt_strip_row_remove (row, view);
  }
  for (guint i = 0; i < list->len; i++) {
    LtMirrorStrip *strip = g_ptr_array_index (list, i);
    LtStripView   *view  = strip->data;
    if (lt_strip_row_find (row, view) < 0)
      lt_strip_row_insert (row, view, (int)i);
    else
      lt_strip_row_move (row, view, (int)i);
    lt_strip_view_set_number (view, strip->position + 1);
  }
  self->is_stale = TRUE;
}

void
lt_mixer_set_aux (LtMixer *self, uint32_t aux)
{
  if (self->aux == aux)
    return;
  self->aux = aux;
  for (uint32_t i = 0; i < n_views (self); i++)
    if (view_at (self, i))
      lt_strip_view_set_aux (view_at (self, i), aux);
  self->is_stale = self->is_reach_stale = TRUE;
  g_signal_emit (self, signals[AUX_CHOSEN], 0);
}

uint32_t
lt_mixer_get_aux (LtMixer *self)
{
  return self->aux;
}

/* The first aux, when the one that was shown has gone. */
static void
choose_aux (LtMixer *self)
{
  LtMirror *mirror = get_mirror (self);
  uint32_t  first  = 0;
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (!(strip->kind & LT_KIND_SEND_BUS))
      continue;
    if (strip->id == self->aux)
      return;
    if (!first)
      first = strip->id;
  }
  lt_mixer_set_on_faders (self, 0);
  lt_mixer_set_aux (self, first);
}

/* Strips that the bus on the faders feeds can send nothing to it. */
static void
show_barred (LtMixer *self)
{
  self->is_reach_stale = FALSE;
  g_autoptr (GHashTable) fed =
    self->on_faders ? lt_reach_from (get_mirror (self), self->aux) : NULL;
  for (uint32_t i = 0; i < n_views (self); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (get_mirror (self), i);
    if (!strip->data)
      continue;
    lt_strip_view_routes_changed (strip->data);
    lt_strip_view_set_barred (
      strip->data,
      fed && g_hash_table_contains (fed, GUINT_TO_POINTER (strip->id)));
  }
}

static void
on_flip (LtStripView *view, LtMixer *self)
{
  const uint32_t bus = lt_strip_view_get_strip (view)->id;
  lt_mixer_set_on_faders (self, lt_mixer_get_on_faders (self) == bus ? 0 : bus);
}

static LtStripView *
make_view (LtMixer *self, LtMirrorStrip *strip)
{
  LtStripView *view = LT_STRIP_VIEW (lt_strip_view_new (self->console, strip));
  strip->data       = g_object_ref_sink (view);
  lt_meter_view_set_painter (lt_strip_view_get_meter (view), self->layer);
  lt_miniature_set_painter (lt_strip_view_get_miniature (view), self->layer);
  lt_strip_view_set_aux (view, self->aux);
  lt_strip_view_set_on_faders (view, self->on_faders);
  g_signal_connect (view, "select", G_CALLBACK (on_select), self);
  g_signal_connect (view, "remove", G_CALLBACK (on_remove), self);
  g_signal_connect (view, "move", G_CALLBACK (on_move), self);
  g_signal_connect (view, "drag", G_CALLBACK (on_drag), self);
  g_signal_connect (view, "flip", G_CALLBACK (on_flip), self);
  g_signal_connect (view, "open-channel", G_CALLBACK (on_open_channel), self);
  self->is_reach_stale = TRUE;
  return view;
}

void
lt_mixer_strip_added (LtMixer *self, LtMirrorStrip *strip)
{
  g_return_if_fail (LT_IS_MIXER (self));
  LtStripView *view = make_view (self, strip);
  if (strip->kind == LT_KIND_MASTER) {
    self->master = view;
    lt_meter_layer_set_master (LT_METER_LAYER (self->layer), view);
    gtk_widget_set_vexpand (GTK_WIDGET (view), TRUE);
    gtk_box_append (GTK_BOX (self->master_box), GTK_WIDGET (view));
  } else {
    place_strips (self);
  }
  if (strip->kind & LT_KIND_SEND_BUS)
    choose_aux (self);
  if (strip->kind & LT_KIND_BUS)
    tell_buses (self);
}

void
lt_mixer_strip_changed (LtMixer *self, LtMirrorStrip *strip)
{
  g_return_if_fail (LT_IS_MIXER (self));
  if (!strip->data)
    return;
  place_strips (self);
  lt_strip_view_changed (strip->data);
}

void
lt_mixer_strip_gone (LtMixer *self, LtMirrorStrip *strip)
{
  g_return_if_fail (LT_IS_MIXER (self));
  LtStripView *view = strip->data;
  LtStripRow  *row  = LT_STRIP_ROW (self->row);
  if (!view)
    return;
  strip->data                  = NULL;
  g_autoptr (LtStripView) held = view; /* the mixer's own */
  int      place               = lt_strip_row_find (row, view);
  int      focus               = lt_strip_view_get_focus_index (view);
  gboolean is_chosen           = self->selected == view;
  if (is_chosen)
    self->selected = NULL;
  if (view == self->master) {
    self->master = NULL;
    lt_meter_layer_set_master (LT_METER_LAYER (self->layer), NULL);
    gtk_box_remove (GTK_BOX (self->master_box), GTK_WIDGET (view));
    return;
  }
  lt_strip_row_remove (row, view);
  place_strips (self);
  self->is_reach_stale = TRUE;
  if (strip->id == self->aux)
    choose_aux (self);
  if (strip->kind & LT_KIND_BUS)
    tell_buses (self);
  /* Selection and focus go to the neighbour, so that keys go on working. */
  LtStripView *next =
    lt_strip_row_get (row, MIN (place, lt_strip_row_get_n (row) - 1));
  if (is_chosen && next)
    lt_mixer_select (self, next);
  if (focus >= 0 && next)
    lt_strip_view_focus_index (next, focus);
}

/* What mutes strips changed. */
static void
tell_desk (LtMixer *self)
{
  for (uint32_t i = 0; i < n_views (self); i++)
    if (view_at (self, i))
      lt_strip_view_desk_changed (view_at (self, i));
}

/* What of the desk itself the strips, the bar and the bank rest on. */
static void
desk_value (LtMixer *self, LtAddress address, double value, uint32_t gesture)
{
  const int first = lt_param_info[address.param].first;
  lt_dca_bank_value (LT_DCA_BANK (self->dcas), address, value, gesture);
  self->is_stale = TRUE;
  if (first == LT_PARAM_DCA_MUTE || first == LT_PARAM_DCA_TO ||
      first == LT_PARAM_MUTE_GROUP_ON || first == LT_PARAM_MUTE_GROUP_DIM ||
      first == LT_PARAM_PANIC)
    tell_desk (self);
  if (first == LT_PARAM_DCA_TO)
    place_strips (self);
}

void
lt_mixer_value (LtMixer  *self,
                LtAddress address,
                double    value,
                uint32_t  gesture)
{
  LtMirrorStrip *strip = lt_mirror_strip (get_mirror (self), address.strip);
  const int      first = lt_param_info[address.param].first;
  if (!address.strip) {
    desk_value (self, address, value, gesture);
    return;
  }
  if (!strip || !strip->data)
    return;
  lt_strip_view_value (strip->data, address, value, gesture);
  if (address.param == LT_PARAM_TO || address.param == LT_PARAM_SEND_LEVEL)
    self->is_reach_stale = TRUE;
  if (address.param == LT_PARAM_COLOUR && address.strip == self->aux &&
      self->on_faders)
    lt_mixer_set_on_faders (self, self->aux); /* in its new colour */
  if (first == LT_PARAM_DCA || address.param == LT_PARAM_HIDDEN)
    place_strips (self);
}

void
lt_mixer_text (LtMixer *self, LtAddress address)
{
  LtMirrorStrip *strip = lt_mirror_strip (get_mirror (self), address.strip);
  if (!address.strip) {
    place_strips (self);
    tell_desk (self); /* the name of a DCA */
    return;
  }
  if (!strip || !strip->data)
    return;
  lt_strip_view_changed (strip->data);
  if (strip->kind & LT_KIND_BUS)
    tell_buses (self);
}

// --- what is shown ---

/* "Sends to Verb", "DCA 3 Drums, 8 strips", or NULL. */
static char *
banner (LtMixer *self, GdkRGBA *colour)
{
  LtMirror      *mirror = get_mirror (self);
  LtMirrorStrip *bus =
    self->on_faders ? lt_mirror_strip (mirror, self->aux) : NULL;
  if (bus) {
    *colour = lt_draw_rgb (lt_mirror_value (
      mirror, lt_console_address (bus->id, LT_PARAM_COLOUR, 0)));
    return g_strdup_printf (_ ("Sends to %s on the faders"), bus->name);
  }
  if (self->shown.kind != LT_SHOWN_SPILL)
    return NULL;
  const int        n    = lt_strip_row_get_n (LT_STRIP_ROW (self->row));
  g_autofree char *name = lt_shown_name (mirror, self->shown);
  *colour               = lt_draw_rgb (lt_mirror_value (
    mirror,
    lt_console_address (
      0, (LtParam)(LT_PARAM_DCA_COLOUR + self->shown.number), 0)));
  return g_strdup_printf (
    ngettext ("%s: %d strip", "%s: %d strips", (gulong)n), name, n);
}

static void
update_stale (LtMixer *self)
{
  GdkRGBA colour;
  if (!self->is_stale || !self->console)
    return;
  self->is_stale        = FALSE;
  g_autofree char *text = banner (self, &colour);
  lt_desk_bar_update (
    LT_DESK_BAR (self->bar),
    self->shown,
    self->selected ? lt_strip_view_get_strip (self->selected)->id : 0,
    text,
    text ? &colour : NULL);
  lt_dca_bank_update (LT_DCA_BANK (self->dcas),
                      self->shown.kind == LT_SHOWN_SPILL ? self->shown.number
                                                         : -1);
}

void
lt_mixer_show (LtMixer *self, LtShown shown)
{
  g_return_if_fail (LT_IS_MIXER (self));
  self->shown = shown;
  if (self->console)
    place_strips (self);
}

LtShown
lt_mixer_get_shown (LtMixer *self)
{
  return self->shown;
}

void
lt_mixer_set_on_faders (LtMixer *self, uint32_t bus)
{
  g_return_if_fail (LT_IS_MIXER (self));
  self->is_stale = self->is_reach_stale = TRUE;
  if (bus)
    lt_mixer_set_aux (self, bus);
  self->on_faders = bus != 0;
  for (uint32_t i = 0; self->console && i < n_views (self); i++)
    if (view_at (self, i))
      lt_strip_view_set_on_faders (view_at (self, i), self->on_faders);
}

uint32_t
lt_mixer_get_on_faders (LtMixer *self)
{
  return self->on_faders ? self->aux : 0;
}

gboolean
lt_mixer_leave (LtMixer *self)
{
  if (self->on_faders)
    lt_mixer_set_on_faders (self, 0);
  else if (self->shown.kind == LT_SHOWN_SPILL)
    lt_mixer_show (self, (LtShown){LT_SHOWN_ALL, 0});
  else
    return FALSE;
  return TRUE;
}

static void
on_show (LtDeskBar *bar, guint kind, int number, LtMixer *self)
{
  lt_mixer_show (self, (LtShown){(LtShownKind)kind, number});
}

static void
on_leave (LtDeskBar *bar, LtMixer *self)
{
  lt_mixer_leave (self);
}

static void
on_spill (LtDcaBank *bank, int dca, LtMixer *self)
{
  const gboolean is_there =
    self->shown.kind == LT_SHOWN_SPILL && self->shown.number == dca;
  lt_mixer_show (self,
                 (LtShown){is_there ? LT_SHOWN_ALL : LT_SHOWN_SPILL, dca});
}

GtkWidget *
lt_mixer_get_dcas (LtMixer *self)
{
  return self->dcas;
}

static void
feed (LtStripView   *view,
      const LtMeter *meters,
      uint32_t       n_meters,
      double         seconds,
      gboolean       may_draw)
{
  const uint32_t strip = lt_strip_view_get_strip (view)->id;
  lt_strip_view_feed (view,
                      n_meters ? lt_mirror_meter (meters, n_meters, strip)
                               : NULL,
                      seconds,
                      may_draw);
}

void
lt_mixer_feed (LtMixer       *self,
               const LtMeter *meters,
               uint32_t       n_meters,
               double         seconds)
{
  LtStripRow *row = LT_STRIP_ROW (self->row);
  int         first, last;
  update_stale (self);
  if (self->is_reach_stale)
    show_barred (self);
  lt_strip_row_get_sight (row, &first, &last);
  /* Very many in sight take turns: see LtMeterView's snapshot. */
  gboolean is_crowd = last - first >= MAX_AT_ONCE;
  self->is_odd      = !self->is_odd;
  for (int i = 0; i < lt_strip_row_get_n (row); i++) {
    gboolean is_turn = !is_crowd || (i & 1) == (self->is_odd ? 1 : 0);
    feed (lt_strip_row_get (row, i),
          meters,
          n_meters,
          seconds,
          i >= first && i <= last && is_turn);
  }
  /* Those that are not shown hold their peaks too. */
  for (uint32_t i = 0; i < n_views (self); i++) {
    LtStripView *view = view_at (self, i);
    if (view &&
        (view == self->master || !gtk_widget_get_parent (GTK_WIDGET (view))))
      feed (view, meters, n_meters, seconds, view == self->master);
  }
  int n_meters_drawn = (last - first + 1) / (is_crowd ? 2 : 1);
  lt_strip_row_move_bars (row, MAX (MIN_BARS, MAX_AT_ONCE - n_meters_drawn));
  if (self->master)
    lt_miniature_move (lt_strip_view_get_miniature (self->master));
  self->told_s += seconds;
  if (self->told_s >= TELL_S && self->selected) {
    self->told_s = 0;
    if (lt_strip_view_get_focus_index (self->selected) >= 0)
      lt_strip_view_tell_meter (self->selected);
  }
}

// --- selection ---

LtStripView *
lt_mixer_get_view (LtMixer *self, uint32_t strip)
{
  LtMirrorStrip *found =
    self->console ? lt_mirror_strip (get_mirror (self), strip) : NULL;
  return found ? found->data : NULL;
}

LtStripView *
lt_mixer_get_selected (LtMixer *self)
{
  return self->selected;
}

void
lt_mixer_select (LtMixer *self, LtStripView *view)
{
  if (self->selected == view)
    return;
  if (self->selected)
    lt_strip_view_set_selected (self->selected, FALSE);
  self->selected = view;
  if (view)
    lt_strip_view_set_selected (view, TRUE);
  self->is_stale = TRUE;
  g_signal_emit (self, signals[SELECTED], 0);
}

void
lt_mixer_focus_first (LtMixer *self)
{
  LtStripView *view = lt_strip_row_get (LT_STRIP_ROW (self->row), 0);
  lt_mixer_select (self, NULL);
  if (!view)
    view = self->master;
  if (view)
    gtk_widget_grab_focus (lt_strip_view_get_control (view, LT_PARAM_FADER));
}

void
lt_mixer_step (LtMixer *self, int by)
{
  LtStripRow  *row   = LT_STRIP_ROW (self->row);
  int          n     = lt_strip_row_get_n (row);
  LtStripView *from  = self->selected;
  int          place = from ? lt_strip_row_find (row, from) : -1;
  int          focus = from ? lt_strip_view_get_focus_index (from) : -1;
  LtStripView *to;
  if (!from)
    to = lt_strip_row_get (row, 0);
  else if (place < 0) /* the master lies beyond the last */
    to = by < 0 ? lt_strip_row_get (row, n - 1) : NULL;
  else
    to = place + by >= n ? self->master : lt_strip_row_get (row, place + by);
  if (to)
    lt_strip_view_focus_index (to, focus);
}

void
lt_mixer_move_selected (LtMixer *self, int by)
{
  LtStripRow *row = LT_STRIP_ROW (self->row);
  int place = self->selected ? lt_strip_row_find (row, self->selected) : -1;
  int to    = place + by;
  if (place >= 0 && to >= 0 && to < lt_strip_row_get_n (row))
    move_shown (self, place, to);
}

void
lt_mixer_remove_selected (LtMixer *self)
{
  if (self->selected && self->selected != self->master)
    lt_mirror_remove_strip (get_mirror (self),
                            lt_strip_view_get_strip (self->selected)->id);
}

void
lt_mixer_clear_peaks (LtMixer *self)
{
  LtMirror *mirror = get_mirror (self);
  lt_mirror_clear_flags (mirror, 0);
  for (uint32_t i = 0; i < lt_mirror_n_strips (mirror); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (mirror, i);
    if (strip->data)
      lt_strip_view_clear_peak (strip->data);
  }
}

// --- the class ---

static void
drop_all (LtMixer *self)
{
  LtStripRow  *row = LT_STRIP_ROW (self->row);
  LtStripView *view;
  self->selected  = NULL;
  self->aux       = 0;
  self->on_faders = FALSE;
  self->shown     = (LtShown){LT_SHOWN_ALL, 0};
  lt_desk_bar_set_console (LT_DESK_BAR (self->bar), NULL);
  lt_dca_bank_set_console (LT_DCA_BANK (self->dcas), NULL);
  for (uint32_t i = 0; self->console && i < n_views (self); i++) {
    LtMirrorStrip *strip = lt_mirror_strip_at (get_mirror (self), i);
    if (strip->data) /* the row's and the box's own references follow */
      g_object_unref (strip->data);
    strip->data = NULL;
  }
  while ((view = lt_strip_row_get (row, lt_strip_row_get_n (row) - 1)))
    lt_strip_row_remove (row, view);
  lt_meter_layer_set_master (LT_METER_LAYER (self->layer), NULL);
  if (self->master)
    gtk_box_remove (GTK_BOX (self->master_box), GTK_WIDGET (self->master));
  self->master = NULL;
}

void
lt_mixer_set_console (LtMixer *self, LtConsole *console)
{
  g_return_if_fail (LT_IS_MIXER (self));
  drop_all (self);
  self->console = console;
  lt_desk_bar_set_console (LT_DESK_BAR (self->bar), console);
  lt_dca_bank_set_console (LT_DCA_BANK (self->dcas), console);
  self->is_stale = TRUE;
}

static void
dispose (GObject *object)
{
  LtMixer   *self = LT_MIXER (object);
  GtkWidget *child;
  self->selected = self->master = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lt_mixer_parent_class)->dispose (object);
}

static guint
make_signal (const char *name)
{
  return g_signal_new (name,
                       LT_TYPE_MIXER,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       0);
}

static void
lt_mixer_class_init (LtMixerClass *klass)
{
  GtkWidgetClass *widget_class    = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ltmixer");
  signals[SELECTED]     = make_signal ("selected");
  signals[AUX_CHOSEN]   = make_signal ("aux-chosen");
  signals[OPEN_CHANNEL] = make_signal ("open-channel");
}

static void
on_range (GtkAdjustment *across, GtkWidget *bar)
{
  gtk_widget_set_visible (bar,
                          gtk_adjustment_get_upper (across) >
                            gtk_adjustment_get_page_size (across));
}

/* Under the strips and the master, so that both are as high. */
static GtkWidget *
make_scrollbar (LtMixer *self)
{
  GtkAdjustment *across =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, across);
  g_signal_connect_object (across, "changed", G_CALLBACK (on_range), bar, 0);
  return bar;
}

static void
lt_mixer_init (LtMixer *self)
{
  GtkWidget        *desk   = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout),
                                  GTK_ORIENTATION_VERTICAL);
  self->row        = lt_strip_row_new ();
  self->scrolled   = gtk_scrolled_window_new ();
  self->master_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled),
                                  GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled),
                                 self->row);
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_widget_set_vexpand (desk, TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (self->master_box, "lt-master");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Strips"),
                                  -1);
  self->bar  = lt_desk_bar_new ();
  self->dcas = lt_dca_bank_new ();
  g_signal_connect (self->bar, "show-strips", G_CALLBACK (on_show), self);
  g_signal_connect (self->bar, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (self->dcas, "spill", G_CALLBACK (on_spill), self);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (desk), self->scrolled);
  gtk_box_append (GTK_BOX (desk), self->dcas);
  gtk_box_append (GTK_BOX (desk), self->master_box);
  GtkWidget *overlay = gtk_overlay_new ();
  self->layer        = lt_meter_layer_new (LT_STRIP_ROW (self->row));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), desk);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->layer);
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));
  gtk_widget_set_parent (make_scrollbar (self), GTK_WIDGET (self));
}

GtkWidget *
lt_mixer_new (void)
{
  return g_object_new (LT_TYPE_MIXER, NULL);
}
