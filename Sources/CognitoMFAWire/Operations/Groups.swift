import CognitoMFAService
import UserPoolModel

extension AdministrationOperations {
    static let groups: [AdministrationOperation] = [
        createGroup, getGroup, updateGroup, deleteGroup, listGroups, listUsersInGroup, adminAddUserToGroup,
        adminRemoveUserFromGroup, adminListGroupsForUser,
    ]

    static let createGroup = AdministrationOperation(
        UserPoolAdministration.createGroup,
        reads: {
            CreateGroupRequest(
                userPoolID: $0.userPoolID, groupName: $0.groupName, description: $0.text("Description"),
                roleARN: $0.text("RoleArn"), precedence: $0.number("Precedence"))
        },
        writes: .init(.structure("Group", .group) { $0 }))

    static let getGroup = AdministrationOperation(
        UserPoolAdministration.getGroup,
        reads: { GetGroupRequest(userPoolID: $0.userPoolID, groupName: $0.groupName) },
        writes: .init(.structure("Group", .group) { $0 }))

    static let updateGroup = AdministrationOperation(
        UserPoolAdministration.updateGroup,
        reads: {
            UpdateGroupRequest(
                userPoolID: $0.userPoolID, groupName: $0.groupName, description: $0.text("Description"),
                roleARN: $0.text("RoleArn"), precedence: $0.number("Precedence"))
        },
        writes: .init(.structure("Group", .group) { $0 }))

    static let deleteGroup = AdministrationOperation(
        UserPoolAdministration.deleteGroup,
        .supported("memberships end with the group, also where its name is given again"),
        reads: { DeleteGroupRequest(userPoolID: $0.userPoolID, groupName: $0.groupName) })

    static let listGroups = AdministrationOperation(
        UserPoolAdministration.listGroups,
        .differs("needs a store that conforms to `RecordScanning`"),
        reads: {
            ListGroupsRequest(
                userPoolID: $0.userPoolID, limit: $0.number("Limit") ?? 60, nextToken: $0.text("NextToken"))
        },
        writes: .groups)

    static let listUsersInGroup = AdministrationOperation(
        UserPoolAdministration.listUsersInGroup,
        .differs("needs a store that conforms to `RecordScanning`, and goes through the pool's users"),
        reads: {
            ListUsersInGroupRequest(
                userPoolID: $0.userPoolID, groupName: $0.groupName, limit: $0.number("Limit") ?? 60,
                nextToken: $0.text("NextToken"))
        },
        writes: .init(
            .structures("Users", .listedUser) { $0.users.map { ($0, nil) } }, .text("NextToken") { $0.nextToken }))

    static let adminAddUserToGroup = AdministrationOperation(
        UserPoolAdministration.adminAddUserToGroup,
        .supported("the user's next tokens name the group, also at a refresh"),
        reads: {
            AdminAddUserToGroupRequest(
                userPoolID: $0.userPoolID, username: $0.username, groupName: $0.groupName)
        })

    static let adminRemoveUserFromGroup = AdministrationOperation(
        UserPoolAdministration.adminRemoveUserFromGroup,
        reads: {
            AdminRemoveUserFromGroupRequest(
                userPoolID: $0.userPoolID, username: $0.username, groupName: $0.groupName)
        })

    static let adminListGroupsForUser = AdministrationOperation(
        UserPoolAdministration.adminListGroupsForUser,
        reads: {
            AdminListGroupsForUserRequest(
                userPoolID: $0.userPoolID, username: $0.username, limit: $0.number("Limit") ?? 60,
                nextToken: $0.text("NextToken"))
        },
        writes: .groups)
}

extension RequestMembers {
    /// `GroupName`.
    fileprivate var groupName: GroupName { GroupName(required("GroupName")) }
}

extension ResponseShape where Value == UserGroup {
    /// `GroupType`.
    fileprivate static var group: Self {
        Self(
            .text("GroupName") { $0.groupName.text }, .text("UserPoolId") { $0.userPoolID.text },
            .text("Description") { $0.description }, .text("RoleArn") { $0.roleARN },
            .number("Precedence") { $0.precedence }, .time("LastModifiedDate") { $0.lastModifiedDate },
            .time("CreationDate") { $0.creationDate })
    }
}

extension ResponseShape where Value == ListGroupsResponse {
    /// Groups, and the end of the page.
    fileprivate static var groups: Self {
        Self(.structures("Groups", .group) { $0.groups }, .text("NextToken") { $0.nextToken })
    }
}
