// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// "Why can't I hear this?", the last part: monitor and headphones. Who has not
// connected them listens to the buses' own outputs and is told nothing of them.

#include "desk/lt-desk-why-private.h"

#include "base/lt-i18n.h"

#include <math.h>

enum { MASTER, BUS, EXTERNAL };    // monitor/source
enum { IN_PLACE, PFL, AFL, AUTO }; // monitor/solo-mode
enum { FAINT_DB = -60 };

typedef struct {
  const char *name; ///< For people
  char       *place;
  bool        is_phones;
  bool        is_connected;
  bool        is_external;
  uint32_t    source; ///< Strip id
} Listener;

static bool
is_strip (const LtWhy *w, uint32_t id)
{
  return lt_session_strip (w->facts->session, id) != NULL;
}

/// What it listens to; a bus that is not there any more gives the master.
static void
find_source (const LtWhy *w, Listener *l)
{
  int      which = (int)lt_why_desk (w, LT_PARAM_MONITOR_SOURCE);
  uint32_t bus   = (uint32_t)lt_why_desk (w, LT_PARAM_MONITOR_BUS);
  if (l->is_phones && lt_why_desk (w, LT_PARAM_PHONES_SOURCE) != 0) {
    which = lt_why_desk (w, LT_PARAM_PHONES_SOURCE) == 1 ? MASTER : BUS;
    bus   = (uint32_t)lt_why_desk (w, LT_PARAM_PHONES_BUS);
  }
  l->is_external = which == EXTERNAL;
  l->source      = which == BUS && is_strip (w, bus)
                     ? bus
                     : lt_session_master (w->facts->session);
}

static Listener
monitor_of (const LtWhy *w)
{
  const int        set    = (int)lt_why_desk (w, LT_PARAM_MONITOR_SPEAKERS);
  g_autofree char *prefix = g_strdup_printf ("monitor/out/%c", 'a' + set);
  Listener         l      = {.name = _ ("Monitor")};
  l.is_connected          = lt_why_is_connected (w, prefix);
  l.place                 = g_strdup_printf (_ ("monitor %c"), 'A' + set);
  find_source (w, &l);
  return l;
}

static Listener
phones_of (const LtWhy *w)
{
  Listener l     = {.name = _ ("Headphones"), .is_phones = true};
  l.is_connected = lt_why_is_connected (w, "phones/out");
  l.place        = g_strdup (_ ("headphones"));
  find_source (w, &l);
  return l;
}

bool
lt_why_is_listened (const LtWhy *w, const LtStrip *strip)
{
  const Listener all[] = {monitor_of (w), phones_of (w)};
  bool           is    = false;
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++) {
    is |=
      all[i].is_connected && !all[i].is_external && all[i].source == strip->id;
    g_free (all[i].place);
  }
  return is;
}

// --- solos in front ---

/// PFL or AFL as it is now, IN_PLACE for neither.
static int
solo_mode (const LtWhy *w)
{
  const LtSession *s    = w->facts->session;
  const int        mode = (int)lt_why_desk (w, LT_PARAM_SOLO_MODE);
  uint32_t         n    = 0;
  for (uint32_t i = 0; i < lt_session_n_strips (s); i++)
    n += lt_why_is_soloed (w, lt_session_strip_at (s, i));
  if (n == 0)
    return IN_PLACE;
  return mode != AUTO ? mode : n > 1 ? AFL : PFL;
}

/// Whether what is soloed lets the strip be heard.
static bool
is_in_solo (const LtWhy *w, int mode)
{
  const LtSession *s = w->facts->session;
  for (uint32_t i = 0; i < lt_session_n_strips (s); i++) {
    const LtStrip   *strip = lt_session_strip_at (s, i);
    const LtWhyNode *node  = lt_why_node (w, strip->id);
    if (node && lt_why_is_soloed (w, strip) &&
        (mode == PFL ? node->is_alive : node->is_post))
      return true;
  }
  return false;
}

/// @return whether it is heard in the solo that stands in front.
static bool
check_front (LtWhy *w, int mode)
{
  const double     level = lt_why_desk (w, LT_PARAM_SOLO_LEVEL);
  const double     rest  = lt_why_desk (w, LT_PARAM_SOLO_DIM);
  const char      *what  = mode == PFL ? "PFL" : "AFL";
  g_autofree char *names = lt_why_soloed_names (w);
  char             left[32];
  if (is_in_solo (w, mode)) {
    if (isinf (level))
      lt_why_say (w, LT_WHY_NOTE, _ ("the solo level is at -inf"));
    return !isinf (level);
  }
  lt_param_format (LT_PARAM_FADER, rest, left, sizeof left);
  if (isinf (rest))
    lt_why_say (
      w, LT_WHY_NOTE, _ ("%s of %s stands in its place"), what, names);
  else if (rest < 0)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("%s of %s stands in front and leaves %s of it"),
                what,
                names,
                left);
  return false;
}

