// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// "Why can't I hear this?": from the strip's source through its buses. Each
// possible reason is one function in a table below; add one there.

#include "desk/lt-desk-why-private.h"

#include "base/lt-i18n.h"

#include <math.h>
#include <string.h>

enum {
  FAINT_DB = -60, ///< A fader so low is said though it is not shut
  TRIM_DB  = -20,
  MUTE_DB  = -90, ///< A level below is no signal
};

// --- saying ---

void
lt_why_say (LtWhy *w, LtWhyEffect effect, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  if (w->lines->len)
    g_string_append_c (w->lines, '\n');
  for (guint i = 0; i < w->path->len; i++) {
    if (w->path->len > 6 && i == 3) { // of a long way the ends
      g_string_append (w->lines, " > ...");
      i = w->path->len - 2;
    }
    g_string_append_printf (w->lines,
                            "%s%s",
                            i ? " > " : "",
                            (const char *)g_ptr_array_index (w->path, i));
  }
  g_string_append_printf (w->lines, "%s%s", w->path->len ? ": " : "", text);
  if (w->node)
    w->node->effects |= effect;
}

LtWhyNode *
lt_why_node (const LtWhy *w, uint32_t strip)
{
  return g_hash_table_lookup (w->nodes, GUINT_TO_POINTER (strip));
}

double
lt_why_desk (const LtWhy *w, int param)
{
  double value = 0;
  lt_session_get (
    w->facts->session, (LtAddress){.param = (uint16_t)param}, &value, NULL);
  return value;
}

bool
lt_why_is_connected (const LtWhy *w, const char *prefix)
{
  for (int channel = 1; channel <= 2; channel++) {
    g_autofree char *port = g_strdup_printf ("%s/%d", prefix, channel);
    if (w->facts->is_connected (w->facts->data, port))
      return true;
  }
  return false;
}

static bool
has_port (const LtWhy *w, const LtStrip *strip, const char *which)
{
  g_autofree char *prefix = g_strdup_printf ("strip/%u/%s", strip->id, which);
  return lt_why_is_connected (w, prefix);
}

/// "-20.0 dB"
typedef struct {
  char text[32];
} Level;

static Level
level_of (double db)
{
  Level level;
  lt_param_format (LT_PARAM_FADER, db, level.text, sizeof level.text);
  return level;
}

/// `3 "Drums"`, or "3"; newly allocated.
static char *
numbered (const LtWhy *w, int name_param, int number)
{
  const char *name = lt_session_get_text (
    w->facts->session, (LtAddress){.param = (uint16_t)(name_param + number)});
  return name && *name ? g_strdup_printf ("%d \"%s\"", number + 1, name)
                       : g_strdup_printf ("%d", number + 1);
}

static char *
dca_name (const LtWhy *w, int dca)
{
  return numbered (w, LT_PARAM_DCA_NAME, dca);
}

/// The DCA that this one is a member of, or -1.
static int
dca_above (const LtWhy *w, int dca)
{
  return (int)lt_why_desk (w, LT_PARAM_DCA_TO + dca) - 1;
}

// --- solos ---

bool
lt_why_is_soloed (const LtWhy *w, const LtStrip *strip)
{
  if (strip->kind != LT_KIND_MASTER && strip->values[LT_PARAM_SOLO] != 0)
    return true;
  for (int i = 0; i < LT_N_DCAS; i++)
    for (int at = strip->values[LT_PARAM_DCA + i] != 0 ? i : -1, steps = 0;
         at >= 0 && steps < LT_N_DCAS;
         at = dca_above (w, at), steps++)
      if (lt_why_desk (w, LT_PARAM_DCA_SOLO + at) != 0)
        return true;
  return false;
}

char *
lt_why_soloed_names (const LtWhy *w)
{
  GString  *names = g_string_new (NULL);
  uint32_t  n     = 0;
  const int shown = 3;
  for (uint32_t i = 0; i < lt_session_n_strips (w->facts->session); i++) {
    const LtStrip *strip = lt_session_strip_at (w->facts->session, i);
    if (!lt_why_is_soloed (w, strip))
      continue;
    if (n++ < (uint32_t)shown)
      g_string_append_printf (names, "%s%s", n > 1 ? ", " : "", strip->name);
  }
  if (n > (uint32_t)shown)
    g_string_append_printf (names,
                            ngettext (" and %u more", " and %u more", n - 3),
                            n - (uint32_t)shown);
  return g_string_free (names, FALSE);
}

