import AuthFlow
import CognitoMFACore
import UserPoolModel

// The sign-in with a password, whoever starts it.
extension UserPoolService {
    func signIn(
        _ parameters: RequestParameters, _ validationData: [String: String], through app: Shared<ClientRecord>,
        isPublic: Bool
    ) async throws(CognitoError) -> AuthOutcome {
        let username = Username(try parameters.required(ChallengeParameter.username))
        let password = Password(try parameters.required(ChallengeParameter.password))
        try app.value.client.verifySecretHash(parameters[ChallengeParameter.secretHash], of: username.text)
        if isPublic { try await admit("InitiateAuth", username, through: app.value.client.id) }
        let pool = try await settings(of: app.value.client.userPoolID)
        let named = UserLocation(username, in: pool.value)
        return try await hashing.admitting(named.key) { () async throws(CognitoError) in
            let check = PasswordCheck(password, by: self)
            let randomness = OperationRandomness(random)
            return try await withUserOrDecoy(
                named, hasAliases: pool.value.hasAliases, hidingUnknown: hidesUnknownUsers(app.value.client)
            ) {
                (location) async throws(CognitoError) in
                try await signIn(at: location, check, randomness, through: app)
            } nobody: { (isDeleted, decoy) async throws(CognitoError) in
                if !isDeleted,
                    let location = try await migrated(
                        username, password, validationData, in: pool.value, through: app.value.client, decoy: decoy)
                {
                    return try await signIn(at: location, check, randomness, through: app)
                }
                try await refuseUnknown(check, on: decoy, randomness, through: app)
            }
        }
    }

    /// Verifies the password of a user who is there.
    private func signIn(
        at location: UserLocation, _ fresh: PasswordCheck, _ randomness: OperationRandomness,
        through app: Shared<ClientRecord>
    ) async throws(CognitoError) -> AuthOutcome {
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
                    proof, in: try await signInContext(of: app, randomness: randomness))
                return machine.decided(action, of: record, in: location.pool)
            })
        return try await perform(decision, of: location, through: app, randomness)
    }

    /// Refuses a name that nobody has, after the same work, and where unknown users are hidden by the same rules.
    private func refuseUnknown(
        _ check: PasswordCheck, on decoy: RecordKey, _ randomness: OperationRandomness,
        through app: Shared<ClientRecord>
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
        guard hides, case .refuse(let error) = decision.action else { throw .userNotFound }
        throw error
    }
}
