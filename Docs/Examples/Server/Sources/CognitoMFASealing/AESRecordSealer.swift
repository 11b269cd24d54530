public import CognitoMFA
import CognitoMFACore
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A sealer that encrypts and authenticates records with AES-256-GCM.
///
/// Its keys are derived from the roots of a `KeyRing`. Every row has an encryption key of its own: HKDF-SHA-256 of the root
/// and the row's key. A row that was moved to another key therefore does not open. The bound of random nonces, 2^32 writes,
/// holds for each row instead of the whole store.
public struct AESRecordSealer: RecordSealer, CustomStringConvertible, CustomReflectable {
    private static let overhead = 28
    private let roots: [(id: [UInt8], key: SymmetricKey)]

    /// Creates a sealer from the roots of a `KeyRing` and their ids, newest first: the first seals, all of them open.
    ///
    /// - Throws: ``BadRoots`` when there is none, when one is not 32 bytes of base64, or when two have the same id.
    public init(roots: [(id: String, base64: String)]) throws {
        self.roots = try roots.map { root in
            guard let bytes = try? Base64.decode(root.base64), bytes.count == 32, !root.id.isEmpty else {
                throw BadRoots()
            }
            return (Self.shortID(root.id), SymmetricKey(data: bytes))
        }
        guard !roots.isEmpty, Set(self.roots.map(\.id)).count == roots.count else { throw BadRoots() }
    }

    /// Roots that cannot seal.
    public struct BadRoots: Error, Sendable {}

    /// The reason that a record did not open.
    public enum Failure: Error, Sendable, Hashable {
        /// It was sealed under a root that this sealer does not have.
        case unknownKey
        /// It was changed, cut off, or sealed for another row.
        case altered
    }

    /// Four bytes that name the newest root (R99).
    public var keyID: [UInt8] { roots[0].id }

    /// Returns nonce, encrypted contents and tag: 28 bytes more than the contents.
    public func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            contents, using: Self.rowKey(roots[0].key, key), authenticating: Array(key.text.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Returns the contents of a sealed record.
    ///
    /// - Throws: ``Failure``.
    public func open(_ sealed: [UInt8], of key: RecordKey, sealedBy keyID: [UInt8]) throws -> [UInt8] {
        guard let root = roots.first(where: { $0.id == keyID }) else { throw Failure.unknownKey }
        guard sealed.count >= Self.overhead, let box = try? AES.GCM.SealedBox(combined: sealed),
            let contents = try? AES.GCM.open(
                box, using: Self.rowKey(root.key, key), authenticating: Array(key.text.utf8))
        else { throw Failure.altered }
        return Array(contents)
    }

    private static func rowKey(_ root: SymmetricKey, _ key: RecordKey) -> SymmetricKey {
        Crypto.HKDF<Crypto.SHA256>.deriveKey(
            inputKeyMaterial: root, salt: Array("cognito-mfa".utf8), info: Array("record/\(key.text)".utf8),
            outputByteCount: 32)
    }

    private static func shortID(_ id: String) -> [UInt8] {
        Array(Crypto.SHA256.hash(data: Array(id.utf8)).prefix(4))
    }

    /// The number of roots, without any key.
    public var description: String { "AESRecordSealer(\(roots.count) roots)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
