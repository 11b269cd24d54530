import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let getUser = PublicOperation(
        "GetUser", reads: { GetUserRequest(accessToken: $0.accessToken) },
        calls: { (service, request) async throws(CognitoError) in try await service.getUser(request) },
        writes: .init(
            .text("Username") { $0.username.text },
            .structures("UserAttributes", .attribute) { $0.attributes.inOrder },
            .structures("MFAOptions", .mfaOption) { $0.mfaOptions.isEmpty ? nil : $0.mfaOptions },
            .text("PreferredMfaSetting") { $0.preferredMFASetting?.rawValue },
            .someTexts("UserMFASettingList") { $0.userMFASettingList.map(\.rawValue) }))

    static let getUserAuthFactors = PublicOperation(
        "GetUserAuthFactors", reads: { GetUserAuthFactorsRequest(accessToken: $0.accessToken) },
        calls: { (service, request) async throws(CognitoError) in try await service.getUserAuthFactors(request) },
        writes: .init(
            .text("Username") { $0.username.text },
            .text("PreferredMfaSetting") { $0.preferredMFASetting?.rawValue },
            .someTexts("UserMFASettingList") { $0.userMFASettingList.map(\.rawValue) },
            .someTexts("ConfiguredUserAuthFactors") { $0.configuredUserAuthFactors }))

    static let deleteUser = PublicOperation(
        "DeleteUser", reads: { DeleteUserRequest(accessToken: $0.accessToken) },
        calls: { (service, request) async throws(CognitoError) in try await service.deleteUser(request) })
}

extension AdministrationOperations {
    static let adminGetUser = AdministrationOperation(
        "AdminGetUser", reads: { AdminGetUserRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in try await service.adminGetUser(request) },
        writes: .init(
            .text("Username") { $0.username.text },
            .structures("UserAttributes", .attribute) { $0.attributes.inOrder },
            .time("UserCreateDate") { $0.createdAt }, .time("UserLastModifiedDate") { $0.modifiedAt },
            .flag("Enabled") { $0.isEnabled }, .text("UserStatus") { $0.status.rawValue },
            .structures("MFAOptions", .mfaOption) { $0.mfaOptions.isEmpty ? nil : $0.mfaOptions },
            .text("PreferredMfaSetting") { $0.preferredMFASetting?.rawValue },
            .someTexts("UserMFASettingList") { $0.userMFASettingList.map(\.rawValue) }))

    static let adminDisableUser = AdministrationOperation(
        "AdminDisableUser", reads: { AdminDisableUserRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in try await service.adminDisableUser(request) })

    static let adminEnableUser = AdministrationOperation(
        "AdminEnableUser", reads: { AdminEnableUserRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in try await service.adminEnableUser(request) })

    static let adminDeleteUser = AdministrationOperation(
        "AdminDeleteUser", reads: { AdminDeleteUserRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in try await service.adminDeleteUser(request) })

    /// An operation of our own: Cognito has none for this.
    static let adminUnlock = AdministrationOperation(
        "AdminUnlock", isOurs: true,
        reads: { AdminUnlockRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in try await service.adminUnlock(request) })

    static let listUsers = AdministrationOperation(
        "ListUsers",
        reads: {
            UserListing(
                request: ListUsersRequest(
                    userPoolID: $0.userPoolID, limit: $0.number("Limit") ?? 60, filter: $0.text("Filter"),
                    paginationToken: $0.text("PaginationToken")), attributes: $0.attributeSet("AttributesToGet"))
        },
        calls: { (service, listing) async throws(CognitoError) in
            (try await service.listUsers(listing.request), listing.attributes)
        },
        writes: .init(
            .structures("Users", .listedUser) { response, attributes in
                response.users.map { ($0, attributes) }
            }, .text("PaginationToken") { $0.0.paginationToken }))
}

/// A request of ListUsers, with the names of the attributes to return; nil for all.
private struct UserListing: Sendable {
    let request: ListUsersRequest
    let attributes: Set<AttributeName>?
}

extension ResponseShape where Value == (UserSummary, Set<AttributeName>?) {
    /// `UserType` with the requested attributes only.
    fileprivate static var listedUser: Self {
        Self(
            .text("Username") { $0.0.username.text },
            .structures("Attributes", .attribute) { user, wanted in
                user.attributes.inOrder.filter { wanted?.contains($0.key) ?? true }
            }, .time("UserCreateDate") { $0.0.createdAt }, .time("UserLastModifiedDate") { $0.0.modifiedAt },
            .flag("Enabled") { $0.0.isEnabled }, .text("UserStatus") { $0.0.status.rawValue },
            .structures("MFAOptions", .mfaOption) { $0.0.mfaOptions.isEmpty ? nil : $0.0.mfaOptions })
    }
}
