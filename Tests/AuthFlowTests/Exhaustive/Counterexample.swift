/// A broken rule, with the steps that lead to it: a shortest sequence, since a search goes breadth first.
struct Counterexample: Error, CustomStringConvertible {
    let broken: BrokenRule
    /// The beginning, then one line for each step.
    let path: [String]

    var length: Int { path.count - 1 }
    var description: String { (path + ["breaks \(broken)"]).joined(separator: "\n    ") }
}

extension ExhaustiveSearch {
    /// The steps that first led to a world, in order.
    func path(to index: Int) -> [String] {
        let worlds = worlds.path(to: index)
        var lines = ["beginning in setting \(worlds[0].setting)"]
        for (old, new) in zip(worlds, worlds.dropFirst()) { lines.append(edge(from: old, to: new)) }
        return lines
    }

    /// The step between two worlds, found once more.
    private func edge(from old: SearchedWorld, to new: SearchedWorld) -> String {
        if old.setting != new.setting { return "the pool becomes \(new.setting)" }
        let pair = old.users
        func number(_ user: SearchedUser) -> Int? { users.number(of: user.fingerprint(judge.profile)) }
        for passing in alphabet.passings {
            let later = pair.map { number(users[$0].after(passing)) }
            if let one = later[0], let other = later[1], SearchedWorld(one, other, old.setting) == new {
                return "\(passing.rawValue) s pass"
            }
        }
        for (place, user) in pair.enumerated() {
            for step in users[user].steps(alphabet) {
                guard let (after, reply) = try? judge.take(step, users[user], in: old.setting),
                    let next = number(after), SearchedWorld(next, pair[1 - place], old.setting) == new
                else { continue }
                return "user \(place + 1): \(step) -> \(reply)"
            }
        }
        return "an unknown step"
    }
}
