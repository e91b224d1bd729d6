// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "lt-test.h"

#include "core/lt-section.h"
#include "session/lt-keeper.h"
#include "session/lt-session-file.h"

#include <math.h>

/**
   What the session's tests share: random operations that can be applied to a
   document and to a model of it, folders, and the state of both as text.
*/

static const LtActor rig_hand = {.origin = LT_ORIGIN_HAND, .surface = 1};

typedef enum {
  RIG_VALUE,
  RIG_ROUTE,
  RIG_ADD,
  RIG_REMOVE,
  RIG_MOVE,
  RIG_NAME,
  RIG_FILE,
  RIG_CONNECT,
  RIG_DESK, ///< A value of the desk's own
  RIG_DESK_TEXT,
  RIG_FEED, ///< Oscillator or talkback into `bus`
  RIG_SOLO_CLEAR,
  RIG_COPY,      ///< The processing of `strip`, or some of it, to `bus`
  RIG_SWAP,      ///< A and B
  RIG_COPY_SIDE, ///< A to B
  RIG_UNDO,
  RIG_REDO,
} RigType;

typedef struct {
  RigType  type;
  uint32_t gesture;
  uint32_t strip, bus;
  LtParam  param;
  double   value;
  LtKind   kind;
  uint32_t channels;
  int32_t  place;
  char     text[32];
  int      number; ///< Of a file or a port; -1: none
  bool     made;
  bool     is_alone; ///< The rest of the gang stays
} RigOp;

static inline LtAddress
rig_at (uint32_t strip, LtParam param)
{
  return (LtAddress){.strip = strip, .param = (uint16_t)param};
}

static inline LtAddress
rig_at_bus (uint32_t strip, LtParam param, uint32_t bus)
{
  return (LtAddress){.strip = strip, .bus = bus, .param = (uint16_t)param};
}

static inline double
rig_get (LtSession *session, LtAddress address)
{
  double value = NAN;
  lt_session_get (session, address, &value, NULL);
  return value;
}

static inline uint32_t
rig_add (LtSession *session, LtKind kind, const char *name)
{
  LtError  error = {.status = LT_OK};
  uint32_t id =
    lt_session_add_strip (session, &rig_hand, kind, 1, name, NULL, -1, &error);
  g_assert_cmpstr (error.text, ==, "");
  return id;
}

static inline uint32_t
rig_any_strip (LtSession *session, LtTestRandom *r)
{
  const uint32_t n = lt_session_n_strips (session);
  return lt_session_strip_at (session, lt_test_below (r, n))->id;
}

static inline RigType
rig_type (LtTestRandom *r)
{
  static const struct {
    RigType  type;
    uint32_t weight;
  } table[]   = {{RIG_VALUE, 27},
                 {RIG_ROUTE, 17},
                 {RIG_DESK, 10},
                 {RIG_DESK_TEXT, 3},
                 {RIG_FEED, 4},
                 {RIG_SOLO_CLEAR, 2},
                 {RIG_COPY, 2},
                 {RIG_SWAP, 3},
                 {RIG_COPY_SIDE, 1},
                 {RIG_ADD, 8},
                 {RIG_REMOVE, 5},
                 {RIG_MOVE, 4},
                 {RIG_NAME, 3},
                 {RIG_FILE, 3},
                 {RIG_CONNECT, 3},
                 {RIG_UNDO, 6},
                 {RIG_REDO, 5}};
  uint32_t at = lt_test_below (r, 100);
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++) {
    if (at < table[i].weight)
      return table[i].type;
    at -= table[i].weight;
  }
  return RIG_VALUE;
}

static inline LtParam
rig_any (LtTestRandom *r, const LtParam *params, size_t n)
{
  return params[lt_test_below (r, (uint32_t)n)];
}

/** A value for a parameter of strips or of the desk, often out of its range. */
static inline double
rig_value (LtTestRandom *r, LtParam param)
{
  switch (lt_param_info[param].type) {
    case LT_TYPE_COLOUR:
      return lt_test_below (r, 0x1000000);
    case LT_TYPE_BOOL:
      return lt_test_below (r, 2);
    case LT_TYPE_COUNT:
    case LT_TYPE_CHOICE:
      return lt_test_below (r, 5) - 1.0;
    default:
      return round (lt_test_between (r, -120, 120)) + 0.0;
  }
}

