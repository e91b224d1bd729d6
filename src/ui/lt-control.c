// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-control.h"

#include "core/lt-message.h"
#include "ui/lt-draw.h"

#include <math.h>

typedef struct {
  LtParam  param;
  double   shown;    ///< What the desk sent last and is drawn
  double   kept;     ///< What another gesture sent while it was held
  double   wanted;   ///< Asked for last
  double   before;   ///< Shown when it was taken hold of
  double   position; ///< Of the pointer while held, may lie beyond 0..1
  double   last_offset;
  double   press_x, press_y;
  guint32  press_time; ///< Of the last press that may become a double click
  uint32_t gesture;    ///< Of the hold, 0 before the first send
  uint32_t burst;      ///< Gesture of keys and wheel, 0: none
  guint    burst_id;
  guint    tick_id;
  gboolean is_held, is_pending, is_kept, is_across;
  gboolean is_syncing; ///< The range is set to what is shown
  gboolean is_dead;    ///< The rest of this press does nothing
  gboolean has_moved;  ///< Beyond the slack
  char     text[48];
} LtControlPrivate;

enum { ASK, EDIT, N_SIGNALS };

enum { SLACK_PX = 2, PAGE_STEPS = 6 };
#define FINE_DRAG 0.1
#define FINE_STEP 0.2

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LtControl, lt_control, GTK_TYPE_RANGE)

static guint signals[N_SIGNALS];

static LtControlPrivate *
get_private (LtControl *self)
{
  return lt_control_get_instance_private (self);
}

static const LtParamInfo *
get_info (LtControl *self)
{
  return &lt_param_info[get_private (self)->param];
}

static gboolean
same_value (double a, double b)
{
  return a == b || (isinf (a) && isinf (b));
}

