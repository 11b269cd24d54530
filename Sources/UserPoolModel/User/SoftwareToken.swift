package import CognitoMFACore

/// A user's TOTP secret after a code has verified it.
///
/// A sign-in accepts codes of this type only.
package struct VerifiedSoftwareToken: Sendable, Hashable {
    package let secret: SharedSecret
    package let friendlyDeviceName: String?
    /// The highest accepted step, including that of the set-up.
    ///
    /// It belongs to the secret and never decreases.
    package private(set) var replayFloor: TimeStep

    package init(secret: SharedSecret, friendlyDeviceName: String?, replayFloor: TimeStep) {
        (self.secret, self.friendlyDeviceName, self.replayFloor) = (secret, friendlyDeviceName, replayFloor)
    }

    /// Returns true if a refused code fits an unused step up to ten steps (five minutes) away.
    package func suggestsClockOff(_ code: OneTimeCode, at now: UnixTime) -> Bool {
        if case .matched = TOTP.cognito.verify(code, for: secret, at: now, driftSteps: 10, after: replayFloor) {
            return true
        }
        return false
    }

    /// Verifies a code at sign-in, and raises the replay floor to its step if it matches.
    package mutating func verify(_ code: OneTimeCode, at now: UnixTime) -> TOTP.Verification {
        let verification = TOTP.cognito.verify(code, for: secret, at: now, after: replayFloor)
        if case .matched(let step) = verification { replayFloor = max(replayFloor, step) }
        return verification
    }
}

/// A secret from AssociateSoftwareToken that no code has verified yet; it is useless at sign-in.
package struct PendingSoftwareToken: Sendable, Hashable {
    package let secret: SharedSecret
    package let associatedAt: UnixTime
    /// The number of wrong set-up codes for this secret; they do not count for the user.
    package var failures: Int

    package init(secret: SharedSecret, associatedAt: UnixTime, failures: Int = 0) {
        (self.secret, self.associatedAt, self.failures) = (secret, associatedAt, failures)
    }

    /// Returns true if a refused code fits a step up to ten steps (five minutes) away.
    package func suggestsClockOff(_ code: OneTimeCode, at now: UnixTime) -> Bool {
        TOTP.cognito.verify(code, for: secret, at: now, driftSteps: 10) != .noMatch
    }

    /// Returns the verified token if `code` is correct; its replay floor is the step of the code.
    package func verified(by code: OneTimeCode, friendlyDeviceName: String?, at now: UnixTime) -> VerifiedSoftwareToken?
    {
        guard case .matched(let step) = TOTP.cognito.verify(code, for: secret, at: now) else { return nil }
        return VerifiedSoftwareToken(secret: secret, friendlyDeviceName: friendlyDeviceName, replayFloor: step)
    }
}
