# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

# The real-time guard and the failing allocator, for any test to link:
#   tests_test_x_LDADD = libtest-guard.a ...
#   tests_test_x_LDFLAGS = $(guard_ldflags)
# Bound at start, a first call does no symbol lookup inside a guarded region;
# exported names make the backtrace readable.
guard_ldflags = $(AM_LDFLAGS) -pthread -rdynamic -Wl,-z,now

check_LIBRARIES += libtest-guard.a
libtest_guard_a_SOURCES = \
	tests/fail-alloc.c \
	tests/fail-alloc.h \
	tests/interpose.c \
	tests/interpose.h \
	tests/rt-guard.c \
	tests/rt-guard.h

check_PROGRAMS += tests/test-rt-guard tests/test-fail-alloc
tests_test_rt_guard_SOURCES = tests/test-rt-guard.c
tests_test_rt_guard_LDADD = libtest-guard.a
tests_test_rt_guard_LDFLAGS = $(guard_ldflags)
tests_test_fail_alloc_SOURCES = tests/test-fail-alloc.c
tests_test_fail_alloc_LDADD = libtest-guard.a
tests_test_fail_alloc_LDFLAGS = $(guard_ldflags)
