#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line about what strips are set to: copied, on two sides, as presets;
# on a session and on a running desk.
set -u
build=${LT_TOP_BUILDDIR:-.}
cli=$build/longthrow-cli
dir=$(mktemp -d)
export XDG_RUNTIME_DIR=$dir XDG_DATA_HOME=$dir/data
export LT_PRESETS=${LT_TOP_SRCDIR:-..}/data/presets
chmod 700 "$dir"
engine=
trap '[ -n "$engine" ] && kill "$engine" 2>/dev/null; wait; rm -rf "$dir"' EXIT
n=0
ok () { n=$((n + 1)); if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
is () { [ "$1" = "$2" ]; local s=$?; [ $s -eq 0 ] || echo "# got \"$1\", expected \"$2\""; ok $s "$3"; }
fails () { # fails STATUS WORDS COMMAND...
  local status=$1 words=$2 out; shift 2
  out=$("$@" 2>&1 >/dev/null); local got=$?
  [ $got -eq "$status" ] && case $out in *"$words"*) true ;; *) false ;; esac
  local s=$?; [ $s -eq 0 ] || echo "# exit $got: $out"
  ok $s "refused: $words"
}
"$build/tests/make-waves" "$dir" 4 1
S=$dir/Song.longthrow
"$cli" new "$S" "$dir"/wave-*.wav
get () { "$cli" get "$S" "$@" | tr '\n' ' '; }

# A session on disk.
"$cli" set "$S" strip/1/eq/2/gain -6 strip/1/gate/on on strip/1/high-pass/on on strip/1/fader -9 strip/1/compressor/ratio 8
"$cli" copy "$S" wave-1 2 --only eq; ok $? "copy one section"
is "$(get strip/2/eq/2/gain strip/2/gate/on strip/2/fader)" "-6 off 0 " "and no other"
"$cli" copy "$S" 1 2 "wave-3" master --only=gate,filters; ok $? "copy two sections to several"
is "$(get strip/2/gate/on strip/3/high-pass/on master/gate/on strip/3/eq/2/gain strip/3/compressor/ratio)" "on on on 0 3 " "they have them"
"$cli" copy "$S" 1 4; is "$(get strip/4/gate/on strip/4/eq/2/gain strip/4/compressor/ratio strip/4/fader)" "on -6 8 0 " "copy all of the processing"
fails 1 'filters,gate,eq,compressor' "$cli" copy "$S" 1 2 --only fader
fails 1 "strip 77" "$cli" copy "$S" 1 2 77
fails 1 "no strip named" "$cli" copy "$S" 1 Nobody
fails 2 "Usage" "$cli" copy "$S" 1
fails 2 "unknown or incomplete" "$cli" copy "$S" 1 2 --all

# Two sides.
is "$(get strip/1/side)" "A " "A is on"
"$cli" ab "$S" wave-1; ok $? "ab"
is "$(get strip/1/side strip/1/eq/2/gain)" "B -6 " "B begins as A"
"$cli" set "$S" strip/1/eq/2/gain 3; "$cli" ab "$S" 1 2
is "$(get strip/1/side strip/1/eq/2/gain strip/2/side)" "A -6 B " "each has its own"
grep -q '^        "eq/2/gain": 3,\?$' "$S/session.json"; ok $? "the other side is in the file"
"$cli" set "$S" strip/1/side B; is "$(get strip/1/eq/2/gain)" "3 " "by its value"
"$cli" ab "$S" 1 --copy && "$cli" ab "$S" 1; is "$(get strip/1/side strip/1/eq/2/gain)" "A 3 " "ab --copy"
"$cli" set "$S" strip/1/eq/2/gain -6
fails 1 "strip 77" "$cli" ab "$S" 1 77
is "$(get strip/1/side)" "A " "nothing of a refused one is kept"
fails 2 "Usage" "$cli" ab "$S"

# Presets.
"$cli" preset list | grep -q '^Lead vocal  *filters,eq,compressor  *shipped  *One singer'; ok $? "preset list"
is "$("$cli" preset list --json | grep -c '"origin" : "shipped"')" 11 "as JSON"
"$cli" preset apply "$S" "Kick" 2 wave-3; ok $? "preset apply"
is "$(get strip/2/gate/hold strip/3/eq/2/gain strip/3/fader)" "90 -5 0 " "its values are there"
"$cli" preset apply "$S" Snare 3 --only gate; is "$(get strip/3/gate/hold strip/3/eq/2/gain)" "110 -5 " "one section of it"
"$cli" set "$S" strip/4/eq/1/gain 2.5
sum=$(md5sum <"$S/session.json")
"$cli" preset save "$S" "My bass" wave-4 --for "Low & round" --only eq,filters; ok $? "preset save"
is "$(md5sum <"$S/session.json")" "$sum" "which leaves the session as it is"
is "$("$cli" preset list | grep '^My bass' | tr -s ' ')" "My bass filters,eq own Low & round" "it is in the list"
is "$(ls "$dir/data/longthrow/presets")" "My bass.json" "and a file"
fails 1 "already" "$cli" preset save "$S" "My bass" 1
fails 1 "already" "$cli" preset save "$S" Kick 1
grep -q '"eq/1/gain": 2.5,' "$dir/data/longthrow/presets/My bass.json"; ok $? "a refused save changes nothing"
"$cli" preset save "$S" "My bass" 1 --replace && ! grep -q '"eq/1/gain": 2.5,' "$dir/data/longthrow/presets/My bass.json"; ok $? "--replace"
fails 1 'no "/"' "$cli" preset save "$S" ../x 1
fails 1 'There is no preset "Nobody"' "$cli" preset apply "$S" Nobody 1
fails 1 "nothing for Gate" "$cli" preset apply "$S" Bass 1 --only gate
fails 1 "comes with Longthrow" "$cli" preset remove Kick
head -c 100 "$LT_PRESETS/Kick.json" >"$dir/data/longthrow/presets/Cut.json"
fails 1 "Cut.json is damaged in line" "$cli" preset apply "$S" Cut 1
"$cli" preset list | grep -q '^Cut  *cannot be read .*Cut.json is damaged in line'; ok $? "the list says so too"
"$cli" preset list --json | grep -q '"error" : ".*Cut.json is damaged in line'; ok $? "and as JSON"
"$cli" preset remove Cut; ok $? "preset remove"
fails 1 'There is no preset "Cut"' "$cli" preset remove Cut
fails 2 "Usage" "$cli" preset
fails 2 "Usage" "$cli" preset apply "$S" Kick
fails 2 "Usage" "$cli" preset save "$S" Kick 1 2
fails 2 "Usage" "$cli" preset dance