// --- the source: of the strip that was asked for alone ---

static bool
plays_file (const LtStrip *strip)
{
  return strip->kind == LT_KIND_INPUT && strip->values[LT_PARAM_SOURCE] == 0;
}

static void
check_server (LtWhy *w, const LtStrip *strip)
{
  if (!w->facts->is_running)
    lt_why_say (w, LT_WHY_SOURCE, _ ("the audio server does not answer"));
  else if (w->facts->is_wrong_rate)
    lt_why_say (w,
                LT_WHY_SOURCE,
                _ ("the audio server runs at another rate than the session, "
                   "so the desk is silent"));
}

static void
check_file (LtWhy *w, const LtStrip *strip)
{
  const LtWhyFacts *f = w->facts;
  if (!plays_file (strip))
    return;
  switch (f->file_state (f->data, strip->id)) {
    case LT_FILE_NONE:
      lt_why_say (w,
                  LT_WHY_SOURCE,
                  _ ("it plays its file but has none; choose one, or its live "
                     "input"));
      break;
    case LT_FILE_MISSING:
      lt_why_say (w,
                  LT_WHY_SOURCE,
                  _ ("its file is missing: %s"),
                  f->file_error (f->data, strip->id));
      break;
    case LT_FILE_DAMAGED:
      lt_why_say (w,
                  LT_WHY_SOURCE,
                  _ ("its file is damaged: %s"),
                  f->file_error (f->data, strip->id));
      break;
    case LT_FILE_CONVERTING:
      lt_why_say (w,
                  LT_WHY_SOURCE,
                  _ ("its file is still being converted to the session's "
                     "rate"));
      break;
    case LT_FILE_READY:
      break;
  }
}

static void
check_transport (LtWhy *w, const LtStrip *strip)
{
  const LtWhyFacts *f = w->facts;
  if (!plays_file (strip) || !strip->file.path ||
      f->file_state (f->data, strip->id) != LT_FILE_READY)
    return;
  if (f->transport == LT_TRANSPORT_LOCATING)
    lt_why_say (w, LT_WHY_SOURCE, _ ("the transport waits for the disk"));
  else if (f->transport != LT_TRANSPORT_ROLLING)
    lt_why_say (w,
                LT_WHY_SOURCE,
                _ ("the transport is stopped, so its file does not play"));
  const double rate   = lt_session_rate (f->session);
  const double length = (double)strip->file.frames * rate / strip->file.rate;
  if (f->song_frame < strip->file.start)
    lt_why_say (w, LT_WHY_SOURCE, _ ("the playhead is in front of its file"));
  else if ((double)(f->song_frame - strip->file.start) >= length)
    lt_why_say (w, LT_WHY_SOURCE, _ ("the playhead is behind its file"));
}

static void
check_input (LtWhy *w, const LtStrip *strip)
{
  if (plays_file (strip))
    return;
  if (!has_port (w, strip, "in"))
    lt_why_say (
      w, LT_WHY_SOURCE, _ ("its live input is not connected to anything"));
  if (lt_why_desk (w, LT_PARAM_PANIC) != 0)
    lt_why_say (w, LT_WHY_SOURCE, _ ("panic is on: all live inputs are muted"));
}

/// Whether anybody sends something there.
static bool
is_fed (const LtWhy *w, uint32_t bus)
{
  const LtSession *s    = w->facts->session;
  const LtStrip   *from = lt_session_desk (s);
  for (uint32_t i = 0; from; from = lt_session_strip_at (s, i++))
    for (uint32_t b = 0; b < from->n_bus_values; b++) {
      const LtBusValue *v = &from->bus_values[b];
      if (v->bus == bus && v->param == LT_PARAM_SEND_LEVEL
            ? !isinf (v->value)
            : v->bus == bus && v->value != 0 &&
                (v->param == LT_PARAM_TO ||
                 v->param == LT_PARAM_OSCILLATOR_TO ||
                 v->param == LT_PARAM_TALKBACK_TO))
        return true;
    }
  return false;
}

static void
check_fed (LtWhy *w, const LtStrip *strip)
{
  if (!is_fed (w, strip->id))
    lt_why_say (w, LT_WHY_SOURCE, _ ("nothing feeds it"));
}

