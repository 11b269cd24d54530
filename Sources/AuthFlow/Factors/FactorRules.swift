package import CognitoMFACore
package import UserPoolModel

/// The rules of one second factor.
///
/// They see the user's record and the context, and decide about nothing but their own factor: locks, limits on grants
/// and the next step are the machine's.
package protocol FactorRules: Sendable {
    /// Returns true if the user has what the factor needs.
    func isRegistered(by user: borrowing UserAuthRecord) -> Bool

    /// Returns true if the user has shown once that codes of the factor can be had.
    func isProven(by user: borrowing UserAuthRecord) -> Bool

    /// Begins to wait for an answer in a session.
    func open(_ opening: SessionOpening, for user: inout UserAuthRecord, in context: SignInContext) -> FactorOpening

    /// Verifies an answer in the session `id`, whose state is the factor's own.
    func verify(
        _ code: OneTimeCode, awaiting state: FactorState, in id: SessionID, of user: inout UserAuthRecord,
        context: SignInContext
    ) -> FactorVerdict
}

/// The session in which a factor's answer is to be waited for.
package struct SessionOpening: Sendable {
    let id: SessionID
    let endsAt: UnixTime
    /// Wrong answers to codes of this sign-in so far: a further code gives no fresh count.
    let failures: Int
    /// A number or address typed in MFA_SETUP; nil for what is the user's already.
    var pendingDestination: CodeDestination?
}

/// The beginning of one factor's challenge.
package enum FactorOpening {
    /// An answer is waited for; the message, if there is one, goes out once the record is stored.
    case awaiting(FactorState, MessageRequest?)
    case refuse(CognitoError)
}

/// The outcome of an answer to one factor's challenge.
package enum FactorVerdict {
    /// The factor is answered; a destination that is named has received its code.
    case accepted(received: CodeDestination?)
    /// The answer is wrong and counts.
    case wrong(WrongAnswer)
    /// The answer is refused without having been verified, and does not count.
    case refuse(CognitoError)
}

/// A wrong answer, as its factor sees it.
package struct WrongAnswer {
    let error: CognitoError
    /// The state to wait in from now on; nil ends the session.
    let next: FactorState?
    /// The answers that the challenge itself still takes, or nil without a bound of its own.
    var triesLeft: Int?
    /// True if the code would fit another time.
    var isClockOff = false
}

extension SecondFactor {
    /// The rules of the factor: one line for each.
    var rules: any FactorRules {
        switch self {
        case .sms: SentCodeFactor(attribute: .phoneNumber)
        case .email: SentCodeFactor(attribute: .email)
        case .softwareToken: SoftwareTokenFactor()
        }
    }
}
