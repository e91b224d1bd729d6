#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mix.sh LONGTHROW-CLI SESSION: a first, rough mix of the demo song.
set -eu
cli=$1 session=$2
group=$("$cli" strip add "$session" group --name "Drum group")
cue=$("$cli" strip add "$session" cue --name "Singer cue")
master=$("$cli" info "$session" --json | sed -n 's/.*"master" *: *\([0-9]*\).*/\1/p')
"$cli" set "$session" \
  'strip/"Kick"/to/'"$group" on 'strip/"Kick"/to/'"$master" off \
  'strip/"Drums"/to/'"$group" on 'strip/"Drums"/to/'"$master" off \
  'strip/"Kick"/fader' -1 'strip/"Drums"/fader' 3 'strip/"Bass"/fader' -2 \
  'strip/"Keys"/fader' 1 'strip/"Keys"/pan' -15 \
  'strip/"Guitar"/fader' -1 'strip/"Guitar"/pan' 45 \
  'strip/"Pad"/fader' -3 'strip/"Vox lead"/fader' -1 \
  'strip/"Vox double"/fader' -4 'strip/"Vox double"/pan' -35 \
  session/loop-start 0 session/loop-end 49.6 session/loop on \
  dca/1/name Band dca/1/colour '#7fb2e5' dca/2/name Vox dca/2/colour '#e9c46a' \
  'strip/"Drum group"/dca/1' on 'strip/"Bass"/dca/1' on \
  'strip/"Keys"/dca/1' on 'strip/"Guitar"/dca/1' on 'strip/"Pad"/dca/1' on \
  'strip/"Vox lead"/dca/2' on 'strip/"Vox double"/dca/2' on \
  'strip/"Vox lead"/send/'"$cue"/level 0 'strip/"Keys"/send/'"$cue"/level -6 \
  'strip/"Drum group"/send/'"$cue"/level -9
for preset in Kick Bass; do "$cli" preset apply "$session" "$preset" "$preset"; done
"$cli" preset apply "$session" "Piano" Keys
"$cli" preset apply "$session" "Electric guitar" Guitar
"$cli" preset apply "$session" "Lead vocal" "Vox lead"
"$cli" preset apply "$session" "Backing vocal" "Vox double"
"$cli" preset apply "$session" "Drum bus" "Drum group"
"$cli" preset apply "$session" "Mix bus" master
