public import CognitoMFACore
public import UserPoolModel

/// Confirms a sign-up by its code (Cognito's ConfirmSignUp).
public struct ConfirmSignUpRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// The code that was sent.
    public var confirmationCode: OneTimeCode
    /// Whether an address or number that is another user's alias becomes this user's.
    public var forceAliasCreation: Bool
    /// Needed if the client has a secret.
    public var secretHash: String?

    /// Puts a request together.
    public init(
        clientID: AppClientID, username: Username, confirmationCode: OneTimeCode, forceAliasCreation: Bool = false,
        secretHash: String? = nil
    ) {
        self.clientID = clientID
        self.username = username
        self.confirmationCode = confirmationCode
        self.forceAliasCreation = forceAliasCreation
        self.secretHash = secretHash
    }
}

/// Sends a sign-up's code again (Cognito's ResendConfirmationCode).
public struct ResendConfirmationCodeRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// Needed if the client has a secret.
    public var secretHash: String?

    /// Puts a request together.
    public init(clientID: AppClientID, username: Username, secretHash: String? = nil) {
        self.clientID = clientID
        self.username = username
        self.secretHash = secretHash
    }
}

/// Confirms a sign-up without a code (Cognito's AdminConfirmSignUp).
public struct AdminConfirmSignUpRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        self.userPoolID = userPoolID
        self.username = username
    }
}