/* Bring range, text and picture to what the desk sent. */
static void
sync_shown (LtControl *self)
{
  LtControlPrivate *p = get_private (self);
  char              plain[40];
  p->is_syncing = TRUE;
  gtk_range_set_value (GTK_RANGE (self),
                       isinf (p->shown) ? get_info (self)->min : p->shown);
  p->is_syncing = FALSE;
  lt_param_format (p->param, p->shown, plain, sizeof plain);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, plain, -1);
  /* GTK before 4.10 keeps the text to itself: there it is the description. */
  if (gtk_get_minor_version () < 10)
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, plain, -1);
  lt_draw_minus (plain, p->text, sizeof p->text);
  if (LT_CONTROL_GET_CLASS (self)->shown)
    LT_CONTROL_GET_CLASS (self)->shown (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static uint32_t
emit_ask (LtControl *self, double value, uint32_t gesture, guint flags)
{
  guint id = 0;
  g_signal_emit (self, signals[ASK], 0, value, gesture, flags, &id);
  return id;
}

// --- keys, wheel and screen readers: bursts ---

static gboolean
end_burst (gpointer data)
{
  LtControl        *self = data;
  LtControlPrivate *p    = get_private (self);
  p->burst_id            = 0;
  /* Somebody else moved it since: leave it to them. */
  if (p->burst && same_value (p->wanted, p->shown))
    emit_ask (self, p->shown, p->burst, LT_TOUCH_END);
  p->burst = 0;
  return G_SOURCE_REMOVE;
}

static void
ask_burst (LtControl *self, double value)
{
  LtControlPrivate *p = get_private (self);
  p->wanted           = lt_param_round (p->param, value);
  p->burst =
    emit_ask (self, p->wanted, p->burst, p->burst ? 0 : LT_TOUCH_BEGIN);
  g_clear_handle_id (&p->burst_id, g_source_remove);
  p->burst_id = g_timeout_add (LT_CONTROL_BURST_MS, end_burst, self);
}

double
lt_control_step_value (LtParam param, double value, double n)
{
  const LtParamInfo *info = &lt_param_info[param];
  if (info->taper == LT_TAPER_FADER) {
    /* Even steps of travel: 0.5 dB at the top, more where the law is steep. */
    double position =
      lt_param_to_position (param, value) + n * info->step / 40.0;
    value = lt_param_from_position (param, CLAMP (position, 0, 1));
  } else if (info->taper == LT_TAPER_LOG) {
    value *= pow (1 + info->step / 100, n);
  } else
    value += n * info->step;
  return lt_param_round (param, lt_param_clamp (param, value));
}

void
lt_control_step (LtControl *self, double n)
{
  LtControlPrivate *p    = get_private (self);
  double            from = p->burst ? p->wanted : p->shown;
  ask_burst (self, lt_control_step_value (p->param, from, n));
}

void
lt_control_ask (LtControl *self, double value)
{
  LtControlPrivate *p = get_private (self);
  end_burst (self);
  g_clear_handle_id (&p->burst_id, g_source_remove);
  p->wanted = lt_param_clamp (p->param, value);
  emit_ask (self, p->wanted, 0, LT_TOUCH_BEGIN | LT_TOUCH_END);
}

/* Set by an assistive technology: the desk is asked, what is shown stays. */
static void
value_changed (GtkRange *range)
{
  LtControl        *self  = LT_CONTROL (range);
  LtControlPrivate *p     = get_private (self);
  double            value = gtk_range_get_value (range);
  /* The adjustment emits again when it is set back within its signal. */
  if (p->is_syncing || same_value (lt_param_clamp (p->param, value), p->shown))
    return;
  sync_shown (self);
  ask_burst (self, lt_param_clamp (p->param, value));
}

/* A drag that runs ends where it began; the rest of the press does nothing. */
static gboolean
take_back (LtControl *self)
{
  LtControlPrivate *p = get_private (self);
  if (!p->is_held || p->is_dead)
    return FALSE;
  if (p->gesture)
    emit_ask (self, p->before, p->gesture, LT_TOUCH_END);
  p->wanted     = p->before;
  p->gesture    = 0;
  p->is_pending = FALSE;
  p->is_dead    = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

gboolean
lt_control_key (LtControl *self, guint key, GdkModifierType state)
{
  const LtParamInfo *info     = get_info (self);
  double             n        = state & GDK_CONTROL_MASK ? FINE_STEP : 1;
  char               first[2] = {0, 0};
  if (state & GDK_ALT_MASK)
    return FALSE;
  if (key == GDK_KEY_Escape)
    return take_back (self);
  switch (key) {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      lt_control_step (self, n);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_KP_Subtract:
      lt_control_step (self, -n);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      lt_control_step (self, PAGE_STEPS);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      lt_control_step (self, -PAGE_STEPS);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      ask_burst (self, lt_param_clamp (get_private (self)->param, info->min));
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      /* A level goes to 0 dB: one key must not send +10 dB to a room. */
      ask_burst (self, info->taper == LT_TAPER_FADER ? 0 : info->max);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      ask_burst (self, info->def);
      return TRUE;
    default:
      break;
  }
  if (state & GDK_CONTROL_MASK)
    return FALSE;
  guint32 c = gdk_keyval_to_unicode (key);
  if (!(c == '-' || c == '.' || c == ',' || (c >= '1' && c <= '9')))
    return FALSE;
  first[0] = (char)c;
  g_signal_emit (self, signals[EDIT], 0, first);
  return TRUE;
}

gboolean
lt_control_wheel (LtControl *self, double dy, gboolean fine)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    return FALSE;
  if (dy != 0)
    lt_control_step (self, -dy * (fine ? FINE_STEP : 1));
  return TRUE;
}

// --- the pointer ---

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  lt_control_frame (LT_CONTROL (widget));
  return G_SOURCE_CONTINUE;
}

static void
want_position (LtControl *self)
{
  LtControlPrivate *p     = get_private (self);
  double            value = lt_param_round (
    p->param, lt_param_from_position (p->param, CLAMP (p->position, 0, 1)));
  if (same_value (value, p->wanted))
    return;
  p->wanted     = value;
  p->is_pending = TRUE;
}

