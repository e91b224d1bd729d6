#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The window's tests on a display of their own.
status=0
# GTK, Pango and fontconfig keep memory to the end of the process; our own
# widgets' leaks are what /ui/leaks counts.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
unset DISPLAY WAYLAND_DISPLAY
"$LT_TOP_SRCDIR/tests/with-display" "$LT_TOP_BUILDDIR/tests/${LT_UI_TEST:-test-ui}" "$@" || status=$?
if [ "$status" = 77 ]; then
  echo "1..0 # SKIP no display and no Xvfb"
  exit 0
fi
exit "$status"
