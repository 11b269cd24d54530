#!/usr/bin/env bash
# A command that must end: watched.sh SECONDS COMMAND...
# Prints what the command prints. When it takes longer, ends it with everything it started and tells which tests had
# begun and not ended, and where their threads stood (`timeout` alone would leave the test runner's child alive, and
# whoever reads its output would wait for ever).
set -euo pipefail
limit=${1:?seconds}
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT

tests() { grep -v '^case ' | sed -E 's/ with [0-9]+ test cases?$//' | sort; }

setsid "$@" >"$log" 2>&1 &
session=$!
trap 'pkill -KILL -s "$session" || true; rm -f "$log"' INT TERM
tail -n +1 -f --pid="$session" "$log" &
printer=$!
rc=0
until [ "$SECONDS" -ge "$limit" ] || ! kill -0 "$session" 2>/dev/null; do sleep 0.2; done
if kill -0 "$session" 2>/dev/null; then
    rc=124
    {
        echo "FAILED: not ended after $limit s: $*"
        comm -23 <(sed -nE 's/^[^ ]+ Test (.*) started\.$/\1/p' "$log" | tests) \
            <(sed -nE 's/^[^ ]+ Test (.*) (passed|failed) after .*/\1/p' "$log" | tests) | sed 's/^/not ended: /'
        if command -v gdb >/dev/null; then
            for process in $(pgrep -s "$session"); do
                timeout 60 gdb -p "$process" -batch -ex 'thread apply all bt 12' 2>/dev/null | grep -E '^(Thread|#)' || true
            done
        fi
    } >"$log.report" 2>&1
    pkill -KILL -s "$session" || true
fi
wait "$session" 2>/dev/null || rc=$(( rc ? rc : $? ))
wait "$printer" || true
if [ -f "$log.report" ]; then cat "$log.report"; rm -f "$log.report"; fi
exit "$rc"
