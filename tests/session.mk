# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

session_test_libs = liblt-session.a liblt-core.a liblt-base.a $(JSON_LIBS) $(GLIB_LIBS) -lm
session_test_cppflags = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JSON_CFLAGS) -I$(top_srcdir)/tests
session_tests = tests/test-session tests/test-session-random \
	tests/test-session-file tests/test-journal tests/test-keeper \
	tests/test-preset tests/test-settings
check_PROGRAMS += $(session_tests)
TESTS += $(session_tests)
EXTRA_DIST += tests/fixtures

tests_test_session_SOURCES = tests/test-session.c tests/session-rig.h
tests_test_session_CPPFLAGS = $(session_test_cppflags)
tests_test_session_LDADD = $(session_test_libs)
tests_test_session_random_SOURCES = tests/test-session-random.c tests/session-rig.h
tests_test_session_random_CPPFLAGS = $(session_test_cppflags)
tests_test_session_random_LDADD = $(session_test_libs)
tests_test_session_file_SOURCES = tests/test-session-file.c tests/session-rig.h
tests_test_session_file_CPPFLAGS = $(session_test_cppflags)
tests_test_session_file_LDADD = $(session_test_libs)
tests_test_journal_SOURCES = tests/test-journal.c tests/session-rig.h
tests_test_journal_CPPFLAGS = $(session_test_cppflags)
tests_test_journal_LDADD = $(session_test_libs)
tests_test_keeper_SOURCES = tests/test-keeper.c tests/session-rig.h
tests_test_keeper_CPPFLAGS = $(session_test_cppflags)
tests_test_keeper_LDADD = $(session_test_libs)
tests_test_settings_SOURCES = tests/test-settings.c tests/session-rig.h
tests_test_settings_CPPFLAGS = $(session_test_cppflags)
tests_test_settings_LDADD = $(session_test_libs)
tests_test_preset_SOURCES = tests/test-preset.c tests/session-rig.h
tests_test_preset_CPPFLAGS = $(session_test_cppflags)
tests_test_preset_LDADD = $(session_test_libs)
