/// A code that protects format or version information (ISO/IEC 18004, annexes C and D).
package struct BCHCode: Sendable {
    /// The code (15, 5) of format information.
    package static let format = BCHCode(generator: 0b101_0011_0111, degree: 10)
    /// The code (18, 6) of version information.
    package static let version = BCHCode(generator: 0b1_1111_0010_0101, degree: 12)

    private let generator: Int
    private let degree: Int

    /// Returns bits followed by the rest of their division, so that the whole is divisible.
    package func appended(to bits: Int) -> Int { bits << degree | remainder(bits << degree) }

    /// Returns the rest of a division of polynomials over two elements; zero for an undamaged word.
    package func remainder(_ word: Int) -> Int {
        var rest = word
        for shift in (0..<8).reversed() where rest >> (degree + shift) & 1 == 1 { rest ^= generator << shift }
        return rest
    }
}
