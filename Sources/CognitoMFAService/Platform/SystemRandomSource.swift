import AuthFlow

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The random generator of the operating system.
///
/// It traps when the generator fails, because predictable bytes would be worse than no answer.
public struct SystemRandomSource: RandomSource {
    /// Creates a source of the operating system's random bytes.
    public init() {}

    /// Returns `count` bytes from the operating system, whatever the purpose.
    public func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        #if canImport(Glibc) || canImport(Musl)
            return unsafe Array(unsafeUninitializedCapacity: count) { buffer, filled in
                while filled < count, let start = buffer.baseAddress {
                    // One call gives at most 256 bytes.
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
