import AuthFlow
public import UserPoolModel

/// Asks for the user behind an access token (Cognito's GetUser).
public struct GetUserRequest: Sendable {
    /// The user's.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

/// Asks for any user (Cognito's AdminGetUser).
public struct AdminGetUserRequest: Sendable {
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
    /// The user behind an access token.
    ///
    /// Source: API reference, GetUser.
    public func getUser(_ request: GetUserRequest) async throws(CognitoError) -> UserSummary {
        try await audited("GetUser") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: GetUserRequest) async throws(CognitoError) -> UserSummary {
        let (record, authorized) = try await authorizedRecord(request.accessToken)
        return UserSummary(record, in: authorized.pool, through: authorized.client)
    }

    /// The record of an access token's holder, as it is now, and what the token holds.
    func authorizedRecord(_ token: AccessToken) async throws(CognitoError) -> (UserAuthRecord, Authorized) {
        let authorized = try await authorize(token)
        guard let record = try await records.read(authorized.location.key, as: UserAuthRecord.self)?.record else {
            throw .userNotFound
        }
        try authorized.verify(record)
        return (record, authorized)
    }

    func adminGetUser(_ request: AdminGetUserRequest) async throws(CognitoError) -> UserSummary {
        try validate(request.username, in: request.userPoolID)
        let pool = try await pool(request.userPoolID)
        return UserSummary(try await user(request.username, in: pool), in: pool)
    }
}
