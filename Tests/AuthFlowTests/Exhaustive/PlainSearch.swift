import AuthFlow
import CognitoMFAService

/// The same search without a table of users: both users' whole states in every world, every step taken in every world.
///
/// It is slow, and there to show that the table hides nothing.
struct PlainSearch {
    private struct State {
        let users: [SearchedUser]
        let setting: PoolSetting
    }

    private struct Key: Hashable {
        let users: Set<StateFingerprint>
        let areSame: Bool
        let setting: PoolSetting
    }

    let verify: StepCheck
    let alphabet: StepAlphabet
    private(set) var worlds = 0
    private(set) var transitions = 0

    init(_ verify: StepCheck, _ alphabet: StepAlphabet) {
        self.verify = verify
        self.alphabet = alphabet
    }

    mutating func run(from beginnings: [Beginning], depth: Int) throws(BrokenRule) {
        var seen: Set<Key> = []
        var level: [State] = []
        func add(_ users: [SearchedUser], _ setting: PoolSetting, to states: inout [State]) {
            let prints = users.map { $0.fingerprint(verify.profile) }
            let key = Key(users: Set(prints), areSame: prints[0] == prints[1], setting: setting)
            if seen.insert(key).inserted { states.append(State(users: users, setting: setting)) }
        }
        for beginning in beginnings {
            let users = [
                try beginning.one.user(verify, held: alphabet.held),
                try beginning.other.user(verify, held: alphabet.held),
            ]
            add(users, beginning.setting, to: &level)
        }
        for _ in 1...depth {
            worlds += level.count
            var next: [State] = []
            for state in level {
                for place in state.users.indices {
                    for step in state.users[place].steps(alphabet) {
                        var users = state.users
                        users[place] = try verify.take(step, users[place], in: state.setting).after
                        transitions += 1
                        add(users, state.setting, to: &next)
                    }
                }
                for setting in alphabet.settings where setting != state.setting {
                    transitions += 1
                    if state.setting.mayBecome(setting, under: verify.profile) { add(state.users, setting, to: &next) }
                }
                for passing in alphabet.passings where alphabet.allows(passing, for: state.users) {
                    transitions += 1
                    add(state.users.map { $0.after(passing) }, state.setting, to: &next)
                }
            }
            level = next
        }
    }
}