static const LtMeter *
meter_of (const LtWhy *w, const LtStrip *strip)
{
  for (uint32_t i = 0; i < w->facts->n_meters; i++)
    if (w->facts->meters[i].strip == strip->id)
      return &w->facts->meters[i];
  return NULL;
}

static void
check_signal (LtWhy *w, const LtStrip *strip)
{
  const LtMeter *m = meter_of (w, strip);
  if (!m || w->node->effects & LT_WHY_SOURCE)
    return; // why there is none was said
  const float peak = MAX (m->pre_peak[0], m->pre_peak[1]);
  const float rms  = MAX (m->pre_rms[0], m->pre_rms[1]); // the last seconds
  if (MAX (peak, rms) < powf (10, MUTE_DB / 20.0f))
    lt_why_say (
      w, LT_WHY_SOURCE, _ ("no signal comes in (below %d dBFS)"), (int)MUTE_DB);
}

static void
check_bad (LtWhy *w, const LtStrip *strip)
{
  const LtMeter *m = meter_of (w, strip);
  if (m && m->flags & LT_METER_BAD)
    lt_why_say (
      w, LT_WHY_NOTE, _ ("bad samples came in and were silenced a moment ago"));
  if (m && m->flags & LT_METER_UNDERRUN)
    lt_why_say (
      w, LT_WHY_NOTE, _ ("the disk was late a moment ago: silence was played"));
}

// --- every strip on the way ---

static void
check_trim (LtWhy *w, const LtStrip *strip)
{
  const double trim = strip->values[LT_PARAM_TRIM];
  if (trim <= TRIM_DB)
    lt_why_say (w, LT_WHY_NOTE, _ ("its trim is at %s"), level_of (trim).text);
}

static void
check_gate (LtWhy *w, const LtStrip *strip)
{
  const LtMeter *m = meter_of (w, strip);
  if (strip->values[LT_PARAM_GATE_ON] == 0)
    return;
  if (strip->values[LT_PARAM_GATE_LISTEN] != 0)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("key listen is on: the gate's key is heard in its place"));
  else if (m && m->gate <= TRIM_DB)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("its gate is closed (%s)"),
                level_of ((double)m->gate).text);
}

static void
check_mute (LtWhy *w, const LtStrip *strip)
{
  if (strip->values[LT_PARAM_MUTE] != 0)
    lt_why_say (w, LT_WHY_MUTED, _ ("muted"));
}

/// A DCA that the strip is in; `by`: the one that this one holds, or -1.
static void
check_dca (LtWhy *w, int dca, int by)
{
  const double     fader = lt_why_desk (w, LT_PARAM_DCA_FADER + dca);
  g_autofree char *name  = dca_name (w, dca);
  g_autofree char *held  = by < 0 ? NULL : dca_name (w, by);
  if (lt_why_desk (w, LT_PARAM_DCA_MUTE + dca) != 0) {
    if (held)
      lt_why_say (
        w, LT_WHY_MUTED, _ ("muted by DCA %s, which holds DCA %s"), name, held);
    else
      lt_why_say (w, LT_WHY_MUTED, _ ("muted by DCA %s"), name);
  }
  if (fader > FAINT_DB)
    return;
  const LtWhyEffect effect = isinf (fader) ? LT_WHY_DOWN : LT_WHY_NOTE;
  if (held)
    lt_why_say (w,
                effect,
                _ ("DCA %s, which holds DCA %s, is at %s"),
                name,
                held,
                level_of (fader).text);
  else
    lt_why_say (w, effect, _ ("DCA %s is at %s"), name, level_of (fader).text);
}

static void
check_dcas (LtWhy *w, const LtStrip *strip)
{
  bool seen[LT_N_DCAS] = {false};
  for (int i = 0; i < LT_N_DCAS; i++) {
    if (strip->values[LT_PARAM_DCA + i] == 0)
      continue;
    for (int at = i, by = -1; at >= 0 && !seen[at];
         by = at, at = dca_above (w, at)) {
      seen[at] = true;
      check_dca (w, at, by);
    }
  }
}

