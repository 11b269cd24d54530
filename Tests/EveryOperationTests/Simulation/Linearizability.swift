import CognitoMFASimulation
import CognitoMFATesting

/// Wing and Gong's search: an order of overlapping calls, each at one instant of its span, that a model explains.
struct Linearizability {
    private let calls: [Observation]
    private var dead: Set<Situation> = []

    private struct Situation: Hashable {
        let done: UInt64
        let model: OneTimeModel
    }

    /// Takes at most 64 calls.
    init(_ calls: [Observation]) { self.calls = Array(calls.prefix(64)) }

    /// An order that the model explains, by the calls' numbers; nil if there is none.
    mutating func order(from model: OneTimeModel) -> [Int]? { search(0, model) }

    private mutating func search(_ done: UInt64, _ model: OneTimeModel) -> [Int]? {
        let left = calls.indices.filter { done & 1 << UInt64($0) == 0 }
        // A call without a verdict may have had no effect at all.
        guard left.contains(where: { !calls[$0].answer.isUncertain }) else { return [] }
        let situation = Situation(done: done, model: model)
        guard !dead.contains(situation) else { return nil }
        for place in left {
            let call = calls[place]
            let isFirst = !left.contains { $0 != place && calls[$0].span.precedes(call.span) }
            guard isFirst else { continue }
            let after = done | 1 << UInt64(place)
            if call.answer.isUncertain {
                if let rest = search(after, model) { return rest }
            } else if let next = model.taking(call), let rest = search(after, next) {
                return [call.number] + rest
            }
        }
        dead.insert(situation)
        return nil
    }
}
