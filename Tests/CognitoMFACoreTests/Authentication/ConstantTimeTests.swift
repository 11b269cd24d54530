import CognitoMFACore
import Testing

@Suite struct ConstantTimeTests {
    @Test(
        arguments: [
            ([], [], true), ([], [0], false), ([0], [], false), ([0], [0], true), ([0], [1], false), ([1], [0], false),
            ([255], [255], true), ([1, 2], [1, 2], true), ([1, 2], [2, 1], false), ([1, 2], [1], false),
            ([1], [1, 2], false), ([0, 0], [0], false), ([1, 1], [2, 2], false),
        ] as [([UInt8], [UInt8], Bool)])
    func twoByteStringsAreEqualWhenTheirBytesAre(left: [UInt8], right: [UInt8], expected: Bool) {
        #expect(ConstantTime.areEqual(left, right) == expected)
    }

    @Test func twoSingleBytesAreEqualOnlyWhenTheSame() {
        var equal = 0
        for left in UInt8.min...UInt8.max {
            for right in UInt8.min...UInt8.max where ConstantTime.areEqual([left], [right]) {
                equal += 1
                #expect(left == right)
            }
        }
        #expect(equal == 256)
    }

    @Test func aDifferenceAtAnyPlaceIsSeen() {
        let bytes = patternMessage(70)
        for place in bytes.indices {
            for bit in UInt8(0)..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(!ConstantTime.areEqual(bytes, changed), "byte \(place), bit \(bit)")
            }
        }
    }

    /// Two differences must not cancel out.
    @Test func theSameDifferenceAtTwoPlacesIsSeen() {
        #expect(!ConstantTime.areEqual([0x0F, 0x0F], [0xF0, 0xF0]))
        #expect(!ConstantTime.areEqual([1, 0], [0, 1]))
    }

    @Test func theKindOfCollectionDoesNotMatter() {
        #expect(ConstantTime.areEqual("abc".utf8, [0x61, 0x62, 0x63]))
        #expect(ConstantTime.areEqual([0, 1, 2].dropFirst(), [1, 2]))
        #expect(!ConstantTime.areEqual([0, 1, 2].dropLast(), [1, 2]))
    }
}
