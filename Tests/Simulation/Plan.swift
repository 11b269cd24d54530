package import CognitoMFATesting

/// A schedule before it runs: who does what, what fails, and the randomness that orders it.
///
/// All of it follows from one number.
package struct Plan: Sendable, Hashable {
    /// The number it follows from.
    package let seed: UInt64
    /// Orders the turns; a shrunk plan may need another one than its seed.
    package var salt: UInt64
    /// How often, of a hundred, whoever has just made a call makes the next one too.
    package var stickiness: Int
    package var rule: PoolRule
    package var isClassic: Bool
    package var rotates: Bool
    package var clients: [Script]
    package var faults: [Fault]
    /// How far each process's clock is off, in milliseconds: R21 allows five seconds between any two.
    package var offsets: [Int64]
    /// Whether texts are kept and searched for secrets.
    package var listens: Bool
    /// The longest that a call to the outside takes, in milliseconds; 0 for a time that stands still.
    package var tick = 12

    /// What one client does, call after call.
    package struct Script: Sendable, Hashable {
        package var role: Role
        package var user: String
        package var steps: [Step]

        package init(role: Role, user: String, steps: [Step]) {
            self.role = role
            self.user = user
            self.steps = steps
        }
    }

    package enum Role: String, Sendable, Hashable {
        case owner, insider, stranger, administrator
    }

    /// A plan of one's own.
    package init(
        seed: UInt64, rule: PoolRule, clients: [Script], faults: [Fault] = [], offsets: [Int64] = [0, 0],
        stickiness: Int = 0, tick: Int = 12, isClassic: Bool = false, rotates: Bool = false
    ) {
        self.seed = seed
        salt = seed
        self.rule = rule
        self.clients = clients
        self.faults = faults
        self.offsets = offsets
        self.stickiness = stickiness
        self.tick = tick
        self.isClassic = isClassic
        self.rotates = rotates
        listens = false
    }

    /// One call.
    package struct Step: Sendable, Hashable {
        package var intent: Intent
        package var process: Int
        /// How long everyone waits before it, in milliseconds.
        package var wait: Int64
        /// Chooses among what the intent leaves open.
        package var variant: UInt64

        package init(_ intent: Intent, process: Int = 0, wait: Int64 = 0, variant: UInt64) {
            self.intent = intent
            self.process = process
            self.wait = wait
            self.variant = variant
        }
    }

    package enum Intent: String, Sendable, Hashable, CaseIterable {
        case advance, signIn, signInFormerly, signInWrongly
        case guess, replay, earlierStep, unprovedApp, spentSession, othersSession
        case associate, prove, guessProof, removeApp, prefer
        case changePassword, changePasswordWrongly
        case refresh, refreshFormer, revoke, signOut, formerToken
        case setNumber, askNumberCode, proveNumber, describe
        case configure, disable, enable, setPassword, resetPassword, recover, deleteApp, signOutUser
        case replaceNumber, unlock, delete, create, preferForUser, describeUser
    }

    /// What goes wrong, at which call of whose operation to the outside.
    package struct Fault: Sendable, Hashable {
        package var kind: Kind
        package var client: Int
        package var step: Int
        package var call: Int

        package init(_ kind: Kind, client: Int, step: Int, call: Int) {
            self.kind = kind
            self.client = client
            self.step = step
            self.call = call
        }

        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Nothing happens, and the call throws.
            case fail
            /// It happens, and the reply is lost.
            case loseReply
            /// It throws now and happens some turns later, if it still can.
            case delay
            /// A swap answers that it was not made, and was not.
            case conflict
            /// It takes ten seconds.
            case slow
            /// The process dies, with every operation that runs on it.
            case crash
            /// The process's clock jumps an hour back, or a day ahead.
            case back, ahead
        }
    }
}

extension Plan: CustomStringConvertible {
    /// The plan as a list.
    package var description: String {
        var lines = [
            "seed \(seed), salt \(salt), pool \(rule), \(isClassic ? "classic" : "current")"
                + (rotates ? ", rotating" : "") + ", clocks \(offsets), stickiness \(stickiness)"
        ]
        for (number, client) in clients.enumerated() {
            for (place, step) in client.steps.enumerated() {
                let wait = step.wait > 0 ? " after \(step.wait) ms" : ""
                lines.append(
                    "  client \(number) (\(client.role) of \(client.user)), step \(place): \(step.intent) "
                        + "on process \(step.process)\(wait)")
            }
        }
        for fault in faults {
            lines.append("  fault: \(fault.kind) at call \(fault.call) of client \(fault.client), step \(fault.step)")
        }
        return lines.joined(separator: "\n")
    }
}
