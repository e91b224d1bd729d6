// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The process thread under the guard: 10 000 cycles of playing while strips
// are added, routed, moved and removed; and the guard's positive control.

#include "desk-rig.h"
#include "lt-test.h"
#include "rt-guard.h"

#include <stdlib.h>
#include <sys/mman.h>

static bool plant;

static void
enter (void)
{
  lt_rt_guard_enter ();
}

static void
leave (void)
{
  if (plant) {
    void *volatile p = malloc (100);
    free (p);
  }
  lt_rt_guard_leave ();
}

/// Anything of the processing, also where it wants other delays.
static void
move_any (LtMirror *m, LtTestRandom *random, uint32_t id)
{
  LtParam param;
  do
    param = (LtParam)lt_test_below (random, LT_N_STRIP_PARAMS);
  while (lt_param_info[param].smooth != LT_SMOOTH_BLOCK &&
         param != LT_PARAM_DELAY && param != LT_PARAM_WIDTH &&
         param != LT_PARAM_SATURATION_FITTED);
  const LtAddress a = {.strip = id, .param = (uint16_t)param};
  const double    value =
    lt_param_from_position (param, lt_test_below (random, 101) / 100.0);
  lt_mirror_set (m, a, lt_param_round (param, value), 0, 0);
}

static void
edit (DeskRig *rig, LtTestRandom *random, uint32_t added[8], int round)
{
  LtMirror      *m     = rig->mirror;
  const uint32_t i     = lt_test_below (random, 8);
  const uint32_t id    = lt_mirror_strip_at (m, lt_test_below (random, 8))->id;
  LtAddress      fader = {.strip = id, .param = LT_PARAM_FADER};
  LtAddress      pan   = {.strip = id, .param = LT_PARAM_PAN};
  lt_mirror_set (m, fader, -20 + (double)lt_test_below (random, 25), 0, 0);
  lt_mirror_set (m, pan, (double)lt_test_below (random, 201) - 100, 0, 0);
  for (int k = 0; k < 6; k++)
    move_any (m, random, id);
  if (round % 3)
    return;
  if (added[i]) {
    lt_mirror_remove_strip (m, added[i]);
    added[i] = 0;
    return;
  }
  int64_t new_id;
  LtKind  kind = i % 3 == 0   ? LT_KIND_INPUT
                 : i % 3 == 1 ? LT_KIND_GROUP
                              : LT_KIND_AUX;
  if (desk_rig_wait (
        rig, lt_mirror_add_strip (m, kind, 2, -1, "New"), &new_id) != LT_OK)
    return;
  added[i]     = (uint32_t)new_id;
  LtAddress to = {.strip = id,
                  .bus   = added[i],
                  .param =
                    kind == LT_KIND_AUX ? LT_PARAM_SEND_LEVEL : LT_PARAM_TO};
  if (kind != LT_KIND_INPUT)
    lt_mirror_set (m, to, kind == LT_KIND_AUX ? -6 : 1, 0, 0);
}

int
main (int argc, char **argv)
{
  enum { CYCLES = 10000 };
  lt_rt_guard_init ();
  if (!lt_rt_guard_available ()) {
    puts ("1..0 # SKIP the guard does not work in this build or system");
    return 0;
  }
  puts ("1..2");
  DeskRig     *rig      = desk_rig_new (8, 64);
  LtTestRandom random   = lt_test_random (7);
  uint32_t     added[8] = {0};
  // An edited gain makes ordered comparisons alone; a NaN would be counted.
  rig->before = enter;
  rig->after  = leave;
  desk_rig_wait (rig, lt_mirror_simple (rig->mirror, LT_COMMAND_PLAY), NULL);
  lt_rt_guard_set_flags (LT_RT_GUARD_FTZ_INSIDE);
  // As longthrow-engine does; without the right to, pages that are new to the
  // thread fault once each.
  if (mlockall (MCL_CURRENT | MCL_FUTURE) != 0) {
    puts ("# memory cannot be locked here: page faults are not judged");
    lt_rt_guard_ignore (LT_RT_GUARD_MINFLT);
  }
  for (int i = 0; i < 300; i++) { // warm up: first touches
    if (i % 20 == 0)
      edit (rig, &random, added, i / 20);
    desk_rig_run (rig, 64);
  }
  lt_rt_guard_reset ();
  LtRtGuardCounts counts;
  for (int i = 0; i < CYCLES; i++) {
    if (i % 20 == 0)
      edit (rig, &random, added, i / 20);
    desk_rig_run (rig, 64);
  }
  lt_rt_guard_counts (&counts);
  printf ("# ");
  lt_rt_guard_print (stdout, &counts);
  const bool is_clean = lt_rt_guard_faults (&counts) == 0;
  printf ("%s 1 - no fault in %d cycles of playing and editing\n",
          is_clean ? "ok" : "not ok",
          CYCLES);
  lt_rt_guard_reset ();
  plant = true;
  desk_rig_run (rig, 64 * 10);
  plant = false;
  lt_rt_guard_counts (&counts);
  const bool is_seen = counts.allocs == 10 && counts.frees == 10;
  printf ("%s 2 - a planted malloc and free is seen each time\n",
          is_seen ? "ok" : "not ok");
  rig->before = rig->after = NULL;
  desk_rig_free (rig);
  return is_clean && is_seen ? 0 : 1;
}
