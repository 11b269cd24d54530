import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import UserPoolModel

/// The store of a schedule: conflicts, delays, failures and lost replies come as planned.
struct WorldStore: RecordStore {
    let world: World

    func read(_ key: RecordKey) async throws -> VersionedRecord? {
        switch await world.turn() {
        case .dead, .fault(.fail), .fault(.loseReply): throw World.Outage()
        case .go, .fault: return world.state.withLock { $0.read(key) }
        }
    }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async throws -> SwapOutcome {
        switch await world.turn() {
        case .dead, .fault(.fail): throw World.Outage()
        case .fault(.conflict): return .conflict
        case .fault(.delay):
            world.state.withLock { $0.late.append((key, change, 1 + $0.randomness.below(12))) }
            throw World.Outage()
        case .fault(.loseReply):
            world.state.withLock { _ = $0.apply(key, change) }
            throw World.Outage()
        case .go, .fault: return world.state.withLock { $0.apply(key, change) }
        }
    }
}

/// A process's clock; it records the readings given to the running client.
struct WorldClock: TimeSource {
    let world: World
    let process: Int

    func now() -> UnixTime {
        world.state.withLock { state in
            let now = state.now + state.offsets[process]
            let running = state.running
            state.clients[running].low = min(state.clients[running].low, now)
            state.clients[running].high = max(state.clients[running].high, now)
            return UnixTime(milliseconds: now)
        }
    }
}

/// Sends text messages to the users' inboxes.
struct WorldSMS: SMSSender {
    let world: World

    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        let signal = await world.turn()
        switch signal {
        case .dead, .fault(.fail): throw World.Outage()
        case .fault(.conflict): return .refused(reason: "the plan says so")
        case .go, .fault: break
        }
        let code = message.text.split { !("0"..."9").contains($0) }.first { $0.count == 6 }.map { String($0) } ?? ""
        world.state.withLock { state in
            let sent = Observation.Message(number: message.phoneNumber.e164, code: code)
            state.clients[state.running].messages.append(sent)
            for name in state.people.keys where state.people[name]?.numbers.contains(sent.number) == true {
                state.people[name]?.inbox.append(sent)
            }
        }
        if case .fault(.loseReply) = signal { throw World.Outage() }
        return .accepted
    }
}

/// Triggers that change nothing and take a turn each; they throw as planned, and at one call in eight.
struct WorldTriggers: CustomMessage, PreTokenGeneration {
    let world: World

    func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
        try await turn()
        return CustomMessageResponse()
    }

    func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse {
        try await turn()
        return PreTokenGenerationResponse()
    }

    private func turn() async throws {
        switch await world.turn() {
        case .dead, .fault(.fail), .fault(.conflict): throw TriggerError("the plan says so")
        case .go, .fault: break
        }
        if world.state.withLock({ $0.randomness.below(8) }) == 0 { throw TriggerError("the dice say so") }
    }
}

/// A hasher of plain text that takes a turn, as a slow hash would; every hash has a salt of its own.
struct WorldHasher: PasswordHasher {
    let world: World

    func hash(_ password: Password) async throws -> PasswordHash {
        switch await world.turn() {
        case .dead, .fault(.fail): throw World.Outage()
        case .go, .fault: return world.state.withLock { $0.hash(password.text) }
        }
    }

    func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool {
        switch await world.turn() {
        case .dead, .fault(.fail): throw World.Outage()
        case .go, .fault:
            return hash?.text.split(separator: "$", maxSplits: 1).last.map { $0 == password.text } ?? false
        }
    }
}

/// Tokens without signatures: the world keeps the ones that it has issued.
struct WorldTokens: TokenIssuer {
    let world: World

    func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
        switch await world.turn() {
        case .dead, .fault(.fail): throw World.Outage()
        case .go, .fault: break
        }
        let text = "access-" + Hexadecimal.encode(grant.id)
        let principal = Principal(
            userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username, sub: grant.sub,
            family: grant.family, generation: grant.generation, scopes: [Principal.userAdminScope],
            authenticatedAt: grant.authenticatedAt)
        let end = grant.issuedAt + .seconds(grant.client.accessTokenValiditySeconds)
        world.state.withLock { $0.tokens[text] = (principal, end, grant.groups) }
        return AuthenticationResult(
            accessToken: AccessToken(text), idToken: IDToken("id-" + Hexadecimal.encode(grant.id)), refreshToken: nil,
            expiresIn: grant.client.accessTokenValiditySeconds)
    }

    func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
        guard let token = world.state.withLock({ $0.tokens[accessToken.text] }) else { return .malformed }
        return now < token.end ? .valid(token.principal) : .expired
    }
}

/// Records the texts of events, where the plan asks for texts.
struct WorldObserver: AuthObserver {
    let world: World

    func observe(_ event: AuthEvent) {
        guard world.plan.recordsTexts else { return }
        var text = ""
        dump(event, to: &text)
        let dumped = text
        world.state.withLock { $0.clients[$0.running].texts += ["\(event)", dumped] }
    }
}

extension World.State {
    mutating func hash(_ password: String) -> PasswordHash {
        salt += 1
        return PasswordHash("\(salt)$\(password)")
    }
}