extension UserPoolService {
    /// Confirms a sign-up; what received the code is verified from then on.
    ///
    /// Source: API reference, ConfirmSignUp. Fifteen times an hour.
    public func confirmSignUp(_ request: ConfirmSignUpRequest) async throws(CognitoError) {
        try await audited(
            "ConfirmSignUp", through: request.clientID, naming: request.username.text
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: ConfirmSignUpRequest) async throws(CognitoError) {
        let client = try await publicClient(
            "ConfirmSignUp", request.clientID, request.username, request.secretHash
        ) { $0.check(request.confirmationCode.text, .confirmationCode) }
        let randomness = OperationRandomness(random)
        try await withUserOrDecoy(request.username, through: client) { (location) async throws(CognitoError) in
            let decision = try await change(
                location, randomness: randomness, policy: request.forceAliasCreation ? .forcing : .failing,
                absent: .clientUserNotFound
            ) { machine, context in
                machine.signUpConfirmed(
                    request.confirmationCode, hiding: hidesUnknownUsers(client), in: context)
            }
            try await finish(decision, of: location)
        } nobody: { (_, decoy) async throws(CognitoError) in
            try await refuse(randomness, on: decoy, through: client) { decoy, context in
                decoy.answer(.signUp, limit: .confirmSignUp, in: context)
            }
        }
    }

    /// Sends a sign-up's code again, and does not wait for it.
    ///
    /// Source: API reference, ResendConfirmationCode. Five times an hour.
    public func resendConfirmationCode(
        _ request: ResendConfirmationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited(
            "ResendConfirmationCode", through: request.clientID, naming: request.username.text
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: ResendConfirmationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let client = try await publicClient(
            "ResendConfirmationCode", request.clientID, request.username, request.secretHash)
        let randomness = OperationRandomness(random)
        return try await withUserOrDecoy(request.username, through: client) {
            (location) async throws(CognitoError) in
            let decision = try await change(location, randomness: randomness, absent: .clientUserNotFound) {
                machine, context in
                machine.signUpCodeAsked(hiding: hidesUnknownUsers(client), in: context)
            }
            return try await finishSilently(decision, of: location, as: request.username, .signUp, through: client)
        } nobody: { (_, decoy) async throws(CognitoError) in
            try await simulate(
                randomness, request.username, on: decoy, .signUp, limit: .resendConfirmationCode, through: client)
        }
    }

    func adminConfirmSignUp(_ request: AdminConfirmSignUpRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.signUpConfirmedByAdministrator(in: context)
        }
    }

    /// Verifies what every public operation on a named user has, and answers its client.
    func publicClient(
        _ operation: String, _ id: AppClientID, _ username: Username, _ secretHash: String?,
        _ more: (inout Validation) -> Void = { _ in }
    ) async throws(CognitoError) -> AppClient {
        var validation = Validation()
        validation.check(id.text, .clientID)
        validation.check(secretHash, .secretHash)
        validation.check(username.text, .username)
        more(&validation)
        try validation.finish()
        let client = try await client(id)
        try client.verifySecretHash(secretHash, of: username.text)
        try await admit(operation, username, through: client.id)
        return client
    }

    /// Refuses an operation on a name that nobody has; hidden, it counts on the decoy.
    func refuse(
        _ randomness: OperationRandomness, on key: RecordKey, through client: AppClient,
        _ verify: (inout DecoyRecord, PoolContext) -> CognitoError
    ) async throws(CognitoError) {
        guard hidesUnknownUsers(client) else { throw .clientUserNotFound }
        let action = try await onDecoy(key, randomness: randomness) { (decoy) async throws(CognitoError) in
            let context = try await poolContext(in: client.userPoolID, randomness: randomness)
            return ChangeAction.refuse(verify(&decoy, context))
        }
        if case .refuse(let error) = action { throw error }
    }

    /// Answers as if a code had been sent to a name that nobody has.
    func simulate(
        _ randomness: OperationRandomness, _ username: Username, on key: RecordKey, _ purpose: CodePurpose,
        limit: HourlyUses.Operation, through client: AppClient
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        guard hidesUnknownUsers(client) else { throw .clientUserNotFound }
        let action = try await onDecoy(key, randomness: randomness) { (decoy) async throws(CognitoError) in
            let context = try await poolContext(in: client.userPoolID, randomness: randomness)
            return decoy.ask(limit: limit, in: context)
        }
        if case .refuse(let error) = action { throw error }
        AuditedCall.current?.note(hiding: .clientUserNotFound)
        return DecoyDelivery(in: try await pool(client.userPoolID), keys: keys).details(for: username, purpose)
    }

    /// Sends what a public operation has to send without waiting for it; where unknown users are hidden, whatever tells
    /// of a user's state is answered as if a code had been sent, and in `strict` everything is.
    func finishSilently(
        _ decision: SwapLoop.Decision<UserAuthRecord, ChangeAction>, of location: UserLocation,
        as username: Username, _ purpose: CodePurpose, through client: AppClient
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let hides = hidesUnknownUsers(client)
        // Read for a user too, whose answer does not need it: the calls are equal.
        let decoy = hides ? DecoyDelivery(in: try await pool(client.userPoolID), keys: keys) : nil
        switch decision.action {
        case .send(let messages):
            for message in messages {
                sendSilently(
                    message, quota: hides ? nil : .sendsWithoutPassword,
                    about: subject(decision.record, in: location.pool), of: location)
            }
            guard let first = messages.first else { throw .noRecoveryChannel }
            if profile.simulatesDeliveries, let decoy { return decoy.details(for: username, purpose) }
            return CodeDeliveryDetails(first.destination)
        case .refuse(let error):
            guard let decoy, error.code != .limitExceeded, error.code != .internalError else { throw error }
            AuditedCall.current?.note(hiding: error)
            return decoy.details(for: username, purpose)
        case .done, .reserveFirst: throw .tooManyRequests
        }
    }
}

extension DecoyRecord {
    /// Takes a code for a name that nobody has.
    mutating func answer(
        _ purpose: CodePurpose, limit: HourlyUses.Operation, in context: PoolContext
    ) -> CognitoError {
        if let refusal = hourly.refusal(of: limit, limits: context.limits, at: context.now) { return refusal }
        if purpose == .recovery, recoveryFailures >= AuthMachine.recoveryFailureCap { return .recoveryClosed }
        hourly.use(limit, at: context.now)
        if purpose == .recovery { recoveryFailures += 1 }
        return .verificationCodeMismatch
    }

    /// Counts a code that a name asks for that nobody has.
    mutating func ask(limit: HourlyUses.Operation, in context: PoolContext) -> ChangeAction {
        // In a user's order: the call counts even when the message is refused.
        for use in [limit, .sendsWithoutPassword] {
            if let refusal = hourly.refusal(of: use, limits: context.limits, at: context.now) {
                return .refuse(refusal)
            }
            hourly.use(use, at: context.now)
        }
        return .done
    }
}
