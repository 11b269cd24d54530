import CognitoMFACore
public import UserPoolModel

/// The root keys of a service, newest first: 32 bytes each, with an id.
///
/// Every other key is derived from them. There is no default, because a key in a library's source is public: make a root
/// with `openssl rand -base64 32`, and keep it as you keep a database password.
///
/// All processes that share a store share the ring. An old root must stay in the ring until everything made with it has
/// expired: codes after a day, refresh tokens after their client's validity.
public struct KeyRing: Sendable, RedactedValue {
    private let roots: [Root]

    /// Creates a ring of roots with their ids, newest first.
    ///
    /// - Throws: InvalidParameterException when there is no root, a root is not 32 bytes of base64, or an id is empty or
    ///   occurs twice.
    public init(roots: [(id: String, base64: String)]) throws(CognitoError) {
        var ring: [Root] = []
        for (id, base64) in roots {
            ring.append(Root(id: id, bytes: try Self.bytes(base64)))
        }
        try self.init(ring)
    }

    /// Creates a ring of one root, whose id is its digest.
    ///
    /// - Throws: InvalidParameterException when it is not 32 bytes of base64.
    public init(base64: String) throws(CognitoError) {
        self.init(root: try Self.bytes(base64))
    }

    /// Creates a ring of one root, for a store in memory.
    ///
    /// - Parameter root: 32 random bytes.
    package init(root: [UInt8]) {
        roots = [Root(id: Hexadecimal.encode(SHA256.hash(root).prefix(8)), bytes: root)]
    }

    private static func bytes(_ base64: String) throws(CognitoError) -> [UInt8] {
        guard let bytes = try? Base64.decode(base64), bytes.count == 32 else {
            throw CognitoError(.invalidParameter, "A root key must be 32 bytes of base64.")
        }
        return bytes
    }

    private init(_ roots: [Root]) throws(CognitoError) {
        let ids = Set(roots.map(\.shortID))
        guard !roots.isEmpty, ids.count == roots.count, !roots.contains(where: { $0.id.isEmpty }) else {
            throw CognitoError(.invalidParameter, "Root keys need ids of their own, and there must be one.")
        }
        self.roots = roots
    }

    /// Returns the key for new codes, handles and tokens.
    package func current(_ purpose: KeyPurpose) -> DerivedKey { roots[0].derive(purpose) }

    /// Returns the key with a short id of four bytes; nil when it is no longer in the ring.
    package func key(_ purpose: KeyPurpose, id: some Collection<UInt8>) -> DerivedKey? {
        roots.first { $0.shortID.elementsEqual(id) }?.derive(purpose)
    }

    /// Returns every key of a purpose, newest first.
    package func all(_ purpose: KeyPurpose) -> [DerivedKey] { roots.map { $0.derive(purpose) } }

    /// The ids, without the keys.
    public var description: String { "KeyRing(\(roots.map(\.id).joined(separator: ", ")))" }

    private struct Root: Sendable {
        let id: String
        let shortID: [UInt8]
        private let keys: [KeyPurpose: DerivedKey]

        init(id: String, bytes: [UInt8]) {
            self.id = id
            let shortID = Array(SHA256.hash(Array(id.utf8)).prefix(4))
            self.shortID = shortID
            keys = Dictionary(
                uniqueKeysWithValues: KeyPurpose.allCases.map {
                    ($0, DerivedKey(root: bytes, id: id, shortID: shortID, purpose: $0))
                })
        }

        func derive(_ purpose: KeyPurpose) -> DerivedKey {
            guard let key = keys[purpose] else { preconditionFailure("every purpose has its key") }
            return key
        }
    }
}
