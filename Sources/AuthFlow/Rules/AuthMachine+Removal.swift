package import CognitoMFACore
import UserPoolModel

// Taking the authenticator app away.
extension AuthMachine {
    /// Takes RemoveSoftwareToken: the user's own removal, which asks for the password once more, and in profile `strict`
    /// for a code of the app too.
    package mutating func softwareTokenRemoved(
        _ proof: FirstFactorProof, code: OneTimeCode?, by principal: Principal, in context: PoolContext
    ) -> ChangeAction {
        if let refusal = passwordCheckRefusal(of: principal, limit: nil, in: context) { return .refuse(refusal) }
        if let refusal = refusal(ofChangeBy: principal, in: context) { return .refuse(refusal) }
        guard proof.isCurrent(for: record) else { return .refuse(.tooManyRequests) }
        if let refusal = passwordRefusal(proof, at: context.now) { return .refuse(refusal) }
        accept(proof)
        if context.profile.removalNeedsCode, let refusal = removalCodeRefusal(code, at: context.now) {
            return .refuse(refusal)
        }
        return softwareTokenDeleted(by: principal, in: context)
    }

    /// Verifies the code of a removal by the rules of a sign-in's: it counts and locks.
    ///
    /// Its step needs no spending: the secret goes with it.
    private mutating func removalCodeRefusal(_ code: OneTimeCode?, at now: UnixTime) -> CognitoError? {
        guard var token = record.softwareToken else { return .noSoftwareToken }
        guard let code else { return .missingParameter("UserCode") }
        guard !record.codeFailures.isClosed(.softwareToken) else { return .attemptsExceeded(.changeCall) }
        if let lockEnd = record.codeFailures.ladder.lockEnd(at: now) { return .attemptsExceeded(.waitUntil(lockEnd)) }
        let verdict = token.verify(code, at: now)
        if case .matched = verdict { return nil }
        record.codeFailures.fail(.softwareToken, at: now)
        let left = record.codeFailures.ladder.attemptsLeft(at: now)
        emit(at: now) { .codeRejected($0, .softwareTokenMFA, attemptsLeft: left) }
        return verdict == .noMatch ? .softwareTokenCodeMismatch : .softwareTokenCodeUsed
    }

    /// Takes AdminDeleteSoftwareToken.
    ///
    /// Challenges that wait for the app's code end; other factors stay as they are.
    ///
    /// A factor that a hundred wrong codes have closed stays closed: else removal would give the guesser a fresh count.
    package mutating func softwareTokenDeleted(by principal: Principal?, in context: PoolContext) -> ChangeAction {
        guard record.softwareToken != nil else { return .refuse(.noSoftwareToken) }
        record.softwareToken = nil
        record.pendingSoftwareToken = nil
        record.mfa.set(.softwareToken, to: .disabled)
        record.closeSessions { if case .awaitingFactor(.softwareToken) = $0.state { true } else { false } }
        record.modifiedAt = context.now
        emit(at: context.now) { .softwareTokenRemoved($0) }
        factorChanged(by: principal, in: context)
        return .done
    }
}
