// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-param.h"

/**
   The address of one parameter: `strip/7/fader`, `strip/7/send/21/level`,
   `strip/7/dca/3`, `master/mute`, `dca/3/fader`, `session/loop`. The same text
   is the key in files, the OSC address and the name of a lane. Inside the
   programs an address is these numbers; names are resolved by the command line
   only.
*/
typedef struct {
  uint32_t strip;  ///< Strip id; 0 for what is the desk's (LT_KIND_DESK)
  uint32_t bus;    ///< Bus id of a LT_PARAM_PER_BUS parameter, else 0
  uint16_t param;  ///< LtParam
  uint16_t unused; ///< 0
} LtAddress;

static inline bool
lt_address_equal (LtAddress a, LtAddress b)
{
  return a.strip == b.strip && a.bus == b.bus && a.param == b.param;
}

/** Shape alone: known parameter, bus id where one belongs, strip id. */
bool lt_address_valid (LtAddress address);

/** Write an address; @return length, as snprintf. */
int lt_address_format (LtAddress address, char *text, size_t size);

/** Resolves names for lt_address_parse; each returns 0 for none. */
typedef struct {
  uint32_t (*strip_by_name) (void *data, const char *name); ///< or NULL
  uint32_t (*master) (void *data);
  void *data;
} LtNames;

/**
   Read an address. `strip/"Vox lead"/fader` and `to/"Drums"`, `to/master`,
   `master/..` need `names` (may be NULL: numbers only).
   Failure: LT_FORMAT, LT_NOT_FOUND.
*/
LtStatus lt_address_parse (const char    *text,
                           const LtNames *names,
                           LtAddress     *address,
                           LtError       *error);

/** The parameter of a key as it stands behind the owner: "fader",
    "send/21/level", "dca/3". `bus`: the id in it, or 0. LT_N_PARAMS: none. */
LtParam lt_param_by_key (const char *key, uint32_t kind, uint32_t *bus);
