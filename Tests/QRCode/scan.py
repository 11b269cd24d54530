#!/usr/bin/env python3
"""Has zbarimg read our pictures: a code of every version at every level, as full as it can be.

    python3 Tests/QRCode/scan.py PROGRAM

A few codes are read as SVG and as lines of a terminal too. It needs Debian's packages zbar-tools and chromium.
"""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

from matrices import codes
from segno import consts

LEVELS = {"L": consts.ERROR_LEVEL_L, "M": consts.ERROR_LEVEL_M, "Q": consts.ERROR_LEVEL_Q, "H": consts.ERROR_LEVEL_H}


def text(version, level):
    """A text that fills a version, in the capacities that segno knows."""
    length = (consts.SYMBOL_CAPACITY[version][LEVELS[level]] - 4 - (8 if version < 10 else 16)) // 8
    # The last characters too are such that bytes are the shortest form.
    return (f"{version}-{level}: " + "a%20key?of=an&app~" * 200)[:length].encode()


def read(picture):
    """The bytes of the only code in a picture."""
    run = subprocess.run(["zbarimg", "--raw", "-q", str(picture)], capture_output=True)
    return run.stdout.removesuffix(b"\n")


def grey_png(rows):
    """A picture of rows of bytes, one a pixel, by Python's own zlib."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + row for row in rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def terminal_picture(lines, folder):
    """What a dark terminal shows: a block is light, four pixels a module."""
    rows = []
    for line in lines.splitlines():
        for full in "█▀", "█▄":
            row = b"".join(b"\xff" * 4 if block in full else b"\0" * 4 for block in line)
            rows += [row] * 4
    picture = pathlib.Path(folder, "terminal.png")
    picture.write_bytes(grey_png(rows))
    return picture


def browser_picture(svg, folder):
    """What a browser draws."""
    image, picture = pathlib.Path(folder, "code.svg"), pathlib.Path(folder, "browser.png")
    image.write_text(svg)
    picture.unlink(missing_ok=True)
    side = int(svg.split('width="')[1].split('"')[0])
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--screenshot={picture}",
         f"--window-size={side + 20},{side + 20}", str(image)], capture_output=True, timeout=120)
    return picture


def full_codes(program, folder):
    """A picture of every version at every level."""
    faults, versions = [], set()
    texts = {(version, level): text(version, level) for version in range(1, 41) for level in "LMQH"}
    for ((version, level), data), code in zip(
            texts.items(), codes(program, [(level, "png", data) for (_, level), data in texts.items()])):
        if code is None or code[0] != version:
            faults.append(f"{version}-{level}: {'too long' if code is None else f'version {code[0]}'}")
            continue
        picture = pathlib.Path(folder, f"{version}-{level}.png")
        picture.write_bytes(bytes.fromhex(code[2]))
        versions.add((version, level))
        if read(picture) != data:
            faults.append(f"{picture.name}: zbarimg reads {read(picture)[:40]!r}")
    print(f"zbarimg reads {len(versions) - len(faults)} PNG of {len(texts)}")
    return faults


def other_pictures(program, folder):
    """A few codes as SVG, drawn by a browser, and as lines of a terminal."""
    faults = []
    for name, draw in ("svg", browser_picture), ("terminal", terminal_picture):
        texts = [text(version, "M") for version in (1, 9, 15)]
        for data, code in zip(texts, codes(program, [("M", name, data) for data in texts])):
            seen = read(draw(bytes.fromhex(code[2]).decode(), folder))
            if seen != data:
                faults.append(f"{name} of {len(data)} bytes: zbarimg reads {seen[:40]!r}")
        print(f"zbarimg reads {name} of {len(texts)} codes, {len(faults)} faults")
    return faults


def main():
    with tempfile.TemporaryDirectory() as folder:
        faults = full_codes(sys.argv[1], folder) + other_pictures(sys.argv[1], folder)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
