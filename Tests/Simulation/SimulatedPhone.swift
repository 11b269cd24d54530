import CognitoMFATesting

/// An authenticator app of the simulation's own (RFC 6238 over SHA-1), independent of the library's code.
package enum SimulatedPhone {
    /// Returns the code of a step: six digits.
    package static func code(secret: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
        let mac = authenticate(counter, key: secret)
        let offset = Int(mac[19] & 0xF)
        let number = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(mac[offset + $1]) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Returns the steps within a span of time that have this code.
    package static func steps(of code: String, secret: [UInt8], in clock: ClosedRange<Int64>) -> [Int64] {
        let first = clock.lowerBound / 30_000 - 1
        let last = min(clock.upperBound / 30_000 + 1, first + 400)
        return (first...last).filter { self.code(secret: secret, step: $0) == code }
    }

    /// HMAC-SHA-1 (RFC 2104) for keys of at most 64 bytes.
    private static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let padded = key + [UInt8](repeating: 0, count: 64 - key.count)
        let inner = digest(padded.map { $0 ^ 0x36 } + message)
        return digest(padded.map { $0 ^ 0x5C } + inner)
    }

    /// SHA-1 (FIPS 180-4).
    package static func digest(_ message: [UInt8]) -> [UInt8] {
        var bytes = message + [0x80]
        while bytes.count % 64 != 56 { bytes.append(0) }
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: (message.count * 8) >> (56 - 8 * $0)) }
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        var words = [UInt32](repeating: 0, count: 80)
        for block in stride(from: 0, to: bytes.count, by: 64) {
            for place in 0..<16 {
                let at = block + 4 * place
                words[place] =
                    UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
                    | UInt32(bytes[at + 3])
            }
            for place in 16..<80 {
                let mixed = words[place - 3] ^ words[place - 8] ^ words[place - 14] ^ words[place - 16]
                words[place] = mixed << 1 | mixed >> 31
            }
            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
            for place in 0..<80 {
                let (f, k): (UInt32, UInt32) =
                    switch place {
                    case 0..<20: (b & c | ~b & d, 0x5A82_7999)
                    case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
                    case 40..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
                    default: (b ^ c ^ d, 0xCA62_C1D6)
                    }
                let next = (a << 5 | a >> 27) &+ f &+ e &+ k &+ words[place]
                (e, d, c, b, a) = (d, c, b << 30 | b >> 2, a, next)
            }
            for (place, value) in [a, b, c, d, e].enumerated() { state[place] &+= value }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }
}
