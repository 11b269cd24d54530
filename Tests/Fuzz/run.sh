#!/usr/bin/env bash
# Fuzzes every decoder that takes bytes from outside (Linux; libFuzzer comes with Swift).
#
#   run.sh [time or runs] [property ...]   as in `run.sh 3s` (default) or `run.sh 600000 record`; all properties if none is named
#   run.sh --planted                       plants a bug three comparisons deep, and markup in a page's value, and sees them found
#   run.sh --merge DIR OUT                 writes a least corpus of corpus/ and DIR/<property>/ to OUT/<property>/
#   run.sh --seeds DIR                     writes the seeds of Seeds.swift
#
# FUZZ_KEEP=DIR keeps the program and what was found there; FUZZ_PROGRAM=DIR/fuzz runs it again without a build.
set -euo pipefail
cd "$(dirname "$0")/../.."
fuzz=$PWD/Tests/Fuzz
scratch=${FUZZ_KEEP:-$(mktemp -d)}
mkdir -p "$scratch"
[ -n "${FUZZ_KEEP:-}" ] || trap 'rm -rf "$scratch"' EXIT
export SWIFT_BACKTRACE=enable=no
# Memory in MiB and seconds for one input; a corpus is for small faults.
limits=(-rss_limit_mb=1024 -malloc_limit_mb=64 -timeout=10 -use_value_profile=1 -print_final_stats=1)