void
lt_control_press (LtControl *self, gboolean jump, double x, double y)
{
  LtControlPrivate *p = get_private (self);
  if (p->burst_id) {
    g_clear_handle_id (&p->burst_id, g_source_remove);
    end_burst (self);
  }
  p->is_held = TRUE;
  p->is_dead = p->is_pending = p->is_kept = FALSE;
  p->has_moved                            = jump;
  p->gesture                              = 0;
  p->last_offset                          = 0;
  p->wanted = p->before = p->shown;
  p->position           = lt_param_to_position (p->param, p->shown);
  if (!p->tick_id)
    p->tick_id =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  if (jump) {
    p->position = LT_CONTROL_GET_CLASS (self)->position_at (self, x, y);
    want_position (self);
  }
}

void
lt_control_drag (LtControl *self, double delta, gboolean fine)
{
  LtControlPrivate *p = get_private (self);
  if (!p->is_held || p->is_dead)
    return;
  double travel = LT_CONTROL_GET_CLASS (self)->travel (self);
  p->position += delta / MAX (travel, 1) * (fine ? FINE_DRAG : 1);
  want_position (self);
}

void
lt_control_frame (LtControl *self)
{
  LtControlPrivate *p = get_private (self);
  if (!p->is_pending)
    return;
  p->is_pending = FALSE;
  p->gesture =
    emit_ask (self, p->wanted, p->gesture, p->gesture ? 0 : LT_TOUCH_BEGIN);
}

void
lt_control_release (LtControl *self)
{
  LtControlPrivate *p = get_private (self);
  if (!p->is_held)
    return;
  if (p->tick_id) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), p->tick_id);
    p->tick_id = 0;
  }
  p->is_held = FALSE;
  if (p->is_pending || p->gesture)
    emit_ask (self,
              p->wanted,
              p->gesture,
              LT_TOUCH_END | (p->gesture ? 0 : LT_TOUCH_BEGIN));
  p->is_pending = FALSE;
  if (p->is_kept) {
    p->is_kept = FALSE;
    p->shown   = p->kept;
    sync_shown (self);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_control_let_go (LtControl *self)
{
  LtControlPrivate *p = get_private (self);
  lt_control_release (self);
  if (!p->burst_id)
    return;
  g_clear_handle_id (&p->burst_id, g_source_remove);
  end_burst (self);
}

/* Whether this press follows another closely, in time and place. */
static gboolean
is_double (LtControl *self, GtkEventController *controller, double x, double y)
{
  LtControlPrivate *p = get_private (self);
  guint32 time = gtk_event_controller_get_current_event_time (controller);
  int     max_ms, max_px;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)),
                "gtk-double-click-time",
                &max_ms,
                "gtk-double-click-distance",
                &max_px,
                NULL);
  gboolean is = p->press_time && time - p->press_time < (guint32)max_ms &&
                fabs (x - p->press_x) <= max_px &&
                fabs (y - p->press_y) <= max_px;
  p->press_time = is ? 0 : time;
  p->press_x    = x;
  p->press_y    = y;
  return is;
}

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, LtControl *self)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (drag);
  guint               button =
    gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (drag));
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (controller);
  if (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE) {
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  lt_control_press (self, button == GDK_BUTTON_MIDDLE, x, y);
  if (button == GDK_BUTTON_PRIMARY &&
      ((state & GDK_SHIFT_MASK) || is_double (self, controller, x, y))) {
    get_private (self)->is_dead = TRUE;
    lt_control_ask (self, get_info (self)->def);
  }
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, LtControl *self)
{
  LtControlPrivate *p      = get_private (self);
  double            offset = p->is_across ? dx : -dy;
  GdkModifierType   state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));
  if (!p->has_moved) {
    if (fabs (offset) <= SLACK_PX)
      return;
    p->has_moved   = TRUE;
    p->last_offset = offset > 0 ? SLACK_PX : -SLACK_PX;
  }
  lt_control_drag (
    self, offset - p->last_offset, (state & GDK_CONTROL_MASK) != 0);
  p->last_offset = offset;
}

static void
on_drag_end (GtkGestureDrag *drag, double dx, double dy, LtControl *self)
{
  lt_control_release (self);
}

static void
on_cancel (GtkGesture *gesture, GdkEventSequence *sequence, LtControl *self)
{
  lt_control_release (self);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           LtControl                *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (scroll));
  if (fabs (dx) > fabs (dy))
    return FALSE;
  return lt_control_wheel (self, dy, (state & GDK_CONTROL_MASK) != 0);
}

