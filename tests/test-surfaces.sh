#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Surfaces die and sleep while the desk plays: the captured output has no jump,
# a new surface sees the same desk. A surface here is the command line watching
# the meters; what it shares with the window is the whole link.
set -u
build=${LT_TOP_BUILDDIR:-.}
cli=$build/longthrow-cli engine=$build/longthrow-engine
dir=$(mktemp -d)
export XDG_RUNTIME_DIR=$dir
chmod 700 "$dir"
engine_pid=
trap '[ -n "$engine_pid" ] && kill "$engine_pid" 2>/dev/null; wait; rm -rf "$dir"' EXIT
n=0
ok () { n=$((n + 1)); if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi; }
desk () { "$cli" desk --session "$dir/Song.longthrow" "$@"; }
echo "1..6"
"$build/tests/make-waves" --sine "$dir/tone.wav" 220 0.5 60
"$cli" new "$dir/Song.longthrow" "$dir/tone.wav" || exit 1
"$engine" --backend paced --block 128 --capture "$dir/out.wav" --play "$dir/Song.longthrow" 2>"$dir/engine.out" &
engine_pid=$!
for _ in $(seq 200); do desk status >/dev/null 2>&1 && break; sleep 0.05; done
sleep 1.2

# kill -9, again and again, while it reads and sends
for i in 1 2 3 4 5; do
  desk meters --watch --json >/dev/null 2>&1 &
  surface=$!
  desk set strip/1/fader -$i >/dev/null
  sleep 0.2
  kill -9 $surface; wait $surface 2>/dev/null
done
[ "$(desk get strip/1/fader)" = -5 ]
ok $? "after five kills a new surface sees the same state"

# stopped for 5 s: nobody waits for it
desk meters --watch --json >/dev/null 2>&1 &
surface=$!
sleep 0.3
kill -STOP $surface
start=$(date +%s%N)
for i in $(seq 50); do desk set strip/1/pan $((i % 2 * 2 - 1)) >/dev/null || break; sleep 0.1; done
[ "$i" = 50 ]
ok $? "a surface that sleeps holds nobody up"
kill -CONT $surface
sleep 0.3
kill -0 $surface 2>/dev/null
ok $? "it goes on when it wakes"
start=$(date +%s%N)
desk get strip/1/pan >/dev/null
ok $? "a new surface attaches"
echo "# attached and answered after $((($(date +%s%N) - start) / 1000000)) ms"
kill -9 $surface; wait $surface 2>/dev/null

kill -TERM $engine_pid
wait $engine_pid
ok $? "the desk ends cleanly"
engine_pid=
# 220 Hz at 0.5 has 0.00041; bound 0.001.
"$build/tests/make-waves" --smooth "$dir/out.wav" 0.001
ok $? "the captured output has no discontinuity"
[ -s "$dir/engine.out" ] && sed 's/^/# /' "$dir/engine.out"
exit 0
