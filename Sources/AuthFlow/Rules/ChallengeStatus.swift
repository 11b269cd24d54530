public import CognitoMFACore
package import UserPoolModel

// What a page shows of an open challenge.
extension AuthMachine {
    /// The state of an open challenge beside its name and parameters; reading it changes nothing.
    package func status(of session: ChallengeSession, in context: SignInContext) -> ChallengeStatus {
        let code = session.state.sentCode.map { code in
            SentCodeStatus(
                sentAt: session.uses.lastSendAt ?? session.openedAt, expiresAt: code.expiresAt,
                nextSendAt: session.uses.nextSendAt, sendsLeft: session.uses.sendsLeft)
        }
        let isSwitchable = session.uses.switches < SignInUses.mostSwitches
        let others = isSwitchable ? otherFactors(than: session, in: context) : []
        return ChallengeStatus(
            code: code, isSettingUp: session.state.isPendingDestination,
            otherFactors: others.filter { $0.attribute == nil || session.uses.sendsLeft > 0 }.map(\.type),
            lockedUntil: record.codeFailures.ladder.lockEnd(at: context.now))
    }

    /// The secret that was given out in a session and has not been verified.
    package func pendingSecret(
        of session: ChallengeSession, in context: SignInContext
    ) -> Result<SharedSecret, CognitoError> {
        guard case .settingUpMFA(_, let pending) = session.state else { return .failure(.nothingAssociated) }
        guard context.pool.mfa.factors.contains(.softwareToken) else { return .failure(.softwareTokenOffInPool) }
        guard isSetUpStillAsked(session, in: context) else { return .failure(.invalidSession) }
        guard let pending, pending.failures < Self.setUpTries else { return .failure(.nothingAssociated) }
        return .success(pending.secret)
    }
}

/// The state of an open challenge, beside its name and parameters.
package struct ChallengeStatus: Sendable, Hashable {
    package let code: SentCodeStatus?
    package let isSettingUp: Bool
    package let otherFactors: [MFAType]
    package let lockedUntil: UnixTime?
}

/// The code of an open challenge: when it was sent, and when another one may be.
public struct SentCodeStatus: Sendable, Hashable {
    /// The time of sending.
    public let sentAt: UnixTime
    /// The end of the code, never past that of its session.
    public let expiresAt: UnixTime
    /// The time from which another code may be asked for; nil when no more are sent in this sign-in.
    public let nextSendAt: UnixTime?
    /// The codes that may still be asked for in this sign-in: 0-2.
    public let sendsLeft: Int
}
