public import AuthFlow
import CognitoMFACore
import CognitoMFAService

/// HS256 (RFC 7518, 3.2) for one process that issues and verifies.
///
/// Whoever can verify these tokens can make them, so the key never leaves the process and is in no JWKS.
public struct LocalTokenSigner: TokenSigner {
    private static let algorithm = "HS256"
    private let keys: [(key: TokenKey, hmac: HMAC<SHA256>)]

    /// Signs with keys derived from the ring: 32 bytes each, one for access tokens and one for ID tokens of every root.
    public init(keys: KeyRing) {
        self.keys = keys.all(.token).flatMap { root in
            TokenUse.allCases.map { use in
                (
                    TokenKey(id: "\(root.id).\(use.rawValue)", algorithm: Self.algorithm, use: use),
                    HMAC(key: Array(root.authenticationCode(for: Array(use.rawValue.utf8))))
                )
            }
        }
    }

    /// The newest key of a use.
    public func signingKey(for use: TokenUse) -> TokenKey {
        guard let newest = keys.first(where: { $0.key.use == use }) else {
            preconditionFailure("a ring has a root, and a root a key of every use")
        }
        return newest.key
    }

    /// The key with this id.
    public func key(id: String) -> TokenKey? { keys.first { $0.key.id == id }?.key }

    /// The HMAC of the input.
    public func sign(_ input: [UInt8], with key: TokenKey) throws -> [UInt8] {
        guard let hmac = hmac(of: key) else { throw UnknownKey() }
        return Array(hmac.authenticationCode(for: input))
    }

    /// Compares in constant time.
    public func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) -> Bool {
        hmac(of: key)?.isValid(signature, for: input) ?? false
    }

    /// A key that is not this signer's.
    public struct UnknownKey: Error, Sendable {}

    private func hmac(of key: TokenKey) -> HMAC<SHA256>? { keys.first { $0.key == key }?.hmac }
}

extension LocalTokenSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The ids and no key.
    public var description: String { "LocalTokenSigner(\(keys.map(\.key.id).joined(separator: ", ")))" }
    /// The ids and no key.
    public var debugDescription: String { description }
    /// A mirror without children: the states inside an HMAC are as good as its key.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
