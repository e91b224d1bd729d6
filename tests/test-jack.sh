#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A real JACK server (dummy driver) and a real engine: what a client records in
# freewheel mode is the render, bit for bit, also after a locate and round a
# loop; the server is killed and comes back.
set -u
build=${LT_TOP_BUILDDIR:-.}
cli=$build/longthrow-cli engine=$build/longthrow-engine probe=$build/tests/jack-probe
command -v jackd >/dev/null || { echo "1..0 # SKIP jackd is not installed"; exit 0; }
dir=$(mktemp -d)
export XDG_RUNTIME_DIR=$dir JACK_DEFAULT_SERVER=lt-test-$$ JACK_NO_AUDIO_RESERVATION=1
chmod 700 "$dir"
jack_pid= engine_pid=
finish () {
  [ -n "$engine_pid" ] && kill "$engine_pid" 2>/dev/null && wait "$engine_pid" 2>/dev/null
  [ -n "$jack_pid" ] && kill "$jack_pid" 2>/dev/null && wait "$jack_pid" 2>/dev/null
  rm -rf "$dir" /dev/shm/jack*lt-test-$$*
}
trap finish EXIT
start_jack () {
  local realtime=-r
  [ "$(id -u)" -eq 0 ] && realtime=-R
  jackd -n "$JACK_DEFAULT_SERVER" $realtime -d dummy -r 48000 -p "${1:-256}" >"$dir/jackd.out" 2>&1 &
  jack_pid=$!
}
n=0
ok () { # ok STATUS TEXT
  n=$((n + 1))
  if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
desk () { "$cli" desk --session "$dir/Song.longthrow" "$@"; }

start_jack
for _ in $(seq 100); do "$cli" devices >/dev/null 2>&1 && break; sleep 0.05; done
"$cli" devices >/dev/null 2>&1 || { echo "1..0 # SKIP jackd does not start here"; exit 0; }
echo "1..6"

# A song of noise and tones, made by the tool itself.
"$build/tests/make-waves" "$dir" 4 20
"$cli" new "$dir/Song.longthrow" "$dir"/*.wav || exit 1
"$cli" set "$dir/Song.longthrow" strip/1/fader -3.5 strip/2/pan -40 strip/3/fader -11 strip/4/polarity on
"$engine" "$dir/Song.longthrow" 2>"$dir/engine.out" &
engine_pid=$!
for _ in $(seq 100); do desk status >/dev/null 2>&1 && break; sleep 0.05; done

same () { # same RECORDED RENDER: equal from the first sample that is not zero
  "$build/tests/make-waves" --compare "$1" "$2"
}
"$probe" record "$dir/top.f32" 240000 "longthrow:Master L" "longthrow:Master R" "$cli desk --session $dir/Song.longthrow play >/dev/null"
"$cli" render "$dir/Song.longthrow" "$dir/top.wav" --to 6 &&
  same "$dir/top.f32" "$dir/top.wav"
ok $? "freewheel from the top is the render"

desk stop; desk locate 3.21; sleep 0.3
"$probe" record "$dir/mid.f32" 240000 "longthrow:Master L" "longthrow:Master R" "$cli desk --session $dir/Song.longthrow play >/dev/null"
"$cli" render "$dir/Song.longthrow" "$dir/mid.wav" --from 3.21 --to 9.5 &&
  same "$dir/mid.f32" "$dir/mid.wav"
ok $? "freewheel after a locate is the render from there"

desk stop; sleep 0.2; desk loop 0.5 1.7; desk locate 0; sleep 0.3
"$probe" record "$dir/loop.f32" 240000 "longthrow:Master L" "longthrow:Master R" "$cli desk --session $dir/Song.longthrow play >/dev/null"
desk stop; desk save
cp -r "$dir/Song.longthrow" "$dir/Copy.longthrow"
"$engine" --backend offline --capture "$dir/loop.wav" --play --seconds 6 --block 1000 "$dir/Copy.longthrow" 2>>"$dir/engine.out"
same "$dir/loop.f32" "$dir/loop.wav"
ok $? "freewheel round a loop is the offline engine round it"

# The buffer size changes while it plays.
desk play; sleep 0.3
before=$(desk status --json | sed -n 's/.*"engine_frame" : \([0-9]*\).*/\1/p')
command -v jack_bufsize >/dev/null && { jack_bufsize 64 >/dev/null 2>&1; sleep 0.3; jack_bufsize 1024 >/dev/null 2>&1; sleep 0.3; }
after=$(desk status --json | sed -n 's/.*"engine_frame" : \([0-9]*\).*/\1/p')
[ "$after" -gt "$before" ]
ok $? "goes on over changes of the buffer size"

# kill -9 of the server, eight times.
rounds=8 times= restored=0
for i in $(seq $rounds); do
  kill -9 "$jack_pid"; wait "$jack_pid" 2>/dev/null
  sleep 0.2
  start_jack 256
  line=$("$probe" sound "longthrow:Master L" system:playback_1 8000) || line="9999 alone"
  times="$times ${line% *}"
  [ "${line#* }" = connected ] && restored=$((restored + 1))
done
sorted=$(printf '%s\n' $times | sort -n)
median=$(printf '%s\n' $sorted | sed -n 4p) worst=$(printf '%s\n' $sorted | tail -n 1)
echo "# kill -9 of jackd x $rounds: sound after median $median ms, worst $worst ms; connections restored $restored times"
[ "$worst" -lt 9999 ]
ok $? "sound comes back by itself after each kill of the server"
[ "$restored" -eq "$rounds" ]
ok $? "connections are restored each time"
[ -s "$dir/engine.out" ] && sed 's/^/# /' "$dir/engine.out"
exit 0
