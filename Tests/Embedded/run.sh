#!/usr/bin/env bash
# CognitoMFACore in Embedded Swift: it compiles, programs of it run, and its own code stays as small as a device needs.
# What is counted is the module's functions that a linked program keeps; the standard library's come on top.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mapfile -t core < <(find Sources/CognitoMFACore -name '*.swift')
embedded=(swiftc -Osize -wmo -enable-experimental-feature Embedded -swift-version 6 -package-name cognito_mfa
    -module-name CognitoMFACore -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature MemberImportVisibility -suppress-warnings)
# A machine without a C library: nothing that is linked can hide what the code needs.
other=(swiftc -Osize -wmo -enable-experimental-feature Embedded -swift-version 6 -package-name cognito_mfa -parse-as-library
    -module-name CognitoMFACore -target aarch64-none-none-elf -suppress-warnings)

"${embedded[@]}" -parse-as-library -c -o "$scratch/core.o" "${core[@]}"
echo "embedded: compiles for this machine"
"${other[@]}" -c -o "$scratch/arm.o" "${core[@]}"
echo "embedded: compiles for bare arm64"

# Program, expected output, functions left out of the count, limit in bytes.
measure() {
    mkdir -p "$scratch/$1"
    cp "Tests/Embedded/$1.swift" "$scratch/$1/main.swift"
    "${embedded[@]}" -Xfrontend -function-sections -Xlinker --gc-sections -o "$scratch/$1/program" \
        "${core[@]}" "$scratch/$1/main.swift"
    local output
    output=$("$scratch/$1/program" | tr '\n' ' ')
    [ "$output" = "$2" ] || { echo "embedded: $1 printed '$output', not '$2'" >&2; exit 1; }
    local size
    size=$(nm -S -t d "$scratch/$1/program" | awk -v without="$3" \
        '$3 ~ /^[tTwW]$/ && $4 ~ /^\$[se]14CognitoMFACore/ && (without == "" || $4 !~ without) { sum += $2 } END { print sum + 0 }')
    echo "embedded: $1 has $size bytes of code, at most $4"
    [ "$size" -gt 1000 ] || { echo "embedded: $size bytes is no program" >&2; exit 1; }
    [ "$size" -le "$4" ] || { echo "embedded: FAILED, $1 is too large" >&2; exit 1; }
}
# SHA-256 is for TOTP what a device may do without, and counted apart.
measure code "428410 " 'SHA256' "${CODE_LIMIT:-16000}"
measure verify "050471 " 'SHA256' "${VERIFY_LIMIT:-45000}"
measure all "050471 whole " '' "${ALL_LIMIT:-60000}"