static void
check_mute_groups (LtWhy *w, const LtStrip *strip)
{
  for (int i = 0; i < LT_N_MUTE_GROUPS; i++) {
    const double dim = lt_why_desk (w, LT_PARAM_MUTE_GROUP_DIM + i);
    if (strip->values[LT_PARAM_MUTE_GROUP + i] == 0 ||
        lt_why_desk (w, LT_PARAM_MUTE_GROUP_ON + i) == 0 || dim == 0)
      continue;
    g_autofree char *name = numbered (w, LT_PARAM_MUTE_GROUP_NAME, i);
    if (isinf (dim))
      lt_why_say (w, LT_WHY_MUTED, _ ("muted by mute group %s"), name);
    else
      lt_why_say (w,
                  LT_WHY_NOTE,
                  _ ("dimmed to %s by mute group %s"),
                  level_of (dim).text,
                  name);
  }
}

static void
check_fader (LtWhy *w, const LtStrip *strip)
{
  const double fader = strip->values[LT_PARAM_FADER];
  if (fader <= FAINT_DB)
    lt_why_say (w,
                isinf (fader) ? LT_WHY_DOWN : LT_WHY_NOTE,
                _ ("its fader is at %s"),
                level_of (fader).text);
}

static void
check_solo (LtWhy *w, const LtStrip *strip)
{
  if (!w->facts->is_silenced (w->facts->data, strip->id))
    return;
  g_autofree char *names = lt_why_soloed_names (w);
  lt_why_say (
    w, LT_WHY_SOLOED, _ ("silenced by the solo in place of %s"), names);
}

static void
check_talkback (LtWhy *w, const LtStrip *strip)
{
  const double dim  = lt_why_desk (w, LT_PARAM_TALKBACK_DIM);
  double       into = 0;
  lt_session_get (w->facts->session,
                  (LtAddress){.bus = strip->id, .param = LT_PARAM_TALKBACK_TO},
                  &into,
                  NULL);
  if (strip == w->root || into == 0 || dim == 0 ||
      lt_why_desk (w, LT_PARAM_TALKBACK_ON) == 0)
    return;
  lt_why_say (w,
              isinf (dim) ? LT_WHY_MUTED : LT_WHY_NOTE,
              _ ("talkback is on and leaves %s of what else is in it"),
              level_of (dim).text);
}

static void
check_output (LtWhy *w, const LtStrip *strip)
{
  if (!has_port (w, strip, "out") && !lt_why_is_listened (w, strip))
    lt_why_say (w, LT_WHY_NOTE, _ ("its output is not connected to anything"));
}

static void
check_direct (LtWhy *w, const LtStrip *strip)
{
  if (strip->values[LT_PARAM_DIRECT_ON] == 0)
    return;
  if (!has_port (w, strip, "direct"))
    lt_why_say (
      w, LT_WHY_NOTE, _ ("its direct output is not connected to anything"));
  else if (isinf (strip->values[LT_PARAM_DIRECT_LEVEL]))
    lt_why_say (w, LT_WHY_NOTE, _ ("its direct output is at -inf"));
}

/// In the order of the signal.
static const struct {
  uint32_t kinds;
  bool     is_source; ///< Asked of the first strip alone
  void (*check) (LtWhy *w, const LtStrip *strip);
} checks[] = {
  {LT_KIND_ALL, true, check_server},
  {LT_KIND_INPUT, true, check_file},
  {LT_KIND_INPUT, true, check_transport},
  {LT_KIND_INPUT, true, check_input},
  {LT_KIND_BUS, true, check_fed},
  {LT_KIND_ALL, true, check_signal},
  {LT_KIND_ALL, false, check_bad},
  {LT_KIND_BUS, false, check_talkback},
  {LT_KIND_ALL & ~LT_KIND_MASTER, false, check_trim},
  {LT_KIND_ALL, false, check_gate},
  {LT_KIND_ALL, false, check_mute},
  {LT_KIND_ALL, false, check_dcas},
  {LT_KIND_ALL, false, check_mute_groups},
  {LT_KIND_ALL, false, check_fader},
  {LT_KIND_ALL, false, check_solo},
  {LT_KIND_INPUT | LT_KIND_GROUP | LT_KIND_AUX, false, check_direct},
  {LT_KIND_CUE | LT_KIND_MATRIX | LT_KIND_MASTER, false, check_output},
};

// --- the way ---

static double
of_bus (const LtWhy *w, const LtStrip *strip, uint32_t bus, LtParam param)
{
  double value = 0;
  lt_session_get (
    w->facts->session,
    (LtAddress){.strip = strip->id, .bus = bus, .param = (uint16_t)param},
    &value,
    NULL);
  return value;
}

static void look_at (LtWhy *w, const LtStrip *strip);

