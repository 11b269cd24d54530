import CognitoMFACore
import Testing

/// Key URIs and secrets of public reports; a row of the file is a row here.
@Suite struct KeyURICaseTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        struct Expected: Decodable, Sendable {
            let accept: Bool
            let type: String?
            let secretHex: String?
            let digits: Int?
            let period: Int?
            let algorithm: String?
            let issuer: String?
            let account: String?

            private enum CodingKeys: String, CodingKey {
                case accept, type, digits, period, algorithm, issuer, account
                case secretHex = "secret_hex"
            }
        }

        let id: String
        let fact: String
        let uri: String?
        let base32: String?
        let expect: Expected

        var testDescription: String { "\(id): \(fact)" }
    }

    private struct File: Decodable {
        let cases: [Case]
    }

    private static let cases = (try? VectorFile.json("key_uris.json", as: File.self).cases) ?? []

    @Test func theFileHasAllItsRows() {
        #expect(Self.cases.count == 26 && Set(Self.cases.map(\.id)).count == 26)
    }

    @Test(arguments: cases.filter { $0.uri != nil })
    func aURIIsReadAsAppsReadIt(row: Case) throws {
        let (text, expected) = (try #require(row.uri), row.expect)
        guard expected.accept else {
            #expect(throws: ParameterError.self) { try KeyURI(text) }
            return
        }
        let uri = try KeyURI(text)
        #expect(Hexadecimal.encode(uri.secret.bytes) == expected.secretHex)
        #expect(uri.digits == expected.digits && uri.algorithm.rawValue == expected.algorithm)
        if expected.type == "totp" { #expect(uri.kind == .totp(periodSeconds: expected.period ?? 30)) }
        if let issuer = expected.issuer { #expect(uri.issuer == issuer) }
        if let account = expected.account { #expect(uri.accountName == account) }
    }

    @Test(arguments: cases.filter { $0.base32 != nil })
    func aSecretIsReadAsPeoplePasteIt(row: Case) throws {
        let (text, expected) = (try #require(row.base32), row.expect)
        guard expected.accept else {
            #expect(throws: ParameterError.self) { try SharedSecret(base32: text) }
            return
        }
        #expect(Hexadecimal.encode(try SharedSecret(base32: text).bytes) == expected.secretHex)
    }
}
