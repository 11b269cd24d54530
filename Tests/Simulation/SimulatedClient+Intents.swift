import CognitoMFACore
import CognitoMFATesting
import Synchronization

// The request for an intent, from the client's sessions, tokens and passwords.
extension SimulatedClient {
    /// Returns the next request; nil when there is nothing to call.
    func compose(_ step: Plan.Step) -> Request? {
        let person = person
        switch step.intent {
        case .advance: return advance(step, person)
        case .signIn: return signIn(step, person)
        case .signInWithOldPassword: return .signIn(password: person.passwords.last ?? "Wrong-2000-x")
        case .signInWithWrongPassword: return .signIn(password: "Wrong-\(step.variant % 10_000)-x")
        case .guess, .replay, .codeOfEarlierStep, .codeOfUnprovedApp, .spentSession: return answer(step, person)
        case .sessionOfAnotherUser: return others(step, person)
        case .sendNewCode, .useAnotherFactor: return wander(step, person)
        case .readBrowser, .readOldBrowser, .confirm, .endBrowser: return browse(step, person)
        case .associate:
            if let session = live({ if case .challenge(.setUp) = $0 { true } else { false } }) {
                return .associate(.session(session.handle))
            }
            return access.last.map { .associate(.token($0)) } ?? signIn(step, person)
        case .prove, .guessProof: return prove(step, person)
        case .refresh: return refresh.last.map { .refresh($0) } ?? signIn(step, person)
        case .refreshWithOldToken:
            return refresh.isEmpty ? signIn(step, person) : .refresh(refresh[Int(step.variant % UInt64(refresh.count))])
        case .revoke: return refresh.last.map { .revoke($0) } ?? signIn(step, person)
        default: return signedIn(step, person) ?? administer(step, person)
        }
    }

    func signIn(_ step: Plan.Step, _ person: Person) -> Request {
        let place = step.variant % 7 == 0 && person.passwords.count > 1 ? 1 : 0
        return .signIn(password: person.passwords[place])
    }

    func live(_ isMeant: (HeldSession.Kind) -> Bool = { _ in true }) -> HeldSession? {
        held.last { !$0.isSpent && isMeant($0.kind) }
    }

    /// The right next request, as an honest client makes it.
    func advance(_ step: Plan.Step, _ person: Person) -> Request {
        guard let session = live() else {
            if let token = access.last, person.secret == nil, step.variant % 2 == 0 {
                if let pending = person.pending {
                    return .verify(.token(token), shown(pending, person, step))
                }
                return .associate(.token(token))
            }
            return signIn(step, person)
        }
        switch session.kind {
        case .challenge(.sms):
            return .answer(session: session.handle, .sms, PresentedCode(session.code ?? guess(step, person)))
        case .challenge(.app):
            guard script.role == .owner, let secret = person.secret else {
                return .answer(session: session.handle, .app, PresentedCode(guess(step, person)))
            }
            return .answer(session: session.handle, .app, shown(secret, person, step))
        case .challenge(.choice): return .choose(session: session.handle, step.variant % 2 == 0 ? .app : .sms)
        case .challenge(.setUp): return .associate(.session(session.handle))
        case .associated(let secret): return .verify(.session(session.handle), shown(secret, person, step))
        case .proved: return .finishSetUp(session: session.handle)
        }
    }

    /// An answer that must be refused, to a session that waits for a code; without such a session, a sign-in.
    private func answer(_ step: Plan.Step, _ person: Person) -> Request {
        if step.intent == .spentSession {
            guard let spent = held.last(where: { $0.isSpent }) else { return signIn(step, person) }
            return again(spent, step, person)
        }
        guard let session = live({ if case .challenge(let kind) = $0 { kind == .sms || kind == .app } else { false } })
        else {
            if let choice = live({ if case .challenge(.choice) = $0 { true } else { false } }) {
                return .choose(session: choice.handle, step.variant % 2 == 0 ? .app : .sms)
            }
            return signIn(step, person)
        }
        guard case .challenge(.app) = session.kind else {
            let old = person.inbox.dropLast().last?.code
            let code = step.intent == .replay ? old ?? guess(step, person) : guess(step, person)
            return .answer(session: session.handle, .sms, PresentedCode(code))
        }
        let code: PresentedCode
        switch step.intent {
        case .replay: code = person.lastCode ?? PresentedCode(guess(step, person))
        case .codeOfEarlierStep:
            code = person.secret.map { shown($0, person, step, earlier: 1) } ?? PresentedCode(guess(step, person))
        case .codeOfUnprovedApp:
            code = person.pending.map { shown($0, person, step) } ?? PresentedCode(guess(step, person))
        default: code = PresentedCode(guess(step, person))
        }
        return .answer(session: session.handle, .app, code)
    }

    /// A second right answer to a session that was answered before.
    private func again(_ session: HeldSession, _ step: Plan.Step, _ person: Person) -> Request {
        switch session.kind {
        case .challenge(.sms):
            return .answer(session: session.handle, .sms, PresentedCode(session.code ?? guess(step, person)))
        case .challenge(.app):
            let code = person.secret.map { shown($0, person, step) } ?? PresentedCode(guess(step, person))
            return .answer(session: session.handle, .app, code)
        case .challenge(.choice): return .choose(session: session.handle, .sms)
        case .challenge(.setUp): return .associate(.session(session.handle))
        case .associated(let secret): return .verify(.session(session.handle), shown(secret, person, step))
        case .proved: return .finishSetUp(session: session.handle)
        }
    }

    private func others(_ step: Plan.Step, _ person: Person) -> Request {
        let other = world.state.withLock { $0.handles.last { $0.user != script.user } }
        guard let other else { return signIn(step, person) }
        return .answer(session: other.held.handle, .sms, PresentedCode(other.held.code ?? guess(step, person)))
    }

    private func prove(_ step: Plan.Step, _ person: Person) -> Request {
        let session = live { if case .associated = $0 { true } else { false } }
        let isWrong = step.intent == .guessProof
        if let session, case .associated(let secret) = session.kind {
            let code = isWrong ? PresentedCode(guess(step, person)) : shown(secret, person, step)
            return .verify(.session(session.handle), code)
        }
        guard let token = access.last else { return signIn(step, person) }
        guard let pending = person.pending else { return .associate(.token(token)) }
        return .verify(.token(token), isWrong ? PresentedCode(guess(step, person)) : shown(pending, person, step))
    }

    /// The code that the app shows for a secret; the clock of one phone in eight is one step off.
    private func shown(_ name: String, _ person: Person, _ step: Plan.Step, earlier: Int64 = 0) -> PresentedCode {
        let drift: Int64 = step.variant % 16 == 1 ? 1 : step.variant % 16 == 2 ? -1 : 0
        let number = world.state.withLock { $0.now } / 30_000 + drift - earlier
        let secret = person.secrets[name] ?? []
        return PresentedCode(
            SimulatedPhone.code(secret: secret, step: number), steps: [.init(secret: name, number: number)])
    }

    /// Six digits that are none of the user's current codes.
    private func guess(_ step: Plan.Step, _ person: Person) -> String {
        let now = world.state.withLock { $0.now }
        var number = step.variant >> 16 % 1_000_000
        while true {
            let digits = String(number % 1_000_000)
            let code = String(repeating: "0", count: 6 - digits.count) + digits
            let isRight =
                person.inbox.contains { $0.code == code }
                || person.secrets.values.contains {
                    !SimulatedPhone.steps(of: code, secret: $0, in: now - 30_000...now + 30_000).isEmpty
                }
            if !isRight { return code }
            number += 1
        }
    }
}
