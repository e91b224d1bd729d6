// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"

#include <string.h>

// --- get ---

/// One value of a session or of a desk.
typedef struct {
  const LtSession *session;
  const LtMirror  *mirror;
} From;

static LtStatus
look_up (const From  *from,
         LtAddress    address,
         double      *value,
         const char **text,
         LtError     *error)
{
  *text = NULL;
  if (lt_param_is_text ((LtParam)address.param)) {
    *text = from->mirror ? lt_mirror_text (from->mirror, address)
                         : lt_session_get_text (from->session, address);
    return *text ? LT_OK : LT_NOT_FOUND;
  }
  if (!from->mirror)
    return lt_session_get (from->session, address, value, error);
  if (address.strip && !lt_mirror_strip (from->mirror, address.strip))
    return lt_fail (
      error, LT_NOT_FOUND, _ ("There is no strip %u."), address.strip);
  *value = lt_mirror_value (from->mirror, address);
  return LT_OK;
}

static int
print_values (const From    *from,
              const LtNames *names,
              int            n,
              char         **addresses,
              bool           json)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  json_builder_begin_object (b);
  for (int i = 0; i < n; i++) {
    LtError     error = {.status = LT_OK};
    LtAddress   address;
    double      value = 0;
    const char *text  = NULL;
    char        plain[64];
    LtStatus status = lt_address_parse (addresses[i], names, &address, &error);
    if (status == LT_OK)
      status = look_up (from, address, &value, &text, &error);
    if (status != LT_OK) {
      if (!error.text[0])
        lt_fail (&error, status, _ ("There is no %s."), addresses[i]);
      return lt_cli_fail (&error);
    }
    const LtParam param = (LtParam)address.param;
    if (!text && !json)
      lt_param_format_plain (param, value, plain, sizeof plain);
    if (!json) {
      puts (text ? text : plain);
      continue;
    }
    json_builder_set_member_name (b, addresses[i]);
    if (text)
      json_builder_add_string_value (b, text);
    else
      lt_cli_add_value (b, param, value);
  }
  json_builder_end_object (b);
  if (json)
    lt_cli_print_json (json_builder_get_root (b));
  return LT_EXIT_DONE;
}

int
lt_cli_get_on_desk (LtMirror *mirror, int n, char **addresses, bool json)
{
  const From    from  = {.mirror = mirror};
  const LtNames names = lt_mirror_names (mirror);
  return print_values (&from, &names, n, addresses, json);
}

static int
run_get (int argc, char **argv)
{
  bool              json      = false;
  const LtCliOption options[] = {{"--json", &json, NULL}, {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_get, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc < 3)
    return lt_cli_usage (&lt_cmd_get);
  LtMirror *mirror = lt_cli_find_desk (argv[1]);
  if (mirror) {
    int result = lt_cli_get_on_desk (mirror, argc - 2, argv + 2, json);
    lt_mirror_free (mirror);
    return result;
  }
  LtError    error = {.status = LT_OK};
  LtSession *session;
  if (lt_session_open (argv[1], true, &session, &error) != LT_OK)
    return lt_cli_fail (&error);
  const From    from   = {.session = session};
  const LtNames names  = lt_session_names (session);
  int           result = print_values (&from, &names, argc - 2, argv + 2, json);
  lt_session_free (session);
  return result;
}

const LtCliCommand lt_cmd_get = {
  .name  = "get",
  .usage = "SESSION ADDRESS... [--json]",
  .doc   = N_ ("Print values: strip/7/fader, master/mute, strip/\"Vox\"/pan."),
  .run   = run_get,
};

// --- set ---

static LtStatus
set_here (LtSession  *session,
          const char *where,
          const char *what,
          bool        is_alone,
          LtError    *error)
{
  const LtActor actor = {
    .origin = LT_ORIGIN_CLI, .gesture = 1, .is_alone = is_alone};
  const LtNames names = lt_session_names (session);
  LtAddress     address;
  double        value;
  LtStatus      status = lt_address_parse (where, &names, &address, error);
  if (status != LT_OK)
    return status;
  if (lt_param_is_text ((LtParam)address.param))
    return lt_session_set_text (session, &actor, address, what, error);
  status = lt_cli_parse_value (
    address, what, lt_session_rate (session), &value, error);
  if (status == LT_OK)
    status = lt_session_set (session, &actor, address, value, error);
  return status;
}

int
lt_cli_set_on_desk (LtMirror *mirror, int n, char **pairs, uint16_t with)
{
  const LtNames  names   = lt_mirror_names (mirror);
  const uint32_t gesture = lt_mirror_new_gesture (mirror);
  LtError        error   = {.status = LT_OK};
  // All are read before any is set: a slip changes nothing.
  g_autofree LtAddress *addresses = g_new0 (LtAddress, n / 2 + 1);
  g_autofree double    *values    = g_new0 (double, n / 2 + 1);
  for (int i = 0; i + 1 < n; i += 2) {
    if (lt_address_parse (pairs[i], &names, &addresses[i / 2], &error) != LT_OK)
      return lt_cli_fail (&error);
    if (!lt_param_is_text ((LtParam)addresses[i / 2].param) &&
        lt_cli_parse_value (addresses[i / 2],
                            pairs[i + 1],
                            lt_mirror_desk (mirror)->rate,
                            &values[i / 2],
                            &error) != LT_OK)
      return lt_cli_fail (&error);
  }
  for (int i = 0; i + 1 < n; i += 2) {
    const LtAddress address = addresses[i / 2];
    uint16_t        flags   = with;
    if (i == 0)
      flags |= LT_TOUCH_BEGIN;
    if (i + 3 >= n)
      flags |= LT_TOUCH_END;
    uint32_t serial =
      lt_param_is_text ((LtParam)address.param)
        ? lt_mirror_set_text (mirror, address, pairs[i + 1])
        : lt_mirror_set (mirror, address, values[i / 2], gesture, flags);
    LtStatus status = LT_BUSY;
    if (serial)
      status = lt_mirror_wait_reply (mirror, serial, 5000, NULL, &error);
    error.status = status;
    if (status != LT_OK)
      return lt_cli_fail (&error);
  }
  return LT_EXIT_DONE;
}

static int
run_set (int argc, char **argv)
{
  bool              alone     = false;
  const LtCliOption options[] = {{"--alone", &alone, NULL}, {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_set, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc < 4 || argc % 2)
    return lt_cli_usage (&lt_cmd_set);
  LtMirror *mirror = lt_cli_find_desk (argv[1]);
  if (mirror) {
    int result =
      lt_cli_set_on_desk (mirror, argc - 2, argv + 2, alone ? LT_SET_ALONE : 0);
    lt_mirror_free (mirror);
    return result;
  }
  LtError    error = {.status = LT_OK};
  LtSession *session;
  if (lt_session_open (argv[1], false, &session, &error) != LT_OK)
    return lt_cli_fail (&error);
  LtStatus status = LT_OK;
  for (int i = 2; i + 1 < argc && status == LT_OK; i += 2)
    status = set_here (session, argv[i], argv[i + 1], alone, &error);
  // A slip in one pair: nothing is saved.
  if (status == LT_OK)
    status = lt_cli_save (session, &error);
  lt_session_free (session);
  return status == LT_OK ? LT_EXIT_DONE : lt_cli_fail (&error);
}

const LtCliCommand lt_cmd_set = {
  .name  = "set",
  .usage = "SESSION ADDRESS VALUE [ADDRESS VALUE]... [--alone]",
  .doc   = N_ ("Set values, all or none; --alone: not the rest of a gang."),
  .run   = run_set,
};
