import AuthFlow
import UserPoolModel

/// Takes steps: the machine runs, the rules are judged, the beliefs move on.
struct Judge {
    let profile: ParityProfile
    var fault: PlantedFault?

    /// The user after a step, and the answer.
    ///
    /// - Throws: the first rule that the step has broken.
    func take(_ step: Step, _ actor: Actor, in setting: Setting) throws(Violation) -> (after: Actor, answer: Answer) {
        let slots = actor.slots
        let outcome = Driver(profile: profile, fault: fault).run(step, on: actor, in: setting, slots)
        var after = actor
        after.record = outcome.record
        let situation = Situation(setting: setting, profile: profile, now: actor.now, slots: slots)
        let verdict = after.model.judge(step, under: situation)
        guard outcome.answer == verdict.answer else {
            throw Violation(rule: verdict.rule, text: "answered \(outcome.answer) instead of \(verdict.answer)")
        }
        if let session = outcome.session, let place = after.model.handles.firstIndex(where: { $0.slot == slots.session })
        {
            after.model.handles[place].locator = SessionLocator(session, of: SmallWorld.name, in: SmallWorld.poolID)
        }
        if let grant = outcome.grant, !after.model.tokens.isEmpty {
            after.model.tokens[0].principal = Principal(
                userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username, sub: grant.sub,
                family: grant.family, generation: grant.generation, scopes: [Principal.userAdminScope],
                authenticatedAt: grant.authenticatedAt)
            after.model.tokens[0].family = FamilyRecord(grant, of: SmallWorld.name)
        }
        switch step {
        case .beginCheck:
            after.proof = PasswordProof(
                hash: actor.record.password, generation: actor.record.generation, isAccepted: true)
        case .finishCheck: after.proof = nil
        case .use(let place, .revoke): after.model.tokens[place].family?.revoke()
        default: break
        }
        try after.agree()
        try Invariants.judge(step, outcome.answer, from: actor, to: after, in: setting, profile)
        return (after, outcome.answer)
    }
}
