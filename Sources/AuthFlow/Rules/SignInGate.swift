import CognitoMFACore
package import UserPoolModel

// The one copy of the rules that keep a user out before any factor is asked for.
extension UserAuthRecord {
    /// The reason for which the user's status keeps the user out, or nil.
    package var statusRefusal: CognitoError? {
        switch status {
        case .unconfirmed: .userNotConfirmed
        case .resetRequired: .passwordResetRequired
        case .confirmed, .forceChangePassword: nil
        }
    }

    /// The reason for which a right password does not pass now, or nil: disabled, status, temporary password, in this
    /// order.
    func refusalOfRightPassword(at now: UnixTime) -> CognitoError? {
        if !isEnabled { return .userDisabled }
        if let refusal = statusRefusal { return refusal }
        guard status == .forceChangePassword, let end = temporaryPasswordExpiresAt, now >= end else { return nil }
        return .temporaryPasswordExpired
    }
}

extension AuthMachine {
    /// Runs the next sign-in with the right password on a copy of the record.
    ///
    /// It is the event of a sign-in, so that gate, table and limits are the same. Nothing is stored.
    package static func rehearseSignIn(of record: UserAuthRecord, in context: SignInContext) -> SignInAction {
        var machine = AuthMachine(record: record)
        let proof = FirstFactorProof(password: record.password, generation: record.generation, isAccepted: true)
        return machine.firstFactorChecked(proof, in: context)
    }
}
