package import CognitoMFACore
package import UserPoolModel

extension UserAuthRecord {
    /// The refusal of a sign-in with the right first factor, by the user's state; nil where the factor table goes on.
    package func refusalOfSignIn(at now: UnixTime) -> CognitoError? {
        guard isEnabled else { return .userDisabled }
        switch status {
        case .unconfirmed: return .userNotConfirmed
        case .resetRequired: return .passwordResetRequired
        case .forceChangePassword:
            guard let end = temporaryPasswordExpiresAt, now >= end else { return nil }
            return .temporaryPasswordExpired
        case .confirmed: return nil
        }
    }
}
