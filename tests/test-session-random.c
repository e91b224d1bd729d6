// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// 2 000 random operations at a time, against a model that shares no code with
// the document: plain arrays, undo by copies of the whole state, loops by the
// reach of every strip.

#include "session-rig.h"

enum { OPERATIONS = 2000, MAX_STRIPS = 32, N_VALUES = LT_N_PARAMS };

typedef struct {
  uint32_t id;
  LtKind   kind;
  char     name[40];
  int      file; ///< -1: none
  double   values[N_VALUES];
} ModelStrip;

typedef struct {
  uint32_t from, bus;
  LtParam  param;
  double   value;
} ModelRoute;

typedef struct {
  uint32_t strip;
  int      port;
} ModelConnection;

typedef struct {
  ModelStrip      strips[MAX_STRIPS];
  uint32_t        n_strips;
  ModelRoute      routes[MAX_STRIPS * MAX_STRIPS * 4];
  uint32_t        n_routes;
  ModelConnection connections[MAX_STRIPS * 2 + 64];
  uint32_t        n_connections;
} State;

typedef struct {
  State    before;
  uint32_t gesture;
} Step;

typedef struct {
  State      now;
  GPtrArray *undo, *redo; ///< Step; `before` is where it leads to
} Model;

static ModelStrip *
model_strip (State *state, uint32_t id)
{
  for (uint32_t i = 0; i < state->n_strips; i++)
    if (state->strips[i].id == id)
      return &state->strips[i];
  return NULL;
}

static double
default_of (LtParam param)
{
  switch (param) {
    case LT_PARAM_SEND_LEVEL:
      return -INFINITY;
    case LT_PARAM_SEND_ON:
      return 1;
    case LT_PARAM_SEND_TAP:
      return 2;
    default:
      return 0;
  }
}

static double
route_value (const State *state, uint32_t from, LtParam param, uint32_t bus)
{
  for (uint32_t i = 0; i < state->n_routes; i++) {
    const ModelRoute *r = &state->routes[i];
    if (r->from == from && r->param == param && r->bus == bus)
      return r->value;
  }
  return default_of (param);
}

static void
drop_route (State *state, uint32_t at)
{
  state->routes[at] = state->routes[--state->n_routes];
}

static void
set_route (State *state, uint32_t from, LtParam param, uint32_t bus, double v)
{
  for (uint32_t i = 0; i < state->n_routes; i++)
    if (state->routes[i].from == from && state->routes[i].param == param &&
        state->routes[i].bus == bus) {
      drop_route (state, i);
      break;
    }
  if (v != default_of (param))
    state->routes[state->n_routes++] = (ModelRoute){from, bus, param, v};
}

/// Warshall: whether `to` is reached from `from`, or is it.
static bool
reaches (State *state, uint32_t from, uint32_t to)
{
  bool reach[MAX_STRIPS][MAX_STRIPS] = {{false}};
  for (uint32_t i = 0; i < state->n_strips; i++)
    for (uint32_t k = 0; k < state->n_strips; k++) {
      const uint32_t a = state->strips[i].id, b = state->strips[k].id;
      reach[i][k] = i == k || route_value (state, a, LT_PARAM_TO, b) != 0 ||
                    route_value (state, a, LT_PARAM_SEND_LEVEL, b) > -200;
    }
  for (uint32_t m = 0; m < state->n_strips; m++)
    for (uint32_t i = 0; i < state->n_strips; i++)
      for (uint32_t k = 0; k < state->n_strips; k++)
        reach[i][k] |= reach[i][m] && reach[m][k];
  return reach[model_strip (state, from) - state->strips]
              [model_strip (state, to) - state->strips];
}

static bool
has_value (LtKind kind, LtParam param)
{
  if (kind == LT_KIND_MASTER)
    return param == LT_PARAM_FADER || param == LT_PARAM_MUTE ||
           param == LT_PARAM_COLOUR;
  return true;
}

static double
clamped (LtParam param, double v)
{
  switch (param) {
    case LT_PARAM_FADER:
    case LT_PARAM_SEND_LEVEL:
      return v <= -90 ? -INFINITY : MIN (v, 10);
    case LT_PARAM_TRIM:
      return CLAMP (v, -24, 24);
    case LT_PARAM_PAN:
      return CLAMP (v, -100, 100);
    case LT_PARAM_COLOUR:
      return CLAMP (v, 0, 0xFFFFFF);
    default:
      return CLAMP (v, 0, 1);
  }
}

