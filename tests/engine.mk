# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Engine tests link no JACK, no sndfile and no GTK.
check_PROGRAMS += tests/test-engine
TESTS += tests/test-engine
tests_test_engine_SOURCES = tests/test-engine.c tests/engine-rig.c tests/engine-rig.h
tests_test_engine_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_engine_LDADD = liblt-engine.a liblt-dsp.a liblt-core.a liblt-base.a \
	$(GLIB_LIBS) -lm

check_PROGRAMS += tests/test-dsp
TESTS += tests/test-dsp
tests_test_dsp_SOURCES = tests/test-dsp.c
tests_test_dsp_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -I$(top_srcdir)/tests
tests_test_dsp_LDADD = liblt-dsp.a liblt-base.a $(GLIB_LIBS) -lm

check_PROGRAMS += tests/test-solo-table
TESTS += tests/test-solo-table
tests_test_solo_table_SOURCES = tests/test-solo-table.c tests/engine-rig.c \
	tests/engine-rig.h
tests_test_solo_table_CPPFLAGS = $(tests_test_engine_CPPFLAGS)
tests_test_solo_table_LDADD = $(tests_test_engine_LDADD)

check_PROGRAMS += tests/test-routing
TESTS += tests/test-routing
tests_test_routing_SOURCES = tests/test-routing.c tests/engine-rig.c \
	tests/engine-rig.h
tests_test_routing_CPPFLAGS = $(tests_test_engine_CPPFLAGS)
tests_test_routing_LDADD = $(tests_test_engine_LDADD)

check_PROGRAMS += tests/test-monitor
TESTS += tests/test-monitor
tests_test_monitor_SOURCES = tests/test-monitor.c tests/engine-rig.c \
	tests/engine-rig.h
tests_test_monitor_CPPFLAGS = $(tests_test_engine_CPPFLAGS)
tests_test_monitor_LDADD = $(tests_test_engine_LDADD)

check_PROGRAMS += tests/test-filters
TESTS += tests/test-filters
tests_test_filters_SOURCES = tests/test-filters.c
tests_test_filters_CPPFLAGS = $(tests_test_dsp_CPPFLAGS)
tests_test_filters_LDADD = $(tests_test_dsp_LDADD)

check_PROGRAMS += tests/test-dynamics
TESTS += tests/test-dynamics
tests_test_dynamics_SOURCES = tests/test-dynamics.c
tests_test_dynamics_CPPFLAGS = $(tests_test_dsp_CPPFLAGS)
tests_test_dynamics_LDADD = $(tests_test_dsp_LDADD)

check_PROGRAMS += tests/test-saturation
TESTS += tests/test-saturation
tests_test_saturation_SOURCES = tests/test-saturation.c
tests_test_saturation_CPPFLAGS = $(tests_test_dsp_CPPFLAGS)
tests_test_saturation_LDADD = $(tests_test_dsp_LDADD)

check_PROGRAMS += tests/test-strip
TESTS += tests/test-strip
tests_test_strip_SOURCES = tests/test-strip.c tests/engine-rig.c \
	tests/engine-rig.h
tests_test_strip_CPPFLAGS = $(tests_test_engine_CPPFLAGS)
tests_test_strip_LDADD = $(tests_test_engine_LDADD)

check_PROGRAMS += tests/test-strip-lanes tests/test-strip-moves
TESTS += tests/test-strip-lanes tests/test-strip-moves
tests_test_strip_lanes_SOURCES = tests/test-strip-lanes.c tests/engine-rig.c \
	tests/engine-rig.h
tests_test_strip_lanes_CPPFLAGS = $(tests_test_engine_CPPFLAGS)
tests_test_strip_lanes_LDADD = $(tests_test_engine_LDADD)
tests_test_strip_moves_SOURCES = tests/test-strip-moves.c tests/engine-rig.c \
	tests/engine-rig.h
tests_test_strip_moves_CPPFLAGS = $(tests_test_engine_CPPFLAGS)
tests_test_strip_moves_LDADD = $(tests_test_engine_LDADD)

check_PROGRAMS += tests/test-response
TESTS += tests/test-response
tests_test_response_SOURCES = tests/test-response.c
tests_test_response_CPPFLAGS = $(tests_test_dsp_CPPFLAGS)
tests_test_response_LDADD = $(tests_test_dsp_LDADD)
