#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line about what strips are set to: copied, on a session and on a
# running desk.
set -u
build=${LT_TOP_BUILDDIR:-.}
cli=$build/longthrow-cli
dir=$(mktemp -d)
export XDG_RUNTIME_DIR=$dir XDG_DATA_HOME=$dir/data
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
desk undo && desk undo; is "$(desk get strip/2/eq/3/gain strip/4/eq/3/gain | tr '\n' ' ')" "0 0 " "and back"
fails 1 "strip 99" "$cli" desk --session "$S" copy 1 99
fails 2 "Usage" "$cli" desk --session "$S" copy 1
desk set session/lock structure
fails 1 "locked" "$cli" desk --session "$S" copy 1 2
desk set session/lock off
desk quit; wait $engine; ok $? "quit"
engine=
echo "1..$n"
exit 0
