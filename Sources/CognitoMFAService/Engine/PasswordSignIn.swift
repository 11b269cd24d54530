import AuthFlow
import UserPoolModel

// The sign-in with a password, whoever starts it.
extension UserPoolService {
    func signIn(
        _ parameters: RequestParameters, _ validationData: [String: String], through app: Shared<ClientRecord>,
        isPublic: Bool
    ) async throws(CognitoError) -> AuthOutcome {
        let decided = try await decidedSignIn(parameters, validationData, through: app, isPublic: isPublic)
        return try await perform(decided.decision, of: decided.location, through: app, decided.randomness)
    }

    /// Verifies name and password, and stores the decision that is to be acted on.
    func decidedSignIn(
        _ parameters: RequestParameters, _ validationData: [String: String], through app: Shared<ClientRecord>,
        isPublic: Bool, opensBrowserSession: Bool = false
    ) async throws(CognitoError) -> DecidedStep {
        let username = Username(try parameters.required(ChallengeParameter.username))
        let password = Password(try parameters.required(ChallengeParameter.password))
        try app.value.client.verifySecretHash(parameters[ChallengeParameter.secretHash], of: username.text)
        if isPublic { try await admit("InitiateAuth", username, through: app.value.client.id) }
        let pool = try await settings(of: app.value.client.userPoolID)
        let named = UserLocation(username, in: pool.value)
        let randomness = OperationRandomness(random)
        return try await hashing.admitting(named.key) { () async throws(CognitoError) in
            let check = PasswordCheck(password, by: self)
            return try await withUserOrDecoy(
                named, hasAliases: pool.value.hasAliases, hidingUnknown: hidesUnknownUsers(app.value.client)
            ) {
                (location) async throws(CognitoError) in
                try await decide(at: location, check, randomness, through: app, opensBrowserSession)
            } nobody: { (isDeleted, decoy) async throws(CognitoError) in
                var migration = Result<UserLocation?, CognitoError>.success(nil)
                if !isDeleted {
                    migration = try await migrated(
                        username, password, validationData, in: pool.value, through: app.value.client, decoy: decoy)
                }
                if case .success(let location?) = migration {
                    return try await decide(at: location, check, randomness, through: app, opensBrowserSession)
                }
                try await refuseUnknown(check, on: decoy, randomness, after: migration, through: app)
            }
        }
    }

    /// Verifies the password of a user who is there.
    func decide(
        at location: UserLocation, _ fresh: PasswordCheck, _ randomness: OperationRandomness,
        through app: Shared<ClientRecord>, _ opensBrowserSession: Bool
    ) async throws(CognitoError) -> DecidedStep {
        var check = fresh
        let decision = try await loop(randomness).run(
            location.key, as: UserAuthRecord.self, reading: location.reading,
            absent: hidesUnknownUsers(app.value.client) ? .incorrectPassword : .userNotFound,
            decide: { (record) async throws(CognitoError) in
                try location.verify(record)
                var machine = AuthMachine(record: record)
                let now = time.now()
                if let lockEnd = machine.passwordLockEnd(at: now) {
                    let refusal = machine.passwordLocked(until: lockEnd, at: now)
                    return machine.decided(SignInAction.refuse(refusal), of: record, in: location.pool)
                }
                let proof = try await check.proof(against: record)
                let action = machine.firstFactorChecked(
                    proof,
                    in: try await signInContext(
                        of: app, randomness: randomness, opensBrowserSession: opensBrowserSession))
                return machine.decided(action, of: record, in: location.pool)
            })
        return DecidedStep(decision: decision, location: location, randomness: randomness)
    }

    /// Refuses a name that nobody has, after the same work, and where unknown users are hidden by the same rules.
    ///
    /// A failure of the host's other directory counts too; where users are hidden, only the audit tells of it.
    private func refuseUnknown(
        _ check: PasswordCheck, on decoy: RecordKey, _ randomness: OperationRandomness,
        after migration: Result<UserLocation?, CognitoError>, through app: Shared<ClientRecord>
    ) async throws(CognitoError) -> Never {
        let hides = hidesUnknownUsers(app.value.client)
        // A refusal of the host's other directory counts on the decoy, hidden or not.
        guard hides || triggers.userMigration != nil else {
            _ = try await check.isRight(for: nil)
            throw .userNotFound
        }
        var isChecked = false
        let decision = try await onDecoy(decoy, randomness: randomness) { (decoy) async throws(CognitoError) in
            if let lockEnd = decoy.standIn.passwordFailures.ladder.lockEnd(at: time.now()) {
                decoy.standIn.passwordFailures.bringBack(to: time.now())
                return ChangeAction.refuse(.attemptsExceeded(.waitUntil(lockEnd)))
            }
            if !isChecked { _ = try await check.isRight(for: nil) }
            isChecked = true
            let context = try await signInContext(of: app, randomness: randomness)
            return decoy.passwordRejected(at: context.now)
        }
        let failure: CognitoError? = if case .failure(let error) = migration { error } else { nil }
        guard hides, case .refuse(let error) = decision.action else { throw failure ?? .userNotFound }
        if let failure { AuditedCall.current?.note(hiding: failure) }
        throw error
    }

    /// Asks the host's other directory for a user who is absent, and puts whom it knows in place.
    ///
    /// It is a password oracle of its own, so it is not asked while the name's decoy is locked, and a refusal or failure
    /// counts there.
    ///
    /// - Returns: the user's place now; nil when nobody was migrated; a failure of the directory itself, which the caller
    ///   has to count first.
    func migrated(
        _ username: Username, _ password: Password, _ validationData: [String: String], in pool: PoolRecord,
        through client: AppClient, decoy: RecordKey
    ) async throws(CognitoError) -> Result<UserLocation?, CognitoError> {
        guard let trigger = triggers.userMigration else { return .success(nil) }
        let stored = try await records.read(decoy, as: DecoyRecord.self)?.record
        guard stored?.standIn.passwordFailures.ladder.lockEnd(at: time.now()) == nil else {
            return .success(nil)
        }
        let request = UserMigrationRequest(
            userPoolID: pool.id, clientID: client.id, username: username, password: password,
            validationData: validationData)
        switch await withDeadline(limits.triggerTimeout, { try await trigger.migrate(request) }) {
        case .success(let migrated?)?: return .success(try await putInPlace(migrated, username, password, in: pool))
        case .success(nil)?: return .success(nil)
        case .failure(let error)?: return .failure(.internalError(error))
        case nil: return .failure(.internalError(nil))
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
