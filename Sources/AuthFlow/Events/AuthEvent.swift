public import CognitoMFACore
public import UserPoolModel

/// An event of the service, emitted after it is stored.
///
/// No event holds a code, a password, a token, a session, or a typed name that was not found. A refused call of a known
/// user emits `refused`, and also the more specific event if there is one, such as `passwordRejected`. Further events will
/// be added, so a switch needs `@unknown default`.
@nonexhaustive public enum AuthEvent: Sendable, Hashable {
    /// A user has signed in, with these second factors.
    case signedIn(EventSubject, factors: [MFAType])
    /// A password was wrong; the lock's end if the failure led to a lock.
    case passwordRejected(EventSubject, lockedUntil: UnixTime?)
    /// A code at sign-in was wrong; the attempts left before the next lock, or its end if the failure led to one.
    case codeRejected(EventSubject, ChallengeName, attemptsLeft: Int, lockedUntil: UnixTime?)
    /// A lock refused a password or a code without verifying it; the lock's end.
    case refusedByLock(EventSubject, until: UnixTime)
    /// A factor was closed after too many wrong codes.
    case factorClosed(EventSubject, MFAType)
    /// A challenge was opened.
    case challenged(EventSubject, ChallengeName)
    /// A code or an invitation was sent.
    case messageSent(EventSubject, CodeDeliveryDetails)
    /// A sender refused a message, or a trigger did not word it.
    case messageRefused(EventSubject, CodeDeliveryDetails, reason: String)
    /// An authenticator app was registered, or replaced.
    case softwareTokenRegistered(EventSubject)
    /// An authenticator app was removed.
    case softwareTokenRemoved(EventSubject)
    /// Factors were switched on or off, or another one is preferred.
    case mfaPreferenceChanged(EventSubject, UserMFAPreference)
    /// A number or an address was changed or removed.
    case destinationChanged(EventSubject, AttributeName)
    /// A number or an address was verified.
    case attributeVerified(EventSubject, AttributeName)
    /// A code was right, but the value is another user's alias, so it stays unverified.
    case aliasNotTaken(EventSubject, AttributeName)
    /// A password was changed or reset.
    case passwordChanged(EventSubject)
    /// All sign-ins were ended.
    case signedOutEverywhere(EventSubject)
    /// A replaced refresh token was presented, and its sign-in was ended.
    case refreshTokenReused(EventSubject)
    /// A user was created.
    case userCreated(EventSubject)
    /// A user was confirmed.
    case userConfirmed(EventSubject)
    /// A user was enabled (true) or disabled (false).
    case userEnabled(EventSubject, Bool)
    /// A user was deleted.
    case userDeleted(EventSubject)
    /// An administrator lifted locks and reopened closed factors.
    case unlocked(EventSubject)

    /// A refresh token was exchanged for new tokens.
    case tokensRefreshed(EventSubject)
    /// A call was refused; every refusal emits this event.
    ///
    /// The reason is the fixed part of the error's text, without anything that the caller typed. Where the answer hides a
    /// refusal, code and reason are those of the hidden one.
    case refused(AuditEntry, code: CognitoError.Code, reason: String)
    /// A call of an administrator succeeded; a refused one emits `refused`.
    case administratorCalled(AuditEntry)
    /// A password hash took longer than two seconds, as in a debug build; emitted once by each service.
    ///
    /// Calls then wait as long, and a repeated call of the same user can be refused with TooManyRequestsException.
    case passwordHashIsSlow(took: Duration)
    /// A pool was created, changed or deleted.
    case poolChanged(AuditEntry)
    /// An app client was created, changed or deleted.
    case clientChanged(AuditEntry)
    /// A change of a pool's MFA settings has taken these factors away.
    case factorsWithdrawn(AuditEntry, [MFAType])

    /// The event's name, such as `signedIn`.
    public var name: String { label.name }

    /// The user concerned; nil when the event concerns none or the call found none.
    public var subject: EventSubject? { label.subject ?? entry?.subject }

    /// The audited call; nil for the events of a user.
    public var entry: AuditEntry? {
        switch self {
        case .refused(let entry, _, _), .administratorCalled(let entry), .poolChanged(let entry),
            .clientChanged(let entry), .factorsWithdrawn(let entry, _):
            entry
        default: nil
        }
    }

    private var label: (name: String, subject: EventSubject?) {
        switch self {
        case .signedIn(let subject, _): ("signedIn", subject)
        case .passwordRejected(let subject, _): ("passwordRejected", subject)
        case .codeRejected(let subject, _, _, _): ("codeRejected", subject)
        case .refusedByLock(let subject, _): ("refusedByLock", subject)
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
        case .passwordHashIsSlow: ("passwordHashIsSlow", nil)
        case .administratorCalled: ("administratorCalled", nil)
        case .poolChanged: ("poolChanged", nil)
        case .clientChanged: ("clientChanged", nil)
        case .factorsWithdrawn: ("factorsWithdrawn", nil)
        }
    }
}

/// The user that an event concerns, and the time of the event.
public struct EventSubject: Sendable, Hashable {
    /// The pool.
    public let userPoolID: UserPoolID
    /// The user's name in the pool.
    public let username: Username
    /// The user's stable id, also the `sub` claim of tokens.
    public let sub: UserSub
    /// The time of the event.
    public let time: UnixTime

    package init(userPoolID: UserPoolID, username: Username, sub: UserSub, time: UnixTime) {
        (self.userPoolID, self.username, self.sub, self.time) = (userPoolID, username, sub, time)
    }
}

/// One call for an audit log: the operation, the caller, the source address and the user concerned.
///
/// It holds no password, code, token or session, and no text typed by a caller.
public struct AuditEntry: Sendable, Hashable {
    /// The operation in Cognito's spelling, such as `InitiateAuth`; nil when the request names no offered operation.
    public let operation: String?
    /// The pool that the call named or led to; nil for none.
    public let userPoolID: UserPoolID?
    /// The app client that the call named or whose token it carried; nil for none.
    public let clientID: AppClientID?
    /// The source address that the host set as `SourceAddress`; nil for none.
    public let sourceAddress: String?
    /// The caller that was set as `AdministratorIdentity`; nil for none.
    ///
    /// In a refusal for a wrong signature the identity is only asserted, not proved.
    public let administrator: String?
    /// The user that the call found; nil for none.
    public let subject: EventSubject?
    /// The digest of a typed name or access key that is unknown or was not looked up: 16 hexadecimal digits.
    ///
    /// It is keyed by the service's key ring, so that only its holder can test names against a log. A name has the same
    /// digest in every pool and in any case, until the ring has a new newest root.
    public let nameDigest: String?
    /// The end of the call.
    public let time: UnixTime

    package init(
        operation: String?, userPoolID: UserPoolID?, clientID: AppClientID?, sourceAddress: String?,
        administrator: String?, subject: EventSubject?, nameDigest: String?, time: UnixTime
    ) {
        self.operation = operation
        self.userPoolID = userPoolID
        self.clientID = clientID
        self.sourceAddress = sourceAddress
        self.administrator = administrator
        self.subject = subject
        self.nameDigest = nameDigest
        self.time = time
    }
}
