package import CognitoMFATesting

/// A schedule before it runs: the clients' scripts, the faults, and the seed of the order.
///
/// A generated plan follows from one number.
package struct Plan: Sendable, Hashable {
    /// The number that the plan was generated from.
    package let seed: UInt64
    /// The seed of the order of turns; a shrunk plan may need another one than `seed`.
    package var salt: UInt64
    /// The percentage of turns that go to the client that had the last one.
    package var stickiness: Int
    package var rule: PoolRule
    package var isClassic: Bool
    package var rotates: Bool
    package var clients: [Script]
    package var faults: [Fault]
    /// The offset of each process's clock, in milliseconds: R21 allows five seconds between any two.
    package var offsets: [Int64]
    /// True when texts are kept and searched for secrets.
    package var recordsTexts: Bool
    /// True for the plans, one in four, in which triggers run after the swap.
    package var hasTriggers: Bool
    /// The longest that a call to the outside takes, in milliseconds; 0 for a time that stands still.
    package var tick = 12

    /// The calls of one client, in order.
    package struct Script: Sendable, Hashable {
        package var role: Role
        package var user: String
        package var steps: [Step]
        /// True when the client signs in on pages, for browser sessions in the place of tokens.
        package var isOnPages: Bool

        package init(role: Role, user: String, steps: [Step], isOnPages: Bool = false) {
            self.isOnPages = isOnPages
            self.role = role
            self.user = user
            self.steps = steps
        }
    }

    package enum Role: String, Sendable, Hashable {
        case owner, insider, stranger, administrator
    }

    /// Creates a plan from its parts.
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
        recordsTexts = false
        hasTriggers = false
    }

    /// One call.
    package struct Step: Sendable, Hashable {
        package var intent: Intent
        package var process: Int
        /// The time that passes before it, in milliseconds.
        package var wait: Int64
        /// The choice among the calls that the intent allows.
        package var variant: UInt64

        package init(_ intent: Intent, process: Int = 0, wait: Int64 = 0, variant: UInt64) {
            self.intent = intent
            self.process = process
            self.wait = wait
            self.variant = variant
        }
    }

    package enum Intent: String, Sendable, Hashable, CaseIterable {
        case advance, signIn, signInWithOldPassword, signInWithWrongPassword
        case sendNewCode, useAnotherFactor
        case readBrowser, readOldBrowser, confirm, endBrowser
        case guess, replay, codeOfEarlierStep, codeOfUnprovedApp, spentSession, sessionOfAnotherUser
        case associate, prove, guessProof, removeApp, prefer
        case changePassword, changePasswordWithWrongOne
        case refresh, refreshWithOldToken, revoke, signOut, describeWithOldToken
        case setNumber, askNumberCode, proveNumber, describe
        case configure, disable, enable, setPassword, resetPassword, recover, deleteApp, signOutUser
        case replaceNumber, unlock, delete, create, preferForUser, describeUser
        case join, leave, createGroup, deleteGroup
    }

    /// A fault at one call to a port: the client, its step, and the number of the port call in that step.
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
            /// The call throws without effect.
            case fail
            /// The call takes effect, and its reply is lost.
            case loseReply
            /// The call throws; the swap is applied some turns later, if its version still matches.
            case delay
            /// The swap answers a conflict and has no effect.
            case conflict
            /// The call takes ten seconds.
            case slow
            /// The process dies, and with it every operation that runs there.
            case crash
            /// The process's clock jumps back an hour, or ahead a day.
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
                    "  client \(number) (\(client.role) of \(client.user)\(client.isOnPages ? ", on pages" : "")), step \(place): \(step.intent) "
                        + "on process \(step.process)\(wait)")
            }
        }
        for fault in faults {
            lines.append("  fault: \(fault.kind) at call \(fault.call) of client \(fault.client), step \(fault.step)")
        }
        return lines.joined(separator: "\n")
    }
}
