#!/usr/bin/env bash
# Runs moto's tests of cognito-idp against the example server, and compares the results with the two lists.
#
#   run.sh            with the python3 in the PATH, which has what requirements.txt lists
#   run.sh --pin      pins the tests that pass now
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=5.2.5
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m pip download -q --no-binary moto --no-deps -d "$scratch" "moto==$version"
tar -xzf "$scratch/moto-$version.tar.gz" -C "$scratch"
cd "$scratch/moto-$version"
# pytest fails with the tests that are known to fail; the comparison decides.
PYTHONPATH=$here python3 -m pytest -p peer -p no:cacheprovider -q -n "${WORKERS:-2}" --color=no --tb=line \
    -o junit_family=xunit1 --junitxml="$scratch/results.xml" tests/test_cognitoidp >"$scratch/log" 2>&1 || true
[ -s "$scratch/results.xml" ] || { tail -40 "$scratch/log"; echo "pytest ran no test"; exit 1; }
[ -z "${PEER_RESULTS:-}" ] || cp "$scratch/results.xml" "$scratch/log" "$PEER_RESULTS"
python3 "$here/compare.py" "$scratch/results.xml" "$@"
