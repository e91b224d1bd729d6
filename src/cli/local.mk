# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

bin_PROGRAMS += longthrow-cli longthrow-engine
LT_CLI_LIBS = liblt-io.a liblt-desk.a liblt-link.a liblt-session.a \
	liblt-media.a liblt-engine.a liblt-dsp.a liblt-core.a liblt-base.a \
	$(JACK_LIBS) $(JSON_LIBS) $(SNDFILE_LIBS) $(SOXR_LIBS) $(GLIB_LIBS) -lm
longthrow_cli_SOURCES = \
	src/cli/lt-cli.c src/cli/lt-cli.h \
	src/cli/lt-cmd-bench.c \
	src/cli/lt-cmd-desk.c \
	src/cli/lt-cmd-devices.c \
	src/cli/lt-cmd-info.c \
	src/cli/lt-cmd-new.c \
	src/cli/lt-cmd-params.c \
	src/cli/lt-cmd-render.c \
	src/cli/lt-cmd-set.c \
	src/cli/lt-cmd-settings.c \
	src/cli/lt-cmd-strip.c
longthrow_cli_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JSON_CFLAGS) \
	-DLT_VERSION=\"$(VERSION)\"
longthrow_cli_LDADD = $(LT_CLI_LIBS)
longthrow_engine_SOURCES = src/cli/lt-engine-main.c
longthrow_engine_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) -DLT_VERSION=\"$(VERSION)\"
longthrow_engine_LDADD = $(LT_CLI_LIBS)
