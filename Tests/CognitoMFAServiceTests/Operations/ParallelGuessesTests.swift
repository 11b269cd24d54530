import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

@Suite struct ParallelGuessesTests {
    /// The results of 64 answers at once, by exception and text.
    private func answers(
        to challenge: Challenge, in fixture: Fixture, _ answer: @escaping @Sendable (Int) -> ChallengeAnswer
    ) async -> [String: Int] {
        let pool = fixture.pool
        let session = challenge.session
        return await withTaskGroup(of: String.self) { group in
            for number in 0..<64 {
                group.addTask {
                    do throws(CognitoError) {
                        let outcome = try await pool.respond(to: session, with: answer(number))
                        return outcome.authenticationResult == nil ? "challenge" : "grant"
                    } catch {
                        return error.description
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    @Test func oneRightCodeSentBy64TasksIsGrantedOnce() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let code = app.code()
        let found = try await answers(to: fixture.challenge(), in: fixture) { _ in .softwareTokenMFA(code: code) }
        #expect(found["grant"] == 1, "\(found)")
        #expect(found.values.reduce(0, +) == 64)
        #expect(found["challenge"] == nil)
    }

    @Test func oneRightTextMessageCodeSentBy64TasksIsGrantedOnce() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let challenge = try await fixture.challenge()
        let code = await fixture.sentCode()
        let found = await answers(to: challenge, in: fixture) { _ in .smsMFA(code: code) }
        #expect(found["grant"] == 1, "\(found)")
        #expect(found["NotAuthorizedException: Invalid session for the user, session can only be used once."] == 63)
    }

    // R51
    @Test func of64WrongCodesAtOnceFiveAreVerified() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let right = app.code()
        let wrong = OneTimeCode(right == "000000" ? "000001" : "000000")
        let challenge = try await fixture.challenge()
        let found = await answers(to: challenge, in: fixture) { _ in .softwareTokenMFA(code: wrong) }
        let mismatches = found["CodeMismatchException: Invalid code received for user", default: 0]
        let counted = try await fixture.record().codeFailures.ladder.failures
        #expect(mismatches == counted && mismatches == 5, "\(found)")
        #expect(found["NotAuthorizedException: Password attempts exceeded"] == 59, "\(found)")
        let refused = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .softwareTokenMFA(code: right))
        }
        #expect(refused == .attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1))))
        fixture.time.advance(by: .seconds(1))
        let outcome = try await fixture.pool.respond(
            to: challenge.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    @Test func aRightCodeAmong64WrongOnesIsGrantedOnceOrRefusedLikeThem() async throws {
        for _ in 0..<5 {
            let fixture = try await Fixture()
            let right = try await fixture.registerApp().code()
            let wrong = OneTimeCode(right == "000000" ? "000001" : "000000")
            let found = try await answers(to: fixture.challenge(), in: fixture) {
                .softwareTokenMFA(code: $0 == 40 ? right : wrong)
            }
            let mismatches = found["CodeMismatchException: Invalid code received for user", default: 0]
            let locked = found["NotAuthorizedException: Password attempts exceeded", default: 0]
            let late = found["NotAuthorizedException: Invalid session for the user, session can only be used once."]
            let granted = found["grant", default: 0]
            #expect(mismatches <= 5 && granted <= 1, "\(found)")
            #expect(mismatches + locked + granted + (late ?? 0) == 64, "\(found)")
        }
    }
}