static inline void
rig_choose (LtTestRandom *r, RigOp *op)
{
  static const LtParam values[] = {
    LT_PARAM_FADER,          LT_PARAM_FADER,     LT_PARAM_PAN,
    LT_PARAM_TRIM,           LT_PARAM_MUTE,      LT_PARAM_SOLO,
    LT_PARAM_SOLO,           LT_PARAM_POLARITY,  LT_PARAM_EQ_GAIN_1,
    LT_PARAM_EQ_GAIN_1,      LT_PARAM_GATE_ON,   LT_PARAM_HIGH_PASS_SLOPE,
    LT_PARAM_SIDE,           LT_PARAM_COLOUR,    LT_PARAM_GANG,
    LT_PARAM_GANG,           LT_PARAM_DCA + 2,   LT_PARAM_DCA_LAST,
    LT_PARAM_MUTE_GROUP + 3, LT_PARAM_SOLO_SAFE, LT_PARAM_LEAN,
    LT_PARAM_DIRECT_TAP};
  static const LtParam routes[] = {LT_PARAM_TO,
                                   LT_PARAM_TO,
                                   LT_PARAM_SEND_LEVEL,
                                   LT_PARAM_SEND_LEVEL,
                                   LT_PARAM_SEND_LEVEL,
                                   LT_PARAM_SEND_ON,
                                   LT_PARAM_SEND_PAN,
                                   LT_PARAM_SEND_TAP};
  static const LtParam desk[]   = {LT_PARAM_DCA_FADER + 2,
                                   LT_PARAM_DCA_MUTE_LAST,
                                   LT_PARAM_DCA_SOLO,
                                   LT_PARAM_DCA_SOLO + 1,
                                   LT_PARAM_DCA_TO,
                                   LT_PARAM_DCA_TO + 1,
                                   LT_PARAM_DCA_TO + 2,
                                   LT_PARAM_DCA_COLOUR + 5,
                                   LT_PARAM_MUTE_GROUP_ON + 3,
                                   LT_PARAM_MUTE_GROUP_DIM + 3,
                                   LT_PARAM_GANG_MODE,
                                   LT_PARAM_GANG_MODE + 1,
                                   LT_PARAM_SOLO_EXCLUSIVE,
                                   LT_PARAM_SOLO_EXCLUSIVE,
                                   LT_PARAM_SOLO_MODE,
                                   LT_PARAM_MONITOR_BUS,
                                   LT_PARAM_MONITOR_LEVEL,
                                   LT_PARAM_SPEAKER_TRIM + 1,
                                   LT_PARAM_PANIC,
                                   LT_PARAM_OSCILLATOR_ON,
                                   LT_PARAM_TALKBACK_ON};
  static const LtParam texts[]  = {LT_PARAM_DCA_NAME + 2,
                                   LT_PARAM_MUTE_GROUP_NAME,
                                   LT_PARAM_LAYER_NAME + 1,
                                   LT_PARAM_LAYER_STRIPS + 1,
                                   LT_PARAM_LAYER_STRIPS_LAST};
  static const LtParam feeds[] = {LT_PARAM_OSCILLATOR_TO, LT_PARAM_TALKBACK_TO};
  op->param =
    op->type == RIG_VALUE       ? rig_any (r, values, G_N_ELEMENTS (values))
    : op->type == RIG_ROUTE     ? rig_any (r, routes, G_N_ELEMENTS (routes))
    : op->type == RIG_DESK      ? rig_any (r, desk, G_N_ELEMENTS (desk))
    : op->type == RIG_DESK_TEXT ? rig_any (r, texts, G_N_ELEMENTS (texts))
    : op->type == RIG_FEED      ? rig_any (r, feeds, G_N_ELEMENTS (feeds))
                                : LT_PARAM_NAME;
}

