import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Foundation
import TestSupport
import Testing
import UserPoolModel

/// The mirrors of outcomes and errors that a route sends as JSON.
@Suite struct ReplyTests {
    private func json(_ reply: some Encodable) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(reply))
        return try #require(object as? [String: Any])
    }

    private func coded<Reply: Codable & Equatable>(_ reply: Reply) throws -> Reply {
        try JSONDecoder().decode(Reply.self, from: JSONEncoder().encode(reply))
    }

    @Test("tokens and challenges are JSON and back") func tokensAndChallengesAreJSONAndBack() async throws {
        let fixture = try await Fixture()
        let tokens = try await fixture.tokens()
        let signedIn = SignInReply(.authenticated(tokens))
        #expect(try coded(signedIn) == signedIn && signedIn.challenge == nil)
        let members = try #require(try json(signedIn)["tokens"] as? [String: Any])
        #expect(members["accessToken"] as? String == tokens.accessToken.text && members["expiresIn"] as? Int == 3600)
        #expect(!"\(signedIn)".contains(tokens.accessToken.text))
        try await fixture.preferSMS()
        let challenged = SignInReply(.challenged(try await fixture.challenge()))
        #expect(try coded(challenged) == challenged && challenged.tokens == nil)
        let challenge = try #require(try json(challenged)["challenge"] as? [String: Any])
        #expect(challenge["name"] as? String == "SMS_MFA" && challenge["sentTo"] as? String == "+*******0123")
        #expect(challenge["deliveryMedium"] as? String == "SMS" && challenge["choices"] == nil)
    }

    @Test func everyChallengeShowsWhatItAsksFor() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        #expect(ChallengeReply(try await fixture.challenge()).name == .softwareTokenMFA)
        try await fixture.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        #expect(ChallengeReply(try await fixture.challenge()).choices == [.sms, .softwareToken])
        try await fixture.pool.admin.createUser("grace", temporaryPassword: Fixture.password)
        let first = try #require(await fixture.pool.signIn("grace", password: Fixture.password).challenge)
        #expect(ChallengeReply(first).requiredAttributes == [])
        let required = try await Fixture(mfa: .on([.softwareToken]), attributes: [:])
        #expect(ChallengeReply(try await required.challenge()).choices == [.softwareToken])
    }

    @Test(
        "an error is JSON with a status",
        arguments: [
            (CognitoError.softwareTokenCodeMismatch.advising(.anotherCode(attemptsLeft: 4, clockOff: true)), 401),
            (.incorrectPassword, 401), (.attemptsExceeded(.waitUntil(UnixTime(seconds: 1_700_000_000))), 429),
            (.tooManyRequests, 503), (.internalError(nil), 500), (.userNotFound, 404), (.attributeImmutable("x"), 400),
            (.userDisabled, 401), (.recoveryClosed, 429),
        ] as [(CognitoError, Int)])
    func anErrorIsJSONWithAStatus(error: CognitoError, status: Int) throws {
        let reply = ErrorReply(error)
        #expect(reply.status == status && reply.message == error.message && reply.code == error.code.rawValue)
        #expect(try coded(reply) == reply)
        #expect(try json(reply)["status"] == nil)
    }

    @Test func theAdviceKeepsItsNumbers() throws {
        let wrong = ErrorReply(.sentCodeMismatch.advising(.anotherCode(attemptsLeft: 2, clockOff: true)))
        #expect(wrong.advice == .anotherCode && wrong.attemptsLeft == 2 && wrong.isClockOff == true)
        let locked = ErrorReply(.attemptsExceeded(.waitUntil(UnixTime(seconds: 1_700_000_000))))
        #expect(locked.advice == .wait && locked.retryAt == 1_700_000_000)
        #expect(ErrorReply(.sentCodeMismatch.advising(.correctCode)).status == 400)
        #expect(Set(ErrorReply.Advice.allCases.map(\.rawValue)).count == 6)
    }
}
