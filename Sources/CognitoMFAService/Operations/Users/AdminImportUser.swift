public import AuthFlow
public import UserPoolModel

/// Brings a user over with the password hash of another directory.
///
/// Ours: Cognito imports users without passwords. An authenticator's secret does not come along.
public struct AdminImportUserRequest: PoolUserRequest, RedactedValue {
    package static let operation = "AdminImportUser"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The name, unique in the pool.
    public var username: Username
    /// The hash as the host's ``PasswordHasher`` reads it; renewed at the first right password if that says so.
    public var passwordHash: PasswordHash
    /// The user's attributes.
    public var userAttributes: UserAttributes

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, username: Username, passwordHash: PasswordHash, userAttributes: UserAttributes = [:]
    ) {
        self.userPoolID = userPoolID
        self.username = username
        self.passwordHash = passwordHash
        self.userAttributes = userAttributes
    }

    package func validate(_ members: inout Validation) { members.check(userAttributes) }
}

extension UserPoolAdministration {
    /// Brings a user over with the password hash of another directory.
    ///
    /// Ours: Cognito imports users without passwords.
    public func adminImportUser(_ request: AdminImportUserRequest) async throws(CognitoError) -> UserSummary {
        try await administered(request) { (request) async throws(CognitoError) in
            let randomness = OperationRandomness(service.random)
            let context = try await service.poolContext(in: request.userPoolID, randomness: randomness)
            let name = try NewUserName(
                request.username, request.userAttributes, in: context.pool, random: service.random)
            try context.pool.validate(name.attributes, of: nil, byAdministrator: true)
            let created = try await service.create(
                context.pool.canonical(name.username), in: context.pool, randomness: randomness,
                replacingTombstone: false,
                taken: { .usernameTakenAsAlias($0) },
                { (generation, _) throws(CognitoError) in
                    var machine = AuthMachine(record: name.record(status: .confirmed, at: context.now))
                    machine.created(
                        with: NewPassword(hash: request.passwordHash), generation: generation,
                        attributes: name.attributes,
                        in: context)
                    return machine.record
                })
            guard let created else { throw .userExists }
            return UserSummary(created, in: context.pool)
        }
    }
}
