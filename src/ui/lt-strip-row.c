// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-strip-row.h"

#include "ui/lt-draw.h"

#include <math.h>

struct _LtStripRow {
  GtkWidget           parent_instance;
  GPtrArray          *views; ///< LtStripView, in order; owned as children
  GtkAdjustment      *across, *down;
  GtkScrollablePolicy across_policy, down_policy;
  GArray             *edges; ///< int: where each begins, and the end
  int                 mark; ///< Before this one a dragged strip would go, or -1
  int                 turn; ///< Whose bars could move last
};

enum { PROP_0, PROP_ACROSS, PROP_DOWN, PROP_ACROSS_POLICY, PROP_DOWN_POLICY };
enum { GAP = 0, EDGE_PX = 24 };

G_DEFINE_FINAL_TYPE_WITH_CODE (LtStripRow,
                               lt_strip_row,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE,
                                                      NULL))

/* What a step of the wheel or a key scrolls: the widest strip. */
static int
strip_width (LtStripRow *self)
{
  int widest = 1;
  for (guint i = 0; i + 1 < self->edges->len; i++)
    widest = MAX (widest,
                  g_array_index (self->edges, int, i + 1) -
                    g_array_index (self->edges, int, i));
  return widest;
}

static int
edge (LtStripRow *self, int place)
{
  return place >= 0 && place < (int)self->edges->len
           ? g_array_index (self->edges, int, place)
           : 0;
}

/* Strips may be narrow or wide. */
static void
find_edges (LtStripRow *self)
{
  int x = 0;
  g_array_set_size (self->edges, 0);
  for (guint i = 0; i < self->views->len; i++) {
    int width;
    g_array_append_val (self->edges, x);
    gtk_widget_measure (g_ptr_array_index (self->views, i),
                        GTK_ORIENTATION_HORIZONTAL,
                        -1,
                        &width,
                        NULL,
                        NULL,
                        NULL);
    x += width + GAP;
  }
  g_array_append_val (self->edges, x);
}

/* The strip at a pixel of the whole row. */
static int
place_at (LtStripRow *self, double x)
{
  int place = 0;
  while (place + 1 < (int)self->views->len && edge (self, place + 1) <= x)
    place++;
  return place;
}

static double
scrolled (LtStripRow *self)
{
  return self->across ? floor (gtk_adjustment_get_value (self->across)) : 0;
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
  LtStripRow *self = LT_STRIP_ROW (widget);
  *minimum = *natural = 0;
  for (guint i = 0; i < self->views->len; i++) {
    int min, nat;
    gtk_widget_measure (g_ptr_array_index (self->views, i),
                        orientation,
                        -1,
                        &min,
                        &nat,
                        NULL,
                        NULL);
    if (orientation == GTK_ORIENTATION_VERTICAL) {
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    } else {
      *minimum = MAX (*minimum, min);
      *natural += nat + GAP;
    }
  }
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LtStripRow *self = LT_STRIP_ROW (widget);
  find_edges (self);
  int    one = strip_width (self);
  double all = edge (self, (int)self->views->len);
  if (self->across)
    gtk_adjustment_configure (
      self->across,
      CLAMP (gtk_adjustment_get_value (self->across), 0, MAX (0, all - width)),
      0,
      MAX (all, width),
      one,
      MAX (one, width - one),
      width);
  if (self->down)
    gtk_adjustment_configure (self->down, 0, 0, height, 1, height, height);
  for (guint i = 0; i < self->views->len; i++)
    gtk_widget_size_allocate (
      g_ptr_array_index (self->views, i),
      &(GtkAllocation){edge (self, (int)i) - (int)scrolled (self),
                       0,
                       edge (self, (int)i + 1) - edge (self, (int)i) - GAP,
                       height},
      -1);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtStripRow *self   = LT_STRIP_ROW (widget);
  int         width  = gtk_widget_get_width (widget);
  int         height = gtk_widget_get_height (widget);
  int         from   = (int)scrolled (self);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = 0; i < self->views->len; i++) {
    if (edge (self, (int)i + 1) <= from || edge (self, (int)i) >= from + width)
      continue;
    gtk_widget_snapshot_child (
      widget, g_ptr_array_index (self->views, i), snapshot);
  }
  if (self->mark >= 0)
    lt_draw_rect (snapshot,
                  MAX (0, edge (self, self->mark) - from - 2),
                  0,
                  3,
                  height,
                  &lt_palette ()->accent);
  gtk_snapshot_pop (snapshot);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           LtStripRow               *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (scroll));
  if (!self->across || dy == 0 || (state & GDK_SHIFT_MASK))
    return FALSE;
  gtk_adjustment_set_value (self->across,
                            gtk_adjustment_get_value (self->across) +
                              dy * strip_width (self));
  return TRUE;
}

