import CognitoMFACore
import UserPoolModel

// What unknown names are judged on, where unknown users are hidden.
extension UserPoolService {
    /// The phantom of a name: which one only the holder of the keys can tell.
    func phantom(of name: CanonicalName, in pool: UserPoolID) -> RecordKey {
        let code = keys.current(.phantom).code(for: Array(pool.text.utf8) + [0] + name.digest).array
        return .phantom(pool, number: UInt16(bigEndian: code.prefix(2)))
    }

    /// Judges an event on the phantom of a name, in the same loop as a user's.
    func onPhantom<Action: MachineAction>(
        _ key: RecordKey, draw: Draw,
        decide: (inout PhantomRecord) async throws(CognitoError) -> Action
    ) async throws(CognitoError) -> Action {
        try await loop(draw).run(
            key, as: PhantomRecord.self, starting: PhantomRecord(at: time.now()),
            absent: { () async throws(CognitoError) -> Never in throw .tooManyRequests },
            decide: { (record) async throws(CognitoError) in
                var phantom = record
                let action = try await decide(&phantom)
                if phantom != record { phantom.touch(at: time.now()) }
                return (phantom, action, [])
            }
        ).action
    }

    /// Runs a public operation on the user with a name, or something else when there is none.
    ///
    /// The readings are the same for both where unknown users are hidden: name, alias, phantom.
    func withUserOrPhantom<Value>(
        _ username: Username, through client: AppClient,
        _ user: (UserLocation) async throws(CognitoError) -> Value,
        nobody: (_ isDeleted: Bool, _ phantom: RecordKey) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        let pool = try await pool(client.userPoolID)
        return try await withUserOrPhantom(
            UserLocation(username, in: pool), hasAliases: pool.hasAliases, hidingUnknown: hidesUnknownUsers(client),
            user, nobody: nobody)
    }

    /// The same for a name whose place is known already.
    ///
    /// - Parameter isHiding: whether unknown users are answered like known ones.
    func withUserOrPhantom<Value>(
        _ named: UserLocation, hasAliases: Bool, hidingUnknown isHiding: Bool,
        _ user: (UserLocation) async throws(CognitoError) -> Value,
        nobody: (_ isDeleted: Bool, _ phantom: RecordKey) async throws(CognitoError) -> Value
    ) async throws(CognitoError) -> Value {
        let hidden = isHiding ? phantom(of: named.name, in: named.pool) : nil
        if let hidden { _ = try await records.read(hidden, as: PhantomRecord.self) }
        return try await withUser(
            named, hasAliases: hasAliases,
            unknown: { (isDeleted) async throws(CognitoError) in
                try await nobody(isDeleted, hidden ?? phantom(of: named.name, in: named.pool))
            }, user)
    }
}
