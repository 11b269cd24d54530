import AuthFlow
import CognitoMFAService
import UserPoolModel

/// Takes steps: the machine runs, the rules are verified, the beliefs move on.
struct StepCheck {
    let profile: CognitoProfile
    var fault: PlantedFault?
    /// True if records are compared with the beliefs after every step; otherwise replies alone are verified, as a client
    /// sees them.
    var opensRecords = true

    /// The user after a step, and the reply.
    ///
    /// - Throws: the first rule that the step has broken.
    func take(
        _ step: UserStep, _ user: SearchedUser, in setting: PoolSetting
    ) throws(BrokenRule) -> (after: SearchedUser, reply: Reply) {
        let slots = user.slots
        let outcome = MachineDriver(profile: profile, fault: fault).run(step, on: user, in: setting, slots)
        var after = user
        after.record = outcome.record
        let situation = Situation(setting: setting, profile: profile, now: user.now, slots: slots)
        let verdict = after.modelState.verify(step, in: situation)
        guard outcome.reply == verdict.reply else {
            throw BrokenRule(rule: verdict.rule, text: "answered \(outcome.reply) instead of \(verdict.reply)")
        }
        after.receive(outcome, slots)
        switch step {
        case .beginCheck:
            after.proof = FirstFactorProof(
                password: user.record.password, generation: user.record.generation, isAccepted: true)
        case .finishCheck: after.proof = nil
        case .use(let place, .revoke): after.modelState.tokens[place].family?.revoke()
        default: break
        }
        guard opensRecords else { return (after, outcome.reply) }
        try after.agree()
        try Invariants.verify(step, outcome.reply, from: user, to: after, in: setting, profile)
        return (after, outcome.reply)
    }
}

extension SearchedUser {
    /// Keeps what a reply carries: a session's handle, or tokens.
    fileprivate mutating func receive(_ outcome: StepOutcome, _ slots: Slots) {
        if let session = outcome.session, let place = modelState.handles.firstIndex(where: { $0.slot == slots.session })
        {
            modelState.handles[place].locator = SessionLocator(session, of: SmallWorld.name, in: SmallWorld.poolID)
        }
        guard let grant = outcome.grant, !modelState.tokens.isEmpty else { return }
        modelState.tokens[0].principal = Principal(
            userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username, sub: grant.sub,
            family: grant.family, generation: grant.generation, scopes: [Principal.userAdminScope],
            authenticatedAt: grant.authenticatedAt)
        modelState.tokens[0].family = FamilyRecord(grant, of: SmallWorld.name)
    }
}
