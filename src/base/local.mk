# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-base.a
liblt_base_a_SOURCES = \
	src/base/lt-i18n.h \
	src/base/lt-pool.c src/base/lt-pool.h \
	src/base/lt-queue.c src/base/lt-queue.h \
	src/base/lt-ring.c src/base/lt-ring.h \
	src/base/lt-rt.h \
	src/base/lt-status.c src/base/lt-status.h
