#!/usr/bin/env bash
# Proves that a script outside the clone signs a user in through the dynamic product.
set -euo pipefail

clone=$(cd "$(dirname "$0")/../.." && pwd)
release="$clone/.build/release"
outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT

echo "script test: building the dynamic product"
swift build -c release --package-path "$clone" --product CognitoMFADynamic

cp "$clone/Tests/Script/login.swift" "$outside/"
cd "$outside"
echo "script test: swift -I <clone>/.build/release/Modules -L <clone>/.build/release -lCognitoMFADynamic login.swift"
output=$(swift -I "$release/Modules" -L "$release" -lCognitoMFADynamic login.swift)
echo "$output"

if [[ "$output" != "signed in" ]]; then
    echo "script test: FAILED, expected the one line 'signed in'" >&2
    exit 1
fi
echo "script test: passed"
