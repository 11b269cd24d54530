import AuthFlow
import CognitoMFAService

/// Walks every order of two parties' calls, by running them again and again along other choices.
///
/// What a party does next follows from the replies it has had, since its random bytes are the same in every run. So two
/// runs that have come to the same replies and the same rows have the same future, and the second need not be walked.
struct InterleavingSearch: Sendable {
    /// What a party has been told so far, and how it ended.
    struct Party: Hashable, Sendable {
        private var replies: [String] = []
        private(set) var hasCrashed = false
        private var answer: String?

        /// Whether it may still make a call.
        var isAlive: Bool { !hasCrashed && answer == nil }

        mutating func learn(_ reply: String) { replies.append(reply) }

        // What it was told does not matter any more.
        mutating func crash() {
            hasCrashed = true
            replies = []
        }

        mutating func end(with answer: String) {
            guard !hasCrashed else { return }
            self.answer = answer
            replies = []
        }
    }

    /// A point at which someone has to be chosen.
    struct Node: Hashable, Sendable {
        let parties: [Party]
        let rows: [RecordKey: RecordVersion]
    }

    /// What a run has led to.
    struct End: Hashable, Sendable {
        let rows: [RecordKey: RecordVersion]
        let answers: String
    }

    private struct Choice {
        let node: Int
        let options: Int
        var taken: Int
    }

    private var numbers: [Node: Int] = [:]
    /// Where each option of a node leads: another node, or the end.
    private var edges: [[Int?]] = []
    private var path: [Choice] = []
    private var position = 0
    private(set) var isAbandoned = false
    /// Whether a party may crash wherever it may go on.
    let crashes: Bool

    init(crashes: Bool = false) { self.crashes = crashes }

    /// How many points there are at which someone has to be chosen.
    var states: Int { edges.count }

    /// How many choices there are at all of them.
    var transitions: Int { edges.reduce(0) { $0 + $1.count } }

    /// The option to take at a node where one of `movers` goes on or crashes, or nil when all that follows is known.
    mutating func choose(at node: @autoclosure () -> Node, movers: Int) -> Int? {
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

    /// Goes on to the next run.
    ///
    /// - Returns: false when every choice at every node has been taken.
    mutating func advance() -> Bool {
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

    /// How many orders of calls and crashes the walk stands for: the ways from the first node to an end.
    ///
    /// A number beyond 2^53 is rounded.
    func orders() -> Double {
        guard !edges.isEmpty else { return 1 }
        var known: [Double?] = Array(repeating: nil, count: edges.count)
        // A stack of its own: the ways are longer than a thread's stack is deep.
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
