// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A strip sounds the same in any lane, whatever its neighbours do there: the
// same moves of one strip among others that differ from run to run.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>

enum {
  SUBJECT  = 500, ///< A strip with a direct output, or a group
  FEED     = 501, ///< What feeds the group
  FIRST    = 1,   ///< Neighbours before the subject in the bank
  BEHIND   = 600, ///< And behind it
  MAX_NEAR = 40,
  STEP     = 480,
  N_STEPS  = 160,
};

typedef struct {
  uint32_t n_channels;
  bool     is_group;
  bool     is_quiet; ///< Silence at its input, upside down
  int      before;   ///< Neighbours that take their lanes first
  int      behind;
  uint32_t seed; ///< Of what the neighbours do
  bool     are_wild;
  uint32_t n_threads, block;
} Case;

static bool
is_block (LtParam param)
{
  return lt_param_info[param].smooth == LT_SMOOTH_BLOCK ||
         param == LT_PARAM_DELAY || param == LT_PARAM_WIDTH ||
         param == LT_PARAM_TRIM || param == LT_PARAM_SATURATION_FITTED;
}

static void
move (Rig *rig, uint32_t id, LtTestRandom *r, int n)
{
  for (int i = 0; i < n; i++) {
    LtParam param;
    do
      param = (LtParam)lt_test_below (r, LT_N_STRIP_PARAMS);
    while (!is_block (param));
    const double at = lt_test_below (r, 1001) / 1000.0;
    rig_set (rig,
             id,
             param,
             lt_param_round (param, lt_param_from_position (param, at)));
  }
}

static void
add_neighbour (Rig *rig, const Case *c, uint32_t id, LtTestRandom *r)
{
  const uint32_t n    = c->is_group ? 2 : 1 + lt_test_below (r, 2);
  const LtKind   kind = c->is_group ? LT_KIND_GROUP : LT_KIND_INPUT;
  if (lt_engine_add_strip (rig->engine, id, kind, n) != LT_OK)
    return;
  if (c->is_group) // at the same level as the subject
    rig_set_bus (rig, FEED, LT_PARAM_TO, id, lt_test_below (r, 4) != 0);
  else
    lt_engine_set_file (
      rig->engine,
      id,
      rig_noise_source (id, n, lt_test_below (r, 2) ? 20000 : -1));
  if (c->are_wild && lt_test_below (r, 4) == 0)
    lt_engine_set_insert (
      rig->engine, id, rig_delay_insert (lt_test_below (r, 100)));
  rig_set_bus (rig, id, LT_PARAM_TO, RIG_MASTER, 1);
}

static void
disturb (Rig *rig, const Case *c, LtTestRandom *r)
{
  const int n = c->before + c->behind;
  if (!c->are_wild || n == 0)
    return;
  for (int i = 0; i < 12; i++) {
    const int      at = (int)lt_test_below (r, (uint32_t)n);
    const uint32_t id =
      (uint32_t)(at < c->before ? FIRST + at : BEHIND + at - c->before);
    if (lt_test_below (r, 24) == 0)
      lt_engine_remove_strip (rig->engine, id);
    add_neighbour (rig, c, id, r);
    move (rig, id, r, 1);
  }
}

static LtSource *
sound (const Case *c)
{
  return c->is_quiet ? rig_constant_source (0, c->n_channels)
                     : rig_noise_source (9, c->n_channels, 60000);
}

/// @return the port of its left side.
static uint32_t
add_subject (Rig *rig, const Case *c)
{
  const LtKind kind = c->is_group ? LT_KIND_GROUP : LT_KIND_INPUT;
  lt_engine_add_strip (rig->engine, SUBJECT, kind, c->n_channels);
  rig_set (rig, SUBJECT, LT_PARAM_POLARITY, c->is_quiet);
  if (c->is_group) {
    rig_set_bus (rig, FEED, LT_PARAM_TO, SUBJECT, 1);
    return rig_tap (rig, SUBJECT);
  }
  lt_engine_set_file (rig->engine, SUBJECT, sound (c));
  const uint32_t port       = rig_tap (rig, SUBJECT);
  const int      nowhere[2] = {-1, -1};
  const int      ports[2]   = {(int)port, (int)port + 1};
  lt_engine_set_outputs (rig->engine, SUBJECT, nowhere);
  lt_engine_set_direct (rig->engine, SUBJECT, ports);
  rig_set (rig, SUBJECT, LT_PARAM_DIRECT_ON, 1);
  rig_set (rig, SUBJECT, LT_PARAM_DIRECT_TAP, 2);
  return port;
}

static Rig *
play (const Case *c, uint32_t *port)
{
  const uint32_t max = (N_STEPS + 1) * STEP;
  Rig           *rig =
    c->n_threads ? rig_new_threads (c->n_threads, max) : rig_new (NULL, max);
  LtTestRandom theirs = lt_test_random (c->seed), ours = lt_test_random (5);
  if (c->is_group) {
    lt_engine_add_strip (rig->engine, FEED, LT_KIND_INPUT, c->n_channels);
    lt_engine_set_file (rig->engine, FEED, sound (c));
  }
  for (int i = 0; i < c->before; i++)
    add_neighbour (rig, c, (uint32_t)(FIRST + i), &theirs);
  *port = add_subject (rig, c);
  for (int i = 0; i < c->behind; i++)
    add_neighbour (rig, c, (uint32_t)(BEHIND + i), &theirs);
  lt_engine_play (rig->engine);
  for (int i = 0; i < N_STEPS; i++) {
    // By turns busy and left alone, so that blocks come to rest.
    const bool rests = i % 32 >= 16;
    disturb (rig, c, &theirs);
    move (rig, SUBJECT, &ours, rests || c->is_quiet ? 0 : 8);
    rig_settle (rig);
    rig_run (rig, STEP, c->block ? c->block : 64);
  }
  return rig;
}

static void
compare (const Case *a, const Case *b)
{
  uint32_t at, bt;
  Rig     *one = play (a, &at), *two = play (b, &bt);
  double   sum = 0;
  for (uint32_t ch = 0; ch < a->n_channels; ch++)
    for (uint32_t i = 0; i < one->n; i++) {
      const float x = one->out[at + ch][i], y = two->out[bt + ch][i];
      sum += (double)(x * x);
      if (memcmp (&x, &y, 4) != 0)
        g_error ("seed %u, %d before, %d behind: frame %u: %.9g is not %.9g",
                 b->seed,
                 b->before,
                 b->behind,
                 i,
                 (double)y,
                 (double)x);
    }
  if (!a->is_quiet)
    g_assert_cmpfloat (sum, >, 1);
  rig_free (one);
  rig_free (two);
}

static void
test_neighbours (gconstpointer data)
{
  const Case *alone = data;
  for (uint32_t seed = 1; seed <= 6; seed++) {
    Case among      = *alone;
    among.are_wild  = true;
    among.seed      = seed;
    among.before    = (int)(seed * 7 % 20);
    among.behind    = 12;
    among.n_threads = seed % 3 == 0 ? 3 : 0;
    among.block     = seed % 2 ? 64 : 100;
    compare (alone, &among);
  }
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    {.n_channels = 1},
    {.n_channels = 2},
    {.n_channels = 2, .is_group = true},
    {.n_channels = 2, .is_group = true, .is_quiet = true},
  };
  static const char *const names[] = {"mono", "stereo", "group", "silence"};
  lt_test_init (&argc, &argv);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    char *path = g_strdup_printf ("/strip-lanes/%s", names[i]);
    g_test_add_data_func (path, &cases[i], test_neighbours);
    g_free (path);
  }
  return g_test_run ();
}
