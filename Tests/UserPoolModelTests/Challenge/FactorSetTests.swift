import Testing

@testable import UserPoolModel

/// Every set of factors against the standard library's.
struct FactorSetTests {
    private static let all: [Set<MFAType>] = (0..<8).map { bits in
        Set(MFAType.all.enumerated().filter { bits & 1 << $0.offset != 0 }.map(\.element))
    }

    @Test(arguments: all) func itHoldsWhatWasPutIn(_ factors: Set<MFAType>) throws {
        let set = FactorSet(factors)
        #expect(Set(set.inOrder) == factors)
        #expect(set.inOrder == MFAType.all.filter(factors.contains))
        #expect(set.isEmpty == factors.isEmpty)
        #expect(set.only == (factors.count == 1 ? factors.first : nil))
        #expect(FactorSet(bits: set.bits) == set)
        for factor in MFAType.all {
            #expect(set.contains(factor) == factors.contains(factor))
            var (more, less) = (set, set)
            more.insert(factor)
            less.remove(factor)
            #expect(set.inserting(factor) == more)
            #expect(Set(more.inOrder) == factors.union([factor]))
            #expect(Set(less.inOrder) == factors.subtracting([factor]))
        }
    }

    @Test(arguments: all, all) func twoOfThem(_ left: Set<MFAType>, _ right: Set<MFAType>) {
        let (first, second) = (FactorSet(left), FactorSet(right))
        #expect(first.intersection(second) == FactorSet(left.intersection(right)))
        #expect(first.subtracting(second) == FactorSet(left.subtracting(right)))
        #expect(first.isDisjoint(with: second) == left.isDisjoint(with: right))
        #expect((first == second) == (left == right))
    }

    @Test func whatIsNoFactorIsInNone() {
        for name in ["", "SMS_MFB", "EMAIL_OTQ", "SOFTWARE_TOKEN_MFB", "sms_mfa", "WEB_AUTHN"] {
            let foreign = MFAType(rawValue: name)
            #expect(FactorSet([foreign]).isEmpty, "\(name)")
            #expect(!FactorSet(MFAType.all).contains(foreign), "\(name)")
        }
        for bits in 8...UInt8.max { #expect(FactorSet(bits: bits) == nil) }
    }
}
