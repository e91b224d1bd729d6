// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "desk/lt-desk-why.h"

/**
   The answer while it is made: lt-desk-why.c follows the strip through the
   buses, lt-desk-why-listen.c looks at monitor and headphones.
*/

/** What a reason does to the signal of the strip that it is said of. */
typedef enum {
  LT_WHY_NOTE   = 0,      ///< Nothing, or it is only quieter
  LT_WHY_SOURCE = 1 << 0, ///< Nothing comes in
  LT_WHY_MUTED  = 1 << 1, ///< Nothing gets out, nor into sends
  LT_WHY_DOWN   = 1 << 2, ///< Nothing gets behind the fader
  LT_WHY_SOLOED = 1 << 3, ///< Nothing gets into buses that are not open
} LtWhyEffect;

/** A strip that was looked at. */
typedef struct {
  uint32_t effects;  ///< LtWhyEffect
  bool     is_alive; ///< The signal comes in
  bool     is_post;  ///< And is there behind the fader
  int      open;     ///< Solo in place spares what goes into it: 1 yes, -1 no,
                     ///< 0 not looked yet
} LtWhyNode;

typedef struct {
  const LtWhyFacts *facts;
  const LtStrip    *root;
  GString          *lines;
  GPtrArray        *path;   ///< Names on the way, for what is said now
  LtWhyNode        *node;   ///< Of the strip that is looked at now, or NULL
  GHashTable       *nodes;  ///< Strip id -> LtWhyNode
  GPtrArray        *places; ///< Where it is heard, char *
} LtWhy;

/** A line: the path, then what is the matter there. */
void lt_why_say (LtWhy *w, LtWhyEffect effect, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
LtWhyNode *lt_why_node (const LtWhy *w, uint32_t strip); ///< NULL: not reached
/** A parameter of the desk itself; LT_PARAM_X + n as an int. */
double lt_why_desk (const LtWhy *w, int param);
bool   lt_why_is_soloed (const LtWhy *w, const LtStrip *strip);
/** "Kick, Snare and 3 more": who is soloed; newly allocated. */
char *lt_why_soloed_names (const LtWhy *w);
/** Whether PREFIX/1 or PREFIX/2 goes anywhere. */
bool lt_why_is_connected (const LtWhy *w, const char *prefix);

/** Which strips the listeners that have outputs listen to: called first. */
bool lt_why_is_listened (const LtWhy *w, const LtStrip *strip);
/** Monitor and headphones: reasons and places. */
void lt_why_listen (LtWhy *w);
