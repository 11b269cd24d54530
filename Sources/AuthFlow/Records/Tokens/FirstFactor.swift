import UserPoolModel

/// A way to prove the first factor of a sign-in; records store the raw value, so it never changes.
package enum FirstFactor: UInt8, CaseIterable, Sendable, Hashable {
    case password = 1

    /// The method's name in `amr`.
    ///
    /// Source: RFC 8176, 2.
    package var authenticationMethod: String {
        switch self {
        case .password: "pwd"
        }
    }
}

extension FieldReader {
    /// Reads a first factor; absent means unknown.
    mutating func firstFactor(_ tag: UInt8) throws(CodecError) -> FirstFactor? {
        guard let number = try byte(tag) else { return nil }
        guard let factor = FirstFactor(rawValue: number) else { throw CodecError("an unknown first factor") }
        return factor
    }

    /// Reads a set of factors; absent means unknown, and an empty set is there.
    mutating func knownFactorSet(_ tag: UInt8) throws(CodecError) -> FactorSet? {
        guard let bits = try byte(tag) else { return nil }
        guard let factors = FactorSet(bits: bits) else { throw CodecError("an unknown factor") }
        return factors
    }
}
