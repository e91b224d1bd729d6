# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Tests of the programs as they are, by scripts.
check_PROGRAMS += tests/make-waves tests/jack-probe
tests_make_waves_SOURCES = tests/make-waves.c
tests_make_waves_CPPFLAGS = $(AM_CPPFLAGS) $(SNDFILE_CFLAGS)
tests_make_waves_LDADD = $(SNDFILE_LIBS) -lm
tests_jack_probe_SOURCES = tests/jack-probe.c
tests_jack_probe_CPPFLAGS = $(AM_CPPFLAGS) $(JACK_CFLAGS)
tests_jack_probe_LDADD = $(JACK_LIBS)
dist_check_SCRIPTS += tests/test-jack.sh tests/test-cli.sh tests/test-cli-settings.sh tests/test-surfaces.sh tests/test-crash.sh
TESTS += tests/test-jack.sh tests/test-cli.sh tests/test-cli-settings.sh tests/test-surfaces.sh tests/test-crash.sh
