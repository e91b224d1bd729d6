# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

if GUI
# Only what GTK 4.8 has, and no word about what 4.10 deprecated.
LT_UI_CPPFLAGS = $(AM_CPPFLAGS) $(GTK_CFLAGS) -Idata \
	-DGDK_VERSION_MIN_REQUIRED=GDK_VERSION_4_8 \
	-DGDK_VERSION_MAX_ALLOWED=GDK_VERSION_4_8 \
	-DLT_VERSION=\"$(PACKAGE_VERSION)\"

noinst_LIBRARIES += liblt-ui.a
liblt_ui_a_CPPFLAGS = $(LT_UI_CPPFLAGS)
liblt_ui_a_SOURCES = \
	src/ui/lt-app.c src/ui/lt-app.h \
	src/ui/lt-console.c src/ui/lt-console.h \
	src/ui/lt-control.c src/ui/lt-control.h \
	src/ui/lt-dca-bank.c src/ui/lt-dca-bank.h \
	src/ui/lt-desk-bar.c src/ui/lt-desk-bar.h \
	src/ui/lt-shown.c src/ui/lt-shown.h \
	src/ui/lt-board.c src/ui/lt-board.h \
	src/ui/lt-channel-panel.c src/ui/lt-channel-panel.h \
	src/ui/lt-channel-tools.c src/ui/lt-channel-tools.h \
	src/ui/lt-draw.c src/ui/lt-draw.h \
	src/ui/lt-dynamics-graph.c src/ui/lt-dynamics-graph.h \
	src/ui/lt-editor.c src/ui/lt-editor.h \
	src/ui/lt-eq-curve.c src/ui/lt-eq-curve.h \
	src/ui/lt-eq-graph.c src/ui/lt-eq-graph.h \
	src/ui/lt-fader.c src/ui/lt-fader.h \
	src/ui/lt-files.c src/ui/lt-files.h \
	src/ui/lt-footer.c src/ui/lt-footer.h \
	src/ui/lt-header.c src/ui/lt-header.h \
	src/ui/lt-header-lamps.c src/ui/lt-header-lamps.h \
	src/ui/lt-header-load.c src/ui/lt-header-load.h \
	src/ui/lt-jobs.c src/ui/lt-jobs.h \
	src/ui/lt-key-button.c src/ui/lt-key-button.h \
	src/ui/lt-knob.c src/ui/lt-knob.h \
	src/ui/lt-lamp.c src/ui/lt-lamp.h \
	src/ui/lt-launch.c src/ui/lt-launch.h \
	src/ui/lt-meter-layer.c src/ui/lt-meter-layer.h \
	src/ui/lt-meter-view.c src/ui/lt-meter-view.h \
	src/ui/lt-miniature.c src/ui/lt-miniature.h \
	src/ui/lt-monitor-mark.c src/ui/lt-monitor-mark.h \
	src/ui/lt-monitor-panel.c src/ui/lt-monitor-panel.h \
	src/ui/lt-monitor-picker.c src/ui/lt-monitor-picker.h \
	src/ui/lt-mixer.c src/ui/lt-mixer.h \
	src/ui/lt-plate.c src/ui/lt-plate.h \
	src/ui/lt-reach.c src/ui/lt-reach.h \
	src/ui/lt-routing.c src/ui/lt-routing.h \
	src/ui/lt-sends.c src/ui/lt-sends.h \
	src/ui/lt-shortcuts.c src/ui/lt-shortcuts.h \
	src/ui/lt-start.c src/ui/lt-start.h \
	src/ui/lt-stat.c src/ui/lt-stat.h \
	src/ui/lt-strip-layout.c src/ui/lt-strip-menu.c \
	src/ui/lt-strip-row.c src/ui/lt-strip-row.h \
	src/ui/lt-strip-ask.c src/ui/lt-strip-groups.c \
	src/ui/lt-strip-routing.c src/ui/lt-strip-show.c \
	src/ui/lt-strip-view.c src/ui/lt-strip-view.h \
	src/ui/lt-strip-view-private.h \
	src/ui/lt-tag.c src/ui/lt-tag.h src/ui/lt-tap.c src/ui/lt-tap.h \
	src/ui/lt-talkback.c src/ui/lt-talkback.h \
	src/ui/lt-why.c src/ui/lt-why.h \
	src/ui/lt-window.c src/ui/lt-window.h \
	src/ui/lt-window-actions.c src/ui/lt-window-files.c \
	src/ui/lt-window-keys.c src/ui/lt-window-private.h
nodist_liblt_ui_a_SOURCES = data/lt-resources.c data/lt-resources.h
src/ui/liblt_ui_a-lt-app.$(OBJEXT): data/lt-resources.h

LT_UI_LIBS = liblt-ui.a liblt-link.a liblt-dsp.a liblt-core.a liblt-base.a \
	$(GTK_LIBS) $(GLIB_LIBS) -lm

bin_PROGRAMS += longthrow
longthrow_CPPFLAGS = $(LT_UI_CPPFLAGS)
longthrow_SOURCES = src/ui/lt-main.c
longthrow_LDADD = $(LT_UI_LIBS)
endif
