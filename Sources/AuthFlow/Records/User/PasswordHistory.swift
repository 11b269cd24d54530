import CognitoMFACore
public import UserPoolModel

/// Former passwords, as digests that are worth nothing without the `history` key.
///
/// One salt and one cost for all of them: one slow hash of a new password is compared with every entry.
package struct PasswordHistory: FieldValue, Sendable, Hashable {
    package static let capacity = 24

    package let salt: [UInt8]
    package let iterations: Int
    package private(set) var entries: [Entry] = []

    /// One former password: HMAC-SHA-256 under the key named, over the slow hash.
    package struct Entry: Sendable, Hashable {
        package let keyID: [UInt8]
        package let code: [UInt8]
    }

    package init(salt: [UInt8], iterations: Int) {
        (self.salt, self.iterations) = (salt, iterations)
    }

    /// The slow hash of a password, made outside the swap.
    package struct Digest: Sendable, Hashable {
        package let salt: [UInt8]
        package let iterations: Int
        package let hash: [UInt8]

        package init(salt: [UInt8], iterations: Int, hash: [UInt8]) {
            (self.salt, self.iterations, self.hash) = (salt, iterations, hash)
        }
    }

    /// Compares a password with the last `size`, in a time that does not tell which.
    package func contains(_ digest: Digest, last size: Int, keys: KeyRing) -> Bool {
        guard digest.salt == salt, digest.iterations == iterations else { return false }
        return entries.suffix(size).reduce(false) { found, entry in
            (keys.key(.history, id: entry.keyID)?.isValid(entry.code, for: digest.hash) ?? false) || found
        }
    }

    /// Remembers a password; the oldest goes.
    package mutating func remember(_ digest: Digest, last size: Int, keys: KeyRing) {
        let key = keys.current(.history)
        entries.append(Entry(keyID: key.shortID, code: key.authenticationCode(for: digest.hash).array))
        entries.removeFirst(max(0, entries.count - min(size, Self.capacity)))
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, salt)
        writer.put(2, iterations)
        writer.put(3, list: entries) { entry, inner in
            // The code first: it names the entry.
            inner.put(1, entry.code)
            inner.put(2, entry.keyID)
        }
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        salt = try reader.bytes(1).required("salt")
        iterations = try reader.count(2).required("iterations")
        entries = try reader.list(3) { (inner) throws(CodecError) in
            let code = try inner.bytes(1).required("entry")
            return Entry(keyID: try inner.bytes(2).required("key id"), code: code)
        }
    }
}

/// A password hash in PHC string format (`$id$parameters$salt$hash`), or what a host's own hasher makes.
public struct PasswordHash: SecretText {
    /// The string as it is stored.
    public let text: String
    /// The string as it is stored.
    public var rawValue: String { text }
    /// Takes a string as it is stored.
    public init(_ text: String) { self.text = text }
}