static void
model_value (State *state, const RigOp *op)
{
  ModelStrip *strip = model_strip (state, op->strip);
  if (has_value (strip->kind, op->param))
    strip->values[op->param] = clamped (op->param, op->value);
}

static void
model_route (State *state, const RigOp *op)
{
  const bool   is_to = op->param == LT_PARAM_TO;
  const LtKind from  = model_strip (state, op->strip)->kind;
  const LtKind to    = model_strip (state, op->bus)->kind;
  const double v     = clamped (op->param, op->value);
  const bool   leads =
    is_to ? v != 0 : op->param == LT_PARAM_SEND_LEVEL && v > -200;
  if (from == LT_KIND_MASTER ||
      (is_to ? to != LT_KIND_GROUP && to != LT_KIND_MASTER
             : to != LT_KIND_AUX) ||
      (leads && reaches (state, op->bus, op->strip)))
    return;
  set_route (state, op->strip, op->param, op->bus, v);
}

static bool
is_name_used (const State *state, const char *name)
{
  for (uint32_t i = 0; i < state->n_strips; i++)
    if (strcmp (state->strips[i].name, name) == 0)
      return true;
  return false;
}

static void
model_add (State *state, const RigOp *op, uint32_t id, double colour)
{
  static const LtKind order[] = {LT_KIND_INPUT, LT_KIND_GROUP, LT_KIND_AUX};
  ModelStrip          strip   = {.id = id, .kind = op->kind, .file = -1};
  uint32_t            place   = 0;
  g_snprintf (strip.name, sizeof strip.name, "%s", op->text);
  for (int n = 2; is_name_used (state, strip.name); n++)
    g_snprintf (strip.name, sizeof strip.name, "%s %d", op->text, n);
  if (op->kind == LT_KIND_INPUT && op->number >= 0)
    strip.file = op->number;
  strip.values[LT_PARAM_SOURCE] =
    op->kind == LT_KIND_INPUT && strip.file < 0 ? 1 : 0;
  strip.values[LT_PARAM_COLOUR] = colour;
  if (op->place >= 0)
    place = MIN ((uint32_t)op->place, state->n_strips - 1);
  else // in front of the first strip of a later kind
    for (; state->strips[place].kind != LT_KIND_MASTER; place++) {
      size_t at = 0, wanted = 0;
      while (order[at] != state->strips[place].kind)
        at++;
      while (order[wanted] != op->kind)
        wanted++;
      if (at > wanted)
        break;
    }
  for (uint32_t i = state->n_strips++; i > place; i--)
    state->strips[i] = state->strips[i - 1];
  state->strips[place] = strip;
  set_route (state, id, LT_PARAM_TO, state->strips[state->n_strips - 1].id, 1);
}

static void
model_remove (State *state, uint32_t id)
{
  ModelStrip *strip = model_strip (state, id);
  if (strip->kind == LT_KIND_MASTER)
    return;
  for (uint32_t i = 0; i < state->n_routes;)
    if (state->routes[i].from == id || state->routes[i].bus == id)
      drop_route (state, i);
    else
      i++;
  for (uint32_t i = 0; i < state->n_connections;)
    if (state->connections[i].strip == id)
      state->connections[i] = state->connections[--state->n_connections];
    else
      i++;
  for (uint32_t i = (uint32_t)(strip - state->strips) + 1; i < state->n_strips;
       i++)
    state->strips[i - 1] = state->strips[i];
  state->n_strips--;
}

static void
model_move (State *state, const RigOp *op)
{
  ModelStrip strip = *model_strip (state, op->strip);
  if (strip.kind == LT_KIND_MASTER)
    return;
  ModelStrip rest[MAX_STRIPS];
  uint32_t n = 0, to = (uint32_t)CLAMP (op->place, 0, (int)state->n_strips - 2);
  for (uint32_t i = 0; i < state->n_strips; i++)
    if (state->strips[i].id != op->strip)
      rest[n++] = state->strips[i];
  for (uint32_t i = 0, k = 0; i < state->n_strips; i++)
    state->strips[i] = i == to ? strip : rest[k++];
}

static void
model_connect (State *state, const RigOp *op)
{
  const int port = op->number > 0 ? 1 : 2;
  uint32_t  i    = 0;
  while (i < state->n_connections &&
         (state->connections[i].strip != op->strip ||
          state->connections[i].port != port))
    i++;
  if (i < state->n_connections && !op->made)
    state->connections[i] = state->connections[--state->n_connections];
  else if (i == state->n_connections && op->made)
    state->connections[state->n_connections++] =
      (ModelConnection){op->strip, port};
}

