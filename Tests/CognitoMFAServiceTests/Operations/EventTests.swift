import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The events of an observer, and the time of a record's last change: once for each stored change, and for nothing else.
@Suite struct EventTests {
    /// Runs a call a second later, and compares its events with the expected ones for the user and time.
    private func expect(
        _ fixture: Fixture, _ what: Comment, of name: Username = "ada", changes: Bool = false,
        _ call: () async throws -> Void, tells expected: (EventSubject) throws -> [AuthEvent]
    ) async throws {
        fixture.time.advance(by: .seconds(1))
        // Refusals and administrators' calls have a suite of their own: AuditTests.
        let before = fixture.observer.aboutUsers.count
        try await call()
        await fixture.service.shutDown()
        let told = Array(fixture.observer.aboutUsers.dropFirst(before))
        let key = RecordKey.user(fixture.pool.id, CanonicalName(name, ignoringCase: true))
        let stored = try await fixture.service.records.read(key, as: UserAuthRecord.self)?.record
        let sub = try #require(stored?.sub ?? told.first?.subject?.sub)
        let now = fixture.time.now()
        let subject = EventSubject(userPoolID: fixture.pool.id, username: name, sub: sub, time: now)
        #expect(try told == expected(subject), what)
        if let stored { #expect((stored.modifiedAt == now) == changes, what) }
    }

    private func sent(_ subject: EventSubject, _ destination: CodeDestination?) throws -> AuthEvent {
        .messageSent(subject, CodeDeliveryDetails(try #require(destination)))
    }

    @Test func ofAnAdministratorsChanges() async throws {
        let fixture = try await Fixture()
        let admin = fixture.pool.admin
        try await expect(fixture, "out", changes: true) {
            try await admin.disableUser("ada")
        } tells: {
            [.userEnabled($0, false)]
        }
        try await expect(fixture, "in", changes: true) {
            try await admin.enableUser("ada")
        } tells: {
            [.userEnabled($0, true)]
        }
        try await expect(fixture, "sign-out") {
            try await admin.signOutEverywhere("ada")
        } tells: {
            [.signedOutEverywhere($0)]
        }
        let preference = UserMFAPreference(enabled: [.sms], preferred: .sms)
        try await expect(fixture, "preference") {
            try await admin.setMFAPreference("ada", sms: .preferred)
        } tells: {
            [.mfaPreferenceChanged($0, preference)]
        }
        try await expect(fixture, "the same again") {
            try await admin.setMFAPreference("ada", sms: .preferred)
        } tells: { _ in
            []
        }
        try await expect(fixture, "unlock") {
            try await admin.unlock("ada")
        } tells: {
            [.unlocked($0)]
        }
        try await expect(fixture, "number", changes: true) {
            try await admin.updateAttributes("ada", [.phoneNumber: "+14155550199"])
        } tells: {
            [.destinationChanged($0, .phoneNumber)]
        }
        try await expect(fixture, "the same number", changes: true) {
            try await admin.updateAttributes("ada", [.phoneNumber: "+14155550199"])
        } tells: { _ in
            []
        }
        try await expect(fixture, "no number", changes: true) {
            try await admin.updateAttributes("ada", [.phoneNumber: ""])
        } tells: {
            [.destinationChanged($0, .phoneNumber)]
        }
        try await expect(fixture, "password", changes: true) {
            try await admin.setPassword("ada", "Difference-1822")
        } tells: {
            [.passwordChanged($0)]
        }
        try await expect(fixture, "creation", of: "grace", changes: true) {
            try await admin.createUser("grace", password: Fixture.password)
        } tells: {
            [.userCreated($0)]
        }
        try await expect(fixture, "deletion") {
            try await admin.deleteUser("ada")
        } tells: {
            [.userDeleted($0)]
        }
    }

    @Test func ofASignInByMessage() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let number = CodeDestination(.phoneNumber, Fixture.phone)
        for failures in 1...5 {
            try await expect(fixture, "wrong password") {
                _ = await failure { _ = try await fixture.pool.signIn("ada", password: "Wrong-password-1") }
            } tells: {
                [.passwordRejected($0, lockedUntil: failures < 5 ? nil : $0.time + .seconds(1))]
            }
        }
        fixture.time.advance(by: .seconds(1))
        var challenge: Challenge?
        try await expect(fixture, "challenge") {
            challenge = try await fixture.challenge()
        } tells: {
            [.challenged($0, .smsMFA), try sent($0, number)]
        }
        let session = try #require(challenge).session
        let code = await fixture.sentCode()
        try await expect(fixture, "wrong code") {
            _ = await failure { _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: wrong(code))) }
        } tells: {
            [.codeRejected($0, .smsMFA, attemptsLeft: 4, lockedUntil: nil)]
        }
        try await expect(fixture, "code") {
            _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: code))
        } tells: {
            [.attributeVerified($0, .phoneNumber), .signedIn($0, factors: [.sms])]
        }
        try await expect(fixture, "the same session") {
            _ = await failure { _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: code)) }
        } tells: { _ in
            []
        }
    }

    @Test func ofAnAuthenticatorApp() async throws {
        let fixture = try await Fixture(mfa: .optional([.softwareToken]))
        let token = try await fixture.tokens().accessToken
        var association: SoftwareTokenAssociation?
        try await expect(fixture, "a secret given out") {
            association = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        } tells: { _ in
            []
        }
        let app = try AuthenticatorApp(scanning: try #require(association).keyURI, time: fixture.time)
        try await expect(fixture, "the first code") {
            try await fixture.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        } tells: {
            [.softwareTokenRegistered($0)]
        }
        try await fixture.pool.setMFAPreference(token, softwareToken: .preferred)
        let session = try await fixture.challenge().session
        try await expect(fixture, "a used code") {
            _ = await failure {
                _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
            }
        } tells: {
            [.codeRejected($0, .softwareTokenMFA, attemptsLeft: 4, lockedUntil: nil)]
        }
        fixture.time.advance(by: .seconds(60))
        try await expect(fixture, "a code") {
            _ = try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
        } tells: {
            [.signedIn($0, factors: [.softwareToken])]
        }
        try await expect(fixture, "removal", changes: true) {
            try await fixture.pool.removeSoftwareToken(token, password: Fixture.password)
        } tells: {
            [.softwareTokenRemoved($0)]
        }
    }

    @Test func ofASetUpInTheMiddleOfASignIn() async throws {
        let fixture = try await Fixture(mfa: .on([.softwareToken]), attributes: [:])
        var challenge: Challenge?
        try await expect(fixture, "set-up") {
            challenge = try await fixture.challenge()
        } tells: {
            [.challenged($0, .mfaSetup)]
        }
        let session = try #require(challenge).session
        var association: SoftwareTokenAssociation?
        try await expect(fixture, "a secret given out") {
            association = try await fixture.pool.associateSoftwareToken(.session(session))
        } tells: {
            [.challenged($0, .mfaSetup)]
        }
        let given = try #require(association)
        let app = try AuthenticatorApp(scanning: given.keyURI, time: fixture.time)
        var next: SessionHandle?
        try await expect(fixture, "the first code") {
            next = try await fixture.pool.verifySoftwareToken(
                .session(try #require(given.session)), code: app.code())
        } tells: {
            [.softwareTokenRegistered($0), .challenged($0, .mfaSetup)]
        }
        let last = try #require(next)
        try await expect(fixture, "the end of set-up") {
            _ = try await fixture.pool.respond(to: last, with: .mfaSetup)
        } tells: {
            [.signedIn($0, factors: [.softwareToken])]
        }
    }

    @Test func ofAnAccountsLife() async throws {
        let fixture = try await Fixture(members: .verifyingEmail)
        let address = CodeDestination(.email, "grace@example.com")
        try await expect(fixture, "sign-up", of: "grace", changes: true) {
            _ = try await fixture.pool.signUp(
                "grace", password: Fixture.password, attributes: [.email: "grace@example.com"])
        } tells: {
            [.userCreated($0), try sent($0, address)]
        }
        let code = await fixture.email.lastCode(to: "grace@example.com")
        try await expect(fixture, "confirmation", of: "grace", changes: true) {
            try await fixture.pool.confirmSignUp("grace", code: code)
        } tells: {
            [.attributeVerified($0, .email), .userConfirmed($0)]
        }
        let token = try #require(
            await fixture.pool.signIn("grace", password: Fixture.password).authenticationResult
        ).accessToken
        try await expect(fixture, "password", of: "grace", changes: true) {
            try await fixture.pool.changePassword(token, from: Fixture.password, to: "Difference-1822")
        } tells: {
            [.passwordChanged($0)]
        }
        try await expect(fixture, "a forgotten one", of: "grace") {
            try await fixture.pool.forgotPassword("grace")
        } tells: {
            [try sent($0, address)]
        }
        let recovery = await fixture.email.lastCode(to: "grace@example.com")
        try await expect(fixture, "recovery", of: "grace", changes: true) {
            try await fixture.pool.confirmForgotPassword("grace", code: recovery, password: "Compiler-1952")
        } tells: {
            [.passwordChanged($0)]
        }
        try await expect(fixture, "a reset", of: "grace", changes: true) {
            try await fixture.pool.admin.resetPassword("grace")
        } tells: {
            [try sent($0, address)]
        }
        let reset = await fixture.email.lastCode(to: "grace@example.com")
        try await fixture.pool.confirmForgotPassword("grace", code: reset, password: "Nanosecond-1906")
        let fresh = try #require(
            await fixture.pool.signIn("grace", password: "Nanosecond-1906").authenticationResult
        ).accessToken
        let other = CodeDestination(.email, "hopper@example.com")
        try await expect(fixture, "another address", of: "grace", changes: true) {
            try await fixture.pool.updateAttributes(fresh, [.email: "hopper@example.com"])
        } tells: {
            [.destinationChanged($0, .email), try sent($0, other)]
        }
        let proof = await fixture.email.lastCode(to: "hopper@example.com")
        try await expect(fixture, "its code", of: "grace") {
            try await fixture.pool.verifyAttribute(fresh, .email, code: proof)
        } tells: {
            [.attributeVerified($0, .email)]
        }
        _ = try await fixture.pool.signUp("mary", password: Fixture.password)
        try await expect(fixture, "by an administrator", of: "mary", changes: true) {
            try await fixture.pool.admin.confirmSignUp("mary")
        } tells: {
            [.userConfirmed($0)]
        }
    }
}
