import AuthFlow

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The kernel's generator, asked once for all the bytes of a call.
///
/// It traps when there is none: no answer is better than one that can be guessed.
public struct SystemRandomSource: RandomSource {
    /// The kernel's generator.
    public init() {}

    /// `count` bytes from the kernel's generator, whatever they are for.
    public func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        #if canImport(Glibc) || canImport(Musl)
            return unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count, let start = buffer.baseAddress {
                    // 256 bytes is all that a call gives.
                    let part = min(256, count - filled)
                    guard unsafe getentropy(start + filled, part) == 0 else {
                        preconditionFailure("the kernel gives no random bytes")
                    }
                    filled += part
                }
            }
        #elseif canImport(Darwin)
            return unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
                if let start = buffer.baseAddress { unsafe arc4random_buf(start, count) }
                filled = count
            }
        #else
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in generator.next() }
        #endif
    }
}
