import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import UserPoolModel

/// A sign-in under way, by its session alone.
enum OpenChallengeRows {
    private static let used = "Invalid session for the user, session can only be used once."
    private static let limit = "Attempt limit exceeded, please try after some time."

    private static func atSMS() async throws -> (Fixture, SessionHandle) {
        let f = try await Fixture()
        try await f.preferSMS()
        return (f, try await f.challenge().session)
    }

    private static let invalid = "Invalid session for the user."
    private static let taken = "An account with the given email already exists."

    /// A user at the code of a number that is set up.
    private static func atNewNumber() async throws -> (Fixture, SessionHandle, OneTimeCode) {
        let (f, number) = (try await Fixture(mfa: .on([.sms]), attributes: [:]), "+14155550188")
        let setUp = try await f.challenge().session
        let sent = try await f.pool.respond(to: setUp, with: .mfaSetupBySMS(PhoneNumber(number))).challenge?.session
        return (f, sent ?? "", await f.sms.lastCode(to: number))
    }

    static let all: [ErrorRow] = [
        ErrorRow("GetOpenChallenge, session that has ended", .assumed, .notAuthorized, used) {
            let (f, session) = try await atSMS()
            try await f.pool.endSignIn(session)
            _ = try await f.pool.challenge(of: session)
        },
        ErrorRow("SendNewCode, within the wait", .assumed, .limitExceeded, limit) {
            let (f, session) = try await atSMS()
            _ = try await f.pool.sendNewCode(session)
        },
        ErrorRow("SendNewCode, fourth message", .assumed, .limitExceeded, limit) {
            let (f, session) = try await atSMS()
            for seconds in [30, 60] {
                f.time.advance(by: .seconds(seconds))
                _ = try await f.pool.sendNewCode(session)
            }
            f.time.advance(by: .seconds(60))
            _ = try await f.pool.sendNewCode(session)
        },
        ErrorRow(
            "SendNewCode, no code by message", .assumed, .invalidParameter,
            "The challenge waits for no code by message."
        ) {
            let f = try await Fixture()
            try await f.registerApp()
            _ = try await f.pool.sendNewCode(f.challenge().session)
        },
        ErrorRow("SendNewCode, wrong secret", .assumed, .notAuthorized, "Unauthorized client") {
            let (f, session) = try await atSMS()
            _ = try await f.service.pool(f.pool.id, client: "client", secret: "another-secret-of-24-and-more")
                .sendNewCode(session)
        },
        ErrorRow(
            "UseAnotherFactor, no other", .assumed, .invalidParameter, "There is no other MFA type to change to."
        ) {
            let (f, session) = try await atSMS()
            _ = try await f.pool.useAnotherFactor(session)
        },
        ErrorRow(
            "UseAnotherFactor, not among the others", .assumed, .invalidParameter,
            "The MFA type is not one of those offered."
        ) {
            let f = try await Fixture()
            try await f.enableBoth()
            try await f.pool.admin.setMFAPreference("ada", sms: .preferred)
            _ = try await f.pool.useAnotherFactor(f.challenge().session, .email)
        },
        ErrorRow("UseAnotherFactor, sixth change", .assumed, .limitExceeded, limit) {
            let f = try await Fixture()
            try await f.enableBoth()
            try await f.pool.admin.setMFAPreference("ada", softwareToken: .preferred)
            var session = try await f.challenge().session
            for _ in 0..<6 {
                let choice = try await f.pool.useAnotherFactor(session).challenge?.session ?? ""
                let next = try await f.pool.respond(to: choice, with: .selectMFAType(.softwareToken))
                session = next.challenge?.session ?? ""
            }
        },
        ErrorRow(
            "GetPendingSoftwareToken, nothing associated", .assumed, .invalidParameter,
            "User has not set up software token mfa"
        ) {
            let f = try await Fixture(mfa: .on([.softwareToken]))
            _ = try await f.pool.pendingSoftwareToken(of: f.challenge().session)
        },
        ErrorRow("CancelSetup, no set-up", .assumed, .invalidParameter, "The challenge is no set-up.") {
            let (f, session) = try await atSMS()
            _ = try await f.pool.cancelSetup(session)
        },
        ErrorRow("MFA_SETUP, number while another tab's was confirmed", .assumed, .notAuthorized, invalid) {
            let (f, session, code) = try await atNewNumber()
            try await f.pool.admin.updateAttributes("ada", [.phoneNumber: Fixture.phone])
            _ = try await f.pool.respond(to: session, with: .smsMFA(code: code))
        },
        ErrorRow("MFA_SETUP, another number within the wait", .assumed, .limitExceeded, limit) {
            let (f, session, _) = try await atNewNumber()
            _ = try await f.pool.respond(to: session, with: .mfaSetupBySMS(PhoneNumber(Fixture.phone)))
        },
        ErrorRow("MFA_SETUP, number that names another user", .assumed, .aliasExists, taken) {
            let f = try await Fixture(mfa: .on([.email]), usernames: [.phoneNumber, .email])
            let (name, address) = (Username(Fixture.phone), "ada@example.com")
            try await f.pool.admin.createUser(name, password: Fixture.password)
            try await f.pool.admin.createUser(Username(address), password: Fixture.password)
            let setUp = try await f.pool.signIn(name, password: Fixture.password).challenge?.session ?? ""
            let sent = try await f.pool.respond(to: setUp, with: .mfaSetupByEmail(address)).challenge?.session ?? ""
            _ = try await f.pool.respond(to: sent, with: .emailOTP(code: f.email.lastCode(to: address)))
        },
        ErrorRow("EndSignIn, session that has ended", .assumed, .notAuthorized, used) {
            let (f, session) = try await atSMS()
            try await f.pool.endSignIn(session)
            try await f.pool.endSignIn(session)
        },
    ]
}
