import AuthFlow
import UserPoolModel

// The records of groups, and the memberships in users' records.
extension UserPoolService {
    /// A group as it is now.
    ///
    /// - Throws: ResourceNotFoundException `Group not found.`
    func group(_ name: GroupName, in pool: UserPoolID) async throws(CognitoError) -> GroupRecord {
        guard let record = try await records.read(.group(pool, name), as: GroupRecord.self)?.record else {
            throw .groupNotFound
        }
        return record
    }

    /// The groups that memberships lead to; one of a deleted group leads nowhere.
    ///
    /// It does not end with the caller: tokens may depend on it that are accounted for.
    func groups(
        of memberships: [GroupMembership], in pool: UserPoolID
    ) async throws(CognitoError) -> [GroupRecord] {
        guard !memberships.isEmpty else { return [] }
        do {
            return try await withoutCancellation { [records] in
                var groups: [GroupRecord] = []
                for membership in memberships {
                    let stored = try await records.read(.group(pool, place: membership.place), as: GroupRecord.self)
                    guard let group = stored?.record, group.id == membership.groupID else { continue }
                    groups.append(group)
                }
                return groups
            }
        } catch {
            throw (error as? CognitoError) ?? .internalError(error)
        }
    }

    /// Changes the memberships of a user.
    ///
    /// The group is read in every try, after the user. Otherwise an old reading could replace the membership of a group
    /// that was meanwhile created anew.
    func changeMembership(
        _ request: some PoolGroupUserRequest,
        _ event: (inout AuthMachine, GroupRecord) async throws(CognitoError) -> ChangeAction
    ) async throws(CognitoError) {
        let pool = try await pool(request.userPoolID)
        let randomness = OperationRandomness(random)
        let decision = try await withUser(request.username, in: pool) { (location) async throws(CognitoError) in
            try await loop(randomness).run(
                location.key, as: UserAuthRecord.self, reading: location.reading, absent: .userNotFound,
                decide: { (record) async throws(CognitoError) in
                    try location.verify(record)
                    let group = try await group(request.groupName, in: pool.id)
                    var machine = AuthMachine(record: record)
                    let action = try await event(&machine, group)
                    return machine.decided(action, of: record, in: pool.id)
                })
        }
        if case .refuse(let error) = decision.action { throw error }
    }

    /// - Throws: LimitExceededException for a pool that has 10,000 groups; of calls at the same time each counts alone.
    func requireRoomForGroup(in pool: UserPoolID) async throws(CognitoError) {
        let count: Int
        do { count = try await groupCount(behind: RecordKey.groups(of: pool)) } catch { throw .internalError(error) }
        guard count < GroupRecord.poolCap else { throw .tooManyGroups }
    }

    /// The number of groups as far as it matters; 0 where the store can neither count nor list.
    private func groupCount(behind prefix: String) async throws -> Int {
        if let store = records.store as? any RecordCounting { return try await store.count(prefix: prefix) }
        guard let store = records.store as? any RecordScanning else { return 0 }
        var count = 0
        var last: RecordKey?
        while count < GroupRecord.poolCap {
            let rows = try await store.scan(prefix: prefix, after: last, limit: 1000)
            count += rows.count
            guard rows.count == 1000 else { break }
            last = rows.last?.key
        }
        return count
    }
}
