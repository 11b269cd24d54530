import AuthFlow
public import CognitoMFAService
import Synchronization

/// A source of pseudo-random bytes from a seed (SplitMix64), for reproducible tests only.
public final class SeededRandomSource: RandomSource {
    private let state: Mutex<UInt64>

    /// Creates a source from a seed.
    public init(seed: UInt64 = 1) { state = Mutex(seed) }

    /// Returns the next bytes; the purpose has no influence.
    public func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = state
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: (mixed ^ (mixed >> 31)) >> 32)
            }
        }
    }
}
