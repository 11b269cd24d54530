import AuthFlow
import CognitoMFACore
import UserPoolModel

extension UserPoolService {
    /// Asks the host's other directory for a user who is absent, and puts whom it knows in place.
    ///
    /// It is a password oracle of its own, so it is not asked while the name's decoy is locked, and a refusal counts
    /// there.
    ///
    /// - Returns: the user's place now; nil when nobody was migrated.
    func migrated(
        _ username: Username, _ password: Password, _ validationData: [String: String], in pool: PoolRecord,
        through client: AppClient, decoy: RecordKey
    ) async throws(CognitoError) -> UserLocation? {
        guard let trigger = triggers.userMigration else { return nil }
        let stored = try await records.read(decoy, as: DecoyRecord.self)?.record
        guard stored?.standIn.passwordFailures.ladder.lockEnd(at: time.now()) == nil else { return nil }
        let request = UserMigrationRequest(
            userPoolID: pool.id, clientID: client.id, username: username, password: password,
            validationData: validationData)
        switch await withDeadline(limits.triggerTimeout, { try await trigger.migrate(request) }) {
        case .success(let migrated?)?: return try await putInPlace(migrated, username, password, in: pool)
        case .success(nil)?: return nil
        case .failure(let error)?: throw .internalError(error)
        case nil: throw .internalError(nil)
        }
    }

    /// Inserts a migrated user where nobody is; of two at once the loser is verified against the winner's hash.
    private func putInPlace(
        _ migrated: MigratedUser, _ username: Username, _ password: Password, in pool: PoolRecord
    ) async throws(CognitoError) -> UserLocation? {
        let name = try NewUserName(username, migrated.attributes, in: pool, random: random)
        try pool.validate(name.attributes, of: nil, byAdministrator: true)
        let randomness = OperationRandomness(random)
        let hashing = NewPasswordHashing(password, for: pool, by: self)
        let new = try await hashing.hashes(for: nil)
        let context = try await poolContext(in: pool.id, randomness: randomness)
        let location = UserLocation(pool: pool.id, name: pool.canonical(name.username), mark: nil)
        // An alias that another user holds stays with that user; the migrated value is unverified.
        let policy: AliasPolicy = pool.fixed.usernameAttributes.isEmpty ? .leavingUnverified : .failing
        _ = try await create(
            location.name, in: pool, randomness: randomness, policy: policy, replacingTombstone: false,
            taken: { .usernameTakenAsAlias($0) },
            { (generation, refused) throws(CognitoError) in
                var machine = AuthMachine(record: name.record(status: .confirmed, at: context.now))
                machine.created(
                    with: new, generation: generation, attributes: name.attributes, refused: refused, in: context)
                return machine.record
            })
        let place = UserLocation(username, in: pool)
        guard case .user(let found) = try await look(up: place, hasAliases: pool.hasAliases) else { return nil }
        return found
    }
}
