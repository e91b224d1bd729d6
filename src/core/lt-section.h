// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-param.h"

/**
   Sections of a strip, one or many. Those that process its signal are what is
   copied from strip to strip, kept in presets and has two sides (A and B).
   Thread: any; names and errors: any but process.
*/

/** A section in a mask of them. */
#define LT_SECTION_BIT(section) (UINT32_C (1) << (section))

/** In files and scripts: "filters", "eq". */
const char *lt_section_key (LtSection section);
/** For people, to be translated with _(): "Filters"; NULL: no processing. */
const char *lt_section_name (LtSection section);

/** The mask of all that process. A new one joins by its line in the table of
    lt-section.c. */
uint32_t lt_sections_processing (void);

/**
   Whether a strip's parameter goes along with these sections. Never those that
   are off at every start, texts, and what leads to other strips. The order of
   EQ and dynamics goes with both or not at all: a pasted EQ alone shall not
   move the compressor.
*/
bool lt_sections_have (uint32_t sections, LtParam param);

/** "filters,eq" in the order of LtSection; @return length, as snprintf. */
int lt_sections_format (uint32_t sections, char *text, size_t size);
/**
   Read "eq" or "filters,eq"; sections that process only.
   Failure: LT_NOT_FOUND; the message names those that there are.
*/
LtStatus lt_sections_parse (const char *text,
                            uint32_t   *sections,
                            LtError    *error);
