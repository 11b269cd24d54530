import AuthFlow
import CognitoMFAService
import UserPoolModel

/// The proof that two states with one fingerprint are one state to every rule: whatever is done next is answered alike, and
/// leads to states that again have one fingerprint.
struct FingerprintCheck {
    let verify: StepCheck
    /// The number of states that are compared with the first of their fingerprint.
    let perFingerprint: Int
    private var first: [StateFingerprint: (user: SearchedUser, compared: Int)] = [:]
    private(set) var comparisons = 0

    init(_ verify: StepCheck, perFingerprint: Int) {
        self.verify = verify
        self.perFingerprint = perFingerprint
    }

    /// Goes through the states of one user within `depth` steps.
    mutating func run(from starts: [Beginning.Start], depth: Int) throws(BrokenRule) {
        var level: [SearchedUser] = []
        for start in starts { try meet(start.user(verify, held: 2), &level) }
        for _ in 0..<depth {
            var next: [SearchedUser] = []
            for user in level {
                for setting in PoolSetting.allCases {
                    for step in user.steps(.wide) { try meet(verify.take(step, user, in: setting).after, &next) }
                }
                for passing in Passing.allCases { try meet(user.after(passing), &next) }
            }
            level = next
        }
    }

    private mutating func meet(_ user: SearchedUser, _ new: inout [SearchedUser]) throws(BrokenRule) {
        let print = user.fingerprint(verify.profile)
        guard let known = first[print] else {
            first[print] = (user, 0)
            new.append(user)
            return
        }
        guard known.compared < perFingerprint, known.user.record != user.record || known.user.now != user.now else {
            return
        }
        first[print] = (known.user, known.compared + 1)
        try compare(known.user, user)
    }

    private mutating func compare(_ one: SearchedUser, _ other: SearchedUser) throws(BrokenRule) {
        func demand(_ what: String, _ holds: Bool) throws(BrokenRule) {
            guard holds else { throw BrokenRule(rule: "fingerprint", text: "two states differ after \(what)") }
        }
        let steps = one.steps(.wide)
        try demand("counting their steps", steps == other.steps(.wide))
        for setting in PoolSetting.allCases {
            for step in steps {
                let left = try verify.take(step, one, in: setting)
                let right = try verify.take(step, other, in: setting)
                comparisons += 1
                try demand("\(step) in \(setting): \(left.reply), \(right.reply)", left.reply.isLike(right.reply))
                let same = left.after.fingerprint(verify.profile) == right.after.fingerprint(verify.profile)
                try demand("\(step) in \(setting)", same)
            }
        }
        for passing in Passing.allCases {
            let (left, right) = (one.after(passing), other.after(passing))
            try demand("\(passing)", left.fingerprint(verify.profile) == right.fingerprint(verify.profile))
        }
    }
}

extension Reply {
    /// Of a dead session the fingerprint does not say since when it is dead.
    fileprivate func isLike(_ other: Reply) -> Bool {
        let dead: [Reply] = [.refused(.usedSession), .refused(.expiredSession)]
        return self == other || dead.contains(self) && dead.contains(other)
    }
}