static void
model_change (State *state, const RigOp *op, LtSession *session)
{
  switch (op->type) {
    case RIG_VALUE:
      model_value (state, op);
      break;
    case RIG_ROUTE:
      model_route (state, op);
      break;
    case RIG_ADD: {
      // Which id and which colour it gets is the document's to say.
      const LtStrip *newest = NULL;
      for (uint32_t i = 0; i < lt_session_n_strips (session); i++) {
        const LtStrip *strip = lt_session_strip_at (session, i);
        if (!newest || strip->id > newest->id)
          newest = strip;
      }
      g_assert_null (model_strip (state, newest->id));
      model_add (state, op, newest->id, newest->values[LT_PARAM_COLOUR]);
      break;
    }
    case RIG_REMOVE:
      model_remove (state, op->strip);
      break;
    case RIG_MOVE:
      model_move (state, op);
      break;
    case RIG_NAME:
      g_strlcpy (model_strip (state, op->strip)->name, op->text, 40);
      break;
    case RIG_FILE:
      if (model_strip (state, op->strip)->kind == LT_KIND_INPUT)
        model_strip (state, op->strip)->file = op->number;
      break;
    case RIG_CONNECT:
      model_connect (state, op);
      break;
    case RIG_UNDO:
    case RIG_REDO:
      break;
  }
}

/// Whether two states are the same document, whatever the order of their sets.
static bool
is_same (const State *a, const State *b)
{
  bool same = a->n_strips == b->n_strips && a->n_routes == b->n_routes &&
              a->n_connections == b->n_connections;
  for (uint32_t i = 0; same && i < a->n_strips; i++)
    same = memcmp (&a->strips[i], &b->strips[i], sizeof a->strips[i]) == 0;
  for (uint32_t i = 0; same && i < a->n_routes; i++) {
    const ModelRoute *r = &a->routes[i];
    same = route_value (b, r->from, r->param, r->bus) == r->value;
  }
  for (uint32_t i = 0; same && i < a->n_connections; i++) {
    bool found = false;
    for (uint32_t k = 0; k < b->n_connections; k++)
      found |= a->connections[i].strip == b->connections[k].strip &&
               a->connections[i].port == b->connections[k].port;
    same = found;
  }
  return same;
}

static void
model_turn (Model *model, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0)
    return;
  Step       *step = g_ptr_array_steal_index (from, from->len - 1);
  const State kept = model->now;
  model->now       = step->before;
  step->before     = kept;
  g_ptr_array_add (to, step);
}

static void
model_apply (Model *model, const RigOp *op, LtSession *session)
{
  if (op->type == RIG_UNDO || op->type == RIG_REDO) {
    model_turn (model,
                op->type == RIG_UNDO ? model->undo : model->redo,
                op->type == RIG_UNDO ? model->redo : model->undo);
    return;
  }
  const State before = model->now;
  model_change (&model->now, op, session);
  if (is_same (&before, &model->now))
    return; // refused, or there already
  GPtrArray *undo = model->undo;
  Step      *top  = undo->len ? g_ptr_array_index (undo, undo->len - 1) : NULL;
  if (!top || top->gesture != op->gesture || model->redo->len > 0) {
    top  = g_new0 (Step, 1);
    *top = (Step){before, op->gesture};
    g_ptr_array_add (undo, top);
  } else if (is_same (&top->before, &model->now)) {
    g_ptr_array_remove_index (undo, undo->len - 1); // there and back
  }
  g_ptr_array_set_size (model->redo, 0);
}

// --- the document against it ---

static void
compare_strip (Model *model, LtSession *session, uint32_t place)
{
  static const LtParam routes[] = {
    LT_PARAM_TO, LT_PARAM_SEND_LEVEL, LT_PARAM_SEND_ON, LT_PARAM_SEND_TAP};
  static const LtParam values[] = {LT_PARAM_FADER,
                                   LT_PARAM_PAN,
                                   LT_PARAM_TRIM,
                                   LT_PARAM_MUTE,
                                   LT_PARAM_SOLO,
                                   LT_PARAM_POLARITY,
                                   LT_PARAM_COLOUR};
  const LtStrip       *strip    = lt_session_strip_at (session, place);
  const ModelStrip    *twin     = &model->now.strips[place];
  const LtStripFile    file     = rig_file (twin->file);
  g_assert_cmpuint (strip->id, ==, twin->id);
  g_assert_cmpint (strip->kind, ==, twin->kind);
  g_assert_cmpstr (strip->name, ==, twin->name);
  g_assert_cmpstr (strip->file.path, ==, file.path);
  g_assert_cmpint (strip->file.start, ==, file.start);
  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    if (has_value (twin->kind, values[i]))
      g_assert_cmpfloat (rig_get (session, rig_at (strip->id, values[i])),
                         ==,
                         twin->values[values[i]]);
  for (uint32_t k = 0; k < model->now.n_strips; k++)
    for (size_t i = 0; i < 4 && twin->kind != LT_KIND_MASTER; i++) {
      const uint32_t bus = model->now.strips[k].id;
      g_assert_cmpfloat (
        rig_get (session, rig_at_bus (strip->id, routes[i], bus)),
        ==,
        route_value (&model->now, strip->id, routes[i], bus));
    }
}

