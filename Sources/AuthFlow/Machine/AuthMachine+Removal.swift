package import CognitoMFACore
import UserPoolModel

// Taking a factor away, or the whole user out of use.
extension AuthMachine {
    /// Takes RemoveSoftwareToken: the user's own removal, which asks for the password once more.
    package mutating func softwareTokenRemoved(
        _ proof: PasswordProof, by principal: Principal, at now: UnixTime
    ) -> ChangeAction {
        if let refusal = passwordCheckRefusal(of: principal, limit: nil, at: now) { return .refuse(refusal) }
        guard proof.isCurrent(for: record) else { return .refuse(.tooManyRequests) }
        if let refusal = passwordRefusal(proof, at: now) { return .refuse(refusal) }
        record.passwordFailures.clear()
        return softwareTokenDeleted(at: now)
    }

    /// Takes AdminDeleteSoftwareToken.
    ///
    /// Challenges that wait for the app's code end; other factors stay as they are.
    ///
    /// A factor that a hundred wrong codes have closed stays closed: else removal would give the guesser a fresh count.
    package mutating func softwareTokenDeleted(at now: UnixTime) -> ChangeAction {
        guard record.softwareToken != nil else { return .refuse(.noSoftwareToken) }
        record.softwareToken = nil
        record.pendingSoftwareToken = nil
        record.mfa.set(.softwareToken, to: .disabled)
        record.closeSessions { if case .awaitingSoftwareTokenCode = $0.state { true } else { false } }
        record.modifiedAt = now
        return .done
    }

    /// Takes AdminDisableUser and AdminEnableUser.
    ///
    /// Whoever is disabled is signed out; enabling brings no token back.
    package mutating func enabled(_ isEnabled: Bool, at now: UnixTime) -> ChangeAction {
        if !isEnabled { record.revokeEverything() }
        record.isEnabled = isEnabled
        record.modifiedAt = now
        return .done
    }
}
