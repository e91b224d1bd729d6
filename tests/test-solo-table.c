// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The truth table of doc/design/solo.md: every solo mode x kind of strip x
// pick-off x mute, and what is heard at the master, an aux, a cue, the direct
// output and the monitor. Levels are those of a constant signal.

#include "engine-rig.h"
#include "lt-test.h"

#include <math.h>

enum { FEED = 1, OTHER = 2, SUBJECT = 3, AUX = 901, CUE = 902 };
enum { IN_PLACE, PFL, AFL, AUTO };

/// What of subject (S) and other (O) the monitor hears.
typedef enum { MASTER, PFL_S, PFL_O, AFL_S, AFL_O, AFL_BOTH } Listen;

typedef struct {
  const char *name;
  int         mode;
  bool        self, other;   ///< Soloed
  bool        s_main, s_aux; ///< The subject is heard in the master, the aux
  bool        o_main;        ///< The other is heard in the master
  Listen      monitor;
} Row;

// The cue and the direct output hear the subject in every row.
static const Row rows[] = {
  {"none", IN_PLACE, 0, 0, 1, 1, 1, MASTER},
  {"none, PFL", PFL, 0, 0, 1, 1, 1, MASTER},
  {"none, AFL", AFL, 0, 0, 1, 1, 1, MASTER},
  {"none, auto", AUTO, 0, 0, 1, 1, 1, MASTER},
  {"in place, itself", IN_PLACE, 1, 0, 1, 1, 0, MASTER},
  {"in place, other", IN_PLACE, 0, 1, 0, 0, 1, MASTER},
  {"in place, both", IN_PLACE, 1, 1, 1, 1, 1, MASTER},
  {"PFL, itself", PFL, 1, 0, 1, 1, 1, PFL_S},
  {"PFL, other", PFL, 0, 1, 1, 1, 1, PFL_O},
  {"AFL, itself", AFL, 1, 0, 1, 1, 1, AFL_S},
  {"AFL, other", AFL, 0, 1, 1, 1, 1, AFL_O},
  {"AFL, both", AFL, 1, 1, 1, 1, 1, AFL_BOTH},
  {"auto, itself", AUTO, 1, 0, 1, 1, 1, PFL_S},
  {"auto, other", AUTO, 0, 1, 1, 1, 1, PFL_O},
  {"auto, both", AUTO, 1, 1, 1, 1, 1, AFL_BOTH},
};

typedef struct {
  const char *name;
  double      mute, level; ///< What it leaves of all, of what is post-fader
} Mute;

static const Mute mutes[] = {
  {"open", 1, 1},
  {"mute", 0, 1},
  {"DCA mute", 0, 1},
  {"DCA -20 dB", 1, 0.1},
  {"nested DCA -20 dB", 1, 0.1},
  {"mute group", 0, 1},
  {"mute group, dim -20 dB", 0.1, 1},
};

static const LtKind kinds[] = {LT_KIND_INPUT,
                               LT_KIND_GROUP,
                               LT_KIND_AUX,
                               LT_KIND_CUE,
                               LT_KIND_MATRIX};

static const double fader = 0.5, send = 0.25, other = 0.125;

typedef struct {
  double l, r;
} Pair;

typedef struct {
  Rig     *rig;
  LtKind   kind;
  uint32_t aux, cue, direct, phones;
} Scene;

static bool
has_main (LtKind kind)
{
  return (lt_param_info[LT_PARAM_TO].kinds & kind) != 0;
}

static void
add_constant (Rig *rig, uint32_t id, double level, uint32_t n_channels)
{
  lt_engine_add_strip (rig->engine, id, LT_KIND_INPUT, n_channels);
  lt_engine_set_file (rig->engine, id, rig_constant_source (level, n_channels));
}

/// The subject at fader -6, panned hard left, with a send of -12 dB to the aux
/// and the cue, both tapped at `pick_off`, and a direct output there; a bus is
/// fed with a constant 1 on both sides.
static Scene
make_scene (LtKind kind, int pick_off)
{
  Scene s   = {.rig = rig_new (NULL, 16384), .kind = kind};
  Rig  *rig = s.rig;
  lt_engine_add_strip (rig->engine, AUX, LT_KIND_AUX, 2);
  lt_engine_add_strip (rig->engine, CUE, LT_KIND_CUE, 2);
  add_constant (rig, OTHER, other, 2);
  rig_set_bus (rig, OTHER, LT_PARAM_TO, RIG_MASTER, 1);
  if (kind == LT_KIND_INPUT) {
    add_constant (rig, SUBJECT, 1, 1);
  } else {
    lt_engine_add_strip (rig->engine, SUBJECT, kind, 2);
    add_constant (rig, FEED, 1, 2);
    if (kind == LT_KIND_GROUP)
      rig_set_bus (rig, FEED, LT_PARAM_TO, SUBJECT, 1);
    else
      rig_set_bus (rig, FEED, LT_PARAM_SEND_LEVEL, SUBJECT, 0);
  }
  rig_set (rig, SUBJECT, LT_PARAM_FADER, 20 * log10 (fader));
  if (lt_param_info[LT_PARAM_PAN].kinds & kind)
    rig_set (rig, SUBJECT, LT_PARAM_PAN, -100);
  if (has_main (kind))
    rig_set_bus (rig, SUBJECT, LT_PARAM_TO, RIG_MASTER, 1);
  for (uint32_t bus = AUX; bus <= CUE; bus++) {
    rig_set_bus (rig, SUBJECT, LT_PARAM_SEND_TAP, bus, pick_off);
    rig_set_bus (rig, SUBJECT, LT_PARAM_SEND_LEVEL, bus, 20 * log10 (send));
  }
  s.aux    = rig_tap (rig, AUX);
  s.cue    = rig_tap (rig, CUE);
  s.phones = rig_tap (rig, LT_ID_PHONES);
  rig_set_desk (rig, LT_PARAM_PHONES_LEVEL, 0);
  s.direct             = rig->n_ports;
  const int handles[2] = {(int)s.direct, (int)s.direct + 1};
  rig->n_ports += 2;
  if (lt_param_info[LT_PARAM_DIRECT_ON].kinds & kind) {
    rig_set (rig, SUBJECT, LT_PARAM_DIRECT_TAP, pick_off);
    rig_set (rig, SUBJECT, LT_PARAM_DIRECT_ON, 1);
    lt_engine_set_direct (rig->engine, SUBJECT, handles);
  }
  lt_engine_play (rig->engine);
  return s;
}

