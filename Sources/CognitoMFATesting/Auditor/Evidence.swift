/// A history in the form that the rules ask for: values over time, the openers of sessions, the families of tokens.
struct Evidence: Sendable {
    /// The history of one user.
    struct User: Sendable {
        let name: String
        var calls: [Observation] = []
        let premise: Premise.User?
        var exists: Register<Bool>
        var isEnabled: Register<Bool>
        var passwords: Register<String?>
        var numbers: Register<String?>
        var secrets: Register<String?>
        var pending = Register<String?>(nil)
        var switchedOn: [Factor: Register<Bool>]

        init(_ name: String, _ premise: Premise.User?) {
            self.name = name
            self.premise = premise
            exists = Register(premise != nil)
            isEnabled = Register(premise?.isEnabled ?? true)
            passwords = Register(premise?.password)
            numbers = Register(premise?.number)
            secrets = Register(premise?.secret)
            switchedOn = Dictionary(
                uniqueKeysWithValues: Factor.allCases.map {
                    ($0, Register(premise?.switchedOn.contains($0) ?? false))
                })
        }
    }

    var users: [String: User] = [:]
    var pool: Register<PoolRule>
    let observations: [Observation]
    /// The call that returned a session's handle.
    var openers: [String: Observation] = [:]
    /// The call that returned an access token or a refresh token.
    var givers: [String: Observation] = [:]
    /// The call that returned a browser session.
    var browsers: [String: Observation] = [:]
    /// The family of a token: the number of the sign-in that created it.
    var families: [String: Int] = [:]
    /// The place of a refresh token in its family.
    var places: [String: Int] = [:]

    init(_ history: History) {
        pool = Register(history.premise.pool)
        observations = history.observations.sorted { $0.span.ended < $1.span.ended }
        for (name, premise) in history.premise.users { users[name] = User(name, premise) }
        for call in observations {
            if case .configure(let rule) = call.request, call.answer.isAccepted || call.answer.isUncertain {
                pool.write(rule, by: call, isCertain: call.answer.isAccepted)
            }
        }
        for call in observations where !call.user.isEmpty {
            var user = users[call.user] ?? User(call.user, nil)
            user.calls.append(call)
            record(call, of: &user)
            users[call.user] = user
            record(call)
        }
    }

    /// Records the changes that a call makes to its user.
    private func record(_ call: Observation, of user: inout User) {
        let isCertain = call.answer.isAccepted
        if case .finishSetUp = call.request {
            // The app is switched on in the swap that continues the sign-in, whatever its answer.
            user.switchedOn[.app]?.write(true, by: call, isCertain: isCertain)
        }
        guard isCertain || call.answer.isUncertain else { return }
        if call.request.endOfAccess != nil { user.pending.write(nil, by: call, isCertain: isCertain) }
        switch call.request {
        case .associate(.token):
            if case .secret(let secret, _) = call.answer { user.pending.write(secret, by: call, isCertain: true) }
        case .verify(_, let code):
            let secrets = Set(code.steps.map(\.secret))
            for secret in secrets { user.secrets.write(secret, by: call, isCertain: isCertain && secrets.count == 1) }
        case .removeApp:
            // Where there is no app to remove, nothing changes.
            let mayBeNone = user.secrets.values(during: call).contains(nil)
            user.secrets.write(nil, by: call, isCertain: isCertain)
            user.pending.write(nil, by: call, isCertain: isCertain && !mayBeNone)
            user.switchedOn[.app]?.write(false, by: call, isCertain: isCertain)
        case .prefer(_, let preferences):
            let mayBeRequired = pool.values(during: call).contains { $0.mode == .on }
            for (factor, preference) in preferences {
                // In a required pool a factor can be preferred, and nothing else.
                let isMade = isCertain && (preference == .preferred || !mayBeRequired)
                user.switchedOn[factor]?.write(preference != .off, by: call, isCertain: isMade)
            }
        case .changePassword(_, _, let new), .setPassword(let new), .recover(_, let new):
            user.passwords.write(new, by: call, isCertain: isCertain)
        case .resetPassword: user.passwords.write(nil, by: call, isCertain: isCertain)
        case .setNumber(_, let number, _):
            user.numbers.write(number.isEmpty ? nil : number, by: call, isCertain: isCertain)
        case .enable(let isEnabled): user.isEnabled.write(isEnabled, by: call, isCertain: isCertain)
        case .delete: user.exists.write(false, by: call, isCertain: isCertain)
        case .create(let password, let number):
            user.exists.write(true, by: call, isCertain: isCertain)
            user.isEnabled.write(true, by: call, isCertain: isCertain)
            user.passwords.write(password, by: call, isCertain: isCertain)
            user.numbers.write(number, by: call, isCertain: isCertain)
            user.secrets.write(nil, by: call, isCertain: isCertain)
            user.pending.write(nil, by: call, isCertain: isCertain)
            for factor in Factor.allCases { user.switchedOn[factor]?.write(false, by: call, isCertain: isCertain) }
        default: break
        }
    }

    /// Records the sessions and tokens that a call returns.
    private mutating func record(_ call: Observation) {
        switch call.answer {
        case .challenge(_, let session), .session(let session), .secret(_, let session?): open(session, call)
        case .browser(let session): if browsers[session] == nil { browsers[session] = call }
        case .tokens(let access, let refresh):
            var (family, place) = (call.number, 0)
            if case .refresh(let presented) = call.request {
                family = families[presented] ?? call.number
                place = (places[presented] ?? 0) + 1
            }
            give(access, call, family, place)
            if let refresh { give(refresh, call, family, place) }
        default: break
        }
    }

    private mutating func open(_ session: String, _ call: Observation) {
        if openers[session] == nil { openers[session] = call }
    }

    private mutating func give(_ token: String, _ call: Observation, _ family: Int, _ place: Int) {
        guard givers[token] == nil else { return }
        givers[token] = call
        families[token] = family
        places[token] = place
    }

    /// The first call of the chain that led to a session.
    func first(of session: String) -> Observation? {
        guard let opener = openers[session] else { return nil }
        return opener.request.session.flatMap { $0 == session ? nil : first(of: $0) } ?? opener
    }

    /// The call since which one count of messages and wrong codes runs: the sign-in, or its last right code.
    func stage(of session: String) -> Observation? {
        guard let opener = openers[session] else { return nil }
        switch opener.request {
        case .choose(let former, _), .useAnotherFactor(let former, _): return stage(of: former) ?? opener
        default: return opener
        }
    }

    /// The factors proved when a call lets the user in; nil when it is no sign-in.
    func satisfied(by call: Observation) -> Set<Factor>? {
        switch call.request {
        case .signIn, .reauthenticate: []
        case .answer(let session, let factor, _): satisfied(in: session).union([factor])
        case .choose(let session, _), .finishSetUp(let session), .useAnotherFactor(let session, _):
            satisfied(in: session)
        default: nil
        }
    }

    /// The factors proved when a session was opened.
    func satisfied(in session: String) -> Set<Factor> {
        guard let opener = openers[session] else { return [] }
        switch opener.request {
        case .answer(let previous, let factor, _): return satisfied(in: previous).union([factor])
        case .verify(.session(let previous), _): return satisfied(in: previous).union([.app])
        case .choose(let previous, _), .useAnotherFactor(let previous, _), .associate(.session(let previous)):
            return satisfied(in: previous)
        default: return []
        }
    }
}
