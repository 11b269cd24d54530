#!/usr/bin/env bash
# Whether a branch or an index depends on a secret, in the code as it is optimised (Linux with valgrind).
# CT_KEEP=DIR keeps the program; `valgrind DIR/ct` then says where each report comes from.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=${CT_KEEP:-$(mktemp -d)}
mkdir -p "$scratch/sources"
[ -n "${CT_KEEP:-}" ] || trap 'rm -rf "$scratch"' EXIT

# One module, as the optimiser sees a program that links the library; without engine and operations, which hold no
# comparison of secrets.
for file in $(find Sources/{CognitoMFACore,UserPoolModel,AuthFlow,CognitoMFATokens} \
    Sources/CognitoMFAService/{Ports,Platform,PasswordHashing,Engine/Storage} -name '*.swift') \
    Tests/ConstantTime/*.swift; do
    sed -E 's/^((public|package|internal) )?import (CognitoMFACore|UserPoolModel|AuthFlow|CognitoMFAService|CognitoMFATokens)$//' "$file" \
        >"$scratch/sources/${file//\//_}"
done
clang -O1 -c Tests/ConstantTime/memcheck.c -o "$scratch/memcheck.o"
root=$PWD
cd "$scratch"
swiftc -O -wmo -num-threads 4 -parse-as-library -swift-version 6 -package-name cognito_mfa -module-name ConstantTimeChecks \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature NonisolatedNonsendingByDefault -suppress-warnings -g \
    -import-objc-header "$root/Tests/ConstantTime/memcheck.h" sources/*.swift memcheck.o -o ct
timeout 120 valgrind -q --log-file=valgrind.log ./ct