/** The next operation; values of one strip often come as one gesture. */
static inline RigOp
rig_next (LtSession *session, LtTestRandom *r, const RigOp *last)
{
  static const LtKind kinds[] = {LT_KIND_INPUT,
                                 LT_KIND_INPUT,
                                 LT_KIND_GROUP,
                                 LT_KIND_AUX,
                                 LT_KIND_CUE,
                                 LT_KIND_MATRIX};
  RigOp               op      = {
                       .type     = rig_type (r),
                       .strip    = rig_any_strip (session, r),
                       .bus      = rig_any_strip (session, r),
                       .kind     = kinds[lt_test_below (r, G_N_ELEMENTS (kinds))],
                       .channels = 1 + lt_test_below (r, 2),
                       .place    = (int32_t)lt_test_below (r, 24) - 1,
                       .number   = (int)lt_test_below (r, 4) - 1,
                       .made     = lt_test_below (r, 2),
                       .is_alone = lt_test_below (r, 5) == 0,
  };
  op.gesture = last->gesture + 1;
  g_snprintf (op.text, sizeof op.text, "Name %u", lt_test_below (r, 12));
  if (op.type == RIG_ADD && lt_session_n_strips (session) > 24)
    op.type = RIG_REMOVE;
  rig_choose (r, &op);
  const bool may_join = op.type == RIG_VALUE || op.type == RIG_ROUTE ||
                        op.type == RIG_NAME || op.type == RIG_FILE ||
                        op.type == RIG_CONNECT || op.type == RIG_DESK ||
                        op.type == RIG_DESK_TEXT || op.type == RIG_FEED;
  if (may_join && last->type == op.type && lt_test_below (r, 2)) {
    op.gesture = last->gesture;
    op.strip   = last->strip;
    op.bus     = last->bus;
    if (lt_test_below (r, 4))
      op.param = last->param; // the same one: it merges
  }
  if (op.type == RIG_DESK_TEXT && op.number < 1)
    op.text[0] = '\0';
  else if (op.type == RIG_DESK_TEXT &&
           lt_param_info[op.param].first == LT_PARAM_LAYER_STRIPS)
    g_snprintf (op.text, sizeof op.text, "%u %u 3", op.strip, op.bus);
  else if (op.type == RIG_FEED)
    op.value = lt_test_below (r, 2);
  else
    op.value = rig_value (r, op.param);
  return op;
}

static inline LtStripFile
rig_file (int number)
{
  static const char *const paths[] = {
    "audio/Kick.wav", "audio/Space here/é \"q\".flac", "/srv/far away/Vox.wav"};
  if (number < 0)
    return (LtStripFile){0};
  return (LtStripFile){.path    = (char *)paths[number],
                       .channel = (uint32_t)number,
                       .rate    = 44100,
                       .frames  = 1000 + number,
                       .start   = number};
}

static inline void
rig_port (const RigOp *op, char *port, size_t size)
{
  g_snprintf (port, size, "strip/%u/in/1", op->strip);
}

/** Every parameter of a strip's processing, told apart from core's table. */
static inline bool
rig_is_processing (int param)
{
  return param >= LT_PARAM_HIGH_PASS_ON && param <= LT_PARAM_SATURATION_MIX &&
         param != LT_PARAM_GATE_LISTEN;
}

/** What RIG_COPY takes. */
static inline uint32_t
rig_sections (const RigOp *op)
{
  const uint32_t table[] = {
    0,
    LT_SECTION_BIT (LT_SECTION_EQ),
    LT_SECTION_BIT (LT_SECTION_FILTERS) | LT_SECTION_BIT (LT_SECTION_GATE),
    LT_SECTION_BIT (LT_SECTION_EQ) | LT_SECTION_BIT (LT_SECTION_COMPRESSOR)};
  return table[op->number + 1];
}

