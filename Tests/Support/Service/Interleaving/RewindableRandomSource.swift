import AuthFlow
package import CognitoMFAService
import CognitoMFATesting
import Synchronization

/// Seeded random bytes that can begin anew, so that a run can be repeated by the same service.
package final class RewindableRandomSource: RandomSource {
    private let seed: UInt64
    private let source: Mutex<SeededRandomSource>

    package init(seed: UInt64) {
        self.seed = seed
        source = Mutex(SeededRandomSource(seed: seed))
    }

    package func rewind() { source.withLock { $0 = SeededRandomSource(seed: seed) } }

    package func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        source.withLock { $0.bytes(count: count, for: purpose) }
    }
}
