# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-core.a
liblt_core_a_SOURCES = \
	src/core/lt-address.c src/core/lt-address.h \
	src/core/lt-backend.h src/core/lt-insert.h src/core/lt-limits.h \
	src/core/lt-ids.c src/core/lt-ids.h \
	src/core/lt-message.h src/core/lt-meter.h \
	src/core/lt-param.c src/core/lt-param.def src/core/lt-param.h \
	src/core/lt-param-strip.def src/core/lt-param-channel.def \
	src/core/lt-param-desk.def \
	src/core/lt-section.c src/core/lt-section.h src/core/lt-source.h \
	src/core/lt-text.c src/core/lt-text.h
