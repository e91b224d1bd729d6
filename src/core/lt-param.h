// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
   The parameter table: what can be set on the desk, once and for all.

   Range, unit, taper, default, smoothing and text of a parameter stand in
   lt-param.def and nowhere else. A value is a double in the plain unit (dB,
   percent, frames; 0 or 1 for a switch; the index of a choice; 0xRRGGBB for a
   colour) or a text.
*/

typedef enum {
  LT_KIND_INPUT    = 1 << 0, ///< A source: file, live input or both
  LT_KIND_GROUP    = 1 << 1, ///< A subgroup that strips are routed to
  LT_KIND_AUX      = 1 << 2, ///< A send bus and its return
  LT_KIND_CUE      = 1 << 3, ///< A performer's mix: a send bus that solo spares
  LT_KIND_MATRIX   = 1 << 4, ///< A mix of buses, for an output
  LT_KIND_MASTER   = 1 << 5, ///< The main mix; one a session
  LT_KIND_SEND_BUS = LT_KIND_AUX | LT_KIND_CUE | LT_KIND_MATRIX,
  LT_KIND_BUS      = LT_KIND_GROUP | LT_KIND_SEND_BUS | LT_KIND_MASTER,
  LT_KIND_ALL      = LT_KIND_INPUT | LT_KIND_BUS,

  // Not strips: session/.., dca/<n>/.. and so on, strip id 0
  LT_KIND_SESSION    = 1 << 15,
  LT_KIND_DCA        = 1 << 16,
  LT_KIND_MUTE_GROUP = 1 << 17,
  LT_KIND_GANG       = 1 << 18,
  LT_KIND_LAYER      = 1 << 19,
  LT_KIND_MONITOR    = 1 << 20,
  LT_KIND_OSCILLATOR = 1 << 21,
  LT_KIND_TALKBACK   = 1 << 22,
  LT_KIND_DESK       = 0xFF << 15,
} LtKind;

enum {
  LT_N_DCAS        = 16,
  LT_N_MUTE_GROUPS = 8,
  LT_N_GANGS       = 32,
  LT_N_LAYERS      = 16,
  LT_N_SPEAKERS    = 3,
  LT_N_BANDS       = 4, ///< Of a strip's equalizer
};

typedef enum {
  LT_TYPE_FLOAT,
  LT_TYPE_BOOL,
  LT_TYPE_CHOICE, ///< One of `choices`
  LT_TYPE_COLOUR, ///< 0xRRGGBB, written #rrggbb
  LT_TYPE_FRAMES, ///< A position on the song, in frames, exact
  LT_TYPE_COUNT,  ///< A whole number
  LT_TYPE_TEXT,
} LtType;

typedef enum {
  LT_UNIT_NONE,
  LT_UNIT_DB,
  LT_UNIT_HZ,
  LT_UNIT_MS,
  LT_UNIT_PERCENT,
  LT_UNIT_PAN, ///< -100 left .. 100 right, shown L100 C R100
  LT_UNIT_FRAMES,
  LT_UNIT_RATIO, ///< "4.0:1"; the greatest of a range to 100 is infinity
  LT_N_UNITS
} LtUnit;

/** How a value lies along the travel of its control. */
typedef enum {
  LT_TAPER_LINEAR,
  LT_TAPER_LOG,   ///< Equal ratios are equal distances; min > 0
  LT_TAPER_FADER, ///< The long-throw fader law, 0 dB at 0.75, +10 dB at 1
} LtTaper;

/** What a parameter belongs to, for scope grids. */
typedef enum {
  LT_SECTION_NAME,
  LT_SECTION_INPUT,
  LT_SECTION_FILTERS,
  LT_SECTION_GATE,
  LT_SECTION_EQ,
  LT_SECTION_COMPRESSOR,
  LT_SECTION_SATURATION,
  LT_SECTION_ROUTING,
  LT_SECTION_SENDS,
  LT_SECTION_PAN,
  LT_SECTION_MUTE,
  LT_SECTION_SOLO,
  LT_SECTION_FADER,
  LT_SECTION_DCA, ///< Members of DCAs, mute groups, gangs
  LT_SECTION_LAYOUT,
  LT_SECTION_MONITOR,
  LT_SECTION_SESSION,
  LT_N_SECTIONS
} LtSection;

/** How the engine gets from one value to the next. */
typedef enum {
  LT_SMOOTH_NONE,  ///< Not heard as a level
  LT_SMOOTH_GAIN,  ///< Two one-poles at 40 Hz in gain (dsp/lt-smooth.h)
  LT_SMOOTH_BLOCK, ///< As LT_SMOOTH_GAIN, in what its block is set by: log2 of
                   ///< Hz and Q, dB, a mix (dsp/lt-filters.h, lt-dynamics.h)
  LT_SMOOTH_EDGE,  ///< A connection: its gain comes up or goes down, then the
                   ///< patch changes
} LtSmooth;

/** What a timed recall does with it between two values. */
typedef enum {
  LT_FADE_NONE,
  LT_FADE_DB, ///< Straight in dB, the last part to -inf straight in gain
  LT_FADE_LINEAR,
  LT_FADE_LOG,    ///< Equal ratios in equal times
  LT_FADE_SWITCH, ///< Changes at a point of the fade
} LtFade;

