// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// 2 000 random operations at a time, against a model that shares no code with
// the document: plain arrays, undo by copies of the whole state, loops by the
// reach of every strip.

#include "session-rig.h"

enum {
  OPERATIONS = 2000,
  MAX_STRIPS = 32,
  MAX_ROUTES = 2048,
  N_VALUES   = LT_N_STRIP_PARAMS,
};

typedef struct {
  uint32_t id;
  LtKind   kind;
  char     name[40];
  int      file; ///< -1: none
  double   values[N_VALUES];
  int64_t  has_other;
  double   other[N_VALUES]; ///< Else 0
} ModelStrip;

typedef struct {
  uint32_t from, bus; ///< From 0: the desk's own
  LtParam  param;
  double   value;
} ModelRoute;

typedef struct {
  uint32_t strip;
  int      port;
} ModelConnection;

typedef struct {
  LtParam param;
  char    text[32];
} ModelText;

typedef struct {
  ModelStrip      strips[MAX_STRIPS];
  uint32_t        n_strips;
  ModelRoute      routes[MAX_ROUTES];
  uint32_t        n_routes;
  ModelConnection connections[MAX_STRIPS * 2 + 64];
  uint32_t        n_connections;
  double          desk[LT_N_PARAMS];
  ModelText       texts[8]; ///< Those that are not empty
  uint32_t        n_texts;
} State;

typedef struct {
  State    before;
  uint32_t gesture;
  bool     is_alone;
} Step;

