import CognitoMFACore
import Testing

/// HMAC and Base64 together, in the two formats that the other modules build of them.
@Suite struct SignedTextTests {
    private struct SecretHashFile: Decodable {
        let tests: [SecretHashTest]
    }

    private struct SecretHashTest: Decodable {
        let username: String
        let clientID: String
        let clientSecret: String
        let secretHash: String

        enum CodingKeys: String, CodingKey {
            case username
            case clientID = "client_id"
            case clientSecret = "client_secret"
            case secretHash = "secret_hash"
        }
    }

    private struct WebSignature: Decodable {
        let key: String
        let compact: String

        enum CodingKeys: String, CodingKey {
            case key = "jwk_k_base64url"
            case compact
        }
    }

    @Test func theSecretHashOfCognitoIsTheCodeInBase64() throws {
        let tests = try VectorFile.json("cognito_secret_hash.json", as: SecretHashFile.self).tests
        #expect(tests.count == 3)
        for test in tests {
            let hmac = HMAC<SHA256>(key: test.clientSecret.utf8)
            let code = hmac.authenticationCode(for: (test.username + test.clientID).utf8)
            #expect(Base64.encode(code) == test.secretHash)
            #expect(hmac.isValid(try Base64.decode(test.secretHash), for: (test.username + test.clientID).utf8))
        }
    }

    @Test func theSignatureOfRFC7515IsTheCodeInBase64URL() throws {
        let vector = try VectorFile.json("rfc7515_a1_jws_hs256.json", as: WebSignature.self)
        let parts = vector.compact.split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        let hmac = HMAC<SHA256>(key: try Base64.decode(vector.key, alphabet: .urlSafe))
        let signed = "\(parts[0]).\(parts[1])"
        #expect(Base64.encodeURL(hmac.authenticationCode(for: signed.utf8)) == parts[2])
        #expect(hmac.isValid(try Base64.decode(parts[2], alphabet: .urlSafe), for: signed.utf8))
        let header = try Base64.decode(parts[0], alphabet: .urlSafe)
        #expect(String(decoding: header, as: UTF8.self) == "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}")
        #expect(Base64.encodeURL(header) == parts[0])
    }
}
