#!/usr/bin/env bash
# What no unit test sees and no clock is needed for (Linux on x86-64, with valgrind, binutils and a C compiler):
# no heap in the loops of Core, the instructions of each operation, and vectors that stay vectors.
# `run.sh` checks; `run.sh record` writes the figures down anew; `run.sh planted` shows that planted faults are found.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
figures=Tests/Guards/instructions.txt
works=(key code verify verify-key window batch digest hmac pbkdf2 pbkdf2-lanes)
flags=(-wmo -parse-as-library -swift-version 6 -package-name cognito_mfa -module-name Guarded -suppress-warnings
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault)

# Program, flags; the sources are $sources.
sources=Sources/CognitoMFACore
build() {
    local program=$1; shift
    # Several threads, as the package manager builds: each file is optimised on its own.
    swiftc "${flags[@]}" -num-threads 2 "$@" -o "$program" $(find "$sources" -name '*.swift' | sort) Tests/Guards/Probe.swift
}

allocations() { LD_PRELOAD=$scratch/count.so "$1" "$2" "$3" 2>&1 >/dev/null; }

# As many for a thousand rounds as for two: the loop takes none.
check_heap() {
    local work one many faults=0
    for work in "${works[@]}"; do
        one=$(allocations "$1" "$work" 2)
        many=$(allocations "$1" "$work" 1000)
        [ "$one" -gt 0 ] || { echo "the counter counts nothing" >&2; return 1; }
        [ "$one" = "$many" ] || { echo "heap ($2): $work takes $one for two rounds and $many for a thousand"; faults=1; }
    done
    [ "$faults" = 0 ] && echo "heap ($2): none in the loops of ${#works[@]} operations"
}

# Instructions of a round: the difference of two runs.
instructions() {
    local few many
    for rounds in 10 110; do
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" "$2" "$rounds" >/dev/null 2>"$scratch/callgrind"
        few=${many:-}
        many=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$scratch/callgrind")
    done
    echo $(((many - few) / 100))
}

record() {
    for work in "${works[@]}"; do echo "$work $(instructions "$1" "$work")"; done >"$figures"
    cat "$figures"
}

check_instructions() {
    local work expected found faults=0
    while read -r work expected; do
        found=$(instructions "$1" "$work")
        if [ $((found * 100)) -gt $((expected * 101)) ] || [ $((found * 100)) -lt $((expected * 99)) ]; then
            echo "instructions: $work has $found, recorded are $expected"
            faults=1
        fi
    done <"$figures"
    [ "$faults" = 0 ] && echo "instructions: all $(wc -l <"$figures") operations within 1 % of the record"
}

# In the kernels of four and eight lanes a turn is two shifts and a sum of vectors. Turned one by one (rol, and movd to
# take a vector apart) they are four times as slow and just as right.
check_vectors() {
    objdump -d --no-show-raw-insn "$1" | awk '
        /^[0-9a-f]+ <.*>:$/ { name = $2; kernel = name ~ /SHA(1|256)(State|Schedule).*(SIMD4|LanePair).*(after|fill|counters)/ }
        kernel && /^ / { split($0, field, "\t"); split(field[2], word, " "); count[name, word[1]]++; total[name]++ }
        END {
            for (name in total) {
                if (total[name] < 700) continue
                kernels++
                turns = count[name, "rol"] + count[name, "ror"] + count[name, "roll"] + count[name, "rorl"]
                moves = count[name, "movd"] + count[name, "pextrw"] + count[name, "pinsrw"]
                shifts = count[name, "pslld"] + count[name, "psrld"]
                if (turns > 0 || moves > 100 || shifts < 50) {
                    print "vectors: " turns " single turns, " moves " moves, " shifts " vector shifts in " name
                    faults = 1
                }
            }
            if (kernels < 6) { print "vectors: only " kernels " kernels found"; faults = 1 }
            if (!faults) print "vectors: " kernels " kernels without a single turn"
            exit faults
        }'
}

case "${1:-check}" in
check | record | planted) ;;
*) echo "run.sh [record|planted]" >&2; exit 2 ;;
esac
cc -O1 -shared -fPIC -o "$scratch/count.so" Tests/Guards/count.c -ldl
case "${1:-check}" in
record)
    build "$scratch/release" -O
    record "$scratch/release"
    ;;
check)
    build "$scratch/release" -O
    build "$scratch/debug" -Onone
    check_heap "$scratch/release" release
    check_heap "$scratch/debug" debug
    check_instructions "$scratch/release"
    check_vectors "$scratch/release"
    ;;
planted)
    # An array in the loop, and with it more instructions; halves of a turn joined by or.
    build "$scratch/planted" -O -D PLANTED
    if check_heap "$scratch/planted" planted; then echo "planted: the array was not found" >&2; exit 1; fi
    if check_instructions "$scratch/planted"; then echo "planted: its instructions were not found" >&2; exit 1; fi
    cp -r "$sources" "$scratch/sources"
    sources=$scratch/sources
    lane=$(find "$sources" -name Lane.swift)
    sed -i 's/{ shiftedLeft(bits) &+ shiftedRight(32 &- bits) }/{ (self \&<< SIMD4(repeating: bits)) | (self \&>> SIMD4(repeating: 32 \&- bits)) }/' \
        "$lane"
    ! cmp -s "$lane" "Sources/CognitoMFACore/${lane#"$sources"/}" || { echo "planted: nothing was" >&2; exit 1; }
    build "$scratch/turned" -O
    if check_vectors "$scratch/turned"; then echo "planted: the turn was not found" >&2; exit 1; fi
    echo "planted: all three faults were found"
    ;;
esac
