import AuthFlow
import CognitoMFAService
import TestSupport
import UserPoolModel

/// Refusals of groups and memberships.
enum GroupRows {
    private static func named(_ name: GroupName) -> GetGroupRequest {
        GetGroupRequest(userPoolID: "test_pool", groupName: name)
    }

    static let all: [ErrorRow] = [
        ErrorRow("GetGroup, unknown group", .observed, .resourceNotFound, "Group not found.") {
            _ = try await Fixture().admin.getGroup(named("nobody"))
        },
        ErrorRow("UpdateGroup, unknown group", .observed, .resourceNotFound, "Group not found.") {
            _ = try await Fixture().admin.updateGroup(
                UpdateGroupRequest(userPoolID: "test_pool", groupName: "nobody", precedence: 1))
        },
        ErrorRow("DeleteGroup, unknown group", .observed, .resourceNotFound, "Group not found.") {
            try await Fixture().pool.admin.deleteGroup("nobody")
        },
        ErrorRow("ListUsersInGroup, unknown group", .observed, .resourceNotFound, "Group not found.") {
            _ = try await Fixture().admin.listUsersInGroup(
                ListUsersInGroupRequest(userPoolID: "test_pool", groupName: "nobody"))
        },
        ErrorRow("AdminAddUserToGroup, unknown group", .observed, .resourceNotFound, "Group not found.") {
            try await Fixture().pool.admin.addUser("ada", to: "nobody")
        },
        ErrorRow("AdminRemoveUserFromGroup, unknown group", .observed, .resourceNotFound, "Group not found.") {
            try await Fixture().pool.admin.removeUser("ada", from: "nobody")
        },
        ErrorRow("AdminAddUserToGroup, unknown user", .documented, .userNotFound, "User does not exist.") {
            let f = try await Fixture()
            try await f.pool.admin.createGroup("staff")
            try await f.pool.admin.addUser("nobody", to: "staff")
        },
        ErrorRow("AdminListGroupsForUser, unknown user", .documented, .userNotFound, "User does not exist.") {
            _ = try await Fixture().pool.admin.groups(of: "nobody")
        },
        ErrorRow(
            "CreateGroup, a name that is taken, in another case", .observed, .groupExists,
            "A group with the name already exists."
        ) {
            let f = try await Fixture()
            try await f.pool.admin.createGroup("staff")
            try await f.pool.admin.createGroup("Staff")
        },
        ErrorRow(
            "CreateGroup, bounds of the members", .documented, .invalidParameter,
            "3 validation errors detected: Value '' at 'groupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+; Value '' at 'groupName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0"
        ) { try await Fixture().pool.admin.createGroup("", precedence: -1) },
        ErrorRow(
            "CreateGroup, a role that is none", .documented, .invalidParameter,
            "2 validation errors detected: Value 'guide' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?; Value 'guide' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"
        ) { try await Fixture().pool.admin.createGroup("staff", roleARN: "guide") },
        ErrorRow(
            "ListGroups, a token that is none", .assumed, .invalidParameter, "Invalid pagination token provided."
        ) {
            _ = try await Fixture().admin.listGroups(ListGroupsRequest(userPoolID: "test_pool", nextToken: "!"))
        },
        ErrorRow(
            "AdminAddUserToGroup, one group too many", .assumed, .limitExceeded, "A user is in at most 100 groups."
        ) {
            let f = try await Fixture()
            for number in 0...UserAuthRecord.groupCap {
                try await f.pool.admin.createGroup(GroupName("g\(number)"))
                try await f.pool.admin.addUser("ada", to: GroupName("g\(number)"))
            }
        },
    ]
}