typedef struct {
  State      now;
  GPtrArray *undo, *redo;            ///< Step; `before` is where it leads to
  double     transient[LT_N_PARAMS]; ///< Of the desk; not undone
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
default_of (const State *state, LtParam param, uint32_t bus)
{
  if (param == LT_PARAM_SEND_LEVEL)
    return -INFINITY;
  if (param == LT_PARAM_SEND_ON)
    return 1;
  if (param != LT_PARAM_SEND_TAP)
    return 0;
  for (uint32_t i = 0; i < state->n_strips; i++)
    if (state->strips[i].id == bus && state->strips[i].kind == LT_KIND_CUE)
      return 1;
  return 2;
}

static double
route_value (const State *state, uint32_t from, LtParam param, uint32_t bus)
{
  for (uint32_t i = 0; i < state->n_routes; i++) {
    const ModelRoute *r = &state->routes[i];
    if (r->from == from && r->param == param && r->bus == bus)
      return r->value;
  }
  return default_of (state, param, bus);
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
  if (v == default_of (state, param, bus))
    return;
  g_assert_cmpuint (state->n_routes, <, MAX_ROUTES);
  state->routes[state->n_routes++] = (ModelRoute){from, bus, param, v};
}

/// Warshall: whether `to` is reached from `from`, or is it.
static bool
reaches (State *state, uint32_t from, uint32_t to)
{
  bool     reach[MAX_STRIPS][MAX_STRIPS] = {{false}};
  uint32_t n                             = state->n_strips;
  for (uint32_t i = 0; i < n; i++)
    reach[i][i] = true;
  for (uint32_t i = 0; i < state->n_routes; i++) {
    const ModelRoute *r = &state->routes[i];
    if (r->param == LT_PARAM_TO || r->param == LT_PARAM_SEND_LEVEL)
      reach[model_strip (state, r->from) - state->strips]
           [model_strip (state, r->bus) - state->strips] = true;
  }
  for (uint32_t m = 0; m < n; m++)
    for (uint32_t i = 0; i < n; i++)
      for (uint32_t k = 0; k < n; k++)
        reach[i][k] |= reach[i][m] && reach[m][k];
  return reach[model_strip (state, from) - state->strips]
              [model_strip (state, to) - state->strips];
}

static bool
has_value (LtKind kind, LtParam param)
{
  switch ((int)param) {
    case LT_PARAM_PAN:
    case LT_PARAM_DIRECT_TAP:
    case LT_PARAM_TO:
      return kind == LT_KIND_INPUT || kind == LT_KIND_GROUP ||
             kind == LT_KIND_AUX;
    case LT_PARAM_TRIM:
    case LT_PARAM_POLARITY:
    case LT_PARAM_SOLO:
    case LT_PARAM_SOLO_SAFE:
      return kind != LT_KIND_MASTER;
    case LT_PARAM_WIDTH:
      return kind != LT_KIND_CUE && kind != LT_KIND_MATRIX;
    case LT_PARAM_SOURCE:
      return kind == LT_KIND_INPUT;
    case LT_PARAM_LEAN:
      return kind != LT_KIND_INPUT;
    default:
      return true; // fader, mute, colour, sends, memberships
  }
}

static double
clamped (LtParam param, double v)
{
  switch ((int)param) {
    case LT_PARAM_FADER:
    case LT_PARAM_SEND_LEVEL:
    case LT_PARAM_DCA_FADER + 2:
    case LT_PARAM_MONITOR_LEVEL:
      return v <= -90 ? -INFINITY : MIN (v, 10);
    case LT_PARAM_MUTE_GROUP_DIM + 3:
      return v <= -90 ? -INFINITY : MIN (v, 0);
    case LT_PARAM_TRIM:
    case LT_PARAM_SPEAKER_TRIM + 1:
      return CLAMP (v, -24, 24);
    case LT_PARAM_EQ_GAIN_1:
      return CLAMP (v, -18, 18);
    case LT_PARAM_HIGH_PASS_SLOPE:
      return CLAMP (v, 0, 2);
    case LT_PARAM_PAN:
    case LT_PARAM_SEND_PAN:
      return CLAMP (v, -100, 100);
    case LT_PARAM_COLOUR:
    case LT_PARAM_DCA_COLOUR + 5:
      return CLAMP (v, 0, 0xFFFFFF);
    case LT_PARAM_GANG:
    case LT_PARAM_DCA_TO:
    case LT_PARAM_DCA_TO + 1:
    case LT_PARAM_DCA_TO + 2:
    case LT_PARAM_MONITOR_BUS:
    case LT_PARAM_SEND_TAP:
    case LT_PARAM_DIRECT_TAP:
    case LT_PARAM_SOLO_MODE:
      return CLAMP (v, 0, 3); // of what comes, the least bound and the choices
    default:
      return CLAMP (v, 0, 1);
  }
}

/// The document as it was when the gesture began.
static State *
begin_of (Model *model, const RigOp *op)
{
  GPtrArray *undo = model->undo;
  Step      *top  = undo->len ? g_ptr_array_index (undo, undo->len - 1) : NULL;
  return top && top->gesture == op->gesture && top->is_alone == op->is_alone &&
             model->redo->len == 0
           ? &top->before
           : &model->now;
}

static double
value_of (State *state, uint32_t strip, LtParam param, uint32_t bus)
{
  return bus ? route_value (state, strip, param, bus)
             : model_strip (state, strip)->values[param];
}

static void
put_value (State *state, uint32_t strip, LtParam param, uint32_t bus, double v)
{
  if (bus)
    set_route (state, strip, param, bus, v);
  else
    model_strip (state, strip)->values[param] = v;
}

static bool
may_route (State *state, uint32_t from, LtParam param, uint32_t bus, double v)
{
  const LtKind to = model_strip (state, bus)->kind;
  if (param == LT_PARAM_TO
        ? to != LT_KIND_GROUP && to != LT_KIND_MASTER
        : to != LT_KIND_AUX && to != LT_KIND_CUE && to != LT_KIND_MATRIX)
    return false;
  const bool leads =
    param == LT_PARAM_TO ? v != 0 : param == LT_PARAM_SEND_LEVEL && v > -200;
  return !leads || !reaches (state, bus, from);
}

/// The others of the gang: one side of a pair has the value of the other, else
/// all keep the distance that they had when the gesture began.
static void
model_gang (Model *model, const RigOp *op, uint32_t bus, double v)
{
  State       *begin = begin_of (model, op), old = model->now;
  const double start = value_of (begin, op->strip, op->param, bus);
  const double gang  = model_strip (&old, op->strip)->values[LT_PARAM_GANG];
  const bool   is_level =
    op->param == LT_PARAM_FADER || op->param == LT_PARAM_SEND_LEVEL;
  if (gang == 0 || op->is_alone)
    return;
  const bool is_pair = old.desk[LT_PARAM_GANG_MODE + (int)gang - 1] != 0;
  for (uint32_t i = 0; i < old.n_strips; i++) {
    const ModelStrip *strip = &old.strips[i];
    if (strip->id == op->strip || strip->values[LT_PARAM_GANG] != gang ||
        !has_value (strip->kind, op->param))
      continue;
    const double mine = value_of (begin, strip->id, op->param, bus);
    double       v2   = v;
    if (is_pair && op->param == LT_PARAM_PAN)
      v2 = -v;
    if (!is_pair &&
        (is_level || op->param == LT_PARAM_PAN || op->param == LT_PARAM_TRIM ||
         op->param == LT_PARAM_EQ_GAIN_1)) {
      if (v > -200 && start < -200)
        v2 = mine < -200 ? v : mine;
      else if (v > -200)
        v2 = mine < -200 ? mine : mine + v - start;
    }
    v2 = clamped (op->param, v2) + 0.0;
    if (!bus || may_route (&old, strip->id, op->param, bus, v2))
      put_value (&model->now, strip->id, op->param, bus, v2);
  }
}

/// All solos off but one strip's with its gang, or one DCA's.
static void
model_solos_off (State *state, uint32_t strip, LtParam dca, double gang)
{
  for (uint32_t i = 0; i < state->n_strips; i++) {
    ModelStrip *s = &state->strips[i];
    if (s->id != strip && (gang == 0 || s->values[LT_PARAM_GANG] != gang))
      s->values[LT_PARAM_SOLO] = 0;
  }
  for (int i = 0; i < 16; i++)
    if ((int)dca != LT_PARAM_DCA_SOLO + i)
      state->desk[LT_PARAM_DCA_SOLO + i] = 0;
}

/// What it has goes to the other side, and that comes; or is as this one.
static void
model_swap (ModelStrip *strip)
{
  for (int i = 0; i < N_VALUES; i++)
    if (rig_is_processing (i)) {
      const double mine = strip->values[i];
      if (strip->has_other)
        strip->values[i] = strip->other[i];
      strip->other[i] = mine;
    }
  strip->has_other             = 1;
  strip->values[LT_PARAM_SIDE] = strip->values[LT_PARAM_SIDE] == 0;
}

static void
model_copy_side (ModelStrip *strip)
{
  for (int i = 0; i < N_VALUES; i++)
    if (rig_is_processing (i))
      strip->other[i] = strip->values[i];
  strip->has_other = 1;
}

static void
model_copy (State *state, const RigOp *op)
{
  static const struct {
    int which, first, last; ///< LtParam
  } runs[]         = {{-1, LT_PARAM_HIGH_PASS_ON, LT_PARAM_COMPRESSOR_LINK},
                      {0, LT_PARAM_EQ_ON, LT_PARAM_EQ_Q_4},
                      {1, LT_PARAM_HIGH_PASS_ON, LT_PARAM_LOW_PASS_FREQUENCY},
                      {1, LT_PARAM_GATE_ON, LT_PARAM_GATE_KEY_HIGH},
                      {2, LT_PARAM_EQ_ON, LT_PARAM_ORDER},
                      {2, LT_PARAM_COMPRESSOR_ON, LT_PARAM_COMPRESSOR_LINK}};
  ModelStrip *to   = model_strip (state, op->bus);
  ModelStrip  from = *model_strip (state, op->strip);
  for (size_t r = 0; r < G_N_ELEMENTS (runs); r++)
    for (int i = runs[r].first; i <= runs[r].last; i++)
      if (runs[r].which == op->number && rig_is_processing (i))
        to->values[i] = from.values[i];
}

static void
model_value (Model *model, const RigOp *op)
{
  static const LtParam ganged[] = {LT_PARAM_FADER,
                                   LT_PARAM_PAN,
                                   LT_PARAM_TRIM,
                                   LT_PARAM_MUTE,
                                   LT_PARAM_SOLO,
                                   LT_PARAM_EQ_GAIN_1,
                                   LT_PARAM_GATE_ON,
                                   LT_PARAM_HIGH_PASS_SLOPE,
                                   LT_PARAM_SEND_LEVEL,
                                   LT_PARAM_SEND_ON};
  State               *now      = &model->now;
  ModelStrip          *strip    = model_strip (now, op->strip);
  const uint32_t       bus      = op->type == RIG_ROUTE ? op->bus : 0;
  const double         v        = clamped (op->param, op->value);
  if (!has_value (strip->kind, op->param) ||
      (bus && !may_route (now, op->strip, op->param, bus, v)) ||
      value_of (now, op->strip, op->param, bus) == v)
    return;
  if (op->param == LT_PARAM_SIDE) {
    model_swap (strip);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (ganged); i++)
    if (ganged[i] == op->param)
      model_gang (model, op, bus, v);
  put_value (now, op->strip, op->param, bus, v);
  if (op->param == LT_PARAM_SOLO && v != 0 &&
      now->desk[LT_PARAM_SOLO_EXCLUSIVE] != 0)
    model_solos_off (now,
                     op->strip,
                     LT_N_PARAMS,
                     op->is_alone ? 0 : strip->values[LT_PARAM_GANG]);
}

/// Whether a DCA is in itself by way of any number of others.
static bool
is_ring (const State *state)
{
  bool in[17][17] = {{false}};
  for (int i = 1; i <= 16; i++)
    in[i][(int)state->desk[LT_PARAM_DCA_TO + i - 1]] = true;
  for (int m = 1; m <= 16; m++)
    for (int i = 1; i <= 16; i++)
      for (int k = 1; k <= 16; k++)
        in[i][k] |= in[i][m] && in[m][k];
  for (int i = 1; i <= 16; i++)
    if (in[i][i])
      return true;
  return false;
}

static void
model_desk (Model *model, const RigOp *op)
{
  State       *now = &model->now;
  const double old = now->desk[op->param], v = clamped (op->param, op->value);
  if (op->param == LT_PARAM_OSCILLATOR_ON ||
      op->param == LT_PARAM_TALKBACK_ON) {
    model->transient[op->param] = v;
    return;
  }
  now->desk[op->param] = v;
  if (is_ring (now))
    now->desk[op->param] = old;
  else if (v != old && v != 0 && now->desk[LT_PARAM_SOLO_EXCLUSIVE] != 0 &&
           (op->param == LT_PARAM_DCA_SOLO ||
            op->param == LT_PARAM_DCA_SOLO + 1))
    model_solos_off (now, 0, op->param, 0);
}

static ModelText *
text_of (State *state, LtParam param)
{
  for (uint32_t i = 0; i < state->n_texts; i++)
    if (state->texts[i].param == param)
      return &state->texts[i];
  return NULL;
}

static void
model_text (State *state, const RigOp *op)
{
  ModelText *text = text_of (state, op->param);
  if (text)
    *text = state->texts[--state->n_texts];
  if (!*op->text)
    return;
  g_assert_cmpuint (state->n_texts, <, G_N_ELEMENTS (state->texts));
  text  = &state->texts[state->n_texts++];
  *text = (ModelText){.param = op->param};
  g_strlcpy (text->text, op->text, sizeof text->text);
}

static bool
is_name_used (const State *state, const char *name)
{
  for (uint32_t i = 0; i < state->n_strips; i++)
    if (strcmp (state->strips[i].name, name) == 0)
      return true;
  return false;
}

/// What a new strip has of what is not set by the edit itself.
static void
set_defaults (ModelStrip *strip)
{
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (!(lt_param_info[i].flags & LT_PARAM_PER_BUS))
      strip->values[i] = lt_param_info[i].def;
}

static void
model_add (State *state, const RigOp *op, uint32_t id, double colour)
{
  static const LtKind order[] = {
    LT_KIND_INPUT, LT_KIND_GROUP, LT_KIND_AUX, LT_KIND_CUE, LT_KIND_MATRIX};
  ModelStrip strip = {.id = id, .kind = op->kind, .file = -1};
  uint32_t   place = 0;
  g_snprintf (strip.name, sizeof strip.name, "%s", op->text);
  for (int n = 2; is_name_used (state, strip.name); n++)
    g_snprintf (strip.name, sizeof strip.name, "%s %d", op->text, n);
  if (op->kind == LT_KIND_INPUT && op->number >= 0)
    strip.file = op->number;
  set_defaults (&strip);
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
  if (has_value (op->kind, LT_PARAM_TO))
    set_route (
      state, id, LT_PARAM_TO, state->strips[state->n_strips - 1].id, 1);
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
model_change (Model *model, const RigOp *op, LtSession *session)
{
  State *state = &model->now;
  switch (op->type) {
    case RIG_VALUE:
    case RIG_ROUTE:
      model_value (model, op);
      break;
    case RIG_DESK:
      model_desk (model, op);
      break;
    case RIG_DESK_TEXT:
      model_text (state, op);
      break;
    case RIG_FEED:
      if (model_strip (state, op->bus)->kind != LT_KIND_INPUT)
        set_route (state, 0, op->param, op->bus, op->value);
      break;
    case RIG_SOLO_CLEAR:
      model_solos_off (state, 0, LT_N_PARAMS, 0);
      break;
    case RIG_COPY:
      model_copy (state, op);
      break;
    case RIG_SWAP:
      model_swap (model_strip (state, op->strip));
      break;
    case RIG_COPY_SIDE:
      model_copy_side (model_strip (state, op->strip));
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
              a->n_connections == b->n_connections &&
              a->n_texts == b->n_texts &&
              memcmp (a->desk, b->desk, sizeof a->desk) == 0;
  for (uint32_t i = 0; same && i < a->n_texts; i++) {
    const ModelText *t = text_of ((State *)b, a->texts[i].param);
    same               = t && strcmp (t->text, a->texts[i].text) == 0;
  }
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
  model_change (model, op, session);
  if (is_same (&before, &model->now))
    return; // refused, or there already
  GPtrArray *undo = model->undo;
  Step      *top  = undo->len ? g_ptr_array_index (undo, undo->len - 1) : NULL;
  if (!top || top->gesture != op->gesture || top->is_alone != op->is_alone ||
      model->redo->len > 0) {
    top  = g_new0 (Step, 1);
    *top = (Step){before, op->gesture, op->is_alone};
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
  const LtStrip    *strip = lt_session_strip_at (session, place);
  const ModelStrip *twin  = &model->now.strips[place];
  const LtStripFile file  = rig_file (twin->file);
  g_assert_cmpuint (strip->id, ==, twin->id);
  g_assert_cmpint (strip->kind, ==, twin->kind);
  g_assert_cmpstr (strip->name, ==, twin->name);
  g_assert_cmpstr (strip->file.path, ==, file.path);
  g_assert_cmpint (strip->file.start, ==, file.start);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    if (has_value (twin->kind, (LtParam)i) && i != LT_PARAM_DIRECT_ON &&
        i != LT_PARAM_DIRECT_LEVEL && i != LT_PARAM_HIDDEN &&
        !lt_param_is_text ((LtParam)i) &&
        !(lt_param_info[i].flags & LT_PARAM_PER_BUS))
      g_assert_cmpfloat (
        rig_get (session, rig_at (strip->id, (LtParam)i)), ==, twin->values[i]);
}

static void
compare_sides (Model *model, LtSession *session, uint32_t place)
{
  const LtStrip    *strip = lt_session_strip_at (session, place);
  const ModelStrip *twin  = &model->now.strips[place];
  g_assert_cmpint (strip->other != NULL, ==, twin->has_other);
  for (int i = 0; i < LT_N_STRIP_PARAMS && strip->other; i++)
    if (rig_is_processing (i))
      g_assert_cmpfloat (strip->other[i], ==, twin->other[i]);
}

/// What the model has, the document has, and no more.
static void
compare_routes (const Model *model, LtSession *session)
{
  const State *now   = &model->now;
  uint32_t     n_own = lt_session_desk (session)->n_bus_values;
  for (uint32_t i = 0; i < now->n_routes; i++) {
    const ModelRoute *r = &now->routes[i];
    g_assert_cmpfloat (
      rig_get (session, rig_at_bus (r->from, r->param, r->bus)), ==, r->value);
  }
  for (uint32_t i = 0; i < now->n_strips; i++)
    n_own += lt_session_strip_at (session, i)->n_bus_values;
  g_assert_cmpuint (n_own, ==, now->n_routes);
}

static void
compare_op (const Model *model, LtSession *session, const RigOp *op)
{
  static const LtParam sends[] = {LT_PARAM_SEND_LEVEL,
                                  LT_PARAM_SEND_PAN,
                                  LT_PARAM_SEND_ON,
                                  LT_PARAM_SEND_TAP};
  if (lt_session_place (session, op->strip) < 0 ||
      lt_session_place (session, op->bus) < 0)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (sends); i++)
    g_assert_cmpfloat (
      rig_get (session, rig_at_bus (op->strip, sends[i], op->bus)),
      ==,
      route_value (&model->now, op->strip, sends[i], op->bus));
}

static void
compare_desk (Model *model, LtSession *session)
{
  for (int i = LT_N_STRIP_PARAMS; i < LT_N_PARAMS; i++) {
    const LtAddress at = rig_at (0, (LtParam)i);
    if (lt_param_is_text ((LtParam)i)) {
      const ModelText *text = text_of (&model->now, (LtParam)i);
      g_assert_cmpstr (
        lt_session_get_text (session, at), ==, text ? text->text : "");
    } else if (lt_param_info[i].flags & LT_PARAM_TRANSIENT) {
      g_assert_cmpfloat (rig_get (session, at), ==, model->transient[i]);
    } else if (!(lt_param_info[i].flags & LT_PARAM_PER_BUS)) {
      g_assert_cmpfloat (rig_get (session, at), ==, model->now.desk[i]);
    }
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
  for (uint32_t i = 0; i < model->now.n_strips; i++) {
    compare_strip (model, session, i);
    compare_sides (model, session, i);
  }
  compare_routes (model, session);
  compare_desk (model, session);
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
  // What a new session has of what is not set here.
  for (int i = LT_N_STRIP_PARAMS; i < LT_N_PARAMS; i++)
    model->now.desk[i] = lt_param_info[i].def;
  set_defaults (&model->now.strips[0]);
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
    compare_op (model, session, &op);
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
  for (gsize seed = 1; seed <= (LT_TEST_SANITIZED ? 1 : 6); seed++) {
    g_autofree char *path =
      g_strdup_printf ("/session-random/seed-%" G_GSIZE_FORMAT, seed);
    g_test_add_data_func (path, GSIZE_TO_POINTER (seed), test_random);
  }
  return g_test_run ();
}
