# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

check_PROGRAMS += tests/test-link
TESTS += tests/test-link
tests_test_link_SOURCES = tests/test-link.c
tests_test_link_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_link_LDADD = liblt-link.a liblt-core.a liblt-base.a $(GLIB_LIBS) -lm
