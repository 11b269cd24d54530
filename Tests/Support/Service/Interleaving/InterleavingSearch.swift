package import AuthFlow
package import CognitoMFAService

/// Walks every order of two operations' calls, by running them again along other choices.
///
/// A search over the interleavings of the operations' store calls.
///
/// An operation's next call follows from its replies, because its random bytes are the same in every run. Two runs with
/// the same replies and the same rows therefore continue in the same way, and the second need not be walked.
package struct InterleavingSearch: Sendable {
    /// One operation: the replies so far, and its end.
    package struct Party: Hashable, Sendable {
        private var replies: [String] = []
        private(set) var hasCrashed = false
        private var answer: String?

        /// True when it can still make a call.
        package var isAlive: Bool { !hasCrashed && answer == nil }

        package mutating func learn(_ reply: String) { replies.append(reply) }

        // Its replies no longer matter.
        package mutating func crash() {
            hasCrashed = true
            replies = []
        }

        package mutating func end(with answer: String) {
            guard !hasCrashed else { return }
            self.answer = answer
            replies = []
        }
    }

    /// A point at which the next operation is chosen.
    package struct Node: Hashable, Sendable {
        package let parties: [Party]
        package let rows: [RecordKey: RecordVersion]
    }

    /// The end of a run.
    package struct End: Hashable, Sendable {
        package let rows: [RecordKey: RecordVersion]
        package let answers: String

        package init(rows: [RecordKey: RecordVersion], answers: String) {
            self.rows = rows
            self.answers = answers
        }
    }

    private struct Choice {
        let node: Int
        let options: Int
        var taken: Int
    }

    private var numbers: [Node: Int] = [:]
    /// The target of each option of a node: another node, or the end.
    private var edges: [[Int?]] = []
    private var path: [Choice] = []
    private var position = 0
    package private(set) var isAbandoned = false
    /// True when an operation may crash at each of its calls.
    package let crashes: Bool

    package init(crashes: Bool = false) { self.crashes = crashes }

    /// The number of points at which the next operation is chosen.
    package var states: Int { edges.count }

    /// The number of choices at all of them.
    package var transitions: Int { edges.reduce(0) { $0 + $1.count } }

    /// The option to take at a node where one of `movers` continues or crashes; nil when every continuation is known.
    package mutating func choose(at node: @autoclosure () -> Node, movers: Int) -> Int? {
        guard !isAbandoned else { return nil }
        let options = crashes ? movers * 2 : movers
        if position < path.count {
            defer { position += 1 }
            return path[position].taken
        }
        let node = node()
        let known = numbers[node]
        let number = known ?? edges.count
        if let last = path.last { edges[last.node][last.taken] = number }
        guard known == nil else {
            isAbandoned = true
            return nil
        }
        numbers[node] = number
        edges.append(Array(repeating: nil, count: options))
        path.append(Choice(node: number, options: options, taken: 0))
        position += 1
        return 0
    }

    /// Moves to the next run.
    ///
    /// - Returns: False when every choice at every node has been taken.
    package mutating func advance() -> Bool {
        isAbandoned = false
        position = 0
        while var last = path.popLast() {
            guard last.taken + 1 < last.options else { continue }
            last.taken += 1
            path.append(last)
            return true
        }
        return false
    }

    /// The number of orders of calls and crashes that the walk covers: the paths from the first node to an end.
    ///
    /// A number beyond 2^53 is rounded.
    package func orders() -> Double {
        guard !edges.isEmpty else { return 1 }
        var known: [Double?] = Array(repeating: nil, count: edges.count)
        // An explicit stack, because the paths are deeper than a thread's stack.
        var open = [0]
        while let node = open.last {
            let unknown = edges[node].compactMap(\.self).filter { known[$0] == nil }
            if unknown.isEmpty {
                known[node] = edges[node].reduce(0) { $0 + ($1.flatMap { known[$0] } ?? 1) }
                open.removeLast()
            } else {
                open += unknown
            }
        }
        return known[0] ?? 1
    }
}