# The same on a running desk.
"$build/longthrow-engine" --backend paced --block 256 "$S" 2>"$dir/engine.out" &
engine=$!
desk () { "$cli" desk --session "$S" "$@"; }
undo () { desk status | sed -n 's/^Undo: //p'; }
for _ in $(seq 200); do desk status >/dev/null 2>&1 && break; sleep 0.05; done
desk set strip/1/eq/3/gain 4
desk copy 1 wave-2 3 --only eq; ok $? "desk copy"
is "$(undo)" 'Copy EQ of "wave-1" to "wave-2" and 1 more' "one step, which says what it was"
is "$(desk get strip/2/eq/3/gain strip/3/eq/3/gain strip/4/eq/3/gain | tr '\n' ' ')" "4 4 0 " "to those that were named"
"$cli" copy "$S" 1 4; is "$(undo)" 'Copy processing of "wave-1" to "wave-4"' "copy goes through the desk"
desk undo && desk undo; is "$(desk get strip/2/eq/3/gain strip/4/eq/3/gain | tr "\n" " ")" "3.5 0 " "and back"
desk preset apply "Lead vocal" wave-1 2; ok $? "desk preset apply"
is "$(undo)" 'Preset "Lead vocal" on "wave-1" and 1 more' "one step"
is "$(desk get strip/2/high-pass/frequency strip/3/high-pass/frequency | tr '\n' ' ')" "90 30 " "on those that were named"
"$cli" preset apply "$S" Piano 3; is "$(undo)" 'Preset "Piano" on "wave-3"' "preset apply goes through the desk"
desk preset save Keys 3 --for "A try" && "$cli" preset list | grep -q '^Keys  *filters,gate,eq,compressor,saturation  *own  *A try'; ok $? "desk preset save"
is "$(desk preset list)" "$("$cli" preset list)" "desk preset list"
is "$(desk preset list --json | grep -c '"origin"')" 13 "as JSON"
fails 1 "already" "$cli" desk --session "$S" preset save Keys 1
desk preset save Keys 1 --only eq --replace && desk preset list | grep -q '^Keys  *eq  *own'; ok $? "--replace on a desk"
desk preset remove Keys && ! "$cli" preset list | grep -q Keys; ok $? "desk preset remove"
fails 1 "no preset" "$cli" desk --session "$S" preset apply Keys 1
fails 2 "Usage" "$cli" desk --session "$S" preset apply Kick
# More than one reply can carry.
mkdir -p "$dir/data/longthrow/presets"
for i in $(seq 100 260); do sed "s/\"use\": \"/&$i /" "$LT_PRESETS/Bass.json" >"$dir/data/longthrow/presets/Bass $i.json"; done
is "$(desk preset list | grep -c '^Bass [0-9]')" 161 "a long list comes whole"
rm "$dir/data/longthrow/presets/Bass "*
desk ab wave-4; is "$(undo)|$(desk get strip/4/side)" 'Side B of "wave-4"|B' "desk ab"
desk set strip/4/eq/1/gain -1 && desk ab 4 --copy; is "$(undo)" 'Copy side B to A of "wave-4"' "desk ab --copy"
desk undo && "$cli" ab "$S" 4; is "$(desk get strip/4/side strip/4/eq/1/gain | tr '\n' ' ')" "A 2.5 " "ab goes through the desk"
fails 1 "strip 99" "$cli" desk --session "$S" ab 99
fails 2 "Usage" "$cli" desk --session "$S" ab
fails 1 "strip 99" "$cli" desk --session "$S" copy 1 99
fails 2 "Usage" "$cli" desk --session "$S" copy 1
desk set session/lock structure
fails 1 "locked" "$cli" desk --session "$S" copy 1 2
fails 1 "locked" "$cli" desk --session "$S" preset apply Kick 1
fails 1 "locked" "$cli" desk --session "$S" ab 1
desk set session/lock off
desk quit; wait $engine; ok $? "quit"
engine=
echo "1..$n"
exit 0
