/// The field of 256 elements in which Reed-Solomon codes are computed, modulo x^8 + x^4 + x^3 + x^2 + 1.
package enum GaloisField {
    /// The powers of the element x, twice over, so that a sum of two logarithms needs no division.
    package static let powers: [UInt8] = {
        var powers: [UInt8] = []
        var power = 1
        for _ in 0..<510 {
            powers.append(UInt8(power))
            power <<= 1
            if power > 255 { power ^= 0b1_0001_1101 }
        }
        return powers
    }()

    /// The logarithms to the base x; that of zero does not exist, and its place holds zero.
    static let logarithms: [Int] = {
        var logarithms = [Int](repeating: 0, count: 256)
        for exponent in 0..<255 { logarithms[Int(powers[exponent])] = exponent }
        return logarithms
    }()

    /// Returns the product of two elements.
    package static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        left == 0 || right == 0 ? 0 : powers[logarithms[Int(left)] + logarithms[Int(right)]]
    }
}
