import CognitoMFACore
import UserPoolModel

/// A signed request of the right form, with a date within five minutes; only its secret is not verified yet.
struct SignedCall: Sendable {
    /// Headers that a signature must cover (R110).
    static let required = ["host", "x-amz-date", "x-amz-target"]
    /// The largest difference of a date from the present, either way (R111).
    static let window: Duration = .seconds(300)

    /// The parsed Authorization header.
    let header: SignatureHeader
    private let date: AmazonDate
    private let digest: String

    /// Validates everything that needs no secret; nothing here depends on the key.
    ///
    /// - Throws: MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException.
    init(_ request: WireRequest, at now: UnixTime) throws(CognitoError) {
        let values = request.values("authorization")
        guard let value = values.first else { throw .missingAuthenticationToken }
        guard values.count == 1 else { throw .incompleteSignature("Authorization must stand once.") }
        header = try SignatureHeader(value)
        for name in Self.required where !header.signedHeaders.contains(name) {
            throw .invalidSignature("'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
        }
        for name in header.signedHeaders where request.values(name).isEmpty {
            throw .invalidSignature("A signed header is not there.")
        }
        for name in Self.required where request.value(name) == nil {
            throw .invalidSignature("'\(name)' must stand once.")
        }
        guard let date = request.value("x-amz-date").flatMap({ AmazonDate($0) }) else {
            throw .incompleteSignature("X-Amz-Date must be in ISO8601 'basic format'.")
        }
        guard header.scope.day.utf8.elementsEqual(date.day.utf8) else {
            throw .invalidSignature("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date.")
        }
        guard header.scope.service.utf8.elementsEqual("cognito-idp".utf8) else {
            throw .invalidSignature("Credential should be scoped to correct service: 'cognito-idp'.")
        }
        let age = now.duration(since: date.time)
        guard age <= Self.window else {
            let oldest = AmazonDate(now - Self.window)
            throw .invalidSignature(
                "Signature expired: \(date.text) is now earlier than \(oldest.text) (\(AmazonDate(now).text) - 5 min.)")
        }
        guard age >= .zero - Self.window else {
            let latest = AmazonDate(now + Self.window)
            throw .invalidSignature(
                """
                Signature not yet current: \(date.text) is still later than \(latest.text) \
                (\(AmazonDate(now).text) + 5 min.)
                """)
        }
        self.date = date
        digest = CanonicalRequest(request, signing: header.signedHeaders).digest
    }

    /// Returns true when the signature was made with a secret; compares in constant time.
    func isSigned(with secret: SecretAccessKey) -> Bool {
        ConstantTime.areEqual(header.scope.signature(of: digest, at: date, with: secret), header.signature)
    }
}
