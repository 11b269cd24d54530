#!/usr/bin/env python3
"""Checks that a folder names only types of folders listed before it: the order stands in Docs/Architecture.md.

Usage: floors.py [root of the package]
"""
import os
import re
import sys

root = sys.argv[1] if len(sys.argv) > 1 else "."
declaration = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|final|indirect|nonisolated)\s+)*"
    r"(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)", re.M)


def floors():
    """The floors of each module, from lines such as `- \\`AuthFlow\\`: Keys, Records/Codec, ...`."""
    with open(os.path.join(root, "Docs/Architecture.md"), encoding="utf-8") as text:
        for module, folders in re.findall(r"^- `(\w+)`: (.+)\.$", text.read(), re.M):
            yield module, [folder.strip(" `") for folder in folders.split(",")]


def code(path):
    """The file without comments and literals."""
    with open(path, encoding="utf-8") as text:
        plain = re.sub(r'"""(?:.|\n)*?"""', '""', text.read())
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', re.sub(r"//[^\n]*", "", plain))


failures = 0
modules = list(floors())
if not modules:
    sys.exit("no floors are listed")
for module, order in modules:
    source = os.path.join(root, "Sources", module)
    files = {}
    for folder, _, names in os.walk(source):
        if ".docc" in folder:
            continue
        place = os.path.relpath(folder, source)
        for name in names:
            if name.endswith(".swift"):
                floor = max((f for f in order if place == f or place.startswith(f + "/")), key=len, default=None)
                if place != "." and floor is None:
                    print(f"{module}/{place} stands in no list")
                    failures += 1
                if floor is not None:
                    files[os.path.join(folder, name)] = order.index(floor)
    kinds = {}
    for path, floor in files.items():
        for name in declaration.findall(code(path)):
            kinds[name] = floor
    for path, floor in sorted(files.items()):
        for name in sorted(set(re.findall(r"\b[A-Z]\w+", code(path)))):
            if kinds.get(name, -1) > floor:
                print(f"{os.path.relpath(path, root)} names {name} of {order[kinds[name]]}")
                failures += 1
print(f"{len(modules)} modules, {failures} upward names")
sys.exit(1 if failures else 0)
