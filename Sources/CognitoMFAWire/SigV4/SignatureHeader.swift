package import CognitoMFACore
import CognitoMFAHTTP
package import UserPoolModel

/// An Authorization header of Signature Version 4, parsed strictly.
///
/// `AWS4-HMAC-SHA256 Credential=<id>/<day>/<region>/<service>/aws4_request, SignedHeaders=<names>, Signature=<64 digits>`,
/// with its three parts in any order, each once.
package struct SignatureHeader: Sendable, Equatable {
    /// The access key's id: 1-128 letters, digits and underscores.
    package let accessKeyID: String
    /// Day, region and service.
    package let scope: CredentialScope
    /// The names of the signed headers: in lower case, sorted, none twice.
    package let signedHeaders: [String]
    /// Thirty-two bytes.
    package let signature: [UInt8]

    /// Parses a header's value.
    ///
    /// - Throws: IncompleteSignatureException for any other form.
    package init(_ text: String) throws(CognitoError) {
        let scheme = "AWS4-HMAC-SHA256 "
        guard text.utf8.count <= 8192, text.utf8.starts(with: scheme.utf8) else {
            throw .incompleteSignature("Authorization is not of AWS4-HMAC-SHA256.")
        }
        var parts: [String: String] = [:]
        let list = text.utf8.dropFirst(scheme.utf8.count)
        for part in list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let trimmed = part.drop { $0 == 0x20 }
            guard let mark = trimmed.firstIndex(of: UInt8(ascii: "=")) else {
                throw .incompleteSignature("Authorization has a part without '='.")
            }
            let name = String(decoding: trimmed[..<mark], as: UTF8.self)
            guard ["Credential", "SignedHeaders", "Signature"].contains(name), parts[name] == nil else {
                throw .incompleteSignature("Authorization has an unknown part, or one twice.")
            }
            parts[name] = String(decoding: trimmed[mark...].dropFirst(), as: UTF8.self)
        }
        guard let credential = parts["Credential"], let names = parts["SignedHeaders"], let digits = parts["Signature"]
        else { throw .incompleteSignature("Authorization requires Credential, SignedHeaders and Signature.") }
        (accessKeyID, scope) = try Self.credential(credential)
        signedHeaders = try Self.names(names)
        guard digits.utf8.count == 64, digits.utf8.allSatisfy({ $0.asciiLowercased == $0 }),
            let signature = Hexadecimal.decode(digits)
        else { throw .incompleteSignature("The signature is not of 64 digits.") }
        self.signature = signature
    }

    private static func credential(_ text: String) throws(CognitoError) -> (String, CredentialScope) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let words = parts.map { String(decoding: $0, as: UTF8.self) }
        guard words.count == 5, words[4].utf8.elementsEqual("aws4_request".utf8),
            words.dropLast().allSatisfy({ word in
                (1...128).contains(word.utf8.count)
                    && word.utf8.allSatisfy {
                        $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
                    }
            }), words[1].utf8.count == 8
        else { throw .incompleteSignature("Credential must be <id>/<day>/<region>/<service>/aws4_request.") }
        return (words[0], CredentialScope(day: words[1], region: words[2], service: words[3]))
    }

    private static func names(_ text: String) throws(CognitoError) -> [String] {
        let names = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        for (place, name) in names.enumerated() {
            let isName = !name.isEmpty && name.utf8.allSatisfy { $0.isTokenByte && $0.asciiLowercased == $0 }
            guard isName, place == 0 || names[place - 1].utf8.lexicographicallyPrecedes(name.utf8) else {
                throw .incompleteSignature("SignedHeaders must be names in lower case and in order.")
            }
        }
        return names
    }
}

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
