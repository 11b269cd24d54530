import AuthFlow
import CognitoMFACore
import UserPoolModel

/// A sign-in that a browser session's user repeats.
private struct ReauthenticationRequest: OperationRequest {
    static let operation = "Reauthenticate"
    let session: BrowserSession
    let password: Password
    let clientID: AppClientID
    let clientMetadata: [String: String]

    var named: NamedInRequest { NamedInRequest(client: clientID) }
    var triggerMetadata: [String: String] { clientMetadata }
    func validate(_ members: inout Validation) { members.check(password.text, .password) }
}

// Sign-ins that end in a browser session: what a page gets in the place of tokens.
extension UserPoolService {
    /// Starts a sign-in whose grant becomes a browser session; no token is issued.
    ///
    /// - Parameter former: the browser's session so far, which ends.
    func openBrowserSession(
        _ request: InitiateAuthRequest, replacing former: BrowserSession?
    ) async throws(CognitoError) -> BrowserOutcome {
        try await audited(request) { (request) async throws(CognitoError) in
            let app = try await registered(request.clientID)
            guard request.authFlow == .userPasswordAuth, app.value.client.allows(.userPasswordAuth) else {
                throw .flowNotEnabled(request.authFlow)
            }
            let step = try await decidedSignIn(
                request.authParameters, request.clientMetadata, through: app, isPublic: true, opensBrowserSession: true)
            return try await finish(step, through: app, replacing: former)
        }
    }

    /// Answers a challenge in such a sign-in.
    func openBrowserSession(
        _ request: RespondToAuthChallengeRequest, replacing former: BrowserSession?
    ) async throws(CognitoError) -> BrowserOutcome {
        try await audited(request) { (request) async throws(CognitoError) in
            let app = try await registered(request.clientID)
            var answer = request.answered(as: app)
            answer.opensBrowserSession = true
            let step = try await decided(answer, admittedAs: RespondToAuthChallengeRequest.operation)
            return try await finish(step, through: app, replacing: former)
        }
    }

    /// Asks the user of a browser session for the password again, and for every factor that the pool demands.
    func reauthenticate(
        _ session: BrowserSession, password: Password, through client: AppClientID, in pool: UserPoolID,
        clientMetadata: [String: String]
    ) async throws(CognitoError) -> BrowserOutcome {
        let request = ReauthenticationRequest(
            session: session, password: password, clientID: client, clientMetadata: clientMetadata)
        return try await audited(request) { (request) async throws(CognitoError) in
            let app = try await registered(request.clientID, in: pool)
            guard app.value.client.allows(.userPasswordAuth) else { throw .flowNotEnabled(.userPasswordAuth) }
            let found = try await authorized(request.session).authorized
            guard found.pool.id == pool, found.client.id == client else { throw .invalidBrowserSession }
            try await admit(ReauthenticationRequest.operation, found.principal.username, through: client)
            let randomness = OperationRandomness(random)
            let step = try await hashing.admitting(found.location.key) { () async throws(CognitoError) in
                try await decide(
                    at: found.location, PasswordCheck(request.password, by: self), randomness, through: app, true)
            }
            // A user of the same name may have taken the place of this one.
            guard step.decision.record.sub == found.principal.sub else { throw .invalidBrowserSession }
            return try await finish(step, through: app, replacing: request.session)
        }
    }

    /// Acts on a step of such a sign-in: the grant becomes the browser session.
    private func finish(
        _ step: DecidedStep, through app: Shared<ClientRecord>, replacing former: BrowserSession?
    ) async throws(CognitoError) -> BrowserOutcome {
        try await perform(
            step.decision, of: step.location, through: app, puttingBack: step.former,
            challenged: BrowserOutcome.challenged
        ) { (grant) async throws(CognitoError) in
            let session = BrowserSession(
                Base64.encodeURL(random.bytes(count: BrowserSession.byteCount, for: .secret)))
            let browser = BrowserRecord(
                grant, of: step.location.name, passwordChanges: step.decision.record.passwordChanges?.count ?? 0)
            guard let key = RecordKey.browser(session) else { throw .internalError(nil) }
            let loop = SwapLoop(records: records, operationID: grant.id, observer: observer)
            guard try await inserted(browser, under: key, by: loop) else { throw .internalError(nil) }
            // The browser has a new secret, so that nobody goes on with the one before.
            if let former { try await end(former) }
            return .signedIn(session)
        }
    }

    /// Stores a session whatever becomes of the caller: its grant is accounted for.
    private func inserted(
        _ browser: BrowserRecord, under key: RecordKey, by loop: SwapLoop
    ) async throws(CognitoError) -> Bool {
        try await withoutCancellation { () async throws(CognitoError) in try await loop.insert(browser, under: key) }
    }
}
