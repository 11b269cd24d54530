import CognitoMFACore
import UserPoolModel

/// The factor of an authenticator app (TOTP, RFC 6238).
struct SoftwareTokenFactor: FactorRules {
    /// Returns true if the app's secret has verified.
    func isRegistered(by user: borrowing UserAuthRecord) -> Bool { user.softwareToken != nil }

    /// Returns true: a secret is kept only once it has verified.
    func isProven(by user: borrowing UserAuthRecord) -> Bool { true }

    func open(_ opening: SessionOpening, for user: inout UserAuthRecord, in context: SignInContext) -> FactorOpening {
        .awaiting(.softwareToken, nil)
    }

    /// Verifies a code.
    ///
    /// Its step is spent with the verdict, and a spent one counts as wrong.
    func verify(
        _ code: OneTimeCode, awaiting state: FactorState, in id: SessionID, of user: inout UserAuthRecord,
        context: SignInContext
    ) -> FactorVerdict {
        guard var token = user.softwareToken else { return .refuse(.noSoftwareToken) }
        let verdict = token.verify(code, at: context.now)
        user.softwareToken = token
        switch verdict {
        case .matched: return .accepted(received: nil)
        case .alreadyUsed: return .wrong(WrongAnswer(error: .softwareTokenCodeUsed, next: state))
        case .noMatch:
            return .wrong(
                WrongAnswer(
                    error: .softwareTokenCodeMismatch, next: state,
                    isClockOff: token.suggestsClockOff(code, at: context.now)))
        }
    }
}
