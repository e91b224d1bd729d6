# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-engine.a
liblt_engine_a_SOURCES = \
	src/engine/lt-channel.h src/engine/lt-channel-rt.c \
	src/engine/lt-compile.c \
	src/engine/lt-control.h src/engine/lt-control-monitor.c \
	src/engine/lt-control-routes.c src/engine/lt-control-strips.c \
	src/engine/lt-engine.c src/engine/lt-engine.h \
	src/engine/lt-gains-rt.c \
	src/engine/lt-mix-rt.c \
	src/engine/lt-monitor-rt.c \
	src/engine/lt-nodes-rt.c \
	src/engine/lt-patch.h \
	src/engine/lt-process.h src/engine/lt-process-rt.c \
	src/engine/lt-telemetry.c src/engine/lt-telemetry-rt.c \
	src/engine/lt-transport-rt.c
liblt_engine_a_CFLAGS = $(AM_CFLAGS) -ffp-contract=off -fno-math-errno
