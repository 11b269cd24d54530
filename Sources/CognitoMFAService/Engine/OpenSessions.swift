import AuthFlow
package import UserPoolModel

/// A request by the session of an open challenge, through the client that the challenge is for.
package protocol OpenSessionRequest: OperationRequest {
    var clientID: AppClientID { get }
    var session: SessionHandle { get }
    var clientSecret: ClientSecret? { get }
}

extension OpenSessionRequest {
    package var named: NamedInRequest { NamedInRequest(client: clientID) }
    package func validate(_ members: inout Validation) {
        members.check(clientID.text, .clientID)
        members.check(session.text, .session)
    }
}

/// The place of an open session, found by its handle.
struct OpenSessionCall: Sendable {
    let app: Shared<ClientRecord>
    let locator: SessionLocator
    let location: UserLocation
    let randomness: OperationRandomness
}

// Operations on a sign-in under way, by its handle alone.
extension UserPoolService {
    /// Verifies the client and the handle of a request.
    ///
    /// - Throws: NotAuthorizedException for another client's handle, or a wrong secret.
    func opened(_ request: some OpenSessionRequest) async throws(CognitoError) -> OpenSessionCall {
        let app = try await registered(request.clientID)
        guard app.value.client.accepts(request.clientSecret) else { throw .clientSecretWrong }
        let locator = try SessionLocator(request.session, keys: keys)
        guard locator.isFor(app.value.client) else { throw .invalidSession }
        return OpenSessionCall(
            app: app, locator: locator,
            location: UserLocation(CanonicalName(digest: locator.recordDigest), of: app.value),
            randomness: OperationRandomness(random))
    }

    /// Changes the record that an open session leads to.
    ///
    /// - Parameter isLockedWithCodes: true for an event that a lock on codes refuses.
    func change<Action: MachineAction>(
        _ call: OpenSessionCall, lockedWithCodes isLockedWithCodes: Bool,
        _ event: (inout AuthMachine, ChallengeSession, SignInContext) -> Action,
        refusing: (CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await loop(call.randomness).run(
            call.location.key, as: UserAuthRecord.self,
            absent: .invalidSession,
            decide: { (record) async throws(CognitoError) in
                AuditedCall.current?.note(record.username, record.sub, in: call.location.pool)
                var machine = AuthMachine(record: record)
                let context = try await signInContext(of: call.app, randomness: call.randomness)
                let found = machine.openSession(call.locator, lockedWithCodes: isLockedWithCodes, in: context)
                let action =
                    switch found {
                    case .failure(let error): refusing(error)
                    case .success(let session): event(&machine, session, context)
                    }
                return machine.decided(action, of: record, in: call.location.pool)
            })
    }

    /// Reads the record that an open session leads to; nothing is stored.
    func read<Value>(
        _ call: OpenSessionCall, _ view: (AuthMachine, ChallengeSession, SignInContext) -> Value
    ) async throws(CognitoError) -> (value: Value, record: Shared<UserAuthRecord>, session: ChallengeSession) {
        guard let record = try await records.read(call.location.key, as: UserAuthRecord.self)?.record else {
            throw .invalidSession
        }
        AuditedCall.current?.note(record.username, record.sub, in: call.location.pool)
        var machine = AuthMachine(record: record)
        let context = try await signInContext(of: call.app, randomness: call.randomness)
        let session = try machine.openSession(call.locator, lockedWithCodes: false, in: context).get()
        return (view(machine, session, context), Shared(record), session)
    }
}
