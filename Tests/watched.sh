#!/usr/bin/env bash
# A command that must end: watched.sh SECONDS COMMAND...
# Prints what the command prints, and ends it with everything it started: when it has ended, when it takes longer, or when
# the watch itself is ended (`timeout` alone would leave the test runner's child alive, and whoever reads its output would
# wait for ever). Of a command that takes longer it tells where its threads stood (with gdb, if it is there) and which tests
# had begun and not ended. The command reads nothing and is not interrupted from the keyboard.
set -euo pipefail
limit=${1:?seconds}
shift
log=$(mktemp)
session=
end() {
    [ -z "$session" ] || pkill -KILL -s "$session" 2>/dev/null || kill -KILL -- "-$session" 2>/dev/null || true
}
trap 'end; rm -f "$log"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

tests() { grep -vE '^(case |run$)' | sed -E 's/ with [0-9]+ test cases?$//' | sort; }

setsid "$@" >"$log" 2>&1 </dev/null &
session=$!
tail -n +1 -f --pid="$session" "$log" &
printer=$!
rc=0
report=
until [ "$SECONDS" -ge "$limit" ] || ! kill -0 "$session" 2>/dev/null; do sleep 0.2; done
if kill -0 "$session" 2>/dev/null; then
    rc=124
    report=$(
        if command -v gdb >/dev/null; then
            for process in $(pgrep -s "$session"); do
                timeout 60 gdb -p "$process" -batch -ex 'thread apply all bt 12' 2>/dev/null | grep -E '^(Thread|#)' || true
            done
        fi
        comm -23 <(sed -nE 's/^[^ ]+ Test (.*) started\.$/\1/p' "$log" | tests) \
            <(sed -nE 's/^[^ ]+ Test (.*) (passed|failed) after .*/\1/p' "$log" | tests) | sed 's/^/not ended: /'
        echo "FAILED: not ended after $limit s: $*"
    )
    end
fi
wait "$session" 2>/dev/null || rc=$((rc ? rc : $?))
wait "$printer" || true
[ -z "$report" ] || printf '%s\n' "$report"
exit "$rc"
