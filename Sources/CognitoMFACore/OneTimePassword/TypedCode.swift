/// A typed code as a number, for comparison with the codes of a window.
struct TypedCode {
    /// The number, or a value that no code has.
    let value: UInt32

    /// Reads every character without a branch; the time depends on the length of the code only.
    init(_ code: OneTimeCode, digits: Int) {
        var value: UInt32 = 0
        let characters = code.text.utf8
        // One if the text is not exactly `digits` digits.
        var fault: UInt32 = characters.count == digits ? 0 : 1
        if characters.count == digits {
            characters.withRawSpan { characters in
                for place in 0..<digits {
                    let digit = UInt32(characters[place]) &- UInt32(UInt8(ascii: "0"))
                    // A character below `0` sets the highest bit of `digit`, and one above `9` sets that of the
                    // difference.
                    fault |= (digit | (9 &- digit)) &>> 31
                    value = value &* 10 &+ digit
                }
            }
        }
        self.value = value | (0 &- fault)
    }

    /// The truncated digests, of four, that have this code; one bit each, the first in the lowest bit.
    @inline(__always)
    func matches(_ numbers: SIMD4<UInt32>, of hotp: HOTP) -> UInt32 {
        let matches = (hotp.shortened(numbers) ^ SIMD4(repeating: value)).isZero
        return matches[0] | matches[1] &<< 1 | matches[2] &<< 2 | matches[3] &<< 3
    }
}

extension HOTP {
    /// The codes of four truncated digests, as numbers.
    @inline(__always)
    func shortened(_ numbers: SIMD4<UInt32>) -> SIMD4<UInt32> {
        SIMD4(shortened(numbers[0]), shortened(numbers[1]), shortened(numbers[2]), shortened(numbers[3]))
    }
}
