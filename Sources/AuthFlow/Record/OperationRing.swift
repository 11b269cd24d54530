/// The ids of the last eight operations that changed a record, each with what came of it.
///
/// An operation that lost its reply finds itself here, however many others (up to eight) have written since.
package struct OperationRing: Sendable, Hashable {
    package static let capacity = 8

    /// One operation: sixteen random bytes, and one byte that says what was done and at which try.
    package struct Entry: Sendable, Hashable {
        package let id: [UInt8]
        package let outcome: Outcome
    }

    /// What came of an operation: whether it won a grant, and the number of the try (0-15) that was stored.
    package struct Outcome: Sendable, Hashable {
        package let isGrant: Bool
        package let attempt: Int

        package init(isGrant: Bool, attempt: Int) {
            self.isGrant = isGrant
            self.attempt = attempt & 0x0F
        }

        package init(byte: UInt8) { self.init(isGrant: byte & 0x10 != 0, attempt: Int(byte & 0x0F)) }
        package var byte: UInt8 { UInt8(attempt) | (isGrant ? 0x10 : 0) }
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    /// What came of the operation `id`, if it is among the last eight.
    package func outcome(of id: [UInt8]) -> Outcome? { entries.first { $0.id == id }?.outcome }

    /// Remembers an operation; the oldest goes.
    ///
    /// Remembering one twice changes nothing.
    package mutating func remember(_ id: [UInt8], _ outcome: Outcome) {
        guard self.outcome(of: id) == nil else { return }
        entries.append(Entry(id: id, outcome: outcome))
        entries.removeFirst(max(0, entries.count - Self.capacity))
    }

    // The codec's side: seventeen bytes an entry.
    package var bytes: [UInt8]? { entries.isEmpty ? nil : entries.flatMap { $0.id + [$0.outcome.byte] } }

    package init(bytes: [UInt8]?) throws(CodecError) {
        guard let bytes else { return }
        guard bytes.count % 17 == 0, bytes.count / 17 <= Self.capacity else { throw CodecError("a broken ring") }
        for start in stride(from: 0, to: bytes.count, by: 17) {
            entries.append(Entry(id: Array(bytes[start..<start + 16]), outcome: Outcome(byte: bytes[start + 16])))
        }
    }
}
