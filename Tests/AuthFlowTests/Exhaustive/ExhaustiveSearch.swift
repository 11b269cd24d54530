import AuthFlow
import CognitoMFAService
import UserPoolModel

/// Every sequence of steps of two users, an administrator and a clock, up to a depth, breadth first.
///
/// The machine is given one user's record at a time, so a world is two numbers in a table of users and a setting: every
/// step of every user's state under every setting is taken once, by the machine, and verified; the worlds are all pairs
/// that the sequences lead to. A user's state counts as seen when its fingerprint is.
struct ExhaustiveSearch {
    /// The figures found: exact, so that a search that has shrunk is noticed.
    struct Figures: Equatable, CustomStringConvertible {
        /// Worlds that were gone through, the beginnings included.
        var worlds = 0
        /// Steps taken in them, all verified.
        var transitions = 0
        /// Different states of one user that were met in them.
        var users = 0
        /// Different steps of a user's state under a setting: runs of the machine.
        var runs = 0
        /// Different pairs of a step and its reply.
        var kinds = 0

        var description: String {
            "Figures(worlds: \(worlds), transitions: \(transitions), users: \(users), runs: \(runs), kinds: \(kinds))"
        }
    }

    /// A step and its reply.
    struct Kind: Hashable {
        let step: UserStep
        let reply: Reply
    }

    struct Row {
        let count: Int
        let next: [Int32]
    }

    let verify: StepCheck
    let alphabet: StepAlphabet
    private(set) var users = UserTable()
    var worlds = SearchedWorlds()
    private(set) var figures = Figures()
    private(set) var kinds: Set<Kind> = []

    init(_ verify: StepCheck, _ alphabet: StepAlphabet) {
        self.verify = verify
        self.alphabet = alphabet
    }

    var replies: Set<Reply> { Set(kinds.map(\.reply)) }

    /// Goes through everything within `depth` steps of the beginnings.
    mutating func run(from beginnings: [Beginning], depth: Int) throws(Counterexample) {
        // The steps before were without fault.
        let healthy = StepCheck(profile: verify.profile)
        for beginning in beginnings {
            do throws(BrokenRule) {
                var one = try beginning.one.user(healthy, held: alphabet.held)
                var other = try beginning.other.user(healthy, held: alphabet.held)
                one.modelState.tracksCounts = alphabet.tracksCounts
                other.modelState.tracksCounts = alphabet.tracksCounts
                let pair = (number(of: one), number(of: other))
                worlds.insert(SearchedWorld(pair.0, pair.1, beginning.setting), from: worlds.count)
            } catch {
                throw Counterexample(broken: error, path: ["beginning \(beginning)"])
            }
        }
        var start = 0
        for level in 1...depth {
            let end = worlds.count
            for index in start..<end { try expand(index, isLast: level == depth) }
            start = end
        }
        figures.worlds = start
        figures.users = users.count
        figures.kinds = kinds.count
    }

    private mutating func expand(_ index: Int, isLast: Bool) throws(Counterexample) {
        let world = worlds[index]
        let pair = world.users
        for (place, user) in pair.enumerated() {
            let row = try row(of: user, in: world.setting, at: index, isLast)
            figures.transitions += row.count
            if isLast { continue }
            for next in row.next {
                worlds.insert(SearchedWorld(Int(next), pair[1 - place], world.setting), from: index)
            }
        }
        for setting in alphabet.settings where setting != world.setting {
            figures.transitions += 1
            guard try isAllowed(world.setting, setting, at: index), !isLast else { continue }
            worlds.insert(SearchedWorld(pair[0], pair[1], setting), from: index)
        }
        let both = pair.map { users[$0] }
        let passed = alphabet.passings.indices.filter { alphabet.allows(alphabet.passings[$0], for: both) }
        figures.transitions += passed.count
        if isLast { return }
        let later = pair.map { passings(of: $0) }
        for place in passed {
            worlds.insert(SearchedWorld(Int(later[0][place]), Int(later[1][place]), world.setting), from: index)
        }
    }

    private func isAllowed(_ old: PoolSetting, _ new: PoolSetting, at index: Int) throws(Counterexample) -> Bool {
        var pool = old.pool
        let changed = (try? pool.take(new.settings, in: verify.profile, at: pool.modifiedAt)).map { pool.mfa }
        let expected = old.mayBecome(new, under: verify.profile) ? new.pool.mfa : nil
        guard changed == expected else {
            throw Counterexample(broken: BrokenRule(rule: "R86", text: "\(old) to \(new)"), path: path(to: index))
        }
        return changed != nil
    }

    private mutating func number(of user: SearchedUser) -> Int {
        users.number(of: user, user.fingerprint(verify.profile))
    }

    private mutating func row(
        of number: Int, in setting: PoolSetting, at index: Int, _ isLast: Bool
    ) throws(Counterexample) -> Row {
        if let row = users.rows[number][setting.rawValue] { return row }
        let user = users[number]
        let steps = user.steps(alphabet)
        var next: Set<Int32> = []
        for step in steps {
            do throws(BrokenRule) {
                let (after, reply) = try verify.take(step, user, in: setting)
                kinds.insert(Kind(step: step, reply: reply))
                if !isLast { next.insert(Int32(self.number(of: after))) }
            } catch {
                throw Counterexample(broken: error, path: path(to: index, then: (step, number)))
            }
        }
        next.remove(Int32(number))
        figures.runs += steps.count
        let row = Row(count: steps.count, next: next.sorted())
        users.rows[number][setting.rawValue] = row
        return row
    }

    private mutating func passings(of number: Int) -> [Int32] {
        if let known = users.passings[number] { return known }
        let later = alphabet.passings.map { passing in Int32(self.number(of: users[number].after(passing))) }
        users.passings[number] = later
        return later
    }
}
