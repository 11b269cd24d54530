#!/usr/bin/env bash
# The tests under a sanitizer: run.sh thread | address [swift test's arguments, as in --filter X]
#                                       run.sh planted    plants a race and sees it reported, suppressions in force
# Without arguments both leave out the modules without threads, and the searches: no threads meet in them, and they touch
# no memory that the other tests do not. `Tests/Coverage/run.sh --sanitize=address` runs all tests.
set -euo pipefail
cd "$(dirname "$0")/../.."
sanitizer=${1:?thread, address or planted}
shift
suppressions="suppressions=$PWD/Tests/Sanitizers/threads.supp"
if [ "$sanitizer" = planted ]; then
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cat >"$scratch/main.swift" <<'END'
final class Box: @unchecked Sendable { var count = 0 }
let box = Box()
await withTaskGroup(of: Void.self) { group in
    for _ in 0..<8 { group.addTask { for _ in 0..<100_000 { box.count += 1 } } }
}
END
    swiftc -sanitize=thread "$scratch/main.swift" -o "$scratch/race"
    if TSAN_OPTIONS=$suppressions "$scratch/race" >"$scratch/report" 2>&1; then echo "FAILED: no race was found" >&2; exit 1; fi
    grep -q 'ThreadSanitizer: data race' "$scratch/report" || { cat "$scratch/report"; exit 1; }
    echo "the planted race was reported"
    exit 0
fi
chosen=(--skip 'CognitoMFACoreTests|UserPoolModelTests|AuthFlowTests|CorpusTests|CognitoMFATokensTests|CognitoMFAQRCodeTests|SigV4'
    --skip 'ReservationInterleavingTests|PlantedFaultTests|PlantedBugTests')
case $sanitizer in
thread)
    export TSAN_OPTIONS=$suppressions
    ;;
address)
    # The test runner keeps 368 bytes of its own to the end.
    export ASAN_OPTIONS=detect_leaks=0
    ;;
*) echo "thread or address" >&2; exit 2 ;;
esac
least=500
[ $# -eq 0 ] || { chosen=("$@"); least=1; }
export SWIFT_BACKTRACE=enable=no
scratch=.build-$sanitizer
log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift build --build-tests --sanitize="$sanitizer" --scratch-path "$scratch"
bash Tests/watched.sh 1800 swift test --skip-build --sanitize="$sanitizer" --scratch-path "$scratch" "${chosen[@]}" | tee "$log"
# A filter that matches nothing passes too.
ran=$(sed -n 's/.*Test run with \([0-9]*\) tests.* passed.*/\1/p' "$log" | tail -1)
[ "${ran:-0}" -ge "$least" ] || { echo "FAILED: only ${ran:-0} tests ran" >&2; exit 1; }
