/// The URI that carries a secret to an authenticator app, usually as a QR code.
///
/// Its form is `otpauth://totp/<issuer>:<account>?secret=…&issuer=…&algorithm=SHA1&digits=6&period=30`.
///
/// The issuer appears in the label and as a parameter, since apps read either one. Both are percent-encoded, and the
/// order of the parameters is fixed. The URI contains the secret, so the value never prints; show ``text`` to its user
/// only.
///
/// Source: Google Authenticator wiki, "Key Uri Format".
public struct KeyURI: Sendable, Hashable {
    /// The moving factor of the codes: time or a counter.
    public enum Kind: Sendable, Hashable {
        /// The time, in steps of `periodSeconds` seconds.
        case totp(periodSeconds: Int)
        /// A counter that starts at `counter`.
        case hotp(counter: UInt64)
    }

    /// The moving factor of the codes: time or a counter.
    public let kind: Kind
    /// The organisation that issued the secret; empty if none is named.
    public let issuer: String
    /// The account of the secret, usually a user name.
    public let accountName: String
    /// The shared secret.
    public let secret: SharedSecret
    /// The number of digits in a code: 6-8.
    public let digits: Int
    /// The hash function inside HMAC.
    public let algorithm: HOTP.Algorithm

    /// Creates the URI of a TOTP secret.
    public init(issuer: String, accountName: String, secret: SharedSecret, totp: TOTP = .cognito) {
        kind = .totp(periodSeconds: totp.periodSeconds)
        (self.issuer, self.accountName, self.secret) = (issuer, accountName, secret)
        (digits, algorithm) = (totp.digits, totp.algorithm)
    }

    /// Creates the URI of an HOTP secret; `counter` gives the next code.
    public init(issuer: String, accountName: String, secret: SharedSecret, hotp: HOTP, counter: UInt64) {
        kind = .hotp(counter: counter)
        (self.issuer, self.accountName, self.secret) = (issuer, accountName, secret)
        (digits, algorithm) = (hotp.digits, hotp.algorithm)
    }

    /// The URI text, which includes the secret.
    public var text: String {
        let issuerText = PercentEncoding.encode(issuer)
        let prefix = issuer.isEmpty ? "" : issuerText + ":"
        let name = PercentEncoding.encode(accountName)
        let issuerParameter = issuer.isEmpty ? "" : "&issuer=\(issuerText)"
        let (type, last) =
            switch kind {
            case .totp(let seconds): ("totp", "period=\(seconds)")
            case .hotp(let counter): ("hotp", "counter=\(counter)")
            }
        let parameters = "algorithm=\(algorithm.rawValue)&digits=\(digits)&\(last)"
        return "otpauth://\(type)/\(prefix)\(name)?secret=\(secret.base32)\(issuerParameter)&\(parameters)"
    }
}

extension KeyURI: CustomStringConvertible, CustomDebugStringConvertible {
    /// Issuer and account, without the secret.
    public var description: String { "KeyURI(\(issuer):\(accountName), redacted)" }
    /// Issuer and account, without the secret.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension KeyURI: CustomReflectable {
        /// A mirror without children, because `dump` prints the children of a mirror.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif
