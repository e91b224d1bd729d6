#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The tests of the routing on the surface on a display of their own.
LT_UI_TEST=test-ui-channel
export LT_UI_TEST
exec "$LT_TOP_SRCDIR/tests/test-ui.sh" "$@"