# One module: its parts no longer import each other. $1: the program, $2: where the sources are.
build() {
    rm -rf "$scratch/sources"
    mkdir -p "$scratch/sources"
    local file
    decoders "$2" | while read -r file; do stripped "$2/$file" >"$scratch/sources/${file//\//_}"; done
    for file in Tests/CorpusTests/Properties/*.swift Tests/CorpusTests/Properties/*/*.swift Tests/Support/Generators/*.swift Tests/Support/QRCode/*.swift Tests/Fuzz/*.swift; do
        stripped "$file" >"$scratch/sources/$(basename "$file")"
    done
    swiftc -O -wmo -num-threads 4 -sanitize=fuzzer -parse-as-library -swift-version 6 -package-name cognito_mfa \
        -module-name Fuzz -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
        -enable-upcoming-feature NonisolatedNonsendingByDefault -suppress-warnings \
        "$scratch"/sources/*.swift -o "$1"
}

# The decoders, and what the sign-in pages stand on.
decoders() {
    (
        cd "$1"
        find CognitoMFACore UserPoolModel AuthFlow CognitoMFAService CognitoMFAInMemory CognitoMFATokens CognitoMFAHTTP \
            CognitoMFAQRCode CognitoMFAWire/JSON CognitoMFAHostedUI CognitoMFATesting/{Doubles,TestPool.swift} \
            -name '*.swift'
    )
}

stripped() {
    sed -E 's/^(@testable )?((public|package|internal) )?import (CognitoMFACore|UserPoolModel|AuthFlow|CognitoMFAService|CognitoMFATokens|CognitoMFAHTTP|CognitoMFAQRCode|CognitoMFAWire|CognitoMFAInMemory|CognitoMFAHostedUI|CognitoMFATesting|TestSupport)$//' "$1"
}

longest() { case $1 in record) echo 4096 ;; pages) echo 1024 ;; access_token) echo 1536 ;; *) echo 512 ;; esac; }

# $1: the program, $2: the property, the rest: libFuzzer's.
fuzz() {
    local program=$1 property=$2
    shift 2
    mkdir -p "$scratch/corpus/$property" "$scratch/found"
    local words=()
    [ -e "$fuzz/dictionaries/$property.dict" ] && words=(-dict="$fuzz/dictionaries/$property.dict")
    FUZZ_PROPERTY=$property timeout 3600 "$program" "${limits[@]}" "${words[@]}" -max_len="$(longest "$property")" \
        -artifact_prefix="$scratch/found/$property-" "$@" "$scratch/corpus/$property" "$fuzz/corpus/$property" \
        >"$scratch/$property.log" 2>&1
}

runs_of() { sed -n 's/^stat::number_of_executed_units: *//p' "$1"; }

planted() {
    cp -r Sources "$scratch/planted"
    local parser
    parser=$(find "$scratch/planted/CognitoMFACore" -name Base32.swift)
    # Behind five bits a letter: no byte of the input is compared itself.
    sed -i 's|^        return decoded$|        if decoded.count > 4, decoded[0] == 0x4D { if decoded[2] == 0x46 { if decoded[4] == 0x41 { preconditionFailure("planted") } } }\
&|' "$parser"
    grep -q planted "$parser" || { echo "FAILED: nothing was planted" >&2; exit 1; }
    # Text in a quoted value could end it.
    sed -i '/case UInt8(ascii: "\\"")/d' "$scratch/planted/CognitoMFAHTTP/Markup/HTML.swift"
    ! cmp -s {Sources,"$scratch/planted"}/CognitoMFAHTTP/Markup/HTML.swift || { echo "FAILED: nothing was planted" >&2; exit 1; }
    build "$scratch/planted-fuzz" "$scratch/planted"
    if fuzz "$scratch/planted-fuzz" base32 -runs=5000000; then echo "FAILED: the planted bug was not found" >&2; exit 1; fi
    ! grep -aq VIOLATION "$scratch/base32.log" && [ -n "$(find "$scratch/found" -name 'base32-crash-*')" ] || { tail -20 "$scratch/base32.log"; exit 1; }
    echo "the planted bug was found after $(runs_of "$scratch/base32.log") runs: $(cat "$scratch"/found/base32-crash-*)"
    if fuzz "$scratch/planted-fuzz" pages -runs=100000; then echo "FAILED: markup in a value was not found" >&2; exit 1; fi
    grep -aq 'VIOLATION pages: ' "$scratch/pages.log" || { tail -20 "$scratch/pages.log"; exit 1; }
    echo "markup in a value was found: $(grep -a 'VIOLATION' "$scratch/pages.log")"
}

merge() {
    build "$scratch/fuzz" Sources
    local property
    for property in $(names); do
        mkdir -p "$2/$property" "$1/$property"
        FUZZ_PROPERTY=$property "$scratch/fuzz" -set_cover_merge=1 "${limits[@]}" -max_len="$(longest "$property")" \
            "$2/$property" "$fuzz/corpus/$property" "$1/$property" 2>"$scratch/$property.log"
        echo "$property: $(find "$2/$property" -type f | wc -l) files"
    done
}

names() { sed -n 's/.* = Property("\([a-z0-9_]*\)").*/\1/p' Tests/CorpusTests/Properties/*.swift Tests/CorpusTests/Properties/*/*.swift | sort; }

case ${1:-} in
--planted) planted; exit ;;
--merge) merge "$2" "$3"; exit ;;
--seeds) build "$scratch/fuzz" Sources; FUZZ_SEEDS=$2 "$scratch/fuzz"; exit ;;
esac

amount=${1:-3s}
[ $# -gt 0 ] && shift
case $amount in *s) bound=-max_total_time=${amount%s} ;; *) bound=-runs=$amount ;; esac
start=$SECONDS
program=${FUZZ_PROGRAM:-$scratch/fuzz}
[ -n "${FUZZ_PROGRAM:-}" ] || build "$program" Sources
echo "built in $((SECONDS - start)) s"
total=0
failed=()
for property in "${@:-$(names)}"; do
    for property in $property; do
        start=$SECONDS
        if fuzz "$program" "$property" "$bound"; then
            runs=$(runs_of "$scratch/$property.log")
            total=$((total + runs))
            peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$scratch/$property.log")
            printf '%-18s %10d runs %5d s %5d MiB\n' "$property" "$runs" $((SECONDS - start)) "$peak"
            [ "$runs" -gt 0 ] || failed+=("$property (nothing ran)")
        else
            failed+=("$property")
            grep -aE 'VIOLATION|ERROR|Test unit' "$scratch/$property.log" || tail -5 "$scratch/$property.log"
        fi
    done
done
echo "$total runs in all"
[ ${#failed[@]} -eq 0 ] || { echo "FAILED: ${failed[*]}" >&2; exit 1; }