static void
set_mute (Rig *rig, size_t i)
{
  rig_set (rig, SUBJECT, LT_PARAM_MUTE, i == 1);
  rig_set (rig, SUBJECT, LT_PARAM_DCA + 2, i >= 2 && i <= 4);
  rig_set_desk (rig, LT_PARAM_DCA_MUTE + 2, i == 2);
  rig_set_desk (rig, LT_PARAM_DCA_FADER + 2, i == 3 ? -20 : 0);
  rig_set_desk (rig, LT_PARAM_DCA_TO + 2, i == 4 ? 8 : 0);
  rig_set_desk (rig, LT_PARAM_DCA_FADER + 7, i == 4 ? -20 : 0);
  rig_set (rig, SUBJECT, LT_PARAM_MUTE_GROUP + 5, i >= 5);
  rig_set_desk (rig, LT_PARAM_MUTE_GROUP_ON + 5, i >= 5);
  rig_set_desk (rig, LT_PARAM_MUTE_GROUP_DIM + 5, i == 6 ? -20 : -INFINITY);
}

static void
set_row (Rig *rig, const Row *row)
{
  rig_set_desk (rig, LT_PARAM_SOLO_MODE, row->mode);
  rig_set (rig, SUBJECT, LT_PARAM_SOLO, row->self);
  rig_set (rig, OTHER, LT_PARAM_SOLO, row->other);
}

/// The subject at a pick-off, before a send's or output's own level.
static Pair
picked (LtKind kind, int pick_off, const Mute *mute, bool mutes_pre)
{
  const bool   is_mono = kind == LT_KIND_INPUT;
  const bool   has_pan = (lt_param_info[LT_PARAM_PAN].kinds & kind) != 0;
  const double pre     = mutes_pre ? mute->mute : 1;
  const double post    = mute->mute * mute->level * fader;
  if (pick_off == 3 && has_pan)
    return (Pair){post, 0};
  const double side = is_mono ? M_SQRT1_2 : 1;
  return pick_off < 2 ? (Pair){pre * side, pre * side}
                      : (Pair){post * side, post * side};
}

static void
expect (const Scene *s, uint32_t port, Pair want, const char *what)
{
  const uint32_t at   = s->rig->n - 1;
  const double   l    = (double)s->rig->out[port][at];
  const double   r    = (double)s->rig->out[port + 1][at];
  const double   far_ = fmax (fabs (l - want.l), fabs (r - want.r));
  if (!(far_ < 1e-6))
    g_error ("%s: %.7f %.7f, not %.7f %.7f", what, l, r, want.l, want.r);
}

static Pair
sum (Pair a, Pair b)
{
  return (Pair){a.l + b.l, a.r + b.r};
}

static Pair
when (bool is_heard, Pair p)
{
  return is_heard ? p : (Pair){0, 0};
}

static void
check (const Scene *s, const Row *row, const Mute *mute, int pick_off)
{
  const LtKind kind = s->kind;
  const Pair   o    = {other, other};
  Pair         main = when (has_main (kind), picked (kind, 3, mute, true));
  char         what[200];
  const Pair   master = sum (when (row->s_main, main), when (row->o_main, o));
  Pair         sent   = picked (kind, pick_off, mute, true);
  sent.l *= send;
  sent.r *= send;
#define SAY(where)                                                             \
  (g_snprintf (what,                                                           \
               sizeof what,                                                    \
               "%s, %s, pick-off %d, %s: %s",                                  \
               row->name,                                                      \
               lt_kind_name (kind),                                            \
               pick_off,                                                       \
               mute->name,                                                     \
               where),                                                         \
   what)
  expect (s, 0, master, SAY ("master"));
  expect (s, s->aux, when (row->s_aux, sent), SAY ("aux"));
  expect (s, s->cue, sent, SAY ("cue"));
  if (lt_param_info[LT_PARAM_DIRECT_ON].kinds & kind) {
    // Each channel to its own port; mute only behind the fader.
    Pair direct = picked (kind, pick_off, mute, false);
    if (kind == LT_KIND_INPUT && pick_off < 3)
      direct.l = direct.r = direct.l / M_SQRT1_2;
    expect (s, s->direct, direct, SAY ("direct"));
  }
  const Pair pfl    = picked (kind, 1, &mutes[0], false);
  const Pair afl    = picked (kind, 3, mute, true);
  const Pair ears[] = {[MASTER]   = master,
                       [PFL_S]    = pfl,
                       [PFL_O]    = o,
                       [AFL_S]    = afl,
                       [AFL_O]    = o,
                       [AFL_BOTH] = sum (afl, o)};
  expect (s, s->phones, ears[row->monitor], SAY ("headphones"));
}

