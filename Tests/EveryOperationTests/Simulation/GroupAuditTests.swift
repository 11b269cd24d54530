import CognitoMFATesting
import Testing

/// The Auditor over histories of groups written by hand.
@Suite struct GroupAuditTests {
    /// Calls one after the other, unless told otherwise.
    private struct Script {
        var history = History(
            premise: Premise(pool: PoolRule(.off, []), users: ["ada": Premise.User(password: "p1")]))
        private var instant = 0

        mutating func add(
            _ request: Request, _ answer: Answer = .done, user: String = "ada", groups: [String]? = nil,
            over instants: ClosedRange<Int>? = nil
        ) {
            let span = instants ?? instant + 1...instant + 2
            instant = max(instant, span.upperBound)
            history.observations.append(
                Observation(
                    number: history.observations.count, user: user, request: request, answer: answer,
                    span: .init(began: span.lowerBound, ended: span.upperBound, clock: 0...5), groups: groups))
        }

        /// A sign-in whose tokens name groups.
        mutating func signIn(_ groups: String..., over instants: ClosedRange<Int>? = nil) {
            add(
                .signIn(password: "p1"), .tokens(access: "a\(history.observations.count)", refresh: nil),
                groups: groups, over: instants)
        }

        var rules: [String] { Auditor().violations(in: history).map(\.rule) }
    }

    private static let lost = Answer.lost

    @Test func anHonestHistory() {
        var script = Script()
        script.signIn()
        script.add(.join(group: "red"))
        script.signIn("red")
        script.add(.leave(group: "red"))
        script.signIn()
        script.add(.join(group: "red"))
        script.add(.deleteGroup("red"), user: "")
        script.signIn()
        script.add(.createGroup("red"), user: "")
        script.signIn()
        #expect(script.rules.isEmpty)
    }

    @Test(
        arguments: [
            [], [.join(group: "blue")], [.join(group: "red"), .leave(group: "red")],
            [.join(group: "red"), .deleteGroup("red")],
            [.join(group: "red"), .deleteGroup("red"), .createGroup("red")],
            [.join(group: "red"), .delete(token: nil), .create(password: "p1", number: nil)],
        ] as [[Request]])
    func aGroupThatTheUserIsNotIn(_ changes: [Request]) {
        var script = Script()
        for change in changes { script.add(change, user: change.isAboutGroup ? "" : "ada") }
        if changes == [.join(group: "blue")] { script.signIn("blue", "red") } else { script.signIn("red") }
        #expect(script.rules == ["Groups"])
    }

    @Test func aGroupThatIsLeftOut() {
        var script = Script()
        script.add(.join(group: "red"))
        script.signIn()
        #expect(script.rules == ["Groups"])
    }

    @Test func anotherUsersMembershipIsNoReason() {
        var script = Script()
        script.add(.join(group: "red"), user: "grace")
        script.signIn("red")
        #expect(script.rules.contains("Groups"))
    }

    @Test func aChangeDuringTheIssueMayShowOrNot() {
        for groups in [["red"], []] {
            var script = Script()
            script.add(.join(group: "red"), over: 1...5)
            script.add(
                .signIn(password: "p1"), .tokens(access: "a", refresh: nil), groups: groups, over: 2...4)
            #expect(script.rules.isEmpty, "\(groups)")
        }
    }

    @Test func whatIsUnknownMayHaveHappenedOrHappenLater() {
        for groups in [["red"], []] {
            var script = Script()
            script.add(.join(group: "red"), Self.lost)
            script.add(.leave(group: "red"))
            script.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil), groups: groups)
            #expect(script.rules.isEmpty, "\(groups)")
        }
        var anew = Script()
        anew.add(.join(group: "red"), Self.lost)
        anew.add(.deleteGroup("red"), user: "")
        anew.add(.createGroup("red"), user: "")
        anew.signIn("red")
        #expect(anew.rules == ["Groups"], "but not in the group that was made later")
        for groups in [["red"], []] {
            var script = Script()
            script.add(.join(group: "red"))
            script.add(.deleteGroup("red"), Self.lost, user: "")
            script.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil), groups: groups)
            #expect(script.rules.isEmpty, "\(groups)")
        }
    }
}

extension Request {
    fileprivate var isAboutGroup: Bool {
        switch self {
        case .createGroup, .deleteGroup: true
        default: false
        }
    }
}
