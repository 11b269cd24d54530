import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The dry run of a sign-in matches the sign-in itself, in every state of the user.
@Suite struct ExplainTests {
    private struct State: Sendable, CustomTestStringConvertible {
        let name: String
        let refusal: CognitoError?
        let challenge: ChallengeName?
        let change: @Sendable (inout UserAuthRecord) -> Void

        init(
            _ name: String, refusal: CognitoError? = nil, challenge: ChallengeName? = nil,
            _ change: @escaping @Sendable (inout UserAuthRecord) -> Void
        ) {
            (self.name, self.refusal, self.challenge, self.change) = (name, refusal, challenge, change)
        }

        var testDescription: String { name }
    }

    private static let now = UnixTime(seconds: 1_800_000_000)

    /// Locks the password for a number of seconds, with failures at the present time.
    private static func lock(_ user: inout UserAuthRecord, _ failures: Int = 5) {
        for _ in 0..<failures { user.passwordFailures.fail(at: now) }
    }

    private static let states = [
        State("nothing is switched on") { _ in },
        State("four wrong passwords") { lock(&$0, 4) },
        State("locked", refusal: .attemptsExceeded(.waitUntil(now + .seconds(1)))) { lock(&$0) },
        State("locked and kept out", refusal: .attemptsExceeded(.waitUntil(now + .seconds(4)))) {
            lock(&$0, 7)
            $0.isEnabled = false
        },
        State("kept out", refusal: .userDisabled) {
            $0.isEnabled = false
            $0.status = .unconfirmed
        },
        State("unconfirmed", refusal: .userNotConfirmed) { $0.status = .unconfirmed },
        State("must reset", refusal: .passwordResetRequired) { $0.status = .resetRequired },
        State("temporary password", challenge: .newPasswordRequired) { $0.status = .forceChangePassword },
        State("temporary password in time", challenge: .newPasswordRequired) {
            $0.status = .forceChangePassword
            $0.temporaryPasswordExpiresAt = now + .milliseconds(1)
        },
        State("temporary password over", refusal: .temporaryPasswordExpired) {
            $0.status = .forceChangePassword
            $0.temporaryPasswordExpiresAt = now
        },
        State("text messages", challenge: .smsMFA) { $0.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms) },
        State("the codes are locked", refusal: .attemptsExceeded(.waitUntil(now + .seconds(1)))) {
            $0.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms)
            for _ in 0..<5 { $0.codeFailures.fail(.sms, at: now) }
        },
        State(
            "too many open sign-ins", refusal: .tooManyRequests.advising(.waitUntil(now + .seconds(3600)))
        ) {
            $0.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms)
            for _ in 0..<HourlyLimits().openSignIns { $0.hourly.use(.openSignIns, at: now) }
        },
        State("too many messages", refusal: .attemptLimitExceeded(until: now + .seconds(3600))) {
            $0.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms)
            for _ in 0..<HourlyLimits().sendsWithPassword { $0.hourly.use(.sendsWithPassword, at: now) }
        },
        State("too many grants", refusal: .tooManyRequests.advising(.waitUntil(now + .seconds(3600)))) {
            for _ in 0..<HourlyLimits().grants { $0.hourly.use(.grants, at: now) }
        },
        State("the factor is closed", refusal: .attemptsExceeded(.changeCall)) {
            $0.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms)
            for day in 0..<100 { $0.codeFailures.fail(.sms, at: now - .seconds(Int64(200 - day) * 86_400)) }
        },
    ]

    // R30, R46-R50, R81
    @Test(arguments: states) private func theSignInDoesWhatIsSaid(_ state: State) async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(fixture.key, as: UserAuthRecord.self, state.change)
        let before = try await fixture.record()
        let explained = try await fixture.pool.admin.explainSignIn(of: "ada")
        #expect(explained.refusal == state.refusal && explained.challenge == state.challenge)
        #expect(explained.leadsToTokens == (state.refusal == nil && state.challenge == nil))
        #expect(try await fixture.record() == before, "nothing is changed")
        #expect(await fixture.sms.messages.isEmpty)

        var outcome: AuthOutcome?
        let error = await failure { outcome = try await fixture.pool.signIn("ada", password: Fixture.password) }
        #expect(error == explained.refusal)
        #expect(outcome?.challenge?.name == explained.challenge)
        #expect((outcome?.authenticationResult != nil) == explained.leadsToTokens)
    }

    // R46: the factors to answer with, to choose from, or to set up.
    @Test func theFactorsAreTold() async throws {
        let fixture = try await Fixture()
        let admin = fixture.pool.admin
        func factors() async throws -> [MFAType] { try await admin.explainSignIn(of: "ada").factors }
        #expect(try await factors().isEmpty)
        try await fixture.registerApp()
        #expect(try await factors() == [.softwareToken])
        try await admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        #expect(try await admin.explainSignIn(of: "ada").challenge == .selectMFAType)
        #expect(try await factors() == [.sms, .softwareToken])
        try await admin.createUser("grace", password: Fixture.password)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) { $0.mfa = .on([.softwareToken]) }
        let explained = try await admin.explainSignIn(of: "grace")
        #expect(explained.challenge == .mfaSetup && explained.factors == [.softwareToken])
    }

    // R6: an alias that moves between the look-up and the reading leads to its new owner.
    @Test func anAliasThatMovesMeanwhileIsLookedUpAnew() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let admin = fixture.pool.admin
        #expect(try await admin.explainSignIn(of: "ada@example.com").leadsToTokens)
        await fixture.store.before("read user", skipping: 1) {
            try await admin.updateAttributes("ada", [.email: ""])
            try await admin.createUser("grace", temporaryPassword: Fixture.password, attributes: .verifiedEmail)
        }
        #expect(try await admin.explainSignIn(of: "ada@example.com").challenge == .newPasswordRequired)
        await fixture.store.before("read user", skipping: 1) { try await admin.deleteUser("grace") }
        #expect(await failure { _ = try await admin.explainSignIn(of: "ada@example.com") } == .userNotFound)
    }

    // R10, R85: exactly the users who would be refused, or who could not finish the set-up by themselves.
    @Test func everyUserWhoCouldNotSignInIsTold() async throws {
        let fixture = try await Fixture()
        let admin = fixture.pool.admin
        for name in ["alan", "closed", "grace"] as [Username] {
            let attributes: UserAttributes = name == "closed" ? [.phoneNumber: "+14155550188"] : [:]
            try await admin.createUser(name, password: Fixture.password, attributes: attributes)
        }
        let key = RecordKey.user(fixture.pool.id, CanonicalName("closed", ignoringCase: true))
        try await fixture.rewrite(key, as: UserAuthRecord.self) {
            for _ in 0..<100 { $0.codeFailures.fail(.sms, at: Self.now) }
        }
        func stranded(_ configuration: UserPoolMFAConfiguration) async throws -> [String] {
            try await admin.usersWhoCouldNotSignIn(under: configuration).map(\.text).sorted()
        }
        #expect(try await stranded(.on([.sms])) == ["alan", "closed", "grace"])
        #expect(try await stranded(.on([.sms, .softwareToken])) == ["closed"], "who has no number registers an app")
        #expect(try await stranded(.optional([.sms])).isEmpty)
        let pool = try await fixture.admin.describeUserPool(.init(userPoolID: fixture.pool.id))
        #expect(pool.mfaConfiguration == .optional, "nothing is changed")
    }
}
