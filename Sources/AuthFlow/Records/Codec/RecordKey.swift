/// The name of a record: at most 120 bytes of `[a-z0-9/_-]`.
public struct RecordKey: Sendable, Hashable, CustomStringConvertible {
    /// The key as the store keeps it.
    public let text: String
    /// XXH64 of the text.
    package let checksum: UInt64

    /// Takes a key that a store has kept.
    public init(_ text: String) {
        self.text = text
        checksum = XXH64.sum(of: text, seed: 0)
    }

    /// The key.
    public var description: String { text }

    /// Compares the texts.
    public static func == (one: RecordKey, other: RecordKey) -> Bool { one.text == other.text }

    /// Hashes the checksum: it depends on the whole text.
    public func hash(into hasher: inout Hasher) { hasher.combine(checksum) }
}
