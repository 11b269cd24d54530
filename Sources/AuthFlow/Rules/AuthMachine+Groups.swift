import UserPoolModel

extension AuthMachine {
    /// Takes AdminAddUserToGroup.
    ///
    /// - Parameter ended: memberships of groups that are deleted, to make room.
    /// - Returns: LimitExceededException for a user who is in 100 groups already.
    package mutating func joined(_ membership: GroupMembership, dropping ended: [GroupMembership]) -> ChangeAction {
        guard !record.groups.contains(membership) else { return .done }
        var groups = record.groups
        groups.removeAll { $0.place == membership.place || ended.contains($0) }
        guard groups.count < UserAuthRecord.groupCap else { return .refuse(.tooManyGroupsOfUser) }
        record.groups = groups + [membership]
        return .done
    }

    /// Takes AdminRemoveUserFromGroup; who is no member stays none.
    package mutating func left(groupAt place: [UInt8]) -> ChangeAction {
        record.groups.removeAll { $0.place == place }
        return .done
    }
}
