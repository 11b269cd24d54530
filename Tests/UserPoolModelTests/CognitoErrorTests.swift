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

    @Test func whatAPortThrewIsForTheLogOnly() throws {
        let error = CognitoError.internalError(PortFailure())
        #expect((error.underlyingError as? PortFailure)?.detail == "Xyzzy-plugh-42")
        for text in [error.message, "\(error)", error.description, String(reflecting: error)] {
            #expect(text.contains("Something went wrong") && !text.contains("Xyzzy"), "\(text)")
        }
        #expect(error == .internalError(nil), "what lay beneath does not tell two errors apart")
        #expect((error.advising(.never).underlyingError as? PortFailure) != nil)
    }

    @Test func adviceChangesNothingOnTheWire() {
        let error = CognitoError.softwareTokenCodeMismatch
        let advised = error.advising(.sameSession(attemptsLeft: 4, clockOff: true))
        #expect(advised.code == error.code && advised.message == error.message)
        #expect(advised.retry == .sameSession(attemptsLeft: 4, clockOff: true))
        #expect(advised != error && advised.advising(error.retry) == error)
        #expect("\(advised)" == "\(error)")
    }

    @Test func equalErrorsHaveEqualCodeTextAndAdvice() {
        let error = CognitoError(.notAuthorized, "text", retry: .newSignIn)
        #expect(error == CognitoError(.notAuthorized, "text", retry: .newSignIn))
        #expect(error != CognitoError(.userNotFound, "text", retry: .newSignIn))
        #expect(error != CognitoError(.notAuthorized, "other", retry: .newSignIn))
        #expect(error != CognitoError(.notAuthorized, "text"))
        #expect(CognitoError(.notAuthorized, "text").retry == .never)
    }

    @Test func onlyTheAnswerOfALockIsALock() {
        let end = UnixTime(seconds: 1_700_000_000)
        #expect(CognitoError.attemptsExceeded(.later(end)).isLock)
        #expect(CognitoError.attemptsExceeded(.later(end)).retry == .later(end))
        for other in [CognitoError.incorrectPassword, .tooManyRequests, .userDisabled, .invalidSession] {
            #expect(!other.isLock, "\(other)")
        }
    }

    @Test func adviceFitsTheFault() {
        #expect(CognitoError.tooManyRequests.retry == .sameCall)
        #expect(CognitoError.internalError(nil).retry == .sameCall)
        for error in [CognitoError.invalidSession, .expiredSession, .usedSession, .expiredAccessToken] {
            #expect(error.retry == .newSignIn, "\(error)")
        }
        for error in [CognitoError.cannotTurnOn, .userDisabled, .poolNotFound("a_b"), .userExists] {
            #expect(error.retry == .never, "\(error)")
        }
    }
}
