import CognitoMFACore
public import UserPoolModel

/// The root keys of a service, newest first: 32 bytes each, with an id.
///
/// Every other key is derived from them.
///
/// There is no default: a key built into a library is no key. All processes that share a store share the ring. An old
/// root stays in it until everything made under it has expired: codes a day, refresh tokens their client's validity.
public struct KeyRing: Sendable, CustomStringConvertible, CustomReflectable {
    private let roots: [Root]

    /// Takes roots with their ids, newest first.
    ///
    /// - Throws: InvalidParameterException when there is none, when one is not 32 bytes of base64, or an id is empty or
    ///   stands twice.
    public init(roots: [(id: String, base64: String)]) throws(CognitoError) {
        var ring: [Root] = []
        for (id, base64) in roots {
            guard let bytes = try? Base64.decode(base64), bytes.count == 32 else {
                throw CognitoError(.invalidParameter, "A root key must be 32 bytes of base64.")
            }
            ring.append(Root(id: id, bytes: bytes))
        }
        try self.init(ring)
    }

    /// Takes one root, which is named by its own digest.
    ///
    /// - Throws: InvalidParameterException when it is not 32 bytes of base64.
    public init(base64: String) throws(CognitoError) {
        guard let bytes = try? Base64.decode(base64), bytes.count == 32 else {
            throw CognitoError(.invalidParameter, "A root key must be 32 bytes of base64.")
        }
        try self.init([Root(id: Hexadecimal.encode(SHA256.hash(bytes).prefix(8)), bytes: bytes)])
    }

    /// A ring of one root, for one process and its memory.
    ///
    /// - Parameter root: 32 random bytes.
    package init(root: [UInt8]) {
        roots = [Root(id: Hexadecimal.encode(SHA256.hash(root).prefix(8)), bytes: root)]
    }

    private init(_ roots: [Root]) throws(CognitoError) {
        let ids = Set(roots.map(\.shortID))
        guard !roots.isEmpty, ids.count == roots.count, !roots.contains(where: { $0.id.isEmpty }) else {
            throw CognitoError(.invalidParameter, "Root keys need ids of their own, and there must be one.")
        }
        self.roots = roots
    }

    /// The key to make new things with.
    package func current(_ purpose: KeyPurpose) -> DerivedKey { roots[0].derive(purpose) }

    /// The key named by four bytes in something made earlier; nil when it is no longer in the ring.
    package func key(_ purpose: KeyPurpose, id: some Collection<UInt8>) -> DerivedKey? {
        roots.first { $0.shortID.elementsEqual(id) }?.derive(purpose)
    }

    /// Every key of a purpose, newest first.
    package func all(_ purpose: KeyPurpose) -> [DerivedKey] { roots.map { $0.derive(purpose) } }

    /// The ids and no key.
    public var description: String { "KeyRing(\(roots.map(\.id).joined(separator: ", ")))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

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
