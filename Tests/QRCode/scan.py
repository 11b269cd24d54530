#!/usr/bin/env python3
"""Has zbarimg read our pictures: a code of every version at every level, as full as it can be.

    python3 Tests/QRCode/scan.py PROGRAM

zbarimg is of Debian's package zbar-tools.
"""
import pathlib
import subprocess
import sys
import tempfile

from matrices import codes
from segno import consts

LEVELS = {"L": consts.ERROR_LEVEL_L, "M": consts.ERROR_LEVEL_M, "Q": consts.ERROR_LEVEL_Q, "H": consts.ERROR_LEVEL_H}


def text(version, level):
    """A text that fills a version, in the capacities that segno knows."""
    length = (consts.SYMBOL_CAPACITY[version][LEVELS[level]] - 4 - (8 if version < 10 else 16)) // 8
    start = f"{version}-{level}: "
    return (start + "a%20key?of=an&app~" * 200)[:length].encode()


def main():
    program = sys.argv[1]
    texts = {(version, level): text(version, level) for version in range(1, 41) for level in "LMQH"}
    ours = codes(program, [(level, "png", data) for (_, level), data in texts.items()])
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        pictures = []
        for ((version, level), data), code in zip(texts.items(), ours):
            if code is None or code[0] > version:
                faults.append(f"{version}-{level}: {'too long' if code is None else f'version {code[0]}'}")
                continue
            picture = pathlib.Path(folder, f"{version}-{level}.png")
            picture.write_bytes(bytes.fromhex(code[2]))
            pictures.append((picture, data, code[0]))
        for picture, data, _ in pictures:
            read = subprocess.run(["zbarimg", "--raw", "-q", str(picture)], capture_output=True).stdout.removesuffix(b"\n")
            if read != data:
                faults.append(f"{picture.name}: zbarimg reads {read[:40]!r}")
        versions = {version for _, _, version in pictures}
    for fault in faults:
        print(fault)
    print(f"zbarimg read {len(pictures)} codes of {len(versions)} versions; {len(faults)} faults")
    return 1 if faults or len(versions) < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
