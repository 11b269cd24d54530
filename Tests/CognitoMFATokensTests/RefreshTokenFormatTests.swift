import AuthFlow
import CognitoMFACore
import CognitoMFATokens
import Testing
import UserPoolModel

// R95
@Suite struct RefreshTokenFormatTests {
    private let family = TokenFamilyID([UInt8](1...12))

    private func bytes(_ mint: Mint, _ grant: TokenGrant = Mint.grant()) async throws -> [UInt8] {
        let token = try #require(try await mint.issuer.issue(grant).refreshToken)
        return try Base64.decode(token.text, alphabet: .urlSafe)
    }

    @Test func itIsVersionKeyFamilyCounterAndMAC() async throws {
        let mint = try Mint()
        let bytes = try await bytes(mint)
        #expect(bytes.count == 53)
        #expect(bytes[0] == 1)
        #expect(Array(bytes[1..<5]) == Array(SHA256.hash(Array("root".utf8)).prefix(4)))
        #expect(Array(bytes[5..<17]) == family.bytes)
        #expect(Array(bytes[17..<21]) == [0, 0, 0, 0], "the first of its family")
        let key = try #require(mint.keys.key(.refresh, id: bytes[1..<5]))
        #expect(key.isValid(bytes[21...], for: Array(bytes[..<21])))
        #expect(!mint.keys.current(.token).isValid(bytes[21...], for: Array(bytes[..<21])), "a key of its own")
    }

    @Test func itIsAFunctionOfTheFamilyAlone() async throws {
        let mint = try Mint()
        let first = try await bytes(mint)
        let again = try await bytes(mint, Mint.grant(id: [UInt8](2...17), generation: 9, username: "eve"))
        #expect(first == again)
        let other = try await bytes(mint, Mint.grant(family: TokenFamilyID([UInt8](2...13))))
        #expect(first[21...] != other[21...] && first != other)
        #expect(try await bytes(try Mint(root: 8))[21...] != first[21...])
    }

    @Test func itIsNoAccessToken() async throws {
        let mint = try Mint()
        let token = try #require(try await mint.issuer.issue(Mint.grant()).refreshToken)
        #expect(try await mint.verdict(AccessToken(token.text)) == .malformed)
    }
}
