import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Sets a new password with a code (Cognito's ConfirmForgotPassword).
public struct ConfirmForgotPasswordRequest: ClientUserRequest {
    package static let operation = "ConfirmForgotPassword"

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

    package func validate(_ members: inout Validation) {
        members.check(confirmationCode.text, .confirmationCode)
        members.check(password.text, .password)
    }
}

extension UserPoolService {
    /// Sets a new password with the code; all sign-ins end, second factors stay.
    ///
    /// Source: API reference, ConfirmForgotPassword. Ten times an hour; 100 wrong codes in a row close it.
    public func confirmForgotPassword(_ request: ConfirmForgotPasswordRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let client = try await publicClient(request)
            try await authorizeSelfService(client)
            let pool = try await pool(client.userPoolID)
            try pool.passwordPolicy.validate(request.password, for: .replacement)
            let randomness = OperationRandomness(random)
            let key = RecordKey.user(pool.id, pool.canonical(request.username))
            let hashing = NewPasswordHashing(request.password, for: pool, by: self)
            try await self.hashing.admitting(key) { () async throws(CognitoError) in
                try await withUserOrDecoy(request.username, through: client) {
                    (location) async throws(CognitoError) in
                    try await recover(
                        request, at: location, in: pool, hiding: hidesUnknownUsers(client), hashing, randomness)
                } nobody: { (_, decoy) async throws(CognitoError) in
                    try await refuse(request.confirmationCode, for: .recovery, randomness, on: decoy, through: client)
                }
            }
        }
    }

    /// The password is hashed once the code has turned out right, and the code is verified again with it.
    private func recover(
        _ request: ConfirmForgotPasswordRequest, at location: UserLocation, in pool: PoolRecord, hiding: Bool,
        _ hashing: NewPasswordHashing, _ randomness: OperationRandomness
    ) async throws(CognitoError) {
        let decision = try await loop(randomness).run(
            location.key, as: UserAuthRecord.self, reading: location.reading, absent: .clientUserNotFound,
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
}
