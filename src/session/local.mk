# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-session.a
liblt_session_a_SOURCES = \
	src/session/lt-journal.c \
	src/session/lt-json.c \
	src/session/lt-keeper.c src/session/lt-keeper.h \
	src/session/lt-preset.c src/session/lt-preset.h \
	src/session/lt-preset-file.c \
	src/session/lt-session.c src/session/lt-session.h \
	src/session/lt-session-check.c \
	src/session/lt-session-edit.c src/session/lt-session-set.c \
	src/session/lt-session-file.c src/session/lt-session-file.h \
	src/session/lt-session-history.c \
	src/session/lt-session-open.c \
	src/session/lt-session-private.h \
	src/session/lt-session-read.c \
	src/session/lt-session-route.c \
	src/session/lt-session-settings.c \
	src/session/lt-session-write.c
liblt_session_a_CPPFLAGS = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JSON_CFLAGS)
