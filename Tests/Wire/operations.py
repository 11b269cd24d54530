#!/usr/bin/env python3
"""Compares the operations of Docs/Operations.md with those of the installed botocore, and names what is new there.

    python3 Tests/Wire/operations.py

An operation that botocore has and the document lacks is named, and the exit status stays 0: a new release of botocore
breaks no build. An operation that the document has and botocore lacks, or has twice, is a fault of ours: exit status 1.
"""
import collections
import pathlib
import re
import sys

from shapes import model

DOCUMENT = pathlib.Path(__file__).parents[2] / "Docs/Operations.md"


def documented():
    """The status of each name in the document's table."""
    rows = re.findall(r"^\| (supported|differs|added|not yet) \| ([^|]+) \|", DOCUMENT.read_text(), re.MULTILINE)
    return [(name, status) for status, names in rows for name in re.findall(r"`(\w+)`", names)]


def main():
    version, service = model()
    names = documented()
    cognitos = [name for name, status in names if status != "added"]
    faults = [f"{name}: twice in the document" for name, count in collections.Counter(cognitos).items() if count > 1]
    faults += [f"{name}: not an operation of botocore {version}" for name in cognitos if name not in service["operations"]]
    new = sorted(set(service["operations"]) - set(cognitos))
    for name in new:
        print(f"new in botocore {version}, and not in Docs/Operations.md: {name}")
    for line in faults:
        print(line)
    statuses = collections.Counter(status for _, status in names)
    print(
        f"botocore {version}: {len(service['operations'])} operations; the document has "
        + ", ".join(f"{count} {status}" for status, count in statuses.items()) + f"; {len(new)} new")
    return 1 if faults or not cognitos else 0


if __name__ == "__main__":
    sys.exit(main())