static void
set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GTK_WIDGET_CLASS (lt_strip_row_parent_class)->set_focus_child (widget, child);
  if (child && LT_IS_STRIP_VIEW (child))
    lt_strip_row_reveal (LT_STRIP_ROW (widget), LT_STRIP_VIEW (child));
}

static void
set_adjustment (LtStripRow *self, GtkAdjustment **where, GtkAdjustment *new)
{
  if (*where) {
    g_signal_handlers_disconnect_by_data (*where, self);
    g_clear_object (where);
  }
  if (!new)
    return;
  *where = g_object_ref_sink (new);
  g_signal_connect_swapped (
    new, "value-changed", G_CALLBACK (gtk_widget_queue_allocate), self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  LtStripRow *self = LT_STRIP_ROW (object);
  switch (id) {
    case PROP_ACROSS:
      g_value_set_object (value, self->across);
      break;
    case PROP_DOWN:
      g_value_set_object (value, self->down);
      break;
    case PROP_ACROSS_POLICY:
      g_value_set_enum (value, self->across_policy);
      break;
    default:
      g_value_set_enum (value, self->down_policy);
      break;
  }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  LtStripRow *self = LT_STRIP_ROW (object);
  switch (id) {
    case PROP_ACROSS:
      set_adjustment (self, &self->across, g_value_get_object (value));
      break;
    case PROP_DOWN:
      set_adjustment (self, &self->down, g_value_get_object (value));
      break;
    case PROP_ACROSS_POLICY:
      self->across_policy = g_value_get_enum (value);
      break;
    default:
      self->down_policy = g_value_get_enum (value);
      break;
  }
}

static void
dispose (GObject *object)
{
  LtStripRow *self = LT_STRIP_ROW (object);
  for (guint i = 0; i < self->views->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->views, i));
  g_ptr_array_set_size (self->views, 0);
  set_adjustment (self, &self->across, NULL);
  set_adjustment (self, &self->down, NULL);
  G_OBJECT_CLASS (lt_strip_row_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (LT_STRIP_ROW (object)->views);
  g_array_unref (LT_STRIP_ROW (object)->edges);
  G_OBJECT_CLASS (lt_strip_row_parent_class)->finalize (object);
}

static void
lt_strip_row_class_init (LtStripRowClass *klass)
{
  GObjectClass   *object_class  = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class  = GTK_WIDGET_CLASS (klass);
  object_class->get_property    = get_property;
  object_class->set_property    = set_property;
  object_class->dispose         = dispose;
  object_class->finalize        = finalize;
  widget_class->measure         = measure;
  widget_class->size_allocate   = size_allocate;
  widget_class->snapshot        = snapshot;
  widget_class->set_focus_child = set_focus_child;
  g_object_class_override_property (object_class, PROP_ACROSS, "hadjustment");
  g_object_class_override_property (object_class, PROP_DOWN, "vadjustment");
  g_object_class_override_property (
    object_class, PROP_ACROSS_POLICY, "hscroll-policy");
  g_object_class_override_property (
    object_class, PROP_DOWN_POLICY, "vscroll-policy");
  gtk_widget_class_set_css_name (widget_class, "ltstrips");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lt_strip_row_init (LtStripRow *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  self->views = g_ptr_array_new ();
  self->edges = g_array_new (FALSE, FALSE, sizeof (int));
  self->mark  = -1;
}

GtkWidget *
lt_strip_row_new (void)
{
  return g_object_new (LT_TYPE_STRIP_ROW, NULL);
}

/* The order of the children is the order of the focus. */
static void
link_child (LtStripRow *self, LtStripView *view, int place)
{
  GtkWidget *before =
    place > 0 ? g_ptr_array_index (self->views, place - 1) : NULL;
  gtk_widget_insert_after (GTK_WIDGET (view), GTK_WIDGET (self), before);
  g_ptr_array_insert (self->views, place, view);
  find_edges (self);
}

void
lt_strip_row_insert (LtStripRow *self, LtStripView *view, int place)
{
  g_return_if_fail (LT_IS_STRIP_ROW (self));
  link_child (self, view, CLAMP (place, 0, (int)self->views->len));
}

void
lt_strip_row_remove (LtStripRow *self, LtStripView *view)
{
  g_return_if_fail (LT_IS_STRIP_ROW (self));
  if (!g_ptr_array_remove (self->views, view))
    return;
  gtk_widget_unparent (GTK_WIDGET (view));
  find_edges (self);
}

void
lt_strip_row_move (LtStripRow *self, LtStripView *view, int place)
{
  int from = lt_strip_row_find (self, view);
  place    = CLAMP (place, 0, (int)self->views->len - 1);
  if (from < 0 || from == place)
    return;
  g_ptr_array_remove_index (self->views, (guint)from);
  link_child (self, view, place);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

int
lt_strip_row_get_n (LtStripRow *self)
{
  return (int)self->views->len;
}

LtStripView *
lt_strip_row_get (LtStripRow *self, int place)
{
  return place >= 0 && place < (int)self->views->len
           ? g_ptr_array_index (self->views, place)
           : NULL;
}

int
lt_strip_row_find (LtStripRow *self, LtStripView *view)
{
  guint index;
  return g_ptr_array_find (self->views, view, &index) ? (int)index : -1;
}

void
lt_strip_row_get_sight (LtStripRow *self, int *first, int *last)
{
  const double from = scrolled (self);
  *first            = place_at (self, from);
  *last = place_at (self, from + gtk_widget_get_width (GTK_WIDGET (self)) - 1);
  *last = MIN (*last, (int)self->views->len - 1);
}

void
lt_strip_row_move_bars (LtStripRow *self, int n)
{
  int first, last;
  lt_strip_row_get_sight (self, &first, &last);
  for (int i = first; i <= last && n > 0; i++) {
    self->turn =
      self->turn >= first && self->turn < last ? self->turn + 1 : first;
    LtStripView *view = lt_strip_row_get (self, self->turn);
    if (view && lt_miniature_move (lt_strip_view_get_miniature (view)))
      n--;
  }
}

void
lt_strip_row_reveal (LtStripRow *self, LtStripView *view)
{
  int place = lt_strip_row_find (self, view);
  if (place >= 0 && self->across)
    gtk_adjustment_clamp_page (
      self->across, edge (self, place), edge (self, place + 1));
}

int
lt_strip_row_mark (LtStripRow *self, double x)
{
  int one   = strip_width (self);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  if (self->across && (x < EDGE_PX || x > width - EDGE_PX))
    gtk_adjustment_set_value (self->across,
                              gtk_adjustment_get_value (self->across) +
                                (x < EDGE_PX ? -one : one) / 4.0);
  const double at = x + scrolled (self);
  int          to = place_at (self, at);
  if (at > (edge (self, to) + edge (self, to + 1)) / 2.0)
    to++;
  self->mark = CLAMP (to, 0, (int)self->views->len);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->mark;
}

void
lt_strip_row_unmark (LtStripRow *self)
{
  self->mark = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
