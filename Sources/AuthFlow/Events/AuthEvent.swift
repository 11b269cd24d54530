public import CognitoMFACore
public import UserPoolModel

/// Something that has happened; no event holds a code, a password, a token, a session or a name that was only typed.
///
/// A refusal of a known user's call raises two events where there is one that says more, as `passwordRejected` does.
/// More will come, so a switch over it needs `@unknown default`.
@nonexhaustive public enum AuthEvent: Sendable, Hashable {
    /// Tokens were granted; the factors answered beside the password.
    case signedIn(EventSubject, factors: [MFAType])
    /// A wrong password.
    case passwordRejected(EventSubject, lockedUntil: UnixTime?)
    /// A wrong code at sign-in; the tries left before a lock, if there is none yet.
    case codeRejected(EventSubject, ChallengeName, attemptsLeft: Int)
    /// A factor was closed by too many wrong codes.
    case factorClosed(EventSubject, MFAType)
    /// A challenge was opened.
    case challenged(EventSubject, ChallengeName)
    /// A code or an invitation is on its way there.
    case messageSent(EventSubject, CodeDeliveryDetails)
    /// A message was refused.
    case messageRefused(EventSubject, CodeDeliveryDetails, reason: String)
    /// An authenticator app was registered, or replaced.
    case softwareTokenRegistered(EventSubject)
    /// An authenticator app was removed.
    case softwareTokenRemoved(EventSubject)
    /// Factors were switched on or off, or another is preferred.
    case mfaPreferenceChanged(EventSubject, UserMFAPreference)
    /// A number or an address has another value, or none.
    case destinationChanged(EventSubject, AttributeName)
    /// A number or an address has received its code.
    case attributeVerified(EventSubject, AttributeName)
    /// A code was received, but the value is another user's alias: it stays unverified.
    case aliasNotTaken(EventSubject, AttributeName)
    /// A password was changed or reset.
    case passwordChanged(EventSubject)
    /// All sign-ins were ended.
    case signedOutEverywhere(EventSubject)
    /// A replaced refresh token came back; its sign-in was ended.
    case refreshTokenReused(EventSubject)
    /// A user was created.
    case userCreated(EventSubject)
    /// A user was confirmed.
    case userConfirmed(EventSubject)
    /// A user was kept out, or let in again.
    case userEnabled(EventSubject, Bool)
    /// A user was deleted.
    case userDeleted(EventSubject)
    /// An administrator lifted locks and opened closed factors.
    case unlocked(EventSubject)

    /// A refresh token has led to new tokens.
    case tokensRefreshed(EventSubject)
    /// A call was refused: one for each refusal, whoever called and whatever was wrong.
    ///
    /// The reason is the fixed part of the error's text: what the caller typed is left out of it.
    case refused(AuditEntry, code: CognitoError.Code, reason: String)
    /// A call of an administrator was answered; one that was refused is `refused`.
    case administratorCalled(AuditEntry)
    /// A pool was created, changed or deleted.
    case poolChanged(AuditEntry)
    /// An app client was created, changed or deleted.
    case clientChanged(AuditEntry)

    /// The event's name, as in `signedIn`.
    public var name: String { label.name }

    /// The user it is about; nil for none, and for a call that has found none.
    public var subject: EventSubject? { label.subject ?? entry?.subject }

    /// The call it is about, in the events of an audit.
    public var entry: AuditEntry? {
        switch self {
        case .refused(let entry, _, _), .administratorCalled(let entry), .poolChanged(let entry),
            .clientChanged(let entry):
            entry
        default: nil
        }
    }

    private var label: (name: String, subject: EventSubject?) {
        switch self {
        case .signedIn(let subject, _): ("signedIn", subject)
        case .passwordRejected(let subject, _): ("passwordRejected", subject)
        case .codeRejected(let subject, _, _): ("codeRejected", subject)
        case .factorClosed(let subject, _): ("factorClosed", subject)
        case .challenged(let subject, _): ("challenged", subject)
        case .messageSent(let subject, _): ("messageSent", subject)
        case .messageRefused(let subject, _, _): ("messageRefused", subject)
        case .softwareTokenRegistered(let subject): ("softwareTokenRegistered", subject)
        case .softwareTokenRemoved(let subject): ("softwareTokenRemoved", subject)
        case .mfaPreferenceChanged(let subject, _): ("mfaPreferenceChanged", subject)
        case .destinationChanged(let subject, _): ("destinationChanged", subject)
        case .attributeVerified(let subject, _): ("attributeVerified", subject)
        case .aliasNotTaken(let subject, _): ("aliasNotTaken", subject)
        case .passwordChanged(let subject): ("passwordChanged", subject)
        case .signedOutEverywhere(let subject): ("signedOutEverywhere", subject)
        case .refreshTokenReused(let subject): ("refreshTokenReused", subject)
        case .userCreated(let subject): ("userCreated", subject)
        case .userConfirmed(let subject): ("userConfirmed", subject)
        case .userEnabled(let subject, _): ("userEnabled", subject)
        case .userDeleted(let subject): ("userDeleted", subject)
        case .unlocked(let subject): ("unlocked", subject)
        case .tokensRefreshed(let subject): ("tokensRefreshed", subject)
        case .refused: ("refused", nil)
        case .administratorCalled: ("administratorCalled", nil)
        case .poolChanged: ("poolChanged", nil)
        case .clientChanged: ("clientChanged", nil)
        }
    }
}
