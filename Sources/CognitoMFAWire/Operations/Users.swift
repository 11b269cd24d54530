import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let users: [PublicOperation] = [getUser, getUserAuthFactors, deleteUser]

    static let getUser = PublicOperation(
        UserPoolService.getUser, reads: { GetUserRequest(accessToken: $0.accessToken) },
        writes: .init(
            .text("Username") { $0.username.text },
            .structures("UserAttributes", .attribute) { $0.attributes.inOrder },
            .structures("MFAOptions", .mfaOption) { $0.mfaOptions.isEmpty ? nil : $0.mfaOptions },
            .text("PreferredMfaSetting") { $0.preferredMFASetting?.rawValue },
            .someTexts("UserMFASettingList") { $0.userMFASettingList.map(\.rawValue) }))

    static let getUserAuthFactors = PublicOperation(
        UserPoolService.getUserAuthFactors, reads: { GetUserAuthFactorsRequest(accessToken: $0.accessToken) },
        writes: .authFactors)

    static let deleteUser = PublicOperation(
        UserPoolService.deleteUser,
        .supported("the record that remains holds no personal data"),
        reads: { DeleteUserRequest(accessToken: $0.accessToken) })
}

extension AdministrationOperations {
    static let users: [AdministrationOperation] = [
        adminGetUser, adminGetUserAuthFactors, adminDisableUser, adminEnableUser, adminDeleteUser, adminUnlock,
        listUsers,
    ]

    static let adminGetUser = AdministrationOperation(
        UserPoolAdministration.adminGetUser,
        reads: { AdminGetUserRequest(userPoolID: $0.userPoolID, username: $0.username) },
        writes: .init(
            .text("Username") { $0.username.text },
            .structures("UserAttributes", .attribute) { $0.attributes.inOrder },
            .time("UserCreateDate") { $0.createdAt }, .time("UserLastModifiedDate") { $0.modifiedAt },
            .flag("Enabled") { $0.isEnabled }, .text("UserStatus") { $0.status.rawValue },
            .structures("MFAOptions", .mfaOption) { $0.mfaOptions.isEmpty ? nil : $0.mfaOptions },
            .text("PreferredMfaSetting") { $0.preferredMFASetting?.rawValue },
            .someTexts("UserMFASettingList") { $0.userMFASettingList.map(\.rawValue) }))

    static let adminGetUserAuthFactors = AdministrationOperation(
        UserPoolAdministration.adminGetUserAuthFactors,
        reads: { AdminGetUserAuthFactorsRequest(userPoolID: $0.userPoolID, username: $0.username) },
        writes: .authFactors)

    static let adminDisableUser = AdministrationOperation(
        UserPoolAdministration.adminDisableUser,
        .supported("it ends all sign-ins of the user"),
        reads: { AdminDisableUserRequest(userPoolID: $0.userPoolID, username: $0.username) })

    static let adminEnableUser = AdministrationOperation(
        UserPoolAdministration.adminEnableUser,
        reads: { AdminEnableUserRequest(userPoolID: $0.userPoolID, username: $0.username) })

    static let adminDeleteUser = AdministrationOperation(
        UserPoolAdministration.adminDeleteUser,
        .supported("the record that remains holds no personal data"),
        reads: { AdminDeleteUserRequest(userPoolID: $0.userPoolID, username: $0.username) })

    /// An operation of our own: Cognito has none for this.
    static let adminUnlock = AdministrationOperation(
        UserPoolAdministration.adminUnlock,
        .added("ends locks and opens closed factors"),
        reads: { AdminUnlockRequest(userPoolID: $0.userPoolID, username: $0.username) })

    static let listUsers = AdministrationOperation(
        "ListUsers",
        .differs("needs a store that conforms to `RecordScanning`"),
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

extension ResponseShape where Value == GetUserAuthFactorsResponse {
    /// The factors of a user, whoever asks.
    fileprivate static var authFactors: Self {
        Self(
            .text("Username") { $0.username.text },
            .text("PreferredMfaSetting") { $0.preferredMFASetting?.rawValue },
            .someTexts("UserMFASettingList") { $0.userMFASettingList.map(\.rawValue) },
            .someTexts("ConfiguredUserAuthFactors") { $0.configuredUserAuthFactors })
    }
}

extension ResponseShape where Value == (UserSummary, Set<AttributeName>?) {
    /// `UserType` with the requested attributes only.
    static var listedUser: Self {
        Self(
            .text("Username") { $0.0.username.text },
            .structures("Attributes", .attribute) { user, wanted in
                user.attributes.inOrder.filter { wanted?.contains($0.key) ?? true }
            }, .time("UserCreateDate") { $0.0.createdAt }, .time("UserLastModifiedDate") { $0.0.modifiedAt },
            .flag("Enabled") { $0.0.isEnabled }, .text("UserStatus") { $0.0.status.rawValue },
            .structures("MFAOptions", .mfaOption) { $0.0.mfaOptions.isEmpty ? nil : $0.0.mfaOptions })
    }
}
