# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

EXTRA_DIST += tests/with-display tests/test-ui.sh tests/test-ui-monitor.sh \
	tests/test-ui-channel.sh tests/test-ui-routing.sh bench/ui-cpu
if GUI
check_PROGRAMS += tests/test-ui
tests_test_ui_SOURCES = tests/test-ui.c tests/ui-desk.c tests/ui-desk.h
tests_test_ui_CPPFLAGS = $(LT_UI_CPPFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests
tests_test_ui_LDADD = $(LT_UI_LIBS)
TESTS += tests/test-ui.sh

# On a whole desk in the same process.
check_PROGRAMS += tests/test-ui-monitor
tests_test_ui_monitor_SOURCES = tests/test-ui-monitor.c $(desk_rig)
tests_test_ui_monitor_CPPFLAGS = $(LT_UI_CPPFLAGS) -I$(top_srcdir) \
	-I$(top_srcdir)/tests
tests_test_ui_monitor_LDADD = liblt-ui.a $(desk_test_libs) $(GTK_LIBS)
TESTS += tests/test-ui-monitor.sh

check_PROGRAMS += tests/test-ui-routing
tests_test_ui_routing_SOURCES = tests/test-ui-routing.c $(desk_rig)
tests_test_ui_routing_CPPFLAGS = $(tests_test_ui_monitor_CPPFLAGS)
tests_test_ui_routing_LDADD = $(tests_test_ui_monitor_LDADD)
TESTS += tests/test-ui-routing.sh

check_PROGRAMS += tests/test-ui-channel
tests_test_ui_channel_SOURCES = tests/test-ui-channel.c $(desk_rig)
tests_test_ui_channel_CPPFLAGS = $(tests_test_ui_monitor_CPPFLAGS)
tests_test_ui_channel_LDADD = $(tests_test_ui_monitor_LDADD)
TESTS += tests/test-ui-channel.sh

# The desk without audio as a program: bench/ui-cpu and screenshots.
EXTRA_PROGRAMS += tests/ui-desk
tests_ui_desk_SOURCES = tests/ui-desk-main.c tests/ui-desk.c tests/ui-desk.h
tests_ui_desk_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)
tests_ui_desk_LDADD = liblt-link.a liblt-core.a liblt-base.a $(GLIB_LIBS) -lm
CLEANFILES += tests/ui-desk
endif
