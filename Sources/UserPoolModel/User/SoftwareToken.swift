package import CognitoMFACore

/// A user's TOTP credential that has proved itself by a code.
///
/// Only this type can be verified at sign-in.
package struct VerifiedSoftwareToken: Sendable, Hashable {
    package let secret: SharedSecret
    package let friendlyDeviceName: String?
    /// The highest step accepted, set-up included; it belongs to the secret and only rises.
    package private(set) var replayFloor: TimeStep

    package init(secret: SharedSecret, friendlyDeviceName: String?, replayFloor: TimeStep) {
        self.secret = secret
        self.friendlyDeviceName = friendlyDeviceName
        self.replayFloor = replayFloor
    }

    /// Whether a code that was refused belongs to a clock up to five minutes off: ten steps either side, none of them used.
    package func suggestsClockOff(_ code: OneTimeCode, at now: UnixTime) -> Bool {
        if case .matched = TOTP.cognito.verify(code, for: secret, at: now, driftSteps: 10, after: replayFloor) {
            return true
        }
        return false
    }

    /// Verifies a code at sign-in and spends its step when it matches.
    package mutating func verify(_ code: OneTimeCode, at now: UnixTime) -> TOTP.Verification {
        let verification = TOTP.cognito.verify(code, for: secret, at: now, after: replayFloor)
        if case .matched(let step) = verification { replayFloor = max(replayFloor, step) }
        return verification
    }
}

/// A secret given out by AssociateSoftwareToken and not yet proved: no use at sign-in.
package struct PendingSoftwareToken: Sendable, Hashable {
    package let secret: SharedSecret
    package let associatedAt: UnixTime
    /// Wrong set-up codes so far; they count on the secret, not on the user.
    package var failures: Int

    package init(secret: SharedSecret, associatedAt: UnixTime, failures: Int = 0) {
        self.secret = secret
        self.associatedAt = associatedAt
        self.failures = failures
    }

    /// Whether a code that was refused belongs to a clock up to five minutes off.
    package func suggestsClockOff(_ code: OneTimeCode, at now: UnixTime) -> Bool {
        TOTP.cognito.verify(code, for: secret, at: now, driftSteps: 10) != .noMatch
    }

    /// The verified token this becomes when `code` is right; its replay floor starts at the code's own step.
    package func verified(by code: OneTimeCode, friendlyDeviceName: String?, at now: UnixTime) -> VerifiedSoftwareToken?
    {
        guard case .matched(let step) = TOTP.cognito.verify(code, for: secret, at: now) else { return nil }
        return VerifiedSoftwareToken(secret: secret, friendlyDeviceName: friendlyDeviceName, replayFloor: step)
    }
}
