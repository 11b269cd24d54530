import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Codes as people type them: tidied where they can be, and told as malformed where they cannot.
@Suite struct TypedCodeTests {
    private static let malformed: [OneTimeCode] = ["", "12345", "1234567", "12345a", "123 456", "１２３４５６"]

    private func spaced(_ code: OneTimeCode) -> OneTimeCode {
        OneTimeCode(typed: " \(code.text.prefix(3))-\(code.text.suffix(3)) ")
    }

    @Test func aTypedCodeSignsIn() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let session = try await fixture.challenge().session
        let outcome = try await fixture.pool.respond(
            to: session, with: .smsMFA(code: spaced(await fixture.sentCode())))
        #expect(outcome.authenticationResult != nil)
    }

    @Test("a malformed code at sign-in is told and costs no try", arguments: malformed)
    func aMalformedCodeAtSignInIsToldAndCostsNoTry(code: OneTimeCode) async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let session = try await fixture.challenge().session
        let before = try await fixture.record()
        for _ in 1...6 {
            let refused = await failure { _ = try await fixture.pool.respond(to: session, with: .smsMFA(code: code)) }
            #expect(refused?.code == .invalidParameter && refused?.advice == .correctCode)
            #expect(refused?.message.contains("Value at 'SMS_MFA_CODE' failed to satisfy constraint") == true)
        }
        #expect(try await fixture.record() == before)
        let right = ChallengeAnswer.smsMFA(code: await fixture.sentCode())
        #expect(try await fixture.pool.respond(to: session, with: right).authenticationResult != nil)
    }

    @Test("a malformed code of an app is told at sign-in and at set-up", arguments: malformed)
    func aMalformedCodeOfAnAppIsToldInBothPlaces(code: OneTimeCode) async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        let association = try await fixture.pool.associateSoftwareToken(token)
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let setUp = await failure { try await fixture.pool.verifySoftwareToken(token, code: code) }
        #expect(setUp?.code == .invalidParameter && setUp?.advice == .correctCode)
        try await fixture.pool.verifySoftwareToken(token, code: spaced(app.code()))
        try await fixture.pool.setMFAPreference(token, softwareToken: .preferred)
        let session = try await fixture.challenge().session
        for asAdministrator in [false, true] {
            let signIn = await failure {
                _ =
                    asAdministrator
                    ? try await fixture.pool.admin.respond(to: session, with: .softwareTokenMFA(code: code))
                    : try await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: code))
            }
            #expect(signIn?.code == .invalidParameter && signIn?.advice == .correctCode)
        }
        #expect(try await fixture.record().codeFailures == CodeCounter())
    }

    /// Other members beside a malformed code: typing the code again would not help.
    @Test func aFaultBesideTheCodeChangesTheAdvice() async throws {
        let fixture = try await Fixture()
        let refused = await failure {
            _ = try await fixture.service.verifySoftwareToken(
                VerifySoftwareTokenRequest(accessToken: "a b", userCode: "x"))
        }
        #expect(refused?.advice == .changeCall)
    }

    @Test("the set-up of a required pool needs no unwrapping") func theSetUpOfARequiredPoolNeedsNoUnwrapping()
        async throws
    {
        let fixture = try await Fixture(mfa: .on([.softwareToken]), attributes: [:])
        guard case .mfaSetup(let challenge) = try await fixture.challenge() else {
            Issue.record("no set-up")
            return
        }
        let (association, associated) = try await fixture.pool.associateSoftwareToken(in: challenge.session)
        let app = try AuthenticatorApp(scanning: association.keyURI, time: fixture.time)
        let verified = try await fixture.pool.verifySoftwareToken(
            in: associated, code: app.code(), friendlyDeviceName: "Ada's phone")
        let outcome = try await fixture.pool.respond(to: verified, with: .mfaSetup)
        #expect(outcome.authenticationResult != nil)
    }
}
