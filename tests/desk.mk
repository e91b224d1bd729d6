# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

desk_test_libs = liblt-desk.a liblt-link.a liblt-session.a liblt-media.a \
	liblt-engine.a liblt-dsp.a liblt-core.a liblt-base.a \
	$(JSON_LIBS) $(SNDFILE_LIBS) $(SOXR_LIBS) $(GLIB_LIBS) -lm
desk_rig = tests/desk-rig.c tests/desk-rig.h

check_PROGRAMS += tests/test-desk tests/test-desk-rt
TESTS += tests/test-desk tests/test-desk-rt
tests_test_desk_SOURCES = tests/test-desk.c $(desk_rig)
tests_test_desk_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_desk_LDADD = $(desk_test_libs)
tests_test_desk_rt_SOURCES = tests/test-desk-rt.c $(desk_rig)
tests_test_desk_rt_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_desk_rt_LDADD = libtest-guard.a $(desk_test_libs)
tests_test_desk_rt_LDFLAGS = $(guard_ldflags)

check_PROGRAMS += tests/test-desk-large
TESTS += tests/test-desk-large
tests_test_desk_large_SOURCES = tests/test-desk-large.c $(desk_rig)
tests_test_desk_large_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_desk_large_LDADD = libtest-guard.a $(desk_test_libs)
tests_test_desk_large_LDFLAGS = $(guard_ldflags)

check_PROGRAMS += tests/test-why tests/test-why-monitor
TESTS += tests/test-why tests/test-why-monitor
tests_test_why_SOURCES = tests/test-why.c tests/why-rig.h
tests_test_why_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_why_LDADD = $(desk_test_libs)
tests_test_why_monitor_SOURCES = tests/test-why-monitor.c tests/why-rig.h
tests_test_why_monitor_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_why_monitor_LDADD = $(desk_test_libs)

check_PROGRAMS += tests/test-desk-show
TESTS += tests/test-desk-show
tests_test_desk_show_SOURCES = tests/test-desk-show.c $(desk_rig)
tests_test_desk_show_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_desk_show_LDADD = $(desk_test_libs)

check_PROGRAMS += tests/test-desk-settings
TESTS += tests/test-desk-settings
tests_test_desk_settings_SOURCES = tests/test-desk-settings.c $(desk_rig)
tests_test_desk_settings_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_desk_settings_LDADD = $(desk_test_libs)
