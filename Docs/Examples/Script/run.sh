#!/usr/bin/env bash
# Builds the dynamic library, then runs the script with it.
set -euo pipefail

clone=$(cd "$(dirname "$0")/../../.." && pwd)
release=$clone/.build/release
swift build -c release --package-path "$clone" --product CognitoMFADynamic >&2
swift -I "$release/Modules" -L "$release" -lCognitoMFADynamic "$clone/Docs/Examples/Script/helpdesk.swift"
