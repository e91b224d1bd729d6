// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/lt-cli.h"
#include "media/lt-media.h"

static void
add_strip (JsonBuilder *b, const LtSession *session, const LtStrip *strip)
{
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "id");
  json_builder_add_int_value (b, strip->id);
  json_builder_set_member_name (b, "kind");
  json_builder_add_string_value (b, lt_kind_name (strip->kind));
  json_builder_set_member_name (b, "name");
  json_builder_add_string_value (b, strip->name);
  json_builder_set_member_name (b, "channels");
  json_builder_add_int_value (b, strip->n_channels);
  json_builder_set_member_name (b, "source");
  if (strip->file.path)
    json_builder_add_string_value (b, strip->file.path);
  else
    json_builder_add_null_value (b);
  json_builder_end_object (b);
}

static void
print_json (const LtSession *session)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  json_builder_begin_object (b);
  json_builder_set_member_name (b, "name");
  json_builder_add_string_value (b, lt_session_name (session));
  json_builder_set_member_name (b, "rate");
  json_builder_add_int_value (b, lt_session_rate (session));
  json_builder_set_member_name (b, "length_frames");
  json_builder_add_int_value (b, lt_session_length (session));
  json_builder_set_member_name (b, "master");
  json_builder_add_int_value (b, lt_session_master (session));
  json_builder_set_member_name (b, "strips");
  json_builder_begin_array (b);
  for (uint32_t i = 0; i < lt_session_n_strips (session); i++)
    add_strip (b, session, lt_session_strip_at (session, i));
  json_builder_end_array (b);
  json_builder_end_object (b);
  lt_cli_print_json (json_builder_get_root (b));
}

static void
print_text (const LtSession *session)
{
  char length[32];
  lt_format_time (lt_session_length (session),
                  lt_session_rate (session),
                  length,
                  sizeof length);
  printf (_ ("%s: %u Hz, %s, %u strips\n"),
          lt_session_name (session),
          lt_session_rate (session),
          length,
          lt_session_n_strips (session));
  for (uint32_t i = 0; i < lt_session_n_strips (session); i++) {
    const LtStrip *strip = lt_session_strip_at (session, i);
    printf ("%4u  %-7s %-6s  %s%s%s\n",
            strip->id,
            lt_kind_name (strip->kind),
            strip->n_channels == 1 ? _ ("mono") : _ ("stereo"),
            strip->name,
            strip->file.path ? "  " : "",
            strip->file.path ? strip->file.path : "");
  }
}

static int
run (int argc, char **argv)
{
  bool              json      = false;
  const LtCliOption options[] = {{"--json", &json, NULL}, {NULL, NULL, NULL}};
  argc = lt_cli_options (&lt_cmd_info, argc, argv, options);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 2)
    return lt_cli_usage (&lt_cmd_info);
  LtError    error = {.status = LT_OK};
  LtSession *session;
  if (lt_session_open (argv[1], true, &session, &error) != LT_OK)
    return lt_cli_fail (&error);
  if (json)
    print_json (session);
  else
    print_text (session);
  lt_session_free (session);
  return LT_EXIT_DONE;
}

const LtCliCommand lt_cmd_info = {
  .name  = "info",
  .usage = "SESSION [--json]",
  .doc   = N_ ("Tell what is in a session."),
  .run   = run,
};

// --- check ---

static LtStatus
check_file (const LtSession *session, const LtStrip *strip, LtError *error)
{
  g_autofree char *path = lt_session_file_path (session, strip);
  LtReader        *reader;
  if (!path)
    return LT_OK;
  LtStatus status = lt_reader_open (
    path, strip->file.channel, strip->n_channels, &reader, error);
  if (status != LT_OK)
    return status;
  g_autofree float *buffer = g_new (float, 2 * 65536);
  float *const      out[2] = {buffer, buffer + 65536};
  int64_t           total  = 0, n;
  while ((n = lt_reader_read (reader, out, 65536)) > 0)
    total += n;
  // What the session was told when the file came in, if that was more.
  const int64_t expected = MAX (lt_reader_frames (reader), strip->file.frames);
  lt_reader_free (reader);
  if (n < 0 || total < expected)
    return lt_fail (error,
                    LT_FORMAT,
                    _ ("%s: only %lld of %lld frames can be read; replace it "
                       "by a whole copy."),
                    path,
                    (long long)total,
                    (long long)expected);
  return LT_OK;
}

static int
run_check (int argc, char **argv)
{
  argc = lt_cli_options (&lt_cmd_check, argc, argv, NULL);
  if (argc < 0)
    return LT_EXIT_USAGE;
  if (argc != 2)
    return lt_cli_usage (&lt_cmd_check);
  LtError    error = {.status = LT_OK};
  LtSession *session;
  if (lt_session_open (argv[1], true, &session, &error) != LT_OK)
    return lt_cli_fail (&error);
  int            result = LT_EXIT_DONE;
  const uint32_t n      = lt_session_n_strips (session);
  if (lt_session_trouble (session)) {
    lt_fail (&error, LT_FORMAT, "%s", lt_session_trouble (session));
    result = lt_cli_fail (&error);
  }
  for (uint32_t i = 0; i < n; i++) {
    if (check_file (session, lt_session_strip_at (session, i), &error) != LT_OK)
      result = lt_cli_fail (&error);
    lt_cli_progress ((void *)_ ("Checking"), (i + 1.0) / n);
  }
  lt_session_free (session);
  return result;
}

const LtCliCommand lt_cmd_check = {
  .name  = "check",
  .usage = "SESSION",
  .doc   = N_ ("Read everything, change nothing; 0 = sound."),
  .run   = run_check,
};
