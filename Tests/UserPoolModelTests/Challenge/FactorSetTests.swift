import Testing
import UserPoolModel

/// Every set of factors against the standard library's.
struct FactorSetTests {
    private static let all: [Set<SecondFactor>] = (0..<1 << SecondFactor.allCases.count).map { bits in
        Set(SecondFactor.allCases.filter { bits & 1 << $0.rawValue != 0 })
    }

    @Test(arguments: all) func aSetHoldsTheFactorsPutIn(_ factors: Set<SecondFactor>) throws {
        let set = FactorSet(factors)
        #expect(Set(set.inOrder) == factors)
        #expect(set.inOrder == SecondFactor.allCases.filter(factors.contains))
        #expect(set.isEmpty == factors.isEmpty)
        #expect(set.only == (factors.count == 1 ? factors.first : nil))
        #expect(FactorSet(bits: set.bits) == set)
        #expect(set.types == set.inOrder.map(\.type))
        #expect(FactorSet(set.types) == set)
        for factor in SecondFactor.allCases {
            #expect(set.contains(factor) == factors.contains(factor))
            var (more, less) = (set, set)
            more.insert(factor)
            less.remove(factor)
            #expect(set.inserting(factor) == more)
            #expect(Set(more.inOrder) == factors.union([factor]))
            #expect(Set(less.inOrder) == factors.subtracting([factor]))
        }
    }

    @Test(arguments: all, all) func operationsOnTwoSetsMatchTheStandardLibrary(
        _ left: Set<SecondFactor>, _ right: Set<SecondFactor>
    ) {
        let (first, second) = (FactorSet(left), FactorSet(right))
        #expect(first.intersection(second) == FactorSet(left.intersection(right)))
        #expect(first.subtracting(second) == FactorSet(left.subtracting(right)))
        #expect(first.isDisjoint(with: second) == left.isDisjoint(with: right))
        #expect((first == second) == (left == right))
    }

    @Test func anUnknownFactorIsInNoSet() {
        for name in ["", "SMS_MFB", "EMAIL_OTQ", "SOFTWARE_TOKEN_MFB", "sms_mfa", "WEB_AUTHN", "SMS_OTP"] {
            let foreign = MFAType(rawValue: name)
            #expect(FactorSet([foreign]).isEmpty, "\(name)")
            #expect(SecondFactor(foreign) == nil, "\(name)")
        }
        for bits in 8...UInt8.max { #expect(FactorSet(bits: bits) == nil) }
    }

    /// Records hold these bits, so they never change.
    @Test func storedBits() {
        #expect(([.sms] as FactorSet).bits == 1)
        #expect(([.email] as FactorSet).bits == 2)
        #expect(([.softwareToken] as FactorSet).bits == 4)
    }

    @Test(arguments: SecondFactor.allCases) func aFactorAndItsSpellingLeadToEachOther(_ factor: SecondFactor) {
        #expect(SecondFactor(factor.type) == factor)
        #expect(ChallengeName.model.contains(factor.challengeName.rawValue))
    }
}
