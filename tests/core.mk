# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

EXTRA_DIST += tests/lt-test.h tests/golden/params.txt

check_PROGRAMS += tests/test-address tests/test-param tests/test-ring \
	tests/test-section tests/test-status tests/test-text
TESTS += tests/test-address tests/test-param tests/test-ring \
	tests/test-section tests/test-status tests/test-text

lt_core_test_cppflags = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests

tests_test_address_SOURCES = tests/test-address.c
tests_test_address_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_address_LDADD = liblt-core.a liblt-base.a $(GLIB_LIBS) -lm

tests_test_param_SOURCES = tests/test-param.c
tests_test_param_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_param_LDADD = liblt-core.a liblt-base.a $(GLIB_LIBS) -lm

tests_test_ring_SOURCES = tests/test-ring.c
tests_test_ring_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_ring_LDADD = liblt-base.a $(GLIB_LIBS)

tests_test_section_SOURCES = tests/test-section.c
tests_test_section_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_section_LDADD = liblt-core.a liblt-base.a $(GLIB_LIBS) -lm

tests_test_status_SOURCES = tests/test-status.c
tests_test_status_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_status_LDADD = liblt-base.a $(GLIB_LIBS)

tests_test_text_SOURCES = tests/test-text.c
tests_test_text_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_text_LDADD = liblt-core.a liblt-base.a $(GLIB_LIBS) -lm

check_PROGRAMS += tests/test-pool
TESTS += tests/test-pool
tests_test_pool_SOURCES = tests/test-pool.c
tests_test_pool_CPPFLAGS = $(lt_core_test_cppflags)
tests_test_pool_LDADD = liblt-base.a $(GLIB_LIBS)
