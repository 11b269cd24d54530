import CognitoMFAService
import UserPoolModel

extension FaultedOperation {
    private static let withGroup: @Sendable (FaultWorld) async throws -> Given = { world in
        try await world.pool.admin.createGroup("staff", precedence: 3)
        return Given()
    }

    /// `ada` in a group.
    private static let withMember: @Sendable (FaultWorld) async throws -> Given = { world in
        try await world.pool.admin.createGroup("staff", precedence: 3)
        try await world.pool.admin.addUser("ada", to: "staff")
        return Given()
    }

    static let groups: [FaultedOperation] = [
        FaultedOperation("CreateGroup", .refused) { world, _ in
            Told("\(try await world.pool.admin.createGroup("staff", precedence: 3).groupName)")
        },
        FaultedOperation("GetGroup", .reads, given: withGroup) { world, _ in
            let group = try await world.admin.getGroup(GetGroupRequest(userPoolID: "test_pool", groupName: "STAFF"))
            return Told("\(group.groupName)")
        },
        FaultedOperation("UpdateGroup", .sets, given: withGroup) { world, _ in
            let group = try await world.admin.updateGroup(
                UpdateGroupRequest(userPoolID: "test_pool", groupName: "staff", precedence: 1))
            return Told("\(group.precedence ?? -1)")
        },
        FaultedOperation("DeleteGroup", .refused, given: withMember) { world, _ in
            try await world.pool.admin.deleteGroup("staff")
            return .done
        },
        FaultedOperation("ListGroups", .reads, given: withGroup) { world, _ in
            let groups = try await world.admin.listGroups(ListGroupsRequest(userPoolID: "test_pool")).groups
            return Told("\(groups.map(\.groupName))")
        },
        FaultedOperation("ListUsersInGroup", .reads, given: withMember) { world, _ in
            let users = try await world.admin.listUsersInGroup(
                ListUsersInGroupRequest(userPoolID: "test_pool", groupName: "staff")
            ).users
            return Told("\(users.map(\.username))")
        },
        FaultedOperation("AdminAddUserToGroup", .sets, given: withGroup) { world, _ in
            try await world.pool.admin.addUser("ada", to: "staff")
            return .done
        },
        FaultedOperation("AdminRemoveUserFromGroup", .sets, given: withMember) { world, _ in
            try await world.pool.admin.removeUser("ada", from: "staff")
            return .done
        },
        FaultedOperation("AdminListGroupsForUser", .reads, given: withMember) { world, _ in
            Told("\(try await world.pool.admin.groups(of: "ada").map(\.groupName))")
        },
        FaultedOperation("InitiateAuth", "in a group", .runs, given: withMember) { world, _ in
            Told(try await world.pool.signIn("ada", password: FaultWorld.password))
        },
    ]
}
