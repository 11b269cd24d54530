import AuthFlow
public import UserPoolModel

/// Asks what the holder of an access token can sign in with (Cognito's GetUserAuthFactors).
public struct GetUserAuthFactorsRequest: OperationRequest {
    package static let operation = "GetUserAuthFactors"

    /// The user's access token.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

/// The first and second factors of a user.
public struct GetUserAuthFactorsResponse: Sendable, Hashable {
    /// The user's name.
    public let username: Username
    /// The second factor asked for first.
    public let preferredMFASetting: MFAType?
    /// The second factors switched on, in the order of lists.
    public let userMFASettingList: [MFAType]
    /// `PASSWORD` if the user has one, a first factor; `SOFTWARE_TOKEN` if the user has an authenticator app, a second.
    public let configuredUserAuthFactors: [String]

    init(_ record: UserAuthRecord, in pool: PoolRecord) {
        let summary = UserSummary(record, in: pool)
        username = summary.username
        preferredMFASetting = summary.preferredMFASetting
        userMFASettingList = summary.userMFASettingList
        configuredUserAuthFactors =
            (record.password == nil ? [] : ["PASSWORD"]) + (record.softwareToken == nil ? [] : ["SOFTWARE_TOKEN"])
    }
}

extension UserPoolService {
    /// The first and second factors of the user behind an access token.
    ///
    /// Source: API reference, GetUserAuthFactors.
    public func getUserAuthFactors(
        _ request: GetUserAuthFactorsRequest
    ) async throws(CognitoError) -> GetUserAuthFactorsResponse {
        try await audited(request) { (request) async throws(CognitoError) in
            let (record, authorized) = try await authorizedRecord(request.accessToken)
            return GetUserAuthFactorsResponse(record, in: authorized.pool)
        }
    }
}
