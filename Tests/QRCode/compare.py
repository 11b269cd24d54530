#!/usr/bin/env python3
"""Compares our QR codes with those of segno and qrcode: version, modules, and the choice of the mask.

    python3 Tests/QRCode/compare.py PROGRAM [COUNT]

The modules must be equal with the same mask. The two encoders do not agree on the mask, not even with each other: segno
evaluates it without format information, and qrcode also without the quiet zone, counting a pattern twice that has light
modules on both sides. The standard says that the complete symbol is evaluated, and of its own seven figures (edition of
2024) six have the mask that is found with format information, a light surrounding and one count a pattern. So our choice is
compared with that rule: segno's own scores of its finished symbols, its third one counted again. segno passes over a
pattern that shares modules with one before it.

segno 1.6.6 writes a codeword of zeros before the pad codewords where the bits end with a codeword, and the standard does
not (7.4.10). That function is replaced.
"""
import random
import sys

import qrcode
from qrcode import constants, util
from segno import consts, encoder

from matrices import codes

LEVELS = {"L": constants.ERROR_CORRECT_L, "M": constants.ERROR_CORRECT_M, "Q": constants.ERROR_CORRECT_Q,
          "H": constants.ERROR_CORRECT_H}
SEGNO_LEVELS = {"L": consts.ERROR_LEVEL_L, "M": consts.ERROR_LEVEL_M, "Q": consts.ERROR_LEVEL_Q,
                "H": consts.ERROR_LEVEL_H}
MODES = {"bytes": (consts.MODE_BYTE, util.MODE_8BIT_BYTE), "letters": (consts.MODE_ALPHANUMERIC, util.MODE_ALPHA_NUM),
         "digits": (consts.MODE_NUMERIC, util.MODE_NUMBER)}

encoder.write_padding_bits = lambda buffer, version, length: buffer.extend([0] * (-length % 8))


def requests(count):
    """Texts of one segment, of lengths that are spread over versions, many short ones and a few long ones."""
    chance = random.Random(18004)
    for number in range(count):
        mode = ("bytes", "bytes", "letters", "digits")[number // 4 % 4]
        length = int(2 ** chance.uniform(0, 10.6 if number % 50 < 4 else 7.7))
        if mode == "bytes":
            text = bytes(chance.randrange(97, 127) for _ in range(length))
        elif mode == "letters":
            # No run of digits that would be a segment of its own.
            text = "".join(chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") for _ in range(length)).encode()
        else:
            text = "".join(chance.choice("0123456789") for _ in range(length)).encode()
        yield "LMQH"[number % 4], mode, text


def segno_code(level, mode, text, mask):
    """Version and modules of segno."""
    segments = encoder.Segments()
    segments.add_segment(encoder.make_segment(text if mode == "bytes" else text.decode(), mode=MODES[mode][0]))
    version = encoder.find_version(segments, SEGNO_LEVELS[level], eci=False, micro=False)
    code = encoder._encode(segments, SEGNO_LEVELS[level], version, mask, False, False)
    return version, code.matrix


def qrcode_code(level, mode, text, mask):
    """Version and modules of qrcode."""
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0, mask_pattern=mask)
    code.add_data(util.QRData(text, mode=MODES[mode][1]), optimize=0)
    code.make(fit=True)
    return code.version, rows(code.modules)


def rows(matrix):
    return ",".join("".join("1" if module else "0" for module in row) for row in matrix)


def finders(matrix):
    """The third penalty as the standard words it: a pattern in a row or column, with four light modules before or after."""
    count = 0
    lines = [bytes(row) for row in matrix]
    for line in lines + [bytes(column) for column in zip(*lines)]:
        place = line.find(b"\1\0\1\1\1\0\1")
        while place >= 0:
            count += not any(line[max(place - 4, 0):place]) or not any(line[place + 7:place + 11])
            place = line.find(b"\1\0\1\1\1\0\1", place + 1)
    return 40 * count


def best_mask(level, mode, text):
    """The mask of the least penalty, the lowest of several."""
    penalties = []
    for mask in range(8):
        _, matrix = segno_code(level, mode, text, mask)
        scores = encoder.mask_scores(matrix, len(matrix), len(matrix))
        penalties.append(scores[0] + scores[1] + finders(matrix) + scores[3])
    return penalties.index(min(penalties))


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    texts = list(requests(count))
    ours = codes(program, [(level, "bytes" if mode == "bytes" else "text", text) for level, mode, text in texts])
    faults, versions, masks = [], set(), set()
    for (level, mode, text), code in zip(texts, ours):
        version, mask, modules = code
        name = f"{level}, {len(text)} {mode}: version {version}, mask {mask}"
        segno_version, segno_matrix = segno_code(level, mode, text, mask)
        if (segno_version, rows(segno_matrix)) != (version, modules):
            faults.append(f"{name}: segno draws it otherwise, in version {segno_version}")
        if qrcode_code(level, mode, text, mask) != (version, modules):
            faults.append(f"{name}: qrcode draws it otherwise")
        # The scores of large codes take seconds.
        if version <= 12:
            best = best_mask(level, mode, text)
            masks.add(mask)
            if best != mask:
                faults.append(f"{name}: the best mask is {best}")
        versions.add(version)
    for fault in faults:
        print(fault)
    print(f"{count} texts in {len(versions)} versions: {len(faults)} differences from segno and qrcode; masks {sorted(masks)}")
    return 1 if faults or len(versions) < 20 or len(masks) < 8 else 0


if __name__ == "__main__":
    sys.exit(main())
