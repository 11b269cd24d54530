import CognitoMFACore
import CognitoMFATesting

// Requests with an access token, and administrators' requests.
extension SimulatedClient {
    private static let preferences: [[Factor: Request.Preference]] = [
        [.app: .preferred], [.sms: .preferred], [.app: .off], [.sms: .off], [.app: .on, .sms: .on],
        [.app: .preferred, .sms: .on],
    ]

    private func password(_ step: Plan.Step) -> String { "Next-\(step.variant % 100_000)-word" }

    /// One of two groups.
    private func group(_ step: Plan.Step) -> String { step.variant % 3 == 0 ? "blue" : "red" }

    private func preference(_ step: Plan.Step) -> [Factor: Request.Preference] {
        Self.preferences[Int(step.variant % UInt64(Self.preferences.count))]
    }

    private func otherNumber(_ step: Plan.Step, _ person: Person) -> String {
        // Sometimes it is a number that the user had before.
        if step.variant % 3 == 0, let former = person.numbers.sorted().first { return former }
        return "+1415555\(1_000 + step.variant % 9_000)"
    }

    /// The request of a signed-in user; nil for an intent of another kind.
    func signedIn(_ step: Plan.Step, _ person: Person) -> Request? {
        if case .recover = step.intent {
            return person.inbox.last.map { .recover(PresentedCode($0.code), to: password(step)) }
                ?? .signIn(password: person.passwords[0])
        }
        let intents: Set<Plan.Intent> = [
            .removeApp, .prefer, .changePassword, .changePasswordWithWrongOne, .signOut, .describeWithOldToken,
            .setNumber,
            .askNumberCode, .proveNumber, .describe,
        ]
        guard intents.contains(step.intent) else { return nil }
        guard let token = access.last else { return .signIn(password: person.passwords[0]) }
        switch step.intent {
        case .removeApp: return .removeApp(token: token, password: person.passwords[0])
        case .prefer: return .prefer(token: token, preference(step))
        case .changePassword: return .changePassword(token: token, from: person.passwords[0], to: password(step))
        case .changePasswordWithWrongOne:
            return .changePassword(token: token, from: "Wrong-\(step.variant % 100)-x", to: password(step))
        case .signOut: return .signOut(token: token)
        case .describeWithOldToken: return .describe(token: access[Int(step.variant % UInt64(access.count))])
        case .setNumber: return .setNumber(token: token, otherNumber(step, person), isVerified: false)
        case .askNumberCode: return .askNumberCode(token: token)
        case .proveNumber:
            return person.inbox.last.map { .verifyNumber(token: token, PresentedCode($0.code)) }
                ?? .askNumberCode(token: token)
        default: return .describe(token: token)
        }
    }

    /// The request of an administrator; nil for an intent of another kind.
    func administer(_ step: Plan.Step, _ person: Person) -> Request? {
        switch step.intent {
        case .configure: return .configure(Plan.rules[Int(step.variant % UInt64(Plan.rules.count))])
        case .disable: return .enable(false)
        case .enable: return .enable(true)
        case .setPassword: return .setPassword(password(step))
        case .resetPassword: return .resetPassword
        case .deleteApp: return .removeApp(token: nil, password: nil)
        case .signOutUser: return .signOut(token: nil)
        case .replaceNumber:
            return .setNumber(token: nil, otherNumber(step, person), isVerified: step.variant % 4 == 1)
        case .unlock: return .unlock
        case .delete: return .delete(token: nil)
        case .create: return .create(password: password(step), number: person.number)
        case .preferForUser: return .prefer(token: nil, preference(step))
        case .describeUser: return .describe(token: nil)
        case .join: return .join(group: group(step))
        case .leave: return .leave(group: group(step))
        case .createGroup: return .createGroup(group(step))
        case .deleteGroup: return .deleteGroup(group(step))
        default: return nil
        }
    }
}
