import AuthFlow
import CognitoMFAService
import Testing

@Suite struct OperationRingTests {
    private func id(_ number: Int) -> [UInt8] { [UInt8](repeating: UInt8(number), count: 16) }

    @Test func theLastEightAreRemembered() throws {
        var ring = OperationRing()
        for number in 0..<12 { ring.remember(id(number), .init(isGrant: number % 2 == 0, attempt: number)) }
        for number in 0..<4 { #expect(ring.outcome(of: id(number)) == nil) }
        for number in 4..<12 {
            #expect(ring.outcome(of: id(number)) == .init(isGrant: number % 2 == 0, attempt: number))
        }
        #expect(try OperationRing(bytes: ring.bytes) == ring)
        #expect(ring.bytes?.count == 8 * 17)
    }

    @Test func rememberingTwiceChangesNothing() {
        var ring = OperationRing()
        ring.remember(id(1), .init(isGrant: true, attempt: 2))
        let before = ring
        ring.remember(id(1), .init(isGrant: false, attempt: 5))
        #expect(ring == before)
    }

    @Test(arguments: [0, 1, 16, 18, 9 * 17]) func aBrokenRingIsAnError(_ count: Int) {
        #expect(throws: CodecError("a broken ring")) { try OperationRing(bytes: [UInt8](repeating: 0, count: count)) }
        // The outcome of an operation has five bits.
        #expect(throws: CodecError("a broken ring")) { try OperationRing(bytes: id(0) + [0x20]) }
    }

    /// Two ids that share a half are two, and what is no id of sixteen bytes is none that was remembered.
    @Test func anIdIsAllOfItsBytes() {
        var ring = OperationRing()
        let id = (0..<16).map { UInt8($0) }
        let outcome = OperationRing.Outcome(isGrant: true, attempt: 2)
        ring.remember(id, outcome)
        #expect(ring.outcome(of: id) == outcome)
        for place in id.indices {
            var other = id
            other[place] ^= 0x80
            #expect(ring.outcome(of: other) == nil, "\(place)")
        }
        for other in [[], Array(id.prefix(8)), Array(id.prefix(15)), id + [0], id + id] as [[UInt8]] {
            #expect(ring.outcome(of: other) == nil)
        }
    }
}
