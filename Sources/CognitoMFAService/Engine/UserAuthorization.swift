import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// The authorization of a software token's set-up: an access token, or a session of MFA_SETUP.
///
/// Never both.
public enum UserAuthorization: Sendable {
    /// A signed-in user.
    case accessToken(AccessToken)
    /// A user whose sign-in waits for a factor.
    case session(SessionHandle)
}

extension UserAuthorization {
    /// - Throws: InvalidParameterException for both or neither.
    init(token: AccessToken?, session: SessionHandle?) throws(CognitoError) {
        switch (token, session) {
        case (let token?, nil): self = .accessToken(token)
        case (nil, let session?): self = .session(session)
        case (nil, nil): throw .tokenOrSession
        case (_?, _?): throw .tokenAndSession
        }
    }
}

extension UserPoolService {
    /// Changes the record that a session of MFA_SETUP leads to.
    func changeSession<Action: MachineAction>(
        _ locator: SessionLocator, randomness: OperationRandomness,
        _ event: (inout AuthMachine, ChallengeSession, SignInContext) -> Action,
        refusing: (CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await loop(randomness).run(
            .user(locator.userPoolID, digest: locator.recordDigest), as: UserAuthRecord.self,
            absent: .invalidSession,
            decide: { (record) async throws(CognitoError) in
                AuditedCall.current?.note(
                    record.username, record.sub, in: locator.userPoolID,
                    through: record.session(locator.session)?.client)
                // The handle names its client by digest only; the session in the record has the id.
                guard time.now() < locator.expiresAt else { return (record, refusing(.expiredSession), []) }
                guard record.isEnabled else { return (record, refusing(.userDisabled), []) }
                guard let id = record.session(locator.session)?.client else {
                    return (record, refusing(.usedSession), [])
                }
                let client = try await client(id, of: locator.userPoolID)
                let context = try await signInContext(of: client, randomness: randomness)
                var machine = AuthMachine(record: record)
                switch machine.session(locator, answering: .mfaSetup, as: nil, in: context) {
                case .failure(let error): return (machine.record, refusing(error), [])
                case .success(let session):
                    let action = event(&machine, session, context)
                    return machine.decided(action, of: record, in: locator.userPoolID)
                }
            })
    }
}