static inline LtStatus
rig_apply (LtSession *session, const RigOp *op)
{
  LtActor     actor = rig_hand;
  LtStripFile file  = rig_file (op->number);
  char        port[64];
  actor.gesture  = op->gesture;
  actor.is_alone = op->is_alone;
  rig_port (op, port, sizeof port);
  switch (op->type) {
    case RIG_VALUE:
      return lt_session_set (
        session, &actor, rig_at (op->strip, op->param), op->value, NULL);
    case RIG_ROUTE:
      return lt_session_set (session,
                             &actor,
                             rig_at_bus (op->strip, op->param, op->bus),
                             op->value,
                             NULL);
    case RIG_ADD:
      return lt_session_add_strip (session,
                                   &actor,
                                   op->kind,
                                   op->channels,
                                   op->text,
                                   op->kind == LT_KIND_INPUT ? &file : NULL,
                                   op->place,
                                   NULL)
               ? LT_OK
               : LT_RANGE;
    case RIG_REMOVE:
      return lt_session_remove_strip (session, &actor, op->strip, NULL);
    case RIG_MOVE:
      return lt_session_move_strip (
        session, &actor, op->strip, op->place, NULL);
    case RIG_NAME:
      return lt_session_set_text (
        session, &actor, rig_at (op->strip, LT_PARAM_NAME), op->text, NULL);
    case RIG_FILE:
      return lt_session_set_file (session, &actor, op->strip, &file, NULL);
    case RIG_CONNECT:
      return lt_session_connect (session,
                                 &actor,
                                 port,
                                 op->number > 0 ? "system:capture_1"
                                                : "system:capture_2",
                                 op->made,
                                 NULL);
    case RIG_DESK:
      return lt_session_set (
        session, &actor, rig_at (0, op->param), op->value, NULL);
    case RIG_DESK_TEXT:
      return lt_session_set_text (
        session, &actor, rig_at (0, op->param), op->text, NULL);
    case RIG_FEED:
      return lt_session_set (
        session, &actor, rig_at_bus (0, op->param, op->bus), op->value, NULL);
    case RIG_SOLO_CLEAR:
      return lt_session_clear_solo (session, &actor);
    case RIG_COPY:
      return lt_session_copy (
        session, &actor, op->strip, rig_sections (op), &op->bus, 1, NULL);
    case RIG_SWAP:
      return lt_session_swap_sides (session, &actor, &op->strip, 1, NULL);
    case RIG_COPY_SIDE:
      return lt_session_copy_side (session, &actor, &op->strip, 1, NULL);
    case RIG_UNDO:
      return lt_session_undo (session) ? LT_OK : LT_NOT_FOUND;
    case RIG_REDO:
      return lt_session_redo (session) ? LT_OK : LT_NOT_FOUND;
  }
  return LT_RANGE;
}

/** The document as text, without the counters that undo does not turn back. */
static inline char *
rig_state (LtSession *session)
{
  const uint64_t sequence = session->sequence;
  const uint32_t next_id  = session->next_id;
  session->sequence       = 0;
  session->next_id        = 1;
  char *text              = lt_session_to_text (session);
  session->sequence       = sequence;
  session->next_id        = next_id;
  return text;
}

// --- folders ---

typedef struct {
  char *dir, *path;
} RigPlace;

static inline RigPlace
rig_make_place (void)
{
  RigPlace   place = {.dir = lt_test_make_dir ()};
  LtSession *s     = lt_session_new (48000);
  LtError    error;
  place.path = g_build_filename (place.dir, "Song.longthrow", NULL);
  if (lt_session_create (s, place.path, &error) != LT_OK)
    g_error ("%s", error.text);
  lt_session_free (s);
  return place;
}

static inline void
rig_clear_place (RigPlace *place)
{
  g_free (place->path);
  lt_test_remove_dir (place->dir);
}

static inline LtSession *
rig_open (const RigPlace *place, bool read_only)
{
  LtSession *s;
  LtError    error;
  if (lt_session_open (place->path, read_only, &s, &error) != LT_OK)
    g_error ("%s", error.text);
  return s;
}

static inline LtKeeper *
rig_keep (LtSession *s)
{
  LtKeeper *keeper;
  LtError   error;
  if (lt_keeper_new (s, NULL, NULL, &keeper, &error) != LT_OK)
    g_error ("%s", error.text);
  return keeper;
}

/** What a crash leaves: the journal as it is, no save. */
static inline void
rig_crash (LtKeeper *keeper, LtSession *session)
{
  LtError error = {.status = LT_OK};
  lt_keeper_free (keeper, false, &error);
  g_assert_cmpstr (error.text, ==, "");
  lt_session_free (session);
}

static inline int
rig_by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static inline void
rig_hash_into (GChecksum *sum, const char *path)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text       = NULL;
  gsize            n          = 0;
  GDir            *dir        = g_dir_open (path, 0, NULL);
  const char      *name;
  g_checksum_update (sum, (const guchar *)path, -1);
  if (!dir && g_file_get_contents (path, &text, &n, NULL))
    g_checksum_update (sum, (const guchar *)text, (gssize)n);
  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  if (dir)
    g_dir_close (dir);
  g_ptr_array_sort (names, rig_by_name);
  for (guint i = 0; i < names->len; i++)
    rig_hash_into (sum, g_ptr_array_index (names, i));
}

/** Names and contents of all below a folder, as one hash; g_free. */
static inline char *
rig_hash (const char *path)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  rig_hash_into (sum, path);
  return g_strdup (g_checksum_get_string (sum));
}