/// A send that somebody has set: what is in its own way. @return whether it is
/// worth to look behind it.
static bool
check_send (LtWhy *w, const LtStrip *strip, const LtStrip *bus)
{
  const double level   = of_bus (w, strip, bus->id, LT_PARAM_SEND_LEVEL);
  const bool   is_on   = of_bus (w, strip, bus->id, LT_PARAM_SEND_ON) != 0;
  const bool   is_post = of_bus (w, strip, bus->id, LT_PARAM_SEND_TAP) >= 2;
  if (!is_on)
    lt_why_say (w, LT_WHY_NOTE, _ ("the send to %s is off"), bus->name);
  if (level <= FAINT_DB)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("the send to %s is at %s"),
                bus->name,
                level_of (level).text);
  if (is_on && !isinf (level) && is_post && w->node->effects & LT_WHY_DOWN)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("the send to %s is taken behind the fader, which is down"),
                bus->name);
  return is_on && !isinf (level);
}

/// Where a strip leads to, each bus once, in the document's order.
static void
follow (LtWhy *w, const LtStrip *strip)
{
  LtWhyNode *node  = w->node;
  uint32_t   last  = 0;
  bool       leads = false, is_routed = false;
  const bool may_be =
    (strip->kind & (LT_KIND_INPUT | LT_KIND_GROUP | LT_KIND_AUX)) != 0;
  for (uint32_t i = 0; i < strip->n_bus_values; i++) {
    const LtBusValue *v   = &strip->bus_values[i];
    const LtStrip    *bus = lt_session_strip (w->facts->session, v->bus);
    if (!bus || v->bus == last)
      continue;
    last    = v->bus;
    w->node = node;
    if (v->param == LT_PARAM_TO ? v->value != 0 : check_send (w, strip, bus)) {
      leads = true;
      is_routed |= v->param == LT_PARAM_TO;
      look_at (w, bus);
    }
  }
  w->node = node;
  if (may_be && leads && !is_routed)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("it goes into sends alone, not to a group or the master"));
  if (may_be && !leads && strip->values[LT_PARAM_DIRECT_ON] == 0 &&
      !lt_why_is_listened (w, strip))
    lt_why_say (
      w,
      LT_WHY_NOTE,
      _ ("it feeds nothing: neither a group nor the master nor any send"));
}

static void
look_at (LtWhy *w, const LtStrip *strip)
{
  if (lt_why_node (w, strip->id))
    return; // said when another way came here
  LtWhyNode *node = g_new0 (LtWhyNode, 1);
  g_hash_table_insert (w->nodes, GUINT_TO_POINTER (strip->id), node);
  g_ptr_array_add (w->path, strip->name);
  w->node = node;
  for (size_t i = 0; i < G_N_ELEMENTS (checks); i++)
    if (checks[i].kinds & strip->kind &&
        (strip == w->root || !checks[i].is_source))
      checks[i].check (w, strip);
  follow (w, strip);
  g_ptr_array_set_size (w->path, (gint)w->path->len - 1);
}

// --- what gets through ---

/// As doc/design/solo.md has it: a cue, what feeds one, a bus that goes out
/// directly.
static bool
is_open (const LtWhy *w, const LtStrip *bus)
{
  LtWhyNode *node = lt_why_node (w, bus->id);
  if (!node)
    return false;
  if (node->open)
    return node->open > 0;
  node->open =
    bus->kind == LT_KIND_CUE ||
        (bus->kind & LT_KIND_BUS && bus->values[LT_PARAM_DIRECT_ON] != 0)
      ? 1
      : -1;
  for (uint32_t i = 0; i < bus->n_bus_values && node->open < 0; i++) {
    const LtBusValue *v    = &bus->bus_values[i];
    const LtStrip    *next = lt_session_strip (w->facts->session, v->bus);
    if (next && ((v->param == LT_PARAM_TO && v->value != 0) ||
                 (v->param == LT_PARAM_SEND_LEVEL && !isinf (v->value) &&
                  of_bus (w, bus, v->bus, LT_PARAM_SEND_ON) != 0)))
      node->open = is_open (w, next) ? 1 : -1;
  }
  return node->open > 0;
}

