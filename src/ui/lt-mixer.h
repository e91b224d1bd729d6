// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/lt-shown.h"
#include "ui/lt-strip-view.h"

/**
   All strips, the master pinned right. Signals: `selected` (),
   another strip; `aux-chosen` (), the sends to another bus are shown;
   `open-channel` (), the processing of the selected strip is asked for.
   Thread: the surface's.
*/
#define LT_TYPE_MIXER (lt_mixer_get_type ())
G_DECLARE_FINAL_TYPE (LtMixer, lt_mixer, LT, MIXER, GtkWidget)

GtkWidget *lt_mixer_new (void);
/** The console outlives it, or is taken away with NULL, which drops all. */
void lt_mixer_set_console (LtMixer *mixer, LtConsole *console);

// What the mirror's watcher passes on.
void lt_mixer_strip_added (LtMixer *mixer, LtMirrorStrip *strip);
void lt_mixer_strip_changed (LtMixer *mixer, LtMirrorStrip *strip);
void lt_mixer_strip_gone (LtMixer *mixer, LtMirrorStrip *strip);
void lt_mixer_value (LtMixer  *mixer,
                     LtAddress address,
                     double    value,
                     uint32_t  gesture);
void lt_mixer_text (LtMixer *mixer, LtAddress address);
/** Meters of a frame; NULL with n 0: none came. */
void lt_mixer_feed (LtMixer       *mixer,
                    const LtMeter *meters,
                    uint32_t       n_meters,
                    double         seconds);

LtStripView *lt_mixer_get_view (LtMixer *mixer, uint32_t strip);
LtStripView *lt_mixer_get_selected (LtMixer *mixer);
void         lt_mixer_select (LtMixer *mixer, LtStripView *view);
/** Focus the fader of the first strip. */
void lt_mixer_focus_first (LtMixer *mixer);
/** Left or right with the focus on the same control. */
void lt_mixer_step (LtMixer *mixer, int by);
void lt_mixer_move_selected (LtMixer *mixer, int by);
void lt_mixer_remove_selected (LtMixer *mixer);
void lt_mixer_clear_peaks (LtMixer *mixer);
/** Which strips are shown. */
void    lt_mixer_show (LtMixer *mixer, LtShown shown);
LtShown lt_mixer_get_shown (LtMixer *mixer);
/** The faders are the sends to that bus; 0: their own again. */
void     lt_mixer_set_on_faders (LtMixer *mixer, uint32_t bus);
uint32_t lt_mixer_get_on_faders (LtMixer *mixer);
/** Leave sends on faders, or a DCA's spill; FALSE: neither. */
gboolean lt_mixer_leave (LtMixer *mixer);
/** The LtDcaBank. */
GtkWidget *lt_mixer_get_dcas (LtMixer *mixer);
/** The aux, cue or matrix whose sends are shown, 0: none. */
uint32_t lt_mixer_get_aux (LtMixer *mixer);
void     lt_mixer_set_aux (LtMixer *mixer, uint32_t aux);
