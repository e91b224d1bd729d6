# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-desk.a
liblt_desk_a_SOURCES = \
	src/desk/lt-desk.c src/desk/lt-desk.h src/desk/lt-desk-private.h \
	src/desk/lt-desk-commands.c src/desk/lt-desk-follow.c \
	src/desk/lt-desk-jobs.c src/desk/lt-desk-ports.c \
	src/desk/lt-desk-presets.c src/desk/lt-desk-publish.c \
	src/desk/lt-desk-why.c src/desk/lt-desk-why.h \
	src/desk/lt-desk-why-listen.c src/desk/lt-desk-why-private.h \
	src/desk/lt-import.c src/desk/lt-import.h \
	src/desk/lt-player.c src/desk/lt-player.h
liblt_desk_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS)
