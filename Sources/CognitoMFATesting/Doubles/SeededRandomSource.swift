import AuthFlow
public import CognitoMFAService
import Synchronization

/// Random bytes that follow from a seed (SplitMix64): for tests that must come out the same again, and for nothing else.
public final class SeededRandomSource: RandomSource {
    private let state: Mutex<UInt64>

    /// The bytes that follow from `seed`.
    public init(seed: UInt64 = 1) { state = Mutex(seed) }

    /// The next bytes, whatever they are for.
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
