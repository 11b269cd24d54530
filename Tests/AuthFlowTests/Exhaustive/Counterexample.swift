/// A broken rule, with the steps that lead to it: a shortest sequence, since a search goes breadth first.
struct Counterexample: Error, CustomStringConvertible {
    let broken: BrokenRule
    /// The beginning, then one line for each step.
    let path: [String]

    var length: Int { path.count - 1 }
    var description: String { (path + ["breaks \(broken)"]).joined(separator: "\n    ") }
}

extension ExhaustiveSearch {
    /// The steps that first led to a world, and at last a step of one of its users.
    func path(to index: Int, then last: (step: UserStep, user: Int)? = nil) -> [String] {
        let worlds = worlds.path(to: index)
        var first = worlds[0].users[0]
        var lines = ["from setting \(worlds[0].setting)"]
        for (old, new) in zip(worlds, worlds.dropFirst()) { lines.append(edge(from: old, to: new, &first)) }
        if let last { lines.append("user \(last.user == first ? 1 : 2): \(last.step.text)") }
        return lines
    }

    /// The step between two worlds, found once more; `first` is the number of the first user before and after it.
    private func edge(from old: SearchedWorld, to new: SearchedWorld, _ first: inout Int) -> String {
        if old.setting != new.setting { return "the pool becomes \(new.setting)" }
        let pair = old.users[0] == first ? old.users : old.users.reversed()
        func number(_ user: SearchedUser) -> Int? { users.number(of: user.fingerprint(verify.profile)) }
        for passing in alphabet.passings {
            let later = pair.map { number(users[$0].after(passing)) }
            guard let one = later[0], let other = later[1], SearchedWorld(one, other, old.setting) == new else {
                continue
            }
            first = one
            return "\(passing.rawValue) s pass"
        }
        for (place, user) in pair.enumerated() {
            for step in users[user].steps(alphabet) {
                guard let (after, reply) = try? verify.take(step, users[user], in: old.setting),
                    let next = number(after), SearchedWorld(next, pair[1 - place], old.setting) == new
                else { continue }
                if place == 0 { first = next }
                return "user \(place + 1): \(step.text) -> \(reply)"
            }
        }
        return "an unknown step"
    }
}

extension UserStep {
    /// The step without the names of its types.
    var text: String { "\(self)".replacing(/AuthFlowTests\.(\w+\.)+/, with: "") }
}
