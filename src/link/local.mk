# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-link.a
liblt_link_a_SOURCES = \
	src/link/lt-link.h src/link/lt-link-private.h \
	src/link/lt-link-check.c src/link/lt-link-peer.c \
	src/link/lt-link-segment.c src/link/lt-link-server.c \
	src/link/lt-mirror.c src/link/lt-mirror.h \
	src/link/lt-mirror-private.h src/link/lt-mirror-send.c