static gboolean
on_key (GtkEventControllerKey *keys,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        LtControl             *self)
{
  return lt_control_key (self, key, state);
}

/* The range's own pointer handling jumps and takes the wheel unasked. */
static void
silence_range (LtControl *self)
{
  g_autoptr (GListModel) list =
    gtk_widget_observe_controllers (GTK_WIDGET (self));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (list, i);
    gtk_event_controller_set_propagation_phase (one, GTK_PHASE_NONE);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child;
       child            = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, FALSE);
}

static void
add_controllers (LtControl *self)
{
  GtkWidget          *widget = GTK_WIDGET (self);
  GtkGesture         *drag   = gtk_gesture_drag_new ();
  GtkEventController *keys   = gtk_event_controller_key_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_cancel), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, keys);
}

// --- the class ---

/* The range lays out a trough that is not shown. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
}

/* The focus is drawn. */
static void
state_flags_changed (GtkWidget *widget, GtkStateFlags flags)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (lt_control_parent_class)
    ->state_flags_changed (widget, flags);
}

static void
dispose (GObject *object)
{
  LtControlPrivate *p = get_private (LT_CONTROL (object));
  g_clear_handle_id (&p->burst_id, g_source_remove);
  if (p->tick_id) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), p->tick_id);
    p->tick_id = 0;
  }
  G_OBJECT_CLASS (lt_control_parent_class)->dispose (object);
}

static void
lt_control_class_init (LtControlClass *klass)
{
  GtkWidgetClass *widget_class           = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose        = dispose;
  widget_class->state_flags_changed      = state_flags_changed;
  widget_class->size_allocate            = size_allocate;
  GTK_RANGE_CLASS (klass)->value_changed = value_changed;
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_SLIDER);

  signals[ASK]  = g_signal_new ("ask",
                               LT_TYPE_CONTROL,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_UINT,
                               3,
                               G_TYPE_DOUBLE,
                               G_TYPE_UINT,
                               G_TYPE_UINT);
  signals[EDIT] = g_signal_new ("edit",
                                LT_TYPE_CONTROL,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_STRING);
}

static void
lt_control_init (LtControl *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  silence_range (self);
  add_controllers (self);
}

void
lt_control_set_param (LtControl *self, LtParam param)
{
  LtControlPrivate  *p    = get_private (self);
  const LtParamInfo *info = &lt_param_info[param];
  p->param                = param;
  p->shown = p->wanted = info->def;
  p->is_syncing        = TRUE;
  gtk_range_set_adjustment (
    GTK_RANGE (self),
    gtk_adjustment_new (isinf (info->def) ? info->min : info->def,
                        info->min,
                        info->max,
                        info->step,
                        info->step * PAGE_STEPS,
                        0));
  p->is_syncing = FALSE;
  sync_shown (self);
}

LtParam
lt_control_get_param (LtControl *self)
{
  return get_private (self)->param;
}

void
lt_control_set_name (LtControl *self, const char *name)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
lt_control_set_across (LtControl *self, gboolean across)
{
  get_private (self)->is_across = across;
}

void
lt_control_show (LtControl *self, double value, uint32_t gesture)
{
  LtControlPrivate *p = get_private (self);
  if (p->is_held && !p->is_dead && (!p->gesture || gesture != p->gesture)) {
    p->kept    = value;
    p->is_kept = TRUE;
    return;
  }
  p->is_kept = FALSE;
  if (same_value (value, p->shown))
    return;
  p->shown = value;
  sync_shown (self);
}

double
lt_control_get_value (LtControl *self)
{
  return get_private (self)->shown;
}

double
lt_control_get_position (LtControl *self)
{
  LtControlPrivate *p = get_private (self);
  return lt_param_to_position (p->param, p->shown);
}

const char *
lt_control_get_text (LtControl *self)
{
  return get_private (self)->text;
}

gboolean
lt_control_is_held (LtControl *self)
{
  return get_private (self)->is_held;
}
