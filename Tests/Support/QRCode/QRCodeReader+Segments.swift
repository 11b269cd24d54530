extension QRCodeReader {
    /// Reads segments up to the terminator; what follows must be padding as the standard prescribes it.
    static func segments(_ data: [UInt8], _ version: Int) throws -> [(mode: Int, bytes: [UInt8])] {
        var bits = Bits(data: data)
        var segments: [(mode: Int, bytes: [UInt8])] = []
        let group = version < 10 ? 0 : version < 27 ? 1 : 2
        while bits.left >= 4 {
            let mode = bits.take(4)
            guard mode != 0 else { break }
            switch mode {
            case 1: segments.append((1, try numeric(&bits, bits.take([10, 12, 14][group]))))
            case 2: segments.append((2, try alphanumeric(&bits, bits.take([9, 11, 13][group]))))
            case 4:
                let count = bits.take([8, 16, 16][group])
                try demand(8 * count <= bits.left, "a count of \(count) bytes")
                segments.append((4, (0..<count).map { _ in UInt8(bits.take(8)) }))
            default: try demand(false, "mode \(mode)")
            }
        }
        try demand(bits.take(bits.left % 8) == 0, "zeros up to the codeword")
        var pad = 0xEC
        while bits.left > 0 {
            try demand(bits.take(8) == pad, "pad codewords")
            pad = pad == 0xEC ? 0x11 : 0xEC
        }
        return segments
    }

    private static func numeric(_ bits: inout Bits, _ count: Int) throws -> [UInt8] {
        var digits: [UInt8] = []
        while digits.count < count {
            let width = min(3, count - digits.count)
            try demand(bits.left >= 3 * width + 1, "a count of \(count) digits")
            let number = bits.take(3 * width + 1)
            try demand(number < [1, 10, 100, 1000][width], "\(width) digits")
            digits += "\(1000 + number)".utf8.suffix(width)
        }
        return digits
    }

    private static func alphanumeric(_ bits: inout Bits, _ count: Int) throws -> [UInt8] {
        let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        var text: [UInt8] = []
        while text.count < count {
            let isPair = count - text.count > 1
            try demand(bits.left >= (isPair ? 11 : 6), "a count of \(count) letters")
            let number = bits.take(isPair ? 11 : 6)
            try demand(number < (isPair ? 45 * 45 : 45), "letters")
            text += isPair ? [letters[number / 45], letters[number % 45]] : [letters[number]]
        }
        return text
    }
}

/// Bits to be read from the most significant one of the first byte.
private struct Bits {
    private let data: [UInt8]
    private var place = 0

    init(data: [UInt8]) { self.data = data }

    var left: Int { 8 * data.count - place }

    /// Takes `count` bits; there are zeros past the end.
    mutating func take(_ count: Int) -> Int {
        var number = 0
        for _ in 0..<count {
            let bit = place < 8 * data.count ? data[place >> 3] >> UInt8(7 - place & 7) & 1 : 0
            number = number << 1 | Int(bit)
            place += 1
        }
        return number
    }
}
