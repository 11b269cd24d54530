import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Every operation with an access token, after every call that ends the token.
@Suite struct AccessTokenPathsTests {
    enum Path: CaseIterable {
        case getUser, authFactors, associate, verify, remove, preference, settings, changePassword, signOut, update
        case deleteAttributes, attributeCode, verifyAttribute, deleteUser
    }

    enum Fault: CaseIterable {
        case disabled, signedOut, passwordSet, revoked, expired, resetRequired, unconfirmed, deleted, recreated
        case otherKey, clientDeleted, clientOfAnotherPool, refreshToken, idToken

        var error: CognitoError {
            switch self {
            case .disabled: .userDisabled
            case .signedOut, .passwordSet, .revoked: .revokedAccessToken
            case .expired: .expiredAccessToken
            case .resetRequired: .passwordResetRequired
            case .unconfirmed: .userNotConfirmed
            case .deleted, .recreated: .userNotFound
            case .otherKey, .clientDeleted, .clientOfAnotherPool, .refreshToken, .idToken: .invalidAccessToken
            }
        }
    }

    private func call(_ path: Path, _ fixture: Fixture, _ token: AccessToken) async -> CognitoError? {
        let (pool, service) = (fixture.pool, fixture.service)
        return await failure {
            switch path {
            case .getUser: _ = try await pool.user(token)
            case .authFactors: _ = try await service.getUserAuthFactors(.init(accessToken: token))
            case .associate: _ = try await pool.associateSoftwareToken(.accessToken(token))
            case .verify: try await pool.verifySoftwareToken(.accessToken(token), code: "123456")
            case .remove: try await pool.removeSoftwareToken(token, password: Fixture.password, code: "123456")
            case .preference: try await pool.setMFAPreference(token, email: .disabled)
            case .settings: try await service.setUserSettings(.init(accessToken: token, mfaOptions: []))
            case .changePassword: try await pool.changePassword(token, from: Fixture.password, to: "Compiler-1952")
            case .signOut: try await pool.signOutEverywhere(token)
            case .update: try await pool.updateAttributes(token, ["name": "Ada"])
            case .deleteAttributes:
                try await service.deleteUserAttributes(.init(accessToken: token, userAttributeNames: ["name"]))
            case .attributeCode: try await pool.sendVerificationCode(token, for: .email)
            case .verifyAttribute: try await pool.verifyAttribute(token, .email, code: "123456")
            case .deleteUser: try await pool.deleteUser(token)
            }
        }
    }

    /// Ends a token.
    ///
    /// - Returns: The token that the caller presents from then on.
    private func bring(_ fault: Fault, on fixture: Fixture, _ tokens: AuthenticationResult) async throws -> AccessToken
    {
        let admin = fixture.pool.admin
        switch fault {
        case .disabled: try await admin.disableUser("ada")
        case .signedOut: try await admin.signOutEverywhere("ada")
        case .passwordSet: try await admin.setPassword("ada", Fixture.password)
        case .revoked: try await fixture.pool.signOut(#require(tokens.refreshToken))
        case .expired: fixture.time.advance(by: .seconds(3600))
        case .resetRequired:
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.status = .resetRequired }
        case .unconfirmed:
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.status = .unconfirmed }
        case .deleted: try await admin.deleteUser("ada")
        case .recreated:
            // With the same generation: only the sub distinguishes the two.
            await fixture.store.drop(fixture.key)
            try await admin.createUser("ada", password: Fixture.password, attributes: .verifiedEmail)
        case .otherKey:
            let middle = tokens.accessToken.text.split(separator: ".")
            return AccessToken("\(middle[0]).\(middle[1]).\(middle[2].reversed().map { String($0) }.joined())")
        case .clientDeleted: await fixture.store.drop(.client("client"))
        case .clientOfAnotherPool:
            _ = try await fixture.service.openPool("other_pool", client: "second")
            try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
                $0.client = AppClient(id: "client", userPoolID: "other_pool", name: "n")
            }
        case .refreshToken: return AccessToken(try #require(tokens.refreshToken).text)
        case .idToken: return AccessToken(tokens.idToken.text)
        }
        return tokens.accessToken
    }

    // R2, R22, R27, R91, R92, R96
    @Test(arguments: Path.allCases, Fault.allCases)
    func aTokenThatIsClosedOpensNothing(_ path: Path, _ fault: Fault) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let tokens = try await fixture.tokens()
        let shown = try await bring(fault, on: fixture, tokens)
        let before = await fixture.store.row(fixture.key)
        #expect(await call(path, fixture, shown) == fault.error)
        #expect(await fixture.store.row(fixture.key) == before, "nothing is written")
        await fixture.service.shutDown()
        #expect(await fixture.email.messages.isEmpty)
    }

    // Each operation accepts a valid token, so the other test does not pass by refusing everything.
    @Test(arguments: Path.allCases) func aGoodTokenIsHeard(_ path: Path) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        let refused = await call(path, fixture, try await fixture.tokens().accessToken)
        let expected: CognitoError? =
            switch path {
            case .verify: .nothingAssociated
            case .remove: .noSoftwareToken
            case .verifyAttribute: .verificationCodeExpired
            default: nil
            }
        #expect(refused == expected)
    }

    // R88: in profile `strict` a sign-in of ten minutes ago changes no factor, by any name of the operation.
    @Test(arguments: Path.allCases) func anOldSignInChangesNoFactorInStrict(_ path: Path) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, profile: .strict)
        let token = try await fixture.tokens().accessToken
        fixture.time.advance(by: .seconds(600))
        let isGuarded = [.associate, .verify, .remove, .preference, .settings, .deleteUser].contains(path)
        let refused = await call(path, fixture, token)
        #expect((refused == .reauthenticationRequired) == isGuarded)
    }
}
