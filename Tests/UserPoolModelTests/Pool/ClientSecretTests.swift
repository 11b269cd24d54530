import CognitoMFACore
import Foundation
import Testing
import UserPoolModel

@Suite struct ClientSecretTests {
    private struct File: Decodable {
        let tests: [Row]
    }

    private struct Row: Decodable {
        let username: Username
        let clientID: AppClientID
        let clientSecret: ClientSecret
        let secretHash: String

        private enum CodingKeys: String, CodingKey {
            case username
            case clientID = "client_id"
            case clientSecret = "client_secret"
            case secretHash = "secret_hash"
        }
    }

    @Test func theSecretHashIsThatOfEveryPublishedRow() throws {
        let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Vectors/cognito_secret_hash.json")
        let rows = try JSONDecoder().decode(File.self, from: Data(contentsOf: vectors)).tests
        #expect(rows.count == 3)
        for row in rows {
            let hash = row.clientSecret.hash(username: row.username, client: row.clientID)
            #expect(hash == row.secretHash, "\(row.username)")
        }
    }

    @Test func theHashIsBase64Of32BytesUnderTheSecret() throws {
        let secret: ClientSecret = "sssssssssssssssssssssssss"
        let hash = secret.hash(username: "ada", client: "client")
        #expect(hash.count == 44 && hash.hasSuffix("="))
        let bytes = try Base64.decode(hash)
        #expect(HMAC<SHA256>(key: Array(secret.text.utf8)).isValid(bytes, for: Array("adaclient".utf8)))
        #expect(ClientSecret("other").hash(username: "ada", client: "client") != hash)
        #expect(secret.hash(username: "client", client: "ada") != hash, "the username comes first")
    }

    // R3
    @Test func theSpellingOfANameCounts() {
        let secret: ClientSecret = "sssssssssssssssssssssssss"
        #expect(
            secret.hash(username: "\u{E9}", client: "client") != secret.hash(username: "e\u{301}", client: "client"))
        #expect(secret.hash(username: "Ada", client: "client") != secret.hash(username: "ada", client: "client"))
    }
}
