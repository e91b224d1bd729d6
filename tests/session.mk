# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

session_test_libs = liblt-session.a liblt-core.a liblt-base.a $(JSON_LIBS) $(GLIB_LIBS) -lm
session_test_cppflags = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JSON_CFLAGS) -I$(top_srcdir)/tests
check_PROGRAMS += tests/test-session tests/test-keeper
TESTS += tests/test-session tests/test-keeper
tests_test_session_SOURCES = tests/test-session.c
tests_test_session_CPPFLAGS = $(session_test_cppflags)
tests_test_session_LDADD = $(session_test_libs)
tests_test_keeper_SOURCES = tests/test-keeper.c
tests_test_keeper_CPPFLAGS = $(session_test_cppflags)
tests_test_keeper_LDADD = $(session_test_libs)
