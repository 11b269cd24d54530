import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Asks for a code to set a new password with (Cognito's ForgotPassword).
public struct ForgotPasswordRequest: Sendable {
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

/// Sets a new password with a code (Cognito's ConfirmForgotPassword).
public struct ConfirmForgotPasswordRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// The code that was sent.
    public var confirmationCode: OneTimeCode
    /// The new password.
    public var password: Password
    /// Needed if the client has a secret.
    public var secretHash: String?

    /// Puts a request together.
    public init(
        clientID: AppClientID, username: Username, confirmationCode: OneTimeCode, password: Password,
        secretHash: String? = nil
    ) {
        self.clientID = clientID
        self.username = username
        self.confirmationCode = confirmationCode
        self.password = password
        self.secretHash = secretHash
    }
}

/// Makes a user set a new password (Cognito's AdminResetUserPassword): all sign-ins end, and a code is sent.
public struct AdminResetUserPasswordRequest: Sendable {
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
    /// Sends a code to the user's verified address or number, never to the one that receives the second factor's codes,
    /// and does not wait for it.
    ///
    /// Source: API reference, ForgotPassword; developer guide, account recovery. Five times an hour.
    public func forgotPassword(
        _ request: ForgotPasswordRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited(
            "ForgotPassword", through: request.clientID, naming: request.username.text
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: ForgotPasswordRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let client = try await publicClient("ForgotPassword", request.clientID, request.username, request.secretHash)
        try await authorizeSelfService(client)
        let randomness = OperationRandomness(random)
        return try await withUserOrDecoy(request.username, through: client) {
            (location) async throws(CognitoError) in
            let decision = try await change(location, randomness: randomness, absent: .clientUserNotFound) {
                machine, context in
                machine.recoveryAsked(hiding: hidesUnknownUsers(client), in: context)
            }
            return try await finishSilently(
                decision, of: location, as: request.username, .recovery, through: client)
        } nobody: { (_, decoy) async throws(CognitoError) in
            try await simulate(
                randomness, request.username, on: decoy, .recovery, limit: .forgotPassword, through: client)
        }
    }

    /// Sets a new password with the code; all sign-ins end, second factors stay.
    ///
    /// Source: API reference, ConfirmForgotPassword. Ten times an hour; 100 wrong codes in a row close it.
    public func confirmForgotPassword(_ request: ConfirmForgotPasswordRequest) async throws(CognitoError) {
        try await audited(
            "ConfirmForgotPassword", through: request.clientID, naming: request.username.text
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: ConfirmForgotPasswordRequest) async throws(CognitoError) {
        let client = try await publicClient(
            "ConfirmForgotPassword", request.clientID, request.username, request.secretHash
        ) {
            $0.check(request.confirmationCode.text, .confirmationCode)
            $0.check(request.password.text, .password)
        }
        try await authorizeSelfService(client)
        let pool = try await pool(client.userPoolID)
        try pool.passwordPolicy.validate(request.password)
        let randomness = OperationRandomness(random)
        let key = RecordKey.user(pool.id, pool.canonical(request.username))
        try await hashing.admitting(key) { () async throws(CognitoError) in
            try await withUserOrDecoy(request.username, through: client) {
                (location) async throws(CognitoError) in
                try await recover(request, at: location, in: pool, hiding: hidesUnknownUsers(client), randomness)
            } nobody: { (_, decoy) async throws(CognitoError) in
                try await refuse(randomness, on: decoy, through: client) { decoy, context in
                    decoy.answer(.recovery, limit: .confirmForgotPassword, in: context)
                }
            }
        }
    }

    /// The password is hashed once the code has turned out right, and the code is verified again with it.
    private func recover(
        _ request: ConfirmForgotPasswordRequest, at location: UserLocation, in pool: PoolRecord, hiding: Bool,
        _ randomness: OperationRandomness
    ) async throws(CognitoError) {
        let hashing = NewPasswordHashing(request.password, for: pool, by: self)
        let decision = try await loop(randomness).run(
            location.key, as: UserAuthRecord.self,
            absent: .clientUserNotFound,
            decide: { (record) async throws(CognitoError) in
                try location.verify(record)
                var machine = AuthMachine(record: record)
                let early = try await poolContext(in: pool.id, randomness: randomness)
                if let action = machine.recovered(request.confirmationCode, nil, hiding: hiding, in: early) {
                    return machine.decided(action, of: record, in: pool.id)
                }
                let new = try await hashing.hashes(for: record)
                var fresh = AuthMachine(record: record)
                let context = try await poolContext(in: pool.id, randomness: randomness)
                let action =
                    fresh.recovered(request.confirmationCode, new, hiding: hiding, in: context)
                    ?? .refuse(.tooManyRequests)
                return fresh.decided(action, of: record, in: pool.id)
            })
        try await finish(decision, of: location)
    }

    /// - Throws: NotAuthorizedException where administrators alone bring users back.
    private func authorizeSelfService(_ client: AppClient) async throws(CognitoError) {
        guard try await pool(client.userPoolID).accountRecovery != [.adminOnly] else { throw .contactAdministrator }
    }

    func adminResetUserPassword(_ request: AdminResetUserPasswordRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.resetRequired(in: context)
        }
    }
}
