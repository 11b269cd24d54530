import Synchronization
import Testing

@testable import AuthFlow

/// R13: every try writes under a version of its own.
@Suite struct VersionSupplyTests {
    /// Counts up, and remembers what it was asked for.
    private final class CountingSource: RandomSource {
        private let calls = Mutex<[String]>([])
        var asked: [String] { calls.withLock { $0 } }

        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
            let number = calls.withLock { calls in
                calls.append("\(count) \(purpose)")
                return calls.count
            }
            return [UInt8](repeating: UInt8(number), count: count)
        }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 32, 40]) func whatWasDrawnGoesOutOnceThenTheSourceIsAsked(_ drawn: Int) {
        let source = CountingSource()
        let bytes = (0..<drawn).map { UInt8(100 + $0) }
        let supply = VersionSupply(drawn: bytes[...], thenFrom: source)
        let whole = drawn / 16
        for place in 0..<whole { #expect(supply.next() == Array(bytes[16 * place..<16 * place + 16])) }
        #expect(source.asked.isEmpty)
        // A part of a version is none.
        #expect(supply.next() == [UInt8](repeating: 1, count: 16))
        #expect(supply.next() == [UInt8](repeating: 2, count: 16))
        #expect(source.asked == ["16 version", "16 version"])
    }

    @Test func noTwoWhoAskAtOnceGetTheSame() async {
        let bytes = (0..<64).flatMap { [UInt8](repeating: UInt8(200 - $0), count: 16) }
        let supply = VersionSupply(drawn: bytes[...], thenFrom: CountingSource())
        let given = await withTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<100 { group.addTask { supply.next() } }
            return await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        #expect(Set(given).count == 100)
    }

    /// An operation's randomness brings the versions of two rows; the third is drawn for itself.
    @Test func anOperationsVersionsAreItsOwn() {
        let draws = (0..<50).map { _ in OperationRandomness(SystemRandomSource()) }
        let versions = draws.flatMap { randomness in (0..<3).map { _ in randomness.versions.next() } }
        #expect(versions.allSatisfy { $0.count == 16 } && Set(versions).count == 150)
        let parts = draws.flatMap { [$0.operationID, $0.session.bytes, $0.grantID, $0.reservationNonce] }
        #expect(Set(parts).isDisjoint(with: versions))
    }
}
