/// The URI that hands a secret to an authenticator app, usually drawn as a QR code:
/// `otpauth://totp/<issuer>:<account>?secret=…&issuer=…&algorithm=SHA1&digits=6&period=30`.
///
/// The issuer stands in the label and as a parameter, since apps read either; both are percent-encoded and the order of
/// the parameters is fixed. It holds the secret, so it never prints; ``text`` is for its user.
/// Source: Google Authenticator wiki, "Key Uri Format".
public struct KeyURI: Sendable, Hashable {
    /// What the code is made from.
    public enum Kind: Sendable, Hashable {
        /// The time, in steps of so many seconds.
        case totp(periodSeconds: Int)
        /// A counter, beginning here.
        case hotp(counter: UInt64)
    }

    /// What the code is made from.
    public let kind: Kind
    /// Who gave out the secret; empty if it is not said.
    public let issuer: String
    /// Whose it is, usually a user name.
    public let accountName: String
    /// The secret.
    public let secret: SharedSecret
    /// The digits of a code: 6-8.
    public let digits: Int
    /// The hash under HMAC.
    public let algorithm: HOTP.Algorithm

    /// The URI of a TOTP secret.
    public init(issuer: String, accountName: String, secret: SharedSecret, totp: TOTP = .cognito) {
        kind = .totp(periodSeconds: totp.periodSeconds)
        (self.issuer, self.accountName, self.secret) = (issuer, accountName, secret)
        (digits, algorithm) = (totp.digits, totp.algorithm)
    }

    /// The URI of an HOTP secret whose next code is that of `counter`.
    public init(issuer: String, accountName: String, secret: SharedSecret, hotp: HOTP, counter: UInt64) {
        kind = .hotp(counter: counter)
        (self.issuer, self.accountName, self.secret) = (issuer, accountName, secret)
        (digits, algorithm) = (hotp.digits, hotp.algorithm)
    }

    /// The URI, secret included.
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
        /// A mirror without children.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif
