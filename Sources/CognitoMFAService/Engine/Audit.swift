import AuthFlow
import CognitoMFACore
package import UserPoolModel

// Every operation passes here, from the wire and in process: the observer is told as the answer leaves.
extension UserPoolService {
    /// Validates and performs a public operation, and tells the observer if it is refused.
    func audited<Request: OperationRequest, Value>(
        _ request: Request, _ perform: (Request) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        try await audited(request, isAdministration: false, perform)
    }

    fileprivate func audited<Request: OperationRequest, Value>(
        _ request: Request, isAdministration: Bool, _ perform: (Request) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        guard request.triggerMetadata == ClientMetadata.current else {
            return try await ClientMetadata.$current.binding(request.triggerMetadata) { () async throws(CognitoError) in
                try await audited(request, isAdministration: isAdministration, perform)
            }
        }
        func body() async throws(CognitoError) -> Value {
            try Validation.check {
                request.validateNames(&$0)
                request.validate(&$0)
            }
            return try await perform(request)
        }
        let (pool, client, username) = (request.named.pool, request.named.client, request.named.username)
        guard observer.isObserving else {
            guard AuditedCall.current != nil else { return try await body() }
            // Inside the call of another service, which must not learn of this one's users.
            return try await AuditedCall.$current.binding(nil, body)
        }
        func concluded(_ call: AuditedCall) async throws(CognitoError) -> Value {
            do throws(CognitoError) {
                let value = try await body()
                if let refusal = call.known.hidden {
                    call.note(client: client, pool: pool, typedName: username)
                    // In the background, as a known user's message is sent: at once it would show in the answer's time.
                    background.start { self.refused(refusal, call) }
                }
                if isAdministration {
                    call.note(client: client, pool: pool, typedName: username)
                    observer.observe(.administratorCalled(entry(of: call)))
                }
                return value
            } catch {
                call.note(client: client, pool: pool, typedName: username)
                refused(call.known.hidden ?? error, call)
                throw error
            }
        }
        if let call = AuditedCall.current, call.take(for: Request.operation) { return try await concluded(call) }
        let call = AuditedCall(of: Request.operation)
        return try await AuditedCall.$current.binding(call) { () async throws(CognitoError) in try await concluded(call)
        }
    }

    /// Tells the observer of a refusal, once for each call.
    package func refused(_ error: CognitoError, _ call: AuditedCall) {
        guard call.isFirstTelling() else { return }
        observer.observe(.refused(entry(of: call), code: error.code, reason: error.reason))
    }

    /// The event of a pool that was changed, for the decision that changes it.
    func changed(pool: UserPoolID) -> [AuthEvent] {
        guard let call = AuditedCall.current else { return [] }
        call.note(changed: pool, nil)
        return [.poolChanged(entry(of: call))]
    }

    /// The events of a pool's settings that were changed, for the decision that changes them.
    func changed(_ before: PoolRecord, to pool: PoolRecord) -> [AuthEvent] {
        let changed = changed(pool: pool.id)
        let withdrawn = MFAType.all.filter { before.mfa.factors.subtracting(pool.mfa.factors).contains($0) }
        guard !withdrawn.isEmpty, let entry = changed.first?.entry else { return changed }
        return changed + [.factorsWithdrawn(entry, withdrawn)]
    }

    /// The event of an app client that was changed, for the decision that changes it.
    func changed(client: AppClientID, of pool: UserPoolID) -> [AuthEvent] {
        guard let call = AuditedCall.current else { return [] }
        call.note(changed: pool, client)
        return [.clientChanged(entry(of: call))]
    }

    private func entry(of call: AuditedCall) -> AuditEntry {
        let (known, now) = (call.known, time.now())
        // Made for a user who is there too: the work is the same for all.
        let digest = nameDigest(known.typedName ?? known.user?.name.text ?? "")
        let pool = known.pool.flatMap { $0.text.meets(.userPoolID) ? $0 : nil }
        let subject = known.pool.flatMap { pool in
            known.user.map { EventSubject(userPoolID: pool, username: $0.name, sub: $0.sub, time: now) }
        }
        return AuditEntry(
            operation: known.operation, userPoolID: pool,
            clientID: known.client.flatMap { $0.text.meets(.clientID) ? $0 : nil },
            sourceAddress: SourceAddress.current, administrator: known.administrator ?? AdministratorIdentity.current,
            subject: subject, nameDigest: subject == nil && known.typedName != nil ? digest : nil, time: now)
    }

    /// Eight bytes that stand for a name: only the holder of the keys can tell which.
    ///
    /// - Returns: nil for a text that is longer than any name.
    private func nameDigest(_ name: String) -> String? {
        guard name.utf8.count <= 1024 else { return nil }
        let spelling = CanonicalName(Username(name), ignoringCase: true)
        let code = keys.current(.decoy).authenticationCode(for: Array("audit".utf8) + [0] + spelling.digest)
        return Hexadecimal.encode(code.array.prefix(8))
    }
}

extension String {
    package func meets(_ member: Member) -> Bool {
        (try? Validation.check { $0.check(self, member) }) != nil
    }
}

extension UserPoolAdministration {
    /// Validates and performs an administrator's operation, and tells the observer of it however it ends.
    func administered<Request: OperationRequest, Value>(
        _ request: Request, _ perform: (Request) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        try await service.audited(request, isAdministration: true, perform)
    }

    /// Performs an administrator's operation that is one event of the user's machine.
    func change(
        _ request: some PoolUserRequest,
        _ event: (inout AuthMachine, PoolContext) throws(CognitoError) -> ChangeAction
    ) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            _ = try await service.adminChange(request, event)
        }
    }
}
