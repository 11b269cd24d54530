import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATokens
import Testing
import UserPoolModel

/// The verifier of another service, which has keys and no store.
@Suite struct TokenVerifierTests {
    private static let issuer = "https://cognito.test.invalid/eu-west-1_main"

    /// A key set as a service reads it from the network: the use of a key is not told.
    private struct PublicKeys: TokenKeySet {
        let signer: LocalTokenSigner

        func key(id: String) -> TokenKey? {
            signer.key(id: id).map { TokenKey(id: $0.id, algorithm: $0.algorithm, use: nil) }
        }

        func isValid(_ signature: [UInt8], of input: [UInt8], with key: TokenKey) -> Bool {
            signer.key(id: key.id).map { signer.isValid(signature, of: input, with: $0) } ?? false
        }
    }

    private func verifier(
        _ mint: Mint, issuer: String = issuer, clients: Set<AppClientID> = ["client"]
    ) -> TokenVerifier<PublicKeys> {
        TokenVerifier(keys: PublicKeys(signer: mint.signer), issuer: issuer, clients: clients)
    }

    @Test("another service verifies both tokens and reads typed claims")
    func bothTokensAreVerifiedAndTheirClaimsAreTyped() async throws {
        let mint = try Mint()
        let tokens = try await mint.issuer.issue(
            Mint.grant(attributes: [.email: "ada@example.com", .emailVerified: "true"], groups: ["staff"]))
        let access = try await verifier(mint).verify(tokens.accessToken, now: Mint.issuedAt)
        #expect(access.sub == "6c1e0f50-0000-4000-8000-000000000001" && access.username == "ada")
        #expect(access.scopes == ["aws.cognito.signin.user.admin"] && access.groups == ["staff"])
        #expect(access.expiresAt.seconds - access.issuedAt.seconds == 600 && access.clientID == "client")
        let id = try await verifier(mint).verify(tokens.idToken, now: Mint.issuedAt)
        #expect(id.email == "ada@example.com" && id.isEmailVerified && id.phoneNumber == nil)
        #expect(!id.isPhoneNumberVerified && id.audience == "client" && id.issuer == Self.issuer)
        #expect(id.expiresAt.seconds - id.issuedAt.seconds == 900 && id.authenticatedAt == access.authenticatedAt)
        #expect(try tokens.accessToken.claims == access)
        #expect(try tokens.idToken.claims == id)
        for text in ["\(id)", String(reflecting: id)] { #expect(!text.contains("ada@")) }
    }

    @Test func oneKindDoesNotPassForTheOther() async throws {
        let mint = try Mint()
        let tokens = try await mint.issuer.issue(Mint.grant())
        let verifier = verifier(mint)
        await #expect(throws: TokenRefusal.malformed) {
            try await verifier.verify(AccessToken(tokens.idToken.text), now: Mint.issuedAt)
        }
        await #expect(throws: TokenRefusal.malformed) {
            try await verifier.verify(IDToken(tokens.accessToken.text), now: Mint.issuedAt)
        }
        #expect(throws: TokenRefusal.malformed) { try IDToken(tokens.accessToken.text).claims }
        #expect(throws: TokenRefusal.malformed) { try AccessToken("a.b.c").claims }
    }

    @Test func whatIsForgedExpiredOrAnothersIsRefused() async throws {
        let mint = try Mint()
        let token = try await mint.issuer.issue(Mint.grant()).accessToken
        let verifier = verifier(mint)
        await #expect(throws: TokenRefusal.malformed) {
            try await self.verifier(Mint(root: 8)).verify(token, now: Mint.issuedAt)
        }
        await #expect(throws: TokenRefusal.malformed) {
            try await verifier.verify("a.b.c" as AccessToken, now: Mint.issuedAt)
        }
        await #expect(throws: TokenRefusal.malformed) {
            try await verifier.verify(AccessToken(token.text + "A"), now: Mint.issuedAt)
        }
        await #expect(throws: TokenRefusal.expired) {
            try await verifier.verify(token, now: UnixTime(seconds: 1_700_000_700))
        }
        await #expect(throws: TokenRefusal.expired) { try await verifier.verify(token) }
        for other in [
            self.verifier(mint, issuer: "https://cognito.test.invalid/eu-west-1_other"),
            self.verifier(mint, clients: ["another"]), self.verifier(mint, clients: []),
        ] {
            await #expect(throws: TokenRefusal.notForThisService) {
                try await other.verify(token, now: Mint.issuedAt)
            }
        }
    }
}
