#!/usr/bin/env bash
# The tests under a sanitizer: run.sh thread | address [swift test's arguments]
# Optimised, for password hashing without optimisation is ten times as slow, and slower still under a sanitizer.
set -euo pipefail
cd "$(dirname "$0")/../.."
sanitizer=${1:?thread or address}
shift
case $sanitizer in
thread)
    # Everything that has threads or tasks; the rest is pure.
    filter=(--filter 'AuthFlowTests\.(Service|.*Queue|.*Guesses|.*Replies|.*Faults|.*Verdict|Refresh|.*Users|Alias|Claim|Account|Quota|Hidden|Equal|Ladder|Session|Administration|ChangePassword|Input|Pool|Profile|ErrorTable)' --filter CognitoMFATests)
    export TSAN_OPTIONS="halt_on_error=0 exitcode=66 suppressions=$PWD/Tests/Sanitizers/threads.supp"
    ;;
address)
    filter=()
    # The test runner keeps 368 bytes of its own to the end.
    export ASAN_OPTIONS=detect_leaks=0
    ;;
*) echo "thread or address" >&2; exit 2 ;;
esac
export SWIFT_BACKTRACE=enable=no
scratch=.build-$sanitizer
start=$SECONDS
swift build --build-tests -c release -Xswiftc -enable-testing --sanitize="$sanitizer" --scratch-path "$scratch"
echo "built in $((SECONDS - start)) s"
timeout 900 swift test --skip-build -c release -Xswiftc -enable-testing --sanitize="$sanitizer" --scratch-path "$scratch" "${filter[@]}" "$@"
