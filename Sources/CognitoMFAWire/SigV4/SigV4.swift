public import CognitoMFACore
public import UserPoolModel

/// The secret half of an access key.
public struct SecretAccessKey: SecretText {
    /// The secret itself.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// An access key with its secret, to sign requests with.
public struct SigV4Credentials: Sendable, CustomStringConvertible, CustomReflectable {
    /// The key's id.
    public let accessKeyID: String
    /// Its secret.
    public let secretAccessKey: SecretAccessKey
    /// The token that goes with a temporary key.
    public let sessionToken: String?

    /// Puts a key together.
    public init(accessKeyID: String, secretAccessKey: SecretAccessKey, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// The key's id; its secret and the token are left out.
    public var description: String { "SigV4Credentials(\(accessKeyID))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// AWS Signature Version 4: signing here, verifying in ``AdministrationEndpoint``.
public enum SigV4 {
    /// The request with X-Amz-Date, X-Amz-Security-Token if there is a token, and Authorization.
    ///
    /// Every header is signed but those that a proxy or the HTTP client may change; `Host` must be among them. The body
    /// is signed by its digest. Headers of those names are replaced.
    ///
    /// - Parameters:
    ///   - request: what is sent, whole.
    ///   - credentials: the access key.
    ///   - region: as in `us-east-1`.
    ///   - service: as in `sns`.
    ///   - time: now; AWS takes five minutes either way.
    public static func sign(
        _ request: WireRequest, with credentials: SigV4Credentials, region: String, service: String, at time: UnixTime
    ) -> WireRequest {
        let date = AmazonDate(time)
        var signed = request
        let token = credentials.sessionToken == nil ? [] : ["x-amz-security-token"]
        let replaced = ["x-amz-date", "authorization"] + token
        signed.headers.removeAll { replaced.contains(lowercased($0.name)) }
        signed.headers.append(("X-Amz-Date", date.text))
        if let token = credentials.sessionToken { signed.headers.append(("X-Amz-Security-Token", token)) }
        let names = Set(signed.headers.map { lowercased($0.name) }).subtracting(unsigned).sorted()
        let scope = CredentialScope(day: date.day, region: region, service: service)
        let digest = CanonicalRequest(signed, signing: names).digest
        let signature = scope.signature(of: digest, at: date, with: credentials.secretAccessKey)
        signed.headers.append(
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope.text), "
                    + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(Hexadecimal.encode(signature))"
            ))
        return signed
    }

    /// What changes on its way, or is not known yet when a request is signed.
    private static let unsigned: Set<String> = [
        "connection", "content-length", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    private static func lowercased(_ name: String) -> String {
        String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}
