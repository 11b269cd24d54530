package import CognitoMFACore

/// The scope of a signature: a day, a region and a service.
package struct CredentialScope: Sendable, Hashable {
    /// The day, as in `20150830`.
    package let day: String
    /// The region, as in `us-east-1`.
    package let region: String
    /// The service, as in `cognito-idp`.
    package let service: String

    package init(day: String, region: String, service: String) {
        (self.day, self.region, self.service) = (day, region, service)
    }

    /// The scope as a signature names it.
    package var text: String { "\(day)/\(region)/\(service)/aws4_request" }

    /// Returns the signature of a canonical request.
    ///
    /// Four keys are derived, each from the one before. The last one authenticates the string to sign. Source: AWS
    /// Identity and Access Management user guide, "Create a signed AWS API request", steps 2 to 4.
    ///
    /// - Parameters:
    ///   - digest: the digest of the canonical request, in hexadecimal.
    ///   - date: the request's date.
    ///   - secret: the secret of the access key.
    package func signature(of digest: String, at date: AmazonDate, with secret: SecretAccessKey) -> SHA256.Digest {
        var key = Array("AWS4\(secret.text)".utf8)
        for part in [day, region, service, "aws4_request"] {
            key = Array(HMAC<SHA256>(key: key).authenticationCode(for: part.utf8))
        }
        let message = "AWS4-HMAC-SHA256\n\(date.text)\n\(text)\n\(digest)"
        return HMAC<SHA256>(key: key).authenticationCode(for: message.utf8)
    }
}
