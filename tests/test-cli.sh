#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line: sessions, parameters, refusals, and the same bytes for each
# block size and instruction set.
set -u
build=${LT_TOP_BUILDDIR:-.}
cli=$build/longthrow-cli
dir=$(mktemp -d)
export XDG_RUNTIME_DIR=$dir
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
echo "1..61"
"$build/tests/make-waves" "$dir" 5 8
S=$dir/Song.longthrow
"$cli" new "$S" "$dir"/wave-*.wav; ok $? "new"
is "$("$cli" info "$S" --json | grep -c '"kind" : "input"')" 5 "five inputs"
is "$("$cli" get "$S" strip/1/name)" wave-1 "strip 1 is the first file"
"$cli" set "$S" strip/1/fader -6dB strip/2/pan L30 strip/3/mute on strip/4/polarity on; ok $? "set"
is "$("$cli" get "$S" strip/1/fader strip/2/pan strip/3/mute | tr '\n' ' ')" "-6 -30 on " "get"
is "$("$cli" get "$S" 'strip/"wave-2"/pan')" -30 "by name"
aux=$("$cli" strip add "$S" aux --name Verb); ok $? "strip add prints $aux"
group=$("$cli" strip add "$S" group --name Band)
"$cli" set "$S" strip/2/send/$aux/level -12 strip/3/to/$group on strip/5/send/$aux/level 0 strip/5/send/$aux/tap pre-fader; ok $? "sends and routes"
fails 1 "close a loop" "$cli" set "$S" strip/$group/send/$aux/level 0 strip/$aux/to/$group on
is "$("$cli" get "$S" strip/$group/send/$aux/level)" -inf "nothing of a refused set is kept"
fails 1 "strip 77" "$cli" set "$S" strip/77/fader 0
fails 1 "fadder" "$cli" get "$S" strip/1/fadder
fails 1 "loud" "$cli" set "$S" strip/1/fader loud
fails 1 "is not there" "$cli" info "$dir/Nothing.longthrow"
fails 1 "there already" "$cli" new "$S" "$dir/wave-1.wav"
fails 2 "Usage" "$cli" set "$S" strip/1/fader
fails 2 "no command" "$cli" dance
fails 1 "mmx" "$cli" render "$S" "$dir/x.wav" --isa mmx
"$cli" check "$S"; ok $? "check"
cat >"$dir/moves" <<'M'
0.5 set strip/1/fader 3
0.7 set strip/2/pan 80
1.01 set strip/1/solo on
1.5 set strip/1/solo off
2.003 set strip/5/fader -inf
2.5 set strip/5/fader -2
M
printf '3 set strip/2/send/%s/level -40\n3.3 set strip/5/send/%s/tap post-fader\n3.6 set strip/3/to/%s off\n4.2 set master/fader -10\n' "$aux" "$aux" "$group" >>"$dir/moves"
for block in 1 16 31 64 256 1000 4096; do
  "$cli" render "$S" "$dir/b$block.wav" --from 0.3 --to 5 --block $block --script "$dir/moves" || echo "# block $block failed"
done
is "$(cd "$dir" && md5sum b*.wav | cut -d' ' -f1 | sort -u | wc -l)" 1 "one file for seven block sizes, with moves"
for isa in sse2 avx2 avx512; do
  "$cli" render "$S" "$dir/i$isa.wav" --from 0.3 --to 5 --isa $isa --script "$dir/moves" 2>"$dir/why" || { echo "# $(cat "$dir/why")"; cp "$dir/b64.wav" "$dir/i$isa.wav"; }
done
is "$(cd "$dir" && md5sum b64.wav i*.wav | cut -d' ' -f1 | sort -u | wc -l)" 1 "one file for each instruction set"
"$cli" render "$S" "$dir/still.wav" --from 0.3 --to 5; ! cmp -s "$dir/still.wav" "$dir/b64.wav"; ok $? "the moves are heard"
"$cli" render "$S" "$dir/a.flac" --to 2 && "$cli" render "$S" "$dir/b.flac" --to 2 && cmp "$dir/a.flac" "$dir/b.flac"; ok $? "FLAC twice is the same file"
# Files that go away, are cut, are newer.
mv "$S/audio/wave-1.wav" "$dir/away.wav"
out=$("$cli" render "$S" "$dir/m.wav" --to 1 2>&1); case $out in *wave-1*silent*) true ;; *) false ;; esac; ok $? "a missing file is said and silent"
head -c 1000 "$dir/away.wav" >"$S/audio/wave-1.wav"
fails 1 "wave-1.wav" "$cli" check "$S"
cp "$dir/away.wav" "$S/audio/wave-1.wav"
sum () { (cd "$S" && find . -type f ! -name lock -exec md5sum {} + | sort | md5sum); }
cp "$S/session.json" "$dir/good.json"
sed -i 's/"version": 1/"version": 2/' "$S/session.json"; before=$(sum)
fails 1 "newer" "$cli" set "$S" strip/1/fader 0
head -c 300 "$dir/good.json" >"$S/session.json"; before=$(sum)
fails 1 "session.json" "$cli" set "$S" strip/1/fader 0
is "$(sum)" "$before" "and nothing on disk has changed"
cp "$dir/good.json" "$S/session.json"
"$cli" info "$S" >/dev/null; ok $? "the unharmed file opens"
"$cli" params --json | grep -q '"send/<bus>/level"'; ok $? "params"

