// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Setting a parameter, with what goes with it: gangs and exclusive solo.

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <math.h>
#include <string.h>

/// Where a member goes when another went from `start` to `value`: the distance
/// stays, for floats, and of frequencies and the like the ratio; what came to
/// its end goes on from where it was when the gesture began.
static double
follow (const LtParamInfo *info, double mine, double start, double value)
{
  if (info->type != LT_TYPE_FLOAT || isinf (value))
    return value;
  if (isinf (start))
    return isinf (mine) ? value : mine;
  if (isinf (mine) || value == start)
    return mine;
  if (info->taper == LT_TAPER_LOG && start > 0)
    return round (mine * (value / start) * 1e6) / 1e6;
  // Sums of decimals are stored as decimals, not as 0.30000000000000004.
  return round ((mine + (value - start)) * 1e6) / 1e6;
}

/// The same for the other side of a stereo pair.
static double
mirror (const LtParamInfo *info, double value)
{
  return info->unit == LT_UNIT_PAN ? -value : value;
}

static void
add_gang (LtSession     *session,
          const LtActor *actor,
          LtAddress      address,
          double         value,
          GPtrArray     *edits)
{
  const LtParamInfo *info  = &lt_param_info[address.param];
  const LtStrip     *moved = lt_session_find (session, address.strip);
  if (!moved || !(info->flags & LT_PARAM_GANGED) || actor->is_alone ||
      moved->values[LT_PARAM_GANG] == 0)
    return;
  const int    gang  = (int)moved->values[LT_PARAM_GANG];
  const bool   pair  = session->values[LT_PARAM_GANG_MODE + gang - 1] != 0;
  const double start = lt_history_before (session, actor, address);
  for (guint i = 0; i < session->strips->len; i++) {
    const LtStrip *strip = g_ptr_array_index (session->strips, i);
    LtAddress      other = address;
    double         old;
    other.strip = strip->id;
    if (strip == moved || (int)strip->values[LT_PARAM_GANG] != gang ||
        lt_session_get (session, other, &old, NULL) != LT_OK)
      continue;
    const double mine = lt_history_before (session, actor, other);
    double       wanted =
      pair ? mirror (info, value) : follow (info, mine, start, value);
    wanted = lt_param_clamp ((LtParam)address.param, wanted);
    if (wanted != old &&
        (!other.bus ||
         (lt_session_has_room (session, edits->len) &&
          lt_session_check_route (session, other, wanted, NULL) == LT_OK)))
      lt_edit_add_value (edits, other, wanted);
  }
}

/// Solos that are on, but for one strip's or DCA's and, unless that one moves
/// alone, its gang's.
static void
add_solos_off (LtSession *session,
               LtAddress  but,
               bool       is_alone,
               GPtrArray *edits)
{
  const LtStrip *kept =
    but.strip && !is_alone ? lt_session_find (session, but.strip) : NULL;
  const double gang = kept ? kept->values[LT_PARAM_GANG] : 0;
  for (guint i = 0; i < session->strips->len; i++) {
    const LtStrip  *strip = g_ptr_array_index (session->strips, i);
    const LtAddress a     = {.strip = strip->id, .param = LT_PARAM_SOLO};
    if (strip->values[LT_PARAM_SOLO] != 0 && !lt_address_equal (a, but) &&
        (gang == 0 || strip->values[LT_PARAM_GANG] != gang))
      lt_edit_add_value (edits, a, 0);
  }
  for (int i = 0; i < LT_N_DCAS; i++) {
    const LtAddress a = {.param = (uint16_t)(LT_PARAM_DCA_SOLO + i)};
    if (session->values[a.param] != 0 && !lt_address_equal (a, but))
      lt_edit_add_value (edits, a, 0);
  }
}

static bool
is_solo (LtAddress address)
{
  return address.param == LT_PARAM_SOLO ||
         lt_param_info[address.param].first == LT_PARAM_DCA_SOLO;
}

/// What the desk itself refuses.
static LtStatus
check_value (LtSession *session,
             LtAddress  address,
             double     value,
             LtError   *error)
{
  if (address.bus)
    return lt_session_check_route (session, address, value, error);
  if (lt_param_info[address.param].first != LT_PARAM_DCA_TO)
    return LT_OK;
  const double old               = session->values[address.param];
  session->values[address.param] = value;
  const LtStatus status          = lt_session_check_dcas (session, error);
  session->values[address.param] = old;
  return status;
}

LtStatus
lt_session_set (LtSession     *session,
                const LtActor *actor,
                LtAddress      address,
                double         value,
                LtError       *error)
{
  double   old;
  LtStatus status = lt_session_get (session, address, &old, error);
  if (status != LT_OK)
    return status;
  value  = lt_param_clamp ((LtParam)address.param, value);
  status = check_value (session, address, value, error);
  if (status != LT_OK || value == old)
    return status;
  if (address.param == LT_PARAM_SIDE)
    return lt_session_swap_sides (session, actor, &address.strip, 1, error);
  GPtrArray *edits = lt_edits_new ();
  lt_edit_add_value (edits, address, value);
  if (lt_param_info[address.param].flags & LT_PARAM_TRANSIENT) {
    lt_edit_apply (session, g_ptr_array_index (edits, 0));
    g_ptr_array_unref (edits);
    return LT_OK;
  }
  if (lt_param_info[address.param].flags & LT_PARAM_NO_STEP) {
    lt_session_put (session, actor, edits);
    return LT_OK;
  }
  if (address.strip)
    add_gang (session, actor, address, value, edits);
  if (is_solo (address) && value != 0 &&
      session->values[LT_PARAM_SOLO_EXCLUSIVE] != 0)
    add_solos_off (session, address, actor->is_alone, edits);
  lt_session_commit (session, actor, edits);
  return LT_OK;
}

LtStatus
lt_session_clear_solo (LtSession *session, const LtActor *actor)
{
  GPtrArray *edits = lt_edits_new ();
  add_solos_off (session, (LtAddress){.param = LT_N_PARAMS}, false, edits);
  if (edits->len)
    lt_session_commit (session, actor, edits);
  else
    g_ptr_array_unref (edits);
  return LT_OK;
}

LtStatus
lt_session_set_text (LtSession     *session,
                     const LtActor *actor,
                     LtAddress      address,
                     const char    *text,
                     LtError       *error)
{
  const char *old = lt_session_get_text (session, address);
  if (!old)
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no such text."));
  g_autofree char *wanted = lt_shorten (text, strlen (text));
  if (!lt_is_good_text ((LtParam)address.param, wanted) ||
      !g_utf8_validate (text, -1, NULL))
    return lt_param_info[address.param].first == LT_PARAM_LAYER_STRIPS
             ? lt_fail (error,
                        LT_RANGE,
                        _ ("A layer is a list of strips by number: 3 7 12."))
             : lt_fail (error,
                        LT_RANGE,
                        _ ("A name has 1 to %d bytes of text."),
                        LT_MAX_NAME - 1);
  if (strcmp (wanted, old) == 0)
    return LT_OK;
  GPtrArray *edits = lt_edits_new ();
  LtEdit    *edit  = lt_edit_add (edits, LT_EDIT_TEXT);
  edit->address    = address;
  edit->text       = g_steal_pointer (&wanted);
  lt_session_commit (session, actor, edits);
  return LT_OK;
}
