import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// The answer to a step, as a client sees it.
enum Reply: Hashable, Sendable, CustomStringConvertible {
    case tokens
    case challenge(HeldSession.Kind)
    case secret
    case verified
    case done
    case refused(String)
    /// The password must be checked once more: the record has changed meanwhile.
    case verifyAgain

    static func refused(_ error: CognitoError) -> Reply { .refused(error.description) }

    var description: String {
        switch self {
        case .tokens: "tokens"
        case .challenge(let kind): "challenge \(kind)"
        case .secret: "secret"
        case .verified: "verified"
        case .done: "done"
        case .refused(let text): text
        case .verifyAgain: "verify again"
        }
    }
}

/// The outcome of a step: the record to be stored, the answer, and what the answer carries.
struct StepOutcome {
    var record: UserAuthRecord
    var reply: Reply
    var session: ChallengeSession?
    var grant: TokenGrant?
}

/// Leads a step to the machine as the service's shell does, without its store.
struct MachineDriver {
    let profile: CognitoProfile
    var fault: PlantedFault?

    /// All that the machine is given beside the step.
    struct Input {
        var record: UserAuthRecord
        var setting: PoolSetting
        var now: UnixTime
        var proof: FirstFactorProof?
        let user: SearchedUser
    }

    func run(_ step: UserStep, on user: SearchedUser, in setting: PoolSetting, _ slots: Slots) -> StepOutcome {
        var input = Input(
            record: user.record, setting: setting, now: user.time, proof: user.proof, user: user)
        fault?.input(&input, step)
        var call = MachineCall(input: input, profile: profile, slots: slots)
        var outcome = call.outcome(of: step)
        fault?.output(input, step, &outcome)
        return outcome
    }
}
