/// The kernel's generator, through the standard library's `SystemRandomNumberGenerator`, which traps when it has none.
public struct SystemRandomSource: RandomSource {
    /// The kernel's generator.
    public init() {}

    /// `count` bytes from the kernel's generator, whatever they are for.
    public func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            var word = generator.next()
            for _ in 0..<min(8, count - bytes.count) {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return bytes
    }
}
