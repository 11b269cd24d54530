#!/usr/bin/env bash
# Line coverage of the three card modules and the service by the root tests. Fails below 97 % in any of them.
#
#   run.sh                       runs the tests and counts
#   run.sh --sanitize=address    the same under AddressSanitizer, which saves a build
#   run.sh --skip-tests          counts the last run
#   --missed                     after any of these: lists the lines that were missed
set -euo pipefail
cd "$(dirname "$0")/../.."

least=${LEAST:-97}
modules=(CognitoMFACore UserPoolModel AuthFlow CognitoMFAService)
scratch=.build-cov
mkdir -p "$scratch"

# The toolchain's own llvm-cov: another one does not know the format of the counts.
swift=$(readlink -f "$(command -v swift)")
llvm_cov=$(dirname "$swift")/llvm-cov
[ -x "$llvm_cov" ] || llvm_cov=$(command -v llvm-cov)

sanitizer=()
[[ "${1:-}" != --sanitize=* ]] || sanitizer=("$1")
# The test runner keeps 368 bytes of its own to the end.
export ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no
if [ "${1:-}" != --skip-tests ]; then
    bash Tests/watched.sh 1800 swift test --enable-code-coverage "${sanitizer[@]}" --scratch-path "$scratch" \
        >"$scratch/log" 2>&1 \
        || { tail -50 "$scratch/log"; exit 1; }
    sed -n 's/.*\(Test run with .*\)/\1/p' "$scratch/log" | tail -1
fi
bin=$(swift build --scratch-path "$scratch" --show-bin-path)
program=$bin/cognito-mfaPackageTests.xctest
counts=$bin/codecov/default.profdata

failed=0
for module in "${modules[@]}"; do
    # Columns: file, regions, missed, cover, functions, missed, executed, lines, missed, cover.
    percent=$("$llvm_cov" report "$program" -instr-profile="$counts" "Sources/$module" \
        | awk '$1 == "TOTAL" { sub("%", "", $10); print $10, $8, $9 }')
    read -r covered lines missed <<<"$percent"
    [ "${lines:-0}" -gt 0 ] || { echo "no lines of $module were counted" >&2; exit 1; }
    printf '%-16s %6s %% of %5d lines, %4d missed\n' "$module" "$covered" "$lines" "$missed"
    awk -v covered="$covered" -v least="$least" 'BEGIN { exit !(covered < least) }' && failed=1
done

if [ "${1:-}" = --missed ] || [ "${2:-}" = --missed ]; then
    for module in "${modules[@]}"; do
        "$llvm_cov" show "$program" -instr-profile="$counts" "Sources/$module" \
            | awk '/^\/.*:$/ { file = $0 } /^ *[0-9]+\| *0\|/ { print file " " $0 }' | sed "s|^$PWD/||"
    done
fi
[ "$failed" -eq 0 ] || { echo "below $least %" >&2; exit 1; }
