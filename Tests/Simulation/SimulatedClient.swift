import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import UserPoolModel

/// One client of a schedule: it turns intents into calls by its knowledge, and learns from the answers.
struct SimulatedClient: Sendable {
    let world: World
    let number: Int
    let script: Plan.Script
    var held: [HeldSession] = []
    var access: [String] = []
    var refresh: [String] = []
    var browsers: [String] = []

    init(_ world: World, _ number: Int, _ script: Plan.Script) {
        self.world = world
        self.number = number
        self.script = script
    }

    /// Makes every call of the script.
    mutating func run() async {
        for (place, step) in script.steps.enumerated() {
            await world.begin(number, step: place, step)
            guard let request = compose(step) else { continue }
            let page = page(of: request, step)
            world.open(number, about: request.isAboutPool ? "" : script.user, showing: request.flaw(on: page))
            let answer = await send(request, step, page)
            var observation = world.close(number, answer)
            observation.replaced = page?.replaced
            observation.request = explained(request, observation)
            if case .tokens(let access, _) = observation.answer {
                observation.groups = world.state.withLock { $0.tokens[access]?.groups }
            }
            learn(observation, page)
            world.record(observation)
        }
        world.finish()
    }

    var person: Person { world.state.withLock { $0.people[script.user] } ?? Person(password: "") }

    func change(_ edit: (inout Person) -> Void) {
        world.state.withLock { state in
            guard var person = state.people[script.user] else { return }
            edit(&person)
            state.people[script.user] = person
        }
    }

    /// Adds to a code every step near the server's clock that it fits; once in a million times there are two.
    private func explained(_ request: Request, _ call: Observation) -> Request {
        func whole(_ code: PresentedCode) -> PresentedCode {
            var steps = Set(code.steps)
            for (name, secret) in person.secrets {
                for step in SimulatedPhone.steps(of: code.text, secret: secret, in: call.span.clock) {
                    steps.insert(.init(secret: name, number: step))
                }
            }
            return PresentedCode(code.text, steps: steps.sorted { ($0.secret, $0.number) < ($1.secret, $1.number) })
        }
        guard call.answer.isAccepted || call.answer.isUncertain else { return request }
        switch request {
        case .answer(let session, .app, let code): return .answer(session: session, .app, whole(code))
        case .verify(let bearer, let code): return .verify(bearer, whole(code))
        default: return request
        }
    }

    /// Updates the client's and the user's knowledge by an answer.
    private mutating func learn(_ call: Observation, _ page: Page?) {
        if call.answer.isAccepted || call.answer.isDeadSession, let session = call.request.session {
            for place in held.indices where held[place].handle == session { held[place].isSpent = true }
        }
        if case .sendNewCode(let session) = call.request, script.role == .owner, let code = call.messages.last?.code {
            for place in held.indices where held[place].handle == session { held[place].code = code }
        }
        switch call.answer {
        case .browser(let session):
            // It can call what an access token can.
            access.append(session)
            browsers.append(session)
            world.state.withLock { _ = $0.browsers.insert(session) }
        case .tokens(let newAccess, let newRefresh):
            access.append(newAccess)
            if let newRefresh { refresh.append(newRefresh) }
        case .challenge(let challenge, let session):
            let code = script.role == .owner ? call.messages.last?.code : nil
            keep(HeldSession(handle: session, kind: .challenge(challenge), code: code, page: page))
        case .secret(let secret, let session):
            if let session {
                keep(HeldSession(handle: session, kind: .associated(secret), code: nil, page: page))
            } else {
                change { $0.pending = secret }
            }
        case .session(let session): keep(HeldSession(handle: session, kind: .proved, code: nil, page: page))
        default: break
        }
        switch call.request {
        case .answer(_, .app, let code) where script.role == .owner: change { $0.lastCode = code }
        // The code that proved an app can be presented again, too.
        case .verify(_, let code) where script.role == .owner: change { $0.lastCode = code }
        default: break
        }
        guard call.answer.isAccepted || call.answer.isUncertain else { return }
        change { $0.learn(call) }
    }

    private mutating func keep(_ session: HeldSession) {
        held.append(session)
        world.state.withLock { $0.handles.append((script.user, session)) }
    }
}

extension Person {
    /// Updates the knowledge by a call that changed the user, or may have.
    mutating func learn(_ call: Observation) {
        let isSure = call.answer.isAccepted
        switch call.request {
        case .verify(_, let code) where isSure:
            secret = code.steps.first { secrets[$0.secret] != nil }?.secret ?? secret
            pending = nil
        case .removeApp where isSure: secret = nil
        case .changePassword(_, _, let new), .setPassword(let new), .recover(_, let new):
            passwords.insert(new, at: isSure ? 0 : 1)
        case .setNumber(_, let number, _):
            if isSure { self.number = number }
            numbers.insert(number)
        case .create(let password, let number) where isSure:
            passwords.insert(password, at: 0)
            (secret, pending, self.number) = (nil, nil, number)
        default: break
        }
    }
}

extension Answer {
    /// True when the presented session can no longer be answered.
    var isDeadSession: Bool {
        guard case .refused("NotAuthorizedException", let text) = self else { return false }
        return text.hasPrefix("Invalid session")
    }
}

extension Request {
    var isAboutPool: Bool {
        switch self {
        case .configure, .createGroup, .deleteGroup: true
        default: false
        }
    }
}
