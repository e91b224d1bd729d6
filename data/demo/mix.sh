#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mix.sh LONGTHROW-CLI SESSION: a first, rough mix of the demo song.
set -eu
cli=$1 session=$2
group=$("$cli" strip add "$session" group --name "Drum group")
master=$("$cli" info "$session" --json | sed -n 's/.*"master" *: *\([0-9]*\).*/\1/p')
"$cli" set "$session" \
  'strip/"Kick"/to/'"$group" on 'strip/"Kick"/to/'"$master" off \
  'strip/"Drums"/to/'"$group" on 'strip/"Drums"/to/'"$master" off \
  'strip/"Kick"/fader' -1 'strip/"Drums"/fader' 3 'strip/"Bass"/fader' -2 \
  'strip/"Keys"/fader' 1 'strip/"Keys"/pan' -15 \
  'strip/"Guitar"/fader' -1 'strip/"Guitar"/pan' 45 \
  'strip/"Pad"/fader' -3 'strip/"Vox lead"/fader' -1 \
  'strip/"Vox double"/fader' -4 'strip/"Vox double"/pan' -35 \
  session/loop-start 0 session/loop-end 49.6 session/loop on
