#!/usr/bin/env bash
# Builds the small examples, runs each, and compares what it says with what it should say.
#
#   bash Tests/Examples/run.sh                     all four
#   bash Tests/Examples/run.sh script|app|pages|tests    one of them
set -euo pipefail

clone=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
# The example server is built of the same modules.
build=$clone/Docs/Examples/Server/.build
app_pid=
forget() { bash "$clone/Tests/forget-plan.sh" "$build"; }
trap 'forget; [ -z "$app_pid" ] || kill "$app_pid" 2>/dev/null || true; rm -rf "$scratch"' EXIT

die() { echo "examples: FAILED: $*" >&2; exit 1; }

script() {
    bash "$clone/Docs/Examples/Script/run.sh" >"$scratch/script" || die "the script: $(cat "$scratch/script")"
    cat "$scratch/script"
    grep -qx 'the next sign-in of ada leads to SMS_MFA' "$scratch/script" || die "the script explains nothing"
    grep -q '^SMS to +14155550199: Your authentication code is [0-9]\{6\}' "$scratch/script" \
        || die "no message to the new number"
    grep -qx 'signing in: challenged with SMS_MFA' "$scratch/script" || die "no challenge"
}

app() {
    local package=$clone/Docs/Examples/HummingbirdApp
    forget
    swift build --package-path "$package" --scratch-path "$build" 2>&1 | tail -1
    "$(swift build --package-path "$package" --scratch-path "$build" --show-bin-path)/HummingbirdApp" >"$scratch/app" 2>&1 &
    app_pid=$!
    python3 "$clone/Tests/Examples/app_client.py" http://127.0.0.1:8081 || die "the app: $(tail -5 "$scratch/app")"
    kill "$app_pid"
    wait "$app_pid" || die "the app did not end well"
    app_pid=
}

pages() {
    local package=$clone/Docs/Examples/HummingbirdPages
    forget
    swift build --package-path "$package" --scratch-path "$build" 2>&1 | tail -1
    "$(swift build --package-path "$package" --scratch-path "$build" --show-bin-path)/HummingbirdPages" >"$scratch/pages" 2>&1 &
    app_pid=$!
    python3 "$clone/Tests/Examples/pages_client.py" http://localhost:8082 || die "the pages: $(tail -5 "$scratch/pages")"
    kill "$app_pid"
    wait "$app_pid" || die "the host of the pages did not end well"
    app_pid=
}

tests() {
    forget
    swift test --package-path "$clone/Docs/Examples/HostTests" --scratch-path "$build" 2>&1 | tee "$scratch/tests" | tail -1
    grep -q 'Test run with 6 tests.* passed' "$scratch/tests" || die "the tests: $(tail -20 "$scratch/tests")"
}

for example in "${@:-script app pages tests}"; do
    for part in $example; do
        echo "examples: $part"
        "$part"
    done
done
echo "examples: passed"
