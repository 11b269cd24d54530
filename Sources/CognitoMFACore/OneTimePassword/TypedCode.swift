/// A code that was typed, as the number that its digits are: what a window compares.
struct TypedCode {
    /// The number, or one that no code is.
    let value: UInt32

    /// Reads every character, whatever it is; the time depends on the code's length only.
    init(_ code: OneTimeCode, digits: Int) {
        var value: UInt32 = 0
        let characters = code.text.utf8
        // One if there is anything but so many digits.
        var fault: UInt32 = characters.count == digits ? 0 : 1
        if characters.count == digits {
            characters.withRawSpan { characters in
                for place in 0..<digits {
                    let digit = UInt32(characters[place]) &- UInt32(UInt8(ascii: "0"))
                    // What is below the digits has the highest bit itself; nine minus what is above them has it.
                    fault |= (digit | (9 &- digit)) &>> 31
                    value = value &* 10 &+ digit
                }
            }
        }
        self.value = value | (0 &- fault)
    }

    /// Which of four truncated digests have this code, a bit each, the first lowest.
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
