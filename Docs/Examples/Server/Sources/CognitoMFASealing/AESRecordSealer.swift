public import CognitoMFA
import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Records encrypted and authenticated with AES-256-GCM, under keys derived from the roots of a `KeyRing`.
///
/// Every row has a key of its own, HKDF-SHA-256 of the root and the row's key: a row moved under another key does not
/// open, and the bound of random nonces, 2^32 writes, is one for each row and not for the whole store.
public struct AESRecordSealer: RecordSealer, CustomStringConvertible, CustomReflectable {
    private static let overhead = 28
    private let roots: [(id: [UInt8], key: SymmetricKey)]

    /// Takes the roots of a `KeyRing` with their ids, newest first: the first seals, all of them open.
    ///
    /// - Throws: ``BadRoots`` when there is none, when one is not 32 bytes of base64, or when two have one id.
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

    /// Why a record did not open.
    public enum Failure: Error, Sendable, Hashable {
        /// It was sealed by a root that is not here.
        case unknownKey
        /// It was altered, cut off, or sealed for another row.
        case altered
    }

    /// Four bytes that name the newest root (R99).
    public var keyID: [UInt8] { roots[0].id }

    /// Nonce, encrypted contents and tag: 28 bytes longer than the contents.
    public func seal(_ contents: [UInt8], of key: RecordKey) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            contents, using: Self.rowKey(roots[0].key, key), authenticating: Array(key.text.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// The contents.
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

    /// How many roots there are, and no key.
    public var description: String { "AESRecordSealer(\(roots.count) roots)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
