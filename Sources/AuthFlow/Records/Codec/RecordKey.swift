import CognitoMFACore
package import UserPoolModel

/// The name of a record: at most 120 bytes of `[a-z0-9/_-]`.
///
/// The keys of a kind are made beside its record: kind, pool, and the SHA-256 of a name. They are lower-case ASCII, for
/// some databases fold case.
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

    /// A key of a kind: what tells the row from others of it, in hexadecimal.
    package init(kind: String, _ rest: [UInt8]) { self.init(Hexadecimal.encode(rest, behind: kind)) }

    /// A key of a kind, within a pool.
    package init(kind: String, of pool: UserPoolID, _ rest: [UInt8]) {
        self.init(Hexadecimal.encode(rest, behind: Self.start(kind, of: pool)))
    }

    /// The start of the keys of a kind within a pool: the kind and the first 16 bytes of SHA-256 of the pool's id.
    package static func start(_ kind: String, of pool: UserPoolID) -> String {
        Hexadecimal.encode(SHA256.hash(utf8: pool.text), first: 16, behind: kind) + "/"
    }

    /// The key.
    public var description: String { text }

    /// Compares the texts.
    public static func == (one: RecordKey, other: RecordKey) -> Bool { one.text == other.text }

    /// Hashes the checksum: it depends on the whole text.
    public func hash(into hasher: inout Hasher) { hasher.combine(checksum) }
}

/// The kind of a record: the byte behind the format number.
///
/// Each kind is declared beside its record, and no two records share one. Those of modules above begin at 128.
package struct RecordKind: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
}
