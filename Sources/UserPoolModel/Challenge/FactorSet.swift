/// A set of second factors in one byte, as records store it.
package struct FactorSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// One bit for each factor, at the place that is the factor's raw value.
    package private(set) var bits: UInt8 = 0

    package init() {}

    package init(arrayLiteral factors: SecondFactor...) { self.init(factors) }

    package init(_ factors: some Sequence<SecondFactor>) {
        for factor in factors { insert(factor) }
    }

    /// Takes factors in Cognito's spelling; one that is not offered is left out.
    package init(_ types: some Sequence<MFAType>) { self.init(types.lazy.compactMap { SecondFactor($0) }) }

    /// Reads a stored byte, or returns nil if it has a bit without a factor.
    package init?(bits: UInt8) {
        guard bits & ~Self.all.bits == 0 else { return nil }
        self.bits = bits
    }

    private static let all = FactorSet(SecondFactor.allCases)

    package var isEmpty: Bool { bits == 0 }
    package func contains(_ factor: SecondFactor) -> Bool { bits & Self.bit(factor) != 0 }
    package func isDisjoint(with other: FactorSet) -> Bool { bits & other.bits == 0 }

    package func inserting(_ factor: SecondFactor) -> FactorSet {
        var more = self
        more.insert(factor)
        return more
    }

    package func intersection(_ other: FactorSet) -> FactorSet { FactorSet(unchecked: bits & other.bits) }
    package func subtracting(_ other: FactorSet) -> FactorSet { FactorSet(unchecked: bits & ~other.bits) }

    package mutating func insert(_ factor: SecondFactor) { bits |= Self.bit(factor) }
    package mutating func remove(_ factor: SecondFactor) { bits &= ~Self.bit(factor) }

    /// The factor, if the set has exactly one.
    package var only: SecondFactor? {
        let factors = inOrder
        return factors.count == 1 ? factors[0] : nil
    }

    /// The factors, in the order of lists in answers.
    package var inOrder: [SecondFactor] { SecondFactor.allCases.filter { contains($0) } }

    /// The factors in Cognito's spelling, in the same order.
    package var types: [MFAType] { inOrder.map(\.type) }

    private init(unchecked bits: UInt8) { self.bits = bits }

    private static func bit(_ factor: SecondFactor) -> UInt8 { 1 << factor.rawValue }
}
