/// A set of the offered factors in one byte, for the decision table.
///
/// A factor outside ``MFAType/all`` is never a member. The functions that the table calls are inlinable, because across
/// modules a generic set costs more than the decision.
package struct FactorSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// One bit for each factor in the order of ``MFAType/all``, the first in the lowest bit.
    package private(set) var bits: UInt8

    @inlinable package init() { self.init(unchecked: 0) }

    @inlinable package init(arrayLiteral factors: MFAType...) { self.init(factors) }

    @inlinable package init(_ factors: some Sequence<MFAType>) {
        var bits: UInt8 = 0
        for factor in factors { bits |= factor.bit }
        self.init(unchecked: bits)
    }

    /// Reads a stored byte, or returns nil if it has a bit without a factor.
    package init?(bits: UInt8) {
        guard bits < 8 else { return nil }
        self.bits = bits
    }

    @usableFromInline init(unchecked bits: UInt8) { self.bits = bits }

    @inlinable package var isEmpty: Bool { bits == 0 }
    @inlinable package func contains(_ factor: MFAType) -> Bool { bits & factor.bit != 0 }
    @inlinable package func isDisjoint(with other: FactorSet) -> Bool { bits & other.bits == 0 }
    @inlinable package func inserting(_ factor: MFAType) -> FactorSet { FactorSet(unchecked: bits | factor.bit) }
    @inlinable package func intersection(_ other: FactorSet) -> FactorSet { FactorSet(unchecked: bits & other.bits) }
    @inlinable package func subtracting(_ other: FactorSet) -> FactorSet { FactorSet(unchecked: bits & ~other.bits) }

    package mutating func insert(_ factor: MFAType) { bits |= factor.bit }
    package mutating func remove(_ factor: MFAType) { bits &= ~factor.bit }

    /// The factor, if the set has exactly one.
    package var only: MFAType? {
        switch bits {
        case 1: .sms
        case 2: .email
        case 4: .softwareToken
        default: nil
        }
    }

    /// The factors, in the order of ``MFAType/all``.
    package var inOrder: [MFAType] {
        var factors: [MFAType] = []
        for (place, factor) in MFAType.all.enumerated() where bits & 1 << place != 0 { factors.append(factor) }
        return factors
    }
}

extension MFAType {
    /// The bit of the factor, or 0 for a factor that is not offered.
    @usableFromInline var bit: UInt8 {
        // The lengths differ, so one comparison is enough.
        switch rawValue.utf8.count {
        case 7: rawValue == "SMS_MFA" ? 1 : 0
        case 9: rawValue == "EMAIL_OTP" ? 2 : 0
        case 18: rawValue == "SOFTWARE_TOKEN_MFA" ? 4 : 0
        default: 0
        }
    }
}
