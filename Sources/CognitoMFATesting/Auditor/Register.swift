/// One value over time under writes that overlap; it knows the values that a reading call may have found.
///
/// A write takes effect at one instant of its span. A reader cannot find the value of write A if a certain write B began
/// after A had ended, and B ended before the reader began.
struct Register<Value: Hashable & Sendable>: Sendable {
    private struct Write {
        let value: Value
        let span: Observation.Span
        let number: Int
        let isCertain: Bool
    }

    private let initial: Value
    private var writes: [Write] = []

    init(_ initial: Value) { self.initial = initial }

    /// Records a write; an uncertain one may never have taken effect.
    mutating func write(_ value: Value, by observation: Observation, isCertain: Bool) {
        writes.append(
            Write(value: value, span: observation.span, number: observation.number, isCertain: isCertain))
    }

    /// The values that a call may have found.
    func values(during reader: Observation) -> Set<Value> {
        var found: Set<Value> = []
        if !writes.contains(where: { $0.isCertain && $0.number != reader.number && $0.span.precedes(reader.span) }) {
            found.insert(initial)
        }
        for write in writes where write.number != reader.number && write.span.began < reader.span.ended {
            let isOver = writes.contains { later in
                later.isCertain && later.number != reader.number && write.span.precedes(later.span)
                    && later.span.precedes(reader.span)
            }
            if !isOver { found.insert(write.value) }
        }
        return found
    }
}