# Buses, DCAs, gangs, the desk's own values.
R=$dir/Routing.longthrow
"$cli" new "$R" "$dir"/wave-1.wav "$dir"/wave-2.wav "$dir"/wave-3.wav
cue=$("$cli" strip add "$R" cue --name Singer); matrix=$("$cli" strip add "$R" matrix)
drums=$("$cli" strip add "$R" group --name Drums)
is "$("$cli" info "$R" --json | grep -o '"kind" : "[a-z]*"' | sort | uniq -c | tr -s ' \n' ' ')" \
  ' 1 "kind" : "cue" 1 "kind" : "group" 3 "kind" : "input" 1 "kind" : "master" 1 "kind" : "matrix" ' "every kind is listed"
is "$("$cli" get "$R" strip/$matrix/name)" Matrix "a matrix has its usual name"
fails 1 "use input, group, aux, cue or matrix" "$cli" strip add "$R" master
fails 1 "use input" "$cli" strip add "$R" dca
is "$("$cli" get "$R" strip/1/send/$cue/tap strip/1/send/$matrix/tap | tr '\n' ' ')" "pre-fader post-fader " "to a cue before the fader"
"$cli" set "$R" dca/3/fader -4 monitor/dim on 'oscillator/to/"Drums"' on talkback/to/master on dca/3/name "Drums & Co" layer/2/strips "3 1 2" \
  strip/1/dca/3 on strip/1/gang 2 strip/2/gang 2 gang/2/mode relative monitor/speakers B monitor/speakers/2/trim -1.5; ok $? "values and texts of the desk"
is "$("$cli" get "$R" dca/3/fader monitor/dim oscillator/to/$drums talkback/to/master dca/3/name layer/2/strips strip/1/dca/3 strip/1/gang monitor/speakers | tr '\n' '|')" \
  "-4|on|on|on|Drums & Co|3 1 2|on|2|B|" "and they are read again"
is "$("$cli" get "$R" --json strip/1/gang dca/3/fader dca/3/name dca/1/fader monitor/solo-dim | tr -d ' \n')" \
  '{"strip/1/gang":2,"dca/3/fader":-4.0,"dca/3/name":"Drums&Co","dca/1/fader":0.0,"monitor/solo-dim":"-inf"}' "as JSON, counts as numbers"
"$cli" set "$R" strip/1/fader -5; is "$("$cli" get "$R" strip/2/fader)" -5 "a gang moves together"
"$cli" set "$R" strip/2/fader -7 --alone; is "$("$cli" get "$R" strip/1/fader)" -5 "--alone leaves the rest"
fails 1 "DCA 1 -> DCA 2 -> DCA 1" "$cli" set "$R" dca/1/to 2 dca/2/to 1
fails 1 "dca/17/fader" "$cli" set "$R" dca/17/fader 0
fails 1 "3 7 12" "$cli" set "$R" layer/1/strips "Vox, Bass"
fails 1 "no bus" "$cli" set "$R" oscillator/to/1 on
is "$("$cli" params --json | tr -d ' \n' | grep -o '"key":"dca/<1-16>/to","name":"DCAmemberof","type":"count","unit":"","min":0,"max":16,"default":0')" \
  '"key":"dca/<1-16>/to","name":"DCAmemberof","type":"count","unit":"","min":0,"max":16,"default":0' "params, numbered and counted"
"$cli" params --markdown | grep -q '^| `monitor/speakers/<1-3>/trim` | -24 .. 24 | dB | 0 |'; ok $? "params as a table"

# The same on a running desk.
"$build/longthrow-engine" --backend paced --block 256 "$R" 2>"$dir/engine.out" &
engine=$!
desk () { "$cli" desk --session "$R" "$@"; }
for _ in $(seq 200); do desk status >/dev/null 2>&1 && break; sleep 0.05; done
desk set dca/3/fader -8 dca/3/name Toms 'talkback/to/"Singer"' on layer/2/name Left; ok $? "desk set"
is "$(desk get dca/3/fader dca/3/name talkback/to/$cue layer/2/name layer/2/strips | tr '\n' '|')" "-8|Toms|on|Left|3 1 2|" "desk get"
is "$("$cli" get "$R" dca/3/name)" Toms "get goes through the desk"
desk set strip/1/fader -4 && desk set strip/2/fader -9 --alone; is "$(desk get strip/1/fader strip/2/fader | tr '\n' ' ')" "-4 -9 " "desk set --alone"
desk set strip/1/solo on dca/5/solo on && desk solo-clear; is "$(desk get strip/1/solo strip/2/solo dca/5/solo | tr '\n' ' ')" "off off off " "desk solo-clear"
is "$(desk why 1)" "wave-1: the transport is stopped, so its file does not play" "desk why, by number"
desk play; for _ in $(seq 100); do [ "$(desk why 3)" = "wave-3 is heard: Master" ] && break; sleep 0.05; done
is "$(desk why wave-3)" "wave-3 is heard: Master" "by name"
desk set strip/1/mute on dca/3/mute on master/mute on
is "$(desk why wave-1 | head -n 3 | tr '\n' '|')" "wave-1: muted|wave-1: muted by DCA 3 \"Toms\"|wave-1 > Master: muted|" "every reason, the first one first"
is "$(desk why master --json | tr -d '\n')" '[  "Master: muted"]' "as JSON"
fails 1 "no strip named" "$cli" desk --session "$R" why Nobody
fails 1 "strip 99" "$cli" desk --session "$R" why 99
fails 2 "Usage" "$cli" desk --session "$R" why
desk set session/lock all
fails 1 "locked" "$cli" desk --session "$R" set strip/1/fader 0
desk set session/lock off strip/1/fader 0; is "$(desk get strip/1/fader)" 0 "the lock can be taken off"
desk quit; wait $engine; ok $? "quit"
engine=
exit 0
