# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

include $(top_srcdir)/tests/engine.mk
include $(top_srcdir)/tests/core.mk
include $(top_srcdir)/tests/guard.mk
include $(top_srcdir)/tests/desk.mk
include $(top_srcdir)/tests/session.mk
include $(top_srcdir)/tests/ui.mk
include $(top_srcdir)/tests/media.mk
include $(top_srcdir)/tests/programs.mk
include $(top_srcdir)/tests/link.mk
