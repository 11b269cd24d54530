import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// The holder of an access token, for the routes of a server.
@Suite struct PrincipalTests {
    @Test("the holder of an access token, with and without the store", arguments: [true, false])
    func theHolderIsTold(readingStore: Bool) async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let principal = try await fixture.pool.principal(of: tokens.accessToken, readingStore: readingStore)
        let claims = try tokens.accessToken.claims
        #expect(principal.username == "ada" && principal.sub == claims.sub && principal.clientID == "client")
        #expect(principal.userPoolID == fixture.pool.id && principal.scopes == claims.scopes)
        #expect(try tokens.idToken.claims.sub == principal.sub)
    }

    @Test func withoutTheStoreAnEndedSignInPassesUntilItExpires() async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.signOutEverywhere(token)
        #expect(await failure { _ = try await fixture.pool.principal(of: token) } == .revokedAccessToken)
        let reads = await fixture.store.calls.count
        #expect(try await fixture.pool.principal(of: token, readingStore: false).username == "ada")
        #expect(await fixture.store.calls.count == reads, "nothing was read")
        fixture.time.advance(by: .seconds(3600))
        for readsStore in [true, false] {
            let late = await failure { _ = try await fixture.pool.principal(of: token, readingStore: readsStore) }
            #expect(late == .expiredAccessToken)
        }
    }

    @Test(arguments: [true, false])
    func anotherPoolsTokenIsRefusedAndTheRefusalIsAnEvent(readingStore: Bool) async throws {
        let fixture = try await Fixture()
        let other = try await fixture.service.openPool("other_pool", client: "elsewhere")
        try await other.admin.createUser("grace", password: Fixture.password)
        let tokens = try #require(await other.signIn("grace", password: Fixture.password).authenticationResult)
        for token in [tokens.accessToken, "a.b.c", AccessToken(tokens.idToken.text)] {
            let refused = await failure { _ = try await fixture.pool.principal(of: token, readingStore: readingStore) }
            #expect(refused == .invalidAccessToken)
        }
        #expect(fixture.observer.names.suffix(3) == ["refused", "refused", "refused"])
    }
}
