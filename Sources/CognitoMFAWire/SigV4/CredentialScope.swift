import CognitoMFACore

/// What a signature is good for: a day, a region and a service.
struct CredentialScope: Sendable, Hashable {
    /// The day, as in `20150830`.
    let day: String
    /// The region, as in `us-east-1`.
    let region: String
    /// The service, as in `cognito-idp`.
    let service: String

    /// The scope as a signature names it.
    var text: String { "\(day)/\(region)/\(service)/aws4_request" }

    /// The signature of a request's form at a time: four keys, each made with the one before, then the code.
    ///
    /// Source: the same guide, steps 2 to 4.
    func signature(of digest: String, at date: AmazonDate, with secret: SecretAccessKey) -> SHA256.Digest {
        var key = Array("AWS4\(secret.text)".utf8)
        for part in [day, region, service, "aws4_request"] {
            key = Array(HMAC<SHA256>(key: key).authenticationCode(for: part.utf8))
        }
        let message = "AWS4-HMAC-SHA256\n\(date.text)\n\(text)\n\(digest)"
        return HMAC<SHA256>(key: key).authenticationCode(for: message.utf8)
    }
}
