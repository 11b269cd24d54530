import CognitoMFA
import CognitoMFATesting
import Testing

/// Code of hosts, with the one import that they use.
@Suite struct HostSamplesTests {
    @Test func aServerEmbedsAPoolInTwelveLines() async throws {
        let sms = RecordingSMSSender()
        let pool = try await UserPool.inMemory(mfa: .optional([.sms, .softwareToken]), sms: sms)
        try await pool.admin.createUser(
            "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
        try await pool.admin.setMFAPreference("ada", sms: .preferred)
        switch try await pool.signIn("ada", password: "Analytical-1843") {
        case .authenticated: Issue.record("no second factor")
        case .challenged(.smsMFA(let challenge)):
            #expect(challenge.delivery.destination == "+*******0123")
            let code = await sms.lastCode(to: "+14155550123")
            let outcome = try await pool.respond(to: challenge.session, with: .smsMFA(code: code))
            #expect(outcome.authenticationResult?.accessToken.text.isEmpty == false)
        case .challenged(let other): Issue.record("\(other.name)")
        }
    }

    @Test func aScriptPlaysThePhone() async throws {
        let time = ManualTimeSource()
        let pool = try await UserPool.inMemory(time: time)
        try await pool.admin.createUser("ada", password: "Analytical-1843")
        let first = try #require(await pool.signIn("ada", password: "Analytical-1843").authenticationResult)
        let association = try await pool.associateSoftwareToken(.accessToken(first.accessToken))
        let setUp = TOTP.cognito.code(for: association.secret, at: time.now())
        try await pool.verifySoftwareToken(
            .accessToken(first.accessToken), code: setUp, friendlyDeviceName: "Ada's phone")
        try await pool.setMFAPreference(first.accessToken, softwareToken: .preferred)
        let code = TOTP.cognito.code(for: association.secret, at: time.now() + .seconds(30))
        var answers: [String] = []
        for _ in 1...2 {
            guard
                case .challenged(.softwareTokenMFA(let challenge)) = try await pool.signIn(
                    "ada", password: "Analytical-1843")
            else {
                Issue.record("not challenged")
                return
            }
            do throws(CognitoError) {
                let outcome = try await pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code))
                answers.append("\(outcome)")
            } catch {
                answers.append("\(error)")
                #expect(error.advice == .anotherCode(attemptsLeft: 4, clockOff: false))
            }
        }
        #expect(
            answers == [
                "authenticated", "ExpiredCodeException: Your software token has already been used once.",
            ])
    }

    /// The main switch of a server's error handling: by advice, not by thirty names.
    @Test func everyErrorOfASignInHasAdvice() async throws {
        let test = try await TestPool(mfa: .optional([.sms]))
        try await test.pool.admin.createUser(
            "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
        try await test.pool.admin.setMFAPreference("ada", sms: .preferred)
        let session = try #require(await test.pool.signIn("ada", password: "Analytical-1843").challenge).session
        let code = await test.sms.lastCode(to: "+14155550123")
        test.time.advance(by: .seconds(180))
        let late = await #expect(throws: CognitoError.self) {
            try await test.pool.respond(to: session, with: .smsMFA(code: code))
        }
        #expect(late?.code == .notAuthorized && late?.advice == .newSignIn)
        for _ in 1...5 { _ = try? await test.pool.signIn("ada", password: "wrong") }
        let locked = await #expect(throws: CognitoError.self) {
            try await test.pool.signIn("ada", password: "Analytical-1843")
        }
        #expect(locked?.advice == .waitUntil(test.time.now() + .seconds(1)))
    }

    /// The help desk, in one typed error from end to end.
    private func lostPhone(_ pool: UserPool, username: Username, newPhone: String) async throws(CognitoError) {
        let phone = try PhoneNumber(newPhone)
        try await pool.admin.updateAttributes(username, [.phoneNumber: phone.e164])
        try await pool.admin.setMFAPreference(username, sms: .preferred)
        try await pool.admin.signOutEverywhere(username)
    }

    @Test func theHelpDeskReplacesANumber() async throws {
        let test = try await TestPool()
        try await test.pool.admin.createUser(
            "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
        let tokens = try #require(await test.pool.signIn("ada", password: "Analytical-1843").authenticationResult)
        try await lostPhone(test.pool, username: "ada", newPhone: "+14155550199")
        await #expect(throws: CognitoError.self) { try await test.pool.user(tokens.accessToken) }
        guard
            case .challenged(.smsMFA(let challenge)) = try await test.pool.signIn("ada", password: "Analytical-1843")
        else {
            Issue.record("no text message")
            return
        }
        #expect(challenge.delivery.destination == "+*******0199")
        await #expect(throws: CognitoError.self) { try await lostPhone(test.pool, username: "ada", newPhone: "oops") }
    }

    /// A host that moves its users in keeps their old hashes.
    private struct OldUntilRehashed: PasswordHasher {
        let modern = PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations)

        func hash(_ password: Password) async throws -> PasswordHash { try await modern.hash(password) }
        func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
            guard let hash, hash.text.hasPrefix("$old$") else {
                return try await modern.verify(password, against: hash)
            }
            return hash.text == "$old$\(password.text)"
        }
        func needsRehash(_ hash: PasswordHash) -> Bool { hash.text.hasPrefix("$old$") || modern.needsRehash(hash) }
    }

    @Test func aHostBringsItsOwnHasher() async throws {
        let hasher = OldUntilRehashed()
        #expect(try await hasher.verify("x", against: PasswordHash("$old$x")))
        #expect(hasher.needsRehash(PasswordHash("$old$x")))
        let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        let service = UserPoolService(
            store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://example.com", keys: keys),
            passwords: hasher)
        let pool = try await service.openPool("eu-west-1_main", client: "web")
        try await pool.admin.createUser("ada", password: "Analytical-1843")
        #expect(try await pool.signIn("ada", password: "Analytical-1843").authenticationResult != nil)
        await #expect(throws: CognitoError.self) { try await pool.signIn("ada", password: "analytical-1843") }
    }

    @Test func aTestPoolIsTheSameEveryTime() async throws {
        func story() async throws -> [String] {
            let test = try await TestPool(seed: 9)
            try await test.pool.admin.createUser(
                "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
            let tokens = try #require(await test.pool.signIn("ada", password: "Analytical-1843").authenticationResult)
            let association = try await test.pool.associateSoftwareToken(.accessToken(tokens.accessToken))
            let app = try test.authenticator(scanning: association)
            return [tokens.accessToken.text, association.secretCode, app.code().text]
        }
        #expect(try await story() == story())
    }

    @Test func aHostMovesItsTableIn() async throws {
        let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
        let service = UserPoolService(
            store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://example.com", keys: keys),
            passwords: OldUntilRehashed())
        let pool = try await service.openPool("eu-west-1_main", client: "web")
        try await pool.admin.importUser("ada", passwordHash: PasswordHash("$old$Analytical-1843"))
        for _ in 1...2 {
            #expect(try await pool.signIn("ada", password: "Analytical-1843").authenticationResult != nil)
        }
        await #expect(throws: CognitoError.self) { try await pool.signIn("ada", password: "analytical-1843") }
    }

    @Test func aTestSignsUpRecoversAndCountsEvents() async throws {
        let test = try await TestPool(members: UserPoolOptions(autoVerifiedAttributes: [.email]))
        let signedUp = try await test.pool.signUp(
            "grace", password: "Compiler-1952", attributes: [.email: "grace@example.com"])
        #expect(signedUp.codeDeliveryDetails?.destination == "g***@e***")
        try await test.pool.confirmSignUp("grace", code: await test.email.lastCode(to: "grace@example.com"))
        try await test.pool.forgotPassword("grace")
        await test.pool.service.shutDown()
        try await test.pool.confirmForgotPassword(
            "grace", code: await test.email.lastCode(to: "grace@example.com"), password: "Compiler-1953")
        #expect(try await test.pool.signIn("grace", password: "Compiler-1953").authenticationResult != nil)
        #expect(
            test.observer.names == [
                "poolChanged", "clientChanged", "userCreated", "messageSent", "attributeVerified", "userConfirmed",
                "messageSent", "passwordChanged",
                "signedIn",
            ])
    }

    @Test func aHelpDeskFindsUsersWhomRequiredMFAWouldLockOut() async throws {
        let test = try await TestPool(profile: .current)
        try await test.pool.admin.createUser("ada", password: "Analytical-1843")
        #expect(try await test.pool.admin.usersWhoCouldNotSignIn(under: .on([.sms])) == ["ada"])
        try await test.pool.admin.setMFA(.on([.sms, .softwareToken]))
        let explained = try await test.pool.admin.explainSignIn(of: "ada")
        #expect(explained.rule == .setUp && explained.challenge == .mfaSetup)
    }
}
