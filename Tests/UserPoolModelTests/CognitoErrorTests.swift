import CognitoMFACore
import Testing
import UserPoolModel

@Suite struct CognitoErrorTests {
    private struct PortFailure: Error {
        let detail = "Xyzzy-plugh-42"
    }

    @Test func theCodesAreCognitosExceptions() {
        let names: [(CognitoError.Code, String)] = [
            (.codeMismatch, "CodeMismatchException"), (.expiredCode, "ExpiredCodeException"),
            (.enableSoftwareTokenMFA, "EnableSoftwareTokenMFAException"),
            (.internalError, "InternalErrorException"), (.invalidParameter, "InvalidParameterException"),
            (.invalidPassword, "InvalidPasswordException"), (.mfaMethodNotFound, "MFAMethodNotFoundException"),
            (.notAuthorized, "NotAuthorizedException"), (.passwordResetRequired, "PasswordResetRequiredException"),
            (.resourceNotFound, "ResourceNotFoundException"),
            (.softwareTokenMFANotFound, "SoftwareTokenMFANotFoundException"),
            (.tooManyRequests, "TooManyRequestsException"), (.usernameExists, "UsernameExistsException"),
            (.userNotConfirmed, "UserNotConfirmedException"), (.userNotFound, "UserNotFoundException"),
            (.unsupportedOperation, "UnsupportedOperationException"),
        ]
        for (code, name) in names {
            #expect(code.rawValue == name && "\(code)" == name)
            #expect(code == CognitoError.Code(rawValue: name))
        }
        #expect(Set(names.map(\.0)).count == 16)
    }

    @Test func anErrorPrintsItsNameAndText() {
        #expect("\(CognitoError.incorrectPassword)" == "NotAuthorizedException: Incorrect username or password.")
    }

    @Test func aPortsErrorIsForTheLogOnly() throws {
        let error = CognitoError.internalError(PortFailure())
        #expect((error.underlyingError as? PortFailure)?.detail == "Xyzzy-plugh-42")
        for text in [error.message, "\(error)", error.description, String(reflecting: error)] {
            #expect(text.contains("Something went wrong") && !text.contains("Xyzzy"), "\(text)")
        }
        #expect(error == .internalError(nil), "what lay beneath does not tell two errors apart")
        #expect((error.advising(.changeCall).underlyingError as? PortFailure) != nil)
    }

    @Test func adviceChangesNothingOnTheWire() {
        let error = CognitoError.softwareTokenCodeMismatch
        let advised = error.advising(.anotherCode(attemptsLeft: 4, clockOff: true))
        #expect(advised.code == error.code && advised.message == error.message)
        #expect(advised.advice == .anotherCode(attemptsLeft: 4, clockOff: true))
        #expect(advised != error && advised.advising(error.advice) == error)
        #expect("\(advised)" == "\(error)")
    }

    @Test func equalErrorsHaveEqualCodeTextAndAdvice() {
        let error = CognitoError(.notAuthorized, "text", advice: .newSignIn)
        #expect(error == CognitoError(.notAuthorized, "text", advice: .newSignIn))
        #expect(error != CognitoError(.userNotFound, "text", advice: .newSignIn))
        #expect(error != CognitoError(.notAuthorized, "other", advice: .newSignIn))
        #expect(error != CognitoError(.notAuthorized, "text"))
        #expect(CognitoError(.notAuthorized, "text").advice == .changeCall)
    }

    @Test func onlyTheAnswerOfALockIsALock() {
        let end = UnixTime(seconds: 1_700_000_000)
        #expect(CognitoError.attemptsExceeded(.waitUntil(end)).isLock)
        #expect(CognitoError.attemptsExceeded(.waitUntil(end)).advice == .waitUntil(end))
        for other in [CognitoError.incorrectPassword, .tooManyRequests, .userDisabled, .invalidSession] {
            #expect(!other.isLock, "\(other)")
        }
    }

    @Test func adviceFitsTheFault() {
        #expect(CognitoError.tooManyRequests.advice == .repeatCall)
        #expect(CognitoError.internalError(nil).advice == .repeatCall)
        for error in [CognitoError.invalidSession, .expiredSession, .usedSession, .expiredAccessToken] {
            #expect(error.advice == .newSignIn, "\(error)")
        }
        for error in [CognitoError.cannotTurnOn, .userDisabled, .poolNotFound("a_b"), .userExists] {
            #expect(error.advice == .changeCall, "\(error)")
        }
    }
}