static bool
gets_through (const LtWhy   *w,
              const LtStrip *strip,
              uint32_t       effects,
              const LtStrip *bus,
              LtParam        param)
{
  bool is_post = true;
  if (param != LT_PARAM_TO) {
    is_post = of_bus (w, strip, bus->id, LT_PARAM_SEND_TAP) >= 2;
    if (of_bus (w, strip, bus->id, LT_PARAM_SEND_ON) == 0 ||
        isinf (of_bus (w, strip, bus->id, LT_PARAM_SEND_LEVEL)))
      return false;
  } else if (of_bus (w, strip, bus->id, LT_PARAM_TO) == 0) {
    return false;
  }
  return !(effects & LT_WHY_MUTED) && !(is_post && effects & LT_WHY_DOWN) &&
         !(effects & LT_WHY_SOLOED && !is_open (w, bus));
}

static void
add_place (LtWhy *w, char *place)
{
  g_ptr_array_add (w->places, place);
}

/// The signal comes to a strip: where does it come out?
static void
flow (LtWhy *w, const LtStrip *strip)
{
  LtWhyNode *node = lt_why_node (w, strip->id);
  if (!node || node->is_alive)
    return;
  node->is_alive           = true;
  node->is_post            = !(node->effects & (LT_WHY_MUTED | LT_WHY_DOWN));
  const bool is_pre_direct = strip->values[LT_PARAM_DIRECT_TAP] < 2;
  if (lt_param_info[LT_PARAM_DIRECT_ON].kinds & strip->kind &&
      strip->values[LT_PARAM_DIRECT_ON] != 0 &&
      !isinf (strip->values[LT_PARAM_DIRECT_LEVEL]) &&
      (is_pre_direct || node->is_post) && has_port (w, strip, "direct"))
    add_place (w, g_strdup_printf (_ ("direct output of %s"), strip->name));
  if (strip->kind & (LT_KIND_CUE | LT_KIND_MATRIX | LT_KIND_MASTER) &&
      node->is_post && has_port (w, strip, "out"))
    add_place (w, g_strdup (strip->name));
  for (uint32_t i = 0; i < strip->n_bus_values; i++) {
    const LtBusValue *v   = &strip->bus_values[i];
    const LtStrip    *bus = lt_session_strip (w->facts->session, v->bus);
    if (bus && gets_through (w, strip, node->effects, bus, (LtParam)v->param))
      flow (w, bus);
  }
}

// --- the answer ---

static void
say_places (LtWhy *w)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < w->places->len; i++)
    g_string_append_printf (text,
                            "%s%s",
                            i ? ", " : "",
                            (const char *)g_ptr_array_index (w->places, i));
  g_ptr_array_set_size (w->path, 0);
  w->node = NULL;
  if (w->places->len)
    lt_why_say (
      w, LT_WHY_NOTE, _ ("%s is heard: %s"), w->root->name, text->str);
  else if (w->lines->len == 0)
    lt_why_say (w,
                LT_WHY_NOTE,
                _ ("%s: nothing that the desk knows of is in the way"),
                w->root->name);
}

/// So that it can be told in one message: lines before the last one go.
static void
shorten (GString *lines)
{
  while (lines->len >= LT_MAX_TEXT) {
    const char *last = strrchr (lines->str, '\n');
    if (!last) {
      const char *end =
        g_utf8_find_prev_char (lines->str, lines->str + LT_MAX_TEXT - 1);
      g_string_truncate (lines, (gsize)(end - lines->str));
      return;
    }
    const char  *before = g_strrstr_len (lines->str, last - lines->str, "\n");
    const gssize at     = before ? before - lines->str : 0;
    g_string_erase (lines, at, last - lines->str - at);
  }
}

void
lt_why (const LtWhyFacts *facts, uint32_t strip, GString *lines)
{
  LtWhy w = {
    .facts  = facts,
    .root   = lt_session_strip (facts->session, strip),
    .lines  = g_string_new (NULL),
    .path   = g_ptr_array_new (),
    .nodes  = g_hash_table_new_full (NULL, NULL, NULL, g_free),
    .places = g_ptr_array_new_with_free_func (g_free),
  };
  if (w.root) {
    look_at (&w, w.root);
    if (!(lt_why_node (&w, strip)->effects & LT_WHY_SOURCE))
      flow (&w, w.root);
    lt_why_listen (&w);
    say_places (&w);
    shorten (w.lines);
  }
  g_string_append (lines, w.lines->str);
  g_string_free (w.lines, TRUE);
  g_ptr_array_unref (w.path);
  g_ptr_array_unref (w.places);
  g_hash_table_unref (w.nodes);
}
