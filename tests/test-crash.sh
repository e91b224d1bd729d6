#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The engine is killed twenty times while it plays and is edited: each time the
# session opens as it was at most a second before.
set -u
build=${LT_TOP_BUILDDIR:-.}
cli=$build/longthrow-cli engine=$build/longthrow-engine
dir=$(mktemp -d)
export XDG_RUNTIME_DIR=$dir
chmod 700 "$dir"
engine_pid=
trap '[ -n "$engine_pid" ] && kill -9 "$engine_pid" 2>/dev/null; wait 2>/dev/null; rm -rf "$dir"' EXIT
desk () { "$cli" desk --session "$dir/Song.longthrow" "$@"; }
echo "1..2"
"$build/tests/make-waves" "$dir" 4 10
"$cli" new "$dir/Song.longthrow" "$dir"/wave-*.wav || exit 1
RANDOM=42
bad=0 value=0 worst=0
for round in $(seq 20); do
  "$engine" --backend paced --play "$dir/Song.longthrow" 2>>"$dir/engine.out" &
  engine_pid=$!
  for _ in $(seq 200); do desk status >/dev/null 2>&1 && break; sleep 0.02; done
  : >"$dir/told"
  (
    while :; do
      value=$(((value + 1) % 600))
      echo "$(date +%s%N) -$((value / 10)).$((value % 10))" >>"$dir/told"
      desk set strip/2/fader "-$((value / 10)).$((value % 10))" >/dev/null 2>&1 || break
    done
  ) &
  editor=$!
  sleep "0.$((RANDOM % 4 + 1))$((RANDOM % 10))"
  kill -9 $engine_pid
  killed=$(date +%s%N)
  wait $engine_pid 2>/dev/null
  engine_pid=
  wait $editor 2>/dev/null
  value=$(tail -n 1 "$dir/told" | sed 's/.* -//; s/\.//; s/^0*//'); value=${value:-0}
  now=$("$cli" get "$dir/Song.longthrow" strip/2/fader)
  line=$(awk -v now="$now" '$2 + 0 == now + 0 { t = $1 } END { print t }' "$dir/told")
  first=$(head -n 1 "$dir/told" | cut -d' ' -f1)
  lost=$(((killed - ${line:-$first}) / 1000000))
  [ "$lost" -gt "$worst" ] && worst=$lost
  [ "$lost" -le 1000 ] || { bad=$((bad + 1)); echo "# round $round: $now, $lost ms lost"; }
done
echo "# killed 20 times: at most $worst ms lost"
if [ $bad -eq 0 ]; then echo "ok 1 - at most a second is lost"; else echo "not ok 1 - at most a second is lost"; fi
if "$cli" check "$dir/Song.longthrow"; then echo "ok 2 - the session is sound"; else echo "not ok 2 - the session is sound"; fi
exit 0