static void
test_table (void)
{
  guint n = 0;
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (int pick_off = 0; pick_off < 4; pick_off++) {
      Scene s = make_scene (kinds[k], pick_off);
      for (size_t r = 0; r < G_N_ELEMENTS (rows); r++)
        for (size_t m = 0; m < G_N_ELEMENTS (mutes); m++, n++) {
          set_row (s.rig, &rows[r]);
          set_mute (s.rig, m);
          // Long enough for each edge to fall, be told of and go.
          for (int i = 0; i < 4; i++) {
            rig_settle (s.rig);
            rig_run (s.rig, 2048, 512);
          }
          check (&s, &rows[r], &mutes[m], pick_off);
          rig_rewind (s.rig);
        }
      rig_free (s.rig);
    }
  g_test_message ("%u combinations", n);
  g_assert_cmpuint (n, ==, 5 * 4 * 15 * 7);
}

static void
test_from_the_first_frame (void)
{
  // The same, set before anything sounds: no gain moves then.
  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (size_t r = 0; r < G_N_ELEMENTS (rows); r++) {
      Scene s = make_scene (kinds[k], (int)(r % 4));
      set_row (s.rig, &rows[r]);
      set_mute (s.rig, r % G_N_ELEMENTS (mutes));
      rig_settle (s.rig);
      rig_run (s.rig, 300, 100);
      check (&s, &rows[r], &mutes[r % G_N_ELEMENTS (mutes)], (int)(r % 4));
      rig_free (s.rig);
    }
}

static void
test_safe_and_dca (void)
{
  Scene s = make_scene (LT_KIND_INPUT, 2);
  // A DCA solos its members, those of a DCA in it too.
  rig_set (s.rig, OTHER, LT_PARAM_DCA + 3, 1);
  rig_set_desk (s.rig, LT_PARAM_DCA_TO + 3, 6);
  rig_set_desk (s.rig, LT_PARAM_DCA_SOLO + 5, 1);
  rig_settle (s.rig);
  rig_run (s.rig, 300, 100);
  expect (&s, 0, (Pair){other, other}, "the DCA's member alone");
  g_assert_true (lt_engine_is_silenced (s.rig->engine, SUBJECT));
  g_assert_false (lt_engine_is_silenced (s.rig->engine, OTHER));
  // Solo safe: heard beside what is soloed, in all it feeds.
  rig_set (s.rig, SUBJECT, LT_PARAM_SOLO_SAFE, 1);
  for (int i = 0; i < 4; i++) {
    rig_settle (s.rig);
    rig_run (s.rig, 2048, 512);
  }
  expect (&s, 0, (Pair){other + fader, other}, "safe");
  g_assert_false (lt_engine_is_silenced (s.rig->engine, SUBJECT));
  rig_free (s.rig);
}

static void
test_spared (void)
{
  // What feeds a cue keeps all that it is fed, and is shut behind itself.
  Scene s = make_scene (LT_KIND_GROUP, 2);
  rig_set (s.rig, OTHER, LT_PARAM_SOLO, 1);
  rig_settle (s.rig);
  rig_run (s.rig, 300, 100);
  expect (&s, s.cue, (Pair){send * fader, send * fader}, "cue");
  expect (&s, 0, (Pair){other, other}, "master");
  // Without the cue the group is fed by nothing any more.
  rig_set_bus (s.rig, SUBJECT, LT_PARAM_SEND_LEVEL, CUE, -INFINITY);
  rig_set (s.rig, SUBJECT, LT_PARAM_DIRECT_ON, 0);
  for (int i = 0; i < 4; i++) {
    rig_settle (s.rig);
    rig_run (s.rig, 2048, 512);
  }
  const uint32_t tap = rig_tap (s.rig, SUBJECT);
  rig_settle (s.rig);
  rig_run (s.rig, 300, 100);
  expect (&s, tap, (Pair){0, 0}, "group");
  rig_free (s.rig);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  g_test_add_func ("/solo/table", test_table);
  g_test_add_func ("/solo/from-the-first-frame", test_from_the_first_frame);
  g_test_add_func ("/solo/safe-and-dca", test_safe_and_dca);
  g_test_add_func ("/solo/spared", test_spared);
  return g_test_run ();
}
