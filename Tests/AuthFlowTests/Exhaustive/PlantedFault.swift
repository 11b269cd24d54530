import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

/// A machine that is wrong in one respect: what it is given, or what it answers, is changed.
struct PlantedFault: Sendable {
    let name: String
    var input: @Sendable (inout MachineDriver.Input, UserStep) -> Void = { _, _ in }
    var output: @Sendable (MachineDriver.Input, UserStep, inout StepOutcome) -> Void = { _, _, _ in }

    static let all: [PlantedFault] = [
        out("forgets wrong codes") { input, _, outcome in
            outcome.record.codeFailures = input.record.codeFailures
        },
        out("keeps the session after a right answer") { input, step, outcome in
            guard case .answer(let place, _) = step, outcome.reply == .tokens else { return }
            let slot = input.user.modelState.handles[place].slot
            guard let session = input.record.session(SmallWorld.session(slot)) else { return }
            outcome.record.open(session, now: input.now)
        },
        out("forgets the spent step") { input, _, outcome in
            guard let old = input.record.softwareToken, old.secret == outcome.record.softwareToken?.secret else {
                return
            }
            outcome.record.softwareToken = old
        },
        into("judges answers by the settings at the sign-in") { input, step in
            guard case .answer = step, input.setting == .onTextOnly else { return }
            input.setting = .on
        },
        into("takes codes that have run out") { input, step in
            guard case .answer(_, .sentCode) = step else { return }
            input.now = input.now - .seconds(170)
        },
        into("judges right codes in a lock") { input, step in
            guard case .answer = step else { return }
            input.record.codeFailures = CodeCounter()
        },
        out("lets a right password clear the code counter") { input, step, outcome in
            guard step == .signIn(.right), case .challenge = outcome.reply else { return }
            outcome.record.codeFailures = CodeCounter()
        },
        into("takes a password that was checked before a change") { input, step in
            guard step == .finishCheck else { return }
            input.proof = FirstFactorProof(
                password: input.record.password, generation: input.record.generation, isAccepted: true)
        },
        out("leaves open sessions at a sign-out") { input, step, outcome in
            guard step == .admin(.signOut) else { return }
            for session in input.record.sessions {
                outcome.record.open(session.under(outcome.record.generation), now: input.now)
            }
        },
        out("leaves the code of the old number good") { input, step, outcome in
            guard step == .admin(.changeNumber) else { return }
            for session in input.record.sessions {
                outcome.record.open(session.under(outcome.record.generation), now: input.now)
            }
        },
        out("replaces the secret before its first code") { _, step, outcome in
            guard case .use(_, .associate) = step, let token = outcome.record.pendingSoftwareToken?.token,
                outcome.record.softwareToken != nil
            else { return }
            outcome.record.softwareToken = VerifiedSoftwareToken(
                secret: token.secret, friendlyDeviceName: nil, replayFloor: TimeStep(0))
        },
        out("lets the step of the set-up sign in") { _, _, outcome in
            guard outcome.reply == .verified, let token = outcome.record.softwareToken else { return }
            outcome.record.softwareToken = VerifiedSoftwareToken(
                secret: token.secret, friendlyDeviceName: nil,
                replayFloor: TimeStep(token.replayFloor.rawValue - 1))
        },
    ]
}

extension PlantedFault {
    /// A fault of what comes out.
    private static func out(
        _ name: String, _ output: @escaping @Sendable (MachineDriver.Input, UserStep, inout StepOutcome) -> Void
    ) -> PlantedFault { PlantedFault(name: name, output: output) }

    /// A fault of what goes in.
    private static func into(
        _ name: String, _ input: @escaping @Sendable (inout MachineDriver.Input, UserStep) -> Void
    ) -> PlantedFault { PlantedFault(name: name, input: input) }
}

extension ChallengeSession {
    /// The same session as if it had been opened under another generation.
    fileprivate func under(_ generation: UInt32) -> ChallengeSession {
        ChallengeSession(
            id: id, client: SmallWorld.client, generation: generation, now: openedAt, firstFactorAt: firstFactorAt,
            satisfied: satisfied, state: state)
    }
}
