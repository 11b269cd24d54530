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
    /// Judges an answer, and answers tokens or the next challenge.
    ///
    /// Source: API reference, RespondToAuthChallenge.
    public func respondToAuthChallenge(
        _ request: RespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        var validation = Validation()
        validation.check(request.clientID.text, .clientID)
        validation.check(request.challengeName.rawValue, .challengeName)
        validation.check(request.session?.text, .session)
        try validation.finish()
        return try await respond(request, as: client(request.clientID))
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
        let client = try await client(request.response.clientID, of: pool(request.userPoolID).id)
        return try await respond(request.response, as: client)
    }

    private func respond(
        _ request: RespondToAuthChallengeRequest, as client: AppClient
    ) async throws(CognitoError) -> AuthOutcome {
        let username = request.challengeResponses[ChallengeParameter.username]
        try client.judgeSecretHash(request.challengeResponses[ChallengeParameter.secretHash], of: username)
        guard let session = request.session else { throw .missingParameter("Session") }
        let answer = try ChallengeAnswer(request.challengeName, request.challengeResponses)
        let locator = try SessionLocator(session, keys: keys)
        guard locator.isFor(client) else { throw .invalidSession }
        let attempt = Attempt(
            answer: answer, name: request.challengeName, username: username, locator: locator, client: client,
            draw: Draw(random))
        guard case .newPassword(let password, _) = answer else {
            return try await judge(attempt) { () async throws(CognitoError) in nil }
        }
        var validation = Validation()
        validation.check(password.text, .newPassword)
        try validation.finish()
        try await pool(client.userPoolID).passwordPolicy.judge(password)
        return try await hashing.admitting(attempt.key) { () async throws(CognitoError) in
            var hash: PasswordHash?
            return try await judge(attempt) { () async throws(CognitoError) in
                if hash == nil { hash = try await self.hash(password) }
                return hash
            }
        }
    }

    /// One answer, ready to be judged.
    private struct Attempt {
        let answer: ChallengeAnswer
        let name: ChallengeName
        let username: String?
        let locator: SessionLocator
        let client: AppClient
        let draw: Draw

        var key: RecordKey { .user(locator.userPoolID, digest: locator.recordDigest) }
    }

    /// Judges an answer in the loop.
    ///
    /// `newHash` makes the new password's hash, once a live session has asked for it.
    private func judge(
        _ attempt: Attempt, newHash: () async throws(CognitoError) -> PasswordHash?
    ) async throws(CognitoError) -> AuthOutcome {
        let decision = try await loop(attempt.draw).run(
            attempt.key, as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .invalidSession },
            decide: { (record) async throws(CognitoError) in
                var machine = AuthMachine(record: record)
                let early = try await circumstances(of: attempt.client, draw: attempt.draw)
                if case .failure(let error) = machine.session(
                    attempt.locator, answering: [attempt.name], as: attempt.username, under: early)
                {
                    return (machine.record, SignInAction.refuse(error))
                }
                let hash = try await newHash()
                let now = hash == nil ? early : try await circumstances(of: attempt.client, draw: attempt.draw)
                let found = machine.session(
                    attempt.locator, answering: [attempt.name], as: attempt.username, under: now)
                let action: SignInAction =
                    switch found {
                    case .failure(let error): .refuse(error)
                    case .success(let session): machine.answered(attempt.answer, hash, session: session, under: now)
                    }
                return (machine.record, action)
            })
        let name = CanonicalName(digest: attempt.locator.recordDigest)
        return try await carryOut(decision, of: name, in: attempt.locator.userPoolID)
    }

    /// A new password's hash, made in the queue.
    func hash(_ password: Password) async throws(CognitoError) -> PasswordHash {
        do {
            return try await hashing.run { [passwords] in try await passwords.hash(password) }
        } catch {
            throw .internalError(error)
        }
    }
}

extension AuthMachine {
    /// Leads an answer to the event it is.
    fileprivate mutating func answered(
        _ answer: ChallengeAnswer, _ newHash: PasswordHash?, session: ChallengeSession, under it: Circumstances
    ) -> SignInAction {
        switch answer {
        case .smsMFA(let code): smsCodeSubmitted(code, session: session, under: it)
        case .softwareTokenMFA(let code): softwareTokenCodeSubmitted(code, session: session, under: it)
        case .selectMFAType(let factor): mfaTypeSelected(factor, session: session, under: it)
        case .mfaSetup: mfaSetupFinished(session: session, under: it)
        case .newPassword(_, let attributes):
            newHash.map { newPasswordSubmitted($0, attributes: attributes, session: session, under: it) }
                ?? .refuse(.invalidSession)
        }
    }
}
