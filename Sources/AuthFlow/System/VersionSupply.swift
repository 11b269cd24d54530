import Synchronization

/// The versions that the loops of one operation write under: each goes out once.
///
/// The first ones may have been drawn with the operation's other randomness; further ones are drawn as they are needed.
package final class VersionSupply: Sendable {
    static let byteCount = 16

    private let drawn: Mutex<ArraySlice<UInt8>>
    private let random: any RandomSource

    init(drawn: ArraySlice<UInt8> = [], thenFrom random: any RandomSource) {
        self.drawn = Mutex(drawn)
        self.random = random
    }

    /// Sixteen bytes that no other row has been written under.
    func next() -> [UInt8] {
        let first = drawn.withLock { drawn in
            defer { drawn = drawn.dropFirst(Self.byteCount) }
            return Array(drawn.prefix(Self.byteCount))
        }
        return first.count == Self.byteCount ? first : random.bytes(count: Self.byteCount, for: .version)
    }
}
