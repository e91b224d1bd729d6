// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-param.h"

/**
   The functions of core/lt-param.h over any row of a table. Only core and its
   tests call these; everyone else names a parameter.
   Thread: any; text with units or errors: any but process.
*/

double      lt_info_clamp (const LtParamInfo *info, double value);
double      lt_info_round (const LtParamInfo *info, double value);
double      lt_info_to_position (const LtParamInfo *info, double value);
double      lt_info_from_position (const LtParamInfo *info, double position);
int         lt_info_find_choice (const LtParamInfo *info, const char *text);
const char *lt_info_choice (const LtParamInfo *info, int index, size_t *length);

int      lt_info_format (const LtParamInfo *info,
                         double             value,
                         bool               plain,
                         char              *text,
                         size_t             size);
LtStatus lt_info_parse (const LtParamInfo *info,
                        const char        *text,
                        double            *value,
                        LtError           *error);

/** Whether the first `n` bytes are the same but for the case of A-Z, in every
    locale alike (to a Turkish strcasecmp, I is no i). */
bool lt_same_word (const char *a, const char *b, size_t n);

/**
   A number at the start of `text`: sign (also U+2212), digits with one point
   or comma, exponent; "inf" and U+221E. No hex, no nan, no space before it.
   Correctly rounded, the same in every locale.
   @return the byte after it, or NULL: no number there, or too large.
*/
const char *lt_scan_number (const char *text, double *value);

/** What a person typed, as it may stand in an error: valid UTF-8 without
    control characters, shortened to at most 60 bytes. @return `quoted`. */
enum { LT_QUOTED = 72 };
const char *lt_quote (const char *text, char quoted[LT_QUOTED]);
