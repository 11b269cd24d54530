public import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Answers a challenge (Cognito's RespondToAuthChallenge).
public struct RespondToAuthChallengeRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The challenge that is answered.
    public var challengeName: ChallengeName
    /// The session of the challenge.
    public var session: SessionHandle?
    /// The answer.
    ///
    /// USERNAME may be left out in process, for the session leads to the user; the wire requires it.
    public var challengeResponses: RequestParameters
    /// Whether USERNAME must be there, as it must on the wire.
    package var needsUsername = false

    /// Puts a request together.
    public init(
        clientID: AppClientID, challengeName: ChallengeName, session: SessionHandle?,
        challengeResponses: RequestParameters
    ) {
        self.clientID = clientID
        self.challengeName = challengeName
        self.session = session
        self.challengeResponses = challengeResponses
    }
}

/// Answers a challenge through a trusted server (Cognito's AdminRespondToAuthChallenge).
public struct AdminRespondToAuthChallengeRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The rest, as in the public operation.
    public var response: RespondToAuthChallengeRequest

    /// Puts a request together.
    public init(userPoolID: UserPoolID, response: RespondToAuthChallengeRequest) {
        self.userPoolID = userPoolID
        self.response = response
    }
}

extension UserPoolService {
    /// Verifies an answer, and answers tokens or the next challenge.
    ///
    /// Source: API reference, RespondToAuthChallenge.
    public func respondToAuthChallenge(
        _ request: RespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        try await audited(
            "RespondToAuthChallenge", through: request.clientID,
            naming: request.challengeResponses[ChallengeParameter.username]
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: RespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        var validation = Validation()
        validation.check(request.clientID.text, .clientID)
        validation.check(request.challengeName.rawValue, .challengeName)
        validation.check(request.session?.text, .session)
        try validation.finish()
        let app = try await registered(request.clientID)
        return try await respond(request, as: app) { (username) async throws(CognitoError) in
            try await admit("RespondToAuthChallenge", username, through: request.clientID)
        }
    }

    /// The administrators' way to answer: the same rules for a client of the pool named.
    func adminRespondToAuthChallenge(
        _ request: AdminRespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.response.clientID.text, .clientID)
        validation.check(request.response.challengeName.rawValue, .challengeName)
        validation.check(request.response.session?.text, .session)
        try validation.finish()
        let app = try await registered(request.response.clientID, in: pool(request.userPoolID).id)
        return try await respond(request.response, as: app) { (_) async throws(CognitoError) in }
    }

    private func respond(
        _ request: RespondToAuthChallengeRequest, as app: Shared<ClientRecord>,
        admitted: (Username) async throws(CognitoError) -> Void
    ) async throws(CognitoError) -> AuthOutcome {
        let username = request.challengeResponses[ChallengeParameter.username]
        guard username != nil || !request.needsUsername else { throw .missingParameter(ChallengeParameter.username) }
        try app.value.client.verifySecretHash(request.challengeResponses[ChallengeParameter.secretHash], of: username)
        guard let session = request.session else { throw .missingParameter("Session") }
        let answer = try ChallengeAnswer(request.challengeName, request.challengeResponses)
        let locator = try SessionLocator(session, keys: keys)
        guard locator.isFor(app.value.client) else { throw .invalidSession }
        // Left out in process only, where the host has its own ways to throttle.
        if let username { try await admitted(Username(username)) }
        let attempt = Attempt(
            answer: answer, name: request.challengeName, username: username, locator: locator, app: app,
            randomness: OperationRandomness(random),
            location: UserLocation(CanonicalName(digest: locator.recordDigest), of: app.value))
        guard let password = answer.newPassword else {
            return try await decide(attempt) { (_) async throws(CognitoError) in nil }
        }
        var validation = Validation()
        validation.check(password.text, .newPassword)
        try validation.finish()
        let pool = try await pool(locator.userPoolID)
        try pool.passwordPolicy.validate(password)
        return try await hashing.admitting(attempt.location.key) { () async throws(CognitoError) in
            var hashing = NewPasswordHashing(password, for: pool, by: self)
            return try await decide(attempt) { (record) async throws(CognitoError) in
                try await hashing.hashes(for: record)
            }
        }
    }

    /// One answer, ready to be verified.
    private struct Attempt {
        let answer: ChallengeAnswer
        let name: ChallengeName
        let username: String?
        let locator: SessionLocator
        let app: Shared<ClientRecord>
        let randomness: OperationRandomness
        let location: UserLocation
    }

    /// Verifies an answer in the loop.
    ///
    /// `newPassword` makes the new password's hashes, once a live session has asked for them. A number or address that
    /// has received its code becomes the user's alias if it can; the sign-in does not depend on it.
    private func decide(
        _ attempt: Attempt, newPassword: (UserAuthRecord) async throws(CognitoError) -> NewPassword?
    ) async throws(CognitoError) -> AuthOutcome {
        let (location, app) = (attempt.location, attempt.app)
        let policy: AliasPolicy = attempt.answer.mustReserveAliases ? .failing : .leavingUnverified
        let decision = try await reserving(
            for: location.name, in: location.pool, randomness: attempt.randomness, policy: policy
        ) {
            (aliases) async throws(CognitoError) in
            try await loop(attempt.randomness).run(
                location.key, as: UserAuthRecord.self,
                absent: { () async throws(CognitoError) -> Never in throw .invalidSession },
                decide: { (record) async throws(CognitoError) in
                    AuditedCall.current?.note(record.username, record.sub, in: location.pool)
                    var machine = AuthMachine(record: record)
                    var context = try await signInContext(of: app, randomness: attempt.randomness, aliases: aliases)
                    var found = machine.session(
                        attempt.locator, answering: attempt.name, as: attempt.username, in: context)
                    var new: NewPassword?
                    if case .success = found { new = try await newPassword(record) }
                    if new != nil {
                        // It took long: what was read before it is old.
                        context = try await signInContext(of: app, randomness: attempt.randomness, aliases: aliases)
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
        return try await perform(decision, of: location, through: app, attempt.randomness)
    }
}
