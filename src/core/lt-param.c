// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/lt-param.h"

#include "base/lt-i18n.h"
#include "core/lt-text.h"

#include <math.h>
#include <string.h>

const LtParamInfo lt_param_info[LT_N_PARAMS] = {
#define LT_PARAM(id, ...)                                                      \
  [LT_PARAM_##id] = {.first = LT_PARAM_##id, .count = 1, __VA_ARGS__},
#define LT_PARAMS(id, n, ...)                                                  \
  [LT_PARAM_##id... LT_PARAM_##id##                                            \
    _LAST] = {.first = LT_PARAM_##id, .count = (n), __VA_ARGS__},
#define LT_PARAM_OF(id, k, n, ...)                                             \
  [LT_PARAM_##id##_##                                                          \
    k] = {.first = LT_PARAM_##id##_1, .count = (n), __VA_ARGS__},
#define LT_PARAM_BORDER
#include "core/lt-param.def"
#undef LT_PARAM
#undef LT_PARAMS
#undef LT_PARAM_OF
#undef LT_PARAM_BORDER
};

uint32_t
lt_param_number (LtParam param)
{
  const LtParamInfo *info = &lt_param_info[param];
  return info->count > 1 ? (uint32_t)param - info->first + 1 : 0;
}

double
lt_param_default (LtParam param, uint32_t bus)
{
  const LtParamInfo *info = &lt_param_info[param];
  return bus == LT_KIND_CUE && info->def_to_cue != 0 ? info->def_to_cue
                                                     : info->def;
}

bool
lt_param_is_text (LtParam param)
{
  return lt_param_info[param].type == LT_TYPE_TEXT;
}

double
lt_info_clamp (const LtParamInfo *info, double value)
{
  if (isnan (value))
    return info->def;
  if (info->flags & LT_PARAM_MINUS_INF && value <= info->min)
    return -INFINITY;
  if (value < info->min)
    value = info->min;
  if (value > info->max)
    value = info->max;
  if (info->type != LT_TYPE_FLOAT)
    value = round (value);
  return value + 0.0; // no negative zero
}

double
lt_info_round (const LtParamInfo *info, double value)
{
  value = lt_info_clamp (info, value);
  if (info->type != LT_TYPE_FLOAT || isinf (value))
    return value;
  double scale = 1;
  for (int i = 0; i < info->digits; i++)
    scale *= 10;
  return lt_info_clamp (info, round (value * scale) / scale);
}

/** The fader law of the X32: four straight lines in dB. */
static double
fader_db (double f)
{
  if (f >= 0.5)
    return 40 * f - 30;
  if (f >= 0.25)
    return 80 * f - 50;
  if (f >= 0.0625)
    return 160 * f - 70;
  return 480 * f - 90;
}

static double
fader_position (double db)
{
  if (db >= -10)
    return (db + 30) / 40;
  if (db >= -30)
    return (db + 50) / 80;
  if (db >= -60)
    return (db + 70) / 160;
  return (db + 90) / 480;
}

static double
clamp_position (double position)
{
  return position > 0 ? (position < 1 ? position : 1) : 0;
}

double
lt_info_to_position (const LtParamInfo *info, double value)
{
  value = lt_info_clamp (info, value);
  if (info->type == LT_TYPE_TEXT || value <= info->min)
    return 0;
  switch (info->taper) {
    case LT_TAPER_LOG:
      return clamp_position (log (value / info->min) /
                             log (info->max / info->min));
    case LT_TAPER_FADER:
      return clamp_position (fader_position (value));
    case LT_TAPER_LINEAR:
      break;
  }
  return clamp_position ((value - info->min) / (info->max - info->min));
}

double
lt_info_from_position (const LtParamInfo *info, double position)
{
  if (isnan (position) || info->type == LT_TYPE_TEXT)
    return info->def;
  position = clamp_position (position);
  if (position <= 0)
    return lt_info_clamp (info, info->min);
  if (position >= 1)
    return info->max;
  double value = info->min + position * (info->max - info->min);
  if (info->taper == LT_TAPER_LOG)
    value = info->min * exp (position * log (info->max / info->min));
  else if (info->taper == LT_TAPER_FADER)
    value = fader_db (position);
  return lt_info_clamp (info, value);
}

const char *
lt_info_choice (const LtParamInfo *info, int index, size_t *length)
{
  const char *at = info->choices;
  if (!at || index < 0)
    return NULL;
  for (; index > 0; index--) {
    at = strchr (at, '|');
    if (!at)
      return NULL;
    at++;
  }
  if (length)
    *length = strcspn (at, "|");
  return at;
}

int
lt_info_find_choice (const LtParamInfo *info, const char *text)
{
  size_t      length;
  const char *choice;
  for (int i = 0; (choice = lt_info_choice (info, i, &length)); i++)
    if (strlen (text) == length && lt_same_word (text, choice, length))
      return i;
  return -1;
}

double
lt_param_clamp (LtParam param, double value)
{
  return lt_info_clamp (&lt_param_info[param], value);
}

double
lt_param_round (LtParam param, double value)
{
  return lt_info_round (&lt_param_info[param], value);
}

double
lt_param_to_position (LtParam param, double value)
{
  return lt_info_to_position (&lt_param_info[param], value);
}

double
lt_param_from_position (LtParam param, double position)
{
  return lt_info_from_position (&lt_param_info[param], position);
}

const char *
lt_param_choice (LtParam param, int index, size_t *length)
{
  return lt_info_choice (&lt_param_info[param], index, length);
}

int
lt_param_find_choice (LtParam param, const char *text)
{
  return lt_info_find_choice (&lt_param_info[param], text);
}

static const struct {
  LtKind      kind;
  const char *name;
} kind_names[] = {
  {LT_KIND_INPUT, "input"},
  {LT_KIND_GROUP, "group"},
  {LT_KIND_AUX, "aux"},
  {LT_KIND_CUE, "cue"},
  {LT_KIND_MATRIX, "matrix"},
  {LT_KIND_MASTER, "master"},
  {LT_KIND_SESSION, "session"},
  {LT_KIND_DCA, "dca"},
  {LT_KIND_MUTE_GROUP, "mute-group"},
  {LT_KIND_GANG, "gang"},
  {LT_KIND_LAYER, "layer"},
  {LT_KIND_MONITOR, "monitor"},
  {LT_KIND_OSCILLATOR, "oscillator"},
  {LT_KIND_TALKBACK, "talkback"},
};
enum { N_KINDS = sizeof kind_names / sizeof *kind_names };

const char *
lt_kind_name (LtKind kind)
{
  for (int i = 0; i < N_KINDS; i++)
    if (kind_names[i].kind == kind)
      return kind_names[i].name;
  return NULL;
}

LtKind
lt_kind_from_name (const char *name)
{
  for (int i = 0; i < N_KINDS; i++)
    if (kind_names[i].kind & LT_KIND_ALL &&
        strcmp (kind_names[i].name, name) == 0)
      return kind_names[i].kind;
  return (LtKind)0;
}
