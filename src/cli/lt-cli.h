// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-i18n.h"
#include "base/lt-status.h"
#include "core/lt-address.h"
#include "link/lt-mirror.h"
#include "session/lt-session.h"

#include <glib.h>
#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdio.h>

/**
   longthrow-cli: one command a file (lt-cmd-NAME.c), reached by the table in
   lt-cli.c. Exit status: 0 done, 1 failed (one line on stderr), 2 wrong usage.
*/

enum { LT_EXIT_DONE, LT_EXIT_FAILED, LT_EXIT_USAGE };

typedef struct {
  const char *name;
  const char *usage;                  ///< What follows the name
  const char *doc;                    ///< One line, N_()
  int (*run) (int argc, char **argv); ///< argv[0] is the command's name
} LtCliCommand;

extern const LtCliCommand *const lt_cli_commands[]; ///< NULL at the end

extern const LtCliCommand lt_cmd_new, lt_cmd_import, lt_cmd_info, lt_cmd_strip,
  lt_cmd_params, lt_cmd_get, lt_cmd_set, lt_cmd_render, lt_cmd_check,
  lt_cmd_bench, lt_cmd_devices, lt_cmd_desk, lt_cmd_copy, lt_cmd_ab,
  lt_cmd_preset;

/** An option of a command; a NULL name ends the list. */
typedef struct {
  const char  *name;  ///< "--rate"
  bool        *flag;  ///< Set, or
  const char **value; ///< takes the next argument (or after '=')
} LtCliOption;

/**
   Take the options out of argv (argv[0] stays); "--" ends them.
   @return arguments left, or -1 after a message (exit with LT_EXIT_USAGE).
*/
int lt_cli_options (const LtCliCommand *command,
                    int                 argc,
                    char              **argv,
                    const LtCliOption  *options);
/** Print the command's usage to stderr. @return LT_EXIT_USAGE */
int lt_cli_usage (const LtCliCommand *command);
/** Print the error's one line. @return LT_EXIT_FAILED */
int lt_cli_fail (const LtError *error);
/** A whole number in an option. False after a message. */
bool lt_cli_number (const char *option,
                    const char *text,
                    long        min,
                    long        max,
                    long       *value);
/** Print a document with a final newline, and free it. */
void lt_cli_print_json (JsonNode *node);
/** A value as JSON: number, true/false, or text ("-inf", choices, colours). */
void lt_cli_add_value (JsonBuilder *builder, LtParam param, double value);

/** Show progress of long work on a terminal's stderr; fits LtProgress. */
bool lt_cli_progress (void *label, double share);

/** The desk that holds this session, attached and synced; NULL: none. */
LtMirror *lt_cli_find_desk (const char *session);
/** A strip by number, by name or "master", as in an address. */
LtStatus lt_cli_find_strip (const LtNames *names,
                            const char    *text,
                            uint32_t      *id,
                            LtError       *error);
/** Parse a value for an address; frames parameters take times. */
LtStatus lt_cli_parse_value (LtAddress   address,
                             const char *text,
                             uint32_t    rate,
                             double     *value,
                             LtError    *error);
/** Save what was opened for editing, without a desk. */
LtStatus lt_cli_save (LtSession *session, LtError *error);

/** What is edited: a session opened here, or the desk that holds it. */
typedef struct {
  LtSession *session;
  LtMirror  *mirror;
  bool       read_only; ///< It is looked at alone
} LtCliTarget;

LtStatus lt_cli_open (const char  *path,
                      bool         read_only,
                      LtCliTarget *target,
                      LtError     *error);
/** Save what was edited, if all went well (`status`), and close. @return the
    status in all */
LtStatus lt_cli_close (LtCliTarget *target, LtStatus status, LtError *error);
LtNames  lt_cli_names (const LtCliTarget *target);
/** Wait for the desk's reply to a command. `serial` 0: it was not sent. */
LtStatus lt_cli_wait (const LtCliTarget *target,
                      uint32_t           serial,
                      int64_t           *number,
                      LtError           *error);

/** Options of the commands about settings of strips. */
typedef struct {
  const char *only;    ///< --only: sections
  const char *use;     ///< --for: what a preset is for
  bool        copy;    ///< --copy: of `ab`
  bool        replace; ///< --replace: a preset of that name
  bool        json;    ///< --json: of `preset list`
} LtCliSettings;

/** `copy ...`, `ab ...`, `preset ...` on a target. @return an exit status;
   LT_EXIT_USAGE: the words do not fit. */
int lt_cli_settings (const LtCliTarget   *target,
                     const LtCliSettings *options,
                     int                  argc,
                     char               **argv);
/** `set` on a desk: pairs of address and value; `flags`: LT_SET_ALONE. */
int lt_cli_set_on_desk (LtMirror *mirror, int n, char **pairs, uint16_t flags);
/** `get` on a desk. */
int lt_cli_get_on_desk (LtMirror *mirror, int n, char **addresses, bool json);
/** Absolute, without a trailing slash. g_free it. */
char *lt_cli_absolute (const char *path);