enum {
  LT_PARAM_PER_BUS   = 1 << 0, ///< One for each bus: the key's `*` is its id
  LT_PARAM_AUTOMATE  = 1 << 1, ///< May be automated
  LT_PARAM_RECALL    = 1 << 2, ///< Stored in snapshots
  LT_PARAM_MINUS_INF = 1 << 3, ///< At or below min it is -inf
  LT_PARAM_LIVE      = 1 << 4, ///< Moves while the structure is locked
  LT_PARAM_GANGED    = 1 << 5, ///< Members of a gang move it together
  LT_PARAM_TRANSIENT = 1 << 6, ///< At its default at every start; not undone
  LT_PARAM_NO_STEP   = 1 << 7, ///< Stored, but no step of the history
};

typedef struct {
  uint16_t    first; ///< LtParam of number 1, for those that go in numbers
  uint16_t    count; ///< How many there are
  const char *key;   ///< "fader", "send/*/level": `*` is a bus id, "dca/#": `#`
                     ///< a number from 1
  const char *name;  ///< Short, to be translated with _()
  uint32_t    kinds; ///< LtKind bits of the strips that have it
  LtSection   section;
  LtType      type;
  LtUnit      unit;
  LtTaper     taper;
  double      min, max, def; ///< Plain unit; def may be -INFINITY
  double      def_to_cue;    ///< Instead of def, towards a cue, unless 0
  double      step;          ///< One key press: plain unit; of a log taper %
  int         digits;        ///< Decimals shown
  LtSmooth    smooth;
  LtFade      fade;
  uint32_t    flags;
  const char *choices; ///< "file|input", for LT_TYPE_CHOICE
  const char *doc;     ///< One sentence, to be translated
} LtParamInfo;

/** LT_PARAM_DCA + 4 is dca/5: each number is a parameter of its own. Those of
    strips come first, up to LT_N_STRIP_PARAMS. */
typedef enum {
#define LT_PARAM(id, ...) LT_PARAM_##id,
#define LT_PARAMS(id, n, ...)                                                  \
  LT_PARAM_##id, LT_PARAM_##id##_LAST = LT_PARAM_##id + (n)-1,
#define LT_PARAM_OF(id, k, n, ...) LT_PARAM_##id##_##k,
#define LT_PARAM_BORDER                                                        \
  LT_N_STRIP_PARAMS, LT_PARAM_BEFORE_DESK = LT_N_STRIP_PARAMS - 1,
#include "core/lt-param.def"
#undef LT_PARAM
#undef LT_PARAMS
#undef LT_PARAM_OF
#undef LT_PARAM_BORDER
  LT_N_PARAMS
} LtParam;

/** The table, by LtParam. */
extern const LtParamInfo lt_param_info[LT_N_PARAMS];

/** Whether the parameter's value is a text rather than a number. */
bool lt_param_is_text (LtParam param);
/** Its number from 1, where it goes in numbers; else 0. */
uint32_t lt_param_number (LtParam param);
/** Default of a parameter; `bus` is the kind of the bus of one that is per bus,
    else 0. */
double lt_param_default (LtParam param, uint32_t bus);

/**
   The nearest value that the parameter can have: clamped, -inf at or below a
   -inf minimum, switches and choices rounded; NaN gives the default.
   Thread: any.
*/
double lt_param_clamp (LtParam param, double value);

/** Rounded to the digits shown, as a hand's move is stored. */
double lt_param_round (LtParam param, double value);

/** Position 0..1 of a value on the control's travel, and back. */
double lt_param_to_position (LtParam param, double value);
double lt_param_from_position (LtParam param, double position);

/**
   Value as people read it: "-6.0 dB", "+3.0 dB", "-inf", "1.2 kHz", "L30",
   "on". Numbers have a point whatever the locale; `plain` leaves out unit and
   rounding and gives the form of files and scripts ("-6", "-inf", "on",
   "600000f": a bare number would be seconds).
   @return length, as snprintf
*/
int lt_param_format (LtParam param, double value, char *text, size_t size);
int lt_param_format_plain (LtParam param,
                           double  value,
                           char   *text,
                           size_t  size);

/**
   Read a value as a person or a script writes it: "-6", "-6dB", "-6,0 dB",
   "1.2kHz", "on", "off", "L30", "C", "#d98c5f", "post-fader" or
   "600000f" (seconds need the rate: see lt_parse_time). Below a -inf minimum
   is -inf. `value` is left alone on failure.
   Failure: LT_FORMAT (not a value), LT_RANGE (finite, but out of the range).
*/
LtStatus lt_param_parse (LtParam     param,
                         const char *text,
                         double     *value,
                         LtError    *error);

/** The choice with this index, or NULL; index of a choice's text, or -1. */
const char *lt_param_choice (LtParam param, int index, size_t *length);
int         lt_param_find_choice (LtParam param, const char *text);

/** A time, "12.5" seconds, "1:02.5" or "600000f", in frames at `rate`. */
LtStatus lt_parse_time (const char *text,
                        uint32_t    rate,
                        int64_t    *frames,
                        LtError    *error);

/** "01:47.250"; at least `size` 24. */
void lt_format_time (int64_t frames, uint32_t rate, char *text, size_t size);

/** "input", "group", .. "session", "dca" ..; NULL: unknown. The other way round
    only strips' kinds; 0: unknown. */
const char *lt_kind_name (LtKind kind);
LtKind      lt_kind_from_name (const char *name);

/** A number in the shortest form that reads back the same; "-inf". */
int lt_format_number (double value, char *text, size_t size);
