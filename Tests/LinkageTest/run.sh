#!/usr/bin/env bash
# Builds a host of the product CognitoMFAService and fails if its binary needs Foundation.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# The modules that the root has built in release serve here too.
scratch="$here/../../.build"
forget() { bash "$here/../forget-plan.sh" "$scratch"; }
forget
trap forget EXIT

echo "linkage test: building"
swift build -c release --package-path "$here" --scratch-path "$scratch"
binary="$(swift build -c release --package-path "$here" --scratch-path "$scratch" --show-bin-path)/linkageTest"

"$binary"

case "$(uname -s)" in
Darwin) linked=$(otool -L "$binary") ;;
*) linked=$(ldd "$binary") ;;
esac
echo "linkage test: the binary needs"
echo "$linked"

if grep -q 'not found' <<<"$linked"; then
    echo "linkage test: FAILED, a library is missing" >&2
    exit 1
fi
if ! grep -q 'swiftCore' <<<"$linked"; then
    echo "linkage test: FAILED, no Swift library is listed, so the list proves nothing" >&2
    exit 1
fi
if grep -i 'Foundation' <<<"$linked"; then
    echo "linkage test: FAILED, Foundation is linked" >&2
    exit 1
fi
echo "linkage test: no Foundation"
