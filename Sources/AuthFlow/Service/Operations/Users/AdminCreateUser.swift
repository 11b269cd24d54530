import CognitoMFACore
public import UserPoolModel

/// Creates a user (Cognito's AdminCreateUser).
public struct AdminCreateUserRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The name, unique in the pool.
    public var username: Username
    /// To be replaced at the first sign-in: the user is created FORCE_CHANGE_PASSWORD.
    public var temporaryPassword: Password?
    /// Extension, absent on the wire: the user's own password; the user is created CONFIRMED, in one swap.
    public var permanentPassword: Password?
    /// The user's attributes.
    public var userAttributes: UserAttributes

    /// Puts a request together; one of the passwords must be there, for no invitation is sent.
    public init(
        userPoolID: UserPoolID, username: Username, temporaryPassword: Password? = nil,
        permanentPassword: Password? = nil, userAttributes: UserAttributes = [:]
    ) {
        self.userPoolID = userPoolID
        self.username = username
        self.temporaryPassword = temporaryPassword
        self.permanentPassword = permanentPassword
        self.userAttributes = userAttributes
    }
}

extension UserPoolService {
    func adminCreateUser(_ request: AdminCreateUserRequest) async throws(CognitoError) -> UserSummary {
        try validate(request.username, in: request.userPoolID) { validation in
            validation.check(request.temporaryPassword?.text, .temporaryPassword)
            validation.check(request.permanentPassword?.text, .password)
            validation.check(request.userAttributes)
        }
        let pool = try await pool(request.userPoolID)
        guard let password = request.permanentPassword ?? request.temporaryPassword else { throw .passwordNeeded }
        try UserAuthRecord.judge(request.userAttributes, byAdministrator: true)
        try pool.passwordPolicy.judge(password)
        let key = RecordKey.user(pool.id, pool.canonical(request.username))
        let draw = Draw(random)
        let sub = UserSub(UUIDText.random(random.bytes(count: 16, for: .session)))
        return try await hashing.admitting(key) { () async throws(CognitoError) in
            let hash = try await hash(password)
            let now = time.now()
            let isPermanent = request.permanentPassword != nil
            var record = UserAuthRecord(
                username: request.username, sub: sub, status: isPermanent ? .confirmed : .forceChangePassword,
                attributes: [:], password: hash, createdAt: now)
            if !isPermanent {
                record.temporaryPasswordExpiresAt = pool.passwordPolicy.temporaryPasswordExpiry(from: now)
            }
            try record.apply(request.userAttributes, byAdministrator: true, at: now)
            guard try await loop(draw).insert(record, under: key) else { throw .userExists }
            return UserSummary(record, in: pool)
        }
    }
}

extension PasswordPolicy {
    /// When a temporary password given now can no longer be used; 0 days stand for seven.
    func temporaryPasswordExpiry(from now: UnixTime) -> UnixTime {
        let days = temporaryPasswordValidityDays == 0 ? 7 : temporaryPasswordValidityDays
        return now + .seconds(Int64(days) * 86_400)
    }
}
