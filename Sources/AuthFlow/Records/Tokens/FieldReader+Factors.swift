import UserPoolModel

extension FieldReader {
    /// Reads a set of factors; absent means unknown, and an empty set is there.
    mutating func knownFactorSet(_ tag: UInt8) throws(CodecError) -> FactorSet? {
        guard let bits = try byte(tag) else { return nil }
        guard let factors = FactorSet(bits: bits) else { throw CodecError("an unknown factor") }
        return factors
    }
}
