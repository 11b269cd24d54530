#!/usr/bin/env bash
# Builds every documentation catalogue with warnings as errors, and verifies that every public symbol is documented.
#
#   bash Tests/Docs/run.sh            result in a scratch folder, which is removed
#   bash Tests/Docs/run.sh FOLDER     one archive a module, kept in FOLDER
#   bash Tests/Docs/run.sh planted    proves that an undocumented symbol and a broken link are found
set -euo pipefail

clone=$(cd "$(dirname "$0")/../.." && pwd)
cd "$clone"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mode=${1:-}
out=$scratch
[ -z "$mode" ] || [ "$mode" = planted ] || out=$mode

die() { echo "docs: FAILED: $*" >&2; exit 1; }

docc=$(command -v docc) || docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[ -x "$docc" ] || die "the toolchain has no docc"

# The command wants a graph of the tests' generated module too, which has none, and fails for it. So its exit code says
# nothing; old graphs are removed first, and each module's graph is asked for below.
graphs() {
    rm -rf "$(swift build --show-bin-path)/../symbolgraph"
    swift package dump-symbol-graph --minimum-access-level public >"$scratch/dump.log" 2>&1 || true
    sed -n 's/^Files written to //p' "$scratch/dump.log" | tail -1
}

# Public symbols of the given modules that are written in a source file, and those of them without a comment. What the
# compiler derives has no place in a source file.
coverage() {
    python3 - "$@" <<'PYTHON'
import json, pathlib, sys
counted, bare = 0, []
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.symbols.json")):
    if file.name.split(".")[0].split("@")[0] not in sys.argv[2:]:
        continue
    for symbol in json.loads(file.read_text())["symbols"]:
        if "location" not in symbol or "::SYNTHESIZED::" in symbol["identifier"]["precise"]:
            continue
        counted += 1
        if not any(line["text"].strip() for line in symbol.get("docComment", {}).get("lines", [])):
            bare.append(f"{file.stem.split('.')[0]}: {'.'.join(symbol['pathComponents'])}")
print(f"docs: {counted - len(bare)} of {counted} public symbols are documented")
sys.exit("\n".join(bare) if bare or counted < 1000 else 0)
PYTHON
}

# Converts one catalogue with the symbols of its own module.
convert() {
    local catalogue=$1 graphs=$2 module
    module=$(basename "$catalogue" .docc)
    rm -rf "$scratch/graphs"
    mkdir "$scratch/graphs"
    cp "$graphs/$module".symbols.json "$graphs/$module"@*.symbols.json "$scratch/graphs" 2>/dev/null || true
    [ -f "$scratch/graphs/$module.symbols.json" ] || die "no symbols of $module"
    "$docc" convert "$catalogue" --additional-symbol-graph-dir "$scratch/graphs" --warnings-as-errors \
        --fallback-display-name "$module" --fallback-bundle-identifier "cognito-mfa.$module" \
        --output-path "$out/$module.doccarchive" >"$scratch/docc.log" 2>&1
}

# The modules of all library products; each must have a catalogue.
modules() {
    swift package describe --type json 2>"$scratch/describe.log" | python3 -c '
import json, sys
package = json.load(sys.stdin)
print("\n".join(sorted({t for p in package["products"] if "library" in p["type"] for t in p["targets"]})))'
    if grep -n 'warning' "$scratch/describe.log" >&2; then die "the package manager warns"; fi
}

planted() {
    mkdir "$scratch/planted"
    python3 - "$1/CognitoMFAInMemory.symbols.json" "$scratch/planted/bare.symbols.json" <<'PYTHON'
import json, sys
graph = json.load(open(sys.argv[1]))
for symbol in graph["symbols"]:
    symbol.pop("docComment", None)
json.dump(graph, open(sys.argv[2], "w"))
PYTHON
    if coverage "$scratch/planted" bare 2>"$scratch/bare"; then die "undocumented symbols were not found"; fi
    grep -q 'bare: InMemoryRecordStore' "$scratch/bare" || die "the undocumented symbol was not named"
    cp -r Sources/CognitoMFAInMemory/CognitoMFAInMemory.docc "$scratch/CognitoMFAInMemory.docc"
    echo 'See ``NoSuchSymbol``.' >>"$scratch/CognitoMFAInMemory.docc/CognitoMFAInMemory.md"
    if convert "$scratch/CognitoMFAInMemory.docc" "$1"; then die "a broken link was not found"; fi
    grep -q NoSuchSymbol "$scratch/docc.log" || die "the broken link was not named"
    echo "docs: an undocumented symbol and a broken link were found"
}

graphs=$(graphs)
[ -d "$graphs" ] || { tail -20 "$scratch/dump.log"; die "no symbol graphs"; }
if [ "$mode" = planted ]; then planted "$graphs"; exit; fi
list=$(modules)
# shellcheck disable=SC2086
coverage "$graphs" $list || die "public symbols without a comment"
for module in $list; do
    catalogue=Sources/$module/$module.docc
    [ -d "$catalogue" ] || die "no catalogue $catalogue"
    convert "$catalogue" "$graphs" || { cat "$scratch/docc.log"; die "$catalogue"; }
    echo "docs: $module"
done
echo "docs: passed"
