# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-io.a
liblt_io_a_SOURCES = \
	src/io/lt-backends.h \
	src/io/lt-capture.c src/io/lt-capture.h \
	src/io/lt-jack.c src/io/lt-jack-ports.c src/io/lt-jack-private.h \
	src/io/lt-jack-rt.c \
	src/io/lt-timed.c
liblt_io_a_CPPFLAGS = $(AM_CPPFLAGS) $(JACK_CFLAGS)
