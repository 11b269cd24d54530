import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension SearchedUser {
    /// Throws when the record says anything else than the observer believes.
    func agree() throws(BrokenRule) {
        func same<Value: Equatable>(_ rule: String, _ what: String, _ is: Value, _ believed: Value) throws(BrokenRule) {
            guard `is` == believed else { throw BrokenRule(rule: rule, text: "\(what) is \(`is`), not \(believed)") }
        }
        try same("R23", "enabled", record.isEnabled, modelState.isEnabled)
        try same("R23", "status", record.status, modelState.status)
        try same("R37", "password is the believed one", record.password == SmallWorld.hash(modelState.password), true)
        let number = record.attributes[.phoneNumber].flatMap { SmallWorld.numbers.firstIndex(of: $0) }
        try same("R67", "number", number, modelState.number)
        try same("R68", "verified number", record.attributes.isVerified(.phoneNumber), modelState.isNumberVerified)
        try same("R89", "enabled factors", record.mfa.enabled, Set(modelState.enabled.map(\.type)))
        try same("R89", "preferred factor", record.mfa.preferred, modelState.preferred?.type)
        try same("R61", "secret", record.softwareToken.map { Int($0.secret.bytes[0]) }, modelState.app?.secret)
        try same("R58", "floor", record.softwareToken.map { Int64($0.replayFloor.rawValue) }, modelState.app?.lastStep)
        try same(
            "R61", "pending secret", record.pendingSoftwareToken.map { Int($0.token.secret.bytes[0]) },
            modelState.pending?.waiting.secret)
        try same(
            "R61", "owner of the pending secret", record.pendingSoftwareToken.map { Int($0.family.bytes[1]) },
            modelState.pending?.owner)
        try same(
            "R52", "wrong set-up codes", record.pendingSoftwareToken?.token.failures, modelState.pending?.waiting.wrong)
        try same("R48", "password failures", FailureCount(record.passwordFailures.ladder), modelState.passwords)
        try same("R49", "code failures", FailureCount(record.codeFailures.ladder), modelState.codes)
        for factor in ModelFactor.allCases {
            let inARow = record.codeFailures.factors[factor.type]?.consecutive ?? 0
            try same("R49", "codes in a row of \(factor)", inARow, modelState.inARow[factor] ?? 0)
        }
        try same(
            "R66", "code of the number", record.codes[.phoneNumber].map { Int($0.id.bytes[0]) },
            modelState.numberCode?.slot)
        try same(
            "R53", "tries of the number's code", record.codes[.phoneNumber]?.sent.failures, modelState.numberCode?.wrong
        )
        try same("R88", "number waits", record.codes[.phoneNumber]?.setsValue, modelState.numberCode?.setsNumber)
        try same("R66", "recovery code", record.codes[.recovery].map { Int($0.id.bytes[0]) }, modelState.recovery?.slot)
        try same("R53", "recovery failures", record.recoveryFailures, modelState.recoveryMisses)
        for handle in modelState.handles { try agree(on: handle) }
        if let spent = modelState.spent {
            try same("R36", "the ended session lives", isLive(SmallWorld.session(spent.slot)), false)
        }
        for token in modelState.tokens {
            guard let principal = token.principal else { continue }
            let isHonoured =
                principal.generation == record.generation
                || record.keptFamily?.family == principal.family
                    && record.keptFamily?.generation == principal.generation
            try same("R22, R89", "tokens are honoured", isHonoured, !token.isEnded)
        }
    }

    private func isLive(_ id: SessionID) -> Bool {
        record.session(id).map { $0.generation == record.generation && time < $0.expiresAt } ?? false
    }

    private func agree(on handle: HeldSession) throws(BrokenRule) {
        let id = SmallWorld.session(handle.slot)
        guard isLive(id), let session = record.session(id) else {
            throw BrokenRule(rule: "R36", text: "an open session is gone: \(handle.kind)")
        }
        guard HeldSession.Kind(session) == handle.kind, session.satisfied == FactorSet(handle.proved.map(\.type)) else {
            throw BrokenRule(rule: "R29", text: "a session says something else than what was won: \(handle.kind)")
        }
        guard session.expiresAt == UnixTime(seconds: handle.expiresAt), handle.locator?.expiresAt == session.expiresAt
        else { throw BrokenRule(rule: "R31", text: "a session ends at \(session.expiresAt), not \(handle.expiresAt)") }
        guard session.uses.sends == handle.counts.sends, session.uses.switches == handle.counts.switches else {
            throw BrokenRule(rule: "R53, R55", text: "a sign-in has used up \(session.uses), not \(handle.counts)")
        }
        switch session.state {
        case .awaitingFactor(.sentCode(let sent)):
            let until = UnixTime(seconds: handle.until)
            guard sent.expiresAt == until else {
                throw BrokenRule(rule: "R69", text: "a code ends at \(sent.expiresAt), not \(until)")
            }
            guard sent.failures == handle.wrong else { throw BrokenRule(rule: "R53", text: "tries of a code are lost") }
            guard sent.destination.text == handle.number.map({ SmallWorld.numbers[$0] }) else {
                throw BrokenRule(rule: "R66", text: "a code went elsewhere")
            }
        case .settingUpMFA(let choices, let waiting):
            guard choices == handle.choices.map(\.type) else { throw BrokenRule(rule: "R82", text: "other choices") }
            guard waiting.map({ Int($0.secret.bytes[0]) }) == handle.waiting?.secret,
                waiting?.failures == handle.waiting?.wrong
            else { throw BrokenRule(rule: "R52, R61", text: "a waiting secret is another") }
        case .selectingMFAType(let choices):
            guard choices == handle.choices.map(\.type) else { throw BrokenRule(rule: "R82", text: "other choices") }
        // No step of the model enters a number.
        case .awaitingFactor(.pendingDestination):
            throw BrokenRule(rule: "R82", text: "a number that nobody entered")
        case .replacingPassword, .awaitingFactor(.softwareToken), .mfaSetUp: break
        }
    }
}

extension FailureCount {
    /// A counter's three numbers as they are stored.
    init(_ ladder: FailureLadder) {
        count = ladder.failures
        last = ladder.lastFailureAt?.seconds
        until = ladder.lockEndsAt?.seconds
    }
}
