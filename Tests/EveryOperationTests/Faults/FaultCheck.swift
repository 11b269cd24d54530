import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Checks one cell: the state after the fault, the client's answer, and the state after its next try.
struct FaultCheck {
    let course: FaultCourse
    let world: FaultWorld
    /// Names the cell in a failure.
    let cell: String
    private(set) var problems: [String] = []

    init(_ course: FaultCourse, _ world: FaultWorld, _ cell: String) {
        self.course = course
        self.world = world
        self.cell = cell
    }

    private var operation: FaultedOperation { course.operation }

    /// Checks from the first answer on; a client with an unknown outcome tries again, without the fault.
    ///
    /// - Parameters:
    /// - isLate: True when the fault may perform the call after it was answered.
    /// - isStale: True when the store breaks its contract, so that an answer may be wrong; another try must repair it.
    mutating func verify(_ first: FaultAnswer, isLate: Bool = false, isStale: Bool = false) async throws {
        let middle = try await StateDump(world)
        let told = first.text == course.clean.text
        if !told, !first.isUnknown, !isStale {
            problems.append("told \(first.text), and without the fault \(course.clean.text)")
        }
        guard !told || isStale else {
            // Everything that was answered is stored, once.
            if !operation.matches(middle, course.once) {
                problems.append("told \(first.text), but \(shown(middle, course.once))")
            }
            return try await verify([first], isStale: isStale)
        }
        if !isPartOfOneRun(middle), !isStale { problems.append("left half of it: \(shown(middle, course.once))") }
        await world.store.follow(.none)
        world.ports.plan(nil)
        let second = await FaultAnswer(operation, world, course.given)
        await world.store.landAll()
        let end = try await StateDump(world)
        let mayBeDone = middle != course.start || isLate || isStale
        // A stale row can lead to a decision on rows that belong together. Tokens, grants and counts are checked all the same.
        if !isStale || operation.partial.isEmpty {
            if !(second.text == course.clean.text || mayBeDone && second.text == course.again.text) {
                problems.append("the next try was told \(second.text)")
            }
            if !(operation.matches(end, course.once) || mayBeDone && operation.matches(end, course.twice)) {
                problems.append("after the next try \(shown(end, course.once))")
            }
        }
        try await verify([first, second], isStale: isStale)
    }

    /// Checks every answer: tokens need an account, and every message is counted.
    mutating func verify(_ answers: [FaultAnswer], isStale: Bool = false) async throws {
        let granted = answers.compactMap(\.tokens)
        let browsers = answers.compactMap(\.browser)
        if case .refused = operation.repetition, granted.count + browsers.count > 1 { problems.append("granted twice") }
        await world.store.follow(.none)
        world.ports.plan(nil)
        for tokens in granted {
            let refusal = await failure { _ = try await world.pool.user(tokens.accessToken) }
            if !(refusal == nil) { problems.append("tokens without account: \(refusal.map { "\($0)" } ?? "")") }
        }
        await verifyBrowsers(opened: browsers, answers, isStale: isStale)
        let end = try await StateDump(world)
        let counted = end.quota - course.start.quota
        if counted < world.ports.handed {
            problems.append("\(world.ports.handed) messages, \(counted) counted")
        }
    }

    /// Checks the browser sessions: those that were answered work, and none that was ended does.
    private mutating func verifyBrowsers(
        opened: [BrowserSession], _ answers: [FaultAnswer], isStale: Bool
    ) async {
        for session in opened {
            let refusal = await failure { _ = try await world.pool.signedInBrowser(session) }
            if let refusal { problems.append("a browser session that is refused: \(refusal)") }
        }
        let isDone = answers.contains { $0.text == course.clean.text && $0.error == nil }
        // A store that does not show the row leaves it; only a call that can be made again puts that right.
        let isLeft = isStale && operation.repetition == .refused
        for browser in operation.ends where isDone && !isLeft {
            let refusal = await failure { _ = try await world.pool.signedInBrowser(browser.session(in: course.given)) }
            if refusal != .invalidBrowserSession { problems.append("a session that was ended is alive") }
        }
        for browser in operation.keeps {
            let refusal = await failure { _ = try await world.pool.signedInBrowser(browser.session(in: course.given)) }
            if let refusal { problems.append("a session that nothing ended is dead: \(refusal)") }
        }
    }

    /// Returns true for no change, the whole change, or the partial rows that the operation's row allows.
    private func isPartOfOneRun(_ state: StateDump) -> Bool {
        if state == course.start || state == course.once { return true }
        return Set(state.rows.keys).union(course.once.rows.keys).allSatisfy { name in
            let row = state.rows[name]
            return row == course.once.rows[name] || row == course.start.rows[name]
                || operation.partial.contains { name.contains($0) }
        }
    }

    private func shown(_ state: StateDump, _ due: StateDump) -> String {
        state.differences(from: due).joined(separator: "; ")
    }

    func report(_ location: SourceLocation = #_sourceLocation) {
        for problem in problems { Issue.record("\(cell): \(problem)", sourceLocation: location) }
    }
}