// --- levels ---

static bool
check_level (LtWhy *w, LtParam param)
{
  const double level = lt_why_desk (w, param);
  char         text[32];
  lt_param_format (param, level, text, sizeof text);
  if (level <= FAINT_DB)
    lt_why_say (w, LT_WHY_NOTE, _ ("its level is at %s"), text);
  return !isinf (level);
}

/// What is left of the level by dim or talkback, dB: 0 all of it.
static double
left_by (const LtWhy *w, LtParam is_on, LtParam by, char *text, size_t size)
{
  const double left = lt_why_desk (w, is_on) != 0 ? lt_why_desk (w, by) : 0;
  lt_param_format (by, left, text, size);
  return left;
}

static bool
check_dims (LtWhy *w)
{
  char         text[32];
  const double dim = left_by (
    w, LT_PARAM_MONITOR_DIM, LT_PARAM_MONITOR_DIM_LEVEL, text, sizeof text);
  if (dim < 0)
    lt_why_say (w, LT_WHY_NOTE, _ ("dimmed to %s"), text);
  const double rest =
    left_by (w, LT_PARAM_TALKBACK_ON, LT_PARAM_TALKBACK_DIM, text, sizeof text);
  if (rest < 0)
    lt_why_say (w, LT_WHY_NOTE, _ ("talkback is on and dims it to %s"), text);
  return !isinf (rest);
}

static bool
check_speakers (LtWhy *w)
{
  bool heard = true;
  if (lt_why_desk (w, LT_PARAM_MONITOR_MUTE) != 0) {
    lt_why_say (w, LT_WHY_NOTE, _ ("muted"));
    heard = false;
  }
  if (lt_why_desk (w, LT_PARAM_MONITOR_MUTE_LEFT) != 0 &&
      lt_why_desk (w, LT_PARAM_MONITOR_MUTE_RIGHT) != 0) {
    lt_why_say (w, LT_WHY_NOTE, _ ("both speakers are muted"));
    heard = false;
  }
  if (lt_why_desk (w, LT_PARAM_MONITOR_SIDE) != 0)
    lt_why_say (
      w, LT_WHY_NOTE, _ ("side is on: what is in the middle is not heard"));
  heard &= check_level (w, LT_PARAM_MONITOR_LEVEL);
  heard &= check_dims (w);
  return heard;
}

// --- one listener ---

static void
check_unconnected (LtWhy *w, const Listener *l)
{
  const uint32_t   master = lt_session_master (w->facts->session);
  g_autofree char *out    = g_strdup_printf ("strip/%u/out", master);
  for (int set = 0; set < LT_N_SPEAKERS && !l->is_phones; set++) {
    g_autofree char *prefix = g_strdup_printf ("monitor/out/%c", 'a' + set);
    if (!lt_why_is_connected (w, prefix))
      continue;
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("speakers %c are chosen, and those are not connected"),
                'A' + (int)lt_why_desk (w, LT_PARAM_MONITOR_SPEAKERS));
    return;
  }
  if (!l->is_phones && !lt_why_is_connected (w, out))
    lt_why_say (
      w, LT_WHY_NOTE, _ ("its outputs are not connected to anything"));
}

static void
check_source (LtWhy *w, const Listener *l)
{
  if (l->is_external)
    lt_why_say (w, LT_WHY_NOTE, _ ("it listens to the external input"));
  else if (!lt_why_node (w, l->source))
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("it listens to %s, where this does not go"),
                lt_session_strip (w->facts->session, l->source)->name);
}

static void
listen_at (LtWhy *w, Listener *l, int mode)
{
  g_ptr_array_set_size (w->path, 0);
  g_ptr_array_add (w->path, (gpointer)l->name);
  if (!l->is_connected) {
    check_unconnected (w, l);
    return;
  }
  const bool is_front = mode == PFL || mode == AFL;
  const bool is_solo  = is_front && check_front (w, mode);
  const bool is_shown =
    !is_front || !isinf (lt_why_desk (w, LT_PARAM_SOLO_DIM));
  const LtWhyNode *node = lt_why_node (w, l->source);
  bool             heard =
    is_solo || (is_shown && !l->is_external && node && node->is_post);
  if (!is_solo && is_shown)
    check_source (w, l);
  heard &=
    l->is_phones ? check_level (w, LT_PARAM_PHONES_LEVEL) : check_speakers (w);
  if (heard)
    g_ptr_array_add (w->places, g_strdup (l->place));
}

void
lt_why_listen (LtWhy *w)
{
  const int mode  = solo_mode (w);
  Listener  all[] = {monitor_of (w), phones_of (w)};
  w->node         = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++) {
    listen_at (w, &all[i], mode);
    g_free (all[i].place);
  }
}
