import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// No operation reaches the users and sign-ins of one pool through another pool or sign-in.
@Suite struct PoolBoundaryTests {
    // R29, R107: an administrator of one pool answers and refreshes nothing of another.
    @Test func anAdministratorsCallStaysInItsPool() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        _ = try await fixture.service.openPool(
            "other_pool", client: "second", creatingIfAbsent: UserPoolSettings(name: "Other"))
        let first = try await fixture.challenge().session
        let tokens = try #require(
            await fixture.pool.respond(to: first, with: .softwareTokenMFA(code: app.code())).authenticationResult)
        let session = try await fixture.challenge().session
        fixture.time.advance(by: .seconds(30))
        let code = app.code()
        let before = try await fixture.record()
        let calls: [() async throws -> Void] = [
            {
                _ = try await fixture.admin.adminRespondToAuthChallenge(
                    AdminRespondToAuthChallengeRequest(
                        userPoolID: "other_pool",
                        response: RespondToAuthChallengeRequest(
                            clientID: "client", challengeName: .softwareTokenMFA, session: session,
                            challengeResponses: ["USERNAME": "ada", "SOFTWARE_TOKEN_MFA_CODE": code.text])))
            },
            {
                _ = try await fixture.admin.adminInitiateAuth(
                    AdminInitiateAuthRequest(
                        userPoolID: "other_pool", authFlow: .refreshTokenAuth, clientID: "client",
                        authParameters: ["REFRESH_TOKEN": #require(tokens.refreshToken).text]))
            },
            {
                _ = try await fixture.admin.adminInitiateAuth(
                    AdminInitiateAuthRequest(
                        userPoolID: "other_pool", authFlow: .adminUserPasswordAuth, clientID: "client",
                        authParameters: ["USERNAME": "ada", "PASSWORD": Fixture.password.text]))
            },
        ]
        for call in calls { #expect(await failure(call) == .clientNotFound("client")) }
        #expect(try await fixture.record() == before)
        // The pool's own client takes the same answer.
        let done = try await fixture.pool.admin.respond(to: session, with: .softwareTokenMFA(code: code), as: "ada")
        #expect(done.authenticationResult != nil)
    }

    private func rotating() async throws -> (Fixture, RefreshToken, RefreshToken) {
        let fixture = try await Fixture()
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.refreshTokenRotation = RefreshTokenRotation()
        }
        let zero = try #require(await fixture.tokens().refreshToken)
        let one = try #require(await fixture.pool.refresh(zero).refreshToken)
        return (fixture, zero, one)
    }

    // R96, R97: any token of a sign-in revokes it, a replaced one too.
    @Test(arguments: [false, true]) func anyTokenOfASignInRevokesIt(_ byTheOlder: Bool) async throws {
        let (fixture, zero, one) = try await rotating()
        try await fixture.pool.signOut(byTheOlder ? zero : one)
        for token in [zero, one] {
            #expect(await failure { _ = try await fixture.pool.refresh(token) } == .revokedRefreshToken)
        }
    }

    // R96, R97: within its grace a replaced token yields its successor only while the sign-in lives.
    @Test func theGraceOfAReplacedTokenEndsWithTheSignIn() async throws {
        typealias End = @Sendable (Fixture, RefreshToken) async throws -> Void
        let ends: [(CognitoError, End)] = [
            (.revokedRefreshToken, { fixture, token in try await fixture.pool.signOut(token) }),
            (.revokedRefreshToken, { fixture, _ in try await fixture.pool.admin.signOutEverywhere("ada") }),
            (.userDisabled, { fixture, _ in try await fixture.pool.admin.disableUser("ada") }),
            (.revokedRefreshToken, { fixture, _ in try await fixture.pool.admin.deleteUser("ada") }),
        ]
        for (place, (error, end)) in ends.enumerated() {
            let (fixture, zero, one) = try await rotating()
            #expect(try await fixture.pool.refresh(zero).refreshToken == one)
            try await end(fixture, one)
            #expect(await failure { _ = try await fixture.pool.refresh(zero) } == error, "end \(place)")
        }
    }

    // R69, R53: the code of an e-mail ends like that of a text message.
    @Test(arguments: [MFAType.sms, .email]) func aSentCodeEndsBeforeItsSession(_ factor: MFAType) throws {
        var fixture = MachineFixture(.optional([.sms, .email, .softwareToken]))
        fixture.client.authSessionValidityMinutes = 15
        let name: AttributeName = factor == .email ? .email : .phoneNumber
        let session = fixture.openSent(name)
        func answer(_ code: OneTimeCode, _ fixture: MachineFixture) -> MachineFixture.Outcome<SignInAction> {
            fixture.verify {
                guard let open = fixture.user.session(session.id) else { return .refuse(.usedSession) }
                return $0.sentCodeSubmitted(code, session: open, in: fixture.signInContext)
            }
        }
        var late = fixture
        late.now = late.now + .seconds(180)
        let expired = answer(MachineFixture.code, late)
        #expect(expired.answer == .refuse(.expiredCode))
        #expect(expired.record == late.user, "it is not counted")
        late.now = late.now - .milliseconds(1)
        #expect(answer(MachineFixture.code, late).answer.isGrant)
        for number in 1...5 {
            fixture.user = answer(MachineFixture.wrongCode, fixture).record
            // The lock of the codes is checked with the session.
            guard number < 5 else { continue }
            guard case .awaitingFactor(.sentCode(let sent)) = try #require(fixture.user.session(session.id)).state
            else {
                Issue.record("another state")
                return
            }
            #expect(sent.failures == number)
        }
        #expect(fixture.user.session(session.id) == nil)
    }

    // R61: both ways of set-up keep the app's name.
    @Test(arguments: [false, true]) func theNameOfAnAppIsKept(_ bySession: Bool) async throws {
        let fixture = try await Fixture(mfa: bySession ? .on([.softwareToken]) : .optional([.softwareToken]))
        var user: UserAuthorization
        let association: SoftwareTokenAssociation
        if bySession {
            association = try await fixture.pool.associateSoftwareToken(.session(fixture.challenge().session))
            user = .session(try #require(association.session))
        } else {
            user = .accessToken(try await fixture.tokens().accessToken)
            association = try await fixture.pool.associateSoftwareToken(user)
        }
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        try await fixture.pool.verifySoftwareToken(user, code: app.code(), friendlyDeviceName: "Ada's phone")
        #expect(try await fixture.record().softwareToken?.friendlyDeviceName == "Ada's phone")
    }

    // R61, R65: removing the app also removes its pending successor, for users and administrators.
    @Test(arguments: [false, true]) func removalEndsAPendingSecretToo(_ byAdministrator: Bool) throws {
        var fixture = MachineFixture()
        try fixture.addApp()
        try fixture.associate()
        let outcome = fixture.verify {
            byAdministrator
                ? $0.softwareTokenDeleted(by: nil, in: fixture.poolContext)
                : $0.softwareTokenRemoved(
                    fixture.proof(), code: nil, by: fixture.principal, in: fixture.poolContext)
        }
        #expect(outcome.answer == .done)
        #expect(outcome.record.softwareToken == nil && outcome.record.pendingSoftwareToken == nil)
    }
}
