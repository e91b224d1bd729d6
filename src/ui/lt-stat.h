// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <gtk/gtk.h>

typedef enum {
  LT_STAT_PLAIN,
  LT_STAT_WARNING,
  LT_STAT_ALARM,
} LtStatLook;

/** A small figure under its caption, drawn, so that a new one moves nothing
    else. Thread: the surface's. */
#define LT_TYPE_STAT (lt_stat_get_type ())
G_DECLARE_FINAL_TYPE (LtStat, lt_stat, LT, STAT, GtkWidget)

GtkWidget *lt_stat_new (const char *caption, double width_em);
/** What is no LT_STAT_PLAIN is set off by colour and a mark. */
void lt_stat_set (LtStat *stat, const char *value, LtStatLook look);
void lt_stat_set_caption (LtStat *stat, const char *caption);