static void
count_connection (void *data, const char *port, const char *peer)
{
  Model   *model = data;
  bool     found = false;
  uint32_t strip;
  g_assert_cmpint (sscanf (port, "strip/%u/in/1", &strip), ==, 1);
  for (uint32_t i = 0; i < model->now.n_connections; i++) {
    const ModelConnection *c = &model->now.connections[i];
    found |=
      c->strip == strip && g_str_has_suffix (peer, c->port == 1 ? "_1" : "_2");
  }
  g_assert_true (found);
}

static void
compare (Model *model, LtSession *session)
{
  g_assert_cmpuint (lt_session_n_strips (session), ==, model->now.n_strips);
  for (uint32_t i = 0; i < model->now.n_strips; i++)
    compare_strip (model, session, i);
  g_assert_cmpuint (session->connections->len, ==, model->now.n_connections);
  lt_session_each_connection (session, count_connection, model);
  g_assert_cmpuint (lt_session_n_undo (session), ==, model->undo->len);
  g_assert_cmpuint (lt_session_n_redo (session), ==, model->redo->len);
}

static void
check_reads_back (LtSession *session)
{
  g_autofree char *text = lt_session_to_text (session);
  LtSession       *copy;
  LtError          error = {.status = LT_OK};
  if (lt_session_from_text (text, strlen (text), "x", &copy, &error) != LT_OK)
    g_error ("%s", error.text);
  g_autofree char *again = lt_session_to_text (copy);
  g_assert_cmpstr (again, ==, text);
  lt_session_free (copy);
}

static void
begin_model (Model *model, LtSession *session)
{
  const LtStrip *master = lt_session_strip_at (session, 0);
  model->undo           = g_ptr_array_new_with_free_func (g_free);
  model->redo           = g_ptr_array_new_with_free_func (g_free);
  model->now.n_strips   = 1;
  model->now.strips[0] =
    (ModelStrip){.id = master->id, .kind = LT_KIND_MASTER, .file = -1};
  g_strlcpy (model->now.strips[0].name, master->name, 40);
  model->now.strips[0].values[LT_PARAM_COLOUR] =
    master->values[LT_PARAM_COLOUR];
}

static void
test_random (gconstpointer data)
{
  LtTestRandom     r       = lt_test_random ((uint64_t)GPOINTER_TO_SIZE (data));
  LtSession       *session = lt_session_new (48000);
  Model           *model   = g_new0 (Model, 1);
  RigOp            op      = {.type = RIG_UNDO};
  g_autofree char *first   = rig_state (session);
  uint32_t         n_steps = 0;
  begin_model (model, session);
  for (int i = 0; i < OPERATIONS; i++) {
    op = rig_next (session, &r, &op);
    rig_apply (session, &op);
    model_apply (model, &op, session);
    compare (model, session);
    n_steps = MAX (n_steps, model->undo->len);
    if (i % 25 == 0)
      check_reads_back (session);
  }
  g_assert_cmpuint (n_steps, >, 200); // it did walk about
  const uint32_t   n    = lt_session_n_undo (session);
  g_autofree char *last = rig_state (session);
  while (lt_session_undo (session))
    ;
  g_autofree char *undone = rig_state (session);
  g_assert_cmpstr (undone, ==, first);
  for (uint32_t i = 0; i < n; i++)
    g_assert_true (lt_session_redo (session));
  g_autofree char *redone = rig_state (session);
  g_assert_cmpstr (redone, ==, last);
  g_ptr_array_unref (model->undo);
  g_ptr_array_unref (model->redo);
  g_free (model);
  lt_session_free (session);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  for (gsize seed = 1; seed <= (LT_TEST_SANITIZED ? 1 : 4); seed++) {
    g_autofree char *path =
      g_strdup_printf ("/session-random/seed-%" G_GSIZE_FORMAT, seed);
    g_test_add_data_func (path, GSIZE_TO_POINTER (seed), test_random);
  }
  return g_test_run ();
}
