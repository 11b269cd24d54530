/// An encoder of Reed-Solomon codes with a fixed number of codewords of error correction (ISO/IEC 18004, 7.5.2).
package struct ReedSolomonEncoder: Sendable {
    /// The coefficients of the generator polynomial after its first, which is one.
    private let generator: [UInt8]

    /// An encoder of blocks with `count` codewords of error correction.
    ///
    /// The generator is the product of x - 2^i for i below `count`.
    package init(count: Int) {
        var product: [UInt8] = [1]
        for exponent in 0..<count {
            let root = GaloisField.powers[exponent]
            let shifted = product + [0]
            for place in product.indices { product[place] = GaloisField.multiply(product[place], root) }
            product = zip(shifted, [0] + product).map { $0 ^ $1 }
        }
        generator = Array(product.dropFirst())
    }

    /// Returns the codewords of error correction: the rest of dividing the data by the generator, with its leading zeros.
    package func correction(of data: some Sequence<UInt8>) -> [UInt8] {
        let count = generator.count
        var rest = [UInt8](repeating: 0, count: count)
        // The rest turns instead of moving: its first coefficient stands at `start`.
        var start = 0
        let powers = GaloisField.powers
        let logarithms = GaloisField.logarithms
        let factors = generator.map { logarithms[Int($0)] }
        for byte in data {
            let lead = byte ^ rest[start]
            rest[start] = 0
            start = start + 1 == count ? 0 : start + 1
            guard lead != 0 else { continue }
            let exponent = logarithms[Int(lead)]
            var place = start
            for factor in factors {
                rest[place] ^= powers[factor + exponent]
                place = place + 1 == count ? 0 : place + 1
            }
        }
        return Array(rest[start...] + rest[..<start])
    }
}
