public import CognitoMFACore
import CognitoMFAHTTP
public import UserPoolModel

/// AWS Signature Version 4, the signing half.
///
/// Source: AWS Identity and Access Management user guide, "Create a signed AWS API request". The administration endpoint
/// verifies such signatures.
public enum SigV4 {
    /// Returns the request with X-Amz-Date, Authorization and, if there is a session token, X-Amz-Security-Token.
    ///
    /// Older headers of these names are replaced. The signature covers the body by its digest, and every header except
    /// those that a proxy or the HTTP client may change. `Host` must be among the request's headers.
    ///
    /// - Parameters:
    ///   - request: the whole request.
    ///   - credentials: the access key.
    ///   - region: the region, as in `us-east-1`.
    ///   - service: the service's signing name, as in `sns`.
    ///   - time: the present time; AWS accepts five minutes either way.
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

    /// Headers that change on their way, or are not known yet when a request is signed.
    private static let unsigned: Set<String> = [
        "connection", "content-length", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    private static func lowercased(_ name: String) -> String {
        String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}

/// The secret half of an access key.
public struct SecretAccessKey: SecretText {
    /// The secret itself.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }
}

/// An access key with its secret, for signing requests.
public struct SigV4Credentials: Sendable, RedactedValue {
    /// The key's id.
    public let accessKeyID: String
    /// The key's secret.
    public let secretAccessKey: SecretAccessKey
    /// The session token of a temporary key; nil for a permanent one.
    public let sessionToken: String?

    /// Creates credentials from their parts.
    public init(accessKeyID: String, secretAccessKey: SecretAccessKey, sessionToken: String? = nil) {
        (self.accessKeyID, self.secretAccessKey, self.sessionToken) = (accessKeyID, secretAccessKey, sessionToken)
    }

    /// The key's id; the secret and the token are left out.
    public var description: String { "SigV4Credentials(\(accessKeyID))" }
}
