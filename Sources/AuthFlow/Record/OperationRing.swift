/// The ids of the last eight operations that changed a record, each with what came of it.
///
/// An operation that lost its reply finds itself here, however many others (up to eight) have written since.
package struct OperationRing: Sendable, Hashable {
    package static let capacity = 8

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

    private static let idByteCount = 16
    private static let entryByteCount = 17
    /// Entries one after the other, the oldest first: sixteen random bytes of an operation and a byte of what came of it.
    private var entries: [UInt8] = []

    package init() {}

    /// What came of the operation `id`, if it is among the last eight.
    package func outcome(of id: [UInt8]) -> Outcome? {
        var start = 0
        while start < entries.count {
            let end = start + Self.idByteCount
            if entries[start..<end].elementsEqual(id) { return Outcome(byte: entries[end]) }
            start += Self.entryByteCount
        }
        return nil
    }

    /// Remembers an operation of sixteen bytes; the oldest goes.
    ///
    /// Remembering one twice changes nothing.
    package mutating func remember(_ id: [UInt8], _ outcome: Outcome) {
        precondition(id.count == Self.idByteCount, "an operation has sixteen bytes")
        guard self.outcome(of: id) == nil else { return }
        entries.reserveCapacity(entries.count + Self.entryByteCount)
        entries += id
        entries.append(outcome.byte)
        entries.removeFirst(max(0, entries.count - Self.capacity * Self.entryByteCount))
    }

    // The codec's side: seventeen bytes an entry.
    package var bytes: [UInt8]? { entries.isEmpty ? nil : entries }

    package init(bytes: [UInt8]?) throws(CodecError) {
        guard let bytes else { return }
        guard !bytes.isEmpty, bytes.count % Self.entryByteCount == 0,
            bytes.count <= Self.capacity * Self.entryByteCount,
            stride(from: Self.idByteCount, to: bytes.count, by: Self.entryByteCount).allSatisfy({ bytes[$0] < 0x20 })
        else { throw CodecError("a broken ring") }
        entries = bytes
    }
}
