import AuthFlow
import CognitoMFACore
import UserPoolModel

/// The answer to a challenge as a request carries it.
struct GivenAnswer: Sendable {
    let challengeName: ChallengeName
    let session: SessionHandle?
    let responses: RequestParameters
    /// True for an answer off the wire: USERNAME must be there, and a malformed code counts as a wrong one.
    let isFromWire: Bool
    let app: Shared<ClientRecord>
    /// True for an answer whose grant becomes a browser session.
    var opensBrowserSession = false
}

/// A step of a sign-in that is stored, and the user whom it is about; what it asks for is still to be done.
///
/// It is done without a place in the hashing queue: a slow trigger or sender keeps nobody else waiting.
struct DecidedStep {
    let decision: SwapLoop.Decision<UserAuthRecord, SignInAction>
    let location: UserLocation
    let randomness: OperationRandomness
    /// The session that is open again if its message certainly does not go out: a set-up may name another destination.
    var former: ChallengeSession?
}

// The answer to a challenge, whoever passes it on.
extension UserPoolService {
    /// Verifies an answer, and answers tokens or the next challenge.
    ///
    /// - Parameter operation: the operation that the host must admit; nil where it is not asked.
    func respond(
        _ given: GivenAnswer, admittedAs operation: String?
    ) async throws(CognitoError) -> AuthOutcome {
        let answered = try await decided(given, admittedAs: operation)
        return try await perform(
            answered.decision, of: answered.location, through: given.app, answering: given.challengeName,
            puttingBack: answered.former, answered.randomness)
    }

    /// Verifies an answer, and stores the decision that is to be acted on.
    func decided(
        _ given: GivenAnswer, admittedAs operation: String?
    ) async throws(CognitoError) -> DecidedStep {
        let app = given.app
        let username = given.responses[ChallengeParameter.username]
        guard username != nil || !given.isFromWire else { throw .missingParameter(ChallengeParameter.username) }
        try app.value.client.verifySecretHash(given.responses[ChallengeParameter.secretHash], of: username)
        guard let session = given.session else { throw .missingParameter("Session") }
        let answer = try ChallengeAnswer(given.challengeName, given.responses)
        if !given.isFromWire { try answer.validateCode() }
        let locator = try SessionLocator(session, keys: keys)
        guard locator.isFor(app.value.client) else { throw .invalidSession }
        // Left out in process only, where the host has its own ways to throttle.
        if let username, let operation {
            try await admit(operation, Username(username), through: app.value.client.id)
        }
        let attempt = Attempt(
            answer: answer, name: given.challengeName, username: username, locator: locator, app: app,
            opensBrowserSession: given.opensBrowserSession,
            randomness: OperationRandomness(random),
            location: UserLocation(CanonicalName(digest: locator.recordDigest), of: app.value))
        guard let password = answer.newPassword else {
            return attempt.step(try await decide(attempt) { (_) async throws(CognitoError) in nil })
        }
        try Validation.check { $0.check(password.text, .newPassword) }
        let pool = try await pool(locator.userPoolID)
        try pool.passwordPolicy.validate(password, for: .replacement)
        let decision = try await hashing.admitting(attempt.location.key) { () async throws(CognitoError) in
            let hashing = NewPasswordHashing(password, for: pool, by: self)
            return try await decide(attempt) { (record) async throws(CognitoError) in
                try await hashing.hashes(for: record)
            }
        }
        return attempt.step(decision)
    }

    /// One answer, ready to be verified.
    private struct Attempt {
        let answer: ChallengeAnswer
        let name: ChallengeName
        let username: String?
        let locator: SessionLocator
        let app: Shared<ClientRecord>
        let opensBrowserSession: Bool
        let randomness: OperationRandomness
        let location: UserLocation

        func step(_ decision: SwapLoop.Decision<UserAuthRecord, SignInAction>) -> DecidedStep {
            let former = name == .mfaSetup ? decision.before.session(locator.session) : nil
            return DecidedStep(decision: decision, location: location, randomness: randomness, former: former)
        }
    }

    /// Verifies an answer in the loop.
    ///
    /// `newPassword` makes the new password's hashes, once a live session has asked for them. A number or address that
    /// has received its code becomes the user's alias if it can; the sign-in does not depend on it.
    private func decide(
        _ attempt: Attempt, newPassword: (UserAuthRecord) async throws(CognitoError) -> NewPassword?
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, SignInAction> {
        let (location, app) = (attempt.location, attempt.app)
        let policy: AliasPolicy = attempt.answer.mustReserveAliases ? .failing : .leavingUnverified
        return try await reserving(
            for: location.name, in: location.pool, randomness: attempt.randomness, policy: policy
        ) {
            (aliases) async throws(CognitoError) in
            try await loop(attempt.randomness).run(
                location.key, as: UserAuthRecord.self,
                absent: .invalidSession,
                decide: { (record) async throws(CognitoError) in
                    AuditedCall.current?.note(record.username, record.sub, in: location.pool)
                    var machine = AuthMachine(record: record)
                    var context = try await signInContext(
                        of: app, randomness: attempt.randomness, aliases: aliases,
                        opensBrowserSession: attempt.opensBrowserSession)
                    var found = machine.session(
                        attempt.locator, answering: attempt.name, as: attempt.username, in: context)
                    var new: NewPassword?
                    if case .success = found { new = try await newPassword(record) }
                    if new != nil {
                        // It took long: what was read before it is old.
                        context = try await signInContext(
                            of: app, randomness: attempt.randomness, aliases: aliases,
                            opensBrowserSession: attempt.opensBrowserSession)
                        found = machine.session(
                            attempt.locator, answering: attempt.name, as: attempt.username, in: context)
                    }
                    let action: SignInAction =
                        switch found {
                        case .failure(let error): .refuse(error)
                        case .success(let session): machine.answered(attempt.answer, new, session: session, in: context)
                        }
                    return machine.decided(action, of: record, in: location.pool)
                })
        }
    }
}
