// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"
#include "io/lt-backends.h"

static void
print_json (const LtJackServer *server)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "server");
  json_builder_add_string_value (b, "jack");
  json_builder_set_member_name (b, "rate");
  json_builder_add_int_value (b, server->rate);
  json_builder_set_member_name (b, "block");
  json_builder_add_int_value (b, server->block);
  json_builder_set_member_name (b, "realtime");
  json_builder_add_boolean_value (b, server->is_realtime);
  json_builder_set_member_name (b, "ports");
  json_builder_begin_array (b);
  for (int i = 0; server->ports && server->ports[i]; i++)
    json_builder_add_string_value (b, server->ports[i]);
  json_builder_end_array (b);
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

static int
run (int argc, char **argv)
{
  bool              json      = false;
  const LtCliOption options[] = {{"--json", &json, NULL}, {NULL, NULL, NULL}};
  LtError           error     = {.status = LT_OK};
  LtJackServer      server;
  argc = lt_cli_options (&lt_cmd_devices, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 1)
    return lt_cli_usage (&lt_cmd_devices);
  if (lt_jack_probe (&server, &error) != LT_OK)
    return lt_cli_fail (&error);
  if (json) {
    print_json (&server);
  } else {
    printf (_ ("JACK: %u Hz, %u frames%s\n"),
            server.rate,
            server.block,
            server.is_realtime ? _ (", real-time") : "");
    for (int i = 0; server.ports && server.ports[i]; i++)
      printf ("  %s\n", server.ports[i]);
  }
  lt_jack_server_clear (&server);
  return LT_EXIT_DONE;
}

const LtCliCommand lt_cmd_devices = {
  .name  = "devices",
  .usage = "[--json]",
  .doc   = N_ ("Tell the JACK server's rate, block and ports."),
  .run   = run,
};
