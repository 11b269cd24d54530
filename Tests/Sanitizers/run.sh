#!/usr/bin/env bash
# The tests under a sanitizer: run.sh thread | address [swift test's arguments, as in --filter X]
# Without arguments both run all but the long vectors, and `thread` leaves out the searches, in which no threads meet.
set -euo pipefail
cd "$(dirname "$0")/../.."
sanitizer=${1:?thread or address}
shift
case $sanitizer in
thread)
    chosen=(--skip 'CognitoMFACoreTests|ClaimInterleavingTests|ExhaustiveTests|PlantedFaultTests|PlantedBugTests')
    export TSAN_OPTIONS="suppressions=$PWD/Tests/Sanitizers/threads.supp"
    ;;
address)
    chosen=(--skip CognitoMFACoreTests)
    # The test runner keeps 368 bytes of its own to the end.
    export ASAN_OPTIONS=detect_leaks=0
    ;;
*) echo "thread or address" >&2; exit 2 ;;
esac
least=600
[ $# -eq 0 ] || { chosen=("$@"); least=1; }
export SWIFT_BACKTRACE=enable=no
scratch=.build-$sanitizer
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift build --build-tests --sanitize="$sanitizer" --scratch-path "$scratch"
timeout 1800 swift test --skip-build --sanitize="$sanitizer" --scratch-path "$scratch" "${chosen[@]}" 2>&1 | tee "$log"
# A filter that matches nothing passes too.
ran=$(sed -n 's/.*Test run with \([0-9]*\) tests.* passed.*/\1/p' "$log" | tail -1)
[ "${ran:-0}" -ge "$least" ] || { echo "FAILED: only ${ran:-0} tests ran" >&2; exit 1; }
