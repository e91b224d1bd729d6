// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "lt-test.h"

#include "desk/lt-desk-why.h"

#include <math.h>

/// A small desk: Vox (1) to Drums (2) to the master; the rest is not used at
/// first. All is well.
typedef struct {
  LtSession  *s;
  LtMeter     meters[8];
  LtWhyFacts  facts;
  LtFileState file_state;
  uint32_t    silenced;     ///< Bits of strip ids
  const char *connected[8]; ///< Beginnings of ports
  char       *said;
} Scene;

enum { VOX = 1, DRUMS, VERB, CUE, MATRIX, KICK, MASTER, N_STRIPS };

static inline LtFileState
file_state (void *data, uint32_t strip)
{
  return ((Scene *)data)->file_state;
}

static inline const char *
file_error (void *data, uint32_t strip)
{
  return "Vox.wav is not there.";
}

static inline bool
is_silenced (void *data, uint32_t strip)
{
  return strip < 32 && ((Scene *)data)->silenced >> strip & 1;
}

static inline bool
is_connected (void *data, const char *port)
{
  const Scene *scene = data;
  for (int i = 0; i < 8; i++)
    if (scene->connected[i] && g_str_has_prefix (port, scene->connected[i]))
      return true;
  return false;
}

static const LtActor hand = {.origin = LT_ORIGIN_HAND};

static inline void
set (Scene *scene, uint32_t strip, int param, double value)
{
  LtError error = {.status = LT_OK};
  lt_session_set (scene->s,
                  &hand,
                  (LtAddress){.strip = strip, .param = (uint16_t)param},
                  value,
                  &error);
  g_assert_cmpstr (error.text, ==, "");
}

static inline void
set_bus (Scene *scene, uint32_t strip, int param, uint32_t bus, double value)
{
  LtError error = {.status = LT_OK};
  lt_session_set (
    scene->s,
    &hand,
    (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param},
    value,
    &error);
  g_assert_cmpstr (error.text, ==, "");
}

static inline void
name (Scene *scene, int param, const char *text)
{
  lt_session_set_text (
    scene->s, &hand, (LtAddress){.param = (uint16_t)param}, text, NULL);
}

static inline Scene *
scene_new (void)
{
  static const struct {
    LtKind      kind;
    const char *name;
  } strips[]                    = {{LT_KIND_INPUT, "Vox"},
                                   {LT_KIND_GROUP, "Drums"},
                                   {LT_KIND_AUX, "Verb"},
                                   {LT_KIND_CUE, "Singer"},
                                   {LT_KIND_MATRIX, "Foyer"},
                                   {LT_KIND_INPUT, "Kick"}};
  static const LtStripFile file = {
    .path = "audio/Vox.wav", .rate = 44100, .frames = 441000, .start = 48000};
  Scene *scene = g_new0 (Scene, 1);
  scene->s     = lt_session_new (48000);
  lt_session_reserve (scene->s, 6);
  for (uint32_t i = 0; i < 6; i++)
    g_assert_cmpuint (lt_session_add_strip (scene->s,
                                            &hand,
                                            strips[i].kind,
                                            1,
                                            strips[i].name,
                                            i == 0 ? &file : NULL,
                                            -1,
                                            NULL),
                      ==,
                      i + 1);
  set_bus (scene, VOX, LT_PARAM_TO, MASTER, 0);
  set_bus (scene, VOX, LT_PARAM_TO, DRUMS, 1);
  for (uint32_t i = 0; i < 7; i++)
    scene->meters[i] =
      (LtMeter){.strip = i + 1, .pre_peak = {0.5f, 0.5f}, .pre_rms = {0.1f}};
  scene->file_state   = LT_FILE_READY;
  scene->connected[0] = "strip/7/out/";
  scene->facts        = (LtWhyFacts){
           .session      = scene->s,
           .transport    = LT_TRANSPORT_ROLLING,
           .song_frame   = 100000,
           .meters       = scene->meters,
           .n_meters     = 7,
           .is_running   = true,
           .file_state   = file_state,
           .file_error   = file_error,
           .is_silenced  = is_silenced,
           .is_connected = is_connected,
           .data         = scene,
  };
  return scene;
}

static inline void
scene_free (Scene *scene)
{
  lt_session_free (scene->s);
  g_free (scene->said);
  g_free (scene);
}

static inline const char *
ask (Scene *scene, uint32_t strip)
{
  GString *lines = g_string_new (NULL);
  lt_why (&scene->facts, strip, lines);
  g_free (scene->said);
  scene->said = g_string_free (lines, FALSE);
  g_assert_true (g_utf8_validate (scene->said, -1, NULL));
  g_assert_false (g_str_has_suffix (scene->said, "\n"));
  return scene->said;
}

#define WELL  "Vox is heard: Master"
#define HEARD "\n" WELL

/** What is done to the small desk, and the whole answer for Vox. */
typedef struct {
  const char *name;
  void (*change) (Scene *);
  const char *answer;
} WhyCase;

static inline void
run_case (gconstpointer data)
{
  const WhyCase *one   = data;
  Scene         *scene = scene_new ();
  g_assert_cmpstr (ask (scene, VOX), ==, WELL); // none of it before
  one->change (scene);
  g_assert_cmpstr (ask (scene, VOX), ==, one->answer);
  scene_free (scene);
}

static inline void
add_cases (const WhyCase *cases, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("/why/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], run_case);
  }
}
