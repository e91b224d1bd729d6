// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/lt-message.h"

#include <gtk/gtk.h>

/** Long work of the desk, a row each with a cancel button. Signal
    `cancel` (guint job). Thread: the surface's. */
#define LT_TYPE_JOBS (lt_jobs_get_type ())
G_DECLARE_FINAL_TYPE (LtJobs, lt_jobs, LT, JOBS, GtkWidget)

GtkWidget *lt_jobs_new (void);
void       lt_jobs_update (LtJobs     *jobs,
                           uint32_t    job,
                           LtJobState  state,
                           float       progress,
                           const char *label);
void       lt_jobs_clear (LtJobs *jobs);
int        lt_jobs_get_n (LtJobs *jobs);
