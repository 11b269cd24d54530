import AuthFlow
import UserPoolModel

/// Every sequence of steps of two users, an administrator and a clock, up to a depth, breadth first.
///
/// The machine is given one user's record at a time, so a world is two numbers in a table of users and a setting: every
/// step of every user's state under every setting is taken once, by the machine, and judged; the worlds are all pairs
/// that the sequences lead to. A user's state counts as seen when its fingerprint is.
struct Search {
    /// What was found: exact, so that a search that has shrunk is noticed.
    struct Figures: Equatable, CustomStringConvertible {
        /// Worlds that were gone through, the beginnings included.
        var worlds = 0
        /// Steps taken in them, all judged.
        var transitions = 0
        /// Different states of one user that were met in them.
        var users = 0
        /// Different steps of a user's state under a setting: runs of the machine.
        var runs = 0

        var description: String { "\(worlds) worlds, \(transitions) transitions, \(users) users, \(runs) runs" }
    }

    /// A broken rule, with the steps that lead to it.
    struct Counterexample: Error, CustomStringConvertible {
        let violation: Violation
        let path: [String]
        var description: String { (path + ["-> \(violation)"]).joined(separator: "\n") }
    }

    private struct Row {
        let count: Int
        let next: [Int32]
    }

    let judge: Judge
    let alphabet: Alphabet
    private var seen: [Fingerprint: Int32] = [:]
    private var users: [Actor] = []
    private var rows: [[Row?]] = []
    private var waits: [[Int32]?] = []
    private var worlds = WorldTable()
    private(set) var figures = Figures()
    /// Which step was answered what, for the kinds of steps.
    private(set) var answers: Set<Answer> = []

    init(_ profile: ParityProfile, _ alphabet: Alphabet, fault: PlantedFault? = nil) {
        judge = Judge(profile: profile, fault: fault)
        self.alphabet = alphabet
    }

    /// Goes through everything within `depth` steps of the beginnings.
    mutating func run(from beginnings: [Beginning], depth: Int) throws(Counterexample) {
        for beginning in beginnings {
            let pair: [Int]
            do throws(Violation) {
                pair = [number(of: try beginning.one.actor(judge)), number(of: try beginning.other.actor(judge))]
            } catch {
                throw Counterexample(violation: error, path: ["beginning \(beginning)"])
            }
            worlds.insert(World(pair[0], pair[1], beginning.setting), from: worlds.count)
        }
        var start = 0
        for level in 1...depth {
            let end = worlds.count
            for index in start..<end { try expand(index, isLast: level == depth) }
            start = end
        }
        figures.users = users.count
        figures.worlds = start
    }

    private mutating func expand(_ index: Int, isLast: Bool) throws(Counterexample) {
        let world = worlds[index]
        let pair = world.users
        for (place, user) in pair.enumerated() {
            let row = try row(of: user, in: world.setting, at: index, isLast)
            figures.transitions += row.count
            if isLast { continue }
            for next in row.next { worlds.insert(World(Int(next), pair[1 - place], world.setting), from: index) }
        }
        for setting in Setting.allCases where setting != world.setting {
            figures.transitions += 1
            guard try isAllowed(world.setting, setting, at: index), !isLast else { continue }
            worlds.insert(World(pair[0], pair[1], setting), from: index)
        }
        figures.transitions += Wait.allCases.count
        if isLast { return }
        let later = pair.map { waits(of: $0) }
        for place in Wait.allCases.indices {
            worlds.insert(World(Int(later[0][place]), Int(later[1][place]), world.setting), from: index)
        }
    }

    private func isAllowed(_ old: Setting, _ new: Setting, at index: Int) throws(Counterexample) -> Bool {
        let changed = try? old.pool.replacing(with: new.request, under: judge.profile).mfa
        let expected = old.mayBecome(new, under: judge.profile) ? new.pool.mfa : nil
        guard changed == expected else {
            throw Counterexample(
                violation: Violation(rule: "R86", text: "\(old) to \(new)"), path: path(to: index))
        }
        return changed != nil
    }

    private mutating func number(of user: Actor) -> Int {
        let print = user.fingerprint(judge.profile)
        if let known = seen[print] { return Int(known) }
        seen[print] = Int32(users.count)
        users.append(user)
        rows.append([nil, nil, nil, nil])
        waits.append(nil)
        return users.count - 1
    }

    private mutating func row(
        of user: Int, in setting: Setting, at index: Int, _ isLast: Bool
    ) throws(Counterexample) -> Row {
        if let row = rows[user][setting.rawValue] { return row }
        let actor = users[user]
        let steps = actor.steps(alphabet)
        var next: Set<Int32> = []
        for step in steps {
            do throws(Violation) {
                let (after, answer) = try judge.take(step, actor, in: setting)
                answers.insert(answer)
                if !isLast { next.insert(Int32(number(of: after))) }
            } catch {
                throw Counterexample(violation: error, path: path(to: index) + ["\(setting): \(step)"])
            }
        }
        next.remove(Int32(user))
        figures.runs += steps.count
        let row = Row(count: steps.count, next: next.sorted())
        rows[user][setting.rawValue] = row
        return row
    }

    private mutating func waits(of user: Int) -> [Int32] {
        if let known = waits[user] { return known }
        let later = Wait.allCases.map { wait in
            var actor = users[user]
            actor.wait(wait)
            return Int32(number(of: actor))
        }
        waits[user] = later
        return later
    }

    /// The steps that first led to a world, in order.
    private func path(to index: Int) -> [String] {
        let worlds = worlds.path(to: index)
        var lines = ["beginning in \(worlds[0].setting)"]
        for (old, new) in zip(worlds, worlds.dropFirst()) { lines.append(edge(old, new)) }
        return lines
    }

    private func edge(_ old: World, _ new: World) -> String {
        if old.setting != new.setting { return "the pool becomes \(new.setting)" }
        let pair = old.users
        for wait in Wait.allCases {
            let later = pair.map { (user: Int) -> Int? in
                var actor = users[user]
                actor.wait(wait)
                return seen[actor.fingerprint(judge.profile)].map { Int($0) }
            }
            if let one = later[0], let other = later[1], World(one, other, old.setting) == new {
                return "\(wait.rawValue) s pass"
            }
        }
        for (place, user) in pair.enumerated() {
            for step in users[user].steps(alphabet) {
                guard let taken = try? judge.take(step, users[user], in: old.setting),
                    let next = seen[taken.after.fingerprint(judge.profile)],
                    World(Int(next), pair[1 - place], old.setting) == new
                else { continue }
                return "user \(place + 1): \(step) -> \(taken.answer)"
            }
        }
        return "?"
    }
}
